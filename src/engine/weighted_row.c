#include "engine/weighted_row.h"

#include <stdlib.h>

/* ---- reduction
 * ---------------------------------------------------------------- */

typedef struct entry {
    uint64_t weight, units;
    uint32_t class_of;
} entry;

static int by_weight(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    return a->class_of < b->class_of ? -1 : a->class_of > b->class_of;
}

/* gcd of the weights, total and quota divided by it; false if the rule is
   constant or too large. */
static bool reduce(const cm_weighted *game, mpz_ptr gcd, mpz_ptr total,
                   mpz_ptr quota)
{
    mpz_t term;
    mpz_init(term);
    for (uint32_t c = 0; c < game->n; c++) {
        if (game->units[c] == 0)
            continue;
        mpz_gcd(gcd, gcd, game->weight[c]);
        cm_set_u64(term, game->units[c]);
        mpz_addmul(total, term, game->weight[c]);
    }
    mpz_clear(term);
    if (mpz_sgn(game->quota) <= 0 || mpz_cmp(game->quota, total) > 0)
        return false;
    mpz_divexact(total, total, gcd);
    mpz_cdiv_q(quota, game->quota, gcd);
    return mpz_sizeinbase(total, 2) <= 62;
}

static uint64_t get_u64(mpz_srcptr z)
{
    uint64_t value = 0;
    mpz_export(&value, NULL, -1, sizeof value, 0, 0, z);
    return value;
}

static comitia_status set_weights(cm_row *row, const cm_weighted *game,
                                  mpz_srcptr gcd)
{
    entry *entries = cm_new_n(row->scratch, entry, game->n);
    row->weight = cm_new_n(row->scratch, uint64_t, game->n);
    row->units = cm_new_n(row->scratch, uint64_t, game->n);
    row->of_class = cm_new_n(row->scratch, uint32_t, game->n);
    if (!entries || !row->weight || !row->units || !row->of_class)
        return COMITIA_E_NOMEM;
    mpz_t weight;
    mpz_init(weight);
    for (uint32_t c = 0; c < game->n; c++) {
        mpz_divexact(weight, game->weight[c], gcd);
        entries[c] = (entry){get_u64(weight), game->units[c], c};
    }
    mpz_clear(weight);
    CM_TRY(cm_spend(row->ctx, 100 * (uint64_t)game->n));
    qsort(entries, game->n, sizeof *entries, by_weight);
    for (uint32_t i = 0; i < game->n; i++) {
        const entry *e = &entries[i];
        row->of_class[e->class_of] = UINT32_MAX;
        if (e->weight == 0)
            row->zeros += e->units;
        if (e->weight == 0 || e->units == 0)
            continue;
        if (row->n == 0 || row->weight[row->n - 1] != e->weight)
            row->weight[row->n++] = e->weight;
        row->units[row->n - 1] += e->units;
        row->players += e->units;
        row->of_class[e->class_of] = row->n - 1;
    }
    return COMITIA_OK;
}

