#include "engine/weighted/weighted.h"
#include "engine/weighted/banzhaf_bounds.h"
#include "engine/weighted/shapley_bounds.h"
#include "engine/weighted/shapley_sums.h"

#include <stdlib.h>

#include "engine/numbers/allowance.h"
#include "engine/power/power_task.h"

/* Games below so many nodes are asked on a diagram, where every index has its
   sweep; larger ones are counted by weight. */
enum { SMALL_DIAGRAM = 20000, LARGE_DIAGRAM = 2000000 };
/* Where decimals are asked for, fractions of so many steps are found first. */
enum { CHEAP_FRACTIONS = 100000000 };

/* ---- order by weight
 * --------------------------------------------------------- */

typedef struct ranked {
    mpz_srcptr weight;
    uint32_t class_of;
} ranked;

static int heavier_first(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    int sign = mpz_cmp(a->weight, b->weight);
    if (sign)
        return -sign;
    return a->class_of < b->class_of ? -1 : a->class_of > b->class_of;
}

static comitia_status ranks_of(cm_ctx *ctx, cm_arena *arena,
                               const cm_weighted *game, ranked **out)
{
    ranked *ranks = cm_new_n(arena, ranked, game->n);
    if (!ranks)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, 100 * (uint64_t)game->n));
    for (uint32_t c = 0; c < game->n; c++)
        ranks[c] = (ranked){game->weight[c], c};
    if (game->n)
        qsort(ranks, game->n, sizeof *ranks, heavier_first);
    *out = ranks;
    return COMITIA_OK;
}

/* ---- how large a diagram
 * --------------------------------------------------------- */

#define MANY (UINT64_C(1) << 62)

static uint64_t capped(mpz_srcptr z)
{
    uint64_t value = 0;
    if (mpz_sizeinbase(z, 2) > 62)
        return MANY;
    mpz_export(&value, NULL, -1, sizeof value, 0, 0, z);
    return value < MANY ? value : MANY;
}

static uint64_t capped_product(uint64_t a, uint64_t b)
{
    return b && a > MANY / b ? MANY : a * b;
}

/* Level by level: at most as many nodes as there are vectors above, as there
   are functions of the vectors below told apart by their sums, and as there
   are sums below. */
static uint64_t count_nodes(const cm_weighted *game, const ranked *ranks,
                            uint64_t *below, mpz_srcptr gcd, mpz_ptr sum,
                            mpz_ptr part)
{
    uint64_t above = 1, nodes = 0;
    below[game->n] = 1;
    for (uint32_t i = game->n; i-- > 0;)
        below[i] =
            capped_product(below[i + 1], game->units[ranks[i].class_of] + 1);
    for (uint32_t i = 0; i < game->n; i++) {
        uint64_t units = game->units[ranks[i].class_of];
        uint64_t most = above < below[i] ? above : below[i];
        uint64_t sums = capped(sum) + 1;
        nodes += most < sums ? most : sums;
        if (nodes > MANY)
            return UINT64_MAX;
        above = capped_product(above, units + 1);
        cm_set_u64(part, units);
        mpz_mul(part, part, ranks[i].weight);
        if (mpz_sgn(gcd))
            mpz_divexact(part, part, gcd);
        mpz_sub(sum, sum, part);
    }
    return nodes;
}

comitia_status cm_weighted_nodes(cm_ctx *ctx, const cm_weighted *game,
                                 uint64_t *nodes)
{
    cm_arena scratch;
    comitia_status status;
    ranked *ranks;
    mpz_t gcd, sum, part;
    mpz_inits(gcd, sum, part, NULL);
    cm_arena_init(&scratch, ctx->allocator);
    CM_GO(ranks_of(ctx, &scratch, game, &ranks));
    uint64_t *below = cm_new_n(&scratch, uint64_t, (uint64_t)game->n + 1);
    if (!below) {
        status = COMITIA_E_NOMEM;
        goto done;
    }
    for (uint32_t c = 0; c < game->n; c++) {
        mpz_gcd(gcd, gcd, game->weight[c]);
        cm_set_u64(part, game->units[c]);
        mpz_addmul(sum, part, game->weight[c]);
    }
    if (mpz_sgn(gcd))
        mpz_divexact(sum, sum, gcd);
    *nodes = count_nodes(game, ranks, below, gcd, sum, part);
done:
    cm_arena_clear(&scratch);
    mpz_clears(gcd, sum, part, NULL);
    return status;
}

/* ---- on a diagram
 * -------------------------------------------------------------------- */

