/* A game that is about one act: its ballots as sums over the players. */
#ifndef CM_GAME_ACT_H
#define CM_GAME_ACT_H

#include "engine/game/game.h"

/** The act at stake under one case; cleared by cm_game_act_clear. */
typedef struct cm_game_act {
    cm_game *g;
    uint32_t stake, i; /**< of the act; the case */
    const cm_act *act;
    const cm_rule *rule; /**< of the arm in force */
    bool turned;         /**< the coalition wants the act not to pass */
    cm_arena scratch;
    cm_diagram *d;      /**< a level a class: nobody or one player of it in
                             the coalition; of three values: all against,
                             one abstains, one is for it */
    uint32_t values;    /**< two or three */
    cm_ballots ballots; /**< on the levels of d */
} cm_game_act;

/**
 * Finds out whether the outcome is one act, or its opposite, whose rule has
 * one direction and whose quorum cannot be missed, and that not under `worst`
 * with a quorum: a coalition then wins by what its ballots add to the sums of
 * the rule.
 *
 * @param found  false if the game is of another kind
 */
COMITIA_NODISCARD comitia_status cm_game_act_find(cm_game *game, uint32_t i,
                                                  uint32_t values,
                                                  cm_game_act *one,
                                                  bool *found);
/** Also after a failure. */
void cm_game_act_clear(cm_game_act *one);

/**
 * One quota of the rule as a sum over the players: a coalition brings it about
 * (turned: keeps it from being met) iff what its members weigh adds up to
 * `bound`. weight[c] of one player of class c; both are set up by the caller.
 * *found is false if the quota is no sum, or a weight is negative.
 *
 * @param abstaining  with three values: what one player weighs who abstains,
 *                    never above weight[c]; else NULL
 */
COMITIA_NODISCARD comitia_status cm_game_act_sum(cm_game_act *one,
                                                 const cm_quota *quota,
                                                 mpz_t *weight,
                                                 mpz_t *abstaining,
                                                 mpz_ptr bound, bool *found);

#endif
