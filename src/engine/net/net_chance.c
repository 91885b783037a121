#include "engine/net/net_chance.h"

#include "base/parallel.h"
#include "engine/numbers/residues.h"

enum {
    LANES = 16, /* primes at a time: a row of residues is a line of the cache */
    COST = 10,  /* of a node and a prime */
    MOST_BITS = 1 << 20,
    AHEAD = 12 /* nodes whose children are fetched beforehand */
};

/* Compiled twice where that is possible: for any x86-64, and for one with AVX2,
   which is chosen when the program runs. Loops over lanes stay loops: unrolled
   ones are not made into operations on vectors as well. */
#if defined __x86_64__ && defined __has_attribute && !defined __clang__
#if __has_attribute(target_clones)
#define WIDE                                                                   \
    __attribute__((                                                            \
        target_clones("avx2", "default"),                                      \
        optimize("O2", "tree-loop-vectorize", "vect-cost-model=dynamic")))
#endif
#endif
#ifndef WIDE
#define WIDE
#endif
/* Becomes a part of those, at every level of optimisation. */
#ifdef __GNUC__
#define PART static inline __attribute__((always_inline))
#else
#define PART static inline
#endif

typedef struct sweep {
    const cm_net_diagrams *d;
    cm_primes primes;
    uint32_t n_leaves;
    const mpq_t *chance;
    bool with_importance;
    const uint8_t *used;  /* leaves */
    mpz_srcptr all;       /* product of the denominators of used leaves */
    uint32_t *result;     /* [prime][0: the top, i + 1: leaf i] */
    struct table *tables; /* one a thread */
} sweep;

typedef uint32_t lanes[LANES]; /* a residue for each prime */

/* A node of the diagram at hand: its chance, and how much it weighs times 2^32
   (see multiply). */
typedef struct cell {
    lanes value, reach;
} cell;

/* Tables of one thread. Lanes without a prime of their own repeat the last one,
   so that loops have a fixed length. */
typedef struct table {
    cm_modulus mod[LANES];
    lanes p, m; /* primes, and one over each modulo 2^32 */
    lanes r;    /* 2^64 modulo each: multiply by it gives 2^32 times a number */
    uint32_t n; /* lanes in use */
    lanes *chance; /* per node of the circuit, times 2^32: leaves, modules */
    lanes *weight; /* derivative of the top by it */
    cell *cells;   /* per node of the diagram at hand, on lines of the cache */
    lanes *share;  /* per leaf: one over its denominator */
} table;

/* ---- one module
 * ------------------------------------------------------------------- */

/* Residues of one prime, in loops over all lanes that a compiler can do at
   once: sums of two are below 2^32, differences wrap around to something large.
 */
PART uint32_t add(uint32_t a, uint32_t b, uint32_t p)
{
    uint32_t sum = a + b, less = sum - p;
    return less < sum ? less : sum;
}

PART uint32_t subtract(uint32_t a, uint32_t b, uint32_t p)
{
    uint32_t less = a - b, more = less + p;
    return less < more ? less : more;
}

/* a * b / 2^32 (Montgomery 1985): m is one over p modulo 2^32, so that a * b
   and the multiple of p end in the same 32 bits; what is left is between -p and
   p. */
PART uint32_t multiply(uint32_t a, uint32_t b, uint32_t p, uint32_t m)
{
    uint32_t high = (uint32_t)((uint64_t)a * b >> 32), low = a * b * m;
    uint32_t less = high - (uint32_t)((uint64_t)low * p >> 32), more = less + p;
    return less < more ? less : more;
}

/* Opposite of a value if `mark` is all ones, else the value. */
PART uint32_t marked(uint32_t value, uint32_t mark, uint32_t p)
{
    uint32_t opposite = subtract(1, value, p);
    return (opposite & mark) | (value & ~mark);
}

PART void multiply_all(const uint32_t *restrict a, const uint32_t *restrict b,
                       const uint32_t *restrict p, const uint32_t *restrict q,
                       uint32_t *restrict to)
{
    for (uint32_t l = 0; l < LANES; l++)
        to[l] = multiply(a[l], b[l], p[l], q[l]);
}

/* Nodes are met in a known order, but their children lie anywhere. */
static inline void fetch(const cell *cells, const cm_bdd_node *node)
{
#ifdef __GNUC__
    __builtin_prefetch(cells[node->low >> 1].value, 1);
    __builtin_prefetch(cells[node->low >> 1].reach, 1);
    __builtin_prefetch(cells[node->high >> 1].value, 1);
    __builtin_prefetch(cells[node->high >> 1].reach, 1);
#else
    (void)cells;
    (void)node;
#endif
}

