/* The law: actors, acts, facts, outcomes, ladders; and what is expected of
 * votes. */
#include "lang/parse/parser.h"

bool cm_parse_use(cm_parser *p, cm_syntax_declaration *d)
{
    cm_advance(p);
    return cm_needs_title(p, &d->use.path) && cm_parse_cites(p, &d->cites);
}

bool cm_parse_actor(cm_parser *p, cm_syntax_declaration *d)
{
    cm_syntax_actor *actor = &d->actor;
    cm_advance(p);
    if (!cm_needs_name(p, &d->name) || !cm_maybe_title(p, &d->title))
        return false;
    cm_list_mark list = cm_list_open(p);
    for (;;) {
        bool is_read;
        cm_mark_here(p, CM_MARK_ITEM);
        if (cm_sees(p, CM_W_ALSO) || cm_sees(p, CM_W_ROLE))
            is_read = cm_parse_alias(p);
        else if (cm_sees(p, CM_W_COLOUR))
            is_read = actor->look.text ? cm_twice(p, "colour")
                                       : cm_parse_look(p, &actor->look);
        else
            break;
        if (!is_read)
            return false;
    }
    return cm_close_aliases(p, list, &actor->also, &actor->roles) &&
           cm_parse_cites(p, &d->cites);
}

/* ---- acts ---------------------------------------------------------------- */

/* "from" or "until" date */
static bool parse_limit(cm_parser *p, cm_dates *dates, const char *word)
{
    if (dates->is_there)
        return cm_twice(p, word);
    cm_advance(p);
    return cm_needs_date(p, dates);
}

/* "needs" rules or "quorum" rule; span is that of the word. */
static bool parse_rule_clause(cm_parser *p, cm_syntax_act *act)
{
    bool needs = cm_ahead(p, 0)->word == CM_W_NEEDS;
    cm_span *span = needs ? &act->needs_span : &act->quorum_span;
    if (span->line)
        return cm_twice(p, needs ? "needs" : "quorum");
    *span = cm_span_here(p);
    cm_advance(p);
    return needs ? cm_parse_arms(p, &act->arms, &act->n_arms)
                 : cm_parse_rule(p, &act->quorum);
}

/* { clause }; *any is set if there is one. */
static bool parse_clauses(cm_parser *p, cm_syntax_act *act, bool *any)
{
    for (;;) {
        bool is_read;
        bool is_rule = cm_sees(p, CM_W_NEEDS) || cm_sees(p, CM_W_QUORUM);
        bool is_limit =
            !is_rule && (cm_sees(p, CM_W_FROM) || cm_sees(p, CM_W_UNTIL));
        if (!is_rule && !is_limit)
            return true;
        *any = true;
        cm_mark_here(p, CM_MARK_CLAUSE);
        if (is_rule)
            is_read = parse_rule_clause(p, act);
        else if (cm_ahead(p, 0)->word == CM_W_FROM)
            is_read = parse_limit(p, &act->from, "from");
        else
            is_read = parse_limit(p, &act->until, "until");
        if (!is_read)
            return false;
    }
}

/* `by` and a name behind the clauses is a second `by` of the act, not an
   event (LANGUAGE 3). In column 1 it is left to the event that it looks like,
   so that it is not reported twice. */
static bool check_second_by(cm_parser *p)
{
    if (cm_ahead(p, 0)->word != CM_W_BY || cm_ahead(p, 1)->kind != CM_T_NAME ||
        cm_ahead(p, 0)->column == 1)
        return true;
    return cm_error(p, "C0108", cm_span_here(p),
                    "`by` stands once, behind the name and title of the act; "
                    "an event is written `by DATE`",
                    "an act says only once by whom it is decided");
}

bool cm_parse_act(cm_parser *p, cm_syntax_declaration *d)
{
    cm_syntax_act *act = &d->act;
    bool has_clauses = false;
    cm_advance(p);
    if (!cm_needs_name(p, &d->name) || !cm_maybe_title(p, &d->title) ||
        !cm_needs(p, CM_W_BY) || !cm_needs_name(p, &act->by))
        return false;
    if (cm_sees(p, CM_W_WITHOUT)) {
        act->without_span = cm_span_here(p);
        cm_advance(p);
        if (!cm_parse_names(p, &act->without))
            return false;
    }
    if (!parse_clauses(p, act, &has_clauses))
        return false;
    size_t from = p->marks ? p->marks->n : 0;
    if (!check_second_by(p) || !cm_parse_cites(p, &d->cites))
        return false;
    if (has_clauses)
        cm_marks_begin_lines(p, from, p->marks ? p->marks->n : 0);
    return check_second_by(p);
}

/* ---- facts, outcomes ----------------------------------------------------- */

