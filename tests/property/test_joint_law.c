/* Joint lists: the engine against trying every distribution of seats to lists,
 * against giving out one seat after the other, and what alliances gain. */
#include "engine/apportion/outcomes.h"
#include "support/fair.h"
#include "support/test_ctx.h"

#include <string.h>

enum { MOST = 12, MOST_ALLIANCES = 4, MOST_NODES = MOST + MOST_ALLIANCES };

typedef struct trial {
    cm_ctx *ctx;
    cm_arena arena;
    cm_contest contest;
    cm_alliances alliances;
    mpz_t votes[MOST];
    uint32_t of[MOST], within[MOST_ALLIANCES];
    cm_joint joint;
} trial;

static void open_trial(trial *t, cm_random *random, uint32_t most_lists,
                       uint64_t most_votes)
{
    *t = (trial){.ctx = test_ctx()};
    cm_arena_init(&t->arena, t->ctx->allocator);
    t->contest =
        (cm_contest){.method = (cm_seat_method)cm_random_below(random, 8),
                     .quota = (cm_seat_quota)cm_random_below(random, 4),
                     .n = (uint32_t)cm_random_in(random, 1, most_lists),
                     .votes = (const mpz_t *)t->votes};
    t->alliances = (cm_alliances){
        .n = (uint32_t)cm_random_below(random, MOST_ALLIANCES + 1),
        .within = t->within,
        .of = t->of};
    for (uint32_t i = 0; i < MOST; i++) {
        mpz_init_set_ui(t->votes[i],
                        (unsigned long)cm_random_below(random, most_votes));
        uint64_t own = cm_random_below(random, t->alliances.n + 1);
        t->of[i] = own ? (uint32_t)own - 1 : CM_NO_ALLIANCE;
    }
    for (uint32_t a = 0; a < t->alliances.n; a++) {
        uint64_t own = cm_random_below(random, a + 1);
        t->within[a] = own ? (uint32_t)own - 1 : CM_NO_ALLIANCE;
    }
}

static void close_trial(trial *t)
{
    cm_joint_clear(&t->joint);
    for (uint32_t i = 0; i < MOST; i++)
        mpz_clear(t->votes[i]);
    cm_arena_clear(&t->arena);
    test_ctx_done(t->ctx);
}

static void run(trial *t)
{
    expect_ok(cm_apportion_joint(t->ctx, &t->arena, &t->contest, &t->alliances,
                                 &t->joint));
}

/* ---- the definition --------------------------------------------------------
 */

/* The contest inside one alliance, or of those in none, also where that is one
   list; `at` says which lists and alliances take part. */
typedef struct inside {
    cm_contest contest;
    mpz_t votes[MOST_NODES];
    uint64_t seats[MOST_NODES];
    uint32_t at[MOST_NODES];
} inside;

/* Whether alliance `a` lies in `outer`, at any depth, or is it. */
static bool lies_in(const trial *t, uint32_t a, uint32_t outer)
{
    while (a != CM_NO_ALLIANCE && a != outer)
        a = t->within[a];
    return a == outer;
}

static bool has_lists(const trial *t, uint32_t alliance)
{
    bool any = false;
    for (uint32_t i = 0; i < t->contest.n; i++)
        any |= lies_in(t, t->of[i], alliance);
    return any;
}

static void add_member(inside *in, const trial *t, uint32_t node,
                       const uint64_t *seats)
{
    uint32_t m = in->contest.n++;
    in->at[m] = node;
    mpz_init(in->votes[m]);
    in->seats[m] = 0;
    for (uint32_t i = 0; i < t->contest.n; i++)
        if (node < t->contest.n ? node == i
                                : lies_in(t, t->of[i], node - t->contest.n)) {
            mpz_add(in->votes[m], in->votes[m], t->votes[i]);
            in->seats[m] += seats ? seats[i] : 0;
        }
}

