#include "engine/weighted/shapley_bounds.h"

#include "engine/numbers/gauss.h"
#include "engine/numbers/real.h"
#include "engine/weighted/chance_row.h"
#include "engine/weighted/node_sums.h"

/* What the sums are multiplied by, so that numbers of many members of small
   chances stay away from the smallest doubles. */
#define SCALE 0x1p1000
enum {
    SCALE_BITS = 1000,
    BITS = CM_GAUSS_BITS,
    MOST_PLAYERS = 8000,
    MOST_WEIGHTS = 1 << 24,
    SUM_BYTES = 1 + (2 * CM_GAUSS_BITS + 64) / 8 /* of at most 2^24 terms below 1 */
};
#define UNIT 0x1p-53 /* one rounding is off by that much of its result at most */

/* What one thread has added up: integers, so that it does not matter which node
   went to which thread. */
typedef struct ends {
    mpz_t *low, *top; /* per weight: times 2^(2 BITS) */
} ends;

typedef struct integral {
    cm_ctx *ctx;
    cm_row *row;
    uint64_t last;        /* of a table: the larger of both quotas, less 1 */
    uint64_t high[2];     /* what a pivot may find before it at most: of p, of
                             1 - p (the quota of the dual game) */
    uint32_t m;
    cm_gauss_node *nodes;
    cm_row_tables tables; /* of doubles */
    ends *of;             /* per table */
    cm_node_sums sums;    /* of the nodes that take no table */
} integral;

/* ---- one player at one node -------------------------------------------------------------- */

static void set_scaled(mpz_ptr z, double value, double other, bool up)
{
    mpq_t q, by;
    mpq_inits(q, by, NULL);
    mpq_set_d(q, value);
    mpq_set_d(by, other);
    mpq_div(q, q, by);
    mpq_mul_2exp(q, q, BITS);
    mpq_div_2exp(q, q, SCALE_BITS);
    (up ? mpz_cdiv_q : mpz_fdiv_q)(z, mpq_numref(q), mpq_denref(q));
    mpq_clears(q, by, NULL);
}

/* Adds weight * (value / by -+ off / by) to both ends; both are times SCALE. */
static void add_term(const ends *of, uint32_t i, const cm_gauss_node *node,
                     double by, cm_chance_about h)
{
    mpz_t value, off, weight;
    mpz_inits(value, off, weight, NULL);
    set_scaled(value, h.value, by, false);
    set_scaled(off, h.off, by, true);
    mpz_sub(value, value, off); /* at least so much */
    if (mpz_sgn(value) > 0) {
        mpz_sub_ui(weight, node->weight, 2);
        mpz_addmul(of->low[i], value, weight);
    }
    mpz_addmul_ui(value, off, 2);
    mpz_add_ui(value, value, 1); /* at most so much */
    mpz_add_ui(weight, node->weight, 2);
    if (mpz_sgn(value) > 0)
        mpz_addmul(of->top[i], value, weight);
    mpz_clears(value, off, weight, NULL);
}

static double ratio(const cm_gauss_node *node)
{
    return node->p / node->other;
}

/* The same by a Fourier sum. */
static comitia_status add_sums(const integral *t, cm_ctx *ctx, uint32_t k)
{
    uint32_t n = t->row->n;
    const cm_gauss_node *node = &t->nodes[k];
    /* the table of this thread has room for the numbers: see of_row */
    double *value = (void *)t->tables.at[ctx->worker], *off = value + n;
    CM_TRY(cm_node_sums_find(&t->sums, ctx, k, node, value, off));
    CM_TRY(cm_spend(ctx, 2000 * (uint64_t)n));
    for (uint32_t i = 0; i < n; i++)
        add_term(&t->of[ctx->worker], i, node, 1,
                 (cm_chance_about){value[i] * SCALE, off[i] * SCALE});
    return COMITIA_OK;
}

