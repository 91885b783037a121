#include "engine/chance/chance_gates.h"

#include "engine/chance/ballot_chance.h"

/* ---- leaves
 * --------------------------------------------------------------------- */

static const cm_forecast *forecast_of(const cm_model *model, uint32_t act)
{
    for (uint32_t i = 0; i < model->n_forecasts; i++)
        if (model->forecasts[i].act == act)
            return &model->forecasts[i];
    return NULL;
}

static comitia_status add_leaf(cm_gates *b, uint32_t atom, uint32_t arm,
                               bool free)
{
    b->n_free += free;
    return cm_push(&b->scratch, &b->leaves, (cm_gates_leaf){atom, arm, free})
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

/* Lists the leaves; finds out at once where there is a choice. */
comitia_status cm_gates_leaves(cm_gates *b)
{
    const cm_model *model = b->world->model;
    b->first_leaf = cm_new_n(&b->scratch, uint32_t, b->law->n_atoms + 1);
    if (!b->first_leaf)
        return COMITIA_E_NOMEM;
    for (uint32_t a = 0; b->possible && a < b->law->n_atoms; a++) {
        cm_atom atom = b->law->atoms[a];
        uint32_t n = 1;
        bool free, is_act = atom.kind == CM_ATOM_ACT;
        b->first_leaf[a] = (uint32_t)b->leaves.n;
        b->possible = atom.kind != CM_ATOM_CHOICE;
        if (is_act)
            free = !forecast_of(model, atom.index);
        else
            free = model->facts[atom.index].state != CM_FACT_CHANCE;
        if (is_act && model->acts[atom.index].n_arms)
            n = model->acts[atom.index].n_arms;
        for (uint32_t arm = 0; b->possible && arm < n; arm++)
            CM_TRY(add_leaf(b, a, arm, free));
    }
    b->first_leaf[b->law->n_atoms] = (uint32_t)b->leaves.n;
    return COMITIA_OK;
}

/* The chance of a leaf, if it is one number. */
static comitia_status set_chance(cm_gates *b, uint32_t i)
{
    const cm_model *model = b->world->model;
    const cm_gates_leaf *of = &b->leaves.at[i];
    cm_atom atom = b->law->atoms[of->atom];
    if (of->free)
        return COMITIA_OK;
    if (atom.kind == CM_ATOM_FACT) {
        mpq_set(b->chance[i], model->facts[atom.index].chance->q);
        return COMITIA_OK;
    }
    const cm_forecast *forecast = forecast_of(model, atom.index);
    if (forecast->chance) {
        mpq_set(b->chance[i], forecast->chance->q);
        return COMITIA_OK;
    }
    mpq_t high;
    mpq_init(high);
    comitia_status status = cm_ballot_chance(b->ctx, b->world, forecast,
                                             of->arm, b->chance[i], high);
    b->possible &= mpq_equal(b->chance[i], high) != 0;
    mpq_clear(high);
    if (status == COMITIA_E_BUDGET && b->ctx->steps < b->ctx->limit) {
        b->possible = false; /* an act that may not matter in the end */
        return COMITIA_OK;
    }
    return status;
}

comitia_status cm_gates_chances(cm_gates *b)
{
    b->chance = cm_new_n(&b->scratch, mpq_t, b->leaves.n + 1);
    if (!b->chance)
        return COMITIA_E_NOMEM;
    while (b->n_chances < b->leaves.n)
        mpq_init(b->chance[b->n_chances++]);
    for (uint32_t i = 0; b->possible && i < b->leaves.n; i++)
        CM_TRY(set_chance(b, i));
    return COMITIA_OK;
}

/* ---- gates
 * ------------------------------------------------------------------------- */

static comitia_status gate(cm_gates *b, cm_gate_kind kind, cm_lit f, cm_lit g,
                           cm_lit *out)
{
    cm_lit inputs[2] = {f, g};
    return cm_net_gate(b->net, kind, 0, inputs, 2, out);
}

static comitia_status both(cm_gates *b, cm_lit f, cm_lit g, cm_lit *out)
{
    return gate(b, CM_GATE_AND, f, g, out);
}

static comitia_status either(cm_gates *b, cm_lit f, cm_lit g, cm_lit *out)
{
    return gate(b, CM_GATE_OR, f, g, out);
}

/* A condition whose named things are there already; depth is bounded by the
   parser's limit of nesting. */
static comitia_status many_lit(cm_gates *b, const cm_cond *cond, cm_lit *out)
{
    cm_arena own;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&own, b->ctx->allocator);
    cm_lit *inputs = cm_new_n(&own, cm_lit, cond->n_children + 1);
    if (!inputs)
        goto done;
    for (uint32_t i = 0; i < cond->n_children; i++)
        CM_GO(cm_gates_cond(b, cond->children[i], &inputs[i]));
    bool more = cond->compare == CM_MORE_THAN || cond->compare == CM_AT_MOST;
    int64_t k = cond->kind == CM_COND_AND  ? cond->n_children
                : cond->kind == CM_COND_OR ? 1
                                           : (int64_t)cond->k + (more ? 1 : 0);
    CM_GO(cm_net_gate(b->net, CM_GATE_COUNT, k, inputs, cond->n_children, out));
    if (cond->kind == CM_COND_COUNT &&
        (cond->compare == CM_AT_MOST || cond->compare == CM_FEWER_THAN))
        *out ^= 1;
done:
    cm_arena_clear(&own);
    return status;
}

