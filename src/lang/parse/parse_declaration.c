/* One declaration after another, whatever comes between them. */
#include "lang/parse/parser.h"

typedef struct start {
    cm_lex_word word;
    cm_syntax_kind kind;
    bool (*parse)(cm_parser *p, cm_syntax_declaration *d);
} start;

static const start starts[] = {
    {CM_W_USE, CM_S_USE, cm_parse_use},
    {CM_W_BODY, CM_S_BODY, cm_parse_body},
    {CM_W_ACTOR, CM_S_ACTOR, cm_parse_actor},
    {CM_W_ACT, CM_S_ACT, cm_parse_act},
    {CM_W_FACT, CM_S_FACT, cm_parse_fact},
    {CM_W_OUTCOME, CM_S_OUTCOME, cm_parse_outcome},
    {CM_W_LADDER, CM_S_LADDER, cm_parse_ladder},
    {CM_W_FORECAST, CM_S_FORECAST, cm_parse_forecast},
    {CM_W_ON, CM_S_EVENT, cm_parse_event},
    {CM_W_BY, CM_S_EVENT, cm_parse_event},
    {CM_W_SINCE, CM_S_EVENT, cm_parse_event},
    {CM_W_SOURCE, CM_S_SOURCE, cm_parse_source},
    {CM_W_REPORT, CM_S_REPORT, cm_parse_report},
    {CM_W_TALKS, CM_S_TALKS, cm_parse_talks},
    {CM_W_EXPECT, CM_S_EXPECT, cm_parse_expect},
};

bool cm_parse_declaration(cm_parser *p, cm_syntax_declaration *d)
{
    *d = (cm_syntax_declaration){0};
    p->depth = 0;
    p->stack.n = 0;
    /* Errors are rarer than declarations: look without remembering first. */
    cm_lex_word word = cm_ahead(p, 0)->word;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (starts[i].word == word) {
            d->kind = starts[i].kind;
            d->span = cm_span_here(p);
            cm_mark_here(p, CM_MARK_DECLARATION);
            return starts[i].parse(p, d);
        }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        (void)cm_sees(p, starts[i].word);
    return cm_no_declaration(p);
}

void cm_recover(cm_parser *p)
{
    for (;;) {
        const cm_token *token = cm_ahead(p, 0);
        if (token->kind == CM_T_END ||
            (token->column == 1 && cm_word_declares(token->word)))
            return;
        cm_advance(p);
    }
}
