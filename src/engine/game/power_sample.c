#include "engine/game/power_sample.h"

#include "engine/game/game_points.h"
#include "engine/numbers/confidence.h"
#include "engine/numbers/stream.h"

enum { MOST_PLAYERS = 10000000 };

/* Each index has a stream of its own: what is asked beside it changes nothing.
 */
enum { SWING_STREAM = 1, ORDER_STREAM = 2 };

typedef struct drawing {
    const cm_drawn_game *game;
    uint64_t players;
    uint64_t *in;    /* of the coalition at hand */
    uint32_t *order; /* the class of each player, in order */
    cm_stream stream;
    cm_drawn *drawn;
} drawing;

static comitia_status ask(drawing *t, bool *wins)
{
    CM_TRY(cm_spend(t->game->ctx, t->game->cost));
    return t->game->wins(t->game->user, t->in, wins);
}

/* ---- swings
 * -------------------------------------------------------------------------- */

/* Whether somebody of class c could leave a winning coalition, or join a losing
   one. */
static bool can_move(const drawing *t, uint32_t c, bool wins)
{
    return wins ? t->in[c] > 0 : t->in[c] < t->game->units[c];
}

/* One of each class in first..last-1 moves at once, or goes back. */
static void move(drawing *t, uint32_t first, uint32_t last, bool leave)
{
    for (uint32_t c = first; c < last; c++)
        t->in[c] += leave ? UINT64_MAX : 1;
}

/* A coalition at hand: who is in it wins or loses. */
typedef struct swinging {
    drawing *t;
    bool wins;
    uint8_t *moved;
} swinging;

/* Classes that cannot move stand between others, so they are moved one by one.
 */
static comitia_status together(void *user, uint32_t first, uint32_t last,
                               bool *changes)
{
    swinging *s = user;
    bool after = s->wins;
    for (uint32_t c = first; c < last; c++) {
        s->moved[c] = can_move(s->t, c, s->wins);
        if (s->moved[c])
            move(s->t, c, c + 1, s->wins);
    }
    comitia_status status = ask(s->t, &after);
    for (uint32_t c = first; c < last; c++)
        if (s->moved[c])
            move(s->t, c, c + 1, !s->wins);
    *changes = after != s->wins;
    return status;
}

static void count_swing(void *user, uint32_t c)
{
    const swinging *s = user;
    drawing *t = s->t;
    t->drawn->swings[c] += s->wins ? t->in[c] : t->game->units[c] - t->in[c];
}

typedef struct half {
    uint32_t first, last;
} half;

comitia_status cm_find_deciders(const cm_movers *movers)
{
    /* each step takes one half away and adds two of half its length */
    half stack[2 * 33];
    unsigned n = 0;
    if (movers->n)
        stack[n++] = (half){0, movers->n};
    while (n) {
        half h = stack[--n];
        bool changes;
        CM_TRY(movers->together(movers->user, h.first, h.last, &changes));
        if (!changes)
            continue;
        if (h.last - h.first == 1) {
            movers->decides(movers->user, h.first);
            continue;
        }
        uint32_t middle = h.first + (h.last - h.first) / 2;
        stack[n++] = (half){middle, h.last};
        stack[n++] = (half){h.first, middle};
    }
    return COMITIA_OK;
}

static comitia_status find_swings(drawing *t, bool wins, uint8_t *moved)
{
    swinging s = {t, wins, moved};
    const cm_movers movers = {t->game->n, &s, together, count_swing};
    return cm_find_deciders(&movers);
}

static comitia_status draw_coalitions(drawing *t, cm_arena *scratch,
                                      uint64_t draws)
{
    uint8_t *moved = cm_new_n(scratch, uint8_t, t->game->n);
    if (!moved)
        return COMITIA_E_NOMEM;
    t->stream = cm_stream_of(SWING_STREAM);
    for (uint64_t i = 0; i < draws; i++) {
        bool wins;
        CM_TRY(cm_spend(t->game->ctx, t->players / 16 + 10 * t->game->n));
        for (uint32_t c = 0; c < t->game->n; c++)
            t->in[c] = cm_stream_heads(&t->stream, t->game->units[c]);
        CM_TRY(ask(t, &wins));
        CM_TRY(find_swings(t, wins, moved));
    }
    return COMITIA_OK;
}

/* ---- orders
 * ----------------------------------------------------------------------------
 */

static void shuffle(drawing *t)
{
    for (uint64_t i = t->players; i > 1; i--) {
        uint64_t k = cm_stream_below(&t->stream, i);
        uint32_t other = t->order[k];
        t->order[k] = t->order[i - 1];
        t->order[i - 1] = other;
    }
}

