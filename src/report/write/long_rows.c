/* The rows of each verb that asks about a model. */
#include "report/write/long_table.h"

/* Lists of names, each a numbered item with a row for each of its names. */
static void put_sets(cm_long_table *t, const char *what, const char *measure,
                     const comitia_value *sets)
{
    for (size_t i = 0; i < comitia_value_count(sets); i++) {
        const comitia_value *set = comitia_value_at(sets, i);
        t->item = cm_long_numbered(t, what, i + 1);
        for (size_t k = 0; k < comitia_value_count(set); k++)
            cm_long_put_text(t, measure, cm_tree_item(set, k));
    }
    t->item = "";
}

/* Terms: each a numbered item with a row for each of its literals. */
static void put_terms(cm_long_table *t, const char *what,
                      const comitia_value *terms)
{
    for (size_t i = 0; i < comitia_value_count(terms); i++) {
        const comitia_value *term = comitia_value_at(terms, i);
        t->item = cm_long_numbered(t, what, i + 1);
        for (size_t k = 0; k < comitia_value_count(term); k++) {
            const comitia_value *literal = comitia_value_at(term, k);
            cm_long_put(t, cm_tree_text(literal, "name"),
                        comitia_value_get(literal, "value"));
        }
    }
    t->item = "";
}

void cm_long_check(cm_long_table *t, const comitia_value *answer)
{
    const comitia_value *expects = comitia_value_get(answer, "expects");
    t->subject = "";
    cm_long_put_all(t, answer, cm_long_head);
    for (size_t i = 0; i < comitia_value_count(expects); i++) {
        const comitia_value *expect = comitia_value_at(expects, i);
        t->subject = cm_tree_text(expect, "text");
        cm_long_put_all(t, expect, CM_BUT("text"));
    }
}

static void put_seats(cm_long_table *t, const comitia_value *bodies)
{
    for (size_t i = 0; i < comitia_value_count(bodies); i++) {
        const comitia_value *body = comitia_value_at(bodies, i);
        const comitia_value *parties = comitia_value_get(body, "parties");
        t->subject = cm_tree_text(body, "name");
        cm_long_put_all(t, body, CM_BUT("name"));
        for (size_t k = 0; k < comitia_value_count(parties); k++) {
            const comitia_value *party = comitia_value_at(parties, k);
            t->item = cm_tree_text(party, "name");
            cm_long_put(t, "seats", comitia_value_get(party, "seats"));
        }
        t->item = "";
    }
}

void cm_long_status(cm_long_table *t, const comitia_value *answer)
{
    const comitia_value *subjects = comitia_value_get(answer, "subjects");
    for (size_t i = 0; i < comitia_value_count(subjects); i++) {
        const comitia_value *row = comitia_value_at(subjects, i);
        t->subject = cm_long_subject(row, "subject");
        cm_long_put(t, "status", comitia_value_get(row, "status"));
        cm_long_put(t, "result", comitia_value_get(row, "result"));
        put_terms(t, "needed", comitia_value_get(row, "needed"));
        put_terms(t, "stopped", comitia_value_get(row, "stopped"));
    }
    put_seats(t, comitia_value_get(answer, "bodies"));
}

/* Conditions, each by its text behind `what`. */
static void put_conditions(cm_long_table *t, const char *what,
                           const comitia_value *list)
{
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        const comitia_value *one = comitia_value_at(list, i);
        t->item = cm_long_joined(t, what, *what ? " " : "",
                                 cm_tree_text(one, "text"));
        cm_long_put_all(t, one, CM_BUT("text"));
    }
}

