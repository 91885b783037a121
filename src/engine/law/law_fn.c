/* The functions of a law: conditions, acts, outcomes, ladders. */
#include "engine/law/law_order.h"

/* ---- acts ------------------------------------------------------------------ */

comitia_status cm_law_ranges(cm_law *law, uint32_t act,
                             const cm_arm_range **ranges)
{
    if (!law->ranges[act]) {
        uint32_t n = law->world->model->acts[act].n_arms;
        cm_arm_range *made = cm_new_n(law->arena, cm_arm_range, n ? n : 1);
        if (!made)
            return COMITIA_E_NOMEM;
        for (uint32_t i = 0; i < (n ? n : 1); i++)
            CM_TRY(cm_arm_range_of(law->ctx, law->world, act, i, &made[i]));
        law->ranges[act] = made;
    }
    *ranges = law->ranges[act];
    return COMITIA_OK;
}

comitia_status cm_law_arm(cm_law *law, uint32_t act, uint32_t arm, cm_fn *out)
{
    const cm_act *a = &law->world->model->acts[act];
    cm_fn chosen = CM_TRUE, cond;
    for (uint32_t i = 0; i < arm; i++) {
        CM_TRY(cm_law_fn(law, a->arms[i].cond, &cond));
        CM_TRY(cm_fn_not(law->d, cond, &cond));
        CM_TRY(cm_fn_and(law->d, chosen, cond, &chosen));
    }
    if (arm < a->n_arms && a->arms[arm].cond) {
        CM_TRY(cm_law_fn(law, a->arms[arm].cond, &cond));
        CM_TRY(cm_fn_and(law->d, chosen, cond, &chosen));
    }
    *out = chosen;
    return COMITIA_OK;
}

comitia_status cm_range_fn(cm_law *law, uint32_t act,
                           const cm_arm_range *ranges, cm_fn itself,
                           cm_fn *out)
{
    uint32_t n = law->world->model->acts[act].n_arms;
    cm_fn passes = CM_FALSE, chosen;
    for (uint32_t i = 0; i < (n ? n : 1); i++) {
        if (!ranges[i].can_pass)
            continue;
        CM_TRY(cm_law_arm(law, act, i, &chosen));
        if (ranges[i].can_fail)
            CM_TRY(cm_fn_and(law->d, chosen, itself, &chosen));
        CM_TRY(cm_fn_or(law->d, passes, chosen, &passes));
    }
    *out = passes;
    return COMITIA_OK;
}

/* An act with a level: itself where its arm leaves it open. */
static comitia_status open_act(cm_law *law, uint32_t act, cm_fn *out)
{
    const cm_arm_range *ranges;
    cm_fn itself;
    CM_TRY(cm_fn_is(law->d, law->act_level[act], 1, &itself));
    if (law->without_ranges || (law->loose && law->loose[act])) {
        *out = itself;
        return COMITIA_OK;
    }
    CM_TRY(cm_law_ranges(law, act, &ranges));
    return cm_range_fn(law, act, ranges, itself, out);
}

/* A nested body: every member is present and votes as its condition says. */
static comitia_status nested_inputs(cm_law *law, uint32_t act,
                                    cm_arena *scratch, cm_ballots *ballots,
                                    cm_fn *by)
{
    static const uint64_t votes[2][4] = {{0, 1, 0, 0}, {1, 0, 0, 0}};
    const cm_model *model = law->world->model;
    const cm_act *a = &model->acts[act];
    cm_input *inputs = cm_new_n(scratch, cm_input, a->n_voters);
    if (!inputs)
        return COMITIA_E_NOMEM;
    for (uint32_t v = 0; v < a->n_voters; v++) {
        const cm_cond *as =
            model->bodies[a->body].entries[a->voters[v].entry].as;
        CM_TRY(cm_law_fn(law, as, &by[law->first_nested + v]));
        inputs[v] = (cm_input){.voter = v,
                               .unit_seats = 1,
                               .level = law->first_nested + v,
                               .counts = votes};
    }
    *ballots = cm_ballots_of(law->world, act, inputs, a->n_voters);
    return COMITIA_OK;
}

