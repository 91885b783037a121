#include "engine/weighted/banzhaf_bounds.h"

#include "engine/numbers/allowance.h"
#include "engine/weighted/fourier.h"
#include "engine/weighted/weighted_row.h"

#define U CM_ULP
#define REST 1e-15 /* what is left out of a sum whose first term is 1 */

typedef struct interval {
    double low, high;
} interval;

typedef struct banzhaf {
    cm_ctx *ctx;
    cm_arena scratch;
    cm_arena *arena;
    cm_row row;
    cm_fourier f;
    cm_cut cut;
    double tilt;
    double *bias, *spread, *loose, *more; /* per place */
    cm_sums sums;
    interval all;       /* sum over all players */
    interval scale;     /* of what the sums are multiplied by */
    interval winning;   /* coalitions of the larger quota, as a share */
    cm_power_bounds *bounds;
} banzhaf;

/* ---- the tilt ---------------------------------------------------------------------- */

/* The mean weight of a tilted coalition; any tilt gives a true answer, so
   nothing is proved here. */
static double mean(const banzhaf *t, double tilt)
{
    double sum = 0;
    for (uint32_t d = 0; d < t->f.n; d++) {
        double w = t->f.weight[d];
        sum += t->f.units[d] * w / (1 + cm_exp(-tilt * w));
    }
    return sum;
}

/* So that the mean is just below the quota, which is above half of the total. */
static comitia_status find_tilt(banzhaf *t)
{
    double want = (double)t->f.quota - 0.5, low = 0, high = 1;
    if (2 * want <= (double)t->f.total)
        return COMITIA_OK;
    while (high > 1e-18 && mean(t, high / 2) >= want) {
        high /= 2;
        CM_TRY(cm_spend(t->ctx, 50 * (uint64_t)t->f.n));
    }
    while (high < 64 && mean(t, high) < want) {
        high *= 2;
        CM_TRY(cm_spend(t->ctx, 50 * (uint64_t)t->f.n));
    }
    for (int step = 0; step < 40; step++) {
        double middle = (low + high) / 2;
        CM_TRY(cm_spend(t->ctx, 50 * (uint64_t)t->f.n));
        *(mean(t, middle) >= want ? &high : &low) = middle;
    }
    t->tilt = high;
    return COMITIA_OK;
}

static comitia_status set_chances(banzhaf *t, cm_chances *chances)
{
    uint32_t room = t->f.room;
    t->bias = cm_new_n(&t->scratch, double, room);
    t->spread = cm_new_n(&t->scratch, double, room);
    t->loose = cm_new_n(&t->scratch, double, room);
    t->more = cm_new_n(&t->scratch, double, room);
    t->sums = (cm_sums){.value = cm_new_n(&t->scratch, double, room),
                        .off = cm_new_n(&t->scratch, double, room)};
    if (!t->bias || !t->spread || !t->loose || !t->more || !t->sums.value ||
        !t->sums.off)
        return COMITIA_E_NOMEM;
    for (uint32_t d = 0; d < t->f.n; d++) {
        /* odds e^x; x is off by u x, its power by 6 u */
        double x = t->tilt * t->f.weight[d], odds = cm_exp(-x);
        t->bias[d] = x < 700 ? -cm_expm1(-x) / (1 + odds) : 1;
        t->spread[d] = 4 * odds / ((1 + odds) * (1 + odds));
        /* ..., and the bias, which comes from cm_expm1, by 24 u */
        t->loose[d] = t->tilt > 0 ? ((2 * x + 10) * t->spread[d] +
                                     40 * t->bias[d]) * U : 0;
        t->more[d] = 1;
    }
    *chances = (cm_chances){.each = true,
                            .bias = t->bias,
                            .spread = t->spread,
                            .loose = t->loose,
                            .tilt = t->tilt,
                            .less = t->bias,
                            .more = t->more,
                            .over = 1};
    return COMITIA_OK;
}

/* ---- what sums are multiplied by --------------------------------------------------------- */

/* C = prod((1 + e^x) / 2) e^(-tilt q), x = tilt w: its logarithm is
   tilt (total - q) + sum of ln((1 + e^-x) / 2). */
static void set_scale(banzhaf *t)
{
    double rest = (double)(t->f.total - t->f.quota) * t->tilt;
    double log = 0, off = t->tilt * (double)t->f.total + rest + 1;
    for (uint32_t d = 0; d < t->f.n; d++) {
        double x = t->tilt * t->f.weight[d];
        double half = x < 700 ? -cm_expm1(-x) / 2 : 0.5;
        double part = half < 0.3 ? cm_log_less(half) : cm_log(1 - half);
        log += t->f.units[d] * part;
        off -= t->f.units[d] * part;
    }
    log += rest;
    off *= (100 + (double)t->f.n) * U;
    if (log < -600) {
        t->scale = (interval){0, 1e-200};
        return;
    }
    t->scale.low = cm_exp(log - off) * (1 - 1e-14);
    t->scale.high = cm_exp(log + off) * (1 + 1e-14);
}

