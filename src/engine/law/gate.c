#include "engine/law/gate.h"

/* A sum over the inputs, in integers: constant + sum of coef[level][value]. */
typedef struct sum {
    cm_diagram *d;
    cm_ctx *ctx;
    cm_arena scratch;
    mpz_t **coef; /* [level] NULL or one for each value */
    mpz_t constant;
    mpz_t term, weight;
} sum;

/* Which ballots count: bit b for ballot b (yes, no, abstain, absent). */
enum { YES = 1, NO = 2, ABSTAIN = 4, PRESENT = 7, CAST = 3 };

static comitia_status sum_init(sum *s, cm_diagram *d, cm_ctx *ctx)
{
    *s = (sum){.d = d, .ctx = ctx};
    cm_arena_init(&s->scratch, ctx->allocator);
    mpz_inits(s->constant, s->term, s->weight, NULL);
    s->coef =
        cm_new_n(&s->scratch, mpz_t *, (uint64_t)cm_diagram_levels(d) + 1);
    return s->coef ? COMITIA_OK : COMITIA_E_NOMEM;
}

static void sum_clear(sum *s)
{
    if (s->coef)
        for (uint32_t l = 0; l < cm_diagram_levels(s->d); l++)
            if (s->coef[l])
                for (uint32_t v = 0; v < cm_diagram_size(s->d, l); v++)
                    mpz_clear(s->coef[l][v]);
    mpz_clears(s->constant, s->term, s->weight, NULL);
    cm_arena_clear(&s->scratch);
}

static mpz_t *level_of(sum *s, uint32_t level)
{
    if (!s->coef[level]) {
        uint32_t size = cm_diagram_size(s->d, level);
        mpz_t *row = cm_new_n(&s->scratch, mpz_t, size);
        if (!row)
            return NULL;
        for (uint32_t v = 0; v < size; v++)
            mpz_init(row[v]);
        s->coef[level] = row;
    }
    return s->coef[level];
}

static uint64_t counted(const uint64_t counts[4], unsigned which)
{
    uint64_t n = 0;
    for (unsigned b = 0; b < 4; b++)
        if (which & (1u << b))
            n += counts[b];
    return n;
}

/* Adds factor * weight * (units whose ballot is in `which`) for one input. */
static comitia_status add_input(sum *s, const cm_input *input, unsigned which,
                                mpz_srcptr weight, mpz_srcptr factor)
{
    uint32_t size =
        input->level == CM_NONE ? 1 : cm_diagram_size(s->d, input->level);
    mpz_t *row = NULL;
    if (input->level != CM_NONE && !(row = level_of(s, input->level)))
        return COMITIA_E_NOMEM;
    mpz_t scaled;
    mpz_init(scaled);
    mpz_mul(scaled, weight, factor);
    for (uint32_t v = 0; v < size; v++) {
        cm_set_u64(s->term, counted(input->counts[v], which));
        mpz_addmul(row ? row[v] : s->constant, s->term, scaled);
    }
    mpz_clear(scaled);
    return cm_spend(s->ctx, 50 + 50 * (uint64_t)size);
}

bool cm_voters_have(cm_voters voters, uint32_t voter)
{
    uint32_t lo = 0, hi = voters.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (voters.at[mid] < voter)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < voters.n && voters.at[lo] == voter;
}

/* sum >= bound (less = false), or sum <= bound. */
static comitia_status sum_compare(sum *s, bool less, long bound, cm_fn *out)
{
    comitia_status status;
    mpz_t limit;
    mpz_init(limit);
    if (less)
        for (uint32_t l = 0; l < cm_diagram_levels(s->d); l++)
            if (s->coef[l])
                for (uint32_t v = 0; v < cm_diagram_size(s->d, l); v++)
                    mpz_neg(s->coef[l][v], s->coef[l][v]);
    if (less)
        mpz_add_ui(limit, s->constant, 0);
    else
        mpz_neg(limit, s->constant);
    if (bound >= 0)
        (less ? mpz_sub_ui : mpz_add_ui)(limit, limit, (unsigned long)bound);
    else
        (less ? mpz_add_ui : mpz_sub_ui)(limit, limit,
                                         0ul - (unsigned long)bound);
    status = cm_fn_linear(s->d, (const mpz_t *const *)s->coef, limit, out);
    mpz_clear(limit);
    if (less)
        for (uint32_t l = 0; l < cm_diagram_levels(s->d); l++)
            if (s->coef[l])
                for (uint32_t v = 0; v < cm_diagram_size(s->d, l); v++)
                    mpz_neg(s->coef[l][v], s->coef[l][v]);
    return status;
}

