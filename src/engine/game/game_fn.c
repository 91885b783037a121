/* What a coalition forces and blocks, as functions of who is in it. */
#include "engine/game/game.h"

/* Two ballots: of those in the coalition and of the others. Players are either
   levels of a diagram or, with `in`, given numbers of units. */
typedef struct setting {
    cm_game *g;
    cm_diagram *d;
    const uint64_t *in;         /* per class, or NULL: level = class */
    bool three;                 /* values tell who is for it and who abstains */
    bool probes;                /* the values of cm_game_probe */
    const uint64_t *abstaining; /* with `in` and three: per class */
    cm_arena scratch;
} setting;

static comitia_status setting_init(setting *t, cm_game *g, cm_diagram *d,
                                   const uint64_t *in)
{
    *t = (setting){.g = g, .d = d, .in = in};
    cm_arena_init(&t->scratch, g->law->ctx->allocator);
    return COMITIA_OK;
}

static void setting_clear(setting *t)
{
    cm_arena_clear(&t->scratch);
}

/* k units cast one ballot, the rest the other: k is the value, or given. */
static void two_ballots(const setting *t, uint32_t c, uint64_t n,
                        cm_ballot inside, cm_ballot outside,
                        uint64_t (*counts)[4])
{
    uint64_t rows = t->in ? 1 : n + 1;
    for (uint64_t r = 0; r < rows; r++) {
        uint64_t k = t->in ? t->in[c] : r;
        counts[r][inside] += k;
        counts[r][outside] += n - k;
    }
}

/* k units cast one ballot, a abstain, the rest cast the other; in the order of
   cm_game_three. */
static void three_ballots(uint64_t n, cm_ballot inside, cm_ballot outside,
                          uint64_t (*counts)[4])
{
    uint64_t r = 0;
    for (uint64_t k = 0; k <= n; k++)
        for (uint64_t a = 0; a + k <= n; a++, r++) {
            counts[r][inside] = k;
            counts[r][CM_BALLOT_ABSTAIN] = a;
            counts[r][outside] = n - k - a;
        }
}

/* All against it, one who abstains, one for it. */
static void probing_ballots(const setting *t, uint64_t n, cm_ballot inside,
                            cm_ballot outside, uint64_t (*counts)[4])
{
    uint64_t rows = t->three ? 3 : 2;
    for (uint64_t r = 0; r < rows; r++)
        counts[r][outside] += n - (r > 0);
    if (t->three)
        counts[1][CM_BALLOT_ABSTAIN]++;
    counts[rows - 1][inside]++;
}

/* How many values the level of a class of n has. */
static uint64_t count_values(const setting *t, uint64_t n)
{
    return t->in       ? 1
           : t->probes ? (t->three ? 3 : 2)
           : t->three  ? cm_three_values(n)
                       : n + 1;
}

/* Open ballots of a class in an act. */
static comitia_status class_input(setting *t, const cm_stake *stake, uint32_t s,
                                  uint32_t c, cm_ballot inside,
                                  cm_ballot outside, cm_input *input)
{
    const cm_class *class = &t->g->classes[c];
    const cm_entity *first = &t->g->entities[class->entities[0]];
    const cm_act_now *now = &t->g->law->world->acts[stake->act];
    uint32_t voter = first->voter[s];
    uint64_t n = class->units;
    uint64_t(*counts)[4] =
        cm_alloc_n(&t->scratch, count_values(t, n), sizeof *counts);
    if (!counts)
        return COMITIA_E_NOMEM;
    if (t->abstaining) {
        counts[0][inside] = t->in[c];
        counts[0][CM_BALLOT_ABSTAIN] = t->abstaining[c];
        counts[0][outside] = n - t->in[c] - t->abstaining[c];
    } else if (t->probes) {
        probing_ballots(t, n, inside, outside, counts);
    } else if (t->three) {
        three_ballots(n, inside, outside, counts);
    } else {
        two_ballots(t, c, n, inside, outside, counts);
    }
    *input =
        (cm_input){.voter = voter,
                   .unit_seats = first->body == CM_NONE
                                     ? now->ballots[voter].seats[CM_BALLOT_OPEN]
                                     : 1,
                   .level = t->in ? CM_NONE : c,
                   .counts = (const uint64_t(*)[4])counts};
    return COMITIA_OK;
}

