/* Unions of players: both engines against the definitions, and the laws that
 * the values are known for. */
#include "engine/unions/unions.h"
#include "engine/unions/unions_task.h"
#include "support/oracle.h"
#include "support/test_ctx.h"

#include <stdlib.h>

#define NO_BUDGET UINT64_C(1000000000)

enum { MOST = 7, MOST_PARTS = 3 };

/* A monotone game of classes, player by player and on a diagram, and a union
   for each player. */
typedef struct game {
    cm_ctx *ctx;
    cm_arena arena;
    uint32_t n_classes;
    uint64_t units[MOST];
    mpz_t weight[MOST];
    mpz_t quota;
    uint32_t class_of[MOST], union_of[MOST]; /* per player */
    uint32_t n_unions;
    oracle_game plain;
    cm_fn_game on;
    cm_union_item items[MOST];
    cm_unions unions;
} game;

/* ---- by the definitions -------------------------------------------------- */

typedef struct values {
    mpq_t owen[MOST], banzhaf_owen[MOST], symmetric[MOST];
} values;

static void values_init(values *v)
{
    for (unsigned i = 0; i < MOST; i++)
        mpq_inits(v->owen[i], v->banzhaf_owen[i], v->symmetric[i], NULL);
}

static void values_clear(values *v)
{
    for (unsigned i = 0; i < MOST; i++)
        mpq_clears(v->owen[i], v->banzhaf_owen[i], v->symmetric[i], NULL);
}

/* Every order of the players in which each union stays together is as likely as
   any other; who turns losing into winning? */
typedef struct orders {
    const game *g;
    uint64_t n, pivots[MOST];
} orders;

static uint32_t union_set(const game *g, uint32_t u)
{
    uint32_t set = 0;
    for (unsigned i = 0; i < g->plain.n; i++)
        if (g->union_of[i] == u)
            set |= UINT32_C(1) << i;
    return set;
}

static void try_orders(orders *o, uint32_t in, unsigned last, unsigned pivot)
{
    const game *g = o->g;
    unsigned n = g->plain.n;
    uint32_t all = (UINT32_C(1) << n) - 1;
    if (in == all) {
        o->n++;
        if (pivot < n)
            o->pivots[pivot]++;
        return;
    }
    for (unsigned i = 0; i < n; i++) {
        uint32_t one = UINT32_C(1) << i;
        if (in & one)
            continue;
        /* the union that came last must be all in before another begins */
        if (last < n && g->union_of[i] != g->union_of[last] &&
            union_set(g, g->union_of[last]) & ~in)
            continue;
        bool turns = !g->plain.wins[in] && g->plain.wins[in | one];
        try_orders(o, in | one, i, turns ? i : pivot);
    }
}

static void owen_by_orders(const game *g, values *v)
{
    orders o = {.g = g};
    try_orders(&o, 0, MOST, MOST);
    for (unsigned i = 0; i < g->plain.n; i++) {
        mpq_set_ui(v->owen[i], o.pivots[i], o.n);
        mpq_canonicalize(v->owen[i]);
    }
}

