/* A rule on two sums over the same players: how many they are (or how many
 * seats they have), and what they weigh.
 *
 * "At least 3/5 of members and at least 85% of votes", "15 states and 65% of
 * people, or 24 states": whether a coalition wins depends on its count and its
 * weight alone (docs/theory/double.md). */
#ifndef CM_DOUBLE_RULE_H
#define CM_DOUBLE_RULE_H

#include "engine/power/power.h"

/** A coalition wins iff it weighs need[its count] or more. */
typedef struct cm_double {
    uint32_t n;             /**< classes; several may be alike */
    const uint64_t *units;  /**< players of each */
    const uint32_t *count;  /**< of one player */
    const uint64_t *weight; /**< of one player */
    uint32_t total_count;
    uint64_t total_weight; /**< of all players; at most 2^62 */
    /** [0..total_count], not rising. 0: always; total_weight + 1: never. */
    const uint64_t *need;
} cm_double;

/**
 * Swings, Shapley-Shubik and the numbers of minimal coalitions, as far as they
 * are in `want` and take `budget` steps at most; the others stay out of known.
 * The last two only if every player counts 1. Everything lives in `arena`.
 *
 * Arrays of counts by count and weight, one for each 31 players and each prime.
 * Only coalitions that may still lose (or their complements, that may still
 * win) are in them: with K counts and weights up to L at most n K L / 2
 * additions of residues, often ten times fewer.
 */
COMITIA_NODISCARD comitia_status cm_double_power(cm_ctx *ctx, cm_arena *arena,
                                                 const cm_double *game,
                                                 unsigned want, uint64_t budget,
                                                 cm_power *power);

#endif
