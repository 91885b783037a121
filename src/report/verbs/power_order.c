/* power --order: who is more desirable than whom. */
#include "report/verbs/power_parts.h"

/* Names that stand together, cut after as many as are shown of any list. */
static const char *some_names(cm_doc *doc, const comitia_value *names)
{
    size_t n = comitia_value_count(names), i = 0;
    cm_texts texts = {0};
    for (; i < n && i < doc->most; i++)
        cm_texts_add(doc, &texts, cm_name_first(doc, cm_tree_item(names, i)));
    if (i < n)
        cm_texts_add(doc, &texts, cm_textf(doc, "%zu more", n - i));
    return cm_listed(doc, &texts, "and");
}

/* "A; B and C; D": each rank is above all that follow. */
static void chain_para(cm_doc *doc, const comitia_value *ranks)
{
    size_t n = comitia_value_count(ranks), i = 0;
    cm_texts texts = {0};
    if (n == 1 && comitia_value_count(comitia_value_at(ranks, 0)) > 1)
        cm_para(doc, "All are equally desirable.");
    if (n < 2)
        return;
    for (; i < n && i < doc->most; i++)
        cm_texts_add(doc, &texts, some_names(doc, comitia_value_at(ranks, i)));
    if (i < n)
        cm_texts_add(doc, &texts, cm_textf(doc, "... and %zu more", n - i));
    cm_para(doc, "In order of desirability: %s.", cm_strung(doc, &texts, "; "));
}

static const comitia_value *rank_of(const comitia_value *ranks,
                                    const char *first)
{
    for (size_t i = 0; i < comitia_value_count(ranks); i++) {
        const comitia_value *rank = comitia_value_at(ranks, i);
        if (strcmp(cm_tree_item(rank, 0), first) == 0)
            return rank;
    }
    return NULL;
}

/* The ranks that come next below one. */
static const char *dominated(cm_doc *doc, const comitia_value *order,
                             const comitia_value *rank)
{
    const comitia_value *pairs = comitia_value_get(order, "dominates");
    const comitia_value *ranks = comitia_value_get(order, "ranks");
    cm_texts texts = {0};
    for (size_t k = 0; k < comitia_value_count(pairs); k++) {
        const comitia_value *pair = comitia_value_at(pairs, k);
        if (strcmp(cm_tree_item(pair, 0), cm_tree_item(rank, 0)) != 0)
            continue;
        const comitia_value *below = rank_of(ranks, cm_tree_item(pair, 1));
        cm_texts_add(doc, &texts, some_names(doc, below));
    }
    return cm_strung(doc, &texts, "; ");
}

/* Not everybody compares: one line a rank. */
static void partial_table(cm_doc *doc, const comitia_value *order)
{
    const comitia_value *ranks = comitia_value_get(order, "ranks");
    const char *head[2] = {"players", "next below them"};
    size_t n = comitia_value_count(ranks);
    cm_para(doc, "Desirability does not compare everybody. Players of one line "
                 "are equally desirable.");
    cm_table *table = cm_table_new(doc, "", 2, head);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *rank = comitia_value_at(ranks, i);
        cm_cell(doc, table, some_names(doc, rank));
        cm_cell(doc, table, dominated(doc, order, rank));
    }
    cm_more(doc, 0, n);
}

/* "Vetoers: A and B." of those whose flag is set. */
static void add_flagged(cm_doc *doc, cm_texts *sentences,
                        const comitia_value *one, const char *flag,
                        const char *single, const char *several)
{
    const comitia_value *indices = comitia_value_get(one, "indices");
    size_t n = 0, of = 0;
    cm_texts texts = {0};
    for (size_t i = 0; i < comitia_value_count(indices); i++) {
        const comitia_value *row = comitia_value_at(indices, i);
        if (!cm_tree_bool(row, flag))
            continue;
        of += (size_t)cm_tree_number(row, "count");
        if (n++ < doc->most)
            cm_texts_add(doc, &texts, cm_power_player(doc, row));
    }
    if (n > doc->most)
        cm_texts_add(
            doc, &texts,
            cm_textf(doc, "%s more", cm_grouped_u64(doc, n - doc->most)));
    if (n)
        cm_texts_add(doc, sentences,
                     cm_textf(doc, "%s: %s.", of == 1 ? single : several,
                              cm_listed(doc, &texts, "and")));
}

void cm_order_paras(cm_doc *doc, const comitia_value *one)
{
    const comitia_value *order = comitia_value_get(one, "order");
    cm_texts sentences = {0};
    if (!order)
        return;
    if (comitia_value_kind(order) == COMITIA_NULL)
        cm_para(doc, "The order of desirability was not found.");
    else if (cm_tree_bool(order, "complete"))
        chain_para(doc, comitia_value_get(order, "ranks"));
    else
        partial_table(doc, order);
    add_flagged(doc, &sentences, one, "dictator", "Dictator", "Dictators");
    add_flagged(doc, &sentences, one, "veto", "Vetoer", "Vetoers");
    add_flagged(doc, &sentences, one, "dummy", "Dummy", "Dummies");
    if (sentences.n)
        cm_para(doc, "%s", cm_strung(doc, &sentences, " "));
}
