#include "engine/power/stairs.h"

#include <stdlib.h>

/* ---- the region ---------------------------------------------------------- */

static int by_weight(const void *left, const void *right)
{
    const cm_step *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return a->kind < b->kind ? -1 : a->kind > b->kind;
}

/* Classes that count and weigh alike become one kind. `kind` holds the class
   until then. */
static comitia_status set_players(cm_ctx *ctx, cm_arena *arena,
                                  const cm_double *game, cm_stairs *s)
{
    cm_step *order = cm_new_n(arena, cm_step, game->n);
    uint64_t players = 0;
    for (uint32_t c = 0; c < game->n; c++)
        players += game->units[c];
    if (players > UINT32_MAX / 2)
        return cm_fail(ctx, COMITIA_E_BUDGET, "more than 2^31 players");
    s->players = cm_new_n(arena, cm_step, players);
    s->of_kind = cm_new_n(arena, cm_step, game->n);
    s->kind_of = cm_new_n(arena, uint32_t, game->n);
    if (!order || !s->players || !s->of_kind || !s->kind_of)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, 100 * (uint64_t)game->n + players));
    for (uint32_t c = 0; c < game->n; c++)
        order[c] = (cm_step){game->count[c], c, game->weight[c]};
    if (game->n)
        qsort(order, game->n, sizeof *order, by_weight);
    for (uint32_t i = 0; i < game->n; i++) {
        cm_step one = order[i];
        uint64_t units = game->units[one.kind];
        bool zero = one.count == 0 && one.weight == 0;
        s->kind_of[one.kind] = CM_STAIRS_ZERO;
        s->zeros += zero ? units : 0;
        if (zero || units == 0)
            continue;
        const cm_step *top = s->n_kinds ? &s->of_kind[s->n_kinds - 1] : NULL;
        if (!top || top->count != one.count || top->weight != one.weight) {
            s->of_kind[s->n_kinds] =
                (cm_step){one.count, s->n_kinds, one.weight};
            s->n_kinds++;
        }
        s->kind_of[one.kind] = s->n_kinds - 1;
        for (uint64_t k = 0; k < units; k++)
            s->players[s->n++] = s->of_kind[s->n_kinds - 1];
    }
    return COMITIA_OK;
}

static void set_last(const cm_double *game, cm_stairs *s)
{
    int64_t total = (int64_t)game->total_weight;
    for (uint32_t t = 0; t <= game->total_count; t++) {
        int64_t need =
            (int64_t)game->need[s->complement ? game->total_count - t : t];
        s->last[t] = s->complement ? total - need : need - 1;
    }
    s->last[game->total_count + 1] = -1;
    while (s->last[s->full] == total)
        s->full++;
    s->rows = s->full;
    while (s->last[s->rows] >= 0)
        s->rows++;
}

comitia_status cm_stairs_new(cm_ctx *ctx, cm_arena *arena,
                             const cm_double *game, bool complement,
                             cm_stairs *s, bool *fits)
{
    *s = (cm_stairs){.complement = complement, .by_one = true};
    *fits = game->need[0] > 0 &&
            game->need[game->total_count] <= game->total_weight;
    if (!*fits)
        return COMITIA_OK;
    s->last = cm_new_n(arena, int64_t, (uint64_t)game->total_count + 2);
    if (!s->last)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, 4 * (uint64_t)game->total_count));
    set_last(game, s);
    CM_TRY(set_players(ctx, arena, game, s));
    for (uint32_t k = 0; k < s->n_kinds; k++)
        s->by_one &= s->of_kind[k].count == 1;
    s->by_one &= s->zeros == 0;
    return COMITIA_OK;
}

comitia_status cm_stairs_bits(cm_ctx *ctx, const cm_stairs *s, uint64_t *bits)
{
    mpz_t sum, term;
    comitia_status status = COMITIA_OK;
    *bits = s->n;
    if (!s->by_one)
        return COMITIA_OK;
    mpz_init(sum);
    mpz_init_set_ui(term, 1); /* how many sets of t players there are */
    for (uint32_t t = 0; t < s->rows; t++) {
        CM_GO(cm_spend(ctx, 20 + s->n / 32));
        mpz_add(sum, sum, term);
        mpz_mul_ui(term, term, s->n - t);
        mpz_divexact_ui(term, term, t + 1);
    }
    *bits = mpz_sizeinbase(sum, 2);
done:
    mpz_clears(sum, term, NULL);
    return status;
}

/* ---- rows ---------------------------------------------------------------- */

/* No weight above the next bound below the total is asked for. */
static void set_caps(cm_ways *rows)
{
    const cm_stairs *s = rows->s;
    for (uint32_t t = 0; t < s->rows; t++)
        rows->cap[t] = s->last[t < s->full ? s->full : t];
}

comitia_status cm_ways_new(cm_arena *arena, const cm_stairs *s, cm_ways *rows)
{
    uint32_t n = s->rows;
    *rows = (cm_ways){.s = s,
                      .lanes = cm_lanes_here(),
                      .min = cm_new_n(arena, uint64_t, n),
                      .max = cm_new_n(arena, uint64_t, n),
                      .all = cm_new_n(arena, uint32_t, n),
                      .cap = cm_new_n(arena, int64_t, n),
                      .base = cm_new_n(arena, uint64_t, n),
                      .low = cm_new_n(arena, uint64_t, n),
                      .high = cm_new_n(arena, uint64_t, n)};
    if (!rows->min || !rows->max || !rows->all || !rows->cap || !rows->base ||
        !rows->low || !rows->high)
        return COMITIA_E_NOMEM;
    set_caps(rows);
    cm_ways_reset(rows, cm_modulus_of(2147483647));
    return COMITIA_OK;
}

