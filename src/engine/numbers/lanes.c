#include "engine/numbers/lanes.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2 __attribute__((target("avx2")))
#include <immintrin.h>
#endif

/* In all of them, 31-bit residues leave a sum below 2^32, and x - p wraps
   around to something large where x < p: the smaller of the two is the residue.
 */
enum { LANES = 32, VECTOR = 8 };

static inline uint32_t reduced(uint32_t x, uint32_t p)
{
    uint32_t less = x - p;
    return x < less ? x : less;
}

/* Shoup's product: the quotient is right or one too small, so that the rest is
   below 2p < 2^32. */
static inline uint32_t product(uint32_t x, uint32_t p, uint32_t y,
                               uint32_t shoup)
{
    uint32_t quotient = (uint32_t)((uint64_t)x * shoup >> 32);
    return reduced(x * y - quotient * p, p);
}

/* ---- any machine -----------------------------------------------------------
 */

/* Bodies with a fixed number of turns, which compilers turn into vectors. All
   is read before anything is written, since `from` may reach into `to`. */
static void add_plain(uint32_t *to, const uint32_t *from, size_t n, uint32_t p)
{
    for (; n >= LANES; n -= LANES) {
        uint32_t *at = to + (n - LANES);
        const uint32_t *with = from + (n - LANES);
        uint32_t sum[LANES];
        for (size_t k = 0; k < LANES; k++)
            sum[k] = reduced(at[k] + with[k], p);
        memcpy(at, sum, sizeof sum);
    }
    while (n-- > 0)
        to[n] = reduced(to[n] + from[n], p);
}

static void add_times_plain(uint32_t *to, const uint32_t *from, size_t n,
                            uint32_t p, uint32_t y, uint32_t shoup)
{
    for (; n >= LANES; n -= LANES) {
        uint32_t *at = to + (n - LANES);
        const uint32_t *with = from + (n - LANES);
        uint32_t sum[LANES];
        for (size_t k = 0; k < LANES; k++)
            sum[k] = reduced(at[k] + product(with[k], p, y, shoup), p);
        memcpy(at, sum, sizeof sum);
    }
    while (n-- > 0)
        to[n] = reduced(to[n] + product(from[n], p, y, shoup), p);
}

static inline uint32_t raised(uint32_t x, uint32_t p)
{
    uint32_t more = x + p;
    return x < more ? x : more;
}

static void less_plain(uint32_t *to, const uint32_t *from, size_t n, uint32_t p)
{
    for (; n >= LANES; n -= LANES) {
        uint32_t *at = to + (n - LANES);
        const uint32_t *with = from + (n - LANES);
        uint32_t rest[LANES];
        for (size_t k = 0; k < LANES; k++)
            rest[k] = raised(at[k] - with[k], p);
        memcpy(at, rest, sizeof rest);
    }
    while (n-- > 0)
        to[n] = raised(to[n] - from[n], p);
}

/* Four products of 62 bits add up to less than 2^64; their halves go to sums
   of their own. */
static uint32_t join_halves(uint64_t high, uint64_t low, cm_modulus mod)
{
    high += low >> 32;
    low = (high % mod.p << 32 | (low & UINT32_MAX)) % mod.p;
    return (uint32_t)low;
}

static uint32_t dot_plain(const uint32_t *one, const uint32_t *other, size_t n,
                          cm_modulus mod)
{
    uint64_t high = 0, low = 0;
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        uint64_t sum = (uint64_t)one[i] * other[i] +
                       (uint64_t)one[i + 1] * other[i + 1] +
                       (uint64_t)one[i + 2] * other[i + 2] +
                       (uint64_t)one[i + 3] * other[i + 3];
        high += sum >> 32;
        low += sum & UINT32_MAX;
    }
    for (; i < n; i++) {
        uint64_t product = (uint64_t)one[i] * other[i];
        high += product >> 32;
        low += product & UINT32_MAX;
    }
    return join_halves(high, low, mod);
}

