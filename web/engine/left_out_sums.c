/* Fourier sums, which the engine of a page does without: thousands of holders are
 * counted by tables there, or a limit is reached and said. */
#include "engine/weighted/banzhaf_bounds.h"
#include "engine/weighted/node_sums.h"
#include "engine/weighted/shapley_sums.h"

comitia_status cm_node_sums_plan(cm_ctx *ctx, cm_arena *scratch,
                                 const cm_row *row, const cm_gauss_node *nodes,
                                 uint32_t n, uint64_t terms, uint64_t steps,
                                 cm_node_sums *sums)
{
    (void)ctx;
    (void)scratch;
    (void)nodes;
    (void)terms;
    (void)steps;
    *sums = (cm_node_sums){.row = row, .left = n};
    return COMITIA_OK;
}

comitia_status cm_node_sums_find(const cm_node_sums *sums, cm_ctx *ctx,
                                 uint32_t k, const cm_gauss_node *node,
                                 double *value, double *off)
{
    (void)sums;
    (void)k;
    (void)node;
    (void)value;
    (void)off;
    return cm_fail(ctx, COMITIA_E_BUDGET, "no node is planned");
}

comitia_status cm_weighted_banzhaf_bounds(cm_ctx *ctx, cm_arena *arena,
                                          const cm_weighted *game,
                                          uint64_t budget,
                                          cm_power_bounds *bounds, bool *found)
{
    (void)ctx;
    (void)arena;
    (void)game;
    (void)budget;
    (void)bounds;
    *found = false;
    return COMITIA_OK;
}

comitia_status cm_weighted_shapley_sums(cm_ctx *ctx, cm_arena *arena,
                                        const cm_weighted *game,
                                        unsigned places, uint64_t budget,
                                        cm_power_bounds *bounds, bool *found)
{
    (void)ctx;
    (void)arena;
    (void)game;
    (void)places;
    (void)budget;
    (void)bounds;
    *found = false;
    return COMITIA_OK;
}
