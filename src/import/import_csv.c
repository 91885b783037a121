/* A table of parties and seats, of members, or of ballots.
 *
 * Which of them it is, is seen from its columns: with seats each row is a
 * party; else each row is a member, counted for the party or, without one or
 * with a weight, an entry of its own.
 */
#include <inttypes.h>

#include "import/roster.h"
#include "model/date.h"

static void say_columns(cm_roster *t)
{
    cm_job_error(t->job, cm_sheet_place(&t->sheet, CM_SHEET_HEAD, 0),
                 "name the columns party and seats, or member and party (or "
                 "weight); or say which they are: --column party=COLUMN "
                 "--column seats=COLUMN",
                 "no column that says who is in the body");
}

/* ---- rows of parties ----------------------------------------------------- */

static void paint(cm_roster *t, uint32_t row, cm_draft_party *party)
{
    const char *text = cm_roster_cell(t, row, CM_ROSTER_COLOUR);
    if (!text || cm_is_missing(text) || party->colour)
        return;
    party->colour = cm_sheet_colour(&t->job->draft, text);
    if (!party->colour)
        cm_job_warn(t->job, cm_roster_place(t, row, CM_ROSTER_COLOUR),
                    "%s is no colour (# and six hexadecimal digits); it is "
                    "left out",
                    text);
}

/* A column such as government holds 1 or 0, or the name of a side. */
static void join(cm_roster *t, uint32_t row, uint32_t party)
{
    const char *text = cm_roster_cell(t, row, CM_ROSTER_STANCE);
    cm_draft_ballot answer;
    if (!text || cm_is_missing(text) || cm_says(text, "0"))
        return;
    if (cm_ballot_of(text, &answer)) {
        if (answer != CM_DRAFT_YES)
            return;
        text = t->sheet.table.columns[t->at[CM_ROSTER_STANCE]];
    }
    cm_draft_group_add(&t->job->draft, text, party);
}

/* The party of a row, made when it is met first. */
static uint32_t party_of(cm_roster *t, uint32_t row)
{
    cm_draft *draft = &t->job->draft;
    size_t before = draft->parties.n;
    const char *text = cm_roster_cell(t, row, CM_ROSTER_PARTY),
               *title = cm_roster_cell(t, row, CM_ROSTER_TITLE);
    if (!text || !title)
        return CM_DRAFT_NONE;
    if (!*text) {
        cm_job_error(t->job, cm_roster_place(t, row, CM_ROSTER_PARTY),
                     "write Independent for a member of no party",
                     "the party is missing");
        return CM_DRAFT_NONE;
    }
    bool unknown = cm_is_unknown(text);
    uint32_t p =
        unknown ? cm_draft_party_unknown(draft)
                : cm_draft_party_of(draft, text, text, *title ? title : NULL);
    if (p == CM_DRAFT_NONE)
        return p;
    cm_draft_party *party = &draft->parties.at[p];
    if (draft->parties.n > before) {
        party->free |= cm_is_independent(text);
        if (unknown)
            cm_job_warn(t->job, cm_roster_place(t, row, CM_ROSTER_PARTY),
                        "nobody knows this party; each of its members decides "
                        "alone");
        join(t, row, p);
    }
    paint(t, row, party);
    return p;
}

static bool add_seats(cm_roster *t, uint32_t row, uint64_t *to, uint64_t seats)
{
    if (seats > UINT64_C(1000000000000000) - *to) {
        cm_job_error(t->job, cm_roster_place(t, row, CM_ROSTER_PARTY), NULL,
                     "the seats add up to more than 10^15");
        return false;
    }
    *to += seats;
    return true;
}