static void difference_plain(uint32_t *row, size_t n, uint32_t p)
{
    for (size_t i = 0; i < n; i++)
        row[i] = raised(row[i + 1] - row[i], p);
}

static void less_times_plain(uint32_t *row, size_t n, uint32_t p, uint32_t y,
                             uint32_t shoup)
{
    for (size_t i = 0; i < n; i++)
        row[i] = raised(row[i] - product(row[i + 1], p, y, shoup), p);
}

static const cm_lanes plain_lanes = {add_plain,        add_times_plain,
                                     less_plain,       dot_plain,
                                     difference_plain, less_times_plain};

/* ---- AVX2
 * -------------------------------------------------------------------- */

#ifdef AVX2

AVX2 static inline __m256i load(const uint32_t *at)
{
    return _mm256_loadu_si256((const __m256i *)at);
}

AVX2 static inline void store(uint32_t *at, __m256i x)
{
    _mm256_storeu_si256((__m256i *)at, x);
}

AVX2 static inline __m256i set(uint32_t x)
{
    return _mm256_set1_epi32((int)x);
}

AVX2 static inline __m256i reduced8(__m256i x, __m256i p)
{
    return _mm256_min_epu32(x, _mm256_sub_epi32(x, p));
}

AVX2 static inline __m256i raised8(__m256i x, __m256i p)
{
    return _mm256_min_epu32(x, _mm256_add_epi32(x, p));
}

/* The products of 32 bits by 32 come from even lanes alone. */
AVX2 static inline __m256i product8(__m256i x, __m256i p, __m256i y,
                                    __m256i shoup)
{
    __m256i even = _mm256_srli_epi64(_mm256_mul_epu32(x, shoup), 32);
    __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(x, 32), shoup);
    __m256i quotient = _mm256_blend_epi32(even, odd, 0xaa);
    __m256i rest = _mm256_sub_epi32(_mm256_mullo_epi32(x, y),
                                    _mm256_mullo_epi32(quotient, p));
    return reduced8(rest, p);
}

AVX2 static inline __m256i sum8(const uint32_t *at, const uint32_t *with,
                                __m256i p)
{
    return reduced8(_mm256_add_epi32(load(at), load(with)), p);
}

AVX2 static inline __m256i sum_times8(const uint32_t *at, const uint32_t *with,
                                      __m256i p, __m256i y, __m256i shoup)
{
    return reduced8(
        _mm256_add_epi32(load(at), product8(load(with), p, y, shoup)), p);
}

AVX2 static void add_avx2(uint32_t *to, const uint32_t *from, size_t n,
                          uint32_t p)
{
    const __m256i ps = set(p);
    for (; n >= LANES; n -= LANES) {
        uint32_t *at = to + (n - LANES);
        const uint32_t *with = from + (n - LANES);
        __m256i a = sum8(at, with, ps);
        __m256i b = sum8(at + VECTOR, with + VECTOR, ps);
        __m256i c = sum8(at + 2 * VECTOR, with + 2 * VECTOR, ps);
        __m256i d = sum8(at + 3 * VECTOR, with + 3 * VECTOR, ps);
        store(at, a);
        store(at + VECTOR, b);
        store(at + 2 * VECTOR, c);
        store(at + 3 * VECTOR, d);
    }
    add_plain(to, from, n, p);
}

AVX2 static void add_times_avx2(uint32_t *to, const uint32_t *from, size_t n,
                                uint32_t p, uint32_t y, uint32_t shoup)
{
    const __m256i ps = set(p), ys = set(y), shoups = set(shoup);
    for (; n >= (size_t)2 * VECTOR; n -= (size_t)2 * VECTOR) {
        uint32_t *at = to + (n - (size_t)2 * VECTOR);
        const uint32_t *with = from + (n - (size_t)2 * VECTOR);
        __m256i a = sum_times8(at, with, ps, ys, shoups);
        __m256i b = sum_times8(at + VECTOR, with + VECTOR, ps, ys, shoups);
        store(at, a);
        store(at + VECTOR, b);
    }
    add_times_plain(to, from, n, p, y, shoup);
}

