#include "engine/numbers/lanes.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2 __attribute__((target("avx2")))
#include <immintrin.h>
#endif

/* In all of them, 31-bit residues leave a sum below 2^32, and x - p wraps
   around to something large where x < p: the smaller of the two is the residue. */
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

/* ---- any machine ----------------------------------------------------------- */

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

static void difference_plain(uint32_t *row, size_t n, uint32_t p)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t x = row[i + 1] - row[i], more = x + p;
        row[i] = x < more ? x : more;
    }
}

static void less_times_plain(uint32_t *row, size_t n, uint32_t p, uint32_t y,
                             uint32_t shoup)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t x = row[i] - product(row[i + 1], p, y, shoup), more = x + p;
        row[i] = x < more ? x : more;
    }
}

static const cm_lanes plain_lanes = {add_plain, add_times_plain,
                                     difference_plain, less_times_plain};

/* ---- AVX2 -------------------------------------------------------------------- */

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

static const cm_lanes avx2_lanes = {add_avx2, add_times_avx2, difference_avx2,
                                    less_times_avx2};

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

/* ---- players ------------------------------------------------------------------- */

uint32_t cm_lanes_shoup(uint32_t y, cm_modulus mod)
{
    return (uint32_t)(((uint64_t)y << 32) / mod.p);
}

/* So many cells: the first fits the nearest cache with the window beside it,
   the second the next. */
enum { SMALL_WINDOW = 4096, LARGE_WINDOW = 65536, FEW = 4 };

uint32_t cm_lanes_group(const uint64_t *shift, uint32_t n)
{
    uint64_t window = 0;
    uint32_t k = 0, small = 0;
    for (; k < n && k < CM_LANES_GROUP; k++) {
        if (shift[k] > LARGE_WINDOW - window)
            break;
        window += shift[k];
        if (window <= SMALL_WINDOW)
            small = k + 1;
    }
    return small >= FEW ? small : k ? k : 1;
}

/* The players of a group follow each other down the row. Each stays behind the
   one before it by its own weight at least, so that what it reads is finished
   by that one and not yet begun by itself; all that they have in hand is the
   window between the first and the last. */
void cm_lanes_take(const cm_lanes *lanes, uint32_t *row, uint64_t last,
                   const uint64_t *shift, uint32_t n, cm_modulus mod,
                   uint32_t y)
{
    uint64_t lag[CM_LANES_GROUP] = {0}, top = last + 1;
    uint32_t shoup = cm_lanes_shoup(y, mod);
    for (uint32_t i = 1; i < n; i++) /* rounded up: aligned stores */
        lag[i] = (lag[i - 1] + shift[i] + VECTOR - 1) / VECTOR * VECTOR;
    uint64_t tile = lag[n - 1] <= SMALL_WINDOW + VECTOR * CM_LANES_GROUP
                        ? SMALL_WINDOW / 2
                        : LARGE_WINDOW / 4;
    if (n == 1)
        tile = top + 1; /* nobody follows */
    for (uint64_t low = last / tile * tile;; low -= tile) {
        for (uint32_t i = 0; i < n; i++) {
            uint64_t end = low + tile + lag[i], begin = low ? low + lag[i] : 0;
            end = end < top ? end : top;
            begin = begin > shift[i] ? begin : shift[i];
            if (begin >= end)
                continue;
            uint32_t *to = row + begin;
            if (y == 1)
                lanes->add(to, to - shift[i], end - begin, mod.p);
            else
                lanes->add_times(to, to - shift[i], end - begin, mod.p, y,
                                 shoup);
        }
        if (low == 0)
            break;
    }
}

void cm_lanes_take_sum(const cm_lanes *lanes, uint32_t *row, uint32_t *sum,
                       uint64_t last, uint64_t shift, cm_modulus mod,
                       uint32_t y)
{
    enum { TILE = SMALL_WINDOW / 2 }; /* read once for both */
    uint32_t shoup = cm_lanes_shoup(y, mod);
    for (uint64_t low = last / TILE * TILE;; low -= TILE) {
        uint64_t end = low + TILE < last + 1 ? low + TILE : last + 1;
        uint64_t begin = low > shift ? low : shift;
        lanes->add(sum + low, row + low, end - low, mod.p);
        uint32_t *to = row + begin;
        if (begin < end && y == 1)
            lanes->add(to, to - shift, end - begin, mod.p);
        else if (begin < end)
            lanes->add_times(to, to - shift, end - begin, mod.p, y, shoup);
        if (low == 0)
            break;
    }
}

/* Four parts at a time, each from the sum of those before it: a single sum
   would wait for itself. */
void cm_lanes_prefix(uint32_t *row, uint64_t n, cm_modulus mod)
{
    uint64_t part = n / 4;
    uint32_t sum[4] = {0}, p = mod.p;
    for (int k = 1; k < 4; k++)
        sum[k] = cm_mod_add(sum[k - 1],
                            cm_lanes_sum(row + (uint64_t)(k - 1) * part, part,
                                         mod),
                            mod);
    for (uint64_t s = 0; s < part; s++)
        for (int k = 0; k < 4; k++) {
            uint32_t *at = row + (uint64_t)k * part + s;
            *at = sum[k] = reduced(sum[k] + *at, p);
        }
    for (uint64_t s = 4 * part; s < n; s++)
        row[s] = sum[3] = reduced(sum[3] + row[s], p);
}

void cm_lanes_interpolate(const cm_lanes *lanes, uint32_t *row, uint32_t n,
                          cm_modulus mod, uint32_t *scratch)
{
    if (n < 2)
        return;
    /* row[k] := k-th difference at 0 */
    memcpy(scratch, row, n * sizeof *row);
    for (uint32_t k = 0; k < n; k++) {
        row[k] = scratch[0];
        lanes->difference(scratch, n - 1 - k, mod.p);
    }
    /* over k!: the coefficient of x (x-1) ... (x-k+1) */
    uint32_t factorial = 1;
    for (uint32_t k = 2; k < n; k++)
        factorial = cm_mod_mul(factorial, k, mod);
    uint32_t inverse = cm_mod_inverse(factorial, mod); /* of (n-1)! */
    for (uint32_t k = n; k-- > 1;) {
        row[k] = cm_mod_mul(row[k], inverse, mod);
        inverse = cm_mod_mul(inverse, k, mod);
    }
    /* Horner from the inside: what stands at k.. is q; q := q (x - k) + row[k] */
    for (uint32_t k = n - 1; k-- > 0;)
        lanes->less_times(row + k, n - 1 - k, mod.p, k, cm_lanes_shoup(k, mod));
}

uint32_t cm_lanes_sum(const uint32_t *row, uint64_t n, cm_modulus mod)
{
    uint64_t sum = 0; /* below 2^32 * 2^31 */
    for (uint64_t s = 0; s < n; s++)
        sum += row[s];
    /* 2^63 is more than cm_mod_of takes; fold the upper half first. */
    return cm_mod_of((sum >> 31) % mod.p * ((UINT64_C(1) << 31) % mod.p) +
                         (sum & 0x7fffffff),
                     mod);
}
