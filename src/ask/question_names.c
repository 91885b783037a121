#include "ask/question_names.h"

#include <stdlib.h>

#include "lang/resolve/likeness.h"

static const cm_label *label_of_name(const cm_model *model, cm_name name)
{
    switch (name.kind) {
    case CM_NAME_PLAYER: return &model->players[name.index].label;
    case CM_NAME_BODY: return &model->bodies[name.index].label;
    case CM_NAME_ACT: return &model->acts[name.index].label;
    case CM_NAME_FACT: return &model->facts[name.index].label;
    case CM_NAME_OUTCOME: return &model->outcomes[name.index].label;
    case CM_NAME_LADDER: return &model->ladders[name.index].label;
    case CM_NAME_TALKS: return &model->talks[name.index].label;
    default: return NULL;
    }
}

static void offer_near(cm_ask *ask, cm_diag *diag, const char *text,
                       unsigned kinds)
{
    const cm_model *model = ask->model;
    const cm_label *found = NULL;
    cm_likeness like;
    cm_likeness_begin(&like, text);
    for (uint32_t i = 0; diag && i < model->n_names && like.best; i++) {
        cm_name name = model->name_list[i];
        if (kinds >> name.kind & 1 && cm_likeness_try(&like, name.name))
            found = label_of_name(model, name);
    }
    if (found && found->span.line)
        cm_diag_help(&ask->diags, diag, "did you mean %s (%s:%lu:%lu)?",
                     found->name, model->texts[found->span.file].path,
                     (unsigned long)found->span.line,
                     (unsigned long)found->span.column);
}

void cm_unknown_name(cm_ask *ask, const char *text, unsigned kinds)
{
    cm_diag *diag = cm_diag_add(&ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                                "nothing has the name %s", text);
    offer_near(ask, diag, text, kinds);
}

const char *cm_kind_text(cm_name_kind kind)
{
    switch (kind) {
    case CM_NAME_NOTHING: break;
    case CM_NAME_PLAYER: return "a party, member or actor";
    case CM_NAME_BODY: return "a body";
    case CM_NAME_ACT: return "an act";
    case CM_NAME_FACT: return "a fact or choice";
    case CM_NAME_OUTCOME: return "an outcome";
    case CM_NAME_LADDER: return "a ladder";
    case CM_NAME_TALKS: return "talks";
    case CM_NAME_SOURCE: return "a source";
    case CM_NAME_MEMBER: return "a member that votes as something";
    }
    return "nothing";
}

cm_diag *cm_not_of_kind(cm_ask *ask, const char *text, const char *is,
                        const char *wanted)
{
    return cm_diag_add(&ask->diags, "C0209", CM_ERROR, CM_NO_SPAN,
                       "%s is %s; %s is asked for", text, is, wanted);
}

/* ---- things with a value
 * ---------------------------------------------------------- */

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Up to three words of a text; 0 if there are more or none. */
typedef struct words {
    const char *at[3];
    uint32_t n;
} words;

static comitia_status split(cm_ask *ask, const char *text, size_t n, words *out)
{
    char *copy = cm_strdup_n(ask->arena, text, n);
    if (!copy)
        return COMITIA_E_NOMEM;
    out->n = 0;
    while (*copy) {
        if (blank(*copy)) {
            *copy++ = '\0';
            continue;
        }
        if (out->n == 3) {
            out->n = 0;
            return COMITIA_OK;
        }
        out->at[out->n++] = copy;
        while (*copy && !blank(*copy))
            copy++;
    }
    return COMITIA_OK;
}

static bool find_step(cm_ask *ask, const words *w, cm_target *target)
{
    const cm_model *model = ask->model;
    cm_name name = cm_model_name(model, w->at[0]);
    if (name.kind == CM_NAME_NOTHING) {
        cm_unknown_name(ask, w->at[0], CM_OF_LADDERS);
        return false;
    }
    if (name.kind != CM_NAME_LADDER) {
        cm_not_of_kind(ask, w->at[0], cm_kind_text(name.kind), "a ladder");
        return false;
    }
    const cm_ladder *ladder = &model->ladders[name.index];
    for (uint32_t c = 0; c < ladder->n_courts; c++) {
        const cm_court *court = &ladder->courts[c];
        if (strcmp(court->name, w->at[2]) != 0)
            continue;
        bool to = strcmp(w->at[1], "to") == 0;
        target->what = CM_COND_ACT;
        target->index = to ? court->to : court->at;
        target->other = CM_NONE;
        if (to && court->to_against != CM_NONE) {
            target->what = CM_COND_EITHER;
            target->other = court->to_against;
        }
        return true;
    }
    cm_diag_add(&ask->diags, "C0208", CM_ERROR, CM_NO_SPAN,
                "the ladder %s has no step at %s", w->at[0], w->at[2]);
    return false;
}

comitia_status cm_find_target(cm_ask *ask, const char *text, size_t n,
                              unsigned kinds, const char *wanted,
                              cm_target *target, bool *found)
{
    words w;
    CM_TRY(split(ask, text, n, &w));
    *found = false;
    if (w.n == 3 &&
        (strcmp(w.at[1], "to") == 0 || strcmp(w.at[1], "at") == 0)) {
        *found = find_step(ask, &w, target);
        if (*found && !(kinds & CM_OF_ACTS)) {
            cm_not_of_kind(ask, text, "a step", wanted);
            *found = false;
        }
        return COMITIA_OK;
    }
    if (w.n != 1) {
        cm_unknown_name(ask, text, 0);
        return COMITIA_OK;
    }
    cm_name name = cm_model_name(ask->model, w.at[0]);
    if (name.kind == CM_NAME_NOTHING) {
        cm_unknown_name(ask, w.at[0], kinds);
        return COMITIA_OK;
    }
    if (!(kinds >> name.kind & 1)) {
        cm_not_of_kind(ask, w.at[0], cm_kind_text(name.kind), wanted);
        return COMITIA_OK;
    }
    static const cm_cond_kind conds[] = {
        [CM_NAME_ACT] = CM_COND_ACT,         [CM_NAME_FACT] = CM_COND_FACT,
        [CM_NAME_OUTCOME] = CM_COND_OUTCOME, [CM_NAME_LADDER] = CM_COND_LADDER,
        [CM_NAME_TALKS] = CM_COND_POINT,
    };
    target->what = conds[name.kind];
    target->index = name.index;
    target->other = CM_NONE;
    target->talks = name.kind == CM_NAME_TALKS ? name.index : CM_NONE;
    *found = true;
    return COMITIA_OK;
}
