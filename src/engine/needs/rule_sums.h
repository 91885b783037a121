/* A rule as sums over ballots that must reach bounds. */
#ifndef CM_RULE_SUMS_H
#define CM_RULE_SUMS_H

#include "engine/needs/cover.h"

/** What rules are turned into sums with. */
typedef struct cm_summing {
    cm_ctx *ctx;
    cm_arena *arena;
    cm_integers *pool;
    const cm_world *world;
    uint32_t act;
    cm_vec(cm_sum) sums;
    mpz_t **weights; /**< per measure: of each voter, times units */
    mpz_t *units;    /**< per measure: common denominator */
} cm_summing;

/** Nothing summed yet. Clears nothing: all is in the arena and the pool. */
COMITIA_NODISCARD comitia_status cm_summing_init(cm_summing *s, cm_ctx *ctx,
                                                 cm_arena *arena,
                                                 cm_integers *pool,
                                                 const cm_world *world,
                                                 uint32_t act);
/**
 * "The rule holds" (negate: does not hold); presence: quotas count who is
 * present. E_BUDGET if the numbers of a measure have a common denominator of
 * more than 2^17 bits.
 */
COMITIA_NODISCARD comitia_status cm_sum_rule(cm_summing *s, const cm_rule *rule,
                                             bool negate, bool presence,
                                             const cm_formula **out);
/** All of these formulas hold. */
COMITIA_NODISCARD comitia_status cm_sum_all(cm_summing *s,
                                            const cm_formula *const *parts,
                                            uint32_t n,
                                            const cm_formula **out);

#endif