/* `seats` of each list, or NULL. */
static void open_inside(inside *in, const trial *t, uint32_t alliance,
                        const uint64_t *seats)
{
    in->contest = t->contest;
    in->contest.n = 0;
    for (uint32_t i = 0; i < t->contest.n; i++)
        if ((t->alliances.n ? t->of[i] : CM_NO_ALLIANCE) == alliance)
            add_member(in, t, i, seats);
    for (uint32_t a = 0; a < t->alliances.n; a++)
        if (t->within[a] == alliance && has_lists(t, a))
            add_member(in, t, t->contest.n + a, seats);
    in->contest.votes = (const mpz_t *)in->votes;
    in->contest.seats = 0;
    for (uint32_t m = 0; m < in->contest.n; m++)
        in->contest.seats += in->seats[m];
}

static void close_inside(inside *in)
{
    for (uint32_t m = 0; m < in->contest.n; m++)
        mpz_clear(in->votes[m]);
}

static bool is_fair_inside(const trial *t, uint32_t alliance,
                           const uint64_t *seats)
{
    inside in;
    open_inside(&in, t, alliance, seats);
    bool fair = in.contest.n < 2 || test_is_fair(&in.contest, in.seats);
    close_inside(&in);
    return fair;
}

static bool is_fair(const trial *t, const uint64_t *seats)
{
    bool fair = is_fair_inside(t, CM_NO_ALLIANCE, seats);
    for (uint32_t a = 0; fair && a < t->alliances.n; a++)
        fair = is_fair_inside(t, a, seats);
    return fair;
}

/* ---- every outcome
 * ------------------------------------------------------------- */

enum { MOST_OUTCOMES = 2000, FEW = 5 };

typedef struct outcomes {
    uint64_t seats[MOST_OUTCOMES][FEW];
    uint32_t n;
} outcomes;

static bool is_among(const outcomes *all, const uint64_t *seats, uint32_t n)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (memcmp(all->seats[i], seats, n * sizeof *seats) == 0)
            return true;
    return false;
}

/* Those of the engine: each once, fair, between the fewest and the most. */
static void list_outcomes(trial *t, outcomes *all)
{
    cm_seat_outcome outcome;
    uint32_t n = t->contest.n;
    bool more = true;
    all->n = 0;
    expect_ok(cm_seat_outcome_first(t->ctx, &t->arena, &t->joint, &outcome));
    for (; more; expect_ok(cm_seat_outcome_next(t->ctx, &outcome, &more))) {
        expect_true(!is_among(all, outcome.seats, n));
        expect_true(is_fair(t, outcome.seats));
        expect_true(all->n < MOST_OUTCOMES);
        for (uint32_t i = 0; i < n; i++) {
            expect_true(outcome.seats[i] >= t->joint.low[i]);
            expect_true(outcome.seats[i] <= t->joint.high[i]);
        }
        memcpy(all->seats[all->n++], outcome.seats, n * sizeof(uint64_t));
    }
}

static void outcomes_are_all_fair_distributions(cm_random *random)
{
    static outcomes all;
    trial t;
    open_trial(&t, random, FEW, cm_random_chance(random, 1, 2) ? 4 : 12);
    t.contest.seats = cm_random_below(random, 7);
    run(&t);
    if (!t.joint.failed) {
        uint64_t seats[MOST] = {t.contest.seats}, low[MOST], high[MOST] = {0};
        uint32_t fair = 0;
        memset(low, 255, sizeof low);
        list_outcomes(&t, &all);
        do {
            if (!is_fair(&t, seats))
                continue;
            fair++;
            expect_true(is_among(&all, seats, t.contest.n));
            for (uint32_t i = 0; i < t.contest.n; i++) {
                low[i] = seats[i] < low[i] ? seats[i] : low[i];
                high[i] = seats[i] > high[i] ? seats[i] : high[i];
            }
        } while (test_next_way(seats, t.contest.n));
        mpz_t ways;
        mpz_init(ways);
        cm_joint_ways(&t.joint, ways);
        expect_u64(mpz_get_ui(ways), fair);
        expect_u64(all.n, fair);
        mpz_clear(ways);
        for (uint32_t i = 0; i < t.contest.n; i++) {
            expect_u64(t.joint.low[i], low[i]);
            expect_u64(t.joint.high[i], high[i]);
        }
    }
    close_trial(&t);
}

