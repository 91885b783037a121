/* What an answer depends on: rules, their measures, and seats. */
#include "ask/depends.h"

static comitia_status use_all(cm_ask *ask)
{
    for (uint32_t a = 0; a < ask->model->n_acts; a++)
        CM_TRY(cm_use_act(ask, a));
    return COMITIA_OK;
}

static comitia_status use_targets(cm_ask *ask)
{
    const cm_model *model = ask->model;
    uint32_t n = ask->n_targets ? ask->n_targets : model->n_subjects;
    const cm_cond **roots = cm_new_n(ask->arena, const cm_cond *, n);
    if (!roots)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        cm_target target =
            ask->n_targets ? ask->targets[i] : cm_subject_target(model, i);
        roots[i] = cm_target_cond(ask->arena, &target);
        if (!roots[i])
            return COMITIA_E_NOMEM;
    }
    return cm_use_conds(ask, roots, n);
}

static comitia_status use_listed_bodies(cm_ask *ask)
{
    for (uint32_t b = 0; b < ask->model->n_bodies; b++) {
        const cm_body *body = &ask->model->bodies[b];
        for (uint32_t e = 0; e < body->n_entries; e++)
            if (body->entries[e].kind == CM_PARTY)
                cm_use_body(ask, b);
    }
    return COMITIA_OK;
}

/* Conditions of talks speak of points, which have no level of their own here;
   so every act that they reach is taken to matter. */
static comitia_status use_talks(cm_ask *ask, const cm_talks *talks)
{
    uint32_t n = 0;
    const cm_cond **roots =
        cm_new_n(ask->arena, const cm_cond *, 2 * (uint64_t)talks->n_lines);
    if (!roots)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < talks->n_lines; i++) {
        if (talks->lines[i].premise)
            roots[n++] = talks->lines[i].premise;
        if (talks->lines[i].cond)
            roots[n++] = talks->lines[i].cond;
    }
    return cm_use_reached(ask, roots, n);
}

static comitia_status use_all_talks(cm_ask *ask)
{
    uint32_t n = ask->n_targets ? ask->n_targets : ask->model->n_talks;
    for (uint32_t i = 0; i < n; i++)
        CM_TRY(use_talks(
            ask,
            &ask->model->talks[ask->n_targets ? ask->targets[i].talks : i]));
    return COMITIA_OK;
}

static comitia_status find_use(cm_ask *ask)
{
    switch (ask->q->verb) {
    case COMITIA_DEAL: return use_all_talks(ask);
    case COMITIA_NEEDS: return cm_use_act(ask, ask->targets[0].index);
    case COMITIA_STATUS:
        CM_TRY(use_listed_bodies(ask));
        return use_targets(ask);
    case COMITIA_CAN:
    case COMITIA_WHO:
    case COMITIA_POWER:
    case COMITIA_CHANCE:
    case COMITIA_WHY:
    case COMITIA_HOW: return use_targets(ask);
    case COMITIA_BRIEF: CM_TRY(use_listed_bodies(ask)); return use_all(ask);
    case COMITIA_TIMELINE: return use_all(ask);
    default: return COMITIA_OK; /* nothing, or the verb sees to it itself */
    }
}

/* Whether there is anything that an answer would have to own up to: a rounded
   measure, or a change of seats. */
static bool use_matters(const cm_model *model)
{
    for (uint32_t b = 0; b < model->n_bodies; b++)
        for (uint32_t m = 0; m < model->bodies[b].n_measures; m++)
            if (model->bodies[b].measures[m].rounded)
                return true;
    for (uint32_t e = 0; e < model->n_events; e++)
        if (model->events[e].kind == CM_EVENT_SEATS)
            return true;
    return false;
}

/* When it takes too long to find out, the answer depends on everything. */
comitia_status cm_mark_use(cm_ask *ask)
{
    if (!use_matters(ask->model))
        return COMITIA_OK;
    uint64_t limit = cm_share_begin(ask->ctx, 8);
    ask->ctx->doing = "finding what the answer depends on";
    comitia_status status = find_use(ask);
    cm_share_end(ask->ctx, limit);
    return cm_is_limit(ask->ctx, status) ? use_all(ask) : status;
}

comitia_status cm_note_if_mixed(cm_ask *ask)
{
    comitia_verb verb = ask->q->verb;
    if ((verb != COMITIA_CAN && verb != COMITIA_WHO && verb != COMITIA_POWER) ||
        ask->targets[0].what != CM_COND_OUTCOME)
        return COMITIA_OK;
    uint64_t limit = cm_share_begin(ask->ctx, 8);
    comitia_status status =
        cm_note_mixed(ask, ask->targets[0].index, UINT32_MAX);
    cm_share_end(ask->ctx, limit);
    return cm_is_limit(ask->ctx, status) ? COMITIA_OK : status;
}
