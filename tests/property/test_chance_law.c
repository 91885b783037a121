/* chance about small random laws against the definition: every fact, every
 * ballot and every choice of the free is gone through. */
#include "comitia/comitia.h"
#include "support/test_ctx.h"

#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PARTIES = 3, MOST_SEATS = 3, N_FACTS = 3, N_ACTS = 2 };

typedef struct party {
    unsigned seats;
    bool is_free;   /* its seats are players */
    bool forecast;  /* else free to vote as suits */
    bool each;
    unsigned tenths; /* chance of yes */
} party;

/* Act i needs a quota, another one if a fact holds. */
typedef struct act {
    party parties[MOST_PARTIES];
    unsigned n_parties;
    unsigned num[2], den[2]; /* more than num/den of votes cast */
    bool backward;           /* at most that share */
    bool mixed;              /* and at most 3/4 as well: neither + nor - */
    bool conditional;        /* the second if fact 0 does not hold */
    bool has_forecast, whole; /* whole: a chance of the act itself */
    unsigned tenths;
} act;

typedef struct law {
    int fact_tenths[N_FACTS]; /* chance, or -1: free */
    act acts[N_ACTS];
    unsigned shape;
    char text[4096];
} law;

/* ---- drawing --------------------------------------------------------------------- */

static void draw_act(act *a, cm_random *random)
{
    static const unsigned shares[][2] = {{1, 2}, {2, 3}, {1, 3}};
    a->n_parties = 1 + (unsigned)cm_random_below(random, MOST_PARTIES);
    for (unsigned p = 0; p < a->n_parties; p++)
        a->parties[p] = (party){
            .seats = 1 + (unsigned)cm_random_below(random, MOST_SEATS),
            .is_free = cm_random_chance(random, 1, 3),
            .forecast = cm_random_chance(random, 3, 4),
            .each = cm_random_chance(random, 1, 2),
            .tenths = (unsigned)cm_random_below(random, 11)};
    for (unsigned k = 0; k < 2; k++) {
        const unsigned *share = shares[cm_random_below(random, 3)];
        a->num[k] = share[0];
        a->den[k] = share[1];
    }
    a->backward = cm_random_chance(random, 1, 4);
    a->mixed = cm_random_chance(random, 1, 4);
    a->conditional = cm_random_chance(random, 1, 2);
    a->has_forecast = cm_random_chance(random, 4, 5);
    a->whole = cm_random_chance(random, 1, 4);
    a->tenths = (unsigned)cm_random_below(random, 11);
}

static int write_forecast(char *to, size_t n, const act *a, unsigned i)
{
    int at = snprintf(to, n, "forecast A%u: ", i);
    bool any = false;
    if (a->whole)
        return at + snprintf(to + at, n - (size_t)at, "%u/10\n", a->tenths);
    for (unsigned p = 0; p < a->n_parties; p++)
        if (a->parties[p].forecast) {
            at += snprintf(to + at, n - (size_t)at, "%sP%u%u %u/10%s",
                           any ? ", " : "", i, p, a->parties[p].tenths,
                           a->parties[p].each ? " each" : "");
            any = true;
        }
    return any ? at + snprintf(to + at, n - (size_t)at, "\n") : 0;
}

static int write_act(char *to, size_t n, const act *a, unsigned i)
{
    const char *compare = a->backward ? "at most" : "more than";
    int at = snprintf(to, n, "body B%u\n", i);
    for (unsigned p = 0; p < a->n_parties; p++)
        at += snprintf(to + at, n - (size_t)at, "  party P%u%u %u%s\n", i, p,
                       a->parties[p].seats, a->parties[p].is_free ? " free" : "");
    const char *more = a->mixed ? " and at most 3/4 of votes cast" : "";
    at += snprintf(to + at, n - (size_t)at, "act A%u by B%u needs %s %u/%u of "
                                            "votes cast%s",
                   i, i, compare, a->num[0], a->den[0], more);
    if (a->conditional)
        at += snprintf(to + at, n - (size_t)at,
                       " if F0 otherwise %s %u/%u of votes cast%s", compare,
                       a->num[1], a->den[1], more);
    at += snprintf(to + at, n - (size_t)at, "\n");
    if (a->has_forecast)
        at += write_forecast(to + at, n - (size_t)at, a, i);
    return at;
}