static unsigned size_of(uint32_t set)
{
    unsigned n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

static uint64_t factorial(unsigned n)
{
    return n < 2 ? 1 : n * factorial(n - 1);
}

/* Sums over sets R of other unions and sets S of one's own. */
static void coins_by_sets(const game *g, unsigned i, values *v)
{
    uint32_t own = union_set(g, g->union_of[i]) & ~(UINT32_C(1) << i);
    unsigned n = size_of(own) + 1;
    mpq_t one;
    mpq_init(one);
    for (uint32_t r = 0; r < UINT32_C(1) << g->n_unions; r++) {
        uint32_t others = 0;
        if (r >> g->union_of[i] & 1)
            continue;
        for (uint32_t u = 0; u < g->n_unions; u++)
            if (r >> u & 1)
                others |= union_set(g, u);
        for (uint32_t s = own;; s = (s - 1) & own) {
            uint32_t set = others | s;
            if (!g->plain.wins[set] && g->plain.wins[set | UINT32_C(1) << i]) {
                mpq_set_ui(one, 1, UINT64_C(1) << (g->n_unions - 1 + n - 1));
                mpq_add(v->banzhaf_owen[i], v->banzhaf_owen[i], one);
                mpq_set_ui(
                    one, factorial(size_of(s)) * factorial(n - 1 - size_of(s)),
                    factorial(n) << (g->n_unions - 1));
                mpq_canonicalize(one);
                mpq_add(v->symmetric[i], v->symmetric[i], one);
            }
            if (s == 0)
                break;
        }
    }
    mpq_clear(one);
}

static void find_values(const game *g, values *v)
{
    values_init(v);
    owen_by_orders(g, v);
    for (unsigned i = 0; i < g->plain.n; i++)
        coins_by_sets(g, i, v);
}

/* ---- random games -------------------------------------------------------- */

static void open_game(game *g, cm_random *random)
{
    *g = (game){.ctx = test_ctx()};
    cm_arena_init(&g->arena, g->ctx->allocator);
    unsigned n = (unsigned)cm_random_below(random, MOST + 1);
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
    cm_diagram_free(g->on.d);
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

static void draw_rule(game *g, cm_random *random)
{
    cm_weighted rule;
    draw_weights(g, random);
    for (uint32_t set = 0; set < UINT32_C(1) << g->plain.n; set++)
        g->plain.wins[set] = reaches(g, set);
    rule = weighted(g);
    expect_ok(cm_weighted_diagram(g->ctx, &rule, &g->on));
}

/* One more rule on the diagram that is there. */
static cm_fn threshold(game *g)
{
    const mpz_t *coef[MOST];
    mpz_t row[MOST][MOST + 1];
    cm_fn out;
    for (uint32_t c = 0; c < g->n_classes; c++) {
        coef[c] = (const mpz_t *)row[c];
        for (uint64_t v = 0; v <= g->units[c]; v++) {
            mpz_init(row[c][v]);
            mpz_mul_ui(row[c][v], g->weight[c], v);
        }
    }
    expect_ok(cm_fn_linear(g->on.d, coef, g->quota, &out));
    for (uint32_t c = 0; c < g->n_classes; c++)
        for (uint64_t v = 0; v <= g->units[c]; v++)
            mpz_clear(row[c][v]);
    return out;
}

/* Two or three rules joined by and, or. */
static void draw_compound(game *g, cm_random *random)
{
    unsigned more = 1 + (unsigned)cm_random_below(random, MOST_PARTS - 1);
    draw_rule(g, random);
    while (more--) {
        bool both = cm_random_chance(random, 1, 2);
        draw_weights(g, random);
        cm_fn rule = threshold(g);
        expect_ok(both ? cm_fn_and(g->on.d, g->on.force, rule, &g->on.force)
                       : cm_fn_or(g->on.d, g->on.force, rule, &g->on.force));
        for (uint32_t set = 0; set < UINT32_C(1) << g->plain.n; set++)
            g->plain.wins[set] = both ? g->plain.wins[set] && reaches(g, set)
                                      : g->plain.wins[set] || reaches(g, set);
    }
}

/* Every player into one of `most` unions; those that are empty do not count. */
static void put_into(game *g, cm_random *random, uint64_t most)
{
    uint32_t name[MOST];
    for (unsigned u = 0; u < MOST; u++)
        name[u] = CM_ALONE;
    g->n_unions = 0;
    for (unsigned i = 0; i < g->plain.n; i++) {
        uint64_t u = cm_random_below(random, most);
        if (name[u] == CM_ALONE)
            name[u] = g->n_unions++;
        g->union_of[i] = name[u];
    }
}

static void make_unions(game *g, bool singles_are_alone)
{
    for (unsigned i = 0; i < g->plain.n; i++) {
        bool single = size_of(union_set(g, g->union_of[i])) == 1;
        g->items[i] = (cm_union_item){.class_of = g->class_of[i],
                                      .units = 1,
                                      .union_of = single && singles_are_alone
                                                      ? CM_ALONE
                                                      : g->union_of[i]};
    }
    expect_ok(
        cm_unions_new(g->ctx, &g->arena, g->items, g->plain.n, &g->unions));
}

static void draw_unions(game *g, cm_random *random)
{
    put_into(g, random, 1 + cm_random_below(random, MOST));
    make_unions(g, cm_random_chance(random, 1, 2));
}

/* ---- comparisons --------------------------------------------------------- */

static void expect_worth(const cm_number *got, mpq_srcptr want)
{
    expect_true(got && mpq_equal(got->q, want));
}

static void expect_values(const game *g, const values *v)
{
    for (unsigned i = 0; i < g->plain.n; i++) {
        const cm_union_part *part = g->items[i].part;
        expect_worth(part->owen, v->owen[i]);
        expect_worth(part->banzhaf_owen, v->banzhaf_owen[i]);
        expect_worth(part->symmetric, v->symmetric[i]);
    }
}

static void of_rule(game *g)
{
    unsigned known;
    cm_weighted rule = weighted(g);
    expect_ok(cm_unions_of_weighted(g->ctx, &g->arena, &rule, &g->unions,
                                    CM_PART_UNIONS, NO_BUDGET, &known));
    expect_u64(known, CM_PART_UNIONS);
}

static void of_fn(game *g)
{
    unsigned known;
    expect_ok(cm_unions_of_fn(g->ctx, &g->arena, &g->on, &g->unions,
                              CM_PART_UNIONS, NO_BUDGET, &known));
    expect_u64(known, CM_PART_UNIONS);
}

/* ---- engines ------------------------------------------------------------- */

/* Rows of weights where the rule is one that can go either way, else the
   diagram. */
static void rows_agree(cm_random *random)
{
    game g;
    values v;
    open_game(&g, random);
    draw_rule(&g, random);
    draw_unions(&g, random);
    find_values(&g, &v);
    of_rule(&g);
    expect_values(&g, &v);
    values_clear(&v);
    close_game(&g);
}

static void diagrams_of_rules_agree(cm_random *random)
{
    game g;
    values v;
    open_game(&g, random);
    draw_rule(&g, random);
    /* too heavy for rows */
    for (uint32_t c = 0; c < g.n_classes; c++) {
        mpz_mul_2exp(g.weight[c], g.weight[c], 80);
        mpz_add_ui(g.weight[c], g.weight[c], c % 2);
    }
    mpz_mul_2exp(g.quota, g.quota, 80);
    for (uint32_t set = 0; set < UINT32_C(1) << g.plain.n; set++)
        g.plain.wins[set] = reaches(&g, set);
    draw_unions(&g, random);
    find_values(&g, &v);
    of_rule(&g);
    expect_values(&g, &v);
    values_clear(&v);
    close_game(&g);
}

static void compound_rules_agree(cm_random *random)
{
    game g;
    values v;
    open_game(&g, random);
    draw_compound(&g, random);
    draw_unions(&g, random);
    find_values(&g, &v);
    of_fn(&g);
    expect_values(&g, &v);
    values_clear(&v);
    close_game(&g);
}

/* ---- laws, of games too large to enumerate ------------------------------- */

enum { LARGE = 40 };

typedef struct large {
    cm_ctx *ctx;
    cm_arena arena;
    uint32_t n, n_unions;
    uint64_t units[LARGE];
    mpz_t weight[LARGE], quota;
    cm_union_item items[LARGE];
    cm_unions unions;
} large;

/* Players by one, whose weights may be alike, in few or many unions. */
static void open_large(large *g, cm_random *random, uint32_t most_unions)
{
    *g = (large){.ctx = test_ctx()};
    cm_arena_init(&g->arena, g->ctx->allocator);
    g->n = 1 + (uint32_t)cm_random_below(random, LARGE);
    g->n_unions = most_unions < g->n ? most_unions : g->n;
    mpz_init(g->quota);
    for (uint32_t c = 0; c < g->n; c++) {
        g->units[c] = 1;
        mpz_init(g->weight[c]);
        mpz_set_ui(g->weight[c], cm_random_below(random, 60));
        mpz_add(g->quota, g->quota, g->weight[c]);
        /* the first players found the unions, so that none is empty */
        g->items[c] = (cm_union_item){
            .class_of = c,
            .units = 1,
            .union_of = c < g->n_unions
                            ? c
                            : (uint32_t)cm_random_below(random, g->n_unions)};
    }
    mpz_set_ui(g->quota, 1 + cm_random_below(random, mpz_get_ui(g->quota) + 1));
    expect_ok(cm_unions_new(g->ctx, &g->arena, g->items, g->n, &g->unions));
}

static void close_large(large *g)
{
    for (uint32_t c = 0; c < g->n; c++)
        mpz_clear(g->weight[c]);
    mpz_clear(g->quota);
    cm_arena_clear(&g->arena);
    test_ctx_done(g->ctx);
}

static cm_weighted large_rule(const large *g)
{
    return (cm_weighted){g->n, g->units, (const mpz_t *)g->weight, g->quota};
}

static void find_large(large *g)
{
    unsigned known;
    cm_weighted rule = large_rule(g);
    expect_ok(cm_unions_of_weighted(g->ctx, &g->arena, &rule, &g->unions,
                                    CM_PART_UNIONS, NO_BUDGET, &known));
    expect_u64(known, CM_PART_UNIONS);
}

static void power_of(large *g, const cm_weighted *rule, cm_power *power)
{
    enum { WANT = CM_PART_SWINGS | CM_PART_SHAPLEY };
    const cm_precision exact = {.exact = true};
    expect_ok(cm_weighted_power(g->ctx, &g->arena, rule, WANT, exact, NO_BUDGET,
                                power));
    expect_u64(power->known & WANT, WANT);
}

/* swings / 2^(n-1) */
static void absolute(const cm_power *power, uint32_t n, uint32_t c, mpq_ptr out)
{
    mpq_div_2exp(out, power->rows[c].swings->q, n - 1);
}

/* A union as one player of the game that the unions play: its members share
   what it has, in random order or by coins outside. */
static void members_share_what_the_union_has(cm_random *random)
{
    large g;
    cm_power power;
    mpz_t weight[LARGE];
    mpq_t owen, symmetric, want, all;
    open_large(&g, random, 1 + (uint32_t)cm_random_below(random, 12));
    find_large(&g);
    for (uint32_t u = 0; u < g.n_unions; u++)
        mpz_init(weight[u]);
    for (uint32_t c = 0; c < g.n; c++)
        mpz_add(weight[g.items[c].union_of], weight[g.items[c].union_of],
                g.weight[c]);
    cm_weighted quotient = {g.n_unions, g.units, (const mpz_t *)weight,
                            g.quota};
    power_of(&g, &quotient, &power);
    mpq_inits(owen, symmetric, want, all, NULL);
    for (uint32_t u = 0; u < g.n_unions; u++) {
        mpq_set_ui(owen, 0, 1);
        mpq_set_ui(symmetric, 0, 1);
        for (uint32_t c = 0; c < g.n; c++)
            if (g.items[c].union_of == u) {
                mpq_add(owen, owen, g.items[c].part->owen->q);
                mpq_add(symmetric, symmetric, g.items[c].part->symmetric->q);
            }
        expect_true(mpq_equal(owen, power.rows[u].shapley->q));
        absolute(&power, g.n_unions, u, want);
        expect_true(mpq_equal(symmetric, want));
        mpq_add(all, all, owen);
    }
    bool decides = mpz_sgn(mpq_numref(power.winning->q)) > 0;
    expect_true(mpq_cmp_ui(all, decides, 1) == 0);
    mpq_clears(owen, symmetric, want, all, NULL);
    for (uint32_t u = 0; u < g.n_unions; u++)
        mpz_clear(weight[u]);
    close_large(&g);
}

/* Unions of one, or one union of all, change nothing. */
static void no_union_is_as_good_as_one(cm_random *random)
{
    large g;
    cm_power power;
    mpq_t want;
    bool alone = cm_random_chance(random, 1, 2);
    open_large(&g, random, alone ? LARGE : 1);
    find_large(&g);
    cm_weighted rule = large_rule(&g);
    power_of(&g, &rule, &power);
    mpq_init(want);
    for (uint32_t c = 0; c < g.n; c++) {
        const cm_union_part *part = g.items[c].part;
        absolute(&power, g.n, c, want);
        expect_true(mpq_equal(part->owen->q, power.rows[c].shapley->q));
        expect_true(mpq_equal(part->banzhaf_owen->q, want));
        expect_true(mpq_equal(part->symmetric->q,
                              alone ? want : power.rows[c].shapley->q));
    }
    mpq_clear(want);
    close_large(&g);
}

/* The same game on rows of weights and on a diagram. */
static void engines_agree(cm_random *random)
{
    large g;
    cm_unions unions;
    cm_union_item items[LARGE];
    cm_fn_game on;
    unsigned known;
    open_large(&g, random, 1 + (uint32_t)cm_random_below(random, 6));
    find_large(&g);
    memcpy(items, g.items, sizeof items);
    expect_ok(cm_unions_new(g.ctx, &g.arena, items, g.n, &unions));
    cm_weighted rule = large_rule(&g);
    expect_ok(cm_weighted_diagram(g.ctx, &rule, &on));
    expect_ok(cm_unions_of_fn(g.ctx, &g.arena, &on, &unions, CM_PART_UNIONS,
                              NO_BUDGET, &known));
    expect_u64(known, CM_PART_UNIONS);
    for (uint32_t c = 0; c < g.n; c++) {
        expect_worth(items[c].part->owen, g.items[c].part->owen->q);
        expect_worth(items[c].part->banzhaf_owen,
                     g.items[c].part->banzhaf_owen->q);
        expect_worth(items[c].part->symmetric, g.items[c].part->symmetric->q);
    }
    cm_diagram_free(on.d);
    close_large(&g);
}

/* Nothing is kept of what was too long to find. */
static void a_small_budget_leaves_all_out(cm_random *random)
{
    large g;
    unsigned known;
    open_large(&g, random, 3);
    cm_weighted rule = large_rule(&g);
    expect_ok(cm_unions_of_weighted(g.ctx, &g.arena, &rule, &g.unions,
                                    CM_PART_UNIONS, 10, &known));
    expect_u64(known, 0);
    for (uint32_t c = 0; c < g.n; c++)
        expect_true(!g.items[c].part->owen && !g.items[c].part->banzhaf_owen &&
                    !g.items[c].part->symmetric);
    close_large(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("unions on rows of weights have the values of the "
                      "definitions",
                      rows_agree, 300),
        TEST_PROPERTY("unions of heavy weights have the values of the "
                      "definitions",
                      diagrams_of_rules_agree, 300),
        TEST_PROPERTY("unions in compound rules have the values of the "
                      "definitions",
                      compound_rules_agree, 300),
        TEST_PROPERTY("members share what their union has in the game of the "
                      "unions",
                      members_share_what_the_union_has, 60),
        TEST_PROPERTY("unions of one and one union of all change nothing",
                      no_union_is_as_good_as_one, 40),
        TEST_PROPERTY("unions on rows and on diagrams have the same values",
                      engines_agree, 25),
        TEST_PROPERTY("what is beyond the budget is left out whole",
                      a_small_budget_leaves_all_out, 20),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
