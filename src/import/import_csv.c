/* A table of parties and seats, of members, or of ballots.
 *
 * Which of them it is, is seen from its columns: with seats each row is a
 * party; else each row is a member, counted for the party or, without one or
 * with a weight, an entry of its own.
 */
#include <inttypes.h>

#include "import/import_words.h"
#include "import/sheet.h"
#include "model/date.h"

enum {
    PARTY,
    SEATS,
    COLOUR,
    TITLE,
    MEMBER,
    WEIGHT,
    STANCE,
    BALLOT,
    YES,
    NO,
    ABSTAIN,
    ABSENT,
    N_COLUMNS
};

static const char *const party_titles[] = {
    "party", "parties", "party short", "party name short", "faction",
    "parliamentary group", "caucus", "bloc", "list", "group", "partei",
    "fraktion", "parti", "groupe", "partido", "grupo", "partito", "gruppo",
    "partij", "fractie", NULL};
static const char *const seats_titles[] = {
    "seats", "seat", "n seats", "number of seats", "mandates", "mandate",
    "sitze", "si\u00e8ges", "sieges", "esca\u00f1os", "escanos", "seggi",
    "zetels", "seats total", NULL};
static const char *const colour_titles[] = {
    "colour", "color", "hex", "party colour", "party color", "couleur", "farbe",
    NULL};
static const char *const title_titles[] = {
    "party name", "party long", "long name", "full name", "title", "name",
    NULL};
static const char *const member_titles[] = {
    "member", "member name", "person", "deputy", "mp", "legislator",
    "representative", "councillor", "senator", "voter", "delegate", "name",
    "shareholder", "holder", "wallet", "address", "country", "state",
    "mitglied", "abgeordnete", "abgeordneter", "membre", "d\u00e9put\u00e9",
    "depute", "miembro", "diputado", "membro", "deputato", "lid", NULL};
static const char *const weight_titles[] = {
    "weight", "weights", "voting power", "power", "vp", "shares", "stake",
    "votes", "tokens", "balance", "population", "gewicht", "poids", "peso",
    NULL};
static const char *const stance_titles[] = {
    "stance", "side", "government", "coalition", "alliance", "group", NULL};
static const char *const ballot_titles[] = {
    "ballot", "vote", "voted", "position", "choice", "option", "stimme", "voto",
    NULL};
static const char *const yes_titles[] = {"yes", "for", "ayes", "yeas", "ja",
                                         "oui", NULL};
static const char *const no_titles[] = {"no", "against", "noes", "nays", "nein",
                                        "non", NULL};
static const char *const abstain_titles[] = {
    "abstain", "abstained", "abstentions", "abstention", "enthaltung", NULL};
static const char *const absent_titles[] = {"absent", "not voting", NULL};

static const cm_sheet_wanted wanted[N_COLUMNS] = {
    [PARTY] = {"party", party_titles},    [SEATS] = {"seats", seats_titles},
    [COLOUR] = {"colour", colour_titles}, [TITLE] = {"name", title_titles},
    [MEMBER] = {"member", member_titles}, [WEIGHT] = {"weight", weight_titles},
    [STANCE] = {"stance", stance_titles}, [BALLOT] = {"ballot", ballot_titles},
    [YES] = {"yes", yes_titles},          [NO] = {"no", no_titles},
    [ABSTAIN] = {"abstain", abstain_titles},
    [ABSENT] = {"absent", absent_titles},
};

typedef struct table {
    cm_job *job;
    cm_sheet sheet;
    uint32_t at[N_COLUMNS];
    bool tallied; /* columns of yes, no, ... count ballots */
    cm_map member_of; /* what a member is called: its row */
} table;

static bool has(const table *t, int what)
{
    return t->at[what] != CM_COLUMN_NONE;
}

static const char *cell(const table *t, uint32_t row, int what)
{
    return cm_sheet_cell(&t->sheet, row, t->at[what]);
}

static cm_where place(const table *t, uint32_t row, int what)
{
    return cm_sheet_place(&t->sheet, row, has(t, what) ? t->at[what] : 0);
}

/* ---- which table it is --------------------------------------------------- */

/* One column is one thing: `name` is that of the party beside seats, of the
   member else; `group` is the party where nothing else is. */
static void settle_columns(table *t)
{
    if (t->at[TITLE] == t->at[MEMBER] && has(t, TITLE)) {
        if (has(t, SEATS))
            t->at[MEMBER] = CM_COLUMN_NONE;
        else
            t->at[TITLE] = CM_COLUMN_NONE;
    }
    if (t->at[STANCE] == t->at[PARTY])
        t->at[STANCE] = CM_COLUMN_NONE;
    if (has(t, SEATS) && !has(t, PARTY) && has(t, TITLE)) {
        t->at[PARTY] = t->at[TITLE];
        t->at[TITLE] = CM_COLUMN_NONE;
    }
    t->tallied = has(t, PARTY) && has(t, YES) && has(t, NO) && !has(t, BALLOT);
    if (has(t, WEIGHT) && !has(t, SEATS) && !has(t, MEMBER)) {
        t->at[MEMBER] = t->at[PARTY];
        t->at[PARTY] = CM_COLUMN_NONE;
    }
}

