/* Names where they are used. */
#include "lang/places/places.h"

#include "base/buf.h"

static uint32_t common(const cm_placer *p, cm_word word)
{
    return cm_symbol_in(&p->common, word.text);
}

static void use_common(cm_placer *p, cm_word word)
{
    cm_add_place(p, word, common(p, word), false);
}

static void use_all(cm_placer *p, cm_words words)
{
    for (uint32_t i = 0; i < words.n; i++)
        use_common(p, words.at[i]);
}

/* A name where a body's entries, groups and measures come first. */
static void use_inside(cm_placer *p, uint32_t body, cm_word word)
{
    const cm_inner *inner = cm_inner_of(p, body);
    uint32_t symbol =
        inner ? cm_symbol_in(&inner->names, word.text) : COMITIA_NOWHERE;
    cm_add_place(p, word,
                 symbol == COMITIA_NOWHERE ? common(p, word) : symbol, false);
}

static void use_all_inside(cm_placer *p, uint32_t body, cm_words words)
{
    for (uint32_t i = 0; i < words.n; i++)
        use_inside(p, body, words.at[i]);
}

/* ---- references and conditions ------------------------------------------- */

/* What a reference means; points of `talks` come first. */
static uint32_t target(cm_placer *p, const cm_ref *ref, uint32_t talks)
{
    const cm_inner *inner = cm_inner_of(p, talks);
    uint32_t symbol = inner && ref->kind == CM_REF_PLAIN
                          ? cm_symbol_in(&inner->names, ref->name.text)
                          : COMITIA_NOWHERE;
    return symbol == COMITIA_NOWHERE ? common(p, ref->name) : symbol;
}

static void use_ref(cm_placer *p, const cm_ref *ref, cm_word option,
                    uint32_t talks)
{
    if (!ref->name.text)
        return;
    uint32_t symbol = target(p, ref, talks);
    const cm_inner *inner = cm_inner_of(p, symbol);
    cm_add_place(p, ref->name, symbol, false);
    if (ref->kind != CM_REF_PLAIN)
        use_common(p, ref->court);
    if (option.text && inner)
        cm_add_place(p, option, cm_symbol_in(&inner->names, option.text),
                     false);
}

/* Who decides what a reference means, or COMITIA_NOWHERE. */
static uint32_t body_of(cm_placer *p, const cm_ref *ref)
{
    uint32_t symbol =
        common(p, ref->kind == CM_REF_PLAIN ? ref->name : ref->court);
    if (symbol == COMITIA_NOWHERE || ref->kind != CM_REF_PLAIN)
        return symbol;
    return p->body_of.at[symbol];
}

/* Conditions and rules nest at most 200 deep (LANGUAGE, section 14). */
static void use_cond(cm_placer *p, const cm_syntax_cond *cond, uint32_t talks)
{
    if (!cond)
        return;
    if (cond->kind == CM_SC_REF)
        use_ref(p, &cond->ref, cond->option, talks);
    for (uint32_t i = 0; i < cond->n_children; i++)
        use_cond(p, cond->children[i], talks);
}

/* ---- rules --------------------------------------------------------------- */

static void use_base(cm_placer *p, uint32_t body, cm_syntax_base base,
                     cm_word word, cm_word in)
{
    if (base >= CM_SB_NAME)
        use_inside(p, body, word);
    use_inside(p, body, in);
}

/* A rule of an act that questions call `act`. */
static void use_rule(cm_placer *p, uint32_t body, const char *act,
                     const cm_syntax_rule *rule)
{
    if (!rule)
        return;
    use_inside(p, body, rule->who);
    const cm_syntax_quota *quota = rule->quota;
    if (quota) {
        use_base(p, body, quota->base, quota->base_word, quota->in);
        use_inside(p, body, quota->tie);
        comitia_quota_place place = {.span = {.file = rule->span.file,
                                              .line = rule->span.line,
                                              .column = rule->span.column,
                                              .end_column =
                                                  rule->span.end_column},
                                     .text = quota->text,
                                     .act = act};
        p->failed |= !cm_push(p->arena, &p->quotas, place);
    }
    for (uint32_t i = 0; i < rule->n_children; i++)
        use_rule(p, body, act, rule->children[i]);
}

