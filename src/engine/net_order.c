#include "engine/net_order.h"

#include <stdlib.h>

comitia_status cm_net_orders_new(const cm_net *c, const cm_modules *m,
                             cm_arena *arena, cm_net_orders *orders)
{
    size_t n = c->gates.n;
    uint32_t *room = cm_new_n(arena, uint32_t, 5 * (uint64_t)n + 1);
    *orders = (cm_net_orders){.c = c, .m = m, .of = cm_new_n(arena, cm_net_order_gate, n)};
    if (!room || !orders->of)
        return COMITIA_E_NOMEM;
    orders->gates = room;
    orders->leaves = room + n;
    orders->stack = room + 2 * n;
    orders->at = room + 3 * n;
    orders->seen = room + 4 * n;
    return COMITIA_OK;
}

/* ---- walks --------------------------------------------------------------------- */

/* An input of a gate with what it is sorted by. */
typedef struct child {
    uint32_t node, place;
    double key;
} child;

static int by_key(const void *left, const void *right)
{
    const child *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static double key_of(const cm_net_orders *o, cm_net_order_kind kind, uint32_t node)
{
    const cm_net_order_gate *of = &o->of[node];
    switch (kind) {
    case CM_NET_ORDER_SHARED: return -(double)of->uses * 1e9 + of->size;
    case CM_NET_ORDER_SMALL: return of->size;
    case CM_NET_ORDER_LARGE: return -of->size;
    case CM_NET_ORDER_LEAVES:
        return (cm_net_orders_leaf(o, node) ? -1e9 : 0) - (double)of->uses;
    default: return 0;
    }
}

/* The inputs of all gates of the module, each gate's sorted. */
typedef struct sorted {
    cm_arena scratch;
    child *at;
    uint32_t *first; /* by place of the gate in orders->gates */
} sorted;

static comitia_status sort_children(const cm_net_orders *o, cm_net_order_kind kind,
                                    sorted *s)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < o->n_gates; i++)
        n += o->c->gates.at[o->gates[i]].n;
    s->at = cm_new_n(&s->scratch, child, n + 1);
    s->first = cm_new_n(&s->scratch, uint32_t, (uint64_t)o->n_gates + 1);
    if (!s->at || !s->first)
        return COMITIA_E_NOMEM;
    n = 0;
    for (uint32_t i = 0; i < o->n_gates; i++) {
        uint32_t node = o->gates[i], inputs = o->c->gates.at[node].n;
        s->first[i] = (uint32_t)n;
        o->at[node] = i;
        for (uint32_t k = 0; k < inputs; k++) {
            uint32_t input = cm_lit_node(cm_gate_inputs(o->c, node)[k]);
            s->at[n + k] = (child){input, k, key_of(o, kind, input)};
        }
        qsort(s->at + n, inputs, sizeof *s->at, by_key);
        n += inputs;
    }
    s->first[o->n_gates] = (uint32_t)n;
    return cm_spend(o->c->ctx, 30 * n);
}

/* Depth first over sorted inputs. */
static comitia_status depth_first(cm_net_orders *o, cm_net_order_kind kind,
                                  uint32_t *order)
{
    sorted s = {0};
    cm_arena_init(&s.scratch, o->c->ctx->allocator);
    comitia_status status = sort_children(o, kind, &s);
    uint32_t *next = cm_new_n(&s.scratch, uint32_t, (uint64_t)o->n_gates + 1);
    if (status == COMITIA_OK && !next)
        status = COMITIA_E_NOMEM;
    uint32_t depth = 0, n = 0, mark = ++o->now;
    if (status == COMITIA_OK) {
        memcpy(next, s.first, o->n_gates * sizeof *next);
        o->stack[depth++] = o->root;
        o->seen[o->root] = mark;
    }
    while (depth) {
        uint32_t gate = o->at[o->stack[depth - 1]];
        if (next[gate] == s.first[gate + 1]) {
            depth--;
            continue;
        }
        uint32_t node = s.at[next[gate]++].node;
        if (o->seen[node] == mark)
            continue;
        o->seen[node] = mark;
        if (cm_net_orders_leaf(o, node))
            order[n++] = node;
        else
            o->stack[depth++] = node;
    }
    cm_arena_clear(&s.scratch);
    return status;
}

