#include "holders.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>

/* Frequencies are multiples of 2 pi / PERIOD, which is more than all weights.
 */
enum { PERIOD = 1 << 27, PLACES = 8, STEPS = 60, NODES = 8 };

static const double pi = 3.14159265358979323846, none = 1e-18;

/* Weights that occur, each once. */
typedef struct classes {
    uint32_t n, *weight, *alike;
} classes;

static int by_weight(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static classes classes_of(const bench_holders *h)
{
    classes c = {0, ref_new(h->n, sizeof(uint32_t)),
                 ref_new(h->n, sizeof(uint32_t))};
    uint32_t *sorted = ref_new(h->n, sizeof *sorted);
    for (uint32_t i = 0; i < h->n; i++)
        sorted[i] = h->weight[i];
    qsort(sorted, h->n, sizeof *sorted, by_weight);
    for (uint32_t i = 0; i < h->n; i++) {
        if (!i || sorted[i] != sorted[i - 1])
            c.weight[c.n++] = sorted[i];
        c.alike[c.n - 1]++;
    }
    free(sorted);
    return c;
}

static void free_classes(classes *c)
{
    free(c->weight);
    free(c->alike);
}

/* ---- Banzhaf: everybody tosses a coin
 * ---------------------------------------------------- */

/* Adds the term of one frequency to the chance of each class to be pivotal;
 * returns the factor that all members have together. */
static double add_term(const classes *c, double angle, double phase,
                       double *cosine, double *chance)
{
    double all = 1;
    for (uint32_t i = 0; i < c->n; i++) {
        cosine[i] = cos(angle * c->weight[i] / 2);
        all *= pow(cosine[i], c->alike[i]);
    }
    double common = all * cos(angle * phase) / sin(angle / 2) * 2;
    for (uint32_t i = 0; i < c->n; i++)
        chance[i] += common / cosine[i] * sin(angle * c->weight[i] / 2);
    return fabs(all);
}

void ref_banzhaf_of_places(const bench_holders *h, uint32_t quota,
                           uint32_t n_places, const uint32_t *places,
                           double *shares)
{
    classes c = classes_of(h);
    double *cosine = ref_new(c.n, sizeof *cosine), sum = 0;
    double *chance = ref_new(c.n, sizeof *chance);
    for (uint32_t i = 0; i < c.n; i++)
        chance[i] = c.weight[i];
    for (uint32_t f = 1, small = 0; small < 100; f++) {
        double all = add_term(&c, 2 * pi * f / PERIOD,
                              (h->total + 1.0) / 2 - quota, cosine, chance);
        small = all < none ? small + 1 : 0;
    }
    for (uint32_t i = 0; i < c.n; i++)
        sum += chance[i] * c.alike[i];
    for (uint32_t k = 0; k < n_places; k++)
        for (uint32_t i = 0; i < c.n; i++)
            if (c.weight[i] == h->weight[places[k]])
                shares[k] = chance[i] / sum;
    free(cosine);
    free(chance);
    free_classes(&c);
}

/* ---- Shapley-Shubik: everybody is for it with the same chance, which is any
 * ---------------- */

/* Gauss-Legendre, 8 nodes on (-1, 1). */
static const double node[NODES / 2] = {0.1834346424956498, 0.5255324099163290,
                                       0.7966664774136267, 0.9602898564975363};
static const double node_weight[NODES / 2] = {
    0.3626837833783620, 0.3137066458778873, 0.2223810344533745,
    0.1012285362903763};

/* Chances around the one that gives the quota, and what each counts. */
static void set_nodes(const bench_holders *h, uint32_t quota, double *at,
                      double *counts)
{
    double squares = 0, needed = (double)quota / h->total;
    for (uint32_t i = 0; i < h->n; i++)
        squares += (double)h->weight[i] * h->weight[i];
    double reach = 12 * sqrt(squares) / 2 / h->total;
    double from = fmax(0, needed - reach), to = fmin(1, needed + reach);
    double half = (to - from) / STEPS / 2;
    for (uint32_t s = 0; s < STEPS; s++)
        for (uint32_t k = 0; k < NODES; k++) {
            double x = k % 2 ? node[k / 2] : -node[k / 2];
            at[s * NODES + k] = from + half * (2 * s + 1 + x);
            counts[s * NODES + k] = half * node_weight[k / 2];
        }
}

static double complex raise(double complex base, uint32_t exponent)
{
    double complex power = 1;
    for (; exponent; exponent >>= 1, base *= base)
        if (exponent & 1)
            power *= base;
    return power;
}

/* The characteristic function of the weight for it. */
static double complex factor(const classes *c, const double complex *turn,
                             double p)
{
    double complex all = 1;
    for (uint32_t i = c->n; i-- > 0;) { /* the large ones first */
        all *= raise(1 - p + p * turn[i], c->alike[i]);
        if (fabs(creal(all)) + fabs(cimag(all)) < none)
            return 0;
    }
    return all;
}

void ref_shapley_of_places(const bench_holders *h, uint32_t quota,
                           uint32_t n_places, const uint32_t *places,
                           double *shares)
{
    static double at[STEPS * NODES], counts[STEPS * NODES];
    classes c = classes_of(h);
    double complex *turn = ref_new(c.n, sizeof *turn);
    set_nodes(h, quota, at, counts);
    for (uint32_t k = 0; k < n_places; k++) {
        shares[k] = 0;
        for (uint32_t s = 0; s < STEPS * NODES; s++)
            shares[k] += counts[s] * h->weight[places[k]] / PERIOD;
    }
    for (uint32_t f = 1, small = 0; small < 20; f++) {
        double angle = 2 * pi * f / PERIOD, most = 0;
        for (uint32_t i = 0; i < c.n; i++)
            turn[i] = cexp(I * (angle * c.weight[i]));
        for (uint32_t s = 0; s < STEPS * NODES; s++) {
            double complex all = factor(&c, turn, at[s]);
            most = fmax(most, cabs(all));
            for (uint32_t k = 0; k < n_places; k++) {
                double w = h->weight[places[k]];
                double complex one = 1 - at[s] + at[s] * cexp(I * (angle * w));
                double complex sum = cexp(-I * angle * (quota - (w + 1) / 2)) *
                                     (sin(angle * w / 2) / sin(angle / 2));
                shares[k] += counts[s] * 2 * creal(all / one * sum) / PERIOD;
            }
        }
        small = most < none ? small + 1 : 0;
    }
    free(turn);
    free_classes(&c);
}
