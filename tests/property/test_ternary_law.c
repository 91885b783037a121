/* Three ballots, yes, abstain and no: random models by all ways to vote, and
 * the count by weight by itself. */
#include "engine/game/ternary.h"
#include "support/tried.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AGAINST, ABSTAINS, WITH, MOST_UNITS = 8 };

/* ---- random models ------------------------------------------------------- */

/* The question under one valuation of the facts. */
typedef struct question {
    const cm_cond *cond;
    plain_open open;
    uint32_t matter, n;
} question;

static bool find_cases(tried *t, const char *name, question *c)
{
    c->cond = tried_cond(t, name);
    plain_find_open(&t->plain, c->cond, &c->open);
    if (c->open.n_acts > 6)
        return false;
    c->matter = plain_matter(&t->plain, c->cond, &c->open);
    c->n = plain_valuations(&t->plain, &c->open, c->matter);
    return true;
}

static void play(tried *t, const question *c, uint32_t i, plain_game *game)
{
    plain_values v;
    plain_valuation(&t->plain, &c->open, c->matter, i, &v);
    plain_play(&t->plain, c->cond, &c->open, &v, COMITIA_OPPOSE, game);
}

static unsigned position_of(const plain_game *g, uint32_t way, unsigned unit)
{
    for (unsigned k = 0; k < g->force.n; k++, way /= 3)
        if (g->players[k] == unit)
            return way % 3;
    return AGAINST;
}

/* The ballot that means a position in the a-th open act. */
static unsigned ballot(plain_game *g, unsigned a, unsigned position)
{
    const cm_act *act = &g->p->model->acts[g->open->acts[a]];
    bool plus = true;
    if (act->n_arms)
        plus = plain_rule_direction(
                   act->arms[plain_arm(g->p, &g->v, g->open->acts[a])].rule) ==
               PLAIN_PLUS;
    bool yes = (g->helps[a] == plus) == (position == WITH);
    return position == ABSTAINS ? CM_BALLOT_ABSTAIN
           : yes                ? CM_BALLOT_YES
                                : CM_BALLOT_NO;
}

static bool comes_about(plain_game *g, uint32_t way)
{
    uint32_t results = 0;
    for (unsigned a = 0; a < g->open->n_acts; a++) {
        uint32_t act = g->open->acts[a], profile = 0;
        const plain_act *now = &g->p->acts[act];
        if (!g->helps[a] && !g->hinders[a])
            continue;
        for (unsigned k = 0; k < now->n_parts; k++)
            profile |= ballot(g, a, position_of(g, way, now->parts[k].unit))
                       << 2 * k;
        if (plain_passes(g->p, act, plain_arm(g->p, &g->v, act), profile))
            results |= UINT32_C(1) << a;
    }
    return plain_residual(g->p, g->cond, g->open, &g->v, results);
}

static bool in_several_bodies(const cm_model *m, uint32_t player)
{
    unsigned n = 0;
    for (uint32_t b = 0; b < m->n_bodies; b++)
        n += cm_body_entry_of(&m->bodies[b], player) != CM_NONE;
    return n > 1;
}

static void add_unit(texts *all, const tried *t, const plain_unit *unit,
                     const unsigned *ways)
{
    const cm_model *m = t->model;
    bool named = unit->body != CM_NONE && in_several_bodies(m, unit->player);
    texts_add(all, "%s%s%s: %u %u %u", m->players[unit->player].label.name,
              named ? " in " : "",
              named ? m->bodies[unit->body].label.name : "",
              ways[WITH] - ways[AGAINST], ways[WITH] - ways[ABSTAINS],
              ways[ABSTAINS] - ways[AGAINST]);
}

static char *by_all_ways(tried *t, plain_game *g)
{
    static unsigned ways[MOST_UNITS][3];
    texts all = {0};
    uint32_t n = 1, passing = 0;
    memset(ways, 0, sizeof ways);
    for (unsigned k = 0; k < g->force.n; k++)
        n *= 3;
    for (uint32_t way = 0; way < n; way++) {
        if (!comes_about(g, way))
            continue;
        passing++;
        for (unsigned k = 0, w = way; k < g->force.n; k++, w /= 3)
            ways[k][w % 3]++;
    }
    for (unsigned k = 0; k < g->force.n; k++)
        add_unit(&all, t, &t->plain.units[g->players[k]], ways[k]);
    texts_add(&all, "%u of %u", (unsigned)passing, (unsigned)n);
    return texts_join(&all, " | ");
}

static char *kept(const char *text)
{
    texts one = {0};
    texts_add(&one, "%s", text ? text : "nothing");
    return texts_join(&one, "");
}

static char *at(tried *t, uint32_t i, const char *key)
{
    char path[80];
    snprintf(path, sizeof path, "cases.%u.%s", (unsigned)i, key);
    return kept(test_at(&t->asked, path));
}

static char *row_at(tried *t, uint32_t i, unsigned row, const char *key)
{
    char place[60];
    snprintf(place, sizeof place, "indices.%u.%s", row, key);
    return at(t, i, place);
}

static char *by_library(tried *t, uint32_t i)
{
    texts all = {0};
    for (unsigned row = 0;; row++) {
        char *player = row_at(t, i, row, "player");
        char *of[4] = {row_at(t, i, row, "count"), row_at(t, i, row, "swings"),
                       row_at(t, i, row, "swings_for"),
                       row_at(t, i, row, "swings_against")};
        bool last = strcmp(player, "nothing") == 0;
        for (int k = 0; !last && k < atoi(of[0]); k++)
            texts_add(&all, "%s: %s %s %s", player, of[1], of[2], of[3]);
        free(player);
        for (unsigned k = 0; k < 4; k++)
            free(of[k]);
        if (last)
            break;
    }
    char *winning = at(t, i, "winning"), *ways = at(t, i, "ways");
    texts_add(&all, "%s of %s", winning, ways);
    free(winning);
    free(ways);
    return texts_join(&all, " | ");
}

