/* poll: what is drawn, and what is said about it. */
#include "engine/apportion/posterior.h"
#include "support/asked.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LIST(...) ((const char *const[]){__VA_ARGS__})
#define GIVEN(...)                                                             \
    .votes = LIST(__VA_ARGS__),                                                \
    .n_votes = sizeof LIST(__VA_ARGS__) / sizeof(const char *)

/* ---- the draws ---------------------------------------------------------------------- */

enum { MOST = 7, DRAWS = 20000 };

typedef struct drawn {
    uint32_t n;
    uint64_t counts[MOST];
    double *shares; /* [draw][party], as parts of their sum */
} drawn;

static drawn draw_shares(uint32_t n, const uint64_t *counts)
{
    drawn d = {.n = n, .shares = malloc(sizeof(double) * DRAWS * n)};
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_posterior posterior;
    cm_stream stream = cm_stream_of(5);
    cm_arena_init(&arena, ctx->allocator);
    memcpy(d.counts, counts, n * sizeof *counts);
    expect_ok(cm_posterior_init(ctx, &arena, d.counts, n, &posterior));
    for (size_t i = 0; i < DRAWS; i++) {
        uint64_t shares[MOST];
        double sum = 0;
        expect_ok(cm_posterior_draw(ctx, &posterior, &stream, shares));
        uint64_t whole = 0;
        for (uint32_t k = 0; k < n; k++) {
            expect_true(shares[k] <= UINT64_C(1) << CM_SHARE_BITS);
            whole += shares[k];
            sum += (double)shares[k];
        }
        expect_true(n % 2 || whole == UINT64_C(1) << CM_SHARE_BITS);
        for (uint32_t k = 0; k < n; k++)
            d.shares[i * n + k] = (double)shares[k] / sum;
    }
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
    return d;
}

static void expect_near(double got, double want, double by)
{
    if (!(fabs(got - want) <= by))
        fail_msg("%.9f is not within %.9f of %.9f", got, by, want);
}

static const struct poll {
    const char *name;
    uint32_t n;
    uint64_t counts[MOST];
} polls[] = {
    {"two parties", 2, {30, 20}},
    {"nobody was asked", 2, {0, 0}},
    {"one voice", 3, {0, 0, 1}},
    {"an odd number of parties", 5, {40, 3, 0, 12, 1}},
    {"an even number of parties", 6, {400, 300, 50, 49, 0, 201}},
    {"parties without a voice at both ends", 7, {0, 0, 5, 1, 3, 0, 0}},
};

/* Mean a_i / a and covariance of Dirichlet(a_1, ...), a_i = c_i + 1/2. */
static void expect_moments(const drawn *d, double all)
{
    for (uint32_t i = 0; i < d->n; i++)
        for (uint32_t k = i; k < d->n; k++) {
            double a = (double)d->counts[i] + 0.5;
            double b = (double)d->counts[k] + 0.5;
            double mean = 0, product = 0;
            for (size_t t = 0; t < DRAWS; t++) {
                double own = d->shares[t * d->n + i];
                mean += own / DRAWS;
                product += own * d->shares[t * d->n + k] / DRAWS;
            }
            double variance = a * (all - a) / (all * all * (all + 1));
            expect_near(mean, a / all, 5 * sqrt(variance / DRAWS));
            /* E x_i x_k, whose own spread is that of a number in 0..1 */
            double want = a * (i == k ? a + 1 : b) / (all * (all + 1));
            expect_near(product, want, 5 * sqrt(want * (1 - want) / DRAWS));
        }
}

/* Pr(share of the first <= x) by Simpson's rule after x = sin^2, which takes
   the poles of the density away: 2 sin^(2a-1) cos^(2b-1). */
static double beta_at(double a, double b, double x)
{
    enum { STEPS = 20000 };
    double top = asin(sqrt(x)), part = 0, whole = 0;
    for (int side = 0; side < 2; side++) {
        double end = side ? asin(1.0) : top, sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double angle = end * i / STEPS;
            double f = pow(sin(angle), 2 * a - 1) * pow(cos(angle), 2 * b - 1);
            sum += f * (i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2);
        }
        *(side ? &whole : &part) = sum * end / (3 * STEPS);
    }
    return part / whole;
}

