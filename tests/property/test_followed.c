/* A law that is followed through history, against the law made again after each
 * event; and a world that reads one event more, against the world read anew. */
#include "engine/law/followed.h"
#include "model/date.h"
#include "support/asked.h"
#include "support/random_model.h"

/* How a model is asked about. */
typedef struct asking {
    test_asked asked;
    cm_ctx *ctx;
    const cm_model *model;
    const char *text;
    cm_arena arena;
    cm_suppose supposed[2];
    cm_world_options options;
} asking;

static void begin(asking *a, test_asked asked, const char *text)
{
    *a = (asking){.asked = asked,
                  .ctx = asked.ctx,
                  .model = (const cm_model *)asked.model,
                  .text = text};
    cm_arena_init(&a->arena, a->ctx->allocator);
    a->options.first_events_only = true;
}

static void end(asking *a)
{
    cm_arena_clear(&a->arena);
    test_asked_done(&a->asked);
}

static const cm_cond **roots_of(asking *a)
{
    const cm_cond **roots =
        cm_new_n(&a->arena, const cm_cond *, a->model->n_subjects);
    for (uint32_t i = 0; roots && i < a->model->n_subjects; i++)
        roots[i] = cm_cond_of(&a->arena,
                              a->model->subjects[i].kind == CM_NAME_LADDER
                                  ? CM_COND_LADDER
                                  : CM_COND_OUTCOME,
                              a->model->subjects[i].index, CM_NONE, 0);
    return roots;
}

static void world_after(asking *a, uint32_t n, cm_world **world)
{
    cm_world_options options = a->options;
    options.n_events = n;
    if (n == 0)
        options.has_on = false;
    else if (a->model->events[n - 1].days.hi < options.on)
        options.on = a->model->events[n - 1].days.hi;
    expect_ok(cm_world_new(a->ctx, &a->arena, a->model, &options, world));
}

static bool is_asked(const asking *a, uint32_t event)
{
    return !a->options.has_on ||
           a->model->events[event].days.hi <= a->options.on;
}

/* ---- the worlds
 * ------------------------------------------------------------------------- */

static void expect_same_act(const asking *a, const cm_act_now *got,
                            const cm_act_now *want, uint32_t act)
{
    uint32_t n = a->model->acts[act].n_voters;
    expect_u64(got->settled, want->settled);
    expect_u64(got->by, want->by);
    expect_true(got->vote == want->vote);
    expect_u64(got->vacant, want->vacant);
    expect_u64(got->any_open, want->any_open);
    for (uint32_t v = 0; v < n; v++) {
        expect_u64(got->seats[v], want->seats[v]);
        for (unsigned b = 0; b < 5; b++)
            expect_u64(got->ballots[v].seats[b], want->ballots[v].seats[b]);
    }
}

static void expect_same_world(const asking *a, const cm_world *got,
                              const cm_world *want)
{
    expect_u64(got->n_read, want->n_read);
    expect_true(got->last == want->last);
    for (uint32_t f = 0; f < a->model->n_facts; f++) {
        expect_u64(got->facts[f].settled, want->facts[f].settled);
        expect_u64(got->facts[f].option, want->facts[f].option);
        expect_u64(got->facts[f].by, want->facts[f].by);
        expect_true(got->facts[f].event == want->facts[f].event);
    }
    for (uint32_t b = 0; b < a->model->n_bodies; b++) {
        expect_u64(got->bodies[b].members, want->bodies[b].members);
        expect_u64(got->bodies[b].vacant, want->bodies[b].vacant);
        for (uint32_t e = 0; e < a->model->bodies[b].n_entries; e++)
            expect_u64(got->bodies[b].seats[e], want->bodies[b].seats[e]);
    }
    for (uint32_t i = 0; i < a->model->n_acts; i++)
        expect_same_act(a, &got->acts[i], &want->acts[i], i);
}

