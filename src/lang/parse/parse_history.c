/* What happened, and what is said of it: events, sources, reports. */
#include "lang/parse/parser.h"

/* ---- events -------------------------------------------------------------- */

/* A ballot, if one is at hand. `open` is one only after `rest`. */
static bool takes_ballot(cm_parser *p, bool is_rest, cm_ballot *ballot)
{
    static const cm_lex_word words[] = {[CM_BALLOT_YES] = CM_W_YES,
                                        [CM_BALLOT_NO] = CM_W_NO,
                                        [CM_BALLOT_ABSTAIN] = CM_W_ABSTAIN,
                                        [CM_BALLOT_ABSENT] = CM_W_ABSENT,
                                        [CM_BALLOT_OPEN] = CM_W_OPEN};
    for (int i = CM_BALLOT_YES; i <= CM_BALLOT_OPEN; i++)
        if ((i != CM_BALLOT_OPEN || is_rest) && cm_takes(p, words[i])) {
            *ballot = (cm_ballot)i;
            return true;
        }
    return false;
}

/* integer ballot { integer ballot } */
static bool parse_counts(cm_parser *p, cm_syntax_tally *tally)
{
    /* Numbers and ballots are two lists of the tree, one of the text. */
    struct count {
        cm_figure number;
        cm_ballot ballot;
    };
    cm_list_mark list = cm_list_open(p);
    uint32_t n = 0;
    do {
        struct count count = {0};
        if (!cm_needs_integer(p, &count.number))
            return false;
        if (!takes_ballot(p, false, &count.ballot))
            return cm_unexpected(p);
        if (!cm_list_add(p, &count, sizeof count))
            return false;
        n++;
    } while (cm_sees_kind(p, CM_T_INTEGER));
    cm_figure *numbers = cm_new_n(p->arena, cm_figure, n);
    cm_ballot *ballots = cm_new_n(p->arena, cm_ballot, n);
    if (!numbers || !ballots)
        return cm_gave_up(p, COMITIA_E_NOMEM);
    for (uint32_t i = 0; i < n; i++) {
        struct count count;
        memcpy(&count, p->stack.at + list.start + i * sizeof count,
               sizeof count);
        numbers[i] = count.number;
        ballots[i] = count.ballot;
    }
    tally->numbers = numbers;
    tally->ballots = ballots;
    tally->n_numbers = n;
    cm_list_drop(p, list);
    return true;
}

/* name ( ballot | integer ballot ... ) | "rest" ( ballot | "open" ) */
static bool parse_tally(cm_parser *p, cm_syntax_tally *tally)
{
    tally->is_rest = cm_sees(p, CM_W_REST);
    if (tally->is_rest ? !cm_any_word(p, &tally->name)
                       : !cm_needs_name(p, &tally->name))
        return false;
    tally->alone = takes_ballot(p, tally->is_rest, &tally->ballot);
    if (tally->alone)
        return true;
    if (!tally->is_rest && cm_sees_kind(p, CM_T_INTEGER))
        return parse_counts(p, tally);
    return cm_unexpected(p);
}

