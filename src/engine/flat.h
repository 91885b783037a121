/* A decision diagram laid out flat, to be swept once for each point and prime.
 *
 * Every count of coalitions by size is a polynomial in a mark y that each
 * member carries. At one y modulo one prime a node needs one number, whatever
 * the number of players: what the members below it add up to, and by how many
 * ways it is reached from above. The polynomial is then interpolated. */
#ifndef CM_FLAT_H
#define CM_FLAT_H

#include "engine/power.h"

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
    uint32_t n_levels, players;
    uint32_t *units;  /**< players of each level; 0 if they do not matter */
    uint64_t *offset; /**< of each level in a table of all its values */
    uint64_t n_values;
} cm_flat;

/** Lays out f. Lives in the arena. Linear in the arcs. E_NOMEM, E_BUDGET (more
    than 2^30 players). */
COMITIA_NODISCARD comitia_status cm_flat_new(cm_ctx *ctx, cm_arena *arena,
                                             const cm_fn_game *game, cm_fn f,
                                             cm_flat *flat);

/** Steps that one sweep takes. */
uint64_t cm_flat_cost(const cm_flat *flat);

/** Working memory of sweeps over one flat diagram. */
typedef struct cm_flat_work {
    const cm_flat *flat;
    cm_modulus mod;
    uint32_t y;
    uint32_t *factorial, *inverse; /**< k!, 1/k! up to the largest class */
    uint32_t *power; /**< (1 + y)^k, k up to players */
    uint32_t *two;   /**< 2^k */
    uint32_t *sum;   /**< per value v: sum over t < v of (u over t) y^t */
    uint32_t *in;    /**< sum over 1 <= t < v of (u-1 over t-1) y^(t-1) */
    uint32_t *ways;  /**< sum over t < v of (u over t) */
    uint32_t *below, *above; /**< per node */
    uint32_t *wins, *later;  /**< per node, for cm_flat_critical */
    bool has_wins;           /**< wins is that of the prime */
} cm_flat_work;

COMITIA_NODISCARD comitia_status cm_flat_work_new(cm_arena *arena,
                                                  const cm_flat *flat,
                                                  cm_flat_work *work);
/** Sets the prime, then the mark. */
void cm_flat_modulo(cm_flat_work *work, cm_modulus mod);
void cm_flat_mark(cm_flat_work *work, uint32_t y);

/* All at the mark and modulo the prime set last; out[level * stride]. */

/** Sum of y^size over the vectors of the function. */
uint32_t cm_flat_total(cm_flat_work *work);
/** For one player of each level: sum of y^(size - 1) over the coalitions with
    it in which it swings. The function is monotone. */
void cm_flat_swings(cm_flat_work *work, uint32_t *out, size_t stride);
/** For one player of each level: sum of y^(size - 1) over the vectors with it.
    No two vectors of the function compare (minimal coalitions). */
void cm_flat_members(cm_flat_work *work, uint32_t *out, size_t stride);
/** For one player of each level: sum of y^(c - 1) over the winning coalitions
    in which it is critical, c the number of critical members. The levels are
    in an order of desirability, the most desirable first. */
void cm_flat_critical(cm_flat_work *work, uint32_t *out, size_t stride);

#endif