/* ---- votes of a set of voters -------------------------------------------- */

/* Adds the seats of `voters` whose ballot is in `which`. */
static comitia_status add_seats(sum *s, const cm_ballots *b, cm_voters voters,
                                unsigned which, long factor)
{
    mpz_t times, seats;
    comitia_status status = COMITIA_OK;
    mpz_init_set_si(times, factor);
    mpz_init(seats);
    for (uint32_t i = 0; i < b->n_inputs; i++)
        if (cm_voters_have(voters, b->inputs[i].voter)) {
            cm_set_u64(seats, b->inputs[i].unit_seats);
            CM_GO(add_input(s, &b->inputs[i], which, seats, times));
        }
done:
    mpz_clears(times, seats, NULL);
    return status;
}

static uint64_t seats_of(const cm_ballots *b, cm_voters voters)
{
    uint64_t seats = 0;
    for (uint32_t i = 0; i < voters.n; i++)
        seats += b->seats[voters.at[i]];
    return seats;
}

/* Every seat of the voters says yes, and there is one. */
static comitia_status all_yes(cm_diagram *d, cm_ctx *ctx, const cm_ballots *b,
                              cm_voters voters, cm_fn *out)
{
    uint64_t seats = seats_of(b, voters);
    if (seats == 0) {
        *out = CM_FALSE;
        return COMITIA_OK;
    }
    sum s;
    comitia_status status;
    CM_GO(sum_init(&s, d, ctx));
    CM_GO(add_seats(&s, b, voters, YES, 1));
    cm_set_u64(s.term, seats);
    mpz_sub(s.constant, s.constant, s.term);
    CM_GO(sum_compare(&s, false, 0, out));
done:
    sum_clear(&s);
    return status;
}

static comitia_status no_veto(cm_diagram *d, cm_ctx *ctx, const cm_ballots *b,
                              cm_voters voters, cm_fn *out)
{
    sum s;
    comitia_status status;
    CM_GO(sum_init(&s, d, ctx));
    CM_GO(add_seats(&s, b, voters, NO, 1));
    CM_GO(sum_compare(&s, true, 0, out));
done:
    sum_clear(&s);
    return status;
}

/* ---- quotas ---------------------------------------------------------------
 */

/* A quota in integers: numerator - share * base, or numerator - amount, times
   a common denominator; and the base itself. */
typedef struct scale {
    mpz_t units;    /* common denominator of the measure's numbers */
    mpz_t num, den; /* of the amount */
} scale;

static void scale_init(scale *c)
{
    mpz_inits(c->units, c->num, c->den, NULL);
}

static void scale_clear(scale *c)
{
    mpz_clears(c->units, c->num, c->den, NULL);
}

static const cm_number *measure_of(const cm_ballots *b, const cm_quota *q,
                                   uint32_t voter)
{
    const cm_body *body = &b->model->bodies[b->act->body];
    uint32_t entry = b->act->voters[voter].entry;
    return body->entries[entry].numbers[q->measure];
}

/* The integers must stay in bounds: bits of the denominator times voters. */
enum { MOST_DENOMINATOR_BITS = 1 << 17, MOST_BITS = 1 << 30 };

static comitia_status set_scale(cm_ctx *ctx, scale *c, const cm_ballots *b,
                                const cm_quota *q)
{
    mpz_set_ui(c->units, 1);
    for (uint32_t i = 0; q->measure != CM_NONE && i < q->within.n; i++) {
        mpz_lcm(c->units, c->units,
                mpq_denref(measure_of(b, q, q->within.at[i])->q));
        size_t bits = mpz_sizeinbase(c->units, 2);
        if (bits > MOST_DENOMINATOR_BITS || bits > MOST_BITS / q->within.n)
            return cm_fail(ctx, COMITIA_E_BUDGET,
                           "the common denominator of a measure");
        CM_TRY(cm_spend(ctx, 20 + bits / 64));
    }
    if (q->amount) {
        mpz_set(c->num, mpq_numref(q->amount->q));
        mpz_set(c->den, mpq_denref(q->amount->q));
    } else {
        mpz_set_ui(c->num, 1); /* all: the whole base */
        mpz_set_ui(c->den, 1);
    }
    return COMITIA_OK;
}

