#include "support/plain.h"

#include <stdlib.h>
#include <string.h>

static void seat_act(plain *p, uint32_t act, uint64_t *const *seats,
                     const uint64_t *vacant)
{
    const cm_act *a = &p->model->acts[act];
    plain_act *now = &p->acts[act];
    now->vacant = a->body == CM_NONE ? 0 : vacant[a->body];
    for (uint32_t v = 0; v < a->n_voters; v++) {
        uint32_t entry = a->voters[v].entry;
        now->seats[v] =
            a->body != CM_NONE && entry != CM_NONE ? seats[a->body][entry] : 1;
        now->ballots[v] = (cm_tally){{0}};
        now->ballots[v].seats[CM_BALLOT_OPEN] = now->seats[v];
    }
}

static void settle_fact(plain *p, uint32_t fact, int value)
{
    p->fact[fact] = value;
}

static void settle_act(plain *p, uint32_t act, bool value)
{
    p->acts[act].settled = true;
    p->acts[act].value = value;
}

static void say(plain *p, cm_cond_kind what, uint32_t index, uint32_t other,
                uint32_t option, bool value)
{
    if (what == CM_COND_FACT)
        settle_fact(p, index, value);
    if (what == CM_COND_OPTION)
        settle_fact(p, index, (int)option);
    if (what == CM_COND_ACT || what == CM_COND_EITHER)
        settle_act(p, index, value);
    if (what == CM_COND_EITHER)
        settle_act(p, other, value);
}

static void read_events(plain *p, const plain_options *o, uint64_t **seats,
                        uint64_t *vacant)
{
    const cm_model *m = p->model;
    for (uint32_t i = 0; i < m->n_events; i++) {
        const cm_event *e = &m->events[i];
        if (o->has_on && e->days.hi > o->on)
            continue;
        if (e->kind == CM_EVENT_SETTLES) {
            say(p, e->what, e->index, e->other, e->option, e->value);
        } else if (e->kind == CM_EVENT_VOTE) {
            seat_act(p, e->index, seats, vacant);
            p->acts[e->index].voted = true;
            for (uint32_t v = 0; v < m->acts[e->index].n_voters; v++)
                p->acts[e->index].ballots[v] = e->tallies[v];
        } else {
            for (uint32_t n = 0; n < m->bodies[e->body].n_entries; n++)
                seats[e->body][n] = e->seats[n];
            vacant[e->body] = e->vacant;
        }
    }
}

/* An act that is not settled when its time has passed fails, open ballots or
   not; one that was voted to the end keeps its result. */
static void let_time_pass(plain *p, const plain_options *o, uint32_t act)
{
    const cm_act *a = &p->model->acts[act];
    plain_act *now = &p->acts[act];
    bool any_open = false;
    for (uint32_t v = 0; v < a->n_voters; v++)
        any_open |= now->ballots[v].seats[CM_BALLOT_OPEN] > 0;
    if (o->has_on && a->has_until && o->on > a->until.hi && !now->settled &&
        (!now->voted || any_open))
        settle_act(p, act, false);
}

static void suppose(plain *p, const cm_suppose *s)
{
    if (s->what != CM_COND_POINT) {
        say(p, s->what, s->index, s->other, s->option, s->value);
        return;
    }
    for (uint32_t a = 0; a < p->model->n_acts; a++)
        for (uint32_t v = 0; v < p->model->acts[a].n_voters; v++) {
            uint64_t *seats = p->acts[a].ballots[v].seats;
            if (p->model->acts[a].voters[v].player != s->player)
                continue;
            seats[s->ballot] += seats[CM_BALLOT_OPEN];
            seats[CM_BALLOT_OPEN] = 0;
        }
}

/* ---- players
 * ------------------------------------------------------------------ */