static bool is_of_parties(const table *t)
{
    return has(t, PARTY) && (has(t, SEATS) || t->tallied);
}

static void say_columns(table *t)
{
    cm_job_error(t->job, cm_sheet_place(&t->sheet, CM_SHEET_HEAD, 0),
                 "name the columns party and seats, or member and party (or "
                 "weight); or say which they are: --column party=COLUMN "
                 "--column seats=COLUMN",
                 "no column that says who is in the body");
}

/* ---- rows of parties ----------------------------------------------------- */

static void paint(table *t, uint32_t row, cm_draft_party *party)
{
    const char *text = cell(t, row, COLOUR);
    if (!text || cm_is_missing(text) || party->colour)
        return;
    party->colour = cm_sheet_colour(&t->job->draft, text);
    if (!party->colour)
        cm_job_warn(t->job, place(t, row, COLOUR),
                    "%s is no colour (# and six hexadecimal digits); it is "
                    "left out",
                    text);
}

/* A column such as government holds 1 or 0, or the name of a side. */
static void join(table *t, uint32_t row, uint32_t party)
{
    const char *text = cell(t, row, STANCE);
    cm_draft_ballot answer;
    if (!text || cm_is_missing(text) || cm_says(text, "0"))
        return;
    if (cm_ballot_of(text, &answer)) {
        if (answer != CM_DRAFT_YES)
            return;
        text = t->sheet.table.columns[t->at[STANCE]];
    }
    cm_draft_group_add(&t->job->draft, text, party);
}

/* The party of a row, made when it is met first. */
static uint32_t party_of(table *t, uint32_t row)
{
    cm_draft *draft = &t->job->draft;
    size_t before = draft->parties.n;
    const char *text = cell(t, row, PARTY), *title = cell(t, row, TITLE);
    if (!text || !title)
        return CM_DRAFT_NONE;
    if (!*text) {
        cm_job_error(t->job, place(t, row, PARTY),
                     "write Independent for a member of no party",
                     "the party is missing");
        return CM_DRAFT_NONE;
    }
    uint32_t p = cm_draft_party_of(draft, text, text, *title ? title : NULL);
    if (p == CM_DRAFT_NONE)
        return p;
    cm_draft_party *party = &draft->parties.at[p];
    if (draft->parties.n > before) {
        party->free = cm_is_independent(text);
        join(t, row, p);
    }
    paint(t, row, party);
    return p;
}

static bool add_seats(table *t, uint32_t row, uint64_t *to, uint64_t seats)
{
    if (seats > UINT64_C(1000000000000000) - *to) {
        cm_job_error(t->job, place(t, row, PARTY), NULL,
                     "the seats add up to more than 10^15");
        return false;
    }
    *to += seats;
    return true;
}

/* The ballots of a party, counted in columns; what they leave of its seats was
   absent, unless there is a column of that too. */
static bool tally(table *t, uint32_t row, uint64_t *seats, uint64_t *ballots)
{
    uint64_t sum = 0;
    for (int k = 0; k < CM_DRAFT_BALLOTS; k++) {
        if (!has(t, YES + k))
            continue;
        if (!cm_sheet_seats(&t->sheet, row, t->at[YES + k], &ballots[k]))
            return false;
        sum += ballots[k];
    }
    if (!has(t, SEATS))
        *seats = sum;
    if (sum > *seats || (sum < *seats && has(t, ABSENT))) {
        cm_job_error(t->job, place(t, row, SEATS), NULL,
                     "%" PRIu64 " seats, but %" PRIu64 " ballots", *seats, sum);
        return false;
    }
    ballots[CM_DRAFT_ABSENT] += *seats - sum;
    return true;
}

static void read_party(table *t, uint32_t row)
{
    cm_draft *draft = &t->job->draft;
    uint64_t seats = 0, ballots[CM_DRAFT_BALLOTS] = {0};
    const char *text = cell(t, row, PARTY);
    if (!text)
        return;
    if (has(t, SEATS) &&
        !cm_sheet_seats(&t->sheet, row, t->at[SEATS], &seats))
        return;
    if (cm_is_vacant(text)) {
        add_seats(t, row, &draft->vacant, seats);
        return;
    }
    size_t before = draft->parties.n;
    uint32_t p = party_of(t, row);
    if (p == CM_DRAFT_NONE)
        return;
    if (draft->parties.n == before)
        cm_job_warn(t->job, place(t, row, PARTY),
                    "%s stands in several rows; their seats are added", text);
    cm_draft_party *party = &draft->parties.at[p];
    if (t->tallied && !tally(t, row, &seats, ballots))
        return;
    if (!add_seats(t, row, &party->seats, seats))
        return;
    for (int k = 0; k < CM_DRAFT_BALLOTS; k++)
        party->ballots[k] += ballots[k];
}