/* Node k of the quadrature, and the one on the other side of 1/2. */
static comitia_status add_node(void *user, cm_ctx *ctx, uint32_t k)
{
    const integral *t = user;
    const cm_gauss_node *node = &t->nodes[k];
    const ends *of = &t->of[ctx->worker];
    double r = ratio(node), *cells = (void *)t->tables.at[ctx->worker];
    uint32_t terms = cm_chance_terms(r);
    /* cells: 2 roundings a player; p and 1 - p: 1 a player */
    double loose = 4 * (double)t->row->players * UNIT;
    if (cm_node_sums_has(&t->sums, k))
        return add_sums(t, ctx, k);
    CM_TRY(cm_chance_row(t->row, ctx, cells, t->last, node->other, node->p,
                         SCALE));
    CM_TRY(cm_spend(ctx, 2 * t->last));
    cm_chance_add_up(cells, t->last);
    for (uint32_t i = 0; i < t->row->n; i++)
        for (int side = 0; side < 2; side++) {
            uint64_t high = t->high[side], weight = t->row->weight[i];
            uint64_t reads = high / weight < terms ? high / weight : terms;
            CM_TRY(cm_spend(ctx, 2000 + 5 * reads));
            add_term(of, i, node, node->other,
                     cm_chance_take_out(cells, high, weight, r, terms, loose));
        }
    return COMITIA_OK;
}

/* ---- how many nodes ------------------------------------------------------------------------ */

/* The least even number with an error of 4 / 10^13 at most. */
static uint32_t enough_nodes(uint64_t n, mpq_ptr error)
{
    mpq_t most;
    uint32_t low = 0, high = 2;
    mpq_init(most);
    mpq_set_ui(most, 1, 2500000);
    mpz_mul_ui(mpq_denref(most), mpq_denref(most), 1000000);
    for (cm_gauss_error(n, high, error); mpq_cmp(error, most) > 0;
         cm_gauss_error(n, high, error)) {
        low = high;
        high *= 2;
    }
    while (high - low > 2) {
        uint32_t middle = low + (high - low) / 4 * 2;
        cm_gauss_error(n, middle, error);
        *(mpq_cmp(error, most) > 0 ? &low : &high) = middle;
    }
    cm_gauss_error(n, high, error);
    mpq_clear(most);
    return high;
}

/* ---- all --------------------------------------------------------------------------------------- */

static uint64_t cells_of(const integral *t)
{
    cm_row row = *t->row;
    row.last = t->last;
    return cm_row_cells(&row, true, false);
}

/* An end from a sum of value * weight, moved by the error of quadrature, in
   0..1. */
static const cm_number *end_of(cm_arena *arena, mpz_srcptr sum,
                               mpq_srcptr error, bool up)
{
    mpq_t q;
    mpq_init(q);
    mpz_set(mpq_numref(q), sum);
    mpq_div_2exp(q, q, 2 * BITS);
    (up ? mpq_add : mpq_sub)(q, q, error);
    if (mpq_sgn(q) < 0)
        mpq_set_ui(q, 0, 1);
    if (mpq_cmp_ui(q, 1, 1) > 0)
        mpq_set_ui(q, 1, 1);
    const cm_number *end = cm_number_keep(arena, q);
    mpq_clear(q);
    return end;
}

static comitia_status keep_bounds(integral *t, cm_arena *arena, uint32_t n,
                                  mpq_ptr error, cm_power_bounds *bounds)
{
    mpz_t width, none;
    mpq_t small, rounding;
    comitia_status status = COMITIA_E_NOMEM;
    mpz_inits(width, none, NULL);
    mpq_inits(small, rounding, NULL);
    cm_bounds *kept = cm_new_n(t->row->scratch, cm_bounds, t->row->n);
    cm_bounds *of = cm_new_n(arena, cm_bounds, n);
    bounds->shapley = of;
    const cm_number *zero = cm_number_keep_ui(arena, 0);
    if (!kept || !of || !zero)
        goto done;
    /* a bound with short digits: the exact one is a fraction of thousands */
    mpz_mul_2exp(width, mpq_numref(error), 2 * BITS);
    mpz_cdiv_q(mpq_numref(small), width, mpq_denref(error));
    mpq_div_2exp(small, small, 2 * BITS);
    for (uint32_t i = 0; i < t->row->n; i++) {
        kept[i] = (cm_bounds){end_of(arena, t->of[0].low[i], small, false),
                              end_of(arena, t->of[0].top[i], small, true)};
        if (!kept[i].low || !kept[i].high)
            goto done;
        mpz_sub(width, t->of[0].top[i], t->of[0].low[i]);
        if (mpz_cmp(width, none) > 0)
            mpz_set(none, width);
    }
    for (uint32_t c = 0; c < n; c++) {
        uint32_t i = t->row->of_class[c];
        of[c] = i == UINT32_MAX ? (cm_bounds){zero, zero} : kept[i];
    }
    mpz_set(mpq_numref(rounding), none);
    mpq_div_2exp(rounding, rounding, 2 * BITS);
    bounds->of_shapley =
        (cm_proof){.method = t->sums.of ? "quadrature, in part of Fourier sums"
                                        : "quadrature",
                   .nodes = t->m,
                   .quadrature = cm_number_keep(arena, small),
                   .rounding = cm_number_keep(arena, rounding)};
    if (bounds->of_shapley.quadrature && bounds->of_shapley.rounding)
        status = COMITIA_OK;
done:
    mpz_clears(width, none, NULL);
    mpq_clears(small, rounding, NULL);
    return status;
}

