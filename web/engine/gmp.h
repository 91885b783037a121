/* GMP for wasm32: mini-gmp of the same version, and what it leaves out. It is
 * found as <gmp.h> there. The build gives a limb 64 bits, though a long has 32,
 * so that sizes in limbs, and with them the steps of work, are the program's.
 */
#ifndef WEB_GMP_H
#define WEB_GMP_H

#include "mini-gmp.h"
#include "mini-mpq.h"

/* Each takes a list that ends in NULL. */
void mpz_inits(mpz_ptr first, ...);
void mpz_clears(mpz_ptr first, ...);
void mpq_inits(mpq_ptr first, ...);
void mpq_clears(mpq_ptr first, ...);

#endif
