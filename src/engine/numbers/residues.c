#include "engine/numbers/residues.h"

uint32_t cm_mod_power(uint32_t base, uint64_t exponent, cm_modulus mod)
{
    uint32_t power = 1;
    for (base %= mod.p; exponent; exponent >>= 1) {
        if (exponent & 1)
            power = cm_mod_mul(power, base, mod);
        base = cm_mod_mul(base, base, mod);
    }
    return power;
}

uint32_t cm_mod_inverse(uint32_t a, cm_modulus mod)
{
    return cm_mod_power(a, mod.p - 2, mod); /* Fermat */
}

/* Miller-Rabin; these four bases decide every n below 3,215,031,751 (Jaeschke
   1993). n is odd, 2^30 < n < 2^31. */
static bool is_prime(uint32_t n)
{
    cm_modulus mod = cm_modulus_of(n);
    static const uint32_t bases[] = {2, 3, 5, 7};
    uint32_t odd = n - 1;
    unsigned twos = 0;
    for (; odd % 2 == 0; odd /= 2)
        twos++;
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        uint32_t x = cm_mod_power(bases[i], odd, mod);
        bool passes = x == 1 || x == n - 1;
        for (unsigned k = 1; k < twos && !passes; k++) {
            x = cm_mod_mul(x, x, mod);
            passes = x == n - 1;
        }
        if (!passes)
            return false;
    }
    return true;
}

uint32_t cm_primes_for(uint64_t bits)
{
    /* The primes used stay above 2^30.99: there are 700,000 of them. */
    return (uint32_t)(bits * 100 / 3099) + 1;
}

comitia_status cm_primes_new(cm_ctx *ctx, cm_arena *arena, uint64_t bits,
                             cm_primes *primes)
{
    if (bits > 20000000)
        return cm_fail(ctx, COMITIA_E_BUDGET, "numbers of more than 20,000,000 "
                                              "binary digits");
    uint32_t n = cm_primes_for(bits);
    cm_modulus *at = cm_new_n(arena, cm_modulus, n);
    uint32_t *inverse = cm_new_n(arena, uint32_t, n);
    if (!at || !inverse)
        return COMITIA_E_NOMEM;
    uint32_t candidate = 2147483647; /* 2^31 - 1 is prime */
    for (uint32_t i = 0; i < n; i++) {
        CM_TRY(cm_spend(ctx, 10000 + 2 * (uint64_t)i));
        while (!is_prime(candidate))
            candidate -= 2;
        at[i] = cm_modulus_of(candidate);
        candidate -= 2;
        uint32_t product = 1;
        for (uint32_t k = 0; k < i; k++)
            product = cm_mod_mul(product, at[k].p % at[i].p, at[i]);
        inverse[i] = cm_mod_inverse(product, at[i]);
    }
    *primes = (cm_primes){at, inverse, n};
    return COMITIA_OK;
}

/* Garner: x = d0 + p0 (d1 + p1 (d2 + ...)), 0 <= di < pi. */
void cm_residues_join(const cm_primes *primes, const uint32_t *residues,
                      size_t stride, uint32_t *digits, mpz_ptr out)
{
    for (uint32_t i = 0; i < primes->n; i++) {
        cm_modulus mod = primes->at[i];
        uint32_t so_far = 0;
        for (uint32_t k = i; k-- > 0;)
            so_far = cm_mod_of(
                (uint64_t)so_far * primes->at[k].p + digits[k], mod);
        uint32_t rest = cm_mod_sub(residues[i * stride], so_far, mod);
        digits[i] = cm_mod_mul(rest, primes->inverse[i], mod);
    }
    mpz_set_ui(out, 0);
    for (uint32_t i = primes->n; i-- > 0;) {
        mpz_mul_ui(out, out, primes->at[i].p);
        mpz_add_ui(out, out, digits[i]);
    }
}

uint64_t cm_residues_join_cost(const cm_primes *primes)
{
    return 4 * (uint64_t)primes->n * primes->n + 50;
}