AVX2 static void less_avx2(uint32_t *to, const uint32_t *from, size_t n,
                           uint32_t p)
{
    const __m256i ps = set(p);
    for (; n >= (size_t)2 * VECTOR; n -= (size_t)2 * VECTOR) {
        uint32_t *at = to + (n - (size_t)2 * VECTOR);
        const uint32_t *with = from + (n - (size_t)2 * VECTOR);
        __m256i a = raised8(_mm256_sub_epi32(load(at), load(with)), ps);
        __m256i b = raised8(
            _mm256_sub_epi32(load(at + VECTOR), load(with + VECTOR)), ps);
        store(at, a);
        store(at + VECTOR, b);
    }
    less_plain(to, from, n, p);
}

AVX2 static inline __m256i even_products(__m256i x, __m256i y)
{
    return _mm256_mul_epu32(x, y);
}

AVX2 static inline __m256i odd_products(__m256i x, __m256i y)
{
    return _mm256_mul_epu32(_mm256_srli_epi64(x, 32), _mm256_srli_epi64(y, 32));
}

AVX2 static uint64_t sum_of(__m256i x)
{
    uint64_t part[4];
    _mm256_storeu_si256((__m256i *)part, x);
    return part[0] + part[1] + part[2] + part[3];
}

AVX2 static uint32_t dot_avx2(const uint32_t *one, const uint32_t *other,
                              size_t n, cm_modulus mod)
{
    const __m256i half = _mm256_set1_epi64x(UINT32_MAX);
    __m256i high = _mm256_setzero_si256(), low = high;
    size_t i = 0;
    for (; i + (size_t)2 * VECTOR <= n; i += (size_t)2 * VECTOR) {
        __m256i a = load(one + i), b = load(other + i);
        __m256i c = load(one + i + VECTOR), d = load(other + i + VECTOR);
        __m256i sum = _mm256_add_epi64(
            _mm256_add_epi64(even_products(a, b), odd_products(a, b)),
            _mm256_add_epi64(even_products(c, d), odd_products(c, d)));
        high = _mm256_add_epi64(high, _mm256_srli_epi64(sum, 32));
        low = _mm256_add_epi64(low, _mm256_and_si256(sum, half));
    }
    uint32_t rest = dot_plain(one + i, other + i, n - i, mod);
    return cm_mod_add(join_halves(sum_of(high), sum_of(low), mod), rest, mod);
}

AVX2 static void difference_avx2(uint32_t *row, size_t n, uint32_t p)
{
    const __m256i ps = set(p);
    size_t i = 0;
    for (; i + VECTOR <= n; i += VECTOR)
        store(row + i,
              raised8(_mm256_sub_epi32(load(row + i + 1), load(row + i)), ps));
    difference_plain(row + i, n - i, p);
}

AVX2 static void less_times_avx2(uint32_t *row, size_t n, uint32_t p,
                                 uint32_t y, uint32_t shoup)
{
    const __m256i ps = set(p), ys = set(y), shoups = set(shoup);
    size_t i = 0;
    for (; i + VECTOR <= n; i += VECTOR) {
        __m256i by = product8(load(row + i + 1), ps, ys, shoups);
        store(row + i, raised8(_mm256_sub_epi32(load(row + i), by), ps));
    }
    less_times_plain(row + i, n - i, p, y, shoup);
}

static const cm_lanes avx2_lanes = {add_avx2, add_times_avx2,  less_avx2,
                                    dot_avx2, difference_avx2, less_times_avx2};

#endif

cm_lanes cm_lanes_plain(void)
{
    return plain_lanes;
}

cm_lanes cm_lanes_here(void)
{
#ifdef AVX2
    if (__builtin_cpu_supports("avx2"))
        return avx2_lanes;
#endif
    return plain_lanes;
}
