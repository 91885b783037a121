/* A diagram for each module of a circuit, in an order that was found by trying
 * (docs/theory/circuits.md). */
#ifndef CM_NET_DIAGRAM_H
#define CM_NET_DIAGRAM_H

#include "engine/bdd.h"
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
 * with few nodes first, then the best of them with more.
 *
 * E_NOMEM; E_BUDGET when no order is small enough: *stuck is then the root of
 * the module (0 if it was another limit). Everything lives in `arena`.
 */
COMITIA_NODISCARD comitia_status
cm_net_diagrams_of(const cm_net *c, cm_arena *arena,
                       cm_net_diagrams *diagrams, uint32_t *stuck);

#endif
