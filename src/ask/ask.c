/* One question, from its words to the finished answer. */
#include "ask/ask.h"

#include "ask/head.h"
#include "ask/question_words.h"
#include "ask/seats/contenders.h"
#include "ask/sweep/vary.h"
#include "ask/verify/verified.h"
#include "lang/parse/chars.h"

enum { MOST_TEXT = 4096 };

/* ---- whether there is a question at all ----------------------------------------- */

/* What is asked, be it at one point or at many. */
static comitia_verb asked_verb(const comitia_question *q)
{
    return q->verb == COMITIA_SWEEP ? q->asks : q->verb;
}

static bool is_quick(const comitia_question *q)
{
    return asked_verb(q) == COMITIA_POWER && q->quota;
}

/* What is asked without a model. */
static bool has_no_model(const comitia_question *q)
{
    return q->verb == COMITIA_EXPLAIN || q->verb == COMITIA_SEATS ||
           q->verb == COMITIA_POLL || is_quick(q);
}

static bool is_text(const char *text, size_t most)
{
    size_t n = text ? strlen(text) : most + 1;
    int32_t point;
    if (n > most)
        return false;
    for (size_t i = 0; i < n;) {
        i += cm_utf8_next(text + i, n - i, &point);
        if (point < 0)
            return false;
    }
    return true;
}

static bool are_texts(const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_text(texts[i], MOST_TEXT))
            return false;
    return true;
}

static bool is_text_or_none(const char *text)
{
    return !text || is_text(text, MOST_TEXT);
}

static bool are_seats(const comitia_seats *s)
{
    const char *const texts[] = {
        s->method, s->quota,        s->seats,    s->votes_column,
        s->hurdle, s->hurdle_of,    s->valid,    s->district_column,
        s->base,   s->base_exempts, s->overhang, s->district_seats,
        s->majority,
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!is_text_or_none(texts[i]))
            return false;
    return are_texts(s->votes, s->n_votes) &&
           are_texts(s->exempt, s->n_exempt) &&
           are_texts(s->coalitions, s->n_coalitions);
}

static bool readable(const comitia_question *q)
{
    return (!q->seats || are_seats(q->seats)) &&
           are_texts(q->names, q->n_names) && are_texts(q->who, q->n_who) &&
           are_texts(q->suppose, q->n_suppose) &&
           are_texts(q->vary, q->n_vary) &&
           are_texts(q->free, q->n_free) &&
           are_texts(q->indices, q->n_indices) &&
           are_texts(q->weights, q->n_weights) &&
           (!q->on || is_text(q->on, MOST_TEXT)) &&
           (!q->each || is_text(q->each, MOST_TEXT));
}

static bool may_sweep(comitia_verb verb)
{
    return verb == COMITIA_CAN || verb == COMITIA_CHANCE ||
           verb == COMITIA_NEEDS || verb == COMITIA_POWER ||
           verb == COMITIA_STATUS || verb == COMITIA_WHO;
}

/* What the verb lacks, or NULL. */
static const char *missing(const cm_model *model, const comitia_question *q)
{
    if (q->verb > COMITIA_POLL || q->otherwise > COMITIA_WORST)
        return "there is no such verb or option";
    if (!readable(q))
        return "a word of the question is too long or is not UTF-8";
    if (q->verb == COMITIA_SWEEP && !may_sweep(q->asks))
        return "at every point one of can, chance, needs, power, status and "
               "who is asked";
    if (q->verb == COMITIA_SWEEP && q->n_vary == 0 && !q->quota)
        return "what varies? --vary \"seats A->B 0..20\"";
    if (is_quick(q) && q->n_vary)
        return "a weighted rule has nothing that varies but its quota";
    if (q->three_ballots &&
        (is_quick(q) || q->otherwise != COMITIA_OPPOSE ||
         q->certified || q->order || q->n_unions))
        return "three ballots need a model and everybody's vote, and go with "
               "no decimals, no unions and no order";
    if (is_quick(q))
        return q->n_weights || (q->csv && q->weight_column)
                   ? NULL
                   : "weights, or a table with its column of weights, are "
                     "needed";
    if (q->verb == COMITIA_SEATS || q->verb == COMITIA_POLL)
        return q->seats ? cm_seats_missing(q) : "votes are needed";
    if (q->verb != COMITIA_EXPLAIN && !model)
        return "a model is needed";
    switch (asked_verb(q)) {
    case COMITIA_CAN:
        if (q->n_who == 0)
            return "who can it? name one or more players";
        /* fall through */
    case COMITIA_NEEDS:
    case COMITIA_WHO:
    case COMITIA_POWER:
    case COMITIA_CHANCE:
    case COMITIA_WHY:
    case COMITIA_HOW:
    case COMITIA_EXPLAIN:
        return q->n_names == 1 ? NULL : "exactly one name is needed";
    case COMITIA_CHECK:
    case COMITIA_BRIEF:
    case COMITIA_TIMELINE:
    case COMITIA_SHOW:
        return q->n_names == 0 ? NULL : "no name is expected";
    case COMITIA_DIFF:
        return q->before ? NULL : "two models are needed";
    default:
        return NULL;
    }
}

