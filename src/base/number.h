/* Exact rationals that live in an arena. */
#ifndef CM_NUMBER_H
#define CM_NUMBER_H

#include <gmp.h>
#include <stdint.h>

#include "base/arena.h"

/**
 * A read-only rational in lowest terms whose limbs live in an arena. Pass
 * number->q wherever GMP wants an mpq_srcptr; never clear or write it.
 */
typedef struct cm_number {
    mpq_t q;
} cm_number;

/** Copies z into the arena, only to be read; false when memory runs out. */
bool cm_integer_keep(cm_arena *arena, mpz_srcptr z, mpz_ptr kept);
/** Keeps a copy of q (canonical) in the arena; NULL when memory runs out. */
const cm_number *cm_number_keep(cm_arena *arena, mpq_srcptr q);
const cm_number *cm_number_keep_ui(cm_arena *arena, unsigned long value);

/** The value as 64 bits; false if it is negative, no integer or too large. */
bool cm_number_u64(const cm_number *number, uint64_t *value);

/** Whether z is in 0..2^64-1, and then its value: mpz_get_ui takes no more than
    a long, which has 32 bits in a browser. */
bool cm_integer_u64(mpz_srcptr z, uint64_t *value);
/** z = value, for the same reason. */
void cm_set_u64(mpz_ptr z, uint64_t value);

/** "82" or "421/2145" in the arena; NULL when memory runs out. */
char *cm_number_text(cm_arena *arena, mpq_srcptr q);
char *cm_integer_text(cm_arena *arena, mpz_srcptr z);

/** q >= 0 with `digits` significant digits, rounded up or down: a decimal
    without exponent and without zeros at the end. NULL without memory. */
char *cm_number_decimal(cm_arena *arena, mpq_srcptr q, unsigned digits,
                        bool up);
/** The same, rounded to the nearest, halves up. */
char *cm_number_nearest(cm_arena *arena, mpq_srcptr q, unsigned digits);

/** Sets q from digits with _ [.digits | /digits] [%]; the text must be of one
    of the forms of the language (LANGUAGE 2). False on a zero denominator or
    a malformed text. At most 200 digits are expected of the caller. */
bool cm_number_read(const char *at, size_t bytes, mpq_ptr q);

#endif
