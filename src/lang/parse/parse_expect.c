/* Expects: what a file says that the answers to questions about it are. */
#include "lang/parse/parser.h"

/* ( "can" | "cannot" ) ( "force" | "block" ) ref, after the names */
static bool parse_can(cm_parser *p, cm_syntax_expect *expect)
{
    expect->kind = CM_EXPECT_CAN;
    expect->negated = cm_takes(p, CM_W_CANNOT);
    if (!expect->negated && !cm_needs(p, CM_W_CAN))
        return false;
    expect->block = cm_takes(p, CM_W_BLOCK);
    if (!expect->block && !cm_needs(p, CM_W_FORCE))
        return false;
    return cm_parse_ref(p, &expect->subject);
}

/* number [ "of" base ] */
static bool parse_needs(cm_parser *p, cm_syntax_expect *expect)
{
    expect->kind = CM_EXPECT_NEEDS;
    if (!cm_needs_number(p, &expect->number))
        return false;
    expect->has_base = cm_takes(p, CM_W_OF);
    return !expect->has_base ||
           cm_parse_base(p, &expect->base, &expect->base_word, &expect->in);
}

/* possible, impossible, ... or "no" "decision" */
static bool takes_status(cm_parser *p, cm_syntax_expect *expect)
{
    static const struct {
        cm_lex_word word;
        cm_expect_status status;
    } statuses[] = {{CM_W_POSSIBLE, CM_POSSIBLE},
                    {CM_W_IMPOSSIBLE, CM_IMPOSSIBLE},
                    {CM_W_CERTAIN, CM_CERTAIN},
                    {CM_W_OPEN, CM_OPEN}};
    expect->kind = CM_EXPECT_STATUS;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (cm_takes(p, statuses[i].word)) {
            expect->status = statuses[i].status;
            return true;
        }
    expect->kind = CM_EXPECT_RESULT;
    if (cm_takes(p, CM_W_PASSED))
        expect->result = CM_PASSED;
    else if (cm_takes(p, CM_W_REJECTED))
        expect->result = CM_REJECTED;
    else if (cm_takes(p, CM_W_NO) && cm_needs(p, CM_W_DECISION))
        expect->result = CM_NO_DECISION;
    else
        return false;
    return true;
}

/* "deal" [ "for" label ], after `no` or `a` */
static bool parse_deal(cm_parser *p, cm_syntax_expect *expect, bool negated)
{
    expect->kind = CM_EXPECT_DEAL;
    expect->negated = negated;
    return cm_needs(p, CM_W_DEAL) &&
           (!cm_takes(p, CM_W_FOR) || cm_needs_label(p, &expect->goal));
}

/* integer ( [ "minimal" ] "winning" | "minimal" "blocking" ) "coalitions" */
static bool parse_coalitions(cm_parser *p, cm_syntax_expect *expect)
{
    expect->kind = CM_EXPECT_COALITIONS;
    if (!cm_needs_integer(p, &expect->number))
        return false;
    expect->minimal = cm_takes(p, CM_W_MINIMAL);
    expect->block = expect->minimal && cm_takes(p, CM_W_BLOCKING);
    if (!expect->block && !cm_needs(p, CM_W_WINNING))
        return false;
    return cm_takes(p, CM_W_COALITION) || cm_needs(p, CM_W_COALITIONS);
}

static bool takes_index(cm_parser *p, cm_index_kind *index)
{
    static const cm_lex_word words[] = {
        [CM_SWINGS] = CM_W_SWINGS,   [CM_BANZHAF] = CM_W_BANZHAF,
        [CM_SHAPLEY] = CM_W_SHAPLEY, [CM_DEEGAN_PACKEL] = CM_W_DEEGAN_PACKEL,
        [CM_HOLLER] = CM_W_HOLLER,   [CM_JOHNSTON] = CM_W_JOHNSTON};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (cm_takes(p, words[i])) {
            *index = (cm_index_kind)i;
            return true;
        }
    return false;
}

/* index ( number | percent ) "in" ref, with the index taken; the name that was
   read as the subject is the player. */
