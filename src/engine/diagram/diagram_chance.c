/* Chances and their derivatives, by one sweep up and one down.
 *
 * up(f) is the chance of f, down(f) that a way from the top passes f. The
 * derivative in a level is the sum of down(f) times what a value changes in the
 * nodes f of the level (Birnbaum 1969; on diagrams: Rauzy 1993, Dutuit, Rauzy
 * 2001). All is a fraction of known denominator, the product of those of the
 * levels, so its numerator is found modulo many primes. */
#include "base/number.h"
#include "engine/diagram/diagram_node.h"
#include "engine/numbers/residues.h"

enum { LANES = 8, NODE_STEPS = 10, MOST_BITS_LOG = 27 };

/* Residues modulo as many primes as are taken at a time. */
typedef struct lanes {
    uint32_t of[LANES];
} lanes;

typedef struct chances {
    cm_diagram *d;
    cm_ctx *ctx;
    cm_sweep sweep;
    const mpq_t *const *chance;
    bool down;       /* derivatives too */
    uint64_t *first; /* per level and one more: its first value; of levels that
                        count */
    cm_primes primes;
    cm_modulus mod[LANES]; /* those at hand */
    lanes *tail;           /* per value: chance of it or a later one */
    lanes *up, *mass;      /* per node, after false and true */
    lanes *change;         /* per value: what it changes, to the one before */
    uint32_t *residues;    /* [0: the chance, or 1 + value][prime] */
    mpz_t whole;           /* common denominator */
} chances;

/* ---- what counts ------------------------------------------------------------
 */

static void join_denominators(mpz_ptr whole, const mpq_t *row, uint32_t n)
{
    mpz_t den;
    mpz_init_set_ui(den, 1);
    for (uint32_t v = 0; v < n; v++)
        mpz_lcm(den, den, mpq_denref(row[v]));
    mpz_mul(whole, whole, den);
    mpz_clear(den);
}

static comitia_status find_levels(chances *c)
{
    cm_diagram *d = c->d;
    cm_arena *arena = &c->sweep.scratch;
    uint8_t *depends = cm_new_n(arena, uint8_t, (uint64_t)d->n_levels + 1);
    c->first = cm_new_n(arena, uint64_t, (uint64_t)d->n_levels + 1);
    if (!depends || !c->first)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < c->sweep.n; i++)
        depends[d->nodes[c->sweep.order[i]].level] = 1;
    for (uint32_t l = 0; l < d->n_levels; l++) {
        c->first[l + 1] = c->first[l] + (depends[l] ? d->sizes[l] : 0);
        if (!depends[l])
            continue;
        CM_TRY(cm_spend(c->ctx, (uint64_t)NODE_STEPS * d->sizes[l]));
        join_denominators(c->whole, c->chance[l], d->sizes[l]);
        if (mpz_sizeinbase(c->whole, 2) >> MOST_BITS_LOG)
            return cm_fail(c->ctx, COMITIA_E_BUDGET,
                           "a chance with a denominator of %lu bits",
                           (unsigned long)mpz_sizeinbase(c->whole, 2));
    }
    return COMITIA_OK;
}

/* ---- primes that divide no denominator
 * ----------------------------------------- */

static uint32_t residue(mpz_srcptr z, cm_modulus mod)
{
    return (uint32_t)mpz_fdiv_ui(z, mod.p);
}

static comitia_status keep_primes(chances *c, const cm_primes *all)
{
    cm_arena *arena = &c->sweep.scratch;
    cm_modulus *at = cm_new_n(arena, cm_modulus, all->n);
    uint32_t *inverse = cm_new_n(arena, uint32_t, all->n);
    if (!at || !inverse)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(c->ctx, 4 * (uint64_t)all->n * all->n));
    c->primes = (cm_primes){.at = at, .inverse = inverse};
    for (uint32_t i = 0; i < all->n; i++) {
        uint32_t product = 1, n = c->primes.n;
        if (residue(c->whole, all->at[i]) == 0)
            continue;
        for (uint32_t j = 0; j < n; j++)
            product = cm_mod_mul(product, at[j].p % all->at[i].p, all->at[i]);
        at[n] = all->at[i];
        inverse[n] = cm_mod_inverse(product, all->at[i]);
        c->primes.n++;
    }
    return COMITIA_OK;
}

/* A product above twice the denominator, for the sign: every prime is above
   2^30. */
static comitia_status find_primes(chances *c)
{
    uint64_t bits = mpz_sizeinbase(c->whole, 2) + 2;
    cm_primes all;
    CM_TRY(cm_primes_new(c->ctx, &c->sweep.scratch, bits, &all));
    CM_TRY(keep_primes(c, &all));
    if (c->primes.n == all.n)
        return COMITIA_OK;
    uint64_t lost = 31 * (uint64_t)(bits / 30 + 1);
    CM_TRY(cm_primes_new(c->ctx, &c->sweep.scratch, bits + lost, &all));
    return keep_primes(c, &all);
}

