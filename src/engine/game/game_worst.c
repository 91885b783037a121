/* `worst` for a rule that is neither + nor -: all ballots of the coalition
 * against all ballots of the others. */
#include "engine/game/game.h"

/* Levels of the trial: for each class in the act its number k in the coalition,
   then for the coalition and for the others how many cast yes, no, abstain. */
typedef struct trial {
    cm_game *g;
    cm_law *law;
    cm_arena scratch;
    cm_diagram *d;
    uint32_t *classes; /* that vote in the act */
    uint32_t n;
    uint32_t stake;
    cm_input *inputs;
    uint32_t n_inputs;
} trial;

/* Level of class j: its k, or ballot b of the coalition (side 0), others (1).
   The k come first, the others' ballots last. */
static uint32_t k_level(uint32_t j)
{
    return j;
}

static uint32_t ballot_level(const trial *t, uint32_t side, uint32_t j,
                             uint32_t b)
{
    return t->n + side * 3 * t->n + 3 * j + b;
}

static comitia_status new_levels(trial *t, const uint64_t *in)
{
    uint32_t levels = 7 * t->n;
    uint32_t *sizes = cm_new_n(&t->scratch, uint32_t, levels);
    if (!sizes)
        return COMITIA_E_NOMEM;
    for (uint32_t j = 0; j < t->n; j++) {
        uint64_t units = t->g->classes[t->classes[j]].units;
        if (units > 100000)
            return cm_fail(t->law->ctx, COMITIA_E_BUDGET,
                           "the ballots of a mixed rule");
        for (uint32_t l = 0; l < levels; l++)
            if (l == k_level(j) ||
                (l >= t->n && (l - t->n) % (3 * t->n) / 3 == j))
                sizes[l] = (uint32_t)units + 1;
        if (in)
            sizes[k_level(j)] = 1;
    }
    return cm_diagram_new(t->law->ctx, sizes, levels, &t->d);
}

static comitia_status find_classes(trial *t)
{
    t->classes = cm_new_n(&t->scratch, uint32_t, t->g->n_classes);
    if (!t->classes)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < t->g->n_classes; c++)
        if (t->g->entities[t->g->classes[c].entities[0]].voter[t->stake] !=
            CM_NONE)
            t->classes[t->n++] = c;
    return COMITIA_OK;
}

static comitia_status add_inputs(trial *t)
{
    const cm_world *world = t->law->world;
    uint32_t act = t->g->stakes[t->stake].act;
    uint32_t n_voters = world->model->acts[act].n_voters;
    t->inputs =
        cm_new_n(&t->scratch, cm_input, (uint64_t)n_voters + (uint64_t)t->n * 6);
    uint64_t(*constant)[4] =
        cm_alloc_n(&t->scratch, n_voters, sizeof *constant);
    if (!t->inputs || !constant)
        return COMITIA_E_NOMEM;
    t->n_inputs =
        cm_constant_inputs(world, act, CM_BALLOT_OPEN, t->inputs, constant);
    for (uint32_t i = 0; i < t->n * 6; i++) {
        uint32_t side = i / (3 * t->n), j = i % (3 * t->n) / 3, b = i % 3;
        const cm_class *class = &t->g->classes[t->classes[j]];
        const cm_entity *first = &t->g->entities[class->entities[0]];
        uint32_t voter = first->voter[t->stake];
        uint64_t(*counts)[4] =
            cm_alloc_n(&t->scratch, (uint64_t)class->units + 1, sizeof *counts);
        if (!counts)
            return COMITIA_E_NOMEM;
        for (uint64_t k = 0; k <= class->units; k++)
            counts[k][b] = k;
        uint64_t open = world->acts[act].ballots[voter].seats[CM_BALLOT_OPEN];
        t->inputs[t->n_inputs++] =
            (cm_input){.voter = voter,
                       .unit_seats = first->body == CM_NONE ? open : 1,
                       .level = ballot_level(t, side, j, b),
                       .counts = (const uint64_t(*)[4])counts};
    }
    return COMITIA_OK;
}

/* One class, one side: its three ballots do not exceed its players; k of them
   are in the coalition (or in[c], a constant). */
static comitia_status side_fits(trial *t, uint32_t side, uint32_t j,
                                const uint64_t *in, cm_fn *out)
{
    uint64_t units = t->g->classes[t->classes[j]].units;
    uint32_t levels = cm_diagram_levels(t->d);
    const mpz_t **coef = cm_alloc_n(&t->scratch, levels, sizeof *coef);
    mpz_t *minus = cm_new_n(&t->scratch, mpz_t, (uint64_t)units + 1);
    mpz_t *inside = cm_new_n(&t->scratch, mpz_t, (uint64_t)units + 1);
    mpz_t bound;
    if (!coef || !minus || !inside)
        return COMITIA_E_NOMEM;
    mpz_init(bound);
    for (uint64_t k = 0; k <= units; k++) {
        mpz_init_set_si(minus[k], -(long)k);
        mpz_init_set_si(inside[k], side == 0 ? (long)k : -(long)k);
    }
    for (uint32_t b = 0; b < 3; b++)
        coef[ballot_level(t, side, j, b)] = (const mpz_t *)minus;
    /* ballots <= k for the coalition, <= units - k for the others */
    if (in) {
        uint64_t k = in[t->classes[j]];
        mpz_set_si(bound, -(long)(side == 0 ? k : units - k));
    } else {
        coef[k_level(j)] = (const mpz_t *)inside;
        mpz_set_si(bound, side == 0 ? 0 : -(long)units);
    }
    comitia_status status = cm_fn_linear(t->d, coef, bound, out);
    for (uint64_t k = 0; k <= units; k++) {
        mpz_clear(minus[k]);
        mpz_clear(inside[k]);
    }
    mpz_clear(bound);
    return status;
}

