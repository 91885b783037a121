#include "engine/numbers/turns.h"

#include <float.h>

bool cm_real_here(void)
{
    bool as_written = FLT_EVAL_METHOD == 0 || FLT_EVAL_METHOD == 1; /* s390x */
    return as_written && FLT_RADIX == 2 && DBL_MANT_DIG == 53;
}

/* ---- powers of two ---------------------------------------------------------- */

/* x 2^k, exact while the result is normal. */
static double scaled(double x, int k)
{
    double power = k < 0 ? 0.5 : 2;
    for (unsigned n = (unsigned)(k < 0 ? -k : k); n; n >>= 1) {
        if (n & 1)
            x *= power;
        power *= power;
    }
    return x;
}

/* x = m 2^e with m in [1, 2): x becomes m. */
static int take_exponent(double *x)
{
    int e = 0;
    for (int step = 512; step; step /= 2) {
        double power = scaled(1, step);
        if (*x >= power) {
            *x /= power;
            e += step;
        } else if (*x < 1 && *x * power < 2) {
            *x *= power;
            e -= step;
        }
    }
    return e;
}

/* ---- exponential ------------------------------------------------------------ */

#define LN2_HIGH 0x1.62e42feep-1 /* 32 bits: times an integer it is exact */
#define LN2_LOW 0x1.a39ef35793c76p-33

/* sum over i = 1.. of x^i / i!, |x| <= 0.35: the first left out is below
   0.35^16 / 16! < 3 10^-21. */
static double small_expm1(double x)
{
    double sum = 0;
    for (int i = 15; i > 1; i--)
        sum = (1 + sum) * x / i;
    return x + x * sum;
}

double cm_exp(double x)
{
    if (x < -700)
        return 0;
    double scaled_x = x * 0x1.71547652b82fep+0;
    int k = (int)(scaled_x < 0 ? scaled_x - 0.5 : scaled_x + 0.5);
    double rest = (x - k * LN2_HIGH) - k * LN2_LOW;
    return scaled(1 + small_expm1(rest), k);
}

double cm_expm1(double x)
{
    if (x > -0.35 && x < 0.35)
        return small_expm1(x);
    return cm_exp(x) - 1;
}

/* ---- logarithm -------------------------------------------------------------- */

/* 2 artanh z, |z| <= 0.177: the first left out is z^25 / 25 < 7 10^-21. */
static double twice_artanh(double z)
{
    double y = z * z, sum = 0;
    for (int i = 23; i > 1; i -= 2)
        sum = (sum + 1.0 / i) * y;
    return 2 * (z + z * sum);
}

double cm_log(double x)
{
    int e = take_exponent(&x);
    if (x > 1.414) {
        x /= 2;
        e++;
    }
    double part = twice_artanh((x - 1) / (x + 1));
    return e * LN2_HIGH + (e * LN2_LOW + part);
}

double cm_log_less(double v)
{
    return -twice_artanh(v / (2 - v));
}

/* ---- angles ------------------------------------------------------------------- */

#define PI 0x1.921fb54442d18p+1
#define PI_HIGH 0x1.921fb544p+1 /* 32 bits */
#define PI_LOW 0x1.0b4611a626331p-33
#define TAN_PI_8 0x1.a827999fcef32p-2

/* arctan z, |z| <= 0.21: the first left out is z^25 / 25 < 5 10^-19. */
static double small_angle(double z)
{
    double y = z * z, sum = 0;
    for (int i = 23; i > 1; i -= 2)
        sum = (1.0 / i - sum) * y;
    return z - z * sum;
}

/* 0 <= t <= 1, by the nearest of 0, pi/8 and pi/4 */
static double arctan(double t)
{
    if (t > 0.668)
        return PI / 4 - small_angle((1 - t) / (1 + t));
    if (t > 0.2)
        return PI / 8 + small_angle((t - TAN_PI_8) / (1 + t * TAN_PI_8));
    return small_angle(t);
}

double cm_angle(double y, double x)
{
    double up = y < 0 ? -y : y;
    double angle = up <= x ? arctan(up / x) : PI / 2 - arctan(x / up);
    return y < 0 ? -angle : angle;
}

cm_turn cm_turn_of(uint64_t modulus)
{
    double m = (double)modulus;
    return (cm_turn){.modulus = m, .step = PI / 2 / m};
}

void cm_turn_one(const cm_turn *turn, uint64_t r, double *sine, double *cosine)
{
    double s, c, flip;
    cm_turn_at(turn->modulus, turn->step, (double)r, &s, &c, &flip);
    *sine = flip > 0 ? -s : s;
    *cosine = flip > 0 ? -c : c;
}

void cm_sincos(double x, double *sine, double *cosine)
{
    double turns = x / PI;
    int64_t k = (int64_t)(turns < 0 ? turns - 0.5 : turns + 0.5);
    double rest = (x - (double)k * PI_HIGH) - (double)k * PI_LOW;
    double up = rest < 0 ? -rest : rest; /* to pi / 2 */
    double other = PI / 2 - up;
    double near = other < up ? other : up, y = near * near;
    double s = CM_SINE_OF(near, y), c = CM_COSINE_OF(y);
    double sign = k % 2 ? -1 : 1;
    *sine = sign * (rest < 0 ? -1 : 1) * (other < up ? c : s);
    *cosine = sign * (other < up ? s : c);
}
