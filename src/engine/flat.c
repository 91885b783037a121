#include "engine/flat.h"

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
    flat->units = cm_new_n(t->arena, uint32_t, (size_t)n + 1);
    flat->offset = cm_new_n(t->arena, uint64_t, (size_t)n + 1);
    t->before = cm_new_n(t->arena, uint32_t, (size_t)n + 1);
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
        if (units > UINT32_C(1) << 30 || players > UINT32_C(1) << 30)
            return cm_fail(t->ctx, COMITIA_E_BUDGET, "more than 2^30 players");
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
    uint32_t *count = cm_new_n(t->arena, uint32_t, (size_t)n + 1);
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

comitia_status cm_flat_new(cm_ctx *ctx, cm_arena *arena, const cm_fn_game *game,
                           cm_fn f, cm_flat *flat)
{
    layout t = {.ctx = ctx, .arena = arena, .game = game, .flat = flat};
    *flat = (cm_flat){0};
    CM_TRY(set_levels(&t));
    t.place =
        cm_new_n(arena, uint32_t, (size_t)cm_diagram_nodes(game->d) + 2);
    if (!t.place)
        return COMITIA_E_NOMEM;
    CM_TRY(find_nodes(&t, f));
    if (flat->n_runs > UINT32_MAX / 2)
        return cm_fail(ctx, COMITIA_E_BUDGET, "a diagram of 2^31 arcs");
    CM_TRY(order_nodes(&t));
    flat->n_nodes = (uint32_t)t.found.n + 2;
    flat->nodes = cm_new_n(arena, cm_flat_node, flat->n_nodes);
    flat->runs = cm_new_n(arena, cm_flat_run, (size_t)flat->n_runs);
    if (!flat->nodes || !flat->runs)
        return COMITIA_E_NOMEM;
    CM_TRY(set_runs(&t));
    flat->root = f > CM_TRUE ? t.place[f] : f;
    flat->root_skipped = skipped(&t, 0, f);
    return COMITIA_OK;
}

uint64_t cm_flat_cost(const cm_flat *flat)
{
    return 20 * flat->n_runs + 10 * (uint64_t)flat->n_nodes +
           12 * flat->n_values + 8 * (uint64_t)flat->players + 100;
}

/* ---- tables ------------------------------------------------------------------ */

static uint32_t largest_class(const cm_flat *flat)
{
    uint32_t most = 0;
    for (uint32_t l = 0; l < flat->n_levels; l++)
        if (flat->units[l] > most)
            most = flat->units[l];
    return most;
}

