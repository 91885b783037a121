/* Counting vectors by weight.
 *
 * A node's number speaks of the levels from its own on down; levels that an arc
 * skips multiply by their total weight.
 */
#include "base/number.h"
#include "engine/diagram/diagram_node.h"

enum { NUMBER_STEPS = 20, WORD_STEPS = 4, WORD_BITS = 62, MOST_BITS_LOG = 33 };

static mpz_t *new_numbers(cm_arena *arena, size_t n)
{
    mpz_t *x = cm_new_n(arena, mpz_t, n);
    for (size_t i = 0; x && i < n; i++)
        mpz_init(x[i]);
    return x;
}

static void clear_numbers(mpz_t *x, size_t n)
{
    for (size_t i = 0; x && i < n; i++)
        mpz_clear(x[i]);
}

/* ---- weights
 * -------------------------------------------------------------------- */

typedef struct tally {
    cm_diagram *d;
    cm_sweep sweep;
    const mpz_t *const *weight; /* NULL: every level is plain */
    cm_cuts cuts;
    mpz_t *sum;           /* per cut: weight of the values up to it; not
                             of levels without weights */
    mpz_t *total;         /* per level */
    uint64_t *bits;       /* per level: of all totals from it on */
    uint64_t *twos;       /* per level: totals before it that are powers
                             of two, together */
    uint32_t *next_other; /* per level: first from it on whose total is
                             no power of two */
} tally;

static const mpz_t *weight_of(const tally *t, uint32_t level)
{
    return t->weight ? t->weight[level] : NULL;
}

/* One pass over the weights of a level. */
static comitia_status sum_level(tally *t, uint32_t l)
{
    const mpz_t *weight = weight_of(t, l);
    uint32_t cut = t->cuts.first[l];
    if (!weight) {
        mpz_set_ui(t->total[l], t->d->sizes[l]);
        return COMITIA_OK;
    }
    CM_TRY(cm_spend(t->d->ctx, (uint64_t)NUMBER_STEPS * t->d->sizes[l]));
    for (uint32_t v = 0; v < t->d->sizes[l]; v++) {
        mpz_add(t->total[l], t->total[l], weight[v]);
        if (t->cuts.last[cut] == v)
            mpz_set(t->sum[cut++], t->total[l]);
    }
    return COMITIA_OK;
}

/* Bits of the sum of absolute weights: an upper bound for any part of it. */
static uint64_t bits_of(const tally *t, uint32_t l)
{
    const mpz_t *weight = weight_of(t, l);
    uint64_t most = 1, n = 0;
    for (uint32_t v = 0; weight && v < t->d->sizes[l]; v++)
        if (mpz_sizeinbase(weight[v], 2) > most)
            most = mpz_sizeinbase(weight[v], 2);
    while (((uint64_t)t->d->sizes[l] - 1) >> n)
        n++;
    return weight ? most + n : n;
}

/* Skipped totals are mostly powers of two: seats that vote either way. */
static void find_twos(tally *t)
{
    uint32_t n = t->d->n_levels;
    for (uint32_t l = 0; l < n; l++) {
        bool two = mpz_popcount(t->total[l]) == 1;
        t->twos[l + 1] = t->twos[l] + (two ? mpz_scan1(t->total[l], 0) : 0);
    }
    t->next_other[n] = n;
    for (uint32_t l = n; l-- > 0;) {
        bool two = mpz_popcount(t->total[l]) == 1;
        t->next_other[l] = two ? t->next_other[l + 1] : l;
        t->bits[l] = t->bits[l + 1] + bits_of(t, l);
    }
}

static comitia_status tally_init(tally *t, cm_diagram *d, cm_fn f,
                                 const cm_weights *weights)
{
    *t = (tally){
        .d = d, .weight = weights ? weights->at : NULL};
    CM_TRY(cm_sweep_init(&t->sweep, d, f, d->n_levels));
    CM_TRY(cm_cuts_find(&t->sweep, &t->cuts));
    size_t n = (size_t)d->n_levels + 1;
    t->bits = cm_new_n(&t->sweep.scratch, uint64_t, n);
    t->twos = cm_new_n(&t->sweep.scratch, uint64_t, n);
    t->next_other = cm_new_n(&t->sweep.scratch, uint32_t, n);
    t->total = new_numbers(&t->sweep.scratch, n);
    t->sum = new_numbers(&t->sweep.scratch, t->cuts.first[d->n_levels]);
    if (!t->bits || !t->twos || !t->next_other || !t->total || !t->sum)
        return COMITIA_E_NOMEM;
    for (uint32_t l = 0; l < d->n_levels; l++)
        CM_TRY(sum_level(t, l));
    find_twos(t);
    return COMITIA_OK;
}

