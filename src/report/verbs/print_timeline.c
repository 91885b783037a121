/* timeline: what each event changed. */
#include "report/words/verbs.h"

/* The event of the model behind a step. Steps come in the order of events, so
   it is looked for from the place of the one before. */
static const cm_event *event_of(const cm_model *model,
                                const comitia_value *step, uint32_t *from)
{
    const char *file = cm_tree_text(step, "file");
    int64_t line = cm_tree_number(step, "line");
    for (uint32_t i = 0; model && i < model->n_events; i++) {
        uint32_t at = (*from + i) % model->n_events;
        const cm_event *event = &model->events[at];
        if (event->span.line == line &&
            strcmp(model->texts[event->span.file].path, file) == 0 &&
            strcmp(event->text, cm_tree_text(step, "text")) == 0) {
            *from = at + 1;
            return event;
        }
    }
    return NULL;
}

/* The words after the date. */
static const char *after_date(const char *text)
{
    const char *at = strchr(text, ' ');
    at = at ? strchr(at + 1, ' ') : NULL;
    return at ? at + 1 : text;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), k = strlen(end);
    return n >= k && strcmp(text + n - k, end) == 0;
}

/* "Supreme Court granted Stop", "Stop went on to Supreme Court" */
static const char *step_of_ladder(cm_doc *doc, const cm_event *event)
{
    const cm_act *act = &doc->model->acts[event->index];
    const cm_ladder *ladder = &doc->model->ladders[act->ladder];
    const cm_court *court = &ladder->courts[act->court];
    const char *what = cm_name_first(doc, ladder->label.name);
    const char *where = cm_name_first(doc, court->name);
    if (court->at == event->index)
        return cm_textf(doc, "%s %s %s", where,
                        event->value ? "granted" : "did not grant", what);
    return cm_textf(doc, "%s %s %s", what,
                    event->value ? "went to" : "did not go to", where);
}

static const char *settling(cm_doc *doc, const cm_event *event)
{
    const cm_model *model = doc->model;
    if (event->what == CM_COND_OPTION) {
        const cm_fact *fact = &model->facts[event->index];
        return cm_textf(doc, "%s is %s", cm_name_first(doc, fact->label.name),
                        cm_quoted(doc, fact->options[event->option].name));
    }
    if (event->what != CM_COND_FACT && model->acts[event->index].is_step)
        return step_of_ladder(doc, event);
    bool state = ends_with(event->text, " holds") ||
                 ends_with(event->text, " does not hold");
    const char *verb = state          ? event->value ? "holds" : "does not hold"
                       : event->value ? "happened"
                                      : "did not happen";
    const char *name = event->what == CM_COND_FACT
                           ? model->facts[event->index].label.name
                           : model->acts[event->index].label.name;
    return cm_textf(doc, "%s %s", cm_name_first(doc, name), verb);
}

static const char *event_text(cm_doc *doc, const comitia_value *step,
                              const cm_event *event)
{
    const char *text = after_date(cm_tree_text(step, "text"));
    if (!event)
        return cm_quoted(doc, text);
    if (event->kind == CM_EVENT_SETTLES)
        return settling(doc, event);
    if (event->kind == CM_EVENT_SEATS)
        return cm_quoted(doc, text);
    const cm_act *act = &doc->model->acts[event->index];
    const char *ballots = strchr(text, ':');
    return cm_textf(
        doc, "Vote on %s: %s", cm_name_first(doc, act->label.name),
        cm_quoted(doc, ballots ? ballots + 1 + (ballots[1] == ' ') : text));
}

static const char *day_text(cm_doc *doc, const comitia_value *step)
{
    const char *days =
        cm_days_text(doc, cm_tree_text(step, "from"), cm_tree_text(step, "to"));
    const char *text = cm_tree_text(step, "text");
    bool since = strncmp(text, "since ", 6) == 0;
    return cm_textf(doc, "%s%s%s", since ? "since " : "", days,
                    cm_tree_bool(step, "uncertain") ? "*" : "");
}

