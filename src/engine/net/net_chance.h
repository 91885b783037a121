/* The chance of a circuit and what each leaf adds to it, exactly. */
#ifndef CM_NET_CHANCE_H
#define CM_NET_CHANCE_H

#include "base/number.h"
#include "engine/net/net_diagram.h"

/** Integers over one denominator; all live in an arena and are only read. */
typedef struct cm_net_found {
    bool possible; /**< false if a denominator shares a factor with the primes
                        that are counted with; nothing is found then */
    const uint8_t *used; /**< leaves on which something depends */
    mpz_t all;    /**< the product of the denominators of their chances */
    mpz_t kernel; /**< of it (see lowest.h) */
    mpz_t chance; /**< times all */
    const mpz_t *change; /**< per leaf, times all over the leaf's denominator:
                              the derivative of the chance, which is P(leaf
                              true) - P(leaf false) (Birnbaum 1969); below 0
                              where the leaf stands in the way. NULL if not
                              asked for */
} cm_net_found;

/**
 * Chance that the top is true when the leaves are true independently.
 *
 * @param chance  of leaf i + 1 in chance[i], from 0 to 1
 *
 * Modulo primes of 31 bits, so many that their product is above twice the
 * product D of the denominators; then by the Chinese remainder theorem. About
 * 10 ns for each node and prime, log2(D) / 31 primes. Results live in `arena`.
 * E_NOMEM, E_BUDGET.
 */
COMITIA_NODISCARD comitia_status
cm_net_chance(cm_ctx *ctx, cm_arena *arena, const cm_net_diagrams *d,
              const mpq_t *chance, bool with_change, cm_net_found *found);

/** z / all in lowest terms; NULL when memory runs out. */
const cm_number *cm_net_number(cm_arena *arena, const cm_net_found *found,
                               mpz_srcptr z);

#endif
