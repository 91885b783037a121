/* Rules from explicit ballots (LANGUAGE, section 5). */
#include "engine/verify/verify.h"

enum { YES = 1, NO = 2, ABSTAIN = 4, ALL = 8 };

static uint64_t seats_cast(const cm_tally *ballots, unsigned which)
{
    uint64_t seats = 0;
    for (unsigned b = 0; b < 3; b++)
        if (which >> b & 1)
            seats += ballots->seats[b];
    return seats;
}

/* What the voters within have, in the unit of the quota. Sums of seats stay
   below 2^62: a body has at most 10^18. */
static void add_up(const cm_trial *t, uint32_t act, const cm_quota *q,
                   const cm_tally *ballots, unsigned which, mpq_ptr sum)
{
    const cm_act *a = &t->world->model->acts[act];
    const cm_act_now *now = &t->world->acts[act];
    uint64_t seats = 0;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(sum, 0, 1);
    for (uint32_t i = 0; i < q->within.n; i++) {
        uint32_t v = q->within.at[i];
        uint64_t own = which == ALL ? now->seats[v]
                                    : seats_cast(&ballots[v], which);
        if (q->measure == CM_NONE) {
            seats += own;
            continue;
        }
        const cm_entry *entry = &t->world->model->bodies[a->body]
                                     .entries[a->voters[v].entry];
        cm_set_u64(mpq_numref(one), own);
        mpz_set_ui(mpq_denref(one), 1);
        mpq_mul(one, one, entry->numbers[q->measure]->q);
        mpq_add(sum, sum, one);
    }
    if (q->base == CM_BASE_SEATS && which == ALL)
        seats += now->vacant;
    cm_set_u64(mpq_numref(one), seats);
    mpz_set_ui(mpq_denref(one), 1);
    mpq_add(sum, sum, one);
    mpq_clear(one);
}

static unsigned counted(const cm_quota *q, bool presence)
{
    if (presence)
        return YES | NO | ABSTAIN;
    switch (q->direction) {
    case CM_AGAINST: return NO;
    case CM_ABSTAINING: return ABSTAIN;
    case CM_NOT_AGAINST: return YES | ABSTAIN;
    default: return YES;
    }
}

static unsigned based_on(const cm_quota *q)
{
    switch (q->base) {
    case CM_BASE_PRESENT:
    case CM_BASE_MEASURE_PRESENT: return YES | NO | ABSTAIN;
    case CM_BASE_CAST:
    case CM_BASE_MEASURE_CAST: return YES | NO;
    default: return ALL;
    }
}

static bool all_say_yes(const cm_trial *t, uint32_t act, cm_voters voters,
                        const cm_tally *ballots)
{
    uint64_t seats = 0;
    for (uint32_t i = 0; i < voters.n; i++) {
        uint32_t v = voters.at[i];
        seats += t->world->acts[act].seats[v];
        if (ballots[v].seats[CM_BALLOT_YES] != t->world->acts[act].seats[v])
            return false;
    }
    return seats > 0;
}

/* n, x and the whole T are set: the table of section 5. */
static bool compared(const cm_trial *t, uint32_t act, const cm_quota *q,
                     const cm_tally *ballots, mpq_srcptr n, mpq_srcptr total,
                     mpq_ptr x)
{
    bool any = mpq_sgn(total) > 0;
    bool at_least = any && mpq_cmp(n, x) >= 0;
    bool more_than = any && mpq_cmp(n, x) > 0;
    if (q->has_tie && any && !more_than) {
        mpq_add(x, n, n);
        more_than = mpq_equal(x, total) &&
                    all_say_yes(t, act, q->breakers, ballots);
    }
    switch (q->compare) {
    case CM_AT_LEAST: return at_least;
    case CM_MORE_THAN: return more_than;
    case CM_AT_MOST: return !more_than;
    default: return !at_least;
    }
}

