#include "engine/weighted/node_sums.h"

#define U CM_ULP
#define REST 1e-14 /* what is left out of a sum whose first term is 1 */

/* p is off by 2^-53 of itself; p - (1 - p) rounds by as much, which counts like
   odds that are loose by 4 u over the spread. */
typedef struct point {
    double bias, spread, loose;
} point;

static point point_of(const cm_gauss_node *node)
{
    double spread = 4 * node->p * node->other;
    return (point){node->p - node->other, spread, (8 + 10 * spread) * U};
}

static cm_chances chances_of(const point *p)
{
    return (cm_chances){
        .bias = &p->bias, .spread = &p->spread, .loose = &p->loose};
}

comitia_status cm_node_sums_plan(cm_ctx *ctx, cm_arena *scratch,
                                 const cm_row *row, const cm_gauss_node *nodes,
                                 uint32_t n, uint64_t terms, uint64_t steps,
                                 cm_node_sums *sums)
{
    bool fits;
    uint32_t groups = (n + CM_NODE_GROUP - 1) / CM_NODE_GROUP;
    point *points = cm_new_n(scratch, point, groups);
    cm_chances *chances = cm_new_n(scratch, cm_chances, groups);
    *sums = (cm_node_sums){.row = row,
                           .of = cm_new_n(scratch, cm_cut, groups),
                           .left = n};
    if (!sums->of || !points || !chances)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fourier_new(ctx, scratch, row->n, row->weight, row->units,
                          row->total, row->quota, &sums->f, &fits));
    if (!fits)
        return COMITIA_OK;
    for (uint32_t k = 0; k < groups; k++) { /* from 1/2 outwards */
        uint32_t first = (groups - 1 - k) * CM_NODE_GROUP;
        points[k] = point_of(&nodes[first]); /* farthest from 1/2 */
        chances[k] = chances_of(&points[k]);
        sums->of[k] =
            (cm_cut){.chances = &chances[k], .most = REST, .terms = terms};
    }
    CM_TRY(cm_fourier_cut(ctx, scratch, &sums->f, sums->of, groups, steps));
    sums->groups = groups;
    for (uint32_t k = 0; k < n; k++)
        if (cm_node_sums_has(sums, k)) {
            const cm_cut *cut = cm_node_sums_cut(sums, k);
            sums->left--;
            sums->steps += cm_fourier_cost(&sums->f, cut->bands.terms + 1, 1);
        }
    return COMITIA_OK;
}

comitia_status cm_node_sums_find(const cm_node_sums *sums, cm_ctx *ctx,
                                 uint32_t k, const cm_gauss_node *node,
                                 double *value, double *off)
{
    const cm_fourier *f = &sums->f;
    const cm_sides sides = {{1, 1}, {0, 0}};
    point p = point_of(node);
    cm_chances chances = chances_of(&p);
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    bool proved;
    cm_arena_init(&scratch, ctx->allocator);
    cm_sums found = {.value = cm_new_n(&scratch, double, f->room),
                     .off = cm_new_n(&scratch, double, f->room)};
    if (!found.value || !found.off)
        goto done;
    CM_GO(cm_fourier_add(ctx, f, cm_node_sums_cut(sums, k), &chances, &sides, 1,
                         &found, &proved));
    if (!proved)
        CM_GO(cm_fail(ctx, COMITIA_E_BUDGET, "%s", ctx->doing));
    for (uint32_t i = 0; i < sums->row->n; i++) {
        value[i] = found.value[f->place[i]];
        off[i] = found.off[f->place[i]];
    }
done:
    cm_arena_clear(&scratch);
    return status;
}
