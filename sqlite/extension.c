/* comitia in SQL: an extension that SQLite loads with
 *     .load ./comitia_sqlite
 * (docs/sql.md) */
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include <string.h>

#include "extension.h"

int cm_sql_add_function(sqlite3 *db, const char *name, int n_arguments,
                        void (*call)(sqlite3_context *, int, sqlite3_value **))
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    return sqlite3_create_function_v2(db, name, n_arguments, flags, NULL, call,
                                      NULL, NULL, NULL);
}

bool cm_sql_strictness(const char *text, bool *more_than, char **message)
{
    if (text && strcmp(text, "more than") == 0)
        return *more_than = true;
    if (text && strcmp(text, "at least") == 0) {
        *more_than = false;
        return true;
    }
    *message = sqlite3_mprintf(
        "'at least' or 'more than' is needed, to know whether exactly the "
        "share is enough; found %Q",
        text);
    return false;
}

/* The name SQLite derives from the file's. */
__attribute__((visibility("default"))) int
sqlite3_comitiasqlite_init(sqlite3 *db, char **message,
                           const sqlite3_api_routines *api);

int sqlite3_comitiasqlite_init(sqlite3 *db, char **message,
                               const sqlite3_api_routines *api)
{
    (void)message;
    SQLITE_EXTENSION_INIT2(api);
    int status = cm_sql_add_thresholds(db);
    if (status == SQLITE_OK)
        status = cm_sql_add_answers(db);
    return status == SQLITE_OK ? cm_sql_add_tables(db) : status;
}
