/* Marked members by how many are marked: a table at each mark, modulo each
 * prime, in the cheaper of two ways, and back to counts. */
#include "engine/weighted/row_sized.h"

typedef struct counting {
    const cm_row *row;
    cm_points at;
    cm_row_at *count;
    cm_row_tables tables;
    uint32_t *values;
} counting;

/* ---- two ways
 * -------------------------------------------------------------------- */

static uint64_t cost_at(const cm_row *row, cm_marked what, bool ends)
{
    return ends                       ? cm_row_ends_cost(row, what)
           : what == CM_MARK_CRITICAL ? cm_row_criticals_at_cost(row)
                                      : cm_row_members_at_cost(row);
}

static cm_row_at *way_of(cm_marked what, bool ends)
{
    if (what == CM_MARK_CRITICAL)
        return ends ? cm_row_critical_ends : cm_row_criticals_at;
    return ends ? cm_row_member_ends : cm_row_members_at;
}

static bool takes_ends(const cm_row *row, cm_marked what)
{
    return cost_at(row, what, true) <= cost_at(row, what, false);
}

static uint64_t cells_of(const cm_row *row, cm_marked what, bool ends)
{
    return row->quota * (what == CM_MARK_MINIMAL ? 2 : ends ? 3 : 1);
}

/* ---- at all points
 * ----------------------------------------------------------------- */

/* At least one member is marked, at least so many where all are. Without one of
   them the coalition loses, so that the others are no more than can lose. The
   counts of critical members are of all sizes. */
static cm_points points_of(const cm_row *row, cm_marked what)
{
    uint64_t most =
        row->players - cm_row_fewest(row, row->total - row->quota + 1);
    uint64_t least =
        what == CM_MARK_MINIMAL ? cm_row_fewest(row, row->quota) - 1 : 0;
    cm_points at = cm_points_of(row, least, most, false);
    if (what == CM_MARK_CRITICAL)
        at.n_primes = cm_primes_for(row->players);
    return at;
}

/* One prime and one mark: all weights, without the factor x^least. */
static comitia_status fill_table(void *user, cm_ctx *ctx, uint32_t task)
{
    const counting *c = user;
    const cm_row *row = c->row;
    cm_modulus mod = row->primes.at[task / c->at.n_tables];
    uint32_t y = cm_points_mark(&c->at, task % c->at.n_tables);
    uint32_t *to = c->values + (size_t)task * row->n;
    CM_TRY(c->count(row, ctx, mod, y, c->tables.at[ctx->worker], to));
    if (c->at.least == 0)
        return COMITIA_OK;
    uint32_t factor = cm_mod_power(cm_mod_inverse(y, mod), c->at.least, mod);
    for (uint32_t i = 0; i < row->n; i++)
        to[i] = cm_mod_mul(to[i], factor, mod);
    return COMITIA_OK;
}

static bool are_many(const cm_row *row, const cm_points *at)
{
    return (uint64_t)at->n_primes * at->n_tables * row->n > UINT32_C(1) << 28;
}

static comitia_status count_sizes(cm_row *row, cm_marked what, bool ends,
                                  cm_points at, cm_sized *counts)
{
    counting c = {.row = row, .at = at, .count = way_of(what, ends)};
    uint64_t tasks = (uint64_t)at.n_primes * at.n_tables;
    if (are_many(row, &at))
        return cm_fail(row->ctx, COMITIA_E_BUDGET, "too many counts by size");
    CM_TRY(cm_row_each(row));
    CM_TRY(cm_row_tables_new(row, cells_of(row, what, ends), (uint32_t)tasks,
                             &c.tables));
    c.values = cm_alloc_n(row->scratch, tasks * row->n, sizeof *c.values);
    if (!c.values)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_row_run(row, &c.tables, (uint32_t)tasks, fill_table, &c, c.values,
                      row->n));
    return cm_points_join(row, &at, c.values, false, counts);
}

static uint64_t cost_of(const cm_row *row, cm_marked what, bool ends,
                        const cm_points *at)
{
    uint64_t tasks = (uint64_t)at->n_primes * at->n_tables;
    uint64_t each = cost_at(row, what, ends);
    return are_many(row, at) || each > UINT64_MAX / tasks ? UINT64_MAX
                                                          : each * tasks;
}

/* ---- all primes
 * -------------------------------------------------------------------- */

static comitia_status sizes(cm_row *row, cm_marked what, cm_sized *counts)
{
    if (row->players > CM_ROW_MOST_SIZED)
        return cm_fail(row->ctx, COMITIA_E_BUDGET, "too many counts by size");
    return count_sizes(row, what, takes_ends(row, what), points_of(row, what),
                       counts);
}

static uint64_t sizes_cost(const cm_row *row, cm_marked what)
{
    if (row->players > CM_ROW_MOST_SIZED)
        return UINT64_MAX;
    cm_points at = points_of(row, what);
    return cost_of(row, what, takes_ends(row, what), &at);
}

comitia_status cm_row_member_sizes(cm_row *row, cm_sized *counts)
{
    return sizes(row, CM_MARK_MINIMAL, counts);
}

uint64_t cm_row_member_sizes_cost(const cm_row *row)
{
    return sizes_cost(row, CM_MARK_MINIMAL);
}

comitia_status cm_row_criticals(cm_row *row, cm_sized *counts)
{
    return sizes(row, CM_MARK_CRITICAL, counts);
}

uint64_t cm_row_criticals_cost(const cm_row *row)
{
    return sizes_cost(row, CM_MARK_CRITICAL);
}

/* ---- another prime, the other way
 * ----------------------------------------------------- */

/* Points and their number are the same; the prime is another. */
static cm_points points_again(const cm_row *row, cm_marked what)
{
    cm_points at = points_of(row, what);
    at.n_primes = 1;
    return at;
}

uint64_t cm_row_again_cost(const cm_row *row, cm_marked what)
{
    if (row->players > CM_ROW_MOST_SIZED)
        return UINT64_MAX;
    cm_points at = points_again(row, what);
    return cost_of(row, what, !takes_ends(row, what), &at);
}

/* counts by size less one, each worth 1 / size, modulo the prime */
static void add_inverse(const cm_sized *counts, cm_modulus mod, uint32_t n,
                        uint32_t *raw)
{
    for (uint32_t s = 0; s < counts->sizes; s++) {
        uint32_t over = cm_mod_inverse(s + 1, mod);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t count =
                (uint32_t)mpz_get_ui(counts->at[(size_t)i * counts->sizes + s]);
            raw[i] = cm_mod_add(raw[i], cm_mod_mul(over, count, mod), mod);
        }
    }
}

comitia_status cm_row_again(cm_row *row, cm_marked what, cm_modulus mod,
                            uint32_t *raw)
{
    static const uint32_t one = 1;
    const cm_primes kept = row->primes;
    cm_sized counts = {0};
    comitia_status status = cm_sized_new(row->ctx, row->scratch, row->n,
                                         (uint32_t)row->players, &counts);
    row->primes = (cm_primes){&mod, &one, 1};
    if (status == COMITIA_OK)
        status = count_sizes(row, what, !takes_ends(row, what),
                             points_again(row, what), &counts);
    row->primes = kept;
    if (status == COMITIA_OK)
        add_inverse(&counts, mod, row->n, raw);
    cm_sized_clear(&counts);
    return status;
}
