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

/** Both halves of a band of two or more; by its ratio where it is long. */
static inline void cm_band_halves(cm_band band, cm_band *half)
{
    uint64_t middle = band.last / band.first > 2
                          ? 2 * band.first - 1
                          : band.first + (band.last - band.first) / 2;
    half[0] = (cm_band){band.first, middle};
    half[1] = (cm_band){middle + 1, band.last};
}

/** Puts both on the list, the lower one last. */
static inline bool cm_band_halve(cm_arena *arena, cm_band_list *list,
                                 cm_band band)
{
    cm_band half[2];
    cm_band_halves(band, half);
    return cm_push(arena, list, half[1]) && cm_push(arena, list, half[0]);
}

/** k w modulo m; k, w < m < 2^51. The quotient is 1 off at most in doubles, so that
    what is left of the products, which may be off by 2^64, is in -m..2m. */
static inline uint64_t cm_times_mod(uint64_t k, uint64_t w, uint64_t m)
{
    uint64_t quotient = (uint64_t)((double)k * (double)w / (double)m);
    uint64_t left = k * w - quotient * m;
    if (left >> 63)
        return left + m;
    return left >= m ? left - m : left;
}

#endif