static comitia_status fits(trial *t, uint32_t side, const uint64_t *in,
                           cm_fn *out)
{
    *out = CM_TRUE;
    for (uint32_t j = 0; j < t->n; j++) {
        cm_fn one;
        CM_TRY(side_fits(t, side, j, in, &one));
        CM_TRY(cm_fn_and(t->d, *out, one, out));
    }
    return COMITIA_OK;
}

/* exists own ballots that fit, for all of the others' that fit: f */
static comitia_status quantify(trial *t, const uint64_t *in, cm_fn f,
                               cm_fn *out)
{
    cm_fn own, others;
    uint32_t levels = cm_diagram_levels(t->d);
    uint8_t *which = cm_new_n(&t->scratch, uint8_t, levels);
    if (!which)
        return COMITIA_E_NOMEM;
    CM_TRY(fits(t, 0, in, &own));
    CM_TRY(fits(t, 1, in, &others));
    CM_TRY(cm_fn_not(t->d, others, &others));
    CM_TRY(cm_fn_or(t->d, others, f, &f));
    for (uint32_t l = 4 * t->n; l < levels; l++)
        which[l] = 1;
    CM_TRY(cm_fn_forall(t->d, f, which, &f));
    CM_TRY(cm_fn_and(t->d, f, own, &f));
    memset(which, 0, levels);
    for (uint32_t l = t->n; l < 4 * t->n; l++)
        which[l] = 1;
    return cm_fn_exists(t->d, f, which, out);
}

/* The function of the k, written on the levels of the game. */
static comitia_status copied(trial *t, cm_diagram *into, cm_fn f, cm_fn *memo,
                             cm_fn *out)
{
    if (f <= CM_TRUE || memo[f] != CM_NOTHING) {
        *out = f <= CM_TRUE ? f : memo[f];
        return COMITIA_OK;
    }
    uint32_t level = cm_fn_level(t->d, f);
    cm_fn all = CM_FALSE, is, child;
    for (uint32_t v = 0; v < cm_diagram_size(t->d, level); v++) {
        CM_TRY(copied(t, into, cm_fn_child(t->d, f, v), memo, &child));
        CM_TRY(cm_fn_is(into, t->classes[level], v, &is));
        CM_TRY(cm_fn_and(into, is, child, &is));
        CM_TRY(cm_fn_or(into, all, is, &all));
    }
    *out = memo[f] = all;
    return COMITIA_OK;
}

static comitia_status solve(trial *t, uint32_t arm, const uint64_t *in,
                            bool pass, cm_fn *out)
{
    uint32_t act = t->g->stakes[t->stake].act;
    cm_fn rule, quorum;
    CM_TRY(find_classes(t));
    CM_TRY(new_levels(t, in));
    CM_TRY(add_inputs(t));
    cm_ballots ballots =
        cm_ballots_of(t->law->world, act, t->inputs, t->n_inputs);
    CM_TRY(cm_gate_rule(t->d, t->law->ctx, &ballots,
                        t->law->world->model->acts[act].arms[arm].rule, &rule));
    CM_TRY(cm_gate_quorum(t->d, t->law->ctx, &ballots, &quorum));
    CM_TRY(cm_fn_and(t->d, rule, quorum, &rule));
    if (!pass)
        CM_TRY(cm_fn_not(t->d, rule, &rule));
    return quantify(t, in, rule, out);
}

comitia_status cm_worst_mixed(cm_game *g, uint32_t s, uint32_t arm,
                              cm_diagram *into, const uint64_t *in, bool pass,
                              cm_fn *out)
{
    trial t = {.g = g, .law = g->law, .stake = s};
    comitia_status status;
    cm_fn f;
    cm_arena_init(&t.scratch, g->law->ctx->allocator);
    CM_GO(solve(&t, arm, in, pass, &f));
    uint32_t nodes = cm_diagram_nodes(t.d) + 2;
    cm_fn *memo = cm_new_n(&t.scratch, cm_fn, nodes);
    if (!memo) {
        status = COMITIA_E_NOMEM;
        goto done;
    }
    memset(memo, 0xff, nodes * sizeof *memo);
    CM_GO(copied(&t, into, f, memo, out));
done:
    cm_diagram_free(t.d);
    cm_arena_clear(&t.scratch);
    return status;
}
