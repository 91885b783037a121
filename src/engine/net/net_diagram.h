/* A diagram for each module of a circuit, in an order that was found by trying
 * (docs/theory/circuits.md). */
#ifndef CM_NET_DIAGRAM_H
#define CM_NET_DIAGRAM_H

#include "engine/net/net_trial.h"

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

/** The modules of a circuit, without diagrams so far. */
COMITIA_NODISCARD comitia_status cm_net_diagrams_new(const cm_net *c,
                                                     cm_arena *arena,
                                                     cm_net_diagrams *diagrams);
void cm_net_add_module(cm_net_diagrams *diagrams,
                       const cm_module_diagram *module);
/**
 * One module, with at most so many nodes under way; *made is false if that is
 * not enough. `orders` is then still turned to it.
 */
COMITIA_NODISCARD comitia_status
cm_net_make_module(cm_net_orders *orders, cm_arena *arena, uint32_t root,
                   uint32_t most, bool patient, cm_module_diagram *module,
                   bool *made);

#endif
