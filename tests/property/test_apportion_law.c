/* Seats: the engine against trying every distribution, against giving out one
 * seat after the other, and the laws of each method. */
#include "engine/apportion/apportion.h"
#include "support/fair.h"
#include "support/test_ctx.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 12 };

/* A contest with its numbers, and the engine's answer. */
typedef struct trial {
    cm_ctx *ctx;
    cm_arena arena;
    cm_contest contest;
    mpz_t votes[MOST];
    uint64_t base[MOST];
    cm_seating seating;
} trial;

static void open_trial(trial *t, uint32_t n)
{
    *t = (trial){.ctx = test_ctx(), .contest = {.n = n}};
    cm_arena_init(&t->arena, t->ctx->allocator);
    for (uint32_t i = 0; i < MOST; i++)
        mpz_init(t->votes[i]);
    t->contest.votes = (const mpz_t *)t->votes;
    expect_true(cm_seating_init(&t->seating, &t->arena, n));
}

static void close_trial(trial *t)
{
    for (uint32_t i = 0; i < MOST; i++)
        mpz_clear(t->votes[i]);
    cm_seating_clear(&t->seating);
    cm_arena_clear(&t->arena);
    test_ctx_done(t->ctx);
}

static void run(trial *t)
{
    expect_ok(cm_apportion(t->ctx, &t->contest, &t->seating));
}

/* One of the engine's outcomes. */
static bool is_outcome(const trial *t, const uint64_t *seats)
{
    const cm_seating *s = &t->seating;
    uint32_t more = 0;
    for (uint32_t i = 0; i < t->contest.n; i++) {
        if (seats[i] != s->certain[i] &&
            !(s->tied[i] && seats[i] == s->certain[i] + 1))
            return false;
        more += seats[i] != s->certain[i];
    }
    return more == s->contested;
}

static void draw_contest(trial *t, cm_random *random, uint64_t most_votes)
{
    t->contest.method = (cm_seat_method)cm_random_below(random, 8);
    t->contest.quota = (cm_seat_quota)cm_random_below(random, 4);
    for (uint32_t i = 0; i < t->contest.n; i++)
        mpz_set_ui(t->votes[i],
                   (unsigned long)cm_random_below(random, most_votes));
    t->contest.base = NULL;
    if (!cm_random_chance(random, 1, 3))
        return;
    t->contest.base = t->base;
    for (uint32_t i = 0; i < t->contest.n; i++)
        t->base[i] = cm_random_below(random, 3);
}

/* Parties whose base seats are not more than their whole quotas. */
static uint64_t with_remainder(const trial *t)
{
    uint64_t n = 0;
    mpq_t own;
    mpq_init(own);
    for (uint32_t i = 0; i < t->contest.n; i++) {
        mpq_set_z(own, t->votes[i]);
        mpq_div(own, own, t->seating.quota);
        bool within = !t->contest.base || mpq_cmp_ui(own, t->base[i], 1) >= 0;
        n += mpz_sgn(t->votes[i]) > 0 && within;
    }
    mpq_clear(own);
    return n;
}

/* Why there is no outcome, from the definitions alone. */
static void expect_right_refusal(const trial *t)
{
    uint64_t base = 0, must = 0, voted = 0;
    for (uint32_t i = 0; i < t->contest.n; i++) {
        uint64_t own = t->contest.base ? t->base[i] : 0;
        base += own;
        must += own || mpz_sgn(t->votes[i]) == 0 ? own : 1;
        voted += mpz_sgn(t->votes[i]) > 0;
    }
    switch (t->seating.why) {
    case CM_SEATS_FOUND: fail(); return;
    case CM_SEATS_NO_VOTES: expect_u64(voted, 0); return;
    case CM_SEATS_BASE: expect_true(base > t->contest.seats); return;
    case CM_SEATS_TOO_FEW:
        expect_true(cm_seats_for_all(t->contest.method));
        expect_true(must > t->contest.seats);
        return;
    case CM_SEATS_TOO_MANY:
        expect_true(t->seating.whole > t->contest.seats);
        return;
    case CM_SEATS_LEFT:
        expect_true(t->contest.seats - t->seating.whole > with_remainder(t));
        return;
    }
}

