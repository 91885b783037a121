/* --sample: what a frequency says, and what is drawn. */
#include "engine/game/power_sample.h"
#include "engine/numbers/confidence.h"
#include "engine/numbers/stream.h"
#include "support/asked.h"
#include "support/questions.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- ends of intervals ------------------------------------------------------------- */

static double number_of(mpq_srcptr q)
{
    return mpq_get_d(q);
}

static void expect_between(double got, double low, double high)
{
    if (!(low <= got && got <= high))
        fail_msg("%.12f is not in %.12f..%.12f", got, low, high);
}

static void nothing_seen_in_a_thousand_is_below_one_in_188(void **state)
{
    (void)state;
    mpq_t low, high;
    mpq_inits(low, high, NULL);
    cm_frequency_ends((cm_frequency){0, 1000, 1}, low, high);
    expect_true(mpq_sgn(low) == 0);
    /* 1 - 200^(-1/1000) */
    expect_between(number_of(high), 0.005284306039, 0.005284306041);
    cm_frequency_ends((cm_frequency){1000, 1000, 1}, low, high);
    expect_true(mpq_cmp_ui(high, 1, 1) == 0);
    expect_between(number_of(low), 1 - 0.005284306041, 1 - 0.005284306039);
    mpq_clears(low, high, NULL);
}

/* (p / m)^hits ((1 - p) / (1 - m))^misses <= 200^-parts, in integers. */
static bool excluded(cm_frequency f, mpq_srcptr p)
{
    unsigned long trials = (unsigned long)(f.draws * f.parts);
    unsigned long hits = (unsigned long)f.hits, misses = trials - hits;
    mpz_t left, right, part;
    mpz_inits(left, right, part, NULL);
    mpz_ui_pow_ui(left, trials, trials);
    mpz_pow_ui(part, mpq_numref(p), hits);
    mpz_mul(left, left, part);
    mpz_sub(part, mpq_denref(p), mpq_numref(p));
    mpz_pow_ui(part, part, misses);
    mpz_mul(left, left, part);
    mpz_ui_pow_ui(part, 200, (unsigned long)f.parts);
    mpz_mul(left, left, part);
    mpz_pow_ui(right, mpq_denref(p), trials);
    mpz_ui_pow_ui(part, hits, hits);
    mpz_mul(right, right, part);
    mpz_ui_pow_ui(part, misses, misses);
    mpz_mul(right, right, part);
    bool yes = mpz_cmp(left, right) <= 0;
    mpz_clears(left, right, part, NULL);
    return yes;
}

static void ends_are_the_last_that_are_excluded(void **state)
{
    (void)state;
    mpq_t low, high, step, inner;
    mpq_inits(low, high, step, inner, NULL);
    mpq_set_ui(step, 1, 1000000);
    mpz_ui_pow_ui(mpq_denref(step), 10, 11);
    for (uint64_t draws = 1; draws < 60; draws += 7)
        for (uint64_t parts = 1; parts < 4; parts++)
            for (uint64_t hits = 0; hits <= draws * parts; hits++) {
                const cm_frequency f = {hits, draws, parts};
                cm_frequency_ends(f, low, high);
                expect_true(mpq_cmp(low, high) < 0);
                expect_true(hits == 0 || excluded(f, low));
                expect_true(hits == draws * parts || excluded(f, high));
                mpq_add(inner, low, step);
                expect_true(!excluded(f, inner));
                mpq_sub(inner, high, step);
                expect_true(!excluded(f, inner));
            }
    mpq_clears(low, high, step, inner, NULL);
}

