#include "engine/needs/rule_sums.h"

#include "engine/law/gate.h"

enum { YES = CM_BALLOT_YES, NO = CM_BALLOT_NO, ABSTAIN = CM_BALLOT_ABSTAIN,
       N_BALLOTS = 4, MOST_UNIT_BITS = 1 << 17 };

comitia_status cm_summing_init(cm_summing *s, cm_ctx *ctx, cm_arena *arena,
                               cm_integers *pool, const cm_world *world,
                               uint32_t act)
{
    const cm_act *a = &world->model->acts[act];
    uint32_t n = a->body == CM_NONE
                     ? 0
                     : world->model->bodies[a->body].n_measures;
    *s = (cm_summing){.ctx = ctx,
                      .arena = arena,
                      .pool = pool,
                      .world = world,
                      .act = act};
    s->weights = cm_new_n(arena, mpz_t *, n);
    s->units = cm_integers_new(pool, n);
    return s->weights && s->units ? COMITIA_OK : COMITIA_E_NOMEM;
}

static const cm_act *act_of(const cm_summing *s)
{
    return &s->world->model->acts[s->act];
}

/* ---- measures ------------------------------------------------------------------- */

static mpq_srcptr number_of(const cm_summing *s, uint32_t measure,
                            uint32_t voter)
{
    const cm_act *a = act_of(s);
    uint32_t entry = a->voters[voter].entry;
    return s->world->model->bodies[a->body].entries[entry].numbers[measure]->q;
}

/* Weights in integers: each number times the common denominator of all. */
static comitia_status need_measure(cm_summing *s, uint32_t measure)
{
    const cm_act *a = act_of(s);
    if (s->weights[measure])
        return COMITIA_OK;
    mpz_t *row = cm_integers_new(s->pool, a->n_voters);
    if (!row)
        return COMITIA_E_NOMEM;
    mpz_ptr units = s->units[measure];
    mpz_set_ui(units, 1);
    for (uint32_t v = 0; v < a->n_voters; v++) {
        if (a->voters[v].outsider)
            continue;
        mpz_lcm(units, units, mpq_denref(number_of(s, measure, v)));
        if (mpz_sizeinbase(units, 2) > MOST_UNIT_BITS)
            return cm_fail(s->ctx, COMITIA_E_BUDGET,
                           "the numbers of a measure have a common "
                           "denominator of more than 2^17 bits");
        CM_TRY(cm_spend(s->ctx, 20 + mpz_size(units)));
    }
    for (uint32_t v = 0; v < a->n_voters; v++) {
        if (a->voters[v].outsider)
            continue;
        mpq_srcptr q = number_of(s, measure, v);
        mpz_divexact(row[v], units, mpq_denref(q));
        mpz_mul(row[v], row[v], mpq_numref(q));
        CM_TRY(cm_spend(s->ctx, 20 + mpz_size(units)));
    }
    s->weights[measure] = row;
    return COMITIA_OK;
}

/* ---- formulas ----------------------------------------------------------------------- */

static const cm_formula *constant(cm_summing *s, bool value)
{
    cm_formula *f = cm_new(s->arena, cm_formula);
    if (f)
        f->kind = value ? CM_F_TRUE : CM_F_FALSE;
    return f;
}

static const cm_formula *some(cm_summing *s, const cm_formula *const *parts,
                              uint32_t n, int64_t k)
{
    cm_formula *f = cm_new(s->arena, cm_formula);
    if (!f)
        return NULL;
    *f = (cm_formula){.kind = CM_F_SOME, .k = k, .n = n};
    f->parts = cm_new_n(s->arena, const cm_formula *, n);
    if (!f->parts)
        return NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (!parts[i])
            return NULL;
        f->parts[i] = parts[i];
    }
    return f;
}

