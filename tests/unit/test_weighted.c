/* One weighted rule: numbers from the literature, degenerate quotas, and the
 * two engines against each other where neither is small. */
#include "engine/numbers/lanes.h"
#include "engine/weighted/weighted.h"
#include "support/test_ctx.h"

#include <stddef.h>
#include <string.h>

enum { MOST = 64 };
#define BUDGET UINT64_C(20000000000)

typedef struct rule {
    cm_ctx *ctx;
    cm_arena arena;
    uint64_t units[MOST];
    mpz_t weight[MOST], quota;
    cm_weighted game;
} rule;

static void rule_open(rule *r, uint32_t n, const uint64_t *units,
                      const uint64_t *weight, long quota)
{
    r->ctx = test_ctx();
    cm_ctx_begin(r->ctx, UINT64_C(100000000000));
    cm_arena_init(&r->arena, r->ctx->allocator);
    mpz_init_set_si(r->quota, quota);
    for (uint32_t c = 0; c < n; c++) {
        mpz_init_set_ui(r->weight[c], weight[c]);
        r->units[c] = units[c];
    }
    r->game = (cm_weighted){n, r->units, (const mpz_t *)r->weight, r->quota};
}

static void rule_close(rule *r)
{
    for (uint32_t c = 0; c < r->game.n; c++)
        mpz_clear(r->weight[c]);
    mpz_clear(r->quota);
    cm_arena_clear(&r->arena);
    test_ctx_done(r->ctx);
}

static void expect_number(rule *r, const cm_number *got, const char *want)
{
    expect_text(got ? cm_number_text(&r->arena, got->q) : "null", want);
}

/* ---- games from the literature --------------------------------------------------- */

static const struct known {
    const char *name;
    uint32_t n;
    uint64_t units[MOST], weight[MOST];
    long quota;
    uint32_t class_of; /* whose numbers follow; NULL: not looked at */
    const char *winning, *swings, *shapley, *deegan_packel, *holler, *johnston;
} known[] = {
    {"a permanent member of the Security Council has 848 swings and 421/2145",
     2, {5, 10}, {7, 1}, 39, 0, "848", "848", "421/2145", NULL, NULL, NULL},
    {"an elected member of the Security Council has 84 swings and 4/2145",
     2, {5, 10}, {7, 1}, 39, 1, "848", "84", "4/2145", NULL, NULL, NULL},
    /* Council of Ministers 1958: Lucas, Brams and Affuso */
    {"Luxembourg was a dummy in the Council of 1958", 3, {3, 2, 1}, {4, 2, 1},
     12, 2, "14", "0", "0", "0", "0", "0"},
    {"France had 10 of 42 swings in the Council of 1958", 3, {3, 2, 1},
     {4, 2, 1}, 12, 0, "14", "10", "7/30", NULL, NULL, NULL},
    {"Belgium had 6 of 42 swings in the Council of 1958", 3, {3, 2, 1},
     {4, 2, 1}, 12, 1, "14", "6", "3/20", NULL, NULL, NULL},
    /* Banzhaf 1965: Nassau County */
    {"Hempstead shared all power of Nassau County in 1958 with two others", 4,
     {2, 1, 1, 2}, {9, 7, 3, 1}, 16, 0, "32", "16", "1/3", NULL, NULL, NULL},
    {"Oyster Bay had no power in Nassau County in 1958", 4, {2, 1, 1, 2},
     {9, 7, 3, 1}, 16, 2, "32", "0", "0", "0", "0", "0"},
    /* Straffin 1983, [5; 4, 2, 1, 1]; by hand */
    {"the largest of 4, 2, 1, 1 with quota 5", 3, {1, 1, 2}, {4, 2, 1}, 5, 0,
     "7", "7", "3/4", "1/2", "1/2", "11/14"},
    {"unanimity makes all alike", 2, {2, 3}, {3, 1}, 9, 1, "1", "1", "1/5",
     "1/5", "1/5", "1/5"},
    {"a dictator has everything", 3, {1, 1, 1}, {5, 1, 1}, 5, 0, "4", "4", "1",
     "1", "1", "1"},
    {"weights of nothing are players too", 2, {2, 2}, {1, 0}, 2, 0, "4", "4",
     "1/2", "1/2", "1/2", "1/2"},
};

