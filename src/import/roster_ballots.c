/* Ballots in a table: a word, a mark or a count for each row. */
#include <inttypes.h>

#include "import/roster.h"
#include "model/date.h"

/* The ballots of a party, counted in columns; what they leave of its seats was
   absent, unless there is a column of that too. */
bool cm_roster_tally(cm_roster *t, uint32_t row, uint64_t *seats,
                     uint64_t *ballots)
{
    uint64_t sum = 0;
    for (int k = 0; k < CM_DRAFT_BALLOTS; k++) {
        if (!cm_roster_has(t, CM_ROSTER_YES + k))
            continue;
        if (!cm_sheet_seats(&t->sheet, row, t->at[CM_ROSTER_YES + k],
                            &ballots[k]))
            return false;
        sum += ballots[k];
    }
    if (!cm_roster_has(t, CM_ROSTER_SEATS))
        *seats = sum;
    if (sum > *seats || (sum < *seats && cm_roster_has(t, CM_ROSTER_ABSENT))) {
        cm_job_error(t->job, cm_roster_place(t, row, CM_ROSTER_SEATS), NULL,
                     "%" PRIu64 " seats, but %" PRIu64 " ballots", *seats, sum);
        return false;
    }
    ballots[CM_DRAFT_ABSENT] += *seats - sum;
    return true;
}

/* The one of the columns yes, no, abstain, absent that has a mark. */
static bool read_mark(cm_roster *t, uint32_t row, cm_draft_ballot *ballot)
{
    uint32_t marks = 0;
    for (int k = 0; k < CM_DRAFT_BALLOTS; k++) {
        const char *text = cm_roster_cell(t, row, CM_ROSTER_YES + k);
        if (!text)
            return false;
        if (cm_is_missing(text) || cm_says(text, "0"))
            continue;
        *ballot = (cm_draft_ballot)k;
        marks++;
    }
    if (marks == 1)
        return true;
    cm_job_error(t->job, cm_roster_place(t, row, CM_ROSTER_YES),
                 "a member has a 1 in one of the columns yes, no, abstain and "
                 "absent, and 0 in the others",
                 marks ? "more than one ballot is marked"
                       : "no ballot is marked");
    return false;
}

bool cm_roster_ballot(cm_roster *t, uint32_t row, cm_draft_ballot *ballot)
{
    const char *text = cm_roster_cell(t, row, CM_ROSTER_BALLOT);
    *ballot = CM_DRAFT_ABSENT;
    if (t->marked)
        return read_mark(t, row, ballot);
    if (!cm_roster_has(t, CM_ROSTER_BALLOT))
        return true;
    if (!text)
        return false;
    if (*text && cm_ballot_of(text, ballot))
        return true;
    cm_job_error(t->job, cm_roster_place(t, row, CM_ROSTER_BALLOT),
                 "write yes, no, abstain or absent",
                 cm_is_missing(text) ? "the ballot is missing%s"
                                     : "%s is no ballot",
                 cm_is_missing(text) ? "" : text);
    return false;
}

/* A recorded vote happened on a day. */
void cm_roster_vote(cm_roster *t)
{
    cm_job *job = t->job;
    int32_t day;
    char *date = cm_alloc(job->arena, 11);
    if (!t->tallied && !t->marked && !cm_roster_has(t, CM_ROSTER_BALLOT))
        return;
    if (!job->options->on) {
        cm_job_error(
            job,
            cm_sheet_place(&t->sheet, CM_SHEET_HEAD,
                           t->at[t->tallied || t->marked ? CM_ROSTER_YES
                                                         : CM_ROSTER_BALLOT]),
            "say it with --on YYYY-MM-DD, and what was voted on with "
            "--act NAME",
            "ballots, but no day of the vote");
        return;
    }
    if (!cm_job_day(job, &day))
        return;
    if (!date) {
        job->draft.failed = true;
        return;
    }
    cm_day_text(day, date);
    cm_draft_vote(&job->draft, job->options->act, NULL, date);
}
