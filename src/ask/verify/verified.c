#include "ask/verify/verified.h"

#include <stdarg.h>
#include <stdio.h>

#include "engine/numbers/stream.h"

enum { SAMPLED = 1 << 16 };

const char *cm_verify_text(const comitia_value *object, const char *key)
{
    const char *text = comitia_value_string(comitia_value_get(object, key));
    return text ? text : "";
}

/* ---- differences
 * ----------------------------------------------------------------------- */

void cm_verify_differs(cm_verifying *v, const char *what, const char *is,
                       const char *second)
{
    cm_verdict *verdict = v->verdict;
    if (!verdict->agrees)
        return; /* the first one is told */
    verdict->agrees = false;
    verdict->what = cm_strdup(v->arena, what);
    verdict->is = cm_strdup(v->arena, is);
    verdict->second = cm_strdup(v->arena, second ? second : "another value");
}

void cm_verify_number(cm_verifying *v, const char *what,
                      const comitia_value *is, mpq_srcptr second)
{
    const char *text = comitia_value_string(is);
    mpq_t q;
    if (!text)
        return;
    mpq_init(q);
    bool same = mpq_set_str(q, text, 10) == 0 && mpq_equal(q, second);
    mpq_clear(q);
    if (!same)
        cm_verify_differs(v, what, text, cm_number_text(v->arena, second));
}

void cm_verify_method(cm_verifying *v, const char *format, ...)
{
    char text[240];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    v->verdict->method = cm_strdup(v->arena, text);
}

/* ---- cases
 * --------------------------------------------------------------------------- */

/* Whether the facts are as the literal says. */
static bool is_so(const cm_trial *t, const comitia_value *literal)
{
    const cm_model *model = t->world->model;
    const comitia_value *value = comitia_value_get(literal, "value");
    const char *option = comitia_value_string(value);
    cm_name name = cm_model_name(model, cm_verify_text(literal, "name"));
    if (name.kind != CM_NAME_FACT)
        return false;
    if (!option)
        return t->fact[name.index] == comitia_value_bool(value);
    return strcmp(model->facts[name.index]
                      .options[t->fact[name.index]]
                      .name,
                  option) == 0;
}

const comitia_value *cm_verify_case(cm_verifying *v, const cm_trial *t,
                                    const comitia_value *answer)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        const comitia_value *when = comitia_value_get(one, "when");
        size_t k = 0, n = comitia_value_count(when);
        while (k < n && is_so(t, comitia_value_at(when, k)))
            k++;
        if (k == n)
            return one;
    }
    cm_verify_differs(v, "cases", "none", "one for every value of the facts");
    return NULL;
}

/* ---- status
 * --------------------------------------------------------------------------- */

const char *cm_verify_status_text(bool any_true, bool any_false)
{
    return any_true && any_false ? "open" : any_true ? "certain" : "impossible";
}

/* Every valuation; or, where they are too many, some at random, which can show
   a status to be wrong and not that it is right. */
static comitia_status try_values(cm_verifying *v, cm_trial *t,
                                 const comitia_value *row, const char *name)
{
    uint64_t valuations = cm_trial_valuations(t), results = cm_trial_results(t);
    bool all = results && valuations <= CM_MOST_TRIED / results;
    uint64_t n = all ? valuations * results : SAMPLED;
    bool any[2] = {false, false};
    const char *is = cm_verify_text(row, "status");
    cm_stream stream = cm_stream_of(0);
    for (uint64_t i = 0; i < n && !t->reason; i++) {
        bool holds;
        cm_trial_set_facts(t, all ? i / results : cm_stream_next(&stream));
        CM_TRY(cm_trial_holds(t, all ? i % results : cm_stream_next(&stream),
                              &holds));
        any[holds] = true;
    }
    if (t->reason)
        return COMITIA_OK;
    bool wrong = all ? strcmp(is, cm_verify_status_text(any[1], any[0])) != 0
                     : (any[0] && strcmp(is, "certain") == 0) ||
                           (any[1] && strcmp(is, "impossible") == 0);
    if (wrong)
        cm_verify_differs(v, name, is, cm_verify_status_text(any[1], any[0]));
    v->verdict->sampled |= !all;
    if (!all || !v->verdict->method)
        cm_verify_method(v,
                         all ? "all %llu valuations of what is open (the "
                               "status, not the lists)"
                             : "a sampled check of the status: %llu valuations "
                               "at random",
                         (unsigned long long)n);
    return COMITIA_OK;
}

