#include "engine/weighted/weighted_row.h"

#include <stdlib.h>

/* ---- reduction
 * ---------------------------------------------------------------- */

typedef struct entry {
    uint64_t weight, units;
    uint32_t class_of;
} entry;

static int by_weight(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    return a->class_of < b->class_of ? -1 : a->class_of > b->class_of;
}

/* gcd of the weights, total and quota divided by it; false if the rule is
   constant or too large. */
static bool reduce(const cm_weighted *game, mpz_ptr gcd, mpz_ptr total,
                   mpz_ptr quota)
{
    mpz_t term;
    mpz_init(term);
    for (uint32_t c = 0; c < game->n; c++) {
        if (game->units[c] == 0)
            continue;
        mpz_gcd(gcd, gcd, game->weight[c]);
        cm_set_u64(term, game->units[c]);
        mpz_addmul(total, term, game->weight[c]);
    }
    mpz_clear(term);
    if (mpz_sgn(game->quota) <= 0 || mpz_cmp(game->quota, total) > 0)
        return false;
    mpz_divexact(total, total, gcd);
    mpz_cdiv_q(quota, game->quota, gcd);
    return mpz_sizeinbase(total, 2) <= 62;
}

static uint64_t get_u64(mpz_srcptr z)
{
    uint64_t value = 0;
    mpz_export(&value, NULL, -1, sizeof value, 0, 0, z);
    return value;
}

static comitia_status set_weights(cm_row *row, const cm_weighted *game,
                                  mpz_srcptr gcd)
{
    entry *entries = cm_new_n(row->scratch, entry, game->n);
    row->weight = cm_new_n(row->scratch, uint64_t, game->n);
    row->units = cm_new_n(row->scratch, uint64_t, game->n);
    row->of_class = cm_new_n(row->scratch, uint32_t, game->n);
    if (!entries || !row->weight || !row->units || !row->of_class)
        return COMITIA_E_NOMEM;
    mpz_t weight;
    mpz_init(weight);
    for (uint32_t c = 0; c < game->n; c++) {
        mpz_divexact(weight, game->weight[c], gcd);
        entries[c] = (entry){get_u64(weight), game->units[c], c};
    }
    mpz_clear(weight);
    CM_TRY(cm_spend(row->ctx, 100 * (uint64_t)game->n));
    qsort(entries, game->n, sizeof *entries, by_weight);
    for (uint32_t i = 0; i < game->n; i++) {
        const entry *e = &entries[i];
        row->of_class[e->class_of] = UINT32_MAX;
        if (e->weight == 0)
            row->zeros += e->units;
        if (e->weight == 0 || e->units == 0)
            continue;
        if (row->n == 0 || row->weight[row->n - 1] != e->weight)
            row->weight[row->n++] = e->weight;
        row->units[row->n - 1] += e->units;
        row->players += e->units;
        row->of_class[e->class_of] = row->n - 1;
    }
    return COMITIA_OK;
}

