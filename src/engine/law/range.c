#include "engine/law/range.h"

enum { N_BALLOTS = 4 };

cm_ballots cm_ballots_of(const cm_world *world, uint32_t act,
                         const cm_input *inputs, uint32_t n_inputs)
{
    return (cm_ballots){.model = world->model,
                        .act = &world->model->acts[act],
                        .seats = world->acts[act].seats,
                        .vacant = world->acts[act].vacant,
                        .inputs = inputs,
                        .n_inputs = n_inputs};
}

uint32_t cm_constant_inputs(const cm_world *world, uint32_t act, cm_ballot open,
                            cm_input *inputs, uint64_t (*counts)[4])
{
    const cm_act *a = &world->model->acts[act];
    for (uint32_t v = 0; v < a->n_voters; v++) {
        const uint64_t *seats = world->acts[act].ballots[v].seats;
        for (unsigned b = 0; b < N_BALLOTS; b++)
            counts[v][b] = seats[b];
        if (open != CM_BALLOT_OPEN)
            counts[v][open] += seats[CM_BALLOT_OPEN];
        inputs[v] = (cm_input){.voter = v,
                               .unit_seats = 1,
                               .level = CM_NONE,
                               .counts = (const uint64_t(*)[4]) & counts[v]};
    }
    return a->n_voters;
}

/* Passing with all open ballots cast alike, and its two parts. */
static comitia_status tried(cm_ctx *ctx, const cm_world *world, uint32_t act,
                            uint32_t arm, cm_ballot open, bool *quorum,
                            bool *rule)
{
    const cm_act *a = &world->model->acts[act];
    cm_diagram *d = NULL;
    cm_arena scratch;
    comitia_status status;
    cm_fn fn;
    cm_arena_init(&scratch, ctx->allocator);
    cm_input *inputs = cm_new_n(&scratch, cm_input, a->n_voters);
    uint64_t(*counts)[4] = cm_alloc_n(&scratch, a->n_voters, sizeof *counts);
    status = COMITIA_E_NOMEM;
    if (!inputs || !counts)
        goto done;
    CM_GO(cm_diagram_new(ctx, NULL, 0, &d));
    uint32_t n = cm_constant_inputs(world, act, open, inputs, counts);
    cm_ballots ballots = cm_ballots_of(world, act, inputs, n);
    CM_GO(cm_gate_quorum(d, ctx, &ballots, &fn));
    *quorum = fn == CM_TRUE;
    CM_GO(cm_gate_rule(d, ctx, &ballots, a->arms[arm].rule, &fn));
    *rule = fn == CM_TRUE;
done:
    cm_diagram_free(d);
    cm_arena_clear(&scratch);
    return status;
}

/* An act by one player passes on its yes. */
static void player_range(const cm_world *world, uint32_t act,
                         cm_arm_range *range)
{
    const uint64_t *seats = world->acts[act].ballots[0].seats;
    bool open = seats[CM_BALLOT_OPEN] > 0;
    bool yes = seats[CM_BALLOT_YES] > 0;
    *range = (cm_arm_range){.can_pass = open || yes,
                            .can_fail = open || !yes,
                            .quorum = true,
                            .rule = yes,
                            .direction = CM_FORWARD};
}

/* ---- mixed rules: every ballot of every open seat -------------------------- */

/* Three levels a voter with open seats: how many of them say yes, no, abstain;
   the rest are absent. */
typedef struct trial {
    cm_arena scratch;
    cm_diagram *d;
    cm_input *inputs;
    uint32_t n_inputs;
    uint32_t *sizes;
    uint32_t n_levels;
} trial;

static comitia_status trial_inputs(cm_ctx *ctx, trial *t, const cm_world *world,
                                   uint32_t act)
{
    const cm_act *a = &world->model->acts[act];
    uint64_t(*constant)[4] = cm_alloc_n(&t->scratch, a->n_voters,
                                        sizeof *constant);
    t->inputs = cm_new_n(&t->scratch, cm_input, (uint64_t)a->n_voters * 4);
    t->sizes = cm_new_n(&t->scratch, uint32_t, (uint64_t)a->n_voters * 3);
    if (!constant || !t->inputs || !t->sizes)
        return COMITIA_E_NOMEM;
    t->n_inputs =
        cm_constant_inputs(world, act, CM_BALLOT_OPEN, t->inputs, constant);
    for (uint32_t v = 0; v < a->n_voters; v++) {
        uint64_t open = world->acts[act].ballots[v].seats[CM_BALLOT_OPEN];
        if (open == 0)
            continue;
        bool bloc = a->body == CM_NONE || a->voters[v].entry == CM_NONE ||
                    !world->free[a->body][a->voters[v].entry];
        uint64_t units = bloc ? 1 : open;
        if (units > 100000)
            return cm_fail(ctx, COMITIA_E_BUDGET, "the ballots of a mixed rule");
        for (unsigned b = 0; b < 3; b++) {
            uint64_t(*counts)[4] =
                cm_alloc_n(&t->scratch, (uint64_t)units + 1, sizeof *counts);
            if (!counts)
                return COMITIA_E_NOMEM;
            for (uint64_t k = 0; k <= units; k++)
                counts[k][b] = k;
            t->inputs[t->n_inputs++] =
                (cm_input){.voter = v,
                           .unit_seats = bloc ? open : 1,
                           .level = t->n_levels,
                           .counts = (const uint64_t(*)[4])counts};
            t->sizes[t->n_levels++] = (uint32_t)units + 1;
        }
    }
    return COMITIA_OK;
}

