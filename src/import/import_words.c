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
        "independent", "independents", "ind", "ind.", "no party", "none",
        "nonpartisan", "non partisan", "unaffiliated", "non affiliated",
        "non attached", "non inscrit", "non inscrits", "ni", "parteilos",
        "parteiloser", "fraktionslos", "sans \u00e9tiquette",
        "sans etiquette", "divers", "independiente", "independientes",
        "no adscrito", "no adscritos", "independente", "independentes",
        "sem partido", "indipendente", "indipendenti", "non iscritto",
        "onafhankelijk", "crossbench", "crossbencher", "crossbenchers",
        "no party affiliation", "one seat", "partil\u00f6s",
        "partil\u00f6sa", "partil\u00f8s", "politisk vilde",
        "l\u00f8sg\u00e6nger", "uden for folketingsgrupperne",
        "sitoutumaton", "niezrzeszony", "niezrzeszeni", "niezale\u017cny",
        "bezpartyjny", "nez\u00e1visl\u00fd", "neza\u0159azen\u00ed",
        "nez\u00e1visl\u00ed", "nezaraden\u00ed", "f\u00fcggetlen",
        "f\u00fcggetlenek", "neafiliat", "neafilia\u021bi", "nezavisni",
        "ba\u011f\u0131ms\u0131z", "sj\u00e1lfst\u00e6\u00f0ur",
        "\u043d\u0435\u0437\u0430\u0432\u0438\u0441\u0438\u043c\u044b\u0439",
        "\u0441\u0430\u043c\u043e\u0432\u044b\u0434\u0432\u0438\u0436\u0435"
        "\u043d\u0435\u0446",
        "\u03b1\u03bd\u03b5\u03be\u03ac\u03c1\u03c4\u03b7\u03c4\u03bf\u03b9",
        "\u03b1\u03bd\u03b5\u03be\u03ac\u03c1\u03c4\u03b7\u03c4\u03bf\u03c2",
        "\u7121\u6240\u5c5e", "\u7121\u9ee8\u7c4d", "\u65e0\u515a\u6d3e",
        "\ubb34\uc18c\uc18d", NULL,
    };
    return says_one(text, words);
}

bool cm_is_unknown(const char *text)
{
    static const char *const words[] = {
        "unknown", "not known", "party unknown", "unknown party", "unbekannt",
        "inconnu", "inconnue", "desconocido", "desconocida", "desconhecido",
        "sconosciuto", "onbekend", "ok\u00e4nd", "ukjent", "ukendt",
        "nezn\u00e1m\u00fd", "nieznany", NULL,
    };
    return cm_is_missing(text) || says_one(text, words);
}

bool cm_ballot_of(const char *text, cm_draft_ballot *ballot)
{
    static const char *const words[CM_DRAFT_BALLOTS][40] = {
        [CM_DRAFT_YES] = {"yes", "y", "yea", "aye", "for", "in favour",
                          "in favor", "favour", "favor", "approve", "approved",
                          "accept", "agree", "+", "1", "ja", "j", "oui", "pour",
                          "s\u00ed", "si", "a favor", "s\u00ec", "favorevole",
                          "voor", "content", "pro", "\u0434\u0430",
                          "\u0437\u0430", "true", "sim", "tak", "ano",
                          "jaa", "evet"},
        [CM_DRAFT_NO] = {"no", "n", "nay", "against", "oppose", "opposed",
                         "reject", "rejected", "disagree", " ", "\u2212",
                         "nein", "non", "contre", "en contra", "contra",
                         "contrario", "tegen", "nee", "not content", "con",
                         "\u043d\u0435\u0442", "\u043f\u0440\u043e\u0442\u0438"
                         "\u0432", "false", "nej", "n\u00e3o", "nao",
                         "przeciw", "ei", "ne"},
        [CM_DRAFT_ABSTAIN] = {"abstain", "abstained", "abstains", "abstention",
                              "abstaining", "abs", "present", "enthaltung",
                              "enthalten", "abstenci\u00f3n", "abstencion",
                              "astenuto", "astensione", "onthouding",
                              "s'abstient", "abstenci\u00f3", "avst\u00e5r",
                              "absten\u00e7\u00e3o", "tyhj\u00e4",
                              "zdr\u017eel se", "wstrzyma\u0142 si\u0119"},
        [CM_DRAFT_ABSENT] = {"absent", "not voting", "did not vote",
                             "didn't vote", "no vote", "no vote recorded",
                             "not recorded", "dnv", "nv", "excused", "away",
                             "paired", "not present", "x", "on leave",
                             "teller", "teller   ayes", "teller   noes",
                             "tellaye", "tellno", "not eligible",
                             "fr\u00e5nvarande", "poissa", "nieobecny",
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