/* Each share by itself is Beta(c_i + 1/2, those of the others). */
static void expect_beta(const drawn *d, double all)
{
    for (uint32_t i = 0; i < d->n; i++)
        for (double x = 0.01; x < 1; x += 0.07) {
            double a = (double)d->counts[i] + 0.5;
            double want = beta_at(a, all - a, x), below = 0;
            for (size_t t = 0; t < DRAWS; t++)
                below += d->shares[t * d->n + i] <= x;
            /* five standard deviations, and what quadrature may be off by */
            expect_near(below / DRAWS, want,
                        5 * sqrt(fabs(want * (1 - want)) / DRAWS) + 1e-4);
        }
}

static void draws_are_those_of_the_distribution(void **state)
{
    const struct poll *row = *state;
    drawn d = draw_shares(row->n, row->counts);
    double all = row->n / 2.0;
    for (uint32_t i = 0; i < row->n; i++)
        all += (double)row->counts[i];
    expect_moments(&d, all);
    expect_beta(&d, all);
    free(d.shares);
}

/* ---- the answer ------------------------------------------------------------------------ */

static test_asked ask(comitia_seats seats, uint64_t draws)
{
    test_asked asked = {.ctx = test_ctx()};
    const comitia_question question = {
        .verb = COMITIA_POLL, .seats = &seats, .sample = draws};
    expect_ok(
        cm_ask_question(asked.ctx, NULL, &question, NULL, &asked.answer));
    asked.has_answer = true;
    return asked;
}

static double number_at(const test_asked *asked, const char *path)
{
    return strtod(test_at(asked, path), NULL);
}

/* Of two parties the majority of many seats is the majority of votes. */
static void a_majority_has_the_chance_of_the_beta_distribution(void **state)
{
    (void)state;
    test_asked asked = ask((comitia_seats){.method = "sainte-lague",
                                           .seats = "10001",
                                           .size = 100,
                                           GIVEN("A=53%", "B=47%"),
                                           .coalitions = LIST("A", "A+B"),
                                           .n_coalitions = 2},
                           4000);
    /* Dirichlet(53.5, 47.5, 0.5) without the others is Beta(53.5, 47.5) */
    double want = 1 - beta_at(53.5, 47.5, 0.5);
    expect_near(number_at(&asked, "sample.coalitions.0.majority.value"), want,
                0.02);
    expect_true(number_at(&asked, "sample.coalitions.0.majority.low") < want);
    expect_true(number_at(&asked, "sample.coalitions.0.majority.high") > want);
    /* together they have it always, and need not both */
    expect_text(test_at(&asked, "sample.coalitions.1.majority.value"), "1");
    expect_text(test_at(&asked, "sample.coalitions.1.minimal.value"), "0");
    expect_text(test_at(&asked, "certified"), "false");
    expect_text(test_at(&asked, "exact"), "false");
    test_asked_done(&asked);
}

/* The chance to enter is that of the share to be at the hurdle. */
static void a_party_enters_as_often_as_its_share_is_at_the_hurdle(void **state)
{
    (void)state;
    test_asked asked =
        ask((comitia_seats){.method = "dhondt",
                            .seats = "100",
                            .size = 1000,
                            .hurdle = "5%",
                            GIVEN("A=52%", "B=5.2%", "C=42.8%", "D=0%"),
                            .exempt = LIST("D"),
                            .n_exempt = 1},
            4000);
    double want = 1 - beta_at(52.5, 1002.5 - 52.5, 0.05);
    expect_near(number_at(&asked, "sample.parties.1.enters.value"), want, 0.04);
    expect_true(number_at(&asked, "sample.parties.1.enters.low") < want);
    expect_true(number_at(&asked, "sample.parties.1.enters.high") > want);
    expect_text(test_at(&asked, "sample.parties.0.enters.value"), "1");
    expect_text(test_at(&asked, "sample.parties.3.enters.value"), "1");
    expect_text(test_at(&asked, "sample.parties.1.asked"), "52");
    expect_text(test_at(&asked, "others"), "0");
    test_asked_done(&asked);
}

