/* The parts of the extension for SQLite. */
#ifndef CM_SQLITE_EXTENSION_H
#define CM_SQLITE_EXTENSION_H

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include <stdbool.h>

/* Each of these returns SQLITE_OK or what SQLite returned. */

/** comitia_needed, comitia_passes, comitia_chance_of_votes. */
int cm_sql_add_thresholds(sqlite3 *db);
/** comitia_answer, comitia_chance, comitia_version. */
int cm_sql_add_answers(sqlite3 *db);
/** comitia_power and comitia_coalitions. */
int cm_sql_add_tables(sqlite3 *db);

/** A scalar function that depends on its arguments and nothing else. */
int cm_sql_add_function(sqlite3 *db, const char *name, int n_arguments,
                        void (*call)(sqlite3_context *, int, sqlite3_value **));

/** Whether a text says `more than` (true) or `at least`; anything else is an
    error in *message, which the caller frees with sqlite3_free. */
bool cm_sql_strictness(const char *text, bool *more_than, char **message);

#endif
