/* What a file defines, in file order: for `show` and for briefs. */
#include "lang/parse/parse.h"

static const char *const kind_words[] = {
    [CM_S_USE] = "use",       [CM_S_BODY] = "body",
    [CM_S_ACTOR] = "actor",   [CM_S_ACT] = "act",
    [CM_S_FACT] = "fact",     [CM_S_OUTCOME] = "outcome",
    [CM_S_LADDER] = "ladder", [CM_S_FORECAST] = "forecast",
    [CM_S_SOURCE] = "source", [CM_S_REPORT] = "report",
    [CM_S_TALKS] = "talks",   [CM_S_EXPECT] = "expect"};

static const char *word_of(const cm_syntax_declaration *d)
{
    static const char *const times[] = {
        [CM_ON] = "on", [CM_BY] = "by", [CM_SINCE] = "since"};
    return d->kind == CM_S_EVENT ? times[d->event.time] : kind_words[d->kind];
}

static const char *const entry_words[] = {
    [CM_SE_PARTY] = "party",     [CM_SE_MEMBER] = "member",
    [CM_SE_MEMBERS] = "members", [CM_SE_MEMBERS_FROM] = "members",
    [CM_SE_GROUP] = "group",     [CM_SE_VACANT] = "vacant"};

static uint32_t count(const cm_syntax *syntax)
{
    uint32_t n = syntax->n;
    for (uint32_t i = 0; i < syntax->n; i++)
        if (syntax->at[i].kind == CM_S_BODY)
            n += syntax->at[i].body.n_entries;
    return n;
}

comitia_status cm_declarations_of(cm_model *model, const cm_syntax *syntax)
{
    uint32_t n = count(syntax);
    cm_declaration *list = cm_new_n(&model->arena, cm_declaration, n);
    if (!list)
        return COMITIA_E_NOMEM;
    model->declarations = list;
    model->n_declarations = n;
    for (uint32_t i = 0; i < syntax->n; i++) {
        const cm_syntax_declaration *d = &syntax->at[i];
        *list++ = (cm_declaration){
            .kind = word_of(d),
            .name = d->name.text,
            .title = d->title.text,
            .colour = d->kind == CM_S_ACTOR ? d->actor.look.text : NULL,
            .span = d->span,
            .cites = d->cites};
        if (d->kind != CM_S_BODY)
            continue;
        for (uint32_t e = 0; e < d->body.n_entries; e++) {
            const cm_syntax_entry *entry = &d->body.entries[e];
            *list++ = (cm_declaration){.kind = entry_words[entry->kind],
                                       .name = entry->name.text,
                                       .title = entry->title.text,
                                       .colour = entry->look.text,
                                       .span = entry->span,
                                       .cites = entry->cites};
        }
    }
    return COMITIA_OK;
}
