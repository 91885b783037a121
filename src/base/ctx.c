#include "base/ctx.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { REPORT_EVERY = 1 << 24 };

void cm_ctx_begin(cm_ctx *ctx, uint64_t limit)
{
    ctx->limit = limit ? limit : CM_DEFAULT_LIMIT;
    ctx->steps = 0;
    ctx->next_report = REPORT_EVERY;
    ctx->short_of_memory = ctx->enough = ctx->settled = false;
    ctx->doing = "working";
    ctx->plan[0] = '\0';
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
        return cm_ask_progress(ctx, ctx->doing, ctx->steps);
    }
    return COMITIA_OK;
}

/* ---- plans ---------------------------------------------------------------------- */

const char *cm_time_words(uint64_t steps, char *text)
{
    static const struct {
        uint64_t seconds;
        const char *name;
    } units[] = {
        {31557600, "years"}, {86400, "days"}, {3600, "hours"}, {60, "minutes"}};
    uint64_t seconds = steps / 1000000000;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (seconds >= 2 * units[i].seconds) {
            snprintf(text, CM_TIME_WORDS, "%" PRIu64 " %s", seconds / units[i].seconds,
                     units[i].name);
            return text;
        }
    if (seconds == 0)
        snprintf(text, CM_TIME_WORDS, "less than a second");
    else
        snprintf(text, CM_TIME_WORDS, "%" PRIu64 " s", seconds);
    return text;
}

void cm_plan(cm_ctx *ctx, const char *what, uint64_t steps, uint64_t bytes)
{
    enum { LONG = 1000000000 }; /* a second */
    char time[CM_TIME_WORDS];
    ctx->plan[0] = '\0';
    if (ctx->threads > 1)
        steps /= ctx->threads;
    if (steps >= LONG)
        snprintf(ctx->plan, sizeof ctx->plan, "%s, about %s, %" PRIu64 " MiB",
                 what, cm_time_words(steps, time), (bytes >> 20) + 1);
}

void cm_planned(cm_ctx *ctx)
{
    ctx->plan[0] = '\0';
}

/* ---- progress ------------------------------------------------------------------- */

comitia_status cm_ask_progress(cm_ctx *ctx, const char *doing, uint64_t steps)
{
    const char *told = ctx->plan[0] ? ctx->plan : doing;
    int word = ctx->progress ? ctx->progress(ctx->progress_user, told, steps,
                                             ctx->limit)
                             : COMITIA_GO_ON;
    if (word == COMITIA_GO_ON || (word == COMITIA_ENOUGH && ctx->settled))
        return COMITIA_OK;
    ctx->enough = word == COMITIA_ENOUGH;
    return cm_fail(ctx, COMITIA_E_CANCELLED, "%s", doing);
}

bool cm_settle(cm_ctx *ctx)
{
    ctx->settled |= ctx->enough;
    return ctx->settled;
}

bool cm_is_limit(cm_ctx *ctx, comitia_status status)
{
    if (status == COMITIA_E_NOMEM && cm_memory_refused(ctx->memory)) {
        ctx->short_of_memory = true;
        (void)cm_fail(ctx, status, "%s", ctx->doing);
        return true;
    }
    return status == COMITIA_E_BUDGET;
}

const char *cm_memory_words(const cm_ctx *ctx, char *text)
{
    enum { ROOM = 32 };
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    uint64_t bytes = cm_memory_most(ctx->memory);
    unsigned u = 0;
    for (; u < 4 && bytes >= 1024 && bytes % 1024 == 0; u++)
        bytes /= 1024;
    for (; u < 4 && bytes >= 10240; u++) /* an odd number is rounded down */
        bytes /= 1024;
    snprintf(text, ROOM, "%" PRIu64 " %s", bytes, units[u]);
    return text;
}

comitia_status cm_memory_said(cm_ctx *ctx, comitia_status status)
{
    char most[32];
    if (status != COMITIA_E_NOMEM)
        return status;
    ctx->what[0] = '\0';
    return cm_memory_refused(ctx->memory)
               ? cm_fail(ctx, status, "it takes more than %s; --memory SIZE "
                                      "gives more",
                         cm_memory_words(ctx, most))
               : status;
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
