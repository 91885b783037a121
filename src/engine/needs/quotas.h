/* What quotas ask for, in numbers. */
#ifndef CM_QUOTAS_H
#define CM_QUOTAS_H

#include "base/number.h"
#include "engine/law/world.h"

/** A quota with a base. Numbers NULL: there is none. */
typedef struct cm_quota_need {
    const cm_quota *quota;
    const cm_number *total, *bound;
    const cm_number *required; /**< integer units only */
} cm_quota_need;

/** What it asks of a base of `total`; whole: in units that are integers. */
COMITIA_NODISCARD comitia_status cm_quota_bounds(cm_arena *arena,
                                                 const cm_quota *q,
                                                 mpq_srcptr total, bool whole,
                                                 cm_quota_need *out);

/** The quotas of a rule of an act in text order, with everybody present; none
    without a rule. */
COMITIA_NODISCARD comitia_status cm_quotas_in(cm_ctx *ctx, cm_arena *arena,
                                              const cm_world *world,
                                              uint32_t act,
                                              const cm_rule *rule,
                                              cm_quota_need **quotas,
                                              uint32_t *n);
/** Those of an arm of its rule, as they stand now. */
COMITIA_NODISCARD comitia_status cm_quotas_of(cm_ctx *ctx, cm_arena *arena,
                                              const cm_world *world,
                                              uint32_t act, uint32_t arm,
                                              cm_quota_need **quotas,
                                              uint32_t *n);

#endif
