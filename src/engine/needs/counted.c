#include "engine/needs/counted.h"

#include "engine/law/result.h"

enum { YES = 1, NO = 2, ABSTAIN = 4, EVERYBODY = 8 };

typedef struct counting {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_world *world;
    const cm_act *act;
    const cm_act_now *now;
    bool open; /* some ballot is */
    cm_counted *made;
    uint32_t n;
} counting;

static unsigned counted_by(const cm_quota *q, bool quorum)
{
    if (quorum)
        return YES | NO | ABSTAIN;
    switch (q->direction) {
    case CM_AGAINST: return NO;
    case CM_ABSTAINING: return ABSTAIN;
    case CM_NOT_AGAINST: return YES | ABSTAIN;
    default: return YES;
    }
}

static unsigned base_of(const cm_quota *q)
{
    switch (q->base) {
    case CM_BASE_PRESENT:
    case CM_BASE_MEASURE_PRESENT: return YES | NO | ABSTAIN;
    case CM_BASE_CAST:
    case CM_BASE_MEASURE_CAST: return YES | NO;
    default: return EVERYBODY;
    }
}

/* Seats of a voter whose ballot is one of these; fits, as all seats do. */
static uint64_t seats_of(const counting *c, uint32_t v, unsigned which)
{
    const uint64_t *seats = c->now->ballots[v].seats;
    if (which == EVERYBODY)
        return c->now->seats[v];
    return (which & YES ? seats[CM_BALLOT_YES] : 0) +
           (which & NO ? seats[CM_BALLOT_NO] : 0) +
           (which & ABSTAIN ? seats[CM_BALLOT_ABSTAIN] : 0);
}

/* What these have in the unit of the quota; whole: each has an integer. */
static void add_up(const counting *c, const cm_quota *q, unsigned which,
                   mpq_ptr sum, bool *whole)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(sum, 0, 1);
    for (uint32_t i = 0; i < q->within.n; i++) {
        uint32_t v = q->within.at[i];
        mpq_set_ui(one, 0, 1);
        cm_set_u64(mpq_numref(one), seats_of(c, v, which));
        if (q->measure != CM_NONE) {
            const cm_entry *entry = &c->world->model->bodies[c->act->body]
                                         .entries[c->act->voters[v].entry];
            *whole &= mpz_cmp_ui(mpq_denref(entry->numbers[q->measure]->q),
                                 1) == 0;
            mpq_mul(one, one, entry->numbers[q->measure]->q);
        }
        mpq_add(sum, sum, one);
    }
    if (q->base == CM_BASE_SEATS && which == EVERYBODY) {
        mpq_set_ui(one, 0, 1);
        cm_set_u64(mpq_numref(one), c->now->vacant);
        mpq_add(sum, sum, one);
    }
    mpq_clear(one);
}

static bool all_say_yes(const counting *c, cm_voters voters)
{
    uint64_t seats = 0;
    for (uint32_t i = 0; i < voters.n; i++) {
        uint32_t v = voters.at[i];
        seats += c->now->seats[v];
        if (c->now->ballots[v].seats[CM_BALLOT_YES] != c->now->seats[v])
            return false;
    }
    return seats > 0;
}

/* The table of section 5; at is how n stands to the bound. */
static bool holds_at(const counting *c, const cm_quota *q, mpq_srcptr n,
                     mpq_srcptr total, int at)
{
    bool any = mpq_sgn(q->is_all && q->all_but ? n : total) > 0;
    bool tie = q->has_tie && at == 0 && all_say_yes(c, q->breakers);
    switch (q->compare) {
    case CM_AT_LEAST: return any && at >= 0;
    case CM_MORE_THAN: return any && (at > 0 || tie);
    case CM_AT_MOST: return !any || at <= 0;
    default: return !any || at < 0;
    }
}

/* With ballots still open: what counts for it can only grow, and it is there
   already; or it may not be more, and is. */
static bool is_sure(const cm_quota *q, bool quorum, bool holds)
{
    if (!quorum && base_of(q) != EVERYBODY)
        return false;
    bool grows = q->compare == CM_AT_LEAST || q->compare == CM_MORE_THAN;
    return grows ? holds : !holds;
}

