/* status: certain, impossible or open; what is needed, what stops it. */
#include "report/words/verbs.h"

static const char *verdict(cm_doc *doc, const comitia_value *row)
{
    const char *result = cm_tree_text(row, "result");
    if (*result)
        return cm_verdict_text(doc, result);
    return cm_status_text(doc, cm_tree_text(row, "status"));
}

static void ways(cm_doc *doc, const char *lead, const comitia_value *list,
                 cm_tense tense)
{
    cm_terms terms = cm_terms_given(doc, list, NULL);
    if (!terms.known) {
        cm_para(doc, "%s: too many ways to list.", lead);
        return;
    }
    if (terms.n == 0)
        return;
    if (terms.n == 1) {
        cm_para(doc, "%s %s.", lead, cm_terms_text(doc, &terms, tense, 1));
        return;
    }
    cm_para(doc, "%s any of these:", lead);
    for (size_t i = 0; i < terms.n && i < doc->most; i++)
        cm_item(
            doc, 0, "%s",
            cm_literals_text(doc, terms.at[i].at, terms.at[i].n, CM_PRESENT));
    cm_more(doc, 0, terms.n);
}

/* An act or step that is open only waits for itself. */
static bool is_undecided(const comitia_value *row)
{
    const comitia_value *needed = comitia_value_get(row, "needed");
    const comitia_value *term = comitia_value_at(needed, 0);
    const char *name =
        cm_tree_text(comitia_value_get(row, "subject"), "name");
    return comitia_value_count(needed) == 1 && comitia_value_count(term) == 1 &&
           cm_tree_is(comitia_value_at(term, 0), "name", name);
}

void cm_tell_ways(cm_doc *doc, const comitia_value *row)
{
    if (!cm_tree_is(row, "status", "open"))
        return;
    if (is_undecided(row)) {
        cm_para(doc, "It is still to be decided.");
        return;
    }
    ways(doc, "It still needs", comitia_value_get(row, "needed"),
         CM_INFINITIVE);
    ways(doc, "It is stopped if", comitia_value_get(row, "stopped"),
         CM_PRESENT);
}

static void bodies(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *list = comitia_value_get(answer, "bodies");
    for (size_t b = 0; b < comitia_value_count(list) && b < doc->most; b++) {
        const comitia_value *body = comitia_value_at(list, b);
        const comitia_value *parties = comitia_value_get(body, "parties");
        cm_texts texts = {0};
        size_t n = comitia_value_count(parties);
        for (size_t p = 0; p < n && p < doc->most; p++) {
            const comitia_value *party = comitia_value_at(parties, p);
            cm_texts_add(
                doc, &texts,
                cm_textf(doc, "%s %s",
                         cm_name_text(doc, cm_tree_text(party, "name")),
                         cm_grouped(doc, cm_tree_text(party, "seats"))));
        }
        if (n > doc->most)
            cm_texts_add(
                doc, &texts,
                cm_textf(doc, "%s more", cm_grouped_u64(doc, n - doc->most)));
        const char *vacant = cm_tree_text(body, "vacant");
        if (*vacant && strcmp(vacant, "0") != 0)
            cm_texts_add(doc, &texts,
                         cm_textf(doc, "vacant %s", cm_grouped(doc, vacant)));
        const char *seats = cm_tree_text(body, "seats");
        cm_item(doc, 0, "%s: %s: %s",
                cm_name_first(doc, cm_tree_text(body, "name")),
                cm_counted(doc, seats, "seat", "seats"),
                cm_strung(doc, &texts, ", "));
    }
    cm_more(doc, 0, comitia_value_count(list));
}

static const char *read_text(cm_doc *doc, const comitia_value *answer)
{
    int64_t n = cm_tree_number(answer, "read");
    if (n == 0)
        return "";
    return cm_textf(doc, "%s read, the last of %s.",
                    cm_counted_n(doc, (uint64_t)n, "event", "events"),
                    cm_date_text(doc, cm_tree_text(answer, "last")));
}

static size_t count_status(const comitia_value *subjects, const char *status)
{
    size_t n = 0;
    for (size_t i = 0; i < comitia_value_count(subjects); i++)
        n += cm_tree_is(comitia_value_at(subjects, i), "status", status);
    return n;
}

