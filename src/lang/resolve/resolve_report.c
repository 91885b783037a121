/* Sources and reports: what their words name (LANGUAGE, section 10). */
#include "lang/resolve/resolve.h"

/* ---- sources ------------------------------------------------------------ */

static const char **texts_of(cm_resolver *r, cm_words words)
{
    const char **texts = cm_new_n(r->arena, const char *, words.n);
    if (!texts) {
        r->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < words.n; i++)
        texts[i] = words.at[i].text;
    return texts;
}

/* `of` names a player, a body or another source. */
static void resolve_of(cm_resolver *r, cm_word of, cm_source *source)
{
    cm_name name;
    source->is_of = of.text != NULL;
    if (!source->is_of)
        return;
    bool is_source =
        cm_map_get(&r->model->source_names, of.text) != CM_MAP_NONE;
    cm_name_kind kind = CM_NAME_NOTHING;
    if (cm_name_span(r, of.text).line || !is_source) {
        if (!cm_find_name(r, of, &name))
            return;
        kind = name.kind;
    }
    if (kind == CM_NAME_PLAYER || kind == CM_NAME_MEMBER)
        source->of_player = name.index;
    else if (kind == CM_NAME_BODY)
        source->of_body = name.index;
    else if (!is_source)
        cm_wrong_kind(r, of, "a player, a body or a source");
}

/* {a, b} of `right a [if true, b if false]`; false if it is not there. */
static bool resolve_accuracy(cm_resolver *r, const cm_syntax_accuracy *said,
                             const cm_number **pair)
{
    if (!said->if_true.value)
        return false;
    bool fine = cm_check_chance(r, &said->if_true);
    fine &= cm_check_chance(r, &said->if_false);
    pair[0] = said->if_true.value;
    pair[1] = said->if_false.value ? said->if_false.value : pair[0];
    return fine;
}

/* A source with the name of a player or a body needs no second title. */
static const char *inherited_title(const cm_resolver *r, const char *name)
{
    uint32_t i = cm_map_get(&r->model->names, name);
    if (i == CM_MAP_NONE)
        return NULL;
    cm_name found = r->names.at[i];
    if (found.kind == CM_NAME_PLAYER || found.kind == CM_NAME_MEMBER)
        return r->players[found.index].label.title;
    return found.kind == CM_NAME_BODY ? r->bodies[found.index].label.title
                                      : NULL;
}

static void resolve_source(cm_resolver *r, const cm_syntax_declaration *d,
                           cm_source *source)
{
    const cm_syntax_source *said = &d->source;
    *source = (cm_source){.label = {.name = d->name.text,
                                    .title = d->title.text,
                                    .span = d->name.span,
                                    .cites = d->cites},
                          .unnamed = said->unnamed,
                          .of_player = CM_NONE,
                          .of_body = CM_NONE,
                          .also = texts_of(r, said->also),
                          .n_also = said->also.n,
                          .roles = texts_of(r, said->roles),
                          .n_roles = said->roles.n};
    if (!source->label.title)
        source->label.title = inherited_title(r, d->name.text);
    resolve_of(r, said->of, source);
    source->has_right = resolve_accuracy(r, &said->right, source->right);
    if (!resolve_accuracy(r, &said->believes, source->believes)) {
        source->believes[0] = source->right[0];
        source->believes[1] = source->right[1];
    }
}

comitia_status cm_resolve_sources(cm_resolver *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        n += r->syntax->at[i].kind == CM_S_SOURCE ? 1 : 0;
    cm_source *sources = cm_new_n(r->arena, cm_source, n);
    if (!sources)
        return COMITIA_E_NOMEM;
    r->model->sources = sources;
    r->model->n_sources = n;
    n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        if (r->syntax->at[i].kind == CM_S_SOURCE)
            resolve_source(r, &r->syntax->at[i], &sources[n++]);
    return cm_resolved(r);
}

/* ---- reports ------------------------------------------------------------ */

static void resolve_speakers(cm_resolver *r, const cm_syntax_report *said,
                             cm_report *report)
{
    cm_speaker *speakers = cm_new_n(r->arena, cm_speaker, said->n_speakers);
    if (!speakers) {
        r->failed = true;
        return;
    }
    for (uint32_t i = 0; i < said->n_speakers; i++) {
        const cm_syntax_speaker *s = &said->speakers[i];
        bool last = i + 1 == said->n_speakers;
        speakers[i] = (cm_speaker){.source = cm_find_source(r, s->name),
                                   .span = s->name.span,
                                   .has_on = s->on.is_there,
                                   .on = s->on.days,
                                   .verb = last ? said->verb : CM_SAYS};
    }
    report->speakers = speakers;
    report->n_speakers = said->n_speakers;
}

/* A claim is a fact, an option, an act or a step. */
static void resolve_claim(cm_resolver *r, const cm_syntax_claim *claim,
                          cm_report *report)
{
    cm_target target;
    if (!cm_resolve_ref(r, &claim->ref, claim->option, NULL, &target))
        return;
    if (target.what == CM_COND_OUTCOME || target.what == CM_COND_LADDER) {
        cm_diag *diag =
            cm_wrong_kind(r, claim->ref.name, "a fact, an act or a step");
        cm_diag_help(r->diags, diag, "declare a fact for what is said of %s",
                     claim->ref.name.text);
        return;
    }
    report->what = target.what;
    report->index = target.index;
    report->other = target.other;
    report->option = target.option;
}

static void resolve_report(cm_resolver *r, const cm_syntax_declaration *d,
                           cm_report *report)
{
    const cm_syntax_report *said = &d->report;
    *report = (cm_report){.span = d->span,
                          .cites = d->cites,
                          .has_days = said->days.is_there,
                          .days = said->days.days,
                          .negated = said->negated,
                          .index = CM_NONE,
                          .other = CM_NONE,
                          .option = CM_NONE,
                          .has_on = said->claim.on.is_there,
                          .on = said->claim.on.days};
    resolve_speakers(r, said, report);
    resolve_claim(r, &said->claim, report);
}

comitia_status cm_resolve_reports(cm_resolver *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        n += r->syntax->at[i].kind == CM_S_REPORT ? 1 : 0;
    cm_report *reports = cm_new_n(r->arena, cm_report, n);
    if (!reports)
        return COMITIA_E_NOMEM;
    r->model->reports = reports;
    r->model->n_reports = n;
    n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        if (r->syntax->at[i].kind == CM_S_REPORT)
            resolve_report(r, &r->syntax->at[i], &reports[n++]);
    return cm_resolved(r);
}
