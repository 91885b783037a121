/* What `show` says of sources, reports and talks. */
#include "ask/show.h"

/* ---- sources and reports
 * ------------------------------------------------------ */

static void put_accuracy(cm_builder *b, comitia_value *object, const char *key,
                         const cm_number *const *right, bool known)
{
    comitia_value *list = NULL;
    if (!known) {
        cm_put_null(b, object, key);
        return;
    }
    list = cm_put_object(b, object, key);
    cm_put_ratio(b, list, "if_true", right[0]->q);
    cm_put_ratio(b, list, "if_false", right[1]->q);
}

static void put_source(cm_ask *ask, comitia_value *list,
                       const cm_source *source)
{
    cm_builder *b = &ask->b;
    const cm_model *model = ask->model;
    comitia_value *row = cm_add_object(b, list);
    const char *of = NULL;
    if (source->is_of && source->of_player != CM_NONE)
        of = model->players[source->of_player].label.name;
    else if (source->is_of && source->of_body != CM_NONE)
        of = model->bodies[source->of_body].label.name;
    cm_put_text(b, row, "name", source->label.name);
    cm_put_text(b, row, "title", source->label.title);
    cm_put_bool(b, row, "unnamed", source->unnamed);
    cm_put_text(b, row, "of", of);
    put_accuracy(b, row, "right", source->right, source->has_right);
    put_accuracy(b, row, "believes", source->believes, source->has_right);
    cm_put_place(ask, row, source->label.span);
}

static void put_report(cm_ask *ask, comitia_value *list,
                       const cm_report *report)
{
    static const char *const verbs[] = {
        [CM_SAYS] = "says",
        [CM_DENIES] = "denies",
        [CM_BELIEVES] = "believes",
        [CM_CANNOT_SAY] = "cannot say",
    };
    cm_builder *b = &ask->b;
    const cm_model *model = ask->model;
    comitia_value *row = cm_add_object(b, list);
    comitia_value *chain = cm_put_list(b, row, "chain");
    for (uint32_t i = 0; i < report->n_speakers; i++) {
        const cm_speaker *speaker = &report->speakers[i];
        comitia_value *link = cm_add_object(b, chain);
        cm_put_text(b, link, "source",
                    model->sources[speaker->source].label.name);
        cm_put_text(b, link, "verb", verbs[speaker->verb]);
    }
    cm_put_bool(b, row, "not", report->negated);
    cm_put_text(b, row, "claim",
                cm_name_of(model, report->what, report->index));
    cm_put_text(b, row, "option",
                report->what == CM_COND_OPTION
                    ? model->facts[report->index].options[report->option].name
                    : NULL);
    cm_put_place(ask, row, report->span);
    cm_put_cites(ask, row, report->cites);
}

/* ---- talks
 * --------------------------------------------------------------------- */

static void put_line(cm_ask *ask, comitia_value *list, const cm_talks *talks,
                     const cm_line *line)
{
    static const char *const kinds[] = {
        [CM_LINE_GIVEN] = "given",       [CM_LINE_GOAL] = "goal",
        [CM_LINE_DEMANDS] = "demands",   [CM_LINE_HOLDS] = "holds",
        [CM_LINE_WANTS] = "wants",       [CM_LINE_THREATENS] = "threatens",
        [CM_LINE_PROMISES] = "promises", [CM_LINE_PREFERS] = "prefers",
    };
    cm_builder *b = &ask->b;
    comitia_value *row = cm_add_object(b, list);
    cm_put_text(b, row, "kind", kinds[line->kind]);
    cm_put_text(b, row, "side",
                line->side == CM_NONE ? NULL : talks->sides[line->side].name);
    cm_put_text(b, row, "label", line->label);
    cm_put_text(b, row, "name", line->name);
    cm_put_text(b, row, "text", line->text);
    cm_put_place(ask, row, line->span);
    cm_put_cites(ask, row, line->cites);
}

static void put_talks(cm_ask *ask, comitia_value *list, const cm_talks *talks)
{
    cm_builder *b = &ask->b;
    comitia_value *row = cm_add_object(b, list);
    cm_put_text(b, row, "name", talks->label.name);
    cm_put_text(b, row, "title", talks->label.title);
    comitia_value *sides = cm_put_list(b, row, "between");
    for (uint32_t i = 0; i < talks->n_sides; i++)
        cm_add_text(b, sides, talks->sides[i].name);
    comitia_value *points = cm_put_list(b, row, "points");
    for (uint32_t i = 0; i < talks->n_points; i++) {
        const cm_point *point = &talks->points[i];
        comitia_value *object = cm_add_object(b, points);
        cm_put_text(b, object, "name", point->label.name);
        cm_put_text(b, object, "title", point->label.title);
        cm_put_text(b, object, "by",
                    point->by == CM_NONE ? NULL : talks->sides[point->by].name);
    }
    comitia_value *lines = cm_put_list(b, row, "lines");
    for (uint32_t i = 0; i < talks->n_lines; i++)
        put_line(ask, lines, talks, &talks->lines[i]);
}

void cm_show_said(cm_ask *ask, comitia_value *answer)
{
    const cm_model *model = ask->model;
    comitia_value *sources = cm_put_list(&ask->b, answer, "sources");
    for (uint32_t i = 0; i < model->n_sources; i++)
        put_source(ask, sources, &model->sources[i]);
    comitia_value *reports = cm_put_list(&ask->b, answer, "reports");
    for (uint32_t i = 0; i < model->n_reports; i++)
        put_report(ask, reports, &model->reports[i]);
    comitia_value *talks = cm_put_list(&ask->b, answer, "talks");
    for (uint32_t i = 0; i < model->n_talks; i++)
        put_talks(ask, talks, &model->talks[i]);
}
