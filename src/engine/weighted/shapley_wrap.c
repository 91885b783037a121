#include "engine/weighted/shapley_wrap.h"

#define U CM_ULP
#define HAIR (1 + 1e-9)

/* ln of E(e^(x S)) for the weight S of those who are in, x of any sign, and how far
   it may be off. 1 - p + p e^-x is e^-x (p + (1 - p) e^x). */
static double log_of(double s, double x)
{
    return x < 0 ? cm_shapley_log_mean(-s, -x) + x : cm_shapley_log_mean(s, x);
}

/* About, for a search. */
static double guess_mean(const cm_shapley_rest *rest, double s, double tilt)
{
    double log = 0;
    for (uint32_t k = 0; k < rest->n_heaps; k++)
        log += rest->heaps[k].units * log_of(s, tilt * rest->heaps[k].weight);
    return log;
}

/* At least. */
static double most_mean(const cm_shapley_rest *rest, double s, double tilt)
{
    const cm_fourier *f = &rest->f;
    double log = 0, size = 0;
    for (uint32_t d = 0; d < f->n; d++) {
        double x = tilt * f->weight[d];
        double one = f->units[d] * log_of(s, x);
        log += one;
        size += (one < 0 ? -one : one) + f->units[d] * (x < 0 ? -x : x);
    }
    return log + ((100 + (double)f->n) * size + 60 * f->players) * U;
}

/* ---- above --------------------------------------------------------------------------- */

/* A tilt that is larger by `more` bounds what lies `above` beyond the quota by
   e^(log - (tilt + more) q - more above), log = ln E(e^((tilt + more) S)), for one
   who has a swing times a = e^x / (1 - p + p e^x), x of the heaviest. */
static double above_by(const cm_shapley_rest *rest, cm_shapley_point at,
                       double tilt, double more, double log, double need)
{
    const cm_fourier *f = &rest->f;
    double sum = tilt + more, q = (double)rest->quota[at.side];
    double x = sum * f->weight[f->ascending[f->n - 1]];
    double heaviest = x - cm_shapley_log_mean(at.s, x);
    double off = (x + sum * q) * 1e-14 + 1e-12;
    return (log - sum * q + heaviest + off + need) / more;
}

/* ---- below --------------------------------------------------------------------------- */

/* What lies `below` under the quota, or more, has e^(-tilt below) times its chance,
   which is e^(log + less (q - 1 - below)) / (1 - p) at most, log = ln E(e^(-less S)). */
static double below_by(const cm_shapley_rest *rest, cm_shapley_point at,
                       double tilt, double less, double log, double need)
{
    double q = (double)rest->quota[at.side], p, other;
    cm_shapley_chance(at.s, &p, &other);
    double off = less * q * 1e-14 + 1e-12;
    return (log + less * (q - 1) - cm_log(other) + off + need) / (tilt + less);
}

/* ---- both ---------------------------------------------------------------------------- */

typedef double reach_by(const cm_shapley_rest *rest, cm_shapley_point at,
                        double tilt, double by, double log, double need);

/* The least reach of all changes of the tilt, from a search that proves nothing. */
static comitia_status least(cm_ctx *ctx, const cm_shapley_rest *rest,
                            cm_shapley_point at, double tilt, double need,
                            reach_by *reach, double *found)
{
    const bool up = reach == above_by;
    double best = 0, far = 0;
    uint32_t tries = 0;
    for (double by = 1 / (double)rest->f.total; by < 64; by *= 1.4, tries++) {
        double log = guess_mean(rest, at.s, up ? tilt + by : -by);
        double one = reach(rest, at, tilt, by, log, need);
        if (tries == 0 || one < far) {
            far = one;
            best = by;
        }
    }
    CM_TRY(cm_spend(ctx, 100 * (uint64_t)rest->f.n +
                             100 * (uint64_t)tries * rest->n_heaps));
    double log = most_mean(rest, at.s, up ? tilt + best : -best);
    *found = reach(rest, at, tilt, best, log, need) * HAIR;
    return COMITIA_OK;
}

comitia_status cm_shapley_reach_find(cm_ctx *ctx, const cm_shapley_rest *rest,
                                     cm_shapley_point at, double tilt,
                                     double most, cm_shapley_reach *reach)
{
    const double q = (double)rest->quota[at.side];
    const double need = -cm_log(most) + 1e-9;
    CM_TRY(least(ctx, rest, at, tilt, need, above_by, &reach->above));
    CM_TRY(least(ctx, rest, at, tilt, need, below_by, &reach->below));
    reach->below = reach->below < q ? reach->below : q; /* there is nothing */
    return COMITIA_OK;
}

void cm_shapley_wrap(const cm_shapley_rest *rest, const cm_fourier *from,
                     cm_shapley_reach reach, cm_fourier *f)
{
    *f = *from;
    double least = f->weight[f->ascending[f->n - 1]] + 1;
    double above = reach.above > 1 ? reach.above : 1;
    double below = reach.below > 1 ? reach.below : 1;
    double all = above > below ? above : below;
    if (rest->alone > 0)
        all = above + below;
    all = all > least ? all : least;
    if (!(all < (double)from->modulus / 2)) /* hardly worth it */
        return;
    f->modulus = (uint64_t)all + 3;
    f->modulus += 1 - f->modulus % 2;
    f->above = (uint64_t)above + 1;
    f->turn = cm_turn_of(f->modulus);
}