comitia_status cm_net_orders_of(cm_net_orders *o, uint32_t root)
{
    const cm_net *c = o->c;
    uint32_t depth = 0, mark = ++o->now;
    o->root = root;
    o->n_gates = o->n_leaves = 0;
    o->stack[depth++] = root;
    o->seen[root] = mark;
    o->at[root] = 0;
    o->of[root] = (cm_net_order_gate){.uses = 1};
    while (depth) {
        uint32_t node = o->stack[depth - 1];
        CM_TRY(cm_spend(c->ctx, 5));
        if (o->at[node] == c->gates.at[node].n) {
            depth--;
            o->gates[o->n_gates++] = node;
            for (uint32_t i = 0; i < c->gates.at[node].n; i++)
                o->of[node].size +=
                    o->of[cm_lit_node(cm_gate_inputs(c, node)[i])].size;
            continue;
        }
        uint32_t input = cm_lit_node(cm_gate_inputs(c, node)[o->at[node]++]);
        if (o->seen[input] == mark) {
            o->of[input].uses++;
            continue;
        }
        o->seen[input] = mark;
        o->of[input] = (cm_net_order_gate){.uses = 1};
        if (cm_net_orders_leaf(o, input)) {
            o->of[input].size = 1;
            o->leaves[o->n_leaves++] = input;
        } else {
            o->at[input] = 0;
            o->stack[depth++] = input;
        }
    }
    return COMITIA_OK;
}

/* ---- weights ----------------------------------------------------------------------- */

/* A weight of 1 flows from the root, in equal parts to the inputs that are left
   of each gate; the leaf that gets most is next, and is left out then. */
static comitia_status by_weights(cm_net_orders *o, uint32_t *order)
{
    const cm_net *c = o->c;
    uint32_t gone = ++o->now;
    for (uint32_t step = 0; step < o->n_leaves; step++) {
        uint32_t best = 0;
        CM_TRY(cm_spend(c->ctx, 10 * ((uint64_t)o->n_gates + o->n_leaves)));
        for (uint32_t i = 0; i < o->n_leaves; i++)
            o->of[o->leaves[i]].pull = 0;
        for (uint32_t i = 0; i < o->n_gates; i++) { /* inputs first */
            cm_net_order_gate *gate = &o->of[o->gates[i]];
            gate->pull = 0;
            gate->n_pulls = 0;
            for (uint32_t k = 0; k < c->gates.at[o->gates[i]].n; k++)
                gate->n_pulls +=
                    o->seen[cm_lit_node(
                        cm_gate_inputs(c, o->gates[i])[k])] != gone;
            if (gate->n_pulls == 0)
                o->seen[o->gates[i]] = gone;
        }
        o->of[o->root].pull = 1;
        for (uint32_t i = o->n_gates; i-- > 0;) {
            const cm_net_order_gate *gate = &o->of[o->gates[i]];
            if (gate->n_pulls == 0)
                continue;
            for (uint32_t k = 0; k < c->gates.at[o->gates[i]].n; k++) {
                uint32_t x = cm_lit_node(cm_gate_inputs(c, o->gates[i])[k]);
                if (o->seen[x] != gone)
                    o->of[x].pull += gate->pull / gate->n_pulls;
            }
        }
        for (uint32_t i = 0; i < o->n_leaves; i++) {
            uint32_t leaf = o->leaves[i];
            if (o->seen[leaf] != gone &&
                (!best || o->of[leaf].pull > o->of[best].pull))
                best = leaf;
        }
        order[step] = best;
        o->seen[best] = gone;
    }
    return COMITIA_OK;
}

/* ---- gates pulled together ------------------------------------------------------------- */

typedef struct placed {
    uint32_t node;
    double at;
} placed;

