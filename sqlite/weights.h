/* Names and weights that a table-valued function is given: as JSON, or as a
 * query that yields them. */
#ifndef CM_SQLITE_WEIGHTS_H
#define CM_SQLITE_WEIGHTS_H

#include "extension.h"

typedef struct cm_sql_weights {
    char **name;   /**< of each player */
    char **weight; /**< as text, of the form of an exact number */
    int n, room;
} cm_sql_weights;

/**
 * Reads the players of `source`: a JSON object {"name": weight, ...}, a JSON
 * list of weights (players "0", "1", ...), or a query of two columns whose
 * parameters ?1, ?2, ... are `parameters`.
 *
 * @param message  why it failed, to be freed by sqlite3_free, or NULL
 * @return SQLITE_OK; SQLITE_NOMEM; SQLITE_ERROR. To be cleared in any case.
 */
int cm_sql_weights_read(sqlite3 *db, const char *source,
                        sqlite3_value *const *parameters, int n_parameters,
                        cm_sql_weights *weights, char **message);
void cm_sql_weights_clear(cm_sql_weights *weights);

#endif
