#include "report/verbs/seats_model.h"

#include <stdlib.h>

#include "import/draft.h"
#include "report/words/seats_text.h"

static void add_party(cm_draft *draft, const comitia_value *row)
{
    const char *name = cm_tree_text(row, "party");
    uint64_t seats = strtoull(cm_tree_text(row, "seats"), NULL, 10);
    if (seats == 0)
        return;
    uint32_t party = cm_draft_party_of(draft, name, name, NULL);
    if (party != CM_DRAFT_NONE)
        draft->parties.at[party].seats = seats;
}

static comitia_status write(cm_ctx *ctx, cm_arena *scratch,
                            const comitia_value *answer, cm_buf *out)
{
    const comitia_value *parties = comitia_value_get(answer, "parties");
    cm_draft draft;
    cm_doc doc;
    cm_doc_init(&doc, scratch, NULL, 0);
    cm_draft_init(&draft, scratch, NULL);
    for (size_t i = 0; i < comitia_value_count(parties); i++)
        add_party(&draft, comitia_value_at(parties, i));
    draft.headline = cm_textf(&doc, "%s seats for %s votes, by %s",
                              cm_tree_text(answer, "house"),
                              cm_tree_text(answer, "votes"),
                              cm_method_text(&doc, answer));
    draft.by = "seats";
    if (draft.failed || doc.failed)
        return COMITIA_E_NOMEM;
    return cm_draft_write(ctx, &draft, out);
}

comitia_status cm_print_seats_model(cm_ctx *ctx, const comitia_value *answer,
                                    cm_buf *out)
{
    cm_arena scratch;
    if (!comitia_value_get(answer, "parties"))
        return COMITIA_OK;
    if (cm_tree_is(answer, "answer", "open"))
        return cm_fail(ctx, COMITIA_E_USAGE,
                       "a tie leaves the seats open: there is no one model of "
                       "them");
    cm_arena_init(&scratch, ctx->allocator);
    comitia_status status = write(ctx, &scratch, answer, out);
    cm_arena_clear(&scratch);
    return status;
}