static comitia_status inputs_of(setting *t, uint32_t s, cm_ballot inside,
                                cm_ballot outside, cm_ballots *ballots)
{
    const cm_game *g = t->g;
    const cm_stake *stake = &g->stakes[s];
    const cm_world *world = g->law->world;
    uint32_t n_voters = world->model->acts[stake->act].n_voters;
    cm_input *inputs =
        cm_new_n(&t->scratch, cm_input, (uint64_t)n_voters + g->n_classes);
    uint64_t(*counts)[4] = cm_alloc_n(&t->scratch, n_voters, sizeof *counts);
    if (!inputs || !counts)
        return COMITIA_E_NOMEM;
    uint32_t n =
        cm_constant_inputs(world, stake->act, CM_BALLOT_OPEN, inputs, counts);
    for (uint32_t c = 0; c < g->n_classes; c++)
        if (g->entities[g->classes[c].entities[0]].voter[s] != CM_NONE)
            CM_TRY(class_input(t, stake, s, c, inside, outside, &inputs[n++]));
    *ballots = cm_ballots_of(world, stake->act, inputs, n);
    return COMITIA_OK;
}

/* The rule (or the quorum) when the coalition casts one ballot and the others
   another. An act by one player passes on yes. */
static comitia_status rule_when(setting *t, uint32_t s, uint32_t arm,
                                cm_ballot inside, cm_ballot outside,
                                bool quorum, cm_fn *out)
{
    const cm_act *act = &t->g->law->world->model->acts[t->g->stakes[s].act];
    cm_ballots ballots;
    CM_TRY(inputs_of(t, s, inside, outside, &ballots));
    if (quorum)
        return cm_gate_quorum(t->d, t->g->law->ctx, &ballots, out);
    if (act->n_arms)
        return cm_gate_rule(t->d, t->g->law->ctx, &ballots, act->arms[arm].rule,
                            out);
    static const uint32_t only = 0;
    cm_rule yes = {.kind = CM_RULE_CONSENT, .voters = {&only, 1}};
    return cm_gate_rule(t->d, t->g->law->ctx, &ballots, &yes, out);
}

static cm_polarity direction_of(const setting *t, uint32_t s, uint32_t arm)
{
    const cm_act *act = &t->g->law->world->model->acts[t->g->stakes[s].act];
    return act->n_arms ? cm_rule_direction(act->arms[arm].rule) : CM_FORWARD;
}

static comitia_status passes_when(setting *t, uint32_t s, uint32_t arm,
                                  cm_ballot inside, cm_ballot outside,
                                  cm_fn *out)
{
    cm_fn quorum;
    CM_TRY(rule_when(t, s, arm, inside, outside, false, out));
    CM_TRY(rule_when(t, s, arm, inside, outside, true, &quorum));
    return cm_fn_and(t->d, *out, quorum, out);
}

/* `oppose` and `absent`: the act passes in the profile. */
static comitia_status profile(setting *t, uint32_t s, uint32_t i, cm_fn *out)
{
    const cm_stake *stake = &t->g->stakes[s];
    bool helps = stake->role[i] == CM_HELPS;
    bool forward = direction_of(t, s, stake->arm[i]) == CM_FORWARD;
    cm_ballot inside = helps == forward ? CM_BALLOT_YES : CM_BALLOT_NO;
    cm_ballot outside = t->g->law->world->otherwise == COMITIA_ABSENT
                            ? CM_BALLOT_ABSENT
                        : inside == CM_BALLOT_YES ? CM_BALLOT_NO
                                                  : CM_BALLOT_YES;
    return passes_when(t, s, stake->arm[i], inside, outside, out);
}

/* ---- worst: whatever the others cast
 * ------------------------------------------ */

/* The coalition can make the act pass. For a rule of one direction its best
   ballot is yes (no for -), and the others' worst is the opposite ballot for
   the rule and staying away for the quorum: they need to spoil only one. */
static comitia_status can_pass(setting *t, uint32_t s, uint32_t arm, bool up,
                               cm_fn *out)
{
    cm_ballot good = up ? CM_BALLOT_YES : CM_BALLOT_NO;
    cm_ballot bad = up ? CM_BALLOT_NO : CM_BALLOT_YES;
    cm_fn quorum;
    CM_TRY(rule_when(t, s, arm, good, bad, false, out));
    CM_TRY(rule_when(t, s, arm, good, CM_BALLOT_ABSENT, true, &quorum));
    return cm_fn_and(t->d, *out, quorum, out);
}

