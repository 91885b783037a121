/* check: what a file promises, and whether it holds. */
#include "report/words/verbs.h"

static void failed(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *expects = comitia_value_get(answer, "expects");
    size_t told = 0;
    for (size_t i = 0; i < comitia_value_count(expects); i++) {
        const comitia_value *expect = comitia_value_at(expects, i);
        if (cm_tree_bool(expect, "holds") || told++ >= doc->most)
            continue;
        cm_item(doc, 0, "line %lld: expected %s; found %s",
                (long long)cm_tree_number(expect, "line"),
                cm_quoted(doc, cm_tree_text(expect, "text")),
                cm_quoted(doc, cm_tree_text(expect, "found")));
    }
    cm_more(doc, 0, told);
}

void cm_print_check(cm_doc *doc, const comitia_value *answer)
{
    int64_t passed = cm_tree_number(answer, "passed");
    int64_t n_failed = cm_tree_number(answer, "failed");
    const char *file = cm_tree_text(answer, "file");
    if (cm_tree_number(answer, "exit") == 65)
        cm_para(doc, "%s: " CM_BAD "errors" CM_END ".", cm_quoted(doc, file));
    else if (passed + n_failed == 0)
        cm_para(doc, "%s: " CM_GOOD "no errors" CM_END ", nothing expected.",
                cm_quoted(doc, file));
    else if (n_failed == 0)
        cm_para(
            doc, "%s: %s, " CM_GOOD "all hold" CM_END ".", cm_quoted(doc, file),
            cm_counted_n(doc, (uint64_t)passed, "expectation", "expectations"));
    else
        cm_para(doc, "%s: " CM_BAD "%s of %s do not hold" CM_END ".",
                cm_quoted(doc, file), cm_grouped_u64(doc, (uint64_t)n_failed),
                cm_counted_n(doc, (uint64_t)(passed + n_failed), "expectation",
                             "expectations"));
    failed(doc, answer);
}
