/* Banzhaf and Coleman between two decimals: the functions they rest on, and what
   is inside. */
#include "engine/numbers/real.h"
#include "engine/weighted/banzhaf_bounds.h"
#include "engine/weighted/shapley_sums.h"
#include "engine/weighted/weighted_row.h"
#include "support/asked.h"
#include "support/oracle.h"

#include <stdio.h>

/* ---- functions: against series in integers -------------------------------------------- */

enum { BITS = 300 };

static void fixed(mpz_ptr z, double x)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_d(q, x);
    mpq_mul_2exp(q, q, BITS);
    mpz_fdiv_q(z, mpq_numref(q), mpq_denref(q));
    mpq_clear(q);
}

/* Every `every`-th term of e^x from the `first` on, with alternating signs if
   `turning`: e^x, cos x, sin x. */
static void series(mpz_ptr sum, mpz_srcptr x, unsigned first, unsigned every,
                   bool turning)
{
    mpz_t term;
    mpz_init(term);
    mpz_set_ui(sum, 0);
    mpz_setbit(term, BITS);
    for (unsigned k = 0; k < 400 && mpz_sgn(term); k++) {
        if (k >= first && (k - first) % every == 0)
            (turning && (k - first) / every % 2 ? mpz_sub : mpz_add)(sum, sum,
                                                                     term);
        mpz_mul(term, term, x);
        mpz_fdiv_q_2exp(term, term, BITS);
        mpz_fdiv_q_ui(term, term, k + 1);
    }
    mpz_clear(term);
}

/* |value - exact| <= ulps 2^-53 |exact| + more 2^-53 */
static void expect_near(double value, mpz_srcptr exact, double ulps,
                        double more)
{
    mpz_t z, off, all;
    mpz_inits(z, off, all, NULL);
    fixed(z, value);
    mpz_sub(z, z, exact);
    mpz_abs(z, z);
    mpz_abs(off, exact);
    fixed(all, ulps * 0x1p-53);
    mpz_mul(off, off, all);
    mpz_fdiv_q_2exp(off, off, BITS);
    fixed(all, more * 0x1p-53);
    mpz_add(off, off, all);
    mpz_set_ui(all, 1000); /* the series itself */
    mpz_add(off, off, all);
    expect_true(mpz_cmp(z, off) <= 0);
    mpz_clears(z, off, all, NULL);
}

static double a_real(cm_random *random, double most)
{
    static const double scales[] = {1, 1e-3, 1e-9};
    double x = (double)cm_random_below(random, UINT64_C(1) << 53) * 0x1p-53;
    return most * x * scales[cm_random_below(random, 3)];
}

static void powers_and_logarithms_are_near(cm_random *random)
{
    mpz_t x, y, one;
    mpz_inits(x, y, one, NULL);
    mpz_setbit(one, BITS);
    double v = a_real(random, 20) * (cm_random_chance(random, 1, 2) ? -1 : 1);
    fixed(x, v);
    series(y, x, 0, 1, false);
    expect_near(cm_exp(v), y, 6, 0);
    mpz_sub(y, y, one);
    expect_near(cm_expm1(v), y, 24, 0);
    /* e^(ln x) = x: the logarithm is off by that much of itself */
    double w = 1e-6 + a_real(random, 1e6), log = cm_log(w);
    fixed(x, log);
    series(y, x, 0, 1, false);
    expect_near(w, y, 10 * (log < 0 ? -log : log), 0);
    double less = a_real(random, 0.3);
    fixed(x, cm_log_less(less));
    series(y, x, 0, 1, false);
    mpz_sub(y, one, y); /* less */
    expect_near(less, y, 12 * 1.3, 0);
    mpz_clears(x, y, one, NULL);
}

