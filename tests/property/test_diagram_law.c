/* Decision diagrams against truth tables: every operation on small random
 * spaces, compared with plain enumeration. */
#include "engine/diagram/diagram_node.h"
#include "support/test_ctx.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LEVELS = 6, MOST_VECTORS = 600 };

/* A space of vectors and a diagram over it. */
typedef struct space {
    cm_ctx *ctx;
    cm_diagram *d;
    cm_random *random;
    uint32_t n_levels, sizes[MOST_LEVELS];
    uint32_t n; /* vectors */
} space;

typedef struct table {
    uint8_t at[MOST_VECTORS];
} table;

/* The vector with number i; the last level changes fastest. */
static void vector(const space *s, uint32_t i, uint32_t *x)
{
    for (uint32_t l = s->n_levels; l-- > 0;) {
        x[l] = i % s->sizes[l];
        i /= s->sizes[l];
    }
}

static uint32_t number(const space *s, const uint32_t *x)
{
    uint32_t i = 0;
    for (uint32_t l = 0; l < s->n_levels; l++)
        i = i * s->sizes[l] + x[l];
    return i;
}

static void open_space(space *s, cm_random *random, uint32_t binary)
{
    *s = (space){.ctx = test_ctx(), .random = random, .n = 1};
    uint32_t n = (uint32_t)cm_random_below(random, MOST_LEVELS + 1);
    for (uint32_t l = 0; l < n; l++) {
        uint32_t size = 1 + (uint32_t)cm_random_below(random, 5);
        if (cm_random_chance(random, binary, 4))
            size = 2;
        if (s->n * size > MOST_VECTORS)
            break;
        s->n *= size;
        s->sizes[s->n_levels++] = size;
    }
    expect_ok(cm_diagram_new(s->ctx, s->sizes, s->n_levels, &s->d));
}

static void close_space(space *s)
{
    cm_diagram_free(s->d);
    test_ctx_done(s->ctx);
}

/* A table that is sometimes sparse, sometimes smooth, sometimes constant. */
static void random_table(space *s, table *t)
{
    uint64_t part = cm_random_below(s->random, 9);
    bool smooth = cm_random_chance(s->random, 1, 3);
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t x[MOST_LEVELS];
        vector(s, i, x);
        uint32_t j = i;
        if (smooth) { /* depends on fewer values than there are */
            for (uint32_t l = 0; l < s->n_levels; l++)
                x[l] = l % 2 ? x[l] / 2 * 2 : x[l] > 1;
            j = number(s, x) < s->n ? number(s, x) : i;
        }
        t->at[i] = j < i ? t->at[j] : cm_random_chance(s->random, part, 8);
    }
}

/* The function of a table, one vector after the other. */
static cm_fn by_vectors(space *s, const table *t)
{
    cm_fn f = CM_FALSE;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t x[MOST_LEVELS];
        cm_fn one = CM_TRUE, is;
        if (!t->at[i])
            continue;
        vector(s, i, x);
        for (uint32_t l = 0; l < s->n_levels; l++) {
            expect_ok(cm_fn_is(s->d, l, x[l], &is));
            expect_ok(cm_fn_and(s->d, one, is, &one));
        }
        expect_ok(cm_fn_or(s->d, f, one, &f));
    }
    return f;
}

/* The same from the last level up, by if-then-else. */
static cm_fn by_levels(space *s, const table *t)
{
    cm_fn at[MOST_VECTORS];
    uint32_t n = s->n;
    for (uint32_t i = 0; i < n; i++)
        at[i] = t->at[i];
    for (uint32_t l = s->n_levels; l-- > 0;) {
        uint32_t size = s->sizes[l];
        n /= size;
        for (uint32_t i = 0; i < n; i++) {
            cm_fn f = at[i * size], is;
            for (uint32_t v = 1; v < size; v++) {
                expect_ok(cm_fn_is(s->d, l, v, &is));
                expect_ok(cm_fn_ite(s->d, is, at[i * size + v], f, &f));
            }
            at[i] = f;
        }
    }
    return at[0];
}

