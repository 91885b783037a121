/* The chances to decide at one point, by a table of all weights up to the quota:
 * where so few are in that a Fourier sum has no end (docs/theory/fourier.md). */
#ifndef CM_SHAPLEY_TABLE_H
#define CM_SHAPLEY_TABLE_H

#include "engine/weighted/shapley_lean.h"

/** About how many steps that takes if no index may be off by more than `most`,
    times the step; UINT64_MAX where there is none: at s < 1, or a quota above
    2^24. */
uint64_t cm_shapley_table_cost(const cm_shapley_rest *rest, cm_shapley_point at,
                               double most);

/** Adds it up. 8 bytes for each weight up to the quota. E_NOMEM, E_BUDGET. */
COMITIA_NODISCARD comitia_status
cm_shapley_table_add(cm_ctx *ctx, const cm_shapley_rest *rest,
                     cm_shapley_point at, double most, cm_shapley_found *found);

#endif
