/* Games of three weights, too large to try every coalition: those with so many
 * members of each weight are counted together, with binomials, and every index
 * is added up by its definition. */
#include <string.h>

#include "engine/weighted/weighted.h"
#include "support/test_ctx.h"

enum {
    CLASSES = 3,
    PARTS = CM_PART_SWINGS | CM_PART_SHAPLEY | CM_PART_DEEGAN_PACKEL |
            CM_PART_HOLLER | CM_PART_JOHNSTON | CM_PART_MINIMAL
};
#define BUDGET UINT64_C(20000000000)

enum { SWINGS, SHAPLEY, DEEGAN_PACKEL, HOLLER, JOHNSTON, INDICES };

typedef struct game {
    uint64_t units[CLASSES], weight[CLASSES], quota;
} game;

/* ---- by definition
 * ---------------------------------------------------------------- */

typedef struct sums {
    mpq_t of[INDICES][CLASSES];
    mpz_t winning, minimal;
} sums;

static void sums_init(sums *s)
{
    for (int k = 0; k < INDICES; k++)
        for (int c = 0; c < CLASSES; c++)
            mpq_init(s->of[k][c]);
    mpz_inits(s->winning, s->minimal, NULL);
}

static void sums_clear(sums *s)
{
    for (int k = 0; k < INDICES; k++)
        for (int c = 0; c < CLASSES; c++)
            mpq_clear(s->of[k][c]);
    mpz_clears(s->winning, s->minimal, NULL);
}

/* sum += count * numerator / denominator */
static void add(mpq_ptr sum, mpz_srcptr count, uint64_t numerator,
                mpz_srcptr denominator)
{
    mpq_t term;
    mpq_init(term);
    mpz_mul_ui(mpq_numref(term), count, numerator);
    mpz_set(mpq_denref(term), denominator);
    mpq_canonicalize(term);
    mpq_add(sum, sum, term);
    mpq_clear(term);
}

/* All coalitions with so many members of each weight; of n players. */
static void add_coalitions(const game *g, const uint64_t *members, uint64_t n,
                           sums *s)
{
    uint64_t weight = 0, size = 0, critical = 0;
    bool is_critical[CLASSES];
    mpz_t count, other, one;
    for (int c = 0; c < CLASSES; c++) {
        weight += members[c] * g->weight[c];
        size += members[c];
    }
    if (weight < g->quota)
        return;
    mpz_init_set_ui(count, 1);
    mpz_init(other);
    mpz_init_set_ui(one, 1);
    for (int c = 0; c < CLASSES; c++) {
        mpz_bin_uiui(other, g->units[c], members[c]);
        mpz_mul(count, count, other);
        is_critical[c] = weight - g->weight[c] < g->quota;
        critical += is_critical[c] ? members[c] : 0;
    }
    mpz_add(s->winning, s->winning, count);
    if (critical == size)
        mpz_add(s->minimal, s->minimal, count);
    for (int c = 0; c < CLASSES; c++) {
        if (!members[c] || !is_critical[c])
            continue;
        /* with one given player: members / units of them */
        mpz_set_ui(one, g->units[c]);
        add(s->of[SWINGS][c], count, members[c], one);
        mpz_bin_uiui(other, n, size); /* (size-1)! (n-size)! / n! */
        mpz_mul_ui(other, other, size);
        mpz_mul(other, other, one);
        add(s->of[SHAPLEY][c], count, members[c], other);
        mpz_mul_ui(other, one, critical);
        add(s->of[JOHNSTON][c], count, members[c], other);
        if (critical != size)
            continue;
        add(s->of[HOLLER][c], count, members[c], one);
        mpz_mul_ui(other, one, size);
        add(s->of[DEEGAN_PACKEL][c], count, members[c], other);
    }
    mpz_clears(count, other, one, NULL);
}

/* Shares of all players together. */
static void divide(const game *g, mpq_t *of)
{
    mpq_t all, term;
    mpq_inits(all, term, NULL);
    for (int c = 0; c < CLASSES; c++) {
        mpq_set_ui(term, g->units[c], 1);
        mpq_mul(term, term, of[c]);
        mpq_add(all, all, term);
    }
    for (int c = 0; c < CLASSES; c++)
        mpq_div(of[c], of[c], all);
    mpq_clears(all, term, NULL);
}