/* For n coins of chance p, exactly how likely an interval is that misses p. */
static void expect_coverage(unsigned long n, unsigned long num,
                            unsigned long den)
{
    mpq_t p, low, high;
    mpz_t missed, all, term, part;
    mpq_inits(p, low, high, NULL);
    mpz_inits(missed, all, term, part, NULL);
    mpq_set_ui(p, num, den);
    for (unsigned long hits = 0; hits <= n; hits++) {
        cm_frequency_ends((cm_frequency){hits, n, 1}, low, high);
        if (mpq_cmp(low, p) <= 0 && mpq_cmp(p, high) <= 0)
            continue;
        mpz_bin_uiui(term, n, hits);
        mpz_ui_pow_ui(part, num, hits);
        mpz_mul(term, term, part);
        mpz_ui_pow_ui(part, den - num, n - hits);
        mpz_mul(term, term, part);
        mpz_add(missed, missed, term);
    }
    mpz_mul_ui(missed, missed, 100);
    mpz_ui_pow_ui(all, den, n);
    expect_true(mpz_cmp(missed, all) <= 0);
    mpq_clears(p, low, high, NULL);
    mpz_clears(missed, all, term, part, NULL);
}

static void intervals_miss_at_most_once_in_a_hundred_times(void **state)
{
    (void)state;
    for (unsigned long num = 0; num <= 97; num++) {
        expect_coverage(1, num, 97);
        expect_coverage(20, num, 97);
        expect_coverage(150, num, 97);
    }
}

/* ---- streams ----------------------------------------------------------------------- */

static void a_stream_is_the_published_one(void **state)
{
    (void)state;
    /* xoshiro256** from the state 1, 2, 3, 4, as in its reference program */
    cm_stream stream = {{1, 2, 3, 4}};
    expect_u64(cm_stream_next(&stream), 11520);
    expect_u64(cm_stream_next(&stream), 0);
    expect_u64(cm_stream_next(&stream), 1509978240);
    expect_u64(cm_stream_next(&stream), UINT64_C(1215971899390074240));
}

static void heads_are_counted(void **state)
{
    (void)state;
    for (uint64_t n = 0; n < 200; n++) {
        cm_stream a = cm_stream_of(n), b = a;
        uint64_t want = 0;
        for (uint64_t left = n; left; left -= left < 64 ? left : 64) {
            uint64_t bits = cm_stream_next(&b);
            for (unsigned i = 0; i < (left < 64 ? left : 64); i++)
                want += bits >> (63 - i) & 1;
        }
        expect_u64(cm_stream_heads(&a, n), want);
    }
}

/* ---- what is drawn contains what is counted ------------------------------------------ */

/* An exact number or a decimal. */
static void read_number(const char *text, mpq_ptr q)
{
    expect_true(cm_number_read(text, strlen(text), q));
}

static void expect_contains(const test_asked *drawn, const char *path,
                            const char *exact)
{
    char place[128];
    mpq_t low, high, value;
    mpq_inits(low, high, value, NULL);
    snprintf(place, sizeof place, "%s.low", path);
    read_number(test_at(drawn, place), low);
    snprintf(place, sizeof place, "%s.high", path);
    read_number(test_at(drawn, place), high);
    read_number(exact, value);
    if (mpq_cmp(low, value) > 0 || mpq_cmp(value, high) > 0)
        fail_msg("%s is not in %s", exact, path);
    mpq_clears(low, high, value, NULL);
}

