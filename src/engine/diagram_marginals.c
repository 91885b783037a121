/* Marginals, and totals and marginals by size: one sweep up and one down for
 * each prime and each point.
 *
 * A total by size is a polynomial in y: a value v of a sized level weighs y^v
 * times more. It is evaluated at enough points modulo enough primes, with
 * single words throughout, and put together at the end.
 *
 * S(f) is the weight of f over all levels: S(node) = sum of W * S(child) / T
 * with W the weight of a run and T the total of the node's level. The weight
 * above a node is likewise kept times what makes its product with S a total
 * of whole vectors. A level whose total is 0 has its T taken for 1, and arcs
 * that skip it lead nowhere. */
#include "engine/diagram_node.h"
#include "engine/diagram_residue.h"

/* Primes and points that are worked on at once: independent products fill the
   time that one takes. */
enum {
    LANES = 8,
    LANE_STEPS = 4,
    PRIME_STEPS = 5000,
    LIMB_STEPS = 10,
    MOST_WORDS = 1 << 27,
    MOST_TRIES = 1000
};

typedef struct lanes {
    uint64_t at[LANES];
} lanes;

typedef struct residues {
    cm_diagram *d;
    cm_sweep sweep;
    cm_cuts cuts;
    uint32_t n_cuts, n_runs;
    cm_fn f;
    const mpz_t *const *weight; /* NULL: every level is plain */
    const uint8_t *sized;       /* NULL: none */
    bool marginals;

    uint64_t n_points, top; /* top: the largest size there is */
    uint64_t n_values, n_limbs; /* of weighted or sized levels; of weights */
    uint32_t n_primes;
    cm_prime *primes;
    cm_points *points;
    uint8_t *zero;        /* per level: its total is 0 */
    uint32_t *n_zero;     /* per level: such levels before it */

    /* results: [cut or the one total][prime][point] */
    uint64_t *result;
    uint64_t n_results;

    /* of the lanes at hand */
    cm_prime prime[LANES];
    lanes point;
    lanes *sum;          /* per cut: weight of the values up to it */
    lanes *before, *over; /* per level: product of the totals before it; 1/T */
    lanes *s, *above;    /* per node, after false and true */
    lanes *share;        /* per cut: marginal of the values in it */
    lanes *skipped;      /* per level: totals of arcs that begin to skip here */
} residues;

/* ---- lanes --------------------------------------------------------------------- */

static inline void multiply(const residues *t, lanes *to, const lanes *a,
                            const lanes *b)
{
    for (int i = 0; i < LANES; i++)
        to->at[i] = cm_residue_mul(&t->prime[i], a->at[i], b->at[i]);
}

static inline void add_product(const residues *t, lanes *to, const lanes *a,
                               const lanes *b)
{
    for (int i = 0; i < LANES; i++)
        to->at[i] = cm_residue_add(
            &t->prime[i], to->at[i],
            cm_residue_mul(&t->prime[i], a->at[i], b->at[i]));
}

static inline void add(const residues *t, lanes *to, const lanes *a)
{
    for (int i = 0; i < LANES; i++)
        to->at[i] = cm_residue_add(&t->prime[i], to->at[i], a->at[i]);
}

static inline void subtract(const residues *t, lanes *to, const lanes *a)
{
    for (int i = 0; i < LANES; i++)
        to->at[i] = cm_residue_sub(&t->prime[i], to->at[i], a->at[i]);
}

/* ---- weights of levels ------------------------------------------------------------ */

static bool is_sized(const residues *t, uint32_t l)
{
    return t->sized && t->sized[l];
}

static const mpz_t *weight_of(const residues *t, uint32_t l)
{
    return t->weight ? t->weight[l] : NULL;
}

/* Levels without weights or sizes count values; no need to add ones. */
static void plain_sums(residues *t, uint32_t l)
{
    for (uint32_t c = t->cuts.first[l]; c < t->cuts.first[l + 1]; c++)
        for (int i = 0; i < LANES; i++)
            t->sum[c].at[i] = cm_residue_small(&t->prime[i],
                                               (uint64_t)t->cuts.last[c] + 1);
}

