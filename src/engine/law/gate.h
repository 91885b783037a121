/* A rule as a function of how ballots depend on the levels of a diagram. */
#ifndef CM_GATE_H
#define CM_GATE_H

#include "engine/diagram/diagram.h"
#include "engine/law/world.h"

/**
 * Some ballots of one act: `units` of equal weight whose ballots are set by
 * the value of a level. A bloc of 68 is one unit of 68 seats; a freed party is
 * 68 units of one seat; ten alike members are ten units of one seat with the
 * first of them as `voter`.
 */
typedef struct cm_input {
    uint32_t voter;      /**< index into act->voters: sets, measures */
    uint64_t unit_seats; /**< seats of one unit */
    uint32_t level;      /**< or CM_NONE: constant, value 0 */
    /** counts[value][ballot]: how many units cast it, ballot 0..3 (yes, no,
        abstain, absent). One row for each value of the level. */
    const uint64_t (*counts)[4];
} cm_input;

/** An act with its inputs: what a rule is compiled against. Seats that stand
    in no input are absent. */
typedef struct cm_ballots {
    const cm_model *model;
    const cm_act *act;
    const uint64_t *seats; /**< of each voter, as in cm_act_now */
    uint64_t vacant;
    const cm_input *inputs;
    uint32_t n_inputs;
} cm_ballots;

/** `voter` is one of `voters`. O(log n). */
bool cm_voters_have(cm_voters voters, uint32_t voter);

/** The rule holds. */
COMITIA_NODISCARD comitia_status cm_gate_rule(cm_diagram *d, cm_ctx *ctx,
                                              const cm_ballots *ballots,
                                              const cm_rule *rule, cm_fn *out);
/** The quorum is met (true if the act has none). */
COMITIA_NODISCARD comitia_status cm_gate_quorum(cm_diagram *d, cm_ctx *ctx,
                                                const cm_ballots *ballots,
                                                cm_fn *out);

/** A quota that is one sum: it holds iff the sum over the levels of
    coef[level][value] (NULL: 0) is at least bound. */
typedef comitia_status cm_take_sum(void *user, mpz_t *const *coef,
                                   mpz_srcptr bound);
/** Hands over a quota as one sum; *taken stays false, and nothing is handed
    over, if it is none: a tie can be broken, or its base may be empty. */
COMITIA_NODISCARD comitia_status cm_gate_sum(cm_diagram *d, cm_ctx *ctx,
                                             const cm_ballots *ballots,
                                             const cm_quota *quota,
                                             cm_take_sum *take, void *user,
                                             bool *taken);

/**
 * The comparison of numbers is not enough: T > 0 (of `all but k`: n > 0) must
 * be asked for too. With T = 0 no `at least` and no `more than` holds; where
 * all that is counted is in the base, a number above 0 says that T is.
 */
bool cm_quota_asks_base(const cm_quota *quota, bool presence);

/** Direction of a rule (LANGUAGE, section 5). */
typedef enum cm_polarity {
    CM_FORWARD,  /**< + */
    CM_BACKWARD, /**< - */
    CM_MIXED
} cm_polarity;
cm_polarity cm_rule_direction(const cm_rule *rule);

#endif