/* A function is right iff it is that of the table: equal functions are one. */
#define expect_fn(s, f, t) expect_u64((f), by_levels((s), (t)))

static cm_fn random_fn(space *s, table *t)
{
    random_table(s, t);
    return by_levels(s, t);
}

static void equal_functions_have_equal_ids(cm_random *random)
{
    space s;
    table t;
    uint32_t x[MOST_LEVELS];
    open_space(&s, random, 1);
    random_table(&s, &t);
    cm_fn f = by_vectors(&s, &t);
    expect_fn(&s, f, &t);
    for (uint32_t i = 0; i < s.n; i++) {
        vector(&s, i, x);
        expect_u64(cm_fn_at(s.d, f, x), t.at[i]);
        cm_fn g = f;
        while (g > CM_TRUE)
            g = cm_fn_child(s.d, g, x[cm_fn_level(s.d, g)]);
        expect_u64(g, t.at[i]);
    }
    close_space(&s);
}

static void joining_agrees_with_tables(cm_random *random)
{
    space s;
    table a, b, c, t;
    cm_fn f, g, h, r;
    open_space(&s, random, 1);
    f = random_fn(&s, &a);
    g = random_fn(&s, &b);
    h = random_fn(&s, &c);
#define CHECK(call, expression)                                                \
    do {                                                                       \
        expect_ok(call);                                                       \
        for (uint32_t i = 0; i < s.n; i++)                                     \
            t.at[i] = (expression) ? 1 : 0;                                    \
        expect_fn(&s, r, &t);                                                  \
    } while (0)
    CHECK(cm_fn_not(s.d, f, &r), !a.at[i]);
    CHECK(cm_fn_and(s.d, f, g, &r), a.at[i] && b.at[i]);
    CHECK(cm_fn_or(s.d, f, g, &r), a.at[i] || b.at[i]);
    CHECK(cm_fn_xor(s.d, f, g, &r), a.at[i] != b.at[i]);
    CHECK(cm_fn_ite(s.d, f, g, h, &r), a.at[i] ? b.at[i] : c.at[i]);
    CHECK(cm_fn_ite(s.d, f, CM_FALSE, h, &r), !a.at[i] && c.at[i]);
    CHECK(cm_fn_ite(s.d, f, g, CM_TRUE, &r), !a.at[i] || b.at[i]);
    CHECK(cm_fn_ite(s.d, f, CM_FALSE, CM_TRUE, &r), !a.at[i]);
    CHECK(cm_fn_xor(s.d, f, CM_TRUE, &r), !a.at[i]);
    close_space(&s);
}

static void counting_functions_agrees_with_tables(cm_random *random)
{
    space s;
    table parts[7], t;
    cm_fn f[7], r;
    open_space(&s, random, 1);
    uint32_t n = (uint32_t)cm_random_below(random, 8);
    for (uint32_t j = 0; j < n; j++)
        f[j] = random_fn(&s, &parts[j]);
    for (int64_t k = -1; k <= (int64_t)n + 1; k++) {
        expect_ok(cm_fn_at_least(s.d, f, n, k, &r));
        for (uint32_t i = 0; i < s.n; i++) {
            int64_t hold = 0;
            for (uint32_t j = 0; j < n; j++)
                hold += parts[j].at[i];
            t.at[i] = hold >= k;
        }
        expect_fn(&s, r, &t);
    }
    close_space(&s);
}

static void levels_agree_with_tables(cm_random *random)
{
    space s;
    table t;
    cm_fn f;
    uint32_t x[MOST_LEVELS];
    open_space(&s, random, 0);
    for (uint32_t l = 0; l < s.n_levels; l++) {
        uint8_t set[5];
        uint32_t value = (uint32_t)cm_random_below(random, s.sizes[l]);
        for (uint32_t v = 0; v < s.sizes[l]; v++)
            set[v] = (uint8_t)cm_random_below(random, 2);
        expect_ok(cm_fn_in(s.d, l, set, &f));
        for (uint32_t i = 0; i < s.n; i++) {
            vector(&s, i, x);
            t.at[i] = set[x[l]];
        }
        expect_fn(&s, f, &t);
        expect_ok(cm_fn_is(s.d, l, value, &f));
        for (uint32_t i = 0; i < s.n; i++) {
            vector(&s, i, x);
            t.at[i] = x[l] == value;
        }
        expect_fn(&s, f, &t);
    }
    close_space(&s);
}

