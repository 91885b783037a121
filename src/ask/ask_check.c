/* check: every expect line, and what is odd about the law. */
#include "ask/expectation.h"

enum { MOST_OPEN_ACTS = 20 };

static void put_expect(cm_ask *ask, comitia_value *list, const cm_expect *e,
                       const cm_found *found)
{
    cm_builder *b = &ask->b;
    comitia_value *row = cm_add_object(b, list);
    cm_put_place(ask, row, e->line_span);
    cm_put_text(b, row, "text", e->text);
    cm_put_bool(b, row, "holds", found->holds);
    cm_put_text(b, row, "found", found->found);
    if (!found->holds)
        cm_diag_add(&ask->diags, "C0502", CM_FAILED, e->span,
                    "%s: found %s", e->text, found->found);
}

/* A note that takes too long to find is not worth the question. */
static comitia_status note_mixed(cm_ask *ask)
{
    for (uint32_t i = 0; i < ask->model->n_outcomes; i++) {
        /* Many short ones take long together; so do expects. */
        CM_TRY(cm_ask_progress(ask->ctx, "looking at outcomes",
                               ask->ctx->steps));
        cm_ctx_begin(ask->ctx, ask->q->limit);
        uint64_t limit = cm_share_begin(ask->ctx, 100);
        comitia_status status = cm_note_mixed(ask, i, MOST_OPEN_ACTS);
        cm_share_end(ask->ctx, limit);
        if (status != COMITIA_OK && !cm_is_limit(ask->ctx, status))
            return status;
    }
    return COMITIA_OK;
}

comitia_status cm_ask_check(cm_ask *ask, comitia_value *answer)
{
    uint32_t passed = 0, n = ask->model->n_expects;
    comitia_value *list = cm_list(&ask->b);
    CM_TRY(note_mixed(ask));
    for (uint32_t i = 0; i < n; i++) {
        cm_found found;
        CM_TRY(cm_ask_progress(ask->ctx, "checking what is expected",
                               ask->ctx->steps));
        CM_TRY(cm_find_expected(ask, &ask->model->expects[i], &found));
        put_expect(ask, list, &ask->model->expects[i], &found);
        passed += found.holds ? 1 : 0;
    }
    cm_put_number(&ask->b, answer, "passed", passed);
    cm_put_number(&ask->b, answer, "failed", n - passed);
    cm_put(&ask->b, answer, "expects", list);
    ask->word = passed == n ? CM_WORD_YES : CM_WORD_NO;
    ask->exit = passed == n ? 0 : 3;
    return ask->b.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
