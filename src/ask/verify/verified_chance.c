/* A chance as the sum over everything that can be (LANGUAGE, section 9). */
#include "ask/verify/verified.h"

enum { MOST_CASTERS = 16, MOST_ACTS = 8 };

/* Open ballots that are cast together. */
typedef struct caster {
    uint32_t voter;
    uint64_t seats;
    mpq_srcptr chance; /* of yes; NULL: free */
} caster;

typedef struct casting {
    cm_trial *t;
    uint32_t act, arm;
    caster at[MOST_CASTERS];
    uint32_t n;
    bool highest;
    comitia_status status;
} casting;

/* What acts come to: the chance of passing at both ends. */
typedef struct ends {
    mpq_t at[MOST_ACTS][2];
} ends;

static const cm_forecast *forecast_of(const cm_model *model, uint32_t act)
{
    for (uint32_t i = 0; i < model->n_forecasts; i++)
        if (model->forecasts[i].act == act)
            return &model->forecasts[i];
    return NULL;
}

static const cm_share *share_of(const cm_forecast *forecast, uint32_t voter)
{
    for (uint32_t i = 0; i < forecast->n_shares; i++)
        for (uint32_t k = 0; k < forecast->shares[i].voters.n; k++)
            if (forecast->shares[i].voters.at[k] == voter)
                return &forecast->shares[i];
    return NULL;
}

static void add_caster(casting *c, uint32_t voter, uint64_t seats,
                       mpq_srcptr chance)
{
    if (c->n == MOST_CASTERS)
        c->t->reason = "more than 16 ballots in one forecast";
    else
        c->at[c->n++] = (caster){voter, seats, chance};
}

/* Free ones come first: the least over their ballots of what is expected of
   the others. Freed seats of one party that nobody spoke of are free one by
   one. */
static void add_casters(casting *c, const cm_forecast *forecast, bool free_ones)
{
    const cm_world *world = c->t->world;
    const cm_act *a = &world->model->acts[c->act];
    for (uint32_t v = 0; v < a->n_voters; v++) {
        uint64_t open = world->acts[c->act].ballots[v].seats[CM_BALLOT_OPEN];
        const cm_share *share = share_of(forecast, v);
        uint32_t entry = a->voters[v].entry;
        bool one_by_one = share ? share->each
                                : a->body != CM_NONE && entry != CM_NONE &&
                                      world->free[a->body][entry];
        mpq_srcptr chance = share ? share->chance->q : NULL;
        if (free_ones != !share)
            continue;
        if (!one_by_one && open)
            add_caster(c, v, open, chance);
        for (uint64_t k = 0; one_by_one && k < open && !c->t->reason; k++)
            add_caster(c, v, 1, chance);
    }
}

/* The chance that it passes once casters i, i+1, ... have voted. */
static void from(casting *c, uint32_t i, mpq_ptr out)
{
    if (i == c->n) {
        bool passes = false;
        if (c->status == COMITIA_OK)
            c->status = cm_trial_passes(c->t, c->act, c->arm, c->t->ballots,
                                        &passes);
        mpq_set_ui(out, passes, 1);
        return;
    }
    const caster *who = &c->at[i];
    uint64_t *seats = c->t->ballots[who->voter].seats;
    mpq_t yes;
    mpq_init(yes);
    seats[CM_BALLOT_YES] += who->seats;
    from(c, i + 1, yes);
    seats[CM_BALLOT_YES] -= who->seats;
    seats[CM_BALLOT_NO] += who->seats;
    from(c, i + 1, out);
    seats[CM_BALLOT_NO] -= who->seats;
    if (who->chance) { /* no + chance (yes - no) */
        mpq_sub(yes, yes, out);
        mpq_mul(yes, yes, who->chance);
        mpq_add(out, out, yes);
    } else if ((mpq_cmp(yes, out) > 0) == c->highest) {
        mpq_set(out, yes);
    }
    mpq_clear(yes);
}

