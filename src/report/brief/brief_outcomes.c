/* The outcomes of a briefing: what can still happen, and who can do it. */
#include "report/brief/brief.h"

/* Columns that fit beside a title in 80 columns. */
enum { BESIDE = 3, SPELLED = 6, LEADING = 5 };

static const char *name_of(const comitia_value *row)
{
    return cm_tree_text(comitia_value_get(row, "subject"), "name");
}

static bool is_open(const comitia_value *row)
{
    return cm_tree_is(row, "status", "open");
}

/* ---- which outcomes are parts of others
 * ------------------------------------------ */

/* Notes the outcomes and ladders that a condition speaks of. Its depth is
   bounded by the grammar. */
static void note_parts(cm_doc *doc, const cm_cond *cond, cm_map *parts)
{
    const char *name = NULL;
    if (!cond)
        return;
    if (cond->kind == CM_COND_OUTCOME)
        name = doc->model->outcomes[cond->index].label.name;
    if (cond->kind == CM_COND_LADDER)
        name = doc->model->ladders[cond->index].label.name;
    if (name && !cm_map_put(doc->arena, parts, name, 1))
        doc->failed = true;
    for (uint32_t i = 0; i < cond->n_children; i++)
        note_parts(doc, cond->children[i], parts);
}

/* The names of what is part of an outcome. */
static cm_map parts_of(cm_doc *doc)
{
    const cm_model *model = doc->model;
    cm_map parts = {0};
    for (uint32_t i = 0; model && i < model->n_outcomes; i++) {
        note_parts(doc, model->outcomes[i].when, &parts);
        note_parts(doc, model->outcomes[i].unless, &parts);
    }
    return parts;
}

static bool is_part(const cm_map *parts, const char *name)
{
    return cm_map_get(parts, name) != CM_MAP_NONE;
}

/* ---- status by reading
 * ---------------------------------------------------------------- */

static const char *status_when(cm_doc *doc, const comitia_value *row,
                               const comitia_value *when)
{
    cm_terms needed =
        cm_terms_given(doc, comitia_value_get(row, "needed"), when);
    cm_terms stopped =
        cm_terms_given(doc, comitia_value_get(row, "stopped"), when);
    if (cm_terms_always(&needed))
        return "certain";
    return cm_terms_always(&stopped) ? "impossible" : "open";
}

/* A fact comes with its sources at the first mention: it is what people may
   differ about. */
static const char *thing_text(cm_doc *doc, const char *name)
{
    cm_name found = doc->model ? cm_model_name(doc->model, name)
                               : (cm_name){.kind = CM_NAME_NOTHING};
    bool first = cm_map_get(&doc->mentioned, name) == CM_MAP_NONE;
    const char *text = cm_name_first(doc, name);
    if (!first || found.kind != CM_NAME_FACT)
        return text;
    return cm_textf(
        doc, "%s%s", text,
        cm_cites_text(doc, doc->model->facts[found.index].label.cites));
}

/* Who takes a step: "L at C" is the act of C, "L to C" of the first mover,
   "L to C by X" of X. */
static const char *who_steps(const cm_doc *doc, const char *step)
{
    size_t n = strcspn(step, " ");
    const char *by = strstr(step, " by ");
    if (strncmp(step + n, " at ", 4) == 0)
        return step + n + 4;
    if (by)
        return by + 4;
    for (uint32_t i = 0; doc->model && i < doc->model->n_ladders; i++) {
        const cm_ladder *ladder = &doc->model->ladders[i];
        if (strlen(ladder->label.name) == n &&
            strncmp(ladder->label.name, step, n) == 0)
            return doc->model->players[ladder->by].label.name;
    }
    return step;
}

/* A step of another ladder is told as that ladder; of the ladder itself, as
   who takes it. */
static const char *thing_of(cm_doc *doc, const comitia_value *literal,
                            const char *row)
{
    const char *name = cm_tree_text(literal, "name");
    if (!cm_tree_is(literal, "kind", "step"))
        return name;
    const char *ladder = cm_textf(doc, "%.*s", (int)strcspn(name, " "), name);
    return strcmp(ladder, row) == 0 ? who_steps(doc, name) : ladder;
}

