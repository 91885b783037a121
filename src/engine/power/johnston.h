/* Swings by the number of critical members: what Johnston's index is made of
 * (Johnston 1978). */
#ifndef CM_JOHNSTON_H
#define CM_JOHNSTON_H

#include "engine/power/power.h"

/**
 * counts[c * sizes + k - 1] for one player of class c: winning coalitions in
 * which it is critical, k members being critical; sizes is the number of
 * players on whom game->force depends (the others would only multiply all
 * counts alike). Cleared by cm_sized_clear when *found.
 *
 * By trying every vector; *found is false when that would take more than
 * `budget` steps. Where players are in an order of desirability, cm_power_of
 * needs no trial.
 */
COMITIA_NODISCARD comitia_status cm_johnston_counts(cm_ctx *ctx,
                                                    cm_arena *arena,
                                                    const cm_fn_game *game,
                                                    uint64_t budget,
                                                    cm_sized *counts,
                                                    bool *found);

#endif
