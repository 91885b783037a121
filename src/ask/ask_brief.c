/* brief: everything that can be said of a file without a further word. */
#include <stdlib.h>

#include "ask/ask.h"

/* A part that a verb answers, under a key of its own; null when its share of
   the steps is spent. */
typedef struct part {
    const char *name; /* in the message */
    cm_verb_fn *verb;
    const cm_target *target; /* or NULL */
} part;

static comitia_status ask_part(cm_ask *ask, const part *p, uint32_t parts_left,
                               comitia_value **object, cm_ask *done)
{
    uint64_t limit = cm_share_begin(ask->ctx, parts_left);
    comitia_status status = cm_ask_part(ask, p->verb, p->target,
                                        p->target ? 1 : 0, done, object);
    cm_share_end(ask->ctx, limit);
    if (cm_is_limit(ask->ctx, status)) {
        *object = NULL;
        cm_list_left_out(ask, p->name);
        status = COMITIA_OK;
    }
    return status;
}

static void put_member(cm_ask *ask, comitia_value *into, const char *key,
                       comitia_value *object, const char *member)
{
    comitia_value *value = cm_member(object, member);
    if (value)
        cm_put(&ask->b, into, key, value);
    else
        cm_put_null(&ask->b, into, key);
}

/* "the coalitions of Arrest" */
static const char *part_name(cm_ask *ask, const char *what, const char *of)
{
    cm_buf text;
    cm_buf_init(&text, ask->arena);
    cm_buf_addf(&text, "%s of %s", what, of);
    ask->b.failed |= text.failed;
    return text.failed ? "" : cm_buf_text(&text);
}

/* ---- outcomes ------------------------------------------------------------------ */

/* Parts that can take long: the coalitions of each outcome, the seats of each
   act by a body, and three more. */
static uint32_t count_parts(const cm_model *model)
{
    uint32_t n = 2 * model->n_subjects + 4;
    for (uint32_t a = 0; a < model->n_acts; a++)
        n += model->acts[a].body != CM_NONE;
    return n;
}

static comitia_status put_who(cm_ask *ask, comitia_value *object,
                              const cm_target *target, uint32_t parts_left)
{
    cm_ask done;
    comitia_value *who;
    part p = {part_name(ask, "the list of coalitions", target->text),
              cm_ask_who, target};
    CM_TRY(ask_part(ask, &p, parts_left, &who, &done));
    if (who && done.word == CM_WORD_ILL)
        who = NULL;
    put_member(ask, object, "who", who, "cases");
    if (target->what != CM_COND_OUTCOME)
        return COMITIA_OK;
    uint64_t limit = cm_share_begin(ask->ctx, 2 * parts_left);
    comitia_status status = cm_note_mixed(ask, target->index, UINT32_MAX);
    cm_share_end(ask->ctx, limit);
    return cm_is_limit(ask->ctx, status) ? COMITIA_OK : status;
}

/* The row of one outcome or ladder, without its coalitions. */
static comitia_status put_row(cm_ask *ask, comitia_value *list, uint32_t i,
                              uint32_t parts_left, comitia_value **row)
{
    static const char *const keys[] = {"status", "result", "needed", "stopped"};
    cm_word word;
    cm_target target = cm_subject_target(ask->model, i);
    uint64_t limit = cm_share_begin(ask->ctx, parts_left);
    *row = cm_object(&ask->b);
    comitia_status status = cm_put_status(ask, *row, &target, 2, &word);
    cm_share_end(ask->ctx, limit);
    if (cm_is_limit(ask->ctx, status)) {
        *row = cm_object(&ask->b);
        cm_put(&ask->b, *row, "subject",
               cm_subject(ask, target.what, target.index));
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            cm_put_null(&ask->b, *row, keys[k]);
        cm_list_left_out(ask, part_name(ask, "the status", target.text));
        status = COMITIA_OK;
    }
    cm_add(&ask->b, list, *row);
    return status;
}

/* Every status is found before the first list of coalitions is begun. */
static comitia_status put_outcomes(cm_ask *ask, comitia_value *answer,
                                   uint32_t *parts_left)
{
    uint32_t n = ask->model->n_subjects;
    comitia_value *list = cm_put_list(&ask->b, answer, "outcomes");
    comitia_value **rows = cm_new_n(ask->arena, comitia_value *, n);
    if (!rows)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        CM_TRY(put_row(ask, list, i, (*parts_left)--, &rows[i]));
    for (uint32_t i = 0; i < n; i++) {
        cm_target target = cm_subject_target(ask->model, i);
        CM_TRY(put_who(ask, rows[i], &target, (*parts_left)--));
    }
    return COMITIA_OK;
}

/* ---- acts ------------------------------------------------------------------------ */

