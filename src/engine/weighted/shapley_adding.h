/* Shapley-Shubik added up over the chances of a plan. */
#ifndef CM_SHAPLEY_ADDING_H
#define CM_SHAPLEY_ADDING_H

#include "engine/weighted/shapley_plan.h"

typedef struct cm_shapley_adding {
    const cm_shapley_plan *plan;
    cm_shapley_found all;   /**< over what was looked at */
    cm_shapley_found even;  /**< over the even j, once they are done */
    cm_shapley_found part;  /**< at one chance */
    int done;               /**< levels */
    uint64_t looked;
    char doing[80];         /**< progress */
    bool proved;
} cm_shapley_adding;

/** Nothing yet; needs plan->rest. Lives in plan->arena. E_NOMEM. */
COMITIA_NODISCARD comitia_status
cm_shapley_adding_new(const cm_shapley_plan *plan, cm_shapley_adding *adding);

/** Adds a level up, in order. adding->proved is false where roundings are too large. */
COMITIA_NODISCARD comitia_status cm_shapley_level_add(cm_shapley_adding *adding,
                                                      int k);

#endif