void cm_long_needs(cm_long_table *t, const comitia_value *one)
{
    const comitia_value *players = comitia_value_get(one, "players");
    const comitia_value *from = comitia_value_get(one, "missing_from");
    cm_long_put_all(t, one, CM_BUT("when", "counted", "missing_from"));
    t->item = "recorded";
    cm_long_put_all(t, comitia_value_get(one, "recorded"), CM_BUT(""));
    put_conditions(t, "", comitia_value_get(one, "quotas"));
    put_conditions(t, "quorum", comitia_value_get(one, "quorum"));
    put_conditions(t, "voted", comitia_value_get(one, "counted"));
    for (size_t i = 0; i < comitia_value_count(from); i++) {
        const comitia_value *row = comitia_value_at(from, i);
        t->item = cm_tree_text(row, "player");
        cm_long_put(t, cm_long_joined(t, "missing_from", " ",
                                      cm_tree_text(row, "ballot")),
                    comitia_value_get(row, "seats"));
    }
    for (size_t i = 0; i < comitia_value_count(players); i++) {
        const comitia_value *player = comitia_value_at(players, i);
        t->item = cm_tree_text(player, "player");
        cm_long_put_all(t, player, CM_BUT("player"));
    }
}

void cm_long_can(cm_long_table *t, const comitia_value *one)
{
    cm_long_put(t, "value", comitia_value_get(one, "value"));
}

/* "force kind 2", of which there are 3 of "alike 1". */
static void put_kinds(cm_long_table *t, const char *name,
                      const comitia_value *kinds)
{
    for (size_t i = 0; i < comitia_value_count(kinds); i++) {
        const comitia_value *counts = comitia_value_at(kinds, i);
        t->item = cm_long_numbered(t, name, i + 1);
        for (size_t c = 0; c < comitia_value_count(counts); c++)
            cm_long_put(t, cm_long_numbered(t, "alike", c + 1),
                        comitia_value_at(counts, c));
    }
    t->item = "";
}

void cm_long_who(cm_long_table *t, const comitia_value *one)
{
    cm_long_put_all(t, one,
                    CM_BUT("when", "alike", "force_kinds", "block_kinds"));
    put_sets(t, "force", "member", comitia_value_get(one, "force"));
    put_sets(t, "block", "member", comitia_value_get(one, "block"));
    put_sets(t, "alike", "member", comitia_value_get(one, "alike"));
    put_kinds(t, "force kind", comitia_value_get(one, "force_kinds"));
    put_kinds(t, "block kind", comitia_value_get(one, "block_kinds"));
}

void cm_long_power(cm_long_table *t, const comitia_value *one)
{
    const comitia_value *indices = comitia_value_get(one, "indices");
    cm_long_put_all(t, one, CM_BUT("when"));
    for (size_t i = 0; i < comitia_value_count(indices); i++) {
        const comitia_value *player = comitia_value_at(indices, i);
        t->item = cm_tree_text(player, "player");
        cm_long_put_all(t, player, CM_BUT("player"));
        cm_long_put_parts(t, player); /* an index between two decimals */
    }
}

void cm_long_chance(cm_long_table *t, const comitia_value *answer)
{
    const comitia_value *free = comitia_value_get(answer, "free_variables");
    cm_long_put(t, "low", comitia_value_get(answer, "low"));
    cm_long_put(t, "high", comitia_value_get(answer, "high"));
    for (size_t i = 0; i < comitia_value_count(free); i++)
        cm_long_put_text(t, "free", cm_tree_item(free, i));
}

void cm_long_belief(cm_long_table *t, const comitia_value *answer)
{
    const comitia_value *claims = comitia_value_get(answer, "claims");
    for (size_t i = 0; i < comitia_value_count(claims); i++) {
        const comitia_value *claim = comitia_value_at(claims, i);
        const comitia_value *origins = comitia_value_get(claim, "origins");
        t->subject = cm_tree_text(claim, "name");
        if (!cm_tree_null(claim, "option"))
            t->subject = cm_long_joined(t, t->subject, " is ",
                                        cm_tree_text(claim, "option"));
        cm_long_put_all(t, claim, CM_BUT("name", "option"));
        for (size_t k = 0; k < comitia_value_count(origins); k++) {
            const comitia_value *origin = comitia_value_at(origins, k);
            t->item = cm_tree_text(origin, "origin");
            cm_long_put_all(t, origin, CM_BUT("origin", "title"));
        }
        t->item = "";
    }
}