static const struct model {
    const char *name, *text, *subject;
    bool free_all;
    comitia_participation otherwise;
    bool three;
} models[] = {
    {"drawn indices of one weighted rule contain the exact ones",
     "body B\n  members with w A 50 C 30 D 20 E 15 F 15\n"
     "act O by B needs at least 70 of w\n",
     "O", false, COMITIA_OPPOSE, false},
    {"drawn indices of two rules contain the exact ones",
     "body B\n  members with w A 50 C 30 D 20 E 15 F 15\n"
     "act O by B needs at least 70 of w and at least 3 of members\n",
     "O", false, COMITIA_OPPOSE, false},
    {"drawn indices of free seats contain the exact ones",
     "body H\n  party R 9\n  party Q 4\nbody S\n  party T 5\nactor P\n"
     "act HB by H needs more than half of members\n"
     "act SB by S needs more than half of members\nact Sign by P\n"
     "act HA by H needs at least 2/3 of members\n"
     "act SA by S needs at least 2/3 of members\n"
     "outcome O when HB and SB and (Sign or (HA and SA))\n",
     "O", true, COMITIA_OPPOSE, false},
    {"drawn indices against the worst contain the exact ones",
     "body B\n  party A 4\n  party C 3\n  party D 2\n  party E 2\n"
     "fact F\n"
     "act V by B\n  quorum at least 6 of members\n"
     "  needs more than half of votes cast\n"
     "actor P\nact W by P\noutcome O when V or (W and F)\n",
     "O", false, COMITIA_WORST, false},
    {"three drawn ballots under votes cast contain the exact indices",
     "body B\n  members with w A 50 C 30 D 20 E 15 F 15\n"
     "act O by B needs more than half of w cast\n",
     "O", false, COMITIA_OPPOSE, true},
    {"three drawn ballots of free seats contain the exact indices",
     "body H\n  party R 9\n  party Q 4\nbody S\n  party T 5\nactor P\n"
     "act HB by H needs more than half of votes cast quorum at least 3 of "
     "members\n"
     "act SB by S needs more than half of members\nact Sign by P\n"
     "act HA by H needs at least 2/3 of members\n"
     "act SA by S needs at least 2/3 of votes cast\n"
     "outcome O when HB and SB and (Sign or (HA and SA))\n",
     "O", true, COMITIA_OPPOSE, true},
    {"three drawn ballots in each case contain the exact indices",
     "body B\n  party A 4\n  party C 3\n  party D 2\n  party E 2\nfact F\n"
     "act V by B needs more than half of votes cast if F otherwise at least "
     "2/3 of members\nactor P\nact W by P\noutcome O when V and not W\n",
     "O", false, COMITIA_OPPOSE, true},
    {"three drawn ballots of a double majority contain the exact indices",
     "body B\n  members with w A 50 C 30 D 20 E 15 F 15\n"
     "act O by B needs more than half of w cast and more than half of members\n",
     "O", false, COMITIA_OPPOSE, true},
};

static void what_is_drawn_contains_what_is_counted(void **state)
{
    const struct model *m = *state;
    static const char *const all[] = {"all"};
    comitia_question q = {.verb = COMITIA_POWER,
                          .names = &m->subject,
                          .n_names = 1,
                          .free = all,
                          .n_free = m->free_all,
                          .otherwise = m->otherwise,
                          .three_ballots = m->three};
    test_asked counted = test_about(m->text, NULL);
    test_asked drawn = test_about(m->text, NULL);
    test_question_of(&counted, q);
    q.sample = 3000;
    test_question_of(&drawn, q);
    expect_text(test_at(&drawn, "exact"), "false");
    expect_text(test_at(&drawn, "certified"), "false");
    unsigned rows = 0;
    for (unsigned c = 0; c < 2; c++)
        for (unsigned i = 0; i < 8; i++) {
            static const char *const keys[] = {"banzhaf_absolute", "shapley"};
            for (unsigned k = 0; k < 2; k++) {
                char path[96], place[96];
                snprintf(path, sizeof path, "cases.%u.indices.%u.%s", c, i,
                         keys[k]);
                const char *exact = test_at(&counted, path);
                if (!exact)
                    continue;
                rows++;
                expect_true(strcmp(exact, "null") != 0);
                expect_text(test_at(&drawn, path), "null");
                snprintf(place, sizeof place, "cases.%u.sample.players.%u.%s",
                         c, i, keys[k]);
                char copy[200];
                snprintf(copy, sizeof copy, "%s", exact);
                expect_contains(&drawn, place, copy);
            }
        }
    expect_true(rows >= (m->three ? 4 : 8));
    test_asked_done(&counted);
    test_asked_done(&drawn);
}

static void swings_for_alone_are_not_drawn(void **state)
{
    (void)state;
    static const char *const o[] = {"O"}, *const index[] = {"swings_for"};
    test_asked asked = test_about(models[0].text, NULL);
    test_question_of(&asked, (comitia_question){.verb = COMITIA_POWER,
                                                .names = o,
                                                .n_names = 1,
                                                .indices = index,
                                                .n_indices = 1,
                                                .three_ballots = true,
                                                .sample = 100});
    expect_true(test_has_code(&asked, "C0112"));
    expect_text(test_at(&asked, "exit"), "64");
    test_asked_done(&asked);
}

