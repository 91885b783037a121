/* chance: a probability or the exact range of it. */
#include "report/words/sample_text.h"

static const char *end_text(cm_doc *doc, const comitia_value *answer,
                            const char *key, const char *decimal)
{
    enum { SHORT = 60 }; /* beyond it a fraction is no help */
    const char *exact = cm_tree_text(answer, key);
    const char *digits = cm_tree_text(answer, decimal);
    /* A percentage says nothing of what is below a thousandth. */
    bool small = strncmp(digits, "0.000", 5) == 0;
    if (*exact && (!small || strlen(exact) <= SHORT))
        return cm_share_text(doc, exact);
    return cm_textf(doc, "about %s", digits);
}

static const char *range(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *sample = comitia_value_get(answer, "sample");
    if (sample)
        return cm_textf(doc, "%s, %s", cm_frequency_text(doc, sample),
                        cm_sample_text(doc, sample));
    const char *low = end_text(doc, answer, "low", "low_decimal");
    const char *high = end_text(doc, answer, "high", "high_decimal");
    if (cm_tree_bool(answer, "exact"))
        return low;
    return cm_textf(doc, "between %s and %s", low, high);
}

/* The first four digits that count, no more: "-0.0001017". */
static const char *first_digits(cm_doc *doc, const char *decimal)
{
    enum { DIGITS = 4 };
    size_t n = 0, counted = 0;
    bool point = false;
    for (; decimal[n] && (counted < DIGITS || !point); n++) {
        point |= decimal[n] == '.';
        counted += decimal[n] >= (counted ? '0' : '1') && decimal[n] <= '9';
    }
    return cm_textf(doc, "%.*s", (int)n, decimal);
}

static void print_importance(cm_doc *doc, const comitia_value *answer)
{
    static const char *const head[] = {"", ">chance if so", ">importance",
                                       ">criticality"};
    const comitia_value *rows = comitia_value_get(answer, "importance");
    size_t n = comitia_value_count(rows);
    if (!n)
        return;
    cm_para(doc, "Importance is the chance if it is so less the chance if it "
                 "is not, criticality that times its own chance as a share "
                 "of the whole (digits cut after four):");
    cm_table *table = cm_table_new(doc, "", 4, head);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        const char *option = cm_tree_text(row, "option");
        cm_cell(doc, table,
                *option ? cm_textf(doc, "%s is %s",
                                   cm_quoted(doc, cm_tree_text(row, "name")),
                                   cm_quoted(doc, option))
                        : cm_quoted(doc, cm_tree_text(row, "name")));
        cm_cell(doc, table,
                first_digits(doc, cm_tree_text(row, "given_decimal")));
        cm_cell(doc, table,
                first_digits(doc, cm_tree_text(row, "importance_decimal")));
        cm_cell(doc, table,
                first_digits(doc, cm_tree_text(row, "criticality_decimal")));
    }
    cm_more(doc, 0, n);
}

void cm_print_chance(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *free = comitia_value_get(answer, "free_variables");
    size_t n = comitia_value_count(free);
    cm_para(doc, "%s: chance %s.",
            cm_subject_titled(doc, comitia_value_get(answer, "subject")),
            range(doc, answer));
    cm_remarks(doc, answer);
    print_importance(doc, answer);
    if (n == 0) {
        if (!cm_tree_bool(answer, "exact") &&
            cm_tree_null(answer, "sample"))
            cm_para(doc, "Everything has a chance, but the number itself is "
                         "out of reach; both ends are proved.");
        return;
    }
    cm_para(doc,
            "Nothing is said about the chances of %s; each of them may be "
            "anything, which is why this is a range:",
            cm_counted_n(doc, n, "thing", "things"));
    for (size_t i = 0; i < n && i < doc->most; i++)
        cm_item(doc, 0, "%s", cm_name_first(doc, cm_tree_item(free, i)));
    cm_more(doc, 0, n);
}

void cm_rows_chance(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const comitia_value *subject = comitia_value_get(answer, "subject");
    cm_rows_add(doc, rows,
                cm_textf(doc, "chance of %s", cm_tree_text(subject, "name")),
                range(doc, answer));
}
