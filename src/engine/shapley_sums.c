#include "engine/shapley_sums.h"

#include <stdio.h>
#include <string.h>

#include "engine/allowance.h"
#include "engine/fourier.h"
#include "engine/weighted_row.h"

#define U CM_ULP
#define REST 1e-13    /* what is left out of a sum whose first term is 1 */
#define SKIPPED 1e-14 /* what chances that nobody looks at add at most */
enum { GROUP = 16, LEVELS = 2 };

/* Chances 1 / (1 + e^s) and their twins 1 / (1 + e^-s), s = j step. First the
   even j, which give bounds of their own, then the odd ones. */
typedef struct sums {
    cm_ctx *ctx;
    cm_arena scratch;
    cm_arena *arena;
    cm_row row;
    cm_fourier f;
    double step;
    uint64_t last[2];   /* j for the quota, for total - quota + 1 */
    double skipped;     /* all beyond: at most */
    double off[LEVELS]; /* of the sum over even j, over all: relative, at most */
    cm_sums all;        /* over what was looked at */
    double *even, *even_off; /* over the even j, once they are done */
    int levels;         /* that are done */
    uint64_t looked, chances, terms;
    char doing[80];
    bool proved;
    cm_power_bounds *bounds;
} sums;

/* ---- the step --------------------------------------------------------------------- */

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

/* The largest step with an error of `want` or less. */
static void find_step(sums *t, double want)
{
    const double two_pi = 6.283185307179586;
    double n = t->f.players, low = 1, high = 2;
    while (error_of(high, n) > want)
        high *= 2;
    for (int turn = 0; turn < 60; turn++) {
        double middle = (low + high) / 2;
        *(error_of(middle, n) > want ? &low : &high) = middle;
    }
    t->step = two_pi / high;
    /* the step is rounded: a hair on the safe side */
    t->off[1] = error_of(high * (1 - 1e-12), n);
    t->off[0] = error_of(high / 2 * (1 - 1e-12), n);
}

/* ---- how far to go ------------------------------------------------------------------- */

/* ln(1 - p + p e^x), x >= 0, p = 1 / (1 + e^s) */
static double log_mean(double s, double x)
{
    double odds = cm_exp(-s), power = cm_exp(-x);
    return x < 1 ? cm_log(1 + odds / (1 + odds) * cm_expm1(x))
                 : x + cm_log((power + odds) / (1 + odds));
}

/* At most ln of the chance that players reach `need`, each in with the chance
   of s: Chernoff's bound, true for any tilt. */
static double log_reach(const sums *t, double s, double need, double tilt)
{
    double log = 0;
    for (uint32_t d = 0; d < t->f.n; d++)
        log += t->f.units[d] * log_mean(s, tilt * t->f.weight[d]);
    return log - tilt * need + (log + tilt * need) * 1e-11 + 1e-6;
}

static double tilted_mean(const sums *t, double s, double tilt)
{
    double mean = 0;
    for (uint32_t d = 0; d < t->f.n; d++) {
        double w = t->f.weight[d];
        mean += t->f.units[d] * w / (1 + cm_exp(s - tilt * w));
    }
    return mean;
}

/* The best tilt, about. */
static comitia_status bound_at(sums *t, double s, double need, double *log)
{
    double low = 0, high = 1;
    *log = 0;
    if (need <= 0 || tilted_mean(t, s, 0) >= need)
        return COMITIA_OK;
    while (high < 64 && tilted_mean(t, s, high) < need)
        high *= 2;
    for (int turn = 0; turn < 64 && high > 1e-18; turn++) {
        double middle = turn < 48 && low == 0 ? high / 4 : (low + high) / 2;
        CM_TRY(cm_spend(t->ctx, 60 * (uint64_t)t->f.n));
        *(tilted_mean(t, s, middle) >= need ? &high : &low) = middle;
        if (low > 0.99 * high)
            break;
    }
    *log = log_reach(t, s, need, low);
    return COMITIA_OK;
}

/* The least j beyond which the chances add up to SKIPPED / 2 at most: nobody is
   pivotal unless the others reach the quota less the heaviest weight, and that
   is the less likely the larger s. */
static comitia_status find_last(sums *t, uint64_t quota, uint64_t *last)
{
    double need = (double)quota - (double)t->row.weight[t->row.n - 1];
    uint64_t low = 0, high = (uint64_t)(36 / t->step) + 1;
    while (high - low > 1) {
        uint64_t middle = (low + high) / 2;
        double log, s = (double)middle * t->step;
        CM_TRY(bound_at(t, s, need, &log));
        /* their factors p (1 - p) step, which fall, add up to p at most, and to
           p (1 + 2 step) where every other j is looked at */
        double sum = cm_exp(log > 0 ? 0 : log) * (1 + 3 * t->step) /
                     (1 + cm_exp(s));
        *(sum <= SKIPPED / 2 ? &high : &low) = middle;
    }
    *last = high;
    return COMITIA_OK;
}

