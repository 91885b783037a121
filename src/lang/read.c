#include "lang/read.h"

#include "lang/parse/parse.h"
#include "lang/resolve/names.h"

typedef comitia_status (*part)(cm_resolver *r);

/* Each needs what stands before it: options and courts for references, groups
   for rules, voters for forecasts, definitions for circles. */
static const part name_parts[] = {
    cm_enter,           cm_resolve_facts,     cm_resolve_ladders,
    cm_resolve_bodies,  cm_resolve_acts,      cm_resolve_outcomes,
    cm_find_circle,     cm_resolve_forecasts, cm_resolve_sources,
    cm_resolve_events,  cm_resolve_reports,   cm_resolve_talks,
    cm_resolve_expects,
};

static const part check_parts[] = {
    cm_check_sources,
    cm_check_events,
    cm_check_reports,
    cm_check_talks,
};

static comitia_status run(cm_resolver *r, const part *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        CM_TRY(parts[i](r));
        CM_TRY(cm_resolved(r));
    }
    return COMITIA_OK;
}

static uint64_t bytes_of(const cm_model *model)
{
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < model->n_texts; i++)
        bytes += model->texts[i].bytes;
    return bytes;
}

static comitia_status resolve(cm_resolver *r)
{
    CM_TRY(run(r, name_parts, sizeof name_parts / sizeof *name_parts));
    cm_colour_groups(r);
    if (r->diags->n_errors)
        return COMITIA_OK;
    r->model->names_fit = true;
    return run(r, check_parts, sizeof check_parts / sizeof *check_parts);
}

static comitia_status read_into(cm_ctx *ctx, cm_model *model, const char *path,
                                const char *bytes, size_t n_bytes,
                                const comitia_loader *loader)
{
    cm_syntax syntax = {0};
    CM_TRY(cm_parse(ctx, model, loader, path, bytes, n_bytes, &syntax));
    if (model->diags.n_errors)
        return model->diags.failed ? COMITIA_E_NOMEM : COMITIA_OK;
    CM_TRY(cm_declarations_of(model, &syntax));
    cm_resolver r = {.ctx = ctx,
                     .model = model,
                     .arena = &model->arena,
                     .diags = &model->diags,
                     .syntax = &syntax,
                     .loader = loader,
                     .bytes_read = bytes_of(model)};
    cm_arena_init(&r.scratch, ctx->allocator);
    comitia_status status = resolve(&r);
    cm_arena_clear(&r.scratch);
    return status;
}

comitia_status cm_read(cm_ctx *ctx, const char *path, const char *bytes,
                       size_t n_bytes, const comitia_loader *loader,
                       cm_model **out)
{
    cm_ctx_begin(ctx, 0);
    ctx->doing = "reading";
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    cm_model *model = cm_new(&arena, cm_model);
    if (!model) {
        cm_arena_clear(&arena);
        return cm_fail(ctx, COMITIA_E_NOMEM, "reading %s", path);
    }
    model->arena = arena;
    cm_diags_init(&model->diags, &model->arena);
    comitia_status status = read_into(ctx, model, path, bytes, n_bytes, loader);
    if (status == COMITIA_OK) {
        cm_diags_finish(&model->diags);
        if (model->diags.failed)
            status = COMITIA_E_NOMEM;
    }
    if (status == COMITIA_E_NOMEM)
        cm_fail(ctx, status, "reading %s", path);
    if (status != COMITIA_OK) {
        cm_model_free(model);
        return status;
    }
    *out = model;
    return COMITIA_OK;
}

void cm_model_free(cm_model *model)
{
    if (!model)
        return;
    /* The model lives in its own arena. */
    cm_arena arena = model->arena;
    cm_arena_clear(&arena);
}
