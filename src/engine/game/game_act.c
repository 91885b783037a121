#include "engine/game/game_act.h"

/* The only stake of the case, if the outcome is that act or its opposite. */
static comitia_status only_act(cm_game_act *t, bool *found)
{
    cm_game *g = t->g;
    cm_diagram *d = g->law->d;
    uint32_t n = 0;
    cm_fn passes, fails;
    for (uint32_t s = 0; s < g->n_stakes; s++)
        if (g->stakes[s].role[t->i] != CM_IDLE) {
            t->stake = s;
            n++;
        }
    *found = false;
    if (n != 1)
        return COMITIA_OK;
    uint32_t act = g->stakes[t->stake].act;
    uint32_t level = g->law->act_level[act];
    CM_TRY(cm_fn_is(d, level, 1, &passes));
    CM_TRY(cm_fn_is(d, level, 0, &fails));
    t->act = &g->law->world->model->acts[act];
    t->turned = g->under[t->i] == fails;
    *found = t->turned || g->under[t->i] == passes;
    return COMITIA_OK;
}

/* A rule of one direction, whose other players need not stay away for the
   worst. */
static bool is_plain(cm_game_act *t)
{
    uint32_t arm = t->g->stakes[t->stake].arm[t->i];
    if (t->act->n_arms == 0)
        return false;
    t->rule = t->act->arms[arm].rule;
    if (cm_rule_direction(t->rule) == CM_MIXED)
        return false;
    return !t->act->quorum || t->g->law->world->otherwise == COMITIA_OPPOSE;
}

static void choose_ballots(const cm_game_act *t, cm_ballot *inside,
                           cm_ballot *outside)
{
    bool forward = cm_rule_direction(t->rule) == CM_FORWARD;
    bool helps = t->g->stakes[t->stake].role[t->i] == CM_HELPS;
    *inside = helps == forward ? CM_BALLOT_YES : CM_BALLOT_NO;
    *outside = t->g->law->world->otherwise == COMITIA_ABSENT ? CM_BALLOT_ABSENT
               : *inside == CM_BALLOT_YES                    ? CM_BALLOT_NO
                                                             : CM_BALLOT_YES;
}

/* Every class has two states, nobody or one player in the coalition: a sum is
   linear in how many there are, so two values tell it. With abstentions three:
   nobody, one who abstains, one who is for it. */
static comitia_status make_inputs(cm_game_act *t)
{
    const cm_game *g = t->g;
    const cm_world *world = g->law->world;
    uint32_t index = g->stakes[t->stake].act, n_voters = t->act->n_voters;
    cm_ballot inside, outside;
    cm_input *inputs =
        cm_new_n(&t->scratch, cm_input, (uint64_t)n_voters + g->n_classes);
    uint64_t(*constant)[4] =
        cm_alloc_n(&t->scratch, n_voters, sizeof *constant);
    uint64_t(*counts)[4] =
        cm_alloc_n(&t->scratch, t->values * (uint64_t)g->n_classes,
                   sizeof *counts);
    if (!inputs || !constant || !counts)
        return COMITIA_E_NOMEM;
    uint32_t n =
        cm_constant_inputs(world, index, CM_BALLOT_OPEN, inputs, constant);
    choose_ballots(t, &inside, &outside);
    for (uint32_t c = 0; c < g->n_classes; c++) {
        const cm_entity *first = &g->entities[g->classes[c].entities[0]];
        uint32_t voter = first->voter[t->stake];
        if (voter == CM_NONE)
            continue;
        uint64_t(*rows)[4] = counts + t->values * (size_t)c;
        for (uint32_t v = 0; v < t->values; v++)
            rows[v][outside] = g->classes[c].units - (v > 0);
        if (t->values == 3)
            rows[1][CM_BALLOT_ABSTAIN] = 1;
        rows[t->values - 1][inside] = 1;
        uint64_t open = world->acts[index].ballots[voter].seats[CM_BALLOT_OPEN];
        inputs[n++] =
            (cm_input){.voter = voter,
                       .unit_seats = first->body == CM_NONE ? open : 1,
                       .level = c,
                       .counts = (const uint64_t(*)[4])rows};
    }
    t->ballots = cm_ballots_of(world, index, inputs, n);
    return COMITIA_OK;
}