static void number_is_known(void **state)
{
    const struct known *k = *state;
    rule r;
    cm_power power;
    rule_open(&r, k->n, k->units, k->weight, k->quota);
    expect_ok(cm_weighted_power(r.ctx, &r.arena, &r.game, CM_PART_ALL,
                                (cm_precision){0}, BUDGET,
                                &power));
    const cm_power_row *row = &power.rows[k->class_of];
    expect_number(&r, power.winning, k->winning);
    expect_number(&r, row->swings, k->swings);
    expect_number(&r, row->shapley, k->shapley);
    if (k->deegan_packel)
        expect_number(&r, row->deegan_packel, k->deegan_packel);
    if (k->holler)
        expect_number(&r, row->holler, k->holler);
    if (k->johnston)
        expect_number(&r, row->johnston, k->johnston);
    rule_close(&r);
}

/* ---- degenerate quotas -------------------------------------------------------------- */

static const struct constant {
    const char *name;
    uint64_t weight[3];
    long quota;
    const char *winning, *minimal_winning, *minimal_blocking;
} constants[] = {
    {"a quota of nothing is always met", {3, 2, 1}, 0, "8", "1", "0"},
    {"a quota below nothing is always met", {3, 2, 1}, -4, "8", "1", "0"},
    {"a quota above the whole is never met", {3, 2, 1}, 7, "0", "0", "1"},
    {"of no weights no quota is met", {0, 0, 0}, 1, "0", "0", "1"},
};

static void constant_rules_give_nobody_power(void **state)
{
    static const uint64_t one[] = {1, 1, 1};
    const struct constant *k = *state;
    rule r;
    cm_power power;
    rule_open(&r, 3, one, k->weight, k->quota);
    expect_ok(cm_weighted_power(r.ctx, &r.arena, &r.game, CM_PART_ALL,
                                (cm_precision){0}, BUDGET,
                                &power));
    expect_u64(power.known, CM_PART_ALL);
    expect_number(&r, power.winning, k->winning);
    expect_number(&r, power.minimal_winning, k->minimal_winning);
    expect_number(&r, power.minimal_blocking, k->minimal_blocking);
    for (uint32_t c = 0; c < 3; c++) {
        expect_number(&r, power.rows[c].swings, "0");
        expect_number(&r, power.rows[c].shapley, "0");
        expect_true(!power.rows[c].deegan_packel && !power.rows[c].holler &&
                    !power.rows[c].johnston);
    }
    rule_close(&r);
}

/* What the swings of a million cost is not taken from the others. */
static void a_million_alike_share_equally(void **state)
{
    (void)state;
    static const uint64_t million[] = {1000000};
    static const uint64_t weight[] = {100};
    rule r;
    cm_power power;
    rule_open(&r, 1, million, weight, 66700000);
    expect_ok(cm_weighted_power(r.ctx, &r.arena, &r.game,
                                CM_PART_SWINGS | CM_PART_SHAPLEY,
                                (cm_precision){0}, UINT64_C(2500000000),
                                &power));
    expect_number(&r, power.rows[0].shapley, "1/1000000");
    expect_true(!(power.known & CM_PART_SWINGS) && !power.rows[0].swings);
    expect_true(power.bounds.banzhaf &&
                mpq_cmp_ui(power.bounds.banzhaf[0].low->q, 1, 1000000) <= 0 &&
                mpq_cmp_ui(power.bounds.banzhaf[0].high->q, 1, 1000000) >= 0);
    rule_close(&r);
}

/* ---- large numbers -------------------------------------------------------------------- */

static void alike_players_count_as_binomials(void **state)
{
    static const uint64_t units[] = {123}, weight[] = {1};
    (void)state;
    rule r;
    cm_power power;
    mpz_t want;
    rule_open(&r, 1, units, weight, 82);
    expect_ok(cm_weighted_power(r.ctx, &r.arena, &r.game, CM_PART_ALL,
                                (cm_precision){0}, BUDGET,
                                &power));
    mpz_init(want);
    mpz_bin_uiui(want, 122, 81);
    expect_true(mpz_cmp(mpq_numref(power.rows[0].swings->q), want) == 0);
    mpz_bin_uiui(want, 123, 82);
    expect_true(mpz_cmp(mpq_numref(power.minimal_winning->q), want) == 0);
    mpz_bin_uiui(want, 123, 42);
    expect_true(mpz_cmp(mpq_numref(power.minimal_blocking->q), want) == 0);
    expect_number(&r, power.rows[0].johnston, "1/123");
    mpz_clear(want);
    rule_close(&r);
}

