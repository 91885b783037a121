/* Alternatives: the minimal ways to something, under a reading, in words. */
#include <stdlib.h>

#include "report/words/phrase.h"

/* ---- the order of declaration
 * ----------------------------------------------------- */

/* Where a thing stands in the file; steps of a ladder in their order. */
typedef struct place {
    uint32_t file, line, column, index;
} place;

typedef struct placed {
    place place;
    const comitia_value *literal;
} placed;

static place place_of(const cm_model *model, const comitia_value *literal)
{
    place p = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
    const char *name = cm_tree_text(literal, "name");
    const cm_label *label = cm_label_of(model, name);
    if (model && !label && cm_tree_is(literal, "kind", "step"))
        for (uint32_t a = 0; a < model->n_acts && !label; a++)
            if (model->acts[a].is_step &&
                strcmp(model->acts[a].label.name, name) == 0) {
                label = &model->acts[a].label;
                p.index = a;
            }
    if (label) {
        p.file = label->span.file;
        p.line = label->span.line;
        p.column = label->span.column;
    }
    return p;
}

static int compare_places(const place *a, const place *b)
{
    const uint32_t x[] = {a->file, a->line, a->column, a->index};
    const uint32_t y[] = {b->file, b->line, b->column, b->index};
    for (size_t i = 0; i < 4; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

static int compare_placed(const void *left, const void *right)
{
    const placed *a = left, *b = right;
    int order = compare_places(&a->place, &b->place);
    if (order)
        return order;
    return strcmp(cm_tree_text(a->literal, "name"),
                  cm_tree_text(b->literal, "name"));
}

cm_term cm_term_read(cm_doc *doc, const comitia_value *list)
{
    size_t n = comitia_value_count(list);
    placed *by_place = cm_new_n(doc->arena, placed, n);
    cm_term term = {.at = cm_new_n(doc->arena, const comitia_value *, n)};
    if (!term.at || !by_place) {
        doc->failed = true;
        return term;
    }
    for (size_t i = 0; i < n; i++) {
        const comitia_value *literal = comitia_value_at(list, i);
        by_place[i] = (placed){place_of(doc->model, literal), literal};
    }
    if (n > 1)
        qsort(by_place, n, sizeof *by_place, compare_placed);
    for (size_t i = 0; i < n; i++)
        term.at[term.n++] = by_place[i].literal;
    return term;
}

/* ---- sets of terms
 * ------------------------------------------------------------ */

static bool same_value(const comitia_value *a, const comitia_value *b)
{
    const char *x = comitia_value_string(a), *y = comitia_value_string(b);
    if (x || y)
        return x && y && strcmp(x, y) == 0;
    return comitia_value_bool(a) == comitia_value_bool(b);
}

static bool same_literal(const comitia_value *a, const comitia_value *b)
{
    return strcmp(cm_tree_text(a, "name"), cm_tree_text(b, "name")) == 0 &&
           same_value(comitia_value_get(a, "value"),
                      comitia_value_get(b, "value"));
}

/* What `when` leaves of a term; false if it contradicts it. */
static bool restrict_term(cm_term *term, const comitia_value *when)
{
    size_t kept = 0;
    for (size_t i = 0; i < term->n; i++) {
        const char *name = cm_tree_text(term->at[i], "name");
        bool settled = false;
        for (size_t w = 0; w < comitia_value_count(when); w++) {
            const comitia_value *given = comitia_value_at(when, w);
            if (!cm_tree_is(given, "name", name))
                continue;
            if (!same_literal(given, term->at[i]))
                return false;
            settled = true;
        }
        if (!settled)
            term->at[kept++] = term->at[i];
    }
    term->n = kept;
    return true;
}

static bool has_literal(const cm_term *term, const comitia_value *literal)
{
    for (size_t i = 0; i < term->n; i++)
        if (same_literal(term->at[i], literal))
            return true;
    return false;
}

static bool contains(const cm_term *large, const cm_term *small)
{
    for (size_t i = 0; i < small->n; i++)
        if (!has_literal(large, small->at[i]))
            return false;
    return true;
}

/* Longer lists are only shown by their beginning and are left as they are. */
enum { MINIMISED = 300 };

/* Whether term i contains another one; of equal ones the first stays. */
static bool is_needless(const cm_terms *terms, size_t i)
{
    const cm_term *term = &terms->at[i];
    for (size_t j = 0; j < terms->n; j++)
        if (j != i && contains(term, &terms->at[j]) &&
            (terms->at[j].n < term->n || j < i))
            return true;
    return false;
}

static void minimise(cm_doc *doc, cm_terms *terms)
{
    size_t kept = 0;
    if (terms->n > MINIMISED)
        return;
    cm_term *least = cm_new_n(doc->arena, cm_term, terms->n);
    if (!least) {
        doc->failed = true;
        return;
    }
    for (size_t i = 0; i < terms->n; i++)
        if (!is_needless(terms, i))
            least[kept++] = terms->at[i];
    terms->at = least;
    terms->n = kept;
}

/* Short ones first, then as things were declared. The names of literals are
   in order, so equal lengths compare by text. */
typedef struct ranked {
    cm_term term;
    place *places;
} ranked;

static int compare_ranked(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (a->term.n != b->term.n)
        return a->term.n < b->term.n ? -1 : 1;
    for (size_t i = 0; i < a->term.n; i++) {
        int order = compare_places(&a->places[i], &b->places[i]);
        if (order == 0)
            order = strcmp(cm_tree_text(a->term.at[i], "value"),
                           cm_tree_text(b->term.at[i], "value"));
        if (order)
            return order;
    }
    return 0;
}

static void sort(cm_doc *doc, cm_terms *terms)
{
    ranked *all = cm_new_n(doc->arena, ranked, terms->n);
    if (terms->n < 2 || terms->n > MINIMISED)
        return;
    for (size_t i = 0; all && i < terms->n; i++) {
        all[i].term = terms->at[i];
        all[i].places = cm_new_n(doc->arena, place, terms->at[i].n);
        if (!all[i].places)
            all = NULL;
        for (size_t l = 0; all && l < terms->at[i].n; l++)
            all[i].places[l] = place_of(doc->model, terms->at[i].at[l]);
    }
    if (!all) {
        doc->failed = true;
        return;
    }
    qsort(all, terms->n, sizeof *all, compare_ranked);
    for (size_t i = 0; i < terms->n; i++)
        terms->at[i] = all[i].term;
}

cm_terms cm_terms_given(cm_doc *doc, const comitia_value *list,
                        const comitia_value *when)
{
    size_t n = comitia_value_count(list);
    cm_terms terms = {.known = comitia_value_kind(list) == COMITIA_LIST,
                      .at = cm_new_n(doc->arena, cm_term, n)};
    if (!terms.at) {
        doc->failed = true;
        return terms;
    }
    for (size_t i = 0; i < n; i++) {
        cm_term term = cm_term_read(doc, comitia_value_at(list, i));
        if (!when || restrict_term(&term, when))
            terms.at[terms.n++] = term;
    }
    if (comitia_value_count(when))
        minimise(doc, &terms);
    sort(doc, &terms);
    return terms;
}

bool cm_terms_always(const cm_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        if (terms->at[i].n == 0)
            return true;
    return false;
}

size_t cm_terms_length(const cm_terms *terms)
{
    size_t n = 0;
    for (size_t i = 0; i < terms->n; i++)
        n += terms->at[i].n;
    return n;
}

static bool in_all(const cm_terms *terms, const comitia_value *literal)
{
    for (size_t i = 0; i < terms->n; i++)
        if (!has_literal(&terms->at[i], literal))
            return false;
    return true;
}

/* The literals of a term that are (not) in all terms. */
static cm_term part_of(cm_doc *doc, const cm_terms *terms, const cm_term *term,
                       bool shared)
{
    cm_term part = {.at = cm_new_n(doc->arena, const comitia_value *, term->n)};
    if (!part.at) {
        doc->failed = true;
        return part;
    }
    for (size_t i = 0; i < term->n; i++)
        if (in_all(terms, term->at[i]) == shared)
            part.at[part.n++] = term->at[i];
    return part;
}

const char *cm_terms_text(cm_doc *doc, const cm_terms *terms, cm_tense tense,
                          uint64_t most)
{
    cm_texts others = {0};
    bool long_ones = false;
    if (terms->n == 0)
        return "";
    most += terms->n == most + 1; /* never "one of 1 more ways" */
    cm_term shared =
        terms->n > 1 ? part_of(doc, terms, &terms->at[0], true) : (cm_term){0};
    const char *first = cm_literals_text(doc, shared.at, shared.n, tense);
    for (size_t i = 0; i < terms->n && i < most; i++) {
        cm_term own = part_of(doc, terms, &terms->at[i], false);
        if (terms->n == 1)
            own = terms->at[i];
        long_ones |= own.n > 1;
        cm_texts_add(doc, &others, cm_literals_text(doc, own.at, own.n, tense));
    }
    if (terms->n > most)
        cm_texts_add(doc, &others,
                     cm_textf(doc, "one of %s more ways",
                              cm_grouped_u64(doc, terms->n - most)));
    if (shared.n == 0)
        return cm_strung(doc, &others, "; or ");
    return cm_textf(doc, "%s, and either %s", first,
                    cm_strung(doc, &others, long_ones ? ", or " : " or "));
}
