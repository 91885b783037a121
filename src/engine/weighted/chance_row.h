/* The chance of each weight of a coalition, in doubles. */
#ifndef CM_CHANCE_ROW_H
#define CM_CHANCE_ROW_H

#include "engine/weighted/weighted_row.h"

/**
 * cells[s] := scale times the chance that the members weigh s, 0..last, when
 * everybody is one with chance `join` and not with chance `stay`, for a row with
 * row->each. The operations on a cell, and so the bits of the result, are the
 * same on every machine that rounds each to a double:
 *     cells[s] = stay * cells[s] + join * cells[s - w]
 * for one player after another. Half a step for each cell of each.
 */
COMITIA_NODISCARD comitia_status cm_chance_row(const cm_row *row, cm_ctx *ctx,
                                               double *cells, uint64_t last,
                                               double stay, double join,
                                               double scale);

#endif
