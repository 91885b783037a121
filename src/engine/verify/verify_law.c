/* Conditions under values of everything (LANGUAGE, sections 6 and 7). */
#include "engine/verify/verify.h"

/* Definitions within definitions; deeper ones are not tried. */
enum { DEEPEST = 1000, MOST_PROFILES = 1 << 16 };

enum { ACTS, OUTCOMES, LADDERS };

static comitia_status holds(cm_trial *t, const cm_cond *cond, bool *value);

static bool is_nested(const cm_trial *t, uint32_t act)
{
    uint32_t body = t->world->model->acts[act].body;
    return body != CM_NONE && t->world->model->bodies[body].nested;
}

comitia_status cm_trial_arm(cm_trial *t, uint32_t act, uint32_t *arm)
{
    const cm_act *a = &t->world->model->acts[act];
    for (*arm = 0; *arm + 1 < a->n_arms; ++*arm) {
        bool yes;
        CM_TRY(holds(t, a->arms[*arm].cond, &yes));
        if (yes)
            break;
    }
    return COMITIA_OK;
}

/* ---- what an act can come to
 * ----------------------------------------------------------- */

/* All open ballots of the act cast alike. */
static comitia_status cast_all(cm_trial *t, uint32_t act, uint32_t arm,
                               cm_ballot ballot, bool *passes)
{
    const cm_act_now *now = &t->world->acts[act];
    for (uint32_t v = 0; v < t->world->model->acts[act].n_voters; v++) {
        t->ballots[v] = now->ballots[v];
        t->ballots[v].seats[CM_BALLOT_OPEN] = 0;
        t->ballots[v].seats[ballot] += now->ballots[v].seats[CM_BALLOT_OPEN];
    }
    return cm_trial_passes(t, act, arm, t->ballots, passes);
}

static bool is_free(const cm_trial *t, uint32_t act, uint32_t v)
{
    const cm_act *a = &t->world->model->acts[act];
    uint32_t entry = a->voters[v].entry;
    return a->body != CM_NONE && entry != CM_NONE &&
           t->world->free[a->body][entry];
}

/* All ways to cast the open ballots: of a mixed rule. The digits of `profile`
   in base 4 are the ballots of the players; freed seats are not tried. */
static comitia_status cast_each(cm_trial *t, uint32_t act, uint32_t arm,
                                cm_tried_range *range)
{
    const cm_act *a = &t->world->model->acts[act];
    const cm_act_now *now = &t->world->acts[act];
    uint64_t n = 1;
    for (uint32_t v = 0; v < a->n_voters; v++) {
        bool open = now->ballots[v].seats[CM_BALLOT_OPEN] > 0;
        if (open && (is_free(t, act, v) || (n *= 4) > MOST_PROFILES)) {
            t->reason = "a rule counts both ways and has too many players";
            return COMITIA_OK;
        }
    }
    for (uint64_t profile = 0; profile < n; profile++) {
        uint64_t digits = profile;
        bool passes;
        for (uint32_t v = 0; v < a->n_voters; v++) {
            uint64_t open = now->ballots[v].seats[CM_BALLOT_OPEN];
            t->ballots[v] = now->ballots[v];
            t->ballots[v].seats[CM_BALLOT_OPEN] = 0;
            if (open) {
                t->ballots[v].seats[digits % 4] += open;
                digits /= 4;
            }
        }
        CM_TRY(cm_trial_passes(t, act, arm, t->ballots, &passes));
        *(passes ? &range->can_pass : &range->can_fail) = true;
    }
    return COMITIA_OK;
}

/* By the extremes where the rule has a direction (LANGUAGE, section 5). */
static comitia_status find_range(cm_trial *t, uint32_t act, uint32_t arm,
                                 cm_tried_range *range)
{
    const cm_act *a = &t->world->model->acts[act];
    int direction = a->n_arms ? cm_trial_direction(a->arms[arm].rule) : 1;
    bool all, none, absent;
    range->known = true;
    if (direction == 0)
        return cast_each(t, act, arm, range);
    CM_TRY(cast_all(t, act, arm, direction > 0 ? CM_BALLOT_YES : CM_BALLOT_NO,
                    &all));
    CM_TRY(cast_all(t, act, arm, direction > 0 ? CM_BALLOT_NO : CM_BALLOT_YES,
                    &none));
    CM_TRY(cast_all(t, act, arm, CM_BALLOT_ABSENT, &absent));
    range->can_pass = all;
    range->can_fail = !none || !absent;
    return COMITIA_OK;
}