/* Values from the leaves up: chances of the functions. */
WIDE static void go_up(const cm_module_diagram *m, const table *t)
{
    lanes p, q, a, rise, part;
    cell *cells = t->cells;
    memcpy(p, t->p, sizeof p);
    memcpy(q, t->m, sizeof q);
    for (uint32_t l = 0; l < LANES; l++) {
        cells[0].value[l] = 1;
        cells[0].reach[l] = 0;
    }
    for (uint32_t i = 1; i < m->n_nodes; i++) {
        const cm_bdd_node *node = &m->nodes[i];
        if (i + AHEAD < m->n_nodes)
            fetch(cells, node + AHEAD);
        const uint32_t *low = cells[node->low >> 1].value;
        const uint32_t *high = cells[node->high >> 1].value;
        uint32_t mark = 0 - (node->low & 1);
        cell *to = &cells[i];
        for (uint32_t l = 0; l < LANES; l++) {
            a[l] = marked(low[l], mark, p[l]);
            rise[l] = subtract(high[l], a[l], p[l]);
        }
        multiply_all(t->chance[node->level], rise, p, q, part);
        for (uint32_t l = 0; l < LANES; l++) {
            to->value[l] = add(a[l], part[l], p[l]);
            to->reach[l] = 0;
        }
    }
}

/* From the top down: how much each node weighs, and so each leaf. */
WIDE static void go_down(const cm_module_diagram *m, const table *t)
{
    lanes p, q, rise, part, up, down;
    cell *cells = t->cells;
    memcpy(p, t->p, sizeof p);
    memcpy(q, t->m, sizeof q);
    multiply_all(t->weight[m->root], t->r, p, q, up);
    for (uint32_t l = 0; l < LANES; l++)
        cells[m->top >> 1].reach[l] =
            m->top & 1 ? subtract(0, up[l], p[l]) : up[l];
    for (uint32_t i = m->n_nodes; i-- > 1;) {
        const cm_bdd_node *node = &m->nodes[i];
        if (i > AHEAD)
            fetch(cells, node - AHEAD);
        cell *low = &cells[node->low >> 1], *high = &cells[node->high >> 1];
        const uint32_t *reach = cells[i].reach;
        uint32_t *to_leaf = t->weight[node->level];
        uint32_t mark = 0 - (node->low & 1);
        for (uint32_t l = 0; l < LANES; l++)
            rise[l] = subtract(high->value[l],
                               marked(low->value[l], mark, p[l]), p[l]);
        multiply_all(reach, rise, p, q, part);
        multiply_all(reach, t->chance[node->level], p, q, up);
        for (uint32_t l = 0; l < LANES; l++) {
            uint32_t rest = subtract(reach[l], up[l], p[l]);
            uint32_t less = subtract(0, rest, p[l]);
            down[l] = (less & mark) | (rest & ~mark);
        }
        for (uint32_t l = 0; l < LANES; l++)
            to_leaf[l] = add(to_leaf[l], part[l], p[l]);
        for (uint32_t l = 0; l < LANES; l++) /* perhaps the same node twice */
            low->reach[l] = add(low->reach[l], down[l], p[l]);
        for (uint32_t l = 0; l < LANES; l++)
            high->reach[l] = add(high->reach[l], up[l], p[l]);
    }
}

/* ---- all modules, some primes
 * --------------------------------------------------------- */

/* One over a denominator; many leaves have that of the one before. */
static void set_share(const sweep *s, table *t, uint32_t i, uint32_t before)
{
    mpz_srcptr den = mpq_denref(s->chance[i]);
    if (before < i && mpz_cmp(mpq_denref(s->chance[before]), den) == 0) {
        memcpy(t->share[i], t->share[before], sizeof(lanes));
        return;
    }
    for (uint32_t l = 0; l < LANES; l++)
        t->share[i][l] =
            cm_mod_inverse((uint32_t)mpz_fdiv_ui(den, t->p[l]), t->mod[l]);
}

static void set_leaves(const sweep *s, table *t)
{
    uint32_t before = UINT32_MAX;
    for (uint32_t i = 0; i < s->n_leaves; i++) {
        if (!s->used[i])
            continue;
        set_share(s, t, i, before);
        before = i;
        for (uint32_t l = 0; l < LANES; l++) {
            uint32_t num =
                (uint32_t)mpz_fdiv_ui(mpq_numref(s->chance[i]), t->p[l]);
            t->chance[i + 1][l] =
                multiply(cm_mod_mul(num, t->share[i][l], t->mod[l]), t->r[l],
                         t->p[l], t->m[l]);
        }
    }
}

/* The chance times D is an integer; an importance times D over its leaf's own
   denominator is one too, and D is added so that it is none below 0. */
