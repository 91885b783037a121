/* deal a second time: deals, clashes, concessions and best totals from every
 * set of statements under every valuation. */
#include "ask/verify/verified.h"
#include "engine/verify/verify_deal.h"
#include "engine/verify/verify_threats.h"

#include <stdio.h>

typedef struct goal {
    cm_verifying *v;
    const cm_talks *talks;
    const comitia_value *value;
    const cm_tried_deal *tried;
    uint32_t all; /* statements */
} goal;

static void differs(const goal *g, const char *key, const char *is,
                    const char *second)
{
    char what[200];
    const char *label = cm_verify_text(g->value, "label");
    snprintf(what, sizeof what, "%s of %s%s%s", key, g->talks->label.name,
             *label ? ", " : "", label);
    cm_verify_differs(g->v, what, is, second);
}

/* ---- sets of statements
 * ---------------------------------------------------------------- */

typedef bool is_listed(const goal *g, uint32_t set);

/* Without any statement of it there is a deal. */
static bool clashes(const goal *g, uint32_t set)
{
    for (uint32_t i = 0; i < g->tried->n_statements; i++)
        if ((set >> i & 1) && !g->tried->possible[set ^ UINT32_C(1) << i])
            return false;
    return !g->tried->possible[set];
}

static bool concedes(const goal *g, uint32_t set)
{
    uint32_t kept = g->all ^ set;
    for (uint32_t i = 0; i < g->tried->n_statements; i++)
        if ((set >> i & 1) && g->tried->possible[kept | UINT32_C(1) << i])
            return false;
    return g->tried->possible[kept];
}

/* The names of a list as a set; false: there is no such statement. */
static bool read_set(const goal *g, const comitia_value *names, uint32_t *set)
{
    *set = 0;
    for (size_t k = 0; k < comitia_value_count(names); k++) {
        const char *name = comitia_value_string(comitia_value_at(names, k));
        uint32_t i = 0;
        while (i < g->tried->n_statements &&
               strcmp(name ? name : "", g->tried->statements[i]->name) != 0)
            i++;
        if (i == g->tried->n_statements)
            return false;
        *set |= UINT32_C(1) << i;
    }
    return true;
}

/* The list has each set that belongs there, once, and no other. */
static comitia_status compare_sets(const goal *g, const char *key,
                                   is_listed *belongs)
{
    const comitia_value *list = comitia_value_get(g->value, key);
    uint32_t n = 0, set;
    char is[32], second[32];
    uint8_t *seen = cm_new_n(g->v->arena, uint8_t, (uint64_t)g->all + 1);
    if (!seen)
        return COMITIA_E_NOMEM;
    if (comitia_value_kind(list) == COMITIA_NULL)
        return COMITIA_OK; /* left out */
    for (uint32_t s = 0; s <= g->all; s++)
        n += belongs(g, s);
    snprintf(is, sizeof is, "%zu", comitia_value_count(list));
    snprintf(second, sizeof second, "%lu", (unsigned long)n);
    if (comitia_value_count(list) != n)
        differs(g, key, is, second);
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        bool known = read_set(g, comitia_value_at(list, i), &set);
        if (!known || seen[set] || !belongs(g, set)) {
            differs(g, key, "one set", "no such set");
            break;
        }
        seen[set] = 1;
    }
    return COMITIA_OK;
}

static comitia_status compare_refusal(const goal *g)
{
    CM_TRY(compare_sets(g, "clashes", clashes));
    return compare_sets(g, "concessions", concedes);
}

static void expect_none(const goal *g, const char *key)
{
    if (comitia_value_count(comitia_value_get(g->value, key)))
        differs(g, key, "some", "none");
}

/* ---- best totals
 * ----------------------------------------------------------------------- */

/* Totals of all deals, a row for each set of wishes; n_sides a row. */
typedef struct totals {
    mpq_t *at;
    uint32_t n, n_sides;
} totals;

