#include "engine/power/flat.h"

/* ---- layout ----------------------------------------------------------------- */

typedef struct layout {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_fn_game *game;
    cm_flat *flat;
    uint32_t *place; /* per function of the diagram: node + 1, 0 if unseen */
    cm_vec(cm_fn) found;
    uint32_t *before; /* players at the levels above each level */
} layout;

static comitia_status set_levels(layout *t)
{
    cm_flat *flat = t->flat;
    const cm_fn_game *game = t->game;
    uint32_t n = cm_diagram_levels(game->d);
    uint64_t players = 0;
    flat->n_levels = n;
    flat->units = cm_new_n(t->arena, uint32_t, (uint64_t)n + 1);
    flat->offset = cm_new_n(t->arena, uint64_t, (uint64_t)n + 1);
    t->before = cm_new_n(t->arena, uint32_t, (uint64_t)n + 1);
    if (!flat->units || !flat->offset || !t->before)
        return COMITIA_E_NOMEM;
    for (uint32_t l = 0; l < n; l++) {
        uint64_t units = game->units[l];
        t->before[l] = (uint32_t)players;
        flat->offset[l] = flat->n_values;
        flat->n_values += units + 2;
        if (!game->matters || game->matters[l]) {
            flat->units[l] = (uint32_t)units;
            players += units;
        }
        if (units > UINT32_C(1) << 24 || players > UINT32_C(1) << 24)
            return cm_fail(t->ctx, COMITIA_E_BUDGET, "more than 2^24 players");
    }
    t->before[n] = flat->players = (uint32_t)players;
    return COMITIA_OK;
}

static comitia_status find_nodes(layout *t, cm_fn root)
{
    cm_vec(cm_fn) stack = {0};
    cm_diagram *d = t->game->d;
    if (root > CM_TRUE && !cm_push(t->arena, &stack, root))
        return COMITIA_E_NOMEM;
    while (stack.n) {
        cm_fn f = stack.at[--stack.n];
        if (t->place[f])
            continue;
        t->place[f] = 1;
        if (!cm_push(t->arena, &t->found, f))
            return COMITIA_E_NOMEM;
        uint32_t size = cm_diagram_size(d, cm_fn_level(d, f));
        cm_fn last = CM_NOTHING;
        CM_TRY(cm_spend(t->ctx, 10 + 4 * (uint64_t)size));
        for (uint32_t v = 0; v < size; v++) {
            cm_fn child = cm_fn_child(d, f, v);
            if (child == last)
                continue;
            t->flat->n_runs++;
            last = child;
            if (child > CM_TRUE && !t->place[child] &&
                !cm_push(t->arena, &stack, child))
                return COMITIA_E_NOMEM;
        }
    }
    return COMITIA_OK;
}

/* Places by level, the deepest first, so that children precede parents. */
static comitia_status order_nodes(layout *t)
{
    cm_diagram *d = t->game->d;
    uint32_t n = t->flat->n_levels, next = 2;
    uint32_t *count = cm_new_n(t->arena, uint32_t, (uint64_t)n + 1);
    if (!count)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < t->found.n; i++)
        count[cm_fn_level(d, t->found.at[i])]++;
    for (uint32_t l = n; l-- > 0;) {
        uint32_t here = count[l];
        count[l] = next;
        next += here;
    }
    for (size_t i = 0; i < t->found.n; i++)
        t->place[t->found.at[i]] = count[cm_fn_level(d, t->found.at[i])]++;
    return COMITIA_OK;
}

static uint32_t skipped(const layout *t, uint32_t from, cm_fn child)
{
    return t->before[cm_fn_level(t->game->d, child)] - t->before[from];
}

static comitia_status set_runs(layout *t)
{
    cm_diagram *d = t->game->d;
    cm_flat *flat = t->flat;
    uint32_t next = 0;
    for (size_t i = 0; i < t->found.n; i++) {
        cm_fn f = t->found.at[i];
        uint32_t level = cm_fn_level(d, f), size = cm_diagram_size(d, level);
        cm_fn last = CM_NOTHING;
        cm_flat_node *node = &flat->nodes[t->place[f]];
        *node = (cm_flat_node){level, next, 0};
        CM_TRY(cm_spend(t->ctx, 4 * (uint64_t)size));
        for (uint32_t v = 0; v < size; v++) {
            cm_fn child = cm_fn_child(d, f, v);
            if (child == last)
                continue;
            last = child;
            flat->runs[next++] =
                (cm_flat_run){v, child > CM_TRUE ? t->place[child] : child,
                              skipped(t, level + 1, child)};
            node->n_runs++;
        }
    }
    return COMITIA_OK;
}

