/* One weighted rule: a coalition wins if its weights add up to the quota.
 *
 * Small games go to a diagram, large ones to arrays by weight, one for each
 * prime (docs/theory/weighted.md). */
#ifndef CM_WEIGHTED_H
#define CM_WEIGHTED_H

#include "engine/power/power.h"

/** Classes of players; sum of weight[c] * (members of c) >= quota wins. */
typedef struct cm_weighted {
    uint32_t n;             /**< classes; several may weigh the same */
    const uint64_t *units;  /**< players of each */
    const mpz_t *weight;    /**< of one player, >= 0 */
    mpz_srcptr quota;       /**< any integer */
} cm_weighted;

/**
 * The parts `want`, those that take more than `budget` steps left out of
 * known. They then have bounds, if these do not and `precision` allows it.
 * Everything lives in `arena`; see cm_power_of.
 *
 * Arrays: with L = min(quota, total - quota + 1) and n players, swings take
 * n L / 2 additions of residues for each 31 players. With Q the quota Holler
 * takes 2 n Q, and Shapley, Deegan-Packel and Johnston up to n times as many.
 */
COMITIA_NODISCARD comitia_status cm_weighted_power(cm_ctx *ctx, cm_arena *arena,
                                                   const cm_weighted *game,
                                                   unsigned want,
                                                   cm_precision precision,
                                                   uint64_t budget,
                                                   cm_power *power);

/** Nothing known of anybody. */
COMITIA_NODISCARD comitia_status cm_weighted_nothing(cm_arena *arena,
                                                     const cm_weighted *game,
                                                     cm_power *power);

/** Adds the parts `want` from tables by weight, whatever the size of the game;
    none of a constant rule. Swings and Shapley, for which bounds can stand, may
    take `bounded` steps, others `others`. */
COMITIA_NODISCARD comitia_status
cm_weighted_tables(cm_ctx *ctx, cm_arena *arena, const cm_weighted *game,
                   unsigned want, uint64_t bounded, uint64_t others,
                   cm_power *power);

/** Numbers of minimal winning and of minimal blocking coalitions alone. */
COMITIA_NODISCARD comitia_status
cm_weighted_minimal(cm_ctx *ctx, cm_arena *arena, const cm_weighted *game,
                    uint64_t budget, bool *found, mpz_ptr winning,
                    mpz_ptr blocking);

/** About how many nodes a diagram of the game has at most, heaviest players on
    top; UINT64_MAX when it is more than 2^62. */
COMITIA_NODISCARD comitia_status cm_weighted_nodes(cm_ctx *ctx,
                                                   const cm_weighted *game,
                                                   uint64_t *nodes);

/** Puts the game on a diagram whose levels are its classes as they are; block
    is the dual of force. units of a class below 2^20. The diagram is freed by the
    caller, also after a failure. */
COMITIA_NODISCARD comitia_status cm_weighted_diagram(cm_ctx *ctx,
                                                     const cm_weighted *game,
                                                     cm_fn_game *out);

#endif