/* The things an open outcome turns on, each once. */
static void add_things(cm_doc *doc, const cm_terms *terms, const char *row,
                       cm_map *seen, cm_texts *things)
{
    for (size_t t = 0; t < terms->n && things->n <= LEADING; t++) {
        for (size_t l = 0; l < terms->at[t].n; l++) {
            const char *name = thing_of(doc, terms->at[t].at[l], row);
            if (cm_map_get(seen, name) != CM_MAP_NONE)
                continue;
            if (!cm_map_put(doc->arena, seen, name, 1))
                doc->failed = true;
            if (things->n < LEADING)
                cm_texts_add(doc, things, thing_text(doc, name));
            else if (things->n == LEADING)
                cm_texts_add(doc, things, "others");
        }
    }
}

static const char *turns_on(cm_doc *doc, const comitia_value *row)
{
    cm_texts things = {0};
    cm_map seen = {0};
    cm_terms needed =
        cm_terms_given(doc, comitia_value_get(row, "needed"), NULL);
    cm_terms stopped =
        cm_terms_given(doc, comitia_value_get(row, "stopped"), NULL);
    add_things(doc, &needed, name_of(row), &seen, &things);
    add_things(doc, &stopped, name_of(row), &seen, &things);
    return cm_listed(doc, &things, "and");
}

/* Whether the status is not the same under every reading, and can be told. */
static bool differs(cm_doc *doc, const comitia_value *row)
{
    const comitia_value *cases = comitia_value_get(row, "who");
    size_t n = comitia_value_count(cases);
    for (size_t c = 0; c < n && n <= SPELLED; c++)
        if (strcmp(status_when(
                       doc, row,
                       comitia_value_get(comitia_value_at(cases, c), "when")),
                   "open") != 0)
            return true;
    return false;
}

/* ", when it needs Lift to pass", if that is said in a few words. */
static const char *short_need(cm_doc *doc, const comitia_value *row,
                              const comitia_value *when)
{
    cm_terms terms =
        cm_terms_given(doc, comitia_value_get(row, "needed"), when);
    if (!terms.known || terms.n == 0 || cm_terms_length(&terms) > 2)
        return "";
    return cm_textf(doc, ", when it needs %s",
                    cm_terms_text(doc, &terms, CM_INFINITIVE, 2));
}

/* "certain if Reading is Court; open if Reading is Defence" */
static const char *by_case(cm_doc *doc, const comitia_value *row)
{
    static const char *const words[] = {"certain", "impossible", "open"};
    const comitia_value *cases = comitia_value_get(row, "who");
    size_t n = comitia_value_count(cases);
    cm_texts texts = {0};
    for (size_t w = 0; w < 3; w++) {
        cm_texts whens = {0};
        const comitia_value *last = NULL;
        for (size_t c = 0; c < n; c++) {
            const comitia_value *when =
                comitia_value_get(comitia_value_at(cases, c), "when");
            if (strcmp(status_when(doc, row, when), words[w]) != 0)
                continue;
            last = when;
            cm_texts_add(doc, &whens, cm_term_text(doc, when, CM_PRESENT));
        }
        if (whens.n == 0)
            continue;
        cm_texts_add(
            doc, &texts,
            cm_textf(doc, "%s if %s%s", cm_status_text(doc, words[w]),
                     cm_listed(doc, &whens, "or"),
                     w == 2 && whens.n == 1 ? short_need(doc, row, last) : ""));
    }
    return cm_strung(doc, &texts, "; ");
}

/* The day of the event that brought the status about, or "". */
static const char *since_text(cm_doc *doc, const comitia_value *answer,
                              const char *name, const char *status)
{
    const comitia_value *steps =
        comitia_value_get(comitia_value_get(answer, "timeline"), "steps");
    for (size_t s = comitia_value_count(steps); s-- > 0;) {
        const comitia_value *step = comitia_value_at(steps, s);
        const comitia_value *changes = comitia_value_get(step, "changes");
        for (size_t c = 0; c < comitia_value_count(changes); c++) {
            const comitia_value *change = comitia_value_at(changes, c);
            if (!cm_tree_is(change, "name", name))
                continue;
            if (!cm_tree_is(change, "to", status))
                return "";
            return cm_textf(doc, " since %s",
                            cm_date_text(doc, cm_tree_text(step, "to")));
        }
    }
    return "";
}

