/* The chance of a condition by a circuit of gates, where everything has a
 * chance of its own or only helps or only hinders: no more than one diagram for
 * each module is needed. */
#ifndef CM_CHANCE_NET_H
#define CM_CHANCE_NET_H

#include "engine/chance/chance.h"
#include "engine/chance/chance_changes.h"

/** What is found. Its ends are equal unless something is free, or no diagram
    was small enough. */
typedef struct cm_net_chance_found {
    bool possible; /**< false: nothing is known; ask in another way */
    const cm_number *low, *high; /**< NULL with a change that is asked for where
                                      something is free */
    const cm_free_variable *free; /**< on which it depends */
    uint32_t n_free;
    cm_atom_change *change; /**< per atom of the law; NULL: not asked for, or
                                 the ends differ, or something is free */
    cm_law *law; /**< the atoms; cleared by the caller, also after a failure */
} cm_net_chance_found;

/**
 * Possible where no fact that the condition reaches is a choice, each act has a
 * forecast that says its chance or none at all, and no nested body decides. A
 * fact without a chance and an act without a forecast are free; each of them
 * must stand in the circuit as it is or as its opposite, not both: then the
 * range of the chance, which is linear in each, has its ends where all of them
 * are true, or false, as suits. Everything lives in `arena`. E_NOMEM; E_BUDGET
 * where nothing at all can be had with the steps there are. See net_diagram.h
 * and net_chance.h for the cost.
 */
COMITIA_NODISCARD comitia_status cm_chance_by_net(cm_ctx *ctx, cm_arena *arena,
                                                  const cm_world *world,
                                                  const cm_cond *what,
                                                  bool with_change,
                                                  cm_net_chance_found *found);

#endif