static void angles_are_near(cm_random *random)
{
    double x = a_real(random, 3), y = a_real(random, 3), s, c;
    mpz_t z, sine, cosine, left, right;
    mpz_inits(z, sine, cosine, left, right, NULL);
    if (y == 0 && x == 0)
        x = 1;
    double angle = cm_angle(y, x);
    fixed(z, angle);
    series(sine, z, 1, 2, true);
    series(cosine, z, 0, 2, true);
    cm_sincos(angle, &s, &c);
    expect_near(s, sine, 8, 8);
    expect_near(c, cosine, 8, 8);
    /* x sin a = y cos a, but for 16 u of the angle */
    fixed(left, x);
    mpz_mul(left, left, sine);
    mpz_fdiv_q_2exp(left, left, BITS);
    fixed(right, y);
    mpz_mul(right, right, cosine);
    mpz_fdiv_q_2exp(right, right, BITS);
    mpz_sub(left, left, right);
    mpz_set_ui(right, 0);
    expect_near(0, left, 0, 16 * angle * (x + y));
    mpz_clears(z, sine, cosine, left, right, NULL);
}

/* pi in integers: Machin's formula. */
static void set_pi(mpz_ptr pi)
{
    static const int by[2] = {5, 239}, times[2] = {16, -4};
    mpz_t power, term;
    mpz_inits(power, term, NULL);
    mpz_set_ui(pi, 0);
    for (int i = 0; i < 2; i++) {
        mpz_set_ui(power, 0);
        mpz_setbit(power, BITS);
        mpz_fdiv_q_ui(power, power, (unsigned)by[i]);
        for (unsigned k = 1; mpz_sgn(power); k += 2) {
            mpz_fdiv_q_ui(term, power, k);
            mpz_mul_si(term, term, k % 4 == 1 ? times[i] : -times[i]);
            mpz_add(pi, pi, term);
            mpz_fdiv_q_ui(power, power, (unsigned)(by[i] * by[i]));
        }
    }
    mpz_clears(power, term, NULL);
}

/* Also next to a quarter of a turn, where a cosine is nearly nothing. */
static void shares_of_a_turn_are_near(cm_random *random)
{
    uint64_t n = 2 * cm_random_below(random, UINT64_C(1) << 48) + 3;
    uint64_t r = cm_random_below(random, 2 * n);
    double s, c;
    mpz_t pi, x, y;
    mpz_inits(pi, x, y, NULL);
    set_pi(pi);
    if (cm_random_chance(random, 1, 4))
        r = n / 2 + cm_random_below(random, 2);
    cm_turn turn = cm_turn_of(n);
    cm_turn_one(&turn, r, &s, &c);
    cm_set_u64(y, r);
    mpz_mul(x, pi, y);
    cm_set_u64(y, n);
    mpz_fdiv_q(x, x, y);
    series(y, x, 1, 2, true);
    expect_near(s, y, 8, 0);
    series(y, x, 0, 2, true);
    expect_near(c, y, 8, 0);
    mpz_clears(pi, x, y, NULL);
}

/* ---- games -------------------------------------------------------------------------------- */

enum { MOST = 96 };
/* How far apart ends may be; with nearly all or hardly any needed, nine places, as
   --certified asks for. */
#define CLOSE 1e-10
#define AT_AN_EDGE 1e-9

typedef struct game {
    cm_ctx *ctx;
    cm_arena arena;
    uint64_t units[MOST], total;
    mpz_t weight[MOST], quota;
    cm_weighted rule;
    cm_power_bounds bounds;
    bool found;
} game;

static void open_game(game *g, uint32_t n)
{
    *g = (game){.ctx = test_ctx()};
    cm_arena_init(&g->arena, g->ctx->allocator);
    mpz_init(g->quota);
    for (uint32_t c = 0; c < n; c++) {
        mpz_init(g->weight[c]);
        g->units[c] = 1;
    }
    g->rule = (cm_weighted){n, g->units, (const mpz_t *)g->weight, g->quota};
}

static void close_game(game *g)
{
    for (uint32_t c = 0; c < g->rule.n; c++)
        mpz_clear(g->weight[c]);
    mpz_clear(g->quota);
    cm_arena_clear(&g->arena);
    test_ctx_done(g->ctx);
}

static void find(game *g)
{
    expect_ok(cm_weighted_banzhaf_bounds(g->ctx, &g->arena, &g->rule,
                                         UINT64_C(4000000000), &g->bounds,
                                         &g->found));
}

