#include "engine/weighted/shapley_table.h"

#include <string.h>

#include "engine/weighted/chance_row.h"

#define U CM_ULP
#define SCALE 0x1p900 /* keeps small chances away from the smallest doubles */
#define MOST_CELLS (UINT64_C(1) << 24)
enum { TILE = 1024, MOST_IN = 512, MEAN_IN = 32 };

typedef void add_times(double *restrict to, const double *restrict from,
                       double by);

/* Players come in by ascending weight, those of a weight some at a time. Only
   cells 0..top are not 0: what lies above and is next to nothing is dropped. */
typedef struct table {
    cm_ctx *ctx;
    const cm_shapley_rest *rest;
    add_times *add;
    double *cells; /* times SCALE; TILE more than there are weights */
    uint64_t top, high;
    double p, stay, ratio;
    double drop;    /* a group of players may drop so much */
    double dropped;
    double loose;   /* a cell is off by so much, relative */
} table;

/* ---- one group of players ----------------------------------------------------------- */

/* How many of `units` are taken in together: a mean of MEAN_IN at most. */
static double group_of(double p, double units)
{
    double most = MEAN_IN / p;
    return units < most ? units : (double)(uint64_t)most;
}

/* chance[k] that k of `units` are in, k = 0..*n; larger k have `drop` at most, which
   is returned, or more than `most` members. */
static double members_of(const table *t, double units, double most,
                         double *chance, uint32_t *n)
{
    double log = t->p < 0.3 ? cm_log_less(t->p) : cm_log(1 - t->p);
    chance[0] = units > 1 ? cm_exp(units * log) : t->stay;
    for (uint32_t k = 0;; k++) {
        double next = units > 1 ? chance[k] * (units - k) / (k + 1) * t->ratio
                                : t->p;
        double ratio = (units - k) / (k + 1) * t->ratio; /* falls with k */
        double rest = k >= units ? 0 : ratio < 0.5 ? 2.01 * next : 1;
        *n = k;
        if (rest <= t->drop || k >= most || k + 1 == MOST_IN)
            return k >= most ? 0 : rest;
        chance[k + 1] = next;
    }
}

/* to[i] += by from[i]: no sum is fused, so that all machines find the same. */
static inline __attribute__((always_inline)) void add_body(double *restrict to, const double *restrict from,
                            double by)
{
    for (size_t i = 0; i < TILE; i++)
        to[i] += by * from[i];
}

static void add_plain(double *restrict to, const double *restrict from, double by)
{
    add_body(to, from, by);
}

#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("avx2"))) static void
add_avx2(double *restrict to, const double *restrict from, double by)
{
    add_body(to, from, by);
}
#endif

static add_times *add_here(void)
{
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx2"))
        return add_avx2;
#endif
    return add_plain;
}

/* The tile from `low` on, from what lies below it. */
static void fill_tile(const table *t, uint64_t low, uint64_t weight,
                      const double *chance, uint32_t n, double *tile)
{
    memset(tile, 0, TILE * sizeof *tile);
    for (uint32_t k = 0; k <= n; k++) {
        uint64_t shift = k * weight;
        if (shift >= low + TILE)
            return;
        if (low >= shift && low - shift > t->top)
            continue;
        if (low >= shift)
            t->add(tile, t->cells + (low - shift), chance[k]);
        for (uint64_t i = low < shift ? shift - low : TILE; i < TILE; i++)
            tile[i] += chance[k] * t->cells[i - (shift - low)];
    }
}

static void trim(table *t)
{
    double sum = 0;
    for (; t->top > 0 && sum + t->cells[t->top] < t->drop * SCALE; t->top--) {
        sum += t->cells[t->top];
        t->cells[t->top] = 0;
    }
    t->dropped += sum / SCALE * (1 + 1e-9);
}

/* From the top down: what a tile needs lies in it and below it. */
static comitia_status take_in(table *t, uint64_t weight, double units)
{
    double chance[MOST_IN], tile[TILE];
    uint32_t n;
    t->dropped +=
        members_of(t, units, (double)(t->high / weight), chance, &n);
    uint64_t more = n * weight, room = t->high - t->top;
    uint64_t top = more < room ? t->top + more : t->high;
    CM_TRY(cm_spend(t->ctx, (top / TILE + 1) * (n + 1) * (TILE / 2)));
    for (uint64_t low = top / TILE * TILE;; low -= TILE) {
        uint64_t end = low + TILE <= top ? TILE : top - low + 1;
        fill_tile(t, low, weight, chance, n, tile);
        memcpy(t->cells + low, tile, end * sizeof *tile);
        if (low == 0)
            break;
    }
    t->top = top;
    /* e^x of an x that is off by 13 u of itself, then 5 u for each quotient; as many
       roundings as there are sums */
    double mean = units * t->p;
    t->loose += (units > 1 ? 30 * mean + 10 + 6 * n : 1) * U + (n + 2) * U;
    trim(t);
    return COMITIA_OK;
}

static comitia_status take_all(table *t)
{
    const cm_fourier *f = &t->rest->f;
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t d = f->ascending[i];
        double left = f->units[d];
        while (left > 0) {
            double units = group_of(t->p, left);
            CM_TRY(take_in(t, (uint64_t)f->weight[d], units));
            left -= units;
        }
    }
    return COMITIA_OK;
}

