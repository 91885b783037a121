/* Diagrams against BuDDy's, node for node: the same function in the same order
 * has one reduced diagram. Built where libbdd is there. */
#include <bdd.h>
#undef nodes

#include "engine/diagram/bdd.h"
#include "engine/diagram/diagram.h"
#include "support/test_ctx.h"

#include <stdlib.h>

enum { LEVELS = 14, GATES = 40 };

/* One function, three times. */
typedef struct trio {
    bdd buddy;
    cm_fn ours;
    cm_arc marked;
} trio;

typedef struct makers {
    cm_diagram *diagram;
    cm_bdd *bdd;
} makers;

static trio leaf(makers *m, uint32_t level)
{
    trio t = {.buddy = bdd_ithvar((int)level)};
    expect_ok(cm_fn_is(m->diagram, level, 1, &t.ours));
    expect_ok(cm_bdd_node_of(m->bdd, level, CM_ARC_FALSE, CM_ARC_TRUE,
                             &t.marked));
    return t;
}

static trio opposite(makers *m, trio f)
{
    trio t = {.buddy = bdd_addref(bdd_not(f.buddy)), .marked = f.marked ^ 1};
    expect_ok(cm_fn_not(m->diagram, f.ours, &t.ours));
    return t;
}

static trio both(makers *m, trio f, trio g)
{
    trio t = {.buddy = bdd_addref(bdd_and(f.buddy, g.buddy))};
    expect_ok(cm_fn_and(m->diagram, f.ours, g.ours, &t.ours));
    expect_ok(cm_bdd_and(m->bdd, f.marked, g.marked, &t.marked));
    return t;
}

/* ---- counting nodes ------------------------------------------------------------- */

static uint32_t nodes_of_ours(const cm_diagram *d, cm_fn f)
{
    uint8_t *seen = calloc(cm_diagram_nodes(d) + 2, 1);
    cm_fn *stack = malloc((cm_diagram_nodes(d) + 2) * sizeof *stack);
    uint32_t n = 0, depth = 0;
    if (f > CM_TRUE)
        stack[depth++] = f, seen[f] = 1;
    while (depth) {
        cm_fn at = stack[--depth];
        n++;
        for (uint32_t v = 0; v < 2; v++) {
            cm_fn child = cm_fn_child(d, at, v);
            if (child > CM_TRUE && !seen[child])
                stack[depth++] = child, seen[child] = 1;
        }
    }
    free(seen);
    free(stack);
    return n;
}

/* Functions, that is a node as often as it is reached with and without mark. */
static uint32_t nodes_of_marked(const cm_bdd *b, cm_arc f)
{
    const cm_bdd_node *at = cm_bdd_nodes(b);
    uint8_t *seen = calloc(2 * (size_t)cm_bdd_n_nodes(b) + 2, 1);
    uint32_t n = 0;
    seen[f] = 1;
    for (cm_arc arc = f | 1; arc > 1; arc--) {
        if (!seen[arc])
            continue;
        n++;
        seen[cm_arc_low(at, arc)] = seen[cm_arc_high(at, arc)] = 1;
    }
    free(seen);
    return n;
}

static void check(const makers *m, trio f)
{
    mpz_t count;
    mpz_init(count);
    uint32_t want = (uint32_t)bdd_nodecount(f.buddy);
    expect_u64(nodes_of_ours(m->diagram, f.ours), want);
    expect_u64(nodes_of_marked(m->bdd, f.marked), want);
    expect_ok(cm_fn_count(m->diagram, f.ours, NULL, count));
    expect_true(mpz_get_d(count) == bdd_satcount(f.buddy));
    mpz_clear(count);
}

static void random_circuits(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    uint32_t sizes[LEVELS];
    makers m;
    trio all[LEVELS + GATES];
    for (uint32_t l = 0; l < LEVELS; l++)
        sizes[l] = 2;
    expect_ok(cm_diagram_new(ctx, sizes, LEVELS, &m.diagram));
    expect_ok(cm_bdd_new(ctx, 1 << 20, &m.bdd));
    for (uint32_t l = 0; l < LEVELS; l++)
        all[l] = leaf(&m, l);
    for (uint32_t g = LEVELS; g < LEVELS + GATES; g++) {
        trio f = all[cm_random_below(random, g)];
        trio h = all[g - 1 - cm_random_below(random, g < 8 ? g : 8)];
        if (cm_random_chance(random, 1, 2))
            f = opposite(&m, f);
        if (cm_random_chance(random, 1, 2))
            h = opposite(&m, h);
        all[g] = both(&m, f, h);
        if (cm_random_chance(random, 1, 2))
            all[g] = opposite(&m, all[g]);
        check(&m, all[g]);
    }
    cm_diagram_free(m.diagram);
    cm_bdd_free(m.bdd);
    test_ctx_done(ctx);
}

static int begin(void **state)
{
    (void)state;
    bdd_init(1 << 16, 1 << 14);
    bdd_setvarnum(LEVELS);
    return 0;
}

static int end(void **state)
{
    (void)state;
    bdd_done();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("diagrams have BuDDy's nodes", random_circuits, 60),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
