/* Rules on two sums: numbers by hand, and the engine against enumeration. */
#include "engine/power/double_rule.h"
#include "support/oracle.h"
#include "support/test_ctx.h"

#include <string.h>

enum { MOST = 12, MOST_TOTAL = 200 };
#define BUDGET UINT64_C(20000000000)

typedef struct rule {
    cm_ctx *ctx;
    cm_arena arena;
    uint64_t units[MOST], weight[MOST], need[MOST_TOTAL];
    uint32_t count[MOST];
    cm_double game;
} rule;

static void rule_open(rule *r, uint32_t n)
{
    r->ctx = test_ctx();
    cm_ctx_begin(r->ctx, UINT64_C(100000000000));
    cm_arena_init(&r->arena, r->ctx->allocator);
    r->game = (cm_double){.n = n,
                          .units = r->units,
                          .count = r->count,
                          .weight = r->weight,
                          .need = r->need};
    for (uint32_t c = 0; c < n; c++) {
        r->game.total_count += (uint32_t)r->units[c] * r->count[c];
        r->game.total_weight += r->units[c] * r->weight[c];
    }
}

static void rule_close(rule *r)
{
    cm_arena_clear(&r->arena);
    test_ctx_done(r->ctx);
}

static void expect_number(rule *r, const cm_number *got, const char *want)
{
    expect_text(got ? cm_number_text(&r->arena, got->q) : "null", want);
}

/* Two of four members, and 6 of 10 votes: weights 4, 3, 2, 1. The winning
   coalitions are 43, 42, 431, 421, 432, 321, 4321; minimal are 43, 42, 321.
   Who keeps 6 votes away, or three members, blocks: minimal are 41, 32, and
   no three, for 5 votes block too: 43 is more than 41. */
static void a_small_one_by_hand(void **state)
{
    (void)state;
    rule r = {.units = {1, 1, 1, 1},
              .weight = {4, 3, 2, 1},
              .count = {1, 1, 1, 1},
              .need = {11, 11, 6, 6, 6}};
    cm_power power;
    rule_open(&r, 4);
    expect_ok(
        cm_double_power(r.ctx, &r.arena, &r.game, CM_PART_ALL, BUDGET, &power));
    expect_u64(power.known, CM_PART_SWINGS | CM_PART_SHAPLEY | CM_PART_MINIMAL);
    expect_number(&r, power.winning, "7");
    expect_number(&r, power.minimal_winning, "3");
    expect_number(&r, power.rows[0].swings, "5");
    expect_number(&r, power.rows[3].swings, "1");
    rule_close(&r);
}

static void a_rule_that_is_always_met_is_not_taken(void **state)
{
    (void)state;
    rule r = {.units = {2}, .weight = {4}, .count = {1}, .need = {0, 0, 0}};
    cm_power power;
    rule_open(&r, 1);
    expect_ok(
        cm_double_power(r.ctx, &r.arena, &r.game, CM_PART_ALL, BUDGET, &power));
    expect_u64(power.known, 0);
    expect_u64(power.players, 2);
    rule_close(&r);
}

/* ---- against enumeration ------------------------------------------------- */

/* The players of the classes, one by one. */
static unsigned spread(const rule *r, uint32_t *class_of)
{
    unsigned n = 0;
    for (uint32_t c = 0; c < r->game.n; c++)
        for (uint64_t k = 0; k < r->units[c]; k++)
            class_of[n++] = c;
    return n;
}

static void enumerate(const rule *r, const uint32_t *class_of,
                      oracle_game *game)
{
    for (uint32_t set = 0; set < UINT32_C(1) << game->n; set++) {
        uint64_t weight = 0;
        uint32_t count = 0;
        for (unsigned i = 0; i < game->n; i++)
            if (set >> i & 1) {
                weight += r->weight[class_of[i]];
                count += r->count[class_of[i]];
            }
        game->wins[set] = weight >= r->need[count];
    }
}

/* From always at one end to never at the other, in a few falls. */
static void random_need(cm_random *random, rule *r)
{
    uint64_t total = r->game.total_weight, need = total + 1;
    for (uint32_t t = 0; t <= r->game.total_count; t++) {
        if (need && cm_random_chance(random, 1, 3))
            need = cm_random_chance(random, 1, 4)
                       ? 0
                       : cm_random_below(random, need);
        r->need[t] = need;
    }
}

static void random_rule(cm_random *random, rule *r, bool by_one)
{
    uint32_t n = 1 + (uint32_t)cm_random_below(random, 6);
    uint64_t most = cm_random_chance(random, 1, 2) ? 6 : 60;
    *r = (rule){0};
    for (uint32_t c = 0; c < n; c++) {
        r->units[c] = cm_random_below(random, 3);
        r->weight[c] = cm_random_below(random, most);
        r->count[c] = by_one ? 1 : (uint32_t)cm_random_below(random, 4);
    }
    rule_open(r, n);
    random_need(random, r);
}

static void expect_mpz(const cm_number *got, uint64_t want)
{
    expect_true(got != NULL);
    expect_u64(mpz_get_ui(mpq_numref(got->q)), want);
}

static void compare(rule *r, const cm_power *power, bool by_one)
{
    static oracle_game game;
    oracle_power want;
    uint32_t class_of[3 * MOST];
    game.n = spread(r, class_of);
    enumerate(r, class_of, &game);
    oracle_power_of(&game, &want);
    expect_mpz(power->winning, want.winning);
    for (unsigned i = 0; i < game.n; i++) {
        const cm_power_row *row = &power->rows[class_of[i]];
        expect_mpz(row->swings, want.swings[i]);
        if (by_one)
            expect_true(mpq_equal(row->shapley->q, want.shapley[i]));
    }
    if (by_one) {
        expect_mpz(power->minimal_winning, want.minimal_winning);
        expect_mpz(power->minimal_blocking, want.minimal_blocking);
    }
    oracle_power_clear(&want);
}

