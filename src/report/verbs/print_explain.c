/* explain: a page about a diagnostic. */
#include "report/words/verbs.h"

void cm_print_explain(cm_doc *doc, const comitia_value *answer)
{
    cm_para(doc, CM_STRONG "%s" CM_END " (%s): %s.",
            cm_tree_text(answer, "code"), cm_tree_text(answer, "severity"),
            cm_tree_text(answer, "title"));
    if (*cm_tree_text(answer, "text"))
        cm_para(doc, "%s", cm_tree_text(answer, "text"));
    if (*cm_tree_text(answer, "wrong")) {
        cm_para(doc, "Wrong:");
        cm_code(doc, cm_tree_text(answer, "wrong"));
    }
    if (*cm_tree_text(answer, "right")) {
        cm_para(doc, "Right:");
        cm_code(doc, cm_tree_text(answer, "right"));
    }
}
