/* At which chances Shapley-Shubik is summed, and in which way at each
 * (docs/theory/fourier.md): what it takes is known before it is done. */
#ifndef CM_SHAPLEY_PLAN_H
#define CM_SHAPLEY_PLAN_H

#include "engine/weighted/shapley_lean.h"
#include "engine/weighted/shapley_step.h"
#include "engine/weighted/shapley_tail.h"

enum { CM_SHAPLEY_GROUP = 16, CM_SHAPLEY_LEVELS = 2 };

/** Chances 1 / (1 + e^s), s = j step, that share their frequencies; j and -j are
    one, by way of the other side. */
typedef struct cm_shapley_group {
    cm_shapley_point at[CM_SHAPLEY_GROUP];
    cm_chances chances[CM_SHAPLEY_GROUP];
    double bias[CM_SHAPLEY_GROUP], spread[CM_SHAPLEY_GROUP],
        loose[CM_SHAPLEY_GROUP];
    cm_sides sides[CM_SHAPLEY_GROUP];
    uint32_t n;
    const cm_fourier *f;
    cm_cut cut;
    cm_fourier_bins bins; /**< weights that are taken together */
    uint64_t cost;
} cm_shapley_group;

/** A point that no group has: by a tilted sum, or by a table. */
typedef struct cm_shapley_single {
    cm_shapley_lean lean;
    cm_shapley_share share; /**< how often it counts: 1, but in a tail */
    uint64_t cost;
    bool by_table;
} cm_shapley_single;

typedef cm_vec(cm_shapley_group *) cm_shapley_groups;
typedef cm_vec(cm_shapley_single) cm_shapley_singles;

/** First the even j, which give bounds of their own, then the odd ones. */
typedef struct cm_shapley_level {
    cm_shapley_groups groups;
    cm_shapley_singles singles;
    double off, off_alone; /**< of tails, times the step */
} cm_shapley_level;

typedef struct cm_shapley_plan {
    cm_ctx *ctx;
    cm_arena *arena;            /**< all of it lives there */
    const cm_shapley_rest *rest;
    cm_lean_room *room;
    double step;
    int64_t last[2];            /**< j on both sides */
    double each;                /**< what one point by itself may be off by, times
                                     the step; as much again where sums wrap */
    bool together;              /**< weights may be taken together, which rounds
                                     more */
    /* what is found: */
    cm_shapley_level levels[CM_SHAPLEY_LEVELS];
    uint64_t chances, terms;
    uint64_t steps;             /**< UINT64_MAX if that is not known */
    bool tables;
    bool leaning;               /**< the last group was better by singles */
} cm_shapley_plan;

/** Finds groups and singles for all chances in about a tenth of `budget` steps.
    Where plan->steps is above the budget they are not to be added up. */
COMITIA_NODISCARD comitia_status cm_shapley_plan_find(cm_shapley_plan *plan,
                                                      uint64_t budget);

#endif
