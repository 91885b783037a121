#include "engine/law/world.h"

enum { OPEN = CM_BALLOT_OPEN };

static bool new_bodies(cm_arena *arena, cm_world *world)
{
    const cm_model *model = world->model;
    world->bodies = cm_new_n(arena, cm_body_now, model->n_bodies);
    if (!world->bodies)
        return false;
    for (uint32_t b = 0; b < model->n_bodies; b++) {
        const cm_body *body = &model->bodies[b];
        cm_body_now *now = &world->bodies[b];
        now->seats = cm_new_n(arena, uint64_t, body->n_entries);
        if (!now->seats)
            return false;
        for (uint32_t e = 0; e < body->n_entries; e++)
            now->seats[e] = body->entries[e].seats;
        now->vacant = body->vacant;
        now->members = cm_body_members(body);
    }
    return true;
}

static bool new_free(cm_arena *arena, cm_world *world,
                     const cm_world_options *options)
{
    const cm_model *model = world->model;
    uint8_t *by_option = cm_new_n(arena, uint8_t, model->n_players);
    world->free = cm_new_n(arena, uint8_t *, model->n_bodies);
    if (!by_option || !world->free)
        return false;
    for (uint32_t i = 0; i < options->n_free; i++)
        by_option[options->free[i]] = 1;
    for (uint32_t b = 0; b < model->n_bodies; b++) {
        const cm_body *body = &model->bodies[b];
        world->free[b] = cm_new_n(arena, uint8_t, body->n_entries);
        if (!world->free[b])
            return false;
        for (uint32_t e = 0; e < body->n_entries; e++)
            world->free[b][e] =
                body->entries[e].kind == CM_PARTY &&
                (body->entries[e].free || options->free_all ||
                 by_option[body->entries[e].player]);
    }
    return true;
}

static void declare_facts(cm_world *world)
{
    const cm_model *model = world->model;
    for (uint32_t f = 0; f < model->n_facts; f++) {
        cm_fact_state state = model->facts[f].state;
        if (state == CM_FACT_TRUE || state == CM_FACT_FALSE)
            world->facts[f] = (cm_fact_now){
                .settled = state == CM_FACT_TRUE ? CM_SETTLED_TRUE
                                                 : CM_SETTLED_FALSE,
                .by = CM_BY_DECLARATION};
    }
}

/* What an event or a supposition says of one thing. */
static void settle(cm_world *world, cm_cond_kind what, uint32_t index,
                   uint32_t other, uint32_t option, bool value, cm_by by,
                   const cm_event *event)
{
    cm_settled settled = value ? CM_SETTLED_TRUE : CM_SETTLED_FALSE;
    switch (what) {
    case CM_COND_FACT:
        world->facts[index] =
            (cm_fact_now){.settled = settled, .by = by, .event = event};
        break;
    case CM_COND_OPTION:
        world->facts[index] = (cm_fact_now){.settled = CM_SETTLED_TRUE,
                                            .option = option,
                                            .by = by,
                                            .event = event};
        break;
    case CM_COND_EITHER:
        world->acts[other].settled = settled;
        world->acts[other].by = by;
        world->acts[other].event = event;
        /* fall through */
    case CM_COND_ACT:
        world->acts[index].settled = settled;
        world->acts[index].by = by;
        world->acts[index].event = event;
        break;
    default:
        break;
    }
}

/* Seats that each voter of an act has now; those of a vote stay as they were
   on the day of the vote. */
static void seat_voters(const cm_world *world, uint32_t act)
{
    const cm_act *a = &world->model->acts[act];
    cm_act_now *now = &world->acts[act];
    const cm_body_now *body =
        a->body == CM_NONE ? NULL : &world->bodies[a->body];
    now->vacant = body ? body->vacant : 0;
    for (uint32_t v = 0; v < a->n_voters; v++) {
        uint32_t entry = a->voters[v].entry;
        now->seats[v] = body && entry != CM_NONE ? body->seats[entry] : 1;
        now->ballots[v] = (cm_tally){{0}};
        now->ballots[v].seats[OPEN] = now->seats[v];
    }
}

