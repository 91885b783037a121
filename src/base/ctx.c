#include "base/ctx.h"

#include <stdarg.h>
#include <stdio.h>

enum { REPORT_EVERY = 1 << 24 };

void cm_ctx_begin(cm_ctx *ctx, uint64_t limit)
{
    ctx->limit = limit ? limit : CM_DEFAULT_LIMIT;
    ctx->steps = 0;
    ctx->next_report = REPORT_EVERY;
    ctx->doing = "working";
    ctx->what[0] = '\0';
}

comitia_status cm_spend(cm_ctx *ctx, uint64_t steps)
{
    if (steps > ctx->limit - ctx->steps) {
        ctx->steps = ctx->limit;
        return cm_fail(ctx, COMITIA_E_BUDGET, "%s", ctx->doing);
    }
    ctx->steps += steps;
    if (ctx->steps >= ctx->next_report) {
        ctx->next_report = ctx->steps + REPORT_EVERY;
        if (ctx->progress && ctx->progress(ctx->progress_user, ctx->doing,
                                           ctx->steps, ctx->limit))
            return cm_fail(ctx, COMITIA_E_CANCELLED, "%s", ctx->doing);
    }
    return COMITIA_OK;
}

comitia_status cm_fail(cm_ctx *ctx, comitia_status status, const char *format,
                       ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(ctx->what, sizeof ctx->what, format, args);
    va_end(args);
    return status;
}
