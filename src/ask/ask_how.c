/* how: the smallest changes that flip a status. */
#include "ask/ask.h"
#include "engine/law/changes.h"

static void put_changes(cm_ask *ask, comitia_value *answer,
                        const cm_changes *changes)
{
    comitia_value *list = cm_put_list(&ask->b, answer, "changes");
    for (size_t i = 0; i < changes->list.n; i++) {
        const cm_change *change = &changes->list.at[i];
        comitia_value *term = cm_add_list(&ask->b, list);
        for (uint32_t k = 0; k < change->n; k++)
            cm_add(&ask->b, term,
                   cm_literal(ask, (cm_atom){CM_ATOM_ACT, change->at[k].act},
                              change->at[k].passes));
    }
}

/* Facts that would make a change possible if they were settled, each once. */
static void put_keys(cm_ask *ask, comitia_value *answer,
                     const cm_changes *changes)
{
    comitia_value *list =
        cm_put_list(&ask->b, answer, CM_TEXT_ONLY "facts");
    for (size_t i = 0; i < changes->keys.n; i++) {
        uint32_t fact = changes->keys.at[i].fact.index;
        if (i == 0 || fact != changes->keys.at[i - 1].fact.index)
            cm_add_text(&ask->b, list, ask->model->facts[fact].label.name);
    }
}

comitia_status cm_ask_how(cm_ask *ask, comitia_value *answer)
{
    static const char *const status_texts[] = {
        [CM_IMPOSSIBLE] = "impossible",
        [CM_CERTAIN] = "certain",
        [CM_OPEN] = "open",
    };
    const cm_target *target = &ask->targets[0];
    cm_arena scratch;
    cm_changes changes;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, ask->ctx->allocator);
    const cm_cond *subject = cm_target_cond(&scratch, target);
    if (!subject)
        goto done;
    ask->ctx->doing = "looking for changes";
    CM_GO(cm_changes_of(ask->ctx, &scratch, ask->world, subject, &changes));
    cm_put(&ask->b, answer, "subject",
           cm_subject(ask, target->what, target->index));
    cm_put_text(&ask->b, answer, "status", status_texts[changes.status]);
    if (changes.listed) {
        put_changes(ask, answer, &changes);
    } else {
        cm_put_null(&ask->b, answer, "changes");
        cm_list_left_out(ask, "the list of changes");
    }
    if (changes.keys.n)
        put_keys(ask, answer, &changes);
    status = ask->b.failed ? COMITIA_E_NOMEM : COMITIA_OK;
done:
    cm_arena_clear(&scratch);
    return status;
}