static void expect_equal(const cm_number *one, const cm_number *other)
{
    expect_true(one && other && mpq_equal(one->q, other->q));
}

/* Some 45 players of 30 weights: too large for enumeration, small enough for a
   diagram. Every number of one engine is that of the other. */
static void engines_agree_on_large_games(cm_random *random)
{
    enum {
        CLASSES = 30,
        PARTS = CM_PART_ALL & ~CM_PART_JOHNSTON
    };
    uint64_t units[CLASSES], weight[CLASSES], total = 0;
    rule r;
    cm_power by_diagram, by_tables;
    cm_fn_game on;
    for (uint32_t c = 0; c < CLASSES; c++) {
        units[c] = 1 + cm_random_below(random, 2);
        weight[c] = 1 + cm_random_below(random, 90);
        total += units[c] * weight[c];
    }
    rule_open(&r, CLASSES, units, weight,
              (long)(total / 4 + cm_random_below(random, total / 2)));
    expect_ok(cm_weighted_diagram(r.ctx, &r.game, &on));
    expect_ok(cm_power_of(r.ctx, &r.arena, &on, PARTS, BUDGET, &by_diagram));
    expect_ok(cm_weighted_nothing(&r.arena, &r.game, &by_tables));
    expect_ok(cm_weighted_tables(r.ctx, &r.arena, &r.game, PARTS,
                                 BUDGET, BUDGET, &by_tables));
    expect_u64(by_diagram.known & PARTS, PARTS);
    expect_u64(by_tables.known, PARTS);
    expect_equal(by_tables.winning, by_diagram.winning);
    expect_equal(by_tables.minimal_winning, by_diagram.minimal_winning);
    expect_equal(by_tables.minimal_blocking, by_diagram.minimal_blocking);
    for (uint32_t c = 0; c < CLASSES; c++) {
        const cm_power_row *one = &by_tables.rows[c];
        const cm_power_row *other = &by_diagram.rows[c];
        expect_equal(one->swings, other->swings);
        expect_equal(one->shapley, other->shapley);
        expect_equal(one->deegan_packel, other->deegan_packel);
        expect_equal(one->holler, other->holler);
    }
    cm_diagram_free(on.d);
    rule_close(&r);
}

/* ---- games that nothing else can count ------------------------------------------------ */

/* 1 for everybody together, units counted. */
static void expect_whole(const rule *r, const cm_power *power, size_t member)
{
    mpq_t sum, term;
    mpq_inits(sum, term, NULL);
    for (uint32_t c = 0; c < r->game.n; c++) {
        const cm_number *of;
        memcpy(&of, (const char *)&power->rows[c] + member, sizeof of);
        mpz_set_ui(mpq_numref(term), r->units[c]);
        mpz_set_ui(mpq_denref(term), 1);
        mpq_mul(term, term, of->q);
        mpq_add(sum, sum, term);
    }
    expect_true(mpq_cmp_ui(sum, 1, 1) == 0);
    mpq_clears(sum, term, NULL);
}

/* The shares of all add up to 1, and the dual rule, whose tables are longer
   where these are shorter, has the same swings. */
