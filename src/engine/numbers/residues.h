/* Big integers as residues modulo many primes of 31 bits, and back.
 *
 * Counts of coalitions have as many bits as there are players. Modulo a prime
 * below 2^31 they fit a lane of 32 bits, additions need no carry, and every
 * prime is a computation of its own (Garner 1959; Knuth, TAOCP 2, 4.3.2). */
#ifndef CM_RESIDUES_H
#define CM_RESIDUES_H

#include <gmp.h>

#include "base/ctx.h"

/** A prime with what makes reduction quick (Barrett 1986). */
typedef struct cm_modulus {
    uint32_t p; /**< 2^30 < p < 2^31 */
    uint32_t m; /**< 2^62 / p, rounded down */
} cm_modulus;

static inline cm_modulus cm_modulus_of(uint32_t p)
{
    return (cm_modulus){p, (uint32_t)((UINT64_C(1) << 62) / p)};
}

static inline uint32_t cm_mod_add(uint32_t a, uint32_t b, cm_modulus mod)
{
    uint32_t sum = a + b; /* below 2^32: both are below p < 2^31 */
    return sum >= mod.p ? sum - mod.p : sum;
}

static inline uint32_t cm_mod_sub(uint32_t a, uint32_t b, cm_modulus mod)
{
    return a >= b ? a - b : a + mod.p - b;
}

/** x < 2^62. The quotient is at most 2 too small: (x >> 30) loses less than
    1/2 of it, m and the last shift less than 1 each. */
static inline uint32_t cm_mod_of(uint64_t x, cm_modulus mod)
{
    uint64_t quotient = (x >> 30) * mod.m >> 32;
    uint64_t rest = x - quotient * mod.p;
    rest -= rest >= 2 * (uint64_t)mod.p ? 2 * (uint64_t)mod.p : 0;
    return (uint32_t)(rest - (rest >= mod.p ? mod.p : 0));
}

/** a, b < p */
static inline uint32_t cm_mod_mul(uint32_t a, uint32_t b, cm_modulus mod)
{
    return cm_mod_of((uint64_t)a * b, mod);
}

uint32_t cm_mod_power(uint32_t base, uint64_t exponent, cm_modulus mod);
/** a != 0 */
uint32_t cm_mod_inverse(uint32_t a, cm_modulus mod);

/** The largest primes below 2^31, in descending order: always the same. */
typedef struct cm_primes {
    const cm_modulus *at;
    const uint32_t *inverse; /**< of at[0] * ... * at[i-1], modulo at[i] */
    uint32_t n;
} cm_primes;

/** How many primes have a product above 2^bits. */
uint32_t cm_primes_for(uint64_t bits);

/** So many primes that their product is above 2^bits. Lives in the arena.
    E_NOMEM, E_BUDGET. About bits^2 / 2000 steps. */
COMITIA_NODISCARD comitia_status cm_primes_new(cm_ctx *ctx, cm_arena *arena,
                                               uint64_t bits, cm_primes *primes);

/**
 * The integer in 0..product-1 with the given residues.
 *
 * @param residues  residues[i * stride] belongs to prime i
 * @param digits    room for primes->n numbers
 */
void cm_residues_join(const cm_primes *primes, const uint32_t *residues,
                      size_t stride, uint32_t *digits, mpz_ptr out);

/** Steps of one cm_residues_join. */
uint64_t cm_residues_join_cost(const cm_primes *primes);

#endif
