#include "engine/apportion/signpost.h"

#include <string.h>

/* The first name of a method is its word. */
static const struct method_name {
    const char *text;
    cm_seat_method method;
} methods[] = {
    {"dhondt", CM_DHONDT},
    {"sainte-lague", CM_SAINTE_LAGUE},
    {"modified-sainte-lague", CM_MODIFIED_SAINTE_LAGUE},
    {"modified-sainte-lague-1.2", CM_MODIFIED_AT_SIX_TENTHS},
    {"adams", CM_ADAMS},
    {"dean", CM_DEAN},
    {"huntington-hill", CM_HUNTINGTON_HILL},
    {"largest-remainder", CM_LARGEST_REMAINDER},
    {"jefferson", CM_DHONDT},
    {"webster", CM_SAINTE_LAGUE},
};

static const char *const quotas[] = {
    [CM_QUOTA_HARE] = "hare",
    [CM_QUOTA_DROOP] = "droop",
    [CM_QUOTA_HAGENBACH_BISCHOFF] = "hagenbach-bischoff",
    [CM_QUOTA_IMPERIALI] = "imperiali",
};

const char *cm_seat_method_word(cm_seat_method method)
{
    size_t i = 0;
    while (methods[i].method != method)
        i++;
    return methods[i].text;
}

const char *cm_seat_quota_word(cm_seat_quota quota)
{
    return quotas[quota];
}

bool cm_seat_method_read(const char *text, cm_seat_method *method)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].text, text) == 0) {
            *method = methods[i].method;
            return true;
        }
    return false;
}

bool cm_seat_quota_read(const char *text, cm_seat_quota *quota)
{
    for (size_t i = 0; i < sizeof quotas / sizeof *quotas; i++)
        if (strcmp(quotas[i], text) == 0) {
            *quota = (cm_seat_quota)i;
            return true;
        }
    return false;
}

bool cm_seats_for_all(cm_seat_method method)
{
    return method == CM_ADAMS || method == CM_DEAN ||
           method == CM_HUNTINGTON_HILL;
}

bool cm_seats_by_squares(cm_seat_method method)
{
    return method == CM_HUNTINGTON_HILL;
}

void cm_signpost(cm_seat_method method, uint64_t k, uint64_t *num,
                 uint64_t *den)
{
    *den = 1;
    switch (method) {
    case CM_ADAMS: *num = k - 1; return;
    case CM_SAINTE_LAGUE:
        *num = 2 * k - 1;
        *den = 2;
        return;
    case CM_MODIFIED_SAINTE_LAGUE:
        /* divisors 1.4, 3, 5, ... in halves: 0.7, 1.5, 2.5, ... */
    case CM_MODIFIED_AT_SIX_TENTHS: /* 1.2, 3, 5, ... */
        *num = k > 1                              ? 10 * k - 5
               : method == CM_MODIFIED_SAINTE_LAGUE ? 7
                                                    : 6;
        *den = 10;
        return;
    case CM_DEAN:
        *num = 2 * k * (k - 1);
        *den = 2 * k - 1;
        return;
    case CM_HUNTINGTON_HILL: *num = k * (k - 1); return;
    case CM_DHONDT:
    case CM_LARGEST_REMAINDER: break;
    }
    *num = k;
}

/* ---- a divisor to check by hand --------------------------------------------- */

/* The multiples m of 10^places that lie inside, first..last: m > low * 10^-places
   and m < high * 10^-places. An integer m has m^2 > q just when it is above the
   root of floor(q), and m^2 < q when it is not above that of ceil(q) - 1. */
static void multiples(mpq_srcptr low, mpq_srcptr high, bool squared,
                      mpz_srcptr unit, bool divide, mpz_ptr first, mpz_ptr last)
{
    mpz_t power, den;
    mpz_init_set(power, unit);
    mpz_init(den);
    if (squared)
        mpz_mul(power, power, power);
    mpz_set(first, mpq_numref(low));
    mpz_set(den, mpq_denref(low));
    mpz_mul(divide ? den : first, divide ? den : first, power);
    mpz_fdiv_q(first, first, den);
    if (squared)
        mpz_sqrt(first, first);
    mpz_add_ui(first, first, 1);
    if (!high) {
        mpz_set(last, first);
    } else {
        mpz_set(last, mpq_numref(high));
        mpz_set(den, mpq_denref(high));
        mpz_mul(divide ? den : last, divide ? den : last, power);
        mpz_cdiv_q(last, last, den);
        mpz_sub_ui(last, last, 1);
        if (squared && mpz_sgn(last) > 0)
            mpz_sqrt(last, last);
    }
    mpz_clears(power, den, NULL);
}

bool cm_short_divisor(mpq_srcptr low, mpq_srcptr high, bool squared,
                      mpq_ptr divisor)
{
    if (high && mpq_cmp(low, high) >= 0)
        return false;
    mpz_t unit, first, last;
    mpz_inits(unit, first, last, NULL);
    /* the first unit is above the upper end: from there down to the first that
       has a multiple inside, which exists, since there is room between */
    mpq_srcptr top = high ? high : low;
    mpz_fdiv_q(unit, mpq_numref(top), mpq_denref(top));
    if (squared)
        mpz_sqrt(unit, unit);
    size_t places = mpz_sizeinbase(unit, 10);
    bool divide = true;
    mpz_ui_pow_ui(unit, 10, (unsigned long)places);
    for (;;) {
        multiples(low, high, squared, unit, divide, first, last);
        if (mpz_cmp(first, last) <= 0)
            break;
        if (divide && mpz_cmp_ui(unit, 1) == 0)
            divide = false;
        if (divide)
            mpz_divexact_ui(unit, unit, 10);
        else
            mpz_mul_ui(unit, unit, 10);
    }
    mpz_add(first, first, last);
    mpz_fdiv_q_2exp(first, first, 1);
    mpz_set_ui(mpq_denref(divisor), 1);
    mpz_set(mpq_numref(divisor), first);
    mpz_mul(divide ? mpq_numref(divisor) : mpq_denref(divisor),
            divide ? mpq_numref(divisor) : mpq_denref(divisor), unit);
    mpq_canonicalize(divisor);
    mpz_clears(unit, first, last, NULL);
    return true;
}