static void outcomes_are_all_fair_distributions(cm_random *random)
{
    trial t;
    open_trial(&t, (uint32_t)cm_random_in(random, 1, 4));
    draw_contest(&t, random, cm_random_chance(random, 1, 2) ? 8 : 40);
    t.contest.seats = cm_random_below(random, 9);
    run(&t);
    if (t.seating.why != CM_SEATS_FOUND) {
        expect_right_refusal(&t);
        close_trial(&t);
        return;
    }
    uint64_t seats[MOST] = {t.contest.seats}, outcomes = 0;
    do {
        bool fair = test_is_fair(&t.contest, seats);
        outcomes += fair;
        expect_true(fair == is_outcome(&t, seats));
    } while (test_next_way(seats, t.contest.n));
    expect_true(outcomes > 0);
    close_trial(&t);
}

/* ---- one seat after the other ------------------------------------------------- */

static void one_after_the_other_gives_an_outcome(cm_random *random)
{
    trial t;
    open_trial(&t, (uint32_t)cm_random_in(random, 1, MOST));
    draw_contest(&t, random, cm_random_chance(random, 1, 4) ? 30 : 10000000);
    t.contest.method = (cm_seat_method)cm_random_below(random, 7);
    t.contest.seats = cm_random_below(random, 400);
    run(&t);
    if (t.seating.why == CM_SEATS_FOUND) {
        uint64_t seats[MOST];
        expect_true(test_one_by_one(&t.contest, seats));
        expect_true(is_outcome(&t, seats));
    }
    close_trial(&t);
}

/* ---- the divisor ------------------------------------------------------------------ */

/* Seats with the divisor d, or its square, no quotient being on a signpost. */
static uint64_t rounded(const trial *t, uint32_t i, mpq_srcptr d)
{
    test_claim own;
    uint64_t k = t->contest.base ? t->base[i] : 0;
    mpq_init(own.q);
    while (mpz_sgn(t->votes[i]) > 0) {
        test_claim_set(&t->contest, i, k + 1, &own);
        if (!own.endless && mpq_cmp(own.q, d) < 0)
            break;
        k++;
    }
    mpq_clear(own.q);
    return k;
}

static uint64_t all_rounded(const trial *t, mpq_srcptr d, bool *same)
{
    uint64_t sum = 0;
    *same = true;
    for (uint32_t i = 0; i < t->contest.n; i++) {
        uint64_t seats = rounded(t, i, d);
        *same &= seats == t->seating.certain[i];
        sum += seats;
    }
    return sum;
}

static void divisors_give_the_seats_and_end_where_stated(cm_random *random)
{
    trial t;
    mpq_t d, wider;
    bool same;
    open_trial(&t, (uint32_t)cm_random_in(random, 1, MOST));
    draw_contest(&t, random, 1000000);
    t.contest.method = (cm_seat_method)cm_random_below(random, 7);
    t.contest.seats = cm_random_below(random, 60);
    run(&t);
    mpq_inits(d, wider, NULL);
    const cm_seating *s = &t.seating;
    bool squared = cm_seats_by_squares(t.contest.method);
    if (s->why == CM_SEATS_FOUND && s->n_tied == 0) {
        expect_true(cm_short_divisor(s->low, s->has_high ? s->high : NULL,
                                     squared, d));
        if (squared)
            mpq_mul(d, d, d);
        expect_true(mpq_cmp(d, s->low) > 0);
        expect_true(!s->has_high || mpq_cmp(d, s->high) < 0);
        expect_u64(all_rounded(&t, d, &same), t.contest.seats);
        expect_true(same);
        /* at the lower end a quotient is rounded up that was not */
        expect_true(mpq_sgn(s->low) == 0 ||
                    all_rounded(&t, s->low, &same) > t.contest.seats);
        /* just above the upper end one is rounded down that was not */
        mpq_set_ui(wider, 1000000001, 1000000000);
        if (s->has_high) {
            mpq_mul(wider, wider, s->high);
            expect_true(all_rounded(&t, wider, &same) < t.contest.seats);
        }
    }
    mpq_clears(d, wider, NULL);
    close_trial(&t);
}