static void read_party(cm_roster *t, uint32_t row)
{
    cm_draft *draft = &t->job->draft;
    uint64_t seats = 0, ballots[CM_DRAFT_BALLOTS] = {0};
    const char *text = cm_roster_cell(t, row, CM_ROSTER_PARTY);
    if (!text)
        return;
    if (!cm_roster_has(t, CM_ROSTER_SEATS) && cm_roster_leaves_sum(t, row))
        return;
    if (cm_roster_has(t, CM_ROSTER_SEATS) &&
        !cm_sheet_seats(&t->sheet, row, t->at[CM_ROSTER_SEATS], &seats))
        return;
    if (cm_is_total(text)) {
        cm_roster_total(t, row, seats);
        return;
    }
    if (cm_is_vacant(text)) {
        add_seats(t, row, &draft->vacant, seats);
        return;
    }
    if (!cm_roster_counts(t, row))
        return;
    size_t before = draft->parties.n;
    uint32_t p = party_of(t, row);
    if (p == CM_DRAFT_NONE)
        return;
    if (draft->parties.n == before)
        cm_job_warn(t->job, cm_roster_place(t, row, CM_ROSTER_PARTY),
                    "%s stands in several rows; their seats are added", text);
    cm_draft_party *party = &draft->parties.at[p];
    if (t->tallied && !cm_roster_tally(t, row, &seats, ballots))
        return;
    if (!add_seats(t, row, &party->seats, seats))
        return;
    for (int k = 0; k < CM_DRAFT_BALLOTS; k++)
        party->ballots[k] += ballots[k];
}

/* ---- rows of members ----------------------------------------------------- */

/* The weight of a row as the language writes it: exact, whatever it is. */
static bool read_weight(cm_roster *t, uint32_t row, const char **weight)
{
    const cm_number *number;
    const char *text = cm_roster_cell(t, row, CM_ROSTER_WEIGHT);
    *weight = NULL;
    if (!cm_roster_has(t, CM_ROSTER_WEIGHT))
        return true;
    if (!text)
        return false;
    switch (cm_read_cell(t->job->arena, text, &number)) {
    case CM_CELL_NUMBER: *weight = text; return true;
    case CM_CELL_NOMEM: t->job->draft.failed = true; return false;
    default: break;
    }
    cm_job_error(t->job, cm_roster_place(t, row, CM_ROSTER_WEIGHT),
                 "write digits, with a point before decimals",
                 cm_is_missing(text) ? "the weight is missing%s"
                                     : "%s is no number",
                 cm_is_missing(text) ? "" : text);
    return false;
}

/* People may have one name; a row that was copied has it too. */
static void note_twice(cm_roster *t, uint32_t row, const char *text)
{
    if (!*text)
        return;
    if (cm_map_get(&t->member_of, text) != CM_MAP_NONE)
        cm_job_warn(t->job, cm_roster_place(t, row, CM_ROSTER_MEMBER),
                    "%s stands in several rows; each counts as a member", text);
    else if (!cm_map_put(t->job->arena, &t->member_of, text, row))
        t->job->draft.failed = true;
}

/* A date of a row as the days it may mean; false where there is none. */
static bool read_day(cm_roster *t, uint32_t row, int what, int32_t *lo,
                     int32_t *hi)
{
    const char *text = cm_roster_cell(t, row, what);
    if (!text || cm_is_missing(text))
        return false;
    if (!cm_job_read_date(text, lo, hi)) {
        cm_job_error(t->job, cm_roster_place(t, row, what), "write YYYY-MM-DD",
                     "%s is no date", text);
        return false;
    }
    if (!t->has_day && !t->asked_day)
        cm_job_error(t->job, cm_roster_place(t, row, what),
                     "say which day is meant: --on YYYY-MM-DD",
                     "members have dates");
    else if (t->has_day && *lo <= t->day && t->day <= *hi && *lo < *hi)
        cm_job_warn(t->job, cm_roster_place(t, row, what),
                    "%s may be before or after that day; the member counts",
                    text);
    t->asked_day = true;
    return t->has_day;
}

/* Whether the row is of the day that is asked for. */
static bool stands(cm_roster *t, uint32_t row)
{
    int32_t lo, hi;
    if (read_day(t, row, CM_ROSTER_START, &lo, &hi) && lo > t->day)
        return false;
    return !read_day(t, row, CM_ROSTER_END, &lo, &hi) || hi >= t->day;
}

