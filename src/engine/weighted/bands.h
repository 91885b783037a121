/* Bands of frequencies, and how a range of them is cut up. */
#ifndef CM_BANDS_H
#define CM_BANDS_H

#include "base/arena.h"
#include "engine/numbers/real.h"

/** Frequencies first..last. */
typedef struct cm_band {
    uint64_t first, last;
} cm_band;

/** A list of bands that is worked off. */
typedef cm_vec(cm_band) cm_band_list;

/** The share of a band in what may be left out of 1..half: half of it by its
    length, half by the logarithm of its ends. Shares of all bands add up to 1. */
static inline double cm_band_share(cm_band band, uint64_t half)
{
    double length = (double)(band.last - band.first + 1) / (double)half;
    double ratio = cm_log((double)(band.last + 1) / (double)band.first) /
                   cm_log((double)(half + 1));
    return (length + ratio) * 0.499;
}

/** Puts both halves of a band of two or more on the list, the lower one last; by
    its ratio where it is long. */
static inline bool cm_band_halve(cm_arena *arena, cm_band_list *list,
                                 cm_band band)
{
    uint64_t middle = band.last / band.first > 2
                          ? 2 * band.first - 1
                          : band.first + (band.last - band.first) / 2;
    return cm_push(arena, list, (cm_band){middle + 1, band.last}) &&
           cm_push(arena, list, (cm_band){band.first, middle});
}

/** k w modulo m, all below 2^62. */
static inline uint64_t cm_times_mod(uint64_t k, uint64_t w, uint64_t m)
{
    if (k == 0 || w <= UINT64_MAX / k)
        return k * w % m;
    uint64_t product = 0;
    for (k %= m, w %= m; k; k >>= 1, w = 2 * w % m)
        if (k & 1)
            product = (product + w) % m;
    return product;
}

#endif
