#include "engine/diagram/order_sloan.h"

/* Sloan's weights: of the distance to the end, of each thing newly open. */
enum { FAR = 1, OPENS = 2 };

typedef enum standing { /* of a node, in this order */
    UNSEEN,
    NEAR,   /* next to an open one */
    OPEN,   /* next to one that was taken, not taken itself */
    TAKEN
} standing;

typedef struct graph {
    cm_ctx *ctx;
    const cm_circuit *c;
    uint32_t wide; /* gates with more inputs are left out */
    uint32_t *first, *next_to; /* neighbours of all nodes: inputs, gates */
    uint32_t *distance, *queue; /* of a walk level by level */
    uint8_t *seen;
} graph;

typedef struct walk {
    const graph *g;
    int64_t *priority;
    uint8_t *standing;
    uint32_t *near, n_near; /* nodes that may be next: NEAR or OPEN */
    uint32_t *order, n;
} walk;

/* ---- neighbours ------------------------------------------------------------------ */

/* The inputs of a node that count. */
static uint32_t inputs_end(const graph *g, uint32_t node)
{
    uint32_t first = g->c->first[node], end = g->c->first[node + 1];
    return end - first > g->wide ? first : end;
}

static void set_neighbours(graph *g)
{
    const cm_circuit *c = g->c;
    for (uint32_t node = 0; node < c->n; node++) {
        g->first[node + 1] += inputs_end(g, node) - c->first[node];
        for (uint32_t i = c->first[node]; i < inputs_end(g, node); i++)
            g->first[c->input[i] + 1]++;
    }
    for (uint32_t node = 0; node < c->n; node++)
        g->first[node + 1] += g->first[node];
    memcpy(g->queue, g->first, c->n * sizeof *g->queue);
    for (uint32_t node = 0; node < c->n; node++)
        for (uint32_t i = c->first[node]; i < inputs_end(g, node); i++) {
            g->next_to[g->queue[node]++] = c->input[i];
            g->next_to[g->queue[c->input[i]]++] = node;
        }
}

static uint32_t degree(const graph *g, uint32_t node)
{
    return g->first[node + 1] - g->first[node];
}

static comitia_status new_graph(cm_ctx *ctx, cm_arena *arena,
                                const cm_circuit *c, uint32_t wide, graph *g)
{
    *g = (graph){.ctx = ctx,
                 .c = c,
                 .wide = wide,
                 .first = cm_new_n(arena, uint32_t, (uint64_t)c->n + 1),
                 .next_to = cm_new_n(arena, uint32_t,
                                     2 * (uint64_t)c->first[c->n] + 1),
                 .distance = cm_new_n(arena, uint32_t, c->n),
                 .queue = cm_new_n(arena, uint32_t, c->n),
                 .seen = cm_new_n(arena, uint8_t, c->n)};
    if (!g->first || !g->next_to || !g->distance || !g->queue || !g->seen)
        return COMITIA_E_NOMEM;
    set_neighbours(g);
    return COMITIA_OK;
}

/* ---- ends ------------------------------------------------------------------------- */

/* Distances of all nodes that hang together with this one; returns the one of
   least degree among the farthest, and how many there are. */
static uint32_t measure(const graph *g, uint32_t from, uint32_t *n)
{
    uint32_t best = from;
    memset(g->seen, 0, g->c->n * sizeof *g->seen);
    *n = 0;
    g->seen[from] = 1;
    g->distance[from] = 0;
    g->queue[(*n)++] = from;
    for (uint32_t at = 0; at < *n; at++) {
        uint32_t node = g->queue[at];
        if (g->distance[node] > g->distance[best] ||
            degree(g, node) < degree(g, best))
            best = node;
        for (uint32_t i = g->first[node]; i < g->first[node + 1]; i++) {
            uint32_t other = g->next_to[i];
            if (g->seen[other])
                continue;
            g->seen[other] = 1;
            g->distance[other] = g->distance[node] + 1;
            g->queue[(*n)++] = other;
        }
    }
    return best;
}

