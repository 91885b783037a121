/* Leaves of a circuit in an order in which few things are open at a time. */
#ifndef CM_ORDER_SLOAN_H
#define CM_ORDER_SLOAN_H

#include "engine/diagram/order.h"

/**
 * Walks from one end of the circuit to the other: next is always the leaf or
 * gate that opens fewest others and is farthest from the other end (Sloan 1986,
 * for the profile of a matrix). The ends are two nodes far from each other, in
 * the circuit without directions. Parts that hang together by wide gates alone
 * come one after the other.
 *
 * @param wide   gates with more inputs join nothing: of an and or an or one bit
 *               is known on the way, however many inputs it has
 * @param order  leaves in the order of the walk, each once
 *
 * Time: inputs, and nodes times how many are open. E_NOMEM, E_BUDGET.
 */
COMITIA_NODISCARD comitia_status cm_order_sloan(cm_ctx *ctx, cm_arena *arena,
                                                const cm_circuit *circuit,
                                                uint32_t wide,
                                                uint32_t *order);

#endif
