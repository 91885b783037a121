/* One question, from its words to the finished answer. */
#include "ask/ask.h"

#include "ask/asked.h"
#include "ask/depends.h"
#include "ask/head.h"
#include "ask/question_words.h"
#include "ask/remarks.h"
#include "ask/sweep/vary.h"
#include "ask/verify/verified.h"

/* ---- one answer
 * ------------------------------------------------------------------------- */

static cm_verb_fn *const verbs[] = {
    [COMITIA_CHECK] = cm_ask_check,       [COMITIA_BRIEF] = cm_ask_brief,
    [COMITIA_STATUS] = cm_ask_status,     [COMITIA_NEEDS] = cm_ask_needs,
    [COMITIA_CAN] = cm_ask_can,           [COMITIA_WHO] = cm_ask_who,
    [COMITIA_POWER] = cm_ask_power,       [COMITIA_CHANCE] = cm_ask_chance,
    [COMITIA_BELIEF] = cm_ask_belief,     [COMITIA_DEAL] = cm_ask_deal,
    [COMITIA_TIMELINE] = cm_ask_timeline, [COMITIA_WHY] = cm_ask_why,
    [COMITIA_HOW] = cm_ask_how,           [COMITIA_SHOW] = cm_ask_show,
    [COMITIA_DIFF] = cm_ask_diff,         [COMITIA_EXPLAIN] = cm_ask_explain,
    [COMITIA_SWEEP] = cm_ask_sweep,       [COMITIA_SEATS] = cm_ask_seats,
    [COMITIA_POLL] = cm_ask_poll,
};

/* What a verb is doing, for progress and limits; some say it more closely. */
static const char *doing(comitia_verb verb)
{
    switch (verb) {
    case COMITIA_CAN: return "trying what they can do";
    case COMITIA_WHO: return "finding who can force and block it";
    case COMITIA_POWER: return "counting coalitions";
    case COMITIA_CHANCE: return "computing the chance";
    case COMITIA_SEATS: return "giving out seats";
    case COMITIA_POLL: return "drawing elections";
    default: return "answering";
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
    if (ask->model && !cm_has_no_model(ask->q)) {
        CM_TRY(cm_ask_world(ask));
        cm_vary_check(ask);
        if (ask->diags.n_errors)
            return COMITIA_OK;
        CM_TRY(cm_mark_use(ask));
        CM_TRY(cm_note_if_mixed(ask));
    }
    ask->ctx->doing = doing(ask->q->verb);
    return cm_is_quick(ask->q) ? cm_ask_quick_power(ask, answer)
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
        cm_limit_reached(ask, limit);
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
    cm_all_diags(ask, diags);
    if (ask->q->strict && ask->exit < 64 && cm_has_remarks(diags))
        CM_TRY(bare(ask, CM_WORD_NULL, 65, &answer));
    cm_head_fill(ask, answer, diags);
    *out = answer;
    return ask->b.failed || diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

/* ---- --each
 * -------------------------------------------------------------------------------
 */

typedef struct side_by_side {
    cm_ask *ask;
    uint32_t fact;
    uint32_t n;
    cm_ask *part; /* the last case asked */
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
    cm_add_diags(&ask->diags, &s->part->diags);
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
    cm_all_diags(ask, diags);
    cm_head_fill(ask, answer, diags);
    *out = answer;
    return ask->b.failed || diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

/* ---- the whole
 * ------------------------------------------------------------------------------
 */

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
    cm_all_diags(ask, diags);
    cm_head_fill(ask, *answer, diags);
    return ask->b.failed || diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

static comitia_status answer_question(cm_ask *ask, comitia_value **answer,
                                      cm_diags *diags)
{
    const cm_model *model = ask->model;
    uint32_t each;
    if (cm_has_no_model(ask->q))
        return answered(ask, answer, diags);
    CM_TRY(prepare(ask));
    if (cm_model_has_errors(model) ||
        (ask->q->before &&
         cm_model_has_errors((const cm_model *)ask->q->before)) ||
        (ask->q->strict && cm_has_remarks(&model->diags))) {
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
    cm_memory_reached(ask);
    return refused(ask, 69, &made->value, &made->diags);
}

comitia_status cm_ask_question(cm_ctx *ctx, const cm_model *model,
                               const comitia_question *question,
                               const comitia_loader *loader, cm_answer *made)
{
    cm_ctx_begin(ctx, question->limit);
    const char *lacks = cm_question_lacks(model, question);
    if (lacks)
        return cm_fail(ctx, COMITIA_E_USAGE, "%s", lacks);
    *made = (cm_answer){.model = cm_has_no_model(question) ? NULL : model};
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
