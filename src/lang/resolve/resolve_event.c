/* Events: what the words of history name (LANGUAGE, section 7). */
#include "lang/resolve/resolve.h"

#define MOST_SEATS UINT64_C(1000000000000000) /* 10^15 */
enum { MOST_FREE_SEATS = 100000 };

static void fill_dates(const cm_syntax_event *said, cm_event *event)
{
    event->days = said->days.days;
    if (said->time == CM_BY)
        event->days.lo = CM_BEGINNING;
}

/* Computed things are never recorded. */
static bool check_recorded(cm_resolver *r, cm_word name, cm_target target)
{
    if (!cm_is_computed(r, target))
        return true;
    cm_diag *diag = cm_diag_add(
        r->diags, "C0209", CM_ERROR, name.span,
        "%s follows from other things: it cannot be recorded", name.text);
    cm_diag_help(r->diags, diag, "record the acts and facts that %s depends on",
                 name.text);
    return false;
}

static void resolve_settled(cm_resolver *r, const cm_syntax_event *said,
                            cm_event *event)
{
    cm_target target;
    cm_word option = {0};
    if (said->how == CM_IS)
        option = said->option;
    if (!cm_resolve_ref(r, &said->ref, option, NULL, &target) ||
        !check_recorded(r, said->ref.name, target))
        return;
    event->what = target.what;
    event->index = target.index;
    event->other = target.other;
    event->option = target.option;
    event->value =
        said->how == CM_HAPPENED || said->how == CM_HOLDS || said->how == CM_IS;
}

static void resolve_vote(cm_resolver *r, const cm_syntax_event *said,
                         cm_event *event)
{
    cm_target target;
    cm_word no_option = {0};
    cm_word name = said->ref.name;
    event->what = CM_COND_ACT;
    event->body = cm_find_kind(r, said->body, CM_NAME_BODY, "a body");
    if (!cm_resolve_ref(r, &said->ref, no_option, NULL, &target) ||
        !check_recorded(r, name, target))
        return;
    if (target.what == CM_COND_FACT) {
        cm_wrong_kind(r, name, "an act");
        return;
    }
    const cm_act *act = &r->acts[target.index];
    event->index = target.index;
    bool by_body = act->body != CM_NONE;
    if (event->body == CM_NONE || act->body == event->body ||
        (!by_body && act->player == CM_NONE))
        return;
    cm_diag *diag = cm_diag_add(r->diags, "C0209", CM_ERROR, name.span,
                                "%s is not decided by %s", act->label.name,
                                said->body.text);
    cm_diag_help(r->diags, diag,
                 by_body ? "it is decided by %s"
                         : "%s decides it alone: say that it happened or "
                           "failed",
                 by_body ? r->bodies[act->body].label.name
                         : r->players[act->player].label.name);
}

/* ---- changes of seats --------------------------------------------------- */

/* The party of the body that a holding names, or CM_NONE. */
static uint32_t find_party(cm_resolver *r, uint32_t body, cm_word word)
{
    cm_name name;
    uint32_t entry = cm_entry_named(r, body, word.text);
    if (entry != CM_NONE && r->bodies[body].entries[entry].kind == CM_PARTY)
        return entry;
    bool local = entry != CM_NONE ||
                 cm_group_named(r, body, word.text) != CM_NONE ||
                 cm_measure_named(r, body, word.text) != CM_NONE;
    if (!local && !cm_find_name(r, word, &name))
        return CM_NONE;
    cm_diag *diag = cm_diag_add(r->diags, "C0209", CM_ERROR, word.span,
                                "%s is no party of %s", word.text,
                                r->bodies[body].label.name);
    if (entry != CM_NONE)
        cm_diag_help(r->diags, diag,
                     "members keep their seat; only the seats of parties "
                     "can change");
    return CM_NONE;
}

static void check_limit(cm_resolver *r, uint32_t body, uint32_t entry,
                        const cm_figure *figure)
{
    bool free = entry != CM_NONE && r->bodies[body].entries[entry].free;
    uint64_t most = free ? MOST_FREE_SEATS : MOST_SEATS, seats;
    if (!cm_number_u64(figure->value, &seats) || seats > most)
        cm_diag_add(r->diags, "C0701", CM_ERROR, figure->span,
                    "these seats are too many: %s has at most %llu",
                    free ? "a party whose seats are free" : "one holder",
                    (unsigned long long)most);
}

static void resolve_seats(cm_resolver *r, const cm_syntax_event *said,
                          cm_event *event)
{
    event->body = cm_find_kind(r, said->body, CM_NAME_BODY, "a body");
    if (event->body == CM_NONE)
        return;
    for (uint32_t i = 0; i < said->n_holdings; i++) {
        const cm_syntax_holding *holding = &said->holdings[i];
        uint32_t entry = CM_NONE;
        if (!holding->is_vacant)
            entry = find_party(r, event->body, holding->name);
        check_limit(r, event->body, entry, &holding->seats);
    }
}

/* ---- all of them -------------------------------------------------------- */

static void resolve_event(cm_resolver *r, const cm_syntax_declaration *d,
                          cm_event *event)
{
    const cm_syntax_event *said = &d->event;
    bool about_seats = said->kind == CM_EVENT_SEATS;
    *event = (cm_event){.kind = said->kind,
                        .span = d->span,
                        .ref_span =
                            about_seats ? said->body.span : said->ref.name.span,
                        .cites = d->cites,
                        .text = said->text,
                        .index = CM_NONE,
                        .other = CM_NONE,
                        .option = CM_NONE,
                        .body = CM_NONE};
    fill_dates(said, event);
    if (said->kind == CM_EVENT_SETTLES)
        resolve_settled(r, said, event);
    else if (said->kind == CM_EVENT_VOTE)
        resolve_vote(r, said, event);
    else
        resolve_seats(r, said, event);
}

comitia_status cm_resolve_events(cm_resolver *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        n += r->syntax->at[i].kind == CM_S_EVENT ? 1 : 0;
    cm_event *events = cm_new_n(r->arena, cm_event, n);
    if (!events)
        return COMITIA_E_NOMEM;
    r->model->events = events;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        if (r->syntax->at[i].kind == CM_S_EVENT)
            resolve_event(r, &r->syntax->at[i], &events[r->model->n_events++]);
    return cm_resolved(r);
}
