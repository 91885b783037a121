/* A game that is a rule on two sums, found as such. */
#ifndef CM_GAME_DOUBLE_H
#define CM_GAME_DOUBLE_H

#include "engine/game/game.h"
#include "engine/power/double_rule.h"

/** The rule of one case; everything lives in the arena of the law. */
typedef struct cm_game_double {
    cm_double rule; /**< classes of the game; one that does not matter has no
                         units */
    uint64_t nodes; /**< about how many a diagram of it has at most; UINT64_MAX
                         when it is more than 2^62 */
} cm_game_double;

/**
 * Finds out whether what a coalition forces (under case `i`) depends on two
 * sums over its members alone: the outcome is one act, or its opposite, whose
 * rule is made of quotas with `and`, `or` and `k of`, and all of them add up
 * one of two things. The one with the smaller total becomes the count; it is
 * at most 100,000, the other at most 2^62.
 *
 * @param found  false if the game is of another kind
 */
COMITIA_NODISCARD comitia_status cm_game_double_find(cm_game *game, uint32_t i,
                                                     bool *found,
                                                     cm_game_double *out);

#endif