static const char *const shapes[] = {
    "A0",
    "A0 and A1",
    "(A0 and F1) or A1",
    "(A0 and not A1) or (A1 and not A0)",
    "(F1 and A0) or (F2 and not A0)",
    "at least 2 of (F0, F1, F2, A0, A1)",
    "(F1 and A0 and not A1) or (not F1 and A1)",
};
enum { N_SHAPES = sizeof shapes / sizeof *shapes };

static bool holds(unsigned shape, unsigned facts, bool a, bool b)
{
    bool f1 = facts >> 1 & 1, f2 = facts >> 2 & 1;
    switch (shape) {
    case 0:
        return a;
    case 1:
        return a && b;
    case 2:
        return (a && f1) || b;
    case 3:
        return a != b;
    case 4:
        return (f1 && a) || (f2 && !a);
    case 5:
        return (facts & 1) + f1 + f2 + a + b >= 2u;
    default:
        return f1 ? a && !b : b;
    }
}

static void draw_law(law *w, cm_random *random)
{
    char *to = w->text;
    size_t n = sizeof w->text;
    int at = 0;
    *w = (law){.shape = (unsigned)cm_random_below(random, N_SHAPES)};
    for (unsigned f = 0; f < N_FACTS; f++) {
        w->fact_tenths[f] = (int)cm_random_in(random, -5, 10);
        if (w->fact_tenths[f] < 0) {
            w->fact_tenths[f] = -1;
            at += snprintf(to + at, n - (size_t)at, "fact F%u\n", f);
        } else {
            at += snprintf(to + at, n - (size_t)at, "fact F%u %d/10\n", f,
                           w->fact_tenths[f]);
        }
    }
    for (unsigned i = 0; i < N_ACTS; i++) {
        draw_act(&w->acts[i], random);
        at += write_act(to + at, n - (size_t)at, &w->acts[i], i);
    }
    snprintf(to + at, n - (size_t)at, "outcome O when %s\n", shapes[w->shape]);
}

/* ---- the definition ----------------------------------------------------------------- */

static bool passes(const act *a, unsigned yes, unsigned all, bool first)
{
    unsigned k = a->conditional && !first;
    bool more = yes * a->den[k] > all * a->num[k];
    return more != a->backward && (!a->mixed || 4 * yes <= 3 * all);
}

static void set_tenths(mpq_ptr q, unsigned tenths)
{
    mpq_set_ui(q, tenths, 10);
    mpq_canonicalize(q);
}

/* Units of the act: who votes by himself, with how many seats. */
typedef struct unit {
    unsigned seats, tenths;
    bool random;
} unit;

static unsigned units_of(const act *a, unit *units)
{
    unsigned n = 0;
    for (unsigned p = 0; p < a->n_parties; p++) {
        const party *x = &a->parties[p];
        bool apart = x->forecast ? x->each : x->is_free;
        for (unsigned s = 0; s < (apart ? x->seats : 1); s++)
            units[n++] =
                (unit){apart ? 1 : x->seats, x->tenths, x->forecast};
    }
    return n;
}

/* Chance of passing when the free units vote as `code` says. */
static void chance_with(const act *a, const unit *units, unsigned n,
                        unsigned code, bool first, mpq_ptr out)
{
    mpq_t weight, p;
    unsigned all = 0;
    mpq_inits(weight, p, NULL);
    mpq_set_ui(out, 0, 1);
    for (unsigned i = 0; i < n; i++)
        all += units[i].seats;
    for (unsigned ballots = 0; ballots < 1u << n; ballots++) {
        unsigned yes = 0;
        mpq_set_ui(weight, 1, 1);
        for (unsigned i = 0; i < n; i++) {
            bool says = ballots >> i & 1;
            yes += says ? units[i].seats : 0;
            if (units[i].random)
                set_tenths(p, says ? units[i].tenths : 10 - units[i].tenths);
            else
                mpq_set_ui(p, says == (code >> i & 1), 1);
            mpq_mul(weight, weight, p);
        }
        if (passes(a, yes, all, first))
            mpq_add(out, out, weight);
    }
    mpq_clears(weight, p, NULL);
}

static bool any_forecast(const act *a)
{
    bool any = a->whole;
    for (unsigned p = 0; p < a->n_parties; p++)
        any |= a->parties[p].forecast;
    return a->has_forecast && any;
}

/* The act can pass and can fail: an act that cannot is settled, whatever is
   forecast of it. */
