/* Who is at least as desirable as whom.
 *
 * i is at least as desirable as j if i in place of j never harms a coalition:
 * for every S without both, S + i wins if S + j does (Isbell 1956; Maschler and
 * Peleg 1966). It is a preorder; where any two players compare, the game is
 * complete. docs/theory/desirability.md */
#ifndef CM_DOMINANCE_H
#define CM_DOMINANCE_H

#include "engine/power/double_rule.h"

/** Ranks of equally desirable classes; a rank stands before those below it. */
typedef struct cm_dominance {
    uint32_t n_ranks;
    const uint32_t *rank_of; /**< per class; CM_NOTHING if it does not matter */
    bool complete;           /**< each rank is above all that come after */
    const uint32_t (*covers)[2]; /**< {above, below}, nothing between them */
    uint32_t n_covers;
} cm_dominance;

/**
 * Of a game in which any two players compare, as in every weighted rule: more
 * desirable players have more swings, equally desirable ones as many. units[c]
 * players of class c, 0 if it does not matter. The swings are known. Lives in
 * `arena`.
 */
COMITIA_NODISCARD comitia_status cm_dominance_by_swings(cm_ctx *ctx,
                                                        cm_arena *arena,
                                                        const cm_power *power,
                                                        const uint64_t *units,
                                                        cm_dominance *out);

/** Of a rule on two sums, of which the swings are known: who counts as much and
    weighs as much is as desirable. *found is false if some player counts more
    than another and weighs less. */
COMITIA_NODISCARD comitia_status
cm_dominance_of_double(cm_ctx *ctx, cm_arena *arena, const cm_double *rule,
                       const cm_power *power, bool *found, cm_dominance *out);

/**
 * Of any monotone game, of which the swings are known; only `force` is looked
 * at. *found is false if it would take more than `budget` steps. Where levels
 * are in no order of desirability, classes a and b are compared by
 * units[a] * units[b] implications on the diagram, and only where others do not
 * decide it.
 */
COMITIA_NODISCARD comitia_status cm_dominance_of_fn(
    cm_ctx *ctx, cm_arena *arena, const cm_fn_game *game, const cm_power *power,
    uint64_t budget, bool *found, cm_dominance *out);

#endif