static int by_place(const void *left, const void *right)
{
    const placed *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

/* How far the gates reach, all together. */
static double span(const cm_net_orders *o)
{
    double sum = 0;
    for (uint32_t i = 0; i < o->n_gates; i++) {
        double low = o->of[o->gates[i]].place, high = low;
        for (uint32_t k = 0; k < o->c->gates.at[o->gates[i]].n; k++) {
            double at =
                o->of[cm_lit_node(cm_gate_inputs(o->c, o->gates[i])[k])].place;
            low = at < low ? at : low;
            high = at > high ? at : high;
        }
        sum += high - low;
    }
    return sum;
}

/* Each gate goes to the middle of what it touches, then all are lined up. */
static void pull(cm_net_orders *o, placed *all, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        o->of[all[i].node].pull = 0;
        o->of[all[i].node].n_pulls = 0;
    }
    for (uint32_t i = 0; i < o->n_gates; i++) {
        uint32_t node = o->gates[i], inputs = o->c->gates.at[node].n;
        double middle = o->of[node].place;
        for (uint32_t k = 0; k < inputs; k++)
            middle += o->of[cm_lit_node(cm_gate_inputs(o->c, node)[k])].place;
        middle /= inputs + 1;
        for (uint32_t k = 0; k <= inputs; k++) {
            uint32_t x = k < inputs
                             ? cm_lit_node(cm_gate_inputs(o->c, node)[k])
                             : node;
            o->of[x].pull += middle;
            o->of[x].n_pulls++;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        all[i].at = o->of[all[i].node].pull / o->of[all[i].node].n_pulls;
    qsort(all, n, sizeof *all, by_place);
    for (uint32_t i = 0; i < n; i++)
        o->of[all[i].node].place = i;
}

/* Aloul, Markov, Sakallah 2003: FORCE. */
static comitia_status by_force(cm_net_orders *o, uint32_t *order)
{
    enum { ROUNDS = 50 };
    uint32_t n = o->n_gates + o->n_leaves;
    double best = -1;
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, o->c->ctx->allocator);
    placed *all = cm_new_n(&scratch, placed, n);
    if (!all)
        goto done;
    for (uint32_t i = 0; i < o->n_leaves; i++) {
        all[i].node = order[i];
        o->of[order[i]].place = i;
    }
    for (uint32_t i = 0; i < o->n_gates; i++) {
        const cm_lit *inputs = cm_gate_inputs(o->c, o->gates[i]);
        uint32_t n_inputs = o->c->gates.at[o->gates[i]].n;
        double middle = 0;
        for (uint32_t k = 0; k < n_inputs; k++)
            middle += o->of[cm_lit_node(inputs[k])].place;
        o->of[o->gates[i]].place = middle / n_inputs;
        all[o->n_leaves + i].node = o->gates[i];
    }
    for (int round = 0; round < ROUNDS; round++) {
        CM_GO(cm_spend(o->c->ctx, 60 * (uint64_t)n));
        pull(o, all, n);
        double now = span(o);
        if (best >= 0 && now >= best)
            continue;
        best = now;
        for (uint32_t i = 0, k = 0; i < n; i++)
            if (cm_net_orders_leaf(o, all[i].node))
                order[k++] = all[i].node;
    }
    status = COMITIA_OK;
done:
    cm_arena_clear(&scratch);
    return status;
}

comitia_status cm_net_orders_make(cm_net_orders *o, cm_net_order_kind kind, uint32_t *order)
{
    switch (kind) {
    case CM_NET_ORDER_WEIGHTS: return by_weights(o, order);
    case CM_NET_ORDER_FORCE:
        CM_TRY(depth_first(o, CM_NET_ORDER_GIVEN, order));
        return by_force(o, order);
    case CM_NET_ORDER_FORCE_SHARED:
        CM_TRY(depth_first(o, CM_NET_ORDER_SHARED, order));
        return by_force(o, order);
    default: return depth_first(o, kind, order);
    }
}