static void can_end(const act *a, bool first, bool can[2])
{
    unit units[MOST_PARTIES * MOST_SEATS];
    unsigned n = 0;
    for (unsigned p = 0; p < a->n_parties; p++)
        for (unsigned s = 0;
             s < (a->parties[p].is_free ? a->parties[p].seats : 1); s++)
            units[n++] = (unit){
                .seats = a->parties[p].is_free ? 1 : a->parties[p].seats};
    can[0] = can[1] = false;
    for (unsigned cast = 0; cast < 1u << n; cast++)
        for (unsigned yes = cast;; yes = (yes - 1) & cast) {
            unsigned all = 0, said = 0;
            for (unsigned i = 0; i < n; i++) {
                all += cast >> i & 1 ? units[i].seats : 0;
                said += yes >> i & 1 ? units[i].seats : 0;
            }
            can[passes(a, said, all, first)] = true;
            if (yes == 0)
                break;
        }
}

static void range_of(const act *a, bool first, mpq_ptr low, mpq_ptr high)
{
    unit units[MOST_PARTIES * MOST_SEATS];
    unsigned n = units_of(a, units);
    bool can[2];
    mpq_t p;
    can_end(a, first, can);
    mpq_set_ui(low, 0, 1);
    mpq_set_ui(high, 1, 1);
    if (!can[0] || !can[1]) {
        mpq_set_ui(low, can[1], 1);
        mpq_set(high, low);
        return;
    }
    if (!any_forecast(a))
        return;
    if (a->whole) {
        set_tenths(low, a->tenths);
        mpq_set(high, low);
        return;
    }
    mpq_init(p);
    for (unsigned code = 0; code < 1u << n; code++) {
        bool fits = true;
        for (unsigned i = 0; i < n; i++)
            fits &= !units[i].random || !(code >> i & 1);
        if (!fits)
            continue;
        chance_with(a, units, n, code, first, p);
        if (code == 0 || mpq_cmp(p, low) < 0)
            mpq_set(low, p);
        if (code == 0 || mpq_cmp(p, high) > 0)
            mpq_set(high, p);
    }
    mpq_clear(p);
}

/* Least or greatest chance of the outcome when the facts are known: acts at
   any of their ends. */
static void known_facts(const law *w, unsigned facts, mpq_t range[N_ACTS][2],
                        bool highest, mpq_ptr out)
{
    mpq_t p, term, factor, one;
    mpq_inits(p, term, factor, one, NULL);
    mpq_set_ui(one, 1, 1);
    for (unsigned corner = 0; corner < 4; corner++) {
        mpq_set_ui(p, 0, 1);
        for (unsigned pass = 0; pass < 4; pass++) {
            if (!holds(w->shape, facts, pass & 1, pass >> 1 & 1))
                continue;
            mpq_set_ui(term, 1, 1);
            for (unsigned i = 0; i < N_ACTS; i++) {
                mpq_set(factor, range[i][corner >> i & 1]);
                if (!(pass >> i & 1))
                    mpq_sub(factor, one, factor);
                mpq_mul(term, term, factor);
            }
            mpq_add(p, p, term);
        }
        if (corner == 0 ||
            (highest ? mpq_cmp(p, out) > 0 : mpq_cmp(p, out) < 0))
            mpq_set(out, p);
    }
    mpq_clears(p, term, factor, one, NULL);
}

/* Sum over the facts with a chance, the free ones given. */
static void given_free(const law *w, unsigned free, mpq_t ranges[2][N_ACTS][2],
                       bool highest, mpq_ptr out)
{
    mpq_t weight, p;
    mpq_inits(weight, p, NULL);
    mpq_set_ui(out, 0, 1);
    for (unsigned facts = 0; facts < 1u << N_FACTS; facts++) {
        bool fits = true;
        mpq_set_ui(weight, 1, 1);
        for (unsigned f = 0; f < N_FACTS; f++) {
            bool is = facts >> f & 1;
            int tenths = w->fact_tenths[f];
            if (tenths < 0)
                fits &= is == (free >> f & 1);
            else {
                set_tenths(p, (unsigned)(is ? tenths : 10 - tenths));
                mpq_mul(weight, weight, p);
            }
        }
        if (!fits)
            continue;
        known_facts(w, facts, ranges[facts & 1], highest, p);
        mpq_mul(p, p, weight);
        mpq_add(out, out, p);
    }
    mpq_clears(weight, p, NULL);
}