static comitia_status put_acts(cm_ask *ask, comitia_value *answer,
                               uint32_t *parts_left)
{
    comitia_value *list = cm_put_list(&ask->b, answer, "acts");
    for (uint32_t a = 0; a < ask->model->n_acts; a++) {
        const cm_act *act = &ask->model->acts[a];
        cm_ask done;
        comitia_value *needs;
        cm_target target = {.text = act->label.name,
                            .what = CM_COND_ACT,
                            .index = a,
                            .other = CM_NONE};
        if (act->body == CM_NONE)
            continue;
        part p = {part_name(ask, "the list of cases", act->label.name),
                  cm_ask_needs, &target};
        CM_TRY(ask_part(ask, &p, (*parts_left)--, &needs, &done));
        if (!needs) {
            needs = cm_object(&ask->b);
            cm_put(&ask->b, needs, "subject",
                   cm_subject(ask, CM_COND_ACT, a));
            cm_put_text(&ask->b, needs, "body",
                        ask->model->bodies[act->body].label.name);
            cm_put_null(&ask->b, needs, "cases");
        }
        cm_add(&ask->b, list, needs);
    }
    return COMITIA_OK;
}

/* ---- sources ------------------------------------------------------------------------ */

typedef cm_vec(const cm_cite *) cite_list;

static bool add_cites(cm_ask *ask, cite_list *list, cm_cites cites)
{
    for (uint32_t i = 0; i < cites.n; i++)
        if (!cm_push(ask->arena, list, &cites.at[i]))
            return false;
    return true;
}

static int by_place(const void *left, const void *right)
{
    const cm_cite *a = *(const cm_cite *const *)left;
    const cm_cite *b = *(const cm_cite *const *)right;
    if (a->span.file != b->span.file)
        return a->span.file < b->span.file ? -1 : 1;
    if (a->span.line != b->span.line)
        return a->span.line < b->span.line ? -1 : 1;
    if (a->span.column != b->span.column)
        return a->span.column < b->span.column ? -1 : 1;
    return 0;
}

/* Lines of talks are no declarations, but have sources too. */
static bool gather(cm_ask *ask, cite_list *list)
{
    const cm_model *model = ask->model;
    for (uint32_t i = 0; i < model->n_declarations; i++)
        if (!add_cites(ask, list, model->declarations[i].cites))
            return false;
    for (uint32_t t = 0; t < model->n_talks; t++) {
        const cm_talks *talks = &model->talks[t];
        for (uint32_t i = 0; i < talks->n_points; i++)
            if (!add_cites(ask, list, talks->points[i].label.cites))
                return false;
        for (uint32_t i = 0; i < talks->n_lines; i++)
            if (!add_cites(ask, list, talks->lines[i].cites))
                return false;
    }
    return true;
}

static comitia_status put_sources(cm_ask *ask, comitia_value *answer)
{
    cite_list list = {0};
    comitia_value *cites = cm_put_list(&ask->b, answer, "cites");
    if (!gather(ask, &list))
        return COMITIA_E_NOMEM;
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_place);
    for (size_t i = 0; i < list.n; i++) {
        if (i && by_place(&list.at[i - 1], &list.at[i]) == 0)
            continue; /* the same one, reached twice */
        comitia_value *row = cm_add_object(&ask->b, cites);
        cm_put_cite(ask, row, list.at[i]);
        cm_put_place(ask, row, list.at[i]->span);
    }
    return COMITIA_OK;
}

/* ---- the whole -------------------------------------------------------------------------- */

static comitia_status put_part(cm_ask *ask, comitia_value *answer,
                               const char *key, part p, const char *member,
                               uint32_t *parts_left)
{
    cm_ask done;
    comitia_value *object;
    CM_TRY(ask_part(ask, &p, (*parts_left)--, &object, &done));
    if (member)
        put_member(ask, answer, key, object, member);
    else if (object)
        cm_put(&ask->b, answer, key, object);
    else
        cm_put_null(&ask->b, answer, key);
    return COMITIA_OK;
}

comitia_status cm_ask_brief(cm_ask *ask, comitia_value *answer)
{
    uint32_t parts_left = count_parts(ask->model);
    cm_put_text(&ask->b, answer, "title", ask->model->title);
    cm_put_state(ask, answer);
    CM_TRY(put_outcomes(ask, answer, &parts_left));
    CM_TRY(put_acts(ask, answer, &parts_left));
    CM_TRY(put_part(ask, answer, "timeline",
                    (part){"the timeline", cm_ask_timeline, NULL}, NULL,
                    &parts_left));
    CM_TRY(put_part(ask, answer, "beliefs",
                    (part){"the list of beliefs", cm_ask_belief, NULL},
                    "claims", &parts_left));
    CM_TRY(put_part(ask, answer, "talks",
                    (part){"the list of talks", cm_ask_deal, NULL}, "talks",
                    &parts_left));
    CM_TRY(put_sources(ask, answer));
    return ask->b.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
