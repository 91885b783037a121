/* How far apart weights of coalitions must be told: a Fourier sum with a modulus below
 * all weights together takes a weight for those that are a multiple of the modulus
 * away, whose chance is proved to be next to nothing (docs/theory/fourier.md). */
#ifndef CM_SHAPLEY_WRAP_H
#define CM_SHAPLEY_WRAP_H

#include "engine/weighted/shapley_rest.h"

/** What a sum for a quota has to tell apart, in weight. */
typedef struct cm_shapley_reach {
    double above; /**< from the quota up: beyond, a swing or a win has a chance of `most`
                       at most, tilted as the sum is */
    double below; /**< from the quota down */
} cm_shapley_reach;

/** The reach of a point whose sum has this tilt, for its quota; true for each player,
    also where he is alone. Some 100 steps for each weight. E_BUDGET. */
COMITIA_NODISCARD comitia_status
cm_shapley_reach_find(cm_ctx *ctx, const cm_shapley_rest *rest,
                      cm_shapley_point at, double tilt, double most,
                      cm_shapley_reach *reach);

/** The same sums with the least modulus that tells that apart: a copy of `from`, which
    is rest->f or has another quota. If some are alone, wins are counted up to
    quota + f->above. */
void cm_shapley_wrap(const cm_shapley_rest *rest, const cm_fourier *from,
                     cm_shapley_reach reach, cm_fourier *f);

#endif