/* ---- rows of members ----------------------------------------------------- */

static bool read_ballot(table *t, uint32_t row, cm_draft_ballot *ballot)
{
    const char *text = cell(t, row, BALLOT);
    *ballot = CM_DRAFT_ABSENT;
    if (!has(t, BALLOT))
        return true;
    if (!text)
        return false;
    if (*text && cm_ballot_of(text, ballot))
        return true;
    cm_job_error(t->job, place(t, row, BALLOT),
                 "write yes, no, abstain or absent",
                 cm_is_missing(text) ? "the ballot is missing%s"
                                     : "%s is no ballot",
                 cm_is_missing(text) ? "" : text);
    return false;
}

/* The weight of a row as the language writes it: exact, whatever it is. */
static bool read_weight(table *t, uint32_t row, const char **weight)
{
    const cm_number *number;
    const char *text = cell(t, row, WEIGHT);
    *weight = NULL;
    if (!has(t, WEIGHT))
        return true;
    if (!text)
        return false;
    switch (cm_read_cell(t->job->arena, text, &number)) {
    case CM_CELL_NUMBER: *weight = text; return true;
    case CM_CELL_NOMEM: t->job->draft.failed = true; return false;
    default: break;
    }
    cm_job_error(t->job, place(t, row, WEIGHT),
                 "write digits, with a point before decimals",
                 cm_is_missing(text) ? "the weight is missing%s"
                                     : "%s is no number",
                 cm_is_missing(text) ? "" : text);
    return false;
}

/* People may have one name; a row that was copied has it too. */
static void note_twice(table *t, uint32_t row, const char *text)
{
    if (!*text)
        return;
    if (cm_map_get(&t->member_of, text) != CM_MAP_NONE)
        cm_job_warn(t->job, place(t, row, MEMBER),
                    "%s stands in several rows; each counts as a member", text);
    else if (!cm_map_put(t->job->arena, &t->member_of, text, row))
        t->job->draft.failed = true;
}

static void read_member(table *t, uint32_t row)
{
    cm_draft *draft = &t->job->draft;
    cm_draft_ballot ballot;
    const char *weight;
    const char *text = cell(t, row, MEMBER);
    uint32_t p = CM_DRAFT_NONE;
    bool good = read_ballot(t, row, &ballot);
    good &= read_weight(t, row, &weight);
    if (!text)
        return;
    if (has(t, MEMBER) && draft->members_stand && !*text) {
        cm_job_error(t->job, place(t, row, MEMBER), NULL,
                     "the member's name is missing");
        good = false;
    }
    if (has(t, MEMBER))
        note_twice(t, row, text);
    if (has(t, PARTY) && (p = party_of(t, row)) == CM_DRAFT_NONE)
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

static comitia_status read_rows(table *t)
{
    bool of_parties = is_of_parties(t);
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

/* A recorded vote happened on a day. */
static void read_vote(table *t)
{
    cm_job *job = t->job;
    int32_t day;
    char *date = cm_alloc(job->arena, 11);
    if (!t->tallied && !has(t, BALLOT))
        return;
    if (!job->options->on) {
        cm_job_error(job, cm_sheet_place(&t->sheet, CM_SHEET_HEAD,
                                         t->at[t->tallied ? YES : BALLOT]),
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

static void tell(const table *t)
{
    cm_draft *draft = &t->job->draft;
    uint64_t seats = draft->vacant;
    for (size_t i = 0; i < draft->parties.n; i++)
        seats += draft->parties.at[i].seats;
    if (draft->members_stand)
        cm_draft_remark(draft, "%zu members, %zu parties.", draft->members.n,
                        draft->parties.n);
    else
        cm_draft_remark(draft, "%" PRIu64 " seats, %zu parties.", seats,
                        draft->parties.n);
}

comitia_status cm_import_csv(cm_job *job)
{
    table t = {.job = job};
    cm_draft_init(&job->draft, job->arena, job->options->body);
    CM_TRY(cm_sheet_read(job, &t.sheet));
    if (job->diags->n_errors)
        return COMITIA_OK;
    cm_sheet_columns(&t.sheet, wanted, N_COLUMNS, t.at);
    settle_columns(&t);
    if (job->diags->n_errors)
        return cm_job_status(job);
    if (!is_of_parties(&t) && !has(&t, MEMBER) && !has(&t, PARTY)) {
        say_columns(&t);
        return cm_job_status(job);
    }
    job->draft.weighted = has(&t, WEIGHT) && !is_of_parties(&t);
    job->draft.members_stand =
        !is_of_parties(&t) &&
        (job->options->members || job->draft.weighted || !has(&t, PARTY));
    CM_TRY(read_rows(&t));
    read_vote(&t);
    tell(&t);
    return cm_job_status(job);
}