comitia_status cm_sum_all(cm_summing *s, const cm_formula *const *parts,
                          uint32_t n, const cm_formula **out)
{
    *out = some(s, parts, n, n);
    return *out ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* A sum without anything in it yet. */
static bool new_sum(cm_summing *s, cm_voters within, uint32_t measure,
                    cm_sum *sum)
{
    mpz_t *numbers = cm_integers_new(s->pool, 2);
    *sum = (cm_sum){.within = within,
                    .weight = measure == CM_NONE ? NULL : s->weights[measure],
                    .k = cm_integers_new(s->pool, N_BALLOTS)};
    if (!numbers || !sum->k)
        return false;
    sum->constant = numbers[0];
    sum->bound = numbers[1];
    return true;
}

/* sum >= bound, or not: -sum >= 1 - bound. */
static const cm_formula *reach(cm_summing *s, cm_sum sum, long bound,
                               bool negate)
{
    cm_formula *f = cm_new(s->arena, cm_formula);
    mpz_set_si(sum.bound, bound);
    if (negate) {
        for (unsigned b = 0; b < N_BALLOTS; b++)
            mpz_neg(sum.k[b], sum.k[b]);
        mpz_neg(sum.constant, sum.constant);
        mpz_ui_sub(sum.bound, 1, sum.bound);
    }
    if (!f || !cm_push(s->arena, &s->sums, sum))
        return NULL;
    *f = (cm_formula){.kind = CM_F_SUM, .sum = (uint32_t)s->sums.n - 1};
    return f;
}

/* ---- votes of a set ------------------------------------------------------------------ */

static void seats_of(const cm_summing *s, cm_voters voters, mpz_ptr seats)
{
    mpz_t one;
    mpz_init(one);
    mpz_set_ui(seats, 0);
    for (uint32_t i = 0; i < voters.n; i++) {
        cm_set_u64(one, s->world->acts[s->act].seats[voters.at[i]]);
        mpz_add(seats, seats, one);
    }
    mpz_clear(one);
}

static const cm_formula *consent(cm_summing *s, cm_voters voters, bool negate)
{
    cm_sum sum;
    if (!new_sum(s, voters, CM_NONE, &sum))
        return NULL;
    seats_of(s, voters, sum.constant);
    if (mpz_sgn(sum.constant) == 0)
        return constant(s, negate);
    mpz_neg(sum.constant, sum.constant);
    mpz_set_ui(sum.k[YES], 1);
    return reach(s, sum, 0, negate);
}

static const cm_formula *no_veto(cm_summing *s, cm_voters voters, bool negate)
{
    cm_sum sum;
    if (!new_sum(s, voters, CM_NONE, &sum))
        return NULL;
    mpz_set_si(sum.k[NO], -1);
    return reach(s, sum, 0, negate);
}

/* ---- quotas ------------------------------------------------------------------------------ */

static bool is_present_base(const cm_quota *q)
{
    return q->base == CM_BASE_PRESENT || q->base == CM_BASE_MEASURE_PRESENT;
}

static bool is_cast_base(const cm_quota *q)
{
    return q->base == CM_BASE_CAST || q->base == CM_BASE_MEASURE_CAST;
}

static bool in_numerator(const cm_quota *q, bool presence, unsigned ballot)
{
    if (ballot == CM_BALLOT_ABSENT)
        return false;
    if (presence)
        return true;
    switch (q->direction) {
    case CM_AGAINST:
        return ballot == NO;
    case CM_ABSTAINING:
        return ballot == ABSTAIN;
    case CM_NOT_AGAINST:
        return ballot != NO;
    case CM_YES:
        break;
    }
    return ballot == YES;
}

static bool in_base(const cm_quota *q, unsigned ballot)
{
    if (is_cast_base(q))
        return ballot == YES || ballot == NO;
    return is_present_base(q) && ballot != CM_BALLOT_ABSENT;
}

/* The part of the base that does not depend on ballots, in integer units. */
static void fixed_base(const cm_summing *s, const cm_quota *q, mpz_ptr total)
{
    mpz_t one;
    mpz_set_ui(total, 0);
    if (is_present_base(q) || is_cast_base(q))
        return;
    if (q->measure == CM_NONE) {
        seats_of(s, q->within, total);
    } else {
        for (uint32_t i = 0; i < q->within.n; i++)
            mpz_add(total, total, s->weights[q->measure][q->within.at[i]]);
    }
    if (q->base != CM_BASE_SEATS)
        return;
    mpz_init(one);
    cm_set_u64(one, s->world->acts[s->act].vacant);
    mpz_add(total, total, one);
    mpz_clear(one);
}

/* sum := numerator_times * numerator - base_times * base. */
static bool quota_sum(cm_summing *s, const cm_quota *q, bool presence,
                      mpz_srcptr numerator_times, mpz_srcptr base_times,
                      cm_sum *sum)
{
    if (!new_sum(s, q->within, q->measure, sum))
        return false;
    for (unsigned b = 0; b < N_BALLOTS; b++) {
        if (in_numerator(q, presence, b))
            mpz_add(sum->k[b], sum->k[b], numerator_times);
        if (in_base(q, b))
            mpz_sub(sum->k[b], sum->k[b], base_times);
    }
    fixed_base(s, q, sum->constant);
    mpz_mul(sum->constant, sum->constant, base_times);
    mpz_neg(sum->constant, sum->constant);
    return true;
}

/* den * units * (numerator - s * base), or (numerator - k). */
static bool difference(cm_summing *s, const cm_quota *q, bool presence,
                       cm_sum *sum)
{
    mpz_t one, part;
    bool share = q->is_share || q->is_all;
    mpz_init_set_ui(one, 1);
    mpz_init(part);
    mpz_srcptr num = q->amount ? mpq_numref(q->amount->q) : one;
    mpz_srcptr den = q->amount ? mpq_denref(q->amount->q) : one;
    if (share)
        mpz_set(part, num);
    bool done = quota_sum(s, q, presence, den, part, sum);
    if (done && q->is_all)
        cm_set_u64(part, q->all_but);
    if (done && !share)
        mpz_neg(part, num);
    if (done && (!share || q->is_all)) {
        if (q->measure != CM_NONE)
            mpz_mul(part, part, s->units[q->measure]);
        mpz_add(sum->constant, sum->constant, part);
    }
    mpz_clears(one, part, NULL);
    return done;
}

/* The base is not empty; of `all but k`: somebody is counted. */
static const cm_formula *something(cm_summing *s, const cm_quota *q,
                                   bool presence, bool negate)
{
    cm_sum sum;
    mpz_t numerator, base;
    mpz_init_set_si(numerator, q->is_all && q->all_but ? 1 : 0);
    mpz_init_set_si(base, q->is_all && q->all_but ? 0 : -1);
    bool done = quota_sum(s, q, presence, numerator, base, &sum);
    mpz_clears(numerator, base, NULL);
    return done ? reach(s, sum, 1, negate) : NULL;
}

/* difference >= bound; `down`: -difference >= bound. */
static const cm_formula *compared(cm_summing *s, const cm_quota *q,
                                  bool presence, bool down, long bound,
                                  bool negate)
{
    cm_sum sum;
    if (!difference(s, q, presence, &sum))
        return NULL;
    /* -d >= b is the same as not (d >= 1 - b). */
    return down ? reach(s, sum, 1 - bound, !negate)
                : reach(s, sum, bound, negate);
}

/* Both parts, or under negation either. */
static const cm_formula *pair(cm_summing *s, const cm_formula *a,
                              const cm_formula *b, bool either)
{
    const cm_formula *parts[2] = {a, b};
    return some(s, parts, 2, either ? 1 : 2);
}

/* Half of the base or more, something cast, and Z says yes: together with
   "more than half" the same as half exactly. */
static const cm_formula *with_tie(cm_summing *s, const cm_quota *q,
                                  const cm_formula *more, bool negate)
{
    const cm_formula *parts[3] = {
        compared(s, q, false, false, 0, negate),
        something(s, q, false, negate),
        consent(s, q->breakers, negate),
    };
    return pair(s, more, some(s, parts, 3, negate ? 1 : 3), !negate);
}

static const cm_formula *sum_quota(cm_summing *s, const cm_quota *q,
                                   bool negate, bool presence)
{
    bool up = q->compare == CM_AT_LEAST || q->compare == CM_MORE_THAN;
    bool strict = q->compare == CM_MORE_THAN || q->compare == CM_FEWER_THAN;
    const cm_formula *f =
        compared(s, q, presence, !up, strict ? 1 : 0, negate);
    if (q->has_tie)
        f = with_tie(s, q, f, negate);
    if (!cm_quota_asks_base(q, presence))
        return f;
    return up ? pair(s, f, something(s, q, presence, negate), negate)
              : pair(s, f, something(s, q, presence, !negate), !negate);
}

/* ---- rules ----------------------------------------------------------------------------------- */

static int64_t count_of(const cm_rule *rule)
{
    if (rule->kind == CM_RULE_AND)
        return rule->n_children;
    if (rule->kind == CM_RULE_OR)
        return 1;
    bool more = rule->compare == CM_MORE_THAN || rule->compare == CM_AT_MOST;
    return (int64_t)rule->k + (more ? 1 : 0);
}

/* At least k hold; "at most" and "fewer than" say that they do not. */
static comitia_status sum_many(cm_summing *s, const cm_rule *rule, bool negate,
                               bool presence, const cm_formula **out)
{
    bool turns = rule->kind == CM_RULE_COUNT &&
                 (rule->compare == CM_AT_MOST || rule->compare == CM_FEWER_THAN);
    int64_t n = rule->n_children, k = count_of(rule);
    const cm_formula **parts =
        cm_new_n(s->arena, const cm_formula *, rule->n_children);
    if (!parts)
        return COMITIA_E_NOMEM;
    negate ^= turns;
    for (uint32_t i = 0; i < rule->n_children; i++)
        CM_TRY(cm_sum_rule(s, rule->children[i], negate, presence, &parts[i]));
    *out = some(s, parts, rule->n_children, negate ? n - k + 1 : k);
    return *out ? COMITIA_OK : COMITIA_E_NOMEM;
}

comitia_status cm_sum_rule(cm_summing *s, const cm_rule *rule, bool negate,
                           bool presence, const cm_formula **out)
{
    switch (rule->kind) {
    case CM_RULE_QUOTA:
        if (rule->quota->measure != CM_NONE)
            CM_TRY(need_measure(s, rule->quota->measure));
        *out = sum_quota(s, rule->quota, negate, presence);
        break;
    case CM_RULE_NO_VETO:
        *out = no_veto(s, rule->voters, negate);
        break;
    case CM_RULE_CONSENT:
        *out = consent(s, rule->voters, negate);
        break;
    default:
        return sum_many(s, rule, negate, presence, out);
    }
    return *out ? COMITIA_OK : COMITIA_E_NOMEM;
}
