/* Power indices: every engine against enumeration, and against each other. */
#include "engine/power/dominance.h"
#include "engine/power/flat.h"
#include "engine/power/johnston.h"
#include "engine/weighted/weighted.h"
#include "engine/weighted/weighted_row.h"
#include "support/oracle.h"
#include "support/test_ctx.h"

#include <stdlib.h>

#define NO_BUDGET UINT64_C(1000000000)

/* A game of classes, as a rule made of weighted rules, and player by player. */
typedef struct game {
    cm_ctx *ctx;
    cm_arena arena;
    uint32_t n_classes;
    uint64_t units[ORACLE_MOST];
    mpz_t weight[ORACLE_MOST];
    mpz_t quota;
    uint32_t class_of[ORACLE_MOST]; /* of each player */
    oracle_game plain;
} game;

static void open_game(game *g, cm_random *random)
{
    *g = (game){.ctx = test_ctx()};
    cm_arena_init(&g->arena, g->ctx->allocator);
    unsigned n = (unsigned)cm_random_below(random, 11);
    while (g->plain.n < n) {
        uint64_t units = 1;
        if (cm_random_chance(random, 1, 3))
            units += cm_random_below(random, n - g->plain.n);
        for (uint64_t k = 0; k < units; k++)
            g->class_of[g->plain.n++] = g->n_classes;
        g->units[g->n_classes++] = units;
    }
    for (uint32_t c = 0; c < g->n_classes; c++)
        mpz_init(g->weight[c]);
    mpz_init(g->quota);
}

static void close_game(game *g)
{
    for (uint32_t c = 0; c < g->n_classes; c++)
        mpz_clear(g->weight[c]);
    mpz_clear(g->quota);
    cm_arena_clear(&g->arena);
    test_ctx_done(g->ctx);
}

static void draw_weights(game *g, cm_random *random)
{
    static const uint64_t most[] = {3, 20, 1000, 3000000};
    uint64_t below = most[cm_random_below(random, 4)];
    uint64_t times = 1 + cm_random_below(random, 3), total = 0;
    for (uint32_t c = 0; c < g->n_classes; c++) {
        uint64_t weight = cm_random_below(random, below) * times;
        mpz_set_ui(g->weight[c], weight);
        total += weight * g->units[c];
    }
    mpz_set_ui(g->quota, cm_random_below(random, total + 2));
    if (cm_random_chance(random, 1, 20))
        mpz_set_si(g->quota, -1);
}

static bool reaches(const game *g, uint32_t set)
{
    mpz_t sum;
    mpz_init(sum);
    for (unsigned i = 0; i < g->plain.n; i++)
        if (set >> i & 1)
            mpz_add(sum, sum, g->weight[g->class_of[i]]);
    bool yes = mpz_cmp(sum, g->quota) >= 0;
    mpz_clear(sum);
    return yes;
}

static cm_weighted weighted(const game *g)
{
    return (cm_weighted){g->n_classes, g->units, (const mpz_t *)g->weight,
                         g->quota};
}

/* ---- comparisons ------------------------------------------------------------- */

static void expect_count(const cm_number *got, uint64_t want)
{
    expect_true(got && mpz_cmp_ui(mpq_denref(got->q), 1) == 0);
    expect_u64(mpz_get_ui(mpq_numref(got->q)), want);
}

static void expect_share(const cm_number *got, mpq_srcptr want, bool defined)
{
    expect_true((got != NULL) == defined);
    if (got)
        expect_true(mpq_equal(got->q, want));
}

static void expect_power(const game *g, const cm_power *got, unsigned want)
{
    oracle_power plain;
    oracle_power_of(&g->plain, &plain);
    expect_u64(got->known & want, want);
    expect_u64(got->players, g->plain.n);
    if (want & CM_PART_SWINGS)
        expect_count(got->winning, plain.winning);
    if (want & CM_PART_MINIMAL) {
        expect_count(got->minimal_winning, plain.minimal_winning);
        expect_count(got->minimal_blocking, plain.minimal_blocking);
    }
    for (unsigned i = 0; i < g->plain.n; i++) {
        const cm_power_row *row = &got->rows[g->class_of[i]];
        if (want & CM_PART_SWINGS)
            expect_count(row->swings, plain.swings[i]);
        if (want & CM_PART_SHAPLEY)
            expect_share(row->shapley, plain.shapley[i], true);
        if (want & CM_PART_DEEGAN_PACKEL)
            expect_share(row->deegan_packel, plain.deegan_packel[i],
                         plain.has_minimal);
        if (want & CM_PART_HOLLER)
            expect_share(row->holler, plain.holler[i], plain.has_minimal);
        if (want & CM_PART_JOHNSTON)
            expect_share(row->johnston, plain.johnston[i], plain.has_johnston);
    }
    oracle_power_clear(&plain);
}

