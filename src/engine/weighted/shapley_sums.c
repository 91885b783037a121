#include "engine/weighted/shapley_sums.h"

#include <stdio.h>
#include <string.h>

#include "engine/numbers/allowance.h"
#include "engine/weighted/shapley_step.h"
#include "engine/weighted/weighted_row.h"

#define U CM_ULP
#define REST 1e-13    /* what is left out of a sum whose first term is 1 */
enum { GROUP = 16, LEVELS = 2 };

/* Chances 1 / (1 + e^s), s = j step. First the even j, which give bounds of their
   own, then the odd ones. Chances that share their frequencies are a group; j and
   -j are one, by way of the dual quota. */
typedef struct group {
    cm_chances at[GROUP];
    double bias[GROUP], spread[GROUP], loose[GROUP], factor[GROUP];
    unsigned sides[GROUP];
    uint32_t n;
    cm_bands bands;
} group;

typedef struct sums {
    cm_ctx *ctx;
    cm_arena scratch;
    cm_arena *arena;
    cm_row row;
    cm_fourier f;
    cm_shapley_step step;
    int64_t last[2];    /* j for the quota; -j for total - quota + 1 */
    double tilt;        /* that was good last */
    double skipped;     /* chances that nobody looks at add so much at most */
    cm_vec(group *) groups[LEVELS];
    cm_sums all;        /* over what was looked at */
    double *even, *even_off; /* over the even j, once they are done */
    int levels;         /* that are done */
    uint64_t looked, chances, terms, steps;
    char doing[80];
    bool proved;
    cm_power_bounds *bounds;
} sums;

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

/* With a tilt that is about the best one, from the one before. */
static comitia_status bound_at(sums *t, double s, double need, double *log)
{
    enum { TURNS = 80 };
    double low = 0, high = 0, tilt = t->tilt;
    *log = 0;
    if (need <= 0 || tilted_mean(t, s, 0) >= need)
        return COMITIA_OK;
    for (int turn = 0; turn < TURNS && tilt < 64 && tilt > 1e-18; turn++) {
        CM_TRY(cm_spend(t->ctx, 30 * (uint64_t)t->f.n));
        *(tilted_mean(t, s, tilt) >= need ? &high : &low) = tilt;
        if (low > 0.9 * high && high > 0)
            break;
        tilt = low == 0 ? high / 4 : high == 0 ? low * 4 : (low + high) / 2;
    }
    t->tilt = low > 0 ? low : tilt;
    *log = log_reach(t, s, need, low);
    return COMITIA_OK;
}

/* The least j beyond which the chances add up to half of what
   may be skipped at most: nobody is
   pivotal unless the others reach the quota less the heaviest weight, and that
   is the less likely the larger s. Below 0 where that is so at 1/2 already. */
static comitia_status find_last(sums *t, uint64_t quota, int64_t *last)
{
    const double step = t->step.step;
    double need = (double)quota - (double)t->row.weight[t->row.n - 1];
    int64_t high = (int64_t)(36 / step) + 1, low = -high;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        double log, s = (double)middle * step;
        CM_TRY(bound_at(t, s, need, &log));
        /* their factors p (1 - p) step add up to p at most and what is above the
           integral: one term, of twice the step */
        double p = s < 0 ? 1 : 1 / (1 + cm_exp(s));
        double sum = cm_exp(log > 0 ? 0 : log) * p * (1 + 3 * step);
        *(sum <= t->skipped / 2 ? &high : &low) = middle;
    }
    *last = high;
    return COMITIA_OK;
}

/* ---- groups of chances ------------------------------------------------------------------ */

/* The chance of s = j step, j >= 0, for the quota where it is looked at, and for
   the dual one, which stands for -j; in the middle they are one chance. */
static void add_chance(const sums *t, group *g, int64_t j)
{
    double s = (double)j * t->step.step, odds = cm_exp(-s);
    bool one = j <= t->last[0] && j >= -t->last[1];
    bool twin = j != 0 && j <= t->last[1] && j >= -t->last[0];
    if (!one && !twin)
        return;
    uint32_t i = g->n++;
    g->bias[i] = cm_expm1(-s) / (1 + odds);
    g->spread[i] = 4 * odds / ((1 + odds) * (1 + odds));
    g->loose[i] = (2 * s + 10) * U * g->spread[i];
    g->factor[i] = g->spread[i] / 4;
    g->sides[i] = (one ? 1u : 0u) | (twin ? 2u : 0u);
    g->at[i] = (cm_chances){false, &g->bias[i], &g->spread[i], &g->loose[i], 0};
}