comitia_status cm_flat_work_new(cm_arena *arena, const cm_flat *flat,
                                cm_flat_work *work)
{
    uint32_t most = largest_class(flat);
    size_t players = (size_t)flat->players + 1, nodes = flat->n_nodes;
    *work = (cm_flat_work){
        .flat = flat,
        .factorial = cm_new_n(arena, uint32_t, (size_t)most + 1),
        .inverse = cm_new_n(arena, uint32_t, (size_t)most + 1),
        .power = cm_new_n(arena, uint32_t, players),
        .two = cm_new_n(arena, uint32_t, players),
        .sum = cm_new_n(arena, uint32_t, (size_t)flat->n_values),
        .in = cm_new_n(arena, uint32_t, (size_t)flat->n_values),
        .ways = cm_new_n(arena, uint32_t, (size_t)flat->n_values),
        .below = cm_new_n(arena, uint32_t, nodes),
        .above = cm_new_n(arena, uint32_t, nodes),
        .wins = cm_new_n(arena, uint32_t, nodes),
        .later = cm_new_n(arena, uint32_t, nodes),
    };
    return work->factorial && work->inverse && work->power && work->two &&
                   work->sum && work->in && work->ways && work->below && work->above &&
                   work->wins && work->later
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

static void set_powers(uint32_t *power, uint32_t n, uint32_t base,
                       cm_modulus mod)
{
    power[0] = 1;
    for (uint32_t k = 1; k <= n; k++)
        power[k] = cm_mod_mul(power[k - 1], base, mod);
}

static uint32_t choose(const cm_flat_work *w, uint32_t n, uint32_t k)
{
    return cm_mod_mul(w->factorial[n],
                      cm_mod_mul(w->inverse[k], w->inverse[n - k], w->mod),
                      w->mod);
}

void cm_flat_modulo(cm_flat_work *w, cm_modulus mod)
{
    uint32_t most = largest_class(w->flat);
    w->mod = mod;
    w->factorial[0] = 1;
    for (uint32_t k = 1; k <= most; k++)
        w->factorial[k] = cm_mod_mul(w->factorial[k - 1], k, mod);
    w->inverse[most] = cm_mod_inverse(w->factorial[most], mod);
    for (uint32_t k = most; k > 0; k--)
        w->inverse[k - 1] = cm_mod_mul(w->inverse[k], k, mod);
    set_powers(w->two, w->flat->players, 2, mod);
    for (uint32_t l = 0; l < w->flat->n_levels; l++) {
        uint32_t u = w->flat->units[l], *ways = w->ways + w->flat->offset[l];
        ways[0] = 0;
        for (uint32_t v = 0; v <= u; v++)
            ways[v + 1] = cm_mod_add(ways[v], choose(w, u, v), mod);
    }
    w->has_wins = false;
}

void cm_flat_mark(cm_flat_work *w, uint32_t y)
{
    const cm_flat *flat = w->flat;
    w->y = y;
    set_powers(w->power, flat->players, y + 1, w->mod);
    for (uint32_t l = 0; l < flat->n_levels; l++) {
        uint32_t u = flat->units[l], to = 1, before = 0;
        uint32_t *sum = w->sum + flat->offset[l], *in = w->in + flat->offset[l];
        sum[0] = in[0] = in[1] = 0;
        for (uint32_t v = 0; v <= u; v++) { /* to = y^v, before = y^(v-1) */
            sum[v + 1] = cm_mod_add(
                sum[v], cm_mod_mul(choose(w, u, v), to, w->mod), w->mod);
            if (v)
                in[v + 1] = cm_mod_add(
                    in[v], cm_mod_mul(choose(w, u - 1, v - 1), before, w->mod),
                    w->mod);
            before = to;
            to = cm_mod_mul(to, y, w->mod);
        }
    }
}

/* ---- sweeps -------------------------------------------------------------------- */

/* First value behind run i of a node. Values above the players that matter do
   not occur: of a class that does not matter nobody is in. */
static uint32_t run_end(const cm_flat *flat, const cm_flat_node *node,
                        uint32_t i)
{
    uint32_t behind = flat->units[node->level] + 1;
    if (i + 1 == node->n_runs)
        return behind;
    uint32_t next = flat->runs[node->first + i + 1].from;
    return next < behind ? next : behind;
}

/* Weight of run i with all its values: table[end] - table[from]. */
static uint32_t run_weight(const cm_flat_work *w, const uint32_t *table,
                           const cm_flat_node *node, uint32_t i)
{
    const cm_flat *flat = w->flat;
    uint32_t from = flat->runs[node->first + i].from;
    uint32_t end = run_end(flat, node, i);
    if (from >= end)
        return 0;
    const uint32_t *at = table + flat->offset[node->level];
    return cm_mod_sub(at[end], at[from], w->mod);
}

/* (u-1 over v-1) y^(v-1) for the first value v of run r > 0, or 0. */
static uint32_t edge_weight(const cm_flat_work *w, const cm_flat_node *node,
                            uint32_t r)
{
    const cm_flat *flat = w->flat;
    uint32_t v = flat->runs[node->first + r].from;
    if (v > flat->units[node->level])
        return 0;
    const uint32_t *in = w->in + flat->offset[node->level];
    return cm_mod_sub(in[v + 1], in[v], w->mod);
}

static uint32_t run_value(const cm_flat_work *w, const uint32_t *of,
                          const uint32_t *power, const cm_flat_node *node,
                          uint32_t r)
{
    const cm_flat_run *run = &w->flat->runs[node->first + r];
    return cm_mod_mul(of[run->child], power[run->skipped], w->mod);
}

/* What the members below add up to. */
static void sweep_up(cm_flat_work *w)
{
    const cm_flat *flat = w->flat;
    w->below[0] = 0;
    w->below[1] = 1;
    for (uint32_t i = 2; i < flat->n_nodes; i++) {
        const cm_flat_node *node = &flat->nodes[i];
        uint32_t total = 0;
        for (uint32_t r = 0; r < node->n_runs; r++) {
            const cm_flat_run *run = &flat->runs[node->first + r];
            if (run->child == 0)
                continue;
            uint32_t value = cm_mod_mul(w->below[run->child],
                                        w->power[run->skipped], w->mod);
            total = cm_mod_add(
                total,
                cm_mod_mul(value, run_weight(w, w->sum, node, r), w->mod),
                w->mod);
        }
        w->below[i] = total;
    }
}

/* By what the members above each node is reached. */
static void sweep_down(cm_flat_work *w)
{
    const cm_flat *flat = w->flat;
    for (uint32_t i = 0; i < flat->n_nodes; i++)
        w->above[i] = 0;
    w->above[flat->root] = w->power[flat->root_skipped];
    for (uint32_t i = flat->n_nodes; i-- > 2;) {
        const cm_flat_node *node = &flat->nodes[i];
        for (uint32_t r = 0; r < node->n_runs; r++) {
            const cm_flat_run *run = &flat->runs[node->first + r];
            if (run->child < 2)
                continue;
            uint32_t value =
                cm_mod_mul(run_weight(w, w->sum, node, r),
                           w->power[run->skipped], w->mod);
            w->above[run->child] =
                cm_mod_add(w->above[run->child],
                           cm_mod_mul(w->above[i], value, w->mod), w->mod);
        }
    }
}

uint32_t cm_flat_total(cm_flat_work *w)
{
    sweep_up(w);
    return cm_mod_mul(w->below[w->flat->root], w->power[w->flat->root_skipped],
                      w->mod);
}

static void clear_out(const cm_flat *flat, uint32_t *out, size_t stride)
{
    for (uint32_t l = 0; l < flat->n_levels; l++)
        out[l * stride] = 0;
}

void cm_flat_swings(cm_flat_work *w, uint32_t *out, size_t stride)
{
    const cm_flat *flat = w->flat;
    clear_out(flat, out, stride);
    sweep_up(w);
    sweep_down(w);
    for (uint32_t i = 2; i < flat->n_nodes; i++) {
        const cm_flat_node *node = &flat->nodes[i];
        uint32_t gained = 0;
        for (uint32_t r = 1; r < node->n_runs; r++) {
            uint32_t more = run_value(w, w->below, w->power, node, r);
            uint32_t less = run_value(w, w->below, w->power, node, r - 1);
            gained = cm_mod_add(gained,
                                cm_mod_mul(cm_mod_sub(more, less, w->mod),
                                           edge_weight(w, node, r), w->mod),
                                w->mod);
        }
        uint32_t *to = &out[node->level * stride];
        *to = cm_mod_add(*to, cm_mod_mul(w->above[i], gained, w->mod), w->mod);
    }
}

void cm_flat_members(cm_flat_work *w, uint32_t *out, size_t stride)
{
    const cm_flat *flat = w->flat;
    clear_out(flat, out, stride);
    sweep_up(w);
    sweep_down(w);
    for (uint32_t i = 2; i < flat->n_nodes; i++) {
        const cm_flat_node *node = &flat->nodes[i];
        uint32_t with = 0;
        for (uint32_t r = 0; r < node->n_runs; r++)
            with = cm_mod_add(
                with,
                cm_mod_mul(run_value(w, w->below, w->power, node, r),
                           run_weight(w, w->in, node, r), w->mod),
                w->mod);
        uint32_t *to = &out[node->level * stride];
        *to = cm_mod_add(*to, cm_mod_mul(w->above[i], with, w->mod), w->mod);
    }
}

/* ---- critical members ------------------------------------------------------------ */

/* The winning ways below each node. */
static void sweep_wins(cm_flat_work *w)
{
    const cm_flat *flat = w->flat;
    w->wins[0] = 0;
    w->wins[1] = 1;
    for (uint32_t i = 2; i < flat->n_nodes; i++) {
        const cm_flat_node *node = &flat->nodes[i];
        uint32_t wins = 0;
        for (uint32_t r = 0; r < node->n_runs; r++)
            wins = cm_mod_add(
                wins,
                cm_mod_mul(run_value(w, w->wins, w->two, node, r),
                           run_weight(w, w->ways, node, r), w->mod),
                w->mod);
        w->wins[i] = wins;
    }
    w->has_wins = true;
}

/* Ways in which the class of the node turns losing to winning at the first
   value of run r. */
static uint32_t won_at(const cm_flat_work *w, const cm_flat_node *node,
                       uint32_t r)
{
    return cm_mod_sub(run_value(w, w->wins, w->two, node, r),
                      run_value(w, w->wins, w->two, node, r - 1), w->mod);
}

/* Where players are in an order of desirability, the critical members of a
   coalition are its first c. y^c = 1 + sum over k <= c of (y - 1) y^(k-1), and
   k <= c says no more than that the k-th member is critical. So each critical
   member below adds (y - 1) y^(k-1), k its place among the members below; v
   alike ones, critical together, add y^v - 1. */
static void sweep_later(cm_flat_work *w)
{
    const cm_flat *flat = w->flat;
    cm_modulus mod = w->mod;
    w->later[0] = w->later[1] = 0;
    for (uint32_t i = 2; i < flat->n_nodes; i++) {
        const cm_flat_node *node = &flat->nodes[i];
        uint32_t u = flat->units[node->level], later = 0;
        for (uint32_t r = 0; r < node->n_runs; r++) {
            uint32_t v = flat->runs[node->first + r].from, more;
            more = cm_mod_mul(run_value(w, w->later, w->power, node, r),
                              run_weight(w, w->sum, node, r), mod);
            later = cm_mod_add(later, more, mod);
            if (r == 0 || v > u)
                continue;
            more = cm_mod_sub(cm_mod_power(w->y, v, mod), 1, mod);
            more = cm_mod_mul(more, choose(w, u, v), mod);
            more = cm_mod_mul(more, won_at(w, node, r), mod);
            later = cm_mod_add(later, more, mod);
        }
        w->later[i] = later;
    }
}

void cm_flat_critical(cm_flat_work *w, uint32_t *out, size_t stride)
{
    const cm_flat *flat = w->flat;
    cm_modulus mod = w->mod;
    clear_out(flat, out, stride);
    if (!w->has_wins)
        sweep_wins(w);
    sweep_later(w);
    sweep_down(w);
    for (uint32_t i = 2; i < flat->n_nodes; i++) {
        const cm_flat_node *node = &flat->nodes[i];
        uint32_t sum = 0, more;
        for (uint32_t r = 0; r < node->n_runs; r++) {
            more = cm_mod_mul(run_value(w, w->later, w->power, node, r),
                              run_weight(w, w->in, node, r), mod);
            sum = cm_mod_add(sum, more, mod);
            if (r == 0)
                continue;
            more = cm_mod_mul(won_at(w, node, r), edge_weight(w, node, r), mod);
            sum = cm_mod_add(sum, more, mod);
        }
        uint32_t *to = &out[node->level * stride];
        *to = cm_mod_add(*to, cm_mod_mul(w->above[i], sum, mod), mod);
    }
}
