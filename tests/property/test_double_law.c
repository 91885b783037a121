/* Games found to be a rule on two sums, or one: it is what a coalition forces,
 * asked coalition by coalition of the rule as it stands. */
#include "engine/game/game_double.h"
#include "engine/game/game_linear.h"
#include "lang/read.h"
#include "support/test_ctx.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MEMBERS = 6 };

typedef struct text {
    char at[2000];
    size_t n;
} text;

static void put(text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    t->n += (size_t)vsnprintf(t->at + t->n, sizeof t->at - t->n, format, args);
    va_end(args);
    expect_true(t->n < sizeof t->at);
}

/* ---- a random rule ------------------------------------------------------- */

static void put_quota(text *t, cm_random *random, bool backward)
{
    static const char *const bases[] = {"members", "w", "members in G",
                                        "w present"};
    const char *base = bases[cm_random_below(random, 7) / 2];
    unsigned share = 1 + (unsigned)cm_random_below(random, 98);
    const char *compare = cm_random_chance(random, 1, 2)
                              ? (backward ? "at most" : "at least")
                              : (backward ? "fewer than" : "more than");
    if (!backward && cm_random_chance(random, 1, 8)) {
        put(t, "all but %u of %s", 1 + (unsigned)cm_random_below(random, 3),
            base == bases[1] || base == bases[3] ? "members" : base);
        return;
    }
    put(t, "%s %u%% of %s", compare, share, base);
    if (!backward && cm_random_chance(random, 1, 6) &&
        strstr(base, "present") == NULL)
        put(t, " not against");
}

static void put_rule(text *t, cm_random *random, unsigned depth, bool backward)
{
    unsigned parts = 2 + (unsigned)cm_random_below(random, 2);
    unsigned kind = (unsigned)cm_random_below(random, 3);
    if (depth == 0) {
        put_quota(t, random, backward);
        return;
    }
    if (kind == 2)
        put(t, "at least %u of ", 1 + (unsigned)cm_random_below(random, parts));
    put(t, "(");
    for (unsigned k = 0; k < parts; k++) {
        if (k)
            put(t, kind == 0 ? " and " : kind == 1 ? " or " : ", ");
        put_rule(t, random, cm_random_chance(random, 1, 2) ? depth - 1 : 0,
                 backward);
    }
    put(t, ")");
}

/* Members of any weight, or (without random) of 1, 2, 3 ... */
static void put_members(text *t, cm_random *random)
{
    put(t, "body B\n");
    for (unsigned i = 0; i < MEMBERS; i++)
        put(t, "  member M%u with w %u\n", i,
            random ? (unsigned)cm_random_below(random, 9) : i + 1);
    put(t, "  group G M0, M1, M2\nact A by B needs ");
}

static void put_model(text *t, cm_random *random, bool one_quota)
{
    bool backward = cm_random_chance(random, 1, 4);
    put_members(t, random);
    put_rule(t, random,
             one_quota ? 0 : 1 + (unsigned)cm_random_below(random, 2),
             backward);
    put(t, "\noutcome O when %sA\n",
        cm_random_chance(random, 1, 3) ? "not " : "");
}

/* ---- the game ------------------------------------------------------------ */

typedef struct sample {
    cm_ctx *ctx;
    cm_arena arena;
    cm_model *model;
    cm_law *law;
    cm_game *game;
} sample;

static void sample_read(sample *s, const text *t,
                        comitia_participation otherwise)
{
    cm_world *world;
    const cm_world_options options = {.otherwise = otherwise};
    s->ctx = test_ctx();
    cm_ctx_begin(s->ctx, 0);
    cm_arena_init(&s->arena, s->ctx->allocator);
    expect_ok(cm_read(s->ctx, "m.comitia", t->at, t->n, NULL, &s->model));
    if (s->model->diags.n_errors)
        fail_msg("errors in: %s", t->at);
    expect_ok(cm_world_new(s->ctx, &s->arena, s->model, &options, &world));
    const cm_cond *what = cm_cond_of(&s->arena, CM_COND_OUTCOME, 0, 0, 0);
    expect_true(what != NULL);
    expect_ok(cm_law_new(s->ctx, &s->arena, world, &what, 1, NULL, &s->law));
    expect_ok(cm_game_new(s->law, what, &s->game));
}

static void sample_open(sample *s, cm_random *random, bool one_quota)
{
    text t = {.n = 0};
    put_model(&t, random, one_quota);
    sample_read(s, &t,
                cm_random_chance(random, 2, 3)   ? COMITIA_OPPOSE
                : cm_random_chance(random, 1, 2) ? COMITIA_ABSENT
                                                 : COMITIA_WORST);
}

static void sample_close(sample *s)
{
    cm_game_clear(s->game);
    cm_law_clear(s->law);
    cm_arena_clear(&s->arena);
    cm_model_free(s->model);
    test_ctx_done(s->ctx);
}

