/* One weighted rule by tables over all weights: the textbook (Brams and Affuso
 * 1976; Bilbao and others 2000), with no dual, no classes and no cut. */
#ifndef CM_REFERENCES_WEIGHTED_H
#define CM_REFERENCES_WEIGHTED_H

#include "plain.h"

typedef struct ref_rule {
    uint32_t n;
    const uint32_t *weight;
    uint32_t quota, total;
} ref_rule;

/** A coalition wins where the others do not: quota T - q + 1. */
ref_rule ref_dual(ref_rule rule);

/** Fills winning and swings. */
void ref_count_swings(ref_rule rule, ref_counts *counts);
/** Fills shapley. n * quota * 8 bytes. */
void ref_count_shapley(ref_rule rule, ref_counts *counts);
/** Fills minimal_winning, minimal_blocking, holler, and with `sizes` packel. */
void ref_count_minimal(ref_rule rule, bool sizes, ref_counts *counts);
/** Fills johnston. */
void ref_count_johnston(ref_rule rule, ref_counts *counts);

/** Fills winning, swings and shapley where a coalition needs `members` as well
   as the quota. */
void ref_count_shapley_of_members(ref_rule rule, uint32_t members,
                                  ref_counts *counts);

/** The value of Owen (1977) of every player; those below `n_union` are one
 * union. */
void ref_count_owen(ref_rule rule, uint32_t n_union, uint64_t *owen);

#endif
