/* The heaviest players of a weighted rule, whose few sets are tried one by one:
 * for them tables would be as long as the quota (row_ends.c). */
#ifndef CM_ROW_HEAVIES_H
#define CM_ROW_HEAVIES_H

#include "engine/weighted/row_marked.h"

enum { CM_MOST_HEAVIES = 12 };

/** Of all players, the last n; their weights ascending, and sums of all sets:
    bit j is player j of them. */
typedef struct cm_heavies {
    uint32_t n;
    const uint64_t *weight;
    uint64_t *sum; /**< room for 2^n */
} cm_heavies;

/** How many are worth it, beside tables of the quota. */
uint32_t cm_heavies_of(const cm_row *row);
/** Steps of trying their sets. */
uint64_t cm_heavies_cost(uint32_t n);

/** E_NOMEM. Lives in `arena`. */
COMITIA_NODISCARD comitia_status cm_heavies_new(const cm_row *row,
                                                cm_arena *arena, uint32_t n,
                                                cm_heavies *heavies);

/** Tables of the others, cell d - 1 about d, of which those at and above
   `width` are like the last one. */
typedef struct cm_others {
    cm_modulus mod;
    uint32_t y;
    uint64_t quota, width;
} cm_others;

/** r(d) := the sum of y^|S| over the sets S that weigh quota - d at most. */
void cm_heavies_fill(const cm_heavies *heavies, const cm_others *others,
                     uint32_t *r);

/** Minimal winning coalitions: adds for each what it is in, y to the number of
    members. b(d): ways in which others make those that lack d win, less 1. */
void cm_heavies_minimal(const cm_heavies *heavies, const cm_others *others,
                        const uint32_t *b, uint32_t *in);

/** Critical members: adds the part that U (docs/theory/weighted.md) has, and
    that of the numbers a(d) of sets of others that weigh less than d. */
void cm_heavies_critical(const cm_heavies *heavies, const cm_others *others,
                         const uint32_t *u, uint32_t *in);
void cm_heavies_losing(const cm_heavies *heavies, const cm_others *others,
                       const uint32_t *a, uint32_t *in);

#endif