static void expect_in(const cm_bounds *bounds, mpz_srcptr num, mpz_srcptr den,
                      double most)
{
    mpq_t value, width;
    mpq_inits(value, width, NULL);
    if (mpz_sgn(den)) {
        mpz_set(mpq_numref(value), num);
        mpz_set(mpq_denref(value), den);
        mpq_canonicalize(value);
        if (mpq_cmp(bounds->low->q, value) > 0 ||
            mpq_cmp(value, bounds->high->q) > 0)
            fail_msg("%.17g is not in %.17g..%.17g", mpq_get_d(value),
                     mpq_get_d(bounds->low->q), mpq_get_d(bounds->high->q));
        mpq_sub(width, bounds->high->q, bounds->low->q);
        if (mpq_get_d(width) > most)
            fail_msg("ends %g apart around %.17g", mpq_get_d(width),
                     mpq_get_d(value));
    }
    mpq_clears(value, width, NULL);
}

/* All indices of a class from swings: as they are defined. */
static void expect_class(const game *g, uint32_t c, mpz_srcptr swings,
                         mpz_srcptr all, mpz_srcptr winning, uint64_t players,
                         double most)
{
    mpz_t half, losing, rae;
    mpz_inits(half, losing, rae, NULL);
    mpz_setbit(half, players - 1);
    mpz_mul_2exp(losing, half, 1);
    mpz_add(rae, half, swings);
    expect_in(&g->bounds.rae[c], rae, losing, most);
    mpz_sub(losing, losing, winning);
    expect_in(&g->bounds.banzhaf[c], swings, all, most);
    expect_in(&g->bounds.banzhaf_absolute[c], swings, half, most);
    expect_in(&g->bounds.coleman_prevent[c], swings, winning, most);
    expect_in(&g->bounds.coleman_initiate[c], swings, losing, most);
    mpz_clears(half, losing, rae, NULL);
}

static void small_games_are_inside(cm_random *random)
{
    game g;
    static oracle_game plain;
    oracle_power power;
    static const uint64_t most[] = {1, 2, 5, 100, 3000};
    uint64_t below = most[cm_random_below(random, 5)];
    uint32_t n = 1 + (uint32_t)cm_random_below(random, 10);
    mpz_t swings, all, winning;
    mpz_inits(swings, all, winning, NULL);
    open_game(&g, n);
    for (uint32_t c = 0; c < n; c++) {
        uint64_t weight = cm_random_below(random, below + 1);
        mpz_set_ui(g.weight[c], weight);
        g.total += weight;
    }
    uint64_t quota = 1 + cm_random_below(random, g.total + 1);
    mpz_set_ui(g.quota, quota);
    plain.n = n;
    for (uint32_t set = 0; set < UINT32_C(1) << n; set++) {
        uint64_t sum = 0;
        for (uint32_t c = 0; c < n; c++)
            sum += set >> c & 1 ? mpz_get_ui(g.weight[c]) : 0;
        plain.wins[set] = sum >= quota;
    }
    oracle_power_of(&plain, &power);
    find(&g);
    expect_true(g.found == (quota <= g.total));
    cm_set_u64(winning, power.winning);
    for (uint32_t c = 0; c < n; c++)
        mpz_add_ui(all, all, (unsigned long)power.swings[c]);
    for (uint32_t c = 0; g.found && c < n; c++) {
        mpz_set_ui(swings, (unsigned long)power.swings[c]);
        expect_class(&g, c, swings, all, winning, n, CLOSE);
    }
    expect_ok(cm_weighted_shapley_sums(g.ctx, &g.arena, &g.rule, 0,
                                       UINT64_C(4000000000), &g.bounds,
                                       &g.found));
    expect_true(g.found == (quota <= g.total));
    for (uint32_t c = 0; g.found && c < n; c++)
        expect_in(&g.bounds.shapley[c], mpq_numref(power.shapley[c]),
                  mpq_denref(power.shapley[c]), 1e-9);
    oracle_power_clear(&power);
    mpz_clears(swings, all, winning, NULL);
    close_game(&g);
}