static comitia_status check_subject(cm_verifying *v, const cm_target *target,
                                    const comitia_value *row)
{
    cm_trial t;
    const cm_cond *what = cm_target_cond(v->arena, target);
    if (!what)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_trial_new(v->ctx, v->arena, v->world, what, &t));
    if (t.n_acts > 63)
        t.reason = "more than 63 open acts";
    if (!t.reason)
        CM_TRY(try_values(v, &t, row,
                          cm_name_of(v->world->model, target->what,
                                     target->index)));
    v->verdict->reason = t.reason;
    return COMITIA_OK;
}

static comitia_status check_status(cm_verifying *v, const comitia_value *answer)
{
    const cm_model *model = v->world->model;
    const comitia_value *rows = comitia_value_get(answer, "subjects");
    if (!rows) /* why, how */
        return check_subject(v, &v->targets[0], answer);
    if (comitia_value_count(rows) == 0)
        v->verdict->reason = CM_NOTHING_TO_VERIFY;
    for (uint32_t i = 0;
         i < comitia_value_count(rows) && !v->verdict->reason; i++) {
        cm_target target =
            v->n_targets ? v->targets[i] : cm_subject_target(model, i);
        CM_TRY(check_subject(v, &target, comitia_value_at(rows, i)));
    }
    return COMITIA_OK;
}

/* ---- coalitions
 * ---------------------------------------------------------------------- */

static comitia_status check_can(cm_verifying *v, cm_trial *t,
                                const comitia_value *answer)
{
    bool wins;
    CM_TRY(cm_trial_side(t, v->who, v->n_who, v->q->block, &wins));
    const comitia_value *one = t->reason ? NULL : cm_verify_case(v, t, answer);
    if (!one)
        return COMITIA_OK;
    bool yes = wins != v->q->block;
    bool is = comitia_value_bool(comitia_value_get(one, "value"));
    if (is != yes)
        cm_verify_differs(v, v->q->block ? "block" : "force",
                          is ? "yes" : "no", yes ? "yes" : "no");
    return COMITIA_OK;
}

static comitia_status check_sets(cm_verifying *v, cm_trial *t,
                                   const comitia_value *answer, uint64_t *sets)
{
    cm_tried_game game;
    CM_TRY(cm_trial_play(t, &game));
    const comitia_value *one = t->reason ? NULL : cm_verify_case(v, t, answer);
    if (!one)
        return COMITIA_OK;
    *sets += UINT64_C(1) << game.n;
    if (v->q->verb == COMITIA_POWER)
        return cm_verify_indices(v, t, &game, one);
    cm_verify_totals(v, &game, one);
    return COMITIA_OK;
}

/* What is said of it where it agrees. */
static void tell_method(cm_verifying *v, uint64_t sets)
{
    if (v->q->verb == COMITIA_CAN)
        v->verdict->method = "the ballots of both sides";
    else
        cm_verify_method(
            v,
            v->q->verb == COMITIA_WHO
                ? "all %llu sets of players (the numbers of coalitions)"
                : "all %llu sets of players",
            (unsigned long long)sets);
}

static comitia_status check_game(cm_verifying *v, const comitia_value *answer)
{
    uint64_t sets = 0, n;
    cm_trial t;
    const cm_cond *what = cm_target_cond(v->arena, &v->targets[0]);
    if (!what)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_trial_new(v->ctx, v->arena, v->world, what, &t));
    n = cm_trial_valuations(&t);
    if (n > 4096)
        t.reason = "more than 4,096 valuations of open facts";
    for (uint64_t i = 0; i < n && !t.reason; i++) {
        cm_trial_set_facts(&t, i);
        if (v->q->verb == COMITIA_CAN)
            CM_TRY(check_can(v, &t, answer));
        else
            CM_TRY(check_sets(v, &t, answer, &sets));
    }
    v->verdict->reason = t.reason;
    if (!t.reason)
        tell_method(v, sets);
    return COMITIA_OK;
}

