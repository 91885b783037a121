#include "engine/game_linear.h"

typedef struct finder {
    cm_game *g;
    uint32_t stake, i; /* the act at stake, the case */
    const cm_act *act;
    cm_arena scratch;
    cm_diagram *d;     /* a level of two values a class: its players but one,
                          and one more */
    cm_game_rule *rule;
    bool turned;       /* the coalition wants the act not to pass */
} finder;

/* The only stake of the case, if the outcome is that act or its opposite. */
static comitia_status only_act(finder *t, bool *found)
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

/* One quota, whose other players need not stay away for the worst. */
static bool is_plain(const finder *t)
{
    uint32_t arm = t->g->stakes[t->stake].arm[t->i];
    if (t->act->n_arms == 0 || t->act->arms[arm].rule->kind != CM_RULE_QUOTA)
        return false;
    if (cm_rule_direction(t->act->arms[arm].rule) == CM_MIXED)
        return false;
    return !t->act->quorum ||
           t->g->law->world->otherwise == COMITIA_OPPOSE;
}

static void choose_ballots(const finder *t, cm_ballot *inside,
                           cm_ballot *outside)
{
    uint32_t arm = t->g->stakes[t->stake].arm[t->i];
    bool forward =
        cm_rule_direction(t->act->arms[arm].rule) == CM_FORWARD;
    bool helps = t->g->stakes[t->stake].role[t->i] == CM_HELPS;
    *inside = helps == forward ? CM_BALLOT_YES : CM_BALLOT_NO;
    *outside = t->g->law->world->otherwise == COMITIA_ABSENT ? CM_BALLOT_ABSENT
               : *inside == CM_BALLOT_YES                    ? CM_BALLOT_NO
                                                             : CM_BALLOT_YES;
}

/* Every class has two states, nobody or one player in the coalition: a sum is
   linear in how many there are, so two values tell it. */
static comitia_status make_inputs(finder *t, cm_ballots *ballots)
{
    const cm_game *g = t->g;
    const cm_world *world = g->law->world;
    uint32_t index = g->stakes[t->stake].act, n_voters = t->act->n_voters;
    cm_ballot inside, outside;
    cm_input *inputs =
        cm_new_n(&t->scratch, cm_input, (uint64_t)n_voters + g->n_classes);
    uint64_t(*constant)[4] = cm_alloc_n(&t->scratch, n_voters, sizeof *constant);
    uint64_t(*counts)[4] =
        cm_alloc_n(&t->scratch, 2 * (uint64_t)g->n_classes, sizeof *counts);
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
        uint64_t(*rows)[4] = counts + 2 * (size_t)c;
        rows[0][outside] = g->classes[c].units;
        rows[1][outside] = g->classes[c].units - 1;
        rows[1][inside] = 1;
        uint64_t open =
            world->acts[index].ballots[voter].seats[CM_BALLOT_OPEN];
        inputs[n++] =
            (cm_input){.voter = voter,
                       .unit_seats = first->body == CM_NONE ? open : 1,
                       .level = c,
                       .counts = (const uint64_t(*)[4])rows};
    }
    *ballots = cm_ballots_of(world, index, inputs, n);
    return COMITIA_OK;
}

/* weight = coef[1] - coef[0]; what nobody in it adds goes to the bound. Turned:
   not (sum >= bound) is -sum >= 1 - bound. */
static comitia_status take(void *user, mpz_t *const *coef, mpz_srcptr bound)
{
    finder *t = user;
    cm_game_rule *rule = t->rule;
    mpz_set(rule->quota, bound);
    for (uint32_t c = 0; c < t->g->n_classes; c++) {
        if (!coef[c])
            continue;
        uint64_t units = rule->units[c];
        mpz_sub(rule->quota, rule->quota, coef[c][0]);
        if (units)
            mpz_sub(rule->weight[c], coef[c][1], coef[c][0]);
    }
    if (!t->turned)
        return COMITIA_OK;
    mpz_ui_sub(rule->quota, 1, rule->quota);
    for (uint32_t c = 0; c < t->g->n_classes; c++)
        mpz_neg(rule->weight[c], rule->weight[c]);
    return COMITIA_OK;
}

static comitia_status new_rule(finder *t)
{
    cm_game *g = t->g;
    cm_game_rule *rule = t->rule;
    rule->units = cm_new_n(g->law->arena, uint64_t, g->n_classes);
    rule->weight = cm_new_n(g->law->arena, mpz_t, g->n_classes);
    if (!rule->units || !rule->weight)
        return COMITIA_E_NOMEM;
    mpz_init(rule->quota);
    for (uint32_t c = 0; c < g->n_classes; c++) {
        mpz_init(rule->weight[c]);
        rule->units[c] = g->matters[t->i][c] ? g->classes[c].units : 0;
    }
    rule->rule = (cm_weighted){g->n_classes, rule->units,
                               (const mpz_t *)rule->weight, rule->quota};
    return COMITIA_OK;
}

void cm_game_rule_clear(cm_game_rule *rule)
{
    for (uint32_t c = 0; c < rule->rule.n; c++)
        mpz_clear(rule->weight[c]);
    if (rule->rule.quota)
        mpz_clear(rule->quota);
    rule->rule = (cm_weighted){0};
}

static comitia_status make_levels(finder *t)
{
    uint32_t *sizes =
        cm_new_n(&t->scratch, uint32_t, (uint64_t)t->g->n_classes + 1);
    if (!sizes)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < t->g->n_classes; c++)
        sizes[c] = 2;
    return cm_diagram_new(t->g->law->ctx, sizes, t->g->n_classes, &t->d);
}

/* The sum, if the quorum is met whatever happens. */
static comitia_status find_sum(finder *t, bool *found)
{
    cm_ballots ballots;
    cm_ctx *ctx = t->g->law->ctx;
    uint32_t arm = t->g->stakes[t->stake].arm[t->i];
    cm_fn quorum;
    CM_TRY(make_levels(t));
    CM_TRY(make_inputs(t, &ballots));
    CM_TRY(cm_gate_quorum(t->d, ctx, &ballots, &quorum));
    if (quorum != CM_TRUE)
        return COMITIA_OK;
    CM_TRY(new_rule(t));
    return cm_gate_sum(t->d, ctx, &ballots, t->act->arms[arm].rule->quota, take,
                       t, found);
}

static bool is_monotone(const cm_game_rule *rule)
{
    for (uint32_t c = 0; c < rule->rule.n; c++)
        if (mpz_sgn(rule->weight[c]) < 0)
            return false;
    return true;
}

comitia_status cm_game_linear(cm_game *g, uint32_t i, bool *found,
                              cm_game_rule *rule)
{
    finder t = {.g = g, .i = i, .rule = rule};
    bool is_act;
    *rule = (cm_game_rule){0};
    *found = false;
    CM_TRY(only_act(&t, &is_act));
    if (!is_act || !is_plain(&t))
        return COMITIA_OK;
    cm_arena_init(&t.scratch, g->law->ctx->allocator);
    comitia_status status = find_sum(&t, found);
    *found = *found && status == COMITIA_OK && is_monotone(rule);
    if (!*found)
        cm_game_rule_clear(rule);
    cm_diagram_free(t.d);
    cm_arena_clear(&t.scratch);
    return status;
}
