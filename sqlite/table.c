#include "table.h"

#include <stdlib.h>
#include <string.h>

/* Hidden columns behind those of the table: the arguments. */
enum { SOURCE, QUOTA, HOW, PARAMETERS, N_PARAMETERS = 4, N_REQUIRED = 3,
       N_ARGUMENTS = PARAMETERS + N_PARAMETERS };
#define HIDDEN                                                                 \
    ", source HIDDEN, quota HIDDEN, how HIDDEN, p1 HIDDEN, p2 HIDDEN, "        \
    "p3 HIDDEN, p4 HIDDEN"

typedef struct table {
    sqlite3_vtab base;
    sqlite3 *db;
    const cm_sql_table *is;
} table;

typedef struct cursor {
    sqlite3_vtab_cursor base;
    cm_sql_rows rows;
    sqlite3_int64 at; /* row */
} cursor;

/* ---- rows ------------------------------------------------------------------------ */

cm_sql_cell *cm_sql_row(cm_sql_rows *rows)
{
    if (rows->n + rows->columns > rows->room) {
        sqlite3_int64 room = rows->room ? 2 * rows->room : 16 * rows->columns;
        cm_sql_cell *cell = sqlite3_realloc64(
            rows->cell, (sqlite3_uint64)room * sizeof *cell);
        if (!cell)
            return NULL;
        rows->cell = cell;
        rows->room = room;
    }
    cm_sql_cell *row = rows->cell + rows->n;
    memset(row, 0, (size_t)rows->columns * sizeof *row);
    rows->n += rows->columns;
    return row;
}

void cm_sql_set_text(cm_sql_cell *cell, const char *text)
{
    if (text)
        *cell = (cm_sql_cell){.kind = CM_SQL_TEXT,
                              .text = sqlite3_mprintf("%s", text)};
}

void cm_sql_set_integer(cm_sql_cell *cell, sqlite3_int64 value)
{
    *cell = (cm_sql_cell){.kind = CM_SQL_INTEGER, .integer = value};
}

void cm_sql_set_real(cm_sql_cell *cell, double value)
{
    *cell = (cm_sql_cell){.kind = CM_SQL_REAL, .real = value};
}

void cm_sql_set_weight(cm_sql_cell *cell, const char *text)
{
    size_t n = strlen(text);
    if (n <= 18 && strspn(text, "0123456789") == n)
        cm_sql_set_integer(cell, strtoll(text, NULL, 10));
    else
        cm_sql_set_text(cell, text);
}

static void clear_rows(cm_sql_rows *rows)
{
    for (sqlite3_int64 i = 0; i < rows->n; i++)
        sqlite3_free(rows->cell[i].text);
    sqlite3_free(rows->cell);
    rows->cell = NULL;
    rows->n = rows->room = 0;
}

/* ---- the table -------------------------------------------------------------------- */

static int connect(sqlite3 *db, void *is, int n, const char *const *arguments,
                   sqlite3_vtab **made, char **message)
{
    const cm_sql_table *kind = is;
    (void)n;
    (void)arguments;
    (void)message;
    char *text = sqlite3_mprintf("CREATE TABLE x(%s" HIDDEN ")", kind->columns);
    if (!text)
        return SQLITE_NOMEM;
    int status = sqlite3_declare_vtab(db, text);
    sqlite3_free(text);
    if (status != SQLITE_OK)
        return status;
    table *t = sqlite3_malloc(sizeof *t);
    if (!t)
        return SQLITE_NOMEM;
    *t = (table){.db = db, .is = kind};
    *made = &t->base;
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *of)
{
    sqlite3_free(of);
    return SQLITE_OK;
}