static void agrees(cm_random *random, bool by_one)
{
    rule r;
    cm_power power;
    random_rule(random, &r, by_one);
    bool constant =
        r.need[0] == 0 || r.need[r.game.total_count] > r.game.total_weight;
    expect_ok(
        cm_double_power(r.ctx, &r.arena, &r.game, CM_PART_ALL, BUDGET, &power));
    expect_u64(power.known & CM_PART_SWINGS, constant ? 0 : CM_PART_SWINGS);
    if (!constant)
        compare(&r, &power, by_one);
    rule_close(&r);
}

static void members_and_weights_agree_with_enumeration(cm_random *random)
{
    agrees(random, true);
}

static void two_sums_agree_with_enumeration(cm_random *random)
{
    agrees(random, false);
}

/* ---- against a diagram --------------------------------------------------- */

/* "count of players >= k and weight >= q", or "or", of 36 players. */
static void diagram_of(const rule *r, uint32_t k, uint64_t q, bool both,
                       cm_fn_game *on)
{
    static mpz_t members[MOST][4], votes[MOST][4];
    const mpz_t *coef[2][MOST];
    uint32_t sizes[MOST];
    cm_fn part[2];
    mpz_t bound;
    for (uint32_t c = 0; c < r->game.n; c++) {
        sizes[c] = (uint32_t)r->units[c] + 1;
        for (uint32_t v = 0; v < sizes[c]; v++) {
            mpz_init_set_ui(members[c][v], v);
            mpz_init_set_ui(votes[c][v], v * (unsigned long)r->weight[c]);
        }
        coef[0][c] = (const mpz_t *)members[c];
        coef[1][c] = (const mpz_t *)votes[c];
    }
    *on = (cm_fn_game){.dual = true, .units = r->units};
    expect_ok(cm_diagram_new(r->ctx, sizes, r->game.n, &on->d));
    mpz_init_set_ui(bound, k);
    expect_ok(cm_fn_linear(on->d, coef[0], bound, &part[0]));
    mpz_set_ui(bound, (unsigned long)q);
    expect_ok(cm_fn_linear(on->d, coef[1], bound, &part[1]));
    expect_ok(
        (both ? cm_fn_and : cm_fn_or)(on->d, part[0], part[1], &on->force));
    mpz_clear(bound);
    for (uint32_t c = 0; c < r->game.n; c++)
        for (uint32_t v = 0; v < sizes[c]; v++) {
            mpz_clear(members[c][v]);
            mpz_clear(votes[c][v]);
        }
}

static void expect_same(const cm_number *got, const cm_number *want)
{
    expect_true(got && want && mpq_equal(got->q, want->q));
}

static void engines_agree_on_large_games(cm_random *random)
{
    const unsigned parts = CM_PART_SWINGS | CM_PART_SHAPLEY | CM_PART_MINIMAL;
    rule r = {0};
    cm_power got, want;
    cm_fn_game on;
    bool both = cm_random_chance(random, 1, 2);
    for (uint32_t c = 0; c < MOST; c++) {
        r.units[c] = 3;
        r.count[c] = 1;
        r.weight[c] = 1 + cm_random_below(random, 90);
    }
    rule_open(&r, MOST);
    uint32_t k = 1 + (uint32_t)cm_random_below(random, 35);
    uint64_t q = 1 + cm_random_below(random, r.game.total_weight);
    for (uint32_t t = 0; t <= r.game.total_count; t++)
        r.need[t] =
            both ? (t < k ? r.game.total_weight + 1 : q) : (t < k ? q : 0);
    diagram_of(&r, k, q, both, &on);
    expect_ok(cm_power_of(r.ctx, &r.arena, &on, parts, BUDGET, &want));
    expect_ok(cm_double_power(r.ctx, &r.arena, &r.game, parts, BUDGET, &got));
    expect_u64(got.known, parts);
    expect_same(got.winning, want.winning);
    expect_same(got.minimal_winning, want.minimal_winning);
    expect_same(got.minimal_blocking, want.minimal_blocking);
    for (uint32_t c = 0; c < MOST; c++) {
        expect_same(got.rows[c].swings, want.rows[c].swings);
        expect_same(got.rows[c].shapley, want.rows[c].shapley);
    }
    cm_diagram_free(on.d);
    rule_close(&r);
}

static void what_costs_too_much_is_left_out(void **state)
{
    (void)state;
    rule r = {.units = {1, 1, 1, 1},
              .weight = {4, 3, 2, 1},
              .count = {1, 1, 1, 1},
              .need = {11, 11, 6, 6, 6}};
    cm_power power;
    rule_open(&r, 4);
    expect_ok(
        cm_double_power(r.ctx, &r.arena, &r.game, CM_PART_ALL, 0, &power));
    expect_u64(power.known, 0);
    expect_true(power.swings_steps > 0);
    rule_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"a small one by hand", a_small_one_by_hand, NULL, NULL, NULL},
        {"a rule that is always met is not taken",
         a_rule_that_is_always_met_is_not_taken, NULL, NULL, NULL},
        {"what costs too much is left out", what_costs_too_much_is_left_out,
         NULL, NULL, NULL},
        TEST_PROPERTY("the engines agree on large games",
                      engines_agree_on_large_games, 20),
        TEST_PROPERTY("members and weights agree with enumeration",
                      members_and_weights_agree_with_enumeration, 400),
        TEST_PROPERTY("two sums agree with enumeration",
                      two_sums_agree_with_enumeration, 400),
    };
    return cmocka_run_group_tests_name("double", tests, NULL, NULL);
}
