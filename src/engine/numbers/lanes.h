/* Long rows of residues, added with as many lanes as the machine has. */
#ifndef CM_LANES_H
#define CM_LANES_H

#include "engine/numbers/residues.h"

/** Row operations for one prime; chosen once for the machine. */
typedef struct cm_lanes {
    /** to[i] += from[i] modulo p, from the last down: `from` lies before `to`,
        or the two do not overlap */
    void (*add)(uint32_t *to, const uint32_t *from, size_t n, uint32_t p);
    /** to[i] += y * from[i], likewise; `shoup` is cm_lanes_shoup(y) */
    void (*add_times)(uint32_t *to, const uint32_t *from, size_t n, uint32_t p,
                      uint32_t y, uint32_t shoup);
    /** to[i] -= from[i], likewise */
    void (*less)(uint32_t *to, const uint32_t *from, size_t n, uint32_t p);
    /** sum of one[i] * other[i], modulo p; n < 2^32 */
    uint32_t (*dot)(const uint32_t *one, const uint32_t *other, size_t n,
                    cm_modulus mod);
    /** row[i] := row[i + 1] - row[i], i < n */
    void (*difference)(uint32_t *row, size_t n, uint32_t p);
    /** row[i] -= y * row[i + 1], i < n */
    void (*less_times)(uint32_t *row, size_t n, uint32_t p, uint32_t y,
                       uint32_t shoup);
} cm_lanes;

cm_lanes cm_lanes_here(void);
/** Those of any machine; the results are the same. */
cm_lanes cm_lanes_plain(void);

/** y * 2^32 / p, rounded down */
uint32_t cm_lanes_shoup(uint32_t y, cm_modulus mod);

enum { CM_LANES_GROUP = 64 }; /* players that are taken together, at most */

/** How many of the n >= 1 next players are best taken together. */
uint32_t cm_lanes_group(const uint64_t *shift, uint32_t n);

/** For each of n players in turn, 1..CM_LANES_GROUP: row[s] += y * row[s - w]
    for s from `last` down to its weight w > 0, so that each is a member once
    and carries the mark y. */
void cm_lanes_take(const cm_lanes *lanes, uint32_t *row, uint64_t last,
                   const uint64_t *shift, uint32_t n, cm_modulus mod,
                   uint32_t y);

/** The same for one player, after sum[s] += row[s] for s = 0..last. */
void cm_lanes_take_sum(const cm_lanes *lanes, uint32_t *row, uint32_t *sum,
                       uint64_t last, uint64_t shift, cm_modulus mod,
                       uint32_t y);

/** row[s] := sum of row[0..s] modulo p, s < n */
void cm_lanes_prefix(uint32_t *row, uint64_t n, cm_modulus mod);

/** From the values of a polynomial at 0, 1, ..., n-1 to its coefficients modulo
    a prime above n, in place (Newton's differences). n^2 additions. scratch:
    room for n. */
void cm_lanes_interpolate(const cm_lanes *lanes, uint32_t *row, uint32_t n,
                          cm_modulus mod, uint32_t *scratch);

/** Sum of n residues modulo p; n < 2^32. */
uint32_t cm_lanes_sum(const uint32_t *row, uint64_t n, cm_modulus mod);

#endif