/* Weights of several shapes: small ones, some far larger ones, all but a few a
   multiple of one number. */
static void set_weights(game *g, cm_random *random)
{
    uint64_t below = cm_random_chance(random, 1, 2) ? 40 : 400;
    uint64_t by = cm_random_chance(random, 1, 3) ? 10 : 1;
    for (uint32_t c = 0; c < g->rule.n; c++) {
        uint64_t weight = by * (1 + cm_random_below(random, below / by));
        if (cm_random_chance(random, 1, 20))
            weight += cm_random_below(random, 20 * below);
        g->units[c] = 1 + cm_random_below(random, 12);
        if (cm_random_chance(random, 1, 10))
            g->units[c] = 0;
        mpz_set_ui(g->weight[c], (unsigned long)weight);
        g->total += weight * g->units[c];
    }
    g->units[0] = 1;
    mpz_set_ui(g->weight[0], 1);
    g->total++;
    uint64_t quota = 1 + cm_random_below(random, g->total);
    if (cm_random_chance(random, 1, 2))
        quota = g->total / 2 + cm_random_below(random, 2);
    mpz_set_ui(g->quota, (unsigned long)quota);
}

static void larger_games_are_inside(cm_random *random)
{
    game g;
    cm_row row;
    mpz_t swings[MOST], winning, all, units;
    bool fits;
    open_game(&g, MOST);
    set_weights(&g, random);
    find(&g);
    expect_ok(cm_row_new(g.ctx, &g.arena, &g.rule, &row, &fits));
    expect_true(fits);
    mpz_inits(winning, all, units, NULL);
    for (uint32_t c = 0; c < MOST; c++)
        mpz_init(swings[c]);
    expect_ok(cm_primes_new(g.ctx, &g.arena, row.players + 1, &row.primes));
    expect_ok(cm_row_swings(&row, swings, winning));
    for (uint32_t i = 0; i < row.n; i++) {
        cm_set_u64(units, row.units[i]);
        mpz_addmul(all, units, swings[i]);
    }
    expect_true(g.found);
    uint64_t quota = mpz_get_ui(g.quota);
    bool edge = quota < g.total / 20 || g.total - quota < g.total / 20;
    for (uint32_t c = 0; c < MOST; c++)
        if (g.units[c])
            expect_class(&g, c, swings[row.of_class[c]], all, winning,
                         row.players, edge ? AT_AN_EDGE : CLOSE);
    for (uint32_t c = 0; c < MOST; c++)
        mpz_clear(swings[c]);
    mpz_clears(winning, all, units, NULL);
    close_game(&g);
}

/* Up to 200 players in 40 classes, by the number of players in a coalition. */
static void shapley_of_larger_games_is_inside(cm_random *random)
{
    enum { CLASSES = 40 };
    game g;
    cm_row row;
    cm_sized sized;
    bool fits;
    open_game(&g, CLASSES);
    for (uint32_t c = 0; c < CLASSES; c++) {
        uint64_t weight = 1 + cm_random_below(random, 30);
        if (cm_random_chance(random, 1, 20))
            weight *= 10;
        g.units[c] = 1 + cm_random_below(random, 8);
        mpz_set_ui(g.weight[c], (unsigned long)weight);
        g.total += weight * g.units[c];
    }
    mpz_set_ui(g.quota, 1 + (unsigned long)cm_random_below(random, g.total));
    expect_ok(cm_row_new(g.ctx, &g.arena, &g.rule, &row, &fits));
    expect_true(fits);
    cm_power power = {.n_rows = row.n,
                      .rows = cm_new_n(&g.arena, cm_power_row, row.n)};
    expect_ok(cm_primes_new(g.ctx, &g.arena, row.players + 1, &row.primes));
    expect_ok(cm_sized_new(g.ctx, &g.arena, row.n, (uint32_t)row.players,
                           &sized));
    expect_ok(cm_row_sizes(&row, &sized));
    expect_ok(cm_power_set_shapley(g.ctx, &g.arena, &sized, &power));
    expect_ok(cm_weighted_shapley_sums(g.ctx, &g.arena, &g.rule, 0,
                                       UINT64_C(4000000000), &g.bounds,
                                       &g.found));
    expect_true(g.found);
    for (uint32_t c = 0; c < CLASSES; c++) {
        mpq_srcptr exact = power.rows[row.of_class[c]].shapley->q;
        expect_in(&g.bounds.shapley[c], mpq_numref(exact), mpq_denref(exact),
                  1e-9);
    }
    cm_sized_clear(&sized);
    close_game(&g);
}

