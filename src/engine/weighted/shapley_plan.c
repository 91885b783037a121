#include "engine/weighted/shapley_plan.h"

#include <stdlib.h>

#include "engine/weighted/shapley_singles.h"
#include "engine/weighted/shapley_table.h"
#include "engine/weighted/shapley_wrap.h"

#define U CM_ULP

/* ---- groups of chances ------------------------------------------------------------------ */

static bool is_asked(const cm_shapley_plan *t, int64_t j, unsigned side)
{
    return j <= t->last[side] && j >= -t->last[1 - side];
}

/* The chance of s = j step, j >= 0, on the side of who is in, and on the other one,
   which stands for -j; in the middle they are one. */
static void add_chance(const cm_shapley_plan *t, cm_shapley_group *g, int64_t j)
{
    bool asked[2] = {is_asked(t, j, 0), j != 0 && is_asked(t, j, 1)};
    if (!asked[0] && !asked[1])
        return;
    uint32_t i = g->n++;
    double s = (double)j * t->step, odds = cm_exp(-s);
    g->bias[i] = cm_expm1(-s) / (1 + odds);
    g->spread[i] = 4 * odds / ((1 + odds) * (1 + odds));
    g->loose[i] = (2 * s + 10) * U * g->spread[i];
    g->sides[i] = (cm_sides){{0, 0}, {0, 0}};
    g->at[i].s = s;
    double blur = 0;
    for (unsigned side = 0; side < 2; side++)
        if (asked[side]) {
            cm_shapley_point at = {s, side};
            double loose = cm_shapley_loose(t->rest, at);
            blur = loose > blur ? loose : blur;
            double alone = cm_shapley_alone(t->rest, at);
            g->sides[i].swings[side] = cm_shapley_factor(t->rest, at);
            g->sides[i].winning[side] = side ? alone : -alone;
        }
    g->chances[i] = (cm_chances){.bias = &g->bias[i],
                                 .spread = &g->spread[i],
                                 .loose = &g->loose[i],
                                 .blur = blur};
}

/* Chances whose spread differs little: what is cut for the last, which is the
   farthest from 1/2, is cut for all. */
static bool has_room(const cm_shapley_group *g)
{
    return g->n < CM_SHAPLEY_GROUP &&
           (g->n == 0 || g->spread[g->n - 1] > 0.7 * g->spread[0]);
}

static comitia_status make_groups(cm_shapley_plan *t, int first,
                                  cm_shapley_groups *groups)
{
    int64_t last = t->last[0] > t->last[1] ? t->last[0] : t->last[1];
    for (int64_t j = first; j <= last;) {
        cm_shapley_group *g = cm_new(t->arena, cm_shapley_group);
        if (!g)
            return COMITIA_E_NOMEM;
        for (; j <= last && has_room(g); j += CM_SHAPLEY_LEVELS)
            add_chance(t, g, j);
        if (g->n && !cm_push(t->arena, groups, g))
            return COMITIA_E_NOMEM;
    }
    return COMITIA_OK;
}

static double last_of(const cm_shapley_group *g)
{
    return g->at[g->n - 1].s;
}

static int from_the_middle(const void *left, const void *right)
{
    const cm_shapley_group *const *a = left, *const *b = right;
    double x = last_of(*a), y = last_of(*b);
    return (x > y) - (x < y);
}

/* ---- their frequencies ------------------------------------------------------------------ */

/* What is left out of all terms may put no index off by more than `each`: the factor
   of the chance that is nearest to 1/2 is the largest. */
