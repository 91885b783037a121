/* Shapley-Shubik between two decimals: nodes, bounds, and what is inside. */
#include "engine/numbers/gauss.h"
#include "engine/weighted/shapley_bounds.h"
#include "engine/weighted/weighted_row.h"
#include "support/asked.h"
#include "support/oracle.h"
#include "support/questions.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- nodes ------------------------------------------------------------------------- */

/* z times 2^-bits to the power k, in integers. */
static void power_of(mpz_ptr z, double p, unsigned k)
{
    enum { BITS = 400 };
    mpq_t q, x;
    mpq_inits(q, x, NULL);
    mpq_set_d(x, p);
    mpq_set_ui(q, 1, 1);
    while (k--)
        mpq_mul(q, q, x);
    mpq_mul_2exp(q, q, BITS);
    mpz_fdiv_q(z, mpq_numref(q), mpq_denref(q));
    mpq_clears(q, x, NULL);
}

/* A rule of m nodes integrates x^k for k < 2m. The nodes are rounded to 2^-53 of
   themselves, so that x^k is off by k 2^-53 of itself. */
static void expect_exact(cm_ctx *ctx, uint32_t m)
{
    cm_gauss_node *nodes = calloc(m / 2, sizeof *nodes);
    bool proved;
    mpz_t sum, z;
    mpz_inits(sum, z, NULL);
    expect_ok(cm_gauss_nodes(ctx, m, nodes, &proved));
    expect_true(proved);
    for (unsigned k = 0; k < 2 * m; k += 1 + k / 8) {
        mpz_set_ui(sum, 0);
        for (uint32_t i = 0; i < m / 2; i++)
            for (int side = 0; side < 2; side++) {
                power_of(z, side ? nodes[i].other : nodes[i].p, k);
                mpz_addmul(sum, z, nodes[i].weight);
            }
        mpz_fdiv_q_2exp(sum, sum, CM_GAUSS_BITS + 400 - 100);
        mpz_mul_ui(sum, sum, k + 1); /* about 2^100 */
        mpz_set_ui(z, 1);
        mpz_mul_2exp(z, z, 100);
        mpz_sub(z, z, sum);
        mpz_abs(z, z);
        mpz_set_ui(sum, k + 1);
        mpz_mul_2exp(sum, sum, 100 - 53);
        if (k == 0)
            mpz_set_ui(sum, 4096);
        expect_true(mpz_cmp(z, sum) <= 0);
    }
    mpz_clears(sum, z, NULL);
    cm_gauss_clear(m, nodes);
    free(nodes);
}

static void nodes_integrate_powers(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    static const uint32_t all[] = {2, 4, 6, 8, 10, 20, 52, 100, 128};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        expect_exact(ctx, all[i]);
    test_ctx_done(ctx);
}

static void two_nodes_are_the_known_ones(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_gauss_node node;
    bool proved;
    expect_ok(cm_gauss_nodes(ctx, 2, &node, &proved));
    expect_true(proved);
    /* (1 - 1/sqrt 3) / 2 */
    expect_true(node.p == 0.21132486540518711775);
    expect_true(node.other == 0.78867513459481288225);
    cm_gauss_clear(2, &node);
    test_ctx_done(ctx);
}

static double error_of(uint64_t n, uint32_t m)
{
    mpq_t error;
    mpq_init(error);
    cm_gauss_error(n, m, error);
    double value = mpq_get_d(error);
    mpq_clear(error);
    return value;
}

static void the_error_of_quadrature_is_the_known_one(void **state)
{
    (void)state;
    expect_true(error_of(190, 95) == 0);
    expect_true(error_of(190, 94) > 0);
    /* computed by hand with the best ellipse, and a little more */
    expect_true(error_of(190, 45) < 1.1e-9);
    expect_true(error_of(190, 51) < 1.1e-12);
    expect_true(error_of(190, 50) > 1e-12);
    expect_true(error_of(500, 85) < 1.1e-12);
}

/* ---- games ---------------------------------------------------------------------------- */

