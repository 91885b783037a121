/* Players taken into rows of residues, and what is read from rows. */
#include "engine/numbers/lanes.h"

#include <string.h>

enum { VECTOR = 8 };

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
    uint32_t sum[4] = {0};
    for (int k = 1; k < 4; k++)
        sum[k] = cm_mod_add(sum[k - 1],
                            cm_lanes_sum(row + (uint64_t)(k - 1) * part, part,
                                         mod),
                            mod);
    for (uint64_t s = 0; s < part; s++)
        for (int k = 0; k < 4; k++) {
            uint32_t *at = row + (uint64_t)k * part + s;
            *at = sum[k] = cm_mod_add(sum[k], *at, mod);
        }
    for (uint64_t s = 4 * part; s < n; s++)
        row[s] = sum[3] = cm_mod_add(sum[3], row[s], mod);
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
