#include "import/roster.h"

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

static const cm_sheet_wanted wanted[CM_ROSTER_N_COLUMNS] = {
    [CM_ROSTER_PARTY] = {"party", party_titles},
    [CM_ROSTER_SEATS] = {"seats", seats_titles},
    [CM_ROSTER_COLOUR] = {"colour", colour_titles},
    [CM_ROSTER_TITLE] = {"name", title_titles},
    [CM_ROSTER_MEMBER] = {"member", member_titles},
    [CM_ROSTER_WEIGHT] = {"weight", weight_titles},
    [CM_ROSTER_STANCE] = {"stance", stance_titles},
    [CM_ROSTER_BALLOT] = {"ballot", ballot_titles},
    [CM_ROSTER_YES] = {"yes", yes_titles},
    [CM_ROSTER_NO] = {"no", no_titles},
    [CM_ROSTER_ABSTAIN] = {"abstain", abstain_titles},
    [CM_ROSTER_ABSENT] = {"absent", absent_titles},
    [CM_ROSTER_START] = {"start", start_titles},
    [CM_ROSTER_END] = {"end", end_titles},
};

bool cm_roster_has(const cm_roster *t, int what)
{
    return t->at[what] != CM_COLUMN_NONE;
}

const char *cm_roster_cell(const cm_roster *t, uint32_t row, int what)
{
    return cm_sheet_cell(&t->sheet, row, t->at[what]);
}

cm_where cm_roster_place(const cm_roster *t, uint32_t row, int what)
{
    return cm_sheet_place(&t->sheet, row,
                          cm_roster_has(t, what) ? t->at[what] : 0);
}

/* One column is one thing: `name` is that of the party beside seats, of the
   member else; `group` is the party where nothing else is. */
static void settle_columns(cm_roster *t)
{
    if (t->at[CM_ROSTER_TITLE] == t->at[CM_ROSTER_MEMBER] &&
        cm_roster_has(t, CM_ROSTER_TITLE)) {
        if (cm_roster_has(t, CM_ROSTER_SEATS))
            t->at[CM_ROSTER_MEMBER] = CM_COLUMN_NONE;
        else
            t->at[CM_ROSTER_TITLE] = CM_COLUMN_NONE;
    }
    if (t->at[CM_ROSTER_STANCE] == t->at[CM_ROSTER_PARTY])
        t->at[CM_ROSTER_STANCE] = CM_COLUMN_NONE;
    if (cm_roster_has(t, CM_ROSTER_SEATS) &&
        !cm_roster_has(t, CM_ROSTER_PARTY) &&
        cm_roster_has(t, CM_ROSTER_TITLE)) {
        t->at[CM_ROSTER_PARTY] = t->at[CM_ROSTER_TITLE];
        t->at[CM_ROSTER_TITLE] = CM_COLUMN_NONE;
    }
    t->tallied =
        cm_roster_has(t, CM_ROSTER_PARTY) && cm_roster_has(t, CM_ROSTER_YES) &&
        cm_roster_has(t, CM_ROSTER_NO) && !cm_roster_has(t, CM_ROSTER_BALLOT);
    if (cm_roster_has(t, CM_ROSTER_WEIGHT) &&
        !cm_roster_has(t, CM_ROSTER_SEATS) &&
        !cm_roster_has(t, CM_ROSTER_MEMBER)) {
        t->at[CM_ROSTER_MEMBER] = t->at[CM_ROSTER_PARTY];
        t->at[CM_ROSTER_PARTY] = CM_COLUMN_NONE;
    }
}

bool cm_roster_is_of_parties(const cm_roster *t)
{
    return cm_roster_has(t, CM_ROSTER_PARTY) &&
           (cm_roster_has(t, CM_ROSTER_SEATS) || t->tallied);
}

bool cm_roster_says_who(const cm_roster *t)
{
    return cm_roster_is_of_parties(t) || cm_roster_has(t, CM_ROSTER_MEMBER) ||
           cm_roster_has(t, CM_ROSTER_PARTY);
}

/* Of the first rows, the one that has titles of columns is the head. */
static void find_head(cm_roster *t)
{
    enum { MOST_ROWS_ABOVE = 20 };
    cm_table *table = &t->sheet.table;
    const uint32_t usual = table->head;
    cm_sheet_columns(&t->sheet, wanted, CM_ROSTER_N_COLUMNS, t->at);
    settle_columns(t);
    if (cm_roster_says_who(t) || t->job->options->n_columns)
        return;
    for (uint32_t row = 0; row < table->n_all && row < MOST_ROWS_ABOVE; row++) {
        cm_table_set_head(table, row);
        cm_sheet_columns(&t->sheet, wanted, CM_ROSTER_N_COLUMNS, t->at);
        settle_columns(t);
        if (cm_roster_is_of_parties(t) || (cm_roster_has(t, CM_ROSTER_MEMBER) &&
                                           cm_roster_has(t, CM_ROSTER_PARTY)))
            return;
    }
    cm_table_set_head(table, usual);
    cm_sheet_columns(&t->sheet, wanted, CM_ROSTER_N_COLUMNS, t->at);
    settle_columns(t);
}

void cm_roster_find_columns(cm_roster *t)
{
    static const int counted[] = {CM_ROSTER_SEATS, CM_ROSTER_WEIGHT,
                                  CM_ROSTER_YES,   CM_ROSTER_NO,
                                  CM_ROSTER_ABSTAIN, CM_ROSTER_ABSENT};
    find_head(t);
    if (!cm_roster_says_who(t))
        return;
    cm_sheet_settle(&t->sheet);
    if (t->job->diags->n_errors)
        return;
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        cm_sheet_numbers(&t->sheet, t->at[counted[i]]);
}
