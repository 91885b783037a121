/* The chances to decide at one point, by each of the ways that Shapley-Shubik is
   summed: within what they say of each other, and of the exact numbers. */
#include "engine/weighted/shapley_sums.h"
#include "engine/weighted/shapley_table.h"
#include "engine/weighted/shapley_tail.h"
#include "support/asked.h"

enum { MOST = 40 };
static uint32_t n_looked, n_wrapped, n_asked, n_together;

typedef struct game {
    cm_ctx *ctx;
    cm_arena arena;
    uint64_t units[MOST];
    mpz_t weight[MOST], quota;
    cm_weighted rule;
    cm_row row;
    cm_shapley_rest rest;
    bool fits;
} game;

/* Some holders of a little, at most `alike` of a weight, a few of much, and a quota
   that few can block. */
static void open_game(game *g, cm_random *random, uint32_t alike)
{
    uint64_t total = 0;
    *g = (game){.ctx = test_ctx()};
    cm_arena_init(&g->arena, g->ctx->allocator);
    mpz_init(g->quota);
    uint32_t n = 2 + (uint32_t)cm_random_below(random, MOST - 2);
    for (uint32_t c = 0; c < n; c++) {
        uint64_t weight = 1 + cm_random_below(random, 30);
        g->units[c] = 1 + cm_random_below(random, alike);
        if (cm_random_chance(random, 1, 4)) {
            weight *= 1 + cm_random_below(random, 50);
            g->units[c] = 1;
        }
        mpz_init_set_ui(g->weight[c], (unsigned long)weight);
        total += weight * g->units[c];
    }
    uint64_t out = total / (2 + cm_random_below(random, 60));
    mpz_set_ui(g->quota, (unsigned long)(total - out + (out == 0)));
    g->rule = (cm_weighted){n, g->units, (const mpz_t *)g->weight, g->quota};
    expect_ok(cm_row_new(g->ctx, &g->arena, &g->rule, &g->row, &g->fits));
    if (g->fits)
        expect_ok(cm_shapley_rest_new(g->ctx, &g->arena, &g->row, &g->rest,
                                      &g->fits));
    g->fits = g->fits && g->rest.n > 0;
}

static void close_game(game *g)
{
    for (uint32_t c = 0; c < g->rule.n; c++)
        mpz_clear(g->weight[c]);
    mpz_clear(g->quota);
    cm_arena_clear(&g->arena);
    test_ctx_done(g->ctx);
}

static cm_shapley_found nothing(game *g)
{
    return (cm_shapley_found){
        .value = cm_new_n(&g->arena, double, g->rest.f.room),
        .off = cm_new_n(&g->arena, double, g->rest.f.room)};
}

/* With `together`, weights that differ little have nodes. */
static void by_lean(game *g, cm_shapley_point at, bool together,
                    cm_shapley_found *to)
{
    cm_lean_room room;
    cm_shapley_lean lean = {.cut.terms = UINT64_MAX};
    bool proved;
    expect_ok(cm_lean_room_new(&g->arena, &g->rest, &room));
    expect_ok(cm_shapley_lean_plan(g->ctx, &g->arena, &g->rest, &room, at, 1e-14,
                                   UINT64_MAX, &lean));
    expect_true(lean.cut.found);
    if (together && lean.cut.bands.n) {
        const cm_band *last = &lean.cut.bands.at[lean.cut.bands.n - 1];
        cm_fourier_span span = {lean.at.s, lean.tilt, last->last};
        expect_ok(cm_fourier_bins_find(&g->arena, &lean.f, span, &lean.bins));
        n_together += lean.bins.n > 0;
    }
    expect_ok(cm_shapley_lean_add(g->ctx, &g->rest, &room, &lean, to, &proved));
    expect_true(proved);
}

