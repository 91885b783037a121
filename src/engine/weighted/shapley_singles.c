#include "engine/weighted/shapley_singles.h"

#include "engine/weighted/shapley_table.h"

/* What a sum takes, and which weights are taken together for that. */
comitia_status cm_shapley_bins_find(cm_shapley_plan *t, const cm_fourier *f,
                                const cm_bands *bands, double s, double tilt,
                                uint32_t n_points, cm_fourier_bins *bins,
                                uint64_t *cost)
{
    uint64_t plain = cm_fourier_cost(f, bands->terms + 1, n_points);
    uint64_t last = bands->n ? bands->at[bands->n - 1].last : 1;
    *bins = (cm_fourier_bins){0};
    if (t->together)
        CM_TRY(cm_fourier_bins_find(t->arena, f,
                                    (cm_fourier_span){s, tilt, last}, bins));
    *cost = cm_fourier_bins_cost(f, bins, bands->terms + 1, n_points);
    if (*cost >= plain) {
        *bins = (cm_fourier_bins){0};
        *cost = plain;
    }
    return COMITIA_OK;
}

/* ---- points by themselves -------------------------------------------------------------- */

static uint64_t plus(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* A tilted sum, or a table if that takes less, if either takes no more than `most`;
   else its cost is about what it may take. */
comitia_status cm_shapley_single_try(cm_shapley_plan *t, cm_shapley_point at,
                                 uint64_t most, cm_shapley_single *one)
{
    *one = (cm_shapley_single){
        .lean.asked = at,
        .share = {at.s, 1, 1},
        .cost = cm_shapley_table_cost(t->rest, at, t->each), .by_table = true};
    most = one->cost < most ? one->cost : most;
    one->lean.cut.terms = most / 1000;
    CM_TRY(cm_shapley_lean_plan(t->ctx, t->arena, t->rest, t->room, at, t->each,
                                most / 4 + 100000, &one->lean));
    if (!one->lean.cut.found)
        return COMITIA_OK;
    cm_shapley_lean *lean = &one->lean;
    uint64_t cost;
    CM_TRY(cm_shapley_bins_find(t, &lean->f, &lean->cut.bands, lean->at.s, lean->tilt, 1,
                     &lean->bins, &cost));
    if (one->cost <= cost)
        return COMITIA_OK;
    one->by_table = false;
    one->cost = cost;
    return COMITIA_OK;
}

comitia_status cm_shapley_single_keep(cm_shapley_plan *t, cm_shapley_level *to,
                                  const cm_shapley_single *one)
{
    if (!one->by_table)
        t->terms += one->lean.cut.bands.terms;
    t->tables |= one->by_table;
    t->chances++;
    t->steps = plus(t->steps, one->cost);
    return cm_push(t->arena, &to->singles, *one) ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- tails --------------------------------------------------------------------------------- */

static bool is_of_tail(const cm_shapley_single *one, unsigned side, double from)
{
    return one->lean.asked.side == side && one->lean.asked.s >= from;
}

/* The singles of a tail, and what they take. */
static comitia_status collect(cm_shapley_plan *t, const cm_shapley_level *l,
                              unsigned side, double from, double **s,
                              uint32_t *n, uint64_t *cost)
{
    *n = 0;
    *cost = 0;
    *s = cm_new_n(t->arena, double, l->singles.n + 1);
    for (size_t i = 0; *s && i < l->singles.n; i++)
        if (is_of_tail(&l->singles.at[i], side, from)) {
            (*s)[(*n)++] = l->singles.at[i].lean.asked.s;
            *cost = plus(*cost, l->singles.at[i].cost);
        }
    return *s ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* What stands for them; *less says whether that takes less. */
static comitia_status plan_tail(cm_shapley_plan *t, const cm_shapley_tail *tail,
                                unsigned side, uint64_t most,
                                cm_shapley_singles *to, uint64_t *cost)
{
    *cost = 0;
    for (uint32_t r = 0; r < tail->n && *cost < most; r++) {
        cm_shapley_single one;
        CM_TRY(cm_shapley_single_try(t, (cm_shapley_point){tail->at[r].s, side},
                          most - *cost, &one));
        one.share = tail->at[r];
        *cost = plus(*cost, one.cost);
        if (!cm_push(t->arena, to, one))
            return COMITIA_E_NOMEM;
    }
    return COMITIA_OK;
}

static comitia_status replace(cm_shapley_plan *t, cm_shapley_level *l,
                              unsigned side, double from,
                              const cm_shapley_singles *tail)
{
    cm_shapley_singles old = l->singles;
    l->singles = (cm_shapley_singles){0};
    for (size_t i = 0; i < old.n; i++) {
        if (!is_of_tail(&old.at[i], side, from)) {
            if (!cm_push(t->arena, &l->singles, old.at[i]))
                return COMITIA_E_NOMEM;
            continue;
        }
        t->chances--;
        t->steps -= old.at[i].cost;
        if (!old.at[i].by_table)
            t->terms -= old.at[i].lean.cut.bands.terms;
    }
    for (size_t i = 0; i < tail->n; i++)
        CM_TRY(cm_shapley_single_keep(t, l, &tail->at[i]));
    return COMITIA_OK;
}

/* A few chances for many, where these are by themselves. */
static comitia_status thin_out(cm_shapley_plan *t, cm_shapley_level *l,
                               unsigned side)
{
    double *s, from = cm_shapley_tail_from(t->rest);
    uint32_t n;
    uint64_t cost, instead;
    cm_shapley_tail tail;
    cm_shapley_singles to = {0};
    CM_TRY(collect(t, l, side, from, &s, &n, &cost));
    if (n < CM_MOST_TAIL)
        return COMITIA_OK;
    cm_shapley_tail_find(t->rest, s, n, side, t->each, &tail);
    CM_TRY(cm_spend(t->ctx, 30 * (uint64_t)tail.n * tail.n * n));
    if (tail.n == 0)
        return COMITIA_OK;
    CM_TRY(plan_tail(t, &tail, side, cost / 2, &to, &instead));
    if (instead >= cost / 2)
        return COMITIA_OK;
    l->off += tail.off;
    l->off_alone += tail.off_alone;
    return replace(t, l, side, from, &to);
}

comitia_status cm_shapley_tails_thin(cm_shapley_plan *t)
{
    for (int k = 0; k < 2 * CM_SHAPLEY_LEVELS && t->steps < UINT64_MAX; k++)
        CM_TRY(thin_out(t, &t->levels[k / 2], k % 2));
    return COMITIA_OK;
}