/* ---- one weighted rule ----------------------------------------------------------- */

static void open_weighted(game *g, cm_random *random)
{
    open_game(g, random);
    draw_weights(g, random);
    for (uint32_t set = 0; set < UINT32_C(1) << g->plain.n; set++)
        g->plain.wins[set] = reaches(g, set);
}

static void weighted_rules_agree(cm_random *random)
{
    game g;
    cm_power power;
    open_weighted(&g, random);
    cm_weighted w = weighted(&g);
    expect_ok(cm_weighted_power(g.ctx, &g.arena, &w, CM_PART_ALL,
                                (cm_precision){0}, NO_BUDGET,
                                &power));
    expect_power(&g, &power, CM_PART_ALL);
    close_game(&g);
}

/* Tables by weight, which cm_weighted_power uses for large games only. */
static void tables_agree(cm_random *random)
{
    enum { BUDGET = 20000000 };
    game g;
    cm_power power;
    open_weighted(&g, random);
    cm_weighted w = weighted(&g);
    expect_ok(cm_weighted_nothing(&g.arena, &w, &power));
    expect_ok(cm_weighted_tables(g.ctx, &g.arena, &w, CM_PART_ALL,
                                 BUDGET, BUDGET, &power));
    expect_power(&g, &power, power.known);
    if (power.johnston_steps && power.johnston_steps <= BUDGET)
        expect_u64(power.known, CM_PART_ALL);
    close_game(&g);
}

/* ---- compound rules ----------------------------------------------------------------- */

/* Two or three weighted rules joined by and, or: seldom in an order of
   desirability. */
static void open_compound(game *to, cm_fn_game *made, cm_random *random)
{
    game g;
    cm_fn_game on = {0};
    cm_fn force = CM_FALSE;
    open_game(&g, random);
    unsigned parts = 1 + (unsigned)cm_random_below(random, 3);
    for (unsigned k = 0; k < parts; k++) {
        bool both = cm_random_chance(random, 1, 2);
        cm_fn_game one;
        draw_weights(&g, random);
        cm_weighted w = weighted(&g);
        if (k == 0) {
            expect_ok(cm_weighted_diagram(g.ctx, &w, &on));
            force = on.force;
        } else { /* the same levels: build there by a copy of the vectors */
            expect_ok(cm_weighted_diagram(g.ctx, &w, &one));
            cm_diagram_free(one.d);
            const mpz_t *coef[ORACLE_MOST];
            mpz_t row[ORACLE_MOST][ORACLE_MOST + 1];
            for (uint32_t c = 0; c < g.n_classes; c++) {
                coef[c] = (const mpz_t *)row[c];
                for (uint64_t v = 0; v <= g.units[c]; v++) {
                    mpz_init(row[c][v]);
                    mpz_mul_ui(row[c][v], g.weight[c], v);
                }
            }
            cm_fn more;
            expect_ok(cm_fn_linear(on.d, coef, g.quota, &more));
            expect_ok(both ? cm_fn_and(on.d, force, more, &force)
                           : cm_fn_or(on.d, force, more, &force));
            for (uint32_t c = 0; c < g.n_classes; c++)
                for (uint64_t v = 0; v <= g.units[c]; v++)
                    mpz_clear(row[c][v]);
        }
        for (uint32_t set = 0; set < UINT32_C(1) << g.plain.n; set++) {
            bool here = reaches(&g, set);
            g.plain.wins[set] = k == 0 ? here
                                : both ? g.plain.wins[set] && here
                                       : g.plain.wins[set] || here;
        }
    }
    cm_fn flipped;
    on.force = force;
    expect_ok(cm_fn_flip(on.d, force, &flipped));
    expect_ok(cm_fn_not(on.d, flipped, &on.block));
    *made = on;
    *to = g;
    made->units = to->units;
}

static void compound_rules_agree(cm_random *random)
{
    game g;
    cm_power power;
    cm_fn_game on;
    open_compound(&g, &on, random);
    expect_ok(cm_power_of(g.ctx, &g.arena, &on, CM_PART_ALL, NO_BUDGET, &power));
    expect_power(&g, &power, CM_PART_ALL);
    cm_diagram_free(on.d);
    close_game(&g);
}

