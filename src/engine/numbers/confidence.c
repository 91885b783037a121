#include "engine/numbers/confidence.h"

#include "base/number.h"

enum { SIDE = 200 };                 /* one miss in so many on a side */
#define GRID UINT64_C(1000000000000) /* ends are multiples of 1 / GRID */

/* ---- numbers that are rounded up
 * -------------------------------------------------- */

/* top * 2^shift; 2^63 <= top, or top = 0. Every operation rounds up, so that a
   product of such numbers is never too small. */
typedef struct above {
    uint64_t top;
    int64_t shift;
} above;

/* The upper half of a * b and whether anything was below it. */
static uint64_t upper_half(uint64_t a, uint64_t b, uint64_t *below)
{
    uint64_t a0 = a & UINT32_MAX, a1 = a >> 32;
    uint64_t b0 = b & UINT32_MAX, b1 = b >> 32;
    uint64_t low = a0 * b0;
    uint64_t first = a1 * b0 + (low >> 32);
    uint64_t second = a0 * b1 + (first & UINT32_MAX);
    *below = second << 32 | (low & UINT32_MAX);
    return a1 * b1 + (first >> 32) + (second >> 32);
}

static above times(above a, above b)
{
    uint64_t below, top = upper_half(a.top, b.top, &below);
    int64_t shift = a.shift + b.shift + 64;
    if (top == 0)
        return (above){0, 0};
    if (!(top >> 63)) { /* both were above 2^63: one bit is missing at most */
        top = top << 1 | below >> 63;
        below <<= 1;
        shift--;
    }
    if (below && ++top == 0)
        return (above){UINT64_C(1) << 63, shift + 1};
    return (above){top, shift};
}

static above power(above base, uint64_t exponent)
{
    above result = {UINT64_C(1) << 63, -63};
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = times(result, base);
        base = times(base, base);
    }
    return result;
}

/* a * b / (c * d), rounded up; c, d > 0 */
static above ratio(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    mpz_t num, den, factor;
    above result = {0, 0};
    if (a == 0 || b == 0)
        return result;
    mpz_inits(num, den, factor, NULL);
    cm_set_u64(num, a);
    cm_set_u64(factor, b);
    mpz_mul(num, num, factor);
    cm_set_u64(den, c);
    cm_set_u64(factor, d);
    mpz_mul(den, den, factor);
    /* 2^192 and more over at most 2^114: more than 64 bits, cut to so many */
    mpz_mul_2exp(num, num, 192);
    mpz_cdiv_q(num, num, den);
    size_t bits = mpz_sizeinbase(num, 2);
    mpz_cdiv_q_2exp(num, num, bits - 64);
    result.shift = (int64_t)bits - 64 - 192;
    if (mpz_sizeinbase(num, 2) > 64) { /* rounded up to 2^64 */
        mpz_tdiv_q_2exp(num, num, 1);
        result.shift++;
    }
    mpz_export(&result.top, NULL, -1, sizeof result.top, 0, 0, num);
    mpz_clears(num, den, factor, NULL);
    return result;
}

/* ---- the test
 * ----------------------------------------------------------------------- */

/* With m = hits / trials: were k / GRID the number behind it, so far a mean
   would come at most once in 200 times, because
   (p / m)^hits ((1 - p) / (1 - m))^(trials - hits) <= 200^-parts. */
static bool is_excluded(cm_frequency f, uint64_t k)
{
    uint64_t trials = f.draws * f.parts, misses = trials - f.hits;
    above bound = power((above){(uint64_t)SIDE << 56, -56}, f.parts);
    if (f.hits)
        bound = times(bound, power(ratio(k, trials, f.hits, GRID), f.hits));
    if (misses)
        bound =
            times(bound, power(ratio(GRID - k, trials, misses, GRID), misses));
    return bound.top == 0 || bound.shift < -63 ||
           (bound.shift == -63 && bound.top == UINT64_C(1) << 63);
}

static void set_end(mpq_ptr end, uint64_t k)
{
    cm_set_u64(mpq_numref(end), k);
    cm_set_u64(mpq_denref(end), GRID);
    mpq_canonicalize(end);
}

void cm_frequency_ends(cm_frequency f, mpq_ptr low, mpq_ptr high)
{
    uint64_t trials = f.draws * f.parts;
    mpz_t mean, factor;
    mpz_inits(mean, factor, NULL);
    cm_set_u64(mean, f.hits);
    cm_set_u64(factor, GRID);
    mpz_mul(mean, mean, factor);
    cm_set_u64(factor, trials);
    mpz_fdiv_q(mean, mean, factor);
    uint64_t middle =
        mpz_get_ui(mean) & UINT32_MAX; /* a long may have 32 bits */
    mpz_fdiv_q_2exp(mean, mean, 32);
    middle |= (uint64_t)mpz_get_ui(mean) << 32;
    mpz_clears(mean, factor, NULL);

    /* below the mean, what is excluded is a beginning; above it, an end */
    uint64_t out = 0, in = middle;
    while (in > out + 1) {
        uint64_t k = out + (in - out) / 2;
        *(is_excluded(f, k) ? &out : &in) = k;
    }
    set_end(low, out);
    out = GRID;
    in = middle;
    while (out > in + 1) {
        uint64_t k = in + (out - in) / 2;
        *(is_excluded(f, k) ? &out : &in) = k;
    }
    set_end(high, out);
}
