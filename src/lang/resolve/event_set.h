/* Sets of events that share what they have in common.
 *
 * A set is a binary tree over numbers that forks at the first bit in which
 * its members differ (Okasaki, Gill 1998). Equal trees are one, as in Bryant
 * (1986): two sets are equal iff their ids are.
 */
#ifndef CM_EVENT_SET_H
#define CM_EVENT_SET_H

#include "base/ctx.h"

/** 0 is the empty set. */
typedef uint32_t cm_event_set;

/** The members from base to base + 2^height - 1: those of the lower and of the
    upper half of this range, neither empty. */
typedef struct cm_event_fork {
    cm_event_set low, high;
    uint32_t base;
    uint32_t height;   /**< 1 to 32 */
    int32_t first_day; /**< the earliest of its events */
} cm_event_fork;

typedef struct cm_event_join {
    cm_event_set a, b, both;
} cm_event_join;

typedef struct cm_event_sets {
    cm_ctx *ctx;
    cm_arena *arena;
    const int32_t *days;         /**< of each event */
    uint32_t n;                  /**< events: id i + 1 is the one of number i */
    cm_vec(cm_event_fork) forks; /**< id n + 1 + i */
    uint32_t *table;      /**< unique forks: 1 + place in forks, 0 empty */
    size_t table_size;    /**< a power of 2 */
    cm_event_join *joins; /**< what was joined lately: enough places that
                               pairs of halves are found again while a set
                               grows by one */
    size_t n_joins;       /**< a power of 2 */
} cm_event_sets;

/** Sets of the numbers 0..n-1, n >= 1, with a day each; all in `arena`. */
COMITIA_NODISCARD comitia_status cm_event_sets_init(cm_event_sets *sets,
                                                    cm_ctx *ctx,
                                                    cm_arena *arena,
                                                    const int32_t *days,
                                                    uint32_t n);

/** {number} */
cm_event_set cm_event_set_of(uint32_t number);
/** a and b together. Cost: the forks that both have but do not share, and
    log n more; what was joined lately costs nothing. 20 steps of work a fork,
    100 for a new one. */
COMITIA_NODISCARD comitia_status cm_event_set_join(cm_event_sets *sets,
                                                   cm_event_set a,
                                                   cm_event_set b,
                                                   cm_event_set *out);

/** The least number >= from in the set, or UINT32_MAX. log n. */
uint32_t cm_event_set_next(const cm_event_sets *sets, cm_event_set set,
                           uint32_t from);
/** The set has a number >= from whose day is `day` or earlier. log n. */
bool cm_event_set_has_early(const cm_event_sets *sets, cm_event_set set,
                            uint32_t from, int32_t day);

#endif
