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

/** cells[s] := sum of cells[0..s], each within 2 u of itself; last < 2^26. */
void cm_chance_add_up(double *cells, uint64_t last);

/** A sum, and how far it may be off. */
typedef struct cm_chance_about {
    double value, off;
} cm_chance_about;

/** So many terms that r^terms <= 2^-90, r < 1; 0 if they are too many. */
uint32_t cm_chance_terms(double r);

/**
 * A player taken out of sums F of cells that are off by `loose` of themselves, with
 * r = join / stay: of the others, the chance to weigh high - weight + 1 .. high,
 * times `stay` and the scale.
 */
cm_chance_about cm_chance_take_out(const double *cells, uint64_t high,
                                   uint64_t weight, double r, uint32_t terms,
                                   double loose);

#endif
