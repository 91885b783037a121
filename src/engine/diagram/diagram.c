/* Levels, nodes and the table that keeps them unique. */
#include "engine/diagram/diagram_node.h"

enum {
    FIRST_NODES = 64,
    FIRST_UNIQUE = 128,
    NODE_STEPS = 100,
    BYTES_A_NODE = 50,     /* with its place in the tables */
    MOST_NODES = 40000000, /* where memory has no bound: two gigabytes */
    STEPS_A_NODE = 250     /* and a larger limit of steps allows more */
};

/* ---- memory
 * ------------------------------------------------------------------ */

static void *resize(cm_diagram *d, void *block, uint64_t old_n, uint64_t n,
                    size_t size)
{
    if (n > SIZE_MAX / size)
        return NULL;
    return d->allocator.resize(d->allocator.user, block, (size_t)old_n * size,
                               (size_t)n * size);
}

static void release(cm_diagram *d, void *block, uint64_t n, size_t size)
{
    if (block)
        (void)resize(d, block, n, 0, size);
}

comitia_status cm_diagram_room(cm_diagram *d, void **at, uint64_t n,
                               uint64_t *cap, size_t size)
{
    uint64_t room = *cap ? *cap + *cap / 2 : FIRST_NODES;
    if (n < *cap)
        return COMITIA_OK;
    void *more = resize(d, *at, *cap, room, size);
    if (!more)
        return COMITIA_E_NOMEM;
    *at = more;
    *cap = room;
    return COMITIA_OK;
}

comitia_status cm_diagram_new(cm_ctx *ctx, const uint32_t *sizes,
                              uint32_t n_levels, cm_diagram **diagram)
{
    cm_arena normal; /* all zero means malloc: the arena knows */
    cm_arena_init(&normal, ctx->allocator);
    comitia_allocator allocator = normal.allocator;
    cm_diagram *d = allocator.resize(allocator.user, NULL, 0, sizeof *d);
    if (!d)
        return COMITIA_E_NOMEM;
    *d = (cm_diagram){.ctx = ctx, .allocator = allocator, .n_levels = n_levels};
    d->sizes = resize(d, NULL, 0, (uint64_t)n_levels + 1, sizeof *d->sizes);
    d->nodes = resize(d, NULL, 0, FIRST_NODES, sizeof *d->nodes);
    d->place = resize(d, NULL, 0, FIRST_NODES, sizeof *d->place);
    d->traits = resize(d, NULL, 0, FIRST_NODES, sizeof *d->traits);
    d->unique = resize(d, NULL, 0, FIRST_UNIQUE, sizeof *d->unique);
    d->cap_nodes = d->cap_place = d->cap_traits = FIRST_NODES;
    d->n_unique = FIRST_UNIQUE;
    if (!d->sizes || !d->nodes || !d->place || !d->traits || !d->unique) {
        cm_diagram_free(d);
        return COMITIA_E_NOMEM;
    }
    if (n_levels)
        memcpy(d->sizes, sizes, n_levels * sizeof *sizes);
    d->sizes[n_levels] = 1;
    memset(d->place, 0, FIRST_NODES * sizeof *d->place);
    memset(d->traits, 0, FIRST_NODES * sizeof *d->traits);
    d->traits[0] = d->traits[1] = CM_ALL_TRAITS;
    memset(d->unique, 0, FIRST_UNIQUE * sizeof *d->unique);
    d->nodes[0] = d->nodes[1] = (cm_node){.level = n_levels};
    d->n_nodes = 2;
    *diagram = d;
    return COMITIA_OK;
}

void cm_diagram_free(cm_diagram *d)
{
    if (!d)
        return;
    release(d, d->sizes, (uint64_t)d->n_levels + 1, sizeof *d->sizes);
    release(d, d->nodes, d->cap_nodes, sizeof *d->nodes);
    release(d, d->place, d->cap_place, sizeof *d->place);
    release(d, d->inverse, d->cap_inverse, sizeof *d->inverse);
    release(d, d->pool, d->cap_pool, sizeof *d->pool);
    release(d, d->unique, d->n_unique, sizeof *d->unique);
    release(d, d->traits, d->cap_traits, sizeof *d->traits);
    cm_memo_free(d);
    release(d, d->built, d->cap_built, sizeof *d->built);
    release(d, d->pending, d->cap_pending, sizeof *d->pending);
    d->allocator.resize(d->allocator.user, d, sizeof *d, 0);
}

/* ---- nodes
 * -------------------------------------------------------------------- */

static uint64_t mixed(uint64_t x)
{
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93);
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93);
    return x ^ x >> 32;
}

static uint64_t hash_of(uint32_t level, const cm_run *runs, uint32_t n)
{
    uint64_t h = level * UINT64_C(0x9e3779b97f4a7c15);
    for (uint32_t i = 0; i < n; i++) {
        h = (h ^ ((uint64_t)runs[i].last << 32 | runs[i].child)) *
            UINT64_C(0xff51afd7ed558ccd);
        h ^= h >> 29;
    }
    return mixed(h);
}