static void tally_clear(tally *t)
{
    clear_numbers(t->total, (size_t)t->d->n_levels + 1);
    if (t->sum)
        clear_numbers(t->sum, t->cuts.first[t->d->n_levels]);
    cm_sweep_clear(&t->sweep);
}

/* Weight of a run of `values` values of level l that ends at a cut; `before` is
   the cut of the run before it, or CM_NOTHING. */
static void run_weight(const tally *t, uint32_t l, uint32_t values,
                       uint32_t before, uint32_t cut, mpz_ptr out)
{
    if (!weight_of(t, l))
        mpz_set_ui(out, values);
    else if (before == CM_NOTHING)
        mpz_set(out, t->sum[cut]);
    else
        mpz_sub(out, t->sum[cut], t->sum[before]);
}

/* x times the totals of the levels first..end-1. */
static void skip(const tally *t, uint32_t first, uint32_t end, mpz_ptr x)
{
    if (first >= end)
        return;
    mpz_mul_2exp(x, x, t->twos[end] - t->twos[first]);
    for (uint32_t l = t->next_other[first]; l < end; l = t->next_other[l + 1])
        mpz_mul(x, x, t->total[l]);
}

/* GMP stops the program when memory runs out: what the numbers may take is
   bounded before the first is made. */
static comitia_status check_bits(const tally *t)
{
    uint64_t most = UINT64_C(1) << MOST_BITS_LOG, sum = 0;
    for (uint32_t i = 0; i < t->sweep.n; i++) {
        uint64_t each = t->bits[t->d->nodes[t->sweep.order[i]].level] + 128;
        if (each > most - sum)
            return cm_fail(t->d->ctx, COMITIA_E_BUDGET,
                           "the numbers of a count need more than a gigabyte");
        sum += each;
    }
    return COMITIA_OK;
}

/* ---- totals
 * ---------------------------------------------------------------------------
 */

static uint64_t limbs(mpz_srcptr z)
{
    return mpz_size(z) + 1;
}

/* x := weight below an arc from `level` to `child`. */
static void arc(const tally *t, const mpz_t *below, uint32_t level, cm_fn child,
                mpz_ptr x)
{
    if (child == CM_FALSE) {
        mpz_set_ui(x, 0);
        return;
    }
    if (child == CM_TRUE)
        mpz_set_ui(x, 1);
    else
        mpz_set(x, below[t->d->place[child]]);
    skip(t, level + 1, t->d->nodes[child].level, x);
}

/* below[i]: total weight of node i over the levels from its own on. */
static comitia_status sum_below(const tally *t, mpz_t *below)
{
    cm_diagram *d = t->d;
    comitia_status status = COMITIA_OK;
    mpz_t w, x;
    const uint32_t *cut = t->cuts.of_run;
    mpz_inits(w, x, NULL);
    for (uint32_t i = 0; i < t->sweep.n; i++) {
        const cm_node *node = &d->nodes[t->sweep.order[i]];
        uint32_t first = 0;
        for (uint32_t r = 0; r < node->n_runs; r++, cut++) {
            cm_run run = cm_runs(d, node)[r];
            if (run.child != CM_FALSE) {
                run_weight(t, node->level, run.last - first + 1,
                           r ? cut[-1] : CM_NOTHING, *cut, w);
                arc(t, below, node->level, run.child, x);
                CM_GO(cm_spend(d->ctx, NUMBER_STEPS * limbs(x)));
                mpz_addmul(below[i], w, x);
            }
            first = run.last + 1;
        }
    }
done:
    mpz_clears(w, x, NULL);
    return status;
}

static void of_root(const tally *t, const mpz_t *below, cm_fn f, mpz_ptr out)
{
    if (f == CM_FALSE) {
        mpz_set_ui(out, 0);
        return;
    }
    if (f == CM_TRUE)
        mpz_set_ui(out, 1);
    else
        mpz_set(out, below[t->d->place[f]]);
    skip(t, 0, t->d->nodes[f].level, out);
}

