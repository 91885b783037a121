/* Power indices of a game on a diagram. */
#include "engine/numbers/allowance.h"
#include "engine/power/desirability.h"
#include "engine/power/johnston.h"
#include "engine/power/power_task.h"

typedef cm_power_task task;

comitia_status cm_power_keep(cm_arena *arena, mpz_srcptr z, uint64_t doublings,
                             const cm_number **out)
{
    mpq_t q;
    mpq_init(q);
    mpz_mul_2exp(mpq_numref(q), z, doublings);
    *out = cm_number_keep(arena, q);
    mpq_clear(q);
    return *out ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- at one mark ------------------------------------------------------------
 */

/* What is counted of a function with every mark 1: the total, and for one
   player of each class its swings or its memberships. */
typedef struct counted {
    mpz_t total;
    mpz_t *of;
    uint32_t n;
} counted;

static comitia_status counted_init(task *t, counted *c)
{
    c->n = t->power->n_rows;
    c->of = cm_new_n(&t->scratch, mpz_t, c->n);
    mpz_init(c->total);
    for (uint32_t i = 0; c->of && i < c->n; i++)
        mpz_init(c->of[i]);
    return c->of ? COMITIA_OK : COMITIA_E_NOMEM;
}

static void counted_clear(counted *c)
{
    mpz_clear(c->total);
    for (uint32_t i = 0; c->of && i < c->n; i++)
        mpz_clear(c->of[i]);
}

typedef void sweep_of(cm_flat_work *work, uint32_t *out, size_t stride);

static comitia_status count(task *t, const cm_flat *flat, sweep_of *sweep,
                            counted *c)
{
    cm_flat_work work;
    const cm_primes *primes = &t->primes;
    size_t row = (size_t)c->n + 1;
    CM_TRY(cm_flat_work_new(&t->scratch, flat, &work));
    uint32_t *values =
        cm_alloc_n(&t->scratch, (uint64_t)primes->n * row, sizeof *values);
    uint32_t *digits = cm_new_n(&t->scratch, uint32_t, primes->n);
    if (!values || !digits)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < primes->n; i++) {
        CM_TRY(cm_spend(t->ctx, 4 * cm_flat_cost(flat)));
        cm_flat_modulo(&work, primes->at[i]);
        cm_flat_mark(&work, 1);
        values[i * row + c->n] = cm_flat_total(&work);
        sweep(&work, values + i * row, 1);
    }
    CM_TRY(cm_spend(t->ctx, row * cm_residues_join_cost(primes)));
    for (uint32_t k = 0; k < c->n; k++)
        cm_residues_join(primes, values + k, row, digits, c->of[k]);
    cm_residues_join(primes, values + c->n, row, digits, c->total);
    return COMITIA_OK;
}

/* ---- at as many marks as there are players ---------------------------------
 */

uint64_t cm_power_sized_cost(const cm_power_task *t, const cm_flat *flat,
                             uint64_t sweeps)
{
    uint64_t n = flat->players, rows = t->power->n_rows;
    if (n > 100000 || rows * n * t->primes.n > UINT32_C(1) << 27)
        return UINT64_MAX;
    uint64_t points = n * (sweeps * cm_flat_cost(flat) + rows * n);
    return points * t->primes.n + rows * n * cm_residues_join_cost(&t->primes);
}

/* Counts by size less one. *found stays false if it would take too long. */
static comitia_status count_by_size(task *t, const cm_flat *flat,
                                    sweep_of *sweep, cm_sized *sized,
                                    bool *found)
{
    cm_flat_work work;
    const cm_primes *primes = &t->primes;
    uint32_t n = flat->players;
    uint64_t all = (uint64_t)t->power->n_rows * n;
    uint64_t cost = cm_power_sized_cost(t, flat, 3);
    if (cost > t->budget)
        return COMITIA_OK;
    cm_plan(t->ctx, "counting by size", cost, 4 * primes->n * all);
    uint32_t *values = cm_alloc_n(&t->scratch, primes->n * all, sizeof *values);
    if (!values)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_flat_work_new(&t->scratch, flat, &work));
    CM_TRY(cm_sized_new(t->ctx, &t->scratch, t->power->n_rows, n, sized));
    comitia_status status = COMITIA_OK;
    for (uint32_t i = 0; i < primes->n; i++) {
        cm_flat_modulo(&work, primes->at[i]);
        for (uint32_t y = 0; y < n; y++) {
            CM_GO(cm_spend(t->ctx, 3 * cm_flat_cost(flat)));
            cm_flat_mark(&work, y);
            sweep(&work, values + i * all + y, n);
        }
    }
    CM_GO(cm_sized_from_points(t->ctx, &t->scratch, primes, values, sized));
    *found = true;