/* One large holder among a hundred thousand: half of the swings of 100,000 equal
   ones are known in closed form. */
static void equal_players_have_equal_shares(void **state)
{
    (void)state;
    game g;
    mpz_t one, all;
    open_game(&g, 1);
    g.units[0] = 100001;
    mpz_set_ui(g.weight[0], 7);
    mpz_set_ui(g.quota, 350004); /* more than half */
    find(&g);
    expect_true(g.found);
    mpz_init_set_ui(one, 1);
    mpz_init_set_ui(all, 100001);
    expect_in(&g.bounds.banzhaf[0], one, all, 1e-16);
    /* binomial(2m, m) / 2^(2m), 2m = 100000 */
    mpz_bin_uiui(one, 100000, 50000);
    mpz_set_ui(all, 0);
    mpz_setbit(all, 100000);
    expect_in(&g.bounds.banzhaf_absolute[0], one, all, 1e-12);
    mpz_clears(one, all, NULL);
    close_game(&g);
}

/* 1 / n without a rounding, whatever the quota; the chance to decide by its closed
   form, where few can block. */
static void equal_players_who_need_nearly_all(void **state)
{
    (void)state;
    game g;
    mpz_t one, all;
    open_game(&g, 1);
    g.units[0] = 100001;
    mpz_set_ui(g.weight[0], 7);
    mpz_set_ui(g.quota, 7 * 95001);
    find(&g);
    expect_true(g.found);
    mpz_init_set_ui(one, 1);
    mpz_init_set_ui(all, 100001);
    expect_in(&g.bounds.banzhaf[0], one, all, 1e-30);
    mpz_bin_uiui(one, 100000, 95000);
    mpz_set_ui(all, 0);
    mpz_setbit(all, 100000);
    expect_in(&g.bounds.banzhaf_absolute[0], one, all, 1e-12);
    expect_ok(cm_weighted_shapley_sums(g.ctx, &g.arena, &g.rule, 0, 1000000000,
                                       &g.bounds, &g.found));
    expect_true(g.found);
    mpz_set_ui(one, 1);
    mpz_set_ui(all, 100001);
    expect_in(&g.bounds.shapley[0], one, all, 1e-30);
    mpz_clears(one, all, NULL);
    close_game(&g);
}

static int have_enough(void *user, const char *doing, uint64_t steps,
                       uint64_t limit)
{
    (void)user;
    (void)doing;
    (void)steps;
    (void)limit;
    return COMITIA_ENOUGH;
}

/* A caller who has enough after some steps gets ends that hold those of the whole
   sum, and the question goes on. */
static void expect_part(game *g, const cm_bounds *whole, uint64_t steps)
{
    cm_power_bounds part = {0};
    cm_ctx_begin(g->ctx, UINT64_MAX);
    comitia_ctx_on_progress(g->ctx, have_enough, NULL);
    g->ctx->next_report = steps;
    expect_ok(cm_weighted_shapley_sums(g->ctx, &g->arena, &g->rule, 0,
                                       UINT64_MAX / 4, &part, &g->found));
    expect_true(g->found);
    expect_true(part.stopped);
    for (uint32_t c = 0; c < g->rule.n; c++) {
        expect_true(mpq_cmp(part.shapley[c].low->q, whole[c].low->q) <= 0);
        expect_true(mpq_cmp(part.shapley[c].high->q, whole[c].high->q) >= 0);
        expect_true(mpq_cmp_ui(part.shapley[c].high->q, 1, 1) <= 0);
    }
    expect_ok(cm_spend(g->ctx, 1 << 26)); /* not asked to stop again */
    comitia_ctx_on_progress(g->ctx, NULL, NULL);
}

