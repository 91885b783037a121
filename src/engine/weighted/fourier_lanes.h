/* One frequency of a Fourier sum, all weights at once, with as many lanes as the
 * machine has; every machine gives the same bits. */
#ifndef CM_FOURIER_LANES_H
#define CM_FOURIER_LANES_H

#include "engine/numbers/real.h"

enum { CM_FOURIER_LANES = 8 }; /**< arrays have a multiple of so many numbers */

/** Chances of a point. Either all alike or, with `each`, per place. */
typedef struct cm_chances {
    bool each;
    const double *bias;   /**< 2 P - 1 of the tilted chance P, within 4 u of
                               that of odds that are off by ... */
    const double *spread; /**< 4 P (1 - P) */
    const double *loose;  /**< ... so much, relative, times spread */
    double tilt;          /**< >= 0; if it is not 0, with `each`: */
    const double *less, *more; /**< (e^x - 1) / 2 and (e^x + 1) / 2 over
                                    1 - p + p e^x, x = tilt w */
    double over;          /**< 1 / (4 p (1 - p)) */
    double blur;          /**< these three, or what the terms are multiplied by, are
                               off by so much of themselves */
} cm_chances;

/** Half angles h of all weights at a frequency, and factors cosine + i part of a
    point there: 1 over the square of their size, and 1 over their size at least. */
typedef struct cm_frequency {
    double *at;           /**< k w modulo 2 N */
    double *sine, *cosine, *flip;
    double *part, *inverse, *most;
} cm_frequency;

/** What a term adds: the real part of q n / f with n = less cos + i more sin (i sin
    without a tilt) and f = cos + i bias sin; and `size` times how large n / f is at
    most. */
typedef struct cm_term {
    double re, im, size;
} cm_term;

typedef struct cm_fourier_lanes {
    /** sine, cosine and flip of the angles: see cm_turn_at */
    void (*turn)(const cm_frequency *at, uint32_t n, cm_turn turn);
    /** to the next frequency */
    void (*go_on)(double *at, const double *weight, uint32_t n, double twice);
    /** sum of odd[i] flip[i]: below 2^53 */
    double (*flips)(const double *odd, const double *flip, uint32_t n);
    /** part, inverse and most. Returns how far off loose odds put the product at
        most: with odds that are off by e, a factor f is off by
        e spread / 2 |sin| / |f| of itself */
    double (*look)(const cm_frequency *at, uint32_t n, const cm_chances *chances,
                   const double *units);
    /** re and im of CM_FOURIER_LANES products of the factors from `first` on,
        n of them */
    void (*product)(const cm_frequency *at, uint32_t first, uint32_t n,
                    double *re, double *im);
    /** adds the term of every weight */
    void (*spread_out)(const cm_frequency *at, uint32_t n,
                       const cm_chances *chances, cm_term term, double *value,
                       double *off);
} cm_fourier_lanes;

cm_fourier_lanes cm_fourier_lanes_here(void);
/** Those of any machine; the results are the same. */
cm_fourier_lanes cm_fourier_lanes_plain(void);

#endif
