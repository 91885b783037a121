#include "ask/seats/seats_division.h"

#include <stdio.h>

#include "engine/apportion/outcomes.h"

enum { DIGITS = 12, MOST_DIGITS = 10000 };

void cm_put_seats(cm_ask *ask, comitia_value *object, const char *key,
                  uint64_t low, uint64_t high)
{
    if (low == high)
        cm_put_count(&ask->b, object, key, low);
    else
        cm_put_null(&ask->b, object, key);
}

/* ---- divisor and quota
 * ------------------------------------------------------------------- */

/* The root of q as a decimal, or q itself; rounded up or down. */
static void put_decimal(cm_ask *ask, comitia_value *object, const char *key,
                        mpq_srcptr q, bool squared, unsigned digits, bool up)
{
    mpq_t value;
    mpq_init(value);
    mpq_set(value, q);
    if (squared && mpq_sgn(q) > 0) {
        /* to `digits` digits more than the integer part needs: q * 100^k */
        mpz_t unit, root;
        mpz_inits(unit, root, NULL);
        mpz_ui_pow_ui(unit, 10,
                      2UL * digits + 2 + mpz_sizeinbase(mpq_denref(q), 10));
        mpz_mul(root, unit, unit);
        mpz_mul(root, root, mpq_numref(q));
        mpz_fdiv_q(root, root, mpq_denref(q));
        mpz_sqrt(root, root);
        if (up)
            mpz_add_ui(root, root, 1);
        mpz_set(mpq_numref(value), root);
        mpz_set(mpq_denref(value), unit);
        mpq_canonicalize(value);
        mpz_clears(unit, root, NULL);
    }
    char *text = cm_number_decimal(ask->arena, value, digits, up);
    ask->b.failed |= !text;
    cm_put_text(&ask->b, object, key, text);
    mpq_clear(value);
}

/* Digits for both ends: as many as the example has, or the decimals could pass
   each other between two ends that are close. */
static unsigned digits_for(const cm_ask *ask, mpq_srcptr example)
{
    size_t digits = ask->q->digits ? ask->q->digits : DIGITS;
    size_t least = mpz_sizeinbase(mpq_numref(example), 10) +
                   mpz_sizeinbase(mpq_denref(example), 2);
    if (digits > MOST_DIGITS)
        digits = MOST_DIGITS;
    return (unsigned)(digits < least ? least : digits);
}

static void put_end(cm_ask *ask, comitia_value *object, mpq_srcptr end,
                    bool squared, const char *key, const char *square_key)
{
    if (end)
        cm_put_ratio(&ask->b, object, squared ? square_key : key, end);
    else
        cm_put_null(&ask->b, object, squared ? square_key : key);
    cm_put_null(&ask->b, object, squared ? key : square_key);
}

/* The divisors that give these seats. Decimals are rounded inwards, so that
   they do so too; of a tie, where there is one divisor, outwards. The short one
   between them is *divisor; a tie has the one, unless it is a root. */
static bool put_divisor(cm_contenders *c, comitia_value *object,
                        const cm_seating *s, mpq_ptr divisor)
{
    cm_ask *ask = c->ask;
    bool squared = cm_seats_by_squares(c->method), tie = s->n_tied > 0;
    mpq_srcptr high = s->has_high ? s->high : NULL;
    bool found = cm_short_divisor(s->low, high, squared, divisor);
    unsigned digits = digits_for(ask, divisor);
    comitia_value *d = cm_put_object(&ask->b, object, "divisor");
    put_end(ask, d, s->low, squared, "low", "low_squared");
    put_end(ask, d, high, squared, "high", "high_squared");
    put_decimal(ask, d, "low_decimal", s->low, squared, digits, !tie);
    if (high)
        put_decimal(ask, d, "high_decimal", high, squared, digits, tie);
    else
        cm_put_null(&ask->b, d, "high_decimal");
    if (!found && !squared) {
        mpq_set(divisor, s->low);
        found = true;
    }
    if (found && !tie)
        cm_put_ratio(&ask->b, d, "example", divisor);
    else
        cm_put_null(&ask->b, d, "example");
    return found;
}

bool cm_put_basis(cm_contenders *c, comitia_value *object,
                  const cm_seating *seating, mpq_ptr basis)
{
    cm_ask *ask = c->ask;
    if (c->method != CM_LARGEST_REMAINDER) {
        bool known = put_divisor(c, object, seating, basis);
        cm_put_null(&ask->b, object, "quota");
        return known;
    }
    cm_put_null(&ask->b, object, "divisor");
    cm_put_ratio(&ask->b, object, "quota", seating->quota);
    mpq_set(basis, seating->quota);
    return mpq_sgn(basis) > 0;
}