/* From the first `from` players of the order to the first `to`. */
static void go_to(drawing *t, uint64_t from, uint64_t to)
{
    for (; from < to; from++)
        t->in[t->order[from]]++;
    for (; from > to; from--)
        t->in[t->order[from - 1]]--;
}

/* The player whose joining wins; there is one. */
static comitia_status find_pivot(drawing *t, uint32_t *class_of)
{
    uint64_t loses = 0, wins = t->players, at = 0;
    while (wins > loses + 1) {
        uint64_t middle = loses + (wins - loses) / 2;
        bool yes;
        go_to(t, at, middle);
        at = middle;
        CM_TRY(ask(t, &yes));
        *(yes ? &wins : &loses) = middle;
    }
    go_to(t, at, 0);
    *class_of = t->order[wins - 1];
    return COMITIA_OK;
}

static comitia_status is_constant(drawing *t, bool *constant)
{
    bool nobody, all;
    for (uint32_t c = 0; c < t->game->n; c++)
        t->in[c] = t->game->units[c];
    CM_TRY(ask(t, &all));
    memset(t->in, 0, t->game->n * sizeof *t->in);
    CM_TRY(ask(t, &nobody));
    *constant = nobody || !all;
    return COMITIA_OK;
}

static comitia_status draw_orders(drawing *t, cm_arena *scratch, uint64_t draws)
{
    bool constant;
    CM_TRY(is_constant(t, &constant));
    if (constant)
        return COMITIA_OK; /* no order has a pivot */
    t->order = cm_new_n(scratch, uint32_t, t->players);
    if (!t->order)
        return COMITIA_E_NOMEM;
    uint64_t n = 0;
    for (uint32_t c = 0; c < t->game->n; c++)
        for (uint64_t k = 0; k < t->game->units[c]; k++)
            t->order[n++] = c;
    t->stream = cm_stream_of(ORDER_STREAM);
    for (uint64_t i = 0; i < draws; i++) {
        uint32_t c;
        CM_TRY(cm_spend(t->game->ctx, 10 * t->players));
        shuffle(t);
        CM_TRY(find_pivot(t, &c));
        t->drawn->pivots[c]++;
    }
    return COMITIA_OK;
}

/* ---- both
 * ------------------------------------------------------------------------------
 */

uint64_t cm_drawn_players(const cm_drawn_game *game)
{
    uint64_t players = 0;
    for (uint32_t c = 0; c < game->n && players <= MOST_PLAYERS; c++)
        players +=
            game->units[c] > MOST_PLAYERS ? MOST_PLAYERS + 1u : game->units[c];
    return players;
}

comitia_status cm_draws_fit(const cm_drawn_game *game, uint64_t draws)
{
    cm_ctx *ctx = game->ctx;
    uint64_t least = game->cost + 10 * (uint64_t)game->n;
    uint64_t players = cm_drawn_players(game);
    if (players > MOST_PLAYERS)
        return cm_fail(ctx, COMITIA_E_BUDGET,
                       "a sample of more than 10,000,000 players");
    if (draws > ctx->limit / least ||
        (players && draws > CM_MOST_TRIALS / players))
        return cm_fail(ctx, COMITIA_E_BUDGET, "a sample of %llu draws",
                       (unsigned long long)draws);
    return COMITIA_OK;
}

static comitia_status draw(drawing *t, cm_arena *arena, cm_arena *scratch,
                           uint64_t draws, unsigned want)
{
    uint32_t n = t->game->n;
    t->in = cm_new_n(scratch, uint64_t, n);
    if (!t->in)
        return COMITIA_E_NOMEM;
    if (want & CM_PART_SWINGS) {
        t->drawn->swings = cm_new_n(arena, uint64_t, n);
        if (!t->drawn->swings)
            return COMITIA_E_NOMEM;
        CM_TRY(draw_coalitions(t, scratch, draws));
    }
    if (want & CM_PART_SHAPLEY) {
        t->drawn->pivots = cm_new_n(arena, uint64_t, n);
        if (!t->drawn->pivots)
            return COMITIA_E_NOMEM;
        CM_TRY(draw_orders(t, scratch, draws));
    }
    return COMITIA_OK;
}

