/* Sine and cosine of shares of a turn, in a form that compilers turn into as many
 * lanes as a function may use: see real.h for what is proved of them. */
#ifndef CM_TURNS_H
#define CM_TURNS_H

#include "engine/numbers/real.h"

/* Sine and cosine of 0 <= x <= pi/4: the first left out of the sine is
   x^17 / 17! < 5 10^-17, of the cosine x^18 / 18! < 3 10^-18. */
#define CM_SINE_OF(x, y)                                                       \
    ((x) - (x) * (y) *                                                         \
               (1.0 / 6 -                                                      \
                (y) * (1.0 / 120 -                                             \
                       (y) * (1.0 / 5040 -                                     \
                              (y) * (1.0 / 362880 -                            \
                                     (y) * (1.0 / 39916800 -                   \
                                            (y) * (1.0 / 6227020800 -          \
                                                   (y) * (1.0 /                \
                                                          1307674368000))))))))
#define CM_COSINE_OF(y)                                                        \
    (1 -                                                                       \
     (y) * (0.5 -                                                              \
            (y) * (1.0 / 24 -                                                  \
                   (y) * (1.0 / 720 -                                          \
                          (y) * (1.0 / 40320 -                                 \
                                 (y) * (1.0 / 3628800 -                        \
                                        (y) * (1.0 / 479001600 -               \
                                               (y) * (1.0 / 87178291200.0 -    \
                                                      (y) *                    \
                                                          (1.0 /               \
                                                           20922789888000.0)))))))))

/**
 * The half angle h of a turn of `at` among `whole`, 0 <= at < 2 whole. With r
 * nearest to 0 such that at = r + j whole: *sine and *cosine >= 0 of
 * pi r / whole within 8 u, and *flip = 1 if j is odd, else 0. step is that of
 * cm_turn.
 */
static inline __attribute__((always_inline)) void
cm_turn_at(double whole, double step, double at, double *sine, double *cosine,
           double *flip)
{
    /* r = at, at - whole or at - 2 whole; all of it exact */
    const double half = whole / 2;
    double odd = at > half ? 1 : 0, even = at > 3 * half ? 1 : 0;
    double r = at - (odd + even) * whole;
    double sign = r < 0 ? -1 : 1;
    double twice = 2 * sign * r, rest = whole - twice;
    /* beyond 45 degrees from the other end, where it is small again */
    double near = rest < twice ? rest : twice;
    double x = near * step, y = x * x;
    double one = CM_SINE_OF(x, y), other = CM_COSINE_OF(y);
    *sine = sign * (rest < twice ? other : one);
    *cosine = rest < twice ? one : other;
    *flip = odd - even;
}

#endif
