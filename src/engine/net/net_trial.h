/* The diagram of one module of a net in one order, made step by step: it can
 * stop when it has many nodes and go on later. */
#ifndef CM_NET_TRIAL_H
#define CM_NET_TRIAL_H

#include "engine/diagram/bdd.h"
#include "engine/diagram/bdd_round.h"
#include "engine/net/net_order.h"

/** The function of one module. Levels are nodes of the circuit here: leaves, or
    the roots of modules that come before. */
typedef struct cm_module_diagram {
    uint32_t root;
    const cm_bdd_node *nodes; /**< 0 is the constant; children first */
    uint32_t n_nodes;
    cm_arc top;
} cm_module_diagram;

typedef struct cm_net_trial {
    const cm_net_orders *o; /**< at this module as long as the trial lasts */
    cm_arena *scratch;
    const uint32_t *order;
    cm_rounding *rounding; /**< for all that is made; NULL: none */
    cm_bdd *bdd;
    cm_arc *value;  /**< by place in the module: leaves, then gates */
    uint32_t *left; /**< uses still to come */
    uint32_t gate, input, count; /**< where it is */
    bool open;                   /**< in the midst of a gate */
    uint32_t done;               /**< inputs of gates that are behind it */
    uint32_t forget_at, settled_at; /**< nodes */
    cm_vec(cm_arc) inputs, sums;
} cm_net_trial;

/**
 * @param orders  turned to the module
 * @param order   its leaves from the top level down
 * Freed by cm_net_trial_end, also after a failure.
 */
COMITIA_NODISCARD comitia_status cm_net_trial_begin(cm_net_trial *trial,
                                                    const cm_net_orders *orders,
                                                    cm_arena *scratch,
                                                    const uint32_t *order);
/** To the end, or until there are `most` nodes: *full then, and it can go on
    with more. */
COMITIA_NODISCARD comitia_status cm_net_trial_go_on(cm_net_trial *trial,
                                                    uint32_t most, bool *full);
/** Of one at its end: copies what the root needs into the arena. */
COMITIA_NODISCARD comitia_status cm_net_trial_keep(cm_net_trial *trial,
                                                   cm_arena *arena,
                                                   cm_module_diagram *module);
void cm_net_trial_end(cm_net_trial *trial);

#endif
