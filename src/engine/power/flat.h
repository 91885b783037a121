/* A decision diagram laid out flat, to be swept once for each point and prime.
 *
 * Every count of coalitions by size is a polynomial in a mark y that each
 * member carries. At one y modulo one prime a node needs one number, whatever
 * the number of players: what the members below it add up to, and by how many
 * ways it is reached from above. The polynomial is then interpolated. */
#ifndef CM_FLAT_H
#define CM_FLAT_H

#include "engine/power/power.h"

/** Values `from` up to before the next run's `from` lead to `child`. */
typedef struct cm_flat_run {
    uint32_t from, child;
    uint32_t skipped; /**< players at the levels between, all of them free */
} cm_flat_run;

typedef struct cm_flat_node {
    uint32_t level, first, n_runs; /**< runs[first .. first + n_runs) */
} cm_flat_node;

/** Nodes of one function. 0 and 1 are the constants; children come before
    their parents; the root is the last (or a constant). */
typedef struct cm_flat {
    cm_flat_node *nodes;
    cm_flat_run *runs;
    uint32_t n_nodes, root;
    uint64_t n_runs;
    uint32_t root_skipped; /**< players at the levels above the root */
    uint32_t *skips;       /**< every number of players skipped, once */
    uint32_t n_skips;
    uint32_t n_levels, players;
    uint32_t *units;  /**< players of each level; 0 if they do not matter */
    uint64_t *offset; /**< of each level in a table of all its values */
    uint64_t n_values;
    /** Per node, after cm_flat_find_ends: with how many of its class (1 or
        more) the coalition begins to win although nobody below is in; and to
        be able to win at all, everybody below being in. 0: with none, or
        never. */
    uint32_t *wins_at, *saved_at;
} cm_flat;

/** Lays out f. Lives in the arena. Linear in the arcs. E_NOMEM, E_BUDGET (more
    than 2^24 players). */
COMITIA_NODISCARD comitia_status cm_flat_new(cm_ctx *ctx, cm_arena *arena,
                                             const cm_fn_game *game, cm_fn f,
                                             cm_flat *flat);

/** Finds wins_at and saved_at. */
COMITIA_NODISCARD comitia_status cm_flat_find_ends(cm_ctx *ctx, cm_arena *arena,
                                                   cm_flat *flat);

/** Steps that one sweep takes. */
uint64_t cm_flat_cost(const cm_flat *flat);

/** Working memory of sweeps over one flat diagram. */
typedef struct cm_flat_work {
    const cm_flat *flat;
    cm_modulus mod;
    uint32_t y;
    uint32_t *factorial, *inverse; /**< k!, 1/k! up to the largest class */
    uint32_t *power;  /**< (1 + y)^k for the k that occur as skips */
    uint32_t *two;    /**< 2^k */
    uint32_t *y_to;   /**< y^k up to the largest class */
    /* per value v of each level, u players: */
    uint32_t *choose; /**< u over v */
    uint32_t *within; /**< u-1 over v-1 */
    uint32_t *ways;   /**< sum of choose over t < v */
    uint32_t *sum;    /**< sum over t < v of (u over t) y^t */
    uint32_t *in;     /**< sum over 1 <= t < v of (u-1 over t-1) y^(t-1) */
    /* per node: */
    uint32_t *below, *above;
    uint32_t *wins, *later, *ends;
    bool has_below, has_above; /**< at the mark */
    bool has_wins;             /**< for the prime */
} cm_flat_work;

COMITIA_NODISCARD comitia_status cm_flat_work_new(cm_arena *arena,
                                                  const cm_flat *flat,
                                                  cm_flat_work *work);
/** Sets the prime, then the mark. */
void cm_flat_modulo(cm_flat_work *work, cm_modulus mod);
void cm_flat_mark(cm_flat_work *work, uint32_t y);

/* All at the mark and modulo the prime set last; out[level * stride]. What one
   sweep has found is there for the next. */

/** Sum of y^size over the vectors of the function. */
uint32_t cm_flat_total(cm_flat_work *work);
/** For one player of each level: sum of y^(size - 1) over the coalitions with
    it in which it swings. The function is monotone. */
void cm_flat_swings(cm_flat_work *work, uint32_t *out, size_t stride);
/** For one player of each level: sum of y^(size - 1) over the vectors with it.
    No two vectors of the function compare (minimal coalitions). */
void cm_flat_members(cm_flat_work *work, uint32_t *out, size_t stride);

/* Where the levels are in an order of desirability, the most desirable first,
   and the function depends on all of them: */

/** For one player of each level: sum of y^(c - 1) over the winning coalitions
    in which it is critical, c the number of critical members. */
void cm_flat_critical(cm_flat_work *work, uint32_t *out, size_t stride);
/** For one player of each level: sum of y^(size - 1) over the minimal winning
    coalitions with it. Needs the ends, like the two below. */
void cm_flat_minimal(cm_flat_work *work, uint32_t *out, size_t stride);
/** Sum of y^size over the minimal winning coalitions. */
uint32_t cm_flat_minimal_total(cm_flat_work *work);
/** Number of the minimal blocking coalitions of the same game. */
uint32_t cm_flat_blocking_total(cm_flat_work *work);

#endif