/* A decimal with fewer digits would not lie between. */
static void the_short_divisor_is_short(cm_random *random)
{
    mpq_t low, high, d, unit, m;
    mpq_inits(low, high, d, unit, m, NULL);
    mpq_set_ui(low, (unsigned long)cm_random_below(random, 100000),
               1 + (unsigned long)cm_random_below(random, 300));
    mpq_set_ui(d, 1 + (unsigned long)cm_random_below(random, 9000),
               1 + (unsigned long)cm_random_below(random, 3000));
    mpq_canonicalize(low);
    mpq_canonicalize(d);
    mpq_add(high, low, d);
    expect_true(cm_short_divisor(low, high, false, d));
    expect_true(mpq_cmp(low, d) < 0 && mpq_cmp(d, high) < 0);
    /* d = m * 10^-k with k least: no multiple of 10^(1-k) lies between */
    mpq_set_ui(unit, 1, 1);
    mpq_set_ui(m, 10, 1);
    mpq_t q;
    mpq_init(q);
    for (;;) { /* the largest power of ten that divides d */
        mpq_div(q, d, unit);
        if (mpz_cmp_ui(mpq_denref(q), 1) == 0)
            break;
        mpq_div(unit, unit, m);
    }
    for (;;) {
        mpq_mul(unit, unit, m);
        mpq_div(q, d, unit);
        if (mpz_cmp_ui(mpq_denref(q), 1) != 0)
            break;
    }
    mpq_div(q, low, unit); /* the next multiple of `unit` above low */
    mpz_fdiv_q(mpq_numref(q), mpq_numref(q), mpq_denref(q));
    mpz_add_ui(mpq_numref(q), mpq_numref(q), 1);
    mpz_set_ui(mpq_denref(q), 1);
    mpq_mul(q, q, unit);
    /* d may itself be a multiple of more than the unit it was found with */
    expect_true(mpq_cmp(q, high) >= 0);
    mpq_clears(low, high, d, unit, m, q, NULL);
}

/* ---- laws of the methods -------------------------------------------------------- */

/* A larger house takes a seat from nobody. */
static void a_larger_house_takes_no_seat_away(cm_random *random)
{
    trial t;
    uint64_t before[MOST] = {0};
    open_trial(&t, (uint32_t)cm_random_in(random, 1, MOST));
    draw_contest(&t, random, 1000000);
    t.contest.base = NULL;
    t.contest.method = (cm_seat_method)cm_random_below(random, 7);
    for (uint64_t seats = t.contest.n; seats < t.contest.n + 40; seats++) {
        t.contest.seats = seats;
        run(&t);
        if (t.seating.why != CM_SEATS_FOUND || t.seating.n_tied)
            break; /* nobody has votes, or a tie: other outcomes compare */
        for (uint32_t i = 0; i < t.contest.n; i++) {
            expect_true(t.seating.certain[i] >= before[i]);
            before[i] = t.seating.certain[i];
        }
    }
    close_trial(&t);
}

/* With Hare's quota nobody is a whole seat away from the exact share. */
static void hare_stays_within_a_seat_of_the_share(cm_random *random)
{
    trial t;
    open_trial(&t, (uint32_t)cm_random_in(random, 1, MOST));
    draw_contest(&t, random, 1000000);
    t.contest.base = NULL;
    t.contest.method = CM_LARGEST_REMAINDER;
    t.contest.quota = CM_QUOTA_HARE;
    t.contest.seats = 1 + cm_random_below(random, 300);
    run(&t);
    uint64_t all = 0;
    for (uint32_t i = 0; i < t.contest.n; i++)
        all += mpz_get_ui(t.votes[i]);
    for (uint32_t i = 0; t.seating.why == CM_SEATS_FOUND && i < t.contest.n;
         i++) {
        uint64_t share = mpz_get_ui(t.votes[i]) * t.contest.seats;
        uint64_t most = t.seating.certain[i] + t.seating.tied[i];
        expect_true(t.seating.certain[i] >= share / all);
        expect_true(most <= (share + all - 1) / all);
    }
    close_trial(&t);
}