static void count(const game *g, sums *s)
{
    uint64_t n = g->units[0] + g->units[1] + g->units[2], members[CLASSES];
    for (members[0] = 0; members[0] <= g->units[0]; members[0]++)
        for (members[1] = 0; members[1] <= g->units[1]; members[1]++)
            for (members[2] = 0; members[2] <= g->units[2]; members[2]++)
                add_coalitions(g, members, n, s);
    divide(g, s->of[DEEGAN_PACKEL]);
    divide(g, s->of[HOLLER]);
    divide(g, s->of[JOHNSTON]);
}

/* ---- and by the engines
 * ---------------------------------------------------------------- */

static void expect_sums(const sums *s, const cm_power *power)
{
    expect_u64(power->known & PARTS, PARTS);
    expect_true(mpz_cmp(mpq_numref(power->winning->q), s->winning) == 0);
    expect_true(mpz_cmp(mpq_numref(power->minimal_winning->q), s->minimal) ==
                0);
    for (int c = 0; c < CLASSES; c++) {
        const cm_power_row *row = &power->rows[c];
        expect_true(mpq_equal(row->swings->q, s->of[SWINGS][c]));
        expect_true(mpq_equal(row->shapley->q, s->of[SHAPLEY][c]));
        expect_true(mpq_equal(row->deegan_packel->q, s->of[DEEGAN_PACKEL][c]));
        expect_true(mpq_equal(row->holler->q, s->of[HOLLER][c]));
        expect_true(mpq_equal(row->johnston->q, s->of[JOHNSTON][c]));
    }
}

/* By the engine that is chosen, which for few weights is the diagram, and by
   tables. */
static void engines_find(const game *g, const sums *s)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_power power;
    mpz_t weight[CLASSES], quota;
    mpz_init_set_ui(quota, g->quota);
    for (int c = 0; c < CLASSES; c++)
        mpz_init_set_ui(weight[c], g->weight[c]);
    const cm_weighted rule = {CLASSES, g->units, (const mpz_t *)weight, quota};
    cm_ctx_begin(ctx, 5 * BUDGET);
    cm_arena_init(&arena, ctx->allocator);
    expect_ok(cm_weighted_power(ctx, &arena, &rule, PARTS, (cm_precision){0},
                                BUDGET, &power));
    expect_sums(s, &power);
    expect_ok(cm_weighted_nothing(&arena, &rule, &power));
    expect_ok(
        cm_weighted_tables(ctx, &arena, &rule, PARTS, BUDGET, BUDGET, &power));
    expect_sums(s, &power);
    for (int c = 0; c < CLASSES; c++)
        mpz_clear(weight[c]);
    mpz_clear(quota);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

/* ---- tests
 * -------------------------------------------------------------------------------
 */

/* Programs that count in 64 bits find other shares, which add up to 1 too:
   0.0245, 0.0174 and 0.0058. */
static void johnston_of_80_players(void **state)
{
    static const game g = {{10, 30, 40}, {3, 2, 1}, 66};
    static const double want[] = {0.0451146, 0.0126312, 0.00424795};
    (void)state;
    sums s;
    sums_init(&s);
    count(&g, &s);
    engines_find(&g, &s);
    for (int c = 0; c < CLASSES; c++) {
        double differs = mpq_get_d(s.of[JOHNSTON][c]) / want[c] - 1;
        expect_true(differs < 2e-6 && differs > -2e-6);
    }
    sums_clear(&s);
}

/* Also where one is enough, and where all are needed. */
static void indices_are_as_defined(cm_random *random)
{
    game g;
    sums s;
    uint64_t total = 0;
    for (int c = 0; c < CLASSES; c++) {
        g.units[c] = 1 + cm_random_below(random, 30);
        g.weight[c] = 1 + cm_random_below(random, c ? 12 : 60);
    }
    while (g.weight[1] == g.weight[0])
        g.weight[1]++;
    while (g.weight[2] == g.weight[1] || g.weight[2] == g.weight[0])
        g.weight[2]++;
    for (int c = 0; c < CLASSES; c++)
        total += g.units[c] * g.weight[c];
    g.quota = 1 + cm_random_below(random, total);
    sums_init(&s);
    count(&g, &s);
    engines_find(&g, &s);
    sums_clear(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"Johnston of 80 players of three weights is as defined",
         johnston_of_80_players, NULL, NULL, NULL},
        TEST_PROPERTY("indices of three weights are as defined",
                      indices_are_as_defined, 4),
    };
    return cmocka_run_group_tests_name("weighted classes", tests, NULL, NULL);
}
