#include "engine/law/reasons.h"

#include "engine/law/opened.h"

enum { MOST_TOGETHER = 12 };

typedef struct search {
    cm_ctx *ctx;
    cm_arena *arena;   /* of the answer */
    cm_arena scratch;
    const cm_world *world;
    cm_world *opened;
    const cm_cond *subject;
    cm_law *law;       /* of the opened world, a level for each thing first */
    cm_fn f;
    cm_vec(cm_thing) things;
    cm_reasons *reasons;
} search;

/* ---- what is settled ---------------------------------------------------------- */

static bool has_thing(const search *s, cm_thing_kind kind, uint32_t index)
{
    for (size_t i = 0; i < s->things.n; i++)
        if (s->things.at[i].kind == kind && s->things.at[i].index == index)
            return true;
    return false;
}

static bool add_thing(search *s, cm_thing_kind kind, uint32_t index,
                      uint32_t other)
{
    return cm_push(s->arena, &s->things, (cm_thing){kind, index, other});
}

/* The act of the other mover, if the same event or supposition settled both. */
static uint32_t settled_with(const search *s, uint32_t act, bool *is_second)
{
    const cm_act *a = &s->world->model->acts[act];
    const cm_act_now *now = &s->world->acts[act];
    *is_second = false;
    if (!a->is_step)
        return CM_NONE;
    const cm_court *court =
        &s->world->model->ladders[a->ladder].courts[a->court];
    if (court->to_against == CM_NONE || act == court->at)
        return CM_NONE;
    uint32_t other = act == court->to ? court->to_against : court->to;
    const cm_act_now *its = &s->world->acts[other];
    if (its->by != now->by || its->event != now->event ||
        its->settled != now->settled)
        return CM_NONE;
    *is_second = act == court->to_against;
    return other;
}

/* Ballots that a voter has open before suppositions. */
static uint64_t supposed_seats(const search *s, uint32_t act, uint32_t voter)
{
    const cm_act_now *now = &s->world->acts[act];
    return now->vote ? now->vote->tallies[voter].seats[CM_BALLOT_OPEN]
                     : now->seats[voter];
}

static bool add_players(search *s, uint32_t act)
{
    const cm_act *a = &s->world->model->acts[act];
    for (uint32_t v = 0; v < a->n_voters; v++) {
        uint32_t player = a->voters[v].player;
        if (s->world->ballot_of[player] && supposed_seats(s, act, v) &&
            !has_thing(s, CM_THING_PLAYER, player) &&
            !add_thing(s, CM_THING_PLAYER, player, CM_NONE))
            return false;
    }
    return true;
}

/* A supposition overrides the event and the vote; time limits are no things. */
static bool add_act(search *s, uint32_t act)
{
    const cm_act_now *now = &s->world->acts[act];
    bool is_second;
    if (now->by == CM_BY_EVENT || now->by == CM_BY_SUPPOSITION) {
        uint32_t other = settled_with(s, act, &is_second);
        if (!is_second && !add_thing(s, CM_THING_ACT, act, other))
            return false;
    }
    if (now->by == CM_BY_SUPPOSITION || now->by == CM_BY_TIME)
        return true;
    if (now->vote && !add_thing(s, CM_THING_VOTE, act, CM_NONE))
        return false;
    return now->by == CM_BY_EVENT || add_players(s, act);
}

static comitia_status find_things(search *s)
{
    cm_law *probe = NULL;
    comitia_status status;
    CM_GO(cm_law_new(s->ctx, &s->scratch, s->opened, &s->subject, 1, NULL,
                     &probe));
    status = COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < probe->n_atoms; i++) {
        cm_atom atom = probe->atoms[i];
        if (atom.kind == CM_ATOM_ACT) {
            if (!add_act(s, atom.index))
                goto done;
        } else if (s->world->facts[atom.index].settled &&
                   !add_thing(s, CM_THING_FACT, atom.index, CM_NONE)) {
            goto done;
        }
    }
    status = COMITIA_OK;
done:
    cm_law_clear(probe);
    return status;
}

static comitia_status make_law(search *s)
{
    uint32_t *sizes = cm_new_n(&s->scratch, uint32_t, s->things.n);
    if (!sizes)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < s->things.n; i++)
        sizes[i] = 2;
    cm_law_options options = {.extra_sizes = sizes,
                              .n_extra = (uint32_t)s->things.n,
                              .without_ranges = true};
    CM_TRY(cm_law_new(s->ctx, &s->scratch, s->opened, &s->subject, 1, &options,
                      &s->law));
    return cm_law_fn(s->law, s->subject, &s->f);
}

/* ---- an act when only some things are kept ---------------------------------------- */

/* The things that meet in one act's ballots. */
typedef struct meeting {
    uint32_t things[MOST_TOGETHER + 1];
    uint32_t n;
} meeting;