/* Two columns: whoever is minimal wins, and the reverse need not be. */
static void a_minimal_winner_needs_all_its_parties(void **state)
{
    (void)state;
    test_asked asked = ask(
        (comitia_seats){.method = "sainte-lague",
                        .seats = "100",
                        .size = 500,
                        GIVEN("A=45%", "B=30%", "C=25%"),
                        .coalitions = LIST("A+B", "B+C", "A+B+C"),
                        .n_coalitions = 3},
        500);
    double ab = number_at(&asked, "sample.coalitions.0.minimal.value");
    double bc = number_at(&asked, "sample.coalitions.1.minimal.value");
    double abc = number_at(&asked, "sample.coalitions.2.minimal.value");
    expect_true(ab > 0.9 && bc > 0.9);
    expect_true(ab <= number_at(&asked, "sample.coalitions.0.majority.value"));
    expect_true(bc <= number_at(&asked, "sample.coalitions.1.majority.value"));
    expect_true(abc < 0.05); /* needed only where halves are even */
    expect_text(test_at(&asked, "sample.coalitions.2.majority.value"), "1");
    test_asked_done(&asked);
}

/* "all" finds the sets that were named one by one, and says the same of them. */
static void all_coalitions_are_those_that_were_minimal(void **state)
{
    (void)state;
    const char *const sets[] = {"A",   "B",   "C",   "D",     "A+B",
                                "A+C", "A+D", "B+C", "B+D",   "C+D",
                                "A+B+C", "A+B+D", "A+C+D", "B+C+D", "A+B+C+D"};
    enum { N = sizeof sets / sizeof *sets };
    comitia_seats seats = {.method = "sainte-lague",
                           .seats = "40",
                           .size = 60,
                           .hurdle = "5%",
                           GIVEN("A=40%", "B=30%", "C=20%", "D=7%"),
                           .coalitions = sets,
                           .n_coalitions = N};
    test_asked named = ask(seats, 300);
    seats.coalitions = LIST("all");
    seats.n_coalitions = 1;
    test_asked all = ask(seats, 300);
    const comitia_value *one =
        comitia_value_get(comitia_value_get(named.answer.value, "sample"),
                          "coalitions");
    const comitia_value *other =
        comitia_value_get(comitia_value_get(all.answer.value, "sample"),
                          "coalitions");
    size_t minimal = 0, found = 0;
    for (size_t i = 0; i < N; i++) {
        const comitia_value *row = comitia_value_at(one, i);
        const comitia_value *names = comitia_value_get(row, "parties");
        minimal += strcmp(comitia_value_string(comitia_value_get(
                              comitia_value_get(row, "minimal"), "value")),
                          "0") != 0;
        for (size_t k = 0; k < comitia_value_count(other); k++) {
            const comitia_value *set = comitia_value_at(other, k);
            const comitia_value *same = comitia_value_get(set, "parties");
            bool equal = comitia_value_count(names) == comitia_value_count(same);
            for (size_t m = 0; equal && m < comitia_value_count(names); m++)
                equal = strcmp(comitia_value_string(comitia_value_at(names, m)),
                               comitia_value_string(
                                   comitia_value_at(same, m))) == 0;
            if (!equal)
                continue;
            found++;
            for (const char *const *key = LIST("majority", "minimal", NULL);
                 *key; key++)
                expect_text(comitia_value_string(comitia_value_get(
                                comitia_value_get(set, *key), "value")),
                            comitia_value_string(comitia_value_get(
                                comitia_value_get(row, *key), "value")));
        }
    }
    expect_true(minimal > 3);
    expect_u64(found, minimal);
    expect_u64(comitia_value_count(other), minimal);
    test_asked_done(&named);
    test_asked_done(&all);
}

