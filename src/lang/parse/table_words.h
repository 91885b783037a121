/* What is written in the cells of a table, and the row that sums up the others.
 */
#ifndef CM_TABLE_WORDS_H
#define CM_TABLE_WORDS_H

#include "lang/parse/table.h"

/** Bytes of a blank at the front of a text, also of one that breaks no line, is
    thin or has no width; 0: there is none. */
size_t cm_cell_blank(const char *at);
/** Whether a text says a word: capitals A-Z do not count, _ and - are blanks,
    blanks around it go. The word is in small letters. */
bool cm_says(const char *text, const char *word);
/** "Total" and the like, in several languages: the sum of the rows, and nobody
    in the body. */
bool cm_is_total(const char *text);

/** What a row of a table is to the others. */
typedef enum cm_total {
    CM_NO_TOTAL,
    CM_TOTAL,       /**< called so, and the sum: of the rows above it, of all
                         others, or 100 % */
    CM_TOTAL_OTHER, /**< called so, and not the sum */
    CM_TOTAL_MAYBE  /**< the last row, and the sum of at least three above it
                         that are not 0, but called otherwise */
} cm_total;

/**
 * Looks for a row that sums up others: the first CM_TOTAL, else the first
 * CM_TOTAL_OTHER, else a CM_TOTAL_MAYBE. That a party has as much as all others
 * together is possible too: three above it make that unlikely.
 *
 * @param parts  a column whose text says which rows belong together (a
 *               district), or CM_COLUMN_NONE: each run of the same text is
 *               summed up for itself
 * @param row    set to the row, unless CM_NO_TOTAL
 * @return CM_NO_TOTAL also when memory runs out. Linear.
 */
cm_total cm_table_total(cm_arena *arena, const cm_table *table, uint32_t names,
                        uint32_t numbers, uint32_t parts, uint32_t *row);

#endif
