/* A diagram for each module of a circuit, in an order that was found by trying
 * (docs/theory/circuits.md). */
#ifndef CM_NET_DIAGRAM_H
#define CM_NET_DIAGRAM_H

#include "engine/bdd.h"
#include "engine/bdd_round.h"
#include "engine/net_order.h"

/** The function of one module. Levels are nodes of the circuit here: leaves, or
    the roots of modules that come before. */
typedef struct cm_module_diagram {
    uint32_t root;
    const cm_bdd_node *nodes; /**< 0 is the constant; children first */
    uint32_t n_nodes;
    cm_arc top;
} cm_module_diagram;

typedef struct cm_net_diagrams {
    const cm_net *c;
    cm_modules modules;
    cm_module_diagram *at; /**< inputs first; the last is the circuit's top */
    uint32_t n;
    uint32_t most_nodes;   /**< of one of them */
    uint64_t n_nodes;      /**< of all */
} cm_net_diagrams;

/**
 * Diagrams of all modules of a circuit whose top is a gate. Orders are tried
 * with few nodes first, then the best of them with more. Without patience, one
 * that has half of its gates before it when many nodes are spent is given up.
 *
 * E_NOMEM; E_BUDGET when no order is small enough: *stuck is then the root of
 * the module (0 if it was another limit). Everything lives in `arena`.
 */
COMITIA_NODISCARD comitia_status
cm_net_diagrams_of(const cm_net *c, cm_arena *arena, bool patient,
                   cm_net_diagrams *diagrams, uint32_t *stuck);


/* ---- the parts of it, for net_bounds.c ------------------------------------------ */

/** One module under construction. */
typedef struct cm_net_making {
    const cm_net *c;
    cm_net_orders *o;
    cm_arena *scratch;
    cm_bdd *bdd;
    cm_arc *value;   /**< per node of the circuit */
    uint32_t *left;  /**< uses still to come */
    uint32_t forget_at, settled_at; /**< nodes */
    uint32_t done;   /**< gates */
    bool patient;    /**< goes on where it does not look promising */
    cm_rounding *rounding; /**< for all that is made; NULL: none */
    cm_vec(cm_arc) inputs, sums;
} cm_net_making;

COMITIA_NODISCARD comitia_status cm_net_making_new(const cm_net *c,
                                                   const cm_modules *modules,
                                                   cm_arena *arena,
                                                   cm_net_making *making);
/** The modules of a circuit, without diagrams so far. */
COMITIA_NODISCARD comitia_status cm_net_diagrams_new(const cm_net *c,
                                                     cm_arena *arena,
                                                     cm_net_diagrams *diagrams);
void cm_net_add_module(cm_net_diagrams *diagrams,
                       const cm_module_diagram *module);
/** One module, with at most so many nodes under way; *made is false if that is
    not enough. */
COMITIA_NODISCARD comitia_status
cm_net_make_module(cm_net_making *making, cm_arena *arena, uint32_t root,
                   uint32_t most, cm_module_diagram *module, bool *made);
/** The module at hand (making->o) in one order; *full if the nodes were not
    enough. making->bdd is the caller's to free, also after a failure. */
COMITIA_NODISCARD comitia_status cm_net_try_order(cm_net_making *making,
                                                  const uint32_t *order,
                                                  uint32_t cap, bool *full);
/** Copies what the root needs into the arena. */
COMITIA_NODISCARD comitia_status cm_net_keep(cm_net_making *making,
                                             cm_arena *arena,
                                             const uint32_t *order,
                                             cm_module_diagram *module);

#endif
