#include "ask/question_words.h"

#include <stdlib.h>

#include "ask/question_names.h"
#include "ask/sweep/vary.h"
#include "model/date.h"

/* ---- dates
 * ------------------------------------------------------------------- */

/* n digits; -1 if there are not as many. */
static int digits(const char *at, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (at[i] < '0' || at[i] > '9')
            return -1;
        value = value * 10 + (at[i] - '0');
    }
    return value;
}

bool cm_last_day(const char *text, int32_t *day)
{
    size_t n = strlen(text);
    int year = n >= 4 ? digits(text, 4) : -1, month = 12, last = 31;
    if (year < 1 || (n != 4 && n != 7 && n != 10))
        return false;
    if (n > 4) {
        month = text[4] == '-' ? digits(text + 5, 2) : -1;
        if (month < 1 || month > 12)
            return false;
        last = cm_days_in_month(year, month);
    }
    if (n > 7) {
        last = text[7] == '-' ? digits(text + 8, 2) : -1;
        if (last < 1)
            return false;
    }
    return cm_day_of(year, month, last, day);
}

/* ---- what each verb may be asked about
 * ----------------------------------------------- */

typedef struct verb_names {
    unsigned kinds;
    bool choices;
    const char *wanted;
} verb_names;

static verb_names names_of(comitia_verb verb)
{
    enum { DECIDED = CM_OF_ACTS | CM_OF_OUTCOMES | CM_OF_LADDERS };
    switch (verb) {
    case COMITIA_NEEDS:
        return (verb_names){CM_OF_ACTS, false, "an act by a body"};
    case COMITIA_DEAL:
        return (verb_names){CM_OF_TALKS, false, "the name of talks"};
    case COMITIA_BELIEF:
        return (verb_names){CM_OF_ACTS | CM_OF_FACTS, true,
                            "a fact, choice, act or step"};
    case COMITIA_CAN:
    case COMITIA_WHO:
    case COMITIA_POWER:
        return (verb_names){DECIDED, false, "an act, outcome, ladder or step"};
    default:
        return (verb_names){DECIDED | CM_OF_FACTS, false,
                            "an act, fact, outcome, ladder or step"};
    }
}

/* What the verb cannot be asked of although the kind of name is right. */
static bool fits(cm_ask *ask, const char *text, const verb_names *names,
                 const cm_target *target)
{
    const cm_model *model = ask->model;
    if (target->what == CM_COND_FACT && !names->choices &&
        model->facts[target->index].is_choice) {
        cm_diag *diag = cm_not_of_kind(ask, text, "a choice", names->wanted);
        cm_diag_help(&ask->diags, diag,
                     "suppose one of its options with --suppose %.100s=%.100s",
                     text, model->facts[target->index].options[0].name);
        return false;
    }
    if ((ask->q->verb == COMITIA_NEEDS ||
         (ask->q->verb == COMITIA_SWEEP && ask->q->asks == COMITIA_NEEDS)) &&
        model->acts[target->index].body == CM_NONE) {
        cm_not_of_kind(ask, text, "decided by one player", names->wanted);
        return false;
    }
    return true;
}

static comitia_status find_targets(cm_ask *ask)
{
    const comitia_question *q = ask->q;
    verb_names names = names_of(q->verb == COMITIA_SWEEP ? q->asks : q->verb);
    cm_target *targets = cm_new_n(ask->arena, cm_target, q->n_names);
    if (!targets)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < q->n_names; i++) {
        cm_target *target = &targets[ask->n_targets];
        bool found;
        target->text = q->names[i];
        CM_TRY(cm_find_target(ask, q->names[i], strlen(q->names[i]),
                              names.kinds, names.wanted, target, &found));
        if (found && fits(ask, q->names[i], &names, target))
            ask->n_targets++;
    }
    ask->targets = targets;
    return COMITIA_OK;
}

/* ---- players
 * ------------------------------------------------------------------------ */

static uint32_t find_player(cm_ask *ask, const char *text, const char *wanted)
{
    cm_name name = cm_model_name(ask->model, text);
    if (name.kind == CM_NAME_PLAYER)
        return name.index;
    if (name.kind == CM_NAME_NOTHING)
        cm_unknown_name(ask, text, CM_OF_PLAYERS);
    else
        cm_not_of_kind(ask, text, cm_kind_text(name.kind), wanted);
    return CM_NONE;
}

