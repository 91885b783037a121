/* A model with other quotas and chances, and seats that moved. */
#include "ask/sweep/vary.h"

/* One value that is put into the model. */
typedef struct change {
    cm_ask *ask;
    const cm_axis *axis;
    const cm_number *value;
    cm_model *model; /* the question's own */
} change;

static void refuse(change *c, const char *code, const char *why)
{
    cm_diag_add(&c->ask->diags, code, CM_ERROR, CM_NO_SPAN, "--vary %s: %s",
                c->axis->label, why);
}

/* A copy of n items that may be written. */
static void *copied(change *c, const void *at, size_t n, size_t size)
{
    void *copy = cm_alloc_n(c->ask->arena, n, size);
    if (copy && n)
        memcpy(copy, at, n * size);
    c->ask->diags.failed |= !copy;
    return copy;
}

/* ---- quotas
 * --------------------------------------------------------------------- */

/* Quotas of a rule in text order. Depth is that of the rule. */
static const cm_quota *nth_quota(const cm_rule *rule, uint32_t *left)
{
    if (rule->kind == CM_RULE_QUOTA)
        return (*left)-- == 0 ? rule->quota : NULL;
    const cm_quota *found = NULL;
    for (uint32_t i = 0; i < rule->n_children && !found; i++)
        found = nth_quota(rule->children[i], left);
    return found;
}

static uint32_t count_quotas(const cm_rule *rule)
{
    uint32_t n = rule->kind == CM_RULE_QUOTA;
    for (uint32_t i = 0; i < rule->n_children; i++)
        n += count_quotas(rule->children[i]);
    return n;
}

/* The rule with `with` in the place of `old`; itself where that is not in it. */
static const cm_rule *replaced(change *c, const cm_rule *rule,
                               const cm_quota *old, const cm_quota *with)
{
    cm_rule *own = NULL;
    const cm_rule **children = NULL;
    if (rule->quota == old) {
        own = copied(c, rule, 1, sizeof *rule);
        if (own)
            own->quota = with;
        return own;
    }
    for (uint32_t i = 0; i < rule->n_children; i++) {
        const cm_rule *child = replaced(c, rule->children[i], old, with);
        if (child == rule->children[i])
            continue;
        if (!own) {
            own = copied(c, rule, 1, sizeof *rule);
            children = copied(c, rule->children, rule->n_children,
                              sizeof *rule->children);
        }
        if (!own || !children)
            return NULL;
        children[i] = child;
        own->children = children;
    }
    return own ? own : rule;
}

/* "at least 51% of seats": what stands before and behind the amount stays. */
static const char *text_of(change *c, const cm_quota *old)
{
    static const char *const compares[] = {
        [CM_AT_LEAST] = "at least",
        [CM_MORE_THAN] = "more than",
        [CM_AT_MOST] = "at most",
        [CM_FEWER_THAN] = "fewer than",
    };
    const char *base = strstr(old->text, " of ");
    cm_buf text;
    cm_buf_init(&text, c->ask->arena);
    cm_buf_addf(&text, "%s %s%s", compares[old->compare],
                cm_axis_text(c->ask->arena, c->axis, 0), base ? base : "");
    c->ask->diags.failed |= text.failed;
    return cm_buf_text(&text);
}

/* Why the quota cannot have the amount, or NULL. */
static const char *misfit(const change *c, const cm_quota *old, bool is_share)
{
    mpq_srcptr q = c->value->q;
    if (old->is_all || old->is_nobody)
        return "the quota has no amount";
    if (old->has_tie)
        return "a tie can be broken at one half only";
    if (is_share && (mpq_sgn(q) <= 0 || mpq_cmp_ui(q, 1, 1) > 0))
        return "a share is above 0 and at most 1";
    if (mpq_sgn(q) == 0 &&
        (old->compare == CM_AT_LEAST || old->compare == CM_FEWER_THAN))
        return "an amount above 0 is needed";
    return NULL;
}

static const cm_quota *with_amount(change *c, const cm_quota *old)
{
    bool is_share = c->axis->percent || c->axis->fraction;
    const char *why = misfit(c, old, is_share);
    if (why) {
        refuse(c, "C0105", why);
        return NULL;
    }
    cm_quota *with = copied(c, old, 1, sizeof *old);
    if (!with)
        return NULL;
    with->amount = c->value;
    with->is_share = is_share;
    with->text = text_of(c, old);
    return with;
}

static const cm_quota *find_quota(change *c, const cm_act *act)
{
    uint32_t n = 0, left = c->axis->quota == CM_NONE ? 0 : c->axis->quota;
    const cm_quota *found = NULL;
    for (uint32_t i = 0; i < act->n_arms; i++)
        n += count_quotas(act->arms[i].rule);
    if (n == 0 || left >= n) {
        refuse(c, "C0202", "its rule has no such quota");
        return NULL;
    }
    if (n > 1 && c->axis->quota == CM_NONE) {
        refuse(c, "C0112",
               "its rule has several quotas: write ACT#1, ACT#2, ... in the "
               "order of the text");
        return NULL;
    }
    for (uint32_t i = 0; i < act->n_arms && !found; i++)
        found = nth_quota(act->arms[i].rule, &left);
    return found;
}

