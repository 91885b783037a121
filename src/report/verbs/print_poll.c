/* poll: chances of parties and coalitions, from drawn elections. */
#include "report/words/sample_text.h"
#include "report/words/seats_text.h"
#include "report/words/verbs.h"

static void first(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *sample = comitia_value_get(answer, "sample");
    const comitia_value *coalitions = comitia_value_get(sample, "coalitions");
    const comitia_value *one = comitia_value_at(coalitions, 0);
    const char *asked =
        cm_textf(doc, "poll of %s, %s",
                 cm_grouped(doc, cm_tree_text(answer, "size")),
                 cm_sample_text(doc, sample));
    if (comitia_value_count(coalitions) == 1)
        cm_para(doc, "%s: majority with a chance of %s; %s.",
                cm_names_joined(doc, comitia_value_get(one, "parties"), "and"),
                cm_frequency_text(doc, comitia_value_get(one, "majority")),
                asked);
    else
        cm_para(doc, "%s seats by %s; %s.",
                cm_grouped(doc, cm_tree_text(answer, "seats")),
                cm_method_text(doc, answer), asked);
}

static void parties(cm_doc *doc, const comitia_value *sample)
{
    const comitia_value *rows = comitia_value_get(sample, "parties");
    const char *const head[] = {"", ">poll", ">chance to enter, sample",
                                ">median seats", ">95" CM_TIE "%" CM_TIE "of" CM_TIE "draws"};
    size_t n = comitia_value_count(rows);
    cm_table *table = cm_table_new(doc, "", 5, head);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        const comitia_value *seats = comitia_value_get(row, "seats");
        cm_cell(doc, table, cm_quoted(doc, cm_tree_text(row, "party")));
        cm_cell(doc, table, cm_cut_percent(doc, cm_tree_text(row, "share")));
        cm_cell(doc, table,
                cm_frequency_text(doc, comitia_value_get(row, "enters")));
        cm_cell(doc, table, cm_grouped(doc, cm_tree_text(seats, "median")));
        cm_cell(doc, table,
                cm_textf(doc, "%s to %s",
                         cm_grouped(doc, cm_tree_text(seats, "low")),
                         cm_grouped(doc, cm_tree_text(seats, "high"))));
    }
    cm_more(doc, 0, n);
}

static const char *joined(cm_doc *doc, const comitia_value *names)
{
    cm_texts texts = {0};
    for (size_t i = 0; i < comitia_value_count(names); i++)
        cm_texts_add(doc, &texts, cm_quoted(doc, cm_tree_item(names, i)));
    return cm_strung(doc, &texts, " + ");
}

static void coalitions(cm_doc *doc, const comitia_value *sample)
{
    const comitia_value *rows = comitia_value_get(sample, "coalitions");
    const char *const head[] = {"", ">has a majority", ">is a minimal winner"};
    size_t n = comitia_value_count(rows);
    if (n == 0)
        return;
    cm_table *table = cm_table_new(doc, "", 3, head);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        cm_cell(doc, table, joined(doc, comitia_value_get(row, "parties")));
        cm_cell(doc, table,
                cm_frequency_text(doc, comitia_value_get(row, "majority")));
        cm_cell(doc, table,
                cm_frequency_text(doc, comitia_value_get(row, "minimal")));
    }
    cm_more(doc, 0, n);
    cm_para(doc, "A minimal winner has a majority and needs each of its "
                 "parties for it.");
}

static void remarks(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *sample = comitia_value_get(answer, "sample");
    const char *sum = cm_tree_text(answer, "sum");
    const char *without = cm_tree_text(sample, "without_seats");
    const char *lots = cm_tree_text(sample, "lots");
    if (cm_compare_texts(sum, "1") > 0)
        cm_para(doc, "The shares add up to %s, and are taken as parts of that.",
                cm_cut_percent(doc, sum));
    else if (!cm_tree_is(answer, "others", "0"))
        cm_para(doc, "%s of those asked named none of these parties; all "
                     "others together never enter.",
                cm_grouped(doc, cm_tree_text(answer, "others")));
    if (strcmp(without, "0") != 0)
        cm_para(doc, "In %s no seats could be given out; nobody has a majority "
                     "there.",
                cm_counted(doc, without, "draw", "draws"));
    if (strcmp(lots, "0") != 0)
        cm_para(doc, "In %s a tie was broken by lot.",
                cm_counted(doc, lots, "draw", "draws"));
    cm_para(doc, "Chances are those that a poll of this size leaves open; an "
                 "unfair choice of those asked, and what will change until the "
                 "vote, are not in them.");
}

void cm_print_poll(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *sample = comitia_value_get(answer, "sample");
    first(doc, answer);
    cm_remarks(doc, answer);
    cm_tell_hurdle(doc, answer);
    parties(doc, sample);
    coalitions(doc, sample);
    cm_para(doc, "A majority is %s of %s.",
            cm_grouped(doc, cm_tree_text(answer, "majority")),
            cm_counted(doc, cm_tree_text(answer, "seats"), "seat", "seats"));
    remarks(doc, answer);
}
