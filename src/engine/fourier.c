#include "engine/fourier.h"

#include <stdlib.h>
#include <string.h>

enum {
    LANES = 8,
    FEW = 16,           /* units of a weight whose factor is multiplied out */
    MOST_POINTS = 64
};
#define MOST_TOTAL (UINT64_C(1) << 49)
#define U CM_ULP

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

static double *zeros(cm_fourier *f)
{
    return cm_new_n(f->arena, double, f->room);
}

static bool make_arrays(cm_fourier *f)
{
    return (f->place = cm_new_n(f->arena, uint32_t, f->n)) &&
           (f->ascending = cm_new_n(f->arena, uint32_t, f->n)) &&
           (f->weight = zeros(f)) && (f->units = zeros(f)) &&
           (f->odd = zeros(f)) && (f->at = zeros(f)) &&
           (f->sine = zeros(f)) && (f->cosine = zeros(f)) &&
           (f->flip = zeros(f)) && (f->part = zeros(f)) &&
           (f->inverse = zeros(f)) && (f->most = zeros(f)) &&
           (f->value = zeros(f)) && (f->off = zeros(f));
}

comitia_status cm_fourier_new(cm_ctx *ctx, cm_arena *arena, uint32_t n,
                              const uint64_t *weight, const uint64_t *units,
                              uint64_t total, uint64_t quota, cm_fourier *f,
                              bool *fits)
{
    *f = (cm_fourier){.ctx = ctx,
                      .arena = arena,
                      .n = n,
                      .room = (n + LANES - 1) / LANES * LANES,
                      .total = total,
                      .quota = quota,
                      .modulus = total + 1 + total % 2};
    *fits = cm_real_here() && n < UINT32_MAX - LANES && total < MOST_TOTAL;
    if (!*fits)
        return COMITIA_OK;
    ranked *order = cm_new_n(arena, ranked, n);
    if (!order || !make_arrays(f))
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

/* k w modulo m, all below 2^62. */
static uint64_t times_mod(uint64_t k, uint64_t w, uint64_t m)
{
    if (k == 0 || w <= UINT64_MAX / k)
        return k * w % m;
    uint64_t product = 0;
    for (k %= m, w %= m; k; k >>= 1, w = 2 * w % m)
        if (k & 1)
            product = (product + w) % m;
    return product;
}

/* ---- where to cut ------------------------------------------------------------------ */

typedef struct cut {
    cm_fourier *f;
    const cm_chances *chances;
    double most;
    uint64_t half; /* the last frequency that is not the mirror of another */
    uint64_t allowed;
    cm_vec(cm_band) todo, kept;
} cut;

/* At least ln of the largest |phi| over k first..last with the player left out
   whose factor is least; not looked further once it is below `enough`. A factor
   has the square 1 - spread sin^2(pi k w / N), which is 1 at most, and over the
   band at most what it is at one of its ends, unless a multiple of N lies
   between. */
static double log_most(const cut *t, uint64_t first, uint64_t last,
                       double enough, uint32_t *looked)
{
    const cm_fourier *f = t->f;
    const uint64_t n = f->modulus, wide = last - first;
    double sum = 0, least = 0;
    uint32_t i = 0;
    for (; i < f->n && sum - least >= enough; i++) {
        uint32_t d = f->ascending[i];
        uint64_t w = (uint64_t)f->weight[d];
        if (wide && w >= n / wide)
            break;
        uint64_t low = times_mod(first, w, n), high = low + wide * w;
        if (high >= n)
            continue;
        uint64_t near = low < n - high ? low : n - high;
        double s, c, spread = t->chances->spread[t->chances->each ? d : 0];
        cm_turn_one(&f->turn, near, &s, &c);
        double v = spread * s * s * (1 - 1e-13), log = 0;
        if (v > 0.3)
            log = cm_log(1 - v + 1e-14) / 2;
        else if (v > 1e-10)
            log = cm_log_less(v) / 2;
        sum += f->units[d] * log;
        least = log < least ? log : least;
    }
    *looked = i;
    return (sum - least) * (1 - 1e-9); /* for all roundings in it */
}

/* The share of a band in what may be left out: half of it by its length, half
   by the logarithm of its ends. Shares of all bands add up to 1. */
static double share(const cut *t, uint64_t first, uint64_t last)
{
    double length = (double)(last - first + 1) / (double)t->half;
    double ratio = cm_log((double)(last + 1) / (double)first) /
                   cm_log((double)(t->half + 1));
    return (length + ratio) * 0.499;
}

static bool keep_band(cut *t, uint64_t first, uint64_t last)
{
    cm_band *before = t->kept.n ? &t->kept.at[t->kept.n - 1] : NULL;
    t->f->terms += last - first + 1;
    if (before && before->last + 1 == first) {
        before->last = last;
        return true;
    }
    return cm_push(t->f->arena, &t->kept, (cm_band){first, last});
}

/* One band: leaves it out, keeps it, or halves it, by its ratio where it is
   long. */
static comitia_status look_at(cut *t, cm_band band)
{
    enum { PIECE = 8 };
    uint32_t looked = 0;
    double count = (double)(band.last - band.first + 1);
    double enough = cm_log(t->most * share(t, band.first, band.last) / count);
    double log = log_most(t, band.first, band.last, enough, &looked);
    CM_TRY(cm_spend(t->f->ctx, 200 + 50 * (uint64_t)looked));
    if (log < enough) {
        t->f->rest += count * cm_exp(log) * (1 + 1e-9) + 1e-300;
        return COMITIA_OK;
    }
    if (band.last - band.first < PIECE)
        return keep_band(t, band.first, band.last) ? COMITIA_OK
                                                   : COMITIA_E_NOMEM;
    uint64_t middle = band.last / band.first > 2
                          ? 2 * band.first - 1
                          : band.first + (band.last - band.first) / 2;
    return cm_push(t->f->arena, &t->todo, (cm_band){middle + 1, band.last}) &&
                   cm_push(t->f->arena, &t->todo,
                           (cm_band){band.first, middle})
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

comitia_status cm_fourier_cut(cm_fourier *f, const cm_chances *chances,
                              double most, uint64_t terms, bool *found)
{
    cut t = {.f = f,
             .chances = chances,
             .most = most,
             .half = (f->modulus - 1) / 2};
    f->terms = 0;
    f->rest = 0;
    f->bands = NULL;
    f->n_bands = 0;
    if (!cm_push(f->arena, &t.todo, (cm_band){1, t.half}))
        return COMITIA_E_NOMEM;
    while (t.todo.n && f->terms <= terms)
        CM_TRY(look_at(&t, t.todo.at[--t.todo.n]));
    *found = t.todo.n == 0 && f->terms <= terms;
    f->bands = t.kept.at;
    f->n_bands = (uint32_t)t.kept.n;
    return COMITIA_OK;
}

/* ---- one frequency --------------------------------------------------------------------- */

/* A complex number, and how far it is off, relative. */
typedef struct about {
    double re, im, off;
} about;

static about times(about a, double re, double im)
{
    return (about){a.re * re - a.im * im, a.re * im + a.im * re, a.off};
}

static double above(double x)
{
    return x < 0 ? -x : x;
}

/* The angles of all weights at the frequency k. */
static void jump_to(cm_fourier *f, uint64_t k)
{
    for (uint32_t d = 0; d < f->n; d++)
        f->at[d] =
            (double)times_mod(k, (uint64_t)f->weight[d], 2 * f->modulus);
}

static void go_on(cm_fourier *f)
{
    const double twice = 2 * f->turn.modulus;
    for (uint32_t first = 0; first < f->room; first += LANES)
        for (uint32_t d = first; d < first + LANES; d++) {
            double at = f->at[d] + f->weight[d];
            f->at[d] = at >= twice ? at - twice : at;
        }
}

/* -1 if the half turns that cm_turns left out are odd in number. */
static double sign_of(const cm_fourier *f)
{
    double flips[LANES] = {0}, all = 0;
    for (uint32_t first = 0; first < f->room; first += LANES)
        for (uint32_t k = 0; k < LANES; k++)
            flips[k] += f->odd[first + k] * f->flip[first + k];
    for (uint32_t k = 0; k < LANES; k++)
        all += flips[k];
    return (uint64_t)all % 2 ? -1 : 1;
}

/* A point at one frequency: factors cosine + i part, 1 over the square of their
   size, and 1 over their size at least. */
typedef struct point {
    double *part, *inverse, *most;
} point;

/* Returns how far off loose odds put the product at most: with odds that are off
   by e, a factor f is off by e spread / 2 |sin| / |f| of itself. */
static inline double look(const cm_fourier *f, const cm_chances *at, bool each,
                          const point *p)
{
    double off[LANES] = {0}, all = 0;
    for (uint32_t first = 0; first < f->room; first += LANES)
        for (uint32_t k = 0; k < LANES; k++) {
            uint32_t d = first + k;
            double s = f->sine[d], c = f->cosine[d];
            double part = (each ? at->bias[d] : at->bias[0]) * s;
            double inverse = 1 / (c * c + part * part);
            p->part[d] = part;
            double most = (c + (part < 0 ? -part : part)) * inverse;
            p->inverse[d] = inverse;
            p->most[d] = most;
            off[k] += f->units[d] * (each ? at->loose[d] : at->loose[0]) *
                      (s < 0 ? -s : s) * most;
        }
    for (uint32_t k = 0; k < LANES; k++)
        all += off[k];
    return all / 2;
}

/* Factors from `first` to `end`, multiplied in lanes. */
static about product(const cm_fourier *f, const point *p, uint32_t first,
                     uint32_t end)
{
    double re[LANES], im[LANES];
    about all = {1, 0, 0};
    for (uint32_t k = 0; k < LANES; k++) {
        re[k] = 1;
        im[k] = 0;
    }
    uint32_t d = first;
    for (; d + LANES <= end; d += LANES)
        for (uint32_t k = 0; k < LANES; k++) {
            double c = f->cosine[d + k], s = p->part[d + k];
            double x = re[k] * c - im[k] * s;
            im[k] = re[k] * s + im[k] * c;
            re[k] = x;
        }
    for (; d < end; d++)
        all = times(all, f->cosine[d], p->part[d]);
    for (uint32_t k = 0; k < LANES; k++)
        all = times(all, re[k], im[k]);
    return all;
}

/* Weights of few units: the factor once for each of them. */
static about few_of(const cm_fourier *f, const point *p)
{
    about all = {1, 0, 20 * U * f->few_units};
    uint32_t first = 0;
    for (double units = 1; units <= FEW; units++) {
        while (first < f->few && f->units[first] < units)
            first++;
        if (first == f->few)
            break;
        about some = product(f, p, first, f->few);
        all = times(all, some.re, some.im);
    }
    return all;
}

/* Of many units: sums of logarithms and angles, whose roundings grow with what
   they are and not with the number of units. */
static about many_of(const cm_fourier *f, const cm_chances *at, const point *p)
{
    double log = 0, angle = 0, angles = 0, s, c;
    for (uint32_t d = f->few; d < f->n; d++) {
        double sine = f->sine[d], cosine = f->cosine[d];
        double v = at->spread[at->each ? d : 0] * sine * sine;
        log += f->units[d] *
               (v < 0.3 ? cm_log_less(v) : -cm_log(p->inverse[d]));
        if (p->part[d] != 0) {
            double turn = f->units[d] * cm_angle(p->part[d], cosine);
            angle += turn;
            angles += above(turn);
        }
    }
    double size = cm_exp(log / 2);
    double terms = f->n - f->few; /* roundings of the two sums */
    if (angles > 0x1p21)
        return (about){0, 0, 1}; /* too far for cm_sincos */
    cm_sincos(angle, &s, &c);
    return (about){size * c, size * s,
                   (100 + terms) * U * (1 + above(log) + angles)};
}

/* 1 / (kappa cos + i (2 - kappa) sin) of pi k / N. */
static about geometric(const cm_fourier *f, uint64_t k, double kappa)
{
    double s, c;
    cm_turn_one(&f->turn, k, &s, &c);
    double re = kappa * c, im = (2 - kappa) * s, square = re * re + im * im;
    return (about){re / square, -im / square, 0};
}

/* e^(i a), e^(-i a) or both, a = pi k (total - 2 quota + 1) / N. */
static about of_sides(const cm_fourier *f, uint64_t k, unsigned sides)
{
    double s, c;
    uint64_t twice = 2 * f->modulus;
    uint64_t step = (f->total + 1 + twice - 2 * f->quota % twice) % twice;
    cm_turn_one(&f->turn, times_mod(k, step, twice), &s, &c);
    switch (sides) {
    case 1: return (about){c, s, 0};
    case 2: return (about){c, -s, 0};
    default: return (about){2 * c, 0, 0};
    }
}

/* phi e^(-i theta q) / (1 - e^(-tilt - i theta)) */
static about common(const cm_fourier *f, const cm_chances *at, const point *p,
                    uint64_t k, unsigned sides, double sign, double kappa)
{
    about few = few_of(f, p), many = many_of(f, at, p);
    about side = of_sides(f, k, sides), over = geometric(f, k, kappa);
    about q = {sign, 0, few.off + many.off + 100 * U};
    q = times(q, few.re, few.im);
    q = times(q, many.re, many.im);
    q = times(q, over.re, over.im);
    return times(q, side.re, side.im);
}

/* Adds the terms of all players: with n = tilt ? bias cos + i sin : i sin and
   f = cos + i bias sin, the real part of 4 / N q n / f. */
static inline void spread_out(const cm_fourier *f, const cm_chances *at,
                              bool each, bool tilted, const point *p, about q,
                              double size, cm_sums *sums)
{
    for (uint32_t first = 0; first < f->room; first += LANES)
        for (uint32_t d = first; d < first + LANES; d++) {
            double s = f->sine[d], c = f->cosine[d];
            double bias = each ? at->bias[d] : at->bias[0];
            double spread = each ? at->spread[d] : at->spread[0];
            double square = tilted ? c * c + s * s : s * s;
            double cross = tilted ? s * c * spread : s * c;
            double most = (s < 0 ? -s : s) + (tilted ? bias * c : 0);
            sums->value[d] +=
                (q.re * bias * square - q.im * cross) * p->inverse[d];
            sums->off[d] += size * most * p->most[d];
        }
}

typedef struct adding {
    cm_fourier *f;
    const cm_chances *points;
    const double *factors;
    const unsigned *sides;
    uint32_t n_points;
    point at;
    double kappa;
    cm_sums part; /* of the bands of this call: fewer terms round less */
    double winning, winning_off;
    bool *proved;
} adding;

/* Chances to win: q (1 - e^(-(tilt + i theta) room)), room = total - quota + 1. */
static void add_winning(adding *t, uint64_t k, about q, double size)
{
    cm_fourier *f = t->f;
    double s, c;
    uint64_t room = f->total - f->quota + 1, twice = 2 * f->modulus;
    double rest = cm_exp(-t->points->tilt * (double)room);
    cm_turn_one(&f->turn, times_mod(2 * k, room, twice), &s, &c);
    double re = 1 - rest * c, im = rest * s;
    t->winning += q.re * re - q.im * im;
    t->winning_off += 2 * size;
}

static void add_point(adding *t, uint64_t k, uint32_t i, double sign)
{
    const cm_fourier *f = t->f;
    const cm_chances *at = &t->points[i];
    const bool tilted = at->tilt > 0;
    double loose = at->each ? look(f, at, true, &t->at)
                            : look(f, at, false, &t->at);
    about q = common(f, at, &t->at, k, t->sides[i], sign, t->kappa);
    q.off += loose;
    if (!(q.off < 1e-4)) {
        *t->proved = false;
        return;
    }
    double scale = 4 / f->turn.modulus * t->factors[i];
    double terms = (double)f->terms * t->n_points;
    q = (about){scale * q.re, scale * q.im, 2 * q.off + (100 + terms) * U};
    double size = (above(q.re) + above(q.im) + 1e-250) * q.off;
    if (at->each)
        spread_out(f, at, true, tilted, &t->at, q, size, &t->part);
    else
        spread_out(f, at, false, tilted, &t->at, q, size, &t->part);
    add_winning(t, k, q, size);
}

static comitia_status add_band(adding *t, cm_band band)
{
    cm_fourier *f = t->f;
    uint64_t cost = f->room * (uint64_t)(4 + 3 * t->n_points) +
                    (f->n - f->few) * (uint64_t)(6 * t->n_points);
    jump_to(f, band.first);
    for (uint64_t k = band.first; k <= band.last && *t->proved; k++) {
        CM_TRY(cm_spend(f->ctx, cost));
        cm_turns(&f->turn, f->at, f->room, f->sine, f->cosine, f->flip);
        double sign = sign_of(f);
        for (uint32_t i = 0; i < t->n_points; i++)
            add_point(t, k, i, sign);
        go_on(f);
    }
    return COMITIA_OK;
}

/* The term of frequency 0, and what the rest may be: 2 / N times it times 4 w
   with a tilt, w without. */
static void add_ends(adding *t, uint32_t i, cm_sums *sums)
{
    cm_fourier *f = t->f;
    const cm_chances *at = &t->points[i];
    double over = t->factors[i] / f->turn.modulus;
    double sides = t->sides[i] == 3 ? 2 : 1;
    double rest = 2 * sides * over * f->rest * (1 + 1e-9);
    for (uint32_t d = 0; d < f->n; d++) {
        double value = at->tilt > 0
                           ? over * 2 * at->bias[at->each ? d : 0] / t->kappa
                           : sides * over * f->weight[d];
        sums->value[d] += value;
        sums->off[d] +=
            100 * U * value + rest * f->weight[d] * (at->tilt > 0 ? 4 : 1);
    }
    double room = (double)(f->total - f->quota + 1);
    double value =
        at->tilt > 0 ? over * -cm_expm1(-at->tilt * room) / t->kappa
                     : over * room;
    sums->winning += value;
    sums->winning_off += 100 * U * value +
                         2 * t->factors[i] * f->rest * (1 + 1e-9);
}

static void join(adding *t, cm_sums *sums)
{
    for (uint32_t d = 0; d < t->f->n; d++) {
        sums->value[d] += t->part.value[d];
        sums->off[d] += t->part.off[d] * (1 + 1e-6);
    }
    sums->winning += t->winning / 2;
    sums->winning_off += t->winning_off * (1 + 1e-6);
}

comitia_status cm_fourier_add(cm_fourier *f, const cm_chances *points,
                              const double *factors, const unsigned *sides,
                              uint32_t n_points, cm_sums *sums, bool *proved)
{
    adding t = {.f = f,
                .points = points,
                .factors = factors,
                .sides = sides,
                .n_points = n_points,
                .at = {f->part, f->inverse, f->most},
                .kappa = -cm_expm1(-points->tilt),
                .part = {.value = f->value, .off = f->off},
                .proved = proved};
    memset(f->value, 0, f->room * sizeof *f->value);
    memset(f->off, 0, f->room * sizeof *f->off);
    *proved = true;
    for (uint32_t b = 0; b < f->n_bands && *proved; b++)
        CM_TRY(add_band(&t, f->bands[b]));
    for (uint32_t i = 0; i < n_points; i++)
        add_ends(&t, i, sums);
    join(&t, sums);
    return COMITIA_OK;
}
