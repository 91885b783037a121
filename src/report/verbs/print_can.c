/* can: whether players together can force or block something. */
#include <string.h>

#include "report/words/verbs.h"

static bool has(const comitia_value *list, const char *name)
{
    for (size_t i = 0; i < comitia_value_count(list); i++)
        if (strcmp(cm_tree_item(list, i), name) == 0)
            return true;
    return false;
}

/* Groups by their name, and whoever stands in none of them. */
static cm_texts who_texts(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *who = comitia_value_get(answer, "who");
    const comitia_value *groups = comitia_value_get(answer, "groups");
    size_t n_groups = comitia_value_count(groups);
    cm_texts texts = {0};
    for (size_t i = 0; i < n_groups; i++)
        cm_texts_add(doc, &texts,
                     cm_name_text(doc, cm_tree_text(comitia_value_at(groups, i),
                                                    "group")));
    for (size_t i = 0; i < comitia_value_count(who); i++) {
        const char *name = cm_tree_item(who, i);
        bool told = false;
        for (size_t g = 0; g < n_groups && !told; g++)
            told = has(comitia_value_get(comitia_value_at(groups, g), "players"),
                       name);
        if (!told)
            cm_texts_add(doc, &texts, cm_name_first(doc, name));
    }
    return texts;
}

/* "Government: Reds and Greens." */
static void print_groups(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *groups = comitia_value_get(answer, "groups");
    for (size_t i = 0; i < comitia_value_count(groups); i++) {
        const comitia_value *one = comitia_value_at(groups, i);
        cm_para(doc, "%s: %s.", cm_name_text(doc, cm_tree_text(one, "group")),
                cm_names_joined(doc, comitia_value_get(one, "players"), "and"));
    }
}

static const char *deed(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *subject = comitia_value_get(answer, "subject");
    return cm_textf(doc, "%s %s", cm_tree_text(answer, "action"),
                    cm_name_first(doc, cm_tree_text(subject, "name")));
}

const char *cm_can_text(cm_doc *doc, const comitia_value *answer, bool can)
{
    cm_texts who = who_texts(doc, answer);
    const char *names = cm_listed(doc, &who, "and"), *what = deed(doc, answer);
    return cm_textf(doc, "%s%s %s %s", names, who.n > 1 ? " together" : "",
                    can ? "can" : "cannot", what);
}

void cm_print_can(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    size_t n = comitia_value_count(cases);
    if (cm_tree_is(answer, "answer", "yes"))
        cm_para(doc, CM_GOOD "Yes" CM_END ": %s.",
                cm_can_text(doc, answer, true));
    else if (cm_tree_is(answer, "answer", "no"))
        cm_para(doc, CM_BAD "No" CM_END ": %s.",
                cm_can_text(doc, answer, false));
    else
        cm_para(doc, CM_OPENED "Open" CM_END ": whether %s depends on %s.",
                cm_can_text(doc, answer, true), cm_depends_text(doc, cases));
    for (size_t i = 0; n > 1 && i < n && i < doc->most; i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        cm_item(doc, 0, "%s%s",
                cm_verdict_text(doc, cm_tree_bool(one, "value") ? "yes" : "no"),
                cm_if_text(doc, comitia_value_get(one, "when")));
    }
    cm_more(doc, 0, n > 1 ? n : 0);
    print_groups(doc, answer);
    cm_remarks(doc, answer);
}

void cm_rows_can(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const char *word = cm_tree_text(answer, "answer");
    cm_rows_add(doc, rows, cm_can_text(doc, answer, true),
                cm_verdict_text(doc, *word ? word : "no answer"));
}