/* ---- diagnostics ----------------------------------------------------------------- */

static bool same_diag(const cm_diag *a, const cm_diag *b)
{
    return a == b || (strcmp(a->code, b->code) == 0 &&
                      a->span.file == b->span.file &&
                      a->span.line == b->span.line &&
                      a->span.column == b->span.column &&
                      strcmp(a->message, b->message) == 0);
}

/* Adds the diagnostics of `from` that are not there yet. Those of a question
   are few; those of a model are distinct and come first. */
static void add_diags(cm_diags *into, const cm_diags *from)
{
    size_t n = into->all.n;
    into->failed |= from->failed;
    for (size_t i = 0; i < from->all.n; i++) {
        bool there = false;
        for (size_t k = 0; k < n && !there; k++)
            there = same_diag(into->all.at[k], from->all.at[i]);
        if (!there &&
            !cm_push(into->arena, &into->all, from->all.at[i]))
            into->failed = true;
    }
}

static void all_diags(cm_ask *ask, cm_diags *all)
{
    cm_diags_init(all, ask->arena);
    if (ask->model) {
        add_diags(all, &ask->model->diags);
        all->more = ask->model->diags.more;
    }
    add_diags(all, &ask->diags);
    cm_diags_finish(all);
}

static bool has_remarks(const cm_diags *diags)
{
    for (size_t i = 0; i < diags->all.n; i++)
        if (diags->all.at[i]->severity == CM_WARNING ||
            diags->all.at[i]->severity == CM_NOTE)
            return true;
    return false;
}

static void memory_reached(cm_ask *ask)
{
    char most[32];
    cm_diag *diag = cm_diag_add(&ask->diags, "C0701", CM_ERROR, CM_NO_SPAN,
                                "%s: more than %s of memory would be needed",
                                ask->ctx->what,
                                cm_memory_words(ask->ctx, most));
    cm_diag_help(&ask->diags, diag,
                 "--memory SIZE gives more; --suppose narrows the question");
}

/* Names the limit, what reached it, and the option that raises it. A part that
   used up its share leaves no more than what was being done. */
static void limit_reached(cm_ask *ask, uint64_t limit)
{
    cm_ctx *ctx = ask->ctx;
    bool all = ctx->steps >= ctx->limit;
    if (ctx->short_of_memory && !all) {
        memory_reached(ask);
        return;
    }
    if (!all && strcmp(ctx->what, ctx->doing) != 0) {
        cm_diag_add(&ask->diags, "C0701", CM_ERROR, CM_NO_SPAN,
                    "a limit was reached: %s", ctx->what);
        return;
    }
    cm_diag *diag = cm_diag_add(
        &ask->diags, "C0701", CM_ERROR, CM_NO_SPAN,
        "%s took %s the limit of %llu steps of work", ctx->what,
        all ? "more than" : "more than its share of",
        (unsigned long long)limit);
    cm_diag_help(&ask->diags, diag, "--limit STEPS raises it%s",
                 ask->model              ? "; --suppose narrows the question"
                 : ask->q->verb == COMITIA_POLL ? "; --sample N draws less"
                                                : "");
}

/* ---- what the answer depends on ----------------------------------------------------- */

static comitia_status use_all(cm_ask *ask)
{
    for (uint32_t a = 0; a < ask->model->n_acts; a++)
        CM_TRY(cm_use_act(ask, a));
    return COMITIA_OK;
}

