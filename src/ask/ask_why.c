/* why: the smallest reasons for a present status. */
#include "ask/ask.h"
#include "engine/law/reasons.h"
#include "engine/law/result.h"

static const char *const status_texts[] = {
    [CM_IMPOSSIBLE] = "impossible",
    [CM_CERTAIN] = "certain",
    [CM_OPEN] = "open",
};

/* ---- literals of what is settled ---------------------------------------------- */

static comitia_value *fact_value(cm_ask *ask, uint32_t fact)
{
    const cm_fact_now *now = &ask->world->facts[fact];
    bool choice = ask->model->facts[fact].is_choice;
    cm_atom atom = {choice ? CM_ATOM_CHOICE : CM_ATOM_FACT, fact};
    return cm_literal(ask, atom,
                      choice ? now->option : now->settled == CM_SETTLED_TRUE);
}

/* A step that one event settled for both movers is named without them. */
static comitia_value *act_value(cm_ask *ask, const cm_thing *thing)
{
    bool passed =
        ask->world->acts[thing->index].settled == CM_SETTLED_TRUE;
    if (thing->other == CM_NONE)
        return cm_literal(ask, (cm_atom){CM_ATOM_ACT, thing->index}, passed);
    comitia_value *object = cm_object(&ask->b);
    cm_put_text(&ask->b, object, "name",
                ask->model->acts[thing->index].label.name);
    cm_put_text(&ask->b, object, "kind", "step");
    cm_put_bool(&ask->b, object, "value", passed);
    return object;
}

static comitia_status vote_result(cm_ask *ask, uint32_t act, const char **text)
{
    cm_arena scratch;
    cm_law *law = NULL;
    bool known = false;
    cm_result result = CM_PASSED;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, ask->ctx->allocator);
    const cm_cond *root = cm_cond_of(&scratch, CM_COND_ACT, act, 0, 0);
    if (!root)
        goto done;
    CM_GO(cm_law_new(ask->ctx, &scratch, ask->world, &root, 1, &cm_any_order,
                     &law));
    CM_GO(cm_result_now(law, act, &known, &result));
    *text = known ? cm_result_text(result) : NULL;
done:
    cm_law_clear(law);
    cm_arena_clear(&scratch);
    return status;
}

static comitia_status vote_value(cm_ask *ask, uint32_t act,
                                 comitia_value **value)
{
    const char *text = NULL;
    CM_TRY(vote_result(ask, act, &text));
    *value = cm_object(&ask->b);
    cm_put_text(&ask->b, *value, "name", ask->model->acts[act].label.name);
    cm_put_text(&ask->b, *value, "kind", "vote");
    cm_put_text(&ask->b, *value, "value", text);
    return COMITIA_OK;
}

static comitia_value *player_value(cm_ask *ask, uint32_t player)
{
    static const char *const ballots[] = {"yes", "no", "abstain", "absent"};
    comitia_value *object = cm_object(&ask->b);
    cm_put_text(&ask->b, object, "name",
                ask->model->players[player].label.name);
    cm_put_text(&ask->b, object, "kind", "player");
    cm_put_text(&ask->b, object, "value",
                ballots[ask->world->ballot_of[player] - 1]);
    return object;
}

static comitia_status thing_value(cm_ask *ask, const cm_thing *thing,
                                  comitia_value **value)
{
    switch (thing->kind) {
    case CM_THING_FACT:
        *value = fact_value(ask, thing->index);
        break;
    case CM_THING_ACT:
        *value = act_value(ask, thing);
        break;
    case CM_THING_VOTE:
        CM_TRY(vote_value(ask, thing->index, value));
        break;
    case CM_THING_PLAYER:
        *value = player_value(ask, thing->index);
        break;
    }
    return ask->b.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

/* ---- the list -------------------------------------------------------------------- */

static comitia_status put_reasons(cm_ask *ask, cm_arena *scratch,
                                  comitia_value *answer,
                                  const cm_reasons *reasons)
{
    comitia_value **values =
        cm_new_n(scratch, comitia_value *, reasons->n_things);
    if (!values)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < reasons->n_things; i++)
        CM_TRY(thing_value(ask, &reasons->things[i], &values[i]));
    comitia_value *list = cm_put_list(&ask->b, answer, "reasons");
    for (size_t i = 0; i < reasons->list.n; i++) {
        const cm_reason *reason = &reasons->list.at[i];
        comitia_value *term = cm_add_list(&ask->b, list);
        for (uint32_t k = 0; k < reason->n; k++)
            cm_add(&ask->b, term, values[reason->things[k]]);
    }
    return ask->b.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

/* Of an open subject the text form tells what would settle it. */
static comitia_status put_ways(cm_ask *ask, comitia_value *answer)
{
    cm_word word;
    comitia_value *object = cm_object(&ask->b);
    bool exact = ask->exact;
    size_t n = ask->diags.all.n;
    comitia_status status =
        cm_put_status(ask, object, &ask->targets[0], 4, &word);
    ask->exact = exact; /* what only the text has takes nothing away */
    ask->diags.all.n = n;
    if (status != COMITIA_OK)
        return status;
    cm_put(&ask->b, answer, CM_TEXT_ONLY "ways", object);
    return COMITIA_OK;
}

comitia_status cm_ask_why(cm_ask *ask, comitia_value *answer)
{
    const cm_target *target = &ask->targets[0];
    cm_arena scratch;
    cm_reasons reasons;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, ask->ctx->allocator);
    const cm_cond *subject = cm_target_cond(&scratch, target);
    if (!subject)
        goto done;
    ask->ctx->doing = "looking for reasons";
    CM_GO(cm_reasons_of(ask->ctx, &scratch, ask->world, subject, &reasons));
    cm_put(&ask->b, answer, "subject",
           cm_subject(ask, target->what, target->index));
    cm_put_text(&ask->b, answer, "status", status_texts[reasons.status]);
    if (reasons.listed) {
        CM_GO(put_reasons(ask, &scratch, answer, &reasons));
    } else {
        cm_put_null(&ask->b, answer, "reasons");
        cm_list_left_out(ask, "the list of reasons");
    }
    if (reasons.status == CM_OPEN) {
        status = put_ways(ask, answer);
        if (cm_is_limit(ask->ctx, status))
            status = COMITIA_OK;
    }
    if (status == COMITIA_OK && ask->b.failed)
        status = COMITIA_E_NOMEM;
done:
    cm_arena_clear(&scratch);
    return status;
}
