/* A weighted rule reduced to 64 bits, for the engines on arrays. */
#ifndef CM_WEIGHTED_ROW_H
#define CM_WEIGHTED_ROW_H

#include "engine/lanes.h"
#include "engine/weighted.h"

/**
 * Players with a weight, ascending, all divided by what divides them all. The
 * rule is neither always nor never met: 1 <= quota <= total.
 */
typedef struct cm_row {
    cm_ctx *ctx;
    cm_arena *scratch;
    uint32_t n;           /**< different weights */
    uint64_t *weight;     /**< ascending */
    uint64_t *units;
    uint32_t *of_class;   /**< per class of the game: its weight, or n if 0 */
    uint64_t players, zeros;
    uint64_t total, quota;
    /** min(quota, total - quota + 1) - 1: swings are the same for both quotas,
        and no coalition heavier than this needs to be counted. */
    uint64_t last;
    bool dual;            /**< last belongs to total - quota + 1 */
    cm_lanes lanes;
    cm_primes primes;     /**< for counts up to 2^players */
} cm_row;

/** *fits is false if the rule is constant or the total is above 2^62. Lives in
    `scratch`. */
COMITIA_NODISCARD comitia_status cm_row_new(cm_ctx *ctx, cm_arena *scratch,
                                            const cm_weighted *game,
                                            cm_row *row, bool *fits);

/** Cells that are added up when players come in ascending (true) or descending
    order; with `mirror` only the lower half of each partial sum. */
uint64_t cm_row_cells(const cm_row *row, bool ascending, bool mirror);

/** Steps of adding so many cells. */
static inline uint64_t cm_row_cost(uint64_t cells)
{
    return cells / 4 + 100;
}

/** Swings of one player of each weight and the winning coalitions, players
    without weight left out. */
COMITIA_NODISCARD comitia_status cm_row_swings(cm_row *row, mpz_t *swings,
                                               mpz_ptr winning);
/** Minimal winning and minimal blocking coalitions. */
COMITIA_NODISCARD comitia_status cm_row_minimal(cm_row *row, mpz_ptr winning,
                                                mpz_ptr blocking);
/** Swings by the number of others in the coalition: counts has row->n rows of
    row->players sizes. */
COMITIA_NODISCARD comitia_status cm_row_sizes(cm_row *row, cm_sized *counts);

#endif
