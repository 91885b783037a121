#include "engine/numbers/gauss.h"

/* ---- Legendre polynomials in integers ------------------------------------------------ */

/* Numbers times 2^bits. One step of the recurrence makes an error of at most 3
   units and passes on at most 2 e(k) + e(k - 1): after m steps 2^(1.28 m + 3)
   units. With bits = 2m + 320 that is below 2^-310. */
typedef struct legendre {
    uint32_t m;
    mp_bitcnt_t bits;
    mpz_t one, x, last, before, term; /* P(m), P(m - 1) at x */
} legendre;

static void begin(legendre *t, uint32_t m)
{
    t->m = m;
    t->bits = 2 * (mp_bitcnt_t)m + 320;
    mpz_inits(t->one, t->x, t->last, t->before, t->term, NULL);
    mpz_setbit(t->one, t->bits);
}

static void end(legendre *t)
{
    mpz_clears(t->one, t->x, t->last, t->before, t->term, NULL);
}

/* (k + 1) P(k + 1) = (2k + 1) x P(k) - k P(k - 1). Returns how often the sign
   changes from P(0) to P(m): so many roots are above x. */
static uint32_t evaluate(legendre *t)
{
    uint32_t changes = 0;
    int sign = 1;
    mpz_set(t->before, t->one);
    mpz_set(t->last, t->x);
    for (uint32_t k = 0;; k++) {
        int now = mpz_sgn(t->last);
        if (now && now != sign) {
            changes++;
            sign = now;
        }
        if (k + 1 == t->m)
            return changes;
        mpz_mul(t->term, t->x, t->last);
        mpz_fdiv_q_2exp(t->term, t->term, t->bits);
        mpz_mul_ui(t->term, t->term, 2 * k + 3);
        mpz_submul_ui(t->term, t->before, k + 1);
        mpz_fdiv_q_ui(t->term, t->term, k + 2);
        mpz_swap(t->before, t->last);
        mpz_swap(t->last, t->term);
    }
}

/* ---- roots ------------------------------------------------------------------------------ */

/* x near the i-th root from above: by halving, then by Newton's steps, which
   double the digits that are right. Nothing here needs to be proved. */
static void find_root(legendre *t, uint32_t i)
{
    mpz_t low, high, slope;
    mpz_inits(low, high, slope, NULL);
    mpz_set(high, t->one);
    for (int step = 0; step < 40; step++) {
        mpz_add(t->x, low, high);
        mpz_fdiv_q_2exp(t->x, t->x, 1);
        mpz_set(evaluate(t) > i ? low : high, t->x);
    }
    for (int step = 0; step < 5; step++) {
        evaluate(t);
        /* P / P' with P' = m (P(m - 1) - x P) / (1 - x^2) */
        mpz_mul(slope, t->x, t->last);
        mpz_fdiv_q_2exp(slope, slope, t->bits);
        mpz_sub(slope, t->before, slope);
        mpz_mul_ui(slope, slope, t->m);
        mpz_mul(high, t->x, t->x);
        mpz_fdiv_q_2exp(high, high, t->bits);
        mpz_sub(high, t->one, high);
        mpz_mul(high, high, t->last);
        if (mpz_sgn(slope))
            mpz_fdiv_q(high, high, slope);
        mpz_sub(t->x, t->x, high);
    }
    mpz_clears(low, high, slope, NULL);
}

/* P changes its sign within 2^-200 of x, by more than its own error. */
static bool is_root(legendre *t, mpz_srcptr x)
{
    int sign[2];
    mpz_t width;
    mpz_init(width);
    mpz_setbit(width, t->bits - 200);
    for (int side = 0; side < 2; side++) {
        (side ? mpz_add : mpz_sub)(t->x, x, width);
        evaluate(t);
        /* 2^-300 is well above the error of the recurrence */
        sign[side] = mpz_sizeinbase(t->last, 2) > t->bits - 300
                         ? mpz_sgn(t->last)
                         : 0;
    }
    mpz_clear(width);
    mpz_set(t->x, x);
    evaluate(t);
    return sign[0] * sign[1] < 0;
}

/* The nearest double of a number below 1, or one of its neighbours: cut to 53
   bits after adding half of the last, which mpz_get_d then takes as they are. */
static double nearest(mpz_srcptr z, mp_bitcnt_t bits)
{
    mpz_t top;
    double value;
    size_t size = mpz_sizeinbase(z, 2);
    mpz_init(top);
    mpz_setbit(top, size - 54);
    mpz_add(top, top, z);
    mpz_fdiv_q_2exp(top, top, size - 53);
    value = mpz_get_d(top);
    for (mp_bitcnt_t shift = bits - (size - 53); shift; shift--)
        value *= 0.5; /* exact: far from the smallest numbers */
    mpz_clear(top);
    return value;
}

