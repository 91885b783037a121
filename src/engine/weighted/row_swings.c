/* Swings of all players of a weighted rule (docs/theory/weighted.md). */
#include "engine/weighted/weighted_row.h"

typedef struct counting {
    const cm_row *row;
    cm_row_tables tables;
    uint32_t *values; /* per prime: of each weight, then of all that was counted */
} counting;

/* What is above the lower half: c(s) = c(sum - s). */
static void unfold(uint32_t *cells, uint64_t kept, uint64_t next, uint64_t sum)
{
    uint64_t s = kept + 1;
    for (; s <= next && s <= sum; s++)
        cells[s] = cells[sum - s];
    for (; s <= next; s++)
        cells[s] = 0;
}

/* Coalitions by weight, up to min(last, total / 2): players come in ascending,
   so that the partial sums stay small, and only the lower half of what they
   reach is kept. */
static comitia_status count_by_weight(const cm_row *row, cm_ctx *ctx,
                                      cm_modulus mod, uint32_t *cells)
{
    uint64_t sum = 0, kept = 0; /* cells[0..kept] are known */
    uint32_t n;
    cells[0] = 1;
    for (uint64_t i = 0; i < row->players; i += n) {
        uint64_t more = cm_row_group(row, i, &n), half = (sum + more) / 2;
        uint64_t next = half < row->last ? half : row->last;
        CM_TRY(cm_spend(ctx, n * cm_row_cost(next)));
        unfold(cells, kept, next, sum);
        cm_lanes_take(&row->lanes, cells, next, row->each + i, n, mod, 1);
        kept = next;
        sum += more;
    }
    return COMITIA_OK;
}

/* Swings of a player of weight w from the prefix sums C of all coalitions:
   C(last) + 2 sum over j >= 1 of (-1)^j C(last - j w). What divides the player
   out and what adds up the window of its swings telescopes. */
static uint32_t swings_of(const uint32_t *prefix, uint64_t last,
                          uint64_t weight, cm_modulus mod)
{
    uint64_t sign[2] = {0, 0}; /* at most last / w terms below 2^31 */
    unsigned odd = 1;
    for (uint64_t s = last; s >= weight; odd ^= 1) {
        s -= weight;
        sign[odd] += prefix[s];
    }
    uint32_t plus = (uint32_t)(sign[0] % mod.p);
    uint32_t minus = (uint32_t)(sign[1] % mod.p);
    uint32_t twice = cm_mod_sub(plus, minus, mod);
    return cm_mod_add(prefix[last], cm_mod_add(twice, twice, mod), mod);
}

/* Everything modulo one prime. */
static comitia_status count_prime(void *user, cm_ctx *ctx, uint32_t k)
{
    const counting *c = user;
    const cm_row *row = c->row;
    cm_modulus mod = row->primes.at[k];
    uint32_t *cells = c->tables.at[ctx->worker];
    uint32_t *to = c->values + (size_t)k * ((size_t)row->n + 1);
    CM_TRY(count_by_weight(row, ctx, mod, cells));
    CM_TRY(cm_spend(ctx, row->last));
    cm_lanes_prefix(cells, row->last + 1, mod);
    for (uint32_t i = 0; i < row->n; i++) {
        CM_TRY(cm_spend(ctx, 10 + row->last / row->weight[i]));
        to[i] = swings_of(cells, row->last, row->weight[i], mod);
    }
    to[row->n] = cells[row->last];
    return COMITIA_OK;
}

static comitia_status join(cm_row *row, const uint32_t *values, mpz_t *swings,
                           mpz_ptr winning)
{
    size_t width = (size_t)row->n + 1;
    uint32_t *digits = cm_new_n(row->scratch, uint32_t, row->primes.n);
    mpz_t all;
    if (!digits)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(row->ctx, width * cm_residues_join_cost(&row->primes)));
    for (uint32_t i = 0; i < row->n; i++)
        cm_residues_join(&row->primes, values + i, width, digits, swings[i]);
    cm_residues_join(&row->primes, values + row->n, width, digits, winning);
    if (!row->dual) { /* those counted are losing */
        mpz_init(all);
        mpz_setbit(all, row->players);
        mpz_sub(winning, all, winning);
        mpz_clear(all);
    }
    return COMITIA_OK;
}

comitia_status cm_row_swings(cm_row *row, mpz_t *swings, mpz_ptr winning)
{
    counting c = {.row = row};
    CM_TRY(cm_row_each(row));
    CM_TRY(cm_row_tables_new(row, row->last + 1, row->primes.n, &c.tables));
    c.values = cm_alloc_n(row->scratch,
                          (uint64_t)row->primes.n * ((uint64_t)row->n + 1),
                          sizeof *c.values);
    if (!c.values)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_row_run(row, &c.tables, row->primes.n, count_prime, &c, c.values,
                      (size_t)row->n + 1));
    return join(row, c.values, swings, winning);
}

uint64_t cm_row_swings_cost(const cm_row *row)
{
    uint64_t primes = (row->players + 1) / 30 + 1;
    uint64_t each = cm_row_cost(cm_row_cells(row, true, true));
    if (row->last < UINT64_C(1) << 40)
        each += row->last;
    return each > UINT64_MAX / primes ? UINT64_MAX : each * primes;
}
