/* The leaves of one module of a net, in an order for a diagram. */
#ifndef CM_NET_ORDER_H
#define CM_NET_ORDER_H

#include "engine/diagram/order.h"
#include "engine/net/net.h"

/** One module at a time: its gates and its leaves, which may be modules. */
typedef struct cm_net_orders {
    const cm_net *c;
    const cm_modules *m;
    uint32_t root;
    uint32_t *gates, n_gates;   /**< inputs first; the root is the last */
    uint32_t *leaves, n_leaves; /**< in the order in which they are met */
    uint32_t *uses;             /**< per node, inside the module */
    uint32_t *place; /**< per node of the module: leaves from 0, then gates */
    uint32_t *stack, *at, *seen, now; /**< room */
} cm_net_orders;

COMITIA_NODISCARD comitia_status cm_net_orders_new(const cm_net *c,
                                                   const cm_modules *m,
                                                   cm_arena *arena,
                                                   cm_net_orders *orders);
/** Turns to the module with this root. Linear in the module. */
COMITIA_NODISCARD comitia_status cm_net_orders_of(cm_net_orders *orders,
                                                  uint32_t root);
/** Writes the leaves of the module in an order: orders->n_leaves nodes. The
    cost of cm_order_of. */
COMITIA_NODISCARD comitia_status cm_net_orders_make(cm_net_orders *orders,
                                                    cm_order_kind kind,
                                                    uint32_t *order);

/**
 * The most things (leaves, gates) at a time that are known and still needed,
 * when leaves become known in this order, each gate with its last leaf. Diagrams
 * in an order with a larger front tend to be larger.
 */
COMITIA_NODISCARD comitia_status cm_net_orders_front(const cm_net_orders *orders,
                                                     const uint32_t *order,
                                                     uint32_t *front);

#endif
