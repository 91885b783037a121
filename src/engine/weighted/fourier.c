#include "engine/weighted/fourier.h"

#include <stdlib.h>

enum {
    LANES = CM_FOURIER_LANES,
    FEW = 16 /* units of a weight whose factor is multiplied out */
};
#define MOST_TOTAL (UINT64_C(1) << 49)

/* ---- the weights --------------------------------------------------------------- */

typedef struct ranked {
    uint64_t units;
    uint32_t i;
} ranked;

static int by_units(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (a->units != b->units)
        return a->units < b->units ? -1 : 1;
    return a->i < b->i ? -1 : a->i > b->i;
}

static bool make_arrays(cm_arena *arena, cm_fourier *f)
{
    return (f->place = cm_new_n(arena, uint32_t, f->n)) &&
           (f->ascending = cm_new_n(arena, uint32_t, f->n)) &&
           (f->weight = cm_new_n(arena, double, f->room)) &&
           (f->units = cm_new_n(arena, double, f->room)) &&
           (f->odd = cm_new_n(arena, double, f->room));
}

static comitia_status add_squares(cm_arena *arena, cm_fourier *f)
{
    double *squares = cm_new_n(arena, double, (uint64_t)f->n + 1);
    if (!squares)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t d = f->ascending[i];
        squares[i + 1] =
            squares[i] + f->units[d] * f->weight[d] * f->weight[d];
    }
    f->squares = squares;
    return COMITIA_OK;
}

comitia_status cm_fourier_new(cm_ctx *ctx, cm_arena *arena, uint32_t n,
                              const uint64_t *weight, const uint64_t *units,
                              uint64_t total, uint64_t quota, cm_fourier *f,
                              bool *fits)
{
    *f = (cm_fourier){.n = n,
                      .room = (n + LANES - 1) / LANES * LANES,
                      .total = total,
                      .quota = quota,
                      .modulus = total + 1 + total % 2,
                      .above = total + 1,
                      .nodes = n,
                      .halved = total,
                      .blunt = 100,
                      .lanes = cm_fourier_lanes_here()};
    *fits = cm_real_here() && n < UINT32_MAX - LANES && total < MOST_TOTAL;
    if (!*fits)
        return COMITIA_OK;
    ranked *order = cm_new_n(arena, ranked, n);
    if (!order || !make_arrays(arena, f))
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, 100 * (uint64_t)n));
    for (uint32_t i = 0; i < n; i++)
        order[i] = (ranked){units[i], i};
    qsort(order, n, sizeof *order, by_units);
    for (uint32_t d = 0; d < n; d++) {
        uint32_t i = order[d].i;
        f->place[i] = d;
        f->ascending[i] = d;
        f->weight[d] = (double)weight[i];
        f->units[d] = (double)units[i];
        f->odd[d] = (double)(units[i] % 2);
        f->players += (double)units[i];
        if (units[i] <= FEW) {
            f->few = d + 1;
            f->few_units += (double)units[i];
        }
    }
    f->sizes = f->units;
    f->turn = cm_turn_of(f->modulus);
    return add_squares(arena, f);
}