/* Jefferson, who favours the large, never gives the largest party less than
   Webster, and Webster not less than Adams, who favours the small. */
static void methods_favour_the_large_in_their_order(cm_random *random)
{
    static const cm_seat_method order[] = {
        CM_ADAMS, CM_DEAN, CM_HUNTINGTON_HILL, CM_SAINTE_LAGUE, CM_DHONDT};
    trial t;
    uint64_t before = 0;
    open_trial(&t, (uint32_t)cm_random_in(random, 2, MOST));
    draw_contest(&t, random, 1000000);
    t.contest.base = NULL;
    t.contest.seats = t.contest.n + cm_random_below(random, 100);
    for (size_t m = 0; m < sizeof order / sizeof *order; m++) {
        uint32_t largest = 0;
        t.contest.method = order[m];
        run(&t);
        if (t.seating.why != CM_SEATS_FOUND || t.seating.n_tied)
            break;
        for (uint32_t i = 1; i < t.contest.n; i++)
            if (mpz_cmp(t.votes[i], t.votes[largest]) > 0)
                largest = i;
        expect_true(t.seating.certain[largest] >= before);
        before = t.seating.certain[largest];
    }
    close_trial(&t);
}

/* More of the votes of each, in proportion, are the same contest. */
static void a_factor_changes_nothing(cm_random *random)
{
    trial t;
    uint64_t certain[MOST];
    uint32_t tied;
    open_trial(&t, (uint32_t)cm_random_in(random, 1, MOST));
    draw_contest(&t, random, 50);
    if (t.contest.quota == CM_QUOTA_DROOP)
        t.contest.quota = CM_QUOTA_HARE; /* Droop's is cut to an integer */
    t.contest.seats = cm_random_below(random, 50);
    run(&t);
    cm_no_seats why = t.seating.why;
    memcpy(certain, t.seating.certain, t.contest.n * sizeof *certain);
    tied = t.seating.n_tied;
    for (uint32_t i = 0; i < t.contest.n; i++) {
        mpz_mul_ui(t.votes[i], t.votes[i], 1000000007);
        mpz_mul_2exp(t.votes[i], t.votes[i], 200);
    }
    run(&t);
    expect_u64(t.seating.why, why);
    expect_u64(t.seating.n_tied, tied);
    for (uint32_t i = 0; why == CM_SEATS_FOUND && i < t.contest.n; i++)
        expect_u64(t.seating.certain[i], certain[i]);
    close_trial(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("the outcomes are all fair distributions and no others",
                      outcomes_are_all_fair_distributions, 6000),
        TEST_PROPERTY("one seat after the other gives an outcome",
                      one_after_the_other_gives_an_outcome, 400),
        TEST_PROPERTY("divisors give the seats and end where stated",
                      divisors_give_the_seats_and_end_where_stated, 1500),
        TEST_PROPERTY("no decimal with fewer digits lies between",
                      the_short_divisor_is_short, 3000),
        TEST_PROPERTY("a larger house takes no seat away",
                      a_larger_house_takes_no_seat_away, 200),
        TEST_PROPERTY("Hare's quota stays within a seat of the share",
                      hare_stays_within_a_seat_of_the_share, 1000),
        TEST_PROPERTY("methods favour the large in their order",
                      methods_favour_the_large_in_their_order, 1000),
        TEST_PROPERTY("a factor of all votes changes nothing",
                      a_factor_changes_nothing, 500),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