static void put_results(const sweep *s, const table *t, uint32_t first)
{
    uint32_t row = s->n_leaves + 1, root = s->d->at[s->d->n - 1].root;
    bool marked = s->d->c->top & 1;
    for (uint32_t l = 0; l < t->n; l++) {
        cm_modulus mod = t->mod[l];
        uint32_t *to = s->result + (size_t)(first + l) * row;
        uint32_t all = (uint32_t)mpz_fdiv_ui(s->all, mod.p);
        uint32_t top = multiply(t->chance[root][l], 1, t->p[l], t->m[l]);
        to[0] = cm_mod_mul(marked ? cm_mod_sub(1, top, mod) : top, all, mod);
        for (uint32_t i = 0; i < s->n_leaves; i++) {
            if (!s->used[i] || !s->with_importance)
                continue;
            uint32_t own = cm_mod_mul(all, t->share[i][l], mod);
            to[i + 1] =
                cm_mod_add(cm_mod_mul(t->weight[i + 1][l], own, mod), all, mod);
        }
    }
}

static void sweep_modules(const sweep *s, table *t)
{
    const cm_net_diagrams *d = s->d;
    uint32_t root = d->at[d->n - 1].root;
    for (uint32_t i = 0; i < d->n; i++) {
        const cm_module_diagram *m = &d->at[i];
        go_up(m, t);
        for (uint32_t l = 0; l < LANES; l++) {
            uint32_t top = marked(t->cells[m->top >> 1].value[l],
                                  0 - (m->top & 1), t->p[l]);
            t->chance[m->root][l] = multiply(top, t->r[l], t->p[l], t->m[l]);
        }
    }
    for (uint32_t l = 0; l < LANES; l++)
        t->weight[root][l] = d->c->top & 1 ? t->p[l] - 1 : 1;
    for (uint32_t i = d->n; s->with_importance && i-- > 0;) {
        if (i + 1 < d->n)
            go_up(&d->at[i], t); /* the table has another one's values */
        go_down(&d->at[i], t);
    }
}

static void set_prime(table *t, uint32_t l, cm_modulus mod)
{
    uint32_t inverse = mod.p; /* right in 3 bits; each step doubles them */
    for (int i = 0; i < 4; i++)
        inverse *= 2 - mod.p * inverse;
    t->mod[l] = mod;
    t->p[l] = mod.p;
    t->m[l] = inverse;
    t->r[l] = cm_mod_power(2, 64, mod);
}

static comitia_status sweep_primes(void *user, cm_ctx *worker, uint32_t task)
{
    const sweep *s = user;
    uint32_t first = task * LANES, nodes = (uint32_t)s->d->c->gates.n;
    table *t = &s->tables[worker->worker];
    t->n = s->primes.n - first < LANES ? s->primes.n - first : LANES;
    CM_TRY(cm_spend(worker, COST * t->n * (s->d->n_nodes + s->n_leaves)));
    for (uint32_t l = 0; l < LANES; l++)
        set_prime(t, l, s->primes.at[first + (l < t->n ? l : t->n - 1)]);
    memset(t->weight, 0, nodes * sizeof *t->weight);
    set_leaves(s, t);
    sweep_modules(s, t);
    put_results(s, t, first);
    return COMITIA_OK;
}

static comitia_status make_table(const sweep *s, cm_arena *arena, table *t)
{
    enum { LINE = 64 };
    uint32_t nodes = (uint32_t)s->d->c->gates.n;
    t->chance = cm_new_n(arena, lanes, nodes);
    t->weight = cm_new_n(arena, lanes, nodes);
    t->share = cm_new_n(arena, lanes, s->n_leaves);
    char *cells =
        cm_new_n(arena, char, (uint64_t)s->d->most_nodes * sizeof(cell) + LINE);
    if (!t->chance || !t->weight || !t->share || !cells)
        return COMITIA_E_NOMEM;
    t->cells =
        (cell *)(void *)(cells + (LINE - (uintptr_t)cells % LINE) % LINE);
    return COMITIA_OK;
}

/* Of large diagrams one table is enough. */
static comitia_status sweep_all(cm_ctx *ctx, cm_arena *scratch, sweep *s)
{
    enum { LARGE = 1 << 21 };
    uint32_t n = (s->primes.n + LANES - 1) / LANES;
    bool one = s->d->most_nodes >= LARGE;
    uint32_t workers = one ? 1 : cm_parallel_workers(ctx, n);
    s->tables = cm_new_n(scratch, table, workers);
    if (!s->tables)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < workers; i++)
        CM_TRY(make_table(s, scratch, &s->tables[i]));
    if (!one)
        return cm_parallel(ctx, n, sweep_primes, s);
    uint32_t outer = ctx->worker;
    comitia_status status = COMITIA_OK;
    ctx->worker = 0;
    for (uint32_t i = 0; i < n && status == COMITIA_OK; i++)
        status = sweep_primes(s, ctx, i);
    ctx->worker = outer;
    return status;
}

