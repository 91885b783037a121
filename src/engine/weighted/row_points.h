/* Counts by size of coalition as polynomials: their values at as many points as
 * they have terms, and back. */
#ifndef CM_ROW_POINTS_H
#define CM_ROW_POINTS_H

#include "engine/weighted/weighted_row.h"

/** Where polynomials are looked at. */
typedef struct cm_points {
    uint32_t least;    /**< the smallest size that occurs */
    uint32_t n;        /**< sizes from there on: points */
    bool paired;       /**< a table gives the values at y and at 1 / y */
    uint32_t n_tables; /**< for each prime */
    uint32_t n_primes; /**< of row->primes, the first ones */
} cm_points;

/** Points for coalitions of `least` to `most` of the others of a player. No
    more than CM_ROW_MOST_SIZED players: marks are then different from each
    other's inverses. */
cm_points cm_points_of(const cm_row *row, uint64_t least, uint64_t most,
                       bool paired);

/** How many of the heaviest players weigh that much together. */
uint64_t cm_row_fewest(const cm_row *row, uint64_t weight);

/** The mark y of a table. */
uint32_t cm_points_mark(const cm_points *at, uint32_t table);

/**
 * From values to counts of each size. values[((prime * n_tables + table) *
 * row->n + i) * sides + side] is the polynomial of weight i, without the factor
 * x^least, at the mark of the table, and on side 1, of two that `paired` gives,
 * at its inverse. `turned`: out->at[i * sizes + players - 1 - s] gets the count
 * of size s instead of out->at[i * sizes + s].
 */
COMITIA_NODISCARD comitia_status cm_points_join(cm_row *row,
                                                const cm_points *at,
                                                const uint32_t *values,
                                                bool turned, cm_sized *out);

#endif
