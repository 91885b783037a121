/* Sweeps over a flat diagram: one number a node. */
#include "engine/power/flat.h"

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
    size_t most = (size_t)largest_class(flat) + 1;
    size_t players = (size_t)flat->players + 1, nodes = flat->n_nodes;
    size_t values = (size_t)flat->n_values;
    *work = (cm_flat_work){.flat = flat};
    const struct {
        uint32_t **at;
        size_t n;
    } tables[] = {
        {&work->factorial, most}, {&work->inverse, most},
        {&work->y_to, most},      {&work->power, players},
        {&work->two, players},    {&work->choose, values},
        {&work->within, values},  {&work->ways, values},
        {&work->sum, values},     {&work->in, values},
        {&work->below, nodes},    {&work->above, nodes},
        {&work->wins, nodes},     {&work->later, nodes},
        {&work->ends, nodes},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!(*tables[i].at = cm_new_n(arena, uint32_t, tables[i].n)))
            return COMITIA_E_NOMEM;
    return COMITIA_OK;
}

/* base^k for k = 0..n, in four chains: a product waits for the one four places
   before it, not for the last. */
static void set_powers(uint32_t *power, uint32_t n, uint32_t base,
                       cm_modulus mod)
{
    enum { CHAINS = 4 };
    power[0] = 1;
    for (uint32_t k = 1; k <= n && k <= CHAINS; k++)
        power[k] = cm_mod_mul(power[k - 1], base, mod);
    for (uint32_t k = CHAINS + 1; k <= n; k++)
        power[k] = cm_mod_mul(power[k - CHAINS], power[CHAINS], mod);
}

/* base^k for the numbers of players that are skipped. */
static void set_skipped(const cm_flat *flat, uint32_t *power, uint32_t base,
                        cm_modulus mod)
{
    uint32_t last = 0, value = 1;
    for (uint32_t i = 0; i < flat->n_skips; i++) { /* ascending */
        value = cm_mod_mul(
            value, cm_mod_power(base, flat->skips[i] - last, mod), mod);
        power[flat->skips[i]] = value;
        last = flat->skips[i];
    }
}

static void set_factorials(cm_flat_work *w)
{
    uint32_t most = largest_class(w->flat);
    w->factorial[0] = 1;
    for (uint32_t k = 1; k <= most; k++)
        w->factorial[k] = cm_mod_mul(w->factorial[k - 1], k, w->mod);
    w->inverse[most] = cm_mod_inverse(w->factorial[most], w->mod);
    for (uint32_t k = most; k > 0; k--)
        w->inverse[k - 1] = cm_mod_mul(w->inverse[k], k, w->mod);
}

static uint32_t binomial(const cm_flat_work *w, uint32_t n, uint32_t k)
{
    return cm_mod_mul(w->factorial[n],
                      cm_mod_mul(w->inverse[k], w->inverse[n - k], w->mod),
                      w->mod);
}

void cm_flat_modulo(cm_flat_work *w, cm_modulus mod)
{
    const cm_flat *flat = w->flat;
    w->mod = mod;
    set_factorials(w);
    set_skipped(flat, w->two, 2, mod);
    for (uint32_t l = 0; l < flat->n_levels; l++) {
        uint32_t u = flat->units[l];
        uint64_t at = flat->offset[l];
        w->ways[at] = w->within[at] = 0;
        for (uint32_t v = 0; v <= u; v++, at++) {
            w->choose[at] = binomial(w, u, v);
            w->ways[at + 1] = cm_mod_add(w->ways[at], w->choose[at], mod);
            if (v)
                w->within[at] = binomial(w, u - 1, v - 1);
        }
    }
    w->has_wins = w->has_below = w->has_above = false;
}

void cm_flat_mark(cm_flat_work *w, uint32_t y)
{
    const cm_flat *flat = w->flat;
    w->y = y;
    set_skipped(flat, w->power, y + 1, w->mod);
    set_powers(w->y_to, largest_class(flat), y, w->mod);
    for (uint32_t l = 0; l < flat->n_levels; l++) {
        uint64_t at = flat->offset[l];
        w->sum[at] = w->in[at] = w->in[at + 1] = 0;
        for (uint32_t v = 0; v <= flat->units[l]; v++, at++) {
            w->sum[at + 1] = cm_mod_add(
                w->sum[at], cm_mod_mul(w->choose[at], w->y_to[v], w->mod),
                w->mod);
            if (v)
                w->in[at + 1] = cm_mod_add(
                    w->in[at],
                    cm_mod_mul(w->within[at], w->y_to[v - 1], w->mod), w->mod);
        }
    }
    w->has_below = w->has_above = false;
}

/* ---- weights ------------------------------------------------------------------ */

/* First value behind run r of a node. Values above the players that matter do
   not occur: of a class that does not matter nobody is in. */
static uint32_t run_end(const cm_flat *flat, const cm_flat_node *node,
                        uint32_t r)
{
    uint32_t behind = flat->units[node->level] + 1;
    if (r + 1 == node->n_runs)
        return behind;
    uint32_t next = flat->runs[node->first + r + 1].from;
    return next < behind ? next : behind;
}

