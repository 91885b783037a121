/* How people call the columns of their tables. */
#include "import/roster.h"

static const char *const party_titles[] = {
    "party", "parties", "party short", "party name short", "faction",
    "parliamentary group", "political group", "caucus", "bloc", "list",
    "political party", "political affiliation", "party affiliation",
    "affiliation", "partei", "fraktion", "liste", "parti", "partis", "groupe",
    "groupe politique", "fraktion/gruppe", "partido", "grupo", "partito",
    "gruppo", "partij", "fractie", "partia", "strana", "stranka", "komitet", "puolue",
    "party abbreviation", "party abbr", "party name", "group", "group name",
    "party code", "group code", "party id", "group id", NULL};
static const char *const seats_titles[] = {
    "seats", "seat", "n seats", "number of seats", "seats won", "total seats",
    "mandates", "mandate", "sitze", "si\u00e8ges", "sieges",
    "nombre de si\u00e8ges", "nombre de sieges", "esca\u00f1os", "escanos",
    "seggi", "zetels", "mandat", "mandater", "mandaty", "mand\u00e1ty",
    "mand\u00e1tumok", "mandati", "mandatov", "deputados", "cadeiras",
    "lugares", "paikat", "seats total", NULL};
static const char *const colour_titles[] = {
    "colour", "color", "hex", "party colour", "party color", "couleur", "farbe",
    "colore", "kleur", "cor", NULL};
static const char *const title_titles[] = {
    "party name", "party long", "long name", "full name", "title", "name",
    NULL};
static const char *const member_titles[] = {
    "member", "member name", "person", "deputy", "mp", "legislator",
    "representative", "councillor", "senator", "voter", "voter name",
    "delegate", "full name", "name", "shareholder", "holder", "wallet",
    "address", "country", "state", "mitglied", "abgeordnete", "abgeordneter",
    "membre", "d\u00e9put\u00e9", "depute", "miembro", "diputado", "membro",
    "deputato", "deputado", "lid", "member id", "voter id", "person id", NULL};
static const char *const family_titles[] = {
    "last name", "family name", "surname", "lastname", "nachname", "familienname",
    "nom", "apellidos", "apellido", "cognome", "achternaam", NULL};
static const char *const given_titles[] = {
    "first name", "given name", "forename", "firstname", "vorname",
    "pr\u00e9nom", "prenom", "nombre", "nome", "voornaam", NULL};
static const char *const weight_titles[] = {
    "weight", "weights", "voting power", "power", "vp", "shares", "stake",
    "votes", "tokens", "balance", "population", "gewicht", "poids", "peso",
    NULL};
static const char *const stance_titles[] = {
    "stance", "side", "government", "coalition", "alliance", "group", NULL};
static const char *const ballot_titles[] = {
    "ballot", "vote", "voted", "position", "choice", "option", "stimme", "voto",
    NULL};
static const char *const yes_titles[] = {"yes", "for", "ayes", "yeas",
                                         "ja", "oui", "s\u00ed", NULL};
static const char *const no_titles[] = {"no", "against", "noes", "nays",
                                        "nein", "non", "contre", NULL};
static const char *const abstain_titles[] = {
    "abstain", "abstained", "abstentions", "abstention", "enthaltung",
    "enthaltungen", NULL};
static const char *const absent_titles[] = {"absent", "not voting",
                                            "did not vote", "nichtabgegeben",
                                            "nicht abgegeben", "abwesend",
                                            "no vote recorded", NULL};
static const char *const start_titles[] = {"start date", "start", NULL};
static const char *const end_titles[] = {"end date", "end", NULL};

const cm_sheet_wanted cm_roster_wanted[CM_ROSTER_N_COLUMNS] = {
    [CM_ROSTER_PARTY] = {"party", party_titles},
    [CM_ROSTER_SEATS] = {"seats", seats_titles},
    [CM_ROSTER_COLOUR] = {"colour", colour_titles},
    [CM_ROSTER_TITLE] = {"name", title_titles},
    [CM_ROSTER_MEMBER] = {"member", member_titles},
    [CM_ROSTER_FAMILY] = {"family", family_titles},
    [CM_ROSTER_GIVEN] = {"given", given_titles},
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

/* In a column called type these are houses; other types are within one. */
bool cm_is_house(const char *text)
{
    static const char *const words[] = {"rep", "sen", "representative",
                                        "senator", "house", "senate", "lower",
                                        "upper", "commons", "lords", NULL};
    for (const char *const *word = words; *word; word++)
        if (cm_says(text, *word))
            return true;
    return false;
}

/* A column of these says of which of several bodies, or votes, a row is. Of
   parties any of them does; members of one body may have several countries and
   years. */
const char *const cm_roster_scopes[] = {
    "house", "chamber", "parliament", "legislature", "council", "term",
    "legislative period", "wahlperiode", "vote id", "vote number",
    "vote event id", "division", "division id", "division number", "roll call",
    "rollcall", "rollnumber", "abstimmnr", "scrutin", "type", NULL};
const char *const cm_roster_party_scopes[] = {
    "year", "election year", "election date", "election", "date", "country",
    "country name", "house", "chamber", "parliament", "legislature", "council",
    "term", "legislative period", NULL};