/* The next vector of how many of each class are in; false behind the last. */
static bool next(const cm_game *game, uint64_t *in)
{
    for (uint32_t c = 0; c < game->n_classes; c++) {
        if (in[c]++ < game->classes[c].units)
            return true;
        in[c] = 0;
    }
    return false;
}

static void compare(sample *s, const cm_double *rule)
{
    uint64_t in[MEMBERS] = {0};
    do {
        uint64_t weight = 0, count = 0;
        bool yes;
        for (uint32_t c = 0; c < s->game->n_classes; c++) {
            count += in[c] * rule->count[c];
            weight += in[c] * rule->weight[c];
        }
        expect_ok(cm_game_at(s->game, 0, in, false, &yes));
        expect_true(yes == (weight >= rule->need[count]));
    } while (next(s->game, in));
    for (uint32_t t = 0; t < rule->total_count; t++)
        expect_true(rule->need[t + 1] <= rule->need[t]);
}

static bool try_one(cm_random *random)
{
    sample s = {0};
    cm_game_double found = {0};
    bool is_double = false;
    sample_open(&s, random, false);
    if (!s.game->refusal.code)
        expect_ok(cm_game_double_find(s.game, 0, &is_double, &found));
    if (is_double)
        compare(&s, &found.rule);
    sample_close(&s);
    return is_double;
}

static void what_is_found_is_the_rule(cm_random *random)
{
    unsigned found = 0;
    for (unsigned k = 0; k < 20; k++)
        found += try_one(random);
    expect_true(found > 0);
}

/* ---- one quota ------------------------------------------------------------
 */

static void compare_sums(sample *s, const cm_weighted *rule)
{
    uint64_t in[MEMBERS] = {0};
    mpz_t sum;
    mpz_init(sum);
    do {
        bool yes;
        mpz_set_ui(sum, 0);
        for (uint32_t c = 0; c < s->game->n_classes; c++)
            mpz_addmul_ui(sum, rule->weight[c], (unsigned long)in[c]);
        expect_ok(cm_game_at(s->game, 0, in, false, &yes));
        expect_true(yes == (mpz_cmp(sum, rule->quota) >= 0));
    } while (next(s->game, in));
    mpz_clear(sum);
}

static bool try_sum(cm_random *random)
{
    sample s = {0};
    cm_game_rule found = {0};
    bool is_rule = false;
    sample_open(&s, random, true);
    if (!s.game->refusal.code && s.game->n_classes)
        expect_ok(cm_game_linear(s.game, 0, &is_rule, &found));
    if (is_rule) {
        compare_sums(&s, &found.rule);
        cm_game_rule_clear(&found);
    }
    sample_close(&s);
    return is_rule;
}

static void one_quota_is_its_sum(cm_random *random)
{
    unsigned found = 0;
    for (unsigned k = 0; k < 20; k++)
        found += try_sum(random);
    expect_true(found > 0);
}

/* ---- kinds of rules ------------------------------------------------------ */

static const struct kind {
    const char *name, *rule;
    bool found;
} kinds[] = {
    {"members and votes are two sums",
     "more than half of members and at least 2/3 of w", true},
    {"three quotas on two sums are a staircase",
     "(at least 3 of members and at least 2/3 of w) or all of members", true},
    {"two of three quotas are a staircase",
     "at least 2 of (at least half of members, at least 2/3 of w, all of w)",
     true},
    {"a group besides is a third sum",
     "more than half of members and at least 2/3 of w and at least 1 of "
     "members in G",
     false},
    {"a consent is no sum of these",
     "more than half of members and consent of "
     "M0",
     false},
};

static void kind_is_told(void **state)
{
    const struct kind *k = *state;
    text t = {.n = 0};
    sample s = {0};
    cm_game_double found;
    bool is_double;
    put_members(&t, NULL);
    put(&t, "%s\noutcome O when A\n", k->rule);
    sample_read(&s, &t, COMITIA_OPPOSE);
    expect_ok(cm_game_double_find(s.game, 0, &is_double, &found));
    expect_true(is_double == k->found);
    sample_close(&s);
}

int main(void)
{
    enum { N_KINDS = sizeof kinds / sizeof *kinds };
    struct CMUnitTest tests[N_KINDS + 2] = {
        TEST_PROPERTY("what is found is the rule", what_is_found_is_the_rule,
                      60),
        TEST_PROPERTY("one quota is its sum", one_quota_is_its_sum, 60)};
    for (size_t i = 0; i < N_KINDS; i++)
        tests[i + 2] =
            (struct CMUnitTest)TEST_ROW(kinds[i].name, kind_is_told, &kinds[i]);
    return cmocka_run_group_tests_name("double_law", tests, NULL, NULL);
}
