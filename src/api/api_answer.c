/* Answers: asked for, read, printed, freed. */
#include "api/api_model.h"
#include "ask/ask.h"
#include "report/print.h"

/** An answer lives in its own arena and looks into its model. */
struct comitia_answer {
    cm_answer is;
    comitia_allocator allocator;
};

comitia_status comitia_ask(comitia_ctx *ctx, const comitia_model *model,
                           const comitia_question *question,
                           const comitia_loader *loader, comitia_answer **out)
{
    comitia_allocator allocator = ctx->allocator;
    comitia_answer *answer =
        allocator.resize(allocator.user, NULL, 0, sizeof *answer);
    if (!answer)
        return COMITIA_E_NOMEM;
    *answer = (comitia_answer){.allocator = allocator};
    comitia_status status = cm_ask_question(ctx, cm_model_of(model), question,
                                            loader, &answer->is);
    if (status != COMITIA_OK) {
        allocator.resize(allocator.user, answer, sizeof *answer, 0);
        return cm_memory_said(ctx, status);
    }
    *out = answer;
    return COMITIA_OK;
}

void comitia_answer_free(comitia_answer *answer)
{
    if (!answer)
        return;
    comitia_allocator allocator = answer->allocator;
    cm_arena_clear(&answer->is.arena);
    allocator.resize(allocator.user, answer, sizeof *answer, 0);
}

const comitia_value *comitia_answer_value(const comitia_answer *answer)
{
    return answer->is.value;
}

int comitia_answer_exit(const comitia_answer *answer)
{
    return answer->is.exit;
}

/* ---- printing ------------------------------------------------------------------ */

typedef struct printing {
    cm_ctx *ctx;
    cm_arena scratch;
    cm_buf text;
} printing;

static void begin(printing *p, cm_ctx *ctx)
{
    p->ctx = ctx;
    cm_ctx_begin(ctx, 0);
    cm_arena_init(&p->scratch, ctx->allocator);
    cm_buf_init(&p->text, &p->scratch);
}

static comitia_status end(printing *p, comitia_status status,
                          comitia_sink sink, void *user)
{
    const char *text = cm_buf_text(&p->text);
    if (status == COMITIA_OK && !text)
        status = COMITIA_E_NOMEM;
    if (status == COMITIA_OK && p->text.n && sink(user, text, p->text.n))
        status = cm_fail(p->ctx, COMITIA_E_CANCELLED, "writing was stopped");
    cm_arena_clear(&p->scratch);
    return cm_memory_said(p->ctx, status);
}

comitia_status comitia_answer_print(comitia_ctx *ctx,
                                    const comitia_answer *answer,
                                    const comitia_print *print,
                                    comitia_sink sink, void *user)
{
    printing p;
    begin(&p, ctx);
    return end(&p,
               cm_print_answer(ctx, answer->is.model, answer->is.value, print,
                               &p.text),
               sink, user);
}

comitia_status comitia_diagnostics_print(comitia_ctx *ctx,
                                         const comitia_model *model,
                                         const comitia_answer *answer,
                                         const comitia_print *print,
                                         comitia_sink sink, void *user)
{
    static const cm_diags none;
    const cm_model *of =
        answer && answer->is.model ? answer->is.model : cm_model_of(model);
    const cm_diags *diags = answer ? &answer->is.diags
                            : of   ? &of->diags
                                   : &none;
    printing p;
    begin(&p, ctx);
    return end(&p, cm_print_diags(ctx, of, diags, print, &p.text), sink, user);
}