static comitia_status make_levels(cm_game_act *t)
{
    uint32_t *sizes =
        cm_new_n(&t->scratch, uint32_t, (uint64_t)t->g->n_classes + 1);
    if (!sizes)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < t->g->n_classes; c++)
        sizes[c] = t->values;
    return cm_diagram_new(t->g->law->ctx, sizes, t->g->n_classes, &t->d);
}

comitia_status cm_game_act_find(cm_game *g, uint32_t i, uint32_t values,
                                cm_game_act *one, bool *found)
{
    cm_fn quorum;
    *one = (cm_game_act){.g = g, .i = i, .values = values};
    cm_arena_init(&one->scratch, g->law->ctx->allocator);
    CM_TRY(only_act(one, found));
    *found = *found && is_plain(one);
    if (!*found)
        return COMITIA_OK;
    *found = false;
    CM_TRY(make_levels(one));
    CM_TRY(make_inputs(one));
    CM_TRY(cm_gate_quorum(one->d, g->law->ctx, &one->ballots, &quorum));
    *found = quorum == CM_TRUE; /* met whatever happens */
    return COMITIA_OK;
}

void cm_game_act_clear(cm_game_act *one)
{
    cm_diagram_free(one->d);
    cm_arena_clear(&one->scratch);
}

/* ---- sums ---------------------------------------------------------------- */

typedef struct taking {
    const cm_game_act *one;
    mpz_t *weight, *abstaining;
    mpz_ptr bound;
} taking;

/* coef[value] - coef[0] to `to`; turned, it counts against. */
static void take_one(const taking *t, uint32_t c, const mpz_t *coef,
                     uint32_t value, mpz_ptr to)
{
    mpz_set_ui(to, 0);
    if (coef && t->one->g->matters[t->one->i][c])
        mpz_sub(to, coef[value], coef[0]);
    if (t->one->turned)
        mpz_neg(to, to);
}

/* What nobody in the coalition adds goes to the bound. Turned: not (sum >=
   bound) is -sum >= 1 - bound. */
static comitia_status take(void *user, mpz_t *const *coef, mpz_srcptr bound)
{
    const taking *t = user;
    mpz_set(t->bound, bound);
    for (uint32_t c = 0; c < t->one->g->n_classes; c++) {
        if (coef[c])
            mpz_sub(t->bound, t->bound, coef[c][0]);
        take_one(t, c, (const mpz_t *)coef[c], t->one->values - 1,
                 t->weight[c]);
        if (t->abstaining)
            take_one(t, c, (const mpz_t *)coef[c], 1, t->abstaining[c]);
    }
    if (t->one->turned)
        mpz_ui_sub(t->bound, 1, t->bound);
    return COMITIA_OK;
}

static bool is_monotone(const taking *t, uint32_t c)
{
    return mpz_sgn(t->weight[c]) >= 0 &&
           (!t->abstaining ||
            (mpz_sgn(t->abstaining[c]) >= 0 &&
             mpz_cmp(t->abstaining[c], t->weight[c]) <= 0));
}

/* A quota may ask for more than its sum: that its base, or what it counts, is
   not nothing. The levels do not show every way to vote; where nobody is in
   the coalition both are smallest, but for votes cast with abstentions, and
   what `all but k` counts if the coalition makes it smaller. */
static bool shows_least(const cm_game_act *one, const cm_quota *q)
{
    bool cast = q->base == CM_BASE_CAST || q->base == CM_BASE_MEASURE_CAST;
    if (!cm_quota_asks_base(q, false))
        return true;
    return !(one->values == 3 && cast) &&
           !(q->is_all && q->all_but && one->turned);
}

comitia_status cm_game_act_sum(cm_game_act *one, const cm_quota *quota,
                               mpz_t *weight, mpz_t *abstaining, mpz_ptr bound,
                               bool *found)
{
    taking t = {one, weight, abstaining, bound};
    *found = false;
    if (!shows_least(one, quota))
        return COMITIA_OK;
    CM_TRY(cm_gate_sum(one->d, one->g->law->ctx, &one->ballots, quota, take, &t,
                       found));
    for (uint32_t c = 0; *found && c < one->g->n_classes; c++)
        *found = is_monotone(&t, c);
    return COMITIA_OK;
}