static comitia_status range_of(cm_trial *t, uint32_t act, uint32_t arm,
                               const cm_tried_range **range)
{
    uint32_t n = t->world->model->acts[act].n_arms;
    if (!t->ranges[act])
        t->ranges[act] = cm_new_n(t->arena, cm_tried_range, n ? n : 1);
    if (!t->ranges[act])
        return COMITIA_E_NOMEM;
    if (!t->ranges[act][arm].known)
        CM_TRY(find_range(t, act, arm, &t->ranges[act][arm]));
    *range = &t->ranges[act][arm];
    return COMITIA_OK;
}

/* Every member is present and votes as what it votes as. Its ballots have an
   array of their own: members may be decided by nested bodies in turn. */
static comitia_status nested_passes(cm_trial *t, uint32_t act, bool *value)
{
    const cm_act *a = &t->world->model->acts[act];
    cm_tally *ballots = cm_new_n(t->arena, cm_tally, a->n_voters);
    uint32_t arm;
    if (!ballots)
        return COMITIA_E_NOMEM;
    for (uint32_t v = 0; v < a->n_voters; v++) {
        bool yes;
        const cm_entry *entry = &t->world->model->bodies[a->body]
                                     .entries[a->voters[v].entry];
        CM_TRY(holds(t, entry->as, &yes));
        ballots[v].seats[yes ? CM_BALLOT_YES : CM_BALLOT_NO] = 1;
    }
    CM_TRY(cm_trial_arm(t, act, &arm));
    return cm_trial_passes(t, act, arm, ballots, value);
}

static comitia_status act_holds(cm_trial *t, uint32_t act, bool *value)
{
    const cm_act_now *now = &t->world->acts[act];
    const cm_tried_range *range;
    uint32_t arm;
    if (now->settled) {
        *value = now->settled == CM_SETTLED_TRUE;
        return COMITIA_OK;
    }
    if (is_nested(t, act))
        return nested_passes(t, act, value);
    CM_TRY(cm_trial_arm(t, act, &arm));
    CM_TRY(range_of(t, act, arm, &range));
    *value = range->can_pass && (!range->can_fail || t->passes[act]);
    return COMITIA_OK;
}

/* ---- conditions
 * ------------------------------------------------------------------------ */

static comitia_status either(cm_trial *t, uint32_t to, uint32_t against,
                             bool *value)
{
    CM_TRY(act_holds(t, to, value));
    if (!*value && against != CM_NONE)
        CM_TRY(act_holds(t, against, value));
    return COMITIA_OK;
}

/* d_n = at_n. Without `against`: d_i = at_i or (to_i+1 and d_i+1). With it:
   d_i = (at_i and (not toZ_i+1 or d_i+1)) or (toX_i+1 and d_i+1). */
static comitia_status ladder_holds(cm_trial *t, const cm_ladder *ladder,
                                   bool *value)
{
    bool above = false;
    for (uint32_t i = ladder->n_courts; i-- > 0;) {
        const cm_court *next =
            i + 1 < ladder->n_courts ? &ladder->courts[i + 1] : NULL;
        bool at, to = false, against = false;
        CM_TRY(act_holds(t, ladder->courts[i].at, &at));
        if (next)
            CM_TRY(act_holds(t, next->to, &to));
        if (next && next->to_against != CM_NONE)
            CM_TRY(act_holds(t, next->to_against, &against));
        above = (at && (!against || above)) || (to && above);
    }
    CM_TRY(act_holds(t, ladder->courts[0].to, value));
    *value = *value && above;
    return COMITIA_OK;
}

static comitia_status define(cm_trial *t, unsigned kind, uint32_t index,
                             bool *value)
{
    const cm_model *model = t->world->model;
    const cm_outcome *outcome = &model->outcomes[index];
    bool unless = false;
    if (kind == ACTS)
        return act_holds(t, index, value);
    if (kind == LADDERS)
        return ladder_holds(t, &model->ladders[index], value);
    CM_TRY(holds(t, outcome->when, value));
    if (outcome->unless)
        CM_TRY(holds(t, outcome->unless, &unless));
    *value = *value && !unless;
    return COMITIA_OK;
}

/* What is defined is found once for the present values. */
static comitia_status named(cm_trial *t, unsigned kind, uint32_t index,
                            bool *value)
{
    if (t->seen[kind][index] != t->now) {
        bool found;
        CM_TRY(cm_spend(t->ctx, 20));
        CM_TRY(define(t, kind, index, &found));
        t->seen[kind][index] = t->now;
        t->value[kind][index] = found;
    }
    *value = t->value[kind][index];
    return COMITIA_OK;
}