/* ---- needs
 * --------------------------------------------------------------------------- */

/* Every seat of the body counts like every other. */
static bool is_fungible(const cm_rule *rule)
{
    if (rule->kind == CM_RULE_NO_VETO || rule->kind == CM_RULE_CONSENT)
        return false;
    if (rule->kind == CM_RULE_QUOTA)
        return !rule->quota->in && rule->quota->measure == CM_NONE &&
               !rule->quota->has_tie;
    for (uint32_t i = 0; i < rule->n_children; i++)
        if (!is_fungible(rule->children[i]))
            return false;
    return true;
}

/* So many seats vote yes, the other ones no; outsiders agree. */
static comitia_status with_yes(cm_trial *t, uint32_t act, uint32_t arm,
                               uint64_t yes, bool *passes)
{
    const cm_act *a = &t->world->model->acts[act];
    for (uint32_t i = 0; i < a->n_voters; i++) {
        uint64_t seats = t->world->acts[act].seats[i];
        uint64_t own = a->voters[i].outsider || yes > seats ? seats : yes;
        t->ballots[i] = (cm_tally){{0}};
        t->ballots[i].seats[CM_BALLOT_YES] = own;
        t->ballots[i].seats[CM_BALLOT_NO] = seats - own;
        yes -= a->voters[i].outsider ? 0 : own;
    }
    return cm_trial_passes(t, act, arm, t->ballots, passes);
}

static comitia_status check_needed(cm_verifying *v, cm_trial *t, uint32_t act,
                                   const comitia_value *one)
{
    const char *text = cm_verify_text(one, "needed");
    uint64_t needed;
    uint32_t arm;
    bool passes, before = false;
    mpq_t q;
    CM_TRY(cm_trial_arm(t, act, &arm));
    if (!*text || !is_fungible(t->world->model->acts[act].arms[arm].rule)) {
        t->reason = *text ? "seats count differently in this rule"
                          : "no number of seats is needed";
        return COMITIA_OK;
    }
    mpq_init(q);
    bool read = mpq_set_str(q, text, 10) == 0 &&
                cm_integer_u64(mpq_numref(q), &needed);
    mpq_clear(q);
    if (!read)
        return COMITIA_OK;
    CM_TRY(with_yes(t, act, arm, needed, &passes));
    if (needed)
        CM_TRY(with_yes(t, act, arm, needed - 1, &before));
    if (!passes || before)
        cm_verify_differs(v, "needed", text, passes ? "fewer" : "more");
    return COMITIA_OK;
}

static comitia_status check_needs(cm_verifying *v, const comitia_value *answer)
{
    uint32_t act = v->targets[0].index;
    cm_trial t;
    const cm_cond *what = cm_target_cond(v->arena, &v->targets[0]);
    if (!what)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_trial_new(v->ctx, v->arena, v->world, what, &t));
    uint64_t n = cm_trial_valuations(&t);
    if (n > 4096)
        t.reason = "more than 4,096 valuations of open facts";
    for (uint64_t i = 0; i < n && !t.reason; i++) {
        cm_trial_set_facts(&t, i);
        const comitia_value *one = cm_verify_case(v, &t, answer);
        if (one)
            CM_TRY(check_needed(v, &t, act, one));
    }
    v->verdict->reason = t.reason;
    if (!t.reason)
        v->verdict->method = "the ballots themselves: it passes with the seats "
                             "needed, and not with one less";
    return COMITIA_OK;
}

/* ---- the whole
 * ------------------------------------------------------------------------ */