static void rows_of_goal(cm_long_table *t, const char *talks,
                         const comitia_value *goal)
{
    const comitia_value *best = comitia_value_get(goal, "best");
    t->subject =
        cm_tree_null(goal, "label")
            ? talks
            : cm_long_joined(t, talks, ": ", cm_tree_text(goal, "label"));
    cm_long_put_all(t, goal, CM_BUT("label"));
    put_sets(t, "clash", "statement", comitia_value_get(goal, "clashes"));
    put_sets(t, "concession", "statement",
             comitia_value_get(goal, "concessions"));
    for (size_t i = 0; i < comitia_value_count(best); i++) {
        t->item = cm_long_numbered(t, "best", i + 1);
        cm_long_put_all(t, comitia_value_at(best, i), CM_BUT(""));
    }
    t->item = "";
}

void cm_long_deal(cm_long_table *t, const comitia_value *answer)
{
    const comitia_value *all = comitia_value_get(answer, "talks");
    for (size_t i = 0; i < comitia_value_count(all); i++) {
        const comitia_value *talks = comitia_value_at(all, i);
        const comitia_value *goals = comitia_value_get(talks, "goals");
        const comitia_value *threats = comitia_value_get(talks, "threats");
        for (size_t k = 0; k < comitia_value_count(goals); k++)
            rows_of_goal(t, cm_tree_text(talks, "name"),
                         comitia_value_at(goals, k));
        t->subject = cm_tree_text(talks, "name");
        for (size_t k = 0; k < comitia_value_count(threats); k++) {
            const comitia_value *threat = comitia_value_at(threats, k);
            t->item = cm_long_numbered(t, "threat", k + 1);
            cm_long_put_all(t, threat, CM_BUT(""));
            cm_long_put_all(t, comitia_value_get(threat, "works"), CM_BUT(""));
        }
        t->item = "";
    }
}

void cm_long_timeline(cm_long_table *t, const comitia_value *answer)
{
    const comitia_value *steps = comitia_value_get(answer, "steps");
    for (size_t i = 0; i < comitia_value_count(steps); i++) {
        const comitia_value *step = comitia_value_at(steps, i);
        const comitia_value *changes = comitia_value_get(step, "changes");
        t->subject = cm_tree_text(step, "text");
        cm_long_put_all(t, step, CM_BUT("text"));
        for (size_t k = 0; k < comitia_value_count(changes); k++) {
            const comitia_value *change = comitia_value_at(changes, k);
            t->item = cm_tree_text(change, "name");
            cm_long_put(t, "before", comitia_value_get(change, "from"));
            cm_long_put(t, "after", comitia_value_get(change, "to"));
        }
        t->item = "";
    }
}

void cm_long_why(cm_long_table *t, const comitia_value *answer)
{
    cm_long_put(t, "status", comitia_value_get(answer, "status"));
    put_terms(t, "reason", comitia_value_get(answer, "reasons"));
    put_terms(t, "change", comitia_value_get(answer, "changes"));
}

void cm_long_show(cm_long_table *t, const comitia_value *answer)
{
    const comitia_value *all = comitia_value_get(answer, "declarations");
    for (size_t i = 0; i < comitia_value_count(all); i++) {
        const comitia_value *one = comitia_value_at(all, i);
        t->subject = cm_tree_text(one, "name");
        if (!*t->subject)
            t->subject = cm_long_numbered(t, cm_tree_text(one, "kind"), i + 1);
        cm_long_put_all(t, one, CM_BUT("name"));
    }
}

void cm_long_diff(cm_long_table *t, const comitia_value *answer)
{
    const comitia_value *all = comitia_value_get(answer, "changes");
    for (size_t i = 0; i < comitia_value_count(all); i++) {
        const comitia_value *one = comitia_value_at(all, i);
        t->when = cm_long_case(t, comitia_value_get(one, "when"));
        t->subject = cm_long_subject(one, "subject");
        t->item = cm_tree_text(one, "player");
        cm_long_put(t, "what", comitia_value_get(one, "what"));
        cm_long_put(t, "old", comitia_value_get(one, "old"));
        cm_long_put(t, "new", comitia_value_get(one, "new"));
    }
}