/* Without a tilt, with the frequencies of f, rest->f or one that wraps around. */
static void by_sum(game *g, const cm_fourier *f, cm_shapley_point at,
                   cm_shapley_found *to)
{
    double p, other, bias, spread, loose, factor, alone;
    bool proved;
    cm_shapley_chance(at.s, &p, &other);
    bias = p - other;
    spread = 4 * p * other;
    loose = 200 * CM_ULP;
    factor = cm_shapley_factor(&g->rest, at);
    alone = cm_shapley_alone(&g->rest, at);
    cm_chances chances = {.bias = &bias, .spread = &spread, .loose = &loose};
    cm_sides sides = {{0, 0}, {0, 0}};
    cm_sums sums = {.value = to->value, .off = to->off};
    cm_cut cut = {.chances = &chances, .most = 1e-13, .terms = UINT64_MAX};
    sides.swings[at.side] = factor;
    sides.winning[at.side] = at.side ? alone : -alone;
    expect_ok(cm_fourier_cut(g->ctx, &g->arena, f, &cut, 1, UINT64_MAX));
    expect_true(cut.found);
    expect_ok(cm_fourier_add(g->ctx, f, &cut, &chances, &sides, 1, &sums,
                             &proved));
    expect_true(proved);
    to->alone = sums.winning;
    to->alone_off = sums.winning_off;
}

static void expect_between(double a, double a_off, double b, double b_off)
{
    double apart = a < b ? b - a : a - b;
    if (!(apart <= (a_off + b_off) * (1 + 1e-6) + 1e-17))
        fail_msg("%.17g +- %g is not %.17g +- %g", a, a_off, b, b_off);
    if (!(a_off < 1e-10 && b_off < 1e-10))
        fail_msg("off by %g and %g", a_off, b_off);
}

static void expect_same(const game *g, const cm_shapley_found *a,
                        const cm_shapley_found *b)
{
    for (uint32_t d = 0; d < g->rest.f.n; d++)
        expect_between(a->value[d], a->off[d], b->value[d], b->off[d]);
    expect_between(a->base + a->alone, a->alone_off, b->base + b->alone,
                   b->alone_off);
}

static void three_ways_agree(cm_random *random)
{
    game g;
    open_game(&g, random, 40);
    cm_shapley_point at = {
        .s = 1 + (double)cm_random_below(random, 9000) / 1000,
        .side = (unsigned)cm_random_below(random, 2)};
    if (g.fits) {
        cm_shapley_found sum = nothing(&g), lean = nothing(&g),
                         table = nothing(&g);
        by_sum(&g, &g.rest.f, at, &sum);
        by_lean(&g, at, false, &lean);
        expect_true(cm_shapley_table_cost(&g.rest, at, 1e-14) < UINT64_MAX);
        expect_ok(cm_shapley_table_add(g.ctx, &g.rest, at, 1e-14, &table));
        expect_same(&g, &sum, &lean);
        expect_same(&g, &sum, &table);
        expect_same(&g, &lean, &table);
    }
    close_game(&g);
}

static void expect_wrapped(const game *g, double most, cm_shapley_found *found)
{
    for (uint32_t d = 0; d < g->rest.f.n; d++)
        found->off[d] += 2 * most;
    found->alone_off += 3 * most;
}

/* With a modulus below all weights together: as with one above them. */
static void wrapped_sums_agree(cm_random *random)
{
    const double most = 1e-14;
    game g;
    open_game(&g, random, 1000);
    cm_shapley_point at = {
        .s = (double)cm_random_below(random, 7000) / 1000,
        .side = (unsigned)cm_random_below(random, 2)};
    if (g.fits) {
        cm_shapley_found all = nothing(&g), wrapped = nothing(&g),
                         lean = nothing(&g);
        cm_shapley_reach reach;
        cm_fourier f;
        expect_ok(cm_shapley_reach_find(g.ctx, &g.rest, at, 0, most, &reach));
        cm_shapley_wrap(&g.rest, &g.rest.f, reach, &f);
        n_looked++;
        n_wrapped += f.modulus < g.rest.f.modulus;
        by_sum(&g, &g.rest.f, at, &all);
        by_sum(&g, &f, at, &wrapped);
        expect_wrapped(&g, most, &wrapped);
        by_lean(&g, at, false, &lean);
        expect_same(&g, &all, &wrapped);
        expect_same(&g, &all, &lean);
    }
    close_game(&g);
}

