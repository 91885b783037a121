/* The chance of a circuit and what each leaf adds to it, exactly. */
#ifndef CM_NET_CHANCE_H
#define CM_NET_CHANCE_H

#include "base/number.h"
#include "engine/net/net_diagram.h"

/**
 * Chance that the top is true when the leaves are true independently.
 *
 * @param chance      of leaf i + 1 in chance[i], from 0 to 1
 * @param importance  NULL, or room for one number a leaf: the derivative of the
 *                    chance, which is P(leaf true) - P(leaf false) (Birnbaum
 *                    1969). Negative where the leaf stands in the way, NULL
 *                    where nothing depends on it
 * @param possible    false if a denominator shares a factor with the primes
 *                    that are counted with; nothing is found then
 *
 * Modulo primes of 31 bits, so many that their product is above twice the
 * product D of the denominators; then by the Chinese remainder theorem. About
 * 10 ns for each node and prime, log2(D) / 31 primes. Results live in `arena`.
 * E_NOMEM, E_BUDGET.
 */
COMITIA_NODISCARD comitia_status
cm_net_chance(cm_ctx *ctx, cm_arena *arena, const cm_net_diagrams *d,
                  const mpq_t *chance, const cm_number **out,
                  const cm_number **importance, bool *possible);

#endif
