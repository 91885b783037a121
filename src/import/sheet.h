/* A table of somebody: what separates its cells, where each of them stands. */
#ifndef CM_SHEET_H
#define CM_SHEET_H

#include "import/job.h"
#include "lang/parse/table.h"

typedef struct cm_sheet {
    cm_job *job;
    cm_table table;
} cm_sheet;

/**
 * Reads the text of the job as rows; the head is the first row that is no title
 * above the table.
 *
 * @return COMITIA_OK also when it cannot be read: then the job has an error;
 *         E_NOMEM, E_BUDGET, E_CANCELLED
 */
COMITIA_NODISCARD comitia_status cm_sheet_read(cm_job *job, cm_sheet *sheet);
/** Whether each row below the head is as long: an error of the job if not. What
    stands above is told, in a comment of the model or as a warning. */
void cm_sheet_settle(cm_sheet *sheet);
/** Leaves the rows that --where says; an error where none is left. */
void cm_sheet_keep(cm_sheet *sheet);
/** The numbers of a column as the language writes them; one that may be two is
    an error of the job. */
void cm_sheet_numbers(cm_sheet *sheet, uint32_t column);

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

/** The cell without blanks around it; "" for a column that is none. NULL when
    memory runs out. */
const char *cm_sheet_cell(const cm_sheet *sheet, uint32_t row, uint32_t column);

/** A whole number of seats of a cell; what it is not is said at its place. */
bool cm_sheet_seats(const cm_sheet *sheet, uint32_t row, uint32_t column,
                    uint64_t *seats);

/** "#rrggbb" of a text with or without #, or NULL; `failed` when memory runs
    out. */
const char *cm_sheet_colour(cm_draft *draft, const char *text);

#endif
