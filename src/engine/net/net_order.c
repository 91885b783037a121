#include "engine/net/net_order.h"

comitia_status cm_net_orders_new(const cm_net *c, const cm_modules *m,
                                 cm_arena *arena, cm_net_orders *orders)
{
    size_t n = c->gates.n;
    uint32_t *room = cm_new_n(arena, uint32_t, 7 * (uint64_t)n + 1);
    if (!room)
        return COMITIA_E_NOMEM;
    *orders = (cm_net_orders){.c = c,
                              .m = m,
                              .gates = room,
                              .leaves = room + n,
                              .uses = room + 2 * n,
                              .stack = room + 3 * n,
                              .at = room + 4 * n,
                              .seen = room + 5 * n,
                              .place = room + 6 * n};
    return COMITIA_OK;
}

/* A leaf of the module at hand: a leaf, or another module. */
static bool is_leaf(const cm_net_orders *o, uint32_t node)
{
    return o->c->gates.at[node].n == 0 || (o->m->is[node] && node != o->root);
}

/* An input of the gate on top of the stack, met for the first time or again. */
static void meet(cm_net_orders *o, uint32_t node, uint32_t *depth)
{
    if (o->seen[node] == o->now) {
        o->uses[node]++;
        return;
    }
    o->seen[node] = o->now;
    o->uses[node] = 1;
    if (is_leaf(o, node)) {
        o->leaves[o->n_leaves++] = node;
        return;
    }
    o->at[node] = 0;
    o->stack[(*depth)++] = node;
}

comitia_status cm_net_orders_of(cm_net_orders *o, uint32_t root)
{
    uint32_t depth = 0;
    o->now++;
    o->root = root;
    o->n_gates = o->n_leaves = 0;
    meet(o, root, &depth);
    while (depth) {
        uint32_t node = o->stack[depth - 1];
        CM_TRY(cm_spend(o->c->ctx, 5));
        if (o->at[node] < o->c->gates.at[node].n) {
            meet(o, cm_lit_node(cm_gate_inputs(o->c, node)[o->at[node]++]),
                 &depth);
            continue;
        }
        depth--;
        o->gates[o->n_gates++] = node;
    }
    for (uint32_t i = 0; i < o->n_leaves; i++)
        o->place[o->leaves[i]] = i;
    for (uint32_t i = 0; i < o->n_gates; i++)
        o->place[o->gates[i]] = o->n_leaves + i;
    return COMITIA_OK;
}

/* The module as a circuit of its own: leaves first, then gates. */
static comitia_status circuit_of(cm_net_orders *o, cm_arena *scratch,
                                 cm_circuit *to)
{
    uint64_t n = (uint64_t)o->n_leaves + o->n_gates, inputs = 0;
    for (uint32_t i = 0; i < o->n_gates; i++)
        inputs += o->c->gates.at[o->gates[i]].n;
    uint32_t *first = cm_new_n(scratch, uint32_t, n + 1);
    uint32_t *input = cm_new_n(scratch, uint32_t, inputs + 1);
    if (!first || !input)
        return COMITIA_E_NOMEM;
    inputs = 0;
    for (uint32_t i = 0; i < o->n_gates; i++) {
        const cm_lit *of = cm_gate_inputs(o->c, o->gates[i]);
        first[o->n_leaves + i] = (uint32_t)inputs;
        for (uint32_t k = 0; k < o->c->gates.at[o->gates[i]].n; k++)
            input[inputs++] = o->place[cm_lit_node(of[k])];
    }
    first[n] = (uint32_t)inputs;
    *to = (cm_circuit){o->n_leaves, (uint32_t)n, first, input};
    return cm_spend(o->c->ctx, 4 * (n + inputs));
}

comitia_status cm_net_orders_make(cm_net_orders *o, cm_order_kind kind,
                                  uint32_t *order)
{
    cm_arena scratch;
    cm_circuit circuit;
    cm_arena_init(&scratch, o->c->ctx->allocator);
    comitia_status status = circuit_of(o, &scratch, &circuit);
    if (status == COMITIA_OK)
        status = cm_order_of(o->c->ctx, &scratch, &circuit, kind, order);
    for (uint32_t i = 0; status == COMITIA_OK && i < o->n_leaves; i++)
        order[i] = o->leaves[order[i]];
    cm_arena_clear(&scratch);
    return status;
}

/* ---- fronts ------------------------------------------------------------------- */

typedef struct times {
    uint32_t *known;  /* by place: the level at which it is */
    uint32_t *needed; /* the last level at which a gate above is not known */
    int32_t *more;    /* per level: how many more are in the front */
} times;

static void find_times(const cm_net_orders *o, const uint32_t *order,
                       const times *t)
{
    for (uint32_t l = 0; l < o->n_leaves; l++)
        t->known[o->place[order[l]]] = t->needed[o->place[order[l]]] = l;
    for (uint32_t i = 0; i < o->n_gates; i++) {
        uint32_t n = o->c->gates.at[o->gates[i]].n, last = 0;
        const cm_lit *inputs = cm_gate_inputs(o->c, o->gates[i]);
        for (uint32_t k = 0; k < n; k++) {
            uint32_t at = t->known[o->place[cm_lit_node(inputs[k])]];
            last = at > last ? at : last;
        }
        t->known[o->n_leaves + i] = t->needed[o->n_leaves + i] = last;
        for (uint32_t k = 0; k < n; k++) {
            uint32_t *until = &t->needed[o->place[cm_lit_node(inputs[k])]];
            *until = last > *until ? last : *until;
        }
    }
}

comitia_status cm_net_orders_front(const cm_net_orders *o,
                                   const uint32_t *order, uint32_t *front)
{
    cm_arena scratch;
    uint64_t n = (uint64_t)o->n_leaves + o->n_gates;
    comitia_status status;
    int32_t now = 0, most = 0;
    cm_arena_init(&scratch, o->c->ctx->allocator);
    times t = {cm_new_n(&scratch, uint32_t, n), cm_new_n(&scratch, uint32_t, n),
               cm_new_n(&scratch, int32_t, n)};
    status = COMITIA_E_NOMEM;
    if (!t.known || !t.needed || !t.more)
        goto done;
    CM_GO(cm_spend(o->c->ctx, 10 * n));
    find_times(o, order, &t);
    for (uint32_t i = 0; i < n; i++)
        if (t.needed[i] > t.known[i]) {
            t.more[t.known[i]]++;
            t.more[t.needed[i]]--;
        }
    for (uint32_t l = 0; l < o->n_leaves; l++) {
        now += t.more[l];
        most = now > most ? now : most;
    }
    *front = (uint32_t)most;
done:
    cm_arena_clear(&scratch);
    return status;
}