/* Weight of one unit of a voter in the unit of the base, times c->units. */
static void unit_weight(mpz_ptr weight, const scale *c, const cm_ballots *b,
                        const cm_quota *q, uint32_t voter, uint64_t seats)
{
    if (q->measure == CM_NONE) {
        cm_set_u64(weight, seats);
        return;
    }
    mpq_srcptr number = measure_of(b, q, voter)->q;
    mpz_divexact(weight, c->units, mpq_denref(number));
    mpz_mul(weight, weight, mpq_numref(number));
}

static comitia_status add_counted(sum *s, const scale *c, const cm_ballots *b,
                                  const cm_quota *q, unsigned which,
                                  mpz_srcptr factor)
{
    for (uint32_t i = 0; i < b->n_inputs; i++) {
        const cm_input *input = &b->inputs[i];
        if (!cm_voters_have(q->within, input->voter))
            continue;
        unit_weight(s->weight, c, b, q, input->voter, input->unit_seats);
        CM_TRY(add_input(s, input, which, s->weight, factor));
    }
    return COMITIA_OK;
}

/* Adds factor * base. */
static comitia_status add_base(sum *s, const scale *c, const cm_ballots *b,
                               const cm_quota *q, mpz_srcptr factor)
{
    if (q->base == CM_BASE_PRESENT || q->base == CM_BASE_MEASURE_PRESENT)
        return add_counted(s, c, b, q, PRESENT, factor);
    if (q->base == CM_BASE_CAST || q->base == CM_BASE_MEASURE_CAST)
        return add_counted(s, c, b, q, CAST, factor);
    for (uint32_t i = 0; i < q->within.n; i++) {
        uint32_t voter = q->within.at[i];
        unit_weight(s->weight, c, b, q, voter, b->seats[voter]);
        mpz_addmul(s->constant, s->weight, factor);
    }
    if (q->base == CM_BASE_SEATS) {
        cm_set_u64(s->weight, b->vacant);
        mpz_addmul(s->constant, s->weight, factor);
    }
    return COMITIA_OK;
}

static unsigned numerator_of(const cm_quota *q, bool presence)
{
    if (presence)
        return PRESENT;
    switch (q->direction) {
    case CM_AGAINST: return NO;
    case CM_ABSTAINING: return ABSTAIN;
    case CM_NOT_AGAINST: return YES | ABSTAIN;
    case CM_YES: break;
    }
    return YES;
}

/* s := den * units * (numerator - share * base), or ... - amount. */
static comitia_status add_quota(sum *s, const scale *c, const cm_ballots *b,
                                const cm_quota *q, bool presence)
{
    mpz_t factor;
    comitia_status status;
    mpz_init_set(factor, c->den);
    CM_GO(add_counted(s, c, b, q, numerator_of(q, presence), factor));
    mpz_neg(factor, c->num);
    if (q->is_share || q->is_all) {
        CM_GO(add_base(s, c, b, q, factor));
        if (q->is_all && q->all_but) {
            cm_set_u64(s->weight, q->all_but);
            mpz_addmul(s->constant, s->weight, c->units);
        }
    } else {
        mpz_addmul(s->constant, factor, c->units);
    }
done:
    mpz_clear(factor);
    return status;
}

/* base > 0; for `all but k`: numerator > 0 */
static comitia_status something_there(cm_diagram *d, cm_ctx *ctx,
                                      const scale *c, const cm_ballots *b,
                                      const cm_quota *q, bool presence,
                                      cm_fn *out)
{
    sum s;
    comitia_status status;
    mpz_t one;
    mpz_init_set_ui(one, 1);
    CM_GO(sum_init(&s, d, ctx));
    if (q->is_all && q->all_but)
        CM_GO(add_counted(&s, c, b, q, numerator_of(q, presence), one));
    else
        CM_GO(add_base(&s, c, b, q, one));
    CM_GO(sum_compare(&s, false, 1, out));
done:
    sum_clear(&s);
    mpz_clear(one);
    return status;
}