/* Some thousand weights, most of them near each other. */
static void open_many(game *g, cm_random *random)
{
    enum { MANY = 2000 };
    *g = (game){.ctx = test_ctx()};
    cm_arena_init(&g->arena, g->ctx->allocator);
    mpz_init(g->quota);
    cm_row *row = &g->row;
    *row = (cm_row){.ctx = g->ctx,
                    .n = MANY,
                    .weight = cm_new_n(&g->arena, uint64_t, MANY),
                    .units = cm_new_n(&g->arena, uint64_t, MANY)};
    for (uint32_t i = 0, w = 0; i < MANY; i++) {
        w += 1 + (uint32_t)cm_random_below(random, i < MANY - 60 ? 9 : 3000);
        row->weight[i] = w;
        row->units[i] = 1 + cm_random_below(random, 30);
        row->total += w * row->units[i];
    }
    row->last = row->total / (2 + cm_random_below(random, 40));
    expect_ok(cm_shapley_rest_new(g->ctx, &g->arena, row, &g->rest, &g->fits));
    expect_true(g->fits);
}

static void together(game *g, cm_shapley_point at, cm_shapley_found *to)
{
    double bias, spread, loose = 200 * CM_ULP, p, other;
    bool proved;
    cm_fourier_bins bins;
    cm_fourier_nodes nodes;
    cm_shapley_chance(at.s, &p, &other);
    bias = p - other;
    spread = 4 * p * other;
    cm_chances chances = {.bias = &bias, .spread = &spread, .loose = &loose};
    cm_sides sides = {{0, 0}, {0, 0}};
    cm_sums sums = {.value = to->value, .off = to->off};
    cm_cut cut = {.chances = &chances, .most = 1e-13, .terms = UINT64_MAX};
    sides.swings[at.side] = cm_shapley_factor(&g->rest, at);
    expect_ok(cm_fourier_cut(g->ctx, &g->arena, &g->rest.f, &cut, 1, UINT64_MAX));
    expect_true(cut.found);
    cm_fourier_span span = {at.s, 0, cut.bands.at[cut.bands.n - 1].last};
    expect_ok(cm_fourier_bins_find(&g->arena, &g->rest.f, span, &bins));
    n_asked++;
    n_together += bins.n > 0;
    expect_ok(cm_fourier_nodes_new(g->ctx, &g->arena, &g->rest.f, &bins, &nodes));
    expect_ok(cm_fourier_nodes_add(g->ctx, &nodes, &cut, &chances, &sides, 1,
                                   &sums, &proved));
    expect_true(proved);
}

/* Nodes stand for weights: as if each had its own factor, with a tilt and without. */
static void nodes_agree_with_weights(cm_random *random)
{
    game g;
    open_many(&g, random);
    cm_shapley_point at = {
        .s = (double)cm_random_below(random, 6000) / 1000,
        .side = (unsigned)cm_random_below(random, 2)};
    cm_shapley_found all = nothing(&g), some = nothing(&g), lean = nothing(&g);
    by_sum(&g, &g.rest.f, at, &all);
    together(&g, at, &some);
    some.alone = all.alone; /* nobody is */
    expect_same(&g, &all, &some);
    by_lean(&g, at, true, &lean);
    expect_same(&g, &all, &lean);
    close_game(&g);
}

static void many_weights_are_together(void **state)
{
    (void)state;
    expect_true(n_together >= n_asked);
}

static void many_sums_are_wrapped(void **state)
{
    (void)state;
    expect_true(n_looked < 20 || n_wrapped >= n_looked / 4);
}

static void add_times(const game *g, const cm_shapley_found *part, double swings,
                      double alone, cm_shapley_found *to)
{
    double by = swings < 0 ? -swings : swings, of = alone < 0 ? -alone : alone;
    for (uint32_t d = 0; d < g->rest.f.n; d++) {
        to->value[d] += swings * part->value[d];
        to->off[d] += by * part->off[d] + 1e-16;
    }
    to->base += alone * part->base;
    to->alone += alone * part->alone;
    to->alone_off += of * part->alone_off + 1e-16;
}

