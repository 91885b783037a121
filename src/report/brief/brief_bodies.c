/* The bodies of a briefing: who holds what, thresholds in seats, the acts. */
#include <inttypes.h>

#include "report/brief/brief.h"
#include "report/picture/picture.h"
#include "report/picture/thresholds.h"
#include "report/words/units.h"

enum { HELD = 12, LARGEST = 5, MOST_ACTS = 12 };

static const comitia_value *acts_of(const comitia_value *answer)
{
    return comitia_value_get(answer, "acts");
}

static const char *act_with_sources(cm_doc *doc, const char *name)
{
    const cm_act *act = cm_act_of(doc, name);
    return cm_textf(doc, "%s%s", cm_name_text(doc, name),
                    act ? cm_cites_text(doc, act->label.cites) : "");
}

static void tell_thresholds(cm_doc *doc, const comitia_value *answer,
                            const char *body, const char *unit)
{
    cm_thresholds list = {0};
    cm_texts texts = {0};
    cm_thresholds_of(doc, answer, body, unit, &list);
    for (size_t i = 0; i < list.n; i++) {
        cm_texts names = {0};
        size_t n = list.at[i].acts.n, shown = n > MOST_ACTS + 2 ? MOST_ACTS : n;
        for (size_t a = 0; a < shown; a++)
            cm_texts_add(doc, &names,
                         act_with_sources(doc, list.at[i].acts.at[a]));
        if (n > shown)
            cm_texts_add(
                doc, &names,
                cm_textf(doc, "%s other acts", cm_grouped_u64(doc, n - shown)));
        cm_texts_add(doc, &texts,
                     cm_textf(doc, CM_STRONG "%s" CM_END " for %s (%s)",
                              cm_ratio_text(doc, list.at[i].required),
                              cm_listed(doc, &names, "and"),
                              cm_quoted(doc, list.at[i].text)));
    }
    if (texts.n)
        cm_para(doc, "%s%s%s: %s.", texts.n == 1 ? "Threshold" : "Thresholds",
                unit ? " of " : "", unit ? cm_quoted(doc, unit) : "",
                cm_strung(doc, &texts, "; "));
}

/* ---- who holds what
 * ------------------------------------------------------------------ */

static const cm_entry *entry_of(const cm_body *body, const char *name)
{
    for (uint32_t e = 0; body && e < body->n_entries; e++)
        if (strcmp(body->entries[e].label.name, name) == 0)
            return &body->entries[e];
    return NULL;
}

static void tell_parties(cm_doc *doc, const comitia_value *row,
                         const cm_body *body)
{
    const comitia_value *parties = comitia_value_get(row, "parties");
    const char *seats = cm_tree_text(row, "seats");
    const char *vacant = cm_tree_text(row, "vacant");
    cm_texts texts = {0};
    size_t n = comitia_value_count(parties), held = 0;
    size_t shown = n > HELD + 2 ? HELD : n; /* never "1 more" */
    for (size_t p = 0; p < n; p++) {
        const comitia_value *party = comitia_value_at(parties, p);
        const char *name = cm_tree_text(party, "name");
        const char *of = cm_tree_text(party, "seats");
        const cm_entry *entry = entry_of(body, name);
        if (strcmp(of, "0") == 0 || held++ >= shown)
            continue;
        cm_texts_add(
            doc, &texts,
            cm_textf(doc, "%s " CM_STRONG "%s" CM_END "%s",
                     cm_name_first(doc, name), cm_grouped(doc, of),
                     entry ? cm_cites_text(doc, entry->label.cites) : ""));
    }
    if (held > shown)
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "and %s more parties",
                              cm_grouped_u64(doc, held - shown)));
    if (*vacant && strcmp(vacant, "0") != 0)
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "vacant " CM_STRONG "%s" CM_END,
                              cm_grouped(doc, vacant)));
    cm_para(doc, "%s: %s.", cm_counted(doc, seats, "seat", "seats"),
            cm_strung(doc, &texts, ", "));
}

static mpq_srcptr measure_of(const cm_body *body, uint32_t e, uint32_t m)
{
    return body->entries[e].numbers[m]->q;
}

/* The entries with the largest numbers, largest first. */
static size_t largest(const cm_body *body, uint32_t m, uint32_t at[LARGEST])
{
    size_t n = 0;
    for (uint32_t e = 0; e < body->n_entries; e++) {
        size_t place = n;
        while (place > 0 && mpq_cmp(measure_of(body, at[place - 1], m),
                                    measure_of(body, e, m)) < 0)
            place--;
        if (place == LARGEST)
            continue;
        n += n < LARGEST;
        for (size_t i = n - 1; i > place; i--)
            at[i] = at[i - 1];
        at[place] = e;
    }
    return n;
}

static const char *ratio_of(cm_doc *doc, mpq_srcptr q)
{
    const char *text = cm_number_text(doc->arena, q);
    if (!text)
        doc->failed = true;
    return text ? text : "0";
}

