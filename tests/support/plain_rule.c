#include "support/plain.h"

#include <stdlib.h>

enum { YES = 1, NO = 2, ABSTAIN = 4 };

static bool among(cm_voters voters, uint32_t voter)
{
    for (uint32_t i = 0; i < voters.n; i++)
        if (voters.at[i] == voter)
            return true;
    return false;
}

/* Adds what the voters within have in the unit of the quota: of those whose
   ballot is in `which`, or of everybody (which 0). */
static void add_up(const plain *p, uint32_t act, const cm_quota *q,
                   const cm_tally *ballots, unsigned which, mpq_ptr sum)
{
    const cm_act *a = &p->model->acts[act];
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(sum, 0, 1);
    for (uint32_t v = 0; v < a->n_voters; v++) {
        if (!among(q->within, v))
            continue;
        uint64_t seats = which ? 0 : p->acts[act].seats[v];
        for (unsigned b = 0; b < 3; b++)
            if (which & (1u << b))
                seats += ballots[v].seats[b];
        mpq_set_ui(one, seats, 1);
        if (q->measure != CM_NONE)
            mpq_mul(one, one,
                    p->model->bodies[a->body]
                        .entries[a->voters[v].entry]
                        .numbers[q->measure]
                        ->q);
        mpq_add(sum, sum, one);
    }
    if (q->base == CM_BASE_SEATS && !which) {
        mpq_set_ui(one, p->acts[act].vacant, 1);
        mpq_add(sum, sum, one);
    }
    mpq_clear(one);
}

static unsigned counted(const cm_quota *q, bool presence)
{
    return presence                         ? YES | NO | ABSTAIN
           : q->direction == CM_AGAINST     ? NO
           : q->direction == CM_ABSTAINING  ? ABSTAIN
           : q->direction == CM_NOT_AGAINST ? YES | ABSTAIN
                                            : YES;
}

static unsigned based_on(const cm_quota *q)
{
    switch (q->base) {
    case CM_BASE_PRESENT:
    case CM_BASE_MEASURE_PRESENT: return YES | NO | ABSTAIN;
    case CM_BASE_CAST:
    case CM_BASE_MEASURE_CAST: return YES | NO;
    default: return 0;
    }
}

static bool all_say_yes(const plain *p, uint32_t act, cm_voters voters,
                        const cm_tally *ballots)
{
    uint64_t seats = 0;
    for (uint32_t i = 0; i < voters.n; i++) {
        uint32_t v = voters.at[i];
        seats += p->acts[act].seats[v];
        if (ballots[v].seats[CM_BALLOT_YES] != p->acts[act].seats[v])
            return false;
    }
    return seats > 0;
}

static bool tie(const plain *p, uint32_t act, const cm_quota *q,
                const cm_tally *ballots, mpq_srcptr n, mpq_srcptr total)
{
    mpq_t twice;
    mpq_init(twice);
    mpq_add(twice, n, n);
    bool even = mpq_equal(twice, total) && mpq_sgn(total) > 0;
    mpq_clear(twice);
    return even && all_say_yes(p, act, q->breakers, ballots);
}

/* The table of section 5. With T = 0 no `at least` and no `more than` holds;
   `fewer than` and `at most` are exactly not those. */
static bool quota_holds(const plain *p, uint32_t act, const cm_quota *q,
                        bool presence, const cm_tally *ballots)
{
    mpq_t n, total, x;
    bool holds;
    mpq_inits(n, total, x, NULL);
    add_up(p, act, q, ballots, counted(q, presence), n);
    add_up(p, act, q, ballots, based_on(q), total);
    if (q->is_all) {
        mpq_set_ui(x, q->all_but, 1);
        mpq_sub(x, total, x);
        holds = mpq_cmp(n, x) >= 0 &&
                (q->all_but ? mpq_sgn(n) > 0 : mpq_sgn(total) > 0);
        mpq_clears(n, total, x, NULL);
        return holds;
    }
    if (q->is_share)
        mpq_mul(x, q->amount->q, total);
    else
        mpq_set(x, q->amount->q);
    bool at_least = mpq_cmp(n, x) >= 0 && mpq_sgn(total) > 0;
    bool more_than = mpq_cmp(n, x) > 0 && mpq_sgn(total) > 0;
    if (q->has_tie)
        more_than = more_than || tie(p, act, q, ballots, n, total);
    mpq_clears(n, total, x, NULL);
    return q->compare == CM_AT_LEAST    ? at_least
           : q->compare == CM_MORE_THAN ? more_than
           : q->compare == CM_AT_MOST   ? !more_than
                                        : !at_least;
}

static bool compares(uint64_t n, cm_compare compare, uint64_t k)
{
    switch (compare) {
    case CM_AT_LEAST: return n >= k;
    case CM_MORE_THAN: return n > k;
    case CM_AT_MOST: return n <= k;
    case CM_FEWER_THAN: return n < k;
    }
    abort();
}

