/* Minimal coalitions of a weighted rule (docs/theory/weighted.md).
 *
 * Players come in descending. F_r(t) is the number of sets of players before r
 * that weigh t at most. A minimal winning coalition is told by its lightest
 * member r: the others, all before r, weigh less than the quota and with r no
 * less. */
#include "engine/weighted/row_marked.h"

typedef struct counting {
    const cm_row *row;
    cm_row_tables tables;
    uint32_t *values;
} counting;

static uint32_t at_weight(const uint32_t *prefix, uint64_t high, uint64_t less,
                          cm_modulus mod)
{
    return cm_mod_sub(prefix[high], high < less ? 0 : prefix[high - less], mod);
}

/* ---- how many ------------------------------------------------------------------------ */

/* Of the other game, whose quota is total - last, the complements are counted:
   a set that weighs at most `last` and that nobody can join. Told by the
   lightest player r not in it: all behind r are in it. */
static comitia_status count_prime(void *user, cm_ctx *ctx, uint32_t k)
{
    const counting *c = user;
    const cm_row *row = c->row;
    cm_modulus mod = row->primes.at[k];
    uint32_t *cells = c->tables.at[ctx->worker], *out = c->values + 2 * (size_t)k;
    uint64_t behind = row->total, last = row->last;
    for (uint64_t s = 0; s <= last; s++)
        cells[s] = 1;
    for (uint64_t r = row->players; r-- > 0;) {
        uint64_t weight = row->each[r];
        behind -= weight;
        CM_TRY(cm_spend(ctx, cm_row_cost(last)));
        out[0] = cm_mod_add(out[0], at_weight(cells, last, weight, mod), mod);
        if (behind <= last)
            out[1] = cm_mod_add(
                out[1], at_weight(cells, last - behind, weight, mod), mod);
        cm_lanes_take(&row->lanes, cells, last, &weight, 1, mod, 1);
    }
    return COMITIA_OK;
}

comitia_status cm_row_minimal(cm_row *row, mpz_ptr winning, mpz_ptr blocking)
{
    counting c = {.row = row};
    uint32_t n = row->primes.n;
    CM_TRY(cm_row_each(row));
    CM_TRY(cm_row_tables_new(row, row->last + 1, n, &c.tables));
    c.values = cm_alloc_n(row->scratch, n, 2 * sizeof *c.values);
    uint32_t *digits = cm_new_n(row->scratch, uint32_t, n);
    if (!c.values || !digits)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_row_run(row, &c.tables, n, count_prime, &c, c.values, 2));
    cm_residues_join(&row->primes, c.values, 2, digits,
                     row->dual ? blocking : winning);
    cm_residues_join(&row->primes, c.values + 1, 2, digits,
                     row->dual ? winning : blocking);
    return COMITIA_OK;
}

static uint64_t cost_of(uint64_t each, uint64_t times)
{
    return times && each > UINT64_MAX / times ? UINT64_MAX : each * times;
}

uint64_t cm_row_minimal_cost(const cm_row *row)
{
    uint64_t primes = cm_primes_for(row->players + 1);
    return cost_of(cm_row_cost(row->last), cost_of(row->players, primes));
}

/* ---- with whom ------------------------------------------------------------------------- */

/* Where a player i is looked for: last - j w for j = 1, 2, ... */
typedef struct places {
    uint64_t last, weight;
    uint32_t y;
    cm_modulus mod;
} places;

/* Sum over j >= 1 of (-1)^(j-1) y^j row[last - j w]: of the sets in the row,
   those that i is in, i in. By Horner from the lowest place up. */
static uint32_t with(const places *p, const uint32_t *row)
{
    uint32_t sum = 0;
    for (uint64_t j = p->last / p->weight; j > 0; j--) {
        uint32_t here = row[p->last - j * p->weight];
        sum = cm_mod_mul(p->y, cm_mod_sub(here, sum, p->mod), p->mod);
    }
    return sum;
}

/* The same of row(s) + y row(s - w), which is the row when i has joined. */
static uint32_t with_joined(const places *p, const uint32_t *row)
{
    uint32_t sum = 0, below = 0;
    for (uint64_t j = p->last / p->weight; j > 0; j--) {
        uint32_t here = row[p->last - j * p->weight];
        uint32_t both =
            cm_mod_add(here, cm_mod_mul(p->y, below, p->mod), p->mod);
        sum = cm_mod_mul(p->y, cm_mod_sub(both, sum, p->mod), p->mod);
        below = here;
    }
    return sum;
}

