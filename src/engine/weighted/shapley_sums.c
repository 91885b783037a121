#include "engine/weighted/shapley_sums.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/numbers/allowance.h"
#include "engine/weighted/shapley_lean.h"
#include "engine/weighted/shapley_step.h"
#include "engine/weighted/shapley_table.h"

#define U CM_ULP
enum { GROUP = 16, LEVELS = 2 };

/* Chances 1 / (1 + e^s), s = j step. First the even j, which give bounds of their
   own, then the odd ones. Chances that share their frequencies are a group; j and
   -j are one, by way of the other side. */
typedef struct group {
    cm_shapley_point at[GROUP];
    cm_chances chances[GROUP];
    double bias[GROUP], spread[GROUP], loose[GROUP];
    cm_sides sides[GROUP];
    uint32_t n;
    cm_cut cut;
} group;

/* A point that no group has: by a tilted sum, or by a table. */
typedef struct single {
    cm_shapley_lean lean;
    uint64_t cost;
    bool by_table;
} single;

typedef struct level {
    cm_vec(group *) groups;
    cm_vec(single) singles;
} level;

typedef struct sums {
    cm_ctx *ctx;
    cm_arena scratch;
    cm_arena *arena;
    cm_row row;
    cm_shapley_rest rest;
    cm_lean_room room;
    cm_shapley_step step;
    int64_t last[2];    /* j on both sides */
    double skipped;     /* chances that nobody looks at add so much at most */
    double each;        /* what one point by itself may be off by, times the step */
    level levels[LEVELS];
    cm_shapley_found all;   /* over what was looked at */
    cm_shapley_found even;  /* over the even j, once they are done */
    int done;               /* levels */
    uint64_t looked, chances, terms, steps;
    bool tables;
    char doing[80];
    bool proved;
    cm_power_bounds *bounds;
} sums;

/* ---- groups of chances ------------------------------------------------------------------ */

static bool is_asked(const sums *t, int64_t j, unsigned side)
{
    return j <= t->last[side] && j >= -t->last[1 - side];
}

/* The chance of s = j step, j >= 0, on the side of who is in, and on the other one,
   which stands for -j; in the middle they are one. */
static void add_chance(const sums *t, group *g, int64_t j)
{
    bool asked[2] = {is_asked(t, j, 0), j != 0 && is_asked(t, j, 1)};
    if (!asked[0] && !asked[1])
        return;
    uint32_t i = g->n++;
    double s = (double)j * t->step.step, odds = cm_exp(-s);
    g->bias[i] = cm_expm1(-s) / (1 + odds);
    g->spread[i] = 4 * odds / ((1 + odds) * (1 + odds));
    g->loose[i] = (2 * s + 10) * U * g->spread[i];
    g->sides[i] = (cm_sides){{0, 0}, {0, 0}};
    g->at[i].s = s;
    double blur = 0;
    for (unsigned side = 0; side < 2; side++)
        if (asked[side]) {
            cm_shapley_point at = {s, side};
            double loose = cm_shapley_loose(&t->rest, at);
            blur = loose > blur ? loose : blur;
            double alone = cm_shapley_alone(&t->rest, at);
            g->sides[i].swings[side] = cm_shapley_factor(&t->rest, at);
            g->sides[i].winning[side] = side ? alone : -alone;
        }
    g->chances[i] = (cm_chances){.bias = &g->bias[i],
                                 .spread = &g->spread[i],
                                 .loose = &g->loose[i],
                                 .blur = blur};
}

/* Chances whose spread differs little: what is cut for the last, which is the
   farthest from 1/2, is cut for all. */
static bool has_room(const group *g)
{
    return g->n < GROUP && (g->n == 0 || g->spread[g->n - 1] > 0.7 * g->spread[0]);
}

typedef cm_vec(group *) group_list;

static comitia_status make_groups(sums *t, int first, group_list *groups)
{
    int64_t last = t->last[0] > t->last[1] ? t->last[0] : t->last[1];
    for (int64_t j = first; j <= last;) {
        group *g = cm_new(&t->scratch, group);
        if (!g)
            return COMITIA_E_NOMEM;
        for (; j <= last && has_room(g); j += LEVELS)
            add_chance(t, g, j);
        if (g->n && !cm_push(&t->scratch, groups, g))
            return COMITIA_E_NOMEM;
    }
    return COMITIA_OK;
}

static int from_the_middle(const void *left, const void *right)
{
    const group *const *a = left, *const *b = right;
    double x = (*a)->at[(*a)->n - 1].s, y = (*b)->at[(*b)->n - 1].s;
    return (x > y) - (x < y);
}

/* What is left out of all terms may put no index off by more than `each`: the factor
   of the chance that is nearest to 1/2 is the largest. */
