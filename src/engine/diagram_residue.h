/* Exact whole numbers by their residues modulo many primes. Only for the files
 * diagram*.c.
 *
 * Primes are c * 2^32 + 1 in 2^60..2^61, taken in descending order: the same
 * ones every time. Residues are in Montgomery form (Montgomery 1985), that is
 * times 2^64, between cm_residue_of and the joining.
 */
#ifndef CM_DIAGRAM_RESIDUE_H
#define CM_DIAGRAM_RESIDUE_H

#include <gmp.h>

#include "base/ctx.h"

enum { CM_PRIME_BITS = 60 /**< a prime is above 2^60 */ };

typedef struct cm_prime {
    uint64_t p;
    uint64_t minus_inverse; /**< -1/p modulo 2^64 */
    uint64_t one, square;   /**< 2^64 and 2^128 modulo p */
} cm_prime;

/** The largest of our primes below `below`; the first with UINT64_MAX. */
cm_prime cm_prime_below(uint64_t below);

__extension__ typedef unsigned __int128 cm_u128;

static inline uint64_t cm_residue_mul(const cm_prime *q, uint64_t a, uint64_t b)
{
    cm_u128 t = (cm_u128)a * b;
    uint64_t m = (uint64_t)t * q->minus_inverse;
    /* both terms are below p * 2^64, their sum below 2^126 */
    uint64_t r = (uint64_t)((t + (cm_u128)m * q->p) >> 64);
    return r >= q->p ? r - q->p : r;
}

static inline uint64_t cm_residue_add(const cm_prime *q, uint64_t a, uint64_t b)
{
    uint64_t r = a + b;
    return r >= q->p ? r - q->p : r;
}

static inline uint64_t cm_residue_sub(const cm_prime *q, uint64_t a, uint64_t b)
{
    return a >= b ? a - b : a + q->p - b;
}

uint64_t cm_residue_power(const cm_prime *q, uint64_t a, uint64_t exponent);
uint64_t cm_residue_inverse(const cm_prime *q, uint64_t a);
uint64_t cm_residue_small(const cm_prime *q, uint64_t value);
uint64_t cm_residue_of(const cm_prime *q, mpz_srcptr z);

/**
 * Points at which a polynomial of degree below n (a power of two, at most 2^32)
 * is evaluated: start * root^i for i in 0..n-1. `start` is no square, so no
 * point is a root of 1 of order up to n: there totals like (1 + y)^k vanish.
 */
typedef struct cm_points {
    uint64_t n, start, root;
} cm_points;

cm_points cm_points_of(const cm_prime *q, uint64_t n);
/** Values at the points become coefficients, in place. */
void cm_interpolate(const cm_prime *q, const cm_points *points, uint64_t *at);

/** Joins residues: the number of least absolute value that has them. */
typedef struct cm_joiner {
    uint32_t n;
    mpz_t product, half;
    mpz_t *part;      /**< product / p * (its inverse modulo p), per prime */
    mpz_t t;
} cm_joiner;

/** Cleared by cm_joiner_clear, also after a failure (E_NOMEM); all zero may be
    cleared too. */
COMITIA_NODISCARD comitia_status cm_joiner_init(cm_joiner *joiner,
                                                cm_arena *arena,
                                                const cm_prime *primes,
                                                uint32_t n);
void cm_joiner_clear(cm_joiner *joiner);
/** residues[i * stride] belongs to prime i. */
void cm_join(cm_joiner *joiner, const cm_prime *primes,
             const uint64_t *residues, size_t stride, mpz_ptr out);

#endif
