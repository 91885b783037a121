/* Fourier sums with other lanes, and on other numbers of threads: the same bits. */
#include "engine/weighted/banzhaf_bounds.h"
#include "engine/weighted/fourier_lanes.h"
#include "engine/weighted/shapley_sums.h"
#include "support/asked.h"

#include <string.h>

enum { N = 64, LANES = CM_FOURIER_LANES };

typedef struct arrays {
    double at[N], sine[N], cosine[N], flip[N], part[N], inverse[N], most[N];
    double value[N], off[N], re[LANES], im[LANES], flips, look;
} arrays;

/* A frequency after the one in `at`, and a term of it. */
static void run(const cm_fourier_lanes *lanes, const cm_chances *chances,
                const double *weight, double modulus, arrays *a)
{
    cm_turn turn = cm_turn_of((uint64_t)modulus);
    cm_frequency at = {a->at,   a->sine,    a->cosine, a->flip,
                       a->part, a->inverse, a->most};
    lanes->go_on(a->at, weight, N, 2 * modulus);
    lanes->turn(&at, N, turn);
    a->flips = lanes->flips(weight, a->flip, N);
    a->look = lanes->look(&at, N, chances, weight);
    lanes->product(&at, 3, N - 14, a->re, a->im);
    lanes->spread_out(&at, N, chances, (cm_term){0.75, -0.25, 1e-9}, a->value,
                      a->off);
}

static void lanes_agree(cm_random *random)
{
    static arrays one, other;
    double weight[N], bias[N], spread[N], loose[N], less[N], more[N];
    double modulus =
        2 * (double)cm_random_below(random, UINT64_C(1) << 40) + 3;
    memset(&one, 0, sizeof one);
    for (int i = 0; i < N; i++) {
        double p = (double)cm_random_below(random, 1000) / 1000;
        weight[i] = (double)cm_random_below(random, (uint64_t)modulus);
        one.at[i] = (double)cm_random_below(random, 2 * (uint64_t)modulus);
        bias[i] = p;
        spread[i] = 1 - p * p;
        loose[i] = p * 0x1p-50;
        less[i] = 3 * p;
        more[i] = 1 + 2 * p;
    }
    other = one;
    cm_chances chances = {.each = cm_random_chance(random, 1, 2),
                          .bias = bias,
                          .spread = spread,
                          .loose = loose,
                          .less = less,
                          .more = more,
                          .over = 1.5};
    if (chances.each && cm_random_chance(random, 1, 2))
        chances.tilt = 0.001;
    const cm_fourier_lanes here = cm_fourier_lanes_here(),
                           plain = cm_fourier_lanes_plain();
    run(&here, &chances, weight, modulus, &one);
    run(&plain, &chances, weight, modulus, &other);
    expect_true(memcmp(&one, &other, sizeof one) == 0);
}

/* ---- threads -------------------------------------------------------------------- */

enum { CLASSES = 60 };

typedef struct answer {
    mpq_t low[CLASSES], high[CLASSES];
} answer;

static void ask(uint32_t threads, unsigned percent, bool shapley, answer *to)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_power_bounds bounds = {0};
    uint64_t units[CLASSES];
    mpz_t weight[CLASSES], quota;
    unsigned long total = 0;
    bool found;
    cm_arena_init(&arena, ctx->allocator);
    for (uint32_t c = 0; c < CLASSES; c++) {
        mpz_init_set_ui(weight[c], 1 + c * c);
        units[c] = 1 + 7 * c % 40;
        total += (1 + c * c) * units[c];
    }
    mpz_init_set_ui(quota, total / 100 * percent);
    cm_weighted rule = {CLASSES, units, (const mpz_t *)weight, quota};
    ctx->threads = threads;
    expect_ok((shapley ? cm_weighted_shapley_sums(ctx, &arena, &rule, 9,
                                                  UINT64_MAX / 4, &bounds,
                                                  &found)
                       : cm_weighted_banzhaf_bounds(ctx, &arena, &rule,
                                                    UINT64_MAX / 4, &bounds,
                                                    &found)));
    expect_true(found);
    const cm_bounds *of = shapley ? bounds.shapley : bounds.banzhaf;
    for (uint32_t c = 0; c < CLASSES; c++) {
        mpq_inits(to->low[c], to->high[c], NULL);
        mpq_set(to->low[c], of[c].low->q);
        mpq_set(to->high[c], of[c].high->q);
        mpz_clear(weight[c]);
    }
    mpz_clear(quota);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    static const unsigned percents[] = {50, 75};
    answer one, three;
    for (int k = 0; k < 4; k++) {
        ask(1, percents[k / 2], k % 2, &one);
        ask(3, percents[k / 2], k % 2, &three);
        for (uint32_t c = 0; c < CLASSES; c++) {
            expect_true(mpq_equal(one.low[c], three.low[c]));
            expect_true(mpq_equal(one.high[c], three.high[c]));
            mpq_clears(one.low[c], one.high[c], three.low[c], three.high[c],
                       NULL);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("lanes of this machine do what those of any do",
                      lanes_agree, 200),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