/* ---- one seat after the other
 * -------------------------------------------------- */

/* Gives `seats` out among the members of an alliance, and inside these. */
static void give_out(const trial *t, uint32_t alliance, uint64_t seats,
                     uint64_t *of_list)
{
    inside in;
    uint64_t given[MOST_NODES] = {0};
    open_inside(&in, t, alliance, NULL);
    in.contest.seats = seats;
    if (in.contest.n)
        expect_true(test_one_by_one(&in.contest, given));
    for (uint32_t m = 0; m < in.contest.n; m++)
        if (in.at[m] < t->contest.n)
            of_list[in.at[m]] = given[m];
        else
            give_out(t, in.at[m] - t->contest.n, given[m], of_list);
    close_inside(&in);
}

static void one_after_the_other_gives_an_outcome(cm_random *random)
{
    trial t;
    open_trial(&t, random, MOST, cm_random_chance(random, 1, 4) ? 30 : 1000000);
    t.contest.method = (cm_seat_method)cm_random_below(random, 7);
    t.contest.seats = cm_random_below(random, 200);
    run(&t);
    if (!t.joint.failed) {
        uint64_t seats[MOST];
        give_out(&t, CM_NO_ALLIANCE, t.contest.seats, seats);
        for (uint32_t i = 0; i < t.contest.n; i++) {
            expect_true(seats[i] >= t.joint.low[i]);
            expect_true(seats[i] <= t.joint.high[i]);
        }
        expect_true(is_fair(&t, seats));
    }
    close_trial(&t);
}

/* ---- what an alliance gains
 * ----------------------------------------------------- */

/* By D'Hondt two lists together never have fewer seats than apart, by Adams
   never more (Balinski and Young 1982, chapter 9). */
static void two_lists_gain_by_dhondt_and_lose_by_adams(cm_random *random)
{
    trial t;
    open_trial(&t, random, MOST, 1000000);
    t.alliances.n = 0;
    t.contest.n += 2;
    if (t.contest.n > MOST)
        t.contest.n = MOST;
    t.contest.method = cm_random_chance(random, 1, 2) ? CM_DHONDT : CM_ADAMS;
    t.contest.seats = t.contest.n + cm_random_below(random, 100);
    run(&t);
    bool open = t.joint.failed != NULL;
    uint64_t apart = 0, together = 0;
    for (uint32_t i = 0; !open && i < t.contest.n; i++)
        open |= t.joint.low[i] != t.joint.high[i];
    if (!open) {
        apart = t.joint.low[0] + t.joint.low[1];
        cm_joint_clear(&t.joint);
        t.alliances.n = 1;
        t.within[0] = CM_NO_ALLIANCE;
        for (uint32_t i = 0; i < t.contest.n; i++)
            t.of[i] = i < 2 ? 0 : CM_NO_ALLIANCE;
        run(&t);
        const cm_division *whole = t.joint.circles[0].divisions;
        open = t.joint.failed || whole->seating.n_tied;
        together = open ? 0 : whole->seating.certain[0];
    }
    if (!open && t.contest.method == CM_DHONDT)
        expect_true(together >= apart);
    else if (!open)
        expect_true(together <= apart);
    close_trial(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("the outcomes are all fair distributions and no others",
                      outcomes_are_all_fair_distributions, 20000),
        TEST_PROPERTY("one seat after the other gives an outcome",
                      one_after_the_other_gives_an_outcome, 300),
        TEST_PROPERTY("two lists gain by d'Hondt and lose by Adams",
                      two_lists_gain_by_dhondt_and_lose_by_adams, 1000),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