static const char *changes_text(cm_doc *doc, const comitia_value *step)
{
    const comitia_value *changes = comitia_value_get(step, "changes");
    cm_texts texts = {0};
    for (size_t i = 0; i < comitia_value_count(changes); i++) {
        const comitia_value *change = comitia_value_at(changes, i);
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "%s: %s, was %s",
                              cm_name_first(doc, cm_tree_text(change, "name")),
                              cm_status_text(doc, cm_tree_text(change, "to")),
                              cm_tree_text(change, "from")));
    }
    return cm_strung(doc, &texts, "; ");
}

void cm_tell_steps(cm_doc *doc, const comitia_value *steps)
{
    static const char *const head[] = {"", "what happened", "what it changed"};
    bool any = false, unsure = false;
    size_t n = comitia_value_count(steps),
           from = n > doc->most ? n - doc->most : 0;
    uint32_t place = 0;
    if (from)
        cm_para(doc, CM_SOFT "%s before these are left out." CM_END,
                cm_counted_n(doc, from, "event", "events"));
    for (size_t i = from; i < n; i++) {
        unsure |= cm_tree_bool(comitia_value_at(steps, i), "uncertain");
        any |= comitia_value_count(comitia_value_get(comitia_value_at(steps, i),
                                                     "changes")) > 0;
    }
    cm_table *table = cm_table_new(doc, "", any ? 3 : 2, head);
    for (size_t i = from; i < n; i++) {
        const comitia_value *step = comitia_value_at(steps, i);
        const cm_event *event = event_of(doc->model, step, &place);
        cm_cell(doc, table, day_text(doc, step));
        cm_cell(doc, table,
                cm_textf(doc, "%s%s", event_text(doc, step, event),
                         event ? cm_cites_text(doc, event->cites) : ""));
        if (any)
            cm_cell(doc, table, changes_text(doc, step));
    }
    if (unsure)
        cm_para(doc,
                CM_SOFT "* Which of these came first is not certain." CM_END);
    if (!any && n)
        cm_para(doc, "None of this changed the status of an outcome.");
}

static void standing(cm_doc *doc, const comitia_value *list, const char *lead)
{
    cm_texts texts = {0};
    for (size_t i = 0; i < comitia_value_count(list) && i < doc->most; i++) {
        const comitia_value *row = comitia_value_at(list, i);
        cm_texts_add(
            doc, &texts,
            cm_textf(doc, "%s %s", cm_name_text(doc, cm_tree_text(row, "name")),
                     cm_status_text(doc, cm_tree_text(row, "status"))));
    }
    if (texts.n)
        cm_para(doc, "%s: %s.", lead, cm_strung(doc, &texts, ", "));
}

void cm_print_timeline(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *steps = comitia_value_get(answer, "steps");
    size_t n = comitia_value_count(steps), telling = 0;
    for (size_t i = 0; i < n; i++)
        telling += comitia_value_count(comitia_value_get(
                       comitia_value_at(steps, i), "changes")) > 0;
    cm_para(doc, "%s, of which %s changed an outcome.",
            cm_counted_n(doc, n, "event", "events"),
            telling ? cm_grouped_u64(doc, telling) : "none");
    cm_remarks(doc, answer);
    standing(doc, comitia_value_get(answer, "start"), "Before them");
    if (n)
        cm_tell_steps(doc, steps);
    standing(doc, comitia_value_get(answer, "end"), "After them");
    cm_notes_here(doc);
}

void cm_rows_timeline(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const comitia_value *end = comitia_value_get(answer, "end");
    for (size_t i = 0; i < comitia_value_count(end); i++) {
        const comitia_value *row = comitia_value_at(end, i);
        cm_rows_add(
            doc, rows,
            cm_textf(doc, "%s, after all events", cm_tree_text(row, "name")),
            cm_status_text(doc, cm_tree_text(row, "status")));
    }
}