/* Weight of run r with all its values: table[end] - table[from]. */
static uint32_t run_weight(const cm_flat_work *w, const uint32_t *table,
                           const cm_flat_node *node, uint32_t r)
{
    const cm_flat *flat = w->flat;
    uint32_t from = flat->runs[node->first + r].from;
    uint32_t end = run_end(flat, node, r);
    if (from >= end)
        return 0;
    const uint32_t *at = table + flat->offset[node->level];
    return cm_mod_sub(at[end], at[from], w->mod);
}

/* (u-1 over v-1) y^(v-1) of a value v > 0 that occurs, else 0. */
static uint32_t with_one(const cm_flat_work *w, const cm_flat_node *node,
                         uint32_t v)
{
    const cm_flat *flat = w->flat;
    if (v > flat->units[node->level])
        return 0;
    const uint32_t *in = w->in + flat->offset[node->level];
    return cm_mod_sub(in[v + 1], in[v], w->mod);
}

/* What a run leads to, the players skipped being free. */
static uint32_t run_value(const cm_flat_work *w, const uint32_t *of,
                          const uint32_t *power, const cm_flat_node *node,
                          uint32_t r)
{
    const cm_flat_run *run = &w->flat->runs[node->first + r];
    return run->skipped
               ? cm_mod_mul(of[run->child], power[run->skipped], w->mod)
               : of[run->child];
}

/* Sum over the runs of table weight times value. */
static uint32_t runs_sum(const cm_flat_work *w, const uint32_t *table,
                         const uint32_t *of, const uint32_t *power,
                         const cm_flat_node *node)
{
    uint32_t total = 0;
    for (uint32_t r = 0; r < node->n_runs; r++) {
        uint32_t value = run_value(w, of, power, node, r);
        if (value)
            total = cm_mod_add(
                total, cm_mod_mul(value, run_weight(w, table, node, r), w->mod),
                w->mod);
    }
    return total;
}

/* ---- up and down ------------------------------------------------------------------ */

/* What the members below add up to. */
static void sweep_up(cm_flat_work *w)
{
    if (w->has_below)
        return;
    w->below[0] = 0;
    w->below[1] = 1;
    for (uint32_t i = 2; i < w->flat->n_nodes; i++)
        w->below[i] =
            runs_sum(w, w->sum, w->below, w->power, &w->flat->nodes[i]);
    w->has_below = true;
}

/* By what the members above each node is reached. */
static void sweep_down(cm_flat_work *w)
{
    const cm_flat *flat = w->flat;
    if (w->has_above)
        return;
    for (uint32_t i = 0; i < flat->n_nodes; i++)
        w->above[i] = 0;
    w->above[flat->root] = w->power[flat->root_skipped];
    for (uint32_t i = flat->n_nodes; i-- > 2;) {
        const cm_flat_node *node = &flat->nodes[i];
        for (uint32_t r = 0; r < node->n_runs; r++) {
            const cm_flat_run *run = &flat->runs[node->first + r];
            if (run->child < 2)
                continue;
            uint32_t value = cm_mod_mul(run_weight(w, w->sum, node, r),
                                        w->above[i], w->mod);
            if (run->skipped)
                value = cm_mod_mul(value, w->power[run->skipped], w->mod);
            w->above[run->child] =
                cm_mod_add(w->above[run->child], value, w->mod);
        }
    }
    w->has_above = true;
}

uint32_t cm_flat_total(cm_flat_work *w)
{
    sweep_up(w);
    return cm_mod_mul(w->below[w->flat->root], w->power[w->flat->root_skipped],
                      w->mod);
}

/* out[level] := sum over its nodes of above times what `value` says. */
typedef uint32_t value_at(const cm_flat_work *w, uint32_t i);

static void add_up(cm_flat_work *w, value_at *value, uint32_t *out,
                   size_t stride)
{
    const cm_flat *flat = w->flat;
    sweep_down(w);
    for (uint32_t l = 0; l < flat->n_levels; l++)
        out[l * stride] = 0;
    for (uint32_t i = 2; i < flat->n_nodes; i++) {
        uint32_t *to = &out[flat->nodes[i].level * stride];
        *to = cm_mod_add(*to, cm_mod_mul(w->above[i], value(w, i), w->mod),
                         w->mod);
    }
}

/* ---- swings and members -------------------------------------------------------------- */

static uint32_t swings_at(const cm_flat_work *w, uint32_t i)
{
    const cm_flat_node *node = &w->flat->nodes[i];
    uint32_t gained = 0, less = run_value(w, w->below, w->power, node, 0);
    for (uint32_t r = 1; r < node->n_runs; r++) {
        uint32_t more = run_value(w, w->below, w->power, node, r);
        uint32_t v = w->flat->runs[node->first + r].from;
        gained = cm_mod_add(gained,
                            cm_mod_mul(cm_mod_sub(more, less, w->mod),
                                       with_one(w, node, v), w->mod),
                            w->mod);
        less = more;
    }
    return gained;
}