/* No voter casts more ballots than it has. */
static comitia_status trial_fits(trial *t, cm_fn *out)
{
    comitia_status status = COMITIA_OK;
    mpz_t bound;
    mpz_init(bound);
    *out = CM_TRUE;
    for (uint32_t first = 0; first < t->n_levels; first += 3) {
        uint32_t units = t->sizes[first] - 1;
        const mpz_t **coef =
            cm_alloc_n(&t->scratch, t->n_levels, sizeof *coef);
        mpz_t *minus = cm_alloc_n(&t->scratch, units + 1, sizeof *minus);
        if (!coef || !minus) {
            status = COMITIA_E_NOMEM;
            goto done;
        }
        for (uint32_t k = 0; k <= units; k++)
            mpz_init_set_si(minus[k], -(long)k);
        for (uint32_t l = first; l < first + 3; l++)
            coef[l] = (const mpz_t *)minus;
        mpz_set_si(bound, -(long)units);
        cm_fn fits;
        status = cm_fn_linear(t->d, coef, bound, &fits);
        if (status == COMITIA_OK)
            status = cm_fn_and(t->d, *out, fits, out);
        for (uint32_t k = 0; k <= units; k++)
            mpz_clear(minus[k]);
        if (status != COMITIA_OK)
            goto done;
    }
done:
    mpz_clear(bound);
    return status;
}

static comitia_status mixed_range(cm_ctx *ctx, const cm_world *world,
                                  uint32_t act, uint32_t arm,
                                  cm_arm_range *range)
{
    trial t = {0};
    comitia_status status;
    cm_fn fits, pass, quorum, fail;
    cm_arena_init(&t.scratch, ctx->allocator);
    CM_GO(trial_inputs(ctx, &t, world, act));
    CM_GO(cm_diagram_new(ctx, t.sizes, t.n_levels, &t.d));
    cm_ballots ballots = cm_ballots_of(world, act, t.inputs, t.n_inputs);
    CM_GO(trial_fits(&t, &fits));
    CM_GO(cm_gate_rule(t.d, ctx, &ballots,
                       world->model->acts[act].arms[arm].rule, &pass));
    CM_GO(cm_gate_quorum(t.d, ctx, &ballots, &quorum));
    CM_GO(cm_fn_and(t.d, pass, quorum, &pass));
    CM_GO(cm_fn_not(t.d, pass, &fail));
    CM_GO(cm_fn_and(t.d, pass, fits, &pass));
    CM_GO(cm_fn_and(t.d, fail, fits, &fail));
    range->can_pass = pass != CM_FALSE;
    range->can_fail = fail != CM_FALSE;
done:
    cm_diagram_free(t.d);
    cm_arena_clear(&t.scratch);
    return status;
}

comitia_status cm_arm_range_of(cm_ctx *ctx, const cm_world *world, uint32_t act,
                               uint32_t arm, cm_arm_range *range)
{
    const cm_act *a = &world->model->acts[act];
    if (a->n_arms == 0) {
        player_range(world, act, range);
        return COMITIA_OK;
    }
    cm_arm_range found = {.direction = cm_rule_direction(a->arms[arm].rule)};
    bool quorum, rule;
    CM_TRY(tried(ctx, world, act, arm, CM_BALLOT_ABSENT, &found.quorum,
                 &found.rule));
    if (!world->acts[act].any_open) {
        found.can_pass = found.quorum && found.rule;
        found.can_fail = !found.can_pass;
    } else if (found.direction == CM_MIXED) {
        CM_TRY(mixed_range(ctx, world, act, arm, &found));
    } else {
        bool forward = found.direction == CM_FORWARD;
        CM_TRY(tried(ctx, world, act, arm,
                     forward ? CM_BALLOT_YES : CM_BALLOT_NO, &quorum, &rule));
        found.can_pass = quorum && rule;
        CM_TRY(tried(ctx, world, act, arm,
                     forward ? CM_BALLOT_NO : CM_BALLOT_YES, &quorum, &rule));
        found.can_fail = !(quorum && rule) || !(found.quorum && found.rule);
    }
    *range = found;
    return COMITIA_OK;
}