static comitia_status use_targets(cm_ask *ask)
{
    const cm_model *model = ask->model;
    uint32_t n = ask->n_targets ? ask->n_targets : model->n_subjects;
    const cm_cond **roots = cm_new_n(ask->arena, const cm_cond *, n);
    if (!roots)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        cm_target target = ask->n_targets ? ask->targets[i]
                                          : cm_subject_target(model, i);
        roots[i] = cm_target_cond(ask->arena, &target);
        if (!roots[i])
            return COMITIA_E_NOMEM;
    }
    return cm_use_conds(ask, roots, n);
}

static comitia_status use_listed_bodies(cm_ask *ask)
{
    for (uint32_t b = 0; b < ask->model->n_bodies; b++) {
        const cm_body *body = &ask->model->bodies[b];
        for (uint32_t e = 0; e < body->n_entries; e++)
            if (body->entries[e].kind == CM_PARTY)
                cm_use_body(ask, b);
    }
    return COMITIA_OK;
}

/* Conditions of talks speak of points, which have no level of their own here;
   so every act that they reach is taken to matter. */
static comitia_status use_talks(cm_ask *ask, const cm_talks *talks)
{
    uint32_t n = 0;
    const cm_cond **roots =
        cm_new_n(ask->arena, const cm_cond *, 2 * (uint64_t)talks->n_lines);
    if (!roots)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < talks->n_lines; i++) {
        if (talks->lines[i].premise)
            roots[n++] = talks->lines[i].premise;
        if (talks->lines[i].cond)
            roots[n++] = talks->lines[i].cond;
    }
    return cm_use_reached(ask, roots, n);
}

static comitia_status use_all_talks(cm_ask *ask)
{
    uint32_t n = ask->n_targets ? ask->n_targets : ask->model->n_talks;
    for (uint32_t i = 0; i < n; i++)
        CM_TRY(use_talks(
            ask, &ask->model->talks[ask->n_targets ? ask->targets[i].talks
                                                   : i]));
    return COMITIA_OK;
}

static comitia_status find_use(cm_ask *ask)
{
    switch (ask->q->verb) {
    case COMITIA_DEAL:
        return use_all_talks(ask);
    case COMITIA_NEEDS:
        return cm_use_act(ask, ask->targets[0].index);
    case COMITIA_STATUS:
        CM_TRY(use_listed_bodies(ask));
        return use_targets(ask);
    case COMITIA_CAN:
    case COMITIA_WHO:
    case COMITIA_POWER:
    case COMITIA_CHANCE:
    case COMITIA_WHY:
    case COMITIA_HOW:
        return use_targets(ask);
    case COMITIA_BRIEF:
        CM_TRY(use_listed_bodies(ask));
        return use_all(ask);
    case COMITIA_TIMELINE:
        return use_all(ask);
    default:
        return COMITIA_OK; /* nothing, or the verb sees to it itself */
    }
}

/* Whether there is anything that an answer would have to own up to: a rounded
   measure, or a change of seats. */
static bool use_matters(const cm_model *model)
{
    for (uint32_t b = 0; b < model->n_bodies; b++)
        for (uint32_t m = 0; m < model->bodies[b].n_measures; m++)
            if (model->bodies[b].measures[m].rounded)
                return true;
    for (uint32_t e = 0; e < model->n_events; e++)
        if (model->events[e].kind == CM_EVENT_SEATS)
            return true;
    return false;
}

/* When it takes too long to find out, the answer depends on everything. */
static comitia_status mark_use(cm_ask *ask)
{
    if (!use_matters(ask->model))
        return COMITIA_OK;
    uint64_t limit = cm_share_begin(ask->ctx, 8);
    ask->ctx->doing = "finding what the answer depends on";
    comitia_status status = find_use(ask);
    cm_share_end(ask->ctx, limit);
    return cm_is_limit(ask->ctx, status) ? use_all(ask) : status;
}

static comitia_status note_mixed(cm_ask *ask)
{
    comitia_verb verb = ask->q->verb;
    if ((verb != COMITIA_CAN && verb != COMITIA_WHO &&
         verb != COMITIA_POWER) ||
        ask->targets[0].what != CM_COND_OUTCOME)
        return COMITIA_OK;
    uint64_t limit = cm_share_begin(ask->ctx, 8);
    comitia_status status =
        cm_note_mixed(ask, ask->targets[0].index, UINT32_MAX);
    cm_share_end(ask->ctx, limit);
    return cm_is_limit(ask->ctx, status) ? COMITIA_OK : status;
}

/* ---- one answer ------------------------------------------------------------------------- */

