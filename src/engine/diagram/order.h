/* In which order the leaves of a circuit become levels of a diagram.
 *
 * The size of a diagram depends on the order, and no rule is best for all
 * circuits (Bouissou, Bruyere, Rauzy 1997): several are made, and the diagram
 * is built with one after the other under a bound. */
#ifndef CM_ORDER_H
#define CM_ORDER_H

#include "base/ctx.h"

/** Gates over leaves. Nodes 0..n_leaves-1 are leaves, the others gates, each
    after its inputs; the last is the root. */
typedef struct cm_circuit {
    uint32_t n_leaves, n;
    const uint32_t *first; /**< per node and one more: its first input */
    const uint32_t *input; /**< nodes, in the order of the text */
} cm_circuit;

typedef enum cm_order_kind {
    CM_ORDER_DEPTH,        /**< depth first from the root, as written */
    CM_ORDER_BACK,         /**< the same, last input first */
    CM_ORDER_SHARED,       /**< depth first, most used inputs first */
    CM_ORDER_LARGE,        /**< depth first, largest inputs first */
    CM_ORDER_SMALL,        /**< depth first, smallest inputs first */
    CM_ORDER_LEAVES,       /**< depth first, leaves before gates */
    CM_ORDER_BREADTH,      /**< level by level from the root */
    CM_ORDER_WEIGHT,       /**< the leaf on which most depends, again and again
                                (Minato, Ishiura, Yajima 1990) */
    CM_ORDER_FORCE,        /**< CM_ORDER_DEPTH with gates drawn together
                                (Aloul, Markov, Sakallah 2003) */
    CM_ORDER_FORCE_SHARED, /**< the same from CM_ORDER_SHARED */
    CM_ORDER_DEEP,         /**< depth first, inputs with the longest way to a
                                leaf first */
    CM_ORDER_SHALLOW,      /**< the same, with the shortest way first */
    CM_ORDER_FORCE_DEEP,   /**< by force from CM_ORDER_DEEP */
    CM_ORDER_FORCE_SMALL,  /**< by force from CM_ORDER_SMALL */
    CM_ORDER_SLOAN,        /**< from end to end, few open at a time
                                (order_sloan.h) */
    CM_ORDER_NARROW,       /**< the same without gates of many inputs */
    CM_ORDER_FORCE_NARROW, /**< by force from CM_ORDER_NARROW */
    CM_ORDER_KINDS
} cm_order_kind;

/** Writes the leaves from the top level down: each leaf once. Temporary things
    live in `arena`. E_NOMEM, E_BUDGET. Linear, times the number of leaves for
    CM_ORDER_WEIGHT, times at most 60 for those that use force, and of
    CM_ORDER_SLOAN and CM_ORDER_NARROW as of cm_order_sloan. */
COMITIA_NODISCARD comitia_status cm_order_of(cm_ctx *ctx, cm_arena *arena,
                                             const cm_circuit *circuit,
                                             cm_order_kind kind,
                                             uint32_t *order);

#endif
