/* Shapley-Shubik of one weighted rule between two decimals, where fractions
 * cost too much (docs/theory/quadrature.md). */
#ifndef CM_SHAPLEY_BOUNDS_H
#define CM_SHAPLEY_BOUNDS_H

#include "engine/weighted/weighted.h"

/**
 * Bounds of all players, each proved. *found is false, and nothing was spent,
 * if that would take more than `budget` steps, tables of more than 2^24
 * weights, more than 8,000 players, or machines whose doubles are none
 * (cm_real_here). With L = max(quota, total - quota + 1), n players and some
 * sqrt(14 n) nodes: a quarter of a step for each node, player and weight up to L, and
 * 8 L bytes. With `sums` nodes not too far from 1/2 are found by Fourier sums where
 * there are some, which takes far less for thousands of players; to find that out
 * takes steps in any case. Everything lives in `arena`.
 */
COMITIA_NODISCARD comitia_status
cm_weighted_shapley_bounds(cm_ctx *ctx, cm_arena *arena,
                           const cm_weighted *game, bool sums, uint64_t budget,
                           cm_power_bounds *bounds, bool *found);

#endif
