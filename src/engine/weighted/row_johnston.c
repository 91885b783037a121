/* Swings by the number of critical members (docs/theory/weighted.md).
 *
 * A member of a coalition that weighs q + d is critical if it weighs more than
 * d. So for d from one weight to the next, the same weights are critical: a
 * table in which those carry a mark y, and the others none, counts the
 * coalitions by their critical members. From one weight to the next its
 * players are divided out with the mark and multiplied in without. */
#include "engine/weighted/row_marked.h"

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

comitia_status cm_row_criticals_at(const cm_row *row, cm_ctx *ctx,
                                   cm_modulus mod, uint32_t y, uint32_t *cells,
                                   uint32_t *out)
{
    uint64_t low = 0, last = row->quota - 1;
    CM_TRY(mark_all(row, ctx, mod, y, cells));
    for (uint32_t k = 0; k < row->n; k++) {
        uint64_t high = row->weight[k];
        for (uint32_t i = k; i < row->n; i++) {
            uint64_t w = row->weight[i];
            CM_TRY(cm_spend(ctx, 10 + 6 * ((last + high) / w)));
            out[i] = cm_mod_add(
                out[i], swings_between(row, cells, low, high, w, mod, y), mod);
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

uint64_t cm_row_criticals_at_cost(const cm_row *row)
{
    uint64_t each = 3 * cm_row_marked_cost(row->quota), steps = 0;
    if (row->quota > CM_ROW_MOST_CELLS ||
        (row->players && each > UINT64_MAX / 2 / row->players))
        return UINT64_MAX;
    for (uint32_t i = 0; i < row->n; i++) /* once for each weight below */
        steps += (i + 1) * (10 + 6 * (row->quota / row->weight[i] + 1));
    return each * row->players + steps;
}
