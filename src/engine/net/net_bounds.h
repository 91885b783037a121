/* The chance of a circuit between two proved numbers, where no diagram of it is
 * small enough (docs/theory/circuits.md). */
#ifndef CM_NET_BOUNDS_H
#define CM_NET_BOUNDS_H

#include "base/number.h"
#include "engine/net/net.h"

/** Nodes. */
typedef struct cm_bounds_sizes {
    uint32_t exact; /**< a module that needs no more under way is not rounded */
    uint32_t first; /**< of a rounded function, at first */
    uint32_t last;
} cm_bounds_sizes;

/**
 * Every gate of a module that is too large is replaced by a diagram below it,
 * and again by one above it; both chances are then exact. Modules that are used
 * with their opposites too (at most 8) are tried both ways, all combinations.
 * Diagrams are made larger until the ends are closer than a hundredth of the
 * lower one, or the steps are spent: what was reached stands.
 *
 * @param chance  as of cm_net_chance
 * @param sizes   NULL: as large as is good
 * E_NOMEM; E_BUDGET when nothing was reached. Results live in `arena`.
 */
COMITIA_NODISCARD comitia_status cm_net_bounds(cm_ctx *ctx, cm_arena *arena,
                                               const cm_net *net,
                                               const mpq_t *chance,
                                               const cm_bounds_sizes *sizes,
                                               const cm_number **low,
                                               const cm_number **high);

#endif