static void set_cut(const sums *t, const group *g, uint64_t terms, cm_cut *cut)
{
    const cm_fourier *f = &t->rest.f;
    const cm_sides *side = &g->sides[0];
    double heaviest = f->weight[f->ascending[f->n - 1]];
    double swings = (side->swings[0] + side->swings[1]) * heaviest;
    double alone = (side->winning[1] - side->winning[0]) * f->turn.modulus;
    double most = t->each * f->turn.modulus / (2.2 * (swings + alone));
    *cut = (cm_cut){.chances = &g->chances[g->n - 1],
                    .most = most < 1e100 ? most : 1e100,
                    .kernel = 2 / heaviest,
                    .terms = terms};
}

/* Bands for groups of both levels at once, from 1/2 outwards. */
static comitia_status cut_groups(sums *t, uint64_t terms, uint64_t steps,
                                 group_list *groups)
{
    cm_cut *cuts = cm_new_n(&t->scratch, cm_cut, groups->n + 1);
    if (!cuts)
        return COMITIA_E_NOMEM;
    if (groups->n)
        qsort(groups->at, groups->n, sizeof *groups->at, from_the_middle);
    for (size_t k = 0; k < groups->n; k++)
        set_cut(t, groups->at[k], terms, &cuts[k]);
    for (size_t k = 0; k < groups->n; k += CM_MOST_CUTS) {
        size_t some = groups->n - k < CM_MOST_CUTS ? groups->n - k : CM_MOST_CUTS;
        CM_TRY(cm_fourier_cut(t->ctx, &t->scratch, &t->rest.f, cuts + k,
                              (uint32_t)some, steps));
        if (!cuts[k].found) /* nor is anything beyond */
            break;
    }
    for (size_t k = 0; k < groups->n; k++)
        groups->at[k]->cut = cuts[k];
    return COMITIA_OK;
}

/* ---- points by themselves -------------------------------------------------------------- */

