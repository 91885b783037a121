#include "import/import_words.h"

static bool says_one(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (cm_says(text, *words))
            return true;
    return false;
}

bool cm_is_missing(const char *text)
{
    /* " " is what - is folded to. */
    static const char *const words[] = {
        "", "na", "n/a", "null", "nan", "?", ".", " ", "\u2013", "\u2014", NULL,
    };
    return says_one(text, words);
}

bool cm_is_vacant(const char *text)
{
    static const char *const words[] = {
        "vacant",       "vacancy", "vacancies", "vacant seat",
        "vacant seats", "vakant",  "vacante",   NULL,
    };
    return says_one(text, words);
}

bool cm_is_independent(const char *text)
{
    static const char *const words[] = {
        "independent",    "independents",  "ind",
        "ind.",           "no party",      "none",
        "nonpartisan",    "non partisan",  "unaffiliated",
        "non attached",   "non inscrit",   "non inscrits",
        "ni",             "parteilos",     "fraktionslos",
        "sans \u00e9tiquette", "sans etiquette", "independiente",
        "independientes", "indipendente",  "indipendenti",
        "onafhankelijk",  "crossbench",    "crossbencher",
        "crossbenchers",  "no party affiliation", "one seat", NULL,
    };
    return says_one(text, words);
}

bool cm_ballot_of(const char *text, cm_draft_ballot *ballot)
{
    static const char *const words[CM_DRAFT_BALLOTS][40] = {
        [CM_DRAFT_YES] = {"yes", "y", "yea", "aye", "for", "in favour",
                          "in favor", "favour", "favor", "approve", "approved",
                          "accept", "agree", "+", "1", "ja", "j", "oui", "pour",
                          "s\u00ed", "si", "a favor", "s\u00ec", "favorevole",
                          "voor", "content", "pro", "\u0434\u0430",
                          "\u0437\u0430", "true"},
        [CM_DRAFT_NO] = {"no", "n", "nay", "against", "oppose", "opposed",
                         "reject", "rejected", "disagree", " ", "\u2212",
                         "nein", "non", "contre", "en contra", "contra",
                         "contrario", "tegen", "nee", "not content", "con",
                         "\u043d\u0435\u0442", "\u043f\u0440\u043e\u0442\u0438"
                         "\u0432", "false"},
        [CM_DRAFT_ABSTAIN] = {"abstain", "abstained", "abstains", "abstention",
                              "abstaining", "abs", "present", "enthaltung",
                              "enthalten", "abstenci\u00f3n", "abstencion",
                              "astenuto", "astensione", "onthouding",
                              "s'abstient"},
        [CM_DRAFT_ABSENT] = {"absent", "not voting", "did not vote",
                             "didn't vote", "no vote", "dnv", "nv", "excused",
                             "away", "paired", "not present", "x",
                             "abwesend", "nicht abgegeben", "non votant",
                             "ausente", "assente", "afwezig",
                             "no vota"},
    };
    for (int k = 0; k < CM_DRAFT_BALLOTS; k++)
        if (says_one(text, words[k])) {
            *ballot = (cm_draft_ballot)k;
            return true;
        }
    return false;
}
