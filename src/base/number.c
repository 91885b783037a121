#include "base/number.h"

#include <stdint.h>

/* An integer whose limbs are copied into the arena and only ever read. */
static bool keep_integer(cm_arena *arena, mpz_srcptr z, mpz_ptr kept)
{
    size_t n = mpz_size(z);
    mp_limb_t *limbs = cm_alloc_n(arena, n ? n : 1, sizeof *limbs);
    if (!limbs)
        return false;
    if (n)
        memcpy(limbs, mpz_limbs_read(z), n * sizeof *limbs);
    mp_size_t size = (mp_size_t)n;
    mpz_roinit_n(kept, limbs, mpz_sgn(z) < 0 ? -size : size);
    return true;
}

const cm_number *cm_number_keep(cm_arena *arena, mpq_srcptr q)
{
    cm_number *number = cm_new(arena, cm_number);
    if (!number || !keep_integer(arena, mpq_numref(q), mpq_numref(number->q)) ||
        !keep_integer(arena, mpq_denref(q), mpq_denref(number->q)))
        return NULL;
    return number;
}

const cm_number *cm_number_keep_ui(cm_arena *arena, unsigned long value)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_ui(q, value, 1);
    const cm_number *number = cm_number_keep(arena, q);
    mpq_clear(q);
    return number;
}

char *cm_integer_text(cm_arena *arena, mpz_srcptr z)
{
    char *text = cm_alloc(arena, mpz_sizeinbase(z, 10) + 2);
    return text ? mpz_get_str(text, 10, z) : NULL;
}

bool cm_number_u64(const cm_number *number, uint64_t *value)
{
    mpz_srcptr z = mpq_numref(number->q);
    if (mpz_sgn(z) < 0 || mpz_cmp_ui(mpq_denref(number->q), 1) != 0 ||
        mpz_sizeinbase(z, 2) > 64)
        return false;
    uint64_t found = 0;
    mpz_export(&found, NULL, -1, sizeof found, 0, 0, z);
    *value = found;
    return true;
}

char *cm_number_text(cm_arena *arena, mpq_srcptr q)
{
    size_t room = mpz_sizeinbase(mpq_numref(q), 10) +
                  mpz_sizeinbase(mpq_denref(q), 10) + 3;
    char *text = cm_alloc(arena, room);
    return text ? mpq_get_str(text, 10, q) : NULL;
}

/* Digits with single _ between them, into z (appended). Returns the bytes
   read, 0 if there is no digit or an _ is out of place. */
static size_t read_digits(const char *at, size_t bytes, mpz_ptr z,
                          size_t *digits)
{
    size_t i = 0;
    *digits = 0;
    for (; i < bytes; i++) {
        if (at[i] >= '0' && at[i] <= '9') {
            mpz_mul_ui(z, z, 10);
            mpz_add_ui(z, z, (unsigned long)(at[i] - '0'));
            ++*digits;
        } else if (at[i] != '_' || i == 0 || at[i - 1] == '_') {
            break;
        }
    }
    return i && at[i - 1] == '_' ? 0 : i;
}

bool cm_number_read(const char *at, size_t bytes, mpq_ptr q)
{
    size_t digits;
    mpz_set_ui(mpq_numref(q), 0);
    mpz_set_ui(mpq_denref(q), 1);
    size_t i = read_digits(at, bytes, mpq_numref(q), &digits);
    if (i == 0)
        return false;
    if (i < bytes && at[i] == '.') {
        size_t n = read_digits(at + i + 1, bytes - i - 1, mpq_numref(q),
                               &digits);
        if (n == 0)
            return false;
        mpz_ui_pow_ui(mpq_denref(q), 10, digits);
        i += n + 1;
    } else if (i < bytes && at[i] == '/') {
        mpz_set_ui(mpq_denref(q), 0);
        size_t n = read_digits(at + i + 1, bytes - i - 1, mpq_denref(q),
                               &digits);
        if (n == 0 || mpz_sgn(mpq_denref(q)) == 0)
            return false;
        i += n + 1;
    }
    if (i < bytes && at[i] == '%') {
        mpz_mul_ui(mpq_denref(q), mpq_denref(q), 100);
        i++;
    }
    mpq_canonicalize(q);
    return i == bytes;
}
