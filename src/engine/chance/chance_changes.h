/* What each fact and act does to a chance that was found by a net. */
#ifndef CM_CHANCE_CHANGES_H
#define CM_CHANCE_CHANGES_H

#include "engine/net/net_chance.h"

/** Of one atom: a fact, or an act with all its arms. */
typedef struct cm_atom_change {
    const cm_number *given;  /**< the chance when it is so; NULL, as the
                                  others, where nothing depends on it */
    const cm_number *change; /**< derivative of the chance by its own */
    const cm_number *share;  /**< the same times its own chance over the whole;
                                  NULL if the whole is 0 */
} cm_atom_change;

/**
 * @param chance  per leaf
 * @param first   per atom its first leaf, and n_leaves behind the last: leaves
 *                of one atom exclude each other
 * @param out     one an atom, in the arena
 * E_NOMEM, E_BUDGET.
 */
COMITIA_NODISCARD comitia_status
cm_chance_changes(cm_ctx *ctx, cm_arena *arena, const cm_net_found *net,
                  const mpq_t *chance, const uint32_t *first, uint32_t n_atoms,
                  cm_atom_change **out);

#endif
