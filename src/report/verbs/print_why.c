/* why: the smallest reasons for what is so. */
#include "report/words/verbs.h"

static void head(cm_doc *doc, const comitia_value *answer)
{
    cm_para(doc, "%s: %s.",
            cm_subject_titled(doc, comitia_value_get(answer, "subject")),
            cm_status_text(doc, cm_tree_text(answer, "status")));
}

/* A subject that is open has no reason; what it waits for is said instead. */
static void open_subject(cm_doc *doc, const comitia_value *answer)
{
    const char *name =
        cm_tree_text(comitia_value_get(answer, "subject"), "name");
    const comitia_value *ways = comitia_value_get(answer, ".ways");
    if (ways) {
        cm_tell_ways(doc, ways);
        return;
    }
    cm_para(doc,
            "Nothing that is settled decides it yet. What it still needs, "
            "and what would stop it: comitia status FILE %s.",
            cm_quoted(doc, name));
}

void cm_print_why(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *reasons = comitia_value_get(answer, "reasons");
    size_t n = comitia_value_count(reasons);
    head(doc, answer);
    cm_remarks(doc, answer);
    if (comitia_value_kind(reasons) == COMITIA_NULL)
        cm_para(doc, "The reasons are too many to list.");
    else if (cm_tree_trivial(reasons))
        cm_para(doc, "It is so whatever happens.");
    else if (n == 0)
        open_subject(doc, answer);
    else if (n == 1)
        cm_para(doc, "Because %s.",
                cm_term_text(doc, comitia_value_at(reasons, 0), CM_PAST));
    else
        cm_para(doc, "Each of these alone is reason enough:");
    for (size_t i = 0; n > 1 && i < n && i < doc->most; i++)
        cm_item(doc, 0, "%s",
                cm_term_text(doc, comitia_value_at(reasons, i), CM_PAST));
    cm_more(doc, 0, n > 1 ? n : 0);
}

static void rows_of(cm_doc *doc, const comitia_value *list, const char *label,
                    cm_tense tense, const comitia_value *answer, cm_rows *rows)
{
    cm_terms terms = cm_terms_given(doc, list, NULL);
    cm_rows_add(doc, rows, "status",
                cm_status_text(doc, cm_tree_text(answer, "status")));
    cm_rows_add(doc, rows, label,
                !terms.known ? "too many to list"
                             : cm_terms_text(doc, &terms, tense, 4));
}

void cm_rows_why(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    rows_of(doc, comitia_value_get(answer, "reasons"), "because", CM_PAST,
            answer, rows);
}

static void no_change(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *facts = comitia_value_get(answer, ".facts");
    if (comitia_value_count(facts))
        cm_para(doc, "No act or step could change that while %s %s open.",
                cm_names_joined(doc, facts, "and"),
                comitia_value_count(facts) == 1 ? "is" : "are");
    else
        cm_para(doc, "No act or step could change that.");
}

static void tell_changes(cm_doc *doc, const comitia_value *changes,
                         const char *aim)
{
    cm_terms terms = cm_terms_given(doc, changes, NULL);
    if (terms.n == 1) {
        cm_para(doc, "%s if %s.", aim,
                cm_terms_text(doc, &terms, CM_PRESENT, 1));
        return;
    }
    cm_para(doc, "%s with any of these:", aim);
    for (size_t i = 0; i < terms.n && i < doc->most; i++)
        cm_item(
            doc, 0, "%s",
            cm_literals_text(doc, terms.at[i].at, terms.at[i].n, CM_PRESENT));
    cm_more(doc, 0, terms.n);
}

void cm_print_how(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *changes = comitia_value_get(answer, "changes");
    size_t n = comitia_value_count(changes);
    const char *aim = cm_tree_is(answer, "status", "certain")
                          ? "It would not be so"
                          : "It would be so";
    head(doc, answer);
    cm_remarks(doc, answer);
    if (comitia_value_kind(changes) == COMITIA_NULL)
        cm_para(doc, "The changes are too many to list.");
    else if (cm_tree_trivial(changes))
        cm_para(doc,
                "Nothing needs to change: it is %s already if no open "
                "act passes.",
                cm_tree_is(answer, "status", "certain") ? "not so" : "so");
    else if (n == 0)
        no_change(doc, answer);
    else
        tell_changes(doc, changes, aim);
}

void cm_rows_how(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    rows_of(doc, comitia_value_get(answer, "changes"), "changed if", CM_PRESENT,
            answer, rows);
}