void cm_put_quotient(cm_contenders *c, comitia_value *object, mpz_srcptr votes,
                     mpq_srcptr basis, uint64_t base)
{
    cm_builder *b = &c->ask->b;
    mpq_t quotient, rest;
    if (!basis) {
        cm_put_null(b, object, "quotient");
        cm_put_null(b, object, "remainder");
        return;
    }
    mpq_inits(quotient, rest, NULL);
    mpq_set_z(rest, votes);
    mpq_div(quotient, rest, basis);
    cm_put_ratio(b, object, "quotient", quotient);
    if (c->method == CM_LARGEST_REMAINDER) {
        /* votes - floor(quotient) * basis */
        mpz_t whole, least;
        mpz_inits(whole, least, NULL);
        mpz_fdiv_q(whole, mpq_numref(quotient), mpq_denref(quotient));
        cm_set_u64(least, base);
        mpq_set_z(quotient, whole);
        mpq_mul(quotient, quotient, basis);
        mpq_sub(rest, rest, quotient);
        if (mpz_cmp(least, whole) > 0)
            cm_put_null(b, object, "remainder");
        else
            cm_put_ratio(b, object, "remainder", rest);
        mpz_clears(whole, least, NULL);
    } else {
        cm_put_null(b, object, "remainder");
    }
    mpq_clears(quotient, rest, NULL);
}

/* ---- ties ------------------------------------------------------------------
 */

void cm_outcomes_left_out(cm_contenders *c, const char *help)
{
    cm_ask *ask = c->ask;
    cm_diag *diag = cm_diag_add(
        &ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
        "the outcomes of a tie are left out: there are too many to list");
    cm_diag_help(&ask->diags, diag, "%s", help);
    ask->exact = false;
}

/* Every way to give the tied seats, as the names of those who get one. */
static comitia_status put_takers(cm_contenders *c, comitia_value *tie,
                                 const cm_seating *s, const char *const *names,
                                 mpz_srcptr ways)
{
    cm_ask *ask = c->ask;
    uint32_t n = s->n_tied, m = s->contested;
    if (mpz_cmp_ui(ways, CM_MOST_TAKERS / m) > 0) {
        char help[80];
        cm_put_null(&ask->b, tie, "takers");
        snprintf(help, sizeof help,
                 "any %u of the %u parties get the tied seats", m, n);
        cm_outcomes_left_out(c, help);
        return COMITIA_OK;
    }
    comitia_value *list = cm_put_list(&ask->b, tie, "takers");
    uint32_t *choice = cm_new_n(&c->scratch, uint32_t, m);
    if (!choice)
        return COMITIA_E_NOMEM;
    cm_first_choice(choice, m);
    do {
        comitia_value *way = cm_add_list(&ask->b, list);
        CM_TRY(cm_spend(ask->ctx, 200 * (uint64_t)m));
        for (uint32_t i = 0; i < m; i++)
            cm_add_text(&ask->b, way, names[choice[i]]);
    } while (cm_next_choice(choice, m, n));
    return COMITIA_OK;
}

comitia_status cm_put_tie(cm_contenders *c, comitia_value *object,
                          const cm_division *division, const char *const *names)
{
    cm_ask *ask = c->ask;
    const cm_seating *s = &division->seating;
    if (s->n_tied == 0) {
        cm_put_null(&ask->b, object, "tie");
        return COMITIA_OK;
    }
    comitia_value *tie = cm_put_object(&ask->b, object, "tie");
    cm_put_count(&ask->b, tie, "seats", s->contested);
    comitia_value *parties = cm_put_list(&ask->b, tie, "parties");
    const char **tied = cm_new_n(&c->scratch, const char *, s->n_tied);
    if (!tied)
        return COMITIA_E_NOMEM;
    for (uint32_t m = 0, n = 0; m < division->contest.n; m++)
        if (s->tied[m]) {
            tied[n++] = names[m];
            cm_add_text(&ask->b, parties, names[m]);
        }
    mpz_t ways;
    CM_TRY(cm_spend(ask->ctx, 10 * (uint64_t)s->n_tied * s->n_tied));
    mpz_init(ways);
    mpz_bin_uiui(ways, s->n_tied, s->contested);
    cm_put_integer(&ask->b, tie, "ways", ways);
    comitia_status status = put_takers(c, tie, s, tied, ways);
    mpz_clear(ways);
    return status;
}
