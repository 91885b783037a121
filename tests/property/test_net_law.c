/* Nets of gates against the definition: every way the leaves can be is gone
 * through. Larger nets: the two proved ends against the number between them. */
#include "engine/net/net_bounds.h"
#include "engine/net/net_chance.h"
#include "support/test_ctx.h"

#include <stdlib.h>

enum { MOST_LEAVES = 400, MOST_INPUTS = 6 };

typedef struct made {
    cm_ctx *ctx;
    cm_arena arena;
    cm_net *net;
    uint32_t n_leaves;
    mpq_t chance[MOST_LEAVES];
} made;

/* ---- random nets ----------------------------------------------------------------- */

static cm_lit any_lit(cm_random *random, const cm_lit *lits, uint32_t n,
                      bool opposites)
{
    cm_lit lit = lits[cm_random_below(random, n)];
    return lit ^ (cm_lit)(opposites && cm_random_chance(random, 1, 4));
}

/* One or the other, not both. */
static comitia_status xor_gate(cm_net *c, cm_lit f, cm_lit g, cm_lit *out)
{
    cm_lit one[2] = {f, g ^ 1}, other[2] = {f ^ 1, g}, either[2];
    CM_TRY(cm_net_gate(c, CM_GATE_AND, 0, one, 2, &either[0]));
    CM_TRY(cm_net_gate(c, CM_GATE_AND, 0, other, 2, &either[1]));
    return cm_net_gate(c, CM_GATE_OR, 0, either, 2, out);
}

/* Gates over leaves and gates before; late ones are asked for more often, so
   that the top reaches many. */
static void add_gates(made *m, cm_random *random, uint32_t n_gates,
                      bool opposites)
{
    cm_lit *lits = malloc((m->n_leaves + n_gates) * sizeof *lits);
    for (uint32_t i = 0; i < m->n_leaves; i++)
        lits[i] = 2 * (i + 1);
    for (uint32_t g = 0; g < n_gates; g++) {
        cm_lit inputs[MOST_INPUTS];
        uint32_t n = 2 + (uint32_t)cm_random_below(random, MOST_INPUTS - 1);
        uint32_t all = m->n_leaves + g;
        uint32_t from = cm_random_chance(random, 1, 2) && g > 4 ? all - 5 : 0;
        for (uint32_t i = 0; i < n; i++)
            inputs[i] = any_lit(random, lits + from, all - from, opposites);
        if (opposites && cm_random_chance(random, 1, 5)) {
            expect_ok(xor_gate(m->net, inputs[0], inputs[1], &lits[all]));
            continue;
        }
        cm_gate_kind kind =
            (cm_gate_kind)(CM_GATE_AND + cm_random_below(random, 3));
        expect_ok(cm_net_gate(m->net, kind, (int64_t)cm_random_below(random, n) + 1,
                              inputs, n, &lits[all]));
    }
    m->net->top = lits[m->n_leaves + n_gates - 1] ^
                  (cm_lit)(opposites && cm_random_chance(random, 1, 2));
    free(lits);
}

static void set_chances(made *m, cm_random *random)
{
    static const unsigned dens[] = {1, 2, 3, 7, 10, 100, 1000003};
    for (uint32_t i = 0; i < m->n_leaves; i++) {
        unsigned den = dens[cm_random_below(random, 7)];
        mpq_init(m->chance[i]);
        mpq_set_ui(m->chance[i], (unsigned)cm_random_below(random, den + 1), den);
        mpq_canonicalize(m->chance[i]);
    }
}

static void draw(made *m, cm_random *random, uint32_t n_leaves,
                 uint32_t n_gates, bool opposites)
{
    *m = (made){.ctx = test_ctx(), .n_leaves = n_leaves};
    cm_arena_init(&m->arena, m->ctx->allocator);
    expect_ok(cm_net_new(m->ctx, &m->arena, n_leaves, &m->net));
    add_gates(m, random, n_gates, opposites);
    set_chances(m, random);
}

static void forget(made *m)
{
    for (uint32_t i = 0; i < m->n_leaves; i++)
        mpq_clear(m->chance[i]);
    cm_arena_clear(&m->arena);
    test_ctx_done(m->ctx);
}

/* ---- the definition ---------------------------------------------------------------- */

static bool value_of(const bool *value, cm_lit lit)
{
    return value[cm_lit_node(lit)] != (lit & 1);
}

