/* comitia_coalitions: the smallest coalitions that win or block. */
#include <string.h>

#include "answers.h"
#include "base/number.h"
#include "table.h"

enum { KIND, NUMBER, SIZE, WEIGHT, MEMBERS, N_COLUMNS };

/* A body whose members weigh what was given. Their names are p0, p1, ...: what
   they are called in the table fits no name of the language. */
static char *model_of(const cm_sql_call *call)
{
    sqlite3_str *text = sqlite3_str_new(NULL);
    sqlite3_str_appendall(text, "body Body\n  members with weight\n");
    for (int i = 0; i < call->weights.n; i++)
        sqlite3_str_appendf(text, "    p%d %s\n", i, call->weights.weight[i]);
    sqlite3_str_appendf(text, "act Act by Body needs %s %s of weight",
                        call->more_than ? "more than" : "at least",
                        call->quota);
    sqlite3_str_appendall(text, "\n");
    return sqlite3_str_finish(text);
}

/* The player behind p12. */
static int player_of(const char *name)
{
    int i = 0;
    for (const char *at = name + 1; *at; at++)
        i = 10 * i + (*at - '0');
    return i;
}

static void add_json(sqlite3_str *to, const char *text)
{
    sqlite3_str_appendchar(to, 1, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            sqlite3_str_appendf(to, "\\%c", c);
        else if (c < ' ')
            sqlite3_str_appendf(to, "\\u%04x", c);
        else
            sqlite3_str_appendchar(to, 1, *text);
    }
    sqlite3_str_appendchar(to, 1, '"');
}

static void set_sum(cm_sql_cell *cell, mpq_srcptr sum)
{
    void (*release)(void *, size_t);
    char *text = mpq_get_str(NULL, 10, sum);
    cm_sql_set_weight(cell, text);
    mp_get_memory_functions(NULL, NULL, &release);
    release(text, strlen(text) + 1);
}

static void add_weight(mpq_ptr sum, const char *text)
{
    mpq_t weight;
    mpq_init(weight);
    if (cm_number_read(text, strlen(text), weight)) /* the library read it too */
        mpq_add(sum, sum, weight);
    mpq_clear(weight);
}

static int put_coalition(const cm_sql_call *call, const char *kind,
                         sqlite3_int64 number, const comitia_value *coalition,
                         cm_sql_rows *rows)
{
    cm_sql_cell *row = cm_sql_row(rows);
    size_t n = comitia_value_count(coalition);
    sqlite3_str *members = sqlite3_str_new(NULL);
    mpq_t sum;
    mpq_init(sum);
    sqlite3_str_appendchar(members, 1, '[');
    for (size_t i = 0; i < n; i++) {
        int player = player_of(
            comitia_value_string(comitia_value_at(coalition, i)));
        sqlite3_str_appendall(members, i ? "," : "");
        add_json(members, call->weights.name[player]);
        add_weight(sum, call->weights.weight[player]);
    }
    sqlite3_str_appendchar(members, 1, ']');
    char *text = sqlite3_str_finish(members);
    if (row) {
        cm_sql_set_text(&row[KIND], kind);
        cm_sql_set_integer(&row[NUMBER], number);
        cm_sql_set_integer(&row[SIZE], (sqlite3_int64)n);
        set_sum(&row[WEIGHT], sum);
        row[MEMBERS] = (cm_sql_cell){.kind = CM_SQL_TEXT, .text = text};
    } else {
        sqlite3_free(text);
    }
    mpq_clear(sum);
    return row && text ? SQLITE_OK : SQLITE_NOMEM;
}

static int put_list(const cm_sql_call *call, const char *kind,
                    const comitia_value *list, cm_sql_rows *rows,
                    char **message)
{
    if (comitia_value_kind(list) != COMITIA_LIST) {
        *message = sqlite3_mprintf("too many %s coalitions to list", kind);
        return SQLITE_ERROR;
    }
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        int status = put_coalition(call, kind, (sqlite3_int64)i + 1,
                                   comitia_value_at(list, i), rows);
        if (status != SQLITE_OK)
            return status;
    }
    return SQLITE_OK;
}

static int fill(const cm_sql_call *call, cm_sql_rows *rows, char **message)
{
    static const char *const names[] = {"Act"};
    const comitia_question question = {
        .verb = COMITIA_WHO, .names = names, .n_names = 1};
    cm_sql_answer asked;
    char *model = model_of(call);
    if (!model)
        return SQLITE_NOMEM;
    int status = SQLITE_ERROR;
    if (cm_sql_ask(model, &question, &asked, message)) {
        const comitia_value *one = comitia_value_at(
            comitia_value_get(comitia_answer_value(asked.answer), "cases"), 0);
        status = put_list(call, "winning", comitia_value_get(one, "force"),
                          rows, message);
        if (status == SQLITE_OK)
            status = put_list(call, "blocking", comitia_value_get(one, "block"),
                              rows, message);
    }
    cm_sql_answer_clear(&asked);
    sqlite3_free(model);
    return status;
}

const cm_sql_table cm_sql_coalitions = {
    .name = "comitia_coalitions",
    .columns = "kind TEXT, number INTEGER, size INTEGER, weight, "
               "members TEXT",
    .n_columns = N_COLUMNS,
    .fill = fill,
};