static void add_row(const goal *g, uint32_t wishes, totals *t)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    mpq_t *row = t->at + (size_t)t->n++ * t->n_sides;
    for (uint32_t s = 0; s < t->n_sides; s++)
        mpq_init(row[s]);
    for (uint32_t i = 0; i < g->tried->n_wishes; i++) {
        const cm_line *line = g->tried->wishes[i];
        if (wishes >> i & 1)
            mpq_add(row[line->side], row[line->side],
                    line->worth ? line->worth->q : one);
    }
    mpq_clear(one);
}

/* Nobody has less in b than in a. */
static bool at_most(const totals *t, uint32_t a, uint32_t b)
{
    for (uint32_t s = 0; s < t->n_sides; s++)
        if (mpq_cmp(t->at[(size_t)a * t->n_sides + s],
                    t->at[(size_t)b * t->n_sides + s]) > 0)
            return false;
    return true;
}

/* No other row is better, and no earlier one is the same. */
static bool is_best(const totals *t, uint32_t row)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (i != row && at_most(t, row, i) && (!at_most(t, i, row) || i < row))
            return false;
    return true;
}

static bool is_row(const goal *g, const totals *t, uint32_t row,
                   const comitia_value *value)
{
    bool same = true;
    mpq_t q;
    mpq_init(q);
    for (uint32_t s = 0; s < t->n_sides && same; s++)
        same = mpq_set_str(q, cm_verify_text(value, g->talks->sides[s].name),
                           10) == 0 &&
               mpq_equal(q, t->at[(size_t)row * t->n_sides + s]);
    mpq_clear(q);
    return same;
}

static void compare_rows(const goal *g, const totals *t)
{
    const comitia_value *list = comitia_value_get(g->value, "best");
    uint32_t best = 0;
    for (uint32_t row = 0; row < t->n; row++) {
        if (!is_best(t, row))
            continue;
        bool found = false;
        for (size_t i = 0; i < comitia_value_count(list); i++)
            found |= is_row(g, t, row, comitia_value_at(list, i));
        if (!found)
            differs(g, "best", "none", "one more");
        best++;
    }
    if (best != comitia_value_count(list))
        differs(g, "best", "some", "another number of them");
}

static comitia_status compare_best(const goal *g)
{
    uint32_t n = 0, all = UINT32_C(1) << g->tried->n_wishes;
    totals t = {.n_sides = g->talks->n_sides};
    if (comitia_value_kind(comitia_value_get(g->value, "best")) == COMITIA_NULL)
        return COMITIA_OK;
    for (uint32_t w = 0; w < all; w++)
        n += g->tried->wished[w];
    CM_TRY(cm_spend(g->v->ctx, 20 * (uint64_t)n * n * (t.n_sides + 1)));
    t.at = cm_alloc_n(g->v->arena, (uint64_t)n * t.n_sides, sizeof *t.at);
    if (!t.at)
        return COMITIA_E_NOMEM;
    for (uint32_t w = 0; w < all; w++)
        if (g->tried->wished[w])
            add_row(g, w, &t);
    compare_rows(g, &t);
    for (size_t i = 0; i < (size_t)t.n * t.n_sides; i++)
        mpq_clear(t.at[i]);
    return COMITIA_OK;
}

/* ---- goals
 * -----------------------------------------------------------------------------
 */

static comitia_status compare_goal(goal *g)
{
    g->all = (UINT32_C(1) << g->tried->n_statements) - 1;
    bool is = comitia_value_bool(comitia_value_get(g->value, "deal"));
    bool deal = g->tried->possible[g->all];
    if (is != deal)
        differs(g, "deal", is ? "yes" : "no", deal ? "yes" : "no");
    if (!deal) {
        expect_none(g, "best");
        return compare_refusal(g);
    }
    expect_none(g, "clashes");
    expect_none(g, "concessions");
    if (g->tried->n_wishes == 0)
        expect_none(g, "best");
    return g->tried->n_wishes ? compare_best(g) : COMITIA_OK;
}

typedef struct count {
    uint64_t valuations;
    uint32_t goals, tried, threats;
} count;

/* ---- threats
 * ---------------------------------------------------------------------------
 */

static const char *threat_text(cm_tried_threat tried)
{
    return tried == CM_THREAT_UNDEFINED ? "null"
           : tried == CM_THREAT_HOLDS   ? "yes"
                                        : "no";
}

