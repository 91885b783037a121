/* Residues back to integers, where that is done many times with the same
 * primes. */
#ifndef CM_RESIDUES_TREE_H
#define CM_RESIDUES_TREE_H

#include "engine/numbers/residues.h"

/**
 * Products of the primes in groups, of groups in pairs, and so on up. With M
 * the product of all, x = sum of y_i M / p_i modulo M, where
 * y_i = x_i / (M / p_i) modulo p_i (Knuth, TAOCP 2, 4.3.2); a sum over two
 * halves is that of the one times the product of the other and back (Borodin,
 * Moenck 1974).
 */
typedef struct cm_residues_tree cm_residues_tree;

/** Lives in the arena, with the primes. About n^2 / 8 steps. E_NOMEM, E_BUDGET. */
COMITIA_NODISCARD comitia_status
cm_residues_tree_new(cm_ctx *ctx, cm_arena *arena, const cm_primes *primes,
                     cm_residues_tree **tree);

/** The integer in 0..product-1 with the given residues: residues[i * stride]
    belongs to prime i. */
void cm_residues_tree_join(const cm_residues_tree *tree,
                           const uint32_t *residues, size_t stride,
                           mpz_ptr out);

/** Steps of one join: much less than of cm_residues_join with many primes. */
uint64_t cm_residues_tree_cost(const cm_residues_tree *tree);

#endif