static void weighted_sums(residues *t, uint32_t l)
{
    const mpz_t *weight = weight_of(t, l);
    uint32_t cut = t->cuts.first[l];
    lanes power, sum = {{0}};
    for (int i = 0; i < LANES; i++)
        power.at[i] = t->prime[i].one;
    for (uint32_t v = 0; v < t->d->sizes[l]; v++) {
        uint64_t w = 0, p = 0;
        for (int i = 0; i < LANES; i++) {
            if (weight && t->prime[i].p != p) {
                p = t->prime[i].p;
                w = cm_residue_of(&t->prime[i], weight[v]);
            }
            uint64_t x = weight ? cm_residue_mul(&t->prime[i], w, power.at[i])
                                : power.at[i];
            sum.at[i] = cm_residue_add(&t->prime[i], sum.at[i], x);
        }
        if (is_sized(t, l))
            multiply(t, &power, &power, &t->point);
        if (t->cuts.last[cut] == v)
            t->sum[cut++] = sum;
    }
}

/* before, over. False if the total of a level vanishes here but not in
   general: then other primes must do. */
static bool level_products(residues *t)
{
    uint32_t n = t->d->n_levels;
    for (int i = 0; i < LANES; i++) {
        const cm_prime *q = &t->prime[i];
        t->before[0].at[i] = q->one;
        for (uint32_t l = 0; l < n; l++) {
            uint64_t total = t->sum[t->cuts.first[l + 1] - 1].at[i];
            if (total == 0 && !t->zero[l])
                return false;
            t->over[l].at[i] = t->zero[l] ? q->one : total;
            t->before[l + 1].at[i] =
                cm_residue_mul(q, t->before[l].at[i], t->over[l].at[i]);
        }
        uint64_t rest = cm_residue_inverse(q, t->before[n].at[i]);
        for (uint32_t l = n; l-- > 0;) {
            uint64_t own = t->over[l].at[i];
            t->over[l].at[i] = cm_residue_mul(q, rest, t->before[l].at[i]);
            rest = cm_residue_mul(q, rest, own);
        }
    }
    return true;
}

static bool prepare(residues *t)
{
    for (uint32_t l = 0; l < t->d->n_levels; l++)
        if (weight_of(t, l) || is_sized(t, l))
            weighted_sums(t, l);
        else
            plain_sums(t, l);
    return level_products(t);
}

/* ---- the sweeps ---------------------------------------------------------------------- */

static lanes run_weight(const residues *t, const uint32_t *cut, bool first)
{
    lanes w = t->sum[*cut];
    if (!first)
        subtract(t, &w, &t->sum[cut[-1]]);
    return w;
}

static size_t place_of(const residues *t, cm_fn f)
{
    return f <= CM_TRUE ? f : t->d->place[f] + (size_t)2;
}

/* An arc to f from level `from` - 1 meets no level whose total is 0. */
static bool leads(const residues *t, uint32_t from, cm_fn f)
{
    return f != CM_FALSE &&
           t->n_zero[t->d->nodes[f].level] == t->n_zero[from];
}

static void sweep_up(residues *t)
{
    const cm_diagram *d = t->d;
    const uint32_t *cut = t->cuts.of_run;
    memset(&t->s[0], 0, sizeof t->s[0]);
    t->s[1] = t->before[d->n_levels];
    for (uint32_t n = 0; n < t->sweep.n; n++) {
        const cm_node *node = &d->nodes[t->sweep.order[n]];
        const cm_run *runs = cm_runs(d, node);
        lanes sum = {{0}};
        for (uint32_t r = 0; r < node->n_runs; r++, cut++) {
            if (!leads(t, node->level + 1, runs[r].child))
                continue;
            lanes w = run_weight(t, cut, r == 0);
            add_product(t, &sum, &w, &t->s[place_of(t, runs[r].child)]);
        }
        multiply(t, &t->s[n + 2], &sum, &t->over[node->level]);
    }
}

/* Whole vectors of weight `mass` skip the levels first..end-1. */
static void skip(residues *t, uint32_t first, uint32_t end, const lanes *mass)
{
    if (first < end) {
        add(t, &t->skipped[first], mass);
        subtract(t, &t->skipped[end], mass);
    }
}

