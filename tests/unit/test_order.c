/* Orders of the leaves of a circuit: all kinds are orders, and those from end to
 * end find the ends. */
#include "engine/diagram/order.h"
#include "support/test_ctx.h"

enum { MOST_NODES = 200, MOST_INPUTS = 1000 };

typedef struct circuit {
    cm_circuit c;
    uint32_t first[MOST_NODES + 1], input[MOST_INPUTS];
} circuit;

static void begin(circuit *to, uint32_t n_leaves)
{
    to->c = (cm_circuit){n_leaves, n_leaves, to->first, to->input};
    for (uint32_t i = 0; i <= n_leaves; i++)
        to->first[i] = 0;
}

static void add_gate(circuit *to, const uint32_t *inputs, uint32_t n)
{
    uint32_t end = to->first[to->c.n];
    for (uint32_t i = 0; i < n; i++)
        to->input[end + i] = inputs[i];
    to->first[++to->c.n] = end + n;
}

static void find_order(const circuit *of, cm_order_kind kind, uint32_t *order)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    expect_ok(cm_order_of(ctx, &arena, &of->c, kind, order));
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

/* Gates of a few things before them; not all leaves need be below the last. */
static void any_circuit(cm_random *random, circuit *to)
{
    uint32_t gates = 1 + (uint32_t)cm_random_below(random, 60);
    begin(to, 1 + (uint32_t)cm_random_below(random, 60));
    while (gates--) {
        uint32_t inputs[12], n = 1 + (uint32_t)cm_random_below(random, 12);
        for (uint32_t i = 0; i < n; i++)
            inputs[i] = (uint32_t)cm_random_below(random, to->c.n);
        add_gate(to, inputs, n);
    }
}

static void every_leaf_is_there_once(cm_random *random)
{
    circuit of;
    any_circuit(random, &of);
    for (int kind = 0; kind < CM_ORDER_KINDS; kind++) {
        uint32_t order[MOST_NODES];
        uint8_t seen[MOST_NODES] = {0};
        find_order(&of, (cm_order_kind)kind, order);
        for (uint32_t i = 0; i < of.c.n_leaves; i++) {
            expect_true(order[i] < of.c.n_leaves);
            expect_true(!seen[order[i]]);
            seen[order[i]] = 1;
        }
    }
}

/* Leaves in a row, each two neighbours an and, all of these an or: named in any
   order, the row is found from one end to the other. Only without the or, as
   it is next to all of them. */
static void a_row_is_found_from_end_to_end(cm_random *random)
{
    enum { N = 40 };
    circuit of;
    uint32_t name[N], place[N], order[N], gates[N - 1];
    for (uint32_t i = 0; i < N; i++)
        name[i] = i;
    for (uint32_t i = N; i-- > 1;) {
        uint32_t k = (uint32_t)cm_random_below(random, i + 1), x = name[i];
        name[i] = name[k];
        name[k] = x;
    }
    begin(&of, N);
    for (uint32_t i = 0; i + 1 < N; i++) {
        add_gate(&of, &name[i], 2);
        gates[i] = N + i;
    }
    add_gate(&of, gates, N - 1);
    find_order(&of, CM_ORDER_NARROW, order);
    for (uint32_t i = 0; i < N; i++)
        place[order[i]] = i;
    for (uint32_t i = 0; i + 1 < N; i++) {
        uint32_t a = place[name[i]], b = place[name[i + 1]];
        expect_u64(a > b ? a - b : b - a, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("every leaf is there once, in every kind of order",
                      every_leaf_is_there_once, 60),
        TEST_PROPERTY("a row is found from end to end",
                      a_row_is_found_from_end_to_end, 30),
    };
    return cmocka_run_group_tests_name("order", tests, NULL, NULL);
}