void cm_flat_swings(cm_flat_work *w, uint32_t *out, size_t stride)
{
    sweep_up(w);
    add_up(w, swings_at, out, stride);
}

static uint32_t members_at(const cm_flat_work *w, uint32_t i)
{
    return runs_sum(w, w->in, w->below, w->power, &w->flat->nodes[i]);
}

void cm_flat_members(cm_flat_work *w, uint32_t *out, size_t stride)
{
    sweep_up(w);
    add_up(w, members_at, out, stride);
}

/* ---- critical members ------------------------------------------------------------ */

/* The winning ways below each node. */
static void sweep_wins(cm_flat_work *w)
{
    if (w->has_wins)
        return;
    w->wins[0] = 0;
    w->wins[1] = 1;
    for (uint32_t i = 2; i < w->flat->n_nodes; i++)
        w->wins[i] = runs_sum(w, w->ways, w->wins, w->two, &w->flat->nodes[i]);
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
static uint32_t later_at(const cm_flat_work *w, uint32_t i)
{
    const cm_flat_node *node = &w->flat->nodes[i];
    uint32_t u = w->flat->units[node->level];
    const uint32_t *choose = w->choose + w->flat->offset[node->level];
    uint32_t later = runs_sum(w, w->sum, w->later, w->power, node);
    for (uint32_t r = 1; r < node->n_runs; r++) {
        uint32_t v = w->flat->runs[node->first + r].from;
        if (v > u)
            break;
        uint32_t more = cm_mod_sub(w->y_to[v], 1, w->mod);
        more = cm_mod_mul(more, choose[v], w->mod);
        more = cm_mod_mul(more, won_at(w, node, r), w->mod);
        later = cm_mod_add(later, more, w->mod);
    }
    return later;
}

static uint32_t critical_at(const cm_flat_work *w, uint32_t i)
{
    const cm_flat_node *node = &w->flat->nodes[i];
    uint32_t sum = runs_sum(w, w->in, w->later, w->power, node);
    for (uint32_t r = 1; r < node->n_runs; r++) {
        uint32_t v = w->flat->runs[node->first + r].from;
        sum = cm_mod_add(sum,
                         cm_mod_mul(won_at(w, node, r), with_one(w, node, v),
                                    w->mod),
                         w->mod);
    }
    return sum;
}

void cm_flat_critical(cm_flat_work *w, uint32_t *out, size_t stride)
{
    sweep_wins(w);
    w->later[0] = w->later[1] = 0;
    for (uint32_t i = 2; i < w->flat->n_nodes; i++)
        w->later[i] = later_at(w, i);
    add_up(w, critical_at, out, stride);
}

/* ---- minimal coalitions ---------------------------------------------------------------- */

/* In an order of desirability a winning coalition is minimal if its last member
   is critical. The last members are of a class of which just so many are in
   that the coalition wins without anybody below. */
static void sweep_ends(cm_flat_work *w)
{
    const cm_flat *flat = w->flat;
    w->ends[0] = w->ends[1] = 0;
    for (uint32_t i = 2; i < flat->n_nodes; i++) {
        const cm_flat_node *node = &flat->nodes[i];
        uint32_t v = flat->wins_at[i];
        w->ends[i] = runs_sum(w, w->sum, w->ends, w->power, node);
        if (v)
            w->ends[i] = cm_mod_add(
                w->ends[i],
                cm_mod_mul(w->choose[flat->offset[node->level] + v],
                           w->y_to[v], w->mod),
                w->mod);
    }
}

static uint32_t minimal_at(const cm_flat_work *w, uint32_t i)
{
    const cm_flat_node *node = &w->flat->nodes[i];
    uint32_t v = w->flat->wins_at[i];
    uint32_t with = runs_sum(w, w->in, w->ends, w->power, node);
    return v ? cm_mod_add(with, with_one(w, node, v), w->mod) : with;
}

void cm_flat_minimal(cm_flat_work *w, uint32_t *out, size_t stride)
{
    sweep_ends(w);
    add_up(w, minimal_at, out, stride);
}

/* The empty coalition is minimal if it wins. */
uint32_t cm_flat_minimal_total(cm_flat_work *w)
{
    sweep_ends(w);
    return w->flat->root == 1 ? 1 : w->ends[w->flat->root];
}

/* Blocking is minimal if the others are a largest losing coalition: if it would
   win with the last player who is not in it, all behind that one being in. So
   many of that player's class are in that one more can save it. */
uint32_t cm_flat_blocking_total(cm_flat_work *w)
{
    const cm_flat *flat = w->flat;
    w->ends[0] = w->ends[1] = 0;
    for (uint32_t i = 2; i < flat->n_nodes; i++) {
        const cm_flat_node *node = &flat->nodes[i];
        uint32_t v = flat->saved_at[i];
        w->ends[i] = runs_sum(w, w->ways, w->ends, w->two, node);
        if (v)
            w->ends[i] = cm_mod_add(
                w->ends[i], w->choose[flat->offset[node->level] + v - 1],
                w->mod);
    }
    return flat->root == 0 ? 1 : w->ends[flat->root];
}
