/* Which table it is: the columns of parties, members or ballots. */
#ifndef CM_CSV_COLUMNS_H
#define CM_CSV_COLUMNS_H

#include "import/import_words.h"
#include "import/sheet.h"

enum {
    CM_CSV_PARTY,
    CM_CSV_SEATS,
    CM_CSV_COLOUR,
    CM_CSV_TITLE,
    CM_CSV_MEMBER,
    CM_CSV_WEIGHT,
    CM_CSV_STANCE,
    CM_CSV_BALLOT,
    CM_CSV_YES,
    CM_CSV_NO,
    CM_CSV_ABSTAIN,
    CM_CSV_ABSENT,
    CM_CSV_START,
    CM_CSV_END,
    CM_CSV_N_COLUMNS
};

typedef struct cm_csv {
    cm_job *job;
    cm_sheet sheet;
    uint32_t at[CM_CSV_N_COLUMNS];
    bool tallied; /* columns of yes, no, ... count ballots */
    int32_t day;  /* that --on says */
    bool has_day;
    bool asked_day;   /* where a row has a date, once */
    cm_map member_of; /* what a member is called: its row */
} cm_csv;

/** Whether there is such a column. */
bool cm_csv_has(const cm_csv *t, int what);
/** A cell of a row; "" without such a column, NULL without memory. */
const char *cm_csv_cell(const cm_csv *t, uint32_t row, int what);
/** Its place; that of the first cell without such a column. */
cm_where cm_csv_place(const cm_csv *t, uint32_t row, int what);

/** Finds the columns, also under a title above the table: then it is told. */
void cm_csv_find_columns(cm_csv *t);
/** Each row is a party, with its seats or its counted ballots. */
bool cm_csv_is_of_parties(const cm_csv *t);
/** There is a column of who is in the body. */
bool cm_csv_says_who(const cm_csv *t);

#endif
