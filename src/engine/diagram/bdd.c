#include "engine/diagram/bdd.h"

/* An and under way: what is left of it when its low part is done. */
typedef struct pending {
    uint64_t hash; /* of f and g */
    cm_arc f, g, f_high, g_high, low;
    uint32_t level;
    bool has_low;
} pending;

typedef struct memo {
    cm_arc f, g, result; /* f = 0: empty */
} memo;

struct cm_bdd {
    cm_ctx *ctx;
    comitia_allocator allocator;
    cm_bdd_node *nodes;
    uint32_t n, cap, most;
    uint32_t *unique; /* open addressing, a power of two; 0: free */
    uint32_t n_unique;
    memo *memos; /* lossy, a power of two */
    uint32_t n_memos;
    pending *stack;
    uint32_t n_stack, cap_stack;
    uint64_t owed; /* steps that were not spent yet */
    bool full;
};

enum { COST = 14, FIRST_NODES = 1 << 10, MOST_MEMOS = 1 << 22, PAY = 1 << 16 };

const cm_bdd_node *cm_bdd_nodes(const cm_bdd *b)
{
    return b->nodes;
}

uint32_t cm_bdd_n_nodes(const cm_bdd *b)
{
    return b->n;
}

bool cm_bdd_is_full(const cm_bdd *b)
{
    return b->full;
}

void cm_bdd_allow(cm_bdd *b, uint32_t most)
{
    b->most = most;
    b->full = false;
}

static void *resize(cm_bdd *b, void *at, size_t old, size_t new)
{
    return b->allocator.resize(b->allocator.user, at, old, new);
}

comitia_status cm_bdd_new(cm_ctx *ctx, uint32_t most, cm_bdd **out)
{
    comitia_allocator a = ctx->allocator;
    cm_bdd *b = a.resize(a.user, NULL, 0, sizeof *b);
    if (!b)
        return COMITIA_E_NOMEM;
    *b = (cm_bdd){.ctx = ctx, .allocator = a, .most = most};
    b->nodes = resize(b, NULL, 0, FIRST_NODES * sizeof *b->nodes);
    b->unique = resize(b, NULL, 0, 2 * FIRST_NODES * sizeof *b->unique);
    b->memos = resize(b, NULL, 0, FIRST_NODES * sizeof *b->memos);
    b->cap = b->nodes ? FIRST_NODES : 0;
    b->n_unique = b->unique ? 2 * FIRST_NODES : 0;
    b->n_memos = b->memos ? FIRST_NODES : 0;
    if (!b->nodes || !b->unique || !b->memos) {
        cm_bdd_free(b);
        return COMITIA_E_NOMEM;
    }
    memset(b->unique, 0, b->n_unique * sizeof *b->unique);
    memset(b->memos, 0, b->n_memos * sizeof *b->memos);
    b->nodes[0] = (cm_bdd_node){UINT32_MAX, 0, 0};
    b->n = 1;
    *out = b;
    return COMITIA_OK;
}

void cm_bdd_free(cm_bdd *b)
{
    if (!b)
        return;
    resize(b, b->nodes, b->cap * sizeof *b->nodes, 0);
    resize(b, b->unique, b->n_unique * sizeof *b->unique, 0);
    resize(b, b->memos, b->n_memos * sizeof *b->memos, 0);
    resize(b, b->stack, b->cap_stack * sizeof *b->stack, 0);
    resize(b, b, sizeof *b, 0);
}

/* ---- nodes --------------------------------------------------------------------- */

/* Of two numbers below 2^32; the high bits of a product are the good ones. */
static inline uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t h = (a << 32 | b) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 32;
}

static inline uint64_t hash_of(const cm_bdd_node *node)
{
    return mix(node->low, node->high) +
           node->level * UINT64_C(0xc2b2ae3d27d4eb4f);
}

static comitia_status pay(cm_bdd *b)
{
    uint64_t steps = b->owed;
    b->owed = 0;
    return cm_spend(b->ctx, steps);
}

static void enter(cm_bdd *b, uint32_t node)
{
    uint64_t at = hash_of(&b->nodes[node]) & (b->n_unique - 1);
    while (b->unique[at])
        at = (at + 1) & (b->n_unique - 1);
    b->unique[at] = node;
}

static void enter_all(cm_bdd *b)
{
    memset(b->unique, 0, b->n_unique * sizeof *b->unique);
    for (uint32_t i = 1; i < b->n; i++)
        enter(b, i);
}

