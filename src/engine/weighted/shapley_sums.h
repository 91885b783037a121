/* Shapley-Shubik of one weighted rule of very many players between two decimals:
 * Fourier sums at chances in equal steps of their log odds
 * (docs/theory/fourier.md). */
#ifndef CM_SHAPLEY_SUMS_H
#define CM_SHAPLEY_SUMS_H

#include "engine/weighted/weighted.h"

/**
 * Bounds of all players, each proved: ends 10^-places apart, or a little more
 * than 10^-11 of the index if that is less; places 0 means 9. *found is false
 * where that would take more than `budget` steps, the weights add up to 2^49 or
 * more, or a sum has no end in sight at a chance where somebody may decide: where
 * few players decide alone. With n players some 1.3 sqrt(n) chances, each of the
 * cost of cm_weighted_banzhaf_bounds.
 *
 * If the caller stops it and wants what there is, bounds->stopped is set and the
 * ends are those that were reached.
 */
COMITIA_NODISCARD comitia_status
cm_weighted_shapley_sums(cm_ctx *ctx, cm_arena *arena, const cm_weighted *game,
                         unsigned places, uint64_t budget,
                         cm_power_bounds *bounds, bool *found);

#endif
