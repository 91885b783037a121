#include "weights.h"

#include <string.h>

enum { MOST_PLAYERS = 1000000 };

void cm_sql_weights_clear(cm_sql_weights *w)
{
    for (int i = 0; i < w->n; i++) {
        sqlite3_free(w->name[i]);
        sqlite3_free(w->weight[i]);
    }
    sqlite3_free(w->name);
    sqlite3_free(w->weight);
    *w = (cm_sql_weights){0};
}

static bool make_room(cm_sql_weights *w)
{
    if (w->n < w->room)
        return true;
    int room = w->room ? 2 * w->room : 16;
    char **name = sqlite3_realloc64(w->name, (sqlite3_uint64)room * sizeof *name);
    if (name)
        w->name = name;
    char **weight =
        sqlite3_realloc64(w->weight, (sqlite3_uint64)room * sizeof *weight);
    if (weight)
        w->weight = weight;
    if (!name || !weight)
        return false;
    w->room = room;
    return true;
}

/* An integer, decimal or fraction without sign or exponent. */
static bool is_number(const char *text)
{
    return text && *text && strspn(text, "0123456789./") == strlen(text);
}

static int add(cm_sql_weights *w, sqlite3_stmt *row, char **message)
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    const char *weight = (const char *)sqlite3_column_text(row, 1);
    if (!is_number(weight)) {
        *message = sqlite3_mprintf(
            "the weight of %s is no number from 0 up: %s", name ? name : "NULL",
            weight ? weight : "NULL");
        return SQLITE_ERROR;
    }
    if (w->n == MOST_PLAYERS) {
        *message = sqlite3_mprintf("more than %d players", MOST_PLAYERS);
        return SQLITE_ERROR;
    }
    if (!make_room(w))
        return SQLITE_NOMEM;
    w->name[w->n] = sqlite3_mprintf("%s", name ? name : "");
    w->weight[w->n] = sqlite3_mprintf("%s", weight);
    if (!w->name[w->n] || !w->weight[w->n]) {
        sqlite3_free(w->name[w->n]);
        sqlite3_free(w->weight[w->n]);
        return SQLITE_NOMEM;
    }
    w->n++;
    return SQLITE_OK;
}

/* SQLite reads the JSON: its json_each yields a key and a value a row. */
static const char *query_of(const char *source)
{
    const char *start = source + strspn(source, " \t\r\n");
    return *start == '{' || *start == '['
               ? "SELECT key, value FROM json_each(?1)"
               : NULL;
}

static int bind(sqlite3_stmt *row, const char *json,
                sqlite3_value *const *parameters, int n_parameters)
{
    int status = SQLITE_OK;
    if (json)
        return sqlite3_bind_text(row, 1, json, -1, SQLITE_STATIC);
    for (int i = 0; i < n_parameters && status == SQLITE_OK; i++)
        if (parameters[i] && i < sqlite3_bind_parameter_count(row))
            status = sqlite3_bind_value(row, i + 1, parameters[i]);
    return status;
}

int cm_sql_weights_read(sqlite3 *db, const char *source,
                        sqlite3_value *const *parameters, int n_parameters,
                        cm_sql_weights *weights, char **message)
{
    sqlite3_stmt *row = NULL;
    const char *query = query_of(source);
    int status = sqlite3_prepare_v2(db, query ? query : source, -1, &row, NULL);
    if (status != SQLITE_OK || !row || !sqlite3_stmt_readonly(row) ||
        sqlite3_column_count(row) != 2) {
        *message = sqlite3_mprintf(
            "players and weights come as JSON or from a query of two columns, "
            "a name and a weight%s%s",
            status ? ": " : "", status ? sqlite3_errmsg(db) : "");
        sqlite3_finalize(row);
        return SQLITE_ERROR;
    }
    status = bind(row, query ? source : NULL, parameters, n_parameters);
    while (status == SQLITE_OK && (status = sqlite3_step(row)) == SQLITE_ROW)
        status = add(weights, row, message);
    if (status != SQLITE_DONE && status != SQLITE_NOMEM && !*message)
        *message = sqlite3_mprintf("%s", sqlite3_errmsg(db));
    sqlite3_finalize(row);
    return status == SQLITE_DONE ? SQLITE_OK : status;
}
