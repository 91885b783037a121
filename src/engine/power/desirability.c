#include "engine/power/desirability.h"

typedef struct order {
    cm_ctx *ctx;
    cm_arena *scratch;
    cm_diagram *d;
    const uint64_t *units;
    const uint8_t *depends;
} order;

/* small implies large; both are seldom far apart */
static comitia_status implies(cm_diagram *d, cm_fn small, cm_fn large,
                              bool *yes)
{
    cm_fn both;
    *yes = true;
    if (small == CM_FALSE || large == CM_TRUE || small == large)
        return COMITIA_OK;
    CM_TRY(cm_fn_and(d, small, large, &both));
    *yes = both == small;
    return COMITIA_OK;
}

static cm_fn at_level(const cm_diagram *d, cm_fn f, uint32_t level,
                      uint32_t value)
{
    return cm_fn_level(d, f) == level ? cm_fn_child(d, f, value) : f;
}

/* f is at `above`, the next level that counts is `below`: a player of the
   upper one instead of one of the lower never harms. */
static comitia_status upper_is_better(order *o, cm_fn f, uint32_t above,
                                      uint32_t below, bool *yes)
{
    cm_diagram *d = o->d;
    for (uint32_t a = 0; a < o->units[above]; a++) {
        cm_fn with = cm_fn_child(d, f, a + 1), without = cm_fn_child(d, f, a);
        if (with == without && with <= CM_TRUE)
            continue;
        CM_TRY(cm_spend(o->ctx, 10 * o->units[below]));
        for (uint32_t b = 0; b < o->units[below]; b++) {
            CM_TRY(implies(d, at_level(d, without, below, b + 1),
                           at_level(d, with, below, b), yes));
            if (!*yes)
                return COMITIA_OK;
        }
    }
    *yes = true;
    return COMITIA_OK;
}

static uint32_t next_level(const order *o, uint32_t level)
{
    for (uint32_t l = level + 1; l < cm_diagram_levels(o->d); l++)
        if (o->depends[l])
            return l;
    return cm_diagram_levels(o->d);
}

/* One node. A player between it and a child that is no constant would be worth
   nothing there, while one below the child is worth something. */
static comitia_status node_is_ordered(order *o, cm_fn f, bool *yes)
{
    cm_diagram *d = o->d;
    uint32_t level = cm_fn_level(d, f), next = next_level(o, level);
    *yes = true;
    for (uint32_t v = 0; v < cm_diagram_size(d, level); v++) {
        cm_fn child = cm_fn_child(d, f, v);
        if (child > CM_TRUE && cm_fn_level(d, child) > next)
            *yes = false;
    }
    if (*yes && next < cm_diagram_levels(d))
        CM_TRY(upper_is_better(o, f, level, next, yes));
    return COMITIA_OK;
}

static comitia_status walk(order *o, cm_fn root, bool *yes)
{
    cm_diagram *d = o->d;
    cm_vec(cm_fn) stack = {0};
    size_t n = (size_t)cm_diagram_nodes(d) + 2;
    uint8_t *seen = cm_new_n(o->scratch, uint8_t, n);
    if (!seen || !cm_push(o->scratch, &stack, root))
        return COMITIA_E_NOMEM;
    *yes = true;
    while (stack.n && *yes) {
        cm_fn f = stack.at[--stack.n];
        if (f <= CM_TRUE || seen[f])
            continue;
        seen[f] = 1;
        CM_TRY(node_is_ordered(o, f, yes));
        for (uint32_t v = 0; v < cm_diagram_size(d, cm_fn_level(d, f)); v++) {
            cm_fn child = cm_fn_child(d, f, v);
            if (child > CM_TRUE && !seen[child] &&
                !cm_push(o->scratch, &stack, child))
                return COMITIA_E_NOMEM;
        }
    }
    return COMITIA_OK;
}

comitia_status cm_fn_is_ordered(cm_ctx *ctx, cm_arena *scratch,
                                const cm_fn_game *game, cm_fn f,
                                const uint8_t *depends, bool *ordered)
{
    order o = {ctx, scratch, game->d, game->units, depends};
    if (cm_fn_known_ordered(game->d, f)) {
        *ordered = true;
        return COMITIA_OK;
    }
    return walk(&o, f, ordered);
}
