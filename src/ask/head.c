#include "ask/head.h"

#include "model/date.h"

comitia_value *cm_head_new(cm_ask *ask)
{
    static const char *const keys[] = {
        "comitia", "verb",      "file",    "on",          "suppose",
        "otherwise", "free",    "answer",  "exit",        "exact",
        "certified", "rounded", "uncertain", "diagnostics", "more",
    };
    comitia_value *answer = cm_object(&ask->b);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        cm_put_null(&ask->b, answer, keys[i]);
    if (ask->q->n_vary)
        cm_put_null(&ask->b, answer, "vary");
    return answer;
}

static void set_text(cm_ask *ask, comitia_value *answer, const char *key,
                     const char *text)
{
    cm_set(&ask->b, answer, key, cm_text(&ask->b, text));
}

static void set_question(cm_ask *ask, comitia_value *answer)
{
    static const char *const otherwise[] = {"oppose", "absent", "worst"};
    cm_builder *b = &ask->b;
    char day[11];
    set_text(ask, answer, "comitia", "1");
    set_text(ask, answer, "verb", comitia_verb_text(ask->q->verb));
    set_text(ask, answer, "file", ask->model ? ask->model->path : NULL);
    if (ask->options.has_on)
        cm_day_text(ask->options.on, day);
    set_text(ask, answer, "on", ask->options.has_on ? day : NULL);
    comitia_value *suppose = cm_list(b);
    for (size_t i = 0; i < ask->q->n_suppose; i++)
        cm_add_text(b, suppose, ask->q->suppose[i]);
    cm_set(b, answer, "suppose", suppose);
    set_text(ask, answer, "otherwise", otherwise[ask->q->otherwise]);
}

/* Freed parties, declared or by option, each once. */
static void set_free(cm_ask *ask, comitia_value *answer)
{
    cm_builder *b = &ask->b;
    comitia_value *list = cm_list(b);
    cm_set(b, answer, "free", list);
    if (!ask->world)
        return;
    const cm_model *model = ask->model;
    uint8_t *listed = cm_new_n(ask->arena, uint8_t, model->n_players);
    if (!listed) {
        b->failed = true;
        return;
    }
    for (uint32_t i = 0; i < model->n_bodies; i++) {
        const cm_body *body = &model->bodies[i];
        for (uint32_t e = 0; e < body->n_entries; e++) {
            uint32_t player = body->entries[e].player;
            if (!ask->world->free[i][e] || listed[player])
                continue;
            listed[player] = 1;
            cm_add_text(b, list, model->players[player].label.name);
        }
    }
}

static void set_answer(cm_ask *ask, comitia_value *answer)
{
    static const char *const words[] = {
        [CM_WORD_NULL] = NULL,   [CM_WORD_YES] = "yes",
        [CM_WORD_NO] = "no",     [CM_WORD_OPEN] = "open",
        [CM_WORD_ILL] = "ill-posed",
    };
    cm_builder *b = &ask->b;
    set_text(ask, answer, "answer", words[ask->word]);
    cm_set(b, answer, "exit", cm_int(b, ask->exit));
}

/* Rounded measures and unread changes of seats take the certificate away. */
static void set_certainty(cm_ask *ask, comitia_value *answer)
{
    cm_builder *b = &ask->b;
    const cm_model *model = ask->model;
    comitia_value *rounded = cm_list(b);
    for (uint32_t i = 0; model && i < model->n_bodies; i++) {
        const cm_body *body = &model->bodies[i];
        for (uint32_t m = 0; ask->measure_used && ask->measure_used[i] &&
                             m < body->n_measures;
             m++) {
            if (!body->measures[m].rounded || !ask->measure_used[i][m])
                continue;
            cm_buf name;
            cm_buf_init(&name, ask->arena);
            cm_buf_addf(&name, "%s.%s", body->label.name,
                        body->measures[m].name);
            b->failed |= name.failed;
            cm_add_text(b, rounded, cm_buf_text(&name));
            ask->certified = false;
        }
    }
    for (uint32_t i = 0; ask->world && i < ask->world->n_uncertain; i++) {
        const cm_event *event = ask->world->uncertain[i];
        if (event->kind == CM_EVENT_SEATS && ask->body_used[event->body])
            ask->certified = false;
    }
    cm_set(b, answer, "exact", cm_bool(b, ask->exact));
    cm_set(b, answer, "certified", cm_bool(b, ask->certified));
    cm_set(b, answer, "rounded", rounded);
}

static void set_uncertain(cm_ask *ask, comitia_value *answer)
{
    cm_builder *b = &ask->b;
    comitia_value *list = cm_list(b);
    for (uint32_t i = 0; ask->world && i < ask->world->n_uncertain; i++) {
        const cm_event *event = ask->world->uncertain[i];
        comitia_value *row = cm_add_object(b, list);
        cm_put_place(ask, row, event->span);
        cm_put_text(b, row, "text", event->text);
    }
    cm_set(b, answer, "uncertain", list);
}

/* Only where the model was changed: the last key of the head. */
static void set_vary(cm_ask *ask, comitia_value *answer)
{
    comitia_value *list = cm_list(&ask->b);
    for (size_t i = 0; i < ask->q->n_vary; i++)
        cm_add_text(&ask->b, list, ask->q->vary[i]);
    cm_set(&ask->b, answer, "vary", list);
}

void cm_head_fill(cm_ask *ask, comitia_value *answer, const cm_diags *diags)
{
    cm_builder *b = &ask->b;
    set_question(ask, answer);
    set_free(ask, answer);
    set_certainty(ask, answer);
    set_answer(ask, answer);
    set_uncertain(ask, answer);
    comitia_value *list = cm_list(b);
    for (size_t i = 0; i < diags->all.n; i++)
        cm_add(b, list, cm_diag_value(ask, diags->all.at[i]));
    cm_set(b, answer, "diagnostics", list);
    cm_set(b, answer, "more", cm_int(b, diags->more));
    if (ask->q->n_vary)
        set_vary(ask, answer);
}
