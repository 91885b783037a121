/* Largest remainders: whole quotas first, then the parties next to one more. A
 * party with more base seats than whole quotas has these, and no remainder. */
#include <stdlib.h>

#include "base/number.h"
#include "engine/apportion/claims.h"

static void set_quota(const cm_contest *contest, mpz_srcptr votes, mpq_ptr quota)
{
    static const unsigned more[] = {
        [CM_QUOTA_HARE] = 0,
        [CM_QUOTA_DROOP] = 1,
        [CM_QUOTA_HAGENBACH_BISCHOFF] = 1,
        [CM_QUOTA_IMPERIALI] = 2,
    };
    mpz_set(mpq_numref(quota), votes);
    cm_set_u64(mpq_denref(quota), contest->seats + more[contest->quota]);
    if (contest->quota == CM_QUOTA_DROOP) {
        mpz_fdiv_q(mpq_numref(quota), mpq_numref(quota), mpq_denref(quota));
        mpz_add_ui(mpq_numref(quota), mpq_numref(quota), 1);
        mpz_set_ui(mpq_denref(quota), 1);
    }
    mpq_canonicalize(quota);
}

/* Whole quotas, and what is behind them in units of 1 / denominator. */
static void divide(const cm_contest *contest, cm_seating *seating)
{
    mpz_t whole, own;
    mpz_inits(whole, own, NULL);
    for (uint32_t i = 0; i < contest->n; i++) {
        cm_claim *claim = &seating->claims[i];
        uint64_t seats = 0, base = contest->base ? contest->base[i] : 0;
        claim->party = i;
        mpz_mul(own, contest->votes[i], mpq_denref(seating->quota));
        mpz_fdiv_qr(whole, claim->rest, own, mpq_numref(seating->quota));
        (void)cm_integer_u64(whole, &seats); /* at most seats + 2 */
        claim->fixed = mpz_sgn(contest->votes[i]) == 0 || base > seats;
        claim->seats = seating->certain[i] = base > seats ? base : seats;
        seating->whole += claim->seats;
    }
    mpz_clears(whole, own, NULL);
}

/* The largest remainders first, parties that have none last. */
static int by_rest(const void *left, const void *right)
{
    const cm_claim *a = *(const cm_claim *const *)left;
    const cm_claim *b = *(const cm_claim *const *)right;
    if (a->fixed != b->fixed)
        return a->fixed ? 1 : -1;
    int sign = mpz_cmp(b->rest, a->rest);
    if (sign)
        return sign;
    return a->party < b->party ? -1 : a->party > b->party;
}

/* One more for each of the `left` largest remainders; those that equal the
   last of them are tied if not all of them can have one. */
static void fill(cm_seating *seating, cm_claim *const *order, uint32_t n,
                 uint32_t left)
{
    const cm_claim *edge = order[left - 1];
    bool tie = left < n && mpz_cmp(order[left]->rest, edge->rest) == 0;
    for (uint32_t i = 0; i < n; i++) {
        int sign = mpz_cmp(order[i]->rest, edge->rest);
        if (sign > 0 || (sign == 0 && !tie)) {
            seating->certain[order[i]->party]++;
        } else if (sign == 0) {
            seating->tied[order[i]->party] = true;
            seating->n_tied++;
            seating->contested += i < left;
        }
    }
}

comitia_status cm_apportion_by_quota(cm_ctx *ctx, const cm_contest *contest,
                                     cm_seating *seating)
{
    mpz_t votes;
    CM_TRY(cm_spend(ctx, 1000 * (uint64_t)contest->n));
    mpq_set_ui(seating->quota, 0, 1);
    if (contest->seats == 0)
        return COMITIA_OK; /* nothing to divide */
    mpz_init(votes);
    for (uint32_t i = 0; i < contest->n; i++)
        mpz_add(votes, votes, contest->votes[i]);
    set_quota(contest, votes, seating->quota);
    mpz_clear(votes);
    divide(contest, seating);
    if (seating->whole > contest->seats) {
        seating->why = CM_SEATS_TOO_MANY;
        return COMITIA_OK;
    }
    uint64_t left = contest->seats - seating->whole;
    uint32_t n = 0;
    for (uint32_t i = 0; i < contest->n; i++)
        n += !seating->claims[i].fixed;
    if (left > n)
        seating->why = CM_SEATS_LEFT;
    if (left > n || left == 0)
        return COMITIA_OK;
    for (uint32_t i = 0; i < contest->n; i++)
        seating->order[i] = &seating->claims[i];
    qsort(seating->order, contest->n, sizeof *seating->order, by_rest);
    fill(seating, seating->order, n, (uint32_t)left);
    return COMITIA_OK;
}