/* A few chances stand for a hundred at which hardly anybody is in. */
static void tails_agree_with_all_chances(cm_random *random)
{
    enum { CHANCES = 100 };
    const double most = 1e-13;
    game g;
    open_game(&g, random, 40);
    if (g.fits) {
        unsigned side = (unsigned)cm_random_below(random, 2);
        double s[CHANCES], from = cm_shapley_tail_from(&g.rest);
        cm_shapley_found all = nothing(&g), few = nothing(&g);
        cm_shapley_tail tail;
        for (uint32_t k = 0; k < CHANCES; k++) {
            cm_shapley_found part = nothing(&g);
            s[k] = from + 0.06 * k;
            expect_ok(cm_shapley_table_add(g.ctx, &g.rest,
                                           (cm_shapley_point){s[k], side}, 1e-14,
                                           &part));
            add_times(&g, &part, 1, 1, &all);
        }
        cm_shapley_tail_find(&g.rest, s, CHANCES, side, most, &tail);
        expect_true(tail.n > 0);
        for (uint32_t k = 0; k < tail.n; k++) {
            cm_shapley_found part = nothing(&g);
            expect_ok(cm_shapley_table_add(
                g.ctx, &g.rest, (cm_shapley_point){tail.at[k].s, side}, 1e-14,
                &part));
            add_times(&g, &part, tail.at[k].swings, tail.at[k].alone, &few);
        }
        for (uint32_t d = 0; d < g.rest.f.n; d++)
            few.off[d] += tail.off;
        few.alone_off += tail.off_alone;
        expect_true(tail.off < 1e-9);
        expect_same(&g, &all, &few);
    }
    close_game(&g);
}

/* All of it, with those who are alone, against counts by size. */
static void sums_hold_the_fractions(cm_random *random)
{
    game g;
    cm_sized sized;
    cm_power_bounds bounds = {0};
    bool found;
    open_game(&g, random, 40);
    if (g.fits) {
        cm_power power = {.n_rows = g.row.n,
                          .rows = cm_new_n(&g.arena, cm_power_row, g.row.n)};
        expect_ok(cm_primes_new(g.ctx, &g.arena, g.row.players + 1,
                                &g.row.primes));
        expect_ok(cm_sized_new(g.ctx, &g.arena, g.row.n,
                               (uint32_t)g.row.players, &sized));
        expect_ok(cm_row_sizes(&g.row, &sized));
        expect_ok(cm_power_set_shapley(g.ctx, &g.arena, &sized, &power));
        expect_ok(cm_weighted_shapley_sums(g.ctx, &g.arena, &g.rule, 9,
                                           UINT64_C(4000000000), &bounds,
                                           &found));
        expect_true(found);
        for (uint32_t c = 0; c < g.rule.n; c++) {
            mpq_srcptr exact = power.rows[g.row.of_class[c]].shapley->q;
            expect_true(mpq_cmp(bounds.shapley[c].low->q, exact) <= 0);
            expect_true(mpq_cmp(exact, bounds.shapley[c].high->q) <= 0);
            expect_true(mpq_get_d(bounds.shapley[c].high->q) -
                            mpq_get_d(bounds.shapley[c].low->q) <
                        1e-9);
        }
        cm_sized_clear(&sized);
    }
    close_game(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("tilted sums, others and tables agree at a point",
                      three_ways_agree, 40),
        TEST_PROPERTY("sums that wrap around agree with those that do not",
                      wrapped_sums_agree, 40),
        cmocka_unit_test(many_sums_are_wrapped),
        TEST_PROPERTY("a few chances stand for a tail",
                      tails_agree_with_all_chances, 20),
        TEST_PROPERTY("nodes agree with the weights that they stand for",
                      nodes_agree_with_weights, 12),
        cmocka_unit_test(many_weights_are_together),
        TEST_PROPERTY("what sums and those who are alone have holds the fractions",
                      sums_hold_the_fractions, 8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
