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
    f->turn = cm_turn_of(f->modulus);
    return COMITIA_OK;
}

/* ---- where to cut ------------------------------------------------------------------ */

typedef struct cut {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_fourier *f;
    const cm_chances *chances;
    double most;
    uint64_t half; /* the last frequency that is not the mirror of another */
    cm_band_list todo, kept;
    cm_bands *bands;
} cut;

/* At least ln of the largest |phi| over a band with the player left out whose
   factor is least; not looked further once it is below `enough`. A factor has the
   square 1 - spread sin^2(pi k w / N), which is 1 at most, and over the band at
   most what it is at one of its ends, unless a multiple of N lies between. */
static double log_most(const cut *t, cm_band band, double enough,
                       uint32_t *looked)
{
    const cm_fourier *f = t->f;
    const uint64_t n = f->modulus, wide = band.last - band.first;
    double sum = 0, least = 0;
    uint32_t i = 0;
    for (; i < f->n && sum - least >= enough; i++) {
        uint32_t d = f->ascending[i];
        uint64_t w = (uint64_t)f->weight[d];
        if (wide && w >= n / wide)
            break;
        uint64_t low = cm_times_mod(band.first, w, n), high = low + wide * w;
        if (high >= n)
            continue;
        uint64_t near = low < n - high ? low : n - high;
        double s, c, spread = t->chances->spread[t->chances->each ? d : 0];
        cm_turn_one(&f->turn, near, &s, &c);
        /* ln(1 - v) <= -v - v^2 / 2 - v^3 / 3 - v^4 / 4 */
        double v = spread * s * s;
        double log = -v / 2 * (1 + v * (1.0 / 2 + v * (1.0 / 3 + v / 4)));
        sum += f->units[d] * log;
        least = log < least ? log : least;
    }
    *looked = i;
    return (sum - least) * (1 - 1e-9); /* for all roundings in it */
}

static bool keep_band(cut *t, cm_band band)
{
    cm_band *before = t->kept.n ? &t->kept.at[t->kept.n - 1] : NULL;
    t->bands->terms += band.last - band.first + 1;
    if (before && before->last + 1 == band.first) {
        before->last = band.last;
        return true;
    }
    return cm_push(t->arena, &t->kept, band);
}

/* One band: leaves it out, keeps it, or halves it. */
static comitia_status look_at(cut *t, cm_band band)
{
    enum { PIECE = 8 };
    uint32_t looked = 0;
    double count = (double)(band.last - band.first + 1);
    double enough = cm_log(t->most * cm_band_share(band, t->half) / count);
    double log = log_most(t, band, enough, &looked);
    CM_TRY(cm_spend(t->ctx, 200 + 25 * (uint64_t)looked));
    if (log < enough) {
        t->bands->rest += count * cm_exp(log) * (1 + 1e-9) + 1e-300;
        return COMITIA_OK;
    }
    bool kept = band.last - band.first < PIECE
                    ? keep_band(t, band)
                    : cm_band_halve(t->arena, &t->todo, band);
    return kept ? COMITIA_OK : COMITIA_E_NOMEM;
}

comitia_status cm_fourier_cut(cm_ctx *ctx, cm_arena *arena, const cm_fourier *f,
                              const cm_chances *chances, double most,
                              uint64_t terms, cm_bands *bands, bool *found)
{
    cut t = {.ctx = ctx,
             .arena = arena,
             .f = f,
             .chances = chances,
             .most = most,
             .half = (f->modulus - 1) / 2,
             .bands = bands};
    *bands = (cm_bands){0};
    if (!cm_push(arena, &t.todo, (cm_band){1, t.half}))
        return COMITIA_E_NOMEM;
    while (t.todo.n && bands->terms <= terms)
        CM_TRY(look_at(&t, t.todo.at[--t.todo.n]));
    *found = t.todo.n == 0 && bands->terms <= terms;
    bands->at = t.kept.at;
    bands->n = (uint32_t)t.kept.n;
    return COMITIA_OK;
}
