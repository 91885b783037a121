/* Whether seats are given out as a method says, from its definition alone. */
#ifndef TEST_FAIR_H
#define TEST_FAIR_H

#include "engine/apportion/apportion.h"

/** Votes over a signpost, or the square of that; endless is above all. */
typedef struct test_claim {
    mpq_t q;
    bool endless;
} test_claim;

/** What party i has a claim to its k-th seat with. claim->q is initialised. */
void test_claim_set(const cm_contest *contest, uint32_t i, uint64_t k,
                    test_claim *claim);
int test_claim_compare(const test_claim *a, const test_claim *b);

/**
 * Divisor methods: no party's further seat has a stronger claim than another's
 * last one. Largest remainders: each has its whole quotas or one more, or its
 * base seats where these are more, and nobody with one more has a smaller
 * remainder than one without. `seats` add up to contest->seats.
 */
bool test_is_fair(const cm_contest *contest, const uint64_t *seats);

/** Gives out one seat after the other, each to the first of the strongest
    claims; false if nobody can have one. Divisor methods. */
bool test_one_by_one(const cm_contest *contest, uint64_t *seats);

/** The next way to give `seats` to n parties, party 0 getting the rest. */
bool test_next_way(uint64_t *seats, uint32_t n);

#endif