static void sums_hold_for_large_games(cm_random *random)
{
    enum {
        CLASSES = 32,
        PARTS = CM_PART_SWINGS | CM_PART_SHAPLEY | CM_PART_HOLLER |
                CM_PART_DEEGAN_PACKEL | CM_PART_JOHNSTON | CM_PART_MINIMAL
    };
    uint64_t units[CLASSES], weight[CLASSES], total = 0;
    rule r;
    cm_power power, dual;
    for (uint32_t c = 0; c < CLASSES; c++) {
        units[c] = 1 + cm_random_below(random, 2);
        weight[c] = 1 + cm_random_below(random, c % 5 ? 60 : 500);
        total += units[c] * weight[c];
    }
    long quota = (long)(total / 3 + cm_random_below(random, total / 3));
    rule_open(&r, CLASSES, units, weight, quota);
    expect_ok(cm_weighted_nothing(&r.arena, &r.game, &power));
    expect_ok(cm_weighted_tables(r.ctx, &r.arena, &r.game, PARTS,
                                 BUDGET, BUDGET, &power));
    expect_u64(power.known, PARTS);
    expect_whole(&r, &power, offsetof(cm_power_row, shapley));
    expect_whole(&r, &power, offsetof(cm_power_row, holler));
    expect_whole(&r, &power, offsetof(cm_power_row, deegan_packel));
    expect_whole(&r, &power, offsetof(cm_power_row, johnston));
    mpz_set_ui(r.quota, total - (uint64_t)quota + 1);
    expect_ok(cm_weighted_nothing(&r.arena, &r.game, &dual));
    expect_ok(cm_weighted_tables(r.ctx, &r.arena, &r.game, PARTS,
                                 BUDGET, BUDGET, &dual));
    expect_equal(power.minimal_winning, dual.minimal_blocking);
    expect_equal(power.minimal_blocking, dual.minimal_winning);
    for (uint32_t c = 0; c < CLASSES; c++) {
        expect_equal(power.rows[c].swings, dual.rows[c].swings);
        expect_equal(power.rows[c].shapley, dual.rows[c].shapley);
    }
    rule_close(&r);
}

/* A coalition wins without its lightest member or does not: winning coalitions
   are counted by a game of one player less, whose primes and table are others. */
static void who_leaves_leaves_the_others(void **state)
{
    static const uint64_t one[MOST] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                       1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                       1, 1, 1, 1, 1, 1, 1, 1, 1};
    (void)state;
    enum { N = 33 };
    uint64_t weight[N], total = 0;
    rule with, without;
    cm_power all, less, less_quota;
    mpz_t sum;
    for (uint32_t i = 0; i < N; i++)
        total += weight[i] = 1000 + 997 * i * i % 5003;
    rule_open(&with, N, one, weight, (long)(total / 2 + 1));
    rule_open(&without, N - 1, one, weight, (long)(total / 2 + 1));
    expect_ok(cm_weighted_nothing(&with.arena, &with.game, &all));
    expect_ok(cm_weighted_tables(with.ctx, &with.arena, &with.game,
                                 CM_PART_SWINGS, BUDGET, BUDGET, &all));
    expect_ok(cm_weighted_nothing(&without.arena, &without.game, &less));
    expect_ok(cm_weighted_tables(without.ctx, &without.arena, &without.game,
                                 CM_PART_SWINGS, BUDGET, BUDGET, &less));
    mpz_sub_ui(without.quota, without.quota, weight[N - 1]);
    expect_ok(cm_weighted_nothing(&without.arena, &without.game, &less_quota));
    expect_ok(cm_weighted_tables(without.ctx, &without.arena, &without.game,
                                 CM_PART_SWINGS, BUDGET, BUDGET, &less_quota));
    mpz_init(sum);
    mpz_add(sum, mpq_numref(less.winning->q), mpq_numref(less_quota.winning->q));
    expect_true(mpz_cmp(sum, mpq_numref(all.winning->q)) == 0);
    mpz_sub(sum, mpq_numref(less_quota.winning->q),
            mpq_numref(less.winning->q));
    expect_true(mpz_cmp(sum, mpq_numref(all.rows[N - 1].swings->q)) == 0);
    mpz_clear(sum);
    rule_close(&with);
    rule_close(&without);
}

/* Members of a board who weigh nearly the same are in an order of desirability:
   the sweeps of the diagram count critical members too. */
static void johnston_of_both_engines_is_the_same(void **state)
{
    static const uint64_t units[] = {3, 4, 5, 2, 6},
                          weight[] = {17, 13, 11, 7, 5};
    (void)state;
    rule r;
    cm_power by_diagram, by_tables;
    cm_fn_game on;
    rule_open(&r, 5, units, weight, 101);
    expect_ok(cm_weighted_diagram(r.ctx, &r.game, &on));
    expect_ok(cm_power_of(r.ctx, &r.arena, &on, CM_PART_JOHNSTON, BUDGET,
                          &by_diagram));
    expect_ok(cm_weighted_nothing(&r.arena, &r.game, &by_tables));
    expect_ok(cm_weighted_tables(r.ctx, &r.arena, &r.game, CM_PART_JOHNSTON,
                                 BUDGET, BUDGET, &by_tables));
    for (uint32_t c = 0; c < 5; c++)
        expect_equal(by_tables.rows[c].johnston, by_diagram.rows[c].johnston);
    cm_diagram_free(on.d);
    rule_close(&r);
}