static comitia_status threshold(cm_ctx *ctx, cm_arena *scratch,
                                const cm_weighted *game, cm_diagram *d,
                                cm_fn *out)
{
    comitia_status status = COMITIA_E_NOMEM;
    mpz_t **coef = cm_new_n(scratch, mpz_t *, (uint64_t)game->n + 1);
    if (!coef)
        return status;
    for (uint32_t c = 0; c < game->n; c++) {
        uint64_t values = game->units[c] + 1;
        mpz_t *row = cm_new_n(scratch, mpz_t, values);
        if (!row)
            goto done;
        coef[c] = row;
        for (size_t v = 0; v < values; v++)
            mpz_init(row[v]);
        for (size_t v = 1; v < values; v++)
            mpz_add(row[v], row[v - 1], game->weight[c]);
    }
    CM_GO(cm_spend(ctx, game->n));
    status = cm_fn_linear(d, (const mpz_t *const *)coef, game->quota, out);
done:
    for (uint32_t c = 0; c < game->n && coef[c]; c++)
        for (size_t v = 0; v <= game->units[c]; v++)
            mpz_clear(coef[c][v]);
    return status;
}

comitia_status cm_weighted_diagram(cm_ctx *ctx, const cm_weighted *game,
                                   cm_fn_game *out)
{
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    *out = (cm_fn_game){.units = game->units, .dual = true};
    cm_arena_init(&scratch, ctx->allocator);
    uint32_t *sizes = cm_new_n(&scratch, uint32_t, (uint64_t)game->n + 1);
    if (!sizes)
        goto done;
    for (uint32_t c = 0; c < game->n; c++) {
        if (game->units[c] > 1 << 20) {
            status = cm_fail(ctx, COMITIA_E_BUDGET,
                             "more than 1,048,576 players that are alike");
            goto done;
        }
        sizes[c] = (uint32_t)game->units[c] + 1;
    }
    CM_GO(cm_diagram_new(ctx, sizes, game->n, &out->d));
    CM_GO(threshold(ctx, &scratch, game, out->d, &out->force));
done:
    cm_arena_clear(&scratch);
    return status;
}

/* The game with its classes by descending weight, for the diagram. */
typedef struct sorted {
    cm_weighted game;
    uint64_t *units;
    mpz_t *weight; /* borrowed limbs */
    uint32_t *class_of;
} sorted;

static comitia_status sort(cm_ctx *ctx, cm_arena *scratch,
                           const cm_weighted *game, sorted *out)
{
    ranked *ranks;
    CM_TRY(ranks_of(ctx, scratch, game, &ranks));
    out->units = cm_new_n(scratch, uint64_t, game->n);
    out->weight = cm_new_n(scratch, mpz_t, game->n);
    out->class_of = cm_new_n(scratch, uint32_t, game->n);
    if (!out->units || !out->weight || !out->class_of)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < game->n; i++) {
        uint32_t c = ranks[i].class_of;
        out->class_of[i] = c;
        out->units[i] = game->units[c];
        mpz_roinit_n(out->weight[i], mpz_limbs_read(game->weight[c]),
                     (mp_size_t)mpz_size(game->weight[c]));
    }
    out->game = (cm_weighted){game->n, out->units, (const mpz_t *)out->weight,
                              game->quota};
    return COMITIA_OK;
}

static comitia_status by_diagram(cm_ctx *ctx, cm_arena *arena,
                                 const cm_weighted *game, unsigned want,
                                 uint64_t budget, cm_power *power)
{
    cm_arena scratch;
    sorted s;
    cm_fn_game on = {0};
    cm_power part;
    comitia_status status;
    cm_arena_init(&scratch, ctx->allocator);
    uint64_t limit = cm_allow(ctx, budget);
    CM_GO(sort(ctx, &scratch, game, &s));
    CM_GO(cm_weighted_diagram(ctx, &s.game, &on));
    cm_allow_end(ctx, limit);
    CM_GO(cm_power_of(ctx, arena, &on, want, budget, &part));
    cm_power_take(power, &part, s.class_of);
done:
    cm_allow_end(ctx, limit);
    cm_diagram_free(on.d);
    cm_arena_clear(&scratch);
    return cm_is_limit(ctx, status) ? COMITIA_OK : status;
}

/* ---- all
 * ------------------------------------------------------------------------------- */

/* A rule that is always or never met: nobody swings. */
static comitia_status constant(cm_arena *arena, bool wins, cm_power *power)
{
    comitia_status status;
    const cm_number *zero;
    mpz_t z;
    mpz_init(z);
    CM_GO(cm_power_keep(arena, z, 0, &zero));
    for (uint32_t c = 0; c < power->n_rows; c++)
        power->rows[c] = (cm_power_row){.swings = zero, .shapley = zero};
    mpz_set_ui(z, 1); /* the empty coalition wins, or blocks */
    CM_GO(cm_power_keep(arena, z, 0,
               wins ? &power->minimal_winning : &power->minimal_blocking));
    *(wins ? &power->minimal_blocking : &power->minimal_winning) = zero;
    power->winning = zero;
    if (wins)
        CM_GO(cm_power_keep(arena, z, power->players, &power->winning));
    power->known = CM_PART_ALL;
done:
    mpz_clear(z);
    return status;
}

/* quota <= 0, or above what all players weigh */
static bool is_constant(const cm_weighted *game)
{
    mpz_t total, term;
    mpz_inits(total, term, NULL);
    for (uint32_t c = 0; c < game->n; c++) {
        cm_set_u64(term, game->units[c]);
        mpz_addmul(total, term, game->weight[c]);
    }
    bool yes = mpz_sgn(game->quota) <= 0 || mpz_cmp(game->quota, total) > 0;
    mpz_clears(total, term, NULL);
    return yes;
}