comitia_status cm_power_draw(cm_arena *arena, const cm_drawn_game *game,
                             uint64_t draws, unsigned want, cm_drawn *drawn)
{
    drawing t = {
        .game = game, .drawn = drawn, .players = cm_drawn_players(game)};
    cm_arena scratch;
    *drawn = (cm_drawn){0};
    game->ctx->doing = "drawing coalitions";
    CM_TRY(cm_draws_fit(game, draws));
    cm_arena_init(&scratch, game->ctx->allocator);
    comitia_status status = draw(&t, arena, &scratch, draws, want);
    cm_arena_clear(&scratch);
    return status;
}

/* ---- games of a model
 * -------------------------------------------------------------------- */

typedef struct of_case {
    cm_game *game;
    uint32_t i;
    cm_points *points; /* or NULL */
} of_case;

static comitia_status case_wins(void *user, const uint64_t *in, bool *wins)
{
    of_case *of = user;
    if (!of->points)
        return cm_game_at(of->game, of->i, in, false, wins);
    *wins = cm_points_at(of->points, in, NULL);
    return COMITIA_OK;
}

comitia_status cm_power_draw_game(cm_arena *arena, cm_game *game, uint32_t i,
                                  const uint64_t *units, uint64_t draws,
                                  unsigned want, cm_drawn *drawn)
{
    of_case of = {game, i, NULL};
    comitia_status status = cm_points_new(arena, game, i, false, &of.points);
    const cm_drawn_game drawn_game = {
        .ctx = game->law->ctx,
        .n = game->n_classes,
        .units = units,
        .wins = case_wins,
        .user = &of,
        .cost = of.points ? cm_points_cost(of.points)
                          : 2000 + 400 * (uint64_t)game->n_classes};
    if (status == COMITIA_OK)
        status = cm_power_draw(arena, &drawn_game, draws, want, drawn);
    cm_points_free(of.points);
    return status;
}

/* ---- one weighted rule
 * --------------------------------------------------------------------- */

typedef struct scale {
    const cm_weighted *rule;
    uint64_t *weight; /* where the sum of all has 63 bits at most; else NULL */
    uint64_t quota;
    mpz_t sum, count;
} scale;

static comitia_status scale_wins(void *user, const uint64_t *in, bool *wins)
{
    scale *s = user;
    uint64_t sum = 0;
    if (s->weight) {
        for (uint32_t c = 0; c < s->rule->n; c++)
            sum += in[c] * s->weight[c];
        *wins = sum >= s->quota;
        return COMITIA_OK;
    }
    mpz_set_ui(s->sum, 0);
    for (uint32_t c = 0; c < s->rule->n; c++) {
        cm_set_u64(s->count, in[c]);
        mpz_addmul(s->sum, s->count, s->rule->weight[c]);
    }
    *wins = mpz_cmp(s->sum, s->rule->quota) >= 0;
    return COMITIA_OK;
}

/* Weights in 64 bits if they all fit, added up. */
static comitia_status set_weights(scale *s, cm_arena *scratch)
{
    const cm_weighted *rule = s->rule;
    mpz_set_ui(s->sum, 0);
    for (uint32_t c = 0; c < rule->n; c++) {
        cm_set_u64(s->count, rule->units[c]);
        mpz_addmul(s->sum, s->count, rule->weight[c]);
    }
    if (mpz_sizeinbase(s->sum, 2) > 62 || mpz_sgn(rule->quota) < 0 ||
        mpz_sizeinbase(rule->quota, 2) > 62)
        return COMITIA_OK;
    s->weight = cm_new_n(scratch, uint64_t, rule->n);
    if (!s->weight)
        return COMITIA_E_NOMEM;
    /* weights of nobody may be larger than the sum of all */
    for (uint32_t c = 0; c < rule->n; c++)
        if (rule->units[c] && !cm_integer_u64(rule->weight[c], &s->weight[c]))
            s->weight[c] = 0;
    (void)cm_integer_u64(rule->quota, &s->quota);
    return COMITIA_OK;
}

comitia_status cm_power_draw_weighted(cm_ctx *ctx, cm_arena *arena,
                                      const cm_weighted *rule, uint64_t draws,
                                      unsigned want, cm_drawn *drawn)
{
    scale s = {.rule = rule};
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    mpz_inits(s.sum, s.count, NULL);
    comitia_status status = set_weights(&s, &scratch);
    uint64_t each = s.weight ? 1 : 40;
    const cm_drawn_game game = {.ctx = ctx,
                                .n = rule->n,
                                .units = rule->units,
                                .wins = scale_wins,
                                .user = &s,
                                .cost = 20 + each * rule->n};
    if (status == COMITIA_OK)
        status = cm_power_draw(arena, &game, draws, want, drawn);
    mpz_clears(s.sum, s.count, NULL);
    cm_arena_clear(&scratch);
    return status;
}