static int complain(sqlite3_vtab *of, char *message)
{
    sqlite3_free(of->zErrMsg);
    of->zErrMsg = message;
    return message ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* Which arguments are given; which columns are read goes along as text. */
static int best_index(sqlite3_vtab *of, sqlite3_index_info *info)
{
    const table *t = (const table *)of;
    int place[N_ARGUMENTS], given = 0, waiting = 0, next = 1;
    memset(place, -1, sizeof place);
    for (int i = 0; i < info->nConstraint; i++) {
        const struct sqlite3_index_constraint *c = &info->aConstraint[i];
        int argument = c->iColumn - t->is->n_columns;
        if (argument < 0 || c->op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        waiting |= c->usable ? 0 : 1 << argument;
        if (c->usable && place[argument] < 0)
            place[argument] = i;
    }
    for (int a = 0; a < N_ARGUMENTS; a++)
        if (place[a] >= 0) {
            info->aConstraintUsage[place[a]].argvIndex = next++;
            info->aConstraintUsage[place[a]].omit = 1;
            given |= 1 << a;
        }
    if (waiting & ~given)
        return SQLITE_CONSTRAINT; /* a later order of the tables has them */
    if ((given & ((1 << N_REQUIRED) - 1)) != (1 << N_REQUIRED) - 1)
        return complain(of, sqlite3_mprintf(
                                "%s(source, quota, 'at least' or 'more than') "
                                "needs three arguments",
                                t->is->name));
    info->idxNum = given;
    info->idxStr = sqlite3_mprintf("%llx", info->colUsed);
    info->needToFreeIdxStr = 1;
    info->estimatedCost = 1e4;
    info->estimatedRows = 20;
    return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

static int open(sqlite3_vtab *of, sqlite3_vtab_cursor **made)
{
    cursor *c = sqlite3_malloc(sizeof *c);
    if (!c)
        return SQLITE_NOMEM;
    *c = (cursor){.rows = {.columns = ((const table *)of)->is->n_columns}};
    *made = &c->base;
    return SQLITE_OK;
}

static int close(sqlite3_vtab_cursor *of)
{
    clear_rows(&((cursor *)of)->rows);
    sqlite3_free(of);
    return SQLITE_OK;
}

/* ---- a scan ------------------------------------------------------------------------ */

static int read_call(const table *t, sqlite3_value **argument, cm_sql_call *call,
                     char **message)
{
    const char *source = (const char *)sqlite3_value_text(argument[SOURCE]);
    const char *how = (const char *)sqlite3_value_text(argument[HOW]);
    call->quota = (const char *)sqlite3_value_text(argument[QUOTA]);
    if (sqlite3_value_type(argument[QUOTA]) == SQLITE_FLOAT || !call->quota) {
        *message = sqlite3_mprintf("a quota is a share as text, '2/3' or "
                                   "'50%%', or an amount; found %s",
                                   call->quota ? call->quota : "NULL");
        return SQLITE_ERROR;
    }
    if (!cm_sql_strictness(how, &call->more_than, message))
        return SQLITE_ERROR;
    if (!source)
        return SQLITE_OK; /* nobody, as with other functions of NULL */
    return cm_sql_weights_read(t->db, source, argument + PARAMETERS,
                               N_PARAMETERS, &call->weights, message);
}

static int filter(sqlite3_vtab_cursor *of, int given, const char *used, int n,
                  sqlite3_value **values)
{
    table *t = (table *)of->pVtab;
    cursor *c = (cursor *)of;
    cm_sql_call call = {.used = strtoull(used, NULL, 16)};
    sqlite3_value *argument[N_ARGUMENTS] = {NULL};
    char *message = NULL;
    for (int a = 0, next = 0; a < N_ARGUMENTS && next < n; a++)
        if (given >> a & 1)
            argument[a] = values[next++];
    clear_rows(&c->rows);
    c->at = 0;
    int status = read_call(t, argument, &call, &message);
    if (status == SQLITE_OK && call.weights.n)
        status = t->is->fill(&call, &c->rows, &message);
    cm_sql_weights_clear(&call.weights);
    return status == SQLITE_ERROR ? complain(&t->base, message) : status;
}

static int next(sqlite3_vtab_cursor *of)
{
    ((cursor *)of)->at++;
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *of)
{
    const cursor *c = (const cursor *)of;
    return c->at * c->rows.columns >= c->rows.n;
}

static int column(sqlite3_vtab_cursor *of, sqlite3_context *to, int i)
{
    const cursor *c = (const cursor *)of;
    if (i >= c->rows.columns)
        return SQLITE_OK; /* an argument: it was compared already */
    const cm_sql_cell *cell = &c->rows.cell[c->at * c->rows.columns + i];
    switch (cell->kind) {
    case CM_SQL_NULL:
        break;
    case CM_SQL_INTEGER:
        sqlite3_result_int64(to, cell->integer);
        break;
    case CM_SQL_REAL:
        sqlite3_result_double(to, cell->real);
        break;
    case CM_SQL_TEXT:
        if (!cell->text)
            return SQLITE_NOMEM;
        sqlite3_result_text(to, cell->text, -1, SQLITE_TRANSIENT);
        break;
    }
    return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *of, sqlite3_int64 *id)
{
    *id = ((const cursor *)of)->at + 1;
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = connect, /* no xCreate: there without CREATE VIRTUAL TABLE */
    .xBestIndex = best_index,
    .xDisconnect = disconnect,
    .xOpen = open,
    .xClose = close,
    .xFilter = filter,
    .xNext = next,
    .xEof = at_end,
    .xColumn = column,
    .xRowid = row_id,
};

int cm_sql_add_tables(sqlite3 *db)
{
    static const cm_sql_table *const tables[] = {&cm_sql_power,
                                                 &cm_sql_coalitions};
    int status = SQLITE_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (status == SQLITE_OK)
            status = sqlite3_create_module_v2(
                db, tables[i]->name, &module,
                (void *)(uintptr_t)tables[i], NULL);
    return status;
}
