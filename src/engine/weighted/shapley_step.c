#include "engine/weighted/shapley_step.h"

#include "engine/weighted/shapley_rest.h"

#define PI 3.141592653589793
#define ROUGH (1 + 1e-9) /* for all roundings of a bound */

/* ---- players that are alike, or nearly --------------------------------------------- */

/* The error of the sum over all s = j step is below 2 e^-I / (1 - e^-I) of the
   integral: I here, for I(omega) = 2 omega atan(omega / a) - a ln(1 + (omega /
   a)^2), omega = 2 pi / step, a = (n + 1) / 2, less what roundings take. */
static double exponent(double omega, double n)
{
    double a = (n + 1) / 2, ratio = omega / a;
    double first = 2 * omega * cm_angle(ratio, 1);
    double second = a * cm_log(1 + ratio * ratio);
    return first - second - (first + second + a) * 1e-14;
}

static double error_of(double omega, double n)
{
    double i = exponent(omega, n);
    double power = i > 0 ? cm_exp(-i) : 1;
    return power < 0.3 ? 2.0000001 * power / (1 - power) : 1;
}

static void by_number(const cm_fourier *f, double want, cm_shapley_step *to)
{
    double n = f->players, low = 1, high = 2;
    while (error_of(high, n) > want)
        high *= 2;
    for (int turn = 0; turn < 60; turn++) {
        double middle = (low + high) / 2;
        *(error_of(middle, n) > want ? &low : &high) = middle;
    }
    /* the step is rounded: a hair on the safe side */
    *to = (cm_shapley_step){.step = 2 * PI / high,
                            .off = {error_of(high / 2 * (1 - 1e-12), n),
                                    error_of(high * (1 - 1e-12), n)}};
}

/* ---- a few that weigh more than the rest --------------------------------------------- */

/* At s + iy instead of s the integrand is at most w / N times the sum over all
   frequencies of sigma / 4 e^(1/2 - sigma A), sigma = 2 / (cosh s + cos y) and
   A = (1/2) sum over players of sin^2(h + y/2) - sin^2(y/2), h half the angle of
   the weight. With y = 2 pi m / N the angle is a whole number again. */
typedef struct shifted {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_fourier *f;
    uint64_t shift;     /* m, or N - m: then y is negative */
    double low;         /* sin^2(y/2), at least */
    double whole, over; /* y / sin y and 1 / cos^2(y/2), at least */
    uint64_t half;
    double allowed;     /* what bands may add that are not single frequencies */
    double sum;
} shifted;

/* At least the integral of sigma / 4 e^(-sigma a) over all s: for a > 0, where
   cosh s < cosh 1, and beyond, by sigma as variable. */
static double mass(const shifted *t, double a)
{
    if (a <= 0)
        return t->whole * cm_exp(-a * t->over) * ROUGH;
    double far = (1.09 / a + t->whole * cm_exp(-0.78 * a)) * ROUGH;
    return far < t->whole ? far : t->whole;
}

/* At most A over a band; not looked further above `enough`. The sine has its
   least square at an end of the band, unless a multiple of N lies between. */
static double least_of(const shifted *t, cm_band band, double enough,
                       uint32_t *looked)
{
    const cm_fourier *f = t->f;
    const uint64_t n = f->modulus, wide = band.last - band.first;
    const double none = t->low * f->players;
    double sum = 0;
    uint32_t i = 0;
    for (; i < f->n && sum * (1 - 1e-9) - none < 2 * enough; i++) {
        uint32_t d = f->ascending[i];
        uint64_t w = (uint64_t)f->weight[d];
        if (wide && w >= n / wide)
            break;
        uint64_t low = (cm_times_mod(band.first, w, n) + t->shift) % n;
        uint64_t high = low + wide * w;
        double s, c;
        if (high >= n)
            continue;
        cm_turn_one(&f->turn, low < n - high ? low : n - high, &s, &c);
        sum += f->units[d] * s * s;
    }
    *looked = i;
    return (sum * (1 - 1e-9) - none * (1 + 1e-12)) / 2;
}

/* Adds at least what all frequencies k >= 1 add. *found is false after too many
   looks. */
static comitia_status add_bands(shifted *t, bool *found)
{
    enum { MOST_LOOKS = 6000 };
    cm_band_list todo = {0};
    int looks = 0;
    if (!cm_push(t->arena, &todo, (cm_band){1, t->half}))
        return COMITIA_E_NOMEM;
    for (; todo.n && looks < MOST_LOOKS; looks++) {
        const cm_band band = todo.at[--todo.n];
        const double count = (double)(band.last - band.first + 1);
        double most = t->allowed * cm_band_share(band, t->half) / count;
        uint32_t looked;
        /* 1.2 / a is above the mass of a > 8 */
        double enough = 1.2 / most > 8 ? 1.2 / most : 8;
        double one = mass(t, least_of(t, band, enough, &looked));
        CM_TRY(cm_spend(t->ctx, 200 + 20 * (uint64_t)looked));
        if (one <= most || band.first == band.last)
            t->sum += count * one;
        else if (!cm_band_halve(t->arena, &todo, band))
            return COMITIA_E_NOMEM;
    }
    *found = todo.n == 0;
    return COMITIA_OK;
}