static void use_act(cm_placer *p, const cm_syntax_declaration *d)
{
    const cm_syntax_act *act = &d->act;
    uint32_t body = common(p, act->by), symbol = common(p, d->name);
    cm_add_place(p, act->by, body, false);
    if (symbol != COMITIA_NOWHERE)
        p->body_of.at[symbol] = body;
    use_all_inside(p, body, act->without);
    for (uint32_t i = 0; i < act->n_arms; i++) {
        use_rule(p, body, d->name.text, act->arms[i].rule);
        use_cond(p, act->arms[i].cond, COMITIA_NOWHERE);
    }
    use_rule(p, body, d->name.text, act->quorum);
}

static void use_ladder(cm_placer *p, const cm_syntax_declaration *d)
{
    use_common(p, d->ladder.by);
    use_common(p, d->ladder.against);
    for (uint32_t i = 0; i < d->ladder.n_steps; i++) {
        const cm_syntax_step *step = &d->ladder.steps[i];
        cm_buf name;
        cm_buf_init(&name, p->arena);
        use_common(p, step->court);
        if (!step->rule)
            continue;
        cm_buf_addf(&name, "%s at %s", d->name.text, step->court.text);
        const char *act = cm_buf_text(&name);
        p->failed |= !act;
        use_rule(p, common(p, step->court), act, step->rule);
    }
}

/* ---- bodies, history, reports -------------------------------------------- */

static void use_entries(cm_placer *p, const cm_syntax_declaration *d)
{
    uint32_t body = common(p, d->name);
    for (uint32_t i = 0; i < d->body.n_entries; i++) {
        const cm_syntax_entry *entry = &d->body.entries[i];
        if (entry->as)
            use_ref(p, entry->as, (cm_word){0}, COMITIA_NOWHERE);
        use_all_inside(p, body, entry->members);
    }
}

static void use_forecast(cm_placer *p, const cm_syntax_forecast *forecast)
{
    uint32_t body = body_of(p, &forecast->act);
    use_ref(p, &forecast->act, (cm_word){0}, COMITIA_NOWHERE);
    for (uint32_t i = 0; i < forecast->n_shares; i++)
        if (!forecast->shares[i].is_rest)
            use_inside(p, body, forecast->shares[i].name);
}

static void use_event(cm_placer *p, const cm_syntax_event *event)
{
    uint32_t body = common(p, event->body);
    use_common(p, event->body);
    use_ref(p, &event->ref, event->option, COMITIA_NOWHERE);
    for (uint32_t i = 0; i < event->n_tallies; i++)
        if (!event->tallies[i].is_rest)
            use_inside(p, body, event->tallies[i].name);
    for (uint32_t i = 0; i < event->n_holdings; i++)
        if (!event->holdings[i].is_vacant)
            use_inside(p, body, event->holdings[i].name);
}

/* A player, a body or another source. */
static void use_origin(cm_placer *p, cm_word of)
{
    uint32_t symbol = common(p, of);
    comitia_symbol_kind kind = symbol == COMITIA_NOWHERE
                                   ? COMITIA_SYMBOL_SOURCE
                                   : p->symbols.at[symbol].kind;
    if (kind != COMITIA_SYMBOL_PLAYER && kind != COMITIA_SYMBOL_BODY)
        symbol = cm_symbol_in(&p->sources, of.text);
    cm_add_place(p, of, symbol, false);
}

static void use_report(cm_placer *p, const cm_syntax_report *report)
{
    for (uint32_t i = 0; i < report->n_speakers; i++) {
        cm_word name = report->speakers[i].name;
        cm_add_place(p, name, cm_symbol_in(&p->sources, name.text), false);
    }
    use_ref(p, &report->claim.ref, report->claim.option, COMITIA_NOWHERE);
}