/* Whether the top holds where leaf i + 1 is bit i of `ways`. */
static bool holds(const cm_net *c, uint32_t ways)
{
    bool *value = calloc(c->gates.n, sizeof *value);
    value[0] = true;
    for (uint32_t node = 1; node < c->gates.n; node++) {
        const cm_gate *gate = &c->gates.at[node];
        uint32_t n = 0;
        for (uint32_t i = 0; i < gate->n; i++)
            n += value_of(value, cm_gate_inputs(c, node)[i]);
        value[node] = gate->kind == CM_GATE_LEAF  ? ways >> (node - 1) & 1
                      : gate->kind == CM_GATE_AND ? n == gate->n
                      : gate->kind == CM_GATE_OR  ? n > 0
                                                  : n >= gate->k;
    }
    bool top = value_of(value, c->top);
    free(value);
    return top;
}

/* The chance with leaf `fixed` (or none: UINT32_MAX) set to `as`. */
static void enumerate(const made *m, uint32_t fixed, bool as, mpq_ptr sum)
{
    mpq_t term, no;
    mpq_inits(term, no, NULL);
    mpq_set_ui(sum, 0, 1);
    for (uint32_t ways = 0; ways < UINT32_C(1) << m->n_leaves; ways++) {
        if ((fixed < m->n_leaves && (ways >> fixed & 1) != as) ||
            !holds(m->net, ways))
            continue;
        mpq_set_ui(term, 1, 1);
        for (uint32_t i = 0; i < m->n_leaves; i++) {
            mpq_set_ui(no, 1, 1);
            mpq_sub(no, no, m->chance[i]);
            if (i != fixed)
                mpq_mul(term, term, ways >> i & 1 ? m->chance[i] : no);
        }
        mpq_add(sum, sum, term);
    }
    mpq_clears(term, no, NULL);
}

/* ---- laws ------------------------------------------------------------------------------ */

/* z over the product of the denominators, times the leaf's own */
static void check_number(made *m, const cm_net_found *found, mpz_srcptr z,
                         mpz_srcptr own, mpq_srcptr want)
{
    mpz_t all;
    mpz_init(all);
    mpz_mul(all, z, own);
    const cm_number *number = cm_net_number(&m->arena, found, all);
    expect_true(number && mpq_equal(number->q, want));
    mpz_clear(all);
}

static void check_found(made *m, const cm_net_found *found)
{
    mpq_t want;
    mpz_t one;
    mpq_init(want);
    mpz_init_set_ui(one, 1);
    enumerate(m, UINT32_MAX, false, want);
    expect_true(found->possible);
    check_number(m, found, found->chance, one, want);
    mpq_clear(want);
    mpz_clear(one);
}

static const cm_number *chance_found(made *m, const cm_net_diagrams *diagrams)
{
    cm_net_found found;
    expect_ok(cm_net_chance(m->ctx, &m->arena, diagrams,
                            (const mpq_t *)m->chance, false, &found));
    expect_true(found.possible);
    return cm_net_number(&m->arena, &found, found.chance);
}

static void check_changes(made *m, const cm_net_found *found)
{
    mpq_t with, without;
    mpq_inits(with, without, NULL);
    for (uint32_t i = 0; i < m->n_leaves; i++) {
        enumerate(m, i, true, with);
        enumerate(m, i, false, without);
        mpq_sub(with, with, without);
        check_number(m, found, found->change[i], mpq_denref(m->chance[i]),
                     with);
        expect_true(found->used[i] || mpq_sgn(with) == 0);
    }
    mpq_clears(with, without, NULL);
}

static void chances_and_changes_are_as_enumerated(cm_random *random)
{
    made m;
    draw(&m, random, 1 + (uint32_t)cm_random_below(random, 8),
         1 + (uint32_t)cm_random_below(random, 14), true);
    cm_net_found found;
    cm_net_diagrams diagrams;
    cm_net *simple;
    uint32_t stuck;
    expect_ok(cm_net_simplify(&m.arena, m.net, &simple));
    for (uint32_t ways = 0; ways < UINT32_C(1) << m.n_leaves; ways++)
        expect_true(holds(m.net, ways) == holds(simple, ways));
    if (simple->gates.at[cm_lit_node(simple->top)].n) {
        expect_ok(cm_net_diagrams_of(simple, &m.arena, false, &diagrams, &stuck));
        expect_ok(cm_net_chance(m.ctx, &m.arena, &diagrams,
                                (const mpq_t *)m.chance, true, &found));
        check_found(&m, &found);
        check_changes(&m, &found);
    }
    forget(&m);
}