static void lead(cm_doc *doc, const comitia_value *answer,
                 const comitia_value *row)
{
    const comitia_value *subject = comitia_value_get(row, "subject");
    const char *status = cm_tree_text(row, "status");
    const char *titled = cm_subject_titled(doc, subject);
    if (!is_open(row)) {
        cm_item(doc, 0, "%s: %s%s.", titled, cm_status_text(doc, status),
                since_text(doc, answer, name_of(row), status));
        return;
    }
    if (differs(doc, row)) {
        cm_item(doc, 0, "%s: %s.", titled, by_case(doc, row));
        return;
    }
    const char *things = turns_on(doc, row);
    if (*things)
        cm_item(doc, 0, "%s: %s; it turns on %s.", titled,
                cm_status_text(doc, "open"), things);
    else
        cm_item(doc, 0, "%s: %s.", titled, cm_status_text(doc, "open"));
}

void cm_brief_lead_outcomes(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *rows = comitia_value_get(answer, "outcomes");
    cm_map parts = parts_of(doc);
    size_t told = 0;
    for (size_t i = 0; i < comitia_value_count(rows); i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        if (!is_part(&parts, name_of(row)) && told++ < doc->most)
            lead(doc, answer, row);
    }
    cm_more(doc, 0, told);
}

/* ---- the table of one open outcome
 * ------------------------------------------------------ */

static const char *needs_cell(cm_doc *doc, const comitia_value *row,
                              const comitia_value *when)
{
    cm_terms terms =
        cm_terms_given(doc, comitia_value_get(row, "needed"), when);
    if (!terms.known)
        return "one of too many ways to list";
    if (cm_terms_always(&terms))
        return CM_GOOD "nothing more" CM_END ": it is certain";
    if (terms.n == 0)
        return CM_BAD "impossible" CM_END;
    return cm_terms_text(doc, &terms, CM_INFINITIVE, SPELLED);
}

static const char *stops_cell(cm_doc *doc, const comitia_value *row,
                              const comitia_value *when)
{
    cm_terms terms =
        cm_terms_given(doc, comitia_value_get(row, "stopped"), when);
    if (!terms.known)
        return "one of too many ways to list";
    if (terms.n == 0)
        return "nothing can";
    if (cm_terms_always(&terms))
        return "it is stopped already";
    return cm_terms_text(doc, &terms, CM_PRESENT, SPELLED);
}

static const char *camps_cell(cm_doc *doc, const comitia_value *one,
                              const char *key, const char *trivial)
{
    cm_camps camps;
    cm_camps_read(doc, one, key, SPELLED, &camps);
    return cm_camps_text(doc, &camps, trivial, "nobody");
}

enum { N_ROWS = 4 };
static const char *const titles[N_ROWS] = {
    "needs", "is stopped if", "can bring it about", "can prevent it"};

static const char *cell(cm_doc *doc, const comitia_value *row,
                        const comitia_value *one, size_t r)
{
    const comitia_value *when = comitia_value_get(one, "when");
    switch (r) {
    case 0: return needs_cell(doc, row, when);
    case 1: return stops_cell(doc, row, when);
    case 2:
        return camps_cell(doc, one, "force", "it takes nobody");
    default:
        return camps_cell(doc, one, "block", "it takes nobody");
    }
}

static const char *reading(cm_doc *doc, const comitia_value *one)
{
    const comitia_value *when = comitia_value_get(one, "when");
    return comitia_value_count(when) ? cm_if_text(doc, when) + 1 : "";
}

static void beside(cm_doc *doc, const comitia_value *row,
                   const comitia_value *cases, size_t n)
{
    const char *head[BESIDE + 1] = {""};
    for (size_t c = 0; c < n; c++)
        head[c + 1] = reading(doc, comitia_value_at(cases, c));
    cm_table *table = cm_table_new(doc, "", n + 1, head);
    for (size_t r = 0; r < N_ROWS; r++) {
        cm_cell(doc, table, titles[r]);
        for (size_t c = 0; c < n; c++)
            cm_cell(doc, table, cell(doc, row, comitia_value_at(cases, c), r));
    }
}