static void arc_down(residues *t, const cm_node *node, cm_run run,
                     const uint32_t *cut, bool first, const lanes *above)
{
    const cm_diagram *d = t->d;
    size_t child = place_of(t, run.child);
    lanes mass, w = run_weight(t, cut, first);
    multiply(t, &mass, above, &t->s[child]);
    uint32_t from = first ? t->cuts.first[node->level] : cut[-1] + 1;
    add(t, &t->share[from], &mass);
    if (*cut + 1 < t->cuts.first[node->level + 1])
        subtract(t, &t->share[*cut + 1], &mass);
    add_product(t, &t->above[child], above, &w);
    multiply(t, &mass, &mass, &w);
    skip(t, node->level + 1, d->nodes[run.child].level, &mass);
}

static void sweep_down(residues *t)
{
    const cm_diagram *d = t->d;
    const uint32_t *cut = t->cuts.of_run + t->n_runs;
    memset(t->above, 0, ((size_t)t->sweep.n + 2) * sizeof *t->above);
    memset(t->share, 0, t->n_cuts * sizeof *t->share);
    memset(t->skipped, 0, ((size_t)d->n_levels + 1) * sizeof *t->skipped);
    if (!leads(t, 0, t->f))
        return;
    for (int i = 0; i < LANES; i++)
        t->above[place_of(t, t->f)].at[i] = t->prime[i].one;
    skip(t, 0, d->nodes[t->f].level, &t->s[place_of(t, t->f)]);
    for (uint32_t n = t->sweep.n; n-- > 0;) {
        const cm_node *node = &d->nodes[t->sweep.order[n]];
        const cm_run *runs = cm_runs(d, node);
        lanes above;
        multiply(t, &above, &t->above[n + 2], &t->over[node->level]);
        cut -= node->n_runs;
        for (uint32_t r = 0; r < node->n_runs; r++)
            if (leads(t, node->level + 1, runs[r].child))
                arc_down(t, node, runs[r], cut + r, r == 0, &above);
    }
}

/* share: what begins at a cut becomes what holds in it, and what skips the
   level comes on top. */
static void finish_shares(residues *t)
{
    lanes skipping = {{0}};
    for (uint32_t l = 0; l < t->d->n_levels; l++) {
        lanes more;
        add(t, &skipping, &t->skipped[l]);
        multiply(t, &more, &skipping, &t->over[l]);
        add(t, &t->share[t->cuts.first[l]], &more);
        for (uint32_t c = t->cuts.first[l] + 1; c < t->cuts.first[l + 1]; c++)
            add(t, &t->share[c], &t->share[c - 1]);
    }
}

/* ---- all primes and points ------------------------------------------------------------- */

static uint64_t *result_of(residues *t, uint64_t result, uint32_t prime)
{
    return t->result + (result * t->n_primes + prime) * t->n_points;
}

static void store(residues *t, uint64_t lane, int i, uint32_t level)
{
    uint32_t prime = (uint32_t)(lane / t->n_points);
    uint64_t point = lane % t->n_points;
    if (!t->marginals) {
        size_t root = place_of(t, t->f);
        result_of(t, 0, prime)[point] =
            leads(t, 0, t->f) ? t->s[root].at[i] : 0;
        return;
    }
    uint32_t first = level == CM_NOTHING ? 0 : t->cuts.first[level];
    uint32_t end =
        level == CM_NOTHING ? t->n_cuts : t->cuts.first[level + 1];
    for (uint32_t c = first; c < end; c++)
        result_of(t, c, prime)[point] = t->share[c].at[i];
}

/* Lanes lane..lane+7, prime by prime; the last ones may repeat. */
static void set_lanes(residues *t, uint64_t lane)
{
    uint64_t last = t->n_primes * t->n_points - 1;
    for (int i = 0; i < LANES; i++) {
        uint64_t own = lane + (uint64_t)i < last ? lane + (uint64_t)i : last;
        uint32_t prime = (uint32_t)(own / t->n_points);
        const cm_prime *q = &t->primes[prime];
        const cm_points *points = &t->points[prime];
        t->prime[i] = *q;
        t->point.at[i] = cm_residue_mul(
            q, points->start,
            cm_residue_power(q, points->root, own % t->n_points));
    }
}

