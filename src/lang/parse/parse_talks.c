/* Talks: points, what is given, what the sides demand, hold, want, threaten. */
#include "lang/parse/parser.h"

/* "if" cond "then" cond | ref "before" ref | cond */
static bool parse_statement(cm_parser *p, cm_syntax_statement *statement)
{
    uint32_t from = cm_ahead(p, 0)->at;
    cm_lex_word second = cm_ahead(p, 1)->word;
    bool is_step = second == CM_W_TO || second == CM_W_AT;
    statement->is_before = cm_sees_kind(p, CM_T_NAME) &&
                           (second == CM_W_BEFORE ||
                            (is_step && cm_ahead(p, 2)->kind == CM_T_NAME &&
                             cm_ahead(p, 3)->word == CM_W_BEFORE));
    bool is_read;
    if (statement->is_before)
        is_read = cm_parse_ref(p, &statement->first) &&
                  cm_needs(p, CM_W_BEFORE) &&
                  cm_parse_ref(p, &statement->second);
    else if (cm_takes(p, CM_W_IF))
        is_read = cm_parse_cond(p, &statement->premise) &&
                  cm_needs(p, CM_W_THEN) && cm_parse_cond(p, &statement->cond);
    else
        is_read = cm_parse_cond(p, &statement->cond);
    return is_read && cm_joined(p, from, &statement->text);
}

/* "point" name [ title ] [ "by" name ] */
static bool parse_point(cm_parser *p, cm_syntax_line *line)
{
    line->is_point = true;
    if (!cm_needs_name(p, &line->name) || !cm_maybe_title(p, &line->title))
        return false;
    /* `by` and a date begin an event instead. */
    if (!cm_sees(p, CM_W_BY) || cm_ahead(p, 1)->kind != CM_T_NAME)
        return true;
    cm_advance(p);
    return cm_needs_name(p, &line->by);
}

static bool parse_wants(cm_parser *p, cm_syntax_line *line)
{
    line->kind = CM_LINE_WANTS;
    if (!cm_parse_cond(p, &line->statement.cond))
        return false;
    line->statement.text = line->statement.cond->text;
    return !cm_takes(p, CM_W_WORTH) || cm_needs_number(p, &line->worth);
}

/* ref [ "if" cond ] */
static bool parse_threat(cm_parser *p, cm_syntax_line *line)
{
    uint32_t from = cm_ahead(p, 0)->at;
    if (!cm_parse_ref(p, &line->deed) ||
        !cm_joined(p, from, &line->statement.text))
        return false;
    return !cm_takes(p, CM_W_IF) || cm_parse_cond(p, &line->condition);
}

/* cond { "," "then" cond } */
static bool parse_prefers(cm_parser *p, cm_syntax_line *line)
{
    uint32_t from = cm_ahead(p, 0)->at;
    line->kind = CM_LINE_PREFERS;
    cm_list_mark list = cm_list_open(p);
    do {
        const cm_syntax_cond *cond;
        if (!cm_parse_cond(p, &cond) || !cm_list_add(p, &cond, sizeof cond))
            return false;
        if (!cm_takes_kind(p, CM_T_COMMA))
            return CM_LIST_CLOSE(p, list, line->prefers, line->n_prefers) &&
                   cm_joined(p, from, &line->statement.text);
        cm_mark_here(p, CM_MARK_ITEM);
    } while (cm_takes(p, CM_W_THEN));
    return cm_unexpected(p);
}

/* What a side says: the side's name is at hand. */
static bool parse_side(cm_parser *p, cm_syntax_line *line)
{
    if (!cm_needs_name(p, &line->side))
        return false;
    bool demands = cm_takes(p, CM_W_DEMANDS);
    if (demands || cm_takes(p, CM_W_HOLDS)) {
        line->kind = demands ? CM_LINE_DEMANDS : CM_LINE_HOLDS;
        return cm_maybe_label(p, &line->label) &&
               parse_statement(p, &line->statement);
    }
    if (cm_takes(p, CM_W_WANTS))
        return parse_wants(p, line);
    if (cm_takes(p, CM_W_PREFERS))
        return parse_prefers(p, line);
    bool threatens = cm_takes(p, CM_W_THREATENS);
    if (!threatens && !cm_takes(p, CM_W_PROMISES))
        return cm_unexpected(p);
    line->kind = threatens ? CM_LINE_THREATENS : CM_LINE_PROMISES;
    return parse_threat(p, line);
}

static bool parse_goal(cm_parser *p, cm_syntax_line *line)
{
    line->kind = CM_LINE_GOAL;
    if (!cm_maybe_label(p, &line->label) ||
        !cm_parse_cond(p, &line->statement.cond))
        return false;
    line->statement.text = line->statement.cond->text;
    return true;
}

static bool parse_line(cm_parser *p, cm_syntax_line *line)
{
    line->span = cm_span_here(p);
    cm_mark_here(p, CM_MARK_CLAUSE);
    if (cm_takes(p, CM_W_POINT))
        return parse_point(p, line);
    if (cm_takes(p, CM_W_GOAL))
        return parse_goal(p, line);
    if (!cm_takes(p, CM_W_GIVEN))
        return parse_side(p, line);
    line->kind = CM_LINE_GIVEN;
    return cm_maybe_label(p, &line->label) &&
           parse_statement(p, &line->statement);
}

static bool parse_lines(cm_parser *p, cm_syntax_talks *talks)
{
    cm_list_mark list = cm_list_open(p);
    while (cm_sees(p, CM_W_POINT) || cm_sees(p, CM_W_GIVEN) ||
           cm_sees(p, CM_W_GOAL) || cm_sees_kind(p, CM_T_NAME)) {
        cm_syntax_line line = {0};
        if (!parse_line(p, &line) || !cm_parse_cites(p, &line.cites) ||
            !cm_list_add(p, &line, sizeof line))
            return false;
    }
    return CM_LIST_CLOSE(p, list, talks->lines, talks->n_lines);
}

bool cm_parse_talks(cm_parser *p, cm_syntax_declaration *d)
{
    cm_advance(p);
    if (!cm_needs_name(p, &d->name) || !cm_maybe_title(p, &d->title) ||
        !cm_needs(p, CM_W_BETWEEN) || !cm_parse_names(p, &d->talks.between))
        return false;
    size_t from = p->marks ? p->marks->n : 0;
    if (!cm_parse_cites(p, &d->cites))
        return false;
    size_t to = p->marks ? p->marks->n : 0;
    if (!parse_lines(p, &d->talks))
        return false;
    if (d->talks.n_lines)
        cm_marks_begin_lines(p, from, to);
    return true;
}
