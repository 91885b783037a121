/* The same circuit with fewer, larger gates, and its modules. */
#include "engine/net/net.h"

typedef struct rebuild {
    const cm_net *from;
    cm_net *to;
    const uint32_t *uses;
    cm_lit *as; /* per node of `from` */
    cm_vec(cm_lit) inputs;
} rebuild;

/* The opposite of an and is an or of opposites. */
static cm_gate_kind turned(cm_gate_kind kind, bool opposite)
{
    if (!opposite || kind == CM_GATE_COUNT || kind == CM_GATE_LEAF)
        return kind;
    return kind == CM_GATE_AND ? CM_GATE_OR : CM_GATE_AND;
}

/* An input, or its inputs if it is of the same kind and used nowhere else. */
static bool add_input(rebuild *r, cm_gate_kind kind, cm_lit lit)
{
    cm_lit as = r->as[cm_lit_node(lit)] ^ (lit & 1);
    const cm_gate *gate = &r->to->gates.at[cm_lit_node(as)];
    bool opposite = as & 1;
    if (kind == CM_GATE_COUNT || r->uses[cm_lit_node(lit)] != 1 ||
        gate->kind == CM_GATE_LEAF || turned(gate->kind, opposite) != kind)
        return cm_push(r->to->arena, &r->inputs, as);
    for (uint32_t i = 0; i < gate->n; i++) {
        cm_lit part = cm_gate_inputs(r->to, cm_lit_node(as))[i];
        if (!cm_push(r->to->arena, &r->inputs, part ^ (cm_lit)opposite))
            return false;
    }
    return true;
}

static comitia_status rebuild_gate(rebuild *r, uint32_t node)
{
    const cm_gate *gate = &r->from->gates.at[node];
    r->inputs.n = 0;
    for (uint32_t i = 0; i < gate->n; i++)
        if (!add_input(r, gate->kind, cm_gate_inputs(r->from, node)[i]))
            return COMITIA_E_NOMEM;
    return cm_net_gate(r->to, gate->kind, gate->k, r->inputs.at,
                           (uint32_t)r->inputs.n, &r->as[node]);
}

static comitia_status begin(cm_arena *arena, const cm_net *from, rebuild *r)
{
    uint32_t *uses;
    CM_TRY(cm_net_new(from->ctx, arena, from->n_leaves, &r->to));
    CM_TRY(cm_net_uses(from, &uses));
    r->from = from;
    r->uses = uses;
    r->as = cm_new_n(arena, cm_lit, from->gates.n);
    if (!r->as)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i <= from->n_leaves; i++)
        r->as[i] = 2 * i;
    return COMITIA_OK;
}

/* Once around: only what the top needs, joined. */
static comitia_status join_gates(cm_arena *arena, const cm_net *from,
                                 cm_net **out)
{
    rebuild r = {0};
    CM_TRY(begin(arena, from, &r));
    for (uint32_t node = from->n_leaves + 1; node < from->gates.n; node++)
        if (r.uses[node])
            CM_TRY(rebuild_gate(&r, node));
    r.to->top = r.as[cm_lit_node(from->top)] ^ (from->top & 1);
    *out = r.to;
    return COMITIA_OK;
}

/* ---- inputs that nothing else shares ------------------------------------------------ */

/* Splits the inputs of an and or an or: those that are modules by themselves
   become one gate. */
static comitia_status split_gate(rebuild *r, const cm_modules *m, uint32_t node)
{
    const cm_gate *gate = &r->from->gates.at[node];
    const cm_lit *inputs = cm_gate_inputs(r->from, node);
    uint32_t n_own = 0, n = 0;
    cm_lit *own = cm_new_n(r->to->arena, cm_lit, gate->n + 1);
    cm_lit *all = cm_new_n(r->to->arena, cm_lit, gate->n + 1);
    if (!own || !all)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < gate->n; i++) {
        uint32_t input = cm_lit_node(inputs[i]);
        cm_lit as = r->as[input] ^ (inputs[i] & 1);
        bool alone = gate->kind != CM_GATE_COUNT && r->uses[input] == 1 &&
                     (input <= r->from->n_leaves || m->is[input]);
        if (alone)
            own[n_own++] = as;
        else
            all[n++] = as;
    }
    if (n && n_own > 1)
        CM_TRY(cm_net_gate(r->to, gate->kind, 0, own, n_own, &all[n++]));
    else
        for (uint32_t i = 0; i < n_own; i++)
            all[n++] = own[i];
    return cm_net_gate(r->to, gate->kind, gate->k, all, n, &r->as[node]);
}