done:
    cm_planned(t->ctx);
    if (status != COMITIA_OK)
        cm_sized_clear(sized);
    return status;
}

/* A part that is too long is left out; the others go on. */
static comitia_status part(task *t, comitia_status status, uint64_t limit)
{
    cm_allow_end(t->ctx, limit);
    return cm_is_limit(t->ctx, status) ? COMITIA_OK : status;
}

/* ---- the parts
 * ----------------------------------------------------------------- */

static comitia_status find_swings(task *t, const cm_flat *flat)
{
    counted c;
    comitia_status status;
    CM_GO(counted_init(t, &c));
    CM_GO(count(t, flat, cm_flat_swings, &c));
    CM_GO(cm_power_keep(t->arena, c.total, 0, &t->power->winning));
    for (uint32_t i = 0; i < c.n; i++)
        if (t->units[i])
            CM_GO(
                cm_power_keep(t->arena, c.of[i], 0, &t->power->rows[i].swings));
    t->power->known |= CM_PART_SWINGS;
done:
    counted_clear(&c);
    return status;
}

/* ---- players who are all alike
 * ------------------------------------------------- */

/* 1/n for everybody. */
static comitia_status share_alike(task *t, cm_power_row *row)
{
    mpq_t q;
    mpq_init(q);
    mpz_set_ui(mpq_numref(q), 1);
    cm_set_u64(mpq_denref(q), t->power->players);
    row->shapley = cm_number_keep(t->arena, q);
    mpq_clear(q);
    row->deegan_packel = row->holler = row->johnston = row->shapley;
    t->power->known = CM_PART_SHAPLEY | CM_PART_DEEGAN_PACKEL | CM_PART_HOLLER |
                      CM_PART_JOHNSTON;
    return row->shapley ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* C(n, k) + ... + C(n, n) */
static void sum_binomials(uint64_t n, uint64_t k, mpz_ptr sum)
{
    mpz_t one;
    mpz_init_set_ui(one, 1); /* C(n, n) */
    mpz_set_ui(sum, 0);
    for (uint64_t v = n;; v--) {
        mpz_add(sum, sum, one);
        if (v == k)
            break;
        mpz_mul_ui(one, one, v);
        mpz_divexact_ui(one, one, n - v + 1);
    }
    mpz_clear(one);
}

/* k of n win: binomials say how many coalitions that is. */
static comitia_status count_alike(task *t, cm_power_row *row, uint64_t k)
{
    uint64_t n = t->power->players;
    comitia_status status;
    mpz_t z;
    mpz_init(z);
    CM_GO(cm_spend(t->ctx, n * (n / 32 + 50)));
    sum_binomials(n, k, z);
    CM_GO(cm_power_keep(t->arena, z, 0, &t->power->winning));
    mpz_bin_uiui(z, n - 1, k - 1);
    CM_GO(cm_power_keep(t->arena, z, 0, &row->swings));
    mpz_bin_uiui(z, n, k);
    CM_GO(cm_power_keep(t->arena, z, 0, &t->power->minimal_winning));
    mpz_bin_uiui(z, n, n - k + 1);
    CM_GO(cm_power_keep(t->arena, z, 0, &t->power->minimal_blocking));
    t->power->known = CM_PART_ALL;
done:
    mpz_clear(z);
    return status;
}

/* The class and the number of its members that win, if only one class matters
   and the game is not constant. */
static comitia_status find_alike(task *t, uint32_t class)
{
    const cm_diagram *d = t->game->d;
    uint64_t k = 1;
    while (cm_fn_child(d, t->game->force, (uint32_t)k) == CM_FALSE)
        k++;
    cm_power_row *row = &t->power->rows[class];
    CM_TRY(share_alike(t, row));
    uint64_t limit = cm_allow(t->ctx, t->budget);
    return part(t, count_alike(t, row, k), limit);
}

static comitia_status find_shapley(task *t, const cm_flat *flat)
{
    cm_sized sized = {0};
    bool found = false;
    CM_TRY(count_by_size(t, flat, cm_flat_swings, &sized, &found));
    comitia_status status =
        found ? cm_power_set_shapley(t->ctx, t->arena, &sized, t->power)
              : COMITIA_OK;
    cm_sized_clear(&sized);
    return status;
}

static comitia_status find_deegan_packel(task *t, const cm_flat *minimal)
{
    cm_sized sized = {0};
    bool found = false;
    CM_TRY(count_by_size(t, minimal, cm_flat_members, &sized, &found));
    comitia_status status =
        found ? cm_power_set_inverse(t->ctx, t->arena, &sized, t->units, false,
                                     t->power)
              : COMITIA_OK;
    cm_sized_clear(&sized);
    return status;
}

static comitia_status find_johnston(task *t)
{
    cm_sized sized = {0};
    bool found = false;
    CM_TRY(cm_johnston_counts(t->ctx, &t->scratch, t->game, t->budget, &sized,
                              &found));
    comitia_status status = found
                                ? cm_power_set_inverse(t->ctx, t->arena, &sized,
                                                       t->units, true, t->power)
                                : COMITIA_OK;
    cm_sized_clear(&sized);
    return status;
}

static comitia_status find_block(task *t, cm_fn *block)
{
    *block = t->game->block;
    if (!t->game->dual)
        return COMITIA_OK;
    CM_TRY(cm_fn_flip(t->game->d, t->game->force, block));
    return cm_fn_not(t->game->d, *block, block);
}

/* Everything about minimal winning coalitions, and the number of minimal
   blocking ones. */
static comitia_status find_minimal(task *t, unsigned want)
{
    cm_fn winning, blocking;
    cm_flat flat, blocks;
    counted c;
    comitia_status status;
    CM_GO(counted_init(t, &c));
    CM_GO(cm_fn_minimal(t->game->d, t->game->force, &winning));
    CM_GO(cm_flat_new(t->ctx, &t->scratch, t->game, winning, &flat));
    CM_GO(count(t, &flat, cm_flat_members, &c));
    CM_GO(cm_power_keep(t->arena, c.total, 0, &t->power->minimal_winning));
    if (want & ~t->power->known & CM_PART_HOLLER)
        CM_GO(cm_power_set_holler(t->ctx, t->arena, (const mpz_t *)c.of,
                                  t->units, t->power));
    if (want & CM_PART_MINIMAL) {
        CM_GO(find_block(t, &blocking));
        CM_GO(cm_fn_minimal(t->game->d, blocking, &blocking));
        CM_GO(cm_flat_new(t->ctx, &t->scratch, t->game, blocking, &blocks));
        CM_GO(count(t, &blocks, cm_flat_members, &c));
        CM_GO(cm_power_keep(t->arena, c.total, 0, &t->power->minimal_blocking));
        t->power->known |= CM_PART_MINIMAL;
    }
    if (want & ~t->power->known & CM_PART_DEEGAN_PACKEL)
        CM_GO(find_deegan_packel(t, &flat));
done:
    counted_clear(&c);
    return status;
}

static uint32_t only_class(const task *t)
{
    uint32_t only = UINT32_MAX, n = 0;
    for (uint32_t c = 0; c < t->power->n_rows; c++)
        if (t->units[c]) {
            only = c;
            n++;
        }
    return n == 1 ? only : UINT32_MAX;
}

/* Whether the levels are in an order of desirability; not if finding out takes
   too long. */
static comitia_status find_order(task *t, bool *ordered)
{
    uint32_t n = t->power->n_rows;
    t->depends = cm_new_n(&t->scratch, uint8_t, n);
    if (!t->depends)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_support(t->game->d, t->game->force, t->depends));
    for (uint32_t c = 0; c < n; c++)
        t->dummies += t->depends[c] ? 0 : t->units[c];
    *ordered = false;
    uint64_t limit = cm_allow(t->ctx, t->budget);
    return part(t,
                cm_fn_is_ordered(t->ctx, &t->scratch, t->game, t->game->force,
                                 t->depends, ordered),
                limit);
}

