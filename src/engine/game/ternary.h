/* Power when a ballot is yes, abstain or no: three ballots, equally likely
 * (docs/theory/ternary.md). */
#ifndef CM_TERNARY_H
#define CM_TERNARY_H

#include "engine/game/game.h"
#include "engine/game/power_sample.h"

/** Of one player: the ways in which the others can vote so that the outcome
    comes about with this player for it, abstaining, or against it. */
typedef struct cm_three_ways {
    mpz_t with, abstaining, against;
} cm_three_ways;

/** Ways to vote, 3^players in all. */
typedef struct cm_ternary {
    uint32_t n;        /**< classes of the game */
    uint64_t players;  /**< that matter */
    mpz_t passing;     /**< ways in which the outcome comes about */
    cm_three_ways *of; /**< per class, one player of it; 0 if it does not
                            matter */
} cm_ternary;

/**
 * Case `i` of a game under `oppose`: each player is for the outcome, abstains
 * or is against it in all its acts. By weight where the rule is one quota and
 * that is less work, else on a diagram; *found is false if both take more than
 * `budget` steps. Cleared by cm_ternary_clear, also after a failure.
 *
 * By weight, with L the smaller of quota and rest: n L / 40 additions for each
 * 31 bits of 3^n.
 */
COMITIA_NODISCARD comitia_status cm_ternary_of(cm_game *game, uint32_t i,
                                               uint64_t budget, bool *found,
                                               cm_ternary *out);
void cm_ternary_clear(cm_ternary *ternary);

/**
 * Draws so many of the 3^players ways to vote, each as likely as any other, and
 * counts in drawn->swings the players of each class who decide: with whose yes
 * it comes about and with whose no it does not. units as the game's, 0 for who
 * does not matter. No diagram is made; about 10 players + (2 + swinging
 * classes) * log2(classes) times 2000 + 400 classes steps a draw. Lives in
 * `arena`.
 */
COMITIA_NODISCARD comitia_status cm_ternary_draw(cm_arena *arena, cm_game *game,
                                                 uint32_t i,
                                                 const uint64_t *units,
                                                 uint64_t draws,
                                                 cm_drawn *drawn);

/** One quota over three ballots: the ways sum to at least `quota`. */
typedef struct cm_three_rule {
    uint32_t n;
    const uint64_t *units;
    const mpz_t *weight;     /**< of a player who is for it */
    const mpz_t *abstaining; /**< of one who abstains: 0, half of it, or all */
    mpz_srcptr quota;
} cm_three_rule;

/**
 * The same of one quota, by weight. *found is false if an abstention weighs
 * something else, or if it takes more than `budget` steps or 2^28 weights.
 * `out` is set up.
 */
COMITIA_NODISCARD comitia_status cm_ternary_row(cm_ctx *ctx,
                                                const cm_three_rule *rule,
                                                uint64_t budget, bool *found,
                                                cm_ternary *out);

#endif
