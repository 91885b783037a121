/* power: how many coalitions win, and what each player's part in it is. */
#include "report/verbs/power_parts.h"
#include "report/words/sample_text.h"

/* --ballots three */
static bool has_ways(const comitia_value *one)
{
    return comitia_value_get(one, "ways") != NULL;
}

static const char *total_text(cm_doc *doc, const comitia_value *one,
                              const char *key)
{
    enum { SHOWN = 24 };
    const char *text = cm_tree_text(one, key);
    bool is_all = strcmp(key, "coalitions") == 0,
         is_ways = strcmp(key, "ways") == 0;
    if (strlen(text) > SHOWN && (is_all || is_ways))
        return cm_textf(
            doc, "%s^%s", is_all ? "2" : "3",
            cm_grouped_u64(doc, (uint64_t)cm_tree_number(one, "players")));
    return *text ? cm_count_text(doc, text) : "an uncounted number";
}

static const char *counts(cm_doc *doc, const comitia_value *one)
{
    const comitia_value *sample = comitia_value_get(one, "sample");
    if (sample)
        return cm_textf(
            doc, "%s; %s%s",
            cm_counted_n(doc, (uint64_t)cm_tree_number(one, "players"),
                         "player", "players"),
            cm_sample_text(doc, sample),
            has_ways(one) ? ", yes, abstain and no equally likely" : "");
    if (has_ways(one))
        return cm_textf(
            doc,
            "%s; it comes about in %s of %s ways to vote yes, abstain or "
            "no",
            cm_counted_n(doc, (uint64_t)cm_tree_number(one, "players"),
                         "player", "players"),
            total_text(doc, one, "winning"), total_text(doc, one, "ways"));
    return cm_textf(doc, "%s; %s of %s coalitions win",
                    cm_counted_n(doc, (uint64_t)cm_tree_number(one, "players"),
                                 "player", "players"),
                    total_text(doc, one, "winning"),
                    total_text(doc, one, "coalitions"));
}

static const char *minimal(cm_doc *doc, const comitia_value *one)
{
    return cm_textf(doc,
                    "Minimal winning coalitions: %s; minimal blocking: %s.",
                    total_text(doc, one, "minimal_winning"),
                    total_text(doc, one, "minimal_blocking"));
}

/* One line, and only for those who name it: what wins of all coalitions stands
   above anyway. */
static void collective_para(cm_doc *doc, const comitia_value *one)
{
    const char *share = cm_tree_text(one, "coleman_collective");
    if (*share && cm_indices_named(one))
        cm_para(doc, "Coleman's power of the collectivity to act: %s.",
                cm_share_text(doc, share));
}

/* ---- --sample ---------------------------------------------------------------
 */

static const struct drawn {
    const char *key, *word;
} drawn[] = {
    {"banzhaf_absolute", ">absolute Banzhaf, sample"},
    {"shapley", ">Shapley-Shubik, sample"},
};
enum { N_DRAWN = sizeof drawn / sizeof *drawn };

static void sample_table(cm_doc *doc, const comitia_value *sample)
{
    const comitia_value *players = comitia_value_get(sample, "players");
    const comitia_value *first = comitia_value_at(players, 0);
    const char *head[N_DRAWN + 1] = {""};
    size_t n = 1, rows = comitia_value_count(players);
    for (size_t k = 0; k < N_DRAWN; k++)
        if (comitia_value_get(first, drawn[k].key))
            head[n++] = drawn[k].word;
    if (!first)
        return;
    cm_table *table = cm_table_new(doc, "", n, head);
    for (size_t r = 0; r < rows && r < doc->most; r++) {
        const comitia_value *row = comitia_value_at(players, r);
        cm_cell(doc, table, cm_power_player(doc, row));
        for (size_t k = 0; k < N_DRAWN; k++) {
            const comitia_value *value = comitia_value_get(row, drawn[k].key);
            if (value)
                cm_cell(doc, table, cm_frequency_text(doc, value));
        }
    }
    cm_more(doc, 0, rows);
}

static void sample_rows(cm_doc *doc, const comitia_value *sample,
                        const char *when, cm_rows *rows)
{
    const comitia_value *players = comitia_value_get(sample, "players");
    for (size_t r = 0; r < comitia_value_count(players); r++) {
        const comitia_value *row = comitia_value_at(players, r);
        for (size_t k = 0; k < N_DRAWN; k++) {
            const comitia_value *value = comitia_value_get(row, drawn[k].key);
            if (value)
                cm_rows_add(doc, rows,
                            cm_textf(doc, "%s, %s%s", cm_power_player(doc, row),
                                     drawn[k].word + 1, when),
                            cm_frequency_text(doc, value));
        }
    }
}

/* "; sample of 10,000 draws, ..." where it was drawn, else "" */
static const char *drawn_text(cm_doc *doc, const comitia_value *cases)
{
    const comitia_value *sample =
        comitia_value_get(comitia_value_at(cases, 0), "sample");
    return sample ? cm_textf(doc, "; %s", cm_sample_text(doc, sample)) : "";
}

/* ---- the page
 * ------------------------------------------------------------------ */

void cm_print_power(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    size_t n = comitia_value_count(cases);
    const comitia_value *subject = comitia_value_get(answer, "subject");
    const char *what = comitia_value_count(subject)
                           ? cm_subject_titled(doc, subject)
                           : "The weighted rule";
    const cm_holdings held = cm_holdings_of(doc, cm_tree_text(subject, "name"));
    if (n == 1)
        cm_para(doc, "%s: %s.", what, counts(doc, comitia_value_at(cases, 0)));
    else
        cm_para(doc, "%s: it depends on %s%s.", what,
                cm_depends_text(doc, cases), drawn_text(doc, cases));
    cm_remarks(doc, answer);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        if (n > 1) {
            cm_heading(
                doc, 3, "If %s",
                cm_term_text(doc, comitia_value_get(one, "when"), CM_PRESENT));
            cm_para(doc, "%s.", counts(doc, one));
        }
        const comitia_value *sample = comitia_value_get(one, "sample");
        if (sample) {
            sample_table(doc, sample);
            continue;
        }
        if (!has_ways(one)) {
            cm_para(doc, "%s", minimal(doc, one));
            collective_para(doc, one);
        }
        cm_bounds_paras(doc, one);
        cm_order_paras(doc, one);
        cm_index_tables(doc, one, &held);
        cm_unions_table(doc, one);
    }
    cm_more_cases(doc, n);
    cm_rounded_para(doc);
}

void cm_rows_power(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        const char *when = cm_if_text(doc, comitia_value_get(one, "when"));
        const comitia_value *sample = comitia_value_get(one, "sample");
        if (sample)
            sample_rows(doc, sample, when, rows);
        else
            cm_index_rows(doc, one, when, rows);
    }
}