/* ---- one function
 * ------------------------------------------------------------- */

static void restricting_agrees_with_tables(cm_random *random)
{
    space s;
    table a, t;
    cm_fn f, r;
    uint32_t x[MOST_LEVELS];
    open_space(&s, random, 1);
    f = random_fn(&s, &a);
    for (uint32_t l = 0; l < s.n_levels; l++)
        for (uint32_t v = 0; v < s.sizes[l]; v++) {
            expect_ok(cm_fn_restrict(s.d, f, l, v, &r));
            for (uint32_t i = 0; i < s.n; i++) {
                vector(&s, i, x);
                x[l] = v;
                t.at[i] = a.at[number(&s, x)];
            }
            expect_fn(&s, r, &t);
        }
    expect_ok(cm_fn_flip(s.d, f, &r));
    for (uint32_t i = 0; i < s.n; i++) {
        vector(&s, i, x);
        for (uint32_t l = 0; l < s.n_levels; l++)
            x[l] = s.sizes[l] - 1 - x[l];
        t.at[i] = a.at[number(&s, x)];
    }
    expect_fn(&s, r, &t);
    close_space(&s);
}

/* j has the values of i in all levels that are not quantified. */
static bool beside(const space *s, const uint8_t *which, uint32_t i, uint32_t j)
{
    uint32_t x[MOST_LEVELS], y[MOST_LEVELS];
    vector(s, i, x);
    vector(s, j, y);
    for (uint32_t l = 0; l < s->n_levels; l++)
        if (!which[l] && x[l] != y[l])
            return false;
    return true;
}

static void quantifying_agrees_with_tables(cm_random *random)
{
    space s;
    table a, some, every;
    uint8_t which[MOST_LEVELS];
    cm_fn f, r;
    open_space(&s, random, 1);
    f = random_fn(&s, &a);
    for (uint32_t l = 0; l < s.n_levels; l++)
        which[l] = (uint8_t)cm_random_below(random, 2);
    for (uint32_t i = 0; i < s.n; i++) {
        some.at[i] = 0;
        every.at[i] = 1;
        for (uint32_t j = 0; j < s.n; j++)
            if (beside(&s, which, i, j)) {
                some.at[i] |= a.at[j];
                every.at[i] &= a.at[j];
            }
    }
    expect_ok(cm_fn_exists(s.d, f, which, &r));
    expect_fn(&s, r, &some);
    expect_ok(cm_fn_forall(s.d, f, which, &r));
    expect_fn(&s, r, &every);
    close_space(&s);
}

static void composing_agrees_with_tables(cm_random *random)
{
    space s;
    table a, by_table[MOST_LEVELS], t;
    cm_fn f, r, by[MOST_LEVELS];
    open_space(&s, random, 3);
    f = random_fn(&s, &a);
    for (uint32_t l = 0; l < s.n_levels; l++) {
        by[l] = CM_NOTHING;
        if (s.sizes[l] == 2 && cm_random_chance(random, 2, 3))
            by[l] = random_fn(&s, &by_table[l]);
    }
    expect_ok(cm_fn_compose(s.d, f, by, &r));
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t x[MOST_LEVELS];
        vector(&s, i, x);
        for (uint32_t l = 0; l < s.n_levels; l++)
            if (by[l] != CM_NOTHING)
                x[l] = by_table[l].at[i];
        t.at[i] = a.at[number(&s, x)];
    }
    expect_fn(&s, r, &t);
    close_space(&s);
}

