#include "engine/weighted/fourier_nodes.h"

#define U CM_ULP
#define PI 3.141592653589793
#define ROUGH (1 + 1e-9)

/* ---- what a bin is worth --------------------------------------------------------------- */

/* For zeta = (tilt + i theta) z a player of weight z has, but for what is linear in z,
   ln f = ln(1 - p + p e^zeta) - ln(1 - p + p e^(tilt z)) and n / f =
   (e^zeta - 1) / 2 / (1 - p + p e^zeta). On an ellipse around the bin whose half axes
   are (rho + 1 / rho) / 2 and (rho - 1 / rho) / 2 times its half width both are bounded
   if there p |e^zeta| <= (1 - p) / 2, or zeta is within a quarter turn of the real
   axis. */
typedef struct bounded {
    double log, term; /* at most; log < 0: no bound */
} bounded;

static bounded bounds_of(const cm_fourier *f, cm_fourier_span span, double low,
                         double high, double rho)
{
    double theta = 2 * PI * (double)span.last / f->turn.modulus * ROUGH;
    double half = (high - low) / 2, odds = cm_exp(span.s < 0 ? span.s : -span.s);
    double right = low + half + half * (rho + 1 / rho) / 2;
    double up = half * (rho - 1 / rho) / 2;
    double real = (span.tilt * right + theta * up) * ROUGH;
    double turn = (theta * right + span.tilt * up) * ROUGH;
    double p = (span.s < 0 ? 1 : odds) / (1 + odds) * ROUGH;
    double other = (span.s < 0 ? odds : 1) / (1 + odds) / ROUGH;
    if (real > 300)
        return (bounded){-1, 0};
    double most = p * cm_exp(real) * ROUGH, share = most / other * ROUGH;
    double term = (cm_exp(real) + 1) / 2 / other * ROUGH;
    if (share <= 0.5) /* -ln(1 - x) <= 1.4 x */
        return (bounded){2 * 1.4 * share, 2 * term};
    if (turn > PI / 2)
        return (bounded){-1, 0};
    double down = -cm_log(other), above = cm_log(1 + most);
    return (bounded){2 * ((down > above ? down : above) + PI / 2) * ROUGH, term};
}

/* A polynomial of degree n - 1 comes within 2 M rho^(1-n) / (rho - 1) (Trefethen,
   theorem 8.2), and the one through nodes within that times 1 + their sum of sizes.
   The fewest nodes for what is wanted, and the error; 0 where none will do. */
static uint32_t nodes_for(bounded most, double rho, const double want[2],
                          double off[2])
{
    enum { SHARES = 8 }; /* a sum of sizes that is not passed much */
    double log = 2 * most.log / (rho - 1), term = 2 * most.term / (rho - 1);
    for (uint32_t n = 2; n <= CM_MOST_NODES; n++) {
        log /= rho;
        term /= rho;
        if (SHARES * log > want[0] || SHARES * term > want[1])
            continue;
        off[0] = log * ROUGH;
        off[1] = term * ROUGH;
        return n;
    }
    return 0;
}

static void set_bin(const cm_fourier *f, cm_fourier_span span,
                    cm_fourier_bin *bin)
{
    enum { TRIES = 14 };
    const double want[2] = {1e-12 / f->players, 1e-15};
    double low = f->weight[f->ascending[bin->first]];
    double high = f->weight[f->ascending[bin->end - 1]], rho = 1.4;
    bin->n = 0;
    for (int k = 0; k < TRIES; k++, rho *= 1.25) {
        double off[2];
        bounded most = bounds_of(f, span, low, high, rho);
        uint32_t n = most.log < 0 ? 0 : nodes_for(most, rho, want, off);
        if (!n || (bin->n && n >= bin->n))
            continue;
        bin->n = n;
        bin->off = off[0];
        bin->off_term = off[1];
    }
    if (high - low < 1.5 * bin->n * bin->n) /* nodes are whole numbers */
        bin->n = 0;
}

