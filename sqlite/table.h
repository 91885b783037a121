/* Table-valued functions: all rows are made when the scan begins. */
#ifndef CM_SQLITE_TABLE_H
#define CM_SQLITE_TABLE_H

#include <comitia/comitia.h>

#include "weights.h"

/** A cell; of text the table takes over the memory (sqlite3_malloc). */
typedef struct cm_sql_cell {
    enum { CM_SQL_NULL, CM_SQL_INTEGER, CM_SQL_REAL, CM_SQL_TEXT } kind;
    sqlite3_int64 integer;
    double real;
    char *text;
} cm_sql_cell;

/** Rows of `columns` cells, one behind the other. */
typedef struct cm_sql_rows {
    cm_sql_cell *cell;
    sqlite3_int64 n, room; /**< cells */
    int columns;
} cm_sql_rows;

/** A row of NULLs; NULL without memory. */
cm_sql_cell *cm_sql_row(cm_sql_rows *rows);
void cm_sql_set_text(cm_sql_cell *cell, const char *text);
void cm_sql_set_integer(cm_sql_cell *cell, sqlite3_int64 value);
/** A weight: an integer where it fits 18 digits, else the exact text. */
void cm_sql_set_weight(cm_sql_cell *cell, const char *text);
void cm_sql_set_real(cm_sql_cell *cell, double value);

/** What the arguments of such a function are. */
typedef struct cm_sql_call {
    cm_sql_weights weights;
    const char *quota; /**< as given */
    bool more_than;
    sqlite3_uint64 used; /**< columns that are asked for, as bits */
} cm_sql_call;

/** A function: its columns, and what makes its rows. */
typedef struct cm_sql_table {
    const char *name;
    const char *columns; /**< declarations, with commas */
    int n_columns;
    /** SQLITE_OK, SQLITE_NOMEM, or SQLITE_ERROR and a message */
    int (*fill)(const cm_sql_call *call, cm_sql_rows *rows, char **message);
} cm_sql_table;

extern const cm_sql_table cm_sql_power, cm_sql_coalitions;

#endif