/* All lanes; keeps the results of `level` only unless it is CM_NOTHING.
   *bad: a prime from which on one does not fit the weights, or CM_NOTHING. */
static comitia_status all_lanes(residues *t, uint32_t level, uint32_t *bad)
{
    uint64_t n = t->n_primes * t->n_points;
    uint64_t primes = t->n_points < LANES ? LANES : 1; /* among the lanes */
    uint64_t steps =
        LANES * LANE_STEPS *
            (t->n_values * 4 + t->n_cuts + t->d->n_levels + 1 +
             (t->marginals ? 4 : 1) * (uint64_t)t->n_runs) +
        LIMB_STEPS * t->n_limbs * primes;
    *bad = CM_NOTHING;
    for (uint64_t lane = 0; lane < n; lane += LANES) {
        CM_TRY(cm_spend(t->d->ctx, steps));
        set_lanes(t, lane);
        if (!prepare(t)) {
            *bad = (uint32_t)(lane / t->n_points);
            return COMITIA_OK;
        }
        sweep_up(t);
        if (t->marginals) {
            sweep_down(t);
            finish_shares(t);
        }
        for (int i = 0; i < LANES && lane + (uint64_t)i < n; i++)
            store(t, lane + (uint64_t)i, i, level);
    }
    return COMITIA_OK;
}

static void set_prime(residues *t, uint32_t i, uint64_t below)
{
    t->primes[i] = cm_prime_below(below);
    t->points[i] = t->n_points > 1
                       ? cm_points_of(&t->primes[i], t->n_points)
                       : (cm_points){1, t->primes[i].one, t->primes[i].one};
}

/* Primes from the i-th on, each below the one before it and below `below`. */
static comitia_status set_primes(residues *t, uint32_t i, uint64_t below)
{
    for (; i < t->n_primes; i++) {
        CM_TRY(cm_spend(t->d->ctx, PRIME_STEPS));
        set_prime(t, i, below);
        below = t->primes[i].p;
    }
    return COMITIA_OK;
}

static comitia_status run_level(residues *t, uint32_t level)
{
    for (int tries = 0; tries < MOST_TRIES; tries++) {
        uint32_t bad;
        CM_TRY(all_lanes(t, level, &bad));
        if (bad == CM_NOTHING)
            return COMITIA_OK;
        CM_TRY(set_primes(t, bad, t->primes[bad].p));
    }
    return cm_fail(t->d->ctx, COMITIA_E_BUG, "no prime fits the weights");
}

static void count_zeros(residues *t)
{
    for (uint32_t l = 0; l < t->d->n_levels; l++)
        t->n_zero[l + 1] = t->n_zero[l] + t->zero[l];
}

/* ---- setting up ---------------------------------------------------------------------- */

/* Bits of the sum of absolute weights, or a few more. */
static uint64_t bits_of(residues *t, uint32_t l)
{
    const mpz_t *weight = weight_of(t, l);
    uint64_t most = 1, n = 0;
    for (uint32_t v = 0; weight && v < t->d->sizes[l]; v++) {
        if (mpz_sizeinbase(weight[v], 2) > most)
            most = mpz_sizeinbase(weight[v], 2);
        t->n_limbs += mpz_size(weight[v]);
    }
    while (((uint64_t)t->d->sizes[l] - 1) >> n)
        n++;
    return weight ? most + n : n;
}

static bool has_no_weight(const residues *t, uint32_t l)
{
    const mpz_t *weight = weight_of(t, l);
    bool none = true;
    mpz_t sum;
    if (!weight)
        return false;
    mpz_init(sum);
    for (uint32_t v = 0; v < t->d->sizes[l]; v++) {
        mpz_add(sum, sum, weight[v]);
        none &= mpz_sgn(weight[v]) == 0;
    }
    if (!is_sized(t, l))
        none = mpz_sgn(sum) == 0;
    mpz_clear(sum);
    return none;
}