/* ---- desirability ---------------------------------------------------------------- */

/* i in place of j never harms, by going through all sets without both. */
static bool is_over(const oracle_game *plain, unsigned i, unsigned j)
{
    uint32_t a = UINT32_C(1) << i, b = UINT32_C(1) << j;
    for (uint32_t set = 0; set < UINT32_C(1) << plain->n; set++)
        if (!(set & (a | b)) && plain->wins[set | b] && !plain->wins[set | a])
            return false;
    return true;
}

/* over[x][y]: there is a way down from rank x to rank y. */
static void reach(const cm_dominance *d, bool over[ORACLE_MOST][ORACLE_MOST])
{
    memset(over, 0, ORACLE_MOST * sizeof *over);
    for (uint32_t k = 0; k < d->n_covers; k++)
        over[d->covers[k][0]][d->covers[k][1]] = true;
    for (uint32_t m = 0; m < d->n_ranks; m++)
        for (uint32_t a = 0; a < d->n_ranks; a++)
            for (uint32_t b = 0; b < d->n_ranks; b++)
                over[a][b] |= over[a][m] && over[m][b];
}

static void expect_dominance(const game *g, const cm_dominance *d)
{
    bool over[ORACLE_MOST][ORACLE_MOST], all = true;
    reach(d, over);
    for (unsigned i = 0; i < g->plain.n; i++)
        for (unsigned j = 0; j < g->plain.n; j++) {
            uint32_t a = d->rank_of[g->class_of[i]];
            uint32_t b = d->rank_of[g->class_of[j]];
            bool want = i == j || is_over(&g->plain, i, j);
            bool back = i == j || is_over(&g->plain, j, i);
            expect_true((a == b) == (want && back));
            expect_true(over[a][b] == (want && !back));
            all &= want || back;
        }
    expect_true(d->complete == all);
    /* nothing stands between the two of a pair */
    for (uint32_t k = 0; k < d->n_covers; k++)
        for (uint32_t m = 0; m < d->n_ranks; m++)
            expect_true(!over[d->covers[k][0]][m] ||
                        !over[m][d->covers[k][1]]);
}

static void dominance_is_as_defined(cm_random *random)
{
    game g;
    cm_power power;
    cm_fn_game on;
    cm_dominance dominance;
    bool found;
    open_compound(&g, &on, random);
    expect_ok(cm_power_of(g.ctx, &g.arena, &on, CM_PART_SWINGS, NO_BUDGET,
                          &power));
    expect_ok(cm_dominance_of_fn(g.ctx, &g.arena, &on, &power, NO_BUDGET,
                                 &found, &dominance));
    expect_true(found);
    expect_dominance(&g, &dominance);
    cm_diagram_free(on.d);
    close_game(&g);
}

static void dominance_of_weights_is_as_defined(cm_random *random)
{
    game g;
    cm_power power;
    cm_dominance dominance;
    open_weighted(&g, random);
    cm_weighted w = weighted(&g);
    expect_ok(cm_weighted_power(g.ctx, &g.arena, &w, CM_PART_SWINGS,
                                (cm_precision){.exact = true}, NO_BUDGET,
                                &power));
    expect_ok(cm_dominance_by_swings(g.ctx, &g.arena, &power, g.units,
                                     &dominance));
    expect_true(dominance.complete);
    expect_dominance(&g, &dominance);
    close_game(&g);
}

/* Of two sums: as defined where it says anything, and nothing only where one
   player counts more and weighs less than another. */
