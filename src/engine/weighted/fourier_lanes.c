#include "engine/weighted/fourier_lanes.h"

#include "engine/numbers/turns.h"

enum { LANES = CM_FOURIER_LANES };

/* Each body is compiled for any machine and, where there is one, for AVX2, which
   has no other operations on doubles than + - * / either: no sum is fused
   (-ffp-contract=off), and sums over weights are kept in LANES parts. */
#define BODY static inline __attribute__((always_inline))

BODY void turn_body(const cm_frequency *at, uint32_t n, cm_turn turn)
{
    const double *restrict from = at->at;
    double *restrict sine = at->sine, *restrict cosine = at->cosine,
                     *restrict flip = at->flip;
    for (uint32_t first = 0; first < n; first += LANES)
        for (uint32_t i = first; i < first + LANES; i++)
            cm_turn_at(turn.modulus, turn.step, from[i], &sine[i], &cosine[i],
                       &flip[i]);
}

BODY void go_on_body(double *restrict at, const double *restrict weight,
                     uint32_t n, double twice)
{
    for (uint32_t first = 0; first < n; first += LANES)
        for (uint32_t i = first; i < first + LANES; i++) {
            double next = at[i] + weight[i];
            at[i] = next >= twice ? next - twice : next;
        }
}

BODY double joined(const double *parts)
{
    double all = 0;
    for (uint32_t k = 0; k < LANES; k++)
        all += parts[k];
    return all;
}

BODY double flips_body(const double *odd, const double *flip, uint32_t n)
{
    double flips[LANES] = {0};
    for (uint32_t first = 0; first < n; first += LANES)
        for (uint32_t k = 0; k < LANES; k++)
            flips[k] += odd[first + k] * flip[first + k];
    return joined(flips);
}

BODY double look_body(const cm_frequency *at, uint32_t n,
                      const cm_chances *chances, bool each, const double *units)
{
    const double *restrict sine = at->sine, *restrict cosine = at->cosine;
    const double *restrict bias = chances->bias, *restrict loose = chances->loose;
    double *restrict to = at->part, *restrict inverse = at->inverse,
                     *restrict most = at->most;
    double off[LANES] = {0};
    for (uint32_t first = 0; first < n; first += LANES)
        for (uint32_t k = 0; k < LANES; k++) {
            uint32_t d = first + k;
            double s = sine[d], c = cosine[d];
            double part = bias[each ? d : 0] * s;
            double over = 1 / (c * c + part * part);
            double size = (c + (part < 0 ? -part : part)) * over;
            to[d] = part;
            inverse[d] = over;
            most[d] = size;
            off[k] += units[d] * loose[each ? d : 0] * (s < 0 ? -s : s) * size;
        }
    return joined(off) / 2;
}

BODY void product_body(const cm_frequency *at, uint32_t first, uint32_t n,
                       double *restrict re, double *restrict im)
{
    const double *restrict cosine = at->cosine + first;
    const double *restrict part = at->part + first;
    double x[LANES], y[LANES];
    for (uint32_t k = 0; k < LANES; k++) {
        x[k] = 1;
        y[k] = 0;
    }
    for (uint32_t d = 0; d + LANES <= n; d += LANES)
        for (uint32_t k = 0; k < LANES; k++) {
            double c = cosine[d + k], s = part[d + k], was = x[k];
            x[k] = was * c - y[k] * s;
            y[k] = was * s + y[k] * c;
        }
    for (uint32_t k = 0, d = n / LANES * LANES; d < n; k++, d++) {
        double c = cosine[d], s = part[d], was = x[k];
        x[k] = was * c - y[k] * s;
        y[k] = was * s + y[k] * c;
    }
    for (uint32_t k = 0; k < LANES; k++) {
        re[k] = x[k];
        im[k] = y[k];
    }
}

/* n / f = (less cos + i more sin) (cos - i bias sin) / |f|^2, and
   more - less bias = over spread: 0, 1 and 1 without a tilt. */
BODY void spread_body(const cm_frequency *at, uint32_t n,
                      const cm_chances *chances, bool each, bool tilted,
                      cm_term q, double *restrict value, double *restrict off)
{
    const double *restrict sine = at->sine, *restrict cosine = at->cosine;
    const double *restrict inverse = at->inverse, *restrict most = at->most;
    const double *restrict bias = chances->bias;
    const double *restrict spread = chances->spread;
    const double *restrict less = chances->less, *restrict more = chances->more;
    const double over = chances->over;
    for (uint32_t first = 0; first < n; first += LANES)
        for (uint32_t d = first; d < first + LANES; d++) {
            double s = sine[d], c = cosine[d], b = bias[each ? d : 0];
            double real = tilted ? less[d] * (c * c) + more[d] * b * (s * s)
                                 : b * (s * s);
            double cross = tilted ? s * c * (over * spread[d]) : s * c;
            double side = s < 0 ? -s : s;
            double size = tilted ? more[d] * side + less[d] * c : side;
            value[d] += (q.re * real - q.im * cross) * inverse[d];
            off[d] += q.size * size * most[d];
        }
}

/* The functions of one machine: NAME is what stands before their names, HERE
   what says which machine. */
#define FUNCTIONS(NAME, HERE)                                                  \
    HERE static void NAME##_turn(const cm_frequency *at, uint32_t n,           \
                                 cm_turn turn)                                 \
    {                                                                          \
        turn_body(at, n, turn);                                                \
    }                                                                          \
    HERE static void NAME##_go_on(double *at, const double *weight,            \
                                  uint32_t n, double twice)                    \
    {                                                                          \
        go_on_body(at, weight, n, twice);                                      \
    }                                                                          \
    HERE static double NAME##_flips(const double *odd, const double *flip,     \
                                    uint32_t n)                                \
    {                                                                          \
        return flips_body(odd, flip, n);                                       \
    }                                                                          \
    HERE static double NAME##_look(const cm_frequency *at, uint32_t n,         \
                                   const cm_chances *chances,                  \
                                   const double *units)                        \
    {                                                                          \
        return chances->each ? look_body(at, n, chances, true, units)          \
                             : look_body(at, n, chances, false, units);        \
    }                                                                          \
    HERE static void NAME##_product(const cm_frequency *at, uint32_t first,    \
                                    uint32_t n, double *re, double *im)        \
    {                                                                          \
        product_body(at, first, n, re, im);                                    \
    }                                                                          \
    HERE static void NAME##_spread_out(                                        \
        const cm_frequency *at, uint32_t n, const cm_chances *chances,         \
        cm_term q, double *value, double *off)                                 \
    {                                                                          \
        if (chances->tilt > 0)                                                 \
            spread_body(at, n, chances, true, true, q, value, off);            \
        else if (chances->each)                                                \
            spread_body(at, n, chances, true, false, q, value, off);           \
        else                                                                   \
            spread_body(at, n, chances, false, false, q, value, off);          \
    }                                                                          \
    static const cm_fourier_lanes NAME##_lanes = {                             \
        NAME##_turn, NAME##_go_on,   NAME##_flips,                             \
        NAME##_look, NAME##_product, NAME##_spread_out}

#define ANY
FUNCTIONS(plain, ANY);

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2 __attribute__((target("avx2")))
FUNCTIONS(avx2, AVX2);
#endif

cm_fourier_lanes cm_fourier_lanes_plain(void)
{
    return plain_lanes;
}

cm_fourier_lanes cm_fourier_lanes_here(void)
{
#ifdef AVX2
    if (__builtin_cpu_supports("avx2"))
        return avx2_lanes;
#endif
    return plain_lanes;
}
