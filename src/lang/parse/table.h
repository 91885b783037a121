/* Tables as text (RFC 4180, and as spreadsheets write it): the rows of `members
 * from`, of --csv and of what is imported. */
#ifndef CM_TABLE_H
#define CM_TABLE_H

#include "base/ctx.h"
#include "base/number.h"

typedef struct cm_table_row {
    const char **cells; /**< one for each column, once there is a head */
    uint32_t n;         /**< as they were written, which may be others */
    uint32_t line;      /**< where it begins */
    size_t at;          /**< the byte of the text */
} cm_table_row;

typedef struct cm_table {
    const char *const *columns; /**< the head: what the columns are called */
    uint32_t n_columns;
    const cm_table_row *rows; /**< below the head, none of them blank */
    uint32_t n_rows;

    const cm_table_row *all; /**< with the head and what stands above it */
    uint32_t n_all, head;    /**< index in `all` */

    char delimiter;   /**< between the cells */
    const char *text; /**< UTF-8 that was read, without byte order mark */
    size_t n_text;
    size_t wrong_at; /**< the byte of `text` that is wrong */
} cm_table;

/**
 * Reads a table. A byte order mark says UTF-16, else it is UTF-8. The cells are
 * separated by whatever of ; tab | , separates the most lines alike; by , if
 * the column is there only then. Lines end in LF, CR LF or CR; empty lines and
 * rows without any text are skipped. The head is the first row that has the
 * column; or else, and where that is NULL, the first one that is no title above
 * the table. Every row below has as many cells as the head; further ones at its
 * end may be blank.
 *
 * @param arena   where the cells go; linear in n
 * @param column  a column that the head has, or NULL
 * @param reason  set to NULL, or to why it cannot be read, with the line
 * @return COMITIA_OK also when it cannot be read; E_NOMEM, E_BUDGET
 */
COMITIA_NODISCARD comitia_status cm_table_read(cm_ctx *ctx, cm_arena *arena,
                                               const char *bytes, size_t n,
                                               const char *column,
                                               cm_table *table,
                                               const char **reason);

/* In parts, for who knows the head by more than one column. */

/** The rows alone, each as long as it is, of a text that is decoded, with the
    delimiter between its cells; the first one is the head. */
COMITIA_NODISCARD comitia_status cm_table_split(cm_ctx *ctx, cm_arena *arena,
                                                const char *text, size_t n,
                                                char delimiter, cm_table *table,
                                                const char **reason);
/** Takes a row of `all` as the head. */
void cm_table_set_head(cm_table *table, uint32_t row);
/** The lengths of the rows below; cells that are there too many and blank fall
    away. False when memory runs out. */
bool cm_table_check(cm_arena *arena, cm_table *table, const char **reason);

/** The sign between the cells of a text. Linear, at most 100 lines. */
char cm_table_delimiter(const char *text, size_t n);
/** A row of `all` that has at most a text in its first cell, above one that has
    more: a title above the table. */
bool cm_table_is_title(const cm_table *table, uint32_t row);

/**
 * Leaves the rows that have a text in a column, blanks around it left out.
 *
 * @param said    "COLUMN=VALUE"
 * @param reason  set to NULL, or to why there is no such row
 * @return false when memory runs out
 */
bool cm_table_keep(cm_arena *arena, cm_table *table, const char *said,
                   const char **reason);

/** Index of the only column with this text; UINT32_MAX if there is none,
    UINT32_MAX - 1 if there are several. */
uint32_t cm_table_column(const cm_table *table, const char *text);
#define CM_COLUMN_NONE UINT32_MAX
#define CM_COLUMN_TWICE (UINT32_MAX - 1)

/**
 * The numbers of a column as the language writes them: 33,5 as 33.5 where a
 * comma sets decimals apart; 1 234, 1'234 and 1.234.567,8 without what sets
 * thousands apart; "5 %" as "5%". What else is written stays.
 *
 * In a table with commas between its cells a point is that of decimals. In
 * others 1,234 and 1.234 may be either: the column decides, by a number that
 * can be written in one way alone.
 *
 * @return a row whose number may be two, or CM_COLUMN_NONE; `failed` set when
 *         memory runs out. Linear.
 */
uint32_t cm_table_numbers(cm_arena *arena, cm_table *table, uint32_t column,
                          bool *failed);
/** The way out of such a number. */
#define CM_UNCLEAR_HELP                                                        \
    "write thousands without a sign between them (1234), decimals with a 0 "   \
    "behind them (1.2340)"

/**
 * The name of a row, made from its text: the runs of letters, digits and _
 * joined by -, with N in front of a digit or _, and N- in front of a reserved
 * word. "" if the text has no such run, NULL when memory runs out. Longer than
 * 255 bytes is no name: the caller's to refuse.
 */
const char *cm_row_name(cm_arena *arena, const char *text);

/** A text without characters that the language does not use. */
bool cm_cell_is_clean(const char *text);

typedef enum cm_cell_number {
    CM_CELL_NUMBER,
    CM_CELL_NO_NUMBER,
    CM_CELL_TOO_LONG, /**< more than 200 digits */
    CM_CELL_NOMEM
} cm_cell_number;

/** Integer, decimal or fraction, with blanks around it, without percent. */
cm_cell_number cm_read_cell(cm_arena *arena, const char *text,
                            const cm_number **number);

#endif
