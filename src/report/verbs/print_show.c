/* show: what a file defines. */
#include "report/words/verbs.h"

void cm_print_show(cm_doc *doc, const comitia_value *answer)
{
    static const char *const head[] = {"", "", ">line", ""};
    const comitia_value *list = comitia_value_get(answer, "declarations");
    size_t n = comitia_value_count(list);
    cm_para(doc, "%s: %s.", cm_quoted(doc, cm_tree_text(answer, "file")),
            cm_counted_n(doc, n, "declaration and entry",
                         "declarations and entries"));
    if (n == 0)
        return;
    cm_table *table = cm_table_new(doc, "", 4, head);
    for (size_t i = 0; i < n; i++) {
        const comitia_value *one = comitia_value_at(list, i);
        cm_cell(doc, table, cm_tree_text(one, "kind"));
        cm_cell(doc, table, cm_quoted(doc, cm_tree_text(one, "name")));
        cm_cell(doc, table,
                cm_textf(doc, "%lld", (long long)cm_tree_number(one, "line")));
        cm_cell(doc, table, cm_quoted(doc, cm_tree_text(one, "title")));
    }
}