static comitia_status split_gates(cm_arena *arena, const cm_net *from,
                                  cm_net **out)
{
    rebuild r = {0};
    cm_modules modules;
    CM_TRY(begin(arena, from, &r));
    CM_TRY(cm_net_modules(from, arena, &modules));
    for (uint32_t node = from->n_leaves + 1; node < from->gates.n; node++)
        if (r.uses[node])
            CM_TRY(split_gate(&r, &modules, node));
    r.to->top = r.as[cm_lit_node(from->top)] ^ (from->top & 1);
    *out = r.to;
    return COMITIA_OK;
}

comitia_status cm_net_simplify(cm_arena *arena, const cm_net *c,
                                   cm_net **out)
{
    enum { ROUNDS = 3 }; /* joined gates may be alike, and then join again */
    cm_net *now = NULL;
    for (int i = 0; i < ROUNDS; i++) {
        CM_TRY(join_gates(arena, i ? now : c, &now));
    }
    return split_gates(arena, now, out);
}

/* ---- modules ---------------------------------------------------------------------------- */

/* When nodes are met on a walk from the top, inputs after gates. */
typedef struct dates {
    uint32_t *first, *last; /* met at all */
    uint32_t *least, *most; /* of the nodes below */
    uint32_t *at;           /* input that is next; then when it was left */
    uint32_t now;
} dates;

typedef struct walk {
    const cm_net *c;
    cm_modules *m;
    dates d;
    uint32_t *stack;
} walk;

static void below(walk *w, uint32_t node, uint32_t left)
{
    dates *d = &w->d;
    const cm_lit *inputs = cm_gate_inputs(w->c, node);
    d->least[node] = UINT32_MAX;
    for (uint32_t i = 0; i < w->c->gates.at[node].n; i++) {
        uint32_t x = cm_lit_node(inputs[i]);
        uint32_t least = d->first[x] < d->least[x] ? d->first[x] : d->least[x];
        uint32_t most = d->last[x] > d->most[x] ? d->last[x] : d->most[x];
        d->least[node] = least < d->least[node] ? least : d->least[node];
        d->most[node] = most > d->most[node] ? most : d->most[node];
    }
    w->m->is[node] = w->c->gates.at[node].n && d->least[node] > d->first[node] &&
                     d->most[node] < left;
}

static void meet(walk *w, uint32_t node, uint32_t *depth)
{
    dates *d = &w->d;
    bool known = d->first[node];
    d->last[node] = ++d->now;
    if (known)
        return;
    d->first[node] = d->now;
    d->least[node] = UINT32_MAX;
    w->stack[(*depth)++] = node;
}

static void walk_all(walk *w)
{
    uint32_t depth = 0;
    meet(w, cm_lit_node(w->c->top), &depth);
    while (depth) {
        uint32_t node = w->stack[depth - 1];
        if (w->d.at[node] < w->c->gates.at[node].n) {
            meet(w, cm_lit_node(cm_gate_inputs(w->c, node)[w->d.at[node]++]),
                 &depth);
            continue;
        }
        depth--;
        w->d.at[node] = ++w->d.now; /* from here on: when it was left */
        w->m->nodes[w->m->n_nodes++] = node;
    }
    for (uint32_t i = 0; i < w->m->n_nodes; i++)
        below(w, w->m->nodes[i], w->d.at[w->m->nodes[i]]);
}

comitia_status cm_net_modules(const cm_net *c, cm_arena *arena,
                                  cm_modules *modules)
{
    size_t n = c->gates.n;
    uint32_t *room = cm_new_n(arena, uint32_t, 7 * (uint64_t)n);
    *modules = (cm_modules){.is = cm_new_n(arena, uint8_t, n)};
    if (!room || !modules->is)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(c->ctx, 4 * (n + c->inputs.n)));
    modules->nodes = room;
    walk w = {.c = c,
              .m = modules,
              .d = {room + n, room + 2 * n, room + 3 * n, room + 4 * n,
                    room + 5 * n, 0},
              .stack = room + 6 * n};
    walk_all(&w);
    if (c->gates.at[cm_lit_node(c->top)].n)
        modules->is[cm_lit_node(c->top)] = 1;
    return COMITIA_OK;
}