comitia_status cm_row_new(cm_ctx *ctx, cm_arena *scratch,
                          const cm_weighted *game, cm_row *row, bool *fits)
{
    comitia_status status = COMITIA_OK;
    mpz_t gcd, total, quota;
    mpz_inits(gcd, total, quota, NULL);
    *row = (cm_row){.ctx = ctx, .scratch = scratch, .lanes = cm_lanes_here()};
    *fits = reduce(game, gcd, total, quota);
    if (*fits) {
        row->total = get_u64(total);
        row->quota = get_u64(quota);
        row->dual = row->quota > row->total - row->quota + 1;
        row->last = (row->dual ? row->total - row->quota + 1 : row->quota) - 1;
        status = set_weights(row, game, gcd);
    }
    mpz_clears(gcd, total, quota, NULL);
    return status;
}

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t add_up(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* Sum over k = 1..units of min(last, so_far + k * weight), all halved with
   `mirror`; saturates. */
static uint64_t class_cells(const cm_row *row, uint64_t so_far, uint64_t weight,
                            uint64_t units, bool mirror)
{
    uint64_t top = mirror ? 2 * row->last + 1 : row->last;
    uint64_t rising =
        so_far >= top ? 0 : smaller(units, (top - so_far) / weight);
    /* rising terms: so_far + k weight <= top < 2^63 */
    uint64_t average = so_far + weight / 2 * (rising + 1);
    uint64_t sum =
        rising && average > UINT64_MAX / rising ? UINT64_MAX : average * rising;
    uint64_t flat = units - rising;
    uint64_t rest = flat && top > UINT64_MAX / flat ? UINT64_MAX : top * flat;
    sum = add_up(sum, rest);
    return mirror ? sum / 2 : sum;
}

uint64_t cm_row_cells(const cm_row *row, bool ascending, bool mirror)
{
    uint64_t cells = row->last, so_far = 0;
    for (uint32_t k = 0; k < row->n; k++) {
        uint32_t i = ascending ? k : row->n - 1 - k;
        cells = add_up(cells, class_cells(row, so_far, row->weight[i],
                                          row->units[i], mirror));
        so_far += row->weight[i] * row->units[i]; /* at most total */
    }
    return cells;
}

/* Room for the weights 0..last. */
static comitia_status new_cells(cm_row *row, uint32_t **cells)
{
    if (row->last >= UINT64_C(1) << 28)
        return cm_fail(row->ctx, COMITIA_E_BUDGET,
                       "a table of more than 2^28 weights");
    *cells = cm_alloc_n(row->scratch, (uint64_t)row->last + 1, sizeof **cells);
    return *cells ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- swings
 * ---------------------------------------------------------------------- */

/* Coalitions by weight, up to min(last, total): players come in ascending, so
   that the partial sums stay small, and only the lower half of what they reach
   is kept, because c(s) = c(sum - s). */
static comitia_status count_by_weight(cm_row *row, cm_modulus mod,
                                      uint32_t *cells)
{
    uint64_t sum = 0, kept = 0; /* cells[0..kept] are known */
    cells[0] = 1;
    for (uint32_t i = 0; i < row->n; i++) {
        uint64_t weight = row->weight[i];
        for (uint64_t k = 0; k < row->units[i]; k++) {
            uint64_t next = smaller(row->last, (sum + weight) / 2);
            CM_TRY(cm_spend(row->ctx, cm_row_cost(next)));
            for (uint64_t s = kept + 1; s <= next; s++)
                cells[s] = s <= sum ? cells[sum - s] : 0;
            cm_lanes_take(&row->lanes, cells, next, weight, mod, 1);
            kept = next;
            sum += weight;
        }
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

static comitia_status join_swings(cm_row *row, const uint32_t *values,
                                  mpz_t *swings, mpz_ptr winning)
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
    size_t width = (size_t)row->n + 1;
    uint32_t *cells = NULL;
    CM_TRY(new_cells(row, &cells));
    uint32_t *values = cm_alloc_n(row->scratch, (uint64_t)row->primes.n * width,
                                  sizeof *values);
    if (!values)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0; k < row->primes.n; k++) {
        cm_modulus mod = row->primes.at[k];
        uint32_t *to = values + k * width;
        CM_TRY(count_by_weight(row, mod, cells));
        CM_TRY(cm_spend(row->ctx, row->last));
        cm_lanes_prefix(cells, row->last + 1, mod);
        for (uint32_t i = 0; i < row->n; i++) {
            CM_TRY(cm_spend(row->ctx, 10 + row->last / row->weight[i]));
            to[i] = swings_of(cells, row->last, row->weight[i], mod);
        }
        to[row->n] = cells[row->last];
    }
    return join_swings(row, values, swings, winning);
}

/* ---- minimal coalitions
 * ------------------------------------------------------------ */

/* Sum of cells over the weights in (high - width, high], high <= last. */
static uint32_t window(const uint32_t *cells, uint64_t high, uint64_t width,
                       cm_modulus mod)
{
    uint64_t low = width > high ? 0 : high - width + 1;
    return cm_lanes_sum(cells + low, high - low + 1, mod);
}

/* A minimal coalition is told by its lightest member r: the others, all before
   r in descending order, weigh less than the quota and with r no less. Of the
   other game, whose quota is total - last, the complements are counted: a set
   that weighs at most `last` and that nobody can join. Told by the lightest
   player r not in it: all behind r are in it. */
static comitia_status minimal_modulo(cm_row *row, cm_modulus mod,
                                     uint32_t *cells, uint32_t out[2])
{
    uint64_t sum = 0, behind = row->total;
    memset(cells, 0, (size_t)(row->last + 1) * sizeof *cells);
    cells[0] = 1;
    out[0] = out[1] = 0;
    for (uint32_t i = row->n; i-- > 0;) {
        uint64_t weight = row->weight[i];
        for (uint64_t k = 0; k < row->units[i]; k++) {
            behind -= weight;
            CM_TRY(cm_spend(row->ctx, cm_row_cost(2 * smaller(row->last, sum) +
                                                  2 * weight)));
            out[0] =
                cm_mod_add(out[0], window(cells, row->last, weight, mod), mod);
            if (behind <= row->last)
                out[1] = cm_mod_add(
                    out[1], window(cells, row->last - behind, weight, mod),
                    mod);
            sum += weight;
            cm_lanes_take(&row->lanes, cells, smaller(row->last, sum), weight,
                          mod, 1);
        }
    }
    return COMITIA_OK;
}

comitia_status cm_row_minimal(cm_row *row, mpz_ptr winning, mpz_ptr blocking)
{
    uint32_t *cells = NULL;
    CM_TRY(new_cells(row, &cells));
    uint32_t *values =
        cm_alloc_n(row->scratch, row->primes.n, 2 * sizeof *values);
    uint32_t *digits = cm_new_n(row->scratch, uint32_t, row->primes.n);
    if (!values || !digits)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0; k < row->primes.n; k++)
        CM_TRY(minimal_modulo(row, row->primes.at[k], cells, values + 2 * k));
    cm_residues_join(&row->primes, values, 2, digits,
                     row->dual ? blocking : winning);
    cm_residues_join(&row->primes, values + 1, 2, digits,
                     row->dual ? winning : blocking);
    return COMITIA_OK;
}

/* ---- swings by size
 * ------------------------------------------------------------------ */

/* Coalitions by weight, each marked y for each member. */
static comitia_status count_marked(cm_row *row, cm_modulus mod, uint32_t y,
                                   uint32_t *cells)
{
    uint64_t sum = 0;
    memset(cells, 0, (size_t)(row->last + 1) * sizeof *cells);
    cells[0] = 1;
    for (uint32_t i = 0; y && i < row->n; i++)
        for (uint64_t k = 0; k < row->units[i]; k++) {
            sum += row->weight[i];
            uint64_t top = smaller(row->last, sum);
            CM_TRY(cm_spend(row->ctx, cm_row_cost(2 * top)));
            cm_lanes_take(&row->lanes, cells, top, row->weight[i], mod, y);
        }
    return COMITIA_OK;
}

/* Sum of y^|S| over the coalitions S without a player of weight w that weigh
   last - w + 1 .. last: sum over j >= 0 of (-y)^j times the coalitions, that
   player among them, in the window moved down by j w. By Horner from the last
   window up. */
static uint32_t marked_swings(const uint32_t *prefix, uint64_t last,
                              uint64_t weight, uint32_t y, cm_modulus mod)
{
    uint64_t j = last / weight; /* the last window starts at or below 0 */
    uint32_t sum = 0, below = 0;
    for (;; j--) {
        uint32_t upto = prefix[last - j * weight];
        uint32_t here = cm_mod_sub(upto, below, mod);
        sum = cm_mod_sub(here, cm_mod_mul(y, sum, mod), mod);
        below = upto;
        if (j == 0)
            return sum;
    }
}

comitia_status cm_row_sizes(cm_row *row, cm_sized *counts)
{
    uint32_t *cells = NULL, sizes = counts->sizes;
    uint64_t all = (uint64_t)row->n * sizes;
    if (all * row->primes.n > UINT32_C(1) << 28)
        return cm_fail(row->ctx, COMITIA_E_BUDGET, "too many counts by size");
    CM_TRY(new_cells(row, &cells));
    uint32_t *values =
        cm_alloc_n(row->scratch, row->primes.n * all, sizeof *values);
    if (!values)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0; k < row->primes.n; k++) {
        cm_modulus mod = row->primes.at[k];
        for (uint32_t y = 0; y < sizes; y++) {
            CM_TRY(count_marked(row, mod, y, cells));
            CM_TRY(cm_spend(row->ctx, row->last));
            cm_lanes_prefix(cells, row->last + 1, mod);
            for (uint32_t i = 0; i < row->n; i++) {
                CM_TRY(
                    cm_spend(row->ctx, 10 + 4 * (row->last / row->weight[i])));
                values[k * all + (size_t)i * sizes + y] =
                    marked_swings(cells, row->last, row->weight[i], y, mod);
            }
        }
    }
    return cm_sized_from_points(row->ctx, row->scratch, &row->primes, values,
                                counts);
}