/* ---- ends ---------------------------------------------------------------------------------- */

static interval times(interval a, interval b)
{
    return (interval){a.low * b.low * (1 - 4 * U), a.high * b.high * (1 + 4 * U)};
}

static interval over(interval a, interval b)
{
    return (interval){b.high > 0 ? a.low / b.high * (1 - 4 * U) : 0,
                      b.low > 0 ? a.high / b.low * (1 + 4 * U) : 1};
}

static interval one_less(interval a)
{
    double low = (1 - a.high) * (1 - 4 * U) - 4 * U;
    return (interval){low > 0 ? low : 0, (1 - a.low) * (1 + 4 * U)};
}

static interval of_place(const banzhaf *t, uint32_t d)
{
    double low = t->sums.value[d] - t->sums.off[d] * (1 + 1e-12);
    return (interval){low > 0 ? low * (1 - 4 * U) : 0,
                      (t->sums.value[d] + t->sums.off[d] * (1 + 1e-12)) *
                          (1 + 4 * U)};
}

/* All players together, in blocks: what n additions in a row round would be
   seen. */
static void set_all(banzhaf *t)
{
    enum { BLOCK = 1024 };
    uint32_t n = t->f.n;
    double off = (BLOCK + 2 + (double)n / BLOCK) * U;
    for (uint32_t first = 0; first < n; first += BLOCK) {
        interval sum = {0, 0};
        for (uint32_t d = first; d < n && d < first + BLOCK; d++) {
            interval one = of_place(t, d);
            sum.low += t->f.units[d] * one.low;
            sum.high += t->f.units[d] * one.high;
        }
        t->all.low += sum.low;
        t->all.high += sum.high;
    }
    t->all.low *= 1 - 2 * off;
    t->all.high *= 1 + 2 * off;
}

static void set_winning(banzhaf *t)
{
    double off = t->sums.winning_off * (1 + 1e-12);
    double low = t->sums.winning - off;
    t->winning = (interval){low > 0 ? low * (1 - 4 * U) : 0,
                            (t->sums.winning + off) * (1 + 4 * U)};
}

static bool keep(cm_arena *arena, interval value, cm_bounds *to)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_d(q, value.low < 1 ? value.low : 1);
    to->low = cm_number_keep(arena, q);
    mpq_set_d(q, value.high < 1 ? value.high : 1);
    to->high = cm_number_keep(arena, q);
    mpq_clear(q);
    return to->low && to->high;
}

enum { BANZHAF, ABSOLUTE, PREVENT, INITIATE, RAE, N_INDICES };

/* Of all players, who weigh the same: without a rounding. */
static bool keep_equal(const banzhaf *t, cm_bounds *to)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_d(q, t->f.players);
    mpq_inv(q, q);
    const cm_number *share = cm_number_keep(t->arena, q);
    mpq_clear(q);
    *to = (cm_bounds){share, share};
    return share;
}

/* All indices of one weight. */
static bool keep_place(const banzhaf *t, uint32_t d, cm_bounds *to)
{
    interval swings = of_place(t, d);
    interval absolute = times(swings, t->scale);
    interval of_larger = over(swings, t->winning); /* the scale cancels */
    of_larger.low /= 2;
    of_larger.high /= 2;
    interval of_others = over(absolute, one_less(times(t->winning, t->scale)));
    of_others.low /= 2;
    of_others.high /= 2;
    interval rae = {0.5 + absolute.low / 2 - U, 0.5 + absolute.high / 2 + U};
    return (t->f.n == 1
                ? keep_equal(t, &to[BANZHAF])
                : keep(t->arena, over(swings, t->all), &to[BANZHAF])) &&
           keep(t->arena, absolute, &to[ABSOLUTE]) &&
           keep(t->arena, t->row.dual ? of_others : of_larger, &to[INITIATE]) &&
           keep(t->arena, t->row.dual ? of_larger : of_others, &to[PREVENT]) &&
           keep(t->arena, rae, &to[RAE]);
}

static const cm_number *number_of(cm_arena *arena, double value)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_d(q, value);
    const cm_number *number = cm_number_keep(arena, q);
    mpq_clear(q);
    return number;
}