static comitia_status add_nodes(integral *t)
{
    /* Each process adds up some of the nodes; `done` says no more than that. */
    uint32_t *done = cm_new_n(t->row->scratch, uint32_t, t->m / 2);
    if (!done)
        return COMITIA_E_NOMEM;
    return cm_row_run(t->row, &t->tables, t->m / 2, add_node, t, done, 1);
}

/* ---- sums of several processes --------------------------------------------------- */

/* A sum as bytes: its sign, then its size, the smallest byte first. */
static void pack(mpz_srcptr sum, unsigned char *to)
{
    memset(to, 0, SUM_BYTES);
    to[0] = mpz_sgn(sum) < 0;
    mpz_export(to + 1, NULL, -1, 1, -1, 0, sum);
}

static void unpack(mpz_ptr sum, const unsigned char *from)
{
    mpz_import(sum, SUM_BYTES - 1, -1, 1, -1, 0, from + 1);
    if (from[0])
        mpz_neg(sum, sum);
}

/* What all processes have added up, in each of them. */
static comitia_status exchange_sums(integral *t)
{
    const comitia_peers *peers = t->ctx->peers;
    uint32_t n = t->row->n;
    if (!peers || peers->n < 2)
        return COMITIA_OK;
    size_t row = 2 * (size_t)n * SUM_BYTES;
    unsigned char *items = cm_alloc_n(t->row->scratch, peers->n, row);
    if (!items)
        return COMITIA_E_NOMEM;
    mpz_t *sums = t->of[0].low; /* the upper ends lie behind the lower ones */
    for (size_t i = 0; i < 2 * (size_t)n; i++)
        pack(sums[i], items + peers->rank * row + i * SUM_BYTES);
    CM_TRY(cm_spread_items(t->ctx, peers->n, items, row));
    mpz_t other;
    mpz_init(other);
    for (uint32_t r = 0; r < peers->n; r++)
        for (size_t i = 0; r != peers->rank && i < 2 * (size_t)n; i++) {
            unpack(other, items + r * row + i * SUM_BYTES);
            mpz_add(sums[i], sums[i], other);
        }
    mpz_clear(other);
    return COMITIA_OK;
}

/* All threads' ends together, in those of the first. */
static void gather(const integral *t)
{
    for (uint32_t k = 1; k < t->tables.n; k++)
        for (uint32_t i = 0; i < t->row->n; i++) {
            mpz_add(t->of[0].low[i], t->of[0].low[i], t->of[k].low[i]);
            mpz_add(t->of[0].top[i], t->of[0].top[i], t->of[k].top[i]);
        }
}

static comitia_status integrate(integral *t)
{
    CM_TRY(add_nodes(t));
    gather(t);
    return exchange_sums(t);
}

/* ---- what it takes --------------------------------------------------------------- */

static comitia_status make_nodes(integral *t, bool *proved)
{
    t->nodes = cm_new_n(t->row->scratch, cm_gauss_node, t->m / 2);
    if (!t->nodes)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_gauss_nodes(t->ctx, t->m, t->nodes, proved));
    for (uint32_t k = 0; k < t->m / 2 && *proved; k++)
        *proved = cm_chance_terms(ratio(&t->nodes[k])) > 0;
    return COMITIA_OK;
}

/* Nodes, and Fourier sums for those that have some if `sums`, where all of it
   takes no more than `budget`; *steps is what it takes. A table takes `cells`. */
