/* ParlGov's tables: one parliament of view_election.csv or view_cabinet.csv.
 *
 * A row is a party at an election (with election_date) or under a cabinet (with
 * start_date, cabinet_party). The last one up to --on counts. Parties stand
 * from left to right, as the table places them.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "import/import_words.h"
#include "import/sheet.h"
#include "model/date.h"

enum {
    SHORT,
    COUNTRY,
    TYPE,
    ELECTION,
    START,
    CABINET,
    IN_CABINET,
    SEATS,
    TOTAL,
    PARTY,
    NATIVE,
    ENGLISH,
    PARTY_ID,
    ROW_ID,
    ALLIANCE,
    LEFT_RIGHT,
    N_COLUMNS
};

#define MOST_SEATS UINT64_C(1000000000000000)

#define ONE(...) ((const char *const[]){__VA_ARGS__, NULL})
static const cm_sheet_wanted wanted[N_COLUMNS] = {
    [SHORT] = {"country", ONE("country name short", "country")},
    [COUNTRY] = {"country-name", ONE("country name")},
    [TYPE] = {"type", ONE("election type", "type")},
    [ELECTION] = {"election", ONE("election date", "date")},
    [START] = {"start", ONE("start date")},
    [CABINET] = {"cabinet", ONE("cabinet name")},
    [IN_CABINET] = {"cabinet-party", ONE("cabinet party")},
    [SEATS] = {"seats", ONE("seats")},
    [TOTAL] = {"total", ONE("seats total", "election seats total")},
    [PARTY] = {"party", ONE("party name short", "party")},
    [NATIVE] = {"name", ONE("party name")},
    [ENGLISH] = {"english", ONE("party name english")},
    [PARTY_ID] = {"party-id", ONE("party id")},
    [ROW_ID] = {"row-id", ONE("id")},
    [ALLIANCE] = {"alliance", ONE("alliance id")},
    [LEFT_RIGHT] = {"left-right", ONE("left right")},
};

/* A row of the parliament that is meant. */
typedef struct seat_row {
    uint32_t row;
    uint64_t seats;
    const cm_number *place; /* from left to right, or NULL */
} seat_row;

typedef struct parlgov {
    cm_job *job;
    cm_sheet sheet;
    uint32_t at[N_COLUMNS];
    int date; /* ELECTION or START */
    int32_t day;
    uint32_t first; /* a row of the parliament */
    cm_vec(seat_row) rows;
    cm_map alliances; /* ids of rows that others belong to */
} parlgov;

static const char *cell(const parlgov *p, uint32_t row, int what)
{
    const char *text = cm_sheet_cell(&p->sheet, row, p->at[what]);
    return text ? text : "";
}

static bool has(const parlgov *p, int what)
{
    return p->at[what] != CM_COLUMN_NONE;
}

static cm_where place(const parlgov *p, uint32_t row, int what)
{
    return cm_sheet_place(&p->sheet, row, has(p, what) ? p->at[what] : 0);
}

/* ---- which parliament ---------------------------------------------------- */

static void check_columns(parlgov *p)
{
    static const int needed[] = {SEATS, PARTY};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!has(p, needed[i]))
            cm_job_error(p->job, cm_sheet_place(&p->sheet, CM_SHEET_HEAD, 0),
                         "ParlGov's view_election.csv and view_cabinet.csv "
                         "have it; import csv reads other tables",
                         "no column %s",
                         needed[i] == SEATS ? "seats"
                                            : "party_name_short or party");
    p->date = has(p, IN_CABINET) && has(p, START) ? START : ELECTION;
    if (!has(p, p->date))
        cm_job_error(p->job, cm_sheet_place(&p->sheet, CM_SHEET_HEAD, 0), NULL,
                     "no column election_date");
}

/* As somebody's spreadsheet has written them since. Places from left to right
   are of no weight: what they do not say in one way is no place. */
static void read_numbers(parlgov *p)
{
    cm_sheet_numbers(&p->sheet, p->at[SEATS]);
    cm_sheet_numbers(&p->sheet, p->at[TOTAL]);
    if (has(p, LEFT_RIGHT))
        cm_table_numbers(p->job->arena, &p->sheet.table, p->at[LEFT_RIGHT],
                         &p->job->draft.failed);
}

static bool same(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a;
        char y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 32) : *b;
        if (x != y)
            return false;
    }
    return *a == *b;
}

static bool of_country(const parlgov *p, uint32_t row, const char *country)
{
    return !country || same(cell(p, row, SHORT), country) ||
           same(cell(p, row, COUNTRY), country);
}