static void support_and_polarity_agree_with_tables(cm_random *random)
{
    space s;
    table a;
    uint8_t depends[MOST_LEVELS];
    open_space(&s, random, 2);
    cm_fn f = random_fn(&s, &a);
    expect_ok(cm_fn_support(s.d, f, depends));
    for (uint32_t l = 0; l < s.n_levels; l++) {
        bool differs = false, up = false, down = false, rises, falls;
        for (uint32_t i = 0; i < s.n; i++) {
            uint32_t x[MOST_LEVELS];
            vector(&s, i, x);
            x[l] = 0;
            bool low = a.at[number(&s, x)];
            differs |= a.at[i] != low;
            up |= !low && a.at[i];
            down |= low && !a.at[i];
        }
        expect_u64(depends[l], differs);
        if (s.sizes[l] != 2)
            continue;
        expect_ok(cm_fn_polarity(s.d, f, l, &rises, &falls));
        expect_u64(rises, up);
        expect_u64(falls, down);
    }
    close_space(&s);
}

/* ---- threshold gates
 * ------------------------------------------------------------- */

static void random_integer(cm_random *random, unsigned bits, mpz_ptr z)
{
    mpz_set_ui(z, 0);
    for (unsigned b = 0; b < bits; b++)
        if (cm_random_chance(random, 1, 2))
            mpz_setbit(z, b);
    if (cm_random_chance(random, 1, 3))
        mpz_neg(z, z);
}

static void gates_agree_with_sums(cm_random *random)
{
    space s;
    table t;
    mpz_t coef[MOST_LEVELS][5], sum, bound;
    const mpz_t *rows[MOST_LEVELS + 1] = {NULL};
    static const unsigned sizes[] = {1, 2, 3, 5, 31, 63, 64, 65, 130, 300};
    unsigned bits = sizes[cm_random_below(random, 10)];
    cm_fn f;
    open_space(&s, random, 1);
    mpz_inits(sum, bound, NULL);
    for (uint32_t l = 0; l < s.n_levels; l++) {
        bool ordered = cm_random_chance(random, 1, 2);
        for (uint32_t v = 0; v < s.sizes[l]; v++) {
            mpz_init(coef[l][v]);
            random_integer(random, bits, coef[l][v]);
            if (ordered && v > 0)
                mpz_mul_ui(coef[l][v], coef[l][1], v);
        }
        if (cm_random_chance(random, 5, 6))
            rows[l] = (const mpz_t *)coef[l];
    }
    for (int tries = 0; tries < 4; tries++) {
        random_integer(random, bits + (unsigned)tries, bound);
        for (uint32_t i = 0; i < s.n; i++) {
            uint32_t x[MOST_LEVELS];
            vector(&s, i, x);
            mpz_set_ui(sum, 0);
            for (uint32_t l = 0; l < s.n_levels; l++)
                if (rows[l])
                    mpz_add(sum, sum, rows[l][x[l]]);
            t.at[i] = mpz_cmp(sum, bound) >= 0;
        }
        if (tries == 3) { /* a bound that some sum meets exactly */
            uint32_t i = (uint32_t)cm_random_below(random, s.n), x[MOST_LEVELS];
            vector(&s, i, x);
            mpz_set_ui(bound, 0);
            for (uint32_t l = 0; l < s.n_levels; l++)
                if (rows[l])
                    mpz_add(bound, bound, rows[l][x[l]]);
            for (i = 0; i < s.n; i++) {
                vector(&s, i, x);
                mpz_set_ui(sum, 0);
                for (uint32_t l = 0; l < s.n_levels; l++)
                    if (rows[l])
                        mpz_add(sum, sum, rows[l][x[l]]);
                t.at[i] = mpz_cmp(sum, bound) >= 0;
            }
        }
        expect_ok(cm_fn_linear(s.d, rows, bound, &f));
        expect_fn(&s, f, &t);
    }
    for (uint32_t l = 0; l < s.n_levels; l++)
        for (uint32_t v = 0; v < s.sizes[l]; v++)
            mpz_clear(coef[l][v]);
    mpz_clears(sum, bound, NULL);
    close_space(&s);
}

/* ---- sets
 * ------------------------------------------------------------------------- */