/* The coalition can keep the act from passing: it votes it down, or it breaks
   the quorum by staying away. */
static comitia_status can_stop(setting *t, uint32_t s, uint32_t arm, bool up,
                               cm_fn *out)
{
    cm_ballot good = up ? CM_BALLOT_YES : CM_BALLOT_NO;
    cm_ballot bad = up ? CM_BALLOT_NO : CM_BALLOT_YES;
    cm_fn quorum;
    CM_TRY(rule_when(t, s, arm, bad, good, false, out));
    CM_TRY(rule_when(t, s, arm, CM_BALLOT_ABSENT, good, true, &quorum));
    CM_TRY(cm_fn_and(t->d, *out, quorum, out));
    return cm_fn_not(t->d, *out, out);
}

static comitia_status can_make(setting *t, uint32_t s, uint32_t i, bool pass,
                               cm_fn *out)
{
    uint32_t arm = t->g->stakes[s].arm[i];
    cm_polarity direction = direction_of(t, s, arm);
    if (direction == CM_MIXED)
        return cm_worst_mixed(t->g, s, arm, t->d, t->in, pass, out);
    return pass ? can_pass(t, s, arm, direction == CM_FORWARD, out)
                : can_stop(t, s, arm, direction == CM_FORWARD, out);
}

/* One term of the outcome: every act in it forced to its value. */
typedef struct terms {
    setting *t;
    const cm_fn *pass, *stop; /* per stake */
    const uint32_t *level;    /* per stake: level in the law */
    cm_fn sum;
} terms;

static comitia_status add_term(void *user, const uint32_t *x)
{
    terms *all = user;
    cm_fn term = CM_TRUE;
    for (uint32_t s = 0; s < all->t->g->n_stakes; s++) {
        uint32_t value = x[all->level[s]];
        if (value)
            CM_TRY(cm_fn_and(all->t->d, term,
                             value == 2 ? all->pass[s] : all->stop[s], &term));
    }
    return cm_fn_or(all->t->d, all->sum, term, &all->sum);
}

/* The coalition forces f iff it can force every act of some prime implicant of
   f: acts do not share ballots, so what it does in one leaves the others. */
static comitia_status worst(setting *t, uint32_t i, cm_fn f, cm_fn *out)
{
    cm_game *g = t->g;
    cm_law *law = g->law;
    comitia_status status = COMITIA_E_NOMEM;
    cm_diagram *p = NULL;
    uint32_t n = cm_diagram_levels(law->d);
    uint32_t *sizes = cm_new_n(&t->scratch, uint32_t, n);
    uint32_t *level = cm_new_n(&t->scratch, uint32_t, g->n_stakes);
    cm_fn *pass = cm_new_n(&t->scratch, cm_fn, g->n_stakes);
    cm_fn *stop = cm_new_n(&t->scratch, cm_fn, g->n_stakes);
    cm_fn set;
    if (!sizes || !level || !pass || !stop)
        return status;
    for (uint32_t l = 0; l < n; l++)
        sizes[l] = cm_diagram_size(law->d, l) + 1;
    for (uint32_t s = 0; s < g->n_stakes; s++) {
        level[s] = law->act_level[g->stakes[s].act];
        if (g->stakes[s].role[i] == CM_IDLE)
            continue;
        CM_TRY(can_make(t, s, i, true, &pass[s]));
        CM_TRY(can_make(t, s, i, false, &stop[s]));
    }
    CM_GO(cm_diagram_new(law->ctx, sizes, n, &p));
    CM_GO(cm_fn_primes(law->d, f, p, &set));
    terms all = {t, pass, stop, level, CM_FALSE};
    CM_GO(cm_fn_each(p, set, add_term, &all));
    *out = all.sum;
done:
    cm_diagram_free(p);
    return status;
}

/* ---- the residual over acts, carried over to players
 * ------------------------------ */

typedef struct carry {
    setting *t;
    cm_diagram *from;
    const cm_fn *by; /* per level of the law: the act's function */
    cm_fn *memo;     /* per node of the law's diagram */
    cm_vec(cm_fn) stack;
} carry;

