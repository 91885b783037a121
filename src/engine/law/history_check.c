#include "engine/law/history_check.h"

#include "engine/law/law.h"

/* Work for one file: beyond it the check is left out. */
#define MOST_STEPS UINT64_C(1000000000)

typedef struct check {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_model *model;
    const cm_event **vote; /* per act: its recorded vote */
    cm_world *world;
    cm_law *law;        /* of the conditions of all rules in question */
    const cm_event *at; /* the first event in question; then the one at hand */
} check;

/* The event says how an act came out whose ballots are recorded. */
static bool in_question(const check *c, const cm_event *event)
{
    return event->kind == CM_EVENT_SETTLES && event->what == CM_COND_ACT &&
           c->vote[event->index];
}

static bool find_votes(check *c)
{
    c->vote = cm_new_n(c->arena, const cm_event *, c->model->n_acts);
    if (!c->vote)
        return false;
    for (uint32_t i = 0; i < c->model->n_events; i++) {
        const cm_event *event = &c->model->events[i];
        if (event->kind == CM_EVENT_VOTE && !event->faulty)
            c->vote[event->index] = event;
    }
    for (uint32_t i = 0; i < c->model->n_events && !c->at; i++)
        if (in_question(c, &c->model->events[i]))
            c->at = &c->model->events[i];
    return true;
}

/* One law for all conditions: each is a function of few of its levels. */
static comitia_status new_law(check *c)
{
    uint32_t n = 0, n_roots = 0;
    for (uint32_t i = 0; i < c->model->n_events; i++)
        if (in_question(c, &c->model->events[i]))
            n += c->model->acts[c->model->events[i].index].n_arms;
    const cm_cond **roots = cm_new_n(c->arena, const cm_cond *, n);
    if (!roots)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < c->model->n_events; i++) {
        if (!in_question(c, &c->model->events[i]))
            continue;
        const cm_act *act = &c->model->acts[c->model->events[i].index];
        for (uint32_t a = 0; a < act->n_arms; a++)
            if (act->arms[a].cond)
                roots[n_roots++] = act->arms[a].cond;
    }
    return cm_law_new(c->ctx, c->arena, c->world, roots, n_roots, NULL,
                      &c->law);
}

/* Some arm that some valuation puts in force can still give the result. */
static comitia_status is_possible(check *c, const cm_event *event, bool *is)
{
    const cm_act *act = &c->model->acts[event->index];
    *is = false;
    for (uint32_t a = 0; a < act->n_arms && !*is; a++) {
        cm_arm_range range;
        cm_fn chosen;
        CM_TRY(cm_arm_range_of(c->ctx, c->world, event->index, a, &range));
        if (!(event->value ? range.can_pass : range.can_fail))
            continue;
        CM_TRY(cm_law_arm(c->law, event->index, a, &chosen));
        *is = chosen != CM_FALSE;
    }
    return COMITIA_OK;
}

static comitia_status check_event(check *c, const cm_event *event,
                                  cm_diags *diags)
{
    bool possible;
    CM_TRY(is_possible(c, event, &possible));
    if (possible)
        return COMITIA_OK;
    const cm_label *label = &c->model->acts[event->index].label;
    cm_diag *diag = cm_diag_add(
        diags, "C0303", CM_ERROR, event->ref_span,
        event->value ? "with the recorded ballots %s cannot have passed"
                     : "with the recorded ballots %s cannot have failed",
        label->name);
    cm_diag_note_at(diags, diag, c->vote[event->index]->ref_span,
                    "the ballots are recorded here");
    return COMITIA_OK;
}

static comitia_status check_all(check *c, cm_diags *diags)
{
    cm_world_options as_they_are = {0};
    CM_TRY(cm_world_new(c->ctx, c->arena, c->model, &as_they_are, &c->world));
    CM_TRY(new_law(c));
    for (uint32_t i = 0; i < c->model->n_events; i++) {
        if (!in_question(c, &c->model->events[i]))
            continue;
        c->at = &c->model->events[i];
        CM_TRY(check_event(c, c->at, diags));
    }
    return COMITIA_OK;
}

comitia_status cm_check_history(cm_ctx *ctx, const cm_model *model,
                                cm_diags *diags)
{
    cm_arena arena;
    uint64_t limit = ctx->limit;
    cm_arena_init(&arena, ctx->allocator);
    check c = {.ctx = ctx, .arena = &arena, .model = model};
    comitia_status status = COMITIA_E_NOMEM;
    if (!find_votes(&c))
        goto done;
    status = COMITIA_OK;
    ctx->doing = "comparing votes with what is said of them";
    if (limit - ctx->steps > MOST_STEPS)
        ctx->limit = ctx->steps + MOST_STEPS;
    if (c.at)
        status = check_all(&c, diags);
    ctx->limit = limit;
    if (cm_is_limit(ctx, status)) {
        cm_diag_add(diags, "C0701", CM_WARNING, c.at->ref_span,
                    "from here on it was not checked whether recorded ballots "
                    "can give what is said: it takes too much work");
        status = COMITIA_OK;
    }
    if (status == COMITIA_OK && diags->failed)
        status = COMITIA_E_NOMEM;
done:
    cm_law_clear(c.law);
    cm_arena_clear(&arena);
    return status;
}