/* y is below x or x itself; in a flat level only 0 is below others. */
static bool below(const space *s, const uint8_t *flat, const uint32_t *y,
                  const uint32_t *x)
{
    for (uint32_t l = 0; l < s->n_levels; l++)
        if (flat[l] ? y[l] != 0 && y[l] != x[l] : y[l] > x[l])
            return false;
    return true;
}

static void minimal_vectors_are_as_defined(cm_random *random)
{
    space s;
    table a, t;
    cm_fn f, r;
    uint32_t x[MOST_LEVELS], y[MOST_LEVELS];
    uint8_t flat[MOST_LEVELS] = {0};
    bool any_flat = cm_random_chance(random, 2, 3);
    open_space(&s, random, 1);
    for (uint32_t l = 0; any_flat && l < s.n_levels; l++)
        flat[l] = (uint8_t)cm_random_below(random, 2);
    f = random_fn(&s, &a);
    for (uint32_t i = 0; i < s.n; i++) {
        vector(&s, i, x);
        t.at[i] = a.at[i];
        for (uint32_t j = 0; j < s.n; j++) {
            vector(&s, j, y);
            if (j != i && below(&s, flat, y, x))
                t.at[i] &= !a.at[j];
        }
    }
    if (any_flat)
        expect_ok(cm_fn_minimal_flat(s.d, f, flat, &r));
    else
        expect_ok(cm_fn_minimal(s.d, f, &r));
    expect_fn(&s, r, &t);
    close_space(&s);
}

/* f with one more in level l, if there is one more. */
static bool more(const space *s, cm_fn f, const uint32_t *x, uint32_t l,
                 bool *value)
{
    uint32_t y[MOST_LEVELS];
    if (l >= s->n_levels || x[l] + 1 >= s->sizes[l])
        return false;
    memcpy(y, x, sizeof y);
    y[l]++;
    *value = cm_fn_at(s->d, f, y);
    return true;
}

static void check_traits(space *s, cm_fn f)
{
    uint32_t x[MOST_LEVELS];
    uint8_t traits = s->d->traits[f];
    for (uint32_t i = 0; i < s->n; i++) {
        vector(s, i, x);
        bool now = cm_fn_at(s->d, f, x), with_l, with_m;
        for (uint32_t l = 0; l < s->n_levels; l++) {
            if (!more(s, f, x, l, &with_l))
                continue;
            expect_true(!(traits & CM_RISES) || with_l >= now);
            expect_true(!(traits & CM_FALLS) || with_l <= now);
            for (uint32_t m = l + 1; m < s->n_levels; m++) {
                if (l < cm_fn_level(s->d, f) || !more(s, f, x, m, &with_m))
                    continue;
                expect_true(!(traits & CM_RISES_ORDERED) || with_l >= with_m);
                expect_true(!(traits & CM_FALLS_ORDERED) || with_l <= with_m);
            }
        }
    }
}

static void random_gate(space *s, cm_fn *f)
{
    mpz_t coef[MOST_LEVELS][5], bound;
    const mpz_t *rows[MOST_LEVELS + 1] = {NULL};
    uint64_t unit = 1 + cm_random_below(s->random, 20), sum = 0;
    for (uint32_t l = 0; l < s->n_levels; l++) {
        uint64_t value = 0;
        for (uint32_t v = 0; v < s->sizes[l]; v++) {
            mpz_init_set_ui(coef[l][v], value);
            value += cm_random_chance(s->random, 1, 30)
                         ? cm_random_below(s->random, 9)
                         : unit;
        }
        sum += value;
        unit -= cm_random_below(s->random, 3) * (unit > 2);
        if (!cm_random_chance(s->random, 1, 12))
            rows[l] = (const mpz_t *)coef[l];
    }
    mpz_init_set_ui(bound, cm_random_below(s->random, sum + 1));
    expect_ok(cm_fn_linear(s->d, rows, bound, f));
    mpz_clear(bound);
    for (uint32_t l = 0; l < s->n_levels; l++)
        for (uint32_t v = 0; v < s->sizes[l]; v++)
            mpz_clear(coef[l][v]);
}

