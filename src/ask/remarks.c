/* The diagnostics of a question and of its model, and limits that it met. */
#include "ask/remarks.h"

static bool same_diag(const cm_diag *a, const cm_diag *b)
{
    return a == b ||
           (strcmp(a->code, b->code) == 0 && a->span.file == b->span.file &&
            a->span.line == b->span.line && a->span.column == b->span.column &&
            strcmp(a->message, b->message) == 0);
}

/* Adds the diagnostics of `from` that are not there yet. Those of a question
   are few; those of a model are distinct and come first. */
void cm_add_diags(cm_diags *into, const cm_diags *from)
{
    size_t n = into->all.n;
    into->failed |= from->failed;
    for (size_t i = 0; i < from->all.n; i++) {
        bool there = false;
        for (size_t k = 0; k < n && !there; k++)
            there = same_diag(into->all.at[k], from->all.at[i]);
        if (!there && !cm_push(into->arena, &into->all, from->all.at[i]))
            into->failed = true;
    }
}

void cm_all_diags(cm_ask *ask, cm_diags *all)
{
    cm_diags_init(all, ask->arena);
    if (ask->model) {
        cm_add_diags(all, &ask->model->diags);
        all->more = ask->model->diags.more;
    }
    cm_add_diags(all, &ask->diags);
    cm_diags_finish(all);
}

bool cm_has_remarks(const cm_diags *diags)
{
    for (size_t i = 0; i < diags->all.n; i++)
        if (diags->all.at[i]->severity == CM_WARNING ||
            diags->all.at[i]->severity == CM_NOTE)
            return true;
    return false;
}

void cm_memory_reached(cm_ask *ask)
{
    char most[32];
    cm_diag *diag =
        cm_diag_add(&ask->diags, "C0701", CM_ERROR, CM_NO_SPAN,
                    "%s: more than %s of memory would be needed",
                    ask->ctx->what, cm_memory_words(ask->ctx, most));
    cm_diag_help(&ask->diags, diag,
                 "--memory SIZE gives more; --suppose narrows the question");
}

/* Names the limit, what reached it, and the option that raises it. A part that
   used up its share leaves no more than what was being done. */
void cm_limit_reached(cm_ask *ask, uint64_t limit)
{
    cm_ctx *ctx = ask->ctx;
    bool all = ctx->steps >= ctx->limit;
    if (ctx->short_of_memory && !all) {
        cm_memory_reached(ask);
        return;
    }
    if (!all && strcmp(ctx->what, ctx->doing) != 0) {
        cm_diag *diag = cm_diag_add(&ask->diags, "C0701", CM_ERROR, CM_NO_SPAN,
                                    "a limit was reached: %s", ctx->what);
        if (ask->q->verb == COMITIA_POWER && !ask->q->sample &&
            !ask->q->n_unions && !ask->q->order)
            cm_diag_help(
                &ask->diags, diag, "--sample N estimates %s from N draws",
                ask->q->three_ballots ? "banzhaf_absolute"
                                      : "banzhaf_absolute and shapley");
        return;
    }
    cm_diag *diag =
        cm_diag_add(&ask->diags, "C0701", CM_ERROR, CM_NO_SPAN,
                    "%s took %s the limit of %llu steps of work", ctx->what,
                    all ? "more than" : "more than its share of",
                    (unsigned long long)limit);
    cm_diag_help(&ask->diags, diag, "--limit STEPS raises it%s",
                 ask->model ? "; --suppose narrows the question"
                 : ask->q->verb == COMITIA_POLL ? "; --sample N draws less"
                                                : "");
}