/* What is remembered of operations moves to a table of twice the size. */
static comitia_status grow_memos(cm_bdd *b)
{
    memo *old = b->memos;
    uint32_t n = b->n_memos;
    if (n >= MOST_MEMOS)
        return COMITIA_OK;
    b->memos = resize(b, NULL, 0, 2 * (size_t)n * sizeof *b->memos);
    b->n_memos = b->memos ? 2 * n : 0;
    if (b->memos)
        memset(b->memos, 0, b->n_memos * sizeof *b->memos);
    for (uint32_t i = 0; b->memos && i < n; i++)
        if (old[i].f)
            b->memos[mix(old[i].f, old[i].g) & (b->n_memos - 1)] = old[i];
    resize(b, old, n * sizeof *old, 0);
    return b->memos ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* Room for one more node; the tables grow along. */
static comitia_status grow(cm_bdd *b)
{
    uint32_t cap = b->cap < UINT32_MAX / 4 ? 2 * b->cap : b->cap;
    if (cap == b->cap)
        return cm_fail(b->ctx, COMITIA_E_BUDGET, "a diagram of so many nodes");
    cm_bdd_node *nodes = resize(b, b->nodes, b->cap * sizeof *nodes,
                                cap * sizeof *nodes);
    if (!nodes)
        return COMITIA_E_NOMEM;
    b->nodes = nodes;
    b->cap = cap;
    resize(b, b->unique, b->n_unique * sizeof *b->unique, 0);
    b->n_unique = 0;
    b->unique = resize(b, NULL, 0, 2 * (size_t)cap * sizeof *b->unique);
    if (!b->unique)
        return COMITIA_E_NOMEM;
    b->n_unique = 2 * cap;
    enter_all(b);
    return grow_memos(b);
}

/* A node that is not there yet, to stand at this place of the table. */
static comitia_status add_node(cm_bdd *b, const cm_bdd_node *node, uint64_t at)
{
    if (b->n >= b->most) {
        b->full = true;
        return cm_fail(b->ctx, COMITIA_E_BUDGET, "a diagram of %lu nodes",
                       (unsigned long)b->most);
    }
    b->owed += COST;
    if (b->n == b->cap) {
        CM_TRY(grow(b));
        b->nodes[b->n++] = *node;
        enter(b, b->n - 1);
        return pay(b);
    }
    b->nodes[b->n] = *node;
    b->unique[at] = b->n++;
    return COMITIA_OK;
}

static inline comitia_status node_of(cm_bdd *b, uint32_t level, cm_arc low,
                                     cm_arc high, cm_arc *out)
{
    cm_arc mark = high & 1;
    cm_bdd_node node = {level, low ^ mark, high ^ mark};
    if (low == high) {
        *out = low;
        return COMITIA_OK;
    }
    uint64_t at = hash_of(&node) & (b->n_unique - 1);
    for (; b->unique[at]; at = (at + 1) & (b->n_unique - 1)) {
        const cm_bdd_node *is = &b->nodes[b->unique[at]];
        if (is->low == node.low && is->high == node.high && is->level == level) {
            *out = 2 * b->unique[at] ^ mark;
            return COMITIA_OK;
        }
    }
    *out = 2 * b->n ^ mark;
    return add_node(b, &node, at);
}

comitia_status cm_bdd_node_of(cm_bdd *b, uint32_t level, cm_arc low,
                              cm_arc high, cm_arc *out)
{
    if (!b->unique || !b->memos) /* growing failed before */
        return COMITIA_E_NOMEM;
    CM_TRY(node_of(b, level, low, high, out));
    return b->owed > PAY ? pay(b) : COMITIA_OK;
}

/* ---- and ------------------------------------------------------------------------- */

/* Results that need no diagram. */
static inline bool is_plain(cm_arc f, cm_arc g, cm_arc *result)
{
    if (f == CM_ARC_FALSE || g == CM_ARC_FALSE || f == (g ^ 1))
        *result = CM_ARC_FALSE;
    else if (f == CM_ARC_TRUE || f == g)
        *result = g;
    else if (g == CM_ARC_TRUE)
        *result = f;
    else
        return false;
    return true;
}

static comitia_status grow_stack(cm_bdd *b)
{
    uint32_t cap = b->cap_stack ? 2 * b->cap_stack : 256;
    pending *stack = resize(b, b->stack, b->cap_stack * sizeof *stack,
                            cap * sizeof *stack);
    if (!stack)
        return COMITIA_E_NOMEM;
    b->stack = stack;
    b->cap_stack = cap;
    return COMITIA_OK;
}

/* Puts f and g, which need a diagram, on the stack and turns to their low
   parts. */
static inline comitia_status descend(cm_bdd *b, uint64_t hash, cm_arc *f,
                                     cm_arc *g)
{
    if (b->n_stack == b->cap_stack)
        CM_TRY(grow_stack(b));
    const cm_bdd_node *of_f = &b->nodes[*f >> 1], *of_g = &b->nodes[*g >> 1];
    uint32_t level = of_f->level < of_g->level ? of_f->level : of_g->level;
    pending *p = &b->stack[b->n_stack++];
    p->hash = hash;
    p->f = p->f_high = *f;
    p->g = p->g_high = *g;
    p->level = level;
    p->has_low = false;
    if (of_f->level == level) {
        p->f_high = of_f->high ^ (*f & 1);
        *f = of_f->low ^ (*f & 1);
    }
    if (of_g->level == level) {
        p->g_high = of_g->high ^ (*g & 1);
        *g = of_g->low ^ (*g & 1);
    }
    return COMITIA_OK;
}

/* A result goes up: true if the high part of what waits for it is next. */
static inline comitia_status ascend(cm_bdd *b, cm_arc *f, cm_arc *g,
                                    cm_arc *result, bool *more)
{
    *more = false;
    while (b->n_stack) {
        pending *p = &b->stack[b->n_stack - 1];
        if (!p->has_low) {
            p->has_low = true;
            p->low = *result;
            *f = p->f_high;
            *g = p->g_high;
            *more = true;
            return COMITIA_OK;
        }
        CM_TRY(node_of(b, p->level, p->low, *result, result));
        b->memos[p->hash & (b->n_memos - 1)] = (memo){p->f, p->g, *result};
        b->n_stack--;
    }
    return COMITIA_OK;
}

comitia_status cm_bdd_and(cm_bdd *b, cm_arc f, cm_arc g, cm_arc *out)
{
    cm_arc result;
    bool more = true;
    b->n_stack = 0;
    if (!b->unique || !b->memos)
        return COMITIA_E_NOMEM;
    while (more) {
        b->owed += COST;
        if (!is_plain(f, g, &result)) {
            if (f > g) {
                cm_arc swapped = f;
                f = g;
                g = swapped;
            }
            uint64_t hash = mix(f, g);
            const memo *known = &b->memos[hash & (b->n_memos - 1)];
            if (known->f != f || known->g != g) {
                CM_TRY(descend(b, hash, &f, &g));
                continue;
            }
            result = known->result;
        }
        CM_TRY(ascend(b, &f, &g, &result, &more));
        if (b->owed > PAY)
            CM_TRY(pay(b));
    }
    *out = result;
    return COMITIA_OK;
}

/* ---- forgetting -------------------------------------------------------------------- */

comitia_status cm_bdd_forget(cm_bdd *b, cm_arc *keep, size_t n)
{
    uint32_t *as = resize(b, NULL, 0, b->n * sizeof *as);
    uint32_t old = b->n, left = 1;
    if (!as)
        return COMITIA_E_NOMEM;
    memset(as, 0, old * sizeof *as);
    for (size_t i = 0; i < n; i++)
        as[keep[i] >> 1] = 1;
    for (uint32_t i = old; i-- > 1;)
        if (as[i])
            as[b->nodes[i].low >> 1] = as[b->nodes[i].high >> 1] = 1;
    as[0] = 0;
    for (uint32_t i = 1; i < old; i++) {
        if (!as[i])
            continue;
        const cm_bdd_node *is = &b->nodes[i];
        b->nodes[left] = (cm_bdd_node){is->level,
                                       2 * as[is->low >> 1] | (is->low & 1),
                                       2 * as[is->high >> 1] | (is->high & 1)};
        as[i] = left++;
    }
    for (size_t i = 0; i < n; i++)
        keep[i] = 2 * as[keep[i] >> 1] | (keep[i] & 1);
    resize(b, as, old * sizeof *as, 0);
    b->n = left;
    enter_all(b);
    memset(b->memos, 0, b->n_memos * sizeof *b->memos);
    b->owed += 10 * (uint64_t)old;
    return pay(b);
}