static comitia_status nested_act(cm_law *law, uint32_t act, cm_fn *passed)
{
    const cm_act *a = &law->world->model->acts[act];
    uint32_t levels = cm_diagram_levels(law->d);
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    cm_ballots ballots;
    cm_arena_init(&scratch, law->ctx->allocator);
    cm_fn *by = cm_new_n(&scratch, cm_fn, levels);
    if (!by)
        goto done;
    memset(by, 0xff, levels * sizeof *by); /* CM_NOTHING */
    CM_GO(nested_inputs(law, act, &scratch, &ballots, by));
    cm_fn passes = CM_FALSE, rule, met, chosen;
    for (uint32_t i = 0; i < a->n_arms; i++) {
        CM_GO(cm_gate_rule(law->d, law->ctx, &ballots, a->arms[i].rule, &rule));
        CM_GO(cm_law_arm(law, act, i, &chosen));
        CM_GO(cm_fn_and(law->d, rule, chosen, &rule));
        CM_GO(cm_fn_or(law->d, passes, rule, &passes));
    }
    CM_GO(cm_gate_quorum(law->d, law->ctx, &ballots, &met));
    CM_GO(cm_fn_and(law->d, passes, met, &passes));
    CM_GO(cm_fn_compose(law->d, passes, by, passed));
done:
    cm_arena_clear(&scratch);
    return status;
}

static bool nested(const cm_law *law, uint32_t act)
{
    uint32_t body = law->world->model->acts[act].body;
    return body != CM_NONE && law->world->model->bodies[body].nested;
}

static comitia_status make_act(cm_law *law, uint32_t act)
{
    cm_settled settled = law->world->acts[act].settled;
    cm_fn fn;
    if (settled)
        fn = settled == CM_SETTLED_TRUE ? CM_TRUE : CM_FALSE;
    else if (nested(law, act))
        CM_TRY(nested_act(law, act, &fn));
    else
        CM_TRY(open_act(law, act, &fn));
    law->act_memo[act] = fn;
    return COMITIA_OK;
}

/* ---- ladders ---------------------------------------------------------------- */

static comitia_status act_of(cm_law *law, uint32_t act, cm_fn *out)
{
    if (law->act_memo[act] == CM_NOTHING)
        CM_TRY(make_act(law, act));
    *out = law->act_memo[act];
    return COMITIA_OK;
}

/* d_i from d_{i+1} (LANGUAGE, section 6); `next` is the court after. */
static comitia_status step(cm_law *law, const cm_court *court,
                           const cm_court *next, cm_fn later, cm_fn *out)
{
    cm_diagram *d = law->d;
    cm_fn at, to, to_against, goes_on, stays;
    CM_TRY(act_of(law, court->at, &at));
    if (!next) {
        *out = at;
        return COMITIA_OK;
    }
    CM_TRY(act_of(law, next->to, &to));
    CM_TRY(cm_fn_and(d, to, later, &goes_on));
    if (next->to_against == CM_NONE)
        return cm_fn_or(d, at, goes_on, out);
    CM_TRY(act_of(law, next->to_against, &to_against));
    CM_TRY(cm_fn_not(d, to_against, &stays));
    CM_TRY(cm_fn_or(d, stays, later, &stays));
    CM_TRY(cm_fn_and(d, at, stays, &stays));
    return cm_fn_or(d, stays, goes_on, out);
}

static comitia_status make_ladder(cm_law *law, uint32_t index)
{
    const cm_ladder *ladder = &law->world->model->ladders[index];
    cm_fn later = CM_FALSE, to;
    for (uint32_t c = ladder->n_courts; c-- > 0;) {
        const cm_court *next =
            c + 1 < ladder->n_courts ? &ladder->courts[c + 1] : NULL;
        CM_TRY(step(law, &ladder->courts[c], next, later, &later));
    }
    CM_TRY(act_of(law, ladder->courts[0].to, &to));
    CM_TRY(cm_fn_and(law->d, to, later, &law->ladder_memo[index]));
    return COMITIA_OK;
}

/* ---- conditions --------------------------------------------------------------- */

static comitia_status fact_fn(cm_law *law, const cm_cond *cond, cm_fn *out)
{
    const cm_fact_now *now = &law->world->facts[cond->index];
    uint32_t value = cond->kind == CM_COND_OPTION ? cond->option : 1;
    if (!now->settled)
        return cm_fn_is(law->d, law->fact_level[cond->index], value, out);
    if (cond->kind == CM_COND_OPTION)
        *out = now->option == cond->option ? CM_TRUE : CM_FALSE;
    else
        *out = now->settled == CM_SETTLED_TRUE ? CM_TRUE : CM_FALSE;
    return COMITIA_OK;
}