static bool is_node(const cm_diagram *d, cm_fn f, uint32_t level,
                    const cm_run *runs, uint32_t n)
{
    const cm_node *node = &d->nodes[f];
    return node->level == level && node->n_runs == n &&
           memcmp(cm_runs(d, node), runs, n * sizeof *runs) == 0;
}

/* The slot of the node, or the free slot where it belongs. */
static cm_unique_slot *slot_of(cm_diagram *d, uint64_t hash, uint32_t level,
                               const cm_run *runs, uint32_t n)
{
    uint64_t mask = d->n_unique - 1;
    uint32_t tag = (uint32_t)(hash >> 32);
    for (uint64_t i = hash & mask;; i = (i + 1) & mask) {
        cm_unique_slot *slot = &d->unique[i];
        if (!slot->node ||
            (slot->tag == tag && is_node(d, slot->node, level, runs, n)))
            return slot;
    }
}

static comitia_status grow_unique(cm_diagram *d)
{
    uint64_t n = d->n_unique * 2;
    cm_unique_slot *slots = resize(d, NULL, 0, n, sizeof *slots);
    if (!slots)
        return COMITIA_E_NOMEM;
    memset(slots, 0, n * sizeof *slots);
    for (uint32_t f = 2; f < d->n_nodes; f++) {
        const cm_node *node = &d->nodes[f];
        uint64_t hash = hash_of(node->level, cm_runs(d, node), node->n_runs);
        uint64_t i = hash & (n - 1);
        while (slots[i].node)
            i = (i + 1) & (n - 1);
        slots[i] = (cm_unique_slot){f, (uint32_t)(hash >> 32)};
    }
    release(d, d->unique, d->n_unique, sizeof *d->unique);
    d->unique = slots;
    d->n_unique = n;
    return COMITIA_OK;
}

/* Room for one more in an array by node; what is new is zero. */
static comitia_status grow_array(cm_diagram *d, void **at, uint32_t *cap,
                                 size_t size)
{
    uint32_t room = *cap + *cap / 2;
    if (d->n_nodes < *cap)
        return COMITIA_OK;
    char *more = resize(d, *at, *cap, room, size);
    if (!more)
        return COMITIA_E_NOMEM;
    memset(more + (size_t)*cap * size, 0, (size_t)(room - *cap) * size);
    *at = more;
    *cap = room;
    return COMITIA_OK;
}

/* A diagram takes no more than half of the memory there is, so that what is
   tried after it has some too. */
static bool too_many(cm_ctx *ctx, uint32_t nodes)
{
    uint64_t bytes = cm_memory_most(ctx->memory);
    if (nodes > INT32_MAX / 2)
        return true;
    if (bytes && nodes >= bytes / 2 / BYTES_A_NODE) {
        ctx->short_of_memory = true;
        return true;
    }
    return !bytes && nodes >= MOST_NODES && ctx->limit / STEPS_A_NODE < nodes;
}

static comitia_status grow_nodes(cm_diagram *d)
{
    if (too_many(d->ctx, d->n_nodes))
        return cm_fail(d->ctx, COMITIA_E_BUDGET,
                       d->ctx->short_of_memory
                           ? "a decision diagram of %lu nodes"
                           : "more than %lu nodes of a decision diagram",
                       (unsigned long)d->n_nodes);
    CM_TRY(grow_array(d, (void **)&d->place, &d->cap_place, sizeof *d->place));
    CM_TRY(
        grow_array(d, (void **)&d->traits, &d->cap_traits, sizeof *d->traits));
    if (d->inverse)
        CM_TRY(grow_array(d, (void **)&d->inverse, &d->cap_inverse,
                          sizeof *d->inverse));
    return grow_array(d, (void **)&d->nodes, &d->cap_nodes, sizeof *d->nodes);
}

/* Runs that are kept outside their node. */
static comitia_status keep_runs(cm_diagram *d, const cm_run *runs, uint32_t n,
                                uint64_t *first)
{
    while (d->cap_pool - d->n_pool < n)
        CM_TRY(cm_diagram_room(d, (void **)&d->pool, d->cap_pool, &d->cap_pool,
                               sizeof *d->pool));
    memcpy(d->pool + d->n_pool, runs, n * sizeof *runs);
    *first = d->n_pool;
    d->n_pool += n;
    return COMITIA_OK;
}

static comitia_status new_node(cm_diagram *d, uint32_t level,
                               const cm_run *runs, uint32_t n, cm_fn *out)
{
    if (d->most_nodes && d->n_nodes >= d->most_nodes) {
        d->at_bound = true;
        return COMITIA_E_BUDGET;
    }
    if (d->n_nodes >= d->cap_nodes)
        CM_TRY(grow_nodes(d));
    if (d->n_nodes >= d->n_unique / 4 * 3)
        CM_TRY(grow_unique(d));
    cm_node node = {.level = level, .n_runs = n};
    if (n == 2)
        memcpy(node.of.two, runs, sizeof node.of.two);
    else
        CM_TRY(keep_runs(d, runs, n, &node.of.first));
    *out = d->n_nodes++;
    d->nodes[*out] = node;
    return COMITIA_OK;
}

