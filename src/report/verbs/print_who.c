/* who: the smallest coalitions that force or block something. */
#include "report/words/camps.h"
#include "report/words/verbs.h"

static void list(cm_doc *doc, const char *lead, const comitia_value *one,
                 const char *key, const char *nobody)
{
    cm_camps camps;
    cm_camps_read(doc, one, key, doc->most, &camps);
    const char *total = camps.total;
    if (!camps.known || camps.trivial || camps.lines.n == 0) {
        cm_para(doc, "%s: %s.", lead,
                cm_camps_text(doc, &camps, "nothing more is needed", nobody));
        return;
    }
    if (*total)
        cm_para(doc, "%s (%s):", lead,
                cm_counted(doc, total, "coalition", "coalitions"));
    else
        cm_para(doc, "%s:", lead);
    for (size_t i = 0; i < camps.lines.n; i++)
        cm_item(doc, 0, "%s", camps.lines.at[i]);
    cm_more(doc, 0, camps.lines.n + camps.more);
}

static void tell(cm_doc *doc, const comitia_value *one, const char *subject)
{
    list(doc, cm_textf(doc, "Can force %s", subject),
         one, "force", "nobody, not even all together");
    list(doc, cm_textf(doc, "Can block %s", subject),
         one, "block", "nobody");
}

static const char *counts(cm_doc *doc, const comitia_value *one)
{
    const char *force = cm_tree_text(one, "force_total");
    const char *block = cm_tree_text(one, "block_total");
    return cm_textf(doc, "%s can force it, %s can block it",
                    *force ? cm_counted(doc, force, "smallest coalition",
                                        "smallest coalitions")
                           : "an uncounted number of coalitions",
                    *block ? strcmp(block, "0") == 0 ? "none"
                                                     : cm_count_text(doc, block)
                           : "an uncounted number");
}

void cm_print_who(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    size_t n = comitia_value_count(cases);
    const comitia_value *subject = comitia_value_get(answer, "subject");
    const char *name = cm_name_text(doc, cm_tree_text(subject, "name"));
    if (n == 1)
        cm_para(doc, "%s: %s.", cm_subject_titled(doc, subject),
                counts(doc, comitia_value_at(cases, 0)));
    else
        cm_para(doc, "%s: it depends on %s.", cm_subject_titled(doc, subject),
                cm_depends_text(doc, cases));
    cm_remarks(doc, answer);
    if (n > 1) {
        const comitia_value *always = comitia_value_get(answer, "always");
        cm_heading(doc, 3, "In every case");
        list(doc, cm_textf(doc, "Can force %s", name),
             always, "force", "nobody");
        list(doc, cm_textf(doc, "Can block %s", name),
             always, "block", "nobody");
    }
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        if (n > 1)
            cm_heading(
                doc, 3, "If %s",
                cm_term_text(doc, comitia_value_get(one, "when"), CM_PRESENT));
        tell(doc, one, name);
    }
    cm_more_cases(doc, n);
    cm_rounded_para(doc);
}

static const char *short_list(cm_doc *doc, const comitia_value *one,
                              const char *key)
{
    cm_camps camps;
    cm_camps_read(doc, one, key, 4, &camps);
    return cm_camps_text(doc, &camps, "nothing more is needed", "nobody");
}

void cm_rows_who(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        const char *when = cm_if_text(doc, comitia_value_get(one, "when"));
        cm_rows_add(doc, rows, cm_textf(doc, "can force it%s", when),
                    short_list(doc, one, "force"));
        cm_rows_add(doc, rows, cm_textf(doc, "can block it%s", when),
                    short_list(doc, one, "block"));
    }
}
