/* The same question for each value of a fact, side by side. */
#include "report/words/verbs.h"

#include <ctype.h>

typedef struct column {
    const char *title;
    cm_rows rows;
} column;

static const char *value_of(cm_doc *doc, const comitia_value *answer,
                            const comitia_value *one)
{
    const comitia_value *value = comitia_value_get(one, "value");
    const char *option = comitia_value_string(value);
    const char *each = cm_name_text(doc, cm_tree_text(answer, "each"));
    if (option)
        return cm_textf(doc, "%s is %s", each, cm_quoted(doc, option));
    return cm_textf(
        doc, comitia_value_bool(value) ? "%s holds" : "%s does not hold", each);
}

static const char *cell_of(const cm_rows *rows, const char *label, size_t hint)
{
    if (hint < rows->n && strcmp(rows->at[hint].label, label) == 0)
        return rows->at[hint].cell;
    for (size_t i = 0; i < rows->n; i++)
        if (strcmp(rows->at[i].label, label) == 0)
            return rows->at[i].cell;
    return NULL;
}

/* Labels of all columns in order of first mention. */
static cm_texts labels_of(cm_doc *doc, const column *columns, size_t n)
{
    cm_texts labels = {0};
    cm_map seen = {0};
    for (size_t c = 0; c < n; c++)
        for (size_t r = 0; r < columns[c].rows.n; r++) {
            const char *label = columns[c].rows.at[r].label;
            if (cm_map_get(&seen, label) != CM_MAP_NONE)
                continue;
            if (!cm_map_put(doc->arena, &seen, label, 1))
                doc->failed = true;
            cm_texts_add(doc, &labels, label);
        }
    return labels;
}

/* More values than fit beside each other stand below each other. */
enum { BESIDE = 4 };

static void beside(cm_doc *doc, const column *columns, size_t n)
{
    const char *head[BESIDE + 1] = {""};
    for (size_t c = 0; c < n; c++)
        head[c + 1] = columns[c].title;
    cm_texts labels = labels_of(doc, columns, n);
    cm_table *table = cm_table_new(doc, "", n + 1, head);
    for (size_t r = 0; r < labels.n && r < doc->most; r++) {
        cm_cell(doc, table, labels.at[r]);
        for (size_t c = 0; c < n; c++) {
            const char *cell = cell_of(&columns[c].rows, labels.at[r], r);
            cm_cell(doc, table, cell ? cell : "-");
        }
    }
    cm_more(doc, 0, labels.n);
}

static void below(cm_doc *doc, const column *columns, size_t n)
{
    for (size_t c = 0; c < n && c < doc->most; c++) {
        cm_item(doc, 0, "%s", columns[c].title);
        for (size_t r = 0; r < columns[c].rows.n && r < doc->most; r++)
            cm_item(doc, 1, "%s: %s", columns[c].rows.at[r].label,
                    columns[c].rows.at[r].cell);
    }
    cm_more(doc, 0, n);
}

/* "No", as a sentence begins; the first byte is its colour. */
static const char *opening(cm_doc *doc, const char *word)
{
    const char *text = cm_verdict_text(doc, word);
    return cm_textf(doc, "%c%c%s", text[0], toupper((unsigned char)text[1]),
                    text + 2);
}

static const char *verdict(cm_doc *doc, const comitia_value *answer)
{
    const char *word = cm_tree_text(answer, "answer");
    const char *each = cm_name_first(doc, cm_tree_text(answer, "each"));
    if (*word)
        return cm_textf(doc, "%s, whatever %s is", opening(doc, word), each);
    return cm_tree_number(answer, "exit") == 2
               ? cm_textf(doc, "It depends on %s", each)
               : cm_textf(doc, "For each value of %s", each);
}

static const comitia_value *case_of(const comitia_value *cases, size_t c)
{
    return comitia_value_get(comitia_value_at(cases, c), "answer");
}

/* can: the deed once, then a line for each value. */
static void whether(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    const char *word = cm_tree_text(answer, "answer");
    size_t n = comitia_value_count(cases), told = 0;
    while (told + 1 < n &&
           cm_tree_is(case_of(cases, told), "answer", "ill-posed"))
        told++; /* a refusal does not say what was asked */
    const comitia_value *of = case_of(cases, told);
    const char *before = verdict(doc, answer);
    if (strcmp(word, "yes") == 0 || strcmp(word, "no") == 0)
        cm_para(doc, "%s: %s.", before,
                cm_can_text(doc, of, strcmp(word, "yes") == 0));
    else if (comitia_value_get(of, "who"))
        cm_para(doc, "%s: whether %s.", before, cm_can_text(doc, of, true));
    else
        cm_para(doc, "%s: the question is ill-posed.", before);
    for (size_t c = 0; c < n && c < doc->most; c++) {
        const comitia_value *one = comitia_value_at(cases, c);
        const char *found = cm_tree_text(case_of(cases, c), "answer");
        cm_item(doc, 0, "%s if %s",
                *found ? cm_verdict_text(doc, found) : "no answer",
                value_of(doc, answer, one));
    }
    cm_more(doc, 0, n);
}

void cm_print_each(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    size_t n = comitia_value_count(cases);
    if (cm_tree_is(answer, "verb", "can")) {
        whether(doc, answer);
        cm_remarks(doc, answer);
        return;
    }
    column *columns = cm_new_n(doc->arena, column, n);
    if (!columns) {
        doc->failed = true;
        return;
    }
    for (size_t c = 0; c < n; c++) {
        const comitia_value *one = comitia_value_at(cases, c);
        const comitia_value *of = comitia_value_get(one, "answer");
        columns[c].title = value_of(doc, answer, one);
        if (cm_tree_is(of, "answer", "ill-posed"))
            cm_rows_add(doc, &columns[c].rows, "answer",
                        "the question is ill-posed");
        else
            cm_rows_of(doc, of, &columns[c].rows);
    }
    const comitia_value *first =
        comitia_value_get(comitia_value_at(cases, 0), "answer");
    const char *title = cm_tree_text(first, "title");
    if (*title) {
        doc->title = title;
        cm_heading(doc, 1, "%s", cm_quoted(doc, title));
    }
    cm_para(doc, "%s:", verdict(doc, answer));
    if (n <= BESIDE)
        beside(doc, columns, n);
    else
        below(doc, columns, n);
    cm_remarks(doc, answer);
}
