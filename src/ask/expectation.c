#include "ask/expectation.h"

#include "engine/law/reasons.h"
#include "engine/law/result.h"
#include "engine/needs/needs.h"
#include "engine/talks/deal.h"

/* One expect under way. */
typedef struct trial {
    cm_ask *ask;        /* a copy with a world of its own */
    const cm_expect *e;
    cm_arena scratch;
    cm_found *found;
} trial;

static comitia_status say(trial *t, bool holds, const char *text)
{
    t->found->holds = holds;
    t->found->found = cm_strdup(t->ask->arena, text);
    return t->found->found ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* Several findings, each once: "82, 62". */
typedef struct findings {
    cm_buf text;
    const char *last;
    bool hold;
} findings;

static void findings_init(findings *all, cm_arena *arena)
{
    *all = (findings){.hold = true};
    cm_buf_init(&all->text, arena);
}

static void add_finding(findings *all, const char *text, bool holds)
{
    all->hold &= holds;
    if (all->text.n > 200 || (all->last && strcmp(all->last, text) == 0))
        return;
    if (all->last)
        cm_buf_add(&all->text, ", ");
    cm_buf_add(&all->text, text);
    all->last = text;
}

static comitia_status say_all(trial *t, const findings *all)
{
    const char *text = cm_buf_text(&all->text);
    return text ? say(t, all->hold, text) : COMITIA_E_NOMEM;
}

static cm_target target_of(const cm_expect *e)
{
    return (cm_target){.text = e->text,
                       .what = e->what,
                       .index = e->index,
                       .other = e->other,
                       .talks = e->talks};
}

/* ---- asked of a verb ----------------------------------------------------------- */

/* Asks a verb about the subject; *object has its keys. */
static comitia_status ask_verb(trial *t, comitia_verb verb, cm_verb_fn *run,
                               const char *const *indices, uint32_t n_indices,
                               comitia_value **object, cm_ask *part)
{
    comitia_question *q = cm_new(&t->scratch, comitia_question);
    cm_target *target = cm_new(&t->scratch, cm_target);
    if (!q || !target)
        return COMITIA_E_NOMEM;
    *q = *t->ask->q;
    q->verb = verb;
    q->block = t->e->block;
    q->indices = indices;
    q->n_indices = n_indices;
    q->names = &t->e->text;
    q->n_names = 1;
    q->sample = 0;
    *target = target_of(t->e);
    t->ask->q = q;
    return cm_ask_part(t->ask, run, target, 1, part, object);
}

static const char *refusal(const cm_ask *part)
{
    for (size_t i = 0; i < part->diags.all.n; i++)
        if (part->diags.all.at[i]->severity == CM_REFUSED)
            return part->diags.all.at[i]->message;
    return "mixed polarity";
}

static comitia_status say_refused(trial *t, const cm_ask *part)
{
    cm_buf text;
    cm_buf_init(&text, &t->scratch);
    cm_buf_addf(&text, "the question is ill-posed: %s", refusal(part));
    return text.failed ? COMITIA_E_NOMEM : say(t, false, cm_buf_text(&text));
}

static comitia_status expect_can(trial *t)
{
    cm_ask part;
    comitia_value *object;
    t->ask->who = t->e->who;
    t->ask->n_who = t->e->n_who;
    CM_TRY(ask_verb(t, COMITIA_CAN, cm_ask_can, NULL, 0, &object, &part));
    if (part.word == CM_WORD_ILL)
        return say_refused(t, &part);
    bool holds = part.word == (t->e->negated ? CM_WORD_NO : CM_WORD_YES);
    return say(t, holds,
               part.word == CM_WORD_YES  ? "can"
               : part.word == CM_WORD_NO ? "cannot"
                                         : "it depends on open facts");
}

/* Instead of a number that was not found: its bounds, if it has any. */
static const char *not_exact(trial *t, const comitia_value *ends)
{
    const char *low = comitia_value_string(comitia_value_get(ends, "low"));
    const char *high = comitia_value_string(comitia_value_get(ends, "high"));
    cm_buf text;
    if (!low || !high)
        return "no number";
    cm_buf_init(&text, &t->scratch);
    cm_buf_addf(&text, "a number between %s and %s", low, high);
    return text.failed ? "no number" : cm_buf_text(&text);
}

/* Every case of the answer has this number at `key`, or at `key` of the row of
   the expected player. */
static comitia_status compare_cases(trial *t, const comitia_value *object,
                                    const char *key, bool of_player)
{
    const comitia_value *cases = comitia_value_get(object, "cases");
    const char *want = cm_number_text(&t->scratch, t->e->number->q);
    findings all;
    findings_init(&all, &t->scratch);
    if (!want)
        return COMITIA_E_NOMEM;
    for (size_t c = 0; c < comitia_value_count(cases); c++) {
        const comitia_value *one = comitia_value_at(cases, c);
        const comitia_value *row = of_player ? NULL : one;
        const comitia_value *rows = comitia_value_get(one, "indices");
        const char *name =
            of_player ? t->ask->model->players[t->e->player].label.name : NULL;
        for (size_t i = 0; of_player && i < comitia_value_count(rows) && !row;
             i++) {
            const char *player = comitia_value_string(
                comitia_value_get(comitia_value_at(rows, i), "player"));
            if (player && strcmp(player, name) == 0)
                row = comitia_value_at(rows, i);
        }
        const char *value =
            row ? comitia_value_string(comitia_value_get(row, key)) : "0";
        add_finding(&all, value ? value : not_exact(t, comitia_value_get(row, key)),
                    value && strcmp(value, want) == 0);
    }
    return say_all(t, &all);
}

/* index NULL: all of them, and the totals of minimal coalitions with them. */
static comitia_status expect_power(trial *t, const char *index, const char *key,
                                   bool of_player)
{
    cm_ask part;
    comitia_value *object;
    CM_TRY(ask_verb(t, COMITIA_POWER, cm_ask_power, &index, index ? 1 : 0,
                    &object, &part));
    if (part.word == CM_WORD_ILL)
        return say_refused(t, &part);
    return compare_cases(t, object, key, of_player);
}

static comitia_status expect_coalitions(trial *t)
{
    const char *key = t->e->block     ? "minimal_blocking"
                      : t->e->minimal ? "minimal_winning"
                                      : "winning";
    return expect_power(t, key, key, false); /* that total and nothing else */
}

static comitia_status expect_index(trial *t)
{
    static const char *const keys[] = {
        [CM_SWINGS] = "swings",
        [CM_BANZHAF] = "banzhaf",
        [CM_SHAPLEY] = "shapley",
        [CM_DEEGAN_PACKEL] = "deegan_packel",
        [CM_HOLLER] = "holler",
        [CM_JOHNSTON] = "johnston",
    };
    const char *key = keys[t->e->power_index];
    return expect_power(t, key, key, true);
}

static comitia_status expect_chance(trial *t)
{
    cm_ask part;
    comitia_value *object;
    CM_TRY(ask_verb(t, COMITIA_CHANCE, cm_ask_chance, NULL, 0, &object, &part));
    const char *want = cm_number_text(&t->scratch, t->e->number->q);
    const char *low = comitia_value_string(comitia_value_get(object, "low"));
    const char *high = comitia_value_string(comitia_value_get(object, "high"));
    cm_buf text;
    if (!want)
        return COMITIA_E_NOMEM;
    if (!low || !high)
        return say(t, false, "a number of more than 10,000 digits");
    if (strcmp(low, high) == 0)
        return say(t, strcmp(low, want) == 0, low);
    cm_buf_init(&text, &t->scratch);
    cm_buf_addf(&text, "%.200s to %.200s", low, high);
    return text.failed ? COMITIA_E_NOMEM : say(t, false, cm_buf_text(&text));
}

/* ---- asked of an engine ----------------------------------------------------------- */

static comitia_status with_law(trial *t,
                               comitia_status (*find)(trial *, cm_law *,
                                                      const cm_cond *))
{
    cm_law *law = NULL;
    cm_target target = target_of(t->e);
    comitia_status status;
    const cm_cond *root = cm_target_cond(&t->scratch, &target);
    if (!root)
        return COMITIA_E_NOMEM;
    CM_GO(cm_law_new(t->ask->ctx, &t->scratch, t->ask->world, &root, 1, &cm_any_order,
                     &law));
    CM_GO(find(t, law, root));
done:
    cm_law_clear(law);
    return status;
}

static comitia_status find_status(trial *t, cm_law *law, const cm_cond *root)
{
    static const char *const texts[] = {
        [CM_IMPOSSIBLE] = "impossible",
        [CM_CERTAIN] = "certain",
        [CM_OPEN] = "open",
    };
    cm_fn f;
    CM_TRY(cm_law_fn(law, root, &f));
    cm_expect_status now = cm_status_of(f);
    bool holds = t->e->status == CM_POSSIBLE ? now != CM_IMPOSSIBLE
                                             : now == t->e->status;
    return say(t, holds, texts[now]);
}

static comitia_status find_result(trial *t, cm_law *law, const cm_cond *root)
{
    bool known = false;
    cm_result result = CM_PASSED;
    if (root->kind == CM_COND_ACT)
        CM_TRY(cm_result_now(law, root->index, &known, &result));
    if (known)
        return say(t, result == t->e->result, cm_result_text(result));
    return say(t, false,
               root->kind == CM_COND_ACT &&
                       cm_is_recorded(t->ask->world, root->index)
                   ? "no result yet, or one that depends on open facts"
                   : "nothing recorded");
}

static comitia_status expect_deal(trial *t)
{
    bool deal = false;
    CM_TRY(cm_deal_exists(t->ask->ctx, t->ask->world, t->e->talks, t->e->goal,
                          &deal));
    return say(t, deal != t->e->negated, deal ? "a deal" : "no deal");
}

/* ---- needs ---------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Required amount of the first quota with the base that is asked for. */
static const cm_number *required_in(const trial *t, const cm_quota_need *quotas,
                                    uint32_t n, bool *any)
{
    for (uint32_t i = 0; i < n; i++) {
        const cm_quota *q = quotas[i].quota;
        if (q->base != t->e->base || !same_text(q->in, t->e->in) ||
            (q->base >= CM_BASE_MEASURE && q->measure != t->e->measure))
            continue;
        *any = true;
        return quotas[i].required;
    }
    return NULL;
}

static comitia_status needed_under(trial *t, uint32_t arm,
                                   const cm_number **number, bool *any)
{
    cm_ctx *ctx = t->ask->ctx;
    *any = !t->e->has_base;
    if (t->e->has_base) {
        cm_quota_need *quotas;
        uint32_t n;
        CM_TRY(cm_quotas_of(ctx, &t->scratch, t->ask->world, t->e->index, arm,
                            &quotas, &n));
        *number = required_in(t, quotas, n, any);
        return COMITIA_OK;
    }
    cm_need need;
    CM_TRY(cm_need_of(ctx, &t->scratch, t->ask->world, t->e->index, arm, 0,
                      &need));
    *number = need.needed;
    return COMITIA_OK;
}

static comitia_status add_needed(trial *t, cm_law *law, const cm_cases *cases,
                                 uint32_t i, findings *all)
{
    uint32_t arm;
    const cm_number *number;
    bool any;
    CM_TRY(cm_case_arm(law, cases, i, t->e->index, &arm));
    CM_TRY(needed_under(t, arm, &number, &any));
    const char *text = number ? cm_number_text(&t->scratch, number->q)
                       : !any ? "no quota with that base"
                              : "no number of seats";
    if (!text)
        return COMITIA_E_NOMEM;
    add_finding(all, text, number && mpq_equal(number->q, t->e->number->q));
    return COMITIA_OK;
}

static comitia_status expect_needs(trial *t)
{
    cm_law *law = NULL;
    cm_cases cases;
    findings all;
    comitia_status status;
    findings_init(&all, &t->scratch);
    if (t->e->what != CM_COND_ACT ||
        t->ask->model->acts[t->e->index].body == CM_NONE)
        return say(t, false, "no act by a body");
    CM_GO(cm_needs_cases(t->ask->ctx, &t->scratch, t->ask->world, t->e->index,
                         &law, &cases));
    for (uint32_t i = 0; i < cases.n; i++)
        CM_GO(add_needed(t, law, &cases, i, &all));
    status = say_all(t, &all);
done:
    cm_law_clear(law);
    return status;
}

/* ---- one expect ------------------------------------------------------------------------- */

static comitia_status try_it(trial *t)
{
    switch (t->e->kind) {
    case CM_EXPECT_CAN:
        return expect_can(t);
    case CM_EXPECT_NEEDS:
        return expect_needs(t);
    case CM_EXPECT_STATUS:
        return with_law(t, find_status);
    case CM_EXPECT_RESULT:
        return with_law(t, find_result);
    case CM_EXPECT_DEAL:
        return expect_deal(t);
    case CM_EXPECT_COALITIONS:
        return expect_coalitions(t);
    case CM_EXPECT_CHANCE:
        return expect_chance(t);
    case CM_EXPECT_INDEX:
        return expect_index(t);
    }
    return COMITIA_E_BUG;
}

/* The world of the question with what the line adds to it. */
static comitia_status own_world(trial *t)
{
    cm_ask *ask = t->ask;
    uint32_t n = ask->options.n_suppose;
    cm_suppose *list = cm_new_n(&t->scratch, cm_suppose, n + t->e->n_ifs);
    if (!list)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        list[i] = ask->options.suppose[i];
    for (uint32_t i = 0; i < t->e->n_ifs; i++)
        list[n + i] = t->e->ifs[i];
    ask->options.suppose = list;
    ask->options.n_suppose = n + t->e->n_ifs;
    if (t->e->has_on) {
        ask->options.has_on = true;
        ask->options.on = t->e->on.hi;
    }
    return cm_world_new(ask->ctx, &t->scratch, ask->model, &ask->options,
                        &ask->world);
}

/* What a line depends on counts for the whole check, where it can count. */
static comitia_status mark_use(trial *t)
{
    const cm_model *model = t->ask->model;
    bool counts = t->ask->world->n_uncertain > 0;
    for (uint32_t b = 0; b < model->n_bodies && !counts; b++)
        for (uint32_t m = 0; m < model->bodies[b].n_measures; m++)
            counts |= model->bodies[b].measures[m].rounded;
    if (!counts || t->e->kind == CM_EXPECT_DEAL)
        return COMITIA_OK;
    if (t->e->kind == CM_EXPECT_NEEDS)
        return cm_use_act(t->ask, t->e->index);
    cm_target target = target_of(t->e);
    const cm_cond *root = cm_target_cond(&t->scratch, &target);
    return root ? cm_use_conds(t->ask, &root, 1) : COMITIA_E_NOMEM;
}

static comitia_status say_limit(trial *t)
{
    cm_ctx *ctx = t->ask->ctx;
    cm_buf text;
    cm_buf_init(&text, &t->scratch);
    cm_buf_addf(&text, "a limit: %s%s", ctx->what,
                ctx->short_of_memory         ? " (--memory SIZE gives more)"
                : ctx->steps >= ctx->limit ? " (--limit STEPS raises it)"
                                           : "");
    return text.failed ? COMITIA_E_NOMEM : say(t, false, cm_buf_text(&text));
}

comitia_status cm_find_expected(cm_ask *ask, const cm_expect *expect,
                                cm_found *found)
{
    cm_ask own = *ask;
    trial t = {.ask = &own, .e = expect, .found = found};
    comitia_status status;
    cm_ctx_begin(ask->ctx, ask->q->limit);
    ask->ctx->doing = "checking what is expected";
    cm_arena_init(&t.scratch, ask->ctx->allocator);
    /* What a part notes on the way concerns the line alone. */
    cm_diags_init(&own.diags, ask->arena);
    CM_GO(own_world(&t));
    CM_GO(mark_use(&t));
    CM_GO(try_it(&t));
done:
    if (cm_is_limit(ask->ctx, status))
        status = say_limit(&t);
    ask->b.failed |= own.b.failed;
    cm_arena_clear(&t.scratch);
    return status == COMITIA_OK && ask->b.failed ? COMITIA_E_NOMEM : status;
}
