/* History as a whole: nothing is settled twice, seats add up, limits of time
 * hold, and every seat of a vote is accounted for (LANGUAGE, section 7). */
#include "lang/resolve/event_order.h"
#include "lang/resolve/history.h"

enum { MOST_BYTES = 1 << 29 };

void *cm_history_list(cm_history *h, cm_span span, size_t n, size_t size)
{
    cm_resolver *r = h->r;
    uint64_t bytes = (uint64_t)n * size;
    if (bytes > MOST_BYTES - h->bytes) {
        cm_diag_add(r->diags, "C0701", CM_ERROR, span,
                    "the recorded seats and ballots of this file take too "
                    "much room");
        r->model->names_fit = false; /* nobody may look at the lists */
        return NULL;
    }
    h->bytes += bytes;
    void *list = cm_alloc_n(r->arena, n, size);
    if (!list)
        r->failed = true;
    return list;
}

/* ---- seats -------------------------------------------------------------- */

/* Sets seats of one holding; false if its holder was named before. */
static bool hold(cm_history *h, cm_event *event, uint64_t *seats,
                 const cm_syntax_holding *holding, bool *has_vacant)
{
    uint64_t n = 0;
    bool again;
    cm_number_u64(holding->seats.value, &n); /* bounded when it was resolved */
    if (holding->is_vacant) {
        again = *has_vacant;
        *has_vacant = true;
        event->vacant = n;
    } else {
        uint32_t e = cm_entry_named(h->r, event->body, holding->name.text);
        again = h->marks[e] == h->round;
        h->marks[e] = h->round;
        seats[e] = n;
    }
    if (again)
        cm_diag_add(h->r->diags, "C0304", CM_ERROR, holding->name.span,
                    "%s is named twice", holding->name.text);
    return !again;
}

/* The total must be the legal number of seats, if one is stated, and fit. */
static void check_total(cm_history *h, const cm_event *event,
                        const uint64_t *seats)
{
    const cm_body *body = &h->r->bodies[event->body];
    uint64_t total = event->vacant;
    for (uint32_t e = 0; e < body->n_entries; e++) {
        if (seats[e] > UINT64_MAX - total) {
            cm_diag_add(h->r->diags, "C0701", CM_ERROR, event->ref_span,
                        "%s has too many seats to count", body->label.name);
            return;
        }
        total += seats[e];
    }
    if (body->has_legal_seats && total != body->legal_seats) {
        cm_diag *diag = cm_diag_add(
            h->r->diags, "C0304", CM_ERROR, event->ref_span,
            "these are %llu seats; %s has %llu", (unsigned long long)total,
            body->label.name, (unsigned long long)body->legal_seats);
        cm_diag_help(h->r->diags, diag,
                     "parties that are not named get none; `vacant N` are "
                     "the seats that nobody holds");
    }
}

static comitia_status check_seats(cm_history *h, cm_event *event,
                                  const cm_syntax_event *said)
{
    const cm_body *body = &h->r->bodies[event->body];
    bool has_vacant = false, once = true;
    uint64_t *seats =
        cm_history_list(h, event->ref_span, body->n_entries, sizeof *seats);
    if (!seats)
        return cm_resolved(h->r);
    h->round++;
    for (uint32_t e = 0; e < body->n_entries; e++)
        if (body->entries[e].kind == CM_MEMBER)
            seats[e] = body->entries[e].seats;
    for (uint32_t i = 0; i < said->n_holdings; i++)
        once &= hold(h, event, seats, &said->holdings[i], &has_vacant);
    if (once)
        check_total(h, event, seats);
    event->seats = seats;
    return cm_spend(h->r->ctx, 4 * (uint64_t)body->n_entries);
}

/* ---- settled twice ------------------------------------------------------ */

/* What settled a fact or an act first, and the first vote on an act. */
typedef struct settlement {
    const cm_event *settles;
    cm_event *vote;
} settlement;

