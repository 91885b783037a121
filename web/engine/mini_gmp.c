/* mini-gmp as one unit: its fractions use macros of its integers. Its greatest
 * common divisor keeps a limb in a long, which is wrong where a limb has 64 bits
 * and a long 32; so it and what calls it are replaced. */

#include <stdint.h>

#define mpz_gcd mini_gcd
#define mpz_gcd_ui mini_gcd_ui
#define mpz_lcm mini_lcm
#define mpz_lcm_ui mini_lcm_ui
#include "mini-gmp.c"
#undef mpz_gcd
#undef mpz_gcd_ui
#undef mpz_lcm
#undef mpz_lcm_ui

void mpz_gcd(mpz_t g, const mpz_t u, const mpz_t v);
void mpz_lcm(mpz_t r, const mpz_t u, const mpz_t v);
void mpz_lcm_ui(mpz_t r, const mpz_t u, unsigned long v);

static uint64_t limb_of(const mpz_t z)
{
    return mpz_size(z) ? mpz_limbs_read(z)[0] : 0;
}

static void set_limb(mpz_t z, uint64_t limb)
{
    mpz_limbs_write(z, 1)[0] = limb;
    mpz_limbs_finish(z, 1);
}

/* Takes the zeros at the end of z > 0 away, and says how many they were. */
static mp_bitcnt_t make_odd(mpz_t z)
{
    mp_bitcnt_t zeros = mpz_scan1(z, 0);
    mpz_tdiv_q_2exp(z, z, zeros);
    return zeros;
}

/* Of two odd numbers (Stein 1967): the difference is even. */
static void odd_gcd(mpz_t a, mpz_t b)
{
    while (mpz_size(a) > 1 || mpz_size(b) > 1) {
        int order = mpz_cmp(a, b);
        if (order == 0)
            return;
        if (order < 0)
            mpz_swap(a, b);
        if (mpz_size(a) > mpz_size(b) + 1)
            mpz_tdiv_r(a, a, b);
        else
            mpz_sub(a, a, b);
        if (mpz_sgn(a) == 0) {
            mpz_swap(a, b);
            return;
        }
        make_odd(a);
    }
    uint64_t x = limb_of(a), y = limb_of(b);
    while (y) {
        uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    set_limb(a, x);
}

void mpz_gcd(mpz_t g, const mpz_t u, const mpz_t v)
{
    if (mpz_sgn(u) == 0 || mpz_sgn(v) == 0) {
        mpz_abs(g, mpz_sgn(u) == 0 ? v : u);
        return;
    }
    mpz_t a, b;
    mpz_init(a);
    mpz_init(b);
    mpz_abs(a, u);
    mpz_abs(b, v);
    mp_bitcnt_t in_a = make_odd(a), in_b = make_odd(b);
    odd_gcd(a, b);
    mpz_mul_2exp(g, a, in_a < in_b ? in_a : in_b);
    mpz_clear(a);
    mpz_clear(b);
}

void mpz_lcm(mpz_t r, const mpz_t u, const mpz_t v)
{
    if (mpz_sgn(u) == 0 || mpz_sgn(v) == 0) {
        mpz_set_ui(r, 0);
        return;
    }
    mpz_t g;
    mpz_init(g);
    mpz_gcd(g, u, v);
    mpz_divexact(g, u, g);
    mpz_mul(r, g, v);
    mpz_clear(g);
    mpz_abs(r, r);
}

void mpz_lcm_ui(mpz_t r, const mpz_t u, unsigned long v)
{
    mpz_t w;
    mpz_init_set_ui(w, v);
    mpz_lcm(r, u, w);
    mpz_clear(w);
}

#include "mini-mpq.c"
