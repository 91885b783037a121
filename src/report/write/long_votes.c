/* The rows of votes to seats and of polls. */
#include "report/write/long_table.h"

static void put_parties(cm_long_table *t, const comitia_value *object)
{
    const comitia_value *all = comitia_value_get(object, "parties");
    for (size_t i = 0; i < comitia_value_count(all); i++) {
        const comitia_value *party = comitia_value_at(all, i);
        t->item = cm_tree_text(party, "party");
        cm_long_put_all(t, party, CM_BUT("party"));
        cm_long_put_parts(t, party);
    }
    t->item = "";
}

/* Who gets a tied seat, outcome by outcome. */
static void put_outcomes(cm_long_table *t, const comitia_value *tie)
{
    const comitia_value *ways = comitia_value_get(tie, "takers");
    for (size_t i = 0; i < comitia_value_count(ways); i++) {
        const comitia_value *takers = comitia_value_at(ways, i);
        t->item = cm_long_numbered(t, "outcome", i + 1);
        for (size_t k = 0; k < comitia_value_count(takers); k++)
            cm_long_put_text(t, "taker", cm_tree_item(takers, k));
    }
    t->item = "";
}

/* "North: A+B with 3" for what is shared out in an alliance. */
static void put_division(cm_long_table *t, const char *district,
                         const comitia_value *division)
{
    const comitia_value *members = comitia_value_get(division, "members");
    const char *name =
        cm_long_joined(t, district, ": ", cm_tree_text(division, "alliance"));
    t->subject =
        cm_long_joined(t, name, " with ", cm_tree_text(division, "seats"));
    t->item = "";
    cm_long_put_all(t, division, CM_BUT("alliance", "seats"));
    cm_long_put_parts(t, division);
    for (size_t i = 0; i < comitia_value_count(members); i++) {
        const comitia_value *row = comitia_value_at(members, i);
        t->item = cm_tree_text(row, "name");
        cm_long_put_all(t, row, CM_BUT("name"));
    }
    put_outcomes(t, comitia_value_get(division, "tie"));
}

/* Each division, and the seats in each outcome of all of them. */
static void put_joint(cm_long_table *t, const comitia_value *joint)
{
    const comitia_value *divisions = comitia_value_get(joint, "divisions");
    const comitia_value *members = comitia_value_get(joint, "members");
    const comitia_value *list =
        comitia_value_get(comitia_value_get(joint, "outcomes"), "list");
    const char *district = t->subject;
    for (size_t i = 0; i < comitia_value_count(members); i++) {
        const comitia_value *row = comitia_value_at(members, i);
        t->item = cm_tree_text(row, "name");
        if (comitia_value_bool(comitia_value_get(row, "alliance")))
            cm_long_put_all(t, row, CM_BUT("name"));
    }
    for (size_t i = 0; i < comitia_value_count(divisions); i++)
        put_division(t, district, comitia_value_at(divisions, i));
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        const comitia_value *one = comitia_value_at(list, i);
        t->subject = cm_long_joined(t, district, ": ",
                                    cm_long_numbered(t, "outcome", i + 1));
        for (size_t k = 0; k < comitia_value_count(one); k++) {
            const comitia_value *row = comitia_value_at(one, k);
            t->item = cm_tree_text(row, "party");
            cm_long_put(t, "seats", comitia_value_get(row, "seats"));
        }
        t->item = "";
    }
    t->subject = district;
}

void cm_long_seats(cm_long_table *t, const comitia_value *answer)
{
    const comitia_value *districts = comitia_value_get(answer, "districts");
    cm_long_put_all(t, answer, cm_long_head);
    put_parties(t, answer);
    for (size_t i = 0; i < comitia_value_count(districts); i++) {
        const comitia_value *district = comitia_value_at(districts, i);
        t->subject = cm_tree_null(district, "name")
                         ? cm_long_numbered(t, "district", i + 1)
                         : cm_tree_text(district, "name");
        cm_long_put_all(t, district, CM_BUT("name"));
        cm_long_put_parts(t, district);
        put_parties(t, district);
        put_outcomes(t, comitia_value_get(district, "tie"));
        put_joint(t, comitia_value_get(district, "joint"));
    }
}

void cm_long_poll(cm_long_table *t, const comitia_value *answer)
{
    const comitia_value *sample = comitia_value_get(answer, "sample");
    const comitia_value *all = comitia_value_get(sample, "coalitions");
    cm_long_put_all(t, answer, cm_long_head);
    cm_long_put_all(t, sample, CM_BUT(""));
    put_parties(t, sample);
    for (size_t i = 0; i < comitia_value_count(all); i++) {
        const comitia_value *one = comitia_value_at(all, i);
        const comitia_value *parties = comitia_value_get(one, "parties");
        const char *name = "";
        for (size_t k = 0; k < comitia_value_count(parties); k++)
            name =
                cm_long_joined(t, name, k ? "+" : "", cm_tree_item(parties, k));
        t->item = name;
        cm_long_put_parts(t, one);
    }
}