static bool new_voters(cm_arena *arena, const cm_world *world, uint32_t act)
{
    uint32_t n = world->model->acts[act].n_voters;
    cm_act_now *now = &world->acts[act];
    now->seats = cm_new_n(arena, uint64_t, n);
    now->ballots = cm_new_n(arena, cm_tally, n);
    return now->seats && now->ballots;
}

static void read_vote(cm_world *world, const cm_event *event)
{
    const cm_act *a = &world->model->acts[event->index];
    cm_act_now *now = &world->acts[event->index];
    seat_voters(world, event->index);
    now->vote = event;
    for (uint32_t v = 0; v < a->n_voters; v++)
        now->ballots[v] = event->tallies[v];
}

static void read_seats(cm_world *world, const cm_event *event)
{
    cm_body_now *now = &world->bodies[event->body];
    const cm_body *body = &world->model->bodies[event->body];
    now->members = 0;
    for (uint32_t e = 0; e < body->n_entries; e++) {
        now->seats[e] = event->seats[e];
        now->members += event->seats[e];
    }
    now->vacant = event->vacant;
}

static void read_event(cm_world *world, const cm_event *event)
{
    if (world->n_read == 0 || event->days.hi > world->last)
        world->last = event->days.hi;
    world->n_read++;
    if (event->kind == CM_EVENT_VOTE)
        read_vote(world, event);
    else if (event->kind == CM_EVENT_SEATS)
        read_seats(world, event);
    else
        settle(world, event->what, event->index, event->other, event->option,
               event->value, CM_BY_EVENT, event);
}

static bool read_events(cm_arena *arena, cm_world *world,
                        const cm_world_options *options)
{
    const cm_model *model = world->model;
    uint32_t n = model->n_events;
    if (options->first_events_only && options->n_events < n)
        n = options->n_events;
    world->uncertain = cm_new_n(arena, const cm_event *, n);
    if (!world->uncertain)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const cm_event *event = &model->events[i];
        if (!world->has_on || event->days.hi <= world->on) {
            if (event->kind == CM_EVENT_VOTE &&
                !world->acts[event->index].ballots &&
                !new_voters(arena, world, event->index))
                return false;
            read_event(world, event);
        } else if (event->days.lo <= world->on) {
            world->uncertain[world->n_uncertain++] = event;
        }
    }
    return true;
}

/* Ballots that were recorded stay with the seats they were cast by. */
static void move_seats(cm_world *world, const cm_world_options *options)
{
    for (uint32_t i = 0; i < options->n_moves; i++) {
        const cm_move *move = &options->moves[i];
        uint64_t *seats = world->bodies[move->body].seats;
        if (seats[move->from] < move->seats) {
            if (!world->short_move)
                world->short_move = i + 1;
            continue;
        }
        seats[move->from] -= move->seats;
        seats[move->to] += move->seats; /* the sum stays: it fits */
    }
}

/* Casts the open ballots of players whose ballots are supposed. */
static void cast_supposed(cm_world *world, uint32_t act)
{
    const cm_act *a = &world->model->acts[act];
    cm_act_now *now = &world->acts[act];
    now->any_open = false;
    for (uint32_t v = 0; v < a->n_voters; v++) {
        uint64_t *seats = now->ballots[v].seats;
        uint8_t ballot = world->ballot_of[a->voters[v].player];
        if (ballot) {
            seats[ballot - 1] += seats[OPEN];
            seats[OPEN] = 0;
        }
        now->any_open |= seats[OPEN] > 0;
    }
}