/* ---- what is dropped, and what it costs ---------------------------------------------- */

static double groups_of(const cm_shapley_rest *rest, double p)
{
    double groups = 0;
    for (uint32_t d = 0; d < rest->f.n; d++)
        groups += 1 + rest->f.units[d] * p / (MEAN_IN - 1);
    return groups;
}

/* What is dropped of all chances puts an index off by 1 / (1 - p) / (1 - ratio) of it
   at most: windows of a player lie apart. */
static double drop_of(const cm_shapley_rest *rest, cm_shapley_point at, double p,
                      double other, double most)
{
    double factor =
        2.5 * cm_shapley_factor(rest, at) / other + cm_shapley_alone(rest, at);
    double drop = most / (factor + 1e-300);
    drop = drop < 1e-6 ? drop : 1e-6;
    return drop / (2 * groups_of(rest, p));
}

uint64_t cm_shapley_table_cost(const cm_shapley_rest *rest, cm_shapley_point at,
                               double most)
{
    const cm_fourier *f = &rest->f;
    double p, other, mean = 0, square = 0, sum = 0, cells = 0;
    uint64_t high = rest->quota[at.side] - 1;
    if (at.s < 1 || high >= MOST_CELLS)
        return UINT64_MAX;
    cm_shapley_chance(at.s, &p, &other);
    double rare = -cm_log(drop_of(rest, at, p, other, most));
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t d = f->ascending[i];
        double w = f->weight[d], left = f->units[d];
        while (left > 0) { /* Bernstein's bound of what is not dropped */
            double units = group_of(p, left), in = units * p;
            mean += in * w;
            square += in * w * w;
            sum += units * w;
            left -= units;
            double root = 2 * rare * square, far = 1;
            for (int turn = 0; turn < 60 && far * far < root; turn++)
                far *= 2;
            double reach = mean + far + rare * w / 3;
            reach = reach < sum ? reach : sum;
            reach = reach < (double)high ? reach : (double)high;
            double most_in = in + rare / cm_log(2 + 1 / (in + 1e-12)) + 8;
            most_in = most_in < units ? most_in : units;
            most_in = most_in * w < (double)high ? most_in : (double)high / w;
            cells += (reach + TILE) * (most_in + 2);
        }
    }
    return cells < 1e18 ? (uint64_t)(cells / 2) + 1000 * (uint64_t)f->n
                        : UINT64_MAX;
}

/* ---- all ------------------------------------------------------------------------------- */

/* Odds that are off by e move a chance by e / 2 sqrt(n p (1 - p)) at most: its
   derivative is a covariance with the number of those who are in. */
static double moved(const table *t, double s)
{
    double in = t->rest->f.players * t->p, root = 1;
    while (root * root < in)
        root *= 2;
    return root * (s + 10) * U;
}

static comitia_status read_out(table *t, cm_shapley_point at,
                               cm_shapley_found *found)
{
    const cm_fourier *f = &t->rest->f;
    double factor = cm_shapley_factor(t->rest, at);
    double alone = cm_shapley_alone(t->rest, at);
    double loose = cm_shapley_loose(t->rest, at);
    double lost = t->dropped / (1 - t->ratio) / t->stay * (1 + 1e-9) +
                  moved(t, at.s);
    uint32_t terms = cm_chance_terms(t->ratio);
    CM_TRY(cm_spend(t->ctx, t->high / 2));
    cm_chance_add_up(t->cells, t->high);
    for (uint32_t d = 0; d < f->n; d++) {
        uint64_t w = (uint64_t)f->weight[d], reads = t->high / w;
        CM_TRY(cm_spend(t->ctx, 20 + 5 * (reads < terms ? reads : terms)));
        cm_chance_about h = cm_chance_take_out(t->cells, t->high, w, t->ratio,
                                               terms, t->loose);
        double value = h.value / t->stay / SCALE;
        double size = value < 0 ? -value : value;
        double off = h.off / t->stay / SCALE + lost + size * loose;
        found->value[d] += factor * value;
        found->off[d] += factor * off * (1 + 1e-9);
    }
    double reached = 1 - t->cells[t->high] / SCALE;
    found->alone += (at.side ? alone : -alone) * reached;
    found->alone_off += alone * (2 * t->loose + lost + loose);
    return COMITIA_OK;
}

comitia_status cm_shapley_table_add(cm_ctx *ctx, const cm_shapley_rest *rest,
                                    cm_shapley_point at, double most,
                                    cm_shapley_found *found)
{
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    table t = {.ctx = ctx,
               .rest = rest,
               .add = add_here(),
               .high = rest->quota[at.side] - 1};
    cm_arena_init(&scratch, ctx->allocator);
    cm_shapley_chance(at.s, &t.p, &t.stay);
    t.stay = 1 - t.p;
    t.ratio = t.p / t.stay;
    t.drop = drop_of(rest, at, t.p, t.stay, most);
    t.cells = cm_new_n(&scratch, double, t.high + TILE + 1);
    if (!t.cells)
        goto done;
    t.cells[0] = SCALE;
    CM_GO(take_all(&t));
    CM_GO(read_out(&t, at, found));
done:
    cm_arena_clear(&scratch);
    return status;
}
