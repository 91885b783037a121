/* A part of an answer may take so many steps and no more. */
#ifndef CM_ALLOWANCE_H
#define CM_ALLOWANCE_H

#include "base/ctx.h"

/**
 * Lowers the limit of the question under way to `steps` from here; returns the
 * limit to be given back. COMITIA_E_BUDGET in between then says that the part
 * is too long, and the question can go on with what is left.
 */
static inline uint64_t cm_allow(cm_ctx *ctx, uint64_t steps)
{
    uint64_t limit = ctx->limit;
    if (steps < limit - ctx->steps)
        ctx->limit = ctx->steps + steps;
    return limit;
}

static inline void cm_allow_end(cm_ctx *ctx, uint64_t limit)
{
    ctx->limit = limit;
}

#endif