static bool is_carried(const carry *c, cm_fn f)
{
    return c->memo[f] != CM_NOTHING;
}

/* The node on top of the stack, once its children are carried over. */
static comitia_status carry_top(carry *c)
{
    cm_fn f = c->stack.at[c->stack.n - 1];
    for (uint32_t v = 0; v < 2; v++) {
        cm_fn child = cm_fn_child(c->from, f, v);
        if (!is_carried(c, child))
            return cm_push(&c->t->scratch, &c->stack, child) ? COMITIA_OK
                                                             : COMITIA_E_NOMEM;
    }
    c->stack.n--;
    return cm_fn_ite(c->t->d, c->by[cm_fn_level(c->from, f)],
                     c->memo[cm_fn_child(c->from, f, 1)],
                     c->memo[cm_fn_child(c->from, f, 0)], &c->memo[f]);
}

/* f over acts, as a function of the players; with a stack of its own, since a
   chain of acts may be long. */
static comitia_status carry_over(setting *t, cm_fn f, const cm_fn *by,
                                 cm_fn *out)
{
    cm_diagram *from = t->g->law->d;
    size_t nodes = (size_t)cm_diagram_nodes(from) + 2;
    carry c = {.t = t,
               .from = from,
               .by = by,
               .memo = cm_new_n(&t->scratch, cm_fn, nodes)};
    if (!c.memo || !cm_push(&t->scratch, &c.stack, f))
        return COMITIA_E_NOMEM;
    memset(c.memo, 0xff, nodes * sizeof *c.memo);
    c.memo[CM_FALSE] = CM_FALSE;
    c.memo[CM_TRUE] = CM_TRUE;
    while (!is_carried(&c, f)) {
        CM_TRY(cm_spend(t->g->law->ctx, 20));
        CM_TRY(carry_top(&c));
    }
    *out = c.memo[f];
    return COMITIA_OK;
}

static comitia_status in_profile(setting *t, uint32_t i, cm_fn *out)
{
    cm_game *g = t->g;
    cm_fn *by = cm_new_n(&t->scratch, cm_fn, cm_diagram_levels(g->law->d) + 1);
    if (!by)
        return COMITIA_E_NOMEM;
    for (uint32_t s = 0; s < g->n_stakes; s++)
        if (g->stakes[s].role[i] != CM_IDLE)
            CM_TRY(profile(t, s, i, &by[g->law->act_level[g->stakes[s].act]]));
    return carry_over(t, g->under[i], by, out);
}

static comitia_status forces(setting *t, uint32_t i, cm_fn *out)
{
    return t->g->law->world->otherwise == COMITIA_WORST
               ? worst(t, i, t->g->under[i], out)
               : in_profile(t, i, out);
}

comitia_status cm_game_at(cm_game *g, uint32_t i, const uint64_t *in,
                          bool block, bool *yes)
{
    setting t;
    comitia_status status;
    cm_diagram *none = NULL;
    cm_fn fn;
    bool worst_case = g->law->world->otherwise == COMITIA_WORST;
    uint64_t *others = NULL;
    CM_TRY(setting_init(&t, g, NULL, in));
    CM_GO(cm_diagram_new(g->law->ctx, NULL, 0, &none));
    t.d = none;
    if (block && worst_case) {
        CM_GO(cm_fn_not(g->law->d, g->under[i], &fn));
        CM_GO(worst(&t, i, fn, &fn));
    } else if (block) {
        others = cm_new_n(&t.scratch, uint64_t, g->n_classes);
        status = COMITIA_E_NOMEM;
        if (!others)
            goto done;
        for (uint32_t c = 0; c < g->n_classes; c++)
            others[c] = g->classes[c].units - in[c];
        t.in = others;
        CM_GO(forces(&t, i, &fn));
        fn = fn == CM_TRUE ? CM_FALSE : CM_TRUE;
    } else {
        CM_GO(forces(&t, i, &fn));
    }
    *yes = fn == CM_TRUE;
done:
    cm_diagram_free(none);
    setting_clear(&t);
    return status;
}