static void dominance_of_two_sums_is_as_defined(cm_random *random)
{
    game g;
    uint32_t count[ORACLE_MOST];
    uint64_t weight[ORACLE_MOST], need[2 * ORACLE_MOST + 1];
    cm_double rule = {.count = count, .weight = weight, .need = need};
    cm_dominance dominance;
    bool found, opposed = false;
    open_game(&g, random);
    rule.n = g.n_classes;
    rule.units = g.units;
    for (uint32_t c = 0; c < g.n_classes; c++) {
        count[c] = 1 + (uint32_t)cm_random_below(random, 2);
        weight[c] = cm_random_below(random, 6);
        rule.total_count += count[c] * (uint32_t)g.units[c];
        rule.total_weight += weight[c] * g.units[c];
        for (uint32_t b = 0; b < c; b++)
            opposed |= (count[b] < count[c] && weight[b] > weight[c]) ||
                       (count[b] > count[c] && weight[b] < weight[c]);
    }
    need[0] = cm_random_below(random, rule.total_weight + 2);
    for (uint32_t k = 1; k <= rule.total_count; k++)
        need[k] = cm_random_chance(random, 1, 2)
                      ? need[k - 1]
                      : cm_random_below(random, need[k - 1] + 1);
    for (uint32_t set = 0; set < UINT32_C(1) << g.plain.n; set++) {
        uint64_t members = 0, weighs = 0;
        for (unsigned i = 0; i < g.plain.n; i++)
            if (set >> i & 1) {
                members += count[g.class_of[i]];
                weighs += weight[g.class_of[i]];
            }
        g.plain.wins[set] = weighs >= need[members];
    }
    oracle_power plain;
    cm_power power = {.n_rows = g.n_classes,
                      .rows = cm_new_n(&g.arena, cm_power_row, g.n_classes)};
    oracle_power_of(&g.plain, &plain);
    for (unsigned i = 0; i < g.plain.n; i++)
        power.rows[g.class_of[i]].swings =
            cm_number_keep_ui(&g.arena, plain.swings[i]);
    expect_ok(cm_dominance_of_double(g.ctx, &g.arena, &rule, &power, &found,
                                     &dominance));
    expect_true(found == !opposed);
    if (found)
        expect_dominance(&g, &dominance);
    oracle_power_clear(&plain);
    close_game(&g);
}

/* Johnston's counts by the order of desirability and by trying all vectors. */
static void sweeps_by_order_agree(cm_random *random)
{
    game g;
    cm_fn_game on;
    cm_flat flat;
    cm_flat_work work;
    cm_sized tried;
    bool found;
    open_weighted(&g, random);
    /* heaviest on top is an order of desirability */
    for (uint32_t c = 1; c < g.n_classes; c++)
        for (uint32_t k = c; k > 0 && mpz_cmp(g.weight[k - 1], g.weight[k]) < 0;
             k--) {
            uint64_t units = g.units[k];
            g.units[k] = g.units[k - 1];
            g.units[k - 1] = units;
            mpz_swap(g.weight[k], g.weight[k - 1]);
        }
    cm_weighted w = weighted(&g);
    expect_ok(cm_weighted_diagram(g.ctx, &w, &on));
    expect_ok(cm_johnston_counts(g.ctx, &g.arena, &on, NO_BUDGET, &tried,
                                 &found));
    expect_true(found);
    uint8_t depends[ORACLE_MOST];
    expect_ok(cm_fn_support(on.d, on.force, depends));
    on.matters = depends;
    expect_ok(cm_flat_new(g.ctx, &g.arena, &on, on.force, &flat));
    expect_ok(cm_flat_work_new(&g.arena, &flat, &work));
    cm_modulus mod = cm_modulus_of(2147483647);
    cm_flat_modulo(&work, mod);
    for (uint32_t y = 0; y < 4; y++) {
        uint32_t out[ORACLE_MOST];
        cm_flat_mark(&work, y);
        cm_flat_critical(&work, out, 1);
        for (uint32_t c = 0; c < g.n_classes; c++) {
            uint64_t sum = 0, power = 1;
            for (uint32_t s = 0; s < tried.sizes; s++, power *= y)
                sum += power *
                       mpz_get_ui(tried.at[(size_t)c * tried.sizes + s]);
            expect_u64(out[c], sum % mod.p);
        }
    }
    cm_sized_clear(&tried);
    cm_diagram_free(on.d);
    close_game(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("a weighted rule gives what enumeration gives",
                      weighted_rules_agree, 300),
        TEST_PROPERTY("tables by weight give what enumeration gives",
                      tables_agree, 300),
        TEST_PROPERTY("a compound rule gives what enumeration gives",
                      compound_rules_agree, 300),
        TEST_PROPERTY("desirability is as defined, also where it is partial",
                      dominance_is_as_defined, 300),
        TEST_PROPERTY("desirability of weights is as defined",
                      dominance_of_weights_is_as_defined, 200),
        TEST_PROPERTY("desirability of two sums is as defined",
                      dominance_of_two_sums_is_as_defined, 300),
        TEST_PROPERTY("Johnston by order of desirability is Johnston by trial",
                      sweeps_by_order_agree, 300),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
