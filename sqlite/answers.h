/* One question to the library, for SQL. */
#ifndef CM_SQLITE_ANSWERS_H
#define CM_SQLITE_ANSWERS_H

#include <comitia/comitia.h>

#include "extension.h"

typedef struct cm_sql_answer {
    comitia_ctx *ctx;
    comitia_model *model;
    comitia_answer *answer;
} cm_sql_answer;

/**
 * Asks about a model's text (NULL: about none).
 *
 * @param message  why it failed, freed by the caller with sqlite3_free; NULL
 *                 without memory
 * @return false on failure; *to is to be cleared in any case
 */
bool cm_sql_ask(const char *text, const comitia_question *question,
                cm_sql_answer *to, char **message);
void cm_sql_answer_clear(cm_sql_answer *answer);

#endif