/* By y = 2 pi m / N: 2 M / (e^(omega y) - 1) with M the bound at s + iy and
   s - iy, over the weight. */
static comitia_status by_shift(shifted *t, uint64_t m, double want,
                               cm_shapley_step *to, bool *found)
{
    const cm_fourier *f = t->f;
    const double n = f->turn.modulus;
    double s, c, sum;
    cm_turn_one(&f->turn, m, &s, &c); /* of y / 2 */
    double y = 4 * (double)m * f->turn.step;
    t->low = s * s * (1 + 1e-14);
    t->whole = y / (2 * s * c) * ROUGH;
    t->over = 1 / (c * c) * ROUGH;
    t->allowed = 16 * n / f->players;
    t->sum = t->whole; /* of frequency 0, where A is 0 */
    t->shift = m;
    CM_TRY(add_bands(t, found));
    t->shift = f->modulus - m; /* frequencies below 0, turned around */
    if (*found)
        CM_TRY(add_bands(t, found));
    if (!*found)
        return COMITIA_OK;
    sum = 2 * 1.6487213 * t->sum / n * ROUGH; /* e^(1/2) */
    if (!(sum < 1e200)) {
        *found = false;
        return COMITIA_OK;
    }
    double omega = cm_log((sum + want) / want) / y * ROUGH;
    double power = cm_exp(-omega / 2 * y) * ROUGH, square = power * power;
    *to = (cm_shapley_step){.step = 2 * PI / omega * (1 - 1e-12),
                            .of_weight = true,
                            .off = {sum * power / (1 - power) * ROUGH,
                                    sum * square / (1 - square) * ROUGH}};
    return COMITIA_OK;
}

/* ---- which y --------------------------------------------------------------------------- */

/* The least A at -y, about: over angles that grow by a third. */
static double lowest(const cm_heap *heaps, uint32_t n, double total, double y)
{
    double least = 0, low, c;
    cm_sincos(y / 2, &low, &c);
    for (double angle = 1 / total; angle < 1; angle *= 1.3) {
        double sum = 0;
        for (uint32_t k = 0; k < n; k++) {
            double h = angle * heaps[k].weight / 2, s = 0.7;
            if (h < 1e5)
                cm_sincos(h - y / 2, &s, &c);
            sum += heaps[k].units * (s * s - low * low);
        }
        least = sum < least ? sum : least;
    }
    return least / 2;
}

/* The y with the largest step, about: the bound grows by e^(-A / cos^2(y/2)) and
   falls by e^(-omega y). */
static comitia_status guess(cm_ctx *ctx, cm_arena *arena, const cm_fourier *f,
                            double want, double *best)
{
    enum { TRIES = 24 };
    const double total = (double)f->total;
    cm_heap *heaps;
    uint32_t n;
    double need = cm_log(1 + 16 * total / f->players / want), least = 0, y = 1.3;
    CM_TRY(cm_heaps_new(arena, f, &heaps, &n));
    *best = y;
    for (int k = 0; k < TRIES; k++, y /= 1.35) {
        double s, c;
        cm_sincos(y / 2, &s, &c);
        CM_TRY(cm_spend(ctx, 2000 * (uint64_t)n));
        double omega = (need - lowest(heaps, n, total, y) / (c * c)) / y;
        if (k == 0 || omega < least) {
            least = omega;
            *best = y;
        }
    }
    return COMITIA_OK;
}

comitia_status cm_shapley_step_find(cm_ctx *ctx, cm_arena *arena,
                                    const cm_fourier *f, double want,
                                    cm_shapley_step *step)
{
    enum { TRIES = 3 };
    shifted t = {.ctx = ctx,
                 .arena = arena,
                 .f = f,
                 .half = (f->modulus - 1) / 2};
    double y;
    by_number(f, want, step);
    CM_TRY(guess(ctx, arena, f, want, &y));
    for (int k = 0; k < TRIES && !step->of_weight; k++, y /= 1.6) {
        cm_shapley_step other;
        bool found;
        double m = y * f->turn.modulus / (2 * PI);
        if (m < 1)
            break;
        CM_TRY(by_shift(&t, (uint64_t)m, want / (double)f->total, &other,
                        &found));
        if (found && other.step > step->step)
            *step = other;
    }
    return COMITIA_OK;
}