static comitia_status admit(integral *t, bool sums, uint64_t cells,
                            uint64_t budget, uint64_t *steps, bool *yes)
{
    uint64_t n = t->m / 2, nodes = 24 * (uint64_t)t->m * t->m * (100 + t->m);
    *yes = t->m <= 1000 && (sums ? nodes <= budget / 4 : cells <= budget / n);
    if (!*yes)
        return COMITIA_OK;
    CM_TRY(make_nodes(t, yes));
    *steps = cells * n;
    if (!*yes || !sums)
        return COMITIA_OK;
    uint64_t terms = cells / (20 * ((uint64_t)t->row->n + 8));
    CM_TRY(cm_node_sums_plan(t->ctx, t->row->scratch, t->row, t->nodes,
                             (uint32_t)n, terms, cells, &t->sums));
    uint64_t left = t->sums.left;
    *yes = t->sums.steps <= budget &&
           (left == 0 || cells <= (budget - t->sums.steps) / left);
    *steps = *yes ? t->sums.steps + cells * left : 0;
    return COMITIA_OK;
}

/* Ends at 0 for each table; cleared by ends_clear. */
static comitia_status ends_new(integral *t)
{
    uint32_t n = t->row->n;
    ends *of = cm_new_n(t->row->scratch, ends, t->tables.n);
    mpz_t *at = cm_new_n(t->row->scratch, mpz_t, 2 * (uint64_t)n * t->tables.n);
    if (!of || !at)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < 2 * (size_t)n * t->tables.n; i++)
        mpz_init(at[i]);
    for (uint32_t k = 0; k < t->tables.n; k++)
        of[k] = (ends){at + (size_t)2 * n * k, at + (size_t)2 * n * k + n};
    t->of = of;
    return COMITIA_OK;
}

static void ends_clear(const integral *t)
{
    for (size_t i = 0; t->of && i < 2 * (size_t)t->row->n * t->tables.n; i++)
        mpz_clear(t->of[0].low[i]); /* the others lie behind it */
}

static comitia_status of_row(integral *t, cm_arena *arena,
                             const cm_weighted *game, bool sums,
                             uint64_t budget, cm_power_bounds *bounds,
                             bool *found)
{
    comitia_status status = COMITIA_OK;
    const cm_row *row = t->row;
    uint64_t dual = row->total - row->quota + 1;
    mpq_t error;
    t->high[0] = row->quota - 1;
    t->high[1] = dual - 1;
    t->last = t->high[0] > t->high[1] ? t->high[0] : t->high[1];
    if (row->players > MOST_PLAYERS || t->last >= MOST_WEIGHTS)
        return COMITIA_OK;
    mpq_init(error);
    t->m = enough_nodes(row->players, error);
    uint64_t cells = cells_of(t) / 2 + 2 * t->last, steps = 0;
    uint64_t left = t->ctx->limit - t->ctx->steps;
    uint64_t room = t->last + 1 > 2 * (uint64_t)row->n ? t->last + 1
                                                       : 2 * (uint64_t)row->n;
    bool yes;
    CM_GO(admit(t, sums, cells, budget < left ? budget : left, &steps, &yes));
    if (!yes)
        goto done;
    CM_GO(cm_row_each(t->row));
    CM_GO(cm_row_tables_new(t->row, 2 * room, t->m / 2, &t->tables));
    CM_GO(ends_new(t));
    cm_plan(t->ctx, "Shapley-Shubik", steps, 16 * room * t->tables.n);
    CM_GO(integrate(t));
    CM_GO(keep_bounds(t, arena, game->n, error, bounds));
    *found = true;
done:
    cm_planned(t->ctx);
    ends_clear(t);
    if (t->nodes)
        cm_gauss_clear(t->m, t->nodes);
    mpq_clear(error);
    return status;
}

comitia_status cm_weighted_shapley_bounds(cm_ctx *ctx, cm_arena *arena,
                                          const cm_weighted *game, bool sums,
                                          uint64_t budget,
                                          cm_power_bounds *bounds,
                                          bool *found)
{
    cm_arena scratch;
    cm_row row;
    bool fits;
    *found = false;
    if (!cm_real_here())
        return COMITIA_OK; /* roundings are not those that are counted on */
    cm_arena_init(&scratch, ctx->allocator);
    comitia_status status = cm_row_new(ctx, &scratch, game, &row, &fits);
    integral t = {.ctx = ctx, .row = &row};
    if (status == COMITIA_OK && fits)
        status = of_row(&t, arena, game, sums, budget, bounds, found);
    cm_arena_clear(&scratch);
    if (!cm_is_limit(ctx, status))
        return status;
    *found = false;
    return COMITIA_OK;
}
