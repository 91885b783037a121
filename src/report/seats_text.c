#include "report/seats_text.h"

typedef struct title {
    const char *word, *text;
} title;

static const title methods[] = {
    {"dhondt", "D'Hondt"},
    {"sainte-lague", "Sainte-Lagu\xC3\xAB"},
    {"modified-sainte-lague", "modified Sainte-Lagu\xC3\xAB"},
    {"adams", "Adams"},
    {"dean", "Dean"},
    {"huntington-hill", "Huntington-Hill"},
    {"largest-remainder", "largest remainders"},
};

static const title quotas[] = {
    {"hare", "Hare"},
    {"droop", "Droop"},
    {"hagenbach-bischoff", "Hagenbach-Bischoff"},
    {"imperiali", "Imperiali"},
};

static const char *title_of(const title *titles, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(titles[i].word, word) == 0)
            return titles[i].text;
    return word;
}

const char *cm_method_text(cm_doc *doc, const comitia_value *answer)
{
    const char *method =
        title_of(methods, sizeof methods / sizeof *methods,
                 cm_tree_text(answer, "method"));
    if (cm_tree_null(answer, "quota"))
        return method;
    return cm_textf(doc, "%s (%s)", method,
                    title_of(quotas, sizeof quotas / sizeof *quotas,
                             cm_tree_text(answer, "quota")));
}

void cm_tell_hurdle(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *hurdle = comitia_value_get(answer, "hurdle");
    const char *bound = cm_tree_text(hurdle, "bound");
    const char *compare = cm_tree_text(hurdle, "compare");
    const char *valid = cm_tree_text(answer, "valid");
    if (comitia_value_kind(hurdle) != COMITIA_OBJECT)
        return;
    if (cm_tree_is(hurdle, "unit", "votes"))
        cm_para(doc, "Hurdle: %s %s.", compare,
                cm_counted(doc, bound, "vote", "votes"));
    else if (cm_tree_is(hurdle, "of", "district"))
        cm_para(doc, "Hurdle: %s %s of the votes of the district.", compare,
                cm_percent_text(doc, bound));
    else if (*valid)
        cm_para(doc, "Hurdle: %s %s of %s valid votes.", compare,
                cm_percent_text(doc, bound), cm_grouped(doc, valid));
    else
        cm_para(doc, "Hurdle: %s %s of all votes.", compare,
                cm_percent_text(doc, bound));
}