/* Half of the base exactly, something cast, and the breakers say yes. */
static comitia_status tie_broken(cm_diagram *d, cm_ctx *ctx, sum *s,
                                 const cm_ballots *b, const cm_quota *q,
                                 cm_fn there, cm_fn *out)
{
    cm_fn low, high, yes;
    CM_TRY(sum_compare(s, false, 0, &low));
    CM_TRY(sum_compare(s, true, 0, &high));
    CM_TRY(all_yes(d, ctx, b, q->breakers, &yes));
    CM_TRY(cm_fn_and(d, low, high, out));
    CM_TRY(cm_fn_and(d, *out, yes, out));
    return cm_fn_and(d, *out, there, out);
}

bool cm_quota_asks_base(const cm_quota *q, bool presence)
{
    bool cast = q->base == CM_BASE_CAST || q->base == CM_BASE_MEASURE_CAST;
    bool beside =
        !presence && cast &&
        (q->direction == CM_ABSTAINING || q->direction == CM_NOT_AGAINST);
    bool reached_by_none =
        q->compare == CM_AT_LEAST || q->compare == CM_FEWER_THAN;
    return q->is_all || beside || (q->is_share && reached_by_none);
}

/* `at most` is not `more than`, and `fewer than` not `at least`. */
static comitia_status compared(cm_diagram *d, cm_ctx *ctx, sum *s,
                               const cm_ballots *b, const cm_quota *q,
                               bool asks, cm_fn there, cm_fn *out)
{
    bool up = q->compare == CM_AT_LEAST || q->compare == CM_MORE_THAN;
    bool strict = q->compare == CM_MORE_THAN || q->compare == CM_FEWER_THAN;
    cm_fn tie = CM_FALSE;
    if (q->has_tie)
        CM_TRY(tie_broken(d, ctx, s, b, q, there, &tie));
    if (up)
        CM_TRY(sum_compare(s, false, strict ? 1 : 0, out));
    else
        CM_TRY(sum_compare(s, true, strict ? -1 : 0, out));
    CM_TRY(cm_fn_or(d, *out, tie, out));
    if (!asks)
        return COMITIA_OK;
    if (up)
        return cm_fn_and(d, *out, there, out);
    CM_TRY(cm_fn_not(d, there, &there));
    return cm_fn_or(d, *out, there, out);
}

static comitia_status gate_quota(cm_diagram *d, cm_ctx *ctx,
                                 const cm_ballots *b, const cm_quota *q,
                                 bool presence, cm_fn *out)
{
    sum s;
    scale c;
    cm_fn there = CM_TRUE;
    comitia_status status;
    scale_init(&c);
    CM_GO(sum_init(&s, d, ctx));
    CM_GO(set_scale(ctx, &c, b, q));
    bool asks = cm_quota_asks_base(q, presence);
    if (asks || q->has_tie)
        CM_GO(something_there(d, ctx, &c, b, q, presence, &there));
    CM_GO(add_quota(&s, &c, b, q, presence));
    CM_GO(compared(d, ctx, &s, b, q, asks, there, out));
done:
    sum_clear(&s);
    scale_clear(&c);
    return status;
}

/* Turns the sum so that it is compared with `at least`, and hands it over. */
static comitia_status hand_over(sum *s, const cm_quota *q, cm_take_sum *take,
                                void *user)
{
    bool less = q->compare == CM_AT_MOST || q->compare == CM_FEWER_THAN;
    bool strict = q->compare == CM_MORE_THAN || q->compare == CM_FEWER_THAN;
    for (uint32_t l = 0; less && l < cm_diagram_levels(s->d); l++)
        for (uint32_t v = 0; s->coef[l] && v < cm_diagram_size(s->d, l); v++)
            mpz_neg(s->coef[l][v], s->coef[l][v]);
    if (!less)
        mpz_neg(s->constant, s->constant);
    if (strict)
        mpz_add_ui(s->constant, s->constant, 1);
    return take(user, s->coef, s->constant);
}

comitia_status cm_gate_sum(cm_diagram *d, cm_ctx *ctx, const cm_ballots *b,
                           const cm_quota *q, cm_take_sum *take, void *user,
                           bool *taken)
{
    sum s;
    scale c;
    cm_fn there = CM_TRUE;
    comitia_status status;
    *taken = false;
    scale_init(&c);
    CM_GO(sum_init(&s, d, ctx));
    CM_GO(set_scale(ctx, &c, b, q));
    if (cm_quota_asks_base(q, false))
        CM_GO(something_there(d, ctx, &c, b, q, false, &there));
    if (there != CM_TRUE || q->has_tie)
        goto done;
    CM_GO(add_quota(&s, &c, b, q, false));
    CM_GO(hand_over(&s, q, take, user));
    *taken = true;
done:
    sum_clear(&s);
    scale_clear(&c);
    return status;
}