static cm_lit fact_lit(const cm_gates *b, const cm_cond *cond)
{
    const cm_fact_now *now = &b->world->facts[cond->index];
    bool holds;
    if (!now->settled) /* an open one is no choice */
        return 2 *
               (b->first_leaf[b->law->fact_level[cond->index] - b->law->first] +
                1);
    holds = cond->kind == CM_COND_OPTION ? now->option == cond->option
                                         : now->settled == CM_SETTLED_TRUE;
    return holds ? CM_LIT_TRUE : CM_LIT_FALSE;
}

comitia_status cm_gates_cond(cm_gates *b, const cm_cond *cond, cm_lit *out)
{
    switch (cond->kind) {
    case CM_COND_ACT: *out = b->act[cond->index]; return COMITIA_OK;
    case CM_COND_EITHER:
        return either(b, b->act[cond->index], b->act[cond->other], out);
    case CM_COND_FACT:
    case CM_COND_OPTION: *out = fact_lit(b, cond); return COMITIA_OK;
    case CM_COND_OUTCOME: *out = b->outcome[cond->index]; return COMITIA_OK;
    case CM_COND_LADDER: *out = b->ladder[cond->index]; return COMITIA_OK;
    case CM_COND_NOT:
        CM_TRY(cm_gates_cond(b, cond->children[0], out));
        *out ^= 1;
        return COMITIA_OK;
    case CM_COND_POINT: /* of talks: they ask for no chance */
        b->possible = false;
        *out = CM_LIT_FALSE;
        return COMITIA_OK;
    case CM_COND_AND:
    case CM_COND_OR:
    case CM_COND_COUNT: break;
    }
    return many_lit(b, cond, out);
}

/* ---- acts, outcomes, ladders
 * --------------------------------------------------------- */

/* An open act passes if the arm in force does: by its leaf, where it can do
   either. */