/* One country, the one asked for or the only one. */
static bool find_country(parlgov *p, const char **country)
{
    cm_job *job = p->job;
    uint32_t n = p->sheet.table.n_rows;
    *country = job->options->country;
    for (uint32_t row = 0; row < n && *country; row++)
        if (of_country(p, row, *country))
            return true;
    if (*country) {
        cm_job_error(job, CM_NOWHERE,
                     "write it as in the columns country_name_short or "
                     "country_name",
                     "no row of the country %s", *country);
        return false;
    }
    int by = has(p, SHORT) ? SHORT : COUNTRY;
    for (uint32_t row = 1; row < n && has(p, by); row++)
        if (strcmp(cell(p, row, by), cell(p, 0, by)) != 0) {
            cm_job_error(job, place(p, row, by), "say which: --country NAME",
                         "several countries, %s and %s among them",
                         cell(p, 0, by), cell(p, row, by));
            return false;
        }
    if (n == 0)
        cm_job_error(job, cm_sheet_place(&p->sheet, CM_SHEET_HEAD, 0), NULL,
                     "the table has no rows");
    return n > 0;
}

static bool is_meant(const parlgov *p, uint32_t row, const char *country)
{
    return of_country(p, row, country) &&
           (!has(p, TYPE) || same(cell(p, row, TYPE), "parliament"));
}

/* The last day on which a parliament of the country begins, up to --on. */
static comitia_status find_day(parlgov *p, const char *country)
{
    cm_job *job = p->job;
    int32_t until = INT32_MAX, lo, hi;
    p->day = -1;
    if (job->options->on && !cm_job_day(job, &until))
        return cm_job_status(job);
    for (uint32_t row = 0; row < p->sheet.table.n_rows; row++) {
        if (row % 64 == 0)
            CM_TRY(cm_spend(job->ctx, 64 * 200));
        if (!is_meant(p, row, country))
            continue;
        if (!cm_job_read_date(cell(p, row, p->date), &lo, &hi))
            cm_job_error(job, place(p, row, p->date), "write YYYY-MM-DD",
                         "%s is no date", cell(p, row, p->date));
        else if (hi <= until && hi > p->day)
            p->day = hi;
    }
    if (p->day < 0 && !job->diags->n_errors)
        cm_job_error(job, CM_NOWHERE, NULL, "no parliament of that country%s%s",
                     job->options->on ? " up to " : "",
                     job->options->on ? job->options->on : "");
    return cm_job_status(job);
}

/* ---- its rows ------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
    const seat_row *x = a, *y = b;
    int order = 0;
    if (x->place && y->place)
        order = mpq_cmp(x->place->q, y->place->q);
    else if (x->place || y->place)
        order = x->place ? -1 : 1;
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* The edition of 2024 has rows of alliances beside those of their parties. */
static void find_alliances(parlgov *p)
{
    for (uint32_t row = 0; row < p->sheet.table.n_rows; row++) {
        const char *id = cell(p, row, ALLIANCE);
        if (!cm_is_missing(id) &&
            !cm_map_put(p->job->arena, &p->alliances, id, row))
            p->job->draft.failed = true;
    }
}

static bool is_alliance(const parlgov *p, uint32_t row)
{
    return cm_map_get(&p->alliances, cell(p, row, ROW_ID)) != CM_MAP_NONE;
}

/* A party whose seats the table leaves out is told and left out; one without
   seats is no part of a parliament. */
static void take_row(parlgov *p, uint32_t row)
{
    cm_job *job = p->job;
    seat_row taken = {.row = row};
    if (cm_is_missing(cell(p, row, SEATS))) {
        if (is_alliance(p, row))
            return; /* its parties have the seats */
        cm_job_warn(job, place(p, row, SEATS),
                    "the seats of %s are missing; it is left out",
                    cell(p, row, PARTY));
        return;
    }
    if (!cm_sheet_seats(&p->sheet, row, p->at[SEATS], &taken.seats) ||
        taken.seats == 0)
        return;
    if (cm_read_cell(job->arena, cell(p, row, LEFT_RIGHT), &taken.place) ==
        CM_CELL_NOMEM)
        job->draft.failed = true;
    if (!cm_push(job->arena, &p->rows, taken))
        job->draft.failed = true;
}

static comitia_status take_rows(parlgov *p, const char *country)
{
    int32_t lo, hi;
    bool begun = false;
    for (uint32_t row = 0; row < p->sheet.table.n_rows; row++) {
        if (row % 64 == 0)
            CM_TRY(cm_spend(p->job->ctx, 64 * 200));
        if (!is_meant(p, row, country) ||
            !cm_job_read_date(cell(p, row, p->date), &lo, &hi) || hi != p->day)
            continue;
        if (!begun)
            p->first = row;
        begun = true;
        take_row(p, row);
        CM_TRY(cm_job_status(p->job));
    }
    if (p->rows.n)
        qsort(p->rows.at, p->rows.n, sizeof *p->rows.at, by_place);
    return COMITIA_OK;
}