static cm_verb_fn *const verbs[] = {
    [COMITIA_CHECK] = cm_ask_check,   [COMITIA_BRIEF] = cm_ask_brief,
    [COMITIA_STATUS] = cm_ask_status, [COMITIA_NEEDS] = cm_ask_needs,
    [COMITIA_CAN] = cm_ask_can,       [COMITIA_WHO] = cm_ask_who,
    [COMITIA_POWER] = cm_ask_power,   [COMITIA_CHANCE] = cm_ask_chance,
    [COMITIA_BELIEF] = cm_ask_belief, [COMITIA_DEAL] = cm_ask_deal,
    [COMITIA_TIMELINE] = cm_ask_timeline,
    [COMITIA_WHY] = cm_ask_why,       [COMITIA_HOW] = cm_ask_how,
    [COMITIA_SHOW] = cm_ask_show,     [COMITIA_DIFF] = cm_ask_diff,
    [COMITIA_EXPLAIN] = cm_ask_explain,
    [COMITIA_SWEEP] = cm_ask_sweep,
    [COMITIA_SEATS] = cm_ask_seats,   [COMITIA_POLL] = cm_ask_poll,
};

/* What a verb is doing, for progress and limits; some say it more closely. */
static const char *doing(comitia_verb verb)
{
    switch (verb) {
    case COMITIA_CAN:
        return "trying what they can do";
    case COMITIA_WHO:
        return "finding who can force and block it";
    case COMITIA_POWER:
        return "counting coalitions";
    case COMITIA_CHANCE:
        return "computing the chance";
    case COMITIA_SEATS:
        return "giving out seats";
    case COMITIA_POLL:
        return "drawing elections";
    default:
        return "answering";
    }
}

/* An answer that says only why there is none. */
static comitia_status bare(cm_ask *ask, cm_word word, int exit,
                           comitia_value **answer)
{
    ask->word = word;
    ask->exit = exit;
    ask->exact = ask->certified = false;
    *answer = cm_head_new(ask);
    if (ask->q->verb == COMITIA_CHECK) {
        cm_put_number(&ask->b, *answer, "passed", 0);
        cm_put_number(&ask->b, *answer, "failed", 0);
        cm_put_list(&ask->b, *answer, "expects");
    }
    return COMITIA_OK;
}

static comitia_status run(cm_ask *ask, comitia_value *answer)
{
    if (ask->q->verb == COMITIA_DIFF)
        return cm_ask_diff(ask, answer);
    if (ask->q->verb == COMITIA_SWEEP)
        return cm_ask_sweep(ask, answer);
    if (ask->model && !has_no_model(ask->q)) {
        CM_TRY(cm_ask_world(ask));
        cm_vary_check(ask);
        if (ask->diags.n_errors)
            return COMITIA_OK;
        CM_TRY(mark_use(ask));
        CM_TRY(note_mixed(ask));
    }
    ask->ctx->doing = doing(ask->q->verb);
    return is_quick(ask->q) ? cm_ask_quick_power(ask, answer)
                            : verbs[ask->q->verb](ask, answer);
}

