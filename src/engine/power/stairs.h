/* Sets of players that lie below a staircase: so many, and of a weight that is
 * bounded for each number; counted modulo primes. */
#ifndef CM_STAIRS_H
#define CM_STAIRS_H

#include "engine/numbers/lanes.h"
#include "engine/power/double_rule.h"

/** One player. */
typedef struct cm_step {
    uint32_t count, kind; /**< kind: index into cm_stairs.of_kind */
    uint64_t weight;
} cm_step;

/**
 * The region: sets of count t that weigh last[t] at most. Below the staircase
 * lie the losing coalitions, or the complements of the winning ones: either
 * way a swing of i is a set without i that is in the region and leaves it when
 * i joins.
 */
typedef struct cm_stairs {
    cm_step *players; /**< all but those of no count and no weight, by weight */
    uint32_t n;
    cm_step *of_kind; /**< players that are not alike */
    uint32_t n_kinds;
    uint32_t *kind_of; /**< per class of the game, or CM_STAIRS_ZERO */
    uint64_t zeros;    /**< players of no count and no weight */
    bool complement; /**< the region holds complements of winning coalitions */
    bool by_one;     /**< every player counts 1 */
    uint32_t full;   /**< rows below: every set of that count is in it */
    uint32_t rows;   /**< rows from here on: none is; 1 at least */
    int64_t *last;   /**< [0..rows]: of a full row the total weight, of the
                          last -1 */
} cm_stairs;

#define CM_STAIRS_ZERO UINT32_MAX

/** The region of losing coalitions, or of complements of winning ones. *fits
    is false for a rule that is always or never met. Lives in the arena. */
COMITIA_NODISCARD comitia_status cm_stairs_new(cm_ctx *ctx, cm_arena *arena,
                                               const cm_double *game,
                                               bool complement, cm_stairs *s,
                                               bool *fits);

/** More than 2^bits is no number of sets in the region. */
COMITIA_NODISCARD comitia_status cm_stairs_bits(cm_ctx *ctx, const cm_stairs *s,
                                                uint64_t *bits);

/**
 * Rows of prefix sums: row t holds, for a weight x, how many sets of the
 * players so far have count t and weigh x at most.
 */
typedef struct cm_ways {
    const cm_stairs *s;
    cm_lanes lanes;
    cm_modulus mod;
    uint64_t *min, *max;  /**< of the sets in a row; min > max: it is empty */
    uint32_t *all;        /**< how many these are */
    int64_t *cap;         /**< no greater weight is asked for */
    uint64_t *base;       /**< the least weight there will ever be */
    uint32_t **cells;     /**< cells[t][x - base[t]]; NULL: nothing is counted,
                               only how much there would be to count */
    uint64_t *low, *high; /**< weights that stand in cells; low > high: none */
    uint64_t work;        /**< additions so far */
} cm_ways;

/** Without cells. Lives in the arena. */
COMITIA_NODISCARD comitia_status cm_ways_new(cm_arena *arena,
                                             const cm_stairs *s, cm_ways *rows);
/** Makes cells; *cells of them in all. E_BUDGET above 2^28. */
COMITIA_NODISCARD comitia_status cm_ways_fill(cm_ctx *ctx, cm_arena *arena,
                                              cm_ways *rows);
/** Back to the empty set alone. */
void cm_ways_reset(cm_ways *rows, cm_modulus mod);

/** One more player. Nobody will ask for weights below `floor` any more, which
    rises by that player's weight at most from one call to the next. */
COMITIA_NODISCARD comitia_status cm_ways_add(cm_ctx *ctx, cm_ways *rows,
                                             const cm_step *player,
                                             uint64_t floor);
/** Sets of count t that weigh x at most; any x below the cap of the row. */
uint32_t cm_ways_read(const cm_ways *rows, uint32_t t, int64_t x);

/** Steps of so many additions. */
static inline uint64_t cm_ways_cost(uint64_t additions)
{
    return additions / 4;
}

#endif