/* A node from which none is farther than the end is. Distances are those from
   the end then, and the queue holds the n nodes of this part. */
static comitia_status find_start(const graph *g, uint32_t from, uint32_t *start,
                                 uint32_t *n)
{
    enum { MOST_ROUNDS = 8 };
    uint32_t far = 0;
    *start = measure(g, from, n);
    for (int i = 0; i < MOST_ROUNDS && g->distance[*start] > far; i++) {
        CM_TRY(cm_spend(g->ctx, 4 * (uint64_t)g->first[g->c->n] + g->c->n));
        far = g->distance[*start];
        *start = measure(g, *start, n);
    }
    return COMITIA_OK;
}

/* ---- the walk ------------------------------------------------------------------------ */

static void come_near(walk *w, uint32_t node)
{
    if (w->standing[node] != UNSEEN)
        return;
    w->standing[node] = NEAR;
    w->near[w->n_near++] = node;
}

/* One thing less that taking a neighbour of this one would open. */
static void lighten(walk *w, uint32_t node)
{
    const graph *g = w->g;
    for (uint32_t i = g->first[node]; i < g->first[node + 1]; i++) {
        w->priority[g->next_to[i]] += OPENS;
        come_near(w, g->next_to[i]);
    }
}

static void open_node(walk *w, uint32_t node)
{
    w->standing[node] = OPEN;
    w->priority[node] += OPENS;
    lighten(w, node);
}

static void take(walk *w, uint32_t at)
{
    const graph *g = w->g;
    uint32_t node = w->near[at];
    w->near[at] = w->near[--w->n_near];
    if (w->standing[node] == NEAR)
        lighten(w, node);
    w->standing[node] = TAKEN;
    if (node < g->c->n_leaves)
        w->order[w->n++] = node;
    for (uint32_t i = g->first[node]; i < g->first[node + 1]; i++)
        if (w->standing[g->next_to[i]] == NEAR)
            open_node(w, g->next_to[i]);
}

static bool is_before(const walk *w, uint32_t a, uint32_t b)
{
    return w->priority[a] != w->priority[b] ? w->priority[a] > w->priority[b]
                                            : a < b;
}

static comitia_status walk_from(walk *w, uint32_t start)
{
    come_near(w, start);
    while (w->n_near) {
        uint32_t best = 0;
        CM_TRY(cm_spend(w->g->ctx, 2 * (uint64_t)w->n_near));
        for (uint32_t i = 1; i < w->n_near; i++)
            if (is_before(w, w->near[i], w->near[best]))
                best = i;
        take(w, best);
    }
    return COMITIA_OK;
}

/* The part in which a leaf is. */
static comitia_status walk_part(walk *w, uint32_t leaf)
{
    const graph *g = w->g;
    uint32_t start, n;
    CM_TRY(find_start(g, leaf, &start, &n));
    for (uint32_t i = 0; i < n; i++) {
        uint32_t node = g->queue[i];
        w->priority[node] = FAR * (int64_t)g->distance[node] -
                            OPENS * ((int64_t)degree(g, node) + 1);
    }
    return walk_from(w, start);
}

comitia_status cm_order_sloan(cm_ctx *ctx, cm_arena *arena, const cm_circuit *c,
                              uint32_t wide, uint32_t *order)
{
    graph g;
    CM_TRY(new_graph(ctx, arena, c, wide, &g));
    walk w = {.g = &g,
              .priority = cm_new_n(arena, int64_t, c->n),
              .standing = cm_new_n(arena, uint8_t, c->n),
              .near = cm_new_n(arena, uint32_t, c->n),
              .order = order};
    if (!w.priority || !w.standing || !w.near)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, 20 * ((uint64_t)g.first[c->n] + c->n)));
    for (uint32_t l = 0; l < c->n_leaves; l++)
        if (w.standing[l] != TAKEN)
            CM_TRY(walk_part(&w, l));
    return COMITIA_OK;
}
