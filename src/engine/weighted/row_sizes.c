/* Swings by the size of the coalition (docs/theory/weighted.md). */
#include "engine/weighted/row_points.h"

/* Sizes are those of the rule with the smaller quota, the one `last` belongs
   to. */
typedef struct sizing {
    const cm_row *row;
    cm_points at;
    uint64_t top;     /* the last weight in a table */
    uint64_t high[2]; /* the heaviest that a swing of the rule, and of its dual,
                         can join */
    cm_row_tables tables;
    uint32_t *values;
} sizing;

static uint64_t cells_up_to(const cm_row *row, uint64_t last)
{
    cm_row copy = *row;
    copy.last = last;
    return cm_row_cells(&copy, true, false);
}

/* One longer table for two points, or a shorter one for each. */
static sizing sizing_of(const cm_row *row)
{
    uint64_t least = cm_row_fewest(row, row->last + 1) - 1;
    uint64_t most = row->players - cm_row_fewest(row, row->total - row->last);
    sizing t = {.row = row,
                .high = {row->last, row->total - row->last - 1},
                .top = row->last};
    bool paired = t.high[1] < CM_ROW_MOST_CELLS &&
                  cells_up_to(row, t.high[1]) / 2 <=
                      cells_up_to(row, t.high[0]);
    if (paired)
        t.top = t.high[1];
    t.at = cm_points_of(row, least, most, paired);
    return t;
}

/* Coalitions by weight, each marked y for each member. */
static comitia_status count_marked(const cm_row *row, cm_ctx *ctx, uint64_t top,
                                   cm_modulus mod, uint32_t y, uint32_t *cells)
{
    uint64_t sum = 0;
    uint32_t n;
    memset(cells, 0, (size_t)(top + 1) * sizeof *cells);
    cells[0] = 1;
    for (uint64_t i = 0; i < row->players; i += n) {
        sum += cm_row_group(row, i, &n);
        uint64_t upto = top < sum ? top : sum;
        CM_TRY(cm_spend(ctx, n * cm_row_marked_cost(upto)));
        cm_lanes_take(&row->lanes, cells, upto, row->each + i, n, mod, y);
    }
    return COMITIA_OK;
}

/* Sum of y^|S| over the coalitions S without a player of weight w that weigh
   high - w + 1 .. high: sum over j >= 0 of (-y)^j times the coalitions, that
   player among them, in the window moved down by j w. By Horner from the last
   window up. */
static uint32_t marked_swings(const uint32_t *prefix, uint64_t high,
                              uint64_t weight, uint32_t y, cm_modulus mod)
{
    uint64_t j = high / weight; /* the last window starts at or below 0 */
    uint32_t sum = 0, below = 0;
    for (;; j--) {
        uint32_t upto = prefix[high - j * weight];
        uint32_t here = cm_mod_sub(upto, below, mod);
        sum = cm_mod_sub(here, cm_mod_mul(y, sum, mod), mod);
        below = upto;
        if (j == 0)
            return sum;
    }
}

/* One table of one prime: all values that it gives, without the factor x^least
   that all terms have. With complements, swings of the dual are those of the
   rule: the value at 1 / y is that of the dual at y over y^(players - 1). */
static comitia_status fill_table(void *user, cm_ctx *ctx, uint32_t task)
{
    const sizing *t = user;
    const cm_row *row = t->row;
    const cm_points *at = &t->at;
    cm_modulus mod = row->primes.at[task / at->n_tables];
    uint32_t y = cm_points_mark(at, task % at->n_tables), sides = 1 + at->paired;
    uint32_t over = cm_mod_inverse(y, mod);
    const uint32_t factor[2] = {
        cm_mod_power(over, at->least, mod),
        cm_mod_power(over, row->players - 1 - at->least, mod)};
    uint32_t *cells = t->tables.at[ctx->worker];
    uint32_t *to = t->values + (size_t)task * row->n * sides;
    CM_TRY(count_marked(row, ctx, t->top, mod, y, cells));
    CM_TRY(cm_spend(ctx, t->top));
    cm_lanes_prefix(cells, t->top + 1, mod);
    for (uint32_t i = 0; i < row->n; i++)
        for (uint32_t side = 0; side < sides; side++) {
            uint64_t w = row->weight[i], high = t->high[side];
            CM_TRY(cm_spend(ctx, 10 + 4 * (high / w)));
            to[i * sides + side] = cm_mod_mul(
                factor[side], marked_swings(cells, high, w, y, mod), mod);
        }
    return COMITIA_OK;
}

comitia_status cm_row_sizes(cm_row *row, cm_sized *counts)
{
    if (row->players > CM_ROW_MOST_SIZED)
        return cm_fail(row->ctx, COMITIA_E_BUDGET, "too many counts by size");
    sizing t = sizing_of(row);
    uint64_t tasks = (uint64_t)t.at.n_primes * t.at.n_tables;
    if (tasks * row->n > UINT32_C(1) << 27)
        return cm_fail(row->ctx, COMITIA_E_BUDGET, "too many counts by size");
    CM_TRY(cm_row_each(row));
    CM_TRY(cm_row_tables_new(row, t.top + 1, (uint32_t)tasks, &t.tables));
    t.values = cm_alloc_n(row->scratch, tasks * row->n,
                          (1 + (size_t)t.at.paired) * sizeof *t.values);
    if (!t.values)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_row_run(row, &t.tables, (uint32_t)tasks, fill_table, &t,
                      t.values, (size_t)row->n * (1 + t.at.paired)));
    return cm_points_join(row, &t.at, t.values, row->dual, counts);
}

uint64_t cm_row_sizes_cost(const cm_row *row)
{
    if (row->players > CM_ROW_MOST_SIZED || row->last >= CM_ROW_MOST_CELLS)
        return UINT64_MAX;
    sizing t = sizing_of(row);
    uint64_t tasks = (uint64_t)t.at.n_primes * t.at.n_tables;
    uint64_t each = cm_row_marked_cost(cells_up_to(row, t.top)) + t.top;
    return tasks * row->n > UINT32_C(1) << 27 || each > UINT64_MAX / tasks
               ? UINT64_MAX
               : each * tasks;
}
