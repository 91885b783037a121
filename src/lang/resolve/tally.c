/* Recorded ballots: every seat is accounted for (LANGUAGE, section 7). */
#include "lang/resolve/history.h"
#include "lang/resolve/names.h"

typedef struct count {
    cm_history *h;
    const cm_act *act;
    const uint64_t *seats; /* of the entries; NULL: as declared */
    cm_tally *tallies;
    bool has_rest;
    cm_ballot rest;
} count;

/* An outsider that is no entry of the body has one ballot. */
static uint64_t seats_of(const count *c, uint32_t voter)
{
    uint32_t entry = c->act->voters[voter].entry;
    if (entry == CM_NONE)
        return 1;
    return c->seats ? c->seats[entry]
                    : c->h->r->bodies[c->act->body].entries[entry].seats;
}

static void stranger(const count *c, cm_word name)
{
    cm_resolver *r = c->h->r;
    cm_diag *diag =
        cm_diag_add(r->diags, "C0302", CM_ERROR, name.span,
                    "%s has no ballot in %s", name.text, c->act->label.name);
    if (cm_group_named(r, c->act->body, name.text) != CM_NONE) {
        cm_diag_help(r->diags, diag,
                     "name the entries of the group %s one by one", name.text);
        return;
    }
    cm_near near;
    cm_near_begin(&near, r, name.text);
    for (uint32_t v = 0; v < c->act->n_voters && !cm_near_tired(&near); v++) {
        const cm_label *label = &r->players[c->act->voters[v].player].label;
        cm_near_try(&near, label->name, label->span);
    }
    cm_near_help(&near, diag);
}

/* The numbers of ballots of one voter; false if they do not add up. */
static bool add_ballots(const cm_syntax_tally *said, uint64_t seats,
                        cm_tally *tally)
{
    uint64_t left = seats, n;
    for (uint32_t i = 0; i < said->n_numbers; i++) {
        if (!cm_number_u64(said->numbers[i].value, &n) || n > left)
            return false;
        tally->seats[said->ballots[i]] += n;
        left -= n;
    }
    return left == 0;
}

static void count_voter(count *c, const cm_syntax_tally *said)
{
    cm_history *h = c->h;
    uint32_t act = (uint32_t)(c->act - h->r->acts);
    uint32_t voter = cm_voter_named(h->r, act, said->name.text);
    if (voter == CM_NONE) {
        stranger(c, said->name);
        return;
    }
    if (h->marks[voter] == h->round) {
        cm_diag_add(h->r->diags, "C0302", CM_ERROR, said->name.span,
                    "%s is named twice in one vote", said->name.text);
        return;
    }
    h->marks[voter] = h->round;
    uint64_t seats = seats_of(c, voter);
    if (said->alone) {
        c->tallies[voter].seats[said->ballot] = seats;
    } else if (!add_ballots(said, seats, &c->tallies[voter])) {
        cm_diag *diag = cm_diag_add(
            h->r->diags, "C0302", CM_ERROR, said->name.span,
            "the ballots of %s do not add up to its %llu seat%s that day",
            said->name.text, (unsigned long long)seats, seats == 1 ? "" : "s");
        cm_diag_help(h->r->diags, diag,
                     "account for all of them with yes, no, abstain and "
                     "absent");
    }
}

static void count_rest(count *c, const cm_syntax_tally *said)
{
    if (c->has_rest)
        cm_diag_add(c->h->r->diags, "C0302", CM_ERROR, said->name.span,
                    "a vote has one `rest` at most");
    else
        c->rest = said->ballot;
    c->has_rest = true;
}

/* Voters not named: the rest, or outsiders who stayed away. What is left over
   then is an error. */
static void count_others(count *c, cm_word act_name)
{
    const cm_history *h = c->h;
    uint32_t first = CM_NONE, n = 0;
    for (uint32_t v = 0; v < c->act->n_voters; v++) {
        if (h->marks[v] == h->round)
            continue;
        uint64_t seats = seats_of(c, v);
        if (c->has_rest) {
            c->tallies[v].seats[c->rest] = seats;
        } else {
            c->tallies[v].seats[CM_BALLOT_ABSENT] = seats;
            if (c->act->voters[v].outsider || seats == 0)
                continue;
            first = n++ == 0 ? v : first;
        }
    }
    if (n == 0)
        return;
    const cm_resolver *r = h->r;
    cm_diag *diag =
        cm_diag_add(h->r->diags, "C0302", CM_ERROR, act_name.span,
                    "this vote does not say what became of the seats of %s%s",
                    r->players[c->act->voters[first].player].label.name,
                    n > 1 ? " and others" : "");
    cm_diag_help(h->r->diags, diag,
                 "name them, or end in `rest absent` or `rest open`");
}

comitia_status cm_record_vote(cm_history *h, cm_event *event,
                              const cm_syntax_event *said,
                              const uint64_t *seats)
{
    count c = {.h = h, .act = &h->r->acts[event->index], .seats = seats};
    c.tallies =
        cm_history_list(h, event->ref_span, c.act->n_voters, sizeof *c.tallies);
    if (!c.tallies)
        return cm_resolved(h->r);
    event->tallies = c.tallies;
    h->round++;
    uint32_t n_errors = h->r->diags->n_errors;
    for (uint32_t i = 0; i < said->n_tallies; i++) {
        if (said->tallies[i].is_rest)
            count_rest(&c, &said->tallies[i]);
        else
            count_voter(&c, &said->tallies[i]);
    }
    count_others(&c, said->ref.name);
    event->faulty |= h->r->diags->n_errors > n_errors;
    return cm_spend(h->r->ctx, 4 * (uint64_t)c.act->n_voters);
}