static comitia_status joined(cm_trial *t, const cm_cond *cond, bool *value)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < cond->n_children; i++) {
        bool one;
        CM_TRY(holds(t, cond->children[i], &one));
        n += one;
    }
    switch (cond->kind) {
    case CM_COND_NOT: *value = n == 0; break;
    case CM_COND_AND: *value = n == cond->n_children; break;
    case CM_COND_OR: *value = n > 0; break;
    default:
        *value = cond->compare == CM_AT_LEAST    ? n >= cond->k
                 : cond->compare == CM_MORE_THAN ? n > cond->k
                 : cond->compare == CM_AT_MOST   ? n <= cond->k
                                                 : n < cond->k;
    }
    return COMITIA_OK;
}

static comitia_status holds(cm_trial *t, const cm_cond *cond, bool *value)
{
    comitia_status status = COMITIA_OK;
    *value = false;
    if (t->reason || t->depth == DEEPEST) {
        t->reason = t->reason ? t->reason : "definitions are nested too deep";
        return COMITIA_OK;
    }
    t->depth++;
    switch (cond->kind) {
    case CM_COND_FACT: *value = t->fact[cond->index] == 1; break;
    case CM_COND_OPTION:
        *value = t->fact[cond->index] == (int32_t)cond->option;
        break;
    case CM_COND_ACT: status = named(t, ACTS, cond->index, value); break;
    case CM_COND_EITHER:
        status = either(t, cond->index, cond->other, value);
        break;
    case CM_COND_OUTCOME: status = named(t, OUTCOMES, cond->index, value); break;
    case CM_COND_LADDER: status = named(t, LADDERS, cond->index, value); break;
    case CM_COND_POINT:
        if (!t->has_points)
            t->reason = "it speaks of points of talks";
        *value = t->points >> cond->index & 1;
        break;
    default: status = joined(t, cond, value); break;
    }
    t->depth--;
    return status;
}

void cm_trial_set_results(cm_trial *t, uint64_t bits)
{
    for (uint32_t i = 0; i < t->n_acts; i++)
        t->passes[t->acts[i]] = bits >> i & 1;
    t->now++;
}

comitia_status cm_trial_cond(cm_trial *t, const cm_cond *cond, bool *value)
{
    CM_TRY(cm_spend(t->ctx, 20));
    return holds(t, cond, value);
}

comitia_status cm_trial_holds(cm_trial *t, uint64_t bits, bool *value)
{
    cm_trial_set_results(t, bits);
    return cm_trial_cond(t, t->what, value);
}

/* ---- what is open
 * ---------------------------------------------------------------------- */

static comitia_status look(cm_trial *t, const cm_cond *cond);

static bool both_ways(cm_trial *t, uint32_t act, comitia_status *status)
{
    uint32_t n = t->world->model->acts[act].n_arms;
    const cm_tried_range *range;
    bool both = false;
    for (uint32_t arm = 0; arm < (n ? n : 1) && *status == COMITIA_OK; arm++) {
        *status = range_of(t, act, arm, &range);
        both |= *status == COMITIA_OK && range->can_pass && range->can_fail;
    }
    return both;
}

static comitia_status look_at_act(cm_trial *t, uint32_t act)
{
    const cm_act *a = &t->world->model->acts[act];
    comitia_status status = COMITIA_OK;
    if (t->seen[ACTS][act] == t->now)
        return COMITIA_OK;
    t->seen[ACTS][act] = t->now;
    for (uint32_t i = 0; i + 1 < a->n_arms; i++)
        CM_TRY(look(t, a->arms[i].cond));
    if (t->world->acts[act].settled)
        return COMITIA_OK;
    if (is_nested(t, act)) {
        for (uint32_t v = 0; v < a->n_voters; v++)
            CM_TRY(look(t, t->world->model->bodies[a->body]
                               .entries[a->voters[v].entry]
                               .as));
        return COMITIA_OK;
    }
    if (both_ways(t, act, &status))
        t->acts[t->n_acts++] = act;
    return status;
}

static comitia_status look_at_ladder(cm_trial *t, uint32_t index)
{
    const cm_ladder *ladder = &t->world->model->ladders[index];
    if (t->seen[LADDERS][index] == t->now)
        return COMITIA_OK;
    t->seen[LADDERS][index] = t->now;
    for (uint32_t i = 0; i < ladder->n_courts; i++) {
        const cm_court *court = &ladder->courts[i];
        CM_TRY(look_at_act(t, court->to));
        if (court->to_against != CM_NONE)
            CM_TRY(look_at_act(t, court->to_against));
        CM_TRY(look_at_act(t, court->at));
    }
    return COMITIA_OK;
}

