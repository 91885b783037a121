#include "ask/power/power_costs.h"

#include <inttypes.h>
#include <stdio.h>

void cm_power_costs_add(cm_power_costs *costs, const cm_power *power)
{
    const struct {
        unsigned part;
        uint64_t steps;
    } parts[] = {
        {CM_PART_SWINGS, power->swings_steps},
        {CM_PART_SHAPLEY, power->shapley_steps},
        {CM_PART_DEEGAN_PACKEL, power->deegan_packel_steps},
        {CM_PART_HOLLER, power->holler_steps},
        {CM_PART_JOHNSTON, power->johnston_steps},
        {CM_PART_MINIMAL, power->minimal_steps},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (unsigned bit = 0; bit < 6; bit++)
            if (parts[i].part == 1u << bit && costs->of[bit] < parts[i].steps)
                costs->of[bit] = parts[i].steps;
}

uint64_t cm_power_cost(const cm_power_costs *costs, unsigned parts)
{
    uint64_t most = 0;
    for (unsigned bit = 0; bit < 6; bit++)
        if (parts >> bit & 1 && costs->of[bit] > most)
            most = costs->of[bit];
    return most;
}

uint64_t cm_power_limit_for(uint64_t steps)
{
    /* A part may take a quarter; five parts that are counted fit together; and
       estimates are a little off. */
    enum { TIMES = 6 };
    if (steps > UINT64_MAX / 20 / TIMES)
        return UINT64_MAX;
    uint64_t limit = steps * TIMES, unit = 1;
    while (limit / unit >= 100)
        unit *= 10;
    return (limit + unit - 1) / unit * unit;
}