static void by_definition(const law *w, mpq_ptr low, mpq_ptr high)
{
    mpq_t ranges[2][N_ACTS][2], p;
    mpq_init(p);
    for (unsigned f = 0; f < 2; f++)
        for (unsigned i = 0; i < N_ACTS; i++) {
            mpq_inits(ranges[f][i][0], ranges[f][i][1], NULL);
            range_of(&w->acts[i], f, ranges[f][i][0], ranges[f][i][1]);
        }
    for (unsigned free = 0; free < 1u << N_FACTS; free++) {
        given_free(w, free, ranges, false, p);
        if (free == 0 || mpq_cmp(p, low) < 0)
            mpq_set(low, p);
        given_free(w, free, ranges, true, p);
        if (free == 0 || mpq_cmp(p, high) > 0)
            mpq_set(high, p);
    }
    for (unsigned f = 0; f < 2; f++)
        for (unsigned i = 0; i < N_ACTS; i++)
            mpq_clears(ranges[f][i][0], ranges[f][i][1], NULL);
    mpq_clear(p);
}

/* ---- asking ---------------------------------------------------------------------------- */

/* `text` is a decimal on the outer side of q, and closer than 10^-11 of it. */
static void check_decimal(const char *text, mpq_srcptr q, bool up)
{
    mpq_t got, scale;
    mpq_inits(got, scale, NULL);
    const char *point = strchr(text, '.');
    char digits[400];
    snprintf(digits, sizeof digits, "%.*s%s",
             point ? (int)(point - text) : (int)strlen(text), text,
             point ? point + 1 : "");
    expect_true(mpz_set_str(mpq_numref(got), digits, 10) == 0);
    mpz_ui_pow_ui(mpq_denref(got), 10, point ? strlen(point + 1) : 0);
    mpq_canonicalize(got);
    expect_true(up ? mpq_cmp(got, q) >= 0 : mpq_cmp(got, q) <= 0);
    mpq_sub(got, got, q);
    mpq_abs(got, got);
    mpz_ui_pow_ui(mpq_numref(scale), 10, 11);
    mpq_mul(got, got, scale);
    expect_true(mpq_cmp(got, q) <= 0);
    mpq_clears(got, scale, NULL);
}

static void check_end(const law *w, const comitia_value *answer,
                      const char *key, const char *decimal, mpq_srcptr want,
                      bool up)
{
    const char *text = comitia_value_string(comitia_value_get(answer, key));
    mpq_t got;
    mpq_init(got);
    bool right = text && mpq_set_str(got, text, 10) == 0 && mpq_equal(got, want);
    if (!right) {
        gmp_printf("# %s is %s, not %Qd\n", key, text ? text : "null", want);
        for (const char *at = w->text; *at; at = strchr(at, '\n') + 1)
            printf("# %.*s\n", (int)(strchr(at, '\n') - at), at);
    }
    expect_true(right);
    check_decimal(comitia_value_string(comitia_value_get(answer, decimal)), got,
                  up);
    mpq_clear(got);
}

static void chance_is_right(cm_random *random)
{
    static const char *const name[] = {"O"};
    const comitia_question q = {
        .verb = COMITIA_CHANCE, .names = name, .n_names = 1};
    comitia_ctx *ctx;
    comitia_model *model;
    comitia_answer *answer;
    mpq_t low, high;
    law w;
    draw_law(&w, random);
    expect_ok(comitia_ctx_new(NULL, &ctx));
    expect_ok(comitia_model_parse(ctx, "law", w.text, strlen(w.text), NULL,
                                  &model));
    expect_true(!comitia_model_has_errors(model));
    expect_ok(comitia_ask(ctx, model, &q, NULL, &answer));
    const comitia_value *value = comitia_answer_value(answer);
    mpq_inits(low, high, NULL);
    by_definition(&w, low, high);
    check_end(&w, value, "low", "low_decimal", low, false);
    check_end(&w, value, "high", "high_decimal", high, true);
    expect_true(comitia_value_bool(comitia_value_get(value, "exact")) ==
                (mpq_equal(low, high) != 0));
    mpq_clears(low, high, NULL);
    comitia_answer_free(answer);
    comitia_model_free(model);
    comitia_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("chance is what going through everything gives",
                      chance_is_right, 600),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