static bool parse_index(cm_parser *p, cm_syntax_expect *expect)
{
    expect->kind = CM_EXPECT_INDEX;
    cm_list_mark list = cm_list_open(p);
    return cm_list_add(p, &expect->subject.name, sizeof(cm_word)) &&
           CM_LIST_CLOSE(p, list, expect->who.at, expect->who.n) &&
           cm_needs_number_or_percent(p, &expect->number) &&
           cm_needs(p, CM_W_IN) && cm_parse_ref(p, &expect->subject);
}

/* What stands after `has`. */
static bool parse_has(cm_parser *p, cm_syntax_expect *expect)
{
    if (cm_sees_kind(p, CM_T_INTEGER))
        return parse_coalitions(p, expect);
    if (cm_takes(p, CM_W_CHANCE)) {
        expect->kind = CM_EXPECT_CHANCE;
        return cm_needs_number_or_percent(p, &expect->number);
    }
    /* A step has no deal, and no index. */
    if (expect->subject.kind != CM_REF_PLAIN)
        return cm_unexpected(p);
    bool negated = cm_takes(p, CM_W_NO);
    if (negated || cm_takes(p, CM_W_A))
        return parse_deal(p, expect, negated);
    return takes_index(p, &expect->power_index) ? parse_index(p, expect)
                                                : cm_unexpected(p);
}

/* What is said of one subject, which has been read. */
static bool parse_of_subject(cm_parser *p, cm_syntax_expect *expect)
{
    if (cm_takes(p, CM_W_NEEDS))
        return parse_needs(p, expect);
    if (cm_takes(p, CM_W_HAS))
        return parse_has(p, expect);
    (void)cm_takes(p, CM_W_IS);
    /* After an error the token at hand is not the one that was refused. */
    uint32_t n_errors = p->n_errors;
    return takes_status(p, expect) ||
           (p->n_errors == n_errors && cm_unexpected(p));
}

/* names ( "can" | "cannot" ) ... | ref ... */
static bool parse_claims(cm_parser *p, cm_syntax_expect *expect)
{
    cm_lex_word second = cm_ahead(p, 1)->word;
    if (cm_ahead(p, 1)->kind == CM_T_COMMA || second == CM_W_CAN ||
        second == CM_W_CANNOT)
        return cm_parse_names(p, &expect->who) && parse_can(p, expect);
    if (!cm_parse_ref(p, &expect->subject))
        return false;
    if (expect->subject.kind == CM_REF_PLAIN) {
        /* For the message: these would have been read above. */
        (void)cm_sees(p, CM_W_CAN);
        (void)cm_sees(p, CM_W_CANNOT);
    }
    return parse_of_subject(p, expect);
}

/* setting { "and" setting }; setting = [ "not" ] ref | ref "is" name */
static bool parse_settings(cm_parser *p, cm_syntax_expect *expect)
{
    cm_list_mark list = cm_list_open(p);
    do {
        cm_syntax_setting setting = {0};
        uint32_t from = cm_ahead(p, 0)->at;
        setting.negated = cm_takes(p, CM_W_NOT);
        if (!cm_parse_ref(p, &setting.ref))
            return false;
        if (!setting.negated && cm_takes(p, CM_W_IS) &&
            !cm_needs_name(p, &setting.option))
            return false;
        if (!cm_joined(p, from, &setting.text) ||
            !cm_list_add(p, &setting, sizeof setting))
            return false;
        cm_mark_here(p, CM_MARK_ITEM);
    } while (cm_takes(p, CM_W_AND));
    return CM_LIST_CLOSE(p, list, expect->settings, expect->n_settings);
}

bool cm_parse_expect(cm_parser *p, cm_syntax_declaration *d)
{
    cm_syntax_expect *expect = &d->expect;
    cm_advance(p);
    uint32_t from = cm_ahead(p, 0)->at;
    expect->first = cm_span_here(p);
    if (!parse_claims(p, expect))
        return false;
    cm_mark_here(p, CM_MARK_ITEM);
    if (cm_takes(p, CM_W_IF) && !parse_settings(p, expect))
        return false;
    if (cm_takes_on(p) && !cm_needs_date(p, &expect->on))
        return false;
    return cm_joined(p, from, &expect->text) && cm_parse_cites(p, &d->cites);
}