/* One more step of random joining: f becomes something made of it. */
static void go_on(space *s, cm_fn *f)
{
    cm_fn g;
    if (s->n_levels && cm_random_chance(s->random, 1, 3)) {
        uint32_t l = (uint32_t)cm_random_below(s->random, s->n_levels);
        uint32_t last = s->sizes[l] - 1;
        expect_ok(cm_fn_is(s->d, l,
                           cm_random_chance(s->random, 1, 2) ? last : 0, &g));
    } else {
        random_gate(s, &g);
    }
    switch (cm_random_below(s->random, 6)) {
    case 0: expect_ok(cm_fn_not(s->d, *f, f)); break;
    case 1: expect_ok(cm_fn_flip(s->d, *f, f)); break;
    case 2: expect_ok(cm_fn_xor(s->d, *f, g, f)); break;
    case 3: expect_ok(cm_fn_or(s->d, *f, g, f)); break;
    default: expect_ok(cm_fn_and(s->d, *f, g, f)); break;
    }
}

static void what_is_known_of_functions_is_so(cm_random *random)
{
    space s;
    table a, t;
    cm_fn f, r;
    uint32_t x[MOST_LEVELS], y[MOST_LEVELS];
    const uint8_t flat[MOST_LEVELS] = {0};
    open_space(&s, random, 2);
    random_gate(&s, &f);
    for (int i = 0; i < 4; i++)
        go_on(&s, &f);
    for (cm_fn g = 2; g < cm_diagram_nodes(s.d) + 2; g++)
        check_traits(&s, g);
    for (uint32_t i = 0; i < s.n; i++) {
        vector(&s, i, x);
        a.at[i] = cm_fn_at(s.d, f, x);
    }
    for (uint32_t i = 0; i < s.n; i++) {
        vector(&s, i, x);
        t.at[i] = a.at[i];
        for (uint32_t j = 0; j < s.n; j++) {
            vector(&s, j, y);
            if (j != i && below(&s, flat, y, x))
                t.at[i] &= !a.at[j];
        }
    }
    expect_ok(cm_fn_minimal(s.d, f, &r));
    expect_fn(&s, r, &t);
    close_space(&s);
}

/* Term: 0 for "not in it", v + 1 for "x_l = v". */
static bool implies(const space *s, const uint32_t *term, const table *a)
{
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t x[MOST_LEVELS];
        bool in = true;
        vector(s, i, x);
        for (uint32_t l = 0; l < s->n_levels; l++)
            in &= term[l] == 0 || term[l] - 1 == x[l];
        if (in && !a->at[i])
            return false;
    }
    return true;
}

static void primes_are_as_defined(cm_random *random)
{
    space s, p;
    table a;
    cm_fn f, r;
    open_space(&s, random, 2);
    while (s.n > 40) { /* terms are many more than vectors */
        close_space(&s);
        open_space(&s, random, 2);
    }
    f = random_fn(&s, &a);
    p = s;
    p.n = 1;
    for (uint32_t l = 0; l < s.n_levels; l++) {
        p.sizes[l] = s.sizes[l] + 1;
        p.n *= p.sizes[l];
    }
    expect_ok(cm_diagram_new(s.ctx, p.sizes, p.n_levels, &p.d));
    expect_ok(cm_fn_primes(s.d, f, p.d, &r));
    for (uint32_t i = 0; i < p.n; i++) {
        uint32_t term[MOST_LEVELS];
        vector(&p, i, term);
        bool prime = implies(&s, term, &a);
        for (uint32_t l = 0; l < s.n_levels && prime; l++) {
            uint32_t kept = term[l];
            term[l] = 0;
            if (kept)
                prime = !implies(&s, term, &a);
            term[l] = kept;
        }
        expect_u64(cm_fn_at(p.d, r, term), prime);
    }
    cm_diagram_free(p.d);
    close_space(&s);
}

typedef struct visits {
    space *s;
    const table *t;
    uint32_t next, left;
} visits;