static comitia_status count_quota(counting *c, cm_counted *out)
{
    const cm_quota *q = out->rule->quota;
    bool whole = true;
    mpq_t n, total;
    mpq_inits(n, total, NULL);
    add_up(c, q, counted_by(q, out->quorum), n, &whole);
    add_up(c, q, base_of(q), total, &whole);
    comitia_status status =
        cm_quota_bounds(c->arena, q, total, whole, &out->quota);
    if (status == COMITIA_OK) {
        out->holds = holds_at(c, q, n, total, mpq_cmp(n, out->quota.bound->q));
        out->known = !c->open || is_sure(q, out->quorum, out->holds);
        out->count = cm_number_keep(c->arena, n);
        if (!out->count)
            status = COMITIA_E_NOMEM;
    }
    mpq_clears(n, total, NULL);
    return status;
}

/* Of a veto who says no, of a consent who does not say yes. */
static comitia_status count_voters(counting *c, cm_counted *out)
{
    const cm_voters *voters = &out->rule->voters;
    bool consent = out->rule->kind == CM_RULE_CONSENT, refused = false;
    uint64_t seats = 0;
    out->against = cm_new_n(c->arena, uint32_t, voters->n);
    if (!out->against)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < voters->n; i++) {
        uint32_t v = voters->at[i];
        const uint64_t *cast = c->now->ballots[v].seats;
        seats += c->now->seats[v];
        refused |= cast[CM_BALLOT_NO] > 0 ||
                   (consent && (cast[CM_BALLOT_ABSTAIN] > 0 ||
                                cast[CM_BALLOT_ABSENT] > 0));
        if (consent ? cast[CM_BALLOT_YES] < c->now->seats[v]
                    : cast[CM_BALLOT_NO] > 0)
            out->against[out->n_against++] = v;
    }
    out->holds = out->n_against == 0 && (!consent || seats > 0);
    out->known = !c->open || refused;
    return COMITIA_OK;
}

static uint32_t leaves(const cm_rule *rule)
{
    uint32_t n = rule->n_children == 0;
    for (uint32_t i = 0; i < rule->n_children; i++)
        n += leaves(rule->children[i]);
    return n;
}

static comitia_status count_rule(counting *c, const cm_rule *rule, bool quorum)
{
    for (uint32_t i = 0; i < rule->n_children; i++)
        CM_TRY(count_rule(c, rule->children[i], quorum));
    if (rule->n_children)
        return COMITIA_OK;
    bool is_quota = rule->kind == CM_RULE_QUOTA;
    uint64_t n = is_quota ? rule->quota->within.n : rule->voters.n;
    cm_counted *out = &c->made[c->n++];
    *out = (cm_counted){.rule = rule, .quorum = quorum};
    CM_TRY(cm_spend(c->ctx, 50 + 100 * n));
    return is_quota ? count_quota(c, out) : count_voters(c, out);
}

comitia_status cm_counted_of(cm_ctx *ctx, cm_arena *arena,
                             const cm_world *world, uint32_t act, uint32_t arm,
                             cm_counted **counted, uint32_t *n)
{
    counting c = {.ctx = ctx,
                  .arena = arena,
                  .world = world,
                  .act = &world->model->acts[act],
                  .now = &world->acts[act]};
    const cm_rule *rule = c.act->arms[arm].rule, *quorum = c.act->quorum;
    *n = 0;
    if (!cm_is_recorded(world, act))
        return COMITIA_OK;
    c.made = cm_new_n(arena, cm_counted,
                      (uint64_t)leaves(rule) + (quorum ? leaves(quorum) : 0));
    if (!c.made)
        return COMITIA_E_NOMEM;
    for (uint32_t v = 0; v < c.act->n_voters; v++)
        c.open |= c.now->ballots[v].seats[CM_BALLOT_OPEN] > 0;
    CM_TRY(count_rule(&c, rule, false));
    if (quorum)
        CM_TRY(count_rule(&c, quorum, true));
    *counted = c.made;
    *n = c.n;
    return COMITIA_OK;
}
