/* The conditions of an act one by one, as the ballots that were cast meet them. */
#ifndef CM_COUNTED_H
#define CM_COUNTED_H

#include "engine/needs/quotas.h"

/** A quota, a veto or a consent of a rule or a quorum. */
typedef struct cm_counted {
    const cm_rule *rule;
    bool quorum;
    bool known;           /**< false: open ballots may change it */
    bool holds;
    cm_quota_need quota;  /**< of a quota, by the base as it was */
    const cm_number *count; /**< of a quota: what counts for it */
    uint32_t *against;    /**< of a veto, a consent: voters who keep it away */
    uint32_t n_against;
} cm_counted;

/**
 * The conditions of an arm and of the quorum in text order, O(voters) each; in
 * `arena`. None where no ballots are recorded or supposed.
 */
COMITIA_NODISCARD comitia_status cm_counted_of(cm_ctx *ctx, cm_arena *arena,
                                               const cm_world *world,
                                               uint32_t act, uint32_t arm,
                                               cm_counted **counted,
                                               uint32_t *n);

#endif