comitia_status cm_row_new(cm_ctx *ctx, cm_arena *scratch,
                          const cm_weighted *game, cm_row *row, bool *fits)
{
    comitia_status status = COMITIA_OK;
    mpz_t gcd, total, quota;
    mpz_inits(gcd, total, quota, NULL);
    *row = (cm_row){.ctx = ctx, .scratch = scratch, .lanes = cm_lanes_here()};
    *fits = reduce(game, gcd, total, quota);
    if (*fits) {
        row->total = get_u64(total);
        row->quota = get_u64(quota);
        row->dual = row->quota > row->total - row->quota + 1;
        row->last = (row->dual ? row->total - row->quota + 1 : row->quota) - 1;
        status = set_weights(row, game, gcd);
    }
    mpz_clears(gcd, total, quota, NULL);
    return status;
}

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t add_up(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* Sum over k = 1..units of min(last, so_far + k * weight), all halved with
   `mirror`; saturates. */
static uint64_t class_cells(const cm_row *row, uint64_t so_far, uint64_t weight,
                            uint64_t units, bool mirror)
{
    uint64_t top = mirror ? 2 * row->last + 1 : row->last;
    uint64_t rising =
        so_far >= top ? 0 : smaller(units, (top - so_far) / weight);
    /* rising terms: so_far + k weight <= top < 2^63 */
    uint64_t average = so_far + weight / 2 * (rising + 1);
    uint64_t sum =
        rising && average > UINT64_MAX / rising ? UINT64_MAX : average * rising;
    uint64_t flat = units - rising;
    uint64_t rest = flat && top > UINT64_MAX / flat ? UINT64_MAX : top * flat;
    sum = add_up(sum, rest);
    return mirror ? sum / 2 : sum;
}

uint64_t cm_row_cells(const cm_row *row, bool ascending, bool mirror)
{
    uint64_t cells = row->last, so_far = 0;
    for (uint32_t k = 0; k < row->n; k++) {
        uint32_t i = ascending ? k : row->n - 1 - k;
        cells = add_up(cells, class_cells(row, so_far, row->weight[i],
                                          row->units[i], mirror));
        so_far += row->weight[i] * row->units[i]; /* at most total */
    }
    return cells;
}

/* ---- tables
 * ------------------------------------------------------------------------ */

comitia_status cm_row_each(cm_row *row)
{
    uint64_t n = 0;
    if (row->each)
        return COMITIA_OK;
    if (row->players > UINT64_C(1) << 24)
        return cm_fail(row->ctx, COMITIA_E_BUDGET,
                       "tables of more than 2^24 players");
    uint64_t *each = cm_new_n(row->scratch, uint64_t, row->players + 1);
    if (!each)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < row->n; i++)
        for (uint64_t k = 0; k < row->units[i]; k++)
            each[n++] = row->weight[i];
    row->each = each;
    return COMITIA_OK;
}

comitia_status cm_row_tables_new(cm_row *row, uint64_t cells, uint32_t n_tasks,
                                 cm_row_tables *tables)
{
    enum { ALIGNED = 64, MORE = ALIGNED / sizeof(uint32_t) };
    if (cells > CM_ROW_MOST_CELLS)
        return cm_fail(row->ctx, COMITIA_E_BUDGET,
                       "a table of more than 2^28 weights");
    uint32_t most = cm_parallel_workers(row->ctx, n_tasks);
    *tables = (cm_row_tables){.at = cm_new_n(row->scratch, uint32_t *, most)};
    for (; tables->at && tables->n < most; tables->n++) {
        uint32_t *at = cm_alloc_n(row->scratch, cells + MORE, sizeof *at);
        if (!at)
            break;
        at += (ALIGNED - (uintptr_t)at % ALIGNED) % ALIGNED / sizeof *at;
        tables->at[tables->n] = at;
    }
    return tables->n ? COMITIA_OK : COMITIA_E_NOMEM;
}

comitia_status cm_row_run(cm_row *row, const cm_row_tables *tables,
                          uint32_t n_tasks, cm_task *task, void *user,
                          uint32_t *values, size_t width)
{
    uint32_t threads = row->ctx->threads;
    if (threads > tables->n)
        row->ctx->threads = tables->n;
    comitia_status status =
        values ? cm_spread(row->ctx, n_tasks, task, user, values,
                           width * sizeof *values)
               : cm_parallel(row->ctx, n_tasks, task, user);
    row->ctx->threads = threads;
    return status;
}

uint64_t cm_row_group(const cm_row *row, uint64_t first, uint32_t *n)
{
    uint64_t left = row->players - first, sum = 0;
    *n = cm_lanes_group(row->each + first, left < CM_LANES_GROUP
                                               ? (uint32_t)left
                                               : CM_LANES_GROUP);
    for (uint32_t k = 0; k < *n; k++)
        sum += row->each[first + k];
    return sum;
}