/* Sizes so small that every diagram is rounded. */
static void proved_ends_hold_the_chance(cm_random *random)
{
    static const cm_bounds_sizes tiny = {16, 4, 4};
    bool opposites = cm_random_chance(random, 1, 2);
    made m;
    draw(&m, random, 12 + (uint32_t)cm_random_below(random, 20),
         20 + (uint32_t)cm_random_below(random, 30), opposites);
    const cm_number *found, *low, *high;
    cm_net_diagrams diagrams;
    cm_net *simple;
    uint32_t stuck;
    expect_ok(cm_net_simplify(&m.arena, m.net, &simple));
    if (simple->gates.at[cm_lit_node(simple->top)].n) {
        expect_ok(cm_net_diagrams_of(simple, &m.arena, true, &diagrams, &stuck));
        found = chance_found(&m, &diagrams);
        expect_ok(cm_net_bounds(m.ctx, &m.arena, simple,
                                (const mpq_t *)m.chance, &tiny, &low, &high));
        expect_true(mpq_cmp(low->q, found->q) <= 0 &&
                    mpq_cmp(found->q, high->q) <= 0);
    }
    forget(&m);
}

/* Three rings too large for the sizes allowed, each used as it is and with its
   opposite too: the corners hold the chance between them. */
static void rings_used_both_ways(cm_random *random)
{
    static const cm_bounds_sizes tiny = {16, 4, 64};
    enum { RINGS = 3, ROUND = 8 };
    made m = {.ctx = test_ctx(), .n_leaves = RINGS * ROUND};
    const cm_number *found, *low, *high;
    cm_net_diagrams diagrams;
    cm_lit rings[RINGS], pairs[RINGS];
    uint32_t stuck;
    cm_arena_init(&m.arena, m.ctx->allocator);
    expect_ok(cm_net_new(m.ctx, &m.arena, m.n_leaves, &m.net));
    for (uint32_t r = 0; r < RINGS; r++) {
        cm_lit gates[ROUND];
        for (uint32_t i = 0; i < ROUND; i++) {
            cm_lit inputs[2] = {2 * (r * ROUND + i + 1),
                                2 * (r * ROUND + (i + 1) % ROUND + 1)};
            expect_ok(cm_net_gate(m.net, CM_GATE_AND, 0, inputs, 2, &gates[i]));
        }
        expect_ok(
            cm_net_gate(m.net, CM_GATE_OR, 0, gates, ROUND, &rings[r]));
    }
    for (uint32_t r = 0; r < RINGS; r++) {
        cm_lit one[2] = {rings[r], rings[(r + 1) % RINGS] ^ 1};
        expect_ok(cm_net_gate(m.net, CM_GATE_AND, 0, one, 2, &pairs[r]));
    }
    expect_ok(cm_net_gate(m.net, CM_GATE_OR, 0, pairs, RINGS, &m.net->top));
    set_chances(&m, random);
    expect_ok(cm_net_diagrams_of(m.net, &m.arena, true, &diagrams, &stuck));
    found = chance_found(&m, &diagrams);
    expect_ok(cm_net_bounds(m.ctx, &m.arena, m.net, (const mpq_t *)m.chance,
                            &tiny, &low, &high));
    expect_true(mpq_cmp(low->q, found->q) <= 0 &&
                mpq_cmp(found->q, high->q) <= 0);
    forget(&m);
}

/* A ring: each leaf is in three gates, no part of it is a module. */
static void ends_close_in(void **state)
{
    (void)state;
    static const cm_bounds_sizes small = {16, 8, 50000};
    cm_random random = {7};
    made m = {.ctx = test_ctx(), .n_leaves = 30};
    const cm_number *low, *high;
    cm_lit gates[30];
    mpq_t width;
    mpq_init(width);
    cm_arena_init(&m.arena, m.ctx->allocator);
    expect_ok(cm_net_new(m.ctx, &m.arena, m.n_leaves, &m.net));
    for (uint32_t i = 0; i < 30; i++) {
        cm_lit inputs[3] = {2 * (i + 1), 2 * ((i + 7) % 30 + 1),
                            2 * ((i + 13) % 30 + 1)};
        expect_ok(cm_net_gate(m.net, CM_GATE_AND, 0, inputs, 3, &gates[i]));
    }
    expect_ok(cm_net_gate(m.net, CM_GATE_OR, 0, gates, 30, &m.net->top));
    for (uint32_t i = 0; i < 30; i++) {
        mpq_init(m.chance[i]);
        mpq_set_ui(m.chance[i], 1 + (unsigned)cm_random_below(&random, 3), 40);
    }
    expect_ok(cm_net_bounds(m.ctx, &m.arena, m.net, (const mpq_t *)m.chance,
                            &small, &low, &high));
    mpq_sub(width, high->q, low->q);
    mpq_div(width, width, low->q);
    expect_true(mpq_sgn(low->q) > 0 && mpq_cmp_ui(width, 1, 100) <= 0);
    mpq_clear(width);
    forget(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("chances and changes are as enumerated",
                      chances_and_changes_are_as_enumerated, 400),
        TEST_PROPERTY("two proved ends hold the chance between them",
                      proved_ends_hold_the_chance, 150),
        TEST_PROPERTY("large parts may be used both ways", rings_used_both_ways,
                      100),
        cmocka_unit_test(ends_close_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