static void set_cut(const cm_shapley_plan *t, const cm_shapley_group *g,
                    uint64_t terms, cm_cut *cut)
{
    const cm_fourier *f = g->f;
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

/* The sides that any of these groups asks for. */
static void sides_of(cm_shapley_group *const *groups, size_t n, bool asked[2])
{
    asked[0] = asked[1] = false;
    for (size_t k = 0; k < n; k++)
        for (uint32_t i = 0; i < groups[k]->n; i++)
            for (unsigned side = 0; side < 2; side++)
                asked[side] |= groups[k]->sides[i].swings[side] != 0;
}

/* One modulus for groups from the middle outwards: most lies above the quota for
   the first chance, and below it for the last. */
static comitia_status wrap_groups(cm_shapley_plan *t, cm_shapley_group **groups,
                                  size_t n)
{
    const double first = groups[0]->at[0].s, last = last_of(groups[n - 1]);
    cm_shapley_reach all = {0, 0};
    cm_fourier *f = cm_new(t->arena, cm_fourier);
    bool asked[2];
    if (!f)
        return COMITIA_E_NOMEM;
    sides_of(groups, n, asked);
    for (unsigned side = 0; side < 2; side++) {
        cm_shapley_reach near, far;
        if (!asked[side])
            continue;
        CM_TRY(cm_shapley_reach_find(t->ctx, t->rest,
                                     (cm_shapley_point){first, side}, 0,
                                     t->each, &near));
        CM_TRY(cm_shapley_reach_find(t->ctx, t->rest,
                                     (cm_shapley_point){last, side}, 0,
                                     t->each, &far));
        all.above = near.above > all.above ? near.above : all.above;
        all.below = far.below > all.below ? far.below : all.below;
    }
    cm_shapley_wrap(t->rest, &t->rest->f, all, f);
    for (size_t k = 0; k < n; k++)
        groups[k]->f = f;
    return COMITIA_OK;
}

/* How many groups share a modulus: chances that differ by e^2 at most. */
static size_t some_of(const cm_shapley_groups *groups, size_t first)
{
    enum { APART = 2 };
    size_t n = 1;
    while (first + n < groups->n && n < CM_MOST_CUTS &&
           last_of(groups->at[first + n]) - groups->at[first]->at[0].s < APART)
        n++;
    return n;
}

/* Bands for groups of both levels at once, from 1/2 outwards. */
static comitia_status cut_groups(cm_shapley_plan *t, uint64_t terms,
                                 uint64_t steps, cm_shapley_groups *groups)
{
    cm_cut *cuts = cm_new_n(t->arena, cm_cut, CM_MOST_CUTS);
    if (!cuts)
        return COMITIA_E_NOMEM;
    if (groups->n)
        qsort(groups->at, groups->n, sizeof *groups->at, from_the_middle);
    for (size_t k = 0, some; k < groups->n; k += some) {
        some = some_of(groups, k);
        CM_TRY(wrap_groups(t, groups->at + k, some));
        for (size_t i = 0; i < some; i++)
            set_cut(t, groups->at[k + i], terms, &cuts[i]);
        CM_TRY(cm_fourier_cut(t->ctx, t->arena, groups->at[k]->f, cuts,
                              (uint32_t)some, steps));
        for (size_t i = 0; i < some; i++)
            groups->at[k + i]->cut = cuts[i];
        if (!cuts[0].found) /* nor is anything beyond */
            break;
    }
    return COMITIA_OK;
}

/* ---- which way --------------------------------------------------------------------------- */

/* Where the budget is passed anyway the rest is only estimated. *table: no sum is
   looked for where there is a table; set where there was none that took less. */
static comitia_status plan_single(cm_shapley_plan *t, cm_shapley_level *to,
                                  cm_shapley_point at, uint64_t budget,
                                  bool *table)
{
    cm_shapley_single one = {.lean.asked = at,
                             .share = {at.s, 1, 1},
                             .cost = cm_shapley_table_cost(t->rest, at, t->each),
                             .by_table = true};
    if (t->steps <= budget && !(*table && one.cost < UINT64_MAX))
        CM_TRY(cm_shapley_single_try(t, at, budget, &one));
    *table = one.by_table;
    return cm_shapley_single_keep(t, to, &one);
}

static comitia_status keep_group(cm_shapley_plan *t, cm_shapley_level *to,
                                 cm_shapley_group *g)
{
    uint64_t terms = g->cut.bands.terms;
    t->chances += g->n;
    t->terms += terms * g->n;
    t->steps = g->cost > UINT64_MAX - t->steps ? UINT64_MAX : t->steps + g->cost;
    return cm_push(t->arena, &to->groups, g) ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* Whether tilted sums take less than the group does, all of which lean one way:
   from what the outermost takes. */
static comitia_status is_single(cm_shapley_plan *t, const cm_shapley_group *g,
                                bool *yes)
{
    const cm_sides *last = &g->sides[g->n - 1];
    const cm_sides *first = &g->sides[0];
    uint64_t cost = g->cost / g->n;
    cm_shapley_single one;
    *yes = false;
    if ((last->swings[0] != 0) == (last->swings[1] != 0) ||
        (first->swings[0] != 0) == (first->swings[1] != 0))
        return COMITIA_OK;
    cm_shapley_point at = {last_of(g), last->swings[1] != 0};
    CM_TRY(cm_shapley_single_try(t, at, cost, &one));
    *yes = one.cost < cost - cost / 4; /* those further in take more */
    return COMITIA_OK;
}

static comitia_status plan_group(cm_shapley_plan *t, cm_shapley_level *to,
                                 cm_shapley_group *g, uint64_t budget)
{
    bool single = !g->cut.found;
    if (!single)
        CM_TRY(cm_shapley_bins_find(t, g->f, &g->cut.bands, g->at[0].s, 0, g->n, &g->bins,
                         &g->cost));
    if (!single && g->cut.bands.terms > 1000 && t->leaning)
        CM_TRY(is_single(t, g, &single));
    t->leaning = single;
    if (!single)
        return keep_group(t, to, g);
    bool table[2] = {false, false}; /* what has no end has none farther out */
    for (uint32_t i = 0; i < g->n && t->steps < UINT64_MAX; i++)
        for (unsigned side = 0; side < 2; side++)
            if (g->sides[i].swings[side] != 0)
                CM_TRY(plan_single(t, to, (cm_shapley_point){g->at[i].s, side},
                                   budget, &table[side]));
    return COMITIA_OK;
}

comitia_status cm_shapley_plan_find(cm_shapley_plan *t, uint64_t budget)
{
    enum { MANY = 1 << 17 }; /* for more terms tilted sums are tried */
    uint64_t terms = budget / (4 * (uint64_t)t->rest->f.room + 100);
    cm_shapley_groups groups = {0};
    for (int k = 0; k < CM_SHAPLEY_LEVELS; k++)
        CM_TRY(make_groups(t, k, &groups));
    CM_TRY(cut_groups(t, terms < MANY ? terms : MANY, budget / 32, &groups));
    /* from outside: what has no end is found there */
    bool thinned = false;
    t->leaning = true;
    for (size_t k = groups.n; k-- > 0 && t->steps < UINT64_MAX;) {
        cm_shapley_group *g = groups.at[k];
        if (!thinned && last_of(g) < cm_shapley_tail_from(t->rest)) {
            CM_TRY(cm_shapley_tails_thin(t));
            thinned = true;
        }
        double j = g->at[0].s / t->step + 0.5;
        CM_TRY(plan_group(t, &t->levels[(uint64_t)j % CM_SHAPLEY_LEVELS], g,
                          budget));
    }
    return thinned ? COMITIA_OK : cm_shapley_tails_thin(t);
}
