/* What indices cost that were left out, and the limit that gives them. */
#ifndef CM_POWER_COSTS_H
#define CM_POWER_COSTS_H

#include "ask/ask.h"
#include "engine/power/power.h"

/** Steps of each part, by the place of its bit; 0: not estimated. Zero it
    first. */
typedef struct cm_power_costs {
    uint64_t of[6];
} cm_power_costs;

/** Takes the larger estimate of both: all cases have the same limit. */
void cm_power_costs_add(cm_power_costs *costs, const cm_power *power);

/** The largest estimate of these parts; 0: none. */
uint64_t cm_power_cost(const cm_power_costs *costs, unsigned parts);

/** The limit of which such a part is no more than its share, whatever else is
    asked with it, in round numbers. */
uint64_t cm_power_limit_for(uint64_t steps);

#endif
