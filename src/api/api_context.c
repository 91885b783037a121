/* Contexts: made, watched, freed. */
#include "base/ctx.h"

comitia_status comitia_ctx_new(const comitia_allocator *allocator,
                               comitia_ctx **out)
{
    comitia_allocator own = cm_system_allocator();
    if (allocator && allocator->resize)
        own = *allocator;
    comitia_ctx *ctx = own.resize(own.user, NULL, 0, sizeof *ctx);
    if (!ctx)
        return COMITIA_E_NOMEM;
    cm_memory *memory = cm_memory_new(own);
    if (!memory) {
        own.resize(own.user, ctx, sizeof *ctx, 0);
        return COMITIA_E_NOMEM;
    }
    *ctx = (comitia_ctx){.allocator = cm_memory_allocator(memory),
                         .own = own,
                         .memory = memory};
    cm_ctx_begin(ctx, 0);
    *out = ctx;
    return COMITIA_OK;
}

void comitia_ctx_free(comitia_ctx *ctx)
{
    if (!ctx)
        return;
    comitia_allocator own = ctx->own;
    cm_memory_drop(ctx->memory);
    own.resize(own.user, ctx, sizeof *ctx, 0);
}

void comitia_ctx_bound_memory(comitia_ctx *ctx, uint64_t bytes)
{
    cm_memory_bound(ctx->memory, bytes);
}

uint64_t comitia_ctx_memory(const comitia_ctx *ctx)
{
    return cm_memory_used(ctx->memory);
}

void comitia_ctx_on_progress(comitia_ctx *ctx, comitia_progress progress,
                             void *user)
{
    ctx->progress = progress;
    ctx->progress_user = user;
}

void comitia_ctx_set_threads(comitia_ctx *ctx, uint32_t n)
{
    ctx->threads = n < CM_MOST_THREADS ? n : CM_MOST_THREADS;
}

void comitia_ctx_set_peers(comitia_ctx *ctx, const comitia_peers *peers)
{
    ctx->peers = peers;
}

const char *comitia_ctx_message(const comitia_ctx *ctx)
{
    return ctx->what;
}
