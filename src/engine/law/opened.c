#include "engine/law/opened.h"

static bool is_nested(const cm_model *model, uint32_t act)
{
    uint32_t body = model->acts[act].body;
    return body != CM_NONE && model->bodies[body].nested;
}

static bool open_act(cm_arena *arena, const cm_model *model, uint32_t act,
                     cm_act_now *now)
{
    uint32_t n = model->acts[act].n_voters;
    now->settled = CM_UNSETTLED;
    now->by = CM_BY_NOTHING;
    now->event = now->vote = NULL;
    now->any_open = false;
    now->ballots = cm_new_n(arena, cm_tally, n);
    if (!now->ballots)
        return false;
    for (uint32_t v = 0; v < n; v++) {
        now->ballots[v].seats[CM_BALLOT_OPEN] = now->seats[v];
        now->any_open |= now->seats[v] > 0;
    }
    return true;
}

comitia_status cm_world_opened(cm_arena *arena, const cm_world *world,
                               bool facts, bool keep_lapsed, cm_world **out)
{
    const cm_model *model = world->model;
    cm_world *opened = cm_new(arena, cm_world);
    if (!opened)
        return COMITIA_E_NOMEM;
    *opened = *world;
    opened->acts = cm_new_n(arena, cm_act_now, model->n_acts);
    if (facts)
        opened->facts = cm_new_n(arena, cm_fact_now, model->n_facts);
    if (!opened->acts || !opened->facts)
        return COMITIA_E_NOMEM;
    for (uint32_t a = 0; a < model->n_acts; a++) {
        cm_act_now *now = &opened->acts[a];
        *now = world->acts[a];
        bool stays = (now->by == CM_BY_TIME && keep_lapsed) ||
                     (now->settled && is_nested(model, a));
        if (!stays && !open_act(arena, model, a, now))
            return COMITIA_E_NOMEM;
    }
    *out = opened;
    return COMITIA_OK;
}
