/* Diagrams of two values with marks for opposites: smaller and quicker than
 * cm_diagram, for circuits of many leaves.
 *
 * A function is an edge: twice a node and 1 for its opposite; edge 0 is true,
 * edge 1 false. Nodes are unique, their high edge bears no mark, children have
 * smaller numbers. Sources: Bryant (1986); marks: Brace, Rudell, Bryant (1990).
 */
#ifndef CM_BDD_H
#define CM_BDD_H

#include "base/ctx.h"

typedef uint32_t cm_arc;
#define CM_ARC_TRUE ((cm_arc)0)
#define CM_ARC_FALSE ((cm_arc)1)

typedef struct cm_bdd_node {
    uint32_t level; /**< UINT32_MAX of the constant */
    cm_arc low, high;
} cm_bdd_node;

typedef struct cm_bdd cm_bdd;

/** An empty diagram that may grow to `most` nodes. Freed by cm_bdd_free. */
COMITIA_NODISCARD comitia_status cm_bdd_new(cm_ctx *ctx, uint32_t most,
                                            cm_bdd **bdd);
void cm_bdd_free(cm_bdd *bdd);

const cm_bdd_node *cm_bdd_nodes(const cm_bdd *bdd);
uint32_t cm_bdd_n_nodes(const cm_bdd *bdd);
/** Whether an operation was refused because `most` nodes were there. */
bool cm_bdd_is_full(const cm_bdd *bdd);
/** It may grow to so many from here on: an operation that was refused can be
    asked again, and goes on where it was. */
void cm_bdd_allow(cm_bdd *bdd, uint32_t most);

static inline cm_arc cm_arc_low(const cm_bdd_node *nodes, cm_arc f)
{
    return nodes[f >> 1].low ^ (f & 1);
}

static inline cm_arc cm_arc_high(const cm_bdd_node *nodes, cm_arc f)
{
    return nodes[f >> 1].high ^ (f & 1);
}

/* E_NOMEM; E_BUDGET when the steps are spent or the diagram is full. */

/** level ? high : low; both below the level. */
COMITIA_NODISCARD comitia_status cm_bdd_node_of(cm_bdd *bdd, uint32_t level,
                                                cm_arc low, cm_arc high,
                                                cm_arc *out);
COMITIA_NODISCARD comitia_status cm_bdd_and(cm_bdd *bdd, cm_arc f, cm_arc g,
                                            cm_arc *out);

/** Keeps what `keep[0..n)` stand for and forgets the rest; the edges in keep are
    renamed, the order of nodes is not changed. */
COMITIA_NODISCARD comitia_status cm_bdd_forget(cm_bdd *bdd, cm_arc *keep,
                                               size_t n);

#endif