/* The runs lie behind the top of the stack `built`, where nothing else is
   written until they have been copied. */
static comitia_status unique_node(cm_diagram *d, uint32_t level,
                                  const cm_run *runs, uint32_t n, cm_fn *out)
{
    uint64_t hash = hash_of(level, runs, n);
    cm_unique_slot *slot = slot_of(d, hash, level, runs, n);
    if (slot->node) {
        *out = slot->node;
        return COMITIA_OK;
    }
    const cm_unique_slot *table = d->unique;
    CM_TRY(cm_spend(d->ctx, NODE_STEPS + n));
    CM_TRY(new_node(d, level, runs, n, out));
    if (d->unique != table)
        slot = slot_of(d, hash, level, runs, n);
    *slot = (cm_unique_slot){*out, (uint32_t)(hash >> 32)};
    return COMITIA_OK;
}

comitia_status cm_build_node(cm_diagram *d, uint32_t level, uint64_t base,
                             cm_fn *out)
{
    uint32_t n = (uint32_t)(d->n_built - base);
    const cm_run *runs = d->built + base;
    d->n_built = base;
    if (n == 1) {
        *out = runs->child;
        return COMITIA_OK;
    }
    return unique_node(d, level, runs, n, out);
}

/* ---- looking
 * ------------------------------------------------------------------- */

uint32_t cm_diagram_levels(const cm_diagram *d)
{
    return d->n_levels;
}

uint32_t cm_diagram_size(const cm_diagram *d, uint32_t level)
{
    return d->sizes[level];
}

uint32_t cm_diagram_nodes(const cm_diagram *d)
{
    return d->n_nodes - 2;
}

void cm_diagram_bound(cm_diagram *d, uint32_t most)
{
    d->most_nodes = most;
    d->at_bound = false;
}

bool cm_diagram_at_bound(const cm_diagram *d)
{
    return d->at_bound;
}

uint32_t cm_fn_level(const cm_diagram *d, cm_fn f)
{
    return d->nodes[f].level;
}

cm_fn cm_fn_child(const cm_diagram *d, cm_fn f, uint32_t value)
{
    const cm_node *node = &d->nodes[f];
    const cm_run *runs = cm_runs(d, node);
    uint32_t lo = 0, hi = node->n_runs - 1;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (runs[mid].last < value)
            lo = mid + 1;
        else
            hi = mid;
    }
    return runs[lo].child;
}

bool cm_fn_at(const cm_diagram *d, cm_fn f, const uint32_t *x)
{
    while (f > CM_TRUE)
        f = cm_fn_child(d, f, x[d->nodes[f].level]);
    return f == CM_TRUE;
}

bool cm_fn_known_ordered(const cm_diagram *d, cm_fn f)
{
    return d->traits[f] & CM_RISES_ORDERED;
}

/* ---- one level
 * ------------------------------------------------------------------ */

/* A node over constants: what comes with its only change of value. */
static void add_edge_traits(cm_diagram *d, cm_fn f)
{
    const cm_node *node = &d->nodes[f];
    if (f <= CM_TRUE || node->n_runs != 2)
        return;
    cm_add_traits(d, f,
                  node->of.two[1].child == CM_TRUE
                      ? CM_RISES | CM_RISES_ORDERED
                      : CM_FALLS | CM_FALLS_ORDERED);
}

comitia_status cm_fn_is(cm_diagram *d, uint32_t level, uint32_t value,
                        cm_fn *out)
{
    uint64_t base = d->n_built;
    uint32_t last = d->sizes[level] - 1;
    if (value > 0)
        CM_TRY(cm_build_run(d, base, value - 1, CM_FALSE));
    CM_TRY(cm_build_run(d, base, value, CM_TRUE));
    if (value < last)
        CM_TRY(cm_build_run(d, base, last, CM_FALSE));
    CM_TRY(cm_build_node(d, level, base, out));
    add_edge_traits(d, *out);
    return COMITIA_OK;
}

comitia_status cm_fn_in(cm_diagram *d, uint32_t level, const uint8_t *set,
                        cm_fn *out)
{
    uint64_t base = d->n_built;
    CM_TRY(cm_spend(d->ctx, d->sizes[level]));
    for (uint32_t v = 0; v < d->sizes[level]; v++)
        CM_TRY(cm_build_run(d, base, v, set[v] ? CM_TRUE : CM_FALSE));
    CM_TRY(cm_build_node(d, level, base, out));
    add_edge_traits(d, *out);
    return COMITIA_OK;
}
