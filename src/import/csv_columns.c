#include "import/csv_columns.h"

static const char *const party_titles[] = {"party",       "parties",
                                           "party short", "party name short",
                                           "faction",     "parliamentary group",
                                           "caucus",      "bloc",
                                           "list",        "group",
                                           "partei",      "fraktion",
                                           "parti",       "groupe",
                                           "partido",     "grupo",
                                           "partito",     "gruppo",
                                           "partij",      "fractie",
                                           NULL};
static const char *const seats_titles[] = {
    "seats",   "seat",  "n seats",     "number of seats", "mandates",
    "mandate", "sitze", "si\u00e8ges", "sieges",          "esca\u00f1os",
    "escanos", "seggi", "zetels",      "seats total",     NULL};
static const char *const colour_titles[] = {
    "colour",      "color",   "hex",   "party colour",
    "party color", "couleur", "farbe", NULL};
static const char *const title_titles[] = {
    "party name", "party long", "long name", "full name",
    "title",      "name",       NULL};
static const char *const member_titles[] = {
    "member",       "member name", "person",           "deputy",
    "mp",           "legislator",  "representative",   "councillor",
    "senator",      "voter",       "delegate",         "name",
    "shareholder",  "holder",      "wallet",           "address",
    "country",      "state",       "mitglied",         "abgeordnete",
    "abgeordneter", "membre",      "d\u00e9put\u00e9", "depute",
    "miembro",      "diputado",    "membro",           "deputato",
    "lid",          NULL};
static const char *const weight_titles[] = {
    "weight",     "weights", "voting power", "power",  "vp",
    "shares",     "stake",   "votes",        "tokens", "balance",
    "population", "gewicht", "poids",        "peso",   NULL};
static const char *const stance_titles[] = {
    "stance", "side", "government", "coalition", "alliance", "group", NULL};
static const char *const ballot_titles[] = {"ballot",   "vote",   "voted",
                                            "position", "choice", "option",
                                            "stimme",   "voto",   NULL};
static const char *const yes_titles[] = {"yes", "for", "ayes", "yeas",
                                         "ja",  "oui", NULL};
static const char *const no_titles[] = {"no",   "against", "noes", "nays",
                                        "nein", "non",     NULL};
static const char *const abstain_titles[] = {
    "abstain", "abstained", "abstentions", "abstention", "enthaltung", NULL};
static const char *const absent_titles[] = {"absent", "not voting", NULL};
static const char *const start_titles[] = {"start date", NULL};
static const char *const end_titles[] = {"end date", NULL};

static const cm_sheet_wanted wanted[CM_CSV_N_COLUMNS] = {
    [CM_CSV_PARTY] = {"party", party_titles},
    [CM_CSV_SEATS] = {"seats", seats_titles},
    [CM_CSV_COLOUR] = {"colour", colour_titles},
    [CM_CSV_TITLE] = {"name", title_titles},
    [CM_CSV_MEMBER] = {"member", member_titles},
    [CM_CSV_WEIGHT] = {"weight", weight_titles},
    [CM_CSV_STANCE] = {"stance", stance_titles},
    [CM_CSV_BALLOT] = {"ballot", ballot_titles},
    [CM_CSV_YES] = {"yes", yes_titles},
    [CM_CSV_NO] = {"no", no_titles},
    [CM_CSV_ABSTAIN] = {"abstain", abstain_titles},
    [CM_CSV_ABSENT] = {"absent", absent_titles},
    [CM_CSV_START] = {"start", start_titles},
    [CM_CSV_END] = {"end", end_titles},
};

bool cm_csv_has(const cm_csv *t, int what)
{
    return t->at[what] != CM_COLUMN_NONE;
}

const char *cm_csv_cell(const cm_csv *t, uint32_t row, int what)
{
    return cm_sheet_cell(&t->sheet, row, t->at[what]);
}

cm_where cm_csv_place(const cm_csv *t, uint32_t row, int what)
{
    return cm_sheet_place(&t->sheet, row,
                          cm_csv_has(t, what) ? t->at[what] : 0);
}

/* One column is one thing: `name` is that of the party beside seats, of the
   member else; `group` is the party where nothing else is. */
static void settle_columns(cm_csv *t)
{
    if (t->at[CM_CSV_TITLE] == t->at[CM_CSV_MEMBER] &&
        cm_csv_has(t, CM_CSV_TITLE)) {
        if (cm_csv_has(t, CM_CSV_SEATS))
            t->at[CM_CSV_MEMBER] = CM_COLUMN_NONE;
        else
            t->at[CM_CSV_TITLE] = CM_COLUMN_NONE;
    }
    if (t->at[CM_CSV_STANCE] == t->at[CM_CSV_PARTY])
        t->at[CM_CSV_STANCE] = CM_COLUMN_NONE;
    if (cm_csv_has(t, CM_CSV_SEATS) && !cm_csv_has(t, CM_CSV_PARTY) &&
        cm_csv_has(t, CM_CSV_TITLE)) {
        t->at[CM_CSV_PARTY] = t->at[CM_CSV_TITLE];
        t->at[CM_CSV_TITLE] = CM_COLUMN_NONE;
    }
    t->tallied = cm_csv_has(t, CM_CSV_PARTY) && cm_csv_has(t, CM_CSV_YES) &&
                 cm_csv_has(t, CM_CSV_NO) && !cm_csv_has(t, CM_CSV_BALLOT);
    if (cm_csv_has(t, CM_CSV_WEIGHT) && !cm_csv_has(t, CM_CSV_SEATS) &&
        !cm_csv_has(t, CM_CSV_MEMBER)) {
        t->at[CM_CSV_MEMBER] = t->at[CM_CSV_PARTY];
        t->at[CM_CSV_PARTY] = CM_COLUMN_NONE;
    }
}

bool cm_csv_is_of_parties(const cm_csv *t)
{
    return cm_csv_has(t, CM_CSV_PARTY) &&
           (cm_csv_has(t, CM_CSV_SEATS) || t->tallied);
}

bool cm_csv_says_who(const cm_csv *t)
{
    return cm_csv_is_of_parties(t) || cm_csv_has(t, CM_CSV_MEMBER) ||
           cm_csv_has(t, CM_CSV_PARTY);
}

/* Spreadsheets put a title above the table: of the first rows, the one that has
   titles of columns is its head. */
void cm_csv_find_columns(cm_csv *t)
{
    enum { MOST_ROWS_ABOVE = 20 };
    cm_sheet_columns(&t->sheet, wanted, CM_CSV_N_COLUMNS, t->at);
    settle_columns(t);
    if (cm_csv_says_who(t) || t->job->options->n_columns)
        return;
    const cm_sheet whole = t->sheet;
    for (uint32_t row = 0; row < whole.table.n_rows && row < MOST_ROWS_ABOVE;
         row++) {
        cm_sheet_head_is(&t->sheet, row);
        cm_sheet_columns(&t->sheet, wanted, CM_CSV_N_COLUMNS, t->at);
        settle_columns(t);
        if (cm_csv_is_of_parties(t) ||
            (cm_csv_has(t, CM_CSV_MEMBER) && cm_csv_has(t, CM_CSV_PARTY))) {
            cm_job_warn(t->job, cm_sheet_place(&t->sheet, CM_SHEET_HEAD, 0),
                        "taken as the titles of the columns; what stands above "
                        "is left out");
            return;
        }
        t->sheet = whole;
    }
    cm_sheet_columns(&t->sheet, wanted, CM_CSV_N_COLUMNS, t->at);
    settle_columns(t);
}
