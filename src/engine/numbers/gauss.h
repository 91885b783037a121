/* Gauss-Legendre quadrature on 0..1, with numbers that are proved
 * (docs/theory/quadrature.md). */
#ifndef CM_GAUSS_H
#define CM_GAUSS_H

#include <gmp.h>

#include "base/ctx.h"

enum { CM_GAUSS_BITS = 160 }; /* of weights */

/** A node p < 1/2 of a rule with an even number of nodes; 1 - p is the other
    of its pair. */
typedef struct cm_gauss_node {
    double p, other; /**< p and 1 - p, each to 2^-53 of itself and 2^-100 */
    mpz_t weight;    /**< of either, times 2^CM_GAUSS_BITS; less than 2 off */
} cm_gauss_node;

/**
 * The m / 2 nodes below 1/2 of the rule with m nodes; m even, 2..1000. Cleared
 * by cm_gauss_clear, also after a failure. *proved is false if it could not be
 * shown that the nodes are where they are said to be; they must not be used
 * then.
 */
COMITIA_NODISCARD comitia_status cm_gauss_nodes(cm_ctx *ctx, uint32_t m,
                                                cm_gauss_node *nodes,
                                                bool *proved);
void cm_gauss_clear(uint32_t m, cm_gauss_node *nodes);

/**
 * An upper bound of the error when the chance that one of n >= 1 players is
 * pivotal, as a function of p, is integrated with m >= 2 nodes: 0 if 2m >= n.
 */
void cm_gauss_error(uint64_t n, uint32_t m, mpq_ptr error);

#endif