/* Any game: minimal coalitions have diagrams of their own. */
static comitia_status find_unordered(task *t, unsigned want)
{
    cm_flat flat;
    enum {
        BY_MINIMAL = CM_PART_MINIMAL | CM_PART_HOLLER | CM_PART_DEEGAN_PACKEL
    };
    CM_TRY(cm_flat_new(t->ctx, &t->scratch, t->game, t->game->force, &flat));
    CM_TRY(cm_primes_new(t->ctx, &t->scratch, (uint64_t)flat.players + 1,
                         &t->primes));
    uint64_t limit = cm_allow(t->ctx, t->budget);
    CM_TRY(part(t, find_swings(t, &flat), limit));
    if (want & ~t->power->known & BY_MINIMAL) {
        limit = cm_allow(t->ctx, t->budget);
        CM_TRY(part(t, find_minimal(t, want), limit));
    }
    if (want & ~t->power->known & CM_PART_SHAPLEY) {
        limit = cm_allow(t->ctx, t->budget);
        CM_TRY(part(t, find_shapley(t, &flat), limit));
    }
    if (want & ~t->power->known & CM_PART_JOHNSTON) {
        limit = cm_allow(t->ctx, t->budget);
        CM_TRY(part(t, find_johnston(t), limit));
    }
    return COMITIA_OK;
}

