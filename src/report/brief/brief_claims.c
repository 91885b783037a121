/* The reports and talks of a briefing. */
#include "model/date.h"
#include "report/brief/brief.h"

static bool is_reported(const comitia_value *claim)
{
    return cm_tree_number(claim, "reports") > 0;
}

/* Told both ways, by whomever. */
static bool is_disputed(const comitia_value *claim)
{
    const comitia_value *origins = comitia_value_get(claim, "origins");
    bool yes = false, no = false;
    for (size_t i = 0; i < comitia_value_count(origins); i++) {
        const comitia_value *origin = comitia_value_at(origins, i);
        bool both = cm_tree_is(origin, "value", "both");
        yes |= both || cm_tree_is(origin, "value", "yes");
        no |= both || cm_tree_is(origin, "value", "no");
    }
    return yes && no;
}

/* C0403 to C0406: reports against the record, and against each other. */
static bool is_conflict(const comitia_value *diag)
{
    const char *code = cm_tree_text(diag, "code");
    return strncmp(code, "C040", 4) == 0 && code[4] >= '3' && code[4] <= '6';
}

static const char *claim_key(cm_doc *doc, const comitia_value *claim)
{
    const char *option = cm_tree_text(claim, "option");
    const char *name = cm_tree_text(claim, "name");
    return *option ? cm_textf(doc, "%s is %s", cm_name_first(doc, name),
                              cm_quoted(doc, option))
                   : cm_name_first(doc, name);
}

static void lead_disputes(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *claims = comitia_value_get(answer, "beliefs");
    cm_texts names = {0};
    for (size_t i = 0; i < comitia_value_count(claims); i++) {
        const comitia_value *claim = comitia_value_at(claims, i);
        if (is_disputed(claim) && names.n < 5)
            cm_texts_add(doc, &names, claim_key(doc, claim));
    }
    if (names.n)
        cm_item(doc, 0, "Reports say both yes and no about %s.",
                cm_listed(doc, &names, "and"));
}

static const char *goals_text(cm_doc *doc, const comitia_value *talks,
                              bool deal)
{
    const comitia_value *goals = comitia_value_get(talks, "goals");
    cm_texts labels = {0};
    for (size_t g = 0; g < comitia_value_count(goals) && g < doc->most; g++) {
        const comitia_value *goal = comitia_value_at(goals, g);
        if (cm_tree_bool(goal, "deal") == deal)
            cm_texts_add(doc, &labels, cm_goal_text(doc, talks, g));
    }
    return cm_listed(doc, &labels, "and");
}

void cm_brief_lead_talks(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *list = comitia_value_get(answer, "talks");
    for (size_t i = 0; i < comitia_value_count(list) && i < doc->most; i++) {
        const comitia_value *talks = comitia_value_at(list, i);
        const char *no = goals_text(doc, talks, false);
        const char *yes = goals_text(doc, talks, true);
        const char *titled = cm_name_titled(doc, cm_tree_text(talks, "name"),
                                            cm_tree_text(talks, "title"));
        cm_item(doc, 0, "%s: %s%s%s%s%s.", titled,
                *no ? CM_BAD "no deal" CM_END " for " : "", no,
                *no && *yes ? "; " : "",
                *yes ? CM_GOOD "a deal" CM_END " is possible for " : "", yes);
    }
    lead_disputes(doc, answer);
}

/* ---- conflicts
 * -------------------------------------------------------------------- */

static bool is_at(const cm_model *model, cm_span span,
                  const comitia_value *place)
{
    return span.line == cm_tree_number(place, "line") &&
           span.column == cm_tree_number(place, "column") &&
           strcmp(model->texts[span.file].path, cm_tree_text(place, "file")) ==
               0;
}

/* The report a diagnostic or its first note points at. */
static const cm_report *report_at(const cm_model *model,
                                  const comitia_value *place)
{
    for (uint32_t r = 0; model && place && r < model->n_reports; r++)
        if (is_at(model, model->reports[r].speakers[0].span, place))
            return &model->reports[r];
    return NULL;
}

static const char *claim_of(cm_doc *doc, const cm_report *report)
{
    const cm_model *model = doc->model;
    if (report->what == CM_COND_OPTION) {
        const cm_fact *fact = &model->facts[report->index];
        const cm_option *option = &fact->options[report->option];
        return cm_textf(doc, CM_NAME "“%s”" CM_END " (%s)",
                        option->title ? option->title : option->name,
                        cm_name_text(doc, fact->label.name));
    }
    if (report->what == CM_COND_FACT)
        return cm_name_first(doc, model->facts[report->index].label.name);
    return cm_name_first(doc, model->acts[report->index].label.name);
}

