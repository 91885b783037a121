/* How far apart the chances of a sum for Shapley-Shubik may be
 * (docs/theory/fourier.md). */
#ifndef CM_SHAPLEY_STEP_H
#define CM_SHAPLEY_STEP_H

#include "engine/weighted/fourier.h"

/** Chances p = 1 / (1 + e^s) at s = j step for all whole j. */
typedef struct cm_shapley_step {
    double step;
    bool of_weight; /**< errors are times the weight of the player; else they are
                         shares of his index */
    double off[2];  /**< of the sum over even j, over all j: at most */
} cm_shapley_step;

/**
 * The largest step that is found with an error of `want`, as a share of the index,
 * or of weight / total, at most. Some thousand steps for each weight. E_NOMEM,
 * E_BUDGET.
 */
COMITIA_NODISCARD comitia_status cm_shapley_step_find(cm_ctx *ctx,
                                                      cm_arena *arena,
                                                      const cm_fourier *f,
                                                      double want,
                                                      cm_shapley_step *step);

#endif