static comitia_status open_act(cm_gates *b, uint32_t act, uint32_t atom)
{
    const cm_act *a = &b->world->model->acts[act];
    const cm_arm_range *ranges;
    cm_lit passes = CM_LIT_FALSE, rest = CM_LIT_TRUE, cond, here;
    CM_TRY(cm_law_ranges(b->law, act, &ranges));
    for (uint32_t i = 0; i < (a->n_arms ? a->n_arms : 1); i++) {
        cm_lit as = !ranges[i].can_pass  ? CM_LIT_FALSE
                    : ranges[i].can_fail ? 2 * (b->first_leaf[atom] + i + 1)
                                         : CM_LIT_TRUE;
        here = rest;
        if (i < a->n_arms && a->arms[i].cond) {
            CM_TRY(cm_gates_cond(b, a->arms[i].cond, &cond));
            CM_TRY(both(b, rest, cond, &here));
            CM_TRY(both(b, rest, cond ^ 1, &rest));
        }
        CM_TRY(both(b, here, as, &here));
        CM_TRY(either(b, passes, here, &passes));
    }
    b->act[act] = passes;
    return COMITIA_OK;
}

static comitia_status make_act(cm_gates *b, uint32_t act)
{
    cm_settled settled = b->world->acts[act].settled;
    uint32_t level = b->law->act_level[act];
    if (settled)
        b->act[act] = settled == CM_SETTLED_TRUE ? CM_LIT_TRUE : CM_LIT_FALSE;
    else if (level == CM_NONE) /* a nested body decides */
        b->possible = false;
    else
        return open_act(b, act, level - b->law->first);
    return COMITIA_OK;
}

static comitia_status make_outcome(cm_gates *b, uint32_t index)
{
    const cm_outcome *o = &b->world->model->outcomes[index];
    cm_lit when, unless;
    CM_TRY(cm_gates_cond(b, o->when, &when));
    if (o->unless) {
        CM_TRY(cm_gates_cond(b, o->unless, &unless));
        CM_TRY(both(b, when, unless ^ 1, &when));
    }
    b->outcome[index] = when;
    return COMITIA_OK;
}

/* d_i from d_{i+1} (LANGUAGE, section 6), as in law_fn.c. */
static comitia_status step(cm_gates *b, const cm_court *court,
                           const cm_court *next, cm_lit later, cm_lit *out)
{
    cm_lit goes_on, stays, at = b->act[court->at];
    if (!next) {
        *out = at;
        return COMITIA_OK;
    }
    CM_TRY(both(b, b->act[next->to], later, &goes_on));
    if (next->to_against == CM_NONE)
        return either(b, at, goes_on, out);
    CM_TRY(either(b, b->act[next->to_against] ^ 1, later, &stays));
    CM_TRY(both(b, at, stays, &stays));
    return either(b, stays, goes_on, out);
}

static comitia_status make_ladder(cm_gates *b, uint32_t index)
{
    const cm_ladder *ladder = &b->world->model->ladders[index];
    cm_lit later = CM_LIT_FALSE;
    for (uint32_t c = ladder->n_courts; c-- > 0;) {
        const cm_court *next =
            c + 1 < ladder->n_courts ? &ladder->courts[c + 1] : NULL;
        CM_TRY(step(b, &ladder->courts[c], next, later, &later));
    }
    return both(b, b->act[ladder->courts[0].to], later, &b->ladder[index]);
}

comitia_status cm_gates_make(cm_gates *b)
{
    const cm_model *model = b->world->model;
    b->act = cm_new_n(&b->scratch, cm_lit, model->n_acts);
    b->outcome = cm_new_n(&b->scratch, cm_lit, model->n_outcomes);
    b->ladder = cm_new_n(&b->scratch, cm_lit, model->n_ladders);
    if (!b->act || !b->outcome || !b->ladder)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_net_new(b->ctx, &b->scratch, (uint32_t)b->leaves.n, &b->net));
    for (uint32_t i = 0; b->possible && i < b->law->n_order; i++) {
        cm_law_thing thing = b->law->order[i];
        if (thing.what == CM_COND_OUTCOME)
            CM_TRY(make_outcome(b, thing.index));
        else if (thing.what == CM_COND_LADDER)
            CM_TRY(make_ladder(b, thing.index));
        else
            CM_TRY(make_act(b, thing.index));
    }
    return COMITIA_OK;
}
