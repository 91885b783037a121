#include "engine/weighted/shapley_tail.h"

#define U CM_ULP
#define PI 3.141592653589793
#define ROUGH (1 + 1e-9)
#define IN 20 /* players at most, on the average */

static double players_of(const cm_shapley_rest *rest)
{
    return rest->f.players + rest->alone;
}

double cm_shapley_tail_from(const cm_shapley_rest *rest)
{
    double log = cm_log(players_of(rest) / IN);
    return log > 1 ? log : 1;
}

/* A chance is a sum of p^k (1 - p)^(n - k) with positive factors, 1 at most: on the
   ellipse around a..b with half axes (rho + 1 / rho) / 2 and (rho - 1 / rho) / 2 times
   (b - a) / 2 it is at most (|z| + |1 - z|)^n, and |z| + |1 - z| <= |z - a| + |z - b| +
   1 + a - b. So a polynomial of degree m - 1 comes within 2 M rho^(1 - m) / (rho - 1).
   The fewest nodes for `most`; 0 where there are none. */
static uint32_t nodes_for(double wide, double most, double *off)
{
    uint32_t best = 0;
    for (double rho = 1.2; rho < 40; rho *= 1.15) {
        double power = wide * ((rho + 1 / rho) / 2 - 1) * ROUGH;
        if (power > 600)
            break;
        double one = 2 * cm_exp(power) / (rho - 1) * ROUGH;
        for (uint32_t m = 2; m <= CM_MOST_TAIL; m++) {
            one /= rho;
            if (one > most || (best && m >= best))
                continue;
            best = m;
            *off = one * ROUGH;
            break;
        }
    }
    return best;
}

/* s of a chance p, about. */
static double s_of(double p)
{
    return cm_log((1 - p) / p);
}

/* Near Chebyshev's points of the chances low..high, the largest chance first. */
static void set_points(cm_shapley_tail *tail, double first, double last)
{
    double low, high, other;
    cm_shapley_chance(last, &low, &other);
    cm_shapley_chance(first, &high, &other);
    for (uint32_t r = 0; r < tail->n; r++) {
        double s, c;
        cm_sincos(PI * r / (tail->n - 1), &s, &c);
        tail->at[r].s = s_of(low + (high - low) * (1 + c) / 2);
        if (tail->at[r].s < first)
            tail->at[r].s = first;
        if (tail->at[r].s > last)
            tail->at[r].s = last;
    }
    tail->at[0].s = first;
    tail->at[tail->n - 1].s = last;
}

/* The polynomials that are 1 at a node and 0 at the others; the sum of their sizes. */
static double share_out(const cm_shapley_tail *tail, const double *node, double p,
                        double *share)
{
    double sizes = 0;
    for (uint32_t r = 0; r < tail->n; r++) {
        share[r] = 1;
        for (uint32_t i = 0; i < tail->n; i++)
            if (i != r)
                share[r] *= (p - node[i]) / (node[r] - node[i]);
        sizes += share[r] < 0 ? -share[r] : share[r];
    }
    return sizes * ROUGH;
}

/* Chances p are within 8u of themselves, and what a player has at one changes by less
   than the number of players, times that; a product of m factors is off by 8 m u, a sum
   of n by n u. */
static double blur_of(const cm_shapley_tail *tail, double n, double sizes,
                      double players, double high)
{
    return sizes * U * (8 * (double)tail->n + n + 40) +
           (1 + sizes) * 10 * U * players * high;
}

void cm_shapley_tail_find(const cm_shapley_rest *rest, const double *s,
                          uint32_t n, unsigned side, double most,
                          cm_shapley_tail *tail)
{
    enum { SIZES = 8 };
    double node[CM_MOST_TAIL], share[CM_MOST_TAIL], off = 0, sizes = 1;
    double first = s[0], last = s[0], low, high, p, other, all = 0, alone = 0;
    *tail = (cm_shapley_tail){.n = 0};
    for (uint32_t k = 0; k < n; k++) {
        first = s[k] < first ? s[k] : first;
        last = s[k] > last ? s[k] : last;
        cm_shapley_chance(s[k], &p, &other);
        all += p;
        alone += rest->alone == 0 ? 0 : side ? 1 : p;
    }
    cm_shapley_chance(last, &low, &other);
    cm_shapley_chance(first, &high, &other);
    if (!(last - first > 1))
        return;
    double more = all > alone ? all : alone;
    tail->n = nodes_for(players_of(rest) * (high - low), most / SIZES / more, &off);
    if (tail->n == 0)
        return;
    set_points(tail, first, last);
    for (uint32_t r = 0; r < tail->n; r++)
        cm_shapley_chance(tail->at[r].s, &node[r], &other);
    for (uint32_t k = 0; k < n; k++) {
        cm_shapley_chance(s[k], &p, &other);
        double one = share_out(tail, node, p, share);
        sizes = one > sizes ? one : sizes;
        for (uint32_t r = 0; r < tail->n; r++) {
            tail->at[r].swings += p * other * share[r];
            tail->at[r].alone += (side ? other : p) * share[r];
        }
    }
    for (uint32_t r = 0; r < tail->n; r++) { /* in shares of what it has there */
        cm_shapley_chance(tail->at[r].s, &p, &other);
        tail->at[r].swings /= p * other;
        tail->at[r].alone /= side ? other : p;
    }
    off = off * (1 + sizes) + blur_of(tail, n, sizes, players_of(rest), high);
    tail->off = off * all * ROUGH;
    tail->off_alone = off * alone * ROUGH;
}