typedef struct game {
    cm_ctx *ctx;
    cm_arena arena;
    uint64_t units[64];
    mpz_t weight[64], quota;
    cm_weighted rule;
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

static void expect_inside(const cm_bounds *bounds, mpq_srcptr value)
{
    mpq_t width, most;
    mpq_inits(width, most, NULL);
    if (mpq_cmp(bounds->low->q, value) > 0 || mpq_cmp(value, bounds->high->q) > 0)
        fail_msg("%.17g is not in %.17g..%.17g", mpq_get_d(value),
                 mpq_get_d(bounds->low->q), mpq_get_d(bounds->high->q));
    mpq_sub(width, bounds->high->q, bounds->low->q);
    mpq_set_ui(most, 1, 1000000);
    mpq_mul(most, most, most);
    expect_true(mpq_cmp(width, most) <= 0);
    mpq_clears(width, most, NULL);
}

static void small_games_are_inside(cm_random *random)
{
    game g;
    static oracle_game plain;
    oracle_power power;
    cm_power_bounds bounds = {0};
    bool found;
    static const uint64_t most[] = {2, 5, 100, 1000000};
    uint64_t below = most[cm_random_below(random, 4)], total = 0;
    uint32_t n = 1 + (uint32_t)cm_random_below(random, 10);
    open_game(&g, n);
    for (uint32_t c = 0; c < n; c++) {
        uint64_t weight = cm_random_below(random, below + 1);
        mpz_set_ui(g.weight[c], weight);
        total += weight;
    }
    uint64_t quota = 1 + cm_random_below(random, total + 1);
    mpz_set_ui(g.quota, quota);
    plain.n = n;
    for (uint32_t set = 0; set < UINT32_C(1) << n; set++) {
        uint64_t sum = 0;
        for (uint32_t c = 0; c < n; c++)
            sum += set >> c & 1 ? mpz_get_ui(g.weight[c]) : 0;
        plain.wins[set] = sum >= quota;
    }
    oracle_power_of(&plain, &power);
    expect_ok(cm_weighted_shapley_bounds(g.ctx, &g.arena, &g.rule, false,
                                         1000000000, &bounds, &found));
    expect_true(found == (quota <= total));
    for (uint32_t c = 0; found && c < n; c++)
        expect_inside(&bounds.shapley[c], power.shapley[c]);
    oracle_power_clear(&power);
    close_game(&g);
}

/* Up to 64 classes of up to 3 players, against the exact rows: fewer nodes than
   would be exact are used from some 110 players on. */
static void larger_games_are_inside(cm_random *random)
{
    game g;
    cm_row row;
    cm_sized sized;
    cm_power_bounds bounds = {0};
    bool fits, found;
    uint64_t total = 0;
    uint64_t below = cm_random_chance(random, 1, 2) ? 30 : 3;
    open_game(&g, 64);
    for (uint32_t c = 0; c < 64; c++) {
        uint64_t weight = 1 + cm_random_below(random, below);
        if (cm_random_chance(random, 1, 20))
            weight *= 20;
        g.units[c] = 1 + cm_random_below(random, 3);
        mpz_set_ui(g.weight[c], weight);
        total += weight * g.units[c];
    }
    mpz_set_ui(g.quota, 1 + cm_random_below(random, total));
    expect_ok(cm_row_new(g.ctx, &g.arena, &g.rule, &row, &fits));
    expect_true(fits);
    cm_power power = {.n_rows = row.n,
                      .rows = cm_new_n(&g.arena, cm_power_row, row.n)};
    expect_ok(cm_primes_new(g.ctx, &g.arena, row.players + 1, &row.primes));
    expect_ok(cm_sized_new(g.ctx, &g.arena, row.n, (uint32_t)row.players,
                           &sized));
    expect_ok(cm_row_sizes(&row, &sized));
    expect_ok(cm_power_set_shapley(g.ctx, &g.arena, &sized, &power));
    expect_ok(cm_weighted_shapley_bounds(g.ctx, &g.arena, &g.rule, false,
                                         1000000000, &bounds, &found));
    expect_true(found);
    for (uint32_t c = 0; c < 64; c++)
        expect_inside(&bounds.shapley[c], power.rows[row.of_class[c]].shapley->q);
    /* the same with Fourier sums where they have an end */
    expect_ok(cm_weighted_shapley_bounds(g.ctx, &g.arena, &g.rule, true,
                                         1000000000, &bounds, &found));
    expect_true(found);
    expect_text(bounds.of_shapley.method, "quadrature, in part of Fourier sums");
    for (uint32_t c = 0; c < 64; c++)
        expect_inside(&bounds.shapley[c], power.rows[row.of_class[c]].shapley->q);
    cm_sized_clear(&sized);
    close_game(&g);
}

/* Eight hundred small players: all nodes but those next to 0 and 1 are sums, which
   takes a fraction of the tables. */
static void sums_take_less_than_tables(void **state)
{
    (void)state;
    game g;
    cm_power_bounds tables = {0}, bounds = {0};
    bool found;
    open_game(&g, 40);
    for (uint32_t c = 0; c < 40; c++) {
        g.units[c] = 20;
        mpz_set_ui(g.weight[c], 11 + 5 * c);
    }
    mpz_set_ui(g.quota, 45000); /* of 86,800 */
    expect_ok(cm_weighted_shapley_bounds(g.ctx, &g.arena, &g.rule, true,
                                         UINT64_C(1) << 32, &bounds, &found));
    expect_true(found);
    uint64_t steps = g.ctx->steps;
    cm_ctx_begin(g.ctx, 0);
    expect_ok(cm_weighted_shapley_bounds(g.ctx, &g.arena, &g.rule, false,
                                         UINT64_C(1) << 32, &tables, &found));
    expect_true(found);
    expect_true(g.ctx->steps > 2 * steps);
    for (uint32_t c = 0; c < 40; c++) {
        expect_true(mpq_cmp(tables.shapley[c].low->q,
                            bounds.shapley[c].high->q) <= 0);
        expect_true(mpq_cmp(bounds.shapley[c].low->q,
                            tables.shapley[c].high->q) <= 0);
    }
    close_game(&g);
}

/* A player who has nothing to say, and one who says everything. */
static void a_dictator_among_many_has_one(void **state)
{
    (void)state;
    game g;
    cm_power_bounds bounds = {0};
    bool found;
    mpq_t one;
    mpq_init(one);
    open_game(&g, 2);
    g.units[1] = 300;
    mpz_set_ui(g.weight[0], 400);
    mpz_set_ui(g.weight[1], 1);
    mpz_set_ui(g.quota, 400);
    expect_ok(cm_weighted_shapley_bounds(g.ctx, &g.arena, &g.rule, false,
                                         1000000000, &bounds, &found));
    expect_true(found);
    expect_inside(&bounds.shapley[1], one);
    mpq_set_ui(one, 1, 1);
    expect_inside(&bounds.shapley[0], one);
    mpq_clear(one);
    close_game(&g);
}

static void what_is_too_much_is_not_found(void **state)
{
    (void)state;
    game g;
    cm_power_bounds bounds = {0};
    bool found = true;
    open_game(&g, 2);
    g.units[0] = g.units[1] = 50;
    mpz_set_ui(g.weight[0], 3);
    mpz_set_ui(g.weight[1], 2);
    mpz_set_ui(g.quota, 100);
    expect_ok(cm_weighted_shapley_bounds(g.ctx, &g.arena, &g.rule, false, 1000,
                                         &bounds, &found));
    expect_true(!found);
    expect_u64(g.ctx->steps < 1000, 1);
    mpz_set_ui(g.weight[0], 30000001); /* a table of 2^30 weights */
    mpz_set_ui(g.quota, 800000000);
    expect_ok(cm_weighted_shapley_bounds(g.ctx, &g.arena, &g.rule, false, UINT64_MAX,
                                         &bounds, &found));
    expect_true(!found);
    close_game(&g);
}

static int stop(void *user, const char *doing, uint64_t steps, uint64_t limit)
{
    (void)user;
    (void)doing;
    (void)steps;
    (void)limit;
    return 1;
}

static void a_caller_can_stop_it(void **state)
{
    (void)state;
    game g;
    cm_power_bounds bounds = {0};
    bool found;
    open_game(&g, 2);
    g.units[0] = g.units[1] = 90;
    mpz_set_ui(g.weight[0], 30007);
    mpz_set_ui(g.weight[1], 20011);
    mpz_set_ui(g.quota, 2000000);
    comitia_ctx_on_progress(g.ctx, stop, NULL);
    expect_status(cm_weighted_shapley_bounds(g.ctx, &g.arena, &g.rule, false,
                                             UINT64_MAX, &bounds, &found),
                  COMITIA_E_CANCELLED);
    close_game(&g);
}

/* ---- the answer -------------------------------------------------------------------------- */

static void expect_sum_is_one(const comitia_value *rows)
{
    mpq_t low, high, q;
    mpq_inits(low, high, q, NULL);
    for (size_t i = 0; i < comitia_value_count(rows); i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        const char *ends[2] = {
            comitia_value_string(comitia_value_get(
                comitia_value_get(row, "shapley"), "low")),
            comitia_value_string(comitia_value_get(
                comitia_value_get(row, "shapley"), "high"))};
        for (int k = 0; k < 2; k++) {
            expect_true(cm_number_read(ends[k], strlen(ends[k]), q));
            mpq_add(k ? high : low, k ? high : low, q);
        }
    }
    expect_true(mpq_cmp_ui(low, 1, 1) <= 0);
    expect_true(mpq_cmp_ui(high, 1, 1) >= 0);
    mpq_sub(high, high, low);
    expect_true(mpq_get_d(high) < 190 * 1.1e-12);
    mpq_clears(low, high, q, NULL);
}

static void the_board_of_the_fund_lies_between_decimals(void **state)
{
    (void)state;
    static const char path[] = "examples/imf-board.comitia";
    static const char *const names[] = {"Ordinary"}, *const what[] = {"shapley"};
    const comitia_question q = {.verb = COMITIA_POWER, .names = names,
                                .n_names = 1, .indices = what, .n_indices = 1};
    comitia_ctx *ctx = NULL;
    comitia_model *model = NULL;
    comitia_answer *answer = NULL;
    test_file file = test_file_read(path);
    comitia_loader loader = test_loader(path);
    expect_ok(comitia_ctx_new(NULL, &ctx));
    expect_ok(comitia_model_parse(ctx, path, file.bytes, file.n_bytes, &loader,
                                  &model));
    expect_ok(comitia_ask(ctx, model, &q, NULL, &answer));
    const comitia_value *value = comitia_answer_value(answer);
    expect_true(!comitia_value_bool(comitia_value_get(value, "exact")));
    expect_true(comitia_value_bool(comitia_value_get(value, "certified")));
    const comitia_value *one =
        comitia_value_at(comitia_value_get(value, "cases"), 0);
    expect_text(comitia_value_string(comitia_value_get(
                    comitia_value_at(comitia_value_get(one, "bounds"), 0),
                    "nodes")),
                "52");
    const comitia_value *rows = comitia_value_get(one, "indices");
    expect_u64(comitia_value_count(rows), 190);
    expect_sum_is_one(rows);
    comitia_answer_free(answer);
    comitia_model_free(model);
    comitia_ctx_free(ctx);
    test_file_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_integrate_powers),
        cmocka_unit_test(two_nodes_are_the_known_ones),
        cmocka_unit_test(the_error_of_quadrature_is_the_known_one),
        TEST_PROPERTY("bounds of small games contain what enumeration gives",
                      small_games_are_inside, 300),
        TEST_PROPERTY("bounds of larger games contain the exact fractions",
                      larger_games_are_inside, 12),
        cmocka_unit_test(sums_take_less_than_tables),
        cmocka_unit_test(a_dictator_among_many_has_one),
        cmocka_unit_test(what_is_too_much_is_not_found),
        cmocka_unit_test(a_caller_can_stop_it),
        cmocka_unit_test(the_board_of_the_fund_lies_between_decimals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