/* Numbers of players that are skipped somewhere. */
static comitia_status set_skips(layout *t)
{
    cm_flat *flat = t->flat;
    uint8_t *seen = cm_new_n(t->arena, uint8_t, (uint64_t)flat->players + 1);
    if (!seen)
        return COMITIA_E_NOMEM;
    seen[flat->root_skipped] = 1;
    for (uint64_t r = 0; r < flat->n_runs; r++)
        seen[flat->runs[r].skipped] = 1;
    for (uint32_t k = 0; k <= flat->players; k++)
        flat->n_skips += seen[k];
    flat->skips = cm_new_n(t->arena, uint32_t, flat->n_skips);
    if (!flat->skips)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0, n = 0; k <= flat->players; k++)
        if (seen[k])
            flat->skips[n++] = k;
    return COMITIA_OK;
}

comitia_status cm_flat_new(cm_ctx *ctx, cm_arena *arena, const cm_fn_game *game,
                           cm_fn f, cm_flat *flat)
{
    layout t = {.ctx = ctx, .arena = arena, .game = game, .flat = flat};
    *flat = (cm_flat){0};
    CM_TRY(set_levels(&t));
    t.place =
        cm_new_n(arena, uint32_t, (uint64_t)cm_diagram_nodes(game->d) + 2);
    if (!t.place)
        return COMITIA_E_NOMEM;
    CM_TRY(find_nodes(&t, f));
    if (flat->n_runs > UINT32_MAX / 2)
        return cm_fail(ctx, COMITIA_E_BUDGET, "a diagram of 2^31 arcs");
    CM_TRY(order_nodes(&t));
    flat->n_nodes = (uint32_t)t.found.n + 2;
    flat->nodes = cm_new_n(arena, cm_flat_node, flat->n_nodes);
    flat->runs = cm_new_n(arena, cm_flat_run, (uint64_t)flat->n_runs);
    if (!flat->nodes || !flat->runs)
        return COMITIA_E_NOMEM;
    CM_TRY(set_runs(&t));
    flat->root = f > CM_TRUE ? t.place[f] : f;
    flat->root_skipped = skipped(&t, 0, f);
    return set_skips(&t);
}

/* ---- ends --------------------------------------------------------------------- */

/* Values of all nodes at all zeros, or at all players. */
static void set_corner(const cm_flat *flat, bool full, uint8_t *wins)
{
    wins[0] = 0;
    wins[1] = 1;
    for (uint32_t i = 2; i < flat->n_nodes; i++) {
        const cm_flat_node *node = &flat->nodes[i];
        uint32_t run = full ? node->n_runs - 1 : 0;
        while (full && flat->runs[node->first + run].from >
                           flat->units[node->level])
            run--;
        wins[i] = wins[flat->runs[node->first + run].child];
    }
}

/* First run whose child wins at the corner; n_runs if none does. */
static uint32_t first_won(const cm_flat *flat, uint32_t i, const uint8_t *wins)
{
    const cm_flat_node *node = &flat->nodes[i];
    uint32_t run = 0;
    while (run < node->n_runs &&
           !wins[flat->runs[node->first + run].child])
        run++;
    return run;
}

static uint32_t first_value(const cm_flat *flat, uint32_t i,
                            const uint8_t *wins)
{
    const cm_flat_node *node = &flat->nodes[i];
    uint32_t run = first_won(flat, i, wins);
    uint32_t value =
        run < node->n_runs ? flat->runs[node->first + run].from : 0;
    return value <= flat->units[node->level] ? value : 0;
}

comitia_status cm_flat_find_ends(cm_ctx *ctx, cm_arena *arena, cm_flat *flat)
{
    uint8_t *wins = cm_new_n(arena, uint8_t, flat->n_nodes);
    flat->wins_at = cm_new_n(arena, uint32_t, flat->n_nodes);
    flat->saved_at = cm_new_n(arena, uint32_t, flat->n_nodes);
    if (!wins || !flat->wins_at || !flat->saved_at)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, 20 * (uint64_t)flat->n_nodes + flat->n_runs));
    set_corner(flat, false, wins);
    for (uint32_t i = 2; i < flat->n_nodes; i++)
        flat->wins_at[i] = first_value(flat, i, wins);
    set_corner(flat, true, wins);
    for (uint32_t i = 2; i < flat->n_nodes; i++)
        flat->saved_at[i] = first_value(flat, i, wins);
    return COMITIA_OK;
}

uint64_t cm_flat_cost(const cm_flat *flat)
{
    return 20 * flat->n_runs + 10 * (uint64_t)flat->n_nodes +
           12 * flat->n_values + 8 * (uint64_t)flat->players + 100;
}