static comitia_status visit(void *user, const uint32_t *x)
{
    visits *v = user;
    uint32_t i = number(v->s, x);
    while (v->next < v->s->n && !v->t->at[v->next])
        v->next++;
    expect_u64(i, v->next);
    v->next++;
    return v->left-- == 0 ? COMITIA_E_RANGE : COMITIA_OK;
}

static void vectors_are_listed_in_order(cm_random *random)
{
    space s;
    table a;
    uint32_t n = 0;
    open_space(&s, random, 1);
    cm_fn f = random_fn(&s, &a);
    for (uint32_t i = 0; i < s.n; i++)
        n += a.at[i];
    visits all = {&s, &a, 0, s.n};
    expect_ok(cm_fn_each(s.d, f, visit, &all));
    expect_u64(s.n - all.left, n);
    visits some = {&s, &a, 0, 1};
    expect_status(cm_fn_each(s.d, f, visit, &some),
                  n > 1 ? COMITIA_E_RANGE : COMITIA_OK);
    close_space(&s);
}

/* ---- counting
 * ------------------------------------------------------------------------ */

typedef struct weighing {
    mpz_t at[MOST_LEVELS][5];
    const mpz_t *rows[MOST_LEVELS];
    cm_weights weights;
} weighing;

static void weigh(space *s, weighing *w)
{
    static const unsigned sizes[] = {1, 2, 10, 70, 200};
    unsigned bits = sizes[cm_random_below(s->random, 5)];
    for (uint32_t l = 0; l < s->n_levels; l++) {
        bool none = cm_random_chance(s->random, 1, 8);
        for (uint32_t v = 0; v < s->sizes[l]; v++) {
            mpz_init(w->at[l][v]);
            if (!none)
                random_integer(s->random, bits, w->at[l][v]);
        }
        w->rows[l] =
            cm_random_chance(s->random, 1, 3) ? NULL : (const mpz_t *)w->at[l];
    }
    w->weights.at = w->rows;
}

static void weigh_done(space *s, weighing *w)
{
    for (uint32_t l = 0; l < s->n_levels; l++)
        for (uint32_t v = 0; v < s->sizes[l]; v++)
            mpz_clear(w->at[l][v]);
}

static void counts_agree_with_enumeration(cm_random *random)
{
    space s;
    table a;
    weighing w;
    mpz_t total, got, one;
    open_space(&s, random, 1);
    cm_fn f = random_fn(&s, &a);
    weigh(&s, &w);
    mpz_inits(total, got, one, NULL);
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t x[MOST_LEVELS];
        vector(&s, i, x);
        mpz_set_ui(one, a.at[i]);
        for (uint32_t l = 0; l < s.n_levels; l++)
            if (w.rows[l])
                mpz_mul(one, one, w.rows[l][x[l]]);
        mpz_add(total, total, one);
    }
    expect_ok(cm_fn_count(s.d, f, &w.weights, got));
    if (mpz_cmp(got, total) != 0)
        gmp_printf("# got %Zd, want %Zd\n", got, total);
    expect_true(mpz_cmp(got, total) == 0);
    mpz_clears(total, got, one, NULL);
    weigh_done(&s, &w);
    close_space(&s);
}

