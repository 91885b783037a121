/* Models: read, checked, freed; and the standard layout of a text. */
#include "api/api_model.h"

#include "engine/belief/belief.h"
#include "engine/law/history_check.h"
#include "import/import.h"
#include "lang/parse/parse.h"
#include "lang/read.h"

/* The checks that need an engine; they add to what reading found. */
static comitia_status check(cm_ctx *ctx, cm_model *model)
{
    if (!model->names_fit)
        return COMITIA_OK;
    cm_ctx_begin(ctx, 0);
    CM_TRY(cm_check_history(ctx, model, &model->diags));
    CM_TRY(cm_check_belief(ctx, model, &model->diags));
    cm_diags_finish(&model->diags);
    return model->diags.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

comitia_status comitia_model_parse(comitia_ctx *ctx, const char *path,
                                   const char *bytes, size_t n_bytes,
                                   const comitia_loader *loader,
                                   comitia_model **out)
{
    cm_model *model;
    comitia_status status = cm_read(ctx, path, bytes, n_bytes, loader, &model);
    if (status != COMITIA_OK)
        return cm_memory_said(ctx, status);
    status = check(ctx, model);
    if (status != COMITIA_OK) {
        cm_model_free(model);
        return cm_memory_said(ctx, status);
    }
    *out = (comitia_model *)model;
    return COMITIA_OK;
}

void comitia_model_free(comitia_model *model)
{
    cm_model_free((cm_model *)model);
}

bool comitia_model_has_errors(const comitia_model *model)
{
    return cm_model_has_errors(cm_model_of(model));
}

/* A model that has diagnostics and texts only. */
static cm_model *empty_model(cm_ctx *ctx)
{
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    cm_model *model = cm_new(&arena, cm_model);
    if (!model) {
        cm_arena_clear(&arena);
        return NULL;
    }
    /* The model lives in the arena that it holds. */
    model->arena = arena;
    cm_diags_init(&model->diags, &model->arena);
    return model;
}

/* A text that was made goes to the sink, and the model with what there is to
   say about it to the caller. */
static comitia_status hand_over(cm_ctx *ctx, comitia_status status,
                                cm_model *model, const cm_buf *text,
                                comitia_sink sink, void *user,
                                comitia_model **out)
{
    cm_diags_finish(&model->diags);
    if (status == COMITIA_OK && !cm_buf_text(text))
        status = COMITIA_E_NOMEM;
    if (status == COMITIA_OK && sink(user, cm_buf_text(text), text->n))
        status = cm_fail(ctx, COMITIA_E_CANCELLED, "writing was stopped");
    if (status == COMITIA_OK || status == COMITIA_E_MODEL)
        *out = (comitia_model *)model;
    else
        cm_model_free(model);
    return cm_memory_said(ctx, status);
}

comitia_status comitia_format_text(comitia_ctx *ctx, const char *path,
                                   const char *bytes, size_t n_bytes,
                                   comitia_sink sink, void *user,
                                   comitia_model **out)
{
    cm_buf text;
    cm_ctx_begin(ctx, 0);
    cm_model *model = empty_model(ctx);
    if (!model)
        return COMITIA_E_NOMEM;
    cm_buf_init(&text, &model->arena);
    comitia_status status =
        cm_format(ctx, model, path, bytes, n_bytes, &text);
    return hand_over(ctx, status, model, &text, sink, user, out);
}

comitia_status comitia_import_text(comitia_ctx *ctx,
                                   const comitia_import_options *options,
                                   const char *path, const char *bytes,
                                   size_t n_bytes, comitia_sink sink,
                                   void *user, comitia_model **out)
{
    cm_buf text;
    cm_ctx_begin(ctx, 0);
    cm_model *model = empty_model(ctx);
    if (!model)
        return COMITIA_E_NOMEM;
    cm_buf_init(&text, &model->arena);
    comitia_status status =
        cm_import(ctx, model, options, path, bytes, n_bytes, &text);
    return hand_over(ctx, status, model, &text, sink, user, out);
}
