/* comitia_power: the power of each player of a weighted rule. */
#include <gmp.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "table.h"

enum {
    PLAYER,
    WEIGHT,
    BANZHAF, /* floating-point numbers, for sorting and drawing */
    BANZHAF_ABSOLUTE,
    SHAPLEY,
    DEEGAN_PACKEL,
    HOLLER,
    JOHNSTON,
    BANZHAF_EXACT, /* and the fractions, in the same order */
    SHAPLEY_EXACT = BANZHAF_EXACT + SHAPLEY - BANZHAF,
    SWINGS = BANZHAF_EXACT + JOHNSTON - BANZHAF + 1,
    WINNING,
    DUMMY,
    VETO,
    DICTATOR,
    N_COLUMNS
};

static const char *const indices[] = {"banzhaf",       "banzhaf_absolute",
                                      "shapley",       "deegan_packel",
                                      "holler",        "johnston"};
enum { N_INDICES = sizeof indices / sizeof *indices };

/* p/q as the nearest floating-point numbers of p and q allow; from an interval
   its lower end. */
static double real_of(const comitia_value *value)
{
    const char *text = comitia_value_string(value);
    if (!text)
        text = comitia_value_string(comitia_value_get(value, "low"));
    mpq_t q;
    mpq_init(q);
    double real = 0;
    if (text && strchr(text, '.'))
        real = strtod(text, NULL);
    else if (text && mpq_set_str(q, text, 10) == 0)
        real = mpq_get_d(q);
    mpq_clear(q);
    return real;
}

static void set_index(cm_sql_cell *row, int k, const comitia_value *value)
{
    comitia_kind kind = comitia_value_kind(value);
    if (kind == COMITIA_STRING || kind == COMITIA_OBJECT)
        cm_sql_set_real(&row[BANZHAF + k], real_of(value));
    cm_sql_set_text(&row[BANZHAF_EXACT + k], comitia_value_string(value));
}

static void set_flag(cm_sql_cell *cell, const comitia_value *value)
{
    if (comitia_value_kind(value) == COMITIA_BOOL)
        cm_sql_set_integer(cell, comitia_value_bool(value));
}

static int put_rows(const cm_sql_call *call, const comitia_value *answer,
                    cm_sql_rows *rows)
{
    const comitia_value *one =
        comitia_value_at(comitia_value_get(answer, "cases"), 0);
    const comitia_value *list = comitia_value_get(one, "indices");
    for (int i = 0; i < call->weights.n; i++) {
        const comitia_value *of = comitia_value_at(list, (size_t)i);
        cm_sql_cell *row = cm_sql_row(rows);
        if (!row)
            return SQLITE_NOMEM;
        cm_sql_set_text(&row[PLAYER], call->weights.name[i]);
        cm_sql_set_weight(&row[WEIGHT], call->weights.weight[i]);
        for (int k = 0; k < N_INDICES; k++)
            set_index(row, k, comitia_value_get(of, indices[k]));
        cm_sql_set_text(&row[SWINGS],
                        comitia_value_string(comitia_value_get(of, "swings")));
        cm_sql_set_text(&row[WINNING], comitia_value_string(
                                           comitia_value_get(one, "winning")));
        set_flag(&row[DUMMY], comitia_value_get(of, "dummy"));
        set_flag(&row[VETO], comitia_value_get(of, "veto"));
        set_flag(&row[DICTATOR], comitia_value_get(of, "dictator"));
    }
    return SQLITE_OK;
}

/* Only what is read is computed; swings are always quick. */
static size_t wished(sqlite3_uint64 used, const char **names)
{
    size_t n = 0;
    names[n++] = "swings";
    for (int k = 0; k < N_INDICES; k++)
        if (used >> (BANZHAF + k) & 1 || used >> (BANZHAF_EXACT + k) & 1)
            names[n++] = indices[k];
    return n;
}

static int fill(const cm_sql_call *call, cm_sql_rows *rows, char **message)
{
    const char *names[N_INDICES + 1];
    comitia_question question = {
        .verb = COMITIA_POWER,
        .quota = call->quota,
        .more_than = call->more_than,
        .weights = (const char *const *)call->weights.weight,
        .n_weights = (size_t)call->weights.n,
        .indices = names};
    cm_sql_answer asked;
    question.n_indices = wished(call->used, names);
    int status = SQLITE_ERROR;
    if (cm_sql_ask(NULL, &question, &asked, message))
        status = put_rows(call, comitia_answer_value(asked.answer), rows);
    cm_sql_answer_clear(&asked);
    return status;
}

const cm_sql_table cm_sql_power = {
    .name = "comitia_power",
    .columns = "player TEXT, weight, banzhaf REAL, banzhaf_absolute REAL, "
               "shapley REAL, deegan_packel REAL, holler REAL, johnston REAL, "
               "banzhaf_exact TEXT, banzhaf_absolute_exact TEXT, "
               "shapley_exact TEXT, deegan_packel_exact TEXT, "
               "holler_exact TEXT, johnston_exact TEXT, swings TEXT, "
               "winning TEXT, dummy, veto, dictator",
    .n_columns = N_COLUMNS,
    .fill = fill,
};
