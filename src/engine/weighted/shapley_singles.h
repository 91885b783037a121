/* Chances by themselves, each in the way that takes least, and few of them for many
 * where hardly anybody is in: parts of a plan. */
#ifndef CM_SHAPLEY_SINGLES_H
#define CM_SHAPLEY_SINGLES_H

#include "engine/weighted/shapley_plan.h"

/** What the sum of these bands takes, and which weights are taken together for that.
    E_NOMEM. */
COMITIA_NODISCARD comitia_status
cm_shapley_bins_find(cm_shapley_plan *plan, const cm_fourier *f,
                     const cm_bands *bands, double s, double tilt,
                     uint32_t n_points, cm_fourier_bins *bins, uint64_t *cost);

/** A tilted sum, or a table if that takes less, if either takes no more than `most`;
    else its cost is about what it may take. */
COMITIA_NODISCARD comitia_status
cm_shapley_single_try(cm_shapley_plan *plan, cm_shapley_point at, uint64_t most,
                      cm_shapley_single *one);

/** To the plan. E_NOMEM. */
COMITIA_NODISCARD comitia_status
cm_shapley_single_keep(cm_shapley_plan *plan, cm_shapley_level *to,
                       const cm_shapley_single *one);

/** A few chances for many at the ends of all levels, where that takes less. */
COMITIA_NODISCARD comitia_status cm_shapley_tails_thin(cm_shapley_plan *plan);

#endif
