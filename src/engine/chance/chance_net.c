#include "engine/chance/chance_net.h"

#include "engine/chance/ballot_chance.h"
#include "engine/net/net_bounds.h"

/* A leaf: a fact, or an act under one arm of its rule. */
typedef struct leaf {
    uint32_t atom, arm;
} leaf;

typedef struct build {
    cm_ctx *ctx;
    cm_arena *arena;   /* of the answer */
    cm_arena scratch;
    const cm_world *world;
    cm_law *law;
    cm_net *net;
    cm_vec(leaf) leaves;
    mpq_t *chance;     /* per leaf */
    uint32_t n_chances; /* so many are to be cleared */
    uint32_t *first_leaf; /* per atom, and where they end */
    cm_lit *act, *outcome, *ladder; /* per thing of the model */
    bool possible;
} build;

/* ---- leaves --------------------------------------------------------------------- */

static const cm_forecast *forecast_of(const cm_model *model, uint32_t act)
{
    for (uint32_t i = 0; i < model->n_forecasts; i++)
        if (model->forecasts[i].act == act)
            return &model->forecasts[i];
    return NULL;
}

static comitia_status add_leaf(build *b, uint32_t atom, uint32_t arm)
{
    return cm_push(&b->scratch, &b->leaves, (leaf){atom, arm})
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

/* Lists the leaves; finds out at once where there is something without one. */
static comitia_status list_leaves(build *b)
{
    const cm_model *model = b->world->model;
    b->first_leaf = cm_new_n(&b->scratch, uint32_t, b->law->n_atoms + 1);
    if (!b->first_leaf)
        return COMITIA_E_NOMEM;
    for (uint32_t a = 0; b->possible && a < b->law->n_atoms; a++) {
        cm_atom atom = b->law->atoms[a];
        uint32_t n = 1;
        b->first_leaf[a] = (uint32_t)b->leaves.n;
        if (atom.kind == CM_ATOM_ACT) {
            n = model->acts[atom.index].n_arms;
            b->possible = forecast_of(model, atom.index) != NULL;
        } else {
            b->possible = atom.kind == CM_ATOM_FACT &&
                          model->facts[atom.index].state == CM_FACT_CHANCE;
        }
        for (uint32_t arm = 0; b->possible && arm < (n ? n : 1); arm++)
            CM_TRY(add_leaf(b, a, arm));
    }
    b->first_leaf[b->law->n_atoms] = (uint32_t)b->leaves.n;
    return COMITIA_OK;
}

/* The chance of a leaf, if it is one number. */
static comitia_status set_chance(build *b, uint32_t i)
{
    const cm_model *model = b->world->model;
    const leaf *of = &b->leaves.at[i];
    cm_atom atom = b->law->atoms[of->atom];
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

static comitia_status set_chances(build *b)
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

/* ---- gates ------------------------------------------------------------------------- */

static comitia_status gate(build *b, cm_gate_kind kind, cm_lit f, cm_lit g,
                           cm_lit *out)
{
    cm_lit inputs[2] = {f, g};
    return cm_net_gate(b->net, kind, 0, inputs, 2, out);
}

static comitia_status both(build *b, cm_lit f, cm_lit g, cm_lit *out)
{
    return gate(b, CM_GATE_AND, f, g, out);
}

static comitia_status either(build *b, cm_lit f, cm_lit g, cm_lit *out)
{
    return gate(b, CM_GATE_OR, f, g, out);
}

/* A condition whose named things are there already; depth is bounded by the
   parser's limit of nesting. */
static comitia_status cond_lit(build *b, const cm_cond *cond, cm_lit *out);

static comitia_status many_lit(build *b, const cm_cond *cond, cm_lit *out)
{
    cm_arena own;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&own, b->ctx->allocator);
    cm_lit *inputs = cm_new_n(&own, cm_lit, cond->n_children + 1);
    if (!inputs)
        goto done;
    for (uint32_t i = 0; i < cond->n_children; i++)
        CM_GO(cond_lit(b, cond->children[i], &inputs[i]));
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

static cm_lit fact_lit(const build *b, const cm_cond *cond)
{
    const cm_fact_now *now = &b->world->facts[cond->index];
    bool holds;
    if (!now->settled) /* an open one is no choice */
        return 2 * (b->first_leaf[b->law->fact_level[cond->index] -
                                  b->law->first] +
                    1);
    holds = cond->kind == CM_COND_OPTION ? now->option == cond->option
                                         : now->settled == CM_SETTLED_TRUE;
    return holds ? CM_LIT_TRUE : CM_LIT_FALSE;
}

static comitia_status cond_lit(build *b, const cm_cond *cond, cm_lit *out)
{
    switch (cond->kind) {
    case CM_COND_ACT:
        *out = b->act[cond->index];
        return COMITIA_OK;
    case CM_COND_EITHER:
        return either(b, b->act[cond->index], b->act[cond->other], out);
    case CM_COND_FACT:
    case CM_COND_OPTION:
        *out = fact_lit(b, cond);
        return COMITIA_OK;
    case CM_COND_OUTCOME:
        *out = b->outcome[cond->index];
        return COMITIA_OK;
    case CM_COND_LADDER:
        *out = b->ladder[cond->index];
        return COMITIA_OK;
    case CM_COND_NOT:
        CM_TRY(cond_lit(b, cond->children[0], out));
        *out ^= 1;
        return COMITIA_OK;
    case CM_COND_POINT: /* of talks: they ask for no chance */
        b->possible = false;
        *out = CM_LIT_FALSE;
        return COMITIA_OK;
    case CM_COND_AND:
    case CM_COND_OR:
    case CM_COND_COUNT:
        break;
    }
    return many_lit(b, cond, out);
}

/* ---- acts, outcomes, ladders --------------------------------------------------------- */

/* An open act passes if the arm in force does: by its leaf, where it can do
   either. */
static comitia_status open_act(build *b, uint32_t act, uint32_t atom)
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
            CM_TRY(cond_lit(b, a->arms[i].cond, &cond));
            CM_TRY(both(b, rest, cond, &here));
            CM_TRY(both(b, rest, cond ^ 1, &rest));
        }
        CM_TRY(both(b, here, as, &here));
        CM_TRY(either(b, passes, here, &passes));
    }
    b->act[act] = passes;
    return COMITIA_OK;
}

