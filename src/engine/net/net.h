/* A condition as a circuit of gates over leaves that are true or false, each by
 * itself: what a chance is asked of (docs/theory/circuits.md).
 *
 * Nodes are numbered; the inputs of a gate have smaller numbers. Node 0 is the
 * constant true, nodes 1..n_leaves are the leaves. Gates that are alike are one
 * node.
 */
#ifndef CM_NET_H
#define CM_NET_H

#include "base/ctx.h"

/** A node or its opposite: twice its number, and 1 for the opposite. */
typedef uint32_t cm_lit;
#define CM_LIT_TRUE ((cm_lit)0)
#define CM_LIT_FALSE ((cm_lit)1)

static inline uint32_t cm_lit_node(cm_lit lit)
{
    return lit >> 1;
}

typedef enum cm_gate_kind {
    CM_GATE_LEAF,
    CM_GATE_AND,
    CM_GATE_OR,
    CM_GATE_COUNT /**< at least k of the inputs */
} cm_gate_kind;

typedef struct cm_gate {
    cm_gate_kind kind;
    uint32_t k;
    uint32_t first, n; /**< inputs, in cm_net.inputs; an and or an or has
                            at least two, all of them different nodes */
} cm_gate;

typedef struct cm_net {
    cm_ctx *ctx;
    cm_arena *arena;
    cm_vec(cm_gate) gates; /**< by node */
    cm_vec(cm_lit) inputs;
    uint32_t n_leaves;
    uint32_t *slots; /**< gates by their inputs; a power of two */
    uint32_t n_slots;
    cm_lit top;
} cm_net;

static inline const cm_lit *cm_gate_inputs(const cm_net *c, uint32_t node)
{
    return c->inputs.n ? c->inputs.at + c->gates.at[node].first : NULL;
}

/** A circuit of leaves alone, in the arena. */
COMITIA_NODISCARD comitia_status cm_net_new(cm_ctx *ctx, cm_arena *arena,
                                                uint32_t n_leaves,
                                                cm_net **circuit);

/**
 * A gate, or what it comes to: constants, inputs given twice and an input
 * beside its opposite are taken out (of a count, constants). `inputs` is sorted
 * and overwritten. O(n log n). E_NOMEM, E_BUDGET.
 */
COMITIA_NODISCARD comitia_status cm_net_gate(cm_net *c,
                                                 cm_gate_kind kind, int64_t k,
                                                 cm_lit *inputs, uint32_t n,
                                                 cm_lit *out);

/** How many inputs of gates that the top needs each node is; the top counts as
    one. Lives in the arena. */
COMITIA_NODISCARD comitia_status cm_net_uses(const cm_net *c,
                                                 uint32_t **uses);

/**
 * The same function, easier: an and that only an and uses is part of it, and so
 * with or; inputs of an and or an or that nothing else shares become a gate of
 * their own, so that they can be a module. E_NOMEM, E_BUDGET.
 */
COMITIA_NODISCARD comitia_status cm_net_simplify(cm_arena *arena,
                                                     const cm_net *c,
                                                     cm_net **out);

/**
 * Gates of which no node below is used from outside: their functions do not
 * depend on each other (Dutuit, Rauzy 1996).
 *
 * @param nodes    what the top needs, inputs first
 * @param modules  per node; the top is one. Both live in the arena.
 */
typedef struct cm_modules {
    uint32_t *nodes, n_nodes;
    uint8_t *is;
} cm_modules;
COMITIA_NODISCARD comitia_status cm_net_modules(const cm_net *c,
                                                    cm_arena *arena,
                                                    cm_modules *modules);

#endif
