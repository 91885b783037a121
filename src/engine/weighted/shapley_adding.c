#include "engine/weighted/shapley_adding.h"

#include <stdio.h>
#include <string.h>

#include "engine/weighted/shapley_table.h"

#define U CM_ULP

static bool found_new(cm_shapley_adding *t, cm_shapley_found *found)
{
    const uint32_t room = t->plan->rest->f.room;
    return (found->value = cm_new_n(t->plan->arena, double, room)) &&
           (found->off = cm_new_n(t->plan->arena, double, room));
}

comitia_status cm_shapley_adding_new(const cm_shapley_plan *plan,
                                     cm_shapley_adding *t)
{
    *t = (cm_shapley_adding){.plan = plan, .proved = true};
    return found_new(t, &t->all) && found_new(t, &t->even) &&
                   found_new(t, &t->part)
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

static void say(cm_shapley_adding *t)
{
    snprintf(t->doing, sizeof t->doing,
             "adding up Shapley-Shubik, %llu of %llu chances",
             (unsigned long long)t->looked, (unsigned long long)t->plan->chances);
    t->plan->ctx->doing = t->doing;
}

/* What wraps around, above and below, and what is above all that is counted. */
static void add_wrapped(cm_shapley_adding *t, const cm_shapley_group *g)
{
    double swings = 0, alone = 0;
    if (g->f->modulus == t->plan->rest->f.modulus)
        return;
    for (uint32_t i = 0; i < g->n; i++) {
        const cm_sides *of = &g->sides[i];
        swings += of->swings[0] + of->swings[1];
        alone += of->winning[1] - of->winning[0];
    }
    for (uint32_t d = 0; d < t->plan->rest->f.n; d++)
        t->all.off[d] += 2 * swings * t->plan->each;
    t->all.alone_off += 3 * alone * t->plan->each;
}

static comitia_status add_terms(cm_ctx *ctx, const cm_shapley_group *g,
                                cm_sums *found, bool *proved)
{
    cm_arena scratch;
    cm_fourier_nodes nodes;
    comitia_status status = COMITIA_OK;
    if (g->bins.n == 0)
        return cm_fourier_add(ctx, g->f, &g->cut, g->chances, g->sides, g->n,
                              found, proved);
    cm_arena_init(&scratch, ctx->allocator);
    CM_GO(cm_fourier_nodes_new(ctx, &scratch, g->f, &g->bins, &nodes));
    CM_GO(cm_fourier_nodes_add(ctx, &nodes, &g->cut, g->chances, g->sides, g->n,
                               found, proved));
done:
    cm_arena_clear(&scratch);
    return status;
}

static comitia_status add_group(cm_shapley_adding *t, const cm_shapley_group *g)
{
    cm_sums found = {.value = t->all.value, .off = t->all.off};
    CM_TRY(add_terms(t->plan->ctx, g, &found, &t->proved));
    t->all.alone += found.winning;
    t->all.alone_off += found.winning_off;
    add_wrapped(t, g);
    t->looked += g->n;
    return COMITIA_OK;
}

static comitia_status add_at(cm_shapley_adding *t, const cm_shapley_single *one,
                             cm_shapley_found *to)
{
    return one->by_table
               ? cm_shapley_table_add(t->plan->ctx, t->plan->rest, one->lean.asked,
                                      t->plan->each, to)
               : cm_shapley_lean_add(t->plan->ctx, t->plan->rest, t->plan->room, &one->lean, to,
                                     &t->proved);
}

static double size_of(double x)
{
    return x < 0 ? -x : x;
}

/* What is found at a chance as often as it counts. */
static comitia_status add_share(cm_shapley_adding *t, const cm_shapley_single *one)
{
    const size_t bytes = t->plan->rest->f.room * sizeof(double);
    cm_shapley_found *part = &t->part;
    double by = one->share.swings, alone = one->share.alone;
    memset(part->value, 0, bytes);
    memset(part->off, 0, bytes);
    part->base = part->alone = part->alone_off = 0;
    CM_TRY(add_at(t, one, part));
    for (uint32_t d = 0; d < t->plan->rest->f.n; d++) {
        t->all.value[d] += by * part->value[d];
        t->all.off[d] += size_of(by) *
                         (part->off[d] * (1 + 1e-12) + size_of(part->value[d]) * 4 * U);
    }
    t->all.base += alone * part->base;
    t->all.alone += alone * part->alone;
    t->all.alone_off +=
        size_of(alone) *
        (part->alone_off * (1 + 1e-12) +
         (size_of(part->base) + size_of(part->alone)) * 4 * U);
    return COMITIA_OK;
}

static comitia_status add_single(cm_shapley_adding *t, const cm_shapley_single *one)
{
    t->looked++;
    return one->share.swings == 1 && one->share.alone == 1
               ? add_at(t, one, &t->all)
               : add_share(t, one);
}

comitia_status cm_shapley_level_add(cm_shapley_adding *t, int k)
{
    const cm_shapley_level *l = &t->plan->levels[k];
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
    for (uint32_t d = 0; l->off > 0 && d < t->plan->rest->f.n; d++)
        t->all.off[d] += l->off;
    t->all.alone_off += l->off_alone;
    t->done++;
    if (t->done == 1) {
        const size_t bytes = t->plan->rest->f.room * sizeof(double);
        memcpy(t->even.value, t->all.value, bytes);
        memcpy(t->even.off, t->all.off, bytes);
        t->even.base = t->all.base;
        t->even.alone = t->all.alone;
        t->even.alone_off = t->all.alone_off;
    }
    return COMITIA_OK;
}