/* ---- the sweeps
 * ---------------------------------------------------------------- */

/* Place of a function in `up` and `mass`. */
static size_t place_of(const chances *c, cm_fn f)
{
    return f <= CM_TRUE ? f : c->d->place[f] + (size_t)2;
}

static void set_tails(chances *c)
{
    for (uint32_t l = 0; l < c->d->n_levels; l++) {
        lanes sum = {{0}};
        for (uint64_t v = c->first[l + 1]; v-- > c->first[l];) {
            mpq_srcptr p = c->chance[l][v - c->first[l]];
            for (int k = 0; k < LANES; k++) {
                uint32_t den = residue(mpq_denref(p), c->mod[k]);
                uint32_t num = residue(mpq_numref(p), c->mod[k]);
                if (den != 1)
                    num = cm_mod_mul(num, cm_mod_inverse(den, c->mod[k]),
                                     c->mod[k]);
                sum.of[k] = cm_mod_add(sum.of[k], num, c->mod[k]);
            }
            c->tail[v] = sum;
        }
    }
}

/* The chance of a node is that of its first run, plus what each later run
   changes times the chance of its values and those behind. */
static void sweep_up(chances *c)
{
    const cm_diagram *d = c->d;
    for (uint32_t i = 0; i < c->sweep.n; i++) {
        const cm_node *node = &d->nodes[c->sweep.order[i]];
        const cm_run *run = cm_runs(d, node);
        const lanes *before = &c->up[place_of(c, run[0].child)];
        lanes sum = *before;
        for (uint32_t r = 1; r < node->n_runs; r++) {
            const lanes *now = &c->up[place_of(c, run[r].child)];
            const lanes *tail =
                &c->tail[c->first[node->level] + run[r - 1].last + 1];
            for (int k = 0; k < LANES; k++) {
                cm_modulus mod = c->mod[k];
                uint32_t more = cm_mod_sub(now->of[k], before->of[k], mod);
                sum.of[k] = cm_mod_add(sum.of[k],
                                       cm_mod_mul(tail->of[k], more, mod), mod);
            }
            before = now;
        }
        c->up[i + (size_t)2] = sum;
    }
}

/* One run that is not the first of its node: `mass` goes there instead of to
   the run before, which has got it already. */
static void pass_on(chances *c, const lanes *mass, uint64_t value, size_t from,
                    size_t to)
{
    lanes *change = &c->change[value];
    for (int k = 0; k < LANES; k++) {
        cm_modulus mod = c->mod[k];
        uint32_t more = cm_mod_sub(c->up[to].of[k], c->up[from].of[k], mod);
        uint32_t moved = cm_mod_mul(mass->of[k], c->tail[value].of[k], mod);
        change->of[k] =
            cm_mod_add(change->of[k], cm_mod_mul(mass->of[k], more, mod), mod);
        c->mass[to].of[k] = cm_mod_add(c->mass[to].of[k], moved, mod);
        c->mass[from].of[k] = cm_mod_sub(c->mass[from].of[k], moved, mod);
    }
}

static void sweep_down(chances *c, cm_fn f)
{
    const cm_diagram *d = c->d;
    memset(c->mass, 0, ((size_t)c->sweep.n + 2) * sizeof *c->mass);
    memset(c->change, 0, c->first[d->n_levels] * sizeof *c->change);
    for (int k = 0; k < LANES; k++)
        c->mass[place_of(c, f)].of[k] = 1;
    for (uint32_t i = c->sweep.n; i-- > 0;) {
        const cm_node *node = &d->nodes[c->sweep.order[i]];
        const cm_run *run = cm_runs(d, node);
        const lanes *mass = &c->mass[i + (size_t)2];
        size_t from = place_of(c, run[0].child);
        for (int k = 0; k < LANES; k++)
            c->mass[from].of[k] =
                cm_mod_add(c->mass[from].of[k], mass->of[k], c->mod[k]);
        for (uint32_t r = 1; r < node->n_runs; r++) {
            size_t to = place_of(c, run[r].child);
            pass_on(c, mass, c->first[node->level] + run[r - 1].last + 1, from,
                    to);
            from = to;
        }
    }
}

/* Residues of the numerators over the common denominator. */
static void keep_residues(chances *c, cm_fn f, uint32_t prime)
{
    uint32_t n = c->primes.n;
    for (int k = 0; k < LANES && prime + (uint32_t)k < n; k++) {
        cm_modulus mod = c->mod[k];
        uint32_t whole = residue(c->whole, mod);
        uint32_t *to = c->residues + prime + k;
        *to = cm_mod_mul(c->up[place_of(c, f)].of[k], whole, mod);
        for (uint64_t v = 0; c->down && v < c->first[c->d->n_levels]; v++)
            to[(v + 1) * n] = cm_mod_mul(c->change[v].of[k], whole, mod);
    }
}