static comitia_status look_at_outcome(cm_trial *t, uint32_t index)
{
    const cm_outcome *outcome = &t->world->model->outcomes[index];
    if (t->seen[OUTCOMES][index] == t->now)
        return COMITIA_OK;
    t->seen[OUTCOMES][index] = t->now;
    CM_TRY(look(t, outcome->when));
    return outcome->unless ? look(t, outcome->unless) : COMITIA_OK;
}

static void look_at_fact(cm_trial *t, uint32_t fact)
{
    bool found = t->world->facts[fact].settled != CM_UNSETTLED;
    for (uint32_t i = 0; i < t->n_facts && !found; i++)
        found = t->facts[i] == fact;
    if (!found)
        t->facts[t->n_facts++] = fact;
}

static comitia_status look(cm_trial *t, const cm_cond *cond)
{
    comitia_status status = COMITIA_OK;
    if (t->reason || t->depth == DEEPEST) {
        t->reason = t->reason ? t->reason : "definitions are nested too deep";
        return COMITIA_OK;
    }
    t->depth++;
    switch (cond->kind) {
    case CM_COND_FACT:
    case CM_COND_OPTION: look_at_fact(t, cond->index); break;
    case CM_COND_EITHER:
        status = look_at_act(t, cond->other);
        if (status != COMITIA_OK)
            break;
        /* fall through */
    case CM_COND_ACT: status = look_at_act(t, cond->index); break;
    case CM_COND_OUTCOME: status = look_at_outcome(t, cond->index); break;
    case CM_COND_LADDER: status = look_at_ladder(t, cond->index); break;
    default:
        for (uint32_t i = 0; i < cond->n_children && status == COMITIA_OK; i++)
            status = look(t, cond->children[i]);
    }
    t->depth--;
    return status;
}

static uint32_t most_voters(const cm_model *model)
{
    uint32_t most = 1;
    for (uint32_t a = 0; a < model->n_acts; a++)
        most = model->acts[a].n_voters > most ? model->acts[a].n_voters : most;
    return most;
}

comitia_status cm_trial_new(cm_ctx *ctx, cm_arena *arena,
                            const cm_world *world, const cm_cond *what,
                            cm_trial *t)
{
    const cm_model *model = world->model;
    const uint32_t n[] = {model->n_acts, model->n_outcomes, model->n_ladders};
    bool fits = true;
    *t = (cm_trial){.ctx = ctx,
                    .arena = arena,
                    .world = world,
                    .what = what,
                    .now = 1,
                    .fact = cm_new_n(arena, int32_t, model->n_facts),
                    .facts = cm_new_n(arena, uint32_t, model->n_facts),
                    .passes = cm_new_n(arena, uint8_t, model->n_acts),
                    .acts = cm_new_n(arena, uint32_t, model->n_acts),
                    .ranges = cm_new_n(arena, cm_tried_range *, model->n_acts),
                    .ballots = cm_new_n(arena, cm_tally, most_voters(model))};
    for (unsigned k = 0; k < 3; k++) {
        t->seen[k] = cm_new_n(arena, uint32_t, n[k]);
        t->value[k] = cm_new_n(arena, uint8_t, n[k]);
        fits = fits && t->seen[k] && t->value[k];
    }
    if (!fits || !t->fact || !t->facts || !t->passes || !t->acts ||
        !t->ranges || !t->ballots)
        return COMITIA_E_NOMEM;
    for (uint32_t f = 0; f < model->n_facts; f++) {
        const cm_fact_now *now = &world->facts[f];
        t->fact[f] = now->settled == CM_UNSETTLED ? 0
                     : model->facts[f].is_choice
                         ? (int32_t)now->option
                         : now->settled == CM_SETTLED_TRUE;
    }
    return look(t, what);
}

static uint64_t values_of(const cm_trial *t, uint32_t i)
{
    const cm_fact *fact = &t->world->model->facts[t->facts[i]];
    return fact->is_choice ? fact->n_options : 2;
}

uint64_t cm_trial_valuations(const cm_trial *t)
{
    uint64_t n = 1;
    for (uint32_t i = 0; i < t->n_facts && n <= CM_MOST_TRIED; i++)
        n *= values_of(t, i);
    return n <= CM_MOST_TRIED ? n : CM_MOST_TRIED + 1;
}

void cm_trial_set_facts(cm_trial *t, uint64_t i)
{
    for (uint32_t k = 0; k < t->n_facts; k++) {
        t->fact[t->facts[k]] = (int32_t)(i % values_of(t, k));
        i /= values_of(t, k);
    }
}

uint64_t cm_trial_results(const cm_trial *t)
{
    return t->n_acts <= 20 ? UINT64_C(1) << t->n_acts : 0;
}