static comitia_status find_meeting(search *s, uint32_t act, meeting *m)
{
    const cm_act *a = &s->world->model->acts[act];
    m->n = 0;
    for (size_t i = 0; i < s->things.n; i++) {
        const cm_thing *thing = &s->things.at[i];
        bool meets = thing->kind == CM_THING_VOTE && thing->index == act;
        for (uint32_t v = 0; thing->kind == CM_THING_PLAYER && !meets &&
                             v < a->n_voters;
             v++)
            meets = a->voters[v].player == thing->index &&
                    supposed_seats(s, act, v) > 0;
        if (!meets)
            continue;
        if (m->n == MOST_TOGETHER)
            return cm_fail(s->ctx, COMITIA_E_BUDGET,
                           "more than %d suppositions about players of %s",
                           (int)MOST_TOGETHER - 1, a->label.name);
        m->things[m->n++] = (uint32_t)i;
    }
    return COMITIA_OK;
}

/* Ballots of the act if the things in `kept` (bits) are all that is known. */
static void cast_kept(const search *s, uint32_t act, const meeting *m,
                      uint32_t kept, cm_act_now *now)
{
    const cm_act *a = &s->world->model->acts[act];
    const cm_event *vote = s->world->acts[act].vote;
    for (uint32_t v = 0; v < a->n_voters; v++) {
        now->ballots[v] = (cm_tally){0};
        now->ballots[v].seats[CM_BALLOT_OPEN] = now->seats[v];
    }
    for (uint32_t i = 0; i < m->n; i++) {
        const cm_thing *thing = &s->things.at[m->things[i]];
        if (!(kept >> i & 1))
            continue;
        for (uint32_t v = 0; v < a->n_voters; v++) {
            uint64_t *seats = now->ballots[v].seats;
            if (thing->kind == CM_THING_VOTE) {
                for (unsigned b = 0; b < CM_BALLOT_OPEN; b++) {
                    seats[b] += vote->tallies[v].seats[b];
                    seats[CM_BALLOT_OPEN] -= vote->tallies[v].seats[b];
                }
            } else if (a->voters[v].player == thing->index) {
                uint64_t n = supposed_seats(s, act, v);
                seats[s->world->ballot_of[thing->index] - 1] += n;
                seats[CM_BALLOT_OPEN] -= n;
            }
        }
    }
    now->any_open = false;
    for (uint32_t v = 0; v < a->n_voters; v++)
        now->any_open |= now->ballots[v].seats[CM_BALLOT_OPEN] > 0;
}

/* "Exactly these things of the meeting are kept." */
static comitia_status kept_fn(search *s, const meeting *m, uint32_t kept,
                              cm_fn *out)
{
    cm_fn one;
    *out = CM_TRUE;
    for (uint32_t i = 0; i < m->n; i++) {
        CM_TRY(cm_fn_is(s->law->d, m->things[i], kept >> i & 1, &one));
        CM_TRY(cm_fn_and(s->law->d, *out, one, out));
    }
    return COMITIA_OK;
}

static comitia_status ballots_fn(search *s, uint32_t act, cm_fn *out)
{
    cm_world tried = *s->opened;
    uint32_t n = s->world->model->acts[act].n_arms;
    meeting m;
    cm_fn itself, chosen, one;
    CM_TRY(find_meeting(s, act, &m));
    cm_arm_range *ranges = cm_new_n(&s->scratch, cm_arm_range, n ? n : 1);
    cm_act_now *acts =
        cm_new_n(&s->scratch, cm_act_now, s->world->model->n_acts);
    if (!ranges || !acts)
        return COMITIA_E_NOMEM;
    memcpy(acts, tried.acts, s->world->model->n_acts * sizeof *acts);
    tried.acts = acts;
    CM_TRY(cm_fn_is(s->law->d, s->law->act_level[act], 1, &itself));
    *out = CM_FALSE;
    for (uint32_t kept = 0; kept < UINT32_C(1) << m.n; kept++) {
        cast_kept(s, act, &m, kept, &acts[act]);
        for (uint32_t i = 0; i < (n ? n : 1); i++)
            CM_TRY(cm_arm_range_of(s->ctx, &tried, act, i, &ranges[i]));
        CM_TRY(cm_range_fn(s->law, act, ranges, itself, &one));
        CM_TRY(kept_fn(s, &m, kept, &chosen));
        CM_TRY(cm_fn_and(s->law->d, one, chosen, &one));
        CM_TRY(cm_fn_or(s->law->d, *out, one, out));
    }
    return COMITIA_OK;
}

/* The thing that settled an act as a whole, or CM_NONE. */
static uint32_t settling(const search *s, uint32_t act)
{
    for (size_t i = 0; i < s->things.n; i++)
        if (s->things.at[i].kind == CM_THING_ACT &&
            (s->things.at[i].index == act || s->things.at[i].other == act))
            return (uint32_t)i;
    return CM_NONE;
}