/* ---- chance -------------------------------------------------------------------------- */

static const char likely[] =
    "fact F 1/3\nfact G one of X 1/7, Y 2/7, Z 4/7\n"
    "body B\n  party P 3\n  party Q 2\n"
    "act V by B needs more than half of members\n"
    "forecast V: P 2/3 each, Q 1/2 as one\n"
    "outcome O when (V and F) or G is Y\n";

static void a_drawn_chance_contains_the_exact_one(void **state)
{
    (void)state;
    static const char *const o[] = {"O"};
    comitia_question q = {.verb = COMITIA_CHANCE, .names = o, .n_names = 1};
    test_asked asked = test_about(likely, NULL);
    test_question_of(&asked, q);
    char exact[100];
    snprintf(exact, sizeof exact, "%s", test_at(&asked, "low"));
    expect_text(test_at(&asked, "high"), exact);
    q.sample = 5000;
    test_question_of(&asked, q);
    expect_contains(&asked, "sample", exact);
    expect_text(test_at(&asked, "low"), "null");
    expect_text(test_at(&asked, "high_decimal"), "null");
    expect_text(test_at(&asked, "exact"), "false");
    expect_text(test_at(&asked, "certified"), "false");
    test_asked_done(&asked);
}

static void a_chance_of_what_is_free_is_not_drawn(void **state)
{
    (void)state;
    static const char *const o[] = {"O"};
    test_asked asked = test_about("fact F 1/3\nfact G\n"
                                  "outcome O when F or G\n", NULL);
    test_question_of(&asked, (comitia_question){.verb = COMITIA_CHANCE,
                                                .names = o,
                                                .n_names = 1,
                                                .sample = 100});
    expect_true(test_has_code(&asked, "C0112"));
    expect_text(test_at(&asked, "exit"), "64");
    expect_true(test_at(&asked, "sample") == NULL);
    test_asked_done(&asked);
}

/* ---- limits ----------------------------------------------------------------------------- */

#define WEIGHTS                                                                \
    .verb = COMITIA_POWER, .quota = "58",                                      \
    .weights = (const char *const[]){"50", "30", "20", "15"}, .n_weights = 4

static void too_many_draws_are_refused(void **state)
{
    (void)state;
    static const uint64_t many[] = {1000000000, UINT64_MAX};
    static const char *const o[] = {"O"};
    for (size_t i = 0; i < 2; i++) {
        test_asked asked = test_about(likely, NULL);
        test_question_of(&asked, (comitia_question){WEIGHTS, .sample = many[i]});
        expect_text(test_at(&asked, "exit"), "69");
        expect_true(test_has_code(&asked, "C0701"));
        test_question_of(&asked,
                         (comitia_question){.verb = COMITIA_CHANCE,
                                            .names = o,
                                            .n_names = 1,
                                            .limit = 1000000,
                                            .sample = many[i]});
        expect_text(test_at(&asked, "exit"), "69");
        test_asked_done(&asked);
    }
}

static int stop(void *user, const char *doing, uint64_t steps, uint64_t limit)
{
    (void)steps;
    (void)limit;
    const char **said = user;
    *said = doing;
    return 1;
}

static void a_caller_can_stop_the_draws(void **state)
{
    (void)state;
    static const char *const o[] = {"O"};
    const char *doing = "";
    const comitia_question questions[] = {
        {WEIGHTS, .sample = 10000000},
        {.verb = COMITIA_CHANCE, .names = o, .n_names = 1, .sample = 1000000},
    };
    for (size_t i = 0; i < 2; i++) {
        test_asked asked = test_about(likely, NULL);
        cm_answer answer;
        comitia_ctx_on_progress(asked.ctx, stop, &doing);
        expect_status(cm_ask_question(asked.ctx,
                                      (const cm_model *)asked.model,
                                      &questions[i], NULL, &answer),
                      COMITIA_E_CANCELLED);
        expect_text(doing, i ? "drawing what happens" : "drawing coalitions");
        test_asked_done(&asked);
    }
}

