#include "report/verbs/print_joint.h"

#include "report/words/division_text.h"

static void member_row(cm_doc *doc, cm_table *table, const comitia_value *row,
                       bool rest)
{
    cm_cell(doc, table, cm_quoted(doc, cm_tree_text(row, "name")));
    cm_cell(doc, table, cm_grouped(doc, cm_tree_text(row, "votes")));
    cm_cell(doc, table,
            cm_ratio_decimal(doc, cm_tree_text(row, "quotient"), 4));
    if (rest)
        cm_cell(doc, table,
                cm_ratio_decimal(doc, cm_tree_text(row, "remainder"), 3));
    cm_cell(doc, table, cm_seats_of(doc, row));
}

/* Alliances and the lists that stand alone; then those below the hurdle. */
static void member_table(cm_doc *doc, const comitia_value *answer,
                         const comitia_value *members,
                         const comitia_value *parties)
{
    bool rest = !cm_tree_null(answer, "quota");
    const char *head[] = {"",
                          ">votes",
                          rest ? ">quotas" : ">quotient",
                          rest ? ">remainder" : ">seats",
                          rest ? ">seats" : "",
                          ""};
    cm_table *table = cm_table_new(doc, "", rest ? 6 : 5, head);
    size_t shown = 0, n = comitia_value_count(members);
    for (size_t i = 0; i < n && shown < doc->most; i++, shown++) {
        member_row(doc, table, comitia_value_at(members, i), rest);
        cm_cell(doc, table, "");
    }
    for (size_t i = 0; i < comitia_value_count(parties); i++) {
        const comitia_value *row = comitia_value_at(parties, i);
        if (!cm_tree_is(row, "entry", "out"))
            continue;
        n++;
        if (shown == doc->most)
            continue;
        shown++;
        cm_cell(doc, table, cm_quoted(doc, cm_tree_text(row, "party")));
        cm_cell(doc, table, cm_grouped(doc, cm_tree_text(row, "votes")));
        cm_cell(doc, table, "");
        if (rest)
            cm_cell(doc, table, "");
        cm_cell(doc, table, "0");
        cm_cell(doc, table, "below the hurdle");
    }
    cm_more(doc, 0, n);
}

static void tell_division(cm_doc *doc, const comitia_value *answer,
                          const comitia_value *division, const char *district)
{
    const comitia_value *members = comitia_value_get(division, "members");
    const char *within = cm_tree_text(division, "within");
    cm_heading(
        doc, 3, "%s%s%s%s%s%s: %s", *district ? cm_quoted(doc, district) : "",
        *district ? ", " : "",
        cm_quoted(doc, cm_tree_text(division, "alliance")),
        *within ? " (in " : "", *within ? cm_quoted(doc, within) : "",
        *within ? ")" : "",
        cm_counted(doc, cm_tree_text(division, "seats"), "seat", "seats"));
    member_table(doc, answer, members, NULL);
    cm_tell_tie(doc, division, members, "name");
    cm_tell_basis(doc, answer, division);
}

/* An alliance that can also get seats has nothing to share out without. */
static bool is_idle(const comitia_value *divisions, size_t i)
{
    const comitia_value *one = comitia_value_at(divisions, i);
    return cm_tree_is(one, "seats", "0") &&
           i + 1 < comitia_value_count(divisions) &&
           strcmp(cm_tree_text(one, "alliance"),
                  cm_tree_text(comitia_value_at(divisions, i + 1),
                               "alliance")) == 0;
}

/* Whether an alliance gets one seat or another. */
static bool is_open(const comitia_value *members)
{
    for (size_t i = 0; i < comitia_value_count(members); i++) {
        const comitia_value *row = comitia_value_at(members, i);
        if (cm_tree_null(row, "seats") &&
            comitia_value_bool(comitia_value_get(row, "alliance")))
            return true;
    }
    return false;
}

/* A single tie between lists has listed all outcomes already. */
static bool has_more_outcomes(const comitia_value *district,
                              const comitia_value *joint)
{
    const comitia_value *divisions = comitia_value_get(joint, "divisions");
    size_t ties = !cm_tree_null(district, "tie");
    bool open = is_open(comitia_value_get(joint, "members"));
    for (size_t i = 0; i < comitia_value_count(divisions); i++) {
        const comitia_value *one = comitia_value_at(divisions, i);
        ties += !cm_tree_null(one, "tie");
        open |= is_open(comitia_value_get(one, "members"));
    }
    return open || ties > 1;
}

static void outcome_items(cm_doc *doc, const comitia_value *district,
                          const comitia_value *joint)
{
    const comitia_value *outcomes = comitia_value_get(joint, "outcomes");
    const comitia_value *list = comitia_value_get(outcomes, "list");
    size_t n = comitia_value_count(list);
    if (!has_more_outcomes(district, joint))
        return;
    cm_para(
        doc, CM_OPENED "All in all" CM_END " %s:",
        cm_counted(doc, cm_tree_text(outcomes, "ways"), "outcome", "outcomes"));
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *one = comitia_value_at(list, i);
        cm_texts texts = {0};
        for (size_t k = 0; k < comitia_value_count(one); k++) {
            const comitia_value *row = comitia_value_at(one, k);
            cm_texts_add(doc, &texts,
                         cm_textf(doc, "%s" CM_TIE "%s",
                                  cm_quoted(doc, cm_tree_text(row, "party")),
                                  cm_grouped(doc, cm_tree_text(row, "seats"))));
        }
        cm_item(doc, 0, "%s", cm_strung(doc, &texts, ", "));
    }
    cm_more(doc, 0, n);
    if (n == 0)
        cm_item(doc, 0, "too many to list");
}

void cm_tell_joint(cm_doc *doc, const comitia_value *answer,
                   const comitia_value *district)
{
    const comitia_value *joint = comitia_value_get(district, "joint");
    const comitia_value *divisions = comitia_value_get(joint, "divisions");
    const comitia_value *members = comitia_value_get(joint, "members");
    size_t n = comitia_value_count(divisions);
    member_table(doc, answer, members, comitia_value_get(district, "parties"));
    cm_tell_tie(doc, district, members, "name");
    cm_tell_basis(doc, answer, district);
    for (size_t i = 0; i < n && i < doc->most; i++)
        if (!is_idle(divisions, i))
            tell_division(doc, answer, comitia_value_at(divisions, i),
                          cm_tree_text(district, "name"));
    if (n > doc->most)
        cm_para(doc, CM_SOFT "... and %s more (--max %s shows all)" CM_END,
                cm_counted_n(doc, n - doc->most, "alliance", "alliances"),
                cm_grouped_u64(doc, n));
    outcome_items(doc, district, joint);
}