static void chances_agree_with_enumeration(cm_random *random)
{
    space s;
    table a;
    mpq_t chance[MOST_LEVELS][5], total, one, got;
    const mpq_t *rows[MOST_LEVELS] = {NULL};
    uint8_t depends[MOST_LEVELS];
    open_space(&s, random, 1);
    cm_fn f = random_fn(&s, &a);
    expect_ok(cm_fn_support(s.d, f, depends));
    mpq_inits(total, one, got, NULL);
    for (uint32_t l = 0; l < s.n_levels; l++) {
        mpq_set_ui(one, 1, 1);
        for (uint32_t v = 0; v < s.sizes[l]; v++) {
            mpq_init(chance[l][v]);
            mpq_set_ui(chance[l][v], cm_random_below(random, 7),
                       5 * (1 + cm_random_below(random, 9)));
            mpq_canonicalize(chance[l][v]);
            if (mpq_cmp(chance[l][v], one) > 0 || v + 1 == s.sizes[l])
                mpq_set(chance[l][v], one);
            mpq_sub(one, one, chance[l][v]);
        }
        if (depends[l] || cm_random_chance(random, 1, 2))
            rows[l] = (const mpq_t *)chance[l];
    }
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t x[MOST_LEVELS];
        vector(&s, i, x);
        mpq_set_ui(one, a.at[i], 1);
        for (uint32_t l = 0; l < s.n_levels; l++)
            mpq_mul(one, one, chance[l][x[l]]);
        mpq_add(total, total, one);
    }
    expect_ok(cm_fn_chance(s.d, f, rows, got));
    expect_true(mpq_equal(got, total) != 0);
    mpq_clears(total, one, got, NULL);
    for (uint32_t l = 0; l < s.n_levels; l++)
        for (uint32_t v = 0; v < s.sizes[l]; v++)
            mpq_clear(chance[l][v]);
    close_space(&s);
}

static void the_cheapest_vector_is_found(cm_random *random)
{
    space s;
    table a;
    uint64_t cost[MOST_LEVELS][5], least = UINT64_MAX, got = 12345;
    const uint64_t *rows[MOST_LEVELS];
    bool found;
    open_space(&s, random, 1);
    cm_fn f = random_fn(&s, &a);
    for (uint32_t l = 0; l < s.n_levels; l++) {
        uint64_t unit = cm_random_below(random, 50);
        bool straight = cm_random_chance(random, 1, 2);
        for (uint32_t v = 0; v < s.sizes[l]; v++)
            cost[l][v] = straight ? v * unit : cm_random_below(random, 100);
        rows[l] = cm_random_chance(random, 1, 5) ? NULL : cost[l];
    }
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t x[MOST_LEVELS];
        uint64_t sum = 0;
        vector(&s, i, x);
        for (uint32_t l = 0; l < s.n_levels; l++)
            sum += rows[l] ? rows[l][x[l]] : 0;
        if (a.at[i] && sum < least)
            least = sum;
    }
    expect_ok(cm_fn_cheapest(s.d, f, rows, &found, &got));
    expect_u64(found, least != UINT64_MAX);
    expect_u64(got, found ? least : 12345);
    close_space(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("equal functions have equal ids",
                      equal_functions_have_equal_ids, 300),
        TEST_PROPERTY("joining agrees with tables", joining_agrees_with_tables,
                      400),
        TEST_PROPERTY("counting functions agrees with tables",
                      counting_functions_agrees_with_tables, 200),
        TEST_PROPERTY("tests of one level agree with tables",
                      levels_agree_with_tables, 200),
        TEST_PROPERTY("restricting and flipping agree with tables",
                      restricting_agrees_with_tables, 200),
        TEST_PROPERTY("quantifying agrees with tables",
                      quantifying_agrees_with_tables, 200),
        TEST_PROPERTY("composing agrees with tables",
                      composing_agrees_with_tables, 400),
        TEST_PROPERTY("support and polarity agree with tables",
                      support_and_polarity_agree_with_tables, 300),
        TEST_PROPERTY("threshold gates agree with sums", gates_agree_with_sums,
                      800),
        TEST_PROPERTY("minimal vectors are as defined",
                      minimal_vectors_are_as_defined, 400),
        TEST_PROPERTY("what is known of functions is so",
                      what_is_known_of_functions_is_so, 300),
        TEST_PROPERTY("prime implicants are as defined", primes_are_as_defined,
                      400),
        TEST_PROPERTY("vectors are listed in order",
                      vectors_are_listed_in_order, 300),
        TEST_PROPERTY("counts agree with enumeration",
                      counts_agree_with_enumeration, 500),
        TEST_PROPERTY("chances agree with enumeration",
                      chances_agree_with_enumeration, 300),
        TEST_PROPERTY("the cheapest vector is found",
                      the_cheapest_vector_is_found, 300),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