static void compare_worlds(asking *a)
{
    cm_world *world, *anew;
    world_after(a, 0, &world);
    for (uint32_t i = 0; i < a->model->n_events && is_asked(a, i); i++) {
        int32_t day = a->model->events[i].days.hi;
        cm_world_read(world, &a->model->events[i], &a->options, day);
        world_after(a, i + 1, &anew);
        expect_same_world(a, world, anew);
    }
}

/* ---- the laws
 * ----------------------------------------------------------------------------- */

static void expect_same_law(asking *a, const cm_followed *f,
                            const cm_cond *const *roots, uint32_t n_events)
{
    cm_world *world;
    cm_law *law;
    world_after(a, n_events, &world);
    expect_ok(cm_law_new(a->ctx, &a->arena, world, roots, a->model->n_subjects,
                         NULL, &law));
    for (uint32_t i = 0; i < a->model->n_subjects; i++) {
        cm_fn want, got = cm_followed_fn(f, i);
        expect_ok(cm_law_fn(law, roots[i], &want));
        if ((got <= CM_TRUE || want <= CM_TRUE) && got != want)
            fail_msg("%s after %u events: %s, was %s\n%s",
                     a->model->subjects[i].name, n_events,
                     got == CM_TRUE    ? "certain"
                     : got == CM_FALSE ? "impossible"
                                       : "open",
                     want == CM_TRUE    ? "certain"
                     : want == CM_FALSE ? "impossible"
                                        : "open",
                     a->text);
    }
    cm_law_clear(law);
}

static uint32_t compare_laws(asking *a)
{
    cm_followed *f;
    const cm_cond **roots = roots_of(a);
    expect_ok(cm_followed_new(a->ctx, &a->arena, a->model, &a->options, roots,
                              a->model->n_subjects, &f));
    expect_same_law(a, f, roots, 0);
    for (uint32_t i = 0; i < a->model->n_events && is_asked(a, i); i++) {
        expect_ok(cm_followed_next(f));
        expect_same_law(a, f, roots, i + 1);
    }
    uint32_t made = cm_followed_made(f);
    cm_followed_clear(f);
    return made;
}

/* ---- random models
 * ------------------------------------------------------------------------ */

static void suppose_something(asking *a, cm_random *random)
{
    const cm_model *m = a->model;
    cm_suppose *s = &a->supposed[a->options.n_suppose];
    bool value = cm_random_chance(random, 1, 2);
    uint64_t kind = cm_random_below(random, 3);
    if (kind == 0 && m->n_facts) {
        uint32_t fact = (uint32_t)cm_random_below(random, m->n_facts);
        bool choice = m->facts[fact].is_choice;
        *s = (cm_suppose){.what = choice ? CM_COND_OPTION : CM_COND_FACT,
                          .index = fact,
                          .value = choice || value};
    } else if (kind == 1) {
        *s = (cm_suppose){.what = CM_COND_ACT,
                          .index = (uint32_t)cm_random_below(random, m->n_acts),
                          .value = value};
    } else {
        *s = (cm_suppose){
            .what = CM_COND_POINT,
            .player = (uint32_t)cm_random_below(random, m->n_players),
            .ballot = (cm_ballot)cm_random_below(random, 4)};
    }
    a->options.n_suppose++;
}

static void random_asking(asking *a, cm_random *random)
{
    static const int months[] = {1, 2, 3, 5, 6, 7, 8};
    a->options.suppose = a->supposed;
    a->options.free_all = cm_random_chance(random, 1, 8);
    for (int i = 0; i < 2; i++)
        if (cm_random_chance(random, 1, 4))
            suppose_something(a, random);
    if (cm_random_chance(random, 1, 2)) {
        a->options.has_on = true;
        (void)cm_day_of(2020, months[cm_random_below(random, 7)], 15,
                        &a->options.on);
    }
}

static void compare_random(cm_random *random, void (*compare)(asking *))
{
    static random_model m;
    random_model_options options = {.long_history = true,
                                    .ladders = true,
                                    .nested = true,
                                    .mixed = cm_random_chance(random, 1, 4)};
    asking a;
    random_model_write(random, &options, &m);
    begin(&a, test_about(m.text, NULL), m.text);
    if (!cm_model_has_errors(a.model)) {
        random_asking(&a, random);
        compare(&a);
    }
    end(&a);
}