/* The answer to a question whose words are resolved, with its head. */
static comitia_status answered(cm_ask *ask, comitia_value **out,
                               cm_diags *diags)
{
    uint64_t limit = ask->ctx->limit;
    comitia_value *answer = cm_head_new(ask);
    comitia_status status = run(ask, answer);
    if (cm_is_limit(ask->ctx, status)) {
        limit_reached(ask, limit);
        CM_TRY(bare(ask, CM_WORD_NULL, 69, &answer));
    } else if (status != COMITIA_OK) {
        return status;
    } else if (ask->diags.n_errors) { /* the verb could not use a word */
        CM_TRY(bare(ask, CM_WORD_NULL, ask->exit ? ask->exit : 64, &answer));
    } else if (ask->word == CM_WORD_ILL) {
        CM_TRY(bare(ask, CM_WORD_ILL, 4, &answer));
    }
    if (ask->q->verify && ask->exit < 64 && ask->word != CM_WORD_ILL)
        CM_TRY(cm_verify(ask, answer));
    all_diags(ask, diags);
    if (ask->q->strict && ask->exit < 64 && has_remarks(diags))
        CM_TRY(bare(ask, CM_WORD_NULL, 65, &answer));
    cm_head_fill(ask, answer, diags);
    *out = answer;
    return ask->b.failed || diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

/* ---- --each ------------------------------------------------------------------------------- */

typedef struct side_by_side {
    cm_ask *ask;
    uint32_t fact;
    uint32_t n;
    cm_ask *part;           /* the last case asked */
    comitia_value *cases;
    bool agree, same_exit, exact, certified;
    cm_word word;
    int exit;
} side_by_side;

/* The question with one more supposition: FACT=value, which is the last and
   therefore counts. */
static comitia_status ask_case(side_by_side *s, uint32_t i,
                               comitia_value **answer, cm_diags *diags)
{
    const cm_ask *ask = s->ask;
    const cm_fact *fact = &ask->model->facts[s->fact];
    size_t n = ask->q->n_suppose;
    uint32_t n_supposed = ask->options.n_suppose;
    comitia_question *q = cm_new(ask->arena, comitia_question);
    const char **texts = cm_new_n(ask->arena, const char *, n + 1);
    cm_suppose *list = cm_new_n(ask->arena, cm_suppose, n_supposed + 1);
    cm_ask *part = cm_new(ask->arena, cm_ask);
    cm_buf text;
    cm_buf_init(&text, ask->arena);
    cm_buf_addf(&text, "%s=%s", fact->label.name,
                fact->is_choice ? fact->options[i].name
                : i == 0        ? "yes"
                                : "no");
    if (!q || !texts || !list || !part || text.failed)
        return COMITIA_E_NOMEM;
    *q = *ask->q;
    for (size_t k = 0; k < n; k++)
        texts[k] = ask->q->suppose[k];
    texts[n] = cm_buf_text(&text);
    q->suppose = texts;
    q->n_suppose = n + 1;
    for (uint32_t k = 0; k < n_supposed; k++)
        list[k] = ask->options.suppose[k];
    list[n_supposed] =
        (cm_suppose){.what = fact->is_choice ? CM_COND_OPTION : CM_COND_FACT,
                     .index = s->fact,
                     .option = fact->is_choice ? i : 0,
                     .value = fact->is_choice || i == 0,
                     .text = texts[n]};
    *part = *ask;
    part->q = q;
    part->options.suppose = list;
    part->options.n_suppose = n_supposed + 1;
    cm_diags_init(&part->diags, ask->arena);
    s->part = part;
    uint64_t limit = cm_share_begin(ask->ctx, s->n - i);
    comitia_status status = answered(part, answer, diags);
    cm_share_end(ask->ctx, limit);
    return status;
}

static comitia_status add_case(side_by_side *s, uint32_t i)
{
    cm_ask *ask = s->ask;
    const cm_fact *fact = &ask->model->facts[s->fact];
    comitia_value *answer;
    cm_diags diags;
    CM_TRY(ask_case(s, i, &answer, &diags));
    comitia_value *row = cm_add_object(&ask->b, s->cases);
    if (fact->is_choice)
        cm_put_text(&ask->b, row, "value", fact->options[i].name);
    else
        cm_put_bool(&ask->b, row, "value", i == 0);
    cm_put(&ask->b, row, "answer", answer);
    add_diags(&ask->diags, &s->part->diags);
    if (i == 0) {
        s->word = s->part->word;
        s->exit = s->part->exit;
        s->exact = s->part->exact;
        s->certified = s->part->certified;
    }
    s->agree &= s->part->word == s->word;
    s->same_exit &= s->part->exit == s->exit;
    s->exact &= s->part->exact;
    s->certified &= s->part->certified;
    ask->world = s->part->world;
    return COMITIA_OK;
}

/* The cases agree on the answer, or on why there is none. */
static void join_cases(side_by_side *s)
{
    cm_ask *ask = s->ask;
    bool none = s->same_exit && (s->exit == 4 || s->exit >= 64);
    ask->word = s->agree ? s->word : CM_WORD_NULL;
    ask->exit = none ? s->exit : s->agree ? 0 : 2;
    ask->exact = s->exact;
    ask->certified = s->certified;
}

static comitia_status each_answered(cm_ask *ask, uint32_t fact,
                                    comitia_value **out, cm_diags *diags)
{
    const cm_fact *f = &ask->model->facts[fact];
    comitia_value *answer = cm_head_new(ask);
    side_by_side s = {.ask = ask,
                      .fact = fact,
                      .n = f->is_choice ? f->n_options : 2,
                      .agree = true,
                      .same_exit = true};
    cm_put_text(&ask->b, answer, "each", f->label.name);
    s.cases = cm_put_list(&ask->b, answer, "cases");
    for (uint32_t i = 0; i < s.n; i++)
        CM_TRY(add_case(&s, i));
    join_cases(&s);
    all_diags(ask, diags);
    cm_head_fill(ask, answer, diags);
    *out = answer;
    return ask->b.failed || diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static comitia_status prepare(cm_ask *ask)
{
    const cm_model *model = ask->model;
    ask->measure_used = cm_new_n(ask->arena, uint8_t *, model->n_bodies);
    ask->body_used = cm_new_n(ask->arena, uint8_t, model->n_bodies);
    ask->literals[CM_ATOM_FACT] =
        cm_new_n(ask->arena, comitia_value **, model->n_facts);
    ask->literals[CM_ATOM_CHOICE] = ask->literals[CM_ATOM_FACT];
    ask->literals[CM_ATOM_ACT] =
        cm_new_n(ask->arena, comitia_value **, model->n_acts);
    return ask->measure_used && ask->body_used && ask->literals[CM_ATOM_FACT] &&
                   ask->literals[CM_ATOM_ACT]
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

/* Head alone, for a file with errors or words that do not fit. */
static comitia_status refused(cm_ask *ask, int exit, comitia_value **answer,
                              cm_diags *diags)
{
    CM_TRY(bare(ask, CM_WORD_NULL, exit, answer));
    all_diags(ask, diags);
    cm_head_fill(ask, *answer, diags);
    return ask->b.failed || diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

static comitia_status answer_question(cm_ask *ask, comitia_value **answer,
                                      cm_diags *diags)
{
    const cm_model *model = ask->model;
    uint32_t each;
    if (has_no_model(ask->q))
        return answered(ask, answer, diags);
    CM_TRY(prepare(ask));
    if (cm_model_has_errors(model) ||
        (ask->q->before &&
         cm_model_has_errors((const cm_model *)ask->q->before)) ||
        (ask->q->strict && has_remarks(&model->diags))) {
        int32_t day;
        ask->options.has_on = ask->q->on && cm_last_day(ask->q->on, &day);
        if (ask->options.has_on)
            ask->options.on = day;
        return refused(ask, 65, answer, diags);
    }
    CM_TRY(cm_resolve_question(ask, &each));
    if (ask->diags.n_errors)
        return refused(ask, 64, answer, diags);
    return each == CM_NONE ? answered(ask, answer, diags)
                           : each_answered(ask, each, answer, diags);
}

static void begin(cm_ask *ask, cm_ctx *ctx, const comitia_question *question,
                  const comitia_loader *loader, cm_answer *made)
{
    cm_arena_init(&made->arena, ctx->allocator);
    *ask = (cm_ask){.ctx = ctx,
                    .model = made->model,
                    .q = question,
                    .loader = loader,
                    .arena = &made->arena,
                    .b = {.arena = &made->arena},
                    .exact = true,
                    .certified = true};
    cm_diags_init(&ask->diags, &made->arena);
}

/* The bound of memory was met while the answer itself was made: it is given
   back, and what is left says why there is none. */
static comitia_status without_memory(cm_ask *ask, cm_answer *made)
{
    int32_t day;
    cm_arena_clear(&made->arena);
    begin(ask, ask->ctx, ask->q, ask->loader, made);
    ask->options.has_on = ask->q->on && cm_last_day(ask->q->on, &day);
    if (ask->options.has_on)
        ask->options.on = day;
    memory_reached(ask);
    return refused(ask, 69, &made->value, &made->diags);
}

comitia_status cm_ask_question(cm_ctx *ctx, const cm_model *model,
                               const comitia_question *question,
                               const comitia_loader *loader, cm_answer *made)
{
    cm_ctx_begin(ctx, question->limit);
    const char *lacks = missing(model, question);
    if (lacks)
        return cm_fail(ctx, COMITIA_E_USAGE, "%s", lacks);
    *made = (cm_answer){.model = has_no_model(question) ? NULL : model};
    cm_ask ask;
    begin(&ask, ctx, question, loader, made);
    comitia_status status = answer_question(&ask, &made->value, &made->diags);
    if (status == COMITIA_E_NOMEM && cm_is_limit(ctx, status))
        status = without_memory(&ask, made);
    made->exit = ask.exit;
    if (made->model)
        made->model = ask.model; /* with what --vary changed */
    if (status != COMITIA_OK)
        cm_arena_clear(&made->arena);
    return status;
}
