/* Orders of the leaves of a module, for a diagram: which one is small cannot be
 * known before it is made, so there are several. */
#ifndef CM_NET_ORDER_H
#define CM_NET_ORDER_H

#include "engine/net.h"

/** What is tried, roughly the best first. */
typedef enum cm_net_order_kind {
    CM_NET_ORDER_SHARED,      /**< depth first, inputs used often before others */
    CM_NET_ORDER_FORCE,       /**< from the next, gates pulled together */
    CM_NET_ORDER_GIVEN,       /**< depth first, as given */
    CM_NET_ORDER_FORCE_SHARED, /**< from the first, gates pulled together */
    CM_NET_ORDER_WEIGHTS,     /**< by weights that flow from the top (Minato 1990) */
    CM_NET_ORDER_SMALL,       /**< depth first, small gates first */
    CM_NET_ORDER_LARGE,       /**< depth first, large gates first */
    CM_NET_ORDER_LEAVES,      /**< depth first, leaves before gates */
    CM_NET_N_ORDERS
} cm_net_order_kind;

typedef struct cm_net_order_gate {
    uint32_t module; /**< the root, 0 if it is in none so far */
    uint32_t uses;   /**< inside the module */
    double size;     /**< leaves below, each path counted */
    double place, pull;
    uint32_t n_pulls;
} cm_net_order_gate;

/** One module at a time: its gates and its leaves, which may be modules. */
typedef struct cm_net_orders {
    const cm_net *c;
    const cm_modules *m;
    cm_net_order_gate *of;           /**< per node */
    uint32_t root;
    uint32_t *gates, n_gates;    /**< inputs first; the root is the last */
    uint32_t *leaves, n_leaves;  /**< in the order in which they are met */
    uint32_t *stack, *at, *seen; /**< room */
    uint32_t now;
} cm_net_orders;

COMITIA_NODISCARD comitia_status cm_net_orders_new(const cm_net *c,
                                               const cm_modules *m,
                                               cm_arena *arena,
                                               cm_net_orders *orders);
/** Turns to the module with this root. Linear in the module. */
COMITIA_NODISCARD comitia_status cm_net_orders_of(cm_net_orders *orders, uint32_t root);
/** Writes the leaves of the module in an order: orders->n_leaves nodes. At most
    some 60 times the module, weights leaves times the module. */
COMITIA_NODISCARD comitia_status cm_net_orders_make(cm_net_orders *orders,
                                                cm_net_order_kind kind,
                                                uint32_t *order);

/** Is the node a leaf of the module at hand: a leaf, or another module? */
static inline bool cm_net_orders_leaf(const cm_net_orders *orders, uint32_t node)
{
    return orders->c->gates.at[node].n == 0 ||
           (orders->m->is[node] && node != orders->root);
}

#endif
