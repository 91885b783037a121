/* --suppose: what is taken to be so. */
#include "ask/question_names.h"

#include <stdlib.h>

static void bad_value(cm_ask *ask, const char *text, const char *wanted)
{
    cm_diag_add(&ask->diags, "C0112", CM_ERROR, CM_NO_SPAN,
                "%s: %s is expected after the name", text, wanted);
}

static bool suppose_ballot(cm_ask *ask, const char *text, uint32_t player,
                           const char *value, cm_suppose *s)
{
    static const char *const ballots[] = {"yes", "no", "abstain", "absent"};
    s->what = CM_COND_POINT;
    s->player = player;
    for (unsigned b = 0; value && b < 4; b++)
        if (strcmp(value, ballots[b]) == 0) {
            s->ballot = (cm_ballot)b;
            return true;
        }
    bad_value(ask, text, "=yes, =no, =abstain or =absent");
    return false;
}

static bool suppose_option(cm_ask *ask, const char *text, uint32_t choice,
                           const char *value, cm_suppose *s)
{
    const cm_fact *fact = &ask->model->facts[choice];
    s->what = CM_COND_OPTION;
    s->index = choice;
    s->value = true;
    for (uint32_t o = 0; value && o < fact->n_options; o++)
        if (strcmp(value, fact->options[o].name) == 0) {
            s->option = o;
            return true;
        }
    if (!value) {
        cm_diag *diag = cm_not_of_kind(ask, text, "a choice",
                                       "one of its options, as CHOICE=OPTION,");
        cm_diag_help(&ask->diags, diag, "%.100s=%.100s", fact->label.name,
                     fact->options[0].name);
        return false;
    }
    cm_buf all;
    cm_buf_init(&all, ask->arena);
    for (uint32_t o = 0; o < fact->n_options && all.n < 300; o++)
        cm_buf_addf(&all, "%s%s", o ? ", " : "", fact->options[o].name);
    cm_diag *diag = cm_diag_add(&ask->diags, "C0210", CM_ERROR, CM_NO_SPAN,
                                "%s has no option %s", fact->label.name, value);
    if (cm_buf_text(&all))
        cm_diag_help(&ask->diags, diag, "its options are %s",
                     cm_buf_text(&all));
    else
        ask->diags.failed = true;
    return false;
}

/* Outcomes, ladders and acts of nested bodies follow from other things. */
static bool computed(const cm_ask *ask, const cm_target *target)
{
    if (target->what == CM_COND_OUTCOME || target->what == CM_COND_LADDER)
        return true;
    uint32_t body = target->what == CM_COND_ACT
                        ? ask->model->acts[target->index].body
                        : CM_NONE;
    return body != CM_NONE && ask->model->bodies[body].nested;
}

static comitia_status suppose_thing(cm_ask *ask, const char *text,
                                    size_t name_bytes, const char *value,
                                    cm_suppose *s, bool *found)
{
    static const char wanted[] = "a fact, choice, act, step or player";
    cm_target target = {0};
    CM_TRY(cm_find_target(ask, text, name_bytes,
                          CM_OF_ACTS | CM_OF_FACTS | CM_OF_OUTCOMES |
                              CM_OF_LADDERS,
                          wanted, &target, found));
    if (!*found)
        return COMITIA_OK;
    *found = false;
    if (computed(ask, &target)) {
        cm_diag *diag =
            cm_not_of_kind(ask, text, "computed from other things", wanted);
        cm_diag_help(&ask->diags, diag, "suppose what it is made of instead");
        return COMITIA_OK;
    }
    if (target.what == CM_COND_FACT &&
        ask->model->facts[target.index].is_choice) {
        *found = suppose_option(ask, text, target.index, value, s);
        return COMITIA_OK;
    }
    s->what = target.what;
    s->index = target.index;
    s->other = target.other;
    s->value = !value || strcmp(value, "yes") == 0;
    *found = s->value || strcmp(value, "no") == 0;
    if (!*found)
        bad_value(ask, text, "=yes or =no");
    return COMITIA_OK;
}

comitia_status cm_find_supposed(cm_ask *ask)
{
    const comitia_question *q = ask->q;
    cm_suppose *list = cm_new_n(ask->arena, cm_suppose, q->n_suppose + 1);
    if (!list)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < q->n_suppose; i++) {
        const char *text = q->suppose[i], *equals = strrchr(text, '=');
        size_t n = equals ? (size_t)(equals - text) : strlen(text);
        const char *value = equals ? equals + 1 : NULL;
        cm_suppose *s = &list[ask->options.n_suppose];
        bool found;
        *s = (cm_suppose){.text = text};
        char *name = cm_strdup_n(ask->arena, text, n);
        if (!name)
            return COMITIA_E_NOMEM;
        cm_name player = cm_model_name(ask->model, name);
        if (player.kind == CM_NAME_PLAYER)
            found = suppose_ballot(ask, text, player.index, value, s);
        else
            CM_TRY(suppose_thing(ask, name, n, value, s, &found));
        if (found)
            ask->options.n_suppose++;
    }
    ask->options.suppose = list;
    return COMITIA_OK;
}