static uint64_t plus(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* A tilted sum, or a table if that takes less. Where the budget is passed anyway the
   rest is only estimated. */
static comitia_status plan_single(sums *t, level *to, cm_shapley_point at,
                                  uint64_t budget)
{
    const uint64_t each = cm_fourier_cost(&t->rest.f, 1, 1);
    single one = {.cost = cm_shapley_table_cost(&t->rest, at, t->each),
                  .by_table = true};
    uint64_t most = one.cost < budget ? one.cost : budget;
    one.lean.cut.terms = most / each;
    if (t->steps <= budget)
        CM_TRY(cm_shapley_lean_plan(t->ctx, &t->scratch, &t->rest, &t->room, at,
                                    t->each, most / 8 + 100000, &one.lean));
    if (one.lean.cut.found) {
        one.by_table = false;
        one.cost = each * (one.lean.cut.bands.terms + 1);
        t->terms += one.lean.cut.bands.terms;
    }
    t->tables |= one.by_table;
    t->chances++;
    t->steps = plus(t->steps, one.cost);
    return cm_push(&t->scratch, &to->singles, one) ? COMITIA_OK
                                                   : COMITIA_E_NOMEM;
}

static comitia_status plan_group(sums *t, level *to, group *g, uint64_t budget)
{
    if (g->cut.found) {
        uint64_t terms = g->cut.bands.terms;
        t->chances += g->n;
        t->terms += terms * g->n;
        t->steps = plus(t->steps, cm_fourier_cost(&t->rest.f, terms, g->n));
        return cm_push(&t->scratch, &to->groups, g) ? COMITIA_OK
                                                    : COMITIA_E_NOMEM;
    }
    for (uint32_t i = 0; i < g->n && t->steps < UINT64_MAX; i++)
        for (unsigned side = 0; side < 2; side++)
            if (g->sides[i].swings[side] != 0)
                CM_TRY(plan_single(t, to, (cm_shapley_point){g->at[i].s, side},
                                   budget));
    return COMITIA_OK;
}

/* t->steps is then what it takes; UINT64_MAX if that is not known. */
static comitia_status plan(sums *t, uint64_t budget)
{
    enum { MANY = 1 << 17 }; /* for more terms tilted sums are tried */
    uint64_t terms = budget / (4 * (uint64_t)t->rest.f.room + 100);
    group_list groups = {0};
    for (int k = 0; k < LEVELS; k++)
        CM_TRY(make_groups(t, k, &groups));
    CM_TRY(cut_groups(t, terms < MANY ? terms : MANY, budget / 32, &groups));
    /* from outside: what has no end is found there */
    for (size_t k = groups.n; k-- > 0 && t->steps < UINT64_MAX;) {
        group *g = groups.at[k];
        double j = g->at[0].s / t->step.step + 0.5;
        CM_TRY(plan_group(t, &t->levels[(uint64_t)j % LEVELS], g, budget));
    }
    return COMITIA_OK;
}

/* ---- adding up ----------------------------------------------------------------------------- */

static void say(sums *t)
{
    snprintf(t->doing, sizeof t->doing,
             "adding up Shapley-Shubik, %llu of %llu chances",
             (unsigned long long)t->looked, (unsigned long long)t->chances);
    t->ctx->doing = t->doing;
}

static comitia_status add_group(sums *t, const group *g)
{
    cm_sums found = {.value = t->all.value, .off = t->all.off};
    CM_TRY(cm_fourier_add(t->ctx, &t->rest.f, &g->cut, g->chances, g->sides, g->n,
                          &found, &t->proved));
    t->all.alone += found.winning;
    t->all.alone_off += found.winning_off;
    t->looked += g->n;
    return COMITIA_OK;
}

static comitia_status add_single(sums *t, const single *one)
{
    t->looked++;
    return one->by_table
               ? cm_shapley_table_add(t->ctx, &t->rest, one->lean.asked, t->each,
                                      &t->all)
               : cm_shapley_lean_add(t->ctx, &t->rest, &t->room, &one->lean,
                                     &t->all, &t->proved);
}

/* What those who are alone have where the rest counts for nothing: the chance that
   they are in first, p (1 - p)^alone for j from where the rest begins. */
static double base_of(const sums *t, int by, double *off)
{
    int64_t j = t->last[0] + 1 < 0 ? t->last[0] + 1 : 0;
    double sum = 0;
    *off = 1e-30;
    j = j > -t->last[1] ? j : -t->last[1];
    for (j += (j % by != 0); (double)j * t->step.step < 80; j += by) {
        cm_shapley_point at = {(double)j * t->step.step, 0};
        double one = cm_shapley_alone(&t->rest, at);
        sum += one;
        *off += one * cm_shapley_loose(&t->rest, at) + sum * U;
    }
    return sum;
}

static comitia_status add_level(sums *t, int k)
{
    const level *l = &t->levels[k];
    for (size_t i = 0; i < l->groups.n && t->proved; i++) {
        say(t);
        CM_TRY(add_group(t, l->groups.at[i]));
    }
    for (size_t i = 0; i < l->singles.n && t->proved; i++) {
        say(t);
        CM_TRY(add_single(t, &l->singles.at[i]));
    }
    if (!t->proved)
        return COMITIA_OK;
    t->done++;
    if (t->done == 1) {
        const size_t bytes = t->rest.f.room * sizeof(double);
        memcpy(t->even.value, t->all.value, bytes);
        memcpy(t->even.off, t->all.off, bytes);
        t->even.base = t->all.base;
        t->even.alone = t->all.alone;
        t->even.alone_off = t->all.alone_off;
    }
    return COMITIA_OK;
}

/* ---- ends ----------------------------------------------------------------------------------- */

typedef struct interval {
    double low, high;
} interval;

/* What was found in the levels that are done, and how far apart its chances are. */
static const cm_shapley_found *done_of(const sums *t, double *step)
{
    *step = t->step.step * (t->done == LEVELS ? 1 : 2);
    return t->done == 1 ? &t->even : &t->all;
}

/* From a sum over chances, that is off by so much, to the integral. */
static interval integral_of(const sums *t, double value, double off,
                            double weight)
{
    double quadrature = t->step.off[t->done == LEVELS];
    double share = t->step.of_weight ? 0 : quadrature;
    double apart = t->step.of_weight ? quadrature * weight * (1 + 1e-14) : 0;
    double low = (value - off) / (1 + share) - apart;
    double high = value + off + apart + t->skipped;
    return (interval){low > 0 ? low * (1 - 4 * U) : 0,
                      share < 1 && t->done
                          ? high / (1 - share) * (1 + 4 * U) + 1e-300
                          : 1};
}

/* The sum over even j or over all, and with it the index. */
static interval of_place(const sums *t, uint32_t d)
{
    double step, loose = 1e-14 + ((double)t->looked + 100) * U;
    const cm_shapley_found *found = done_of(t, &step);
    double value = found->value[d], off = found->off[d] * (1 + 1e-9);
    off += (value > 0 ? value : -value) * loose;
    return integral_of(t, value * step, off * step, t->rest.f.weight[d]);
}

/* One of those who are alone: they are alike. */
static interval of_alone(const sums *t)
{
    double step, off, loose = 1e-14 + ((double)t->looked + 100) * U;
    const cm_shapley_found *found = done_of(t, &step);
    double base = base_of(t, t->done == LEVELS ? 1 : 2, &off);
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
    double cut = t->skipped + (double)t->chances * t->step.step * t->each;
    double quadrature = t->step.off[t->done == LEVELS] *
                        (t->step.of_weight ? heaviest : 1);
    t->bounds->of_shapley =
        (cm_proof){.method = t->tables ? "quadrature of Fourier sums and tables"
                                       : "quadrature of Fourier sums",
                   .nodes = t->looked,
                   .terms = t->terms,
                   .quadrature = number_of(t->arena, quadrature),
                   .cut = number_of(t->arena, cut),
                   .rounding = number_of(t->arena, rounding)};
    return t->bounds->of_shapley.quadrature && t->bounds->of_shapley.cut &&
           t->bounds->of_shapley.rounding;
}

/* Of the row's i-th weight. */
static bool keep_weight(const sums *t, uint32_t i, double lack, cm_bounds *to)
{
    interval ends =
        i < t->rest.n ? of_place(t, t->rest.f.place[i]) : of_alone(t);
    if (ends.high > ends.low + lack)
        ends.high = (ends.low + lack) * (1 + 4 * U);
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
    double lack = lacking(t), rounding = 0;
    if (!kept)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < t->row.n; i++)
        if (!keep_weight(t, i, lack, &kept[i]))
            return COMITIA_E_NOMEM;
    for (uint32_t d = 0; d < t->rest.f.n; d++) {
        double off = 2 * t->all.off[d] * t->step.step;
        rounding = off > rounding ? off : rounding;
    }
    return keep_all(t, game, kept) && keep_proof(t, rounding) ? COMITIA_OK
                                                              : COMITIA_E_NOMEM;
}

