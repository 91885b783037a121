/* The inside of a decision diagram: nodes, runs, sweeps. For the files
 * diagram*.c only. */
#ifndef CM_DIAGRAM_NODE_H
#define CM_DIAGRAM_NODE_H

#include "engine/diagram/diagram.h"

/** Values up to `last` (from behind the run before) lead to `child`. The last
    run of a node ends at size - 1; neighbours have different children. */
typedef struct cm_run {
    uint32_t last;
    cm_fn child;
} cm_run;

/** A node has at least two runs; two are kept in it, more in the pool. A level
    of 100,001 values so costs what its function needs, not 100,001 arcs. */
typedef struct cm_node {
    uint32_t level, n_runs;
    union {
        cm_run two[2];
        uint64_t first; /**< place in the pool */
    } of;
} cm_node;

typedef struct cm_unique_slot {
    cm_fn node; /**< 0: free */
    uint32_t tag;
} cm_unique_slot;

/** A remembered operation; h names the operation if it has two operands. */
typedef struct cm_memo_slot {
    cm_fn f, g, h, result;
} cm_memo_slot;

/** One operation under way, on the explicit stack. */
typedef struct cm_pending {
    cm_fn of[3];
    uint32_t op, level;
    uint32_t at[3]; /**< run at hand of each operand */
    uint32_t last;  /**< last value of the runs at hand */
    uint64_t base;  /**< its first run in `built` */
} cm_pending;

struct cm_diagram {
    cm_ctx *ctx;
    comitia_allocator allocator;
    uint32_t n_levels;
    uint32_t *sizes;

    cm_node *nodes;  /**< by id; 0 and 1 are the constants, at level n_levels.
                          A child's id is below its parent's. */
    uint32_t *place; /**< per node, for cm_sweep */
    cm_fn *inverse;  /**< per node, its negation or 0; NULL before the first */
    uint8_t *traits; /**< per node, what is known of it (below) */
    uint32_t most_nodes; /**< or 0 */
    bool at_bound;
    uint32_t n_nodes, cap_nodes, cap_place, cap_inverse, cap_traits;
    cm_run *pool;
    uint64_t n_pool, cap_pool;

    cm_unique_slot *unique; /**< open addressing, a power of two */
    uint64_t n_unique;
    cm_memo_slot *memo; /**< lossy, sets of four, a power of two; a set is one
                             line of the cache */
    cm_memo_slot *memo_block; /**< as it was allocated */
    uint64_t n_memo, n_remembered;

    cm_take_gate *take; /**< of threshold gates; or NULL */
    void *take_user;

    cm_run *built; /**< stack: runs of nodes that are being made */
    uint64_t n_built, cap_built;
    cm_pending *pending; /**< stack of operations */
    uint64_t n_pending, cap_pending;
};

/**
 * What is known of a function because of how it was made; a bit that is not
 * set says nothing. Constants have all of them.
 *
 * A function rises if more in any level never turns it from true to false. It
 * is ordered too if, for levels l < m from its own on, one more in l is at
 * least as good as one more in m: a threshold with descending weights, and the
 * and or the or of two such functions. A function falls (and is ordered) if
 * its negation rises (and is ordered).
 */
enum {
    CM_RISES = 1,
    CM_RISES_ORDERED = 2,
    CM_FALLS = 4,
    CM_FALLS_ORDERED = 8,
    CM_ALL_TRAITS = 15,
    CM_ANY_ORDERED = CM_RISES_ORDERED | CM_FALLS_ORDERED
};

/** Traits of the negation, and of the flipped function. */
static inline uint8_t cm_turned_traits(uint8_t traits)
{
    return (uint8_t)((traits & 3) << 2 | traits >> 2);
}

static inline void cm_add_traits(cm_diagram *d, cm_fn f, uint8_t traits)
{
    if (f > CM_TRUE)
        d->traits[f] |= traits;
}

static inline const cm_run *cm_runs(const cm_diagram *d, const cm_node *node)
{
    return node->n_runs == 2 ? node->of.two : d->pool + node->of.first;
}