static void who_has_enough_gets_what_there_is(void **state)
{
    (void)state;
    game g;
    cm_power_bounds whole = {0};
    open_game(&g, MOST);
    for (uint32_t c = 0; c < MOST; c++) {
        g.units[c] = 3000 - 30 * c;
        mpz_set_ui(g.weight[c], 1 + c * c);
        g.total += g.units[c] * (1 + c * c);
    }
    mpz_set_ui(g.quota, (unsigned long)(g.total / 3));
    cm_ctx_begin(g.ctx, UINT64_MAX);
    expect_ok(cm_weighted_shapley_sums(g.ctx, &g.arena, &g.rule, 0,
                                       UINT64_MAX / 4, &whole, &g.found));
    expect_true(g.found);
    expect_true(!whole.stopped);
    uint64_t steps = g.ctx->steps;
    expect_part(&g, whole.shapley, steps / 10 * 4);
    expect_part(&g, whole.shapley, steps / 10 * 9);
    close_game(&g);
}

static int stop(void *user, const char *doing, uint64_t steps, uint64_t limit)
{
    (void)user;
    (void)doing;
    (void)steps;
    (void)limit;
    return COMITIA_STOP;
}

static void who_stops_it_gets_nothing(void **state)
{
    (void)state;
    game g;
    open_game(&g, 1);
    g.units[0] = 1000000;
    mpz_set_ui(g.weight[0], 1);
    mpz_set_ui(g.quota, 300000);
    comitia_ctx_on_progress(g.ctx, stop, NULL);
    g.ctx->next_report = 0;
    expect_status(cm_weighted_shapley_sums(g.ctx, &g.arena, &g.rule, 0,
                                           UINT64_MAX / 4, &g.bounds, &g.found),
                  COMITIA_E_CANCELLED);
    expect_true(!g.found);
    close_game(&g);
}

static void what_has_no_end_is_not_found(void **state)
{
    (void)state;
    game g;
    open_game(&g, 2);
    g.units[0] = g.units[1] = 2;
    mpz_set_ui(g.weight[0], 4000000007);
    mpz_set_ui(g.weight[1], 4000000009);
    mpz_set_ui(g.quota, 4000000011);
    expect_ok(cm_weighted_banzhaf_bounds(g.ctx, &g.arena, &g.rule, 1000000,
                                         &g.bounds, &g.found));
    expect_true(!g.found);
    expect_true(!g.bounds.banzhaf);
    mpz_set_ui(g.weight[0], 1);
    mpz_mul_2exp(g.weight[0], g.weight[0], 50);
    find(&g);
    expect_true(!g.found); /* past what doubles hold */
    expect_ok(cm_weighted_shapley_sums(g.ctx, &g.arena, &g.rule, 0, 1000000,
                                       &g.bounds, &g.found));
    expect_true(!g.found);
    close_game(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("powers and logarithms are as near as they say",
                      powers_and_logarithms_are_near, 500),
        TEST_PROPERTY("angles are as near as they say", angles_are_near, 500),
        TEST_PROPERTY("shares of a turn are as near as they say",
                      shares_of_a_turn_are_near, 500),
        TEST_PROPERTY("bounds of small games contain what enumeration gives",
                      small_games_are_inside, 80),
        TEST_PROPERTY("bounds of larger games contain the exact fractions",
                      larger_games_are_inside, 8),
        TEST_PROPERTY("Shapley-Shubik of larger games is between its ends",
                      shapley_of_larger_games_is_inside, 8),
        cmocka_unit_test(equal_players_have_equal_shares),
        cmocka_unit_test(equal_players_who_need_nearly_all),
        cmocka_unit_test(what_has_no_end_is_not_found),
        cmocka_unit_test(who_has_enough_gets_what_there_is),
        cmocka_unit_test(who_stops_it_gets_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