static comitia_status size_up(residues *t)
{
    uint64_t bits = 2, most = UINT64_C(1) << 30; /* of numbers, of sizes */
    for (uint32_t l = 0; l < t->d->n_levels; l++) {
        bits += bits_of(t, l);
        if (weight_of(t, l) || is_sized(t, l))
            t->n_values += t->d->sizes[l];
        if (is_sized(t, l))
            t->top += t->d->sizes[l] - 1;
    }
    t->n_points = 1;
    while (t->n_points <= t->top)
        t->n_points *= 2;
    t->n_results = t->marginals ? t->n_cuts : 1;
    uint64_t primes = bits / CM_PRIME_BITS + 1;
    if (primes > most || t->top > most ||
        primes * t->n_points > MOST_WORDS / (t->n_results + 1))
        return cm_fail(t->d->ctx, COMITIA_E_BUDGET,
                       "the numbers of a count need more than a gigabyte");
    t->n_primes = (uint32_t)primes;
    return COMITIA_OK;
}

static comitia_status new_arrays(residues *t)
{
    cm_arena *arena = &t->sweep.scratch;
    size_t levels = (size_t)t->d->n_levels + 1, nodes = (size_t)t->sweep.n + 2;
    t->primes = cm_new_n(arena, cm_prime, t->n_primes);
    t->points = cm_new_n(arena, cm_points, t->n_primes);
    t->zero = cm_new_n(arena, uint8_t, levels);
    t->n_zero = cm_new_n(arena, uint32_t, levels);
    t->result = cm_new_n(arena, uint64_t,
                         (size_t)(t->n_results * t->n_primes * t->n_points));
    t->sum = cm_new_n(arena, lanes, t->n_cuts);
    t->before = cm_new_n(arena, lanes, levels);
    t->over = cm_new_n(arena, lanes, levels);
    t->s = cm_new_n(arena, lanes, nodes);
    if (!t->primes || !t->points || !t->zero || !t->n_zero || !t->result ||
        !t->sum || !t->before || !t->over || !t->s)
        return COMITIA_E_NOMEM;
    if (!t->marginals)
        return COMITIA_OK;
    t->above = cm_new_n(arena, lanes, nodes);
    t->share = cm_new_n(arena, lanes, t->n_cuts);
    t->skipped = cm_new_n(arena, lanes, levels);
    return t->above && t->share && t->skipped ? COMITIA_OK : COMITIA_E_NOMEM;
}

static comitia_status residues_init(residues *t, cm_diagram *d, cm_fn f,
                                    const cm_weights *weights,
                                    const uint8_t *sized, bool marginals)
{
    *t = (residues){.d = d,
                    .f = f,
                    .weight = weights ? weights->at : NULL,
                    .sized = sized,
                    .marginals = marginals};
    CM_TRY(cm_sweep_init(&t->sweep, d, f, d->n_levels));
    CM_TRY(cm_cuts_find(&t->sweep, &t->cuts));
    t->n_cuts = t->cuts.first[d->n_levels];
    for (uint32_t i = 0; i < t->sweep.n; i++)
        t->n_runs += d->nodes[t->sweep.order[i]].n_runs;
    CM_TRY(size_up(t));
    CM_TRY(new_arrays(t));
    for (uint32_t l = 0; l < d->n_levels; l++)
        t->zero[l] = has_no_weight(t, l);
    return set_primes(t, 0, UINT64_MAX);
}

/* What skips a level of total 0 counts for the marginals of that level alone:
   it gets a run of its own, in which it is no obstacle. */
static comitia_status run(residues *t)
{
    count_zeros(t);
    CM_TRY(run_level(t, CM_NOTHING));
    for (uint32_t l = 0; t->marginals && l < t->d->n_levels; l++) {
        if (!t->zero[l])
            continue;
        count_zeros(t);
        for (uint32_t k = l + 1; k <= t->d->n_levels; k++)
            t->n_zero[k]--;
        CM_TRY(run_level(t, l));
    }
    return COMITIA_OK;
}

/* ---- results --------------------------------------------------------------------------- */

