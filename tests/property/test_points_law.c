/* A game compiled into sums: at every point the same as the rules themselves,
 * put together for that point; by two ballots and by three. */
#include "engine/game/game_points.h"
#include "support/tried.h"

enum { MOST_POINTS = 300 };

typedef struct setup {
    cm_ctx *ctx;
    cm_arena arena;
    cm_law *law;
    cm_game *game;
    uint64_t *in, *abstaining;
} setup;

static void open_setup(setup *s, const tried *t, const char *name,
                       cm_random *random)
{
    uint32_t *freed, n_freed = 0;
    cm_world *world;
    s->ctx = test_ctx();
    cm_ctx_begin(s->ctx, 0);
    cm_arena_init(&s->arena, s->ctx->allocator);
    freed = cm_new_n(&s->arena, uint32_t, t->model->n_players);
    expect_true(freed != NULL);
    for (uint32_t p = 0; p < t->model->n_players; p++)
        if (cm_random_chance(random, 1, 2))
            freed[n_freed++] = p;
    const cm_world_options options = {
        .free = freed,
        .n_free = n_freed,
        .otherwise =
            cm_random_chance(random, 2, 3) ? COMITIA_OPPOSE : COMITIA_ABSENT};
    const cm_cond *what = tried_cond(t, name);
    expect_ok(cm_world_new(s->ctx, &s->arena, t->model, &options, &world));
    expect_ok(cm_law_new(s->ctx, &s->arena, world, &what, 1, NULL, &s->law));
    expect_ok(cm_game_new(s->law, what, &s->game));
    s->in = cm_new_n(&s->arena, uint64_t, s->game->n_classes);
    s->abstaining = cm_new_n(&s->arena, uint64_t, s->game->n_classes);
    expect_true(s->in != NULL && s->abstaining != NULL);
}

static void close_setup(setup *s)
{
    cm_game_clear(s->game);
    cm_law_clear(s->law);
    cm_arena_clear(&s->arena);
    test_ctx_done(s->ctx);
}

static void draw_point(setup *s, cm_random *random, bool three)
{
    for (uint32_t c = 0; c < s->game->n_classes; c++) {
        uint64_t n = s->game->classes[c].units;
        s->in[c] = cm_random_below(random, n + 1);
        s->abstaining[c] =
            three ? cm_random_below(random, n - s->in[c] + 1) : 0;
    }
}

static unsigned compare(setup *s, cm_random *random, uint32_t i, bool three)
{
    cm_points *points;
    expect_ok(cm_points_new(&s->arena, s->game, i, three, &points));
    expect_true(points != NULL);
    for (unsigned k = 0; k < MOST_POINTS; k++) {
        bool yes;
        draw_point(s, random, three);
        if (three)
            expect_ok(cm_game_three_at(s->game, i, s->in, s->abstaining, &yes));
        else
            expect_ok(cm_game_at(s->game, i, s->in, false, &yes));
        expect_true(yes ==
                    cm_points_at(points, s->in, three ? s->abstaining : NULL));
    }
    cm_points_free(points);
    return 1;
}

static unsigned try_subject(tried *t, const char *name, cm_random *random)
{
    setup s = {0};
    unsigned n = 0;
    open_setup(&s, t, name, random);
    for (uint32_t i = 0; !s.game->refusal.code && i < s.game->cases.n; i++) {
        bool opposed = s.law->world->otherwise == COMITIA_OPPOSE;
        n += compare(&s, random, i, false);
        if (opposed)
            n += compare(&s, random, i, true);
    }
    close_setup(&s);
    return n;
}

static unsigned n_compared;

static void points_are_the_rules(cm_random *random)
{
    const random_model_options options = {
        .history = true, .nested = true, .ladders = true, .mixed = true};
    tried t;
    if (tried_open(&t, random, &options))
        for (unsigned k = 0; k < t.text.n_subjects; k++)
            n_compared += try_subject(&t, t.text.subjects[k], random);
    tried_close(&t);
}

static void enough_was_compared(void **state)
{
    (void)state;
    expect_true(n_compared > 100);
}

/* ---- what has no such form
 * ------------------------------------------------------- */

static void sums_beyond_62_bits_have_no_points(void **state)
{
    static const char text[] = "body B\n"
                               "  member A with w 3000000000000000000\n"
                               "  member C with w 2000000000000000001\n"
                               "act X by B needs at least 1/3 of w\n";
    (void)state;
    setup s = {0};
    cm_model *model;
    cm_world *world;
    cm_points *points;
    const cm_world_options options = {.otherwise = COMITIA_OPPOSE};
    s.ctx = test_ctx();
    cm_ctx_begin(s.ctx, 0);
    cm_arena_init(&s.arena, s.ctx->allocator);
    expect_ok(cm_read(s.ctx, "m.comitia", text, sizeof text - 1, NULL, &model));
    expect_true(model->diags.n_errors == 0);
    expect_ok(cm_world_new(s.ctx, &s.arena, model, &options, &world));
    const cm_cond *what = cm_cond_of(&s.arena, CM_COND_ACT, 0, 0, 0);
    expect_ok(cm_law_new(s.ctx, &s.arena, world, &what, 1, NULL, &s.law));
    expect_ok(cm_game_new(s.law, what, &s.game));
    expect_ok(cm_points_new(&s.arena, s.game, 0, false, &points));
    expect_true(points == NULL);
    cm_model_free(model);
    close_setup(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("points are the rules", points_are_the_rules, 100),
        cmocka_unit_test(enough_was_compared),
        cmocka_unit_test(sums_beyond_62_bits_have_no_points)};
    return cmocka_run_group_tests_name("points_law", tests, NULL, NULL);
}