/* Chances whose spread differs little: what is cut for the last, which is the
   farthest from 1/2, is cut for all. */
static bool has_room(const group *g)
{
    return g->n < GROUP && (g->n == 0 || g->spread[g->n - 1] > 0.7 * g->spread[0]);
}

/* *found is false if there are more than `terms` of a chance. */
static comitia_status plan_level(sums *t, int level, uint64_t terms,
                                 bool *found)
{
    int64_t last = t->last[0] > t->last[1] ? t->last[0] : t->last[1];
    for (int64_t j = level; j <= last;) {
        group *g = cm_new(&t->scratch, group);
        if (!g)
            return COMITIA_E_NOMEM;
        for (; j <= last && has_room(g); j += LEVELS)
            add_chance(t, g, j);
        if (g->n == 0)
            continue;
        CM_TRY(cm_fourier_cut(t->ctx, &t->scratch, &t->f, &g->at[g->n - 1],
                              REST, terms, &g->bands, found));
        if (!*found)
            return COMITIA_OK;
        if (!cm_push(&t->scratch, &t->groups[level], g))
            return COMITIA_E_NOMEM;
        t->chances += g->n;
        t->terms += g->bands.terms * g->n;
        uint64_t cost = cm_fourier_cost(&t->f, g->bands.terms, g->n);
        t->steps = cost > UINT64_MAX - t->steps ? UINT64_MAX : t->steps + cost;
    }
    return COMITIA_OK;
}

static comitia_status add_level(sums *t, int level)
{
    for (size_t k = 0; k < t->groups[level].n && t->proved; k++) {
        const group *g = t->groups[level].at[k];
        snprintf(t->doing, sizeof t->doing,
                 "adding up Shapley-Shubik, %llu of %llu chances",
                 (unsigned long long)t->looked,
                 (unsigned long long)t->chances);
        t->ctx->doing = t->doing;
        CM_TRY(cm_fourier_add(t->ctx, &t->f, &g->bands, g->at, g->factor,
                              g->sides, g->n, &t->all, &t->proved));
        t->looked += g->n;
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
    double step = t->step.step * (t->levels == LEVELS ? 1 : 2);
    double value = t->levels == 1 ? t->even[d] : t->all.value[d];
    double off = (t->levels == 1 ? t->even_off : t->all.off)[d] * (1 + 1e-9);
    double rounding = 1e-14 + ((double)t->looked + 100) * U;
    double low = value * (1 - rounding) - off;
    double high = value * (1 + rounding) + off;
    double quadrature = t->step.off[t->levels == LEVELS];
    double share = t->step.of_weight ? 0 : quadrature;
    double apart =
        t->step.of_weight ? quadrature * t->f.weight[d] * (1 + 1e-14) : 0;
    low = low * step / (1 + share) - apart;
    high = high * step + t->skipped + apart;
    return (interval){low > 0 ? low * (1 - 4 * U) : 0,
                      share < 1 && t->levels
                          ? high / (1 - share) * (1 + 4 * U) + 1e-300
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
    double quadrature = t->step.off[t->levels == LEVELS] *
                        (t->step.of_weight ? heaviest : 1);
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
        double off = 2 * t->all.off[t->f.place[i]] * t->step.step;
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
    t->skipped = want;
    t->ctx->doing = "finding where the sums of Shapley-Shubik end";
    CM_TRY(cm_shapley_step_find(t->ctx, &t->scratch, &t->f, want, &t->step));
    t->tilt = 1;
    CM_TRY(find_last(t, row->quota, &t->last[0]));
    CM_TRY(find_last(t, row->total - row->quota + 1, &t->last[1]));
    return COMITIA_OK;
}

static comitia_status find(sums *t, const cm_weighted *game, unsigned places,
                           uint64_t budget, bool *found)
{
    bool fits;
    CM_TRY(prepare(t, game, places, &fits));
    if (!fits)
        return COMITIA_OK;
    uint64_t terms = budget / (4 * (uint64_t)t->f.room + 100);
    for (int level = 0; level < LEVELS; level++) {
        CM_TRY(plan_level(t, level, terms, &fits));
        if (!fits)
            return COMITIA_OK;
    }
    if (t->steps > t->ctx->limit - t->ctx->steps)
        return COMITIA_OK;
    t->proved = true;
    cm_plan(t->ctx, "Shapley-Shubik", t->steps, 56 * (uint64_t)t->f.room);
    comitia_status status = add_level(t, 0);
    if (status == COMITIA_OK && t->proved)
        status = add_level(t, 1);
    cm_planned(t->ctx);
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