static void read_member(cm_roster *t, uint32_t row)
{
    if (cm_roster_leaves_sum(t, row) || !stands(t, row))
        return;
    if (!cm_roster_counts(t, row))
        return;
    cm_draft *draft = &t->job->draft;
    cm_draft_ballot ballot;
    const char *weight;
    const char *text = cm_roster_member(t, row);
    uint32_t p = CM_DRAFT_NONE;
    bool good = cm_roster_ballot(t, row, &ballot);
    good &= read_weight(t, row, &weight);
    if (!text)
        return;
    if (cm_roster_has(t, CM_ROSTER_MEMBER) && draft->members_stand && !*text) {
        cm_job_error(t->job, cm_roster_place(t, row, CM_ROSTER_MEMBER), NULL,
                     "the member's name is missing");
        good = false;
    }
    if (cm_roster_has(t, CM_ROSTER_MEMBER))
        note_twice(t, row, text);
    if (cm_roster_has(t, CM_ROSTER_PARTY) &&
        (p = party_of(t, row)) == CM_DRAFT_NONE)
        return;
    if (!good)
        return;
    if (p != CM_DRAFT_NONE) {
        draft->parties.at[p].seats++;
        draft->parties.at[p].ballots[ballot]++;
    }
    if (draft->members_stand)
        cm_draft_member_add(draft, text, p, weight, ballot);
}

/* ---- the whole ----------------------------------------------------------- */

static comitia_status read_rows(cm_roster *t)
{
    bool of_parties = cm_roster_is_of_parties(t);
    uint32_t n = t->sheet.table.n_rows;
    for (uint32_t row = 0; row < n; row++) {
        if (row % 64 == 0)
            CM_TRY(cm_spend(t->job->ctx, 64 * 1000));
        if (of_parties)
            read_party(t, row);
        else
            read_member(t, row);
        CM_TRY(cm_job_status(t->job));
    }
    if (n == 0)
        cm_job_error(t->job, cm_sheet_place(&t->sheet, CM_SHEET_HEAD, 0), NULL,
                     "the table has no rows");
    return cm_job_status(t->job);
}

/* Parties that stand in one row each, without members and without seats. */
static void check_seats(cm_roster *t)
{
    const cm_draft *draft = &t->job->draft;
    if (cm_roster_is_of_parties(t) || cm_roster_has(t, CM_ROSTER_MEMBER))
        return;
    for (size_t i = 0; i < draft->parties.n; i++)
        if (draft->parties.at[i].seats > 1)
            return;
    cm_job_error(t->job, cm_sheet_place(&t->sheet, CM_SHEET_HEAD, 0),
                 "--column seats=COLUMN; or if a row is a member, --column "
                 "member=COLUMN",
                 "each party stands in one row, and no column says its seats");
}

static void tell(const cm_roster *t)
{
    cm_draft *draft = &t->job->draft;
    uint64_t seats = draft->vacant;
    for (size_t i = 0; i < draft->parties.n; i++)
        seats += draft->parties.at[i].seats;
    const char *parties = draft->parties.n == 1 ? "party" : "parties";
    if (draft->members_stand)
        cm_draft_remark(draft, "%zu member%s, %zu %s.", draft->members.n,
                        draft->members.n == 1 ? "" : "s", draft->parties.n,
                        parties);
    else
        cm_draft_remark(draft, "%" PRIu64 " seat%s, %zu %s.", seats,
                        seats == 1 ? "" : "s", draft->parties.n, parties);
}

comitia_status cm_import_csv(cm_job *job)
{
    cm_roster t = {.job = job};
    cm_draft_init(&job->draft, job->arena, job->options->body);
    CM_TRY(cm_sheet_read(job, &t.sheet));
    if (job->diags->n_errors)
        return COMITIA_OK;
    cm_roster_find_columns(&t);
    t.has_day = job->options->on && cm_job_day(job, &t.day);
    if (!job->diags->n_errors && !cm_roster_says_who(&t))
        say_columns(&t);
    if (job->diags->n_errors)
        return cm_job_status(job);
    job->draft.weighted =
        cm_roster_has(&t, CM_ROSTER_WEIGHT) && !cm_roster_is_of_parties(&t);
    job->draft.members_stand = !cm_roster_is_of_parties(&t) &&
                               (job->options->members || job->draft.weighted ||
                                !cm_roster_has(&t, CM_ROSTER_PARTY));
    CM_TRY(read_rows(&t));
    cm_roster_check_sums(&t);
    check_seats(&t);
    cm_roster_vote(&t);
    tell(&t);
    return cm_job_status(job);
}
