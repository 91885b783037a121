/* What stands behind cm_apportion: one file a family of methods. */
#ifndef CM_CLAIMS_H
#define CM_CLAIMS_H

#include "engine/apportion/apportion.h"

struct cm_claim {
    mpz_t next, next_over; /**< votes over the signpost of the next seat */
    mpz_t last, last_over; /**< of the last one; last_over 0: no end */
    mpz_t rest;            /**< largest remainder: votes behind the quotas */
    uint64_t seats;
    uint32_t party;
    bool fixed; /**< stays at its base */
};

comitia_status cm_apportion_by_divisor(cm_ctx *ctx, const cm_contest *contest,
                                       cm_seating *seating);
comitia_status cm_apportion_by_quota(cm_ctx *ctx, const cm_contest *contest,
                                     cm_seating *seating);

#endif