static void any_laws(asking *a)
{
    (void)compare_laws(a);
}

static void a_followed_law_is_that_made_again(cm_random *random)
{
    compare_random(random, any_laws);
}

static void one_event_more_is_all_events_read_anew(cm_random *random)
{
    compare_random(random, compare_worlds);
}

/* ---- named cases
 * ---------------------------------------------------------------------------- */

#define HOUSE                                                                  \
    "body House seats 9\n  party P 5\n  party Q 4\n"                           \
    "act Bill by House needs more than half of members\n"
#define MEMBERS                                                                \
    "fact A\nactor C\nact Do by C\noutcome OA when A\nbody Board vacant 2\n"     \
    "  member X votes as OA\n  member Y votes as Do\n"                           \
    "act Both by Board needs more than half of seats\n"

static const struct row {
    const char *name, *text;
    uint32_t made;
} rows[] = {
    {"settled facts and acts only restrict",
     "fact A\nfact C\nactor X\nact Do by X\n"
     "outcome O when A and (C or Do)\n"
     "on 2020-01-01 A happened\non 2020-01-02 C failed\n"
     "on 2020-01-03 Do happened\n",
     1},
    {"a fact declared true that an event denies only restricts",
     "fact A true\nfact C\noutcome O when A or C\n"
     "on 2020-01-01 A failed\n",
     1},
    {"a vote only restricts",
     HOUSE "outcome O when Bill\n"
           "on 2020-01-01 House voted Bill: P 5 yes, rest no\n",
     1},
    {"a vote half cast takes one arm of a rule away",
     "fact A\nbody House seats 9\n  party P 5\n  party Q 4\n"
     "act Bill by House needs all of members if A otherwise "
     "more than half of members\noutcome O when Bill\noutcome N when A\n"
     "outcome Both when Bill and not A\n"
     "on 2020-01-01 House voted Bill: P 1 no 4 yes, rest open\n"
     "on 2020-01-02 A happened\n",
     1},
    {"seats that go and come back only restrict",
     HOUSE "outcome O when Bill\n"
           "on 2020-01-01 House has P 1, Q 1, vacant 7\n"
           "on 2020-01-02 House has P 5, Q 4\n",
     1},
    {"time that runs out only restricts",
     "fact A\nactor X\nact Do by X until 2020-01-02\n"
     "outcome O when Do or A\n"
     "on 2020-01-01 A failed\n",
     1},
    {"seats of a body whose members vote as something are another law",
     MEMBERS "outcome O when Both\n"
             "on 2020-01-01 A happened\non 2020-01-02 Board has vacant 0\n",
     2},
    {"the same, but no outcome needs an act of it",
     MEMBERS "outcome O when A\n"
             "on 2020-01-01 A happened\non 2020-01-02 Board has vacant 0\n",
     1},
};

static void the_law_is_made_as_often_as_stated(void **state)
{
    const struct row *row = *state;
    asking a;
    begin(&a, test_about(row->text, NULL), row->text);
    expect_true(!cm_model_has_errors(a.model));
    expect_u64(compare_laws(&a), row->made);
    end(&a);
}

int main(void)
{
    struct CMUnitTest tests[sizeof rows / sizeof *rows + 2];
    size_t n = 0;
    for (; n < sizeof rows / sizeof *rows; n++)
        tests[n] = (struct CMUnitTest)TEST_ROW(
            rows[n].name, the_law_is_made_as_often_as_stated, &rows[n]);
    tests[n++] = (struct CMUnitTest)TEST_PROPERTY(
        "one event more is all events read anew",
        one_event_more_is_all_events_read_anew, 1000);
    tests[n++] = (struct CMUnitTest)TEST_PROPERTY(
        "a followed law is that made again", a_followed_law_is_that_made_again,
        1500);
    return cmocka_run_group_tests_name("followed", tests, NULL, NULL);
}
