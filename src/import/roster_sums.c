/* Rows that sum up the others: nobody in the body. */
#include <inttypes.h>

#include "import/roster.h"

bool cm_roster_leaves_sum(cm_roster *t, uint32_t row)
{
    int what =
        cm_roster_has(t, CM_ROSTER_MEMBER) ? CM_ROSTER_MEMBER : CM_ROSTER_PARTY;
    const char *text = cm_roster_cell(t, row, what);
    if (!text || !cm_is_total(text))
        return false;
    cm_job_warn(t->job, cm_roster_place(t, row, what),
                "%s is none of the rows that count; it is left out", text);
    return true;
}

static uint64_t seats_so_far(const cm_roster *t)
{
    const cm_draft *draft = &t->job->draft;
    uint64_t sum = draft->vacant;
    for (size_t i = 0; i < draft->parties.n; i++)
        sum += draft->parties.at[i].seats;
    return sum;
}

/* It may sum up the rows above it, or all of them. */
void cm_roster_total(cm_roster *t, uint32_t row, uint64_t total)
{
    if (seats_so_far(t) == total || t->has_total)
        return;
    t->has_total = true;
    t->total = total;
    t->total_row = row;
}

/* The last row may be the sum of the others, whatever it is called. */
static void doubt_sum(cm_roster *t)
{
    const cm_sheet *sheet = &t->sheet;
    bool of_parties = cm_roster_is_of_parties(t);
    int counted = !of_parties                         ? CM_ROSTER_WEIGHT
                  : cm_roster_has(t, CM_ROSTER_SEATS) ? CM_ROSTER_SEATS
                                                      : CM_ROSTER_YES;
    int named = !of_parties && cm_roster_has(t, CM_ROSTER_MEMBER)
                    ? CM_ROSTER_MEMBER
                    : CM_ROSTER_PARTY;
    uint32_t row = 0;
    if (!cm_roster_has(t, counted) || !cm_roster_has(t, named))
        return;
    cm_total total = cm_table_total(t->job->arena, &sheet->table, t->at[named],
                                    t->at[counted], CM_COLUMN_NONE, &row);
    if (total == CM_TOTAL_MAYBE)
        cm_job_warn(t->job, cm_roster_place(t, row, named),
                    "%s has as much as all rows above it together, and counts "
                    "as a %s; if it is their sum, take the row out",
                    sheet->table.rows[row].cells[t->at[named]],
                    of_parties ? "party" : "member");
}

void cm_roster_check_sums(cm_roster *t)
{
    uint64_t sum = seats_so_far(t);
    if (t->has_total && sum != t->total)
        cm_job_warn(t->job, cm_roster_place(t, t->total_row, CM_ROSTER_SEATS),
                    "the other rows have %" PRIu64 " seats, not %" PRIu64
                    "; this total is left out",
                    sum, t->total);
    doubt_sum(t);
}
