#include "engine/net/net_sweep.h"

#include "base/parallel.h"

enum {
    LANES = 16, /* primes at a time: a row of residues is a line of the cache */
    COST = 10,  /* of a node and a prime */
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

typedef cm_net_sweep sweep;

typedef uint32_t lanes[LANES]; /* a residue for each prime */

/* A node of the diagram at hand: its chance, and how much it weighs times 2^32
   (see multiply). */
typedef struct cell {
    lanes value, reach;
} cell;

/* Tables of one thread. Lanes without a prime of their own repeat the last one,
   so that loops have a fixed length. */
typedef struct cm_net_table {
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

/* Many leaves have the denominator of the used one before them. */
static bool is_same(const sweep *s, uint32_t i, uint32_t before)
{
    return before < i && mpz_cmp(mpq_denref(s->chance[before]),
                                 mpq_denref(s->chance[i])) == 0;
}

/* Denominators, times 2^32, as the chances of their leaves for now, and for each
   leaf the product of those before it; returns the last used leaf. */
static uint32_t set_products(const sweep *s, table *t, uint32_t *product)
{
    uint32_t before = UINT32_MAX;
    for (uint32_t i = 0; i < s->n_leaves; i++) {
        if (!s->used[i])
            continue;
        for (uint32_t l = 0; !is_same(s, i, before) && l < LANES; l++) {
            uint32_t den =
                (uint32_t)mpz_fdiv_ui(mpq_denref(s->chance[i]), t->p[l]);
            uint32_t *of = &t->chance[i + 1][l];
            *of = multiply(den, t->r[l], t->p[l], t->m[l]);
            t->share[i][l] = product[l];
            product[l] = multiply(product[l], *of, t->p[l], t->m[l]);
        }
        before = i;
    }
    return before;
}

/* One over each denominator, with one inverse for them all (Montgomery 1987):
   that of a product times all factors but one. */
static void set_shares(const sweep *s, table *t)
{
    lanes rest;
    for (uint32_t l = 0; l < LANES; l++)
        rest[l] = 1;
    uint32_t i = set_products(s, t, rest);
    for (uint32_t l = 0; l < LANES; l++)
        rest[l] = cm_mod_inverse(rest[l], t->mod[l]);
    while (i < s->n_leaves) {
        uint32_t before = i;
        while (before-- > 0 && !s->used[before])
            ;
        for (uint32_t l = 0; !is_same(s, i, before) && l < LANES; l++) {
            uint32_t den = t->chance[i + 1][l];
            uint32_t own = multiply(rest[l], t->r[l], t->p[l], t->m[l]);
            t->share[i][l] = multiply(own, t->share[i][l], t->p[l], t->m[l]);
            rest[l] = multiply(rest[l], den, t->p[l], t->m[l]);
        }
        i = before;
    }
}

static void set_leaves(const sweep *s, table *t)
{
    uint32_t before = UINT32_MAX;
    set_shares(s, t);
    for (uint32_t i = 0; i < s->n_leaves; i++) {
        if (!s->used[i])
            continue;
        if (is_same(s, i, before))
            memcpy(t->share[i], t->share[before], sizeof(lanes));
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
comitia_status cm_net_sweep_all(cm_ctx *ctx, cm_arena *scratch, sweep *s)
{
    enum { LARGE = 1 << 21 };
    uint32_t n = (s->primes.n + LANES - 1) / LANES;
    bool one = s->d->most_nodes >= LARGE;
    s->result = cm_alloc_n(scratch, (uint64_t)s->primes.n * (s->n_leaves + 1),
                           sizeof *s->result);
    if (!s->result)
        return COMITIA_E_NOMEM;
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