static void add_party(parlgov *p, const seat_row *taken)
{
    cm_draft *draft = &p->job->draft;
    const char *text = cell(p, taken->row, PARTY);
    const char *title = cell(p, taken->row, ENGLISH);
    const char *key = cell(p, taken->row, PARTY_ID);
    if (cm_is_missing(title))
        title = cell(p, taken->row, NATIVE);
    size_t before = draft->parties.n;
    uint32_t i = cm_draft_party_of(draft, *key ? key : text, text,
                                   *title ? title : NULL);
    if (i == CM_DRAFT_NONE)
        return;
    cm_draft_party *party = &draft->parties.at[i];
    if (party->seats <= MOST_SEATS) /* more is refused below */
        party->seats += taken->seats;
    party->free |= cm_is_independent(text);
    if (draft->parties.n > before && has(p, CABINET) && has(p, IN_CABINET) &&
        cm_says(cell(p, taken->row, IN_CABINET), "1"))
        cm_draft_group_add(draft, cell(p, taken->row, CABINET), i);
}

/* ---- the whole ----------------------------------------------------------- */

/* The table has the number of seats of the whole parliament too. */
static void compare_total(parlgov *p)
{
    cm_job *job = p->job;
    cm_draft *draft = &job->draft;
    uint64_t sum = 0, total = 0;
    for (size_t i = 0; i < draft->parties.n && sum <= MOST_SEATS; i++)
        sum += draft->parties.at[i].seats;
    if (sum > MOST_SEATS) {
        cm_job_error(job, place(p, p->first, SEATS), NULL,
                     "the seats add up to more than 10^15");
        return;
    }
    if (!has(p, TOTAL) || cm_is_missing(cell(p, p->first, TOTAL)) ||
        !cm_sheet_seats(&p->sheet, p->first, p->at[TOTAL], &total))
        return;
    if (sum == total) {
        draft->seats = total;
    } else if (sum > total) {
        cm_job_warn(job, place(p, p->first, TOTAL),
                    "the rows have %" PRIu64
                    " seats, but the total is %" PRIu64,
                    sum, total);
    } else {
        cm_job_warn(job, place(p, p->first, TOTAL),
                    "the rows have %" PRIu64 " of %" PRIu64
                    " seats; the others stand as Unlisted, each by itself",
                    sum, total);
        draft->seats = total;
        uint32_t i = cm_draft_party_of(draft, "\1", "Unlisted",
                                       "seats of the total that no row has");
        if (i == CM_DRAFT_NONE)
            return;
        draft->parties.at[i].seats = total - sum;
        draft->parties.at[i].free = true;
    }
}

static void name_it(parlgov *p)
{
    cm_draft *draft = &p->job->draft;
    const char *country = cell(p, p->first, has(p, COUNTRY) ? COUNTRY : SHORT);
    char date[11];
    cm_buf line;
    cm_day_text(p->day, date);
    cm_buf_init(&line, p->job->arena);
    cm_buf_addf(&line, "parliament of %s", *country ? country : "?");
    if (!p->job->options->body)
        draft->body_title =
            line.failed ? NULL : cm_draft_title(draft, cm_buf_text(&line));
    cm_draft_remark(draft, "ParlGov: %s %s%s%s%s.",
                    p->date == START ? "in office since" : "elected", date,
                    has(p, CABINET) ? ", cabinet " : "",
                    has(p, CABINET) ? cell(p, p->first, CABINET) : "",
                    has(p, LEFT_RIGHT) ? ", parties from left to right" : "");
}

comitia_status cm_import_parlgov(cm_job *job)
{
    parlgov p = {.job = job};
    const char *country = NULL;
    const char *body = job->options->body;
    cm_draft_init(&job->draft, job->arena, body ? body : "Parliament");
    CM_TRY(cm_sheet_read(job, &p.sheet));
    if (job->diags->n_errors)
        return COMITIA_OK;
    cm_sheet_columns(&p.sheet, wanted, N_COLUMNS, p.at);
    check_columns(&p);
    if (!job->diags->n_errors)
        cm_sheet_settle(&p.sheet);
    if (!job->diags->n_errors)
        cm_sheet_keep(&p.sheet);
    if (!job->diags->n_errors)
        read_numbers(&p);
    if (job->diags->n_errors || !find_country(&p, &country))
        return cm_job_status(job);
    CM_TRY(find_day(&p, country));
    if (job->diags->n_errors)
        return COMITIA_OK;
    find_alliances(&p);
    CM_TRY(take_rows(&p, country));
    for (size_t i = 0; i < p.rows.n; i++)
        add_party(&p, &p.rows.at[i]);
    CM_TRY(cm_job_status(job));
    if (p.rows.n == 0 && !job->diags->n_errors)
        cm_job_error(job, place(&p, p.first, SEATS), NULL,
                     "no party of this parliament has seats");
    if (!job->diags->n_errors)
        compare_total(&p);
    name_it(&p);
    return cm_job_status(job);
}
