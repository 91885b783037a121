#include "engine/lanes.h"

#include <string.h>

/* Bodies with a fixed number of turns, which compilers turn into vectors. In
   both, 31-bit residues leave a sum below 2^32, and x - p wraps around to
   something large where x < p: the smaller of the two is the residue. */
enum { LANES = 32 };

#define ADD_BODY                                                               \
    size_t i = 0;                                                              \
    for (; i + LANES <= n; i += LANES)                                         \
        for (size_t k = i; k < i + LANES; k++) {                               \
            uint32_t x = to[k] + from[k], less = x - p;                        \
            to[k] = x < less ? x : less;                                       \
        }                                                                      \
    for (; i < n; i++) {                                                       \
        uint32_t x = to[i] + from[i], less = x - p;                            \
        to[i] = x < less ? x : less;                                           \
    }

/* Shoup's product: the quotient is right or one too small, so that the rest is
   below 2p < 2^32. */
#define TIMES_ONE(k)                                                           \
    do {                                                                       \
        uint32_t quotient = (uint32_t)((uint64_t)from[k] * shoup >> 32);       \
        uint32_t rest = from[k] * y - quotient * p, less = rest - p;           \
        uint32_t x = to[k] + (rest < less ? rest : less);                      \
        less = x - p;                                                          \
        to[k] = x < less ? x : less;                                           \
    } while (0)

#define TIMES_BODY                                                             \
    size_t i = 0;                                                              \
    for (; i + LANES <= n; i += LANES)                                         \
        for (size_t k = i; k < i + LANES; k++)                                 \
            TIMES_ONE(k);                                                      \
    for (; i < n; i++)                                                         \
        TIMES_ONE(i);

#define DIFFERENCE_BODY                                                        \
    size_t i = 0;                                                              \
    for (; i + LANES <= n; i += LANES)                                         \
        for (size_t k = i; k < i + LANES; k++) {                               \
            uint32_t x = row[k + 1] - row[k], more = x + p;                    \
            row[k] = x < more ? x : more;                                      \
        }                                                                      \
    for (; i < n; i++) {                                                       \
        uint32_t x = row[i + 1] - row[i], more = x + p;                        \
        row[i] = x < more ? x : more;                                          \
    }

#define LESS_ONE(k)                                                            \
    do {                                                                       \
        uint32_t from = row[(k) + 1];                                          \
        uint32_t quotient = (uint32_t)((uint64_t)from * shoup >> 32);          \
        uint32_t rest = from * y - quotient * p, less = rest - p;              \
        uint32_t x = row[k] - (rest < less ? rest : less), more = x + p;       \
        row[k] = x < more ? x : more;                                          \
    } while (0)

#define LESS_BODY                                                              \
    size_t i = 0;                                                              \
    for (; i + LANES <= n; i += LANES)                                         \
        for (size_t k = i; k < i + LANES; k++)                                 \
            LESS_ONE(k);                                                       \
    for (; i < n; i++)                                                         \
        LESS_ONE(i);

/* The four operations, once for each kind of machine. */
#define OPERATIONS(name, target)                                               \
    target static void add_##name(uint32_t *restrict to,                       \
                                  const uint32_t *restrict from, size_t n,     \
                                  uint32_t p)                                  \
    {                                                                          \
        ADD_BODY                                                               \
    }                                                                          \
    target static void add_times_##name(                                       \
        uint32_t *restrict to, const uint32_t *restrict from, size_t n,        \
        uint32_t p, uint32_t y, uint32_t shoup)                                \
    {                                                                          \
        TIMES_BODY                                                             \
    }                                                                          \
    target static void difference_##name(uint32_t *row, size_t n, uint32_t p)  \
    {                                                                          \
        DIFFERENCE_BODY                                                        \
    }                                                                          \
    target static void less_times_##name(uint32_t *row, size_t n, uint32_t p,  \
                                         uint32_t y, uint32_t shoup)           \
    {                                                                          \
        LESS_BODY                                                              \
    }                                                                          \
    static const cm_lanes name##_lanes = {add_##name, add_times_##name,        \
                                          difference_##name,                   \
                                          less_times_##name};

OPERATIONS(plain, )
#if defined(__x86_64__) && defined(__GNUC__)
OPERATIONS(avx2, __attribute__((target("avx2"))))
#endif

cm_lanes cm_lanes_here(void)
{
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx2"))
        return avx2_lanes;
#endif
    return plain_lanes;
}

static uint32_t shoup_of(uint32_t y, cm_modulus mod)
{
    return (uint32_t)(((uint64_t)y << 32) / mod.p);
}

void cm_lanes_take(const cm_lanes *lanes, uint32_t *row, uint64_t last,
                   uint64_t shift, cm_modulus mod, uint32_t y)
{
    enum { BLOCK = 1024 };
    uint32_t old[BLOCK];
    uint32_t shoup = shoup_of(y, mod);
    /* From the top down, in blocks that do not reach what they read: either
       because the shift is long enough, or by a copy of what was there. */
    for (uint64_t end = last + 1; end > shift;) {
        uint64_t n = end - shift < BLOCK * 16 ? end - shift : BLOCK * 16;
        const uint32_t *from;
        if (n > shift && shift >= BLOCK)
            n = shift;
        if (n > shift) {
            n = n < BLOCK ? n : BLOCK;
            memcpy(old, row + end - n - shift, n * sizeof *old);
            from = old;
        } else {
            from = row + end - n - shift;
        }
        if (y == 1)
            lanes->add(row + end - n, from, n, mod.p);
        else
            lanes->add_times(row + end - n, from, n, mod.p, y, shoup);
        end -= n;
    }
}

void cm_lanes_prefix(uint32_t *row, uint64_t n, cm_modulus mod)
{
    for (uint64_t s = 1; s < n; s++)
        row[s] = cm_mod_add(row[s - 1], row[s], mod);
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
        lanes->less_times(row + k, n - 1 - k, mod.p, k, shoup_of(k, mod));
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