static uint64_t players_of(const cm_weighted *game)
{
    uint64_t players = 0;
    for (uint32_t c = 0; c < game->n; c++)
        players += game->units[c];
    return players;
}

/* Nothing comes after the last part that could need the rest. */
static uint64_t rest_of(const cm_ctx *ctx, uint64_t budget)
{
    uint64_t rest = (ctx->limit - ctx->steps) / 10 * 9;
    return rest > budget ? rest : budget;
}

/* The indices of very many holders may take two minutes, if nobody said how long:
   what is spent beyond the limit is added to it. */
static comitia_status sums_of(cm_ctx *ctx, cm_arena *arena,
                              const cm_weighted *game, unsigned places,
                              uint64_t budget, cm_power_bounds *bounds,
                              bool *found)
{
    enum { HOLDERS = 8000, LONGER = 13 };
    const uint64_t limit = ctx->limit, before = ctx->steps;
    bool longer = limit == CM_DEFAULT_LIMIT && game->n > 1 &&
                  players_of(game) > HOLDERS;
    if (longer)
        ctx->limit = LONGER * limit;
    comitia_status status = cm_weighted_shapley_sums(
        ctx, arena, game, places, rest_of(ctx, budget), bounds, found);
    if (longer)
        ctx->limit = limit + (ctx->steps - before);
    return status;
}

/* Between two decimals what is too much as a fraction. */
static comitia_status bounds_of(cm_ctx *ctx, cm_arena *arena,
                                const cm_weighted *game, unsigned want,
                                unsigned places, uint64_t budget,
                                cm_power *power)
{
    bool found;
    unsigned missing = want & ~power->known;
    cm_power_bounds bounds = {0};
    if (missing & CM_PART_SWINGS) {
        CM_TRY(cm_weighted_banzhaf_bounds(ctx, arena, game, budget, &bounds,
                                          &found));
        if (found)
            power->bounds = bounds;
    }
    bounds = power->bounds;
    if (missing & CM_PART_SHAPLEY) {
        CM_TRY(cm_weighted_shapley_bounds(ctx, arena, game, false, budget,
                                          &bounds, &found));
        if (!found)
            CM_TRY(sums_of(ctx, arena, game, places, budget, &bounds, &found));
        if (!found)
            CM_TRY(cm_weighted_shapley_bounds(ctx, arena, game, true,
                                              rest_of(ctx, budget), &bounds,
                                              &found));
        if (found)
            power->bounds = bounds;
        else if (bounds.shapley_steps && bounds.shapley_steps < UINT64_MAX)
            power->shapley_steps = bounds.shapley_steps;
    }
    return COMITIA_OK;
}

comitia_status cm_weighted_nothing(cm_arena *arena, const cm_weighted *game,
                                   cm_power *power)
{
    *power = (cm_power){.rows = cm_new_n(arena, cm_power_row, game->n),
                        .n_rows = game->n};
    if (!power->rows)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < game->n; c++)
        power->players += game->units[c];
    return COMITIA_OK;
}

comitia_status cm_weighted_power(cm_ctx *ctx, cm_arena *arena,
                                 const cm_weighted *game, unsigned want,
                                 cm_precision precision, uint64_t budget,
                                 cm_power *power)
{
    uint64_t nodes, share = budget;
    CM_TRY(cm_weighted_nothing(arena, game, power));
    if (is_constant(game))
        return constant(arena, mpz_sgn(game->quota) <= 0, power);
    if (precision.places && share > CHEAP_FRACTIONS)
        share = CHEAP_FRACTIONS;
    CM_TRY(cm_weighted_nodes(ctx, game, &nodes));
    if (nodes > SMALL_DIAGRAM)
        CM_TRY(cm_weighted_tables(ctx, arena, game, want, share, budget, power));
    if (nodes <= LARGE_DIAGRAM && want & CM_PART_ALL & ~power->known)
        CM_TRY(
            by_diagram(ctx, arena, game, want & ~power->known, share, power));
    return precision.exact ? COMITIA_OK
                           : bounds_of(ctx, arena, game, want,
                                       precision.places, budget, power);
}

comitia_status cm_weighted_minimal(cm_ctx *ctx, cm_arena *arena,
                                   const cm_weighted *game, uint64_t budget,
                                   bool *found, mpz_ptr winning,
                                   mpz_ptr blocking)
{
    cm_power power;
    CM_TRY(
        cm_weighted_power(ctx, arena, game, CM_PART_MINIMAL, (cm_precision){0},
                          budget, &power));
    *found = power.known & CM_PART_MINIMAL;
    if (*found) {
        mpz_set(winning, mpq_numref(power.minimal_winning->q));
        mpz_set(blocking, mpq_numref(power.minimal_blocking->q));
    }
    return COMITIA_OK;
}