/* An act whose time has passed without a decision fails. */
static void expire(cm_world *world, uint32_t act)
{
    const cm_act *a = &world->model->acts[act];
    cm_act_now *now = &world->acts[act];
    if (!a->has_until || !world->has_on || world->on <= a->until.hi ||
        now->settled)
        return;
    if (now->vote)
        for (uint32_t v = 0; v < a->n_voters; v++)
            if (now->vote->tallies[v].seats[OPEN])
                goto fails;
    if (now->vote)
        return;
fails:
    now->settled = CM_SETTLED_FALSE;
    now->by = CM_BY_TIME;
}

static bool finish_acts(cm_arena *arena, cm_world *world)
{
    for (uint32_t a = 0; a < world->model->n_acts; a++) {
        if (!world->acts[a].vote) {
            if (!new_voters(arena, world, a))
                return false;
            seat_voters(world, a);
        }
        expire(world, a);
    }
    return true;
}

static void settle_supposed(cm_world *world, const cm_world_options *options)
{
    for (uint32_t i = 0; i < options->n_suppose; i++) {
        const cm_suppose *s = &options->suppose[i];
        if (s->what != CM_COND_POINT)
            settle(world, s->what, s->index, s->other, s->option, s->value,
                   CM_BY_SUPPOSITION, NULL);
    }
}

static void suppose(cm_world *world, const cm_world_options *options)
{
    settle_supposed(world, options);
    for (uint32_t i = 0; i < options->n_suppose; i++) {
        const cm_suppose *s = &options->suppose[i];
        if (s->what == CM_COND_POINT)
            world->ballot_of[s->player] = (uint8_t)(1 + s->ballot);
    }
    for (uint32_t a = 0; a < world->model->n_acts; a++)
        cast_supposed(world, a);
}

comitia_status cm_world_new(cm_ctx *ctx, cm_arena *arena, const cm_model *model,
                            const cm_world_options *options, cm_world **out)
{
    CM_TRY(cm_spend(ctx, (uint64_t)model->n_acts + model->n_facts +
                             model->n_events + 1));
    cm_world *world = cm_new(arena, cm_world);
    if (!world)
        return COMITIA_E_NOMEM;
    world->model = model;
    world->has_on = options->has_on;
    world->on = options->on;
    world->otherwise = options->otherwise;
    world->facts = cm_new_n(arena, cm_fact_now, model->n_facts);
    world->acts = cm_new_n(arena, cm_act_now, model->n_acts);
    world->ballot_of = cm_new_n(arena, uint8_t, model->n_players);
    if (!world->facts || !world->acts || !world->ballot_of ||
        !new_bodies(arena, world) || !new_free(arena, world, options))
        return COMITIA_E_NOMEM;
    declare_facts(world);
    if (!read_events(arena, world, options))
        return COMITIA_E_NOMEM;
    move_seats(world, options);
    if (!finish_acts(arena, world))
        return COMITIA_E_NOMEM;
    suppose(world, options);
    *out = world;
    return COMITIA_OK;
}

/* ---- one event more
 * ----------------------------------------------------------------- */

static void expire_all(cm_world *world, int32_t on)
{
    world->has_on = true;
    world->on = on;
    for (uint32_t a = 0; a < world->model->n_acts; a++) {
        cm_act_now *now = &world->acts[a];
        if (now->by == CM_BY_TIME) {
            now->settled = CM_UNSETTLED;
            now->by = CM_BY_NOTHING;
        }
        expire(world, a);
    }
}

void cm_world_read(cm_world *world, const cm_event *event,
                   const cm_world_options *options, int32_t on)
{
    read_event(world, event);
    for (uint32_t a = 0; a < world->model->n_acts; a++) {
        bool seated = event->kind == CM_EVENT_SEATS &&
                      world->model->acts[a].body == event->body &&
                      !world->acts[a].vote;
        if (seated)
            seat_voters(world, a);
        if (seated || (event->kind == CM_EVENT_VOTE && event->index == a))
            cast_supposed(world, a);
    }
    if (options->has_on)
        expire_all(world, on);
    settle_supposed(world, options);
}