/* Weights of 200 bits are no work for rows; the diagram takes them. */
static void weights_may_have_any_size(void **state)
{
    static const uint64_t units[] = {1, 1, 1, 1}, weight[] = {50, 30, 20, 15};
    (void)state;
    rule r;
    cm_power power;
    rule_open(&r, 4, units, weight, 58);
    for (uint32_t c = 0; c < 4; c++) {
        mpz_mul_2exp(r.weight[c], r.weight[c], 200);
        mpz_add_ui(r.weight[c], r.weight[c], c);
    }
    mpz_mul_2exp(r.quota, r.quota, 200);
    expect_ok(cm_weighted_power(r.ctx, &r.arena, &r.game, CM_PART_ALL,
                                (cm_precision){0}, BUDGET,
                                &power));
    expect_u64(power.known, CM_PART_ALL);
    expect_number(&r, power.rows[0].shapley, "1/2");
    expect_number(&r, power.rows[3].shapley, "1/6");
    rule_close(&r);
}

static void what_costs_too_much_is_left_out(void **state)
{
    static const uint64_t units[] = {1, 1, 1, 1}, weight[] = {50, 30, 20, 15};
    (void)state;
    rule r;
    cm_power power;
    rule_open(&r, 4, units, weight, 58);
    expect_ok(cm_weighted_power(r.ctx, &r.arena, &r.game, CM_PART_ALL,
                                (cm_precision){0}, 10,
                                &power));
    expect_u64(power.known, 0);
    expect_u64(power.players, 4);
    rule_close(&r);
}

/* ---- rows of residues ---------------------------------------------------------------------- */

enum { CELLS = 9000 };

static void fill(cm_random *random, uint32_t *row, uint32_t n, uint32_t p)
{
    for (uint32_t i = 0; i < n; i++)
        row[i] = (uint32_t)cm_random_below(random, p);
}

static void rows_are_the_same_on_any_machine(cm_random *random)
{
    static uint32_t one[CELLS], other[CELLS];
    const cm_lanes here = cm_lanes_here(), plain = cm_lanes_plain();
    cm_modulus mod = cm_modulus_of(2147483587);
    uint32_t y = 1 + (uint32_t)cm_random_below(random, mod.p - 1);
    uint32_t shoup = cm_lanes_shoup(y, mod), p = mod.p;
    uint32_t n = (uint32_t)cm_random_below(random, 300);
    uint32_t at = 1 + (uint32_t)cm_random_below(random, 99);
    fill(random, one, CELLS, p);
    memcpy(other, one, sizeof one);
    here.add(one + at, one, n, p);
    plain.add(other + at, other, n, p);
    here.add_times(one + at, one, n, p, y, shoup);
    plain.add_times(other + at, other, n, p, y, shoup);
    here.less(one + at, one, n, p);
    plain.less(other + at, other, n, p);
    expect_u64(here.dot(one + at, one, n, mod), plain.dot(one + at, one, n, mod));
    here.difference(one + at, n, p);
    plain.difference(other + at, n, p);
    here.less_times(one + at, n, p, y, shoup);
    plain.less_times(other + at, n, p, y, shoup);
    expect_true(memcmp(one, other, sizeof one) == 0);
}

/* Players that follow each other give what they give one after the other, cell
   by cell. */
