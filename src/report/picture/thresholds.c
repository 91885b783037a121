#include "report/picture/thresholds.h"

#include <string.h>

#include "report/words/verbs.h"

enum { MOST_THRESHOLDS = 60 };

static bool is_forward(const comitia_value *quota)
{
    return (cm_tree_is(quota, "compare", "at least") ||
            cm_tree_is(quota, "compare", "more than")) &&
           cm_tree_null(quota, "in") && cm_tree_is(quota, "direction", "yes");
}

static bool has_measure_votes(const cm_body *body)
{
    for (uint32_t m = 0; body && m < body->n_measures; m++)
        if (strcmp(body->measures[m].name, "votes") == 0)
            return true;
    return false;
}

bool cm_is_seat_quota(const cm_body *body, const comitia_value *quota)
{
    static const char *const bases[] = {"members", "seats", "present"};
    bool unit = cm_tree_is(quota, "base", "votes cast") &&
                !has_measure_votes(body);
    for (size_t b = 0; b < 3; b++)
        unit |= cm_tree_is(quota, "base", bases[b]);
    return unit && is_forward(quota) &&
           cm_compare_texts(cm_tree_text(quota, "required"), "1") > 0;
}

bool cm_is_measure_quota(const comitia_value *quota, const char *measure)
{
    const char *base = cm_tree_text(quota, "base");
    size_t n = strlen(measure);
    return is_forward(quota) && strncmp(base, measure, n) == 0 &&
           (base[n] == '\0' || base[n] == ' ');
}

static const char *amount_of(const comitia_value *quota)
{
    const char *required = cm_tree_text(quota, "required");
    return *required ? required : cm_tree_text(quota, "bound");
}

static void add_act(cm_doc *doc, cm_threshold *threshold, const char *name)
{
    /* The cases of one act come one after the other. */
    size_t n = threshold->acts.n;
    if (n && strcmp(threshold->acts.at[n - 1], name) == 0)
        return;
    cm_texts_add(doc, &threshold->acts, name);
}

static void add_threshold(cm_doc *doc, cm_thresholds *list,
                          const comitia_value *quota, const char *act)
{
    const char *required = amount_of(quota);
    const char *text = cm_tree_text(quota, "text");
    size_t at = 0;
    for (; at < list->n; at++) {
        int order = cm_compare_texts(list->at[at].required, required);
        if (order == 0 && strcmp(list->at[at].text, text) == 0) {
            add_act(doc, &list->at[at], act);
            return;
        }
        if (order > 0)
            break;
    }
    if (list->n >= MOST_THRESHOLDS)
        return;
    if (!cm_push(doc->arena, list, (cm_threshold){0})) {
        doc->failed = true;
        return;
    }
    for (size_t i = list->n - 1; i > at; i--)
        list->at[i] = list->at[i - 1];
    list->at[at] = (cm_threshold){.required = required, .text = text};
    add_act(doc, &list->at[at], act);
}

void cm_thresholds_of(cm_doc *doc, const comitia_value *answer,
                      const char *body, const char *unit,
                      cm_thresholds *thresholds)
{
    const comitia_value *acts = comitia_value_get(answer, "acts");
    const cm_body *of = cm_body_of(doc, body);
    for (size_t a = 0; a < (acts ? comitia_value_count(acts) : 1); a++) {
        const comitia_value *act = acts ? comitia_value_at(acts, a) : answer;
        if (!cm_tree_is(act, "body", body))
            continue;
        const comitia_value *cases = comitia_value_get(act, "cases");
        const char *name =
            cm_tree_text(comitia_value_get(act, "subject"), "name");
        for (size_t c = 0; c < comitia_value_count(cases); c++) {
            const comitia_value *quotas =
                comitia_value_get(comitia_value_at(cases, c), "quotas");
            for (size_t q = 0; q < comitia_value_count(quotas); q++) {
                const comitia_value *quota = comitia_value_at(quotas, q);
                if (unit ? cm_is_measure_quota(quota, unit)
                         : cm_is_seat_quota(of, quota))
                    add_threshold(doc, thresholds, quota, name);
            }
        }
    }
}
