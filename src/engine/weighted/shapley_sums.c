#include "engine/weighted/shapley_sums.h"

#include "engine/numbers/allowance.h"
#include "engine/weighted/shapley_adding.h"

#define U CM_ULP

typedef struct sums {
    cm_ctx *ctx;
    cm_arena scratch;
    cm_arena *arena;
    cm_row row;
    cm_shapley_rest rest;
    cm_lean_room room;
    cm_shapley_step step;
    cm_shapley_plan plan;
    double skipped;         /* chances that nobody looks at add so much at most */
    cm_shapley_adding added;
    cm_power_bounds *bounds;
} sums;

/* ---- ends ----------------------------------------------------------------------------------- */

/* What those who are alone have where the rest counts for nothing: the chance that
   they are in first, p (1 - p)^alone for j from where the rest begins. */
static double base_of(const sums *t, int by, double *off)
{
    int64_t j = t->plan.last[0] + 1 < 0 ? t->plan.last[0] + 1 : 0;
    double sum = 0;
    *off = 1e-30;
    j = j > -t->plan.last[1] ? j : -t->plan.last[1];
    for (j += (j % by != 0); (double)j * t->step.step < 80; j += by) {
        cm_shapley_point at = {(double)j * t->step.step, 0};
        double one = cm_shapley_alone(&t->rest, at);
        sum += one;
        *off += one * cm_shapley_loose(&t->rest, at) + sum * U;
    }
    return sum;
}

typedef struct interval {
    double low, high;
} interval;

/* What was found in the levels that are done, and how far apart its chances are. */
static const cm_shapley_found *done_of(const sums *t, double *step)
{
    *step = t->step.step * (t->added.done == CM_SHAPLEY_LEVELS ? 1 : 2);
    return t->added.done == 1 ? &t->added.even : &t->added.all;
}

/* From a sum over chances, that is off by so much, to the integral. */
static interval integral_of(const sums *t, double value, double off,
                            double weight)
{
    double quadrature = t->step.off[t->added.done == CM_SHAPLEY_LEVELS];
    double share = t->step.of_weight ? 0 : quadrature;
    double apart = t->step.of_weight ? quadrature * weight * (1 + 1e-14) : 0;
    double low = (value - off) / (1 + share) - apart;
    double high = value + off + apart + t->skipped;
    return (interval){low > 0 ? low * (1 - 4 * U) : 0,
                      share < 1 && t->added.done
                          ? high / (1 - share) * (1 + 4 * U) + 1e-300
                          : 1};
}

/* The sum over even j or over all, and with it the index. */
static interval of_place(const sums *t, uint32_t d)
{
    double step, loose = 1e-14 + ((double)t->added.looked + 100) * U;
    const cm_shapley_found *found = done_of(t, &step);
    double value = found->value[d], off = found->off[d] * (1 + 1e-9);
    off += (value > 0 ? value : -value) * loose;
    return integral_of(t, value * step, off * step, t->rest.f.weight[d]);
}

/* One of those who are alone: they are alike. */
static interval of_alone(const sums *t)
{
    double step, off, loose = 1e-14 + ((double)t->added.looked + 100) * U;
    const cm_shapley_found *found = done_of(t, &step);
    if (t->added.done == 0)
        return (interval){0, 1};
    double base = base_of(t, t->added.done == CM_SHAPLEY_LEVELS ? 1 : 2, &off);
    double value = base + found->base + found->alone;
    double size = base + (found->alone > 0 ? found->alone : -found->alone);
    off = (off + found->alone_off) * (1 + 1e-9) + size * loose;
    interval ends = integral_of(t, value * step, off * step + t->skipped,
                                t->rest.heaviest);
    /* no more than their share of all */
    double most = 1 / t->rest.alone * (1 + 4 * U);
    ends.high = ends.high < most ? ends.high : most;
    return ends;
}

/* All indices add up to 1: what the lower ends lack is the most that any may
   have above its own. */