/* ---- talks and expects --------------------------------------------------- */

static void use_line(cm_placer *p, uint32_t talks, const cm_syntax_line *line)
{
    const cm_word none = {0};
    use_common(p, line->side);
    use_common(p, line->by);
    use_ref(p, &line->statement.first, none, talks);
    use_ref(p, &line->statement.second, none, talks);
    use_cond(p, line->statement.premise, talks);
    use_cond(p, line->statement.cond, talks);
    use_ref(p, &line->deed, none, talks);
    use_cond(p, line->condition, talks);
    for (uint32_t i = 0; i < line->n_prefers; i++)
        use_cond(p, line->prefers[i], talks);
}

static void use_talks(cm_placer *p, const cm_syntax_declaration *d)
{
    uint32_t talks = common(p, d->name);
    use_all(p, d->talks.between);
    for (uint32_t i = 0; i < d->talks.n_lines; i++)
        use_line(p, talks, &d->talks.lines[i]);
}

/* Players, or groups of whichever body has one of that name. */
static void use_who(cm_placer *p, cm_words who)
{
    for (uint32_t i = 0; i < who.n; i++) {
        uint32_t symbol = common(p, who.at[i]);
        for (size_t b = 0; symbol == COMITIA_NOWHERE && b < p->inner.n; b++) {
            uint32_t found =
                cm_symbol_in(&p->inner.at[b].names, who.at[i].text);
            if (found != COMITIA_NOWHERE &&
                p->symbols.at[found].kind == COMITIA_SYMBOL_GROUP)
                symbol = found;
        }
        cm_add_place(p, who.at[i], symbol, false);
    }
}

static void use_expect(cm_placer *p, const cm_syntax_expect *expect)
{
    uint32_t body = body_of(p, &expect->subject);
    const cm_inner *inner = cm_inner_of(p, common(p, expect->subject.name));
    use_who(p, expect->who);
    use_ref(p, &expect->subject, (cm_word){0}, COMITIA_NOWHERE);
    if (expect->has_base)
        use_base(p, body, expect->base, expect->base_word, expect->in);
    if (inner && expect->goal.text)
        cm_add_place(p, expect->goal,
                     cm_symbol_in(&inner->labels, expect->goal.text), false);
    for (uint32_t i = 0; i < expect->n_settings; i++)
        use_ref(p, &expect->settings[i].ref, expect->settings[i].option,
                COMITIA_NOWHERE);
}

static void use(cm_placer *p, const cm_syntax_declaration *d)
{
    switch (d->kind) {
    case CM_S_BODY: use_entries(p, d); break;
    case CM_S_ACT: use_act(p, d); break;
    case CM_S_OUTCOME:
        use_cond(p, d->outcome.when, COMITIA_NOWHERE);
        use_cond(p, d->outcome.unless, COMITIA_NOWHERE);
        break;
    case CM_S_LADDER: use_ladder(p, d); break;
    case CM_S_FORECAST: use_forecast(p, &d->forecast); break;
    case CM_S_EVENT: use_event(p, &d->event); break;
    case CM_S_SOURCE: use_origin(p, d->source.of); break;
    case CM_S_REPORT: use_report(p, &d->report); break;
    case CM_S_TALKS: use_talks(p, d); break;
    case CM_S_EXPECT: use_expect(p, &d->expect); break;
    case CM_S_USE:
    case CM_S_ACTOR:
    case CM_S_FACT: break;
    }
}

comitia_status cm_place_uses(cm_placer *p, const cm_syntax *syntax)
{
    /* Acts first: forecasts and expects may stand before them. */
    for (uint32_t pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < syntax->n && !p->failed; i++) {
            const cm_syntax_declaration *d = &syntax->at[i];
            if ((d->kind == CM_S_ACT) == (pass == 0))
                use(p, d);
            CM_TRY(cm_spend(p->ctx, 100));
        }
    return p->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
