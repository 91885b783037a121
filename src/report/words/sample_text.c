#include "report/words/sample_text.h"

bool cm_was_drawn(const comitia_value *answer)
{
    const comitia_value *one =
        comitia_value_at(comitia_value_get(answer, "cases"), 0);
    const comitia_value *inner = comitia_value_get(one, "answer"); /* --each */
    const comitia_value *inner_one =
        comitia_value_at(comitia_value_get(inner, "cases"), 0);
    return comitia_value_get(answer, "sample") ||
           comitia_value_get(one, "sample") ||
           comitia_value_get(inner, "sample") ||
           comitia_value_get(inner_one, "sample");
}

const char *cm_sample_text(cm_doc *doc, const comitia_value *sample)
{
    const char *draws = cm_tree_text(sample, "draws");
    return cm_textf(doc, "sample of %s, 99" CM_TIE "%% confidence",
                    cm_counted(doc, draws, "draw", "draws"));
}

/* A decimal in 0..1 in hundredths of a percent. */
static const char *hundredths(cm_doc *doc, const char *decimal, bool up)
{
    unsigned n = 0, place = 0;
    bool more = false;
    for (const char *c = decimal; *c; c++) {
        if (*c == '.') {
            place = 1;
            continue;
        }
        if (place > 4) {
            more |= *c != '0';
            continue;
        }
        n = 10 * n + (unsigned)(*c - '0');
        place += place > 0;
    }
    for (place += place == 0; place < 5; place++)
        n *= 10;
    n += up && more;
    return cm_textf(doc, "%u.%02u", n / 100, n % 100);
}

const char *cm_frequency_text(cm_doc *doc, const comitia_value *frequency)
{
    return cm_textf(doc, "%s" CM_TIE "%% (%s" CM_TIE "to" CM_TIE "%s)",
                    hundredths(doc, cm_tree_text(frequency, "value"), false),
                    hundredths(doc, cm_tree_text(frequency, "low"), false),
                    hundredths(doc, cm_tree_text(frequency, "high"), true));
}