static comitia_status find_all(task *t, unsigned want)
{
    bool ordered;
    uint32_t only = only_class(t);
    for (uint32_t c = 0; c < t->power->n_rows; c++)
        t->power->players += t->units[c];
    if (only != UINT32_MAX && t->game->dual && t->game->force > CM_TRUE)
        return find_alike(t, only);
    CM_TRY(find_order(t, &ordered));
    return ordered && t->game->dual ? cm_power_by_order(t, want)
                                    : find_unordered(t, want);
}

comitia_status cm_power_of(cm_ctx *ctx, cm_arena *arena, const cm_fn_game *game,
                           unsigned want, uint64_t budget, cm_power *power)
{
    task t = {.ctx = ctx,
              .arena = arena,
              .game = game,
              .power = power,
              .budget = budget};
    comitia_status status = COMITIA_E_NOMEM;
    uint32_t n = cm_diagram_levels(game->d);
    cm_arena_init(&t.scratch, ctx->allocator);
    if (want & CM_PART_ANYWAY)
        want |= CM_PART_MINIMAL;
    *power = (cm_power){.rows = cm_new_n(arena, cm_power_row, n), .n_rows = n};
    t.units = cm_new_n(&t.scratch, uint64_t, n);
    if (!power->rows || !t.units)
        goto done;
    for (uint32_t c = 0; c < n; c++)
        t.units[c] = !game->matters || game->matters[c] ? game->units[c] : 0;
    status = find_all(&t, want);
done:
    cm_arena_clear(&t.scratch);
    return status;
}

/* Of players who are all alike, sets are told by their sizes. */
/* What is left of a set on the way to a level: nobody is in of the classes
   that do not matter. */
static cm_fn nobody_else(const cm_diagram *d, cm_fn set, uint32_t level)
{
    while (set > CM_TRUE && cm_fn_level(d, set) != level)
        set = cm_fn_child(d, set, 0);
    return set;
}

static comitia_status total_alike(cm_ctx *ctx, const cm_fn_game *game,
                                  uint32_t class, cm_fn set, mpz_ptr total)
{
    uint64_t n = game->units[class];
    mpz_t one;
    CM_TRY(cm_spend(ctx, n * 10));
    mpz_set_ui(total, 0);
    mpz_init(one);
    comitia_status status = COMITIA_OK;
    set = nobody_else(game->d, set, class);
    for (uint32_t v = 0; v <= n; v++) {
        cm_fn rest = set > CM_TRUE ? cm_fn_child(game->d, set, v) : set;
        if (nobody_else(game->d, rest, CM_NOTHING) == CM_TRUE) {
            CM_GO(cm_spend(ctx, n * (n / 32 + 50)));
            mpz_bin_uiui(one, n, v);
            mpz_add(total, total, one);
        }
    }
done:
    mpz_clear(one);
    return status;
}

static uint32_t only_level(const cm_fn_game *game)
{
    uint32_t only = UINT32_MAX, n = 0;
    for (uint32_t l = 0; l < cm_diagram_levels(game->d); l++)
        if (game->units[l] && (!game->matters || game->matters[l])) {
            only = l;
            n++;
        }
    return n == 1 ? only : UINT32_MAX;
}

comitia_status cm_power_total(cm_ctx *ctx, cm_arena *scratch,
                              const cm_fn_game *game, cm_fn set, mpz_ptr total)
{
    cm_flat flat;
    cm_flat_work work;
    cm_primes primes;
    uint32_t only = only_level(game);
    if (set > CM_TRUE && only != UINT32_MAX)
        return total_alike(ctx, game, only, set, total);
    CM_TRY(cm_flat_new(ctx, scratch, game, set, &flat));
    CM_TRY(cm_flat_work_new(scratch, &flat, &work));
    CM_TRY(cm_primes_new(ctx, scratch, (uint64_t)flat.players + 1, &primes));
    uint32_t *values = cm_new_n(scratch, uint32_t, primes.n);
    uint32_t *digits = cm_new_n(scratch, uint32_t, primes.n);
    if (!values || !digits)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < primes.n; i++) {
        CM_TRY(cm_spend(ctx, 2 * cm_flat_cost(&flat)));
        cm_flat_modulo(&work, primes.at[i]);
        cm_flat_mark(&work, 1);
        values[i] = cm_flat_total(&work);
    }
    cm_residues_join(&primes, values, 1, digits, total);
    return COMITIA_OK;
}
