/* The chance of a circuit and what each leaf adds to it, modulo many primes. */
#ifndef CM_NET_SWEEP_H
#define CM_NET_SWEEP_H

#include "engine/net/net_diagram.h"
#include "engine/numbers/residues.h"

typedef struct cm_net_sweep {
    const cm_net_diagrams *d;
    cm_primes primes; /**< of which none divides `all` */
    uint32_t n_leaves;
    const mpq_t *chance;
    bool with_importance;
    const uint8_t *used;  /**< leaves on which something depends */
    mpz_srcptr all;       /**< product of their denominators */
    uint32_t *result;     /**< [prime][n_leaves + 1], made by the sweep: the
                               chance times `all`; then for each used leaf the
                               derivative times `all` over its denominator, and
                               `all` more */
    struct cm_net_table *tables;
} cm_net_sweep;

/** Two sweeps through all diagrams for each sixteen primes. Results live in
    `scratch`. E_NOMEM, E_BUDGET. */
COMITIA_NODISCARD comitia_status cm_net_sweep_all(cm_ctx *ctx,
                                                  cm_arena *scratch,
                                                  cm_net_sweep *sweep);

#endif