static comitia_status count_numbers(tally *t, cm_fn f, mpz_ptr out)
{
    CM_TRY(check_bits(t));
    mpz_t *below = new_numbers(&t->sweep.scratch, t->sweep.n);
    if (!below)
        return COMITIA_E_NOMEM;
    comitia_status status = sum_below(t, below);
    if (status == COMITIA_OK)
        of_root(t, (const mpz_t *)below, f, out);
    clear_numbers(below, t->sweep.n);
    return status;
}

/* ---- the same in single words, modulo 2^64: exact if the total fits
 * ---------------- */

typedef struct words {
    const tally *t;
    uint64_t *total; /* per level */
    uint64_t *sum;   /* per cut */
    uint64_t *below; /* per node, after false and true */
} words;

static uint64_t word_of(mpz_srcptr z)
{
    uint64_t word = 0;
    if (mpz_size(z))
        mpz_export(&word, NULL, -1, sizeof word, 0, 0, z);
    return mpz_sgn(z) < 0 ? 0 - word : word;
}

static comitia_status words_init(words *w, tally *t)
{
    cm_arena *arena = &t->sweep.scratch;
    uint32_t n_cuts = t->cuts.first[t->d->n_levels];
    *w = (words){.t = t,
                 .total = cm_new_n(arena, uint64_t, t->d->n_levels),
                 .sum = cm_new_n(arena, uint64_t, n_cuts),
                 .below = cm_new_n(arena, uint64_t, (uint64_t)t->sweep.n + 2)};
    if (!w->total || !w->sum || !w->below)
        return COMITIA_E_NOMEM;
    for (uint32_t l = 0; l < t->d->n_levels; l++) {
        w->total[l] = word_of(t->total[l]);
        for (uint32_t c = t->cuts.first[l]; c < t->cuts.first[l + 1]; c++)
            w->sum[c] = weight_of(t, l) ? word_of(t->sum[c])
                                        : (uint64_t)t->cuts.last[c] + 1;
    }
    w->below[CM_TRUE] = 1;
    return COMITIA_OK;
}

/* Weight from level `from` on of what an arc there leads to. */
static uint64_t word_below(const words *w, uint32_t from, cm_fn f)
{
    const cm_diagram *d = w->t->d;
    uint64_t x = w->below[f <= CM_TRUE ? f : d->place[f] + (size_t)2];
    uint32_t end = d->nodes[f].level;
    if (from >= end || f == CM_FALSE)
        return x;
    x <<= w->t->twos[end] - w->t->twos[from];
    for (uint32_t l = w->t->next_other[from]; l < end;
         l = w->t->next_other[l + 1])
        x *= w->total[l];
    return x;
}

static comitia_status count_words(tally *t, cm_fn f, mpz_ptr out)
{
    const cm_diagram *d = t->d;
    const uint32_t *cut = t->cuts.of_run;
    words w;
    CM_TRY(words_init(&w, t));
    for (uint32_t i = 0; i < t->sweep.n; i++) {
        const cm_node *node = &d->nodes[t->sweep.order[i]];
        const cm_run *runs = cm_runs(d, node);
        uint64_t sum = 0, before = 0;
        CM_TRY(cm_spend(d->ctx, WORD_STEPS * (uint64_t)node->n_runs));
        for (uint32_t r = 0; r < node->n_runs; r++, cut++) {
            sum += (w.sum[*cut] - before) *
                   word_below(&w, node->level + 1, runs[r].child);
            before = w.sum[*cut];
        }
        w.below[i + 2] = sum;
    }
    uint64_t x = word_below(&w, 0, f);
    bool negative = x >> 63;
    x = negative ? 0 - x : x;
    cm_set_u64(out, x);
    if (negative)
        mpz_neg(out, out);
    return COMITIA_OK;
}

static comitia_status counted(tally *t, cm_fn f, mpz_ptr out)
{
    return t->bits[0] <= WORD_BITS ? count_words(t, f, out)
                                   : count_numbers(t, f, out);
}

comitia_status cm_fn_count(cm_diagram *d, cm_fn f, const cm_weights *weights,
                           mpz_ptr out)
{
    tally t;
    comitia_status status;
    CM_GO(tally_init(&t, d, f, weights));
    CM_GO(counted(&t, f, out));
done:
    tally_clear(&t);
    return status;
}