/* Players asked about, each once, in the order of their names. */
typedef struct who_list {
    uint32_t *at; /* room for every player of the model */
    uint32_t n;
    uint8_t *in; /* per player of the model */
} who_list;

static void add_who(who_list *who, uint32_t player)
{
    if (!who->in[player])
        who->at[who->n++] = player;
    who->in[player] = 1;
}

/* The players of the groups of this name. False if there is none. */
static bool add_group(const cm_model *model, const char *name, uint8_t *inside,
                      who_list *who)
{
    memset(inside, 0, model->n_players);
    if (!cm_mark_group(model, name, inside))
        return false;
    for (uint32_t p = 0; p < model->n_players; p++)
        if (inside[p])
            add_who(who, p);
    return true;
}

static comitia_status find_who(cm_ask *ask)
{
    const comitia_question *q = ask->q;
    const cm_model *model = ask->model;
    who_list who = {cm_new_n(ask->arena, uint32_t, model->n_players), 0,
                    cm_new_n(ask->arena, uint8_t, model->n_players)};
    uint8_t *inside = cm_new_n(ask->arena, uint8_t, model->n_players);
    if (!who.at || !who.in || !inside)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < q->n_who; i++) {
        const char *name = q->who[i];
        CM_TRY(cm_spend(ask->ctx, 100 + model->n_players));
        if (cm_model_name(model, name).kind != CM_NAME_PLAYER &&
            add_group(model, name, inside, &who))
            continue;
        uint32_t player = find_player(ask, name, "a party, member or actor");
        if (player != CM_NONE)
            add_who(&who, player);
    }
    ask->who = who.at;
    ask->n_who = who.n;
    return COMITIA_OK;
}

static bool is_party(const cm_model *model, uint32_t player)
{
    for (uint32_t b = 0; b < model->n_bodies; b++) {
        const cm_body *body = &model->bodies[b];
        for (uint32_t e = 0; e < body->n_entries; e++)
            if (body->entries[e].player == player &&
                body->entries[e].kind == CM_PARTY)
                return true;
    }
    return false;
}

static comitia_status find_free(cm_ask *ask)
{
    const comitia_question *q = ask->q;
    uint32_t *freed = cm_new_n(ask->arena, uint32_t, q->n_free);
    if (!freed)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < q->n_free; i++) {
        if (strcmp(q->free[i], "all") == 0) {
            ask->options.free_all = true;
            continue;
        }
        uint32_t player = find_player(ask, q->free[i], "a party");
        if (player == CM_NONE)
            continue;
        if (is_party(ask->model, player))
            freed[ask->options.n_free++] = player;
        else
            cm_not_of_kind(ask, q->free[i], "no party", "a party");
    }
    ask->options.free = freed;
    return COMITIA_OK;
}

/* ---- all of it
 * -------------------------------------------------------------------------- */

static comitia_status find_each(cm_ask *ask, uint32_t *each)
{
    cm_target target = {0};
    bool found;
    *each = CM_NONE;
    if (!ask->q->each)
        return COMITIA_OK;
    CM_TRY(cm_find_target(ask, ask->q->each, strlen(ask->q->each), CM_OF_FACTS,
                          "a fact or choice", &target, &found));
    if (found)
        *each = target.index;
    return COMITIA_OK;
}

static void find_day(cm_ask *ask)
{
    if (!ask->q->on)
        return;
    ask->options.has_on = cm_last_day(ask->q->on, &ask->options.on);
    if (ask->options.has_on)
        return;
    cm_diag *diag = cm_diag_add(&ask->diags, "C0110", CM_ERROR, CM_NO_SPAN,
                                "there is no such date: %.100s", ask->q->on);
    cm_diag_help(&ask->diags, diag, "write YYYY, YYYY-MM or YYYY-MM-DD");
}

comitia_status cm_resolve_question(cm_ask *ask, uint32_t *each)
{
    ask->options.otherwise = ask->q->otherwise;
    CM_TRY(cm_vary(ask));
    find_day(ask);
    CM_TRY(cm_find_supposed(ask));
    CM_TRY(find_free(ask));
    CM_TRY(find_each(ask, each));
    CM_TRY(find_who(ask));
    CM_TRY(find_targets(ask));
    return ask->diags.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
