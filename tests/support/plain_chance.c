#include "support/plain.h"

#include <stdlib.h>
#include <string.h>

/* ---- the chance that one act passes
 * -------------------------------------------------- */

/* Open ballots that are cast together: yes or no, by chance or freely. */
typedef struct caster {
    uint32_t voter;
    uint64_t seats;
    mpq_srcptr chance; /* NULL: free */
} caster;

typedef struct casting {
    plain *p;
    uint32_t act;
    unsigned arm;
    caster at[16];
    unsigned n;
    cm_tally ballots[PLAIN_VOTERS];
} casting;

static const cm_forecast *forecast_of(const plain *p, uint32_t act)
{
    for (uint32_t i = 0; i < p->model->n_forecasts; i++)
        if (p->model->forecasts[i].act == act)
            return &p->model->forecasts[i];
    return NULL;
}

static const cm_share *share_of(const cm_forecast *forecast, uint32_t voter)
{
    for (uint32_t i = 0; forecast && i < forecast->n_shares; i++)
        for (uint32_t k = 0; k < forecast->shares[i].voters.n; k++)
            if (forecast->shares[i].voters.at[k] == voter)
                return &forecast->shares[i];
    return NULL;
}

static void add_caster(casting *c, uint32_t voter, uint64_t seats,
                       mpq_srcptr chance)
{
    if (c->n == 16)
        c->p->too_large = true;
    else
        c->at[c->n++] = (caster){voter, seats, chance};
}

/* Free ones first: the least over their ballots of the expectation over the
   others'. */
static void add_voters(casting *c, const cm_forecast *forecast, bool free_ones)
{
    const plain_act *now = &c->p->acts[c->act];
    for (uint32_t v = 0; v < c->p->model->acts[c->act].n_voters; v++) {
        uint64_t open = now->ballots[v].seats[CM_BALLOT_OPEN];
        const cm_share *share = share_of(forecast, v);
        if (open == 0 || free_ones != !share)
            continue;
        if (share && !share->each) {
            add_caster(c, v, open, share->chance->q);
        } else if (share) {
            for (uint64_t k = 0; k < open; k++)
                add_caster(c, v, 1, share->chance->q);
        } else {
            for (unsigned i = 0; i < now->n_parts; i++)
                if (now->parts[i].voter == v)
                    add_caster(c, v, now->parts[i].seats, NULL);
        }
    }
}

static bool all_cast(casting *c)
{
    const cm_act *a = &c->p->model->acts[c->act];
    if (a->n_arms == 0)
        return c->ballots[0].seats[CM_BALLOT_YES] > 0;
    return plain_quorum_met(c->p, c->act, c->ballots) &&
           plain_rule_holds(c->p, c->act, a->arms[c->arm].rule, false,
                            c->ballots);
}

static void from(casting *c, unsigned i, bool highest, mpq_ptr out)
{
    if (i == c->n) {
        mpq_set_ui(out, all_cast(c), 1);
        return;
    }
    mpq_t yes, no;
    caster *who = &c->at[i];
    uint64_t *seats = c->ballots[who->voter].seats;
    mpq_inits(yes, no, NULL);
    seats[CM_BALLOT_YES] += who->seats;
    from(c, i + 1, highest, yes);
    seats[CM_BALLOT_YES] -= who->seats;
    seats[CM_BALLOT_NO] += who->seats;
    from(c, i + 1, highest, no);
    seats[CM_BALLOT_NO] -= who->seats;
    if (who->chance) { /* no + chance * (yes - no) */
        mpq_sub(yes, yes, no);
        mpq_mul(yes, yes, who->chance);
        mpq_add(out, no, yes);
    } else {
        mpq_set(out, (mpq_cmp(yes, no) > 0) == highest ? yes : no);
    }
    mpq_clears(yes, no, NULL);
}

static void act_chance(plain *p, const plain_values *v, uint32_t act,
                       bool highest, mpq_ptr out)
{
    casting c = {.p = p, .act = act, .arm = plain_arm(p, v, act)};
    const cm_forecast *forecast = forecast_of(p, act);
    if (forecast && forecast->chance) {
        mpq_set(out, forecast->chance->q);
        return;
    }
    if (!forecast) {
        mpq_set_ui(out, highest, 1);
        return;
    }
    for (uint32_t i = 0; i < p->model->acts[act].n_voters; i++) {
        c.ballots[i] = p->acts[act].ballots[i];
        c.ballots[i].seats[CM_BALLOT_OPEN] = 0;
    }
    add_voters(&c, forecast, true);
    add_voters(&c, forecast, false);
    from(&c, 0, highest, out);
}