comitia_status cm_verify_verb(cm_verifying *v, const comitia_value *answer)
{
    if (v->q->sample) {
        v->verdict->reason = "a sample is no exact value";
        return COMITIA_OK;
    }
    if (v->q->verb == COMITIA_POWER && v->q->three_ballots) {
        v->verdict->reason = "there is no second method for three ballots";
        return COMITIA_OK;
    }
    switch (v->q->verb) {
    case COMITIA_POWER:
        return v->world ? check_game(v, answer) : cm_verify_weights(v, answer);
    case COMITIA_CAN:
    case COMITIA_WHO: return check_game(v, answer);
    case COMITIA_STATUS:
    case COMITIA_WHY:
    case COMITIA_HOW: return check_status(v, answer);
    case COMITIA_NEEDS: return check_needs(v, answer);
    case COMITIA_CHANCE: return cm_verify_chance(v, answer);
    case COMITIA_BELIEF: return cm_verify_belief(v, answer);
    case COMITIA_DEAL: return cm_verify_deal(v, answer);
    case COMITIA_TIMELINE: return cm_verify_timeline(v, answer);
    case COMITIA_BRIEF: return cm_verify_parts(v, answer);
    default:
        v->verdict->reason = "there is no second method for this question";
        return COMITIA_OK;
    }
}

/* Of these the second method may be affordable for some parts only. */
static bool has_parts(comitia_verb verb)
{
    return verb == COMITIA_BELIEF || verb == COMITIA_DEAL ||
           verb == COMITIA_TIMELINE || verb == COMITIA_BRIEF;
}

comitia_status cm_verify_answer(cm_verifying *v, const comitia_value *answer)
{
    *v->verdict = (cm_verdict){.agrees = true};
    comitia_status status = cm_verify_verb(v, answer);
    if (cm_is_limit(v->ctx, status)) {
        v->verdict->reason = "it takes too many steps, or too much memory";
        status = COMITIA_OK;
    }
    if (v->verdict->reason && !has_parts(v->q->verb)) {
        v->verdict->method = NULL;
        if (v->q->verb == COMITIA_POWER && v->verdict->agrees)
            cm_verify_sums(v, answer);
        if (v->verdict->method)
            v->verdict->reason = NULL; /* it says itself how little it is */
    }
    return status;
}

static void put_verdict(cm_ask *ask, comitia_value *answer,
                        const cm_verdict *verdict)
{
    if (!verdict->method && verdict->agrees) {
        cm_put_null(&ask->b, answer, "verified");
        cm_diag_add(&ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
                    "the answer was not computed a second time: %s",
                    verdict->reason);
        return;
    }
    comitia_value *object = cm_put_object(&ask->b, answer, "verified");
    cm_put_text(&ask->b, object, "method", verdict->method);
    cm_put_bool(&ask->b, object, "agrees", verdict->agrees);
    if (verdict->reason)
        cm_diag_add(&ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
                    "part of the answer was not computed a second time: %s",
                    verdict->reason);
    if (verdict->agrees)
        return;
    cm_put_text(&ask->b, object, "what", verdict->what);
    cm_put_text(&ask->b, object, "answer", verdict->is);
    cm_put_text(&ask->b, object, "second", verdict->second);
    ask->exit = 70;
}

comitia_status cm_verify(cm_ask *ask, comitia_value *answer)
{
    cm_ctx *ctx = ask->ctx;
    cm_verdict verdict;
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    cm_verifying v = {.ctx = ctx,
                      .arena = &scratch,
                      .world = ask->world,
                      .q = ask->q,
                      .options = &ask->options,
                      .targets = ask->targets,
                      .n_targets = ask->n_targets,
                      .who = ask->who,
                      .n_who = ask->n_who,
                      .verdict = &verdict};
    uint64_t steps = ctx->steps, report = ctx->next_report;
    bool was_short = ctx->short_of_memory;
    ctx->steps = 0;
    ctx->next_report = report - steps;
    ctx->doing = "computing the answer a second time";
    comitia_status status = cm_verify_answer(&v, answer);
    ctx->steps = steps;
    ctx->next_report = report;
    ctx->short_of_memory = was_short;
    if (status == COMITIA_OK)
        put_verdict(ask, answer, &verdict);
    cm_arena_clear(&scratch);
    return status;
}
