/* All sets of parties of a poll at once: who has a majority, who just so. */
#ifndef CM_POLL_SETS_H
#define CM_POLL_SETS_H

#include "base/ctx.h"

/** As many parties have 4,096 sets, which are all looked at in each draw. */
enum { CM_MOST_SET_PARTIES = 12 };

/** A set: bit i stands for party i. */
typedef struct cm_poll_set {
    uint32_t parties;
    uint64_t majority, minimal; /**< draws in which it has, or is */
} cm_poll_set;

typedef struct cm_poll_sets {
    uint32_t n; /**< parties; 0: no sets are counted */
    cm_poll_set *at;       /**< at[0..2^n-1], by their bits until sorted */
    uint64_t *sum, *least; /**< of the seats of each set, in one draw */
} cm_poll_sets;

/** For n <= CM_MOST_SET_PARTIES; false when memory runs out. */
bool cm_poll_sets_init(cm_poll_sets *sets, cm_arena *arena, uint32_t n);
/** One draw: seats[0..n-1]. */
COMITIA_NODISCARD comitia_status cm_poll_sets_count(cm_ctx *ctx,
                                                    cm_poll_sets *sets,
                                                    const uint64_t *seats,
                                                    uint64_t majority);
/** Sorts those that were minimal winners to the front, the most frequent first;
    how many there are. */
uint32_t cm_poll_sets_sort(cm_poll_sets *sets);

#endif
