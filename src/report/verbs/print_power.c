/* power: the indices, in tables that fit a terminal. */
#include "report/words/sample_text.h"
#include "report/words/units.h"

typedef struct index_word {
    const char *key, *word;
} index_word;

static const index_word words[] = {
    {"owen", ">Owen"},
    {"banzhaf_owen", ">Banzhaf-Owen"},
    {"symmetric_banzhaf", ">symmetric Banzhaf"},
    {"swings", ">swings"},
    {"banzhaf", ">Banzhaf"},
    {"shapley", ">Shapley-Shubik"},
    {"banzhaf_absolute", ">absolute Banzhaf"},
    {"deegan_packel", ">Deegan-Packel"},
    {"holler", ">Holler"},
    {"johnston", ">Johnston"},
    {"coleman_prevent", ">Coleman, prevent"},
    {"coleman_initiate", ">Coleman, initiate"},
    {"rae", ">Rae"},
    {"satisfaction", ">satisfaction"},
    {"swings_for", ">swings by its yes"}, /* of three ballots */
    {"swings_against", ">by its no"},
};
enum {
    N_WORDS = sizeof words / sizeof *words,
    FIRST_PLAIN = 3,         /* those of unions come first */
    END_PLAIN = N_WORDS - 4, /* up to here they are there without --index */
    IN_ONE_TABLE = 3
};

/* "4 seats each of CPP" reads badly; freed seats say so in the name. */
static const char *player_text(cm_doc *doc, const comitia_value *row)
{
    const char *name = cm_name_first(doc, cm_tree_text(row, "player"));
    int64_t count = cm_tree_number(row, "count");
    if (count == 1 && !cm_tree_bool(row, "free"))
        return name;
    return cm_textf(doc, "%s, each of %s", name,
                    cm_counted_n(doc, (uint64_t)count, "seat", "seats"));
}

static const char *flags(cm_doc *doc, const comitia_value *row)
{
    cm_texts texts = {0};
    if (cm_tree_bool(row, "dictator"))
        cm_texts_add(doc, &texts, "decides alone");
    else if (cm_tree_bool(row, "veto"))
        cm_texts_add(doc, &texts, "can block");
    if (cm_tree_bool(row, "dummy"))
        cm_texts_add(doc, &texts, "no influence");
    return cm_strung(doc, &texts, ", ");
}

/* A game that all coalitions win, or none, has no shares of power. */
static bool is_constant(const comitia_value *one)
{
    const char *winning = cm_tree_text(one, "winning");
    return strcmp(winning, "0") == 0 ||
           cm_tree_is(one, "coalitions", winning) ||
           cm_tree_is(one, "ways", winning);
}

/* --ballots three */
static bool has_ways(const comitia_value *one)
{
    return comitia_value_get(one, "ways") != NULL;
}

/* Of a value between two decimals the digits that both begin with: it does
   too. Both where these are few. */
static const char *ends_text(cm_doc *doc, const comitia_value *ends)
{
    enum { SHOWN = 14, FEW = 4 };
    const char *low = cm_tree_text(ends, "low");
    const char *high = cm_tree_text(ends, "high");
    size_t n = 0, digits = 0;
    if (strcmp(low, high) == 0)
        return low;
    for (; low[n] && low[n] == high[n] && n < SHOWN; n++)
        digits += digits ? low[n] != '.' : low[n] >= '1' && low[n] <= '9';
    if (digits < FEW)
        return cm_textf(doc, "%s to %s", low, high);
    return cm_textf(doc, "%.*s...", (int)n, low);
}

static const char *value_text(cm_doc *doc, const comitia_value *one,
                              const comitia_value *row, const char *key)
{
    const char *text = cm_tree_text(row, key);
    const comitia_value *value = comitia_value_get(row, key);
    if (comitia_value_kind(value) == COMITIA_OBJECT)
        return ends_text(doc, value);
    if (!*text)
        return is_constant(one) ? CM_SOFT "undefined" CM_END
                                : CM_SOFT "not found" CM_END;
    bool counts = strncmp(key, "swings", strlen("swings")) == 0 ||
                  strcmp(key, "satisfaction") == 0;
    return counts ? cm_count_cell(doc, text) : cm_share_text(doc, text);
}