comitia_status cm_game_probe(cm_game *g, uint32_t i, bool three, cm_diagram *d,
                             cm_fn *out)
{
    setting t;
    CM_TRY(setting_init(&t, g, d, NULL));
    t.three = three;
    t.probes = true;
    comitia_status status = in_profile(&t, i, out);
    setting_clear(&t);
    return status;
}

/* ---- all coalitions at once
 * ---------------------------------------------------------- */

static comitia_status make_diagram(cm_game *g)
{
    uint32_t *sizes = cm_new_n(g->law->arena, uint32_t, g->n_classes);
    g->force = cm_new_n(g->law->arena, cm_fn, g->cases.n);
    g->block = cm_new_n(g->law->arena, cm_fn, g->cases.n);
    if (!sizes || !g->force || !g->block)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < g->n_classes; c++) {
        if (g->classes[c].units > 1000000)
            return cm_fail(g->law->ctx, COMITIA_E_BUDGET,
                           "more than 1,000,000 players that are alike");
        sizes[c] = (uint32_t)g->classes[c].units + 1;
    }
    return cm_diagram_new(g->law->ctx, sizes, g->n_classes, &g->d);
}

comitia_status cm_game_functions(cm_game *g)
{
    if (g->d)
        return COMITIA_OK;
    CM_TRY(make_diagram(g));
    for (uint32_t i = 0; i < g->cases.n; i++) {
        setting t;
        CM_TRY(setting_init(&t, g, g->d, NULL));
        comitia_status status = forces(&t, i, &g->force[i]);
        setting_clear(&t);
        CM_TRY(status);
        g->block[i] = CM_NOTHING;
    }
    return COMITIA_OK;
}

static comitia_status blocks_at_worst(cm_game *g, uint32_t i, cm_fn *out)
{
    setting t;
    cm_fn fails;
    CM_TRY(cm_fn_not(g->law->d, g->under[i], &fails));
    CM_TRY(setting_init(&t, g, g->d, NULL));
    comitia_status status = worst(&t, i, fails, out);
    setting_clear(&t);
    return status;
}

comitia_status cm_game_blocks(cm_game *g, uint32_t i, cm_fn *out)
{
    if (g->block[i] == CM_NOTHING) {
        if (g->law->world->otherwise == COMITIA_WORST) {
            CM_TRY(blocks_at_worst(g, i, &g->block[i]));
        } else {
            CM_TRY(cm_fn_flip(g->d, g->force[i], out));
            CM_TRY(cm_fn_not(g->d, *out, &g->block[i]));
        }
    }
    *out = g->block[i];
    return COMITIA_OK;
}

/* ---- yes, abstain and no ------------------------------------------------- */

comitia_status cm_game_three(cm_game *g, uint32_t i, cm_diagram **d, cm_fn *out)
{
    enum { MOST_ALIKE = 1000 };
    setting t;
    CM_TRY(setting_init(&t, g, NULL, NULL));
    comitia_status status = COMITIA_E_NOMEM;
    uint32_t *sizes = cm_new_n(&t.scratch, uint32_t, g->n_classes);
    t.three = true;
    if (!sizes)
        goto done;
    for (uint32_t c = 0; c < g->n_classes; c++) {
        if (g->classes[c].units > MOST_ALIKE) {
            status = cm_fail(g->law->ctx, COMITIA_E_BUDGET,
                             "more than 1,000 players that are alike, with "
                             "three ballots each");
            goto done;
        }
        sizes[c] = (uint32_t)cm_three_values(g->classes[c].units);
    }
    CM_GO(cm_diagram_new(g->law->ctx, sizes, g->n_classes, d));
    t.d = *d;
    CM_GO(in_profile(&t, i, out));
done:
    setting_clear(&t);
    return status;
}

comitia_status cm_game_three_at(cm_game *g, uint32_t i, const uint64_t *in,
                                const uint64_t *abstaining, bool *yes)
{
    setting t;
    cm_fn fn;
    CM_TRY(setting_init(&t, g, NULL, in));
    t.abstaining = abstaining;
    comitia_status status = cm_diagram_new(g->law->ctx, NULL, 0, &t.d);
    if (status == COMITIA_OK)
        status = in_profile(&t, i, &fn);
    if (status == COMITIA_OK)
        *yes = fn == CM_TRUE;
    cm_diagram_free(t.d);
    setting_clear(&t);
    return status;
}
