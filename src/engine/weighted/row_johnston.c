/* Swings by the number of critical members (docs/theory/weighted.md).
 *
 * A member of a coalition that weighs q + d is critical if it weighs more than
 * d. So for d from one weight to the next, the same weights are critical: a
 * table in which those carry a mark y, and the others none, counts the
 * coalitions by their critical members. From one weight to the next its
 * players are divided out with the mark and multiplied in without. */
#include "engine/weighted/row_points.h"

typedef struct counting {
    const cm_row *row;
    cm_points at;
    cm_row_tables tables;
    uint32_t *values;
} counting;

/* At least one member is critical. Without it the coalition loses, so that the
   others are no more than can lose. The counts are of all sizes. */
static cm_points points_of(const cm_row *row)
{
    uint64_t most =
        row->players - cm_row_fewest(row, row->total - row->quota + 1);
    cm_points at = cm_points_of(row, 0, most, false);
    at.n_primes = cm_primes_for(row->players);
    return at;
}

/* row(s) := row(s) / (1 + y x^w), from below, as much at a time as the weight
   leaves apart. */
static void divide_out(const cm_row *row, uint32_t *cells, uint64_t weight,
                       cm_modulus mod, uint32_t y)
{
    uint32_t minus = mod.p - y, shoup = cm_lanes_shoup(minus, mod);
    for (uint64_t s = weight; s < row->quota; s += weight) {
        uint64_t left = row->quota - s;
        row->lanes.add_times(cells + s, cells + s - weight,
                             left < weight ? left : weight, mod.p, minus,
                             shoup);
    }
}

/* The coalitions of weight s or less in which everybody carries the mark. */
static comitia_status mark_all(const cm_row *row, cm_ctx *ctx, cm_modulus mod,
                               uint32_t y, uint32_t *cells)
{
    uint32_t n;
    for (uint64_t s = 0; s < row->quota; s++)
        cells[s] = 1;
    for (uint64_t i = 0; i < row->players; i += n) {
        (void)cm_row_group(row, i, &n);
        CM_TRY(cm_spend(ctx, n * cm_row_marked_cost(row->quota)));
        cm_lanes_take(&row->lanes, cells, row->quota - 1, row->each + i, n, mod,
                      y);
    }
    return COMITIA_OK;
}

/* Of the coalitions that weigh q + low .. q + high - 1 those with a player of
   weight w >= high, over its mark: sum over j >= 1 of (-y)^(j-1) times those
   in the window moved down by j w. By Horner from the lowest window up. */
static uint32_t swings_between(const cm_row *row, const uint32_t *cells,
                               uint64_t low, uint64_t high, uint64_t weight,
                               cm_modulus mod, uint32_t y)
{
    uint64_t end = row->quota - 1 + high, begin = row->quota - 1 + low;
    uint32_t sum = 0;
    for (uint64_t j = end / weight; j > 0; j--) {
        uint64_t less = j * weight;
        uint32_t upto = cells[end - less];
        uint32_t below = begin >= less ? cells[begin - less] : 0;
        sum = cm_mod_sub(cm_mod_sub(upto, below, mod), cm_mod_mul(y, sum, mod),
                         mod);
    }
    return sum;
}

/* One prime and one mark: all weights. */
static comitia_status fill_table(void *user, cm_ctx *ctx, uint32_t task)
{
    const counting *c = user;
    const cm_row *row = c->row;
    cm_modulus mod = row->primes.at[task / c->at.n_tables];
    uint32_t y = cm_points_mark(&c->at, task % c->at.n_tables);
    uint32_t *cells = c->tables.at[ctx->worker];
    uint32_t *to = c->values + (size_t)task * row->n;
    uint64_t low = 0, last = row->quota - 1;
    CM_TRY(mark_all(row, ctx, mod, y, cells));
    for (uint32_t k = 0; k < row->n; k++) {
        uint64_t high = row->weight[k];
        for (uint32_t i = k; i < row->n; i++) {
            uint64_t w = row->weight[i];
            CM_TRY(cm_spend(ctx, 10 + 6 * ((last + high) / w)));
            to[i] = cm_mod_add(
                to[i], swings_between(row, cells, low, high, w, mod, y), mod);
        }
        for (uint64_t u = 0; u < row->units[k] && k + 1 < row->n; u++) {
            CM_TRY(cm_spend(ctx, 2 * cm_row_marked_cost(last)));
            divide_out(row, cells, high, mod, y);
            cm_lanes_take(&row->lanes, cells, last, &high, 1, mod, 1);
        }
        low = high;
    }
    return COMITIA_OK;
}

comitia_status cm_row_criticals(cm_row *row, cm_sized *counts)
{
    if (row->players > CM_ROW_MOST_SIZED)
        return cm_fail(row->ctx, COMITIA_E_BUDGET, "too many counts by size");
    counting c = {.row = row, .at = points_of(row)};
    uint64_t tasks = (uint64_t)c.at.n_primes * c.at.n_tables;
    if (tasks * row->n > UINT32_C(1) << 28)
        return cm_fail(row->ctx, COMITIA_E_BUDGET, "too many counts by size");
    CM_TRY(cm_row_each(row));
    CM_TRY(cm_row_tables_new(row, row->quota, (uint32_t)tasks, &c.tables));
    c.values = cm_alloc_n(row->scratch, tasks * row->n, sizeof *c.values);
    if (!c.values)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_row_run(row, &c.tables, (uint32_t)tasks, fill_table, &c,
                      c.values, row->n));
    return cm_points_join(row, &c.at, c.values, false, counts);
}

static uint64_t times(uint64_t a, uint64_t b)
{
    return b && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

uint64_t cm_row_criticals_cost(const cm_row *row)
{
    if (row->players > CM_ROW_MOST_SIZED || row->quota > CM_ROW_MOST_CELLS)
        return UINT64_MAX;
    cm_points at = points_of(row);
    uint64_t tasks = (uint64_t)at.n_primes * at.n_tables, reads = 0;
    for (uint32_t i = 0; i < row->n; i++) /* once for each weight below */
        reads += (i + 1) * (10 + 6 * (row->quota / row->weight[i] + 1));
    uint64_t each = times(3 * cm_row_marked_cost(row->quota), row->players);
    if (tasks * row->n > UINT32_C(1) << 28 || each > UINT64_MAX - reads)
        return UINT64_MAX;
    return times(each + reads, tasks);
}