static void tell_measure(cm_doc *doc, const cm_body *body, uint32_t m)
{
    uint32_t at[LARGEST];
    cm_texts texts = {0};
    mpq_t sum;
    mpq_init(sum);
    for (uint32_t e = 0; e < body->n_entries; e++)
        mpq_add(sum, sum, measure_of(body, e, m));
    const char *total = ratio_of(doc, sum);
    mpq_clear(sum);
    size_t n = largest(body, m, at);
    bool drawn = doc->pictures && m == 0 && body->n_entries <= CM_MOST_BARS;
    for (size_t i = 0; i < n; i++) {
        const char *number = ratio_of(doc, measure_of(body, at[i], m));
        cm_texts_add(
            doc, &texts,
            cm_textf(doc, "%s %s",
                     cm_name_first(doc, body->entries[at[i]].label.name),
                     cm_percent_text(doc, cm_part_of(doc, number, total))));
    }
    cm_para(doc, "By %s: %s in all%s%s%s.",
            cm_quoted(doc, body->measures[m].name), cm_ratio_text(doc, total),
            body->measures[m].rounded ? " (rounded)" : "",
            drawn ? "" : "; the largest are ",
            drawn ? "" : cm_strung(doc, &texts, ", "));
}

static void tell_members(cm_doc *doc, const cm_body *body)
{
    uint32_t n = body->n_entries;
    cm_texts names = {0};
    if (n <= 2 * HELD && body->n_measures == 0)
        for (uint32_t e = 0; e < n; e++)
            cm_texts_add(doc, &names,
                         cm_name_text(doc, body->entries[e].label.name));
    cm_para(doc, "%s%s%s%s.", cm_counted_n(doc, n, "member", "members"),
            body->nested ? ", each of which votes as something else decides"
                         : "",
            names.n ? ": " : "", cm_listed(doc, &names, "and"));
    for (uint32_t m = 0; m < body->n_measures; m++)
        tell_measure(doc, body, m);
}

/* ---- bodies
 * ----------------------------------------------------------------------------
 */

/* The names of the bodies that decide something. */
static cm_map deciding(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *acts = acts_of(answer);
    cm_map names = {0};
    for (size_t a = 0; a < comitia_value_count(acts); a++)
        if (!cm_map_put(doc->arena, &names,
                        cm_tree_text(comitia_value_at(acts, a), "body"), 1))
            doc->failed = true;
    return names;
}

/* The place of each body among those with parties. */
static cm_map row_places(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *rows = comitia_value_get(answer, "bodies");
    cm_map places = {0};
    for (size_t i = 0; i < comitia_value_count(rows) && i < CM_MAP_NONE; i++)
        if (!cm_map_put(doc->arena, &places,
                        cm_tree_text(comitia_value_at(rows, i), "name"),
                        (uint32_t)i))
            doc->failed = true;
    return places;
}

static void tell_body(cm_doc *doc, const comitia_value *answer,
                      const comitia_value *row, const char *name,
                      const char *title, cm_cites cites, const cm_body *body)
{
    const comitia_value *acts = acts_of(answer);
    cm_heading(doc, 2, "%s%s", cm_name_titled(doc, name, title),
               cm_cites_text(doc, cites));
    if (doc->pictures) {
        cm_thresholds thresholds = {0};
        cm_thresholds_of(doc, answer, name, NULL, &thresholds);
        cm_body_picture(doc, row, body, &thresholds);
    }
    if (row)
        tell_parties(doc, row, body);
    else if (body)
        tell_members(doc, body);
    tell_thresholds(doc, answer, name, NULL);
    for (uint32_t m = 0; body && m < body->n_measures; m++)
        tell_thresholds(doc, answer, name, body->measures[m].name);
    size_t told = 0;
    cm_columns columns = {.members = cm_is_of_members(body)};
    for (size_t a = 0; a < comitia_value_count(acts); a++)
        if (cm_tree_is(comitia_value_at(acts, a), "body", name) &&
            told++ < doc->most)
            cm_brief_act(doc, comitia_value_at(acts, a), &columns);
    cm_more(doc, 0, told);
    cm_columns_tell(doc, &columns);
}

void cm_brief_bodies(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *rows = comitia_value_get(answer, "bodies");
    const cm_model *model = doc->model;
    cm_map acting = deciding(doc, answer), places = row_places(doc, answer);
    size_t told = 0;
    for (uint32_t b = 0; model && b < model->n_bodies; b++) {
        const cm_label *label = &model->bodies[b].label;
        uint32_t place = cm_map_get(&places, label->name);
        if (place == CM_MAP_NONE &&
            cm_map_get(&acting, label->name) == CM_MAP_NONE)
            continue;
        if (told++ < doc->most)
            tell_body(
                doc, answer,
                place == CM_MAP_NONE ? NULL : comitia_value_at(rows, place),
                label->name, label->title, label->cites, &model->bodies[b]);
    }
    for (size_t i = 0; !model && i < comitia_value_count(rows); i++)
        if (told++ < doc->most)
            tell_body(doc, answer, comitia_value_at(rows, i),
                      cm_tree_text(comitia_value_at(rows, i), "name"), NULL,
                      (cm_cites){0}, NULL);
    cm_more(doc, 0, told);
}