/* Two rows, which are seldom in a near cache. */
static uint64_t cost_of_taking(uint64_t last, uint32_t y)
{
    return y == 1 ? 3 * cm_row_cost(last) : 3 * cm_row_marked_cost(last);
}

/*
 * Minimal winning coalitions with i are those told by i, f_i in its window, and
 * those told by an r behind it. For a place t in the window of r the latter are
 * F_r(t) - F_r(t - w_r), and y F_r(t - w_r) = F_(r+1)(t) - F_r(t). So with
 * P_r(t) = F_1(t) + ... + F_(r-1)(t) all r behind i together are
 *     P_end(t) - P_(i+1)(t) + (F_(i+1)(t) - F_end(t)) / y:
 * two rows, read when i joins and at the end.
 */
comitia_status cm_row_members_at(const cm_row *row, cm_ctx *ctx, cm_modulus mod,
                                 uint32_t y, uint32_t *cells, uint32_t *out)
{
    uint64_t last = row->quota - 1, r = row->players;
    uint32_t *sums = cells + (last + 1), over = cm_mod_inverse(y, mod);
    for (uint64_t s = 0; s <= last; s++) {
        cells[s] = 1;
        sums[s] = 0;
    }
    for (uint32_t i = row->n; i-- > 0;) {
        places p = {last, row->weight[i], y, mod};
        uint32_t joined = with_joined(&p, cells);
        uint32_t before =
            cm_mod_add(with(&p, sums), with(&p, cells), mod); /* P_(i+1) */
        uint32_t own = at_weight(cells, last, p.weight, mod);
        uint32_t rest =
            cm_mod_sub(cm_mod_mul(over, joined, mod), before, mod);
        out[i] = cm_mod_add(own, rest, mod);
        CM_TRY(cm_spend(ctx, 20 + 10 * (last / p.weight)));
        for (uint64_t k = 0; k < row->units[i]; k++, r--) {
            CM_TRY(cm_spend(ctx, cost_of_taking(last, y)));
            cm_lanes_take_sum(&row->lanes, cells, sums, last, p.weight, mod, y);
        }
    }
    for (uint32_t i = 0; i < row->n; i++) {
        places p = {last, row->weight[i], y, mod};
        uint32_t end = cm_mod_mul(over, with(&p, cells), mod);
        end = cm_mod_sub(with(&p, sums), end, mod);
        out[i] = cm_mod_add(out[i], end, mod);
        CM_TRY(cm_spend(ctx, 20 + 6 * (last / p.weight)));
    }
    return COMITIA_OK;
}

static comitia_status members_modulo(void *user, cm_ctx *ctx, uint32_t k)
{
    const counting *c = user;
    return cm_row_members_at(c->row, ctx, c->row->primes.at[k], 1,
                             c->tables.at[ctx->worker],
                             c->values + (size_t)k * c->row->n);
}

comitia_status cm_row_members(cm_row *row, mpz_t *members)
{
    counting c = {.row = row};
    uint32_t n = row->primes.n;
    CM_TRY(cm_row_tables_new(row, 2 * row->quota, n, &c.tables));
    c.values = cm_alloc_n(row->scratch, (uint64_t)n * row->n, sizeof *c.values);
    uint32_t *digits = cm_new_n(row->scratch, uint32_t, n);
    if (!c.values || !digits)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_row_run(row, &c.tables, n, members_modulo, &c, c.values, row->n));
    CM_TRY(cm_spend(row->ctx, row->n * cm_residues_join_cost(&row->primes)));
    for (uint32_t i = 0; i < row->n; i++)
        cm_residues_join(&row->primes, c.values + i, row->n, digits, members[i]);
    return COMITIA_OK;
}

uint64_t cm_row_members_cost(const cm_row *row)
{
    uint64_t primes = cm_primes_for(row->players + 1);
    if (row->quota > CM_ROW_MOST_CELLS / 2)
        return UINT64_MAX;
    return cost_of(cost_of_taking(row->quota, 1), cost_of(row->players, primes));
}

uint64_t cm_row_members_at_cost(const cm_row *row)
{
    uint64_t reads = 0;
    if (row->quota > CM_ROW_MOST_CELLS / 2)
        return UINT64_MAX;
    for (uint32_t i = 0; i < row->n; i++)
        reads += 40 + 16 * (row->quota / row->weight[i]);
    return cost_of(cost_of_taking(row->quota, 2), row->players) + reads;
}
