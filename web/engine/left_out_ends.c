/* Tables from both ends, which the engine of a page does without: it has those
 * of all players. */
#include "engine/weighted/row_marked.h"

uint64_t cm_row_ends_cost(const cm_row *row, cm_marked what)
{
    (void)row;
    (void)what;
    return UINT64_MAX;
}

static comitia_status none(cm_ctx *ctx)
{
    return cm_fail(ctx, COMITIA_E_BUDGET, "no table from both ends");
}

comitia_status cm_row_member_ends(const cm_row *row, cm_ctx *ctx,
                                  cm_modulus mod, uint32_t y, uint32_t *cells,
                                  uint32_t *out)
{
    (void)row;
    (void)mod;
    (void)y;
    (void)cells;
    (void)out;
    return none(ctx);
}

comitia_status cm_row_critical_ends(const cm_row *row, cm_ctx *ctx,
                                    cm_modulus mod, uint32_t y, uint32_t *cells,
                                    uint32_t *out)
{
    return cm_row_member_ends(row, ctx, mod, y, cells, out);
}
