/* Banzhaf's and Coleman's indices of one weighted rule between two decimals,
 * where fractions cost too much (docs/theory/fourier.md). */
#ifndef CM_BANZHAF_BOUNDS_H
#define CM_BANZHAF_BOUNDS_H

#include "engine/weighted/weighted.h"

/**
 * Bounds of all players, each proved. *found is false where that would take more
 * than `budget` steps, the weights add up to 2^49 or more, or the Fourier sum
 * has no end in sight: a few players decide, and the others are alike. About 20
 * steps for each different weight and each of the terms, of which there are some
 * hundred where many players are of little weight. Everything lives in `arena`.
 */
COMITIA_NODISCARD comitia_status
cm_weighted_banzhaf_bounds(cm_ctx *ctx, cm_arena *arena,
                           const cm_weighted *game, uint64_t budget,
                           cm_power_bounds *bounds, bool *found);

#endif
