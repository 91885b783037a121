/* Elementary functions in doubles with errors that are proved, and the same
 * bits on every machine: + - * / alone, no libm (docs/theory/fourier.md).
 *
 * u = 2^-53. A bound "k u" is of the value, relative, for doubles of IEEE 754
 * that are rounded to the nearest and not fused. */
#ifndef CM_REAL_H
#define CM_REAL_H

#include <stdbool.h>
#include <stdint.h>

#define CM_ULP 0x1p-53

/** Whether the doubles of this machine are such, never held in wider
    registers. */
bool cm_real_here(void);

/** e^x within 6 u for |x| <= 700; 0 below, where it is below 10^-304. */
double cm_exp(double x);
/** e^x - 1 within 24 u for |x| <= 700. */
double cm_expm1(double x);
/** ln x within 10 u, x > 0 and normal. */
double cm_log(double x);
/** ln(1 - v) within 12 u, 0 <= v <= 0.3. */
double cm_log_less(double v);
/** The angle of (x, y), x >= 0, |y| not 0 with x 0: within 16 u. */
double cm_angle(double y, double x);

/** What angles pi r / modulus need. */
typedef struct cm_turn {
    double modulus; /**< odd, below 2^50 */
    double step;    /**< pi / 2 / modulus */
} cm_turn;
cm_turn cm_turn_of(uint64_t modulus);
/** sine and cosine of one pi r / modulus, 0 <= r < 2 modulus, within 8 u. */
void cm_turn_one(const cm_turn *turn, uint64_t r, double *sine, double *cosine);
/** sine and cosine of x, |x| < 2^22, within 8 u + 2^-52 |x|, absolute. */
void cm_sincos(double x, double *sine, double *cosine);

#endif