static comitia_status make_act(build *b, uint32_t act)
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

static comitia_status make_outcome(build *b, uint32_t index)
{
    const cm_outcome *o = &b->world->model->outcomes[index];
    cm_lit when, unless;
    CM_TRY(cond_lit(b, o->when, &when));
    if (o->unless) {
        CM_TRY(cond_lit(b, o->unless, &unless));
        CM_TRY(both(b, when, unless ^ 1, &when));
    }
    b->outcome[index] = when;
    return COMITIA_OK;
}

/* d_i from d_{i+1} (LANGUAGE, section 6), as in law_fn.c. */
static comitia_status step(build *b, const cm_court *court,
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

static comitia_status make_ladder(build *b, uint32_t index)
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

static comitia_status make_all(build *b)
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

/* ---- answers -------------------------------------------------------------------------- */

/* The net is a constant or a leaf. */
static comitia_status plain_answer(build *b, cm_net_found *net)
{
    uint32_t node = cm_lit_node(b->net->top);
    bool opposite = b->net->top & 1, made = true;
    uint8_t *used = cm_new_n(b->arena, uint8_t, b->leaves.n + 1);
    mpz_t *change = cm_new_n(b->arena, mpz_t, b->leaves.n + 1);
    if (!used || !change)
        return COMITIA_E_NOMEM;
    mpq_t q, one;
    mpq_inits(q, one, NULL);
    mpq_set_ui(one, 1, 1);
    mpq_set(q, node ? b->chance[node - 1] : one);
    if (opposite)
        mpq_sub(q, one, q);
    if (opposite)
        mpq_neg(one, one);
    if (node) {
        used[node - 1] = 1;
        made = cm_integer_keep(b->arena, mpq_numref(one), change[node - 1]);
    }
    *net = (cm_net_found){.possible = true, .used = used, .change = change};
    made = made && cm_integer_keep(b->arena, mpq_numref(q), net->chance) &&
           cm_integer_keep(b->arena, mpq_denref(q), net->all);
    mpq_clears(q, one, NULL);
    return made ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* Two different ends instead, where no diagram is small enough. */
static comitia_status by_diagrams(build *b, bool with_change,
                                  cm_net_chance_found *found, cm_net_found *net)
{
    cm_net_diagrams diagrams;
    uint32_t stuck;
    comitia_status status =
        cm_net_diagrams_of(b->net, &b->scratch, false, &diagrams, &stuck);
    if (status == COMITIA_E_BUDGET && stuck) {
        status = cm_net_bounds(b->ctx, b->arena, b->net,
                               (const mpq_t *)b->chance, NULL, &found->low,
                               &found->high);
        if (status != COMITIA_E_BUDGET || b->ctx->steps >= b->ctx->limit)
            return status;
        status = cm_net_diagrams_of(b->net, &b->scratch, true, &diagrams,
                                    &stuck);
    }
    CM_TRY(status);
    return cm_net_chance(b->ctx, b->arena, &diagrams,
                         (const mpq_t *)b->chance, with_change, net);
}

static comitia_status answer(build *b, const cm_cond *what, bool with_change,
                             cm_net_chance_found *found)
{
    cm_net_found net = {0};
    CM_TRY(list_leaves(b));
    if (b->possible)
        CM_TRY(set_chances(b));
    if (b->possible)
        CM_TRY(make_all(b));
    if (!b->possible)
        return COMITIA_OK;
    CM_TRY(cond_lit(b, what, &b->net->top));
    CM_TRY(cm_net_simplify(&b->scratch, b->net, &b->net));
    if (b->net->gates.at[cm_lit_node(b->net->top)].n == 0)
        CM_TRY(plain_answer(b, &net));
    else
        CM_TRY(by_diagrams(b, with_change, found, &net));
    if (found->low) /* and high */
        return COMITIA_OK;
    b->possible = net.possible;
    if (!b->possible)
        return COMITIA_OK;
    found->low = found->high = cm_net_number(b->arena, &net, net.chance);
    if (!found->low)
        return COMITIA_E_NOMEM;
    return with_change
               ? cm_chance_changes(b->ctx, b->arena, &net,
                                   (const mpq_t *)b->chance, b->first_leaf,
                                   b->law->n_atoms, &found->change)
               : COMITIA_OK;
}

comitia_status cm_chance_by_net(cm_ctx *ctx, cm_arena *arena,
                                const cm_world *world, const cm_cond *what,
                                bool with_change, cm_net_chance_found *found)
{
    build b = {.ctx = ctx, .arena = arena, .world = world, .possible = true};
    *found = (cm_net_chance_found){0};
    cm_arena_init(&b.scratch, ctx->allocator);
    comitia_status status =
        cm_law_new(ctx, arena, world, &what, 1, NULL, &found->law);
    b.law = found->law;
    if (status == COMITIA_OK)
        status = answer(&b, what, with_change, found);
    found->possible = status == COMITIA_OK && b.possible;
    for (uint32_t i = 0; i < b.n_chances; i++)
        mpq_clear(b.chance[i]);
    cm_arena_clear(&b.scratch);
    return status;
}