static comitia_status interpolate(residues *t)
{
    for (uint64_t r = 0; t->n_points > 1 && r < t->n_results; r++)
        for (uint32_t p = 0; p < t->n_primes; p++) {
            CM_TRY(cm_spend(t->d->ctx, 40 * t->n_points));
            cm_interpolate(&t->primes[p], &t->points[p], result_of(t, r, p));
        }
    return COMITIA_OK;
}

/* out[s] := coefficient s of a result, s in 0..max_size. */
static comitia_status write_sizes(residues *t, cm_joiner *joiner, uint64_t result,
                                  uint32_t max_size, mpz_t *out)
{
    CM_TRY(cm_spend(t->d->ctx, 10 * ((uint64_t)t->n_primes + 1) *
                                   ((uint64_t)max_size + 1)));
    for (uint32_t s = 0; s <= max_size; s++)
        if (s <= t->top)
            cm_join(joiner, t->primes, result_of(t, result, 0) + s,
                    (size_t)t->n_points, out[s]);
        else
            mpz_set_ui(out[s], 0);
    return COMITIA_OK;
}

static comitia_status finished(residues *t, cm_joiner *joiner)
{
    CM_TRY(run(t));
    CM_TRY(interpolate(t));
    return cm_joiner_init(joiner, &t->sweep.scratch, t->primes, t->n_primes);
}

comitia_status cm_fn_count_by_size(cm_diagram *d, cm_fn f,
                                   const cm_weights *weights,
                                   const uint8_t *sized, uint32_t max_size,
                                   mpz_t *out)
{
    residues t;
    cm_joiner joiner = {0};
    comitia_status status;
    CM_GO(residues_init(&t, d, f, weights, sized, false));
    status = finished(&t, &joiner);
    if (status == COMITIA_OK)
        status = write_sizes(&t, &joiner, 0, max_size, out);
    cm_joiner_clear(&joiner);
done:
    cm_sweep_clear(&t.sweep);
    return status;
}

/* The marginals of level l, equal within a cut: out[v][0..max_size]. */
static comitia_status write_level(residues *t, cm_joiner *joiner, uint32_t l,
                                  uint32_t max_size, mpz_t *const *rows,
                                  mpz_t *plain)
{
    uint32_t v = 0;
    for (uint32_t c = t->cuts.first[l]; c < t->cuts.first[l + 1]; c++) {
        mpz_t *first = rows ? rows[v] : &plain[v];
        uint32_t last = t->cuts.last[c];
        CM_TRY(write_sizes(t, joiner, c, max_size, first));
        CM_TRY(cm_spend(t->d->ctx,
                        (uint64_t)(last - v) * ((uint64_t)max_size + 1) * 5));
        for (v++; v <= last; v++)
            for (uint32_t s = 0; s <= max_size; s++)
                mpz_set(rows ? rows[v][s] : plain[v], first[s]);
    }
    return COMITIA_OK;
}

static comitia_status marginals(cm_diagram *d, cm_fn f,
                                const cm_weights *weights, const uint8_t *sized,
                                uint32_t max_size, mpz_t ***by_size,
                                mpz_t **plain)
{
    residues t;
    cm_joiner joiner = {0};
    comitia_status status;
    CM_GO(residues_init(&t, d, f, weights, sized, true));
    status = finished(&t, &joiner);
    for (uint32_t l = 0; status == COMITIA_OK && l < d->n_levels; l++)
        status = write_level(&t, &joiner, l, max_size,
                             by_size ? by_size[l] : NULL,
                             plain ? plain[l] : NULL);
    cm_joiner_clear(&joiner);
done:
    cm_sweep_clear(&t.sweep);
    return status;
}

comitia_status cm_fn_marginals(cm_diagram *d, cm_fn f,
                               const cm_weights *weights, mpz_t **out)
{
    return marginals(d, f, weights, NULL, 0, NULL, out);
}

comitia_status cm_fn_marginals_by_size(cm_diagram *d, cm_fn f,
                                       const cm_weights *weights,
                                       const uint8_t *sized, uint32_t max_size,
                                       mpz_t ***out)
{
    return marginals(d, f, weights, sized, max_size, out, NULL);
}
