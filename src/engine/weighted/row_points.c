#include "engine/weighted/row_points.h"

typedef struct joining {
    const cm_row *row;
    const cm_points *at;
    const uint32_t *values;
    uint32_t *counts; /* per prime, weight, size */
    bool turned;
    cm_sized *out;
} joining;

/* ---- points ---------------------------------------------------------------------- */

uint64_t cm_row_fewest(const cm_row *row, uint64_t weight)
{
    uint64_t n = 0;
    for (uint32_t i = row->n; i-- > 0 && weight > 0;) {
        uint64_t all = row->weight[i] * row->units[i];
        n += all < weight ? row->units[i]
                          : (weight + row->weight[i] - 1) / row->weight[i];
        weight -= all < weight ? all : weight;
    }
    return n;
}

/* C(n, n / 2) <= 2^n / sqrt(3n / 2): so many coalitions of one size at most. */
static uint64_t bits_of_counts(uint64_t n)
{
    uint64_t twice = 2 * n;
    for (uint64_t k = 3 * n / 2; k > 1; k /= 2)
        twice--;
    return (twice + 1) / 2;
}

cm_points cm_points_of(const cm_row *row, uint64_t least, uint64_t most,
                       bool paired)
{
    uint32_t n = (uint32_t)(most - least + 1);
    return (cm_points){.least = (uint32_t)least,
                       .n = n,
                       .paired = paired,
                       .n_tables = paired ? n / 2 + n % 2 : n,
                       .n_primes =
                           cm_primes_for(bits_of_counts(row->players - 1))};
}

/* With an odd number of points 1, which is its own inverse, comes first. */
uint32_t cm_points_mark(const cm_points *at, uint32_t table)
{
    return table + 1 + (at->paired && at->n % 2 == 0);
}

/* The table of a point, and whether it is the inverse of the table's mark. */
static uint32_t table_of(const cm_points *at, uint32_t point, bool *inverse)
{
    *inverse = false;
    if (!at->paired)
        return point;
    if (at->n % 2)
        point++; /* as if there were two ones */
    *inverse = point % 2 && (at->n % 2 == 0 || point > 1);
    return point / 2;
}

/* ---- from values to counts ------------------------------------------------------------ */

/* master := product of (x - x_j), n + 1 coefficients */
static void multiply_out(const uint32_t *x, uint32_t n, cm_modulus mod,
                         uint32_t *master)
{
    memset(master, 0, ((size_t)n + 1) * sizeof *master);
    master[0] = 1;
    for (uint32_t j = 0; j < n; j++)
        for (uint32_t k = j + 2; k-- > 0;) {
            uint32_t by = cm_mod_mul(x[j], master[k], mod);
            master[k] = cm_mod_sub(k ? master[k - 1] : 0, by, mod);
        }
}

/* The polynomial that is 1 at x and 0 at the other points (Lagrange): master
   over (x - x_j), over its value there. */
static void lagrange(const uint32_t *master, uint32_t n, uint32_t x,
                     cm_modulus mod, uint32_t *to)
{
    uint32_t carry = 0, value = 0;
    for (uint32_t k = n; k-- > 0;) {
        carry = cm_mod_add(master[k + 1], cm_mod_mul(x, carry, mod), mod);
        to[k] = carry;
    }
    for (uint32_t k = n; k-- > 0;)
        value = cm_mod_add(to[k], cm_mod_mul(x, value, mod), mod);
    uint32_t over = cm_mod_inverse(value, mod);
    for (uint32_t k = 0; k < n; k++)
        to[k] = cm_mod_mul(to[k], over, mod);
}

/* One prime: all rows at once, point by point. */
static comitia_status interpolate(void *user, cm_ctx *ctx, uint32_t prime)
{
    const joining *t = user;
    const cm_row *row = t->row;
    const cm_points *at = t->at;
    cm_modulus mod = row->primes.at[prime];
    uint32_t n = at->n, sides = 1 + at->paired;
    uint32_t *counts = t->counts + (size_t)prime * row->n * n;
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    uint32_t *x = cm_new_n(&scratch, uint32_t, 3 * (uint64_t)n + 1);
    comitia_status status = x ? COMITIA_OK : COMITIA_E_NOMEM;
    uint32_t *master = x + n, *one = master + n + 1;
    bool inverse;
    for (uint32_t j = 0; x && j < n; j++) {
        x[j] = cm_points_mark(at, table_of(at, j, &inverse));
        if (inverse)
            x[j] = cm_mod_inverse(x[j], mod);
    }
    if (x)
        multiply_out(x, n, mod, master);
    for (uint32_t j = 0; j < n && status == COMITIA_OK; j++) {
        status = cm_spend(ctx, (uint64_t)n * (row->n / 4 + 10));
        lagrange(master, n, x[j], mod, one);
        uint32_t table = table_of(at, j, &inverse);
        const uint32_t *from =
            t->values +
            ((size_t)prime * at->n_tables + table) * row->n * sides + inverse;
        for (uint32_t i = 0; i < row->n; i++) {
            uint32_t value = from[(size_t)i * sides];
            row->lanes.add_times(counts + (size_t)i * n, one, n, mod.p, value,
                                 cm_lanes_shoup(value, mod));
        }
    }
    cm_arena_clear(&scratch);
    return status;
}

/* The counts of one weight, from all primes. */
static comitia_status join(void *user, cm_ctx *ctx, uint32_t i)
{
    const joining *t = user;
    const cm_row *row = t->row;
    cm_primes primes = row->primes;
    primes.n = t->at->n_primes;
    size_t n = t->at->n, all = (size_t)row->n * n;
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    uint32_t *digits = cm_new_n(&scratch, uint32_t, primes.n);
    comitia_status status = digits ? COMITIA_OK : COMITIA_E_NOMEM;
    if (digits)
        status = cm_spend(ctx, n * cm_residues_join_cost(&primes));
    for (uint32_t k = 0; k < n && status == COMITIA_OK; k++) {
        uint32_t size = t->at->least + k;
        if (t->turned)
            size = (uint32_t)row->players - 1 - size;
        cm_residues_join(&primes, t->counts + (size_t)i * n + k, all, digits,
                         t->out->at[(size_t)i * t->out->sizes + size]);
    }
    cm_arena_clear(&scratch);
    return status;
}

comitia_status cm_points_join(cm_row *row, const cm_points *at,
                              const uint32_t *values, bool turned,
                              cm_sized *out)
{
    uint64_t all = (uint64_t)at->n_primes * at->n * row->n;
    joining t = {row, at, values, NULL, turned, out};
    t.counts = cm_alloc_n(row->scratch, all, sizeof *t.counts);
    if (!t.counts)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_parallel(row->ctx, at->n_primes, interpolate, &t));
    return cm_parallel(row->ctx, row->n, join, &t);
}