static comitia_status act_fn(search *s, uint32_t act, cm_fn *out)
{
    cm_fn kept;
    uint32_t thing = settling(s, act);
    CM_TRY(ballots_fn(s, act, out));
    if (thing == CM_NONE)
        return COMITIA_OK;
    CM_TRY(cm_fn_is(s->law->d, thing, 1, &kept));
    bool passed = s->world->acts[act].settled == CM_SETTLED_TRUE;
    return cm_fn_ite(s->law->d, kept, passed ? CM_TRUE : CM_FALSE, *out, out);
}

/* ---- the subject when only some things are kept -------------------------------------- */

static comitia_status put_acts(search *s)
{
    cm_law *law = s->law;
    uint32_t levels = cm_diagram_levels(law->d);
    cm_fn *by = cm_new_n(&s->scratch, cm_fn, levels);
    if (!by)
        return COMITIA_E_NOMEM;
    memset(by, 0xff, levels * sizeof *by); /* CM_NOTHING */
    for (uint32_t i = law->n_fact_atoms; i < law->n_atoms; i++)
        CM_TRY(act_fn(s, law->atoms[i].index, &by[law->level[i]]));
    return cm_fn_compose(law->d, s->f, by, &s->f);
}

static comitia_status put_facts(search *s)
{
    cm_law *law = s->law;
    for (size_t i = 0; i < s->things.n; i++) {
        const cm_thing *thing = &s->things.at[i];
        cm_fn kept, known;
        if (thing->kind != CM_THING_FACT)
            continue;
        const cm_fact_now *now = &s->world->facts[thing->index];
        uint32_t value = s->world->model->facts[thing->index].is_choice
                             ? now->option
                             : now->settled == CM_SETTLED_TRUE;
        CM_TRY(cm_fn_restrict(law->d, s->f, law->fact_level[thing->index],
                              value, &known));
        CM_TRY(cm_fn_is(law->d, (uint32_t)i, 1, &kept));
        CM_TRY(cm_fn_ite(law->d, kept, known, s->f, &s->f));
    }
    return COMITIA_OK;
}

static comitia_status add_reason(void *user, const uint32_t *x)
{
    search *s = user;
    uint32_t n = 0, k = 0;
    for (uint32_t i = 0; i < s->things.n; i++)
        n += x[i];
    uint32_t *things = cm_new_n(s->arena, uint32_t, n);
    if (!things)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < s->things.n; i++)
        if (x[i])
            things[k++] = i;
    return cm_push(s->arena, &s->reasons->list, (cm_reason){things, n})
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

static comitia_status list_reasons(search *s)
{
    cm_law *law = s->law;
    cm_fn holds;
    uint8_t *atoms = cm_new_n(&s->scratch, uint8_t, cm_diagram_levels(law->d));
    if (!atoms)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < law->n_atoms; i++)
        atoms[law->level[i]] = 1;
    CM_TRY(put_acts(s));
    CM_TRY(put_facts(s));
    if (s->reasons->status == CM_IMPOSSIBLE)
        CM_TRY(cm_fn_not(law->d, s->f, &s->f));
    CM_TRY(cm_fn_forall(law->d, s->f, atoms, &holds));
    CM_TRY(cm_fn_minimal(law->d, holds, &holds));
    return cm_vectors_each(s->ctx, law->d, holds, &s->reasons->listed,
                           add_reason, s);
}

/* ---- all of it -------------------------------------------------------------------------- */

static comitia_status find_status(search *s)
{
    cm_law *law = NULL;
    comitia_status status;
    cm_fn f;
    CM_GO(cm_law_new(s->ctx, &s->scratch, s->world, &s->subject, 1,
                     &cm_any_order, &law));
    CM_GO(cm_law_fn(law, s->subject, &f));
    s->reasons->status = cm_status_of(f);
done:
    cm_law_clear(law);
    return status;
}

static comitia_status find_reasons(search *s)
{
    comitia_status status;
    CM_GO(cm_world_opened(&s->scratch, s->world, true, true, &s->opened));
    CM_GO(find_things(s));
    CM_GO(make_law(s));
    CM_GO(list_reasons(s));
done:
    cm_law_clear(s->law);
    s->reasons->things = s->things.at;
    s->reasons->n_things = (uint32_t)s->things.n;
    return status;
}

comitia_status cm_reasons_of(cm_ctx *ctx, cm_arena *arena,
                             const cm_world *world, const cm_cond *subject,
                             cm_reasons *reasons)
{
    search s = {.ctx = ctx,
                .arena = arena,
                .world = world,
                .subject = subject,
                .reasons = reasons};
    *reasons = (cm_reasons){.listed = true};
    cm_arena_init(&s.scratch, ctx->allocator);
    comitia_status status = find_status(&s);
    if (status == COMITIA_OK && reasons->status != CM_OPEN) {
        status = find_reasons(&s);
        if (cm_is_limit(ctx, status)) {
            reasons->listed = false;
            reasons->list.n = 0;
            status = COMITIA_OK;
        }
    }
    cm_arena_clear(&s.scratch);
    return status;
}