/* One condition whose named things have been made; depth is bounded by the
   parser's limit of nesting. */
static comitia_status cond_fn(cm_law *law, const cm_cond *cond, cm_fn *out);

static comitia_status many_fn(cm_law *law, const cm_cond *cond, cm_fn *out)
{
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, law->ctx->allocator);
    cm_fn *parts = cm_new_n(&scratch, cm_fn, cond->n_children);
    if (!parts)
        goto done;
    for (uint32_t i = 0; i < cond->n_children; i++)
        CM_GO(cond_fn(law, cond->children[i], &parts[i]));
    bool more = cond->compare == CM_MORE_THAN || cond->compare == CM_AT_MOST;
    int64_t k = cond->kind == CM_COND_AND  ? cond->n_children
                : cond->kind == CM_COND_OR ? 1
                                           : (int64_t)cond->k + (more ? 1 : 0);
    CM_GO(cm_fn_at_least(law->d, parts, cond->n_children, k, out));
    if (cond->kind == CM_COND_COUNT &&
        (cond->compare == CM_AT_MOST || cond->compare == CM_FEWER_THAN))
        CM_GO(cm_fn_not(law->d, *out, out));
done:
    cm_arena_clear(&scratch);
    return status;
}

static comitia_status cond_fn(cm_law *law, const cm_cond *cond, cm_fn *out)
{
    cm_fn other;
    switch (cond->kind) {
    case CM_COND_ACT:
        return act_of(law, cond->index, out);
    case CM_COND_EITHER:
        CM_TRY(act_of(law, cond->index, out));
        CM_TRY(act_of(law, cond->other, &other));
        return cm_fn_or(law->d, *out, other, out);
    case CM_COND_FACT:
    case CM_COND_OPTION:
        return fact_fn(law, cond, out);
    case CM_COND_OUTCOME:
        *out = law->outcome_memo[cond->index];
        return COMITIA_OK;
    case CM_COND_LADDER:
        *out = law->ladder_memo[cond->index];
        return COMITIA_OK;
    case CM_COND_POINT:
        *out = law->point_fn[cond->index];
        return COMITIA_OK;
    case CM_COND_NOT:
        CM_TRY(cond_fn(law, cond->children[0], out));
        return cm_fn_not(law->d, *out, out);
    case CM_COND_AND:
    case CM_COND_OR:
    case CM_COND_COUNT:
        break;
    }
    return many_fn(law, cond, out);
}

static comitia_status make_outcome(cm_law *law, uint32_t index)
{
    const cm_outcome *o = &law->world->model->outcomes[index];
    cm_fn when, unless;
    CM_TRY(cond_fn(law, o->when, &when));
    if (o->unless) {
        CM_TRY(cond_fn(law, o->unless, &unless));
        CM_TRY(cm_fn_not(law->d, unless, &unless));
        CM_TRY(cm_fn_and(law->d, when, unless, &when));
    }
    law->outcome_memo[index] = when;
    return COMITIA_OK;
}

/* Makes the defined things, each after what it depends on: no recursion along
   chains of definitions, however long. */
comitia_status cm_law_make_all(cm_law *law)
{
    for (; law->n_made < law->n_order; law->n_made++) {
        cm_law_thing thing = law->order[law->n_made];
        if (thing.what == CM_COND_OUTCOME)
            CM_TRY(make_outcome(law, thing.index));
        else if (thing.what == CM_COND_LADDER)
            CM_TRY(make_ladder(law, thing.index));
        else if (law->act_memo[thing.index] == CM_NOTHING)
            CM_TRY(make_act(law, thing.index));
    }
    return COMITIA_OK;
}

comitia_status cm_law_fn(cm_law *law, const cm_cond *cond, cm_fn *out)
{
    /* Rules' conditions are asked for while things are being made. */
    if (!law->making) {
        law->making = true;
        comitia_status status =
            law->arranged ? cm_law_make_all(law) : cm_law_make(law);
        law->arranged = true;
        law->making = false;
        if (status != COMITIA_OK)
            return status;
    }
    return cond_fn(law, cond, out);
}
