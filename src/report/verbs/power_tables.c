/* power: the players and their indices, in tables that fit a terminal. */
#include "report/verbs/power_parts.h"

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

const char *cm_power_player(cm_doc *doc, const comitia_value *row)
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
    return *winning && (strcmp(winning, "0") == 0 ||
                        cm_tree_is(one, "coalitions", winning) ||
                        cm_tree_is(one, "ways", winning));
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

/* A column of ones says nothing. */
static bool has_weights(const cm_doc *doc, const comitia_value *indices,
                        const cm_holdings *held)
{
    if (held->measure || !doc->model)
        return true;
    for (size_t r = 0; r < comitia_value_count(indices); r++) {
        const char *seats = cm_tree_text(comitia_value_at(indices, r), "seats");
        if (*seats && !cm_is_one(seats))
            return true;
    }
    return false;
}

/* One table: the players and some of the indices that were asked for. */
static void table(cm_doc *doc, const comitia_value *one,
                  const index_word *const *of, size_t n_of,
                  const cm_holdings *held, bool first)
{
    const comitia_value *indices = comitia_value_get(one, "indices");
    const char *head[IN_ONE_TABLE + 3] = {""};
    size_t n = 1, rows = comitia_value_count(indices);
    bool weights = first && has_weights(doc, indices, held);
    if (weights)
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
        cm_cell(doc, table, cm_power_player(doc, row));
        if (weights)
            cm_cell(doc, table, weight_text(doc, row, held));
        for (size_t i = 0; i < n_of; i++)
            cm_cell(doc, table, value_text(doc, one, row, of[i]->key));
        if (first)
            cm_cell(doc, table, flags(doc, row));
    }
    cm_more(doc, 0, rows);
}

void cm_index_tables(cm_doc *doc, const comitia_value *one,
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

void cm_unions_table(cm_doc *doc, const comitia_value *one)
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

bool cm_indices_named(const comitia_value *one)
{
    const comitia_value *row =
        comitia_value_at(comitia_value_get(one, "indices"), 0);
    for (size_t i = FIRST_PLAIN; row && i < END_PLAIN; i++)
        if (!comitia_value_get(row, words[i].key))
            return true;
    return false;
}

void cm_index_rows(cm_doc *doc, const comitia_value *one, const char *when,
                   cm_rows *rows)
{
    const comitia_value *indices = comitia_value_get(one, "indices");
    if (comitia_value_count(indices) == 0)
        cm_rows_add(doc, rows, cm_textf(doc, "players%s", when), "none");
    for (size_t r = 0; r < comitia_value_count(indices); r++) {
        const comitia_value *row = comitia_value_at(indices, r);
        for (size_t k = 0; k < N_WORDS; k++)
            if (comitia_value_get(row, words[k].key))
                cm_rows_add(doc, rows,
                            cm_textf(doc, "%s, %s%s", cm_power_player(doc, row),
                                     words[k].word + 1, when),
                            value_text(doc, one, row, words[k].key));
    }
}

/* ---- between decimals --------------------------------------------------- */

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

void cm_bounds_paras(cm_doc *doc, const comitia_value *one)
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
