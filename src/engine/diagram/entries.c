#include "engine/diagram/entries.h"

comitia_status cm_fn_entries(cm_ctx *ctx, cm_arena *arena, const cm_diagram *d,
                             cm_fn f, uint32_t level, cm_fn **entries,
                             uint32_t *n)
{
    cm_vec(cm_fn) stack = {0}, found = {0};
    uint8_t *seen =
        cm_new_n(arena, uint8_t, (uint64_t)cm_diagram_nodes(d) + 2);
    if (!seen || !cm_push(arena, &stack, f))
        return COMITIA_E_NOMEM;
    seen[f] = 1;
    while (stack.n) {
        cm_fn top = stack.at[--stack.n];
        if (cm_fn_level(d, top) >= level) {
            if (!cm_push(arena, &found, top))
                return COMITIA_E_NOMEM;
            continue;
        }
        uint32_t size = cm_diagram_size(d, cm_fn_level(d, top));
        CM_TRY(cm_spend(ctx, 10 * (uint64_t)size));
        for (uint32_t v = 0; v < size; v++) {
            cm_fn child = cm_fn_child(d, top, v);
            if (seen[child])
                continue;
            seen[child] = 1;
            if (!cm_push(arena, &stack, child))
                return COMITIA_E_NOMEM;
        }
    }
    *entries = found.at;
    *n = (uint32_t)found.n;
    return COMITIA_OK;
}