static comitia_status sweep_all(chances *c, cm_fn f)
{
    uint64_t nodes = (uint64_t)c->sweep.n + 2, n = c->first[c->d->n_levels];
    cm_arena *arena = &c->sweep.scratch;
    c->tail = cm_new_n(arena, lanes, n + 1);
    c->up = cm_new_n(arena, lanes, nodes);
    c->mass = c->down ? cm_new_n(arena, lanes, nodes) : NULL;
    c->change = c->down ? cm_new_n(arena, lanes, n + 1) : NULL;
    c->residues =
        cm_new_n(arena, uint32_t, (c->down ? n + 1 : 1) * c->primes.n);
    if (!c->tail || !c->up || !c->residues ||
        (c->down && (!c->mass || !c->change)))
        return COMITIA_E_NOMEM;
    for (uint32_t prime = 0; prime < c->primes.n; prime += LANES) {
        CM_TRY(cm_spend(c->ctx, LANES * NODE_STEPS * (nodes + n)));
        for (uint32_t k = 0; k < LANES; k++) {
            uint32_t at = prime + k < c->primes.n ? prime + k : prime;
            c->mod[k] = c->primes.at[at];
            c->up[CM_TRUE].of[k] = 1;
        }
        set_tails(c);
        sweep_up(c);
        if (c->down)
            sweep_down(c, f);
        keep_residues(c, f, prime);
    }
    return COMITIA_OK;
}

/* ---- back to fractions
 * ------------------------------------------------------- */

typedef struct joining {
    uint32_t *digits;
    mpz_t product, half;
} joining;

/* The i-th numerator, between minus and plus half the product of the primes. */
static comitia_status fraction(chances *c, joining *j, uint64_t i, mpq_ptr out)
{
    CM_TRY(cm_spend(c->ctx, cm_residues_join_cost(&c->primes)));
    cm_residues_join(&c->primes, c->residues + i * c->primes.n, 1, j->digits,
                     mpq_numref(out));
    if (mpz_cmp(mpq_numref(out), j->half) > 0)
        mpz_sub(mpq_numref(out), mpq_numref(out), j->product);
    mpz_set(mpq_denref(out), c->whole);
    mpq_canonicalize(out);
    return COMITIA_OK;
}

static comitia_status fractions(chances *c, joining *j, mpq_ptr out,
                                mpq_t *const *change)
{
    CM_TRY(fraction(c, j, 0, out));
    for (uint32_t l = 0; c->down && l < c->d->n_levels; l++)
        for (uint64_t v = c->first[l] + 1; v < c->first[l + 1]; v++)
            if (change[l])
                CM_TRY(fraction(c, j, v + 1, change[l][v - c->first[l]]));
    return COMITIA_OK;
}

static comitia_status join_all(chances *c, mpq_ptr out, mpq_t *const *change)
{
    joining j = {.digits = cm_new_n(&c->sweep.scratch, uint32_t, c->primes.n)};
    if (!j.digits)
        return COMITIA_E_NOMEM;
    mpz_init_set_ui(j.product, 1);
    mpz_init(j.half);
    for (uint32_t i = 0; i < c->primes.n; i++)
        mpz_mul_ui(j.product, j.product, c->primes.at[i].p);
    mpz_fdiv_q_2exp(j.half, j.product, 1);
    comitia_status status = fractions(c, &j, out, change);
    mpz_clears(j.product, j.half, NULL);
    return status;
}

static comitia_status find(cm_diagram *d, cm_fn f, const mpq_t *const *chance,
                           mpq_ptr out, mpq_t *const *change)
{
    chances c = {
        .d = d, .ctx = d->ctx, .chance = chance, .down = change != NULL};
    comitia_status status;
    mpz_init_set_ui(c.whole, 1);
    CM_GO(cm_sweep_init(&c.sweep, d, f, d->n_levels));
    CM_GO(find_levels(&c));
    CM_GO(find_primes(&c));
    CM_GO(sweep_all(&c, f));
    CM_GO(join_all(&c, out, change));
done:
    cm_sweep_clear(&c.sweep);
    mpz_clear(c.whole);
    return status;
}

comitia_status cm_fn_chance(cm_diagram *d, cm_fn f, const mpq_t *const *chance,
                            mpq_ptr out)
{
    return find(d, f, chance, out, NULL);
}

comitia_status cm_fn_changes(cm_diagram *d, cm_fn f, const mpq_t *const *chance,
                             mpq_ptr out, mpq_t *const *change)
{
    return find(d, f, chance, out, change);
}
