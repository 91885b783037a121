#include "engine/net/net.h"

#include <stdlib.h>

comitia_status cm_net_new(cm_ctx *ctx, cm_arena *arena, uint32_t n_leaves,
                              cm_net **circuit)
{
    cm_net *c = cm_new(arena, cm_net);
    if (!c)
        return COMITIA_E_NOMEM;
    *c = (cm_net){.ctx = ctx, .arena = arena, .n_leaves = n_leaves};
    for (uint32_t i = 0; i <= n_leaves; i++)
        if (!cm_push(arena, &c->gates, (cm_gate){.kind = CM_GATE_LEAF}))
            return COMITIA_E_NOMEM;
    *circuit = c;
    return COMITIA_OK;
}

/* ---- inputs in order ---------------------------------------------------------- */

static int by_number(const void *left, const void *right)
{
    cm_lit a = *(const cm_lit *)left, b = *(const cm_lit *)right;
    return a < b ? -1 : a > b;
}

/* Takes out what does not matter to an and (`unit` is true) or an or. Returns
   the inputs left, or UINT32_MAX if it is the opposite of unit. */
static uint32_t reduce(cm_lit unit, cm_lit *inputs, uint32_t n)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (inputs[i] == (unit ^ 1))
            return UINT32_MAX;
        if (inputs[i] == unit || (left && inputs[left - 1] == inputs[i]))
            continue;
        if (left && inputs[left - 1] == (inputs[i] ^ 1))
            return UINT32_MAX;
        inputs[left++] = inputs[i];
    }
    return left;
}

/* Takes constants out of a count. */
static uint32_t reduce_count(int64_t *k, cm_lit *inputs, uint32_t n)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < n; i++) {
        *k -= inputs[i] == CM_LIT_TRUE;
        if (cm_lit_node(inputs[i]) != 0)
            inputs[left++] = inputs[i];
    }
    return left;
}

/* ---- gates that are alike ------------------------------------------------------ */

static uint64_t hash_of(cm_gate_kind kind, uint32_t k, const cm_lit *inputs,
                        uint32_t n)
{
    uint64_t h = kind * UINT64_C(0x9e3779b97f4a7c15) + k;
    for (uint32_t i = 0; i < n; i++)
        h = (h ^ inputs[i]) * UINT64_C(0xbf58476d1ce4e5b9) + (h >> 29);
    return h ^ h >> 32;
}

static bool is_gate(const cm_net *c, uint32_t node, cm_gate_kind kind,
                    uint32_t k, const cm_lit *inputs, uint32_t n)
{
    const cm_gate *gate = &c->gates.at[node];
    return gate->kind == kind && gate->k == k && gate->n == n &&
           memcmp(cm_gate_inputs(c, node), inputs, n * sizeof *inputs) == 0;
}

static bool grow_slots(cm_net *c)
{
    uint32_t n = c->n_slots ? 2 * c->n_slots : 64;
    uint32_t *slots = cm_new_n(c->arena, uint32_t, n);
    if (!slots)
        return false;
    for (uint32_t node = c->n_leaves + 1; node < c->gates.n; node++) {
        const cm_gate *g = &c->gates.at[node];
        uint64_t at =
            hash_of(g->kind, g->k, cm_gate_inputs(c, node), g->n) & (n - 1);
        while (slots[at])
            at = (at + 1) & (n - 1);
        slots[at] = node;
    }
    c->slots = slots;
    c->n_slots = n;
    return true;
}

static comitia_status unique(cm_net *c, cm_gate_kind kind, uint32_t k,
                             const cm_lit *inputs, uint32_t n, cm_lit *out)
{
    if (2 * c->gates.n >= c->n_slots && !grow_slots(c))
        return COMITIA_E_NOMEM;
    uint64_t at = hash_of(kind, k, inputs, n) & (c->n_slots - 1);
    while (c->slots[at] && !is_gate(c, c->slots[at], kind, k, inputs, n))
        at = (at + 1) & (c->n_slots - 1);
    if (!c->slots[at]) {
        if (c->gates.n > UINT32_MAX / 8 || c->inputs.n + n > UINT32_MAX / 2)
            return cm_fail(c->ctx, COMITIA_E_BUDGET, "too many gates");
        cm_gate gate = {kind, k, (uint32_t)c->inputs.n, n};
        for (uint32_t i = 0; i < n; i++)
            if (!cm_push(c->arena, &c->inputs, inputs[i]))
                return COMITIA_E_NOMEM;
        if (!cm_push(c->arena, &c->gates, gate))
            return COMITIA_E_NOMEM;
        c->slots[at] = (uint32_t)c->gates.n - 1;
    }
    *out = 2 * c->slots[at];
    return COMITIA_OK;
}

comitia_status cm_net_gate(cm_net *c, cm_gate_kind kind, int64_t k,
                               cm_lit *inputs, uint32_t n, cm_lit *out)
{
    CM_TRY(cm_spend(c->ctx, 20 * (uint64_t)n + 50));
    if (kind == CM_GATE_COUNT) {
        n = reduce_count(&k, inputs, n);
        if (k <= 0 || k > n) {
            *out = k <= 0 ? CM_LIT_TRUE : CM_LIT_FALSE;
            return COMITIA_OK;
        }
        kind = k == 1 ? CM_GATE_OR : k == n ? CM_GATE_AND : CM_GATE_COUNT;
    }
    if (n)
        qsort(inputs, n, sizeof *inputs, by_number);
    if (kind != CM_GATE_COUNT) {
        cm_lit unit = kind == CM_GATE_AND ? CM_LIT_TRUE : CM_LIT_FALSE;
        n = reduce(unit, inputs, n);
        if (n == UINT32_MAX || n == 0) {
            *out = n ? unit ^ 1 : unit;
            return COMITIA_OK;
        }
        if (n == 1) {
            *out = inputs[0];
            return COMITIA_OK;
        }
        k = 0;
    }
    return unique(c, kind, (uint32_t)k, inputs, n, out);
}

comitia_status cm_net_uses(const cm_net *c, uint32_t **out)
{
    uint32_t *uses = cm_new_n(c->arena, uint32_t, c->gates.n);
    if (!uses)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(c->ctx, 2 * (c->gates.n + c->inputs.n)));
    uses[cm_lit_node(c->top)] = 1;
    for (size_t node = c->gates.n; node-- > 0;) {
        const cm_lit *inputs = cm_gate_inputs(c, (uint32_t)node);
        for (uint32_t i = 0; uses[node] && i < c->gates.at[node].n; i++)
            uses[cm_lit_node(inputs[i])]++;
    }
    *out = uses;
    return COMITIA_OK;
}
