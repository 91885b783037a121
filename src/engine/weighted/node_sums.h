/* Nodes of a quadrature whose chances are found by Fourier sums instead of a
 * table: those not too far from 1/2 (docs/theory/quadrature.md). */
#ifndef CM_NODE_SUMS_H
#define CM_NODE_SUMS_H

#include "engine/numbers/gauss.h"
#include "engine/weighted/fourier.h"
#include "engine/weighted/weighted_row.h"

enum { CM_NODE_GROUP = 8 }; /* neighbours that share their bands */

typedef struct cm_node_sums {
    const cm_row *row;
    cm_fourier f;
    cm_cut *of;      /**< what is summed for 8 nodes each, from 1/2 outwards; what
                          is not found needs a table */
    uint32_t groups;
    uint32_t left;  /**< nodes that need a table */
    uint64_t steps; /**< that the others take */
} cm_node_sums;

/** Looks for sums of at most `terms` terms for the n nodes, ascending from 0 to
    1/2, in about `steps` steps for half of them, a quarter, ... at a time. Lives in
    `scratch`. E_NOMEM. */
COMITIA_NODISCARD comitia_status cm_node_sums_plan(cm_ctx *ctx,
                                                   cm_arena *scratch,
                                                   const cm_row *row,
                                                   const cm_gauss_node *nodes,
                                                   uint32_t n, uint64_t terms,
                                                   uint64_t steps,
                                                   cm_node_sums *sums);
/** What is summed for node k. */
static inline const cm_cut *cm_node_sums_cut(const cm_node_sums *sums,
                                             uint32_t k)
{
    return &sums->of[sums->groups - 1 - k / CM_NODE_GROUP];
}
/** Whether node k is planned. */
static inline bool cm_node_sums_has(const cm_node_sums *sums, uint32_t k)
{
    return sums->groups && cm_node_sums_cut(sums, k)->found;
}

/** value[i] +- off[i]: the chances that a player of the row's i-th weight decides
    at p and at 1 - p, together. Any thread may ask for a node that is planned;
    memory comes from its context. */
COMITIA_NODISCARD comitia_status cm_node_sums_find(const cm_node_sums *sums,
                                                   cm_ctx *ctx, uint32_t k,
                                                   const cm_gauss_node *node,
                                                   double *value, double *off);

#endif
