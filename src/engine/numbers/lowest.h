/* Fractions in lowest terms, where all that can be in common is known. */
#ifndef CM_LOWEST_H
#define CM_LOWEST_H

#include <gmp.h>

#include "base/arena.h"

/**
 * A number that each prime factor of `den` divides, made of the numbers whose
 * product `den` is: much smaller than it, or 0 if that cannot be had.
 *
 * @param factors  n positive numbers; of some[i] == 0 none is looked at
 */
void cm_kernel(const mpq_t *factors, const uint8_t *some, uint32_t n,
               mpz_srcptr den, mpz_ptr kernel);

/** num / den in lowest terms, den > 0. As long as little is in common that is
    linear in the length of the numbers; with kernel 0 it is quadratic. */
void cm_lowest(mpz_ptr num, mpz_ptr den, mpz_srcptr kernel);

#endif
