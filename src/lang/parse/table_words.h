/* What is written in the cells of a table, and the row that sums up the others.
 */
#ifndef CM_TABLE_WORDS_H
#define CM_TABLE_WORDS_H

#include "lang/parse/table.h"

/** Whether a text says a word: capitals A-Z do not count, _ and - are blanks,
    blanks around it go. The word is in small letters. */
bool cm_says(const char *text, const char *word);
/** "Total" and the like: the sum of the rows, and nobody in the body. */
bool cm_is_total(const char *text);
/** The first row that is called so, if its number is the sum of those above it;
    else CM_COLUMN_NONE, also when memory runs out. Linear. */
uint32_t cm_table_total(cm_arena *arena, const cm_table *table, uint32_t names,
                        uint32_t numbers);

#endif
