#include "engine/weighted/shapley_rest.h"

#define U CM_ULP
#define FAR 80 /* e^-80 for each player is nothing */

/* ---- the rule ------------------------------------------------------------------------ */

comitia_status cm_heaps_new(cm_arena *arena, const cm_fourier *f,
                            cm_heap **heaps, uint32_t *n)
{
    cm_vec(cm_heap) all = {0};
    double first = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t d = f->ascending[i];
        if (i == 0 || f->weight[d] > 1.1 * first) {
            first = f->weight[d];
            if (!cm_push(arena, &all, (cm_heap){0, 0}))
                return COMITIA_E_NOMEM;
        }
        cm_heap *last = &all.at[all.n - 1];
        last->weight += f->weight[d] * f->units[d];
        last->units += f->units[d];
    }
    for (size_t k = 0; k < all.n; k++)
        all.at[k].weight /= all.at[k].units;
    *heaps = all.at;
    *n = (uint32_t)all.n;
    return COMITIA_OK;
}

comitia_status cm_shapley_rest_new(cm_ctx *ctx, cm_arena *arena,
                                   const cm_row *row, cm_shapley_rest *rest,
                                   bool *fits)
{
    uint64_t total = row->total, quota = row->last + 1;
    *rest = (cm_shapley_rest){.n = row->n,
                              .heaviest = (double)row->weight[row->n - 1]};
    for (; rest->n && row->weight[rest->n - 1] >= quota; rest->n--) {
        rest->alone += (double)row->units[rest->n - 1];
        total -= row->weight[rest->n - 1] * row->units[rest->n - 1];
    }
    *fits = true;
    if (total < quota)
        rest->n = 0;
    if (rest->n == 0)
        return COMITIA_OK;
    rest->quota[0] = quota;
    rest->quota[1] = total - quota + 1;
    CM_TRY(cm_fourier_new(ctx, arena, rest->n, row->weight, row->units, total,
                          quota, &rest->f, fits));
    return *fits ? cm_heaps_new(arena, &rest->f, &rest->heaps, &rest->n_heaps)
                 : COMITIA_OK;
}

/* ---- one point ------------------------------------------------------------------------- */

void cm_shapley_chance(double s, double *p, double *other)
{
    double odds = cm_exp(s < 0 ? s : -s);
    double less = odds / (1 + odds), more = 1 / (1 + odds);
    *p = s < 0 ? more : less;
    *other = s < 0 ? less : more;
}

/* -ln of (1 - p)^alone, p the chance to be in: within 13 u of itself. */
static double log_alone(const cm_shapley_rest *rest, cm_shapley_point at)
{
    /* ln(1 + e^-s), s as seen from who is in */
    double s = at.side ? -at.s : at.s, odds = cm_exp(s < 0 ? s : -s);
    double log = odds < 0.4 ? -cm_log_less(odds / (1 + odds)) : cm_log(1 + odds);
    return rest->alone * (s < 0 ? log - s : log);
}

static double none_alone(const cm_shapley_rest *rest, cm_shapley_point at)
{
    double power = log_alone(rest, at);
    return power < 690 ? cm_exp(-power) : 0;
}

double cm_shapley_loose(const cm_shapley_rest *rest, cm_shapley_point at)
{
    double power = log_alone(rest, at);
    return (40 + 30 * (power < 690 ? power : 0)) * U;
}

double cm_shapley_factor(const cm_shapley_rest *rest, cm_shapley_point at)
{
    double p, other;
    cm_shapley_chance(at.s, &p, &other);
    return p * other * none_alone(rest, at);
}

double cm_shapley_alone(const cm_shapley_rest *rest, cm_shapley_point at)
{
    double p, other;
    if (rest->alone == 0)
        return 0;
    cm_shapley_chance(at.s, &p, &other);
    return (at.side ? other : p) * none_alone(rest, at);
}

double cm_shapley_log_mean(double s, double x)
{
    double p, other;
    cm_shapley_chance(s, &p, &other);
    return x < 1 ? cm_log(1 + p * cm_expm1(x))
                 : x + cm_log(other * cm_exp(-x) + p);
}