/* ---- the chance of O under values of the facts
 * ------------------------------------------ */

typedef struct ends {
    mpq_t at[PLAIN_ACTS][2];
} ends;

/* Chance of O when the i-th act passes with chance at[i][which >> i & 1]. */
static void chance_at(plain *p, const cm_cond *cond, const plain_open *open,
                      plain_values *v, const ends *e, uint32_t which,
                      mpq_ptr out)
{
    mpq_t one, rest;
    mpq_inits(one, rest, NULL);
    mpq_set_ui(out, 0, 1);
    for (uint32_t r = 0; r < UINT32_C(1) << open->n_acts; r++) {
        if (!plain_residual(p, cond, open, v, r))
            continue;
        mpq_set_ui(one, 1, 1);
        for (unsigned i = 0; i < open->n_acts; i++) {
            mpq_srcptr chance = e->at[i][which >> i & 1];
            mpq_set_ui(rest, 1, 1);
            mpq_sub(rest, rest, chance);
            mpq_mul(one, one, r >> i & 1 ? chance : rest);
        }
        mpq_add(out, out, one);
    }
    mpq_clears(one, rest, NULL);
}

static void range_at(plain *p, const cm_cond *cond, const plain_open *open,
                     plain_values *v, mpq_ptr low, mpq_ptr high)
{
    ends e;
    mpq_t x;
    mpq_init(x);
    for (unsigned i = 0; i < open->n_acts; i++)
        for (int end = 0; end < 2; end++) {
            mpq_init(e.at[i][end]);
            act_chance(p, v, open->acts[i], end == 1, e.at[i][end]);
        }
    for (uint32_t which = 0; which < UINT32_C(1) << open->n_acts; which++) {
        chance_at(p, cond, open, v, &e, which, x);
        if (which == 0 || mpq_cmp(x, low) < 0)
            mpq_set(low, x);
        if (which == 0 || mpq_cmp(x, high) > 0)
            mpq_set(high, x);
    }
    for (unsigned i = 0; i < open->n_acts; i++)
        mpq_clears(e.at[i][0], e.at[i][1], NULL);
    mpq_clear(x);
}

static bool has_chance(const plain *p, uint32_t fact)
{
    return p->model->facts[fact].state == CM_FACT_CHANCE;
}

static void fact_chance(const plain *p, uint32_t fact, int value, mpq_ptr out)
{
    const cm_fact *f = &p->model->facts[fact];
    if (f->is_choice) {
        mpq_set(out, f->options[value].chance->q);
        return;
    }
    mpq_set_ui(out, 1, 1);
    if (value)
        mpq_set(out, f->chance->q);
    else
        mpq_sub(out, out, f->chance->q);
}

void plain_chance(plain *p, const cm_cond *cond, mpq_ptr low, mpq_ptr high)
{
    plain_open open;
    mpq_t l, h, sum_l, sum_h, weight, one;
    uint32_t chancy = 0, loose = 0;
    plain_find_open(p, cond, &open);
    for (unsigned i = 0; i < open.n_facts; i++)
        *(has_chance(p, open.facts[i]) ? &chancy : &loose) |= UINT32_C(1) << i;
    mpq_inits(l, h, sum_l, sum_h, weight, one, NULL);
    for (uint32_t g = 0; g < plain_valuations(p, &open, loose); g++) {
        mpq_set_ui(sum_l, 0, 1);
        mpq_set_ui(sum_h, 0, 1);
        for (uint32_t i = 0; i < plain_valuations(p, &open, chancy); i++) {
            plain_values v, w;
            plain_valuation(p, &open, loose, g, &v);
            plain_valuation(p, &open, chancy, i, &w);
            mpq_set_ui(weight, 1, 1);
            for (unsigned k = 0; k < open.n_facts; k++) {
                uint32_t fact = open.facts[k];
                if (!(chancy >> k & 1))
                    continue;
                v.fact[fact] = w.fact[fact];
                fact_chance(p, fact, w.fact[fact], one);
                mpq_mul(weight, weight, one);
            }
            range_at(p, cond, &open, &v, l, h);
            mpq_mul(l, l, weight);
            mpq_mul(h, h, weight);
            mpq_add(sum_l, sum_l, l);
            mpq_add(sum_h, sum_h, h);
        }
        if (g == 0 || mpq_cmp(sum_l, low) < 0)
            mpq_set(low, sum_l);
        if (g == 0 || mpq_cmp(sum_h, high) > 0)
            mpq_set(high, sum_h);
    }
    mpq_clears(l, h, sum_l, sum_h, weight, one, NULL);
}