static void change_quota(change *c)
{
    const cm_act *act = &c->model->acts[c->axis->index];
    const cm_quota *old = find_quota(c, act);
    const cm_quota *with = old ? with_amount(c, old) : NULL;
    if (!with)
        return;
    cm_act *acts =
        copied(c, c->model->acts, c->model->n_acts, sizeof *c->model->acts);
    cm_arm *arms = copied(c, act->arms, act->n_arms, sizeof *act->arms);
    if (!acts || !arms)
        return;
    for (uint32_t i = 0; i < act->n_arms; i++)
        arms[i].rule = replaced(c, arms[i].rule, old, with);
    acts[c->axis->index].arms = arms;
    c->model->acts = acts;
}

/* ---- chances
 * -------------------------------------------------------------------- */

static void change_forecast(change *c)
{
    cm_forecast *forecasts = copied(c, c->model->forecasts,
                                    c->model->n_forecasts, sizeof *forecasts);
    for (uint32_t i = 0; forecasts && i < c->model->n_forecasts; i++)
        if (forecasts[i].act == c->axis->index)
            forecasts[i].chance = c->value;
    if (forecasts)
        c->model->forecasts = forecasts;
}

static void change_chance(change *c)
{
    if (mpq_cmp_ui(c->value->q, 1, 1) > 0) {
        refuse(c, "C0401", "a chance is between 0 and 1");
        return;
    }
    if (c->axis->of_act) {
        change_forecast(c);
        return;
    }
    cm_fact *facts =
        copied(c, c->model->facts, c->model->n_facts, sizeof *facts);
    if (!facts)
        return;
    facts[c->axis->index].state = CM_FACT_CHANCE;
    facts[c->axis->index].chance = c->value;
    c->model->facts = facts;
}

/* ---- seats
 * ---------------------------------------------------------------------- */

static void move_seats(change *c, cm_move *move)
{
    *move = (cm_move){.body = c->axis->body,
                      .from = c->axis->from,
                      .to = c->axis->to};
    if (!cm_number_u64(c->value, &move->seats))
        refuse(c, "C0112", "a whole number of seats is needed");
    else
        c->ask->options.n_moves++;
}

/* ---- all of them
 * ---------------------------------------------------------------- */

comitia_status cm_vary(cm_ask *ask)
{
    const comitia_question *q = ask->q;
    if (q->n_vary == 0 || q->verb == COMITIA_SWEEP)
        return COMITIA_OK;
    cm_model *model = cm_new(ask->arena, cm_model);
    cm_move *moves = cm_new_n(ask->arena, cm_move, q->n_vary);
    if (!model || !moves)
        return COMITIA_E_NOMEM;
    *model = *ask->model;
    ask->options.moves = moves;
    for (size_t i = 0; i < q->n_vary; i++) {
        cm_axis axis;
        bool ok;
        CM_TRY(cm_axis_read(ask, q->vary[i], &axis, &ok));
        if (!ok)
            continue;
        change c = {ask, &axis, axis.values[0], model};
        if (axis.n != 1)
            refuse(&c, "C0112", "one value is asked for; sweep takes more");
        else if (axis.kind == CM_VARY_QUOTA)
            change_quota(&c);
        else if (axis.kind == CM_VARY_CHANCE)
            change_chance(&c);
        else
            move_seats(&c, &moves[ask->options.n_moves]);
    }
    ask->model = model;
    return ask->diags.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

static void check_facts(cm_ask *ask)
{
    for (size_t i = 0; i < ask->q->n_vary; i++) {
        cm_axis axis;
        bool ok;
        if (cm_axis_read(ask, ask->q->vary[i], &axis, &ok) != COMITIA_OK ||
            !ok || axis.kind != CM_VARY_CHANCE)
            continue;
        const cm_world *world = ask->world;
        if (axis.of_act ? world->acts[axis.index].settled ||
                              world->acts[axis.index].vote
                        : world->facts[axis.index].settled != CM_UNSETTLED)
            cm_diag_add(&ask->diags, "C0112", CM_ERROR, CM_NO_SPAN,
                        "--vary %s: it is settled, so it has no chance",
                        axis.label);
    }
}

void cm_vary_check(cm_ask *ask)
{
    if (ask->world->short_move) {
        const cm_move *move =
            &ask->options.moves[ask->world->short_move - 1];
        const cm_body *body = &ask->model->bodies[move->body];
        cm_diag_add(&ask->diags, "C0112", CM_ERROR, CM_NO_SPAN,
                    "%s has fewer than %llu seats in %s",
                    body->entries[move->from].label.name,
                    (unsigned long long)move->seats, body->label.name);
    }
    check_facts(ask);
}