/* Nobody but those who are alone ever decides, and they are alike. */
static comitia_status keep_alone(sums *t, const cm_weighted *game)
{
    cm_bounds *kept = cm_new_n(&t->scratch, cm_bounds, t->row.n);
    const cm_number *zero = cm_number_keep_ui(t->arena, 0), *share;
    mpq_t q;
    if (!kept || !zero)
        return COMITIA_E_NOMEM;
    mpq_init(q);
    mpq_set_d(q, t->rest.alone);
    mpq_inv(q, q);
    share = cm_number_keep(t->arena, q);
    mpq_clear(q);
    for (uint32_t i = 0; i < t->row.n; i++)
        kept[i] = t->row.weight[i] > t->row.last ? (cm_bounds){share, share}
                                                 : (cm_bounds){zero, zero};
    t->bounds->of_shapley = (cm_proof){.method = "quadrature of Fourier sums",
                                       .quadrature = zero,
                                       .cut = zero,
                                       .rounding = zero};
    return share && keep_all(t, game, kept) ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- all ------------------------------------------------------------------------------------ */

static bool found_new(cm_arena *arena, const cm_shapley_rest *rest,
                      cm_shapley_found *found)
{
    return (found->value = cm_new_n(arena, double, rest->f.room)) &&
           (found->off = cm_new_n(arena, double, rest->f.room));
}

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
    if (!*fits || t->rest.n == 0)
        return COMITIA_OK;
    if (!found_new(&t->scratch, &t->rest, &t->all) ||
        !found_new(&t->scratch, &t->rest, &t->even))
        return COMITIA_E_NOMEM;
    CM_TRY(cm_lean_room_new(&t->scratch, &t->rest, &t->room));
    double want = 1e-11;
    for (unsigned k = 10; k < places && k < 14; k++)
        want /= 10;
    t->skipped = want;
    t->ctx->doing = "finding where the sums of Shapley-Shubik end";
    CM_TRY(find_step(t, want, fits));
    if (!*fits)
        return COMITIA_OK;
    CM_TRY(cm_shapley_ends(t->ctx, &t->rest, t->step.step, want / 2, t->last));
    t->each = want / 200;
    return COMITIA_OK;
}

static comitia_status add_up(sums *t, const cm_weighted *game, bool *found)
{
    t->proved = true;
    cm_plan(t->ctx, "Shapley-Shubik", t->steps, 72 * (uint64_t)t->rest.f.room);
    comitia_status status = COMITIA_OK;
    for (int k = 0; k < LEVELS && status == COMITIA_OK && t->proved; k++)
        status = add_level(t, k);
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

static comitia_status find(sums *t, const cm_weighted *game, unsigned places,
                           uint64_t budget, bool *found)
{
    bool fits;
    CM_TRY(prepare(t, game, places, &fits));
    if (!fits)
        return COMITIA_OK;
    if (t->rest.n == 0) {
        *found = true;
        return keep_alone(t, game);
    }
    CM_TRY(plan(t, budget));
    if (t->steps > budget || t->steps > t->ctx->limit - t->ctx->steps) {
        t->bounds->shapley_steps = t->steps;
        return COMITIA_OK;
    }
    return add_up(t, game, found);
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
