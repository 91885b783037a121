#include "ask/question_words.h"

#include <stdlib.h>

#include "ask/sweep/vary.h"
#include "lang/resolve/likeness.h"
#include "model/date.h"

/* ---- dates ------------------------------------------------------------------- */

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

/* ---- names that nearly fit ------------------------------------------------------ */

/** Sets of cm_name_kind, as bits. */
enum {
    PLAYERS = 1 << CM_NAME_PLAYER,
    BODIES = 1 << CM_NAME_BODY,
    ACTS = 1 << CM_NAME_ACT,
    FACTS = 1 << CM_NAME_FACT,
    OUTCOMES = 1 << CM_NAME_OUTCOME,
    LADDERS = 1 << CM_NAME_LADDER,
    TALKS = 1 << CM_NAME_TALKS
};

static const cm_label *label_of_name(const cm_model *model, cm_name name)
{
    switch (name.kind) {
    case CM_NAME_PLAYER:
        return &model->players[name.index].label;
    case CM_NAME_BODY:
        return &model->bodies[name.index].label;
    case CM_NAME_ACT:
        return &model->acts[name.index].label;
    case CM_NAME_FACT:
        return &model->facts[name.index].label;
    case CM_NAME_OUTCOME:
        return &model->outcomes[name.index].label;
    case CM_NAME_LADDER:
        return &model->ladders[name.index].label;
    case CM_NAME_TALKS:
        return &model->talks[name.index].label;
    default:
        return NULL;
    }
}

/* The nearest name of the kinds asked for goes into the help. */
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

static void unknown(cm_ask *ask, const char *text, unsigned kinds)
{
    cm_diag *diag = cm_diag_add(&ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                                "nothing has the name %s", text);
    offer_near(ask, diag, text, kinds);
}

static const char *kind_text(cm_name_kind kind)
{
    switch (kind) {
    case CM_NAME_NOTHING:
        break;
    case CM_NAME_PLAYER:
        return "a party, member or actor";
    case CM_NAME_BODY:
        return "a body";
    case CM_NAME_ACT:
        return "an act";
    case CM_NAME_FACT:
        return "a fact or choice";
    case CM_NAME_OUTCOME:
        return "an outcome";
    case CM_NAME_LADDER:
        return "a ladder";
    case CM_NAME_TALKS:
        return "talks";
    case CM_NAME_SOURCE:
        return "a source";
    case CM_NAME_MEMBER:
        return "a member that votes as something";
    }
    return "nothing";
}

static cm_diag *wrong_kind(cm_ask *ask, const char *text, const char *is,
                           const char *wanted)
{
    return cm_diag_add(&ask->diags, "C0209", CM_ERROR, CM_NO_SPAN,
                       "%s is %s; %s is asked for", text, is, wanted);
}

