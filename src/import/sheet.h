/* A table of somebody: what separates its cells, where each of them stands. */
#ifndef CM_SHEET_H
#define CM_SHEET_H

#include "import/job.h"
#include "lang/parse/table.h"

typedef struct cm_sheet {
    cm_job *job;
    cm_table table;
    char delimiter;
    size_t head; /**< where the line with the titles of columns begins */
} cm_sheet;

/**
 * Reads the text of the job as a table. The cells are separated by whatever of
 * , ; tab | stands most often in its first line outside quotes; `;` wins over
 * an equal number of others.
 *
 * @return COMITIA_OK also when it cannot be read: then the job has an error;
 *         E_NOMEM, E_BUDGET, E_CANCELLED
 */
COMITIA_NODISCARD comitia_status cm_sheet_read(cm_job *job, cm_sheet *sheet);

/** The place of a cell; row CM_SHEET_HEAD is the line of titles. */
cm_where cm_sheet_place(const cm_sheet *sheet, uint32_t row, uint32_t column);
#define CM_SHEET_HEAD UINT32_MAX

/** What a column is to hold, and how its head may be written: without regard
    to capitals, with _ or - for a blank. */
typedef struct cm_sheet_wanted {
    const char *what;          /**< as in --column what=COLUMN */
    const char *const *titles; /**< ended by NULL */
} cm_sheet_wanted;

/**
 * Finds columns: those that options say, else the first title of the list that
 * some column has. An unknown --column is an error.
 *
 * @param at  n indices, CM_COLUMN_NONE where there is none
 */
void cm_sheet_columns(const cm_sheet *sheet, const cm_sheet_wanted *wanted,
                      size_t n, uint32_t *at);

/** Takes a row as the titles of the columns; what stands above is left out. */
void cm_sheet_head_is(cm_sheet *sheet, uint32_t row);

/** A row whose cells are all blank, as spreadsheets append them. */
bool cm_sheet_is_blank(const cm_sheet *sheet, uint32_t row);

/** The cell without blanks around it; "" for a column that is none. NULL when
    memory runs out. */
const char *cm_sheet_cell(const cm_sheet *sheet, uint32_t row, uint32_t column);

/** A whole number of seats of a cell, also with thousands apart by blanks or
    apostrophes (1 234, 1'234); what it is not is said at its place. */
bool cm_sheet_seats(const cm_sheet *sheet, uint32_t row, uint32_t column,
                    uint64_t *seats);

/** "#rrggbb" of a text with or without #, or NULL; `failed` when memory runs
    out. */
const char *cm_sheet_colour(cm_draft *draft, const char *text);

#endif