/* Seats, a weight, or what a member holds of the measure that is counted. */
static const char *weight_text(cm_doc *doc, const comitia_value *row,
                               const cm_holdings *held)
{
    if (!held->measure)
        return cm_grouped(doc, cm_tree_text(row, "seats"));
    const cm_number *number =
        cm_held_by(doc, held, cm_tree_text(row, "player"));
    const char *text = number ? cm_number_text(doc->arena, number->q) : "";
    doc->failed |= !text;
    return text ? cm_grouped(doc, text) : "";
}

/* One table: the players and some of the indices that were asked for. */
static void table(cm_doc *doc, const comitia_value *one,
                  const index_word *const *of, size_t n_of,
                  const cm_holdings *held, bool first)
{
    const comitia_value *indices = comitia_value_get(one, "indices");
    const char *head[IN_ONE_TABLE + 3] = {""};
    size_t n = 1, rows = comitia_value_count(indices);
    if (first)
        head[n++] = held->measure ? cm_textf(doc, ">%s", held->measure)
                    : doc->model  ? ">seats"
                                  : ">weight";
    for (size_t i = 0; i < n_of; i++)
        head[n++] = of[i]->word;
    if (first)
        head[n++] = "";
    cm_table *table = cm_table_new(doc, "", n, head);
    for (size_t r = 0; r < rows && r < doc->most; r++) {
        const comitia_value *row = comitia_value_at(indices, r);
        cm_cell(doc, table, player_text(doc, row));
        if (first)
            cm_cell(doc, table, weight_text(doc, row, held));
        for (size_t i = 0; i < n_of; i++)
            cm_cell(doc, table, value_text(doc, one, row, of[i]->key));
        if (first)
            cm_cell(doc, table, flags(doc, row));
    }
    cm_more(doc, 0, rows);
}

/* "Banzhaf, absolute Banzhaf": the heads of their columns. */
static const char *of_text(cm_doc *doc, const comitia_value *way)
{
    const comitia_value *indices = comitia_value_get(way, "indices");
    cm_texts texts = {0};
    for (size_t i = 0; i < N_WORDS; i++)
        for (size_t k = 0; k < comitia_value_count(indices); k++)
            if (strcmp(words[i].key, cm_tree_item(indices, k)) == 0)
                cm_texts_add(doc, &texts, words[i].word + 1);
    return cm_listed(doc, &texts, "and");
}

/* "52 nodes"; Ctrl-C can come before the first. */
static const char *reached(cm_doc *doc, const comitia_value *way,
                           const char *key)
{
    const char *n = cm_tree_text(way, key);
    return *n ? cm_textf(doc, "%s %s", cm_grouped(doc, n), key)
              : cm_textf(doc, "no %s yet", key);
}

/* How far each part of the way is off at most; "" if it is off by nothing. */
static const char *off_text(cm_doc *doc, const comitia_value *way)
{
    cm_texts texts = {0};
    if (!cm_tree_null(way, "quadrature"))
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "quadrature with %s by %s",
                              reached(doc, way, "nodes"),
                              cm_tree_text(way, "quadrature")));
    if (!cm_tree_null(way, "cut"))
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "sums of %s by %s",
                              reached(doc, way, "terms"),
                              cm_tree_text(way, "cut")));
    if (!cm_tree_null(way, "rounding"))
        cm_texts_add(
            doc, &texts,
            cm_textf(doc, "roundings by %s", cm_tree_text(way, "rounding")));
    return texts.n ? cm_textf(doc, " Off at most: %s.",
                              cm_listed(doc, &texts, "and"))
                   : "";
}

static void bounds_paras(cm_doc *doc, const comitia_value *one)
{
    const comitia_value *ways = comitia_value_get(one, "bounds");
    for (size_t i = 0; i < comitia_value_count(ways); i++) {
        const comitia_value *way = comitia_value_at(ways, i);
        const char *width = cm_tree_text(way, "width");
        cm_para(doc,
                "Between proved decimals: %s%s%s; the digits that are shown "
                "are right (%s; %s).%s",
                of_text(doc, way), strcmp(width, "0") == 0 ? "" : ", within ",
                strcmp(width, "0") == 0 ? "" : width,
                cm_tree_text(way, "method"), cm_tree_text(way, "why"),
                off_text(doc, way));
    }
}

static void tables(cm_doc *doc, const comitia_value *one,
                   const cm_holdings *held)
{
    const comitia_value *indices = comitia_value_get(one, "indices");
    const comitia_value *row = comitia_value_at(indices, 0);
    const index_word *of[N_WORDS];
    size_t n = 0;
    for (size_t i = 0; i < N_WORDS; i++)
        if (comitia_value_get(row, words[i].key))
            of[n++] = &words[i];
    if (!row)
        return;
    for (size_t i = 0; i == 0 || i < n; i += IN_ONE_TABLE)
        table(doc, one, of + i, n - i < IN_ONE_TABLE ? n - i : IN_ONE_TABLE,
              held, i == 0);
}