/* ---- things with a value ---------------------------------------------------------- */

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
        unknown(ask, w->at[0], LADDERS);
        return false;
    }
    if (name.kind != CM_NAME_LADDER) {
        wrong_kind(ask, w->at[0], kind_text(name.kind), "a ladder");
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

/* What a text names: an act, step, fact, choice, outcome, ladder or talks of
   one of `kinds`. `wanted` begins with its article. */
static comitia_status find_target(cm_ask *ask, const char *text, size_t n,
                                  unsigned kinds, const char *wanted,
                                  cm_target *target, bool *found)
{
    words w;
    CM_TRY(split(ask, text, n, &w));
    *found = false;
    if (w.n == 3 && (strcmp(w.at[1], "to") == 0 || strcmp(w.at[1], "at") == 0)) {
        *found = find_step(ask, &w, target);
        if (*found && !(kinds & ACTS)) {
            wrong_kind(ask, text, "a step", wanted);
            *found = false;
        }
        return COMITIA_OK;
    }
    if (w.n != 1) {
        unknown(ask, text, 0);
        return COMITIA_OK;
    }
    cm_name name = cm_model_name(ask->model, w.at[0]);
    if (name.kind == CM_NAME_NOTHING) {
        unknown(ask, w.at[0], kinds);
        return COMITIA_OK;
    }
    if (!(kinds >> name.kind & 1)) {
        wrong_kind(ask, w.at[0], kind_text(name.kind), wanted);
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

/* ---- what each verb may be asked about ----------------------------------------------- */

typedef struct verb_names {
    unsigned kinds;
    bool choices;
    const char *wanted;
} verb_names;

static verb_names names_of(comitia_verb verb)
{
    enum { DECIDED = ACTS | OUTCOMES | LADDERS };
    switch (verb) {
    case COMITIA_NEEDS:
        return (verb_names){ACTS, false, "an act by a body"};
    case COMITIA_DEAL:
        return (verb_names){TALKS, false, "the name of talks"};
    case COMITIA_BELIEF:
        return (verb_names){ACTS | FACTS, true, "a fact, choice, act or step"};
    case COMITIA_CAN:
    case COMITIA_WHO:
    case COMITIA_POWER:
        return (verb_names){DECIDED, false, "an act, outcome, ladder or step"};
    default:
        return (verb_names){DECIDED | FACTS, false,
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
        cm_diag *diag = wrong_kind(ask, text, "a choice", names->wanted);
        cm_diag_help(&ask->diags, diag,
                     "suppose one of its options with --suppose %.100s=%.100s",
                     text, model->facts[target->index].options[0].name);
        return false;
    }
    if ((ask->q->verb == COMITIA_NEEDS ||
         (ask->q->verb == COMITIA_SWEEP && ask->q->asks == COMITIA_NEEDS)) &&
        model->acts[target->index].body == CM_NONE) {
        wrong_kind(ask, text, "decided by one player", names->wanted);
        return false;
    }
    return true;
}

static comitia_status find_targets(cm_ask *ask)
{
    const comitia_question *q = ask->q;
    verb_names names =
        names_of(q->verb == COMITIA_SWEEP ? q->asks : q->verb);
    cm_target *targets = cm_new_n(ask->arena, cm_target, q->n_names);
    if (!targets)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < q->n_names; i++) {
        cm_target *target = &targets[ask->n_targets];
        bool found;
        target->text = q->names[i];
        CM_TRY(find_target(ask, q->names[i], strlen(q->names[i]), names.kinds,
                           names.wanted, target, &found));
        if (found && fits(ask, q->names[i], &names, target))
            ask->n_targets++;
    }
    ask->targets = targets;
    return COMITIA_OK;
}

/* ---- players ------------------------------------------------------------------------ */

static uint32_t find_player(cm_ask *ask, const char *text, const char *wanted)
{
    cm_name name = cm_model_name(ask->model, text);
    if (name.kind == CM_NAME_PLAYER)
        return name.index;
    if (name.kind == CM_NAME_NOTHING)
        unknown(ask, text, PLAYERS);
    else
        wrong_kind(ask, text, kind_text(name.kind), wanted);
    return CM_NONE;
}

/* Players asked about, each once, in the order of their names. */
typedef struct who_list {
    uint32_t *at; /* room for every player of the model */
    uint32_t n;
    uint8_t *in;  /* per player of the model */
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
            wrong_kind(ask, q->free[i], "no party", "a party");
    }
    ask->options.free = freed;
    return COMITIA_OK;
}

/* ---- suppositions --------------------------------------------------------------------- */

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
        cm_diag *diag = wrong_kind(ask, text, "a choice",
                                   "one of its options, as CHOICE=OPTION,");
        cm_diag_help(&ask->diags, diag, "%.100s=%.100s", fact->label.name,
                     fact->options[0].name);
        return false;
    }
    cm_buf all;
    cm_buf_init(&all, ask->arena);
    for (uint32_t o = 0; o < fact->n_options && all.n < 300; o++)
        cm_buf_addf(&all, "%s%s", o ? ", " : "", fact->options[o].name);
    cm_diag *diag =
        cm_diag_add(&ask->diags, "C0210", CM_ERROR, CM_NO_SPAN,
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
    CM_TRY(find_target(ask, text, name_bytes, ACTS | FACTS | OUTCOMES | LADDERS,
                       wanted, &target, found));
    if (!*found)
        return COMITIA_OK;
    *found = false;
    if (computed(ask, &target)) {
        cm_diag *diag = wrong_kind(ask, text, "computed from other things",
                                   wanted);
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

static comitia_status find_supposed(cm_ask *ask)
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

/* ---- all of it -------------------------------------------------------------------------- */

static comitia_status find_each(cm_ask *ask, uint32_t *each)
{
    cm_target target = {0};
    bool found;
    *each = CM_NONE;
    if (!ask->q->each)
        return COMITIA_OK;
    CM_TRY(find_target(ask, ask->q->each, strlen(ask->q->each), FACTS,
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
    CM_TRY(find_supposed(ask));
    CM_TRY(find_free(ask));
    CM_TRY(find_each(ask, each));
    CM_TRY(find_who(ask));
    CM_TRY(find_targets(ask));
    return ask->diags.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