/* x > 0 is a root in -1..1; p = (1 - x) / 2. Half of the weight there,
   2 (1 - x^2) / (m P(m - 1))^2. */
static void set_node(legendre *t, cm_gauss_node *node)
{
    mpz_t z, den;
    mpz_inits(z, den, NULL);
    mpz_sub(z, t->one, t->x);
    node->p = nearest(z, t->bits + 1);
    mpz_add(z, t->one, t->x);
    node->other = nearest(z, t->bits + 1);
    mpz_mul(z, t->x, t->x);
    mpz_mul(den, t->one, t->one);
    mpz_sub(z, den, z);
    mpz_mul(den, t->before, t->before);
    mpz_mul_ui(den, den, t->m);
    mpz_mul_ui(den, den, t->m);
    mpz_mul_2exp(z, z, CM_GAUSS_BITS);
    mpz_fdiv_q(node->weight, z, den);
    mpz_clears(z, den, NULL);
}

void cm_gauss_clear(uint32_t m, cm_gauss_node *nodes)
{
    for (uint32_t i = 0; i < m / 2; i++)
        mpz_clear(nodes[i].weight);
}

comitia_status cm_gauss_nodes(cm_ctx *ctx, uint32_t m, cm_gauss_node *nodes,
                              bool *proved)
{
    legendre t;
    mpz_t above, gap, here;
    comitia_status status = COMITIA_OK;
    begin(&t, m);
    mpz_inits(above, gap, here, NULL);
    mpz_set(above, t.one);
    mpz_setbit(gap, t.bits - 190);
    *proved = true;
    for (uint32_t i = 0; i < m / 2; i++)
        mpz_init(nodes[i].weight);
    for (uint32_t i = 0; i < m / 2 && *proved; i++) {
        CM_GO(cm_spend(ctx, 48 * (uint64_t)m * (100 + m)));
        find_root(&t, i);
        mpz_set(here, t.x);
        /* m / 2 separate ones above 0 are all that there are */
        mpz_sub(above, above, here);
        *proved = mpz_cmp(above, gap) > 0 && mpz_cmp(here, gap) > 0 &&
                  is_root(&t, here);
        mpz_set(above, here);
        set_node(&t, &nodes[i]);
    }
done:
    mpz_clears(above, gap, here, NULL);
    end(&t);
    return status;
}

/* ---- the error --------------------------------------------------------------------------- */

/* (32/15) ((r + 1/r) / 2)^(n-1) r^(-2m) / (1 - r^-2) for r = a / 2^12, which is
   written with whole numbers, b = 2^12. */
static void error_at(uint64_t n, uint32_t m, unsigned long a, mpq_ptr error)
{
    enum { ERROR_BITS = 320 };
    const unsigned long b = 4096, powers = (unsigned long)(n - 1);
    mpz_t num, den, z;
    mpz_inits(num, den, z, NULL);
    mpz_ui_pow_ui(z, a, 2);
    mpz_add_ui(num, z, b * b);
    mpz_pow_ui(num, num, powers);
    mpz_mul_ui(num, num, 32);
    mpz_mul(num, num, z);
    mpz_mul_2exp(num, num, 24 * (mp_bitcnt_t)m);
    mpz_sub_ui(den, z, b * b);
    mpz_mul_ui(den, den, 15);
    mpz_ui_pow_ui(z, a, powers + 2 * (unsigned long)m);
    mpz_mul(den, den, z);
    mpz_mul_2exp(den, den, 13 * (mp_bitcnt_t)powers);
    /* rounded up to a number that is not thousands of digits long */
    mpz_mul_2exp(num, num, ERROR_BITS);
    mpz_cdiv_q(mpq_numref(error), num, den);
    mpz_set_ui(mpq_denref(error), 1);
    mpq_div_2exp(error, error, ERROR_BITS);
    mpz_clears(num, den, z, NULL);
}

void cm_gauss_error(uint64_t n, uint32_t m, mpq_ptr error)
{
    if (2 * (uint64_t)m >= n) {
        mpq_set_ui(error, 0, 1);
        return;
    }
    /* any r > 1 will do; best is about e^t with t = 2m / (n - 1) */
    double t = 2.0 * m / (double)(n - 1);
    double r = 1 + t + t * t / 2 + t * t * t / 6;
    mpq_t other;
    mpq_init(other);
    for (int i = -2; i <= 2; i++) {
        unsigned long a =
            4096 + 1 + (unsigned long)((r - 1) * (1 + 0.08 * i) * 4096);
        error_at(n, m, a, other);
        if (i == -2 || mpq_cmp(other, error) < 0)
            mpq_set(error, other);
    }
    mpq_clear(other);
}