/* option = name [ title ] [ chance ] */
static bool parse_options(cm_parser *p, cm_syntax_fact *fact)
{
    cm_list_mark list = cm_list_open(p);
    do {
        cm_syntax_option option = {0};
        cm_mark_here(p, CM_MARK_ITEM);
        if (!cm_needs_name(p, &option.name) ||
            !cm_maybe_title(p, &option.title) ||
            (cm_sees_figure(p) && !cm_needs_chance(p, &option.chance)) ||
            !cm_list_add(p, &option, sizeof option))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    return CM_LIST_CLOSE(p, list, fact->options, fact->n_options);
}

static bool parse_state(cm_parser *p, cm_syntax_fact *fact)
{
    if (cm_takes(p, CM_W_TRUE)) {
        fact->state = CM_FACT_TRUE;
    } else if (cm_takes(p, CM_W_FALSE)) {
        fact->state = CM_FACT_FALSE;
    } else if (cm_takes(p, CM_W_UNKNOWN)) {
        fact->state = CM_FACT_UNKNOWN;
    } else if (cm_takes(p, CM_W_ONE)) {
        fact->is_choice = true;
        return cm_needs(p, CM_W_OF) && parse_options(p, fact);
    } else if (cm_sees_figure(p)) {
        fact->state = CM_FACT_CHANCE;
        return cm_needs_chance(p, &fact->chance);
    }
    return true;
}

bool cm_parse_fact(cm_parser *p, cm_syntax_declaration *d)
{
    cm_advance(p);
    return cm_needs_name(p, &d->name) && cm_maybe_title(p, &d->title) &&
           parse_state(p, &d->fact) && cm_parse_cites(p, &d->cites);
}

bool cm_parse_outcome(cm_parser *p, cm_syntax_declaration *d)
{
    cm_advance(p);
    if (!cm_needs_name(p, &d->name) || !cm_maybe_title(p, &d->title))
        return false;
    cm_mark_here(p, CM_MARK_ITEM);
    if (!cm_needs(p, CM_W_WHEN) || !cm_parse_cond(p, &d->outcome.when))
        return false;
    if (cm_sees(p, CM_W_UNLESS)) {
        cm_mark_here(p, CM_MARK_ITEM);
        cm_advance(p);
        if (!cm_parse_cond(p, &d->outcome.unless))
            return false;
    }
    return cm_parse_cites(p, &d->cites);
}

/* ---- ladders ------------------------------------------------------------- */

/* step = name [ "needs" rule ] */
static bool parse_steps(cm_parser *p, cm_syntax_ladder *ladder)
{
    cm_list_mark list = cm_list_open(p);
    do {
        cm_syntax_step step = {0};
        cm_mark_here(p, CM_MARK_ITEM);
        if (!cm_needs_name(p, &step.court))
            return false;
        if (cm_sees(p, CM_W_NEEDS)) {
            step.needs_span = cm_span_here(p);
            cm_advance(p);
            if (!cm_parse_rule(p, &step.rule))
                return false;
            /* One rule for a court: a second is a clause given twice. */
            if (cm_sees(p, CM_W_NEEDS))
                return cm_twice(p, "needs");
        }
        if (!cm_list_add(p, &step, sizeof step))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    return CM_LIST_CLOSE(p, list, ladder->steps, ladder->n_steps);
}

bool cm_parse_ladder(cm_parser *p, cm_syntax_declaration *d)
{
    cm_syntax_ladder *ladder = &d->ladder;
    cm_advance(p);
    if (!cm_needs_name(p, &d->name) || !cm_maybe_title(p, &d->title) ||
        !cm_needs(p, CM_W_BY) || !cm_needs_name(p, &ladder->by))
        return false;
    if (cm_takes(p, CM_W_AGAINST) && !cm_needs_name(p, &ladder->against))
        return false;
    cm_mark_here(p, CM_MARK_ITEM);
    return cm_needs(p, CM_W_THROUGH) && parse_steps(p, ladder) &&
           cm_parse_cites(p, &d->cites);
}

/* ---- forecasts ----------------------------------------------------------- */

/* ( name | "rest" ) chance [ "each" | "as" "one" ] */
static bool parse_share(cm_parser *p, cm_syntax_share *share)
{
    share->is_rest = cm_sees(p, CM_W_REST);
    if (share->is_rest ? !cm_any_word(p, &share->name)
                       : !cm_needs_name(p, &share->name))
        return false;
    if (!cm_needs_chance(p, &share->chance))
        return false;
    share->each = cm_takes(p, CM_W_EACH);
    return share->each || !cm_takes(p, CM_W_AS) || cm_needs(p, CM_W_ONE);
}

bool cm_parse_forecast(cm_parser *p, cm_syntax_declaration *d)
{
    cm_syntax_forecast *forecast = &d->forecast;
    cm_advance(p);
    if (!cm_parse_ref(p, &forecast->act) || !cm_needs_kind(p, CM_T_COLON))
        return false;
    if (cm_sees_figure(p))
        return cm_needs_chance(p, &forecast->chance) &&
               cm_parse_cites(p, &d->cites);
    cm_list_mark list = cm_list_open(p);
    do {
        cm_syntax_share share = {0};
        cm_mark_here(p, CM_MARK_ITEM);
        if (!parse_share(p, &share) || !cm_list_add(p, &share, sizeof share))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    return CM_LIST_CLOSE(p, list, forecast->shares, forecast->n_shares) &&
           cm_parse_cites(p, &d->cites);
}