/* ---- groups of chances ------------------------------------------------------------------ */

typedef struct group {
    cm_chances at[GROUP];
    double bias[GROUP], spread[GROUP], loose[GROUP], factor[GROUP];
    unsigned sides[GROUP];
    uint32_t n;
} group;

/* The chance of s = j step below 1/2, for both quotas; in the middle they are
   one chance. */
static void add_chance(const sums *t, group *g, uint64_t j)
{
    uint32_t i = g->n++;
    double s = (double)j * t->step, odds = cm_exp(-s);
    g->bias[i] = cm_expm1(-s) / (1 + odds);
    g->spread[i] = 4 * odds / ((1 + odds) * (1 + odds));
    g->loose[i] = (2 * s + 10) * U * g->spread[i];
    g->factor[i] = g->spread[i] / 4;
    g->sides[i] = j == 0 ? 1
                         : (j <= t->last[0] ? 1u : 0u) |
                               (j <= t->last[1] ? 2u : 0u);
    g->at[i] = (cm_chances){false, &g->bias[i], &g->spread[i], &g->loose[i], 0};
}

static comitia_status add_group(sums *t, const group *g, uint64_t terms)
{
    bool found;
    /* the last is the farthest from 1/2 */
    CM_TRY(cm_fourier_cut(&t->f, &g->at[g->n - 1], REST, terms, &found));
    t->proved = found;
    if (!found)
        return COMITIA_OK;
    t->terms += t->f.terms * g->n;
    snprintf(t->doing, sizeof t->doing,
             "adding up Shapley-Shubik, %llu of %llu chances",
             (unsigned long long)t->looked, (unsigned long long)t->chances);
    t->ctx->doing = t->doing;
    comitia_status status = cm_fourier_add(&t->f, g->at, g->factor, g->sides,
                                           g->n, &t->all, &t->proved);
    t->looked += g->n;
    return status;
}

static comitia_status add_level(sums *t, uint64_t first, uint64_t terms)
{
    uint64_t last = t->last[0] > t->last[1] ? t->last[0] : t->last[1];
    uint64_t by = 2;
    for (uint64_t j = first; j <= last && t->proved;) {
        group g = {.n = 0};
        for (; j <= last && g.n < GROUP; j += by)
            add_chance(t, &g, j);
        CM_TRY(add_group(t, &g, terms));
    }
    if (!t->proved)
        return COMITIA_OK;
    t->levels++;
    if (t->levels == 1) {
        memcpy(t->even, t->all.value, t->f.room * sizeof *t->even);
        memcpy(t->even_off, t->all.off, t->f.room * sizeof *t->even_off);
    }
    return COMITIA_OK;
}

/* ---- ends ----------------------------------------------------------------------------------- */

typedef struct interval {
    double low, high;
} interval;

/* The sum over even j or over all, and with it the index. */
static interval of_place(const sums *t, uint32_t d)
{
    double step = t->step * (t->levels == LEVELS ? 1 : 2);
    double value = t->levels == 1 ? t->even[d] : t->all.value[d];
    double off = (t->levels == 1 ? t->even_off : t->all.off)[d] * (1 + 1e-9);
    double rounding = 1e-14 + ((double)t->looked + 100) * U;
    double low = value * (1 - rounding) - off;
    double high = value * (1 + rounding) + off;
    double quadrature = t->off[t->levels == LEVELS];
    return (interval){low > 0 ? low * step / (1 + quadrature) : 0,
                      quadrature < 1 && t->levels
                          ? (high * step + t->skipped) / (1 - quadrature) + 1e-300
                          : 1};
}

/* All indices add up to 1: what the lower ends lack is the most that any may
   have above its own. */
static double lacking(const sums *t)
{
    double sum = 0;
    for (uint32_t d = 0; d < t->f.n; d++)
        sum += t->f.units[d] * of_place(t, d).low;
    double lack = 1 - sum * (1 - ((double)t->f.n + 10) * 2 * U);
    return lack > 0 ? lack * (1 + 1e-15) + 1e-15 : 1e-15;
}

static const cm_number *number_of(cm_arena *arena, double value)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_d(q, value < 1 ? value : 1);
    const cm_number *number = cm_number_keep(arena, q);
    mpq_clear(q);
    return number;
}

static bool keep_proof(sums *t, double rounding)
{
    double heaviest = (double)t->row.weight[t->row.n - 1];
    double cut = 4 * REST * heaviest / t->f.turn.modulus + t->skipped;
    double quadrature = t->off[t->levels == LEVELS];
    t->bounds->of_shapley =
        (cm_proof){.method = "quadrature of Fourier sums",
                   .nodes = t->looked,
                   .terms = t->terms,
                   .quadrature = number_of(t->arena, quadrature),
                   .cut = number_of(t->arena, cut),
                   .rounding = number_of(t->arena, rounding)};
    return t->bounds->of_shapley.quadrature && t->bounds->of_shapley.cut &&
           t->bounds->of_shapley.rounding;
}

