/* Tables as text (RFC 4180): the rows of `members from` and of --csv. */
#ifndef CM_TABLE_H
#define CM_TABLE_H

#include "base/ctx.h"
#include "base/number.h"

typedef struct cm_table_row {
    const char *const *cells; /**< one for each column */
    uint32_t line;            /**< where it begins */
    size_t at;                /**< the byte, a byte order mark left out */
} cm_table_row;

typedef struct cm_table {
    const char *const *columns; /**< the first line */
    uint32_t n_columns;
    const cm_table_row *rows;
    uint32_t n_rows;
    uint32_t wrong_line; /**< of what is wrong with it; 0: nothing is */
} cm_table;

/**
 * Reads a table: a byte order mark is skipped, lines end in LF or CR LF,
 * empty lines are skipped, every row is as long as the first.
 *
 * @param arena   where the cells go; linear in n
 * @param reason  set to NULL, or to why it cannot be read, with the line
 * @return COMITIA_OK also when it cannot be read; E_NOMEM, E_BUDGET
 */
COMITIA_NODISCARD comitia_status cm_table_read(cm_ctx *ctx, cm_arena *arena,
                                               const char *bytes, size_t n,
                                               cm_table *table,
                                               const char **reason);
/** The same with another sign than a comma between the cells. */
COMITIA_NODISCARD comitia_status
cm_table_read_split(cm_ctx *ctx, cm_arena *arena, const char *bytes, size_t n,
                    char delimiter, cm_table *table, const char **reason);

/** Index of the only column with this text; UINT32_MAX if there is none,
    UINT32_MAX - 1 if there are several. */
uint32_t cm_table_column(const cm_table *table, const char *text);
#define CM_COLUMN_NONE UINT32_MAX
#define CM_COLUMN_TWICE (UINT32_MAX - 1)

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
