#include "engine/diagram_residue.h"

enum { FACTOR_BITS = 32 };

static void set_u64(mpz_ptr z, uint64_t value)
{
    mpz_import(z, 1, -1, sizeof value, 0, 0, &value);
}

static uint64_t get_u64(mpz_srcptr z)
{
    uint64_t value = 0;
    mpz_export(&value, NULL, -1, sizeof value, 0, 0, z);
    return value;
}

/* ---- primes --------------------------------------------------------------------- */

static cm_prime prime_of(uint64_t p)
{
    cm_prime q = {.p = p};
    uint64_t inverse = p; /* right in 3 bits; each step doubles them */
    for (int i = 0; i < 5; i++)
        inverse *= 2 - p * inverse;
    q.minus_inverse = 0 - inverse;
    q.one = (0 - p) % p;
    q.square = q.one;
    for (int i = 0; i < 64; i++)
        q.square = cm_residue_add(&q, q.square, q.square);
    return q;
}

/* Proth 1878: p = c * 2^32 + 1 with c < 2^32 is prime iff some a has
   a^((p - 1) / 2) = -1. A prime for which none of these a will do is passed
   over: no harm, there are others. */
static bool is_prime(const cm_prime *q)
{
    static const uint8_t small[] = {3,  5,  7,  11, 13, 17, 19, 23, 29, 31,
                                    37, 41, 43, 47, 53, 59, 61, 67, 71, 73};
    for (size_t i = 0; i < sizeof small; i++)
        if (q->p % small[i] == 0)
            return false;
    for (size_t i = 0; i < sizeof small; i++) {
        uint64_t a = cm_residue_small(q, small[i]);
        uint64_t r = cm_residue_power(q, a, (q->p - 1) / 2);
        if (r != q->one)
            return r == q->p - q->one;
    }
    return false;
}

cm_prime cm_prime_below(uint64_t below)
{
    uint64_t step = UINT64_C(1) << FACTOR_BITS;
    uint64_t top = UINT64_C(1) << (CM_PRIME_BITS + 1);
    uint64_t p = (below < top ? below : top + 1) - step;
    for (;; p -= step) {
        cm_prime q = prime_of(p);
        if (is_prime(&q))
            return q;
    }
}

uint64_t cm_residue_power(const cm_prime *q, uint64_t a, uint64_t exponent)
{
    uint64_t r = q->one;
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            r = cm_residue_mul(q, r, a);
        a = cm_residue_mul(q, a, a);
    }
    return r;
}

uint64_t cm_residue_inverse(const cm_prime *q, uint64_t a)
{
    return cm_residue_power(q, a, q->p - 2);
}

uint64_t cm_residue_small(const cm_prime *q, uint64_t value)
{
    return cm_residue_mul(q, value % q->p, q->square);
}

uint64_t cm_residue_of(const cm_prime *q, mpz_srcptr z)
{
    mpz_t p, r;
    mpz_inits(p, r, NULL);
    set_u64(p, q->p);
    mpz_fdiv_r(r, z, p);
    uint64_t value = get_u64(r);
    mpz_clears(p, r, NULL);
    return cm_residue_mul(q, value, q->square);
}

/* ---- points --------------------------------------------------------------------- */

cm_points cm_points_of(const cm_prime *q, uint64_t n)
{
    uint64_t minus_one = q->p - q->one, small = 3;
    while (cm_residue_power(q, cm_residue_small(q, small), (q->p - 1) / 2) !=
           minus_one)
        small++;
    uint64_t start = cm_residue_small(q, small);
    return (cm_points){.n = n,
                       .start = start,
                       .root = cm_residue_power(q, start, (q->p - 1) / n)};
}

static void reverse_bits(uint64_t *at, uint64_t n)
{
    for (uint64_t i = 1, j = 0; i < n; i++) {
        uint64_t bit = n >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            uint64_t t = at[i];
            at[i] = at[j];
            at[j] = t;
        }
    }
}

/* The inverse Fourier transform (Cooley, Tukey 1965), then the start is taken
   out: coefficient s came times start^s. */
void cm_interpolate(const cm_prime *q, const cm_points *points, uint64_t *at)
{
    uint64_t n = points->n;
    uint64_t back = cm_residue_inverse(q, points->root);
    reverse_bits(at, n);
    for (uint64_t half = 1; half < n; half *= 2) {
        uint64_t step = cm_residue_power(q, back, n / (2 * half));
        for (uint64_t first = 0; first < n; first += 2 * half) {
            uint64_t w = q->one;
            for (uint64_t i = first; i < first + half; i++) {
                uint64_t b = cm_residue_mul(q, at[i + half], w);
                at[i + half] = cm_residue_sub(q, at[i], b);
                at[i] = cm_residue_add(q, at[i], b);
                w = cm_residue_mul(q, w, step);
            }
        }
    }
    uint64_t scale = cm_residue_inverse(q, cm_residue_small(q, n));
    uint64_t shrink = cm_residue_inverse(q, points->start);
    for (uint64_t s = 0; s < n; s++) {
        at[s] = cm_residue_mul(q, at[s], scale);
        scale = cm_residue_mul(q, scale, shrink);
    }
}

/* ---- joining --------------------------------------------------------------------- */

comitia_status cm_joiner_init(cm_joiner *j, cm_arena *arena,
                              const cm_prime *primes, uint32_t n)
{
    *j = (cm_joiner){.part = cm_new_n(arena, mpz_t, n)};
    if (!j->part)
        return COMITIA_E_NOMEM;
    mpz_inits(j->half, j->t, NULL);
    mpz_init_set_ui(j->product, 1);
    for (uint32_t i = 0; i < n; i++) {
        mpz_init(j->part[i]);
        set_u64(j->t, primes[i].p);
        mpz_mul(j->product, j->product, j->t);
    }
    j->n = n;
    for (uint32_t i = 0; i < n; i++) {
        set_u64(j->t, primes[i].p);
        mpz_divexact(j->part[i], j->product, j->t);
        mpz_mod(j->half, j->part[i], j->t);
        mpz_invert(j->half, j->half, j->t);
        mpz_mul(j->part[i], j->part[i], j->half);
    }
    mpz_fdiv_q_2exp(j->half, j->product, 1);
    return COMITIA_OK;
}

void cm_joiner_clear(cm_joiner *j)
{
    if (!j->part)
        return;
    for (uint32_t i = 0; i < j->n; i++)
        mpz_clear(j->part[i]);
    mpz_clears(j->product, j->half, j->t, NULL);
}

void cm_join(cm_joiner *j, const cm_prime *primes, const uint64_t *residues,
             size_t stride, mpz_ptr out)
{
    mpz_set_ui(out, 0);
    for (uint32_t i = 0; i < j->n; i++) {
        set_u64(j->t, cm_residue_mul(&primes[i], residues[i * stride], 1));
        mpz_addmul(out, j->part[i], j->t);
    }
    mpz_fdiv_r(out, out, j->product);
    if (mpz_cmp(out, j->half) > 0)
        mpz_sub(out, out, j->product);
}