static void an_index_that_is_not_drawn_is_refused(void **state)
{
    (void)state;
    test_asked asked = test_about("", NULL);
    static const char *const holler[] = {"holler"};
    test_question_of(&asked,
                     (comitia_question){WEIGHTS, .sample = 10,
                                        .indices = holler, .n_indices = 1});
    expect_text(test_at(&asked, "exit"), "64");
    expect_true(test_has_code(&asked, "C0112"));
    test_asked_done(&asked);
}

static void what_else_is_asked_changes_nothing(void **state)
{
    (void)state;
    static const char path[] = "cases.0.sample.players.1.shapley.value";
    static const char *const shapley[] = {"shapley"};
    test_asked asked = test_about("", NULL);
    char both[40];
    test_question_of(&asked, (comitia_question){WEIGHTS, .sample = 500});
    snprintf(both, sizeof both, "%s", test_at(&asked, path));
    test_question_of(&asked,
                     (comitia_question){WEIGHTS, .sample = 500,
                                        .indices = shapley, .n_indices = 1});
    expect_text(test_at(&asked, path), both);
    expect_true(!test_at(&asked, "cases.0.sample.players.1.banzhaf_absolute"));
    test_asked_done(&asked);
}

/* ---- by the definition -------------------------------------------------------------------- */

static comitia_status by_table(void *user, const uint64_t *in, bool *wins)
{
    const cm_weighted *rule = user;
    uint64_t sum = 0;
    for (uint32_t c = 0; c < rule->n; c++)
        sum += in[c] * mpz_get_ui(rule->weight[c]);
    *wins = sum >= mpz_get_ui(rule->quota);
    return COMITIA_OK;
}

/* The same coalitions again, every player tried. */
static void count_again(const cm_weighted *rule, uint64_t draws, uint64_t *swings)
{
    cm_stream stream = cm_stream_of(1);
    uint64_t in[8];
    for (uint64_t i = 0; i < draws; i++) {
        bool wins, other;
        for (uint32_t c = 0; c < rule->n; c++)
            in[c] = cm_stream_heads(&stream, rule->units[c]);
        (void)by_table((void *)(uintptr_t)rule, in, &wins);
        for (uint32_t c = 0; c < rule->n; c++) {
            uint64_t k = wins ? in[c] : rule->units[c] - in[c];
            if (k == 0)
                continue;
            in[c] += wins ? UINT64_MAX : 1;
            (void)by_table((void *)(uintptr_t)rule, in, &other);
            in[c] += wins ? 1 : UINT64_MAX;
            swings[c] += other != wins ? k : 0;
        }
    }
}

static void halving_finds_every_swing(void **state)
{
    (void)state;
    static const uint64_t units[] = {1, 3, 0, 1, 2, 1, 5};
    static const unsigned long weights[] = {9, 4, 7, 0, 3, 2, 1};
    mpz_t weight[7], quota;
    mpz_init(quota);
    for (int c = 0; c < 7; c++)
        mpz_init_set_ui(weight[c], weights[c]);
    cm_ctx *ctx = test_ctx();
    for (unsigned long q = 1; q < 36; q += 3) {
        mpz_set_ui(quota, q);
        const cm_weighted rule = {7, units, (const mpz_t *)weight, quota};
        uint64_t again[7] = {0};
        cm_arena arena;
        cm_drawn drawn;
        cm_arena_init(&arena, ctx->allocator);
        expect_ok(cm_power_draw_weighted(ctx, &arena, &rule, 400,
                                         CM_PART_SWINGS | CM_PART_SHAPLEY,
                                         &drawn));
        count_again(&rule, 400, again);
        uint64_t pivots = 0;
        for (int c = 0; c < 7; c++) {
            expect_u64(drawn.swings[c], again[c]);
            pivots += drawn.pivots[c];
        }
        expect_u64(pivots, q <= 9 + 12 + 6 + 2 + 5 ? 400 : 0);
        cm_arena_clear(&arena);
    }
    for (int c = 0; c < 7; c++)
        mpz_clear(weight[c]);
    mpz_clear(quota);
    test_ctx_done(ctx);
}

