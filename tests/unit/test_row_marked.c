/* Marked members of coalitions, counted in two ways that share no table. */
#include "engine/weighted/row_sized.h"
#include "support/test_ctx.h"

#include <string.h>

/* JOINING: steps of going from values at points to counts. */
enum { MOST = 40, P = 2147483543, JOINING = 200000 };

typedef struct rule {
    cm_ctx *ctx;
    cm_arena arena;
    cm_row row;
    mpz_t weight[MOST], quota;
    uint64_t units[MOST];
    cm_weighted game;
} rule;

/* Some of 1, some alike, some with a large part of all; any quota. */
static void rule_open(rule *r, cm_random *random)
{
    uint64_t total = 0, weight = 1;
    uint32_t n = 1 + (uint32_t)cm_random_below(random, MOST);
    bool fits;
    r->ctx = test_ctx();
    cm_ctx_begin(r->ctx, UINT64_C(20000000000));
    cm_arena_init(&r->arena, r->ctx->allocator);
    for (uint32_t c = 0; c < n; c++) {
        if (cm_random_chance(random, 3, 4))
            weight = 1 + cm_random_below(random, c % 4 ? 1 + c % 9 : 900);
        mpz_init_set_ui(r->weight[c], weight);
        r->units[c] = 1;
        total += weight;
    }
    mpz_init_set_ui(r->quota, 1 + cm_random_below(random, total));
    r->game = (cm_weighted){n, r->units, (const mpz_t *)r->weight, r->quota};
    expect_ok(cm_row_new(r->ctx, &r->arena, &r->game, &r->row, &fits));
    expect_true(fits);
    expect_ok(cm_row_each(&r->row));
    expect_ok(
        cm_primes_new(r->ctx, &r->arena, r->row.players + 1, &r->row.primes));
}

static void rule_close(rule *r)
{
    for (uint32_t c = 0; c < r->game.n; c++)
        mpz_clear(r->weight[c]);
    mpz_clear(r->quota);
    cm_arena_clear(&r->arena);
    test_ctx_done(r->ctx);
}

/* One way gives what the other gives. With the costs that it tells. */
static void ways_agree(rule *r, cm_row_at *one, cm_row_at *other,
                       const uint64_t *cost, uint32_t y)
{
    uint32_t by_one[MOST] = {0}, by_other[MOST] = {0};
    uint32_t *cells = cm_new_n(&r->arena, uint32_t, 3 * r->row.quota + 1);
    uint64_t steps = r->ctx->steps;
    expect_ok(one(&r->row, r->ctx, cm_modulus_of(P), y, cells, by_one));
    expect_true(r->ctx->steps - steps <= cost[0]);
    steps = r->ctx->steps;
    expect_ok(other(&r->row, r->ctx, cm_modulus_of(P), y, cells, by_other));
    expect_true(r->ctx->steps - steps <= cost[1]);
    expect_true(memcmp(by_one, by_other, r->row.n * sizeof *by_one) == 0);
}

static void both_ways_give_the_same(cm_random *random)
{
    rule r;
    rule_open(&r, random);
    uint32_t y = cm_random_chance(random, 1, 3)
                     ? 1
                     : 1 + (uint32_t)cm_random_below(random, P - 1);
    const uint64_t members[2] = {cm_row_members_at_cost(&r.row),
                                 cm_row_ends_cost(&r.row, CM_MARK_MINIMAL)};
    const uint64_t criticals[2] = {cm_row_criticals_at_cost(&r.row),
                                   cm_row_ends_cost(&r.row, CM_MARK_CRITICAL)};
    ways_agree(&r, cm_row_members_at, cm_row_member_ends, members, y);
    ways_agree(&r, cm_row_criticals_at, cm_row_critical_ends, criticals, y);
    rule_close(&r);
}

/* With a mark of 1 all coalitions count once: Holler's, and swings. */
static void a_mark_of_1_counts_all(cm_random *random)
{
    rule r;
    rule_open(&r, random);
    uint32_t got[2][MOST] = {{0}};
    mpz_t want[2][MOST], winning;
    uint32_t *cells = cm_new_n(&r.arena, uint32_t, 3 * r.row.quota + 1);
    mpz_init(winning);
    for (uint32_t i = 0; i < r.row.n; i++)
        mpz_inits(want[0][i], want[1][i], NULL);
    expect_ok(cm_row_members(&r.row, want[0]));
    expect_ok(cm_row_swings(&r.row, want[1], winning));
    expect_ok(
        cm_row_member_ends(&r.row, r.ctx, cm_modulus_of(P), 1, cells, got[0]));
    expect_ok(cm_row_critical_ends(&r.row, r.ctx, cm_modulus_of(P), 1, cells,
                                   got[1]));
    for (uint32_t i = 0; i < r.row.n; i++) {
        expect_u64(got[0][i], mpz_fdiv_ui(want[0][i], P));
        expect_u64(got[1][i], mpz_fdiv_ui(want[1][i], P));
        mpz_clears(want[0][i], want[1][i], NULL);
    }
    mpz_clear(winning);
    rule_close(&r);
}

/* The counts by size, joined from all primes, against another prime. */
static void sizes_hold_modulo_another_prime(cm_random *random)
{
    static const cm_marked marked[] = {CM_MARK_MINIMAL, CM_MARK_CRITICAL};
    rule r;
    rule_open(&r, random);
    cm_modulus mod = cm_modulus_of(P);
    for (unsigned k = 0; k < 2; k++) {
        uint32_t raw[MOST] = {0};
        cm_sized sized;
        expect_ok(cm_sized_new(r.ctx, &r.arena, r.row.n,
                               (uint32_t)r.row.players, &sized));
        uint64_t steps = r.ctx->steps;
        expect_ok(cm_row_again(&r.row, marked[k], mod, raw));
        expect_true(r.ctx->steps - steps <=
                    cm_row_again_cost(&r.row, marked[k]) + JOINING);
        expect_ok(k ? cm_row_criticals(&r.row, &sized)
                    : cm_row_member_sizes(&r.row, &sized));
        for (uint32_t i = 0; i < r.row.n; i++) {
            uint32_t sum = 0;
            for (uint32_t s = 0; s < sized.sizes; s++) {
                uint32_t count = (uint32_t)mpz_fdiv_ui(
                    sized.at[(size_t)i * sized.sizes + s], P);
                sum = cm_mod_add(
                    sum, cm_mod_mul(count, cm_mod_inverse(s + 1, mod), mod),
                    mod);
            }
            expect_u64(raw[i], sum);
        }
        cm_sized_clear(&sized);
    }
    rule_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("both ways give the same", both_ways_give_the_same, 200),
        TEST_PROPERTY("a mark of 1 counts all", a_mark_of_1_counts_all, 100),
        TEST_PROPERTY("sizes hold modulo another prime",
                      sizes_hold_modulo_another_prime, 40),
    };
    return cmocka_run_group_tests_name("row marked", tests, NULL, NULL);
}
