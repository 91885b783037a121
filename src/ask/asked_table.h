/* The table of --csv: who stands in it, with which numbers. */
#ifndef CM_ASKED_TABLE_H
#define CM_ASKED_TABLE_H

#include "ask/ask.h"
#include "lang/parse/table_words.h"

/* What does not fit is an error in ask->diags, with its exit code; the rest is
   then not to be used. */

/**
 * Loads and reads the table that the question names.
 *
 * @param arena   where it goes
 * @param column  one that its head has
 * @return COMITIA_OK, E_NOMEM, E_BUDGET, E_CANCELLED
 */
COMITIA_NODISCARD comitia_status cm_asked_table(cm_ask *ask, cm_arena *arena,
                                                const char *column,
                                                cm_table *table);
/** The column of that name; left alone when it is NULL, or not there. */
void cm_asked_column(cm_ask *ask, const cm_table *table, const char *name,
                     uint32_t *column);
/**
 * The numbers of a column as the language writes them; and a row that sums up
 * the others is an error where it is called so, a warning where it may be one.
 *
 * @param parts  a column of districts, or CM_COLUMN_NONE
 * @param kind   what a row is: "party"
 */
COMITIA_NODISCARD comitia_status
cm_asked_numbers(cm_ask *ask, cm_arena *arena, cm_table *table, uint32_t names,
                 uint32_t numbers, uint32_t parts, const char *kind);

#endif