static void one(cm_doc *doc, const comitia_value *row)
{
    cm_para(doc, "%s: %s.",
            cm_subject_titled(doc, comitia_value_get(row, "subject")),
            verdict(doc, row));
    cm_tell_ways(doc, row);
}

/* What the subjects are called together. */
static const char *called(cm_doc *doc, const comitia_value *subjects)
{
    size_t n = comitia_value_count(subjects), acts = 0, outcomes = 0;
    for (size_t i = 0; i < n; i++) {
        const comitia_value *subject =
            comitia_value_get(comitia_value_at(subjects, i), "subject");
        acts += cm_tree_is(subject, "kind", "act");
        outcomes += cm_tree_is(subject, "kind", "outcome") ||
                    cm_tree_is(subject, "kind", "ladder");
    }
    if (acts == n)
        return cm_counted_n(doc, n, "act", "acts");
    if (outcomes == n)
        return cm_counted_n(doc, n, "outcome", "outcomes");
    return cm_counted_n(doc, n, "thing", "things");
}

static void several(cm_doc *doc, const comitia_value *answer,
                    const comitia_value *subjects)
{
    static const char *const names[] = {"certain", "impossible", "open"};
    static const char *const head[] = {"", ""};
    cm_texts counts = {0};
    for (size_t s = 0; s < 3; s++) {
        size_t n = count_status(subjects, names[s]);
        if (n)
            cm_texts_add(doc, &counts,
                         cm_textf(doc, "%s %s", cm_grouped_u64(doc, n),
                                  cm_status_text(doc, names[s])));
    }
    cm_para(doc, "%s: %s.", called(doc, subjects),
            cm_strung(doc, &counts, ", "));
    cm_table *table = cm_table_new(doc, "", 2, head);
    size_t all = comitia_value_count(subjects);
    for (size_t i = 0; i < all && i < doc->most; i++) {
        const comitia_value *row = comitia_value_at(subjects, i);
        cm_cell(doc, table, verdict(doc, row));
        cm_cell(doc, table,
                cm_subject_titled(doc, comitia_value_get(row, "subject")));
    }
    cm_more(doc, 0, all);
    cm_remarks(doc, answer);
    for (size_t i = 0; i < all && i < doc->most; i++) {
        const comitia_value *row = comitia_value_at(subjects, i);
        if (!cm_tree_is(row, "status", "open"))
            continue;
        cm_heading(
            doc, 3, "%s",
            cm_name_text(
                doc, cm_tree_text(comitia_value_get(row, "subject"), "name")));
        cm_tell_ways(doc, row);
    }
}

/* Who asks for outcomes where there are none may mean the acts. */
static const char *acts_to_name(cm_doc *doc)
{
    enum { MOST = 5 };
    const cm_model *model = doc->model;
    cm_texts names = {0};
    for (uint32_t a = 0; model && a < model->n_acts && names.n < MOST; a++)
        if (!model->acts[a].is_step)
            cm_texts_add(doc, &names,
                         cm_quoted(doc, model->acts[a].label.name));
    return names.n ? cm_textf(doc, "; name an act to ask about it, such as %s",
                              cm_listed(doc, &names, "or"))
                   : "";
}

void cm_print_status(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *subjects = comitia_value_get(answer, "subjects");
    size_t n = comitia_value_count(subjects);
    if (n == 1)
        one(doc, comitia_value_at(subjects, 0));
    else if (n == 0)
        cm_para(doc, "The file defines no outcome and no ladder%s.",
                acts_to_name(doc));
    else
        several(doc, answer, subjects);
    if (n < 2)
        cm_remarks(doc, answer);
    const char *read = read_text(doc, answer);
    if (*read)
        cm_para(doc, "%s", read);
    bodies(doc, answer);
}

void cm_rows_status(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const comitia_value *subjects = comitia_value_get(answer, "subjects");
    for (size_t i = 0; i < comitia_value_count(subjects); i++) {
        const comitia_value *row = comitia_value_at(subjects, i);
        const comitia_value *subject = comitia_value_get(row, "subject");
        cm_rows_add(doc, rows, cm_tree_text(subject, "name"),
                    verdict(doc, row));
    }
}
