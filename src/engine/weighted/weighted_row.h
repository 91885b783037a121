/* A weighted rule reduced to 64 bits, for the engines on arrays. */
#ifndef CM_WEIGHTED_ROW_H
#define CM_WEIGHTED_ROW_H

#include "base/spread.h"
#include "engine/numbers/lanes.h"
#include "engine/weighted/weighted.h"

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
    const uint64_t *each; /**< the weight of each player, ascending; made by
                               cm_row_each */
} cm_row;

/** *fits is false if the rule is constant or the total is above 2^62. Lives in
    `scratch`. */
COMITIA_NODISCARD comitia_status cm_row_new(cm_ctx *ctx, cm_arena *scratch,
                                            const cm_weighted *game,
                                            cm_row *row, bool *fits);

/** Cells that are added up when players come in ascending (true) or descending
    order; with `mirror` only the lower half of each partial sum. */
uint64_t cm_row_cells(const cm_row *row, bool ascending, bool mirror);

/** Steps of adding so many cells, and of adding them with a mark. */
static inline uint64_t cm_row_cost(uint64_t cells)
{
    return cells / 8 + 100;
}
static inline uint64_t cm_row_marked_cost(uint64_t cells)
{
    return cells / 4 + 100;
}

/** Larger tables, and coalitions by size of more players, are not made. */
#define CM_ROW_MOST_CELLS (UINT64_C(1) << 28)
enum { CM_ROW_MOST_SIZED = 80000 };

/* ---- for the files row_*.c ------------------------------------------------- */

/** Sets row->each. E_NOMEM, E_BUDGET above 2^24 players. */
COMITIA_NODISCARD comitia_status cm_row_each(cm_row *row);

/** A table for each thread that works on tasks: tables.at[worker->worker]. */
typedef struct cm_row_tables {
    uint32_t **at;
    uint32_t n;
} cm_row_tables;

/** Tables of so many cells for n_tasks tasks: as many as there are threads, or
    fewer if memory does not suffice. Their beginnings are aligned to 64 bytes.
    E_NOMEM, E_BUDGET above 2^28 cells. */
COMITIA_NODISCARD comitia_status cm_row_tables_new(cm_row *row, uint64_t cells,
                                                   uint32_t n_tasks,
                                                   cm_row_tables *tables);
/** cm_spread on no more threads than there are tables; task i writes `width`
    numbers from values[i * width] on. With values NULL, whose tasks leave
    nothing that could be sent, every process runs all of them. Tasks that add
    up leave numbers that say nothing: their sums are sent by the caller. */
COMITIA_NODISCARD comitia_status cm_row_run(cm_row *row,
                                            const cm_row_tables *tables,
                                            uint32_t n_tasks, cm_task *task,
                                            void *user, uint32_t *values,
                                            size_t width);

/** How many players from `first` on are taken into a table together; what they
    weigh. */
uint64_t cm_row_group(const cm_row *row, uint64_t first, uint32_t *n);

/* ---- what is counted --------------------------------------------------------- */

/** Swings of one player of each weight and the winning coalitions, players
    without weight left out. row_swings.c */
COMITIA_NODISCARD comitia_status cm_row_swings(cm_row *row, mpz_t *swings,
                                               mpz_ptr winning);
/** Its steps, at most UINT64_MAX. */
uint64_t cm_row_swings_cost(const cm_row *row);

/** Minimal winning and minimal blocking coalitions. row_minimal.c */
COMITIA_NODISCARD comitia_status cm_row_minimal(cm_row *row, mpz_ptr winning,
                                                mpz_ptr blocking);
uint64_t cm_row_minimal_cost(const cm_row *row);

/** Minimal winning coalitions that one player of each weight is in.
    row_minimal.c */
COMITIA_NODISCARD comitia_status cm_row_members(cm_row *row, mpz_t *members);
uint64_t cm_row_members_cost(const cm_row *row);

/** The same by the number of others in the coalition, as in cm_row_sizes.
    row_sized.c */
COMITIA_NODISCARD comitia_status cm_row_member_sizes(cm_row *row,
                                                     cm_sized *counts);
uint64_t cm_row_member_sizes_cost(const cm_row *row);

/** Swings by the number of other critical members, as in cm_row_sizes.
    row_sized.c */
COMITIA_NODISCARD comitia_status cm_row_criticals(cm_row *row,
                                                  cm_sized *counts);
uint64_t cm_row_criticals_cost(const cm_row *row);

/** Swings by the number of others in the coalition: counts has row->n rows of
    row->players sizes. row_sizes.c */
COMITIA_NODISCARD comitia_status cm_row_sizes(cm_row *row, cm_sized *counts);
uint64_t cm_row_sizes_cost(const cm_row *row);

#endif