static bool quota_holds(const cm_trial *t, uint32_t act, const cm_quota *q,
                        bool presence, const cm_tally *ballots)
{
    mpq_t n, total, x;
    bool holds;
    mpq_inits(n, total, x, NULL);
    add_up(t, act, q, ballots, counted(q, presence), n);
    add_up(t, act, q, ballots, based_on(q), total);
    if (q->is_all) { /* all but k: n >= T - k, and somebody */
        cm_set_u64(mpq_numref(x), q->all_but);
        mpz_set_ui(mpq_denref(x), 1);
        mpq_sub(x, total, x);
        holds = mpq_cmp(n, x) >= 0 &&
                mpq_sgn(q->all_but ? n : total) > 0;
    } else {
        mpq_set(x, q->amount->q);
        if (q->is_share)
            mpq_mul(x, x, total);
        holds = compared(t, act, q, ballots, n, total, x);
    }
    mpq_clears(n, total, x, NULL);
    return holds;
}

static bool compares(uint64_t n, cm_compare compare, uint64_t k)
{
    switch (compare) {
    case CM_AT_LEAST: return n >= k;
    case CM_MORE_THAN: return n > k;
    case CM_AT_MOST: return n <= k;
    default: return n < k;
    }
}

/* Depth is that of the rule. */
bool cm_trial_rule(const cm_trial *t, uint32_t act, const cm_rule *rule,
                   bool presence, const cm_tally *ballots)
{
    uint64_t hold = 0;
    switch (rule->kind) {
    case CM_RULE_QUOTA:
        return quota_holds(t, act, rule->quota, presence, ballots);
    case CM_RULE_NO_VETO:
        for (uint32_t i = 0; i < rule->voters.n; i++)
            if (ballots[rule->voters.at[i]].seats[CM_BALLOT_NO])
                return false;
        return true;
    case CM_RULE_CONSENT: return all_say_yes(t, act, rule->voters, ballots);
    default: break;
    }
    for (uint32_t i = 0; i < rule->n_children; i++)
        hold += cm_trial_rule(t, act, rule->children[i], presence, ballots);
    return rule->kind == CM_RULE_AND  ? hold == rule->n_children
           : rule->kind == CM_RULE_OR ? hold > 0
                                      : compares(hold, rule->compare, rule->k);
}

static int quota_direction(const cm_quota *q)
{
    bool cast = q->base == CM_BASE_CAST || q->base == CM_BASE_MEASURE_CAST;
    int up = q->compare == CM_AT_LEAST || q->compare == CM_MORE_THAN ? 1 : -1;
    switch (q->direction) {
    case CM_YES: return up;
    case CM_AGAINST: return -up;
    case CM_ABSTAINING: return 0;
    default: return cast ? 0 : up;
    }
}

int cm_trial_direction(const cm_rule *rule)
{
    if (rule->kind == CM_RULE_QUOTA)
        return quota_direction(rule->quota);
    if (rule->kind == CM_RULE_NO_VETO || rule->kind == CM_RULE_CONSENT)
        return 1;
    bool turns =
        rule->kind == CM_RULE_COUNT &&
        (rule->compare == CM_AT_MOST || rule->compare == CM_FEWER_THAN);
    uint32_t up = 0, down = 0;
    for (uint32_t i = 0; i < rule->n_children; i++) {
        int d = cm_trial_direction(rule->children[i]);
        up += (turns ? -d : d) > 0;
        down += (turns ? -d : d) < 0;
    }
    return up == rule->n_children ? 1 : down == rule->n_children ? -1 : 0;
}

static uint64_t size_of(const cm_rule *rule)
{
    uint64_t n = 1;
    for (uint32_t i = 0; i < rule->n_children; i++)
        n += size_of(rule->children[i]);
    return n;
}

comitia_status cm_trial_passes(cm_trial *t, uint32_t act, uint32_t arm,
                               const cm_tally *ballots, bool *passes)
{
    const cm_act *a = &t->world->model->acts[act];
    if (a->n_arms == 0) {
        *passes = ballots[0].seats[CM_BALLOT_YES] > 0;
        return cm_spend(t->ctx, 10);
    }
    const cm_rule *rule = a->arms[arm].rule;
    CM_TRY(cm_spend(t->ctx, (size_of(rule) + 2) * (a->n_voters + 10) * 20));
    *passes = (!a->quorum || cm_trial_rule(t, act, a->quorum, true, ballots)) &&
              cm_trial_rule(t, act, rule, false, ballots);
    return COMITIA_OK;
}