void cm_ways_reset(cm_ways *rows, cm_modulus mod)
{
    rows->mod = mod;
    rows->work = 0;
    for (uint32_t t = 0; t < rows->s->rows; t++) {
        rows->min[t] = UINT64_MAX;
        rows->max[t] = 0;
        rows->all[t] = 0;
        rows->low[t] = 1;
        rows->high[t] = 0;
    }
    rows->min[0] = 0;
    rows->all[0] = 1;
    if (rows->cap[0] < 0)
        return;
    rows->low[0] = rows->high[0] = 0;
    if (rows->cells)
        rows->cells[0][0] = 1;
}

static bool is_empty(const cm_ways *rows, uint32_t t)
{
    return rows->min[t] > rows->max[t];
}

comitia_status cm_ways_fill(cm_ctx *ctx, cm_arena *arena, cm_ways *rows)
{
    const cm_stairs *s = rows->s;
    uint64_t cells = 0;
    cm_ways_reset(rows, rows->mod);
    for (uint32_t i = 0; i < s->n; i++) /* the least weights alone */
        CM_TRY(cm_ways_add(ctx, rows, &s->players[i], UINT64_MAX));
    rows->cells = cm_new_n(arena, uint32_t *, s->rows);
    if (!rows->cells)
        return COMITIA_E_NOMEM;
    for (uint32_t t = 0; t < s->rows; t++) {
        uint64_t n = 0;
        rows->base[t] = rows->min[t];
        if (!is_empty(rows, t) && rows->cap[t] >= 0 &&
            (uint64_t)rows->cap[t] >= rows->base[t])
            n = (uint64_t)rows->cap[t] - rows->base[t] + 1;
        cells += n;
        if (cells > UINT64_C(1) << 28)
            return cm_fail(ctx, COMITIA_E_BUDGET,
                           "a table of more than 2^28 counts and weights");
        rows->cells[t] = cm_alloc_n(arena, n, sizeof **rows->cells);
        if (!rows->cells[t])
            return COMITIA_E_NOMEM;
    }
    return COMITIA_OK;
}

/* ---- one more player ----------------------------------------------------- */

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* Weights low..high of row t, some of which may stand there already. */
static void widen(cm_ways *rows, uint32_t t, uint64_t low, uint64_t high)
{
    uint32_t *cells = rows->cells ? rows->cells[t] : NULL;
    uint64_t base = rows->base[t];
    bool none = rows->low[t] > rows->high[t];
    bool above = !is_empty(rows, t) && rows->max[t] <= low;
    uint64_t first = none ? high + 1 : rows->low[t]; /* that stands there */
    uint64_t behind = none ? high + 1 : rows->high[t] + 1;
    for (uint64_t x = low; cells && x < first && x <= high; x++)
        cells[x - base] = none && above ? rows->all[t] : 0;
    for (uint64_t x = larger(behind, low); cells && x <= high; x++)
        cells[x - base] = rows->all[t];
    rows->low[t] = low;
    rows->high[t] = high;
}

/* row[t][x] += row[u][x - w] for the weights of row t that u can reach. */
static uint64_t add_row(cm_ways *rows, uint32_t t, uint32_t u, uint64_t w)
{
    uint64_t low = larger(rows->low[t], rows->min[u] + w);
    uint64_t top = rows->high[t], flat = larger(low, rows->max[u] + w);
    if (low > top)
        return 0;
    if (!rows->cells)
        return top - low + 1;
    uint32_t *to = rows->cells[t], one = rows->all[u];
    uint64_t base = rows->base[t];
    for (uint64_t x = flat; x <= top; x++) /* all that u has */
        to[x - base] = cm_mod_add(to[x - base], one, rows->mod);
    uint64_t n = flat > low ? smaller(flat, top + 1) - low : 0;
    if (n == 0)
        return top - low + 1;
    const uint32_t *from = rows->cells[u] + (low - w - rows->base[u]);
    if (t != u)
        rows->lanes.add(to + (low - base), from, n, rows->mod.p);
    else
        cm_lanes_take(&rows->lanes, to + (low - w - base), n - 1 + w, &w, 1,
                      rows->mod, 1);
    return top - low + 1;
}

comitia_status cm_ways_add(cm_ctx *ctx, cm_ways *rows, const cm_step *player,
                           uint64_t floor)
{
    uint64_t work = 0, w = player->weight;
    for (uint32_t t = rows->s->rows; t-- > player->count;) {
        uint32_t u = t - player->count;
        if (is_empty(rows, u))
            continue;
        uint64_t min = smaller(rows->min[t], rows->min[u] + w);
        uint64_t max = larger(rows->max[t], rows->max[u] + w);
        uint64_t low = larger(min, floor);
        if (rows->cap[t] >= 0 && low <= (uint64_t)rows->cap[t] && low <= max) {
            widen(rows, t, low, smaller((uint64_t)rows->cap[t], max));
            work += add_row(rows, t, u, w);
        } else {
            rows->low[t] = 1;
            rows->high[t] = 0;
        }
        rows->all[t] = cm_mod_add(rows->all[t], rows->all[u], rows->mod);
        rows->min[t] = min;
        rows->max[t] = max;
    }
    rows->work += work;
    return cm_spend(ctx, (rows->cells ? cm_ways_cost(work) : 0) +
                             4 * (uint64_t)rows->s->rows);
}

uint32_t cm_ways_read(const cm_ways *rows, uint32_t t, int64_t x)
{
    if (x < 0 || is_empty(rows, t) || (uint64_t)x < rows->min[t])
        return 0;
    if ((uint64_t)x >= rows->max[t])
        return rows->all[t];
    return rows->cells[t][(uint64_t)x - rows->base[t]];
}