static double lacking(const sums *t)
{
    double sum = t->rest.alone > 0 ? t->rest.alone * of_alone(t).low : 0;
    for (uint32_t d = 0; d < t->rest.f.n; d++)
        sum += t->rest.f.units[d] * of_place(t, d).low;
    double lack = 1 - sum * (1 - ((double)t->rest.f.n + 10) * 2 * U);
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
    double heaviest = t->rest.heaviest;
    double points = (double)t->plan.chances * t->step.step;
    double cut = t->skipped + 4 * points * t->plan.each;
    double quadrature = t->step.off[t->added.done == CM_SHAPLEY_LEVELS] *
                        (t->step.of_weight ? heaviest : 1);
    t->bounds->of_shapley =
        (cm_proof){.method = t->plan.tables ? "quadrature of Fourier sums and tables"
                                       : "quadrature of Fourier sums",
                   .nodes = t->added.looked,
                   .terms = t->plan.terms,
                   .quadrature = number_of(t->arena, quadrature),
                   .cut = number_of(t->arena, cut),
                   .rounding = number_of(t->arena, rounding)};
    return t->bounds->of_shapley.quadrature && t->bounds->of_shapley.cut &&
           t->bounds->of_shapley.rounding;
}

/* Of the row's i-th weight; `players` weigh as much or more. None of them has a
   smaller index, so that it is at most an equal share of 1. */
static bool keep_weight(const sums *t, uint32_t i, double lack, double players,
                        cm_bounds *to)
{
    const double share = 1 / players * (1 + 4 * U);
    interval ends =
        i < t->rest.n ? of_place(t, t->rest.f.place[i]) : of_alone(t);
    if (ends.high > ends.low + lack)
        ends.high = (ends.low + lack) * (1 + 4 * U);
    ends.high = ends.high < share ? ends.high : share;
    to->low = number_of(t->arena, ends.low);
    to->high = number_of(t->arena, ends.high);
    return to->low && to->high;
}

static bool keep_all(const sums *t, const cm_weighted *game,
                     const cm_bounds *kept)
{
    cm_bounds *of = cm_new_n(t->arena, cm_bounds, game->n);
    const cm_number *zero = cm_number_keep_ui(t->arena, 0);
    for (uint32_t c = 0; of && c < game->n; c++) {
        uint32_t i = t->row.of_class[c];
        of[c] = i == UINT32_MAX ? (cm_bounds){zero, zero} : kept[i];
    }
    t->bounds->shapley = of;
    return of && zero;
}

static comitia_status keep_bounds(sums *t, const cm_weighted *game)
{
    cm_bounds *kept = cm_new_n(&t->scratch, cm_bounds, t->row.n);
    double lack = lacking(t), rounding = 0, players = 0;
    if (!kept)
        return COMITIA_E_NOMEM;
    for (uint32_t i = t->row.n; i-- > 0;) {
        players += (double)t->row.units[i];
        if (!keep_weight(t, i, lack, players, &kept[i]))
            return COMITIA_E_NOMEM;
    }
    for (uint32_t d = 0; d < t->rest.f.n; d++) {
        double off = 2 * t->added.all.off[d] * t->step.step;
        rounding = off > rounding ? off : rounding;
    }
    return keep_all(t, game, kept) && keep_proof(t, rounding) ? COMITIA_OK
                                                              : COMITIA_E_NOMEM;
}