static void check(tried *t, const char *name)
{
    static plain_game g;
    question c;
    if (!find_cases(t, name, &c))
        return;
    for (uint32_t i = 0; i < c.n; i++) {
        play(t, &c, i, &g);
        if (g.refusal != PLAIN_FINE || g.force.n > MOST_UNITS)
            return;
    }
    t->question.three_ballots = true;
    tried_ask(t, COMITIA_POWER, name);
    for (uint32_t i = 0; i < c.n; i++) {
        play(t, &c, i, &g);
        char *got = by_library(t, i);
        tried_expect(t, "three ballots", got, by_all_ways(t, &g));
        free(got);
    }
}

static void models_agree(cm_random *random, const random_model_options *options)
{
    tried t;
    if (tried_open(&t, random, options))
        for (unsigned k = 0; k < t.text.n_subjects; k++)
            check(&t, t.text.subjects[k]);
    tried_close(&t);
}

static void laws_agree_with_all_ways_to_vote(cm_random *random)
{
    const random_model_options options = {.ladders = true};
    models_agree(random, &options);
}

static void histories_agree_with_all_ways_to_vote(cm_random *random)
{
    const random_model_options options = {
        .history = true, .nested = true, .ladders = true, .mixed = true};
    models_agree(random, &options);
}

/* ---- one quota by weight ------------------------------------------------- */

enum { CLASSES = 4 };

typedef struct rule {
    uint64_t units[CLASSES];
    mpz_t weight[CLASSES], abstaining[CLASSES], quota;
    cm_three_ways of[CLASSES];
    uint32_t class_of[3 * CLASSES];
    unsigned n; /* players */
    cm_ternary ways;
} rule;

static void rule_open(rule *r, cm_random *random)
{
    *r = (rule){.n = 0};
    uint64_t total = 0, most = cm_random_chance(random, 1, 2) ? 5 : 3000;
    for (uint32_t c = 0; c < CLASSES; c++) {
        uint64_t weight = 2 * cm_random_below(random, most);
        mpz_init_set_ui(r->weight[c], (unsigned long)weight);
        mpz_init_set_ui(
            r->abstaining[c],
            (unsigned long)(weight / 2 * cm_random_below(random, 3)));
        mpz_inits(r->of[c].with, r->of[c].abstaining, r->of[c].against, NULL);
        r->units[c] = cm_random_below(random, 3);
        total += weight * r->units[c];
        for (uint64_t k = 0; k < r->units[c]; k++)
            r->class_of[r->n++] = c;
    }
    mpz_init_set_ui(r->quota,
                    (unsigned long)(1 + cm_random_below(random, total)));
    r->ways = (cm_ternary){.n = CLASSES, .players = r->n, .of = r->of};
    mpz_init(r->ways.passing);
}

static void rule_close(rule *r)
{
    for (uint32_t c = 0; c < CLASSES; c++)
        mpz_clears(r->weight[c], r->abstaining[c], r->of[c].with,
                   r->of[c].abstaining, r->of[c].against, NULL);
    mpz_clears(r->quota, r->ways.passing, NULL);
}

static bool is_met(const rule *r, uint32_t way)
{
    uint64_t sum = 0;
    for (unsigned k = 0; k < r->n; k++, way /= 3)
        sum += way % 3 == WITH       ? mpz_get_ui(r->weight[r->class_of[k]])
               : way % 3 == ABSTAINS ? mpz_get_ui(r->abstaining[r->class_of[k]])
                                     : 0;
    return sum >= mpz_get_ui(r->quota);
}

static void compare(const rule *r)
{
    unsigned ways[3 * CLASSES][3] = {{0}}, passing = 0;
    uint32_t n = 1;
    for (unsigned k = 0; k < r->n; k++)
        n *= 3;
    for (uint32_t way = 0; way < n; way++)
        if (is_met(r, way)) {
            passing++;
            for (unsigned k = 0, w = way; k < r->n; k++, w /= 3)
                ways[k][w % 3]++;
        }
    expect_u64(mpz_get_ui(r->ways.passing), passing);
    for (unsigned k = 0; k < r->n; k++) {
        const cm_three_ways *of = &r->of[r->class_of[k]];
        expect_u64(mpz_get_ui(of->with), ways[k][WITH]);
        expect_u64(mpz_get_ui(of->abstaining), ways[k][ABSTAINS]);
        expect_u64(mpz_get_ui(of->against), ways[k][AGAINST]);
    }
}

static void weights_agree_with_all_ways_to_vote(cm_random *random)
{
    rule r;
    bool found;
    cm_ctx *ctx = test_ctx();
    cm_ctx_begin(ctx, 0);
    rule_open(&r, random);
    const cm_three_rule given = {CLASSES, r.units, (const mpz_t *)r.weight,
                                 (const mpz_t *)r.abstaining, r.quota};
    expect_ok(
        cm_ternary_row(ctx, &given, UINT64_C(1000000000), &found, &r.ways));
    if (found) /* not of a quota that nothing meets */
        compare(&r);
    rule_close(&r);
    test_ctx_done(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("laws agree with all ways to vote",
                      laws_agree_with_all_ways_to_vote, 150),
        TEST_PROPERTY("histories agree with all ways to vote",
                      histories_agree_with_all_ways_to_vote, 150),
        TEST_PROPERTY("one quota by weight agrees with all ways to vote",
                      weights_agree_with_all_ways_to_vote, 500),
    };
    return cmocka_run_group_tests_name("ternary_law", tests, NULL, NULL);
}