/* What the cut is off at most, of Banzhaf's shares. */
static double cut_of(const banzhaf *t)
{
    double most = 0;
    for (uint32_t d = 0; d < t->f.n; d++)
        most = t->f.weight[d] > most ? t->f.weight[d] : most;
    return 16 * most / t->f.turn.modulus * t->cut.bands.rest / t->all.low;
}

static comitia_status keep_bounds(banzhaf *t, const cm_weighted *game)
{
    cm_bounds *of[N_INDICES];
    cm_bounds(*kept)[N_INDICES] =
        cm_alloc_n(&t->scratch, t->row.n, sizeof *kept);
    const cm_number *zero = cm_number_keep_ui(t->arena, 0);
    cm_bounds none[N_INDICES];
    for (int k = 0; k < N_INDICES; k++) {
        of[k] = cm_new_n(t->arena, cm_bounds, game->n);
        if (!of[k])
            return COMITIA_E_NOMEM;
        none[k] = (cm_bounds){zero, zero};
    }
    if (!kept || !zero || !keep(t->arena, (interval){0.5, 0.5}, &none[RAE]))
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(t->ctx, 2000 * (uint64_t)t->row.n));
    for (uint32_t i = 0; i < t->row.n; i++)
        if (!keep_place(t, t->f.place[i], kept[i]))
            return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < game->n; c++) {
        uint32_t i = t->row.of_class[c];
        for (int k = 0; k < N_INDICES; k++)
            of[k][c] = i == UINT32_MAX ? none[k] : kept[i][k];
    }
    t->bounds->banzhaf = of[BANZHAF];
    t->bounds->banzhaf_absolute = of[ABSOLUTE];
    t->bounds->coleman_prevent = of[PREVENT];
    t->bounds->coleman_initiate = of[INITIATE];
    t->bounds->rae = of[RAE];
    t->bounds->of_shares = (cm_proof){.method = "Fourier sums",
                                      .terms = t->cut.bands.terms,
                                      .cut = number_of(t->arena, cut_of(t))};
    return t->bounds->of_shares.cut ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- all ---------------------------------------------------------------------------------- */

static comitia_status find(banzhaf *t, const cm_weighted *game, uint64_t budget,
                           bool *found)
{
    bool fits;
    cm_chances chances;
    const cm_row *row = &t->row;
    CM_TRY(cm_row_new(t->ctx, &t->scratch, game, &t->row, &fits));
    if (!fits)
        return COMITIA_OK;
    uint64_t dual = row->total - row->quota + 1;
    /* a twin of the other quota has the same swings; the larger one is above
       the mean, where a tilt is not negative. row->dual: it is that of the rule
       itself, and last belongs to the other */
    CM_TRY(cm_fourier_new(t->ctx, &t->scratch, row->n, row->weight, row->units,
                          row->total, row->quota > dual ? row->quota : dual,
                          &t->f, &fits));
    if (!fits)
        return COMITIA_OK;
    CM_TRY(find_tilt(t));
    CM_TRY(set_chances(t, &chances));
    uint64_t terms = budget / (20 * (uint64_t)t->f.room + 100);
    t->ctx->doing = "finding where the sums of Banzhaf's index end";
    t->cut = (cm_cut){.chances = &chances, .most = REST, .terms = terms};
    CM_TRY(cm_fourier_cut(t->ctx, &t->scratch, &t->f, &t->cut, 1, budget));
    *found = t->cut.found;
    if (!*found)
        return COMITIA_OK;
    const cm_sides side = {{1, 0}, {1, 0}};
    t->ctx->doing = "adding up Banzhaf's index";
    CM_TRY(cm_fourier_add(t->ctx, &t->f, &t->cut, &chances, &side, 1, &t->sums,
                          found));
    set_scale(t);
    set_all(t);
    set_winning(t);
    *found &= t->all.low > 0 && t->winning.low > 0;
    return *found ? keep_bounds(t, game) : COMITIA_OK;
}

comitia_status cm_weighted_banzhaf_bounds(cm_ctx *ctx, cm_arena *arena,
                                          const cm_weighted *game,
                                          uint64_t budget,
                                          cm_power_bounds *bounds, bool *found)
{
    banzhaf t = {.ctx = ctx, .arena = arena, .bounds = bounds};
    *found = false;
    cm_arena_init(&t.scratch, ctx->allocator);
    uint64_t limit = cm_allow(ctx, budget);
    comitia_status status = find(&t, game, budget, found);
    cm_allow_end(ctx, limit);
    cm_arena_clear(&t.scratch);
    if (status == COMITIA_E_BUDGET)
        *found = false;
    return status == COMITIA_E_BUDGET ? COMITIA_OK : status;
}