static comitia_status act_chance(cm_trial *t, uint32_t act, bool highest,
                                 mpq_ptr out)
{
    const cm_forecast *forecast = forecast_of(t->world->model, act);
    casting c = {.t = t, .act = act, .highest = highest};
    if (!forecast || forecast->chance) {
        mpq_set_ui(out, highest, 1);
        if (forecast)
            mpq_set(out, forecast->chance->q);
        return COMITIA_OK;
    }
    CM_TRY(cm_trial_arm(t, act, &c.arm));
    add_casters(&c, forecast, true);
    add_casters(&c, forecast, false);
    for (uint32_t v = 0; v < t->world->model->acts[act].n_voters; v++) {
        t->ballots[v] = t->world->acts[act].ballots[v];
        t->ballots[v].seats[CM_BALLOT_OPEN] = 0;
    }
    if (!t->reason)
        from(&c, 0, out);
    return c.status;
}

/* ---- under values of the facts
 * ----------------------------------------------------------- */

/* The chance of it where act i passes with the chance at end which >> i & 1. */
static void chance_at(cm_trial *t, const ends *e, const uint8_t *holds,
                      uint64_t which, mpq_ptr out)
{
    mpq_t one, rest;
    mpq_inits(one, rest, NULL);
    mpq_set_ui(out, 0, 1);
    for (uint64_t bits = 0; bits < cm_trial_results(t); bits++) {
        if (!holds[bits])
            continue;
        mpq_set_ui(one, 1, 1);
        for (uint32_t i = 0; i < t->n_acts; i++) {
            mpq_srcptr chance = e->at[i][which >> i & 1];
            mpq_set_ui(rest, 1, 1);
            mpq_sub(rest, rest, chance);
            mpq_mul(one, one, bits >> i & 1 ? chance : rest);
        }
        mpq_add(out, out, one);
    }
    mpq_clears(one, rest, NULL);
}

static comitia_status set_ends(cm_trial *t, ends *e, uint8_t *holds)
{
    for (uint32_t i = 0; i < t->n_acts; i++)
        for (int end = 0; end < 2; end++)
            CM_TRY(act_chance(t, t->acts[i], end == 1, e->at[i][end]));
    for (uint64_t bits = 0; bits < cm_trial_results(t); bits++) {
        bool yes;
        CM_TRY(cm_trial_holds(t, bits, &yes));
        holds[bits] = yes;
    }
    return COMITIA_OK;
}

/* Least and largest over the ends of all acts. */
static comitia_status range_at(cm_trial *t, mpq_ptr low, mpq_ptr high)
{
    uint64_t n = cm_trial_results(t);
    uint8_t holds[1 << MOST_ACTS];
    ends e;
    mpq_t x;
    CM_TRY(cm_spend(t->ctx, n * n * (t->n_acts + 1) * 200));
    mpq_init(x);
    for (uint32_t i = 0; i < t->n_acts; i++)
        mpq_inits(e.at[i][0], e.at[i][1], NULL);
    comitia_status status = set_ends(t, &e, holds);
    for (uint64_t which = 0; which < n && status == COMITIA_OK; which++) {
        chance_at(t, &e, holds, which, x);
        if (which == 0 || mpq_cmp(x, low) < 0)
            mpq_set(low, x);
        if (which == 0 || mpq_cmp(x, high) > 0)
            mpq_set(high, x);
    }
    for (uint32_t i = 0; i < t->n_acts; i++)
        mpq_clears(e.at[i][0], e.at[i][1], NULL);
    mpq_clear(x);
    return status;
}

/* ---- over all values of the facts
 * ---------------------------------------------------------- */

/* The chance of a value of a fact; 0 where it has none. */
static mpq_srcptr chance_of(const cm_fact *fact, int32_t value, mpq_ptr no)
{
    if (fact->is_choice)
        return fact->options[value].chance ? fact->options[value].chance->q
                                           : NULL;
    if (fact->state != CM_FACT_CHANCE)
        return NULL;
    if (value)
        return fact->chance->q;
    mpq_set_ui(no, 1, 1);
    mpq_sub(no, no, fact->chance->q);
    return no;
}

