/* The chance of a condition by a circuit of gates, where everything has a
 * chance of its own: no more than one diagram for each module is needed. */
#ifndef CM_CHANCE_NET_H
#define CM_CHANCE_NET_H

#include "engine/chance/chance_changes.h"
#include "engine/law/law.h"

/** What is found. Its ends are equal unless no diagram was small enough. */
typedef struct cm_net_chance_found {
    bool possible; /**< false: nothing is known; ask in another way */
    const cm_number *low, *high;
    cm_atom_change *change; /**< per atom of the law; NULL: not asked for, or
                                 the ends differ */
    cm_law *law; /**< the atoms; cleared by the caller, also after a failure */
} cm_net_chance_found;

/**
 * Possible where each fact that the condition reaches has a chance and is no
 * choice, each act has a forecast that says its chance, and no nested body
 * decides. Everything lives in `arena`. E_NOMEM; E_BUDGET where nothing at all
 * can be had with the steps there are. See net_diagram.h and net_chance.h for
 * the cost.
 */
COMITIA_NODISCARD comitia_status
cm_chance_by_net(cm_ctx *ctx, cm_arena *arena, const cm_world *world,
                 const cm_cond *what, bool with_change,
                 cm_net_chance_found *found);

#endif