/* Weights of more than 64 bits are added as they are. */
static void huge_weights_draw_the_same(void **state)
{
    (void)state;
    test_asked small = test_about("", NULL), huge = test_about("", NULL);
    test_question_of(&small, (comitia_question){WEIGHTS, .sample = 700});
    test_question_of(
        &huge,
        (comitia_question){.verb = COMITIA_POWER, .sample = 700,
                           .quota = "58000000000000000000000000000000000001",
                           .weights = (const char *const[]){
                               "50000000000000000000000000000000000001",
                               "30000000000000000000000000000000000001",
                               "20000000000000000000000000000000000001",
                               "15000000000000000000000000000000000001"},
                           .n_weights = 4});
    for (unsigned i = 0; i < 4; i++) {
        char path[80], value[40];
        snprintf(path, sizeof path,
                 "cases.0.sample.players.%u.banzhaf_absolute.value", i);
        snprintf(value, sizeof value, "%s", test_at(&small, path));
        expect_text(test_at(&huge, path), value);
    }
    test_asked_done(&small);
    test_asked_done(&huge);
}

/* ---- the same bytes ------------------------------------------------------------------------- */

static void two_draws_print_the_same_bytes(void **state)
{
    (void)state;
    const test_question question = {NULL, {WEIGHTS, .sample = 1000}};
    test_text texts[2] = {{0}, {0}};
    for (int i = 0; i < 2; i++) {
        comitia_ctx *ctx = NULL;
        expect_ok(comitia_ctx_new(NULL, &ctx));
        expect_ok(test_ask(ctx, NULL, &question, COMITIA_TEXT, &texts[i]));
        expect_ok(test_ask(ctx, NULL, &question, COMITIA_JSON, &texts[i]));
        comitia_ctx_free(ctx);
    }
    expect_text(texts[0].bytes, texts[1].bytes);
    expect_true(strstr(texts[0].bytes,
                       "sample of 1,000 draws, 99 % confidence") != NULL);
    free(texts[0].bytes);
    free(texts[1].bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_seen_in_a_thousand_is_below_one_in_188),
        cmocka_unit_test(ends_are_the_last_that_are_excluded),
        cmocka_unit_test(intervals_miss_at_most_once_in_a_hundred_times),
        cmocka_unit_test(a_stream_is_the_published_one),
        cmocka_unit_test(heads_are_counted),
        TEST_ROW(models[0].name, what_is_drawn_contains_what_is_counted,
                 &models[0]),
        TEST_ROW(models[1].name, what_is_drawn_contains_what_is_counted,
                 &models[1]),
        TEST_ROW(models[2].name, what_is_drawn_contains_what_is_counted,
                 &models[2]),
        TEST_ROW(models[3].name, what_is_drawn_contains_what_is_counted,
                 &models[3]),
        TEST_ROW(models[4].name, what_is_drawn_contains_what_is_counted,
                 &models[4]),
        TEST_ROW(models[5].name, what_is_drawn_contains_what_is_counted,
                 &models[5]),
        TEST_ROW(models[6].name, what_is_drawn_contains_what_is_counted,
                 &models[6]),
        TEST_ROW(models[7].name, what_is_drawn_contains_what_is_counted,
                 &models[7]),
        cmocka_unit_test(swings_for_alone_are_not_drawn),
        cmocka_unit_test(a_drawn_chance_contains_the_exact_one),
        cmocka_unit_test(a_chance_of_what_is_free_is_not_drawn),
        cmocka_unit_test(too_many_draws_are_refused),
        cmocka_unit_test(a_caller_can_stop_the_draws),
        cmocka_unit_test(an_index_that_is_not_drawn_is_refused),
        cmocka_unit_test(what_else_is_asked_changes_nothing),
        cmocka_unit_test(halving_finds_every_swing),
        cmocka_unit_test(huge_weights_draw_the_same),
        cmocka_unit_test(two_draws_print_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