static void compare_threat(cm_verifying *v, const cm_talks *talks,
                           const cm_line *line, const comitia_value *value)
{
    char what[200];
    for (uint32_t s = 0; s < talks->n_sides; s++) {
        bool own = s == line->side;
        const char *on = talks->sides[s].name;
        const comitia_value *is =
            own ? comitia_value_get(value, "credible")
                : comitia_value_get(comitia_value_get(value, "works"), on);
        const char *second = threat_text(cm_trial_threat(talks, line, s));
        const char *first = !is || comitia_value_kind(is) == COMITIA_NULL
                                ? "null"
                            : comitia_value_bool(is) ? "yes"
                                                     : "no";
        snprintf(what, sizeof what, "%s of %s (%s)", own ? "credible" : "works",
                 cm_verify_text(value, "action"), on);
        if (strcmp(first, second) != 0)
            cm_verify_differs(v, what, first, second);
    }
}

static comitia_status check_threats(cm_verifying *v, const cm_talks *talks,
                                    const comitia_value *list, count *n)
{
    size_t at = 0;
    for (uint32_t i = 0; i < talks->n_lines; i++) {
        const cm_line *line = &talks->lines[i];
        if (line->kind != CM_LINE_THREATENS && line->kind != CM_LINE_PROMISES)
            continue;
        CM_TRY(cm_spend(v->ctx, 100 * (uint64_t)talks->n_lines));
        compare_threat(v, talks, line, comitia_value_at(list, at++));
        n->threats++;
    }
    if (at != comitia_value_count(list))
        cm_verify_differs(v, "threats", "another number of them",
                          "those of the file");
    return COMITIA_OK;
}

static comitia_status check_talks(cm_verifying *v, const cm_talks *talks,
                                  const comitia_value *value, count *n)
{
    const comitia_value *goals = comitia_value_get(value, "goals");
    size_t at = 0;
    for (uint32_t i = 0; i < talks->n_lines; i++) {
        cm_tried_deal tried;
        if (talks->lines[i].kind != CM_LINE_GOAL)
            continue;
        goal g = {.v = v,
                  .talks = talks,
                  .value = comitia_value_at(goals, at++),
                  .tried = &tried};
        n->goals++;
        CM_TRY(cm_trial_deal(v->ctx, v->arena, v->world, talks,
                             &talks->lines[i], v->q->doubt_given, &tried));
        if (tried.reason) {
            v->verdict->reason = tried.reason;
            continue;
        }
        n->tried++;
        n->valuations += tried.n;
        CM_TRY(compare_goal(&g));
    }
    if (at != comitia_value_count(goals))
        cm_verify_differs(v, "goals", "another number of them",
                          "those of the "
                          "file");
    return check_threats(v, talks, comitia_value_get(value, "threats"), n);
}

static void tell_method(cm_verifying *v, const count *n)
{
    char threats[100] = "";
    if (n->threats)
        snprintf(threats, sizeof threats,
                 "%sthe worlds with and without each of %lu threats and "
                 "promises",
                 n->tried ? "; " : "", (unsigned long)n->threats);
    if (n->tried)
        cm_verify_method(
            v,
            "all %llu valuations of points, facts and acts under all sets of "
            "statements (%lu of %lu goals)%s",
            (unsigned long long)n->valuations, (unsigned long)n->tried,
            (unsigned long)n->goals, threats);
    else if (n->threats)
        cm_verify_method(v, "%s", threats);
}

comitia_status cm_verify_deal(cm_verifying *v, const comitia_value *answer)
{
    const cm_model *model = v->world->model;
    const comitia_value *list = comitia_value_get(answer, "talks");
    uint32_t n = v->n_targets ? v->n_targets : model->n_talks;
    count all = {0};
    for (uint32_t i = 0; i < n; i++)
        CM_TRY(check_talks(
            v, &model->talks[v->n_targets ? v->targets[i].talks : i],
            comitia_value_at(list, i), &all));
    if (all.goals + all.threats == 0)
        v->verdict->reason = CM_NOTHING_TO_VERIFY;
    tell_method(v, &all);
    return COMITIA_OK;
}