bool plain_rule_holds(const plain *p, uint32_t act, const cm_rule *rule,
                      bool presence, const cm_tally *ballots)
{
    uint64_t hold = 0;
    switch (rule->kind) {
    case CM_RULE_QUOTA:
        return quota_holds(p, act, rule->quota, presence, ballots);
    case CM_RULE_NO_VETO:
        for (uint32_t i = 0; i < rule->voters.n; i++)
            if (ballots[rule->voters.at[i]].seats[CM_BALLOT_NO])
                return false;
        return true;
    case CM_RULE_CONSENT: return all_say_yes(p, act, rule->voters, ballots);
    case CM_RULE_AND:
    case CM_RULE_OR:
    case CM_RULE_COUNT: break;
    }
    for (uint32_t i = 0; i < rule->n_children; i++)
        hold += plain_rule_holds(p, act, rule->children[i], presence, ballots);
    return rule->kind == CM_RULE_AND  ? hold == rule->n_children
           : rule->kind == CM_RULE_OR ? hold > 0
                                      : compares(hold, rule->compare, rule->k);
}

bool plain_quorum_met(const plain *p, uint32_t act, const cm_tally *ballots)
{
    const cm_rule *quorum = p->model->acts[act].quorum;
    return !quorum || plain_rule_holds(p, act, quorum, true, ballots);
}

static plain_direction turned(plain_direction d)
{
    return d == PLAIN_PLUS ? PLAIN_MINUS : d == PLAIN_MINUS ? PLAIN_PLUS : d;
}

static plain_direction quota_direction(const cm_quota *q)
{
    bool cast = q->base == CM_BASE_CAST || q->base == CM_BASE_MEASURE_CAST;
    bool up = q->compare == CM_AT_LEAST || q->compare == CM_MORE_THAN;
    switch (q->direction) {
    case CM_YES: return up ? PLAIN_PLUS : PLAIN_MINUS;
    case CM_AGAINST: return up ? PLAIN_MINUS : PLAIN_PLUS;
    case CM_ABSTAINING: return PLAIN_MIXED;
    case CM_NOT_AGAINST: break;
    }
    return cast ? PLAIN_MIXED : up ? PLAIN_PLUS : PLAIN_MINUS;
}

plain_direction plain_rule_direction(const cm_rule *rule)
{
    if (rule->kind == CM_RULE_QUOTA)
        return quota_direction(rule->quota);
    if (rule->kind == CM_RULE_NO_VETO || rule->kind == CM_RULE_CONSENT)
        return PLAIN_PLUS;
    bool turns =
        rule->kind == CM_RULE_COUNT &&
        (rule->compare == CM_AT_MOST || rule->compare == CM_FEWER_THAN);
    unsigned n[3] = {0};
    for (uint32_t i = 0; i < rule->n_children; i++) {
        plain_direction d = plain_rule_direction(rule->children[i]);
        n[turns ? turned(d) : d]++;
    }
    return n[PLAIN_PLUS] == rule->n_children    ? PLAIN_PLUS
           : n[PLAIN_MINUS] == rule->n_children ? PLAIN_MINUS
                                                : PLAIN_MIXED;
}

/* ---- ballots of an act
 * ---------------------------------------------------------- */

uint32_t plain_profiles(const plain *p, uint32_t act)
{
    return UINT32_C(1) << 2 * p->acts[act].n_parts;
}

static bool cast(const plain *p, uint32_t act, unsigned arm, uint32_t profile)
{
    const cm_act *a = &p->model->acts[act];
    const plain_act *now = &p->acts[act];
    cm_tally ballots[PLAIN_VOTERS];
    for (uint32_t v = 0; v < a->n_voters; v++) {
        ballots[v] = now->ballots[v];
        ballots[v].seats[CM_BALLOT_OPEN] = 0;
    }
    for (unsigned i = 0; i < now->n_parts; i++)
        ballots[now->parts[i].voter].seats[profile >> 2 * i & 3] +=
            now->parts[i].seats;
    if (a->n_arms == 0)
        return ballots[0].seats[CM_BALLOT_YES] > 0;
    return plain_quorum_met(p, act, ballots) &&
           plain_rule_holds(p, act, a->arms[arm].rule, false, ballots);
}

bool plain_passes(plain *p, uint32_t act, unsigned arm, uint32_t profile)
{
    plain_act *now = &p->acts[act];
    if (!now->passes[arm]) {
        uint32_t n = plain_profiles(p, act);
        now->passes[arm] = malloc(n);
        if (!now->passes[arm])
            abort();
        for (uint32_t i = 0; i < n; i++)
            now->passes[arm][i] = cast(p, act, arm, i);
    }
    return now->passes[arm][profile];
}