static bool parse_vote(cm_parser *p, cm_syntax_event *event)
{
    event->kind = CM_EVENT_VOTE;
    if (!cm_parse_ref(p, &event->ref) || !cm_needs_kind(p, CM_T_COLON))
        return false;
    cm_list_mark list = cm_list_open(p);
    do {
        cm_syntax_tally tally = {0};
        cm_mark_here(p, CM_MARK_ITEM);
        if (!parse_tally(p, &tally) || !cm_list_add(p, &tally, sizeof tally))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    return CM_LIST_CLOSE(p, list, event->tallies, event->n_tallies);
}

static bool parse_holdings(cm_parser *p, cm_syntax_event *event)
{
    event->kind = CM_EVENT_SEATS;
    cm_list_mark list = cm_list_open(p);
    do {
        cm_syntax_holding holding = {0};
        cm_mark_here(p, CM_MARK_ITEM);
        holding.is_vacant = cm_sees(p, CM_W_VACANT);
        if (holding.is_vacant ? !cm_any_word(p, &holding.name)
                              : !cm_needs_name(p, &holding.name))
            return false;
        if (!cm_needs_integer(p, &holding.seats) ||
            !cm_list_add(p, &holding, sizeof holding))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    return CM_LIST_CLOSE(p, list, event->holdings, event->n_holdings);
}

/* What is settled, after its reference. */
static bool parse_settled(cm_parser *p, cm_syntax_event *event)
{
    event->kind = CM_EVENT_SETTLES;
    if (cm_takes(p, CM_W_HAPPENED)) {
        event->how = CM_HAPPENED;
    } else if (cm_takes(p, CM_W_HOLDS)) {
        event->how = CM_HOLDS;
    } else if (cm_takes(p, CM_W_FAILED)) {
        event->how = CM_FAILED_IT;
    } else if (cm_takes(p, CM_W_DID)) {
        event->how = CM_DID_NOT_HAPPEN;
        return cm_needs(p, CM_W_NOT) && cm_needs(p, CM_W_HAPPEN);
    } else if (cm_takes(p, CM_W_DOES)) {
        event->how = CM_DOES_NOT_HOLD;
        return cm_needs(p, CM_W_NOT) && cm_needs(p, CM_W_HOLD);
    } else if (cm_takes(p, CM_W_IS)) {
        event->how = CM_IS;
        return cm_needs_name(p, &event->option);
    } else {
        return cm_unexpected(p);
    }
    return true;
}

static bool parse_happening(cm_parser *p, cm_syntax_event *event)
{
    if (!cm_parse_ref(p, &event->ref))
        return false;
    if (event->ref.kind != CM_REF_PLAIN)
        return parse_settled(p, event);
    bool voted = cm_takes(p, CM_W_VOTED);
    if (!voted && !cm_takes(p, CM_W_HAS))
        return parse_settled(p, event);
    event->body = event->ref.name;
    event->ref = (cm_ref){.kind = CM_REF_PLAIN};
    return voted ? parse_vote(p, event) : parse_holdings(p, event);
}

bool cm_parse_event(cm_parser *p, cm_syntax_declaration *d)
{
    cm_syntax_event *event = &d->event;
    const cm_token *first = cm_ahead(p, 0);
    uint32_t from = first->at;
    event->time = first->word == CM_W_ON   ? CM_ON
                  : first->word == CM_W_BY ? CM_BY
                                           : CM_SINCE;
    cm_advance(p);
    bool is_dated = event->time == CM_ON ? cm_needs_span(p, &event->days)
                                         : cm_needs_date(p, &event->days);
    return is_dated && parse_happening(p, event) &&
           cm_joined(p, from, &event->text) && cm_parse_cites(p, &d->cites);
}

/* ---- sources ------------------------------------------------------------- */

/* chance [ "if" "true" "," chance "if" "false" ], behind `right` */
static bool parse_accuracy(cm_parser *p, cm_syntax_accuracy *accuracy)
{
    cm_advance(p);
    if (!cm_needs_chance(p, &accuracy->if_true))
        return false;
    if (!cm_takes(p, CM_W_IF))
        return true;
    return cm_needs(p, CM_W_TRUE) && cm_needs_kind(p, CM_T_COMMA) &&
           cm_needs_chance(p, &accuracy->if_false) && cm_needs(p, CM_W_IF) &&
           cm_needs(p, CM_W_FALSE);
}

static bool parse_source_clause(cm_parser *p, cm_syntax_source *source,
                                cm_lex_word word)
{
    switch (word) {
    case CM_W_UNNAMED:
        if (source->unnamed)
            return cm_twice(p, "unnamed");
        source->unnamed = true;
        cm_advance(p);
        return true;
    case CM_W_OF:
        if (source->of.text)
            return cm_twice(p, "of");
        cm_advance(p);
        return cm_needs_name(p, &source->of);
    case CM_W_RIGHT:
        return source->right.if_true.value ? cm_twice(p, "right")
                                           : parse_accuracy(p, &source->right);
    case CM_W_BELIEVES:
        if (source->believes.if_true.value)
            return cm_twice(p, "believes");
        cm_advance(p);
        return cm_sees(p, CM_W_RIGHT) ? parse_accuracy(p, &source->believes)
                                      : cm_unexpected(p);
    default: return cm_parse_alias(p);
    }
}

bool cm_parse_source(cm_parser *p, cm_syntax_declaration *d)
{
    static const cm_lex_word words[] = {CM_W_UNNAMED,  CM_W_OF,   CM_W_RIGHT,
                                        CM_W_BELIEVES, CM_W_ALSO, CM_W_ROLE};
    enum { N = sizeof words / sizeof *words };
    cm_syntax_source *source = &d->source;
    cm_advance(p);
    if (!cm_needs_name(p, &d->name) || !cm_maybe_title(p, &d->title))
        return false;
    cm_list_mark list = cm_list_open(p);
    for (;;) {
        size_t i = 0;
        while (i < N && !cm_sees(p, words[i]))
            i++;
        if (i == N)
            break;
        cm_mark_here(p, CM_MARK_ITEM);
        if (!parse_source_clause(p, source, words[i]))
            return false;
    }
    return cm_close_aliases(p, list, &source->also, &source->roles) &&
           cm_parse_cites(p, &d->cites);
}

/* ---- reports ------------------------------------------------------------- */

static bool is_verb(cm_lex_word word)
{
    return word == CM_W_SAYS || word == CM_W_DENIES || word == CM_W_BELIEVES ||
           word == CM_W_CANNOT;
}

/* Does the name at hand speak? Otherwise it begins the claim. */
static bool sees_speaker(cm_parser *p)
{
    if (cm_ahead(p, 0)->kind != CM_T_NAME)
        return false;
    return is_verb(cm_ahead(p, 1)->word) ||
           (cm_ahead(p, 1)->word == CM_W_ON && cm_is_date(p, cm_ahead(p, 2)) &&
            is_verb(cm_ahead(p, 3)->word));
}

/* `on` and a date or span belong here unless a name follows: then they begin
   an event. The word `on` is at hand. */
static bool on_begins_event(cm_parser *p)
{
    if (!cm_is_date(p, cm_ahead(p, 1)))
        return false;
    uint32_t next = 2;
    if (cm_ahead(p, 2)->kind == CM_T_DOTS && cm_is_date(p, cm_ahead(p, 3)))
        next = 4;
    return cm_ahead(p, next)->kind == CM_T_NAME;
}

bool cm_takes_on(cm_parser *p)
{
    if (!cm_sees(p, CM_W_ON) || on_begins_event(p))
        return false;
    cm_advance(p);
    return true;
}

/* claim = ref [ "is" name ] [ "on" span ] */
static bool parse_claim(cm_parser *p, cm_syntax_claim *claim)
{
    return cm_parse_ref(p, &claim->ref) &&
           (!cm_takes(p, CM_W_IS) || cm_needs_name(p, &claim->option)) &&
           (!cm_takes_on(p) || cm_needs_span(p, &claim->on));
}

/* One speaker with its verb; *more: another speaker follows `says`. */
static bool parse_speaker(cm_parser *p, cm_syntax_report *report, bool *more)
{
    cm_syntax_speaker speaker = {0};
    if (!cm_needs_name(p, &speaker.name))
        return false;
    if (cm_takes(p, CM_W_ON) && !cm_needs_date(p, &speaker.on))
        return false;
    *more = false;
    if (cm_takes(p, CM_W_SAYS)) {
        report->verb = CM_SAYS;
        report->negated = cm_takes(p, CM_W_NOT);
        *more = !report->negated && sees_speaker(p);
    } else if (cm_takes(p, CM_W_DENIES)) {
        report->verb = CM_DENIES;
    } else if (cm_takes(p, CM_W_BELIEVES)) {
        report->verb = CM_BELIEVES;
        report->negated = cm_takes(p, CM_W_NOT);
    } else if (cm_takes(p, CM_W_CANNOT)) {
        report->verb = CM_CANNOT_SAY;
        if (!cm_needs(p, CM_W_SAY))
            return false;
    } else {
        return cm_unexpected(p);
    }
    return cm_list_add(p, &speaker, sizeof speaker);
}

bool cm_parse_report(cm_parser *p, cm_syntax_declaration *d)
{
    cm_syntax_report *report = &d->report;
    cm_advance(p);
    p->tried_kinds |= UINT32_C(1) << CM_T_DATE;
    if (cm_is_date(p, cm_ahead(p, 0)) && !cm_needs_span(p, &report->days))
        return false;
    cm_list_mark list = cm_list_open(p);
    bool more;
    do {
        cm_mark_here(p, CM_MARK_ITEM);
        if (!parse_speaker(p, report, &more))
            return false;
    } while (more);
    return CM_LIST_CLOSE(p, list, report->speakers, report->n_speakers) &&
           parse_claim(p, &report->claim) && cm_parse_cites(p, &d->cites);
}