static comitia_status keep_bounds(sums *t, const cm_weighted *game)
{
    cm_bounds *kept = cm_new_n(&t->scratch, cm_bounds, t->row.n);
    cm_bounds *of = cm_new_n(t->arena, cm_bounds, game->n);
    const cm_number *zero = cm_number_keep_ui(t->arena, 0);
    double lack = lacking(t), rounding = 0;
    if (!kept || !of || !zero)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < t->row.n; i++) {
        interval ends = of_place(t, t->f.place[i]);
        double off = 2 * t->all.off[t->f.place[i]] * t->step;
        rounding = off > rounding ? off : rounding;
        if (ends.high > ends.low + lack)
            ends.high = (ends.low + lack) * (1 + 4 * U);
        kept[i] = (cm_bounds){number_of(t->arena, ends.low),
                              number_of(t->arena, ends.high)};
        if (!kept[i].low || !kept[i].high)
            return COMITIA_E_NOMEM;
    }
    for (uint32_t c = 0; c < game->n; c++) {
        uint32_t i = t->row.of_class[c];
        of[c] = i == UINT32_MAX ? (cm_bounds){zero, zero} : kept[i];
    }
    t->bounds->shapley = of;
    return keep_proof(t, rounding) ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- all ------------------------------------------------------------------------------------ */

static comitia_status prepare(sums *t, const cm_weighted *game, unsigned places,
                              bool *fits)
{
    const cm_row *row = &t->row;
    CM_TRY(cm_row_new(t->ctx, &t->scratch, game, &t->row, fits));
    if (!*fits)
        return COMITIA_OK;
    CM_TRY(cm_fourier_new(t->ctx, &t->scratch, row->n, row->weight, row->units,
                          row->total, row->quota, &t->f, fits));
    if (!*fits)
        return COMITIA_OK;
    t->all = (cm_sums){.value = cm_new_n(&t->scratch, double, t->f.room),
                       .off = cm_new_n(&t->scratch, double, t->f.room)};
    t->even = cm_new_n(&t->scratch, double, t->f.room);
    t->even_off = cm_new_n(&t->scratch, double, t->f.room);
    if (!t->all.value || !t->all.off || !t->even || !t->even_off)
        return COMITIA_E_NOMEM;
    double want = 1e-11;
    for (unsigned k = 10; k < places && k < 14; k++)
        want /= 10;
    find_step(t, want);
    CM_TRY(find_last(t, row->quota, &t->last[0]));
    CM_TRY(find_last(t, row->total - row->quota + 1, &t->last[1]));
    t->skipped = SKIPPED;
    t->chances = 1 + (t->last[0] > t->last[1] ? t->last[0] : t->last[1]);
    return COMITIA_OK;
}

static comitia_status find(sums *t, const cm_weighted *game, unsigned places,
                           uint64_t budget, bool *found)
{
    bool fits;
    CM_TRY(prepare(t, game, places, &fits));
    if (!fits)
        return COMITIA_OK;
    uint64_t cost = 4 * (uint64_t)t->f.room +
                    6 * (uint64_t)(t->f.n - t->f.few) + 100;
    uint64_t terms = budget / cost / t->chances;
    t->proved = true;
    comitia_status status = add_level(t, 0, terms);
    if (status == COMITIA_OK && t->proved)
        status = add_level(t, 1, terms);
    if (status == COMITIA_E_CANCELLED && cm_settle(t->ctx)) {
        t->bounds->stopped = true;
        status = COMITIA_OK;
    }
    if (status == COMITIA_OK && t->proved) {
        *found = true;
        status = keep_bounds(t, game);
    }
    return status;
}

comitia_status cm_weighted_shapley_sums(cm_ctx *ctx, cm_arena *arena,
                                        const cm_weighted *game,
                                        unsigned places, uint64_t budget,
                                        cm_power_bounds *bounds, bool *found)
{
    sums t = {.ctx = ctx, .arena = arena, .bounds = bounds};
    const char *doing = ctx->doing;
    *found = false;
    cm_arena_init(&t.scratch, ctx->allocator);
    uint64_t limit = cm_allow(ctx, budget);
    comitia_status status = find(&t, game, places, budget, found);
    cm_allow_end(ctx, limit);
    ctx->doing = doing;
    cm_arena_clear(&t.scratch);
    if (status == COMITIA_E_BUDGET)
        *found = false;
    return status == COMITIA_E_BUDGET ? COMITIA_OK : status;
}
