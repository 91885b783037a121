/* A game that is one weighted rule, found as such. */
#ifndef CM_GAME_LINEAR_H
#define CM_GAME_LINEAR_H

#include "engine/game/game.h"
#include "engine/weighted/weighted.h"

/** The weighted rule of one case; `rule` borrows from the rest. */
typedef struct cm_game_rule {
    cm_weighted rule;  /**< a class that does not matter has no units */
    uint64_t *units;
    mpz_t *weight;
    mpz_t quota;
} cm_game_rule;

/**
 * Finds out whether a coalition forces (under case `i`) if and only if its
 * weights add up to a quota: the outcome is one act, or its opposite, whose
 * rule is one quota without tie-breaker and whose quorum cannot be missed.
 * Blocking is then the same with quota total - quota + 1.
 *
 * @param found  false if the game is of another kind; nothing is to be cleared
 */
COMITIA_NODISCARD comitia_status cm_game_linear(cm_game *game, uint32_t i,
                                                bool *found,
                                                cm_game_rule *rule);
void cm_game_rule_clear(cm_game_rule *rule);

#endif