static void check_twice(cm_history *h, settlement *s, cm_event *event)
{
    const cm_event *first;
    const char *message;
    if (event->kind == CM_EVENT_VOTE) {
        first = s->vote;
        if (first)
            event->faulty = s->vote->faulty = true;
        else
            s->vote = event;
        message = "this act was voted on already; an act is voted once";
    } else {
        first = s->settles;
        s->settles = first ? first : event;
        if (first && first->value == event->value &&
            first->option == event->option)
            return;
        message = event->what == CM_COND_OPTION
                      ? "another option of this choice is recorded already"
                      : "the opposite of this is recorded already";
    }
    if (!first)
        return;
    cm_diag *diag = cm_diag_add(h->r->diags, "C0301", CM_ERROR, event->ref_span,
                                "%s", message);
    if (event->kind == CM_EVENT_VOTE)
        cm_diag_help(h->r->diags, diag,
                     "for a second vote declare a second act");
    cm_diag_note_at(h->r->diags, diag, first->ref_span, "recorded here");
}

/* ---- limits of time ----------------------------------------------------- */

static void check_limits(cm_history *h, const cm_event *event)
{
    const cm_act *act = &h->r->acts[event->index];
    bool late = act->has_until && event->days.hi > act->until.hi;
    bool early = act->has_from && event->days.hi < act->from.lo;
    if (!late && !early)
        return;
    cm_diag *diag = cm_diag_add(
        h->r->diags, "C0305", CM_ERROR, event->ref_span,
        late ? "this lies after the last day on which %s can be decided"
             : "this lies before the first day on which %s can be decided",
        act->label.name);
    cm_diag_note_at(h->r->diags, diag, act->label.span, "%s `%s` a date",
                    act->label.name, late ? "until" : "from");
}

/* ---- all of it ---------------------------------------------------------- */

/* In file order: what does not depend on the order of days. */
static comitia_status check_each(cm_history *h)
{
    cm_resolver *r = h->r;
    settlement *facts = cm_new_n(&r->scratch, settlement, r->model->n_facts);
    settlement *acts = cm_new_n(&r->scratch, settlement, r->model->n_acts);
    if (!facts || !acts)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < h->n; i++) {
        cm_event *event = &h->events[i];
        if (event->kind == CM_EVENT_SEATS) {
            CM_TRY(check_seats(h, event, h->said[i]));
            continue;
        }
        bool is_fact =
            event->what == CM_COND_FACT || event->what == CM_COND_OPTION;
        check_twice(h, is_fact ? &facts[event->index] : &acts[event->index],
                    event);
        if (!is_fact)
            check_limits(h, event);
    }
    return COMITIA_OK;
}

/* In display order: votes are counted with the seats of their day. */
static comitia_status count_votes(cm_history *h, const uint32_t *place)
{
    cm_resolver *r = h->r;
    const uint64_t **seats =
        cm_new_n(&r->scratch, const uint64_t *, r->model->n_bodies);
    if (!seats)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < h->n; i++) {
        cm_event *event = &h->events[i];
        if (event->kind == CM_EVENT_SEATS)
            seats[event->body] = event->seats;
        else if (event->kind == CM_EVENT_VOTE)
            CM_TRY(cm_record_vote(h, event, h->said[place[i]],
                                  seats[event->body]));
    }
    return COMITIA_OK;
}

static bool new_history(cm_history *h)
{
    cm_resolver *r = h->r;
    size_t most = 1;
    for (uint32_t b = 0; b < r->model->n_bodies; b++)
        most = r->bodies[b].n_entries > most ? r->bodies[b].n_entries : most;
    for (uint32_t a = 0; a < r->model->n_acts; a++)
        most = r->acts[a].n_voters > most ? r->acts[a].n_voters : most;
    h->n = r->model->n_events;
    h->marks = cm_new_n(&r->scratch, uint32_t, most);
    h->said = cm_new_n(&r->scratch, const cm_syntax_event *, h->n);
    h->events = cm_new_n(r->arena, cm_event, h->n);
    if (!h->marks || !h->said || !h->events)
        return false;
    if (h->n)
        memcpy(h->events, r->model->events, h->n * sizeof *h->events);
    r->model->events = h->events;
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        if (r->syntax->at[i].kind == CM_S_EVENT)
            h->said[n++] = &r->syntax->at[i].event;
    return true;
}

comitia_status cm_check_events(cm_resolver *r)
{
    cm_history h = {.r = r};
    uint32_t *place;
    if (r->model->n_events == 0)
        return COMITIA_OK;
    if (!new_history(&h))
        return COMITIA_E_NOMEM;
    CM_TRY(check_each(&h));
    CM_TRY(cm_order_events(&r->scratch, h.events, h.n, &place));
    CM_TRY(count_votes(&h, place));
    CM_TRY(cm_find_conflicts(r->ctx, r->model, h.events, h.n, r->diags));
    return cm_resolved(r);
}
