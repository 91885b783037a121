/* Rows with different columns become one table. */
#ifndef CM_SWEEP_TABLE_H
#define CM_SWEEP_TABLE_H

#include "ask/ask.h"
#include "ask/sweep/vary.h"
#include "base/spread.h"

/** A grid: the axes, the last of which runs fastest. */
typedef struct cm_grid {
    const cm_axis *axes;
    uint32_t n_axes;
    uint32_t n; /**< points */
} cm_grid;

/** Place of point i on an axis. */
uint64_t cm_grid_at(const cm_grid *grid, uint32_t axis, uint32_t i);

/**
 * Puts "columns", a list of names, and "rows", lists of as many cells (texts or
 * null), into the answer: the coordinates, then the columns of cm_sweep_rows in
 * the order in which they appear, "note" last. `rows` has the rows of each
 * point.
 */
COMITIA_NODISCARD comitia_status cm_put_sweep(cm_ask *ask,
                                              comitia_value *answer,
                                              const cm_grid *grid,
                                              const cm_blob *rows);

#endif