static const char *last_speaker(cm_doc *doc, const cm_report *report)
{
    const cm_label *label =
        &doc->model->sources[report->speakers[report->n_speakers - 1].source]
             .label;
    return cm_quoted(doc, label->title ? label->title : label->name);
}

/* "says yes", "says no", "cannot say" */
static const char *stance(const cm_report *report)
{
    switch (report->speakers[report->n_speakers - 1].verb) {
    case CM_CANNOT_SAY: return "cannot say";
    case CM_DENIES: return "says no";
    default: return report->negated ? "says no" : "says yes";
    }
}

static const char *date_of(cm_doc *doc, const cm_report *report)
{
    char from[11], to[11];
    cm_day_text(report->on.lo, from);
    cm_day_text(report->on.hi, to);
    return cm_days_text(doc, from, to);
}

/* A conflict in its own words; the message where there is no model. */
static const char *conflict_text(cm_doc *doc, const comitia_value *diag)
{
    const cm_report *report = report_at(doc->model, diag);
    const cm_report *other = report_at(
        doc->model, comitia_value_at(comitia_value_get(diag, "notes"), 0));
    const char *earlier = other ? cm_cites_text(doc, other->cites) : "";
    const char *later = report ? cm_cites_text(doc, report->cites) : "";
    if (report && other && cm_tree_is(diag, "code", "C0404"))
        return cm_textf(doc,
                        "On %s, %s %s in one report and %s in another%s%s.",
                        claim_of(doc, report), last_speaker(doc, report),
                        stance(other), stance(report), earlier, later);
    if (report && other && report->has_on && other->has_on &&
        cm_tree_is(diag, "code", "C0405"))
        return cm_textf(doc,
                        "For %s, %s gives %s in one report and %s in "
                        "another%s%s.",
                        claim_of(doc, report), last_speaker(doc, report),
                        date_of(doc, other), date_of(doc, report), earlier,
                        later);
    if (report && cm_tree_is(diag, "code", "C0403"))
        return cm_textf(doc, "On %s, %s %s, against what is recorded%s.",
                        claim_of(doc, report), last_speaker(doc, report),
                        stance(report), later);
    return cm_textf(doc, "%s (line %lld).",
                    cm_quoted(doc, cm_tree_text(diag, "message")),
                    (long long)cm_tree_number(diag, "line"));
}

static void conflicts(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *diags = comitia_value_get(answer, "diagnostics");
    size_t told = 0;
    for (size_t i = 0; i < comitia_value_count(diags); i++) {
        const comitia_value *diag = comitia_value_at(diags, i);
        if (!is_conflict(diag) || told++ >= doc->most)
            continue;
        cm_item(doc, 0, CM_STRONG "Conflict" CM_END ". %s",
                conflict_text(doc, diag));
    }
    cm_more(doc, 0, told);
}

/* What nobody reports and nothing settles. */
static void silent(cm_doc *doc, const comitia_value *claims)
{
    cm_texts names = {0};
    size_t n = 0;
    for (size_t i = 0; i < comitia_value_count(claims); i++) {
        const comitia_value *claim = comitia_value_at(claims, i);
        if (cm_tree_is(claim, "state", "not reported") && n++ < doc->most)
            cm_texts_add(doc, &names, claim_key(doc, claim));
    }
    if (n > doc->most)
        cm_texts_add(
            doc, &names,
            cm_textf(doc, "%s more", cm_grouped_u64(doc, n - doc->most)));
    if (names.n)
        cm_para(doc, "Not reported, and so neither true nor false: %s.",
                cm_strung(doc, &names, ", "));
}

void cm_brief_claims(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *claims = comitia_value_get(answer, "beliefs");
    size_t told = 0, n = comitia_value_count(claims);
    for (size_t i = 0; i < n; i++)
        told += is_reported(comitia_value_at(claims, i));
    if (told == 0)
        return;
    cm_heading(doc, 2, "Who says what, and how sure that is");
    doc->common_via = cm_common_via(doc, claims);
    if (doc->common_via)
        cm_para(doc, "All that is second hand or further comes through %s.",
                doc->common_via);
    conflicts(doc, answer);
    told = 0;
    /* Disputed claims first: they are what a reader must not take as given. */
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < n; i++) {
            const comitia_value *claim = comitia_value_at(claims, i);
            if (is_reported(claim) && is_disputed(claim) == (pass == 0) &&
                told++ < doc->most)
                cm_item(doc, 0, "%s", cm_claim_text(doc, claim));
        }
    cm_more(doc, 0, told);
    silent(doc, claims);
}
