/* brief: one page that answers before it explains. */
#include "report/brief/brief.h"

static const char *title_of(const comitia_value *answer)
{
    const char *title = cm_tree_text(answer, "title");
    return *title ? title : cm_tree_text(answer, "file");
}

/* What the page rests on, in one line. */
static void basis(cm_doc *doc, const comitia_value *answer)
{
    int64_t n = cm_tree_number(answer, "read");
    const char *on = cm_tree_text(answer, "on");
    if (*on || n == 0)
        return; /* the remarks say "As of ..." */
    cm_para(doc, CM_SOFT "As things stand after %s, the last of %s." CM_END,
            cm_counted_n(doc, (uint64_t)n, "event", "events"),
            cm_date_text(doc, cm_tree_text(answer, "last")));
}

static void timeline(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *steps =
        comitia_value_get(comitia_value_get(answer, "timeline"), "steps");
    if (comitia_value_count(steps) == 0)
        return;
    cm_heading(doc, 2, "What happened");
    cm_tell_steps(doc, steps);
}

static void talks(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *list = comitia_value_get(answer, "talks");
    size_t n = comitia_value_count(list);
    for (size_t i = 0; i < n && i < doc->most; i++)
        cm_tell_talks(doc, comitia_value_at(list, i), 2);
    cm_more(doc, 0, n);
}

void cm_print_brief(cm_doc *doc, const comitia_value *answer)
{
    doc->title = title_of(answer);
    cm_heading(doc, 1, "%s", cm_quoted(doc, doc->title));
    cm_brief_lead_outcomes(doc, answer);
    cm_brief_lead_acts(doc, answer);
    cm_brief_lead_talks(doc, answer);
    basis(doc, answer);
    cm_remarks(doc, answer);
    cm_brief_outcomes(doc, answer);
    cm_rounded_para(doc);
    cm_brief_bodies(doc, answer);
    timeline(doc, answer);
    cm_brief_claims(doc, answer);
    talks(doc, answer);
    if (doc->footnotes.n) {
        cm_heading(doc, 2, "Sources");
        cm_notes_here(doc);
    }
}

void cm_rows_brief(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const comitia_value *list = comitia_value_get(answer, "outcomes");
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        const comitia_value *row = comitia_value_at(list, i);
        cm_rows_add(doc, rows,
                    cm_tree_text(comitia_value_get(row, "subject"), "name"),
                    cm_status_text(doc, cm_tree_text(row, "status")));
    }
    const comitia_value *acts = comitia_value_get(answer, "acts");
    for (size_t i = 0; i < comitia_value_count(acts); i++)
        cm_rows_needs(doc, comitia_value_at(acts, i), rows);
    cm_rows_deal(doc, answer, rows);
}