/* "A + B + C + 24 more" */
static const char *union_text(cm_doc *doc, const comitia_value *one)
{
    enum { SHOWN_BYTES = 36 };
    const comitia_value *players = comitia_value_get(one, "players");
    size_t n = comitia_value_count(players), bytes = 0, i = 0;
    cm_texts texts = {0};
    for (; i < n && (i == 0 || bytes < SHOWN_BYTES); i++) {
        const char *name = cm_name_first(doc, cm_tree_item(players, i));
        bytes += strlen(name) + 3;
        cm_texts_add(doc, &texts, name);
    }
    if (i < n)
        cm_texts_add(doc, &texts, cm_textf(doc, "%zu more", n - i));
    return cm_strung(doc, &texts, " + ");
}

/* What the players of each union have together. */
static void unions_table(cm_doc *doc, const comitia_value *one)
{
    static const index_word sums[] = {
        {"owen", ">Owen, together"},
        {"symmetric_banzhaf", ">symmetric Banzhaf, together"}};
    const comitia_value *unions = comitia_value_get(one, "unions");
    const comitia_value *first = comitia_value_at(unions, 0);
    const char *head[3] = {""};
    size_t n = 1, rows = comitia_value_count(unions);
    for (size_t k = 0; first && k < 2; k++)
        if (comitia_value_get(first, sums[k].key))
            head[n++] = sums[k].word;
    if (n == 1)
        return;
    cm_table *table = cm_table_new(doc, "", n, head);
    for (size_t r = 0; r < rows && r < doc->most; r++) {
        const comitia_value *row = comitia_value_at(unions, r);
        cm_cell(doc, table, union_text(doc, row));
        for (size_t k = 0; k < 2; k++)
            if (comitia_value_get(row, sums[k].key))
                cm_cell(doc, table, value_text(doc, one, row, sums[k].key));
    }
    cm_more(doc, 0, rows);
}

/* ---- --order
 * ------------------------------------------------------------------- */

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
            cm_texts_add(doc, &texts, player_text(doc, row));
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

static void order_paras(cm_doc *doc, const comitia_value *one)
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

/* Some indices were named: without --index all plain ones are there. */
static bool is_chosen(const comitia_value *one)
{
    const comitia_value *row =
        comitia_value_at(comitia_value_get(one, "indices"), 0);
    for (size_t i = FIRST_PLAIN; row && i < END_PLAIN; i++)
        if (!comitia_value_get(row, words[i].key))
            return true;
    return false;
}

/* One line, and only for those who name it: what wins of all coalitions stands
   above anyway. */
static void collective_para(cm_doc *doc, const comitia_value *one)
{
    const char *share = cm_tree_text(one, "coleman_collective");
    if (*share && is_chosen(one))
        cm_para(doc, "Coleman's power of the collectivity to act: %s.",
                cm_share_text(doc, share));
}

/* ---- --sample ---------------------------------------------------------------
 */

static const index_word drawn[] = {
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
        cm_cell(doc, table, player_text(doc, row));
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
                            cm_textf(doc, "%s, %s%s", player_text(doc, row),
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
        bounds_paras(doc, one);
        order_paras(doc, one);
        tables(doc, one, &held);
        unions_table(doc, one);
    }
    cm_more_cases(doc, n);
    cm_rounded_para(doc);
}

void cm_rows_power(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        const comitia_value *indices = comitia_value_get(one, "indices");
        const char *when = cm_if_text(doc, comitia_value_get(one, "when"));
        const comitia_value *sample = comitia_value_get(one, "sample");
        if (sample) {
            sample_rows(doc, sample, when, rows);
            continue;
        }
        if (comitia_value_count(indices) == 0) {
            cm_rows_add(doc, rows, cm_textf(doc, "players%s", when), "none");
            continue;
        }
        for (size_t r = 0; r < comitia_value_count(indices); r++) {
            const comitia_value *row = comitia_value_at(indices, r);
            for (size_t k = 0; k < N_WORDS; k++)
                if (comitia_value_get(row, words[k].key))
                    cm_rows_add(doc, rows,
                                cm_textf(doc, "%s, %s%s", player_text(doc, row),
                                         words[k].word + 1, when),
                                value_text(doc, one, row, words[k].key));
        }
    }
}