static void below(cm_doc *doc, const comitia_value *row,
                  const comitia_value *cases)
{
    size_t n = comitia_value_count(cases);
    for (size_t c = 0; c < n && c < SPELLED; c++) {
        const comitia_value *one = comitia_value_at(cases, c);
        cm_item(doc, 0, "%s:", reading(doc, one));
        for (size_t r = 0; r < N_ROWS; r++)
            cm_item(doc, 1, "%s: %s", titles[r], cell(doc, row, one, r));
    }
    if (n > SPELLED)
        cm_item(doc, 0, CM_SOFT "... and %s more cases" CM_END,
                cm_grouped_u64(doc, n - SPELLED));
}

static bool has_code(const comitia_value *answer, const char *code)
{
    const comitia_value *diags = comitia_value_get(answer, "diagnostics");
    for (size_t i = 0; i < comitia_value_count(diags); i++)
        if (cm_tree_is(comitia_value_at(diags, i), "code", code))
            return true;
    return false;
}

/* The question who can do it is ill-posed, or was too much work: only what is
   needed is told. */
static void without_who(cm_doc *doc, const comitia_value *answer,
                        const comitia_value *row)
{
    static const char *const head[] = {"", ""};
    cm_table *table = cm_table_new(doc, "", 2, head);
    cm_cell(doc, table, titles[0]);
    cm_cell(doc, table, needs_cell(doc, row, NULL));
    cm_cell(doc, table, titles[1]);
    cm_cell(doc, table, stops_cell(doc, row, NULL));
    if (has_code(answer, "C0511") || has_code(answer, "C0501"))
        cm_para(doc, "Who can bring it about cannot be said while everyone "
                     "simply takes sides: more votes for an act here can both "
                     "help and hinder it. Ask with --otherwise worst.");
    else if (has_code(answer, "C0512"))
        cm_para(doc, "Who can bring it about cannot be said while the others "
                     "stay away: to attend can itself do harm here.");
    else
        cm_para(doc, "Who can bring it about took too much work to find; "
                     "--limit allows more.");
}

/* Every reading settles it: the first lines have said all. */
static bool is_decided(cm_doc *doc, const comitia_value *row)
{
    const comitia_value *cases = comitia_value_get(row, "who");
    size_t n = comitia_value_count(cases);
    for (size_t c = 0; c < n && n <= SPELLED; c++)
        if (strcmp(status_when(
                       doc, row,
                       comitia_value_get(comitia_value_at(cases, c), "when")),
                   "open") == 0)
            return false;
    return n > 1 && n <= SPELLED;
}

static void begin(cm_doc *doc, const comitia_value *answer)
{
    cm_heading(doc, 2, "What can still happen");
    if (cm_tree_is(answer, "otherwise", "oppose"))
        cm_para(doc, CM_SOFT "Who can do it: with everyone else voting the "
                             "other way." CM_END);
}

void cm_brief_outcomes(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *rows = comitia_value_get(answer, "outcomes");
    cm_map parts = parts_of(doc);
    bool any = false;
    size_t told = 0;
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < comitia_value_count(rows); i++) {
            const comitia_value *row = comitia_value_at(rows, i);
            const comitia_value *cases = comitia_value_get(row, "who");
            const comitia_value *subject = comitia_value_get(row, "subject");
            size_t n = comitia_value_count(cases);
            /* What is part of another outcome comes after the others. */
            if (!is_open(row) || is_part(&parts, name_of(row)) != (pass == 1))
                continue;
            if (told < doc->most && is_decided(doc, row))
                continue;
            if (told++ >= doc->most)
                continue; /* past the last one they are only counted */
            if (!any)
                begin(doc, answer);
            any = true;
            cm_heading(
                doc, 3, "%s%s", cm_subject_titled(doc, subject),
                cm_cite_list_text(doc, comitia_value_get(subject, "cite")));
            if (n == 0)
                without_who(doc, answer, row);
            else if (n <= BESIDE)
                beside(doc, row, cases, n);
            else
                below(doc, row, cases);
        }
    cm_more(doc, 0, told);
}
