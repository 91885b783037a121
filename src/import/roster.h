/* Which table it is: the columns of parties, members or ballots. */
#ifndef CM_ROSTER_H
#define CM_ROSTER_H

#include "import/import_words.h"
#include "import/sheet.h"

enum {
    CM_ROSTER_PARTY,
    CM_ROSTER_SEATS,
    CM_ROSTER_COLOUR,
    CM_ROSTER_TITLE,
    CM_ROSTER_MEMBER,
    CM_ROSTER_FAMILY, /* and given name: a member's, in two columns */
    CM_ROSTER_GIVEN,
    CM_ROSTER_WEIGHT,
    CM_ROSTER_STANCE,
    CM_ROSTER_BALLOT,
    CM_ROSTER_YES,
    CM_ROSTER_NO,
    CM_ROSTER_ABSTAIN,
    CM_ROSTER_ABSENT,
    CM_ROSTER_START,
    CM_ROSTER_END,
    CM_ROSTER_N_COLUMNS
};

enum { CM_ROSTER_MOST_SCOPES = 16 };

typedef struct cm_roster {
    cm_job *job;
    cm_sheet sheet;
    uint32_t at[CM_ROSTER_N_COLUMNS];
    bool tallied; /* columns of yes, no, ... count ballots */
    bool marked;  /* one of them has a mark for each member */
    int32_t day;  /* that --on says */
    bool has_day;
    bool asked_day;   /* where a row has a date, once */
    cm_map member_of; /* what a member is called: its row */
    bool has_total;   /* a row of totals is not the sum of those above it */
    uint64_t total;
    uint32_t total_row;
    uint32_t scopes[CM_ROSTER_MOST_SCOPES], n_scopes; /* columns */
    uint32_t first; /* row that counts, once has_first */
    bool has_first;
    bool mixed; /* rows of several bodies: told once */
} cm_roster;

/** How the columns may be called. */
extern const cm_sheet_wanted cm_roster_wanted[CM_ROSTER_N_COLUMNS];
/** Columns that say which body, election or term a row of a member, or of a
    party, is of; ended by NULL. */
extern const char *const cm_roster_scopes[], *const cm_roster_party_scopes[];

/** A text of a column called type that says of which house a member is. */
bool cm_is_house(const char *text);

/** Whether there is such a column. */
bool cm_roster_has(const cm_roster *t, int what);
/** A cell of a row; "" without such a column, NULL without memory. */
const char *cm_roster_cell(const cm_roster *t, uint32_t row, int what);
/** What a member is called. */
const char *cm_roster_member(const cm_roster *t, uint32_t row);
/** Its place; that of the first cell without such a column. */
cm_where cm_roster_place(const cm_roster *t, uint32_t row, int what);

/** Finds the columns, also under a title above the table: then it is told. */
void cm_roster_find_columns(cm_roster *t);
/** Each row is a party, with its seats or its counted ballots. */
bool cm_roster_is_of_parties(const cm_roster *t);
/** A row that counts: it must be of the same body, election and term as the
    others. False once one is not, which is an error. */
bool cm_roster_counts(cm_roster *t, uint32_t row);
/** The counted ballots of a row of a party, and its seats where no column has
    them; false after an error. */
bool cm_roster_tally(cm_roster *t, uint32_t row, uint64_t *seats,
                     uint64_t *ballots);
/** The ballot of a row of a member; false after an error. */
bool cm_roster_ballot(cm_roster *t, uint32_t row, cm_draft_ballot *ballot);
/** The vote, if the table has ballots: it happened on a day. */
void cm_roster_vote(cm_roster *t);
/** A row of totals under members, weights or ballots: told, and nobody. */
bool cm_roster_leaves_sum(cm_roster *t, uint32_t row);
/** A row of totals under parties, with its seats. */
void cm_roster_total(cm_roster *t, uint32_t row, uint64_t total);
/** Behind the last row: totals that are others, a sum that is called otherwise.
 */
void cm_roster_check_sums(cm_roster *t);
/** There is a column of who is in the body. */
bool cm_roster_says_who(const cm_roster *t);

#endif