/* ---- rules ------------------------------------------------------------------
 */

static comitia_status compare_count(cm_diagram *d, const cm_rule *rule,
                                    const cm_fn *parts, cm_fn *out)
{
    bool up = rule->compare == CM_AT_LEAST || rule->compare == CM_MORE_THAN;
    bool strict = rule->compare == CM_MORE_THAN || rule->compare == CM_AT_MOST;
    CM_TRY(cm_fn_at_least(d, parts, rule->n_children,
                          (int64_t)rule->k + (strict ? 1 : 0), out));
    return up ? COMITIA_OK : cm_fn_not(d, *out, out);
}

static comitia_status gate(cm_diagram *d, cm_ctx *ctx, const cm_ballots *b,
                           const cm_rule *rule, bool presence, cm_fn *out)
{
    switch (rule->kind) {
    case CM_RULE_QUOTA:
        return gate_quota(d, ctx, b, rule->quota, presence, out);
    case CM_RULE_NO_VETO: return no_veto(d, ctx, b, rule->voters, out);
    case CM_RULE_CONSENT: return all_yes(d, ctx, b, rule->voters, out);
    case CM_RULE_AND:
    case CM_RULE_OR:
    case CM_RULE_COUNT: break;
    }
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    comitia_status status = COMITIA_E_NOMEM;
    cm_fn *parts = cm_new_n(&scratch, cm_fn, rule->n_children);
    if (!parts)
        goto done;
    for (uint32_t i = 0; i < rule->n_children; i++)
        CM_GO(gate(d, ctx, b, rule->children[i], presence, &parts[i]));
    if (rule->kind == CM_RULE_COUNT)
        CM_GO(compare_count(d, rule, parts, out));
    else
        CM_GO(cm_fn_at_least(d, parts, rule->n_children,
                             rule->kind == CM_RULE_AND ? rule->n_children : 1,
                             out));
done:
    cm_arena_clear(&scratch);
    return status;
}

comitia_status cm_gate_rule(cm_diagram *d, cm_ctx *ctx,
                            const cm_ballots *ballots, const cm_rule *rule,
                            cm_fn *out)
{
    return gate(d, ctx, ballots, rule, false, out);
}

comitia_status cm_gate_quorum(cm_diagram *d, cm_ctx *ctx,
                              const cm_ballots *ballots, cm_fn *out)
{
    if (!ballots->act->quorum) {
        *out = CM_TRUE;
        return COMITIA_OK;
    }
    return gate(d, ctx, ballots, ballots->act->quorum, true, out);
}

/* ---- direction
 * --------------------------------------------------------------- */

static cm_polarity turned(cm_polarity p)
{
    return p == CM_FORWARD    ? CM_BACKWARD
           : p == CM_BACKWARD ? CM_FORWARD
                              : CM_MIXED;
}

static cm_polarity quota_direction(const cm_quota *q)
{
    bool up = q->compare == CM_AT_LEAST || q->compare == CM_MORE_THAN;
    bool cast = q->base == CM_BASE_CAST || q->base == CM_BASE_MEASURE_CAST;
    if (q->direction == CM_ABSTAINING ||
        (q->direction == CM_NOT_AGAINST && cast))
        return CM_MIXED;
    if (q->direction == CM_AGAINST)
        up = !up;
    return up ? CM_FORWARD : CM_BACKWARD;
}

cm_polarity cm_rule_direction(const cm_rule *rule)
{
    if (rule->kind == CM_RULE_QUOTA)
        return quota_direction(rule->quota);
    if (rule->kind == CM_RULE_NO_VETO || rule->kind == CM_RULE_CONSENT)
        return CM_FORWARD;
    cm_polarity all = cm_rule_direction(rule->children[0]);
    for (uint32_t i = 1; i < rule->n_children; i++)
        if (cm_rule_direction(rule->children[i]) != all)
            all = CM_MIXED;
    bool turns =
        rule->kind == CM_RULE_COUNT &&
        (rule->compare == CM_AT_MOST || rule->compare == CM_FEWER_THAN);
    return turns ? turned(all) : all;
}
