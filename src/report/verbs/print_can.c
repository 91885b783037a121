/* can: whether players together can force or block something. */
#include "report/words/verbs.h"

static const char *who_text(cm_doc *doc, const comitia_value *answer)
{
    return cm_names_joined(doc, comitia_value_get(answer, "who"), "and");
}

static const char *deed(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *subject = comitia_value_get(answer, "subject");
    return cm_textf(doc, "%s %s", cm_tree_text(answer, "action"),
                    cm_name_first(doc, cm_tree_text(subject, "name")));
}

/* "together" only where there are several. */
static const char *together(const comitia_value *answer)
{
    return comitia_value_count(comitia_value_get(answer, "who")) > 1
               ? " together"
               : "";
}

const char *cm_can_text(cm_doc *doc, const comitia_value *answer, bool can)
{
    const char *who = who_text(doc, answer), *what = deed(doc, answer);
    return cm_textf(doc, "%s%s %s %s", who, together(answer),
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
    cm_remarks(doc, answer);
}

void cm_rows_can(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const char *word = cm_tree_text(answer, "answer");
    cm_rows_add(doc, rows, cm_can_text(doc, answer, true),
                cm_verdict_text(doc, *word ? word : "no answer"));
}
