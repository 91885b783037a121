#include "support/fair.h"

#include "base/number.h"

void test_claim_set(const cm_contest *contest, uint32_t i, uint64_t k,
                    test_claim *claim)
{
    uint64_t num = 0, den = 1;
    if (k)
        cm_signpost(contest->method, k, &num, &den);
    claim->endless = num == 0;
    if (claim->endless)
        return;
    mpz_mul_ui(mpq_numref(claim->q), contest->votes[i], (unsigned long)den);
    if (cm_seats_by_squares(contest->method))
        mpz_mul(mpq_numref(claim->q), mpq_numref(claim->q), contest->votes[i]);
    mpz_set_ui(mpq_denref(claim->q), (unsigned long)num);
    mpq_canonicalize(claim->q);
}

int test_claim_compare(const test_claim *a, const test_claim *b)
{
    if (a->endless || b->endless)
        return a->endless - b->endless;
    return mpq_cmp(a->q, b->q);
}

static uint64_t base_of(const cm_contest *contest, uint32_t i)
{
    return contest->base ? contest->base[i] : 0;
}

static bool is_fair_by_divisor(const cm_contest *contest, const uint64_t *seats)
{
    test_claim next, last;
    bool fair = true;
    mpq_inits(next.q, last.q, NULL);
    for (uint32_t i = 0; i < contest->n; i++)
        for (uint32_t j = 0; j < contest->n; j++) {
            if (mpz_sgn(contest->votes[i]) == 0 ||
                seats[j] <= base_of(contest, j))
                continue;
            test_claim_set(contest, i, seats[i] + 1, &next);
            test_claim_set(contest, j, seats[j], &last);
            fair &= i == j || (mpz_sgn(contest->votes[j]) > 0 &&
                               test_claim_compare(&next, &last) <= 0);
        }
    mpq_clears(next.q, last.q, NULL);
    return fair;
}

static void set_quota(const cm_contest *contest, mpq_ptr quota)
{
    mpq_t seats;
    mpq_init(seats);
    mpq_set_ui(quota, 0, 1);
    for (uint32_t i = 0; i < contest->n; i++)
        mpz_add(mpq_numref(quota), mpq_numref(quota), contest->votes[i]);
    cm_set_u64(mpq_numref(seats),
               contest->seats + (contest->quota == CM_QUOTA_HARE        ? 0
                                 : contest->quota == CM_QUOTA_IMPERIALI ? 2
                                                                        : 1));
    mpq_div(quota, quota, seats);
    if (contest->quota == CM_QUOTA_DROOP) {
        mpz_fdiv_q(mpq_numref(quota), mpq_numref(quota), mpq_denref(quota));
        mpz_add_ui(mpq_numref(quota), mpq_numref(quota), 1);
        mpz_set_ui(mpq_denref(quota), 1);
    }
    mpq_clear(seats);
}

/* Whole quotas, and the part of a quota behind them: -1 for those without. */
static void divide(const cm_contest *contest, uint32_t i, mpq_srcptr quota,
                   uint64_t *whole, mpq_ptr rest)
{
    mpz_t down;
    mpz_init(down);
    mpq_set_z(rest, contest->votes[i]);
    mpq_div(rest, rest, quota);
    mpz_fdiv_q(down, mpq_numref(rest), mpq_denref(rest));
    *whole = mpz_get_ui(down);
    mpz_submul(mpq_numref(rest), down, mpq_denref(rest));
    if (mpz_sgn(contest->votes[i]) == 0 || base_of(contest, i) > *whole)
        mpq_set_si(rest, -1, 1);
    if (base_of(contest, i) > *whole)
        *whole = base_of(contest, i);
    mpz_clear(down);
}

static bool is_fair_by_quota(const cm_contest *contest, const uint64_t *seats)
{
    mpq_t quota, rest, other;
    uint64_t whole, others;
    bool fair = true;
    mpq_inits(quota, rest, other, NULL);
    set_quota(contest, quota);
    for (uint32_t i = 0; i < contest->n; i++) {
        divide(contest, i, quota, &whole, rest);
        fair &=
            seats[i] == whole || (seats[i] == whole + 1 && mpq_sgn(rest) >= 0);
        for (uint32_t j = 0; j < contest->n; j++) {
            divide(contest, j, quota, &others, other);
            fair &= !(seats[i] == whole && seats[j] == others + 1 &&
                      mpq_cmp(rest, other) > 0);
        }
    }
    mpq_clears(quota, rest, other, NULL);
    return fair;
}

bool test_is_fair(const cm_contest *contest, const uint64_t *seats)
{
    for (uint32_t i = 0; i < contest->n; i++)
        if (seats[i] < base_of(contest, i))
            return false;
    return contest->method == CM_LARGEST_REMAINDER && contest->seats > 0
               ? is_fair_by_quota(contest, seats)
               : is_fair_by_divisor(contest, seats);
}

bool test_one_by_one(const cm_contest *contest, uint64_t *seats)
{
    uint64_t given = 0;
    bool can = true;
    test_claim best, own;
    mpq_inits(best.q, own.q, NULL);
    for (uint32_t i = 0; i < contest->n; i++)
        given += seats[i] = base_of(contest, i);
    for (; can && given < contest->seats; given++) {
        uint32_t to = contest->n;
        for (uint32_t i = 0; i < contest->n; i++) {
            if (mpz_sgn(contest->votes[i]) == 0)
                continue;
            test_claim_set(contest, i, seats[i] + 1, &own);
            if (to == contest->n || test_claim_compare(&own, &best) > 0) {
                mpq_set(best.q, own.q);
                best.endless = own.endless;
                to = i;
            }
        }
        can = to < contest->n;
        if (can)
            seats[to]++;
    }
    mpq_clears(best.q, own.q, NULL);
    return can;
}

bool test_next_way(uint64_t *seats, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        if (seats[0]) {
            seats[0]--;
            seats[i]++;
            return true;
        }
        seats[0] = seats[i];
        seats[i] = 0;
    }
    return false;
}
