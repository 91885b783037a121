/* Long rows of residues, added with as many lanes as the machine has. */
#ifndef CM_LANES_H
#define CM_LANES_H

#include "engine/residues.h"

/** Row operations for one prime; chosen once for the machine. */
typedef struct cm_lanes {
    /** to[i] += from[i] modulo p; the two do not overlap */
    void (*add)(uint32_t *to, const uint32_t *from, size_t n, uint32_t p);
    /** to[i] += y * from[i]; `shoup` is y * 2^32 / p, rounded down */
    void (*add_times)(uint32_t *to, const uint32_t *from, size_t n, uint32_t p,
                      uint32_t y, uint32_t shoup);
    /** row[i] := row[i + 1] - row[i], i < n */
    void (*difference)(uint32_t *row, size_t n, uint32_t p);
    /** row[i] -= y * row[i + 1], i < n */
    void (*less_times)(uint32_t *row, size_t n, uint32_t p, uint32_t y,
                       uint32_t shoup);
} cm_lanes;

cm_lanes cm_lanes_here(void);

/** row[s] += y * row[s - shift] for s from `last` down to `shift`: one more
    player of weight `shift` > 0 who carries the mark y. */
void cm_lanes_take(const cm_lanes *lanes, uint32_t *row, uint64_t last,
                   uint64_t shift, cm_modulus mod, uint32_t y);

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
