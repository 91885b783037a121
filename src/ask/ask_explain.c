/* explain: a page about a diagnostic. */
#include "ask/ask.h"
#include "ask/explain/explain_pages.h"

comitia_status cm_ask_explain(cm_ask *ask, comitia_value *answer)
{
    cm_builder *b = &ask->b;
    const cm_page *page = cm_page_of(ask->q->names[0]);
    if (!page) {
        cm_diag *diag =
            cm_diag_add(&ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                        "there is no diagnostic %s", ask->q->names[0]);
        cm_diag_help(&ask->diags, diag,
                     "codes are C and four digits, %s to %s",
                     cm_page_at(0)->code,
                     cm_page_at(cm_n_pages() - 1)->code);
        return COMITIA_OK;
    }
    cm_put_text(b, answer, "code", page->code);
    cm_put_text(b, answer, "severity", page->severity);
    cm_put_text(b, answer, "title", page->title);
    cm_put_text(b, answer, "wrong", page->wrong);
    cm_put_text(b, answer, "right", page->right);
    cm_put_text(b, answer, "text", page->text);
    return b->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