/* Nobody weighs less than those who share everything, or counts for anything. */
static comitia_status keep_equal(sums *t, const cm_weighted *game,
                                 double players, uint64_t from)
{
    cm_bounds *kept = cm_new_n(&t->scratch, cm_bounds, t->row.n);
    const cm_number *zero = cm_number_keep_ui(t->arena, 0), *share;
    mpq_t q;
    if (!kept || !zero)
        return COMITIA_E_NOMEM;
    mpq_init(q);
    mpq_set_d(q, players);
    mpq_inv(q, q);
    share = cm_number_keep(t->arena, q);
    mpq_clear(q);
    for (uint32_t i = 0; i < t->row.n; i++)
        kept[i] = t->row.weight[i] >= from ? (cm_bounds){share, share}
                                           : (cm_bounds){zero, zero};
    t->bounds->of_shapley = (cm_proof){.method = "quadrature of Fourier sums",
                                       .quadrature = zero,
                                       .cut = zero,
                                       .rounding = zero};
    return share && keep_all(t, game, kept) ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- all ------------------------------------------------------------------------------------ */

/* The step is that of all players, whoever is alone. */
static comitia_status find_step(sums *t, double want, bool *fits)
{
    const cm_row *row = &t->row;
    cm_arena own;
    cm_fourier all = t->rest.f;
    comitia_status status = COMITIA_OK;
    cm_arena_init(&own, t->ctx->allocator);
    if (t->rest.alone > 0)
        status = cm_fourier_new(t->ctx, &own, row->n, row->weight, row->units,
                                row->total, row->quota, &all, fits);
    if (status == COMITIA_OK && *fits)
        status = cm_shapley_step_find(t->ctx, &own, &all, want, &t->step);
    cm_arena_clear(&own);
    return status;
}

static comitia_status prepare(sums *t, const cm_weighted *game, unsigned places,
                              bool *fits)
{
    CM_TRY(cm_row_new(t->ctx, &t->scratch, game, &t->row, fits));
    if (!*fits)
        return COMITIA_OK;
    CM_TRY(cm_shapley_rest_new(t->ctx, &t->scratch, &t->row, &t->rest, fits));
    if (!*fits || t->rest.n == 0 || t->row.n == 1)
        return COMITIA_OK;
    CM_TRY(cm_lean_room_new(&t->scratch, &t->rest, &t->room));
    enum { MOST_TOGETHER = 9 }; /* digits */
    double want = 1e-11;
    for (unsigned k = 10; k < places && k < 14; k++)
        want /= 10;
    t->skipped = want;
    t->plan = (cm_shapley_plan){.ctx = t->ctx,
                                .arena = &t->scratch,
                                .rest = &t->rest,
                                .room = &t->room,
                                .each = want / 200,
                                .together = places <= MOST_TOGETHER};
    return cm_shapley_adding_new(&t->plan, &t->added);
}

/* At which chances, and how. */
static comitia_status look(sums *t, uint64_t budget, bool *fits)
{
    t->ctx->doing = "finding where the sums of Shapley-Shubik end";
    CM_TRY(find_step(t, t->skipped, fits));
    if (!*fits)
        return COMITIA_OK;
    t->plan.step = t->step.step;
    CM_TRY(cm_shapley_ends(t->ctx, &t->rest, t->step.step, t->skipped / 2,
                           t->plan.last));
    CM_TRY(cm_shapley_plan_find(&t->plan, budget));
    if (t->plan.steps <= budget && t->plan.steps <= t->ctx->limit - t->ctx->steps)
        return COMITIA_OK;
    t->bounds->shapley_steps = t->plan.steps;
    *fits = false;
    return COMITIA_OK;
}

static comitia_status add_up(sums *t)
{
    cm_plan(t->ctx, "Shapley-Shubik", t->plan.steps,
            72 * (uint64_t)t->rest.f.room);
    comitia_status status = COMITIA_OK;
    for (int k = 0; k < CM_SHAPLEY_LEVELS && status == COMITIA_OK && t->added.proved; k++)
        status = cm_shapley_level_add(&t->added, k);
    cm_planned(t->ctx);
    return status;
}

static comitia_status find(sums *t, const cm_weighted *game, unsigned places,
                           uint64_t budget, bool *found)
{
    bool fits;
    CM_TRY(prepare(t, game, places, &fits));
    if (!fits)
        return COMITIA_OK;
    if (t->rest.n == 0 || t->row.n == 1) {
        *found = true;
        return t->rest.n ? keep_equal(t, game, t->rest.f.players, 1)
                         : keep_equal(t, game, t->rest.alone, t->row.last + 1);
    }
    comitia_status status = look(t, budget, &fits);
    if (status == COMITIA_OK && fits)
        status = add_up(t);
    if (status == COMITIA_E_CANCELLED && cm_settle(t->ctx)) {
        t->bounds->stopped = true;
        status = COMITIA_OK;
    }
    *found = status == COMITIA_OK && fits && t->added.proved;
    return *found ? keep_bounds(t, game) : status;
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