static void no_seats_are_a_draw_without_a_majority(void **state)
{
    (void)state;
    test_asked asked = ask((comitia_seats){.method = "adams",
                                           .seats = "1",
                                           .size = 100,
                                           GIVEN("A=60%", "B=40%"),
                                           .coalitions = LIST("A+B"),
                                           .n_coalitions = 1},
                           10);
    expect_text(test_at(&asked, "sample.without_seats"), "10");
    expect_text(test_at(&asked, "sample.coalitions.0.majority.value"), "0");
    test_asked_done(&asked);
}

static void rounded_shares_are_parts_of_their_sum(void **state)
{
    (void)state;
    test_asked asked = ask((comitia_seats){.method = "dhondt",
                                           .seats = "9",
                                           .size = 202,
                                           GIVEN("A=61%", "B=40%")},
                           1);
    expect_text(test_at(&asked, "sum"), "101/100");
    expect_text(test_at(&asked, "sample.parties.0.asked"), "122");
    expect_text(test_at(&asked, "sample.parties.1.asked"), "80");
    test_asked_done(&asked);
}

static const struct refusal {
    const char *name;
    comitia_seats seats;
    const char *code, *says;
} refusals[] = {
    {"shares that no rounding explains",
     {.method = "dhondt", .seats = "9", .size = 9, GIVEN("A=61%", "B=45%")},
     "C0112", "more than rounding explains"},
    {"a share without its sign",
     {.method = "dhondt", .seats = "9", .size = 9, GIVEN("A=61")},
     "C0113", "such as 33.5%"},
    {"a hurdle in votes",
     {.method = "dhondt", .seats = "9", .size = 9, GIVEN("A=61%"),
      .hurdle = "5"},
     "C0112", "a share is needed"},
    {"a coalition with somebody unknown",
     {.method = "dhondt", .seats = "9", .size = 9, GIVEN("A=61%"),
      .coalitions = LIST("A+B"), .n_coalitions = 1},
     "C0202", "no party is called B"},
    {"a coalition with somebody twice",
     {.method = "dhondt", .seats = "9", .size = 9, GIVEN("A=61%"),
      .coalitions = LIST("A+A"), .n_coalitions = 1},
     "C0203", "A stands twice"},
    {"a majority of more than all",
     {.method = "dhondt", .seats = "9", .size = 9, GIVEN("A=61%"),
      .majority = "10"},
     "C0106", "cannot be"},
    {"nobody has a share",
     {.method = "dhondt", .seats = "9", .size = 9, GIVEN("A=0%")},
     "C0112", "nobody has a share"},
};

static void refusal_says_why(void **state)
{
    const struct refusal *row = *state;
    test_asked asked = ask(row->seats, 5);
    expect_text(test_at(&asked, "exit"), "64");
    expect_text(test_at(&asked, "diagnostics.0.code"), row->code);
    const char *message = test_at(&asked, "diagnostics.0.message");
    if (!strstr(message, row->says))
        fail_msg("\"%s\" does not say \"%s\"", message, row->says);
    test_asked_done(&asked);
}

enum {
    N_POLLS = sizeof polls / sizeof *polls,
    N_REFUSALS = sizeof refusals / sizeof *refusals,
    N_OTHERS = 6
};

int main(void)
{
    struct CMUnitTest tests[N_POLLS + N_REFUSALS + N_OTHERS] = {
        cmocka_unit_test(a_majority_has_the_chance_of_the_beta_distribution),
        cmocka_unit_test(a_party_enters_as_often_as_its_share_is_at_the_hurdle),
        cmocka_unit_test(a_minimal_winner_needs_all_its_parties),
        cmocka_unit_test(all_coalitions_are_those_that_were_minimal),
        cmocka_unit_test(no_seats_are_a_draw_without_a_majority),
        cmocka_unit_test(rounded_shares_are_parts_of_their_sum),
    };
    size_t n = N_OTHERS;
    for (size_t i = 0; i < N_POLLS; i++) {
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            polls[i].name, draws_are_those_of_the_distribution, &polls[i]);
    }
    for (size_t i = 0; i < N_REFUSALS; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            refusals[i].name, refusal_says_why, &refusals[i]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