/** Makes room in an array of the diagram; E_NOMEM leaves it as it was. */
COMITIA_NODISCARD comitia_status cm_diagram_room(cm_diagram *d, void **at,
                                                 uint64_t n, uint64_t *cap,
                                                 size_t size);

/** Appends a run to the node whose first run is built[base]; joins it to the
    run before if they lead to the same function. */
COMITIA_NODISCARD static inline comitia_status
cm_build_run(cm_diagram *d, uint64_t base, uint32_t last, cm_fn child)
{
    if (d->n_built > base && d->built[d->n_built - 1].child == child) {
        d->built[d->n_built - 1].last = last;
        return COMITIA_OK;
    }
    if (d->n_built == d->cap_built)
        CM_TRY(cm_diagram_room(d, (void **)&d->built, d->n_built, &d->cap_built,
                               sizeof *d->built));
    d->built[d->n_built++] = (cm_run){last, child};
    return COMITIA_OK;
}

/** The node with the runs built[base..]; takes them off the stack. */
COMITIA_NODISCARD comitia_status cm_build_node(cm_diagram *d, uint32_t level,
                                               uint64_t base, cm_fn *out);

/**
 * The nodes of a function down to a level, children before parents. Made
 * anew for each use; only one is in use at a time in a diagram.
 */
typedef struct cm_sweep {
    cm_diagram *d;
    cm_arena scratch;
    cm_fn *order; /**< ascending ids; the last is the function itself */
    cm_fn *value; /**< per place in `order`: the user's */
    uint32_t n;
    uint64_t built; /**< top of the stack before it */
} cm_sweep;

/** Nodes of f[0..n) at levels up to `deepest`. Cleared by cm_sweep_clear, also
    after a failure. */
COMITIA_NODISCARD comitia_status cm_sweep_init_all(cm_sweep *sweep,
                                                   cm_diagram *d,
                                                   const cm_fn *f, uint32_t n,
                                                   uint32_t deepest);
COMITIA_NODISCARD comitia_status cm_sweep_init(cm_sweep *sweep, cm_diagram *d,
                                               cm_fn f, uint32_t deepest);
void cm_sweep_clear(cm_sweep *sweep);

/** f is among the nodes of the sweep. */
static inline bool cm_sweep_has(const cm_sweep *sweep, cm_fn f)
{
    uint32_t place = sweep->d->place[f];
    return place < sweep->n && sweep->order[place] == f;
}

/** The value of f; what is not in the sweep (constants, deeper nodes) stands
    for itself. */
static inline cm_fn cm_sweep_value(const cm_sweep *sweep, cm_fn f)
{
    return cm_sweep_has(sweep, f) ? sweep->value[sweep->d->place[f]] : f;
}

/** Where the runs of a sweep's nodes end: weights are summed up to there, and
    nothing in between is ever asked for. */
typedef struct cm_cuts {
    uint32_t *first;  /**< per level (one more): its first cut */
    uint32_t *last;   /**< per cut: the value; the level's last one is a cut */
    uint32_t *of_run; /**< per run of the nodes in order: its cut */
} cm_cuts;

/** Lives in the scratch memory of the sweep. */
COMITIA_NODISCARD comitia_status cm_cuts_find(cm_sweep *sweep, cm_cuts *cuts);

/** Joins functions with `and` or `or` in a balanced way; writes over them. */
COMITIA_NODISCARD comitia_status cm_fold_and(cm_diagram *d, cm_fn *f,
                                             uint64_t n, cm_fn *out);
COMITIA_NODISCARD comitia_status cm_fold_or(cm_diagram *d, cm_fn *f, uint64_t n,
                                            cm_fn *out);

/** Frees the memory of operations. */
void cm_memo_free(cm_diagram *d);

/** f and not g */
COMITIA_NODISCARD comitia_status cm_fn_diff(cm_diagram *d, cm_fn f, cm_fn g,
                                            cm_fn *out);

#endif
