#include "engine/numbers/lowest.h"

#include "base/number.h"

/* The denominators' least common multiple, squared while it is below 2^32, so
   that more is taken out at a time. */
void cm_kernel(const mpq_t *factors, const uint8_t *some, uint32_t n,
               mpz_srcptr den, mpz_ptr kernel)
{
    enum { SHARE = 8 }; /* of the length of den */
    size_t most = mpz_sizeinbase(den, 2) / SHARE;
    mpz_set_ui(kernel, 1);
    for (uint32_t i = 0; i < n; i++) {
        if (!some[i] || mpz_divisible_p(kernel, mpq_denref(factors[i])))
            continue;
        mpz_lcm(kernel, kernel, mpq_denref(factors[i]));
        if (mpz_sizeinbase(kernel, 2) > most) {
            mpz_set_ui(kernel, 0);
            return;
        }
    }
    while (mpz_cmp_ui(kernel, 1) > 0 && mpz_sizeinbase(kernel, 2) <= 32)
        mpz_mul(kernel, kernel, kernel);
}

static void divide_both(mpz_ptr num, mpz_ptr den, mpz_srcptr common)
{
    mpz_divexact(num, num, common);
    mpz_divexact(den, den, common);
}

void cm_lowest(mpz_ptr num, mpz_ptr den, mpz_srcptr kernel)
{
    enum { ROUNDS = 16 };
    bool done = false;
    mpz_t common;
    mpz_init(common);
    for (int i = 0; i < ROUNDS && mpz_sgn(kernel) && !done; i++) {
        mpz_mod(common, num, kernel);
        mpz_gcd(common, common, kernel);
        mpz_gcd(common, common, den);
        done = mpz_cmp_ui(common, 1) == 0; /* so no prime is in common */
        if (!done)
            divide_both(num, den, common);
    }
    if (!done) {
        mpz_gcd(common, num, den);
        divide_both(num, den, common);
    }
    mpz_clear(common);
}
