/* Three ballots, drawn (docs/theory/ternary.md). */
#include "engine/game/game_points.h"
#include "engine/game/ternary.h"
#include "engine/numbers/stream.h"

enum { THREE_STREAM = 3 };

typedef struct drawing {
    cm_game *game;
    uint32_t i;
    cm_points *points; /* or NULL */
    const uint64_t *units;
    uint64_t cost;
    uint64_t *in, *abstaining; /* per class: the ballots at hand */
    bool passes;
    uint8_t *moved; /* per mover */
    uint64_t *swings;
} drawing;

static comitia_status ask(drawing *t, bool *passes)
{
    CM_TRY(cm_spend(t->game->law->ctx, t->cost));
    if (t->points) {
        *passes = cm_points_at(t->points, t->in, t->abstaining);
        return COMITIA_OK;
    }
    return cm_game_three_at(t->game, t->i, t->in, t->abstaining, passes);
}

/* Of class c there are two movers: 2c, one who voted for what came out, and
   2c + 1, one who abstained. Both go over to the other side. How many of them
   there are: */
static uint64_t alike(const drawing *t, uint32_t mover)
{
    uint32_t c = mover / 2;
    if (mover % 2)
        return t->abstaining[c];
    return t->passes ? t->in[c] : t->units[c] - t->in[c] - t->abstaining[c];
}

static void go_over(drawing *t, uint32_t mover, bool back)
{
    uint32_t c = mover / 2;
    uint64_t one = back ? UINT64_MAX : 1; /* -1 */
    if (mover % 2)
        t->abstaining[c] -= one;
    if (!t->passes)
        t->in[c] += one;
    else if (mover % 2 == 0)
        t->in[c] -= one;
}

/* With more against it nothing that failed passes, and the reverse. */
static comitia_status together(void *user, uint32_t first, uint32_t last,
                               bool *changes)
{
    drawing *t = user;
    bool after = t->passes;
    for (uint32_t m = first; m < last; m++) {
        t->moved[m] = alike(t, m) > 0;
        if (t->moved[m])
            go_over(t, m, false);
    }
    comitia_status status = ask(t, &after);
    for (uint32_t m = last; m-- > first;)
        if (t->moved[m])
            go_over(t, m, true);
    *changes = after != t->passes;
    return status;
}

static void count(void *user, uint32_t mover)
{
    drawing *t = user;
    t->swings[mover / 2] += alike(t, mover);
}

static comitia_status draw_once(drawing *t, cm_stream *stream)
{
    const cm_movers movers = {2 * t->game->n_classes, t, together, count};
    for (uint32_t c = 0; c < t->game->n_classes; c++) {
        CM_TRY(cm_spend(t->game->law->ctx, 10 * t->units[c] + 10));
        t->in[c] = t->abstaining[c] = 0;
        for (uint64_t k = 0; k < t->units[c]; k++) {
            uint64_t ballot = cm_stream_below(stream, 3);
            t->in[c] += ballot == 0;
            t->abstaining[c] += ballot == 1;
        }
    }
    CM_TRY(ask(t, &t->passes));
    return cm_find_deciders(&movers);
}

static comitia_status draw(drawing *t, uint64_t draws)
{
    cm_ctx *ctx = t->game->law->ctx;
    const cm_drawn_game size = {.ctx = ctx,
                                .n = t->game->n_classes,
                                .units = t->units,
                                .cost = t->cost};
    ctx->doing = "drawing ballots";
    CM_TRY(cm_draws_fit(&size, draws));
    cm_stream stream = cm_stream_of(THREE_STREAM);
    for (uint64_t d = 0; d < draws; d++)
        CM_TRY(draw_once(t, &stream));
    return COMITIA_OK;
}

comitia_status cm_ternary_draw(cm_arena *arena, cm_game *game, uint32_t i,
                               const uint64_t *units, uint64_t draws,
                               cm_drawn *drawn)
{
    uint32_t n = game->n_classes;
    drawing t = {.game = game,
                 .i = i,
                 .units = units,
                 .in = cm_new_n(arena, uint64_t, n),
                 .abstaining = cm_new_n(arena, uint64_t, n),
                 .moved = cm_new_n(arena, uint8_t, 2 * (uint64_t)n),
                 .swings = cm_new_n(arena, uint64_t, n)};
    if (!t.in || !t.abstaining || !t.moved || !t.swings)
        return COMITIA_E_NOMEM;
    comitia_status status = cm_points_new(arena, game, i, true, &t.points);
    t.cost = t.points ? cm_points_cost(t.points) : 2000 + 400 * (uint64_t)n;
    if (status == COMITIA_OK)
        status = draw(&t, draws);
    cm_points_free(t.points);
    if (status == COMITIA_OK)
        *drawn = (cm_drawn){.swings = t.swings};
    return status;
}