/* The weight of the present facts that have a chance. The number of the
   valuation of the others is `key`. */
static void weigh(const cm_trial *t, mpq_ptr weight, uint64_t *key)
{
    mpq_t no;
    uint64_t factor = 1;
    mpq_init(no);
    mpq_set_ui(weight, 1, 1);
    *key = 0;
    for (uint32_t k = 0; k < t->n_facts; k++) {
        const cm_fact *fact = &t->world->model->facts[t->facts[k]];
        int32_t value = t->fact[t->facts[k]];
        mpq_srcptr chance = chance_of(fact, value, no);
        if (chance) {
            mpq_mul(weight, weight, chance);
            continue;
        }
        *key += factor * (uint64_t)value;
        factor *= fact->is_choice ? fact->n_options : 2;
    }
    mpq_clear(no);
}

/* Adds up both ends for each valuation of the facts without a chance. */
static comitia_status add_up(cm_trial *t, uint64_t n, mpq_t *sums)
{
    comitia_status status = COMITIA_OK;
    mpq_t low, high, weight;
    mpq_inits(low, high, weight, NULL);
    for (uint64_t i = 0; i < n && !t->reason; i++) {
        uint64_t key;
        cm_trial_set_facts(t, i);
        weigh(t, weight, &key);
        CM_GO(range_at(t, low, high));
        mpq_mul(low, low, weight);
        mpq_mul(high, high, weight);
        mpq_add(sums[2 * key], sums[2 * key], low);
        mpq_add(sums[2 * key + 1], sums[2 * key + 1], high);
    }
done:
    mpq_clears(low, high, weight, NULL);
    return status;
}

static uint64_t free_valuations(const cm_trial *t)
{
    uint64_t n = 1;
    for (uint32_t k = 0; k < t->n_facts; k++) {
        const cm_fact *fact = &t->world->model->facts[t->facts[k]];
        if (fact->is_choice ? !fact->options[0].chance
                            : fact->state != CM_FACT_CHANCE)
            n *= fact->is_choice ? fact->n_options : 2;
    }
    return n;
}

static comitia_status compare(cm_verifying *v, cm_trial *t, uint64_t n,
                              const comitia_value *answer)
{
    uint64_t n_free = free_valuations(t), least = 0, most = 0;
    mpq_t *sums = cm_new_n(v->arena, mpq_t, 2 * n_free);
    if (!sums)
        return COMITIA_E_NOMEM;
    for (uint64_t i = 0; i < 2 * n_free; i++)
        mpq_init(sums[i]);
    comitia_status status = add_up(t, n, sums);
    for (uint64_t i = 0; i < n_free; i++) {
        least = mpq_cmp(sums[2 * i], sums[2 * least]) < 0 ? i : least;
        most = mpq_cmp(sums[2 * i + 1], sums[2 * most + 1]) > 0 ? i : most;
    }
    if (status == COMITIA_OK && !t->reason) {
        cm_verify_number(v, "low", comitia_value_get(answer, "low"),
                         sums[2 * least]);
        cm_verify_number(v, "high", comitia_value_get(answer, "high"),
                         sums[2 * most + 1]);
        v->verdict->method = "the sum over all values of the facts, results of "
                             "acts and ballots";
    }
    for (uint64_t i = 0; i < 2 * n_free; i++)
        mpq_clear(sums[i]);
    return status;
}

comitia_status cm_verify_chance(cm_verifying *v, const comitia_value *answer)
{
    cm_trial t;
    const cm_cond *what = cm_target_cond(v->arena, &v->targets[0]);
    if (!what)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_trial_new(v->ctx, v->arena, v->world, what, &t));
    uint64_t n = cm_trial_valuations(&t);
    if (n > 4096)
        t.reason = "more than 4,096 valuations of open facts";
    else if (t.n_acts > MOST_ACTS)
        t.reason = "more than 8 open acts";
    if (!t.reason)
        CM_TRY(compare(v, &t, n, answer));
    v->verdict->reason = t.reason;
    return COMITIA_OK;
}