static double tilted_mean(const cm_shapley_rest *rest, double s, double tilt)
{
    double mean = 0;
    for (uint32_t k = 0; k < rest->n_heaps; k++) {
        double y = s - tilt * rest->heaps[k].weight;
        double in = y > 600 ? 0 : 1 / (1 + cm_exp(y > -600 ? y : -600));
        mean += rest->heaps[k].units * rest->heaps[k].weight * in;
    }
    return mean;
}

double cm_shapley_tilt(const cm_shapley_rest *rest, cm_shapley_point at)
{
    enum { TURNS = 16 };
    double need = (double)rest->quota[at.side], low = 0x1p-60, high = 64;
    if (tilted_mean(rest, at.s, 0) >= need)
        return 0;
    /* by halving the logarithm, and then the tilt */
    while (high > 1.5 * low) {
        double middle = low;
        for (double by = high / low; by > 2; by /= 4)
            middle *= 2;
        middle = middle > low ? middle : (low + high) / 2;
        *(tilted_mean(rest, at.s, middle) >= need ? &high : &low) = middle;
    }
    for (int turn = 0; turn < TURNS / 4; turn++) {
        double middle = (low + high) / 2;
        *(tilted_mean(rest, at.s, middle) >= need ? &high : &low) = middle;
    }
    return low;
}

/* ---- how far ------------------------------------------------------------------------------ */

/* At least ln of what all of the rest together, or one who is alone, may have at a
   point: E(players in; they reach the quota), or the chance of that. Chernoff's
   bound, with the mean number of players under the tilt; true for any tilt, and
   less for all larger s. */
static comitia_status log_most(cm_ctx *ctx, const cm_shapley_rest *rest,
                               cm_shapley_point at, double *to)
{
    const cm_fourier *f = &rest->f;
    double tilt = cm_shapley_tilt(rest, at), log = 0, in = 0;
    double need = tilt * (double)rest->quota[at.side];
    CM_TRY(cm_spend(ctx, 30 * (uint64_t)f->n + 300 * (uint64_t)rest->n_heaps));
    for (uint32_t d = 0; d < f->n; d++) {
        double x = tilt * f->weight[d], y = at.s - x;
        log += f->units[d] * cm_shapley_log_mean(at.s, x);
        if (y < 600)
            in += f->units[d] / (1 + cm_exp(y > -600 ? y : -600));
    }
    log += (log + need) * 1e-11 + f->players * 30 * U - need;
    if (at.side && at.s > 0)
        log -= rest->alone * at.s; /* and nobody in who is alone */
    *to = log + cm_log(1 + in) + 1e-6;
    return COMITIA_OK;
}

/* At most what all chances at s and beyond add: their sum, times the step, over one
   unit of s after the other, then far beyond. */
static comitia_status tail(cm_ctx *ctx, const cm_shapley_rest *rest,
                           cm_shapley_point at, double step, double most,
                           double *sum)
{
    enum { UNITS = 5 };
    *sum = rest->f.players * 2e-35;
    for (int k = 0; k < UNITS && *sum <= most; k++, at.s++) {
        double log, units = k + 1 == UNITS && at.s < FAR ? FAR - at.s : 1;
        CM_TRY(log_most(ctx, rest, at, &log));
        *sum += log < 600 ? cm_exp(log) * (units + step) : 1e200;
    }
    return COMITIA_OK;
}

comitia_status cm_shapley_ends(cm_ctx *ctx, const cm_shapley_rest *rest,
                               double step, double most, int64_t last[2])
{
    for (unsigned side = 0; side < 2; side++) {
        int64_t high = (int64_t)(FAR / step) + 1, low = -high;
        while (high - low > 1) {
            int64_t middle = low + (high - low) / 2;
            double sum;
            CM_TRY(tail(ctx, rest, (cm_shapley_point){(double)middle * step, side},
                        step, most, &sum));
            *(sum <= most ? &high : &low) = middle;
        }
        last[side] = high;
    }
    return COMITIA_OK;
}
