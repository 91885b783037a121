#include "report/doc/decimal.h"

#include "base/number.h"
#include "report/doc/doc.h"

bool cm_ratio_read(const char *text, mpq_ptr q)
{
    const char *at = text + (*text == '-');
    size_t digits = strspn(at, "0123456789");
    if (digits == 0)
        return false;
    at += digits;
    if (*at == '/') {
        size_t below = strspn(at + 1, "0123456789");
        if (below == 0)
            return false;
        at += 1 + below;
    }
    if (*at || mpq_set_str(q, text, 10) != 0 || mpz_sgn(mpq_denref(q)) == 0)
        return false;
    mpq_canonicalize(q);
    return true;
}

void cm_grouped_add(cm_buf *out, const char *digits)
{
    const char *at = digits;
    if (*at == '-')
        cm_buf_char(out, *at++);
    size_t n = strspn(at, "0123456789");
    if (n == 0 || at[n]) {
        cm_buf_add(out, at);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            cm_buf_char(out, ',');
        cm_buf_char(out, at[i]);
    }
}

/* z = q * 10^places, rounded, halves away from zero. */
static void scaled(mpz_ptr z, mpq_srcptr q, unsigned places)
{
    mpz_t den;
    mpz_init(den);
    mpz_ui_pow_ui(z, 10, places);
    mpz_mul(z, z, mpq_numref(q));
    mpz_mul_2exp(z, z, 1);
    /* (2 n +- d) / (2 d), cut towards zero */
    if (mpq_sgn(q) < 0)
        mpz_sub(z, z, mpq_denref(q));
    else
        mpz_add(z, z, mpq_denref(q));
    mpz_mul_2exp(den, mpq_denref(q), 1);
    mpz_tdiv_q(z, z, den);
    mpz_clear(den);
}

/* The digits of z; "" and a failed buffer when memory runs out. */
static const char *digits_of(cm_buf *out, mpz_srcptr z)
{
    const char *text = cm_integer_text(out->arena, z);
    if (!text)
        out->failed = true;
    return text ? text : "";
}

void cm_decimal_add(cm_buf *out, mpq_srcptr q, unsigned places)
{
    mpz_t z, unit, part;
    mpz_init(z);
    mpz_init(unit);
    mpz_init(part);
    scaled(z, q, places);
    if (mpz_sgn(z) < 0)
        cm_buf_char(out, '-');
    mpz_abs(z, z);
    mpz_ui_pow_ui(unit, 10, places);
    mpz_tdiv_qr(z, part, z, unit);
    const char *whole = digits_of(out, z);
    cm_grouped_add(out, whole);
    if (mpz_sgn(part)) {
        const char *digits = digits_of(out, part);
        size_t n = strlen(digits), last = n;
        while (last && digits[last - 1] == '0')
            last--;
        cm_buf_char(out, '.');
        cm_buf_fill(out, '0', places > n ? places - n : 0);
        cm_buf_add_n(out, digits, last);
    }
    mpz_clear(z);
    mpz_clear(unit);
    mpz_clear(part);
}

void cm_percent_add(cm_buf *out, mpq_srcptr q)
{
    mpq_t shown, edge;
    mpq_init(shown);
    mpq_init(edge);
    mpq_set_ui(shown, 100, 1);
    mpq_mul(shown, shown, q);
    mpq_set_ui(edge, 1, 20); /* rounds to 0.1 */
    if (mpq_sgn(shown) > 0 && mpq_cmp(shown, edge) < 0) {
        cm_buf_add(out, "below 0.1" CM_TIE "%");
        goto done;
    }
    mpq_set_ui(edge, 1999, 20); /* 99.95 rounds to 100 */
    if (mpq_cmp(shown, edge) >= 0 && mpq_cmp_ui(shown, 100, 1) < 0) {
        cm_buf_add(out, "above 99.9" CM_TIE "%");
        goto done;
    }
    cm_decimal_add(out, shown, 1);
    cm_buf_add(out, CM_TIE "%");
done:
    mpq_clear(shown);
    mpq_clear(edge);
}