/* How many weights are `most` or less. */
static uint32_t up_to(const cm_fourier *f, double most)
{
    uint32_t low = 0, high = f->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (f->weight[f->ascending[middle]] <= most)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

comitia_status cm_fourier_bins_find(cm_arena *arena, const cm_fourier *f,
                                    cm_fourier_span span, cm_fourier_bins *bins)
{
    static const double turns[] = {24, 12, 6, 3, 1.2, 0.5};
    enum { N_TURNS = sizeof turns / sizeof *turns };
    double theta = 2 * PI * (double)span.last / f->turn.modulus;
    *bins = (cm_fourier_bins){0};
    for (uint32_t first = 0; first < f->n;) {
        cm_fourier_bin best = {0};
        uint32_t saved = 0;
        for (int k = 0; k < N_TURNS; k++) {
            double low = f->weight[f->ascending[first]];
            cm_fourier_bin bin = {first, up_to(f, low + turns[k] / theta), 0, 0, 0};
            set_bin(f, span, &bin);
            uint32_t save = bin.n && bin.end - first > 2 * bin.n
                                ? bin.end - first - bin.n
                                : 0;
            if (save > saved) {
                saved = save;
                best = bin;
            }
        }
        if (!saved) /* those that are heavier lie farther apart */
            break;
        if (!cm_push(arena, bins, best))
            return COMITIA_E_NOMEM;
        first = best.end;
    }
    return COMITIA_OK;
}

/* ---- nodes ------------------------------------------------------------------------------- */

/* Near Chebyshev's points, both ends among them. */
static void set_nodes(const cm_fourier *f, const cm_fourier_bin *bin, double *node,
                      double *over)
{
    double low = f->weight[f->ascending[bin->first]];
    double wide = f->weight[f->ascending[bin->end - 1]] - low;
    double scale = 4 / wide;
    for (uint32_t r = 0; r < bin->n; r++) {
        double s, c;
        cm_sincos(PI * r / (bin->n - 1), &s, &c);
        node[r] = low + (double)(uint64_t)(wide * (1 - c) / 2 + 0.5);
    }
    node[bin->n - 1] = low + wide;
    for (uint32_t r = 0; r < bin->n; r++) {
        double product = 1;
        for (uint32_t i = 0; i < bin->n; i++)
            product *= i == r ? 1 : (node[r] - node[i]) * scale;
        over[r] = 1 / product;
    }
}

/* What a weight is shared out in: the polynomials that are 1 at a node and 0 at all
   others, each within (4 n + 4) u of itself. Returns at least the sum of their sizes. */
static double share_out(const cm_fourier_bin *bin, const double *node,
                        const double *over, double weight, double *share)
{
    double scale = 4 / (node[bin->n - 1] - node[0]), below = 1, sizes = 0;
    double above[CM_MOST_NODES + 1];
    above[bin->n] = 1;
    for (uint32_t r = bin->n; r-- > 0;)
        above[r] = above[r + 1] * ((weight - node[r]) * scale);
    for (uint32_t r = 0; r < bin->n; r++) {
        share[r] = below * above[r + 1] * over[r];
        sizes += share[r] < 0 ? -share[r] : share[r];
        below *= (weight - node[r]) * scale;
    }
    return sizes * ROUGH;
}

/* sum += x, whose rounding is kept for the next one: the whole sum is off by 3u of
   that of all sizes (Kahan). */
static void add_kept(double *sum, double *lost, double x)
{
    double y = x - *lost, t = *sum + y;
    *lost = (t - *sum) - y;
    *sum = t;
}

/* All players of a bin, to its nodes. */
static void fill_bin(const cm_fourier_bin *bin, cm_fourier_nodes *t,
                     const double *node, const double *over, double *units,
                     double *sizes)
{
    const cm_fourier *from = t->from;
    double share[CM_MOST_NODES], lost[CM_MOST_NODES] = {0};
    for (uint32_t i = bin->first; i < bin->end; i++) {
        uint32_t d = from->ascending[i];
        double of = from->units[d];
        double all = share_out(bin, node, over, from->weight[d], share);
        t->off += of * (1 + all) * bin->off * ROUGH;
        t->f.halved -= (uint64_t)of * (uint64_t)from->weight[d];
        for (uint32_t r = 0; r < bin->n; r++) {
            add_kept(&units[r], &lost[r], of * share[r]);
            sizes[r] += of * (share[r] < 0 ? -share[r] : share[r]) * ROUGH;
        }
    }
}

static bool make_arrays(cm_arena *arena, cm_fourier_nodes *t, double **sizes)
{
    cm_fourier *f = &t->f;
    size_t nodes = CM_MOST_NODES * (size_t)t->bins->n + 1;
    return (t->place = cm_new_n(arena, uint32_t, t->from->n)) &&
           (f->weight = cm_new_n(arena, double, f->room)) &&
           (f->units = cm_new_n(arena, double, f->room)) &&
           (f->odd = cm_new_n(arena, double, f->room)) &&
           (*sizes = cm_new_n(arena, double, f->room)) &&
           (t->node = cm_new_n(arena, double, nodes)) &&
           (t->over = cm_new_n(arena, double, nodes));
}

/* Weights in no bin keep their order, which is by units. */
static void keep_others(cm_fourier_nodes *t, double *sizes)
{
    const cm_fourier *from = t->from;
    cm_fourier *f = &t->f;
    for (size_t b = 0; b < t->bins->n; b++)
        for (uint32_t i = t->bins->at[b].first; i < t->bins->at[b].end; i++)
            t->place[from->ascending[i]] = UINT32_MAX;
    f->n = f->few = 0;
    f->few_units = 0;
    for (uint32_t d = 0; d < from->n; d++) {
        if (t->place[d] == UINT32_MAX)
            continue;
        uint32_t to = t->place[d] = f->n++;
        f->weight[to] = from->weight[d];
        f->units[to] = sizes[to] = from->units[d];
        f->odd[to] = from->odd[d];
        if (d < from->few) {
            f->few = f->n;
            f->few_units += from->units[d];
        }
    }
    f->nodes = f->n;
}

comitia_status cm_fourier_nodes_new(cm_ctx *ctx, cm_arena *arena,
                                    const cm_fourier *from,
                                    const cm_fourier_bins *bins,
                                    cm_fourier_nodes *t)
{
    enum { LANES = CM_FOURIER_LANES };
    double *sizes;
    uint32_t left = from->n, most = 0;
    *t = (cm_fourier_nodes){.from = from, .bins = bins, .f = *from};
    for (size_t b = 0; b < bins->n; b++) {
        const cm_fourier_bin *bin = &bins->at[b];
        left -= bin->end - bin->first - bin->n;
        most = bin->n > most ? bin->n : most;
    }
    t->f.room = (left + LANES - 1) / LANES * LANES;
    t->f.place = t->f.ascending = NULL;
    t->f.squares = NULL;
    if (!make_arrays(arena, t, &sizes))
        return COMITIA_E_NOMEM;
    t->f.sizes = sizes;
    t->f.blunt = 110 + 5 * (double)most;
    keep_others(t, sizes);
    for (size_t b = 0; b < bins->n; b++) {
        const cm_fourier_bin *bin = &bins->at[b];
        double *node = t->node + CM_MOST_NODES * b;
        double *over = t->over + CM_MOST_NODES * b;
        CM_TRY(cm_spend(ctx, 10 * (uint64_t)bin->n * (bin->end - bin->first)));
        set_nodes(from, bin, node, over);
        fill_bin(bin, t, node, over, t->f.units + t->f.n, sizes + t->f.n);
        for (uint32_t r = 0; r < bin->n; r++)
            t->f.weight[t->f.n++] = node[r];
    }
    t->off *= 1.1; /* e^x - 1 */
    return t->off < 1e-3 ? COMITIA_OK : cm_fail(ctx, COMITIA_E_BUDGET, "%s", ctx->doing);
}

/* ---- back to all weights -------------------------------------------------------------------- */

static void spread_bin(const cm_fourier_nodes *t, size_t b, uint32_t from,
                       const cm_sums *found, cm_sums *to)
{
    const cm_fourier_bin *bin = &t->bins->at[b];
    const double *node = t->node + CM_MOST_NODES * b;
    const double *over = t->over + CM_MOST_NODES * b;
    double share[CM_MOST_NODES], off = 0;
    for (uint32_t r = 0; r < bin->n; r++) {
        double value = found->value[from + r];
        double one = found->off[from + r] +
                     (value < 0 ? -value : value) * 6 * (bin->n + 2) * U;
        off = one > off ? one : off;
    }
    off += found->size * bin->off_term;
    for (uint32_t i = bin->first; i < bin->end; i++) {
        uint32_t d = t->from->ascending[i];
        double value = 0;
        double all = share_out(bin, node, over, t->from->weight[d], share);
        for (uint32_t r = 0; r < bin->n; r++)
            value += share[r] * found->value[from + r];
        to->value[d] += value;
        to->off[d] += (1 + all) * off * ROUGH;
    }
}

static comitia_status spread_all(cm_ctx *ctx, const cm_fourier_nodes *t,
                                 const cm_sums *found, cm_sums *to)
{
    uint32_t from = t->f.nodes;
    CM_TRY(cm_spend(ctx, 4 * (uint64_t)t->from->n));
    for (uint32_t d = 0; d < t->from->n; d++)
        if (t->place[d] != UINT32_MAX) {
            to->value[d] += found->value[t->place[d]];
            to->off[d] += found->off[t->place[d]];
        }
    for (size_t b = 0; b < t->bins->n; b++) {
        const cm_fourier_bin *bin = &t->bins->at[b];
        CM_TRY(cm_spend(ctx, 8 * (uint64_t)bin->n * (bin->end - bin->first)));
        spread_bin(t, b, from, found, to);
        from += bin->n;
    }
    to->winning += found->winning;
    to->winning_off += found->winning_off;
    return COMITIA_OK;
}

comitia_status cm_fourier_nodes_add(cm_ctx *ctx, const cm_fourier_nodes *t,
                                    const cm_cut *cut, const cm_chances *points,
                                    const cm_sides *sides, uint32_t n_points,
                                    cm_sums *sums, bool *proved)
{
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, ctx->allocator);
    cm_chances *blurred = cm_new_n(&scratch, cm_chances, n_points);
    cm_sums found = {.value = cm_new_n(&scratch, double, t->f.room),
                     .off = cm_new_n(&scratch, double, t->f.room)};
    if (!blurred || !found.value || !found.off)
        goto done;
    for (uint32_t i = 0; i < n_points; i++) {
        blurred[i] = points[i];
        blurred[i].blur += t->off;
    }
    CM_GO(cm_fourier_add(ctx, &t->f, cut, blurred, sides, n_points, &found,
                         proved));
    CM_GO(spread_all(ctx, t, &found, sums));
done:
    cm_arena_clear(&scratch);
    return status;
}

/* ---- cost ---------------------------------------------------------------------------------- */

uint64_t cm_fourier_bins_cost(const cm_fourier *f, const cm_fourier_bins *bins,
                              uint64_t terms, uint32_t n_points)
{
    cm_fourier left = *f;
    uint64_t shared = 0;
    for (size_t b = 0; b < bins->n; b++) {
        const cm_fourier_bin *bin = &bins->at[b];
        left.n -= bin->end - bin->first - bin->n;
        shared += 18 * (uint64_t)bin->n * (bin->end - bin->first);
    }
    if (bins->n == 0)
        return cm_fourier_cost(f, terms, n_points);
    left.room = left.n;
    left.few = 0; /* of each of them an angle, at most */
    return cm_fourier_cost(&left, terms, n_points) + shared + 4 * (uint64_t)f->n;
}
