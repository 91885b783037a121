#include "base/number.h"

#include <stdint.h>

bool cm_integer_keep(cm_arena *arena, mpz_srcptr z, mpz_ptr kept)
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
    if (!number || !cm_integer_keep(arena, mpq_numref(q), mpq_numref(number->q)) ||
        !cm_integer_keep(arena, mpq_denref(q), mpq_denref(number->q)))
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

void cm_set_u64(mpz_ptr z, uint64_t value)
{
    mpz_import(z, 1, -1, sizeof value, 0, 0, &value);
}

bool cm_integer_u64(mpz_srcptr z, uint64_t *value)
{
    if (mpz_sgn(z) < 0 || mpz_sizeinbase(z, 2) > 64)
        return false;
    uint64_t found = 0;
    mpz_export(&found, NULL, -1, sizeof found, 0, 0, z);
    *value = found;
    return true;
}

bool cm_number_u64(const cm_number *number, uint64_t *value)
{
    return mpz_cmp_ui(mpq_denref(number->q), 1) == 0 &&
           cm_integer_u64(mpq_numref(number->q), value);
}

char *cm_number_text(cm_arena *arena, mpq_srcptr q)
{
    size_t room = mpz_sizeinbase(mpq_numref(q), 10) +
                  mpz_sizeinbase(mpq_denref(q), 10) + 3;
    char *text = cm_alloc(arena, room);
    return text ? mpq_get_str(text, 10, q) : NULL;
}

/* Digits of q after the point so that `digits` of all are significant: q is in
   [10^e, 10^(e+1)), and 1 - digits + e is the place of the last of them. */
static long places_of(mpq_srcptr q, unsigned digits)
{
    mpz_t num, den;
    mpz_init_set(num, mpq_numref(q));
    mpz_init_set(den, mpq_denref(q));
    long e = (long)mpz_sizeinbase(num, 10) - (long)mpz_sizeinbase(den, 10) - 2;
    mpz_t power;
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned long)(e < 0 ? -e : e));
    mpz_mul(e < 0 ? num : den, e < 0 ? num : den, power);
    /* now 1 <= num / den; a few steps are left */
    for (mpz_mul_ui(den, den, 10); mpz_cmp(num, den) >= 0; e++)
        mpz_mul_ui(den, den, 10);
    mpz_clears(num, den, power, NULL);
    return (long)digits - 1 - e;
}

/* `whole` over 10^places as a text. */
static char *point_text(cm_arena *arena, mpz_srcptr whole, size_t places)
{
    char *text = cm_alloc(arena, mpz_sizeinbase(whole, 10) + places + 4);
    if (!text)
        return NULL;
    mpz_get_str(text, 10, whole);
    size_t n = strlen(text);
    if (places == 0)
        return text;
    if (n <= places) { /* leading zeros, one of them before the point */
        memmove(text + places + 1 - n, text, n);
        memset(text, '0', places + 1 - n);
        n = places + 1;
    }
    memmove(text + n - places + 1, text + n - places, places);
    text[n - places] = '.';
    for (n++; text[n - 1] == '0'; n--)
        ;
    text[text[n - 1] == '.' ? n - 1 : n] = '\0';
    return text;
}

typedef enum rounding { DOWN, UP, NEAREST } rounding;

/* whole = whole / unit, rounded; unit is used up. */
static void divide(mpz_ptr whole, mpz_ptr unit, rounding how)
{
    if (how == NEAREST) {
        mpz_mul_2exp(whole, whole, 1);
        mpz_add(whole, whole, unit);
        mpz_mul_2exp(unit, unit, 1);
    }
    (how == UP ? mpz_cdiv_q : mpz_fdiv_q)(whole, whole, unit);
}

static char *decimal(cm_arena *arena, mpq_srcptr q, unsigned digits,
                     rounding how)
{
    mpz_t whole, power;
    if (mpq_sgn(q) == 0)
        return cm_strdup(arena, "0");
    mpz_inits(whole, power, NULL);
    long places = places_of(q, digits ? digits : 1);
    size_t size = (size_t)(places < 0 ? -places : places);
    mpz_ui_pow_ui(power, 10, size);
    mpz_set(whole, mpq_numref(q));
    if (places >= 0) {
        mpz_mul(whole, whole, power);
        mpz_set(power, mpq_denref(q));
    } else {
        mpz_mul(power, power, mpq_denref(q));
    }
    divide(whole, power, how);
    if (places < 0) {
        mpz_ui_pow_ui(power, 10, size);
        mpz_mul(whole, whole, power);
    }
    char *text = point_text(arena, whole, places > 0 ? size : 0);
    mpz_clears(whole, power, NULL);
    return text;
}

char *cm_number_decimal(cm_arena *arena, mpq_srcptr q, unsigned digits, bool up)
{
    return decimal(arena, q, digits, up ? UP : DOWN);
}

char *cm_number_nearest(cm_arena *arena, mpq_srcptr q, unsigned digits)
{
    return decimal(arena, q, digits, NEAREST);
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
        size_t n =
            read_digits(at + i + 1, bytes - i - 1, mpq_numref(q), &digits);
        if (n == 0)
            return false;
        mpz_ui_pow_ui(mpq_denref(q), 10, digits);
        i += n + 1;
    } else if (i < bytes && at[i] == '/') {
        mpz_set_ui(mpq_denref(q), 0);
        size_t n =
            read_digits(at + i + 1, bytes - i - 1, mpq_denref(q), &digits);
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
