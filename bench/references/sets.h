/* Any rule, by looking at every coalition. */
#ifndef CM_REFERENCES_SETS_H
#define CM_REFERENCES_SETS_H

#include "plain.h"

/** Does the coalition win? Of members one by one: bit i is member i. */
typedef bool ref_wins(const void *rule, uint32_t coalition);

/** Everything of n <= 28 members. */
ref_counts ref_count_sets(uint32_t n, ref_wins *wins, const void *rule);

/** Owen's value where the members of `united` are one union. */
void ref_count_owen_of_sets(uint32_t n, ref_wins *wins, const void *rule,
                            uint32_t united, uint64_t *owen);

/** Does a coalition with so many of each class win? */
typedef bool ref_classes_win(const uint32_t *members);

/** Everything of classes of members who are all alike; a row of the counts is
   one class. `alike` must outlive them. */
ref_counts ref_count_classes(uint32_t n_classes, const uint32_t *alike,
                             ref_classes_win *win);

#endif