static void players_together_are_players_one_by_one(cm_random *random)
{
    static uint32_t together[CELLS], alone[CELLS];
    const cm_lanes lanes = cm_lanes_here();
    cm_modulus mod = cm_modulus_of(2147483579);
    uint64_t shift[CM_LANES_GROUP], last = cm_random_below(random, CELLS);
    uint64_t most = cm_random_chance(random, 1, 2) ? 70 : 3000;
    uint32_t y = cm_random_chance(random, 1, 2)
                     ? 1
                     : 1 + (uint32_t)cm_random_below(random, mod.p - 1);
    for (uint32_t i = 0; i < CM_LANES_GROUP; i++)
        shift[i] = 1 + cm_random_below(random, most);
    uint32_t n = cm_lanes_group(shift, CM_LANES_GROUP);
    fill(random, together, CELLS, mod.p);
    memcpy(alone, together, sizeof alone);
    cm_lanes_take(&lanes, together, last, shift, n, mod, y);
    for (uint32_t i = 0; i < n; i++)
        for (uint64_t s = last; s >= shift[i]; s--)
            alone[s] = cm_mod_add(
                alone[s], cm_mod_mul(y, alone[s - shift[i]], mod), mod);
    expect_true(memcmp(together, alone, sizeof alone) == 0);
}

static void products_are_added_up(cm_random *random)
{
    static uint32_t one[CELLS], other[CELLS];
    cm_modulus mod = cm_modulus_of(2147483647);
    uint32_t n = (uint32_t)cm_random_below(random, CELLS), sum = 0;
    bool largest = cm_random_chance(random, 1, 4);
    fill(random, one, n, mod.p);
    fill(random, other, n, mod.p);
    for (uint32_t i = 0; i < n; i++) {
        one[i] = largest ? mod.p - 1 : one[i];
        other[i] = largest ? mod.p - 1 : other[i];
        sum = cm_mod_add(sum, cm_mod_mul(one[i], other[i], mod), mod);
    }
    expect_u64(cm_lanes_here().dot(one, other, n, mod), sum);
}

static void prefixes_are_sums(cm_random *random)
{
    static uint32_t row[CELLS], prefix[CELLS];
    cm_modulus mod = cm_modulus_of(2147483563);
    uint32_t n = 1 + (uint32_t)cm_random_below(random, 700), sum = 0;
    fill(random, row, n, mod.p);
    memcpy(prefix, row, n * sizeof *row);
    cm_lanes_prefix(prefix, n, mod);
    for (uint32_t s = 0; s < n; s++) {
        sum = cm_mod_add(sum, row[s], mod);
        expect_u64(prefix[s], sum);
    }
    expect_u64(cm_lanes_sum(row, n, mod), sum);
}

int main(void)
{
    enum {
        N_KNOWN = sizeof known / sizeof *known,
        N_CONSTANT = sizeof constants / sizeof *constants
    };
    const struct CMUnitTest others[] = {
        {"alike players count as binomials", alike_players_count_as_binomials,
         NULL, NULL, NULL},
        {"a million alike share equally", a_million_alike_share_equally, NULL,
         NULL, NULL},
        TEST_PROPERTY("the engines agree on large games",
                      engines_agree_on_large_games, 2),
        TEST_PROPERTY("sums hold for large games", sums_hold_for_large_games,
                      3),
        {"Johnston of both engines is the same",
         johnston_of_both_engines_is_the_same, NULL, NULL, NULL},
        {"who leaves leaves the others", who_leaves_leaves_the_others, NULL,
         NULL, NULL},
        {"weights may have any size", weights_may_have_any_size, NULL, NULL,
         NULL},
        {"what costs too much is left out", what_costs_too_much_is_left_out,
         NULL, NULL, NULL},
        TEST_PROPERTY("rows are the same on any machine",
                      rows_are_the_same_on_any_machine, 200),
        TEST_PROPERTY("players together are players one by one",
                      players_together_are_players_one_by_one, 60),
        TEST_PROPERTY("products are added up", products_are_added_up, 40),
        TEST_PROPERTY("prefixes are sums", prefixes_are_sums, 100),
    };
    enum { N_OTHERS = sizeof others / sizeof *others };
    struct CMUnitTest tests[N_KNOWN + N_CONSTANT + N_OTHERS];
    size_t n = 0;
    for (size_t i = 0; i < N_KNOWN; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(known[i].name, number_is_known,
                                                 &known[i]);
    for (size_t i = 0; i < N_CONSTANT; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            constants[i].name, constant_rules_give_nobody_power, &constants[i]);
    for (size_t i = 0; i < N_OTHERS; i++)
        tests[n++] = others[i];
    return _cmocka_run_group_tests("weighted", tests, n, NULL, NULL);
}