/* ---- numbers
 * -------------------------------------------------------------------------- */

/* Leaves that the diagrams ask for, and the product of their denominators. */
static comitia_status find_used(const cm_net_diagrams *d, cm_arena *scratch,
                                const mpq_t *chance, uint32_t n_leaves,
                                uint8_t **used, mpz_ptr all)
{
    *used = cm_new_n(scratch, uint8_t, n_leaves + 1);
    if (!*used)
        return COMITIA_E_NOMEM;
    mpz_set_ui(all, 1);
    for (uint32_t i = 0; i < d->n; i++)
        for (uint32_t k = 1; k < d->at[i].n_nodes; k++) {
            uint32_t leaf = d->at[i].nodes[k].level;
            if (leaf > n_leaves || (*used)[leaf - 1])
                continue;
            (*used)[leaf - 1] = 1;
            mpz_mul(all, all, mpq_denref(chance[leaf - 1]));
            if (mpz_sizeinbase(all, 2) > MOST_BITS)
                return cm_fail(d->c->ctx, COMITIA_E_BUDGET,
                               "the denominators of the chances");
        }
    return cm_spend(d->c->ctx, d->n_nodes);
}

static bool share_factors(const cm_primes *primes, mpz_srcptr all)
{
    for (uint32_t i = 0; i < primes->n; i++)
        if (mpz_divisible_ui_p(all, primes->at[i].p))
            return true;
    return false;
}

static const cm_number *joined(const sweep *s, cm_arena *arena, uint32_t column,
                               uint32_t *digits, mpz_srcptr own, mpq_ptr q)
{
    cm_residues_join(&s->primes, s->result + column, s->n_leaves + 1, digits,
                     mpq_numref(q));
    if (column)
        mpz_sub(mpq_numref(q), mpq_numref(q), s->all);
    mpz_set(mpq_denref(q), own);
    mpq_canonicalize(q);
    return cm_number_keep(arena, q);
}

static comitia_status join_all(const sweep *s, cm_ctx *ctx, cm_arena *arena,
                               cm_arena *scratch, const cm_number **out,
                               const cm_number **importance)
{
    uint32_t *digits = cm_new_n(scratch, uint32_t, s->primes.n);
    uint64_t cost = cm_residues_join_cost(&s->primes);
    comitia_status status = COMITIA_E_NOMEM;
    mpz_t own;
    mpq_t q;
    mpz_init(own);
    mpq_init(q);
    if (!digits || !(*out = joined(s, arena, 0, digits, s->all, q)))
        goto done;
    for (uint32_t i = 0; importance && i < s->n_leaves; i++) {
        CM_GO(cm_spend(ctx, cost));
        importance[i] = NULL;
        if (!s->used[i])
            continue;
        mpz_divexact(own, s->all, mpq_denref(s->chance[i]));
        importance[i] = joined(s, arena, i + 1, digits, own, q);
        status = COMITIA_E_NOMEM;
        if (!importance[i])
            goto done;
    }
    status = COMITIA_OK;
done:
    mpz_clear(own);
    mpq_clear(q);
    return status;
}

comitia_status cm_net_chance(cm_ctx *ctx, cm_arena *arena,
                             const cm_net_diagrams *d, const mpq_t *chance,
                             const cm_number **out,
                             const cm_number **importance, bool *possible)
{
    sweep s = {.d = d,
               .n_leaves = d->c->n_leaves,
               .chance = chance,
               .with_importance = importance != NULL};
    cm_arena scratch;
    comitia_status status;
    uint8_t *used;
    mpz_t all;
    mpz_init(all);
    cm_arena_init(&scratch, ctx->allocator);
    ctx->doing = "computing the chance";
    CM_GO(find_used(d, &scratch, chance, s.n_leaves, &used, all));
    s.all = all;
    s.used = used;
    CM_GO(cm_primes_new(ctx, &scratch, mpz_sizeinbase(all, 2) + 2, &s.primes));
    *possible = !share_factors(&s.primes, all);
    if (!*possible)
        goto done;
    s.result = cm_alloc_n(&scratch, (uint64_t)s.primes.n * (s.n_leaves + 1),
                          sizeof *s.result);
    status = COMITIA_E_NOMEM;
    if (!s.result)
        goto done;
    CM_GO(sweep_all(ctx, &scratch, &s));
    CM_GO(join_all(&s, ctx, arena, &scratch, out, importance));
done:
    cm_arena_clear(&scratch);
    mpz_clear(all);
    return status;
}