static unsigned unit_of(plain *p, plain_unit unit)
{
    for (unsigned i = 0; i < p->n_units; i++)
        if (memcmp(&p->units[i], &unit, sizeof unit) == 0)
            return i;
    if (p->n_units == PLAIN_UNITS) {
        p->too_large = true;
        return 0;
    }
    p->units[p->n_units] = unit;
    return p->n_units++;
}

static void add_part(plain *p, uint32_t act, uint32_t voter, plain_unit unit,
                     uint64_t seats)
{
    plain_act *now = &p->acts[act];
    if (now->n_parts == PLAIN_ACT_UNITS)
        p->too_large = true;
    else
        now->parts[now->n_parts++] =
            (plain_part){unit_of(p, unit), voter, seats};
}

static bool decides_alone(const cm_model *m, uint32_t act)
{
    return m->acts[act].body == CM_NONE || !m->bodies[m->acts[act].body].nested;
}

static void find_parts(plain *p, uint32_t act, bool free_all)
{
    const cm_act *a = &p->model->acts[act];
    plain_act *now = &p->acts[act];
    if (now->settled || !decides_alone(p->model, act))
        return;
    for (uint32_t v = 0; v < a->n_voters; v++) {
        const cm_voter *voter = &a->voters[v];
        uint64_t open = now->ballots[v].seats[CM_BALLOT_OPEN];
        const cm_entry *entry =
            a->body != CM_NONE && voter->entry != CM_NONE
                ? &p->model->bodies[a->body].entries[voter->entry]
                : NULL;
        plain_unit unit = {voter->player, CM_NONE, CM_NONE, 0};
        if (entry && entry->kind == CM_PARTY && (entry->free || free_all))
            for (uint32_t seat = 0; seat < open && !p->too_large; seat++)
                add_part(
                    p, act, v,
                    (plain_unit){voter->player, a->body, voter->entry, seat},
                    1);
        else if (open)
            add_part(p, act, v, unit, open);
    }
}

static bool small_enough(const cm_model *m)
{
    if (m->n_facts > PLAIN_FACTS || m->n_acts > PLAIN_ACTS)
        return false;
    for (uint32_t a = 0; a < m->n_acts; a++)
        if (m->acts[a].n_voters > PLAIN_VOTERS || m->acts[a].n_arms > 8)
            return false;
    return true;
}

void plain_init(plain *p, const cm_model *model, const plain_options *o)
{
    uint64_t *seats[16], vacant[16];
    *p = (plain){.model = model};
    if (!small_enough(model) || model->n_bodies > 16) {
        p->too_large = true;
        return;
    }
    for (uint32_t f = 0; f < model->n_facts; f++)
        p->fact[f] = model->facts[f].state == CM_FACT_TRUE    ? 1
                     : model->facts[f].state == CM_FACT_FALSE ? 0
                                                              : -1;
    for (uint32_t b = 0; b < model->n_bodies; b++) {
        seats[b] = calloc(model->bodies[b].n_entries + 1, sizeof *seats[b]);
        if (!seats[b])
            abort();
        for (uint32_t e = 0; e < model->bodies[b].n_entries; e++)
            seats[b][e] = model->bodies[b].entries[e].seats;
        vacant[b] = model->bodies[b].vacant;
    }
    read_events(p, o, seats, vacant);
    for (uint32_t a = 0; a < model->n_acts; a++) {
        if (!p->acts[a].voted)
            seat_act(p, a, seats, vacant);
        let_time_pass(p, o, a);
    }
    for (uint32_t i = 0; i < o->n_suppose; i++)
        suppose(p, &o->suppose[i]);
    for (uint32_t a = 0; a < model->n_acts; a++)
        find_parts(p, a, o->free_all);
    for (uint32_t b = 0; b < model->n_bodies; b++)
        free(seats[b]);
}

void plain_clear(plain *p)
{
    for (int a = 0; a < PLAIN_ACTS; a++)
        for (int i = 0; i < 8; i++)
            free(p->acts[a].passes[i]);
}
