/* Functions as sets of vectors: minimal vectors, prime implicants, listing. */
#include "engine/diagram/diagram_node.h"

enum { VISIT_STEPS = 10, PRIME_STEPS = 100 };

/* A set that is 0 in the levels from `level` on down to where `set` begins:
   levels that a function does not depend on are 0 in its minimal vectors. */
static comitia_status lifted(cm_diagram *d, cm_fn set, uint32_t level,
                             cm_fn *out)
{
    for (uint32_t l = d->nodes[set].level; set != CM_FALSE && l-- > level;) {
        uint64_t base = d->n_built;
        CM_TRY(cm_build_run(d, base, 0, set));
        if (d->sizes[l] > 1)
            CM_TRY(cm_build_run(d, base, d->sizes[l] - 1, CM_FALSE));
        CM_TRY(cm_spend(d->ctx, VISIT_STEPS));
        CM_TRY(cm_build_node(d, l, base, &set));
    }
    *out = set;
    return COMITIA_OK;
}

/* ---- minimal vectors
 * ----------------------------------------------------------------
 *
 * U(f) is what lies at or above a vector of f. At a node with children f_v:
 *   chain: U_v = f_0's U or ... or f_v's U,  M_v = M(f_v) less U_(v-1)
 *   flat:  U_v = U(f_0) or U(f_v),           M_v = M(f_v) less U(f_0), v > 0
 * Among neighbours with one child only the first can be minimal in a chain.
 *
 * If f is known to rise, U(f) is f. If it is known to be ordered too, nothing
 * has to be taken away: for x in M(f_v) with f_(v-1)(x), x is not 0 since f
 * rises and f_(v-1) is not true, so one less in x and one more at this level
 * would be in f_v still, and x not minimal.
 */
typedef struct lowest {
    cm_sweep sweep;
    cm_fn *minimal; /* per node; seen from its own level */
    const uint8_t *flat;
} lowest;

static bool is_flat(const lowest *m, uint32_t level)
{
    return m->flat && m->flat[level];
}

static bool known(const lowest *m, cm_fn f, uint8_t trait)
{
    return !m->flat && (m->sweep.d->traits[f] & trait);
}

/* The runs of f with what lies at or above them, in m->up. */
static comitia_status close_up(lowest *m, cm_fn f, uint32_t n, cm_fn *up,
                               cm_fn *out)
{
    cm_diagram *d = m->sweep.d;
    uint64_t base = d->n_built;
    bool flat = is_flat(m, d->nodes[f].level), rises = known(m, f, CM_RISES);
    for (uint32_t i = 0; i < n; i++) {
        cm_run run = cm_runs(d, &d->nodes[f])[i];
        up[i] = cm_sweep_value(&m->sweep, run.child);
        if (i > 0 && !rises)
            CM_TRY(cm_fn_or(d, flat ? up[0] : up[i - 1], up[i], &up[i]));
    }
    if (rises) {
        *out = f;
        return COMITIA_OK;
    }
    for (uint32_t i = 0; i < n; i++)
        CM_TRY(cm_build_run(d, base, cm_runs(d, &d->nodes[f])[i].last, up[i]));
    return cm_build_node(d, d->nodes[f].level, base, out);
}

static comitia_status minimal_below(lowest *m, cm_fn f, cm_fn child, cm_fn *out)
{
    cm_diagram *d = m->sweep.d;
    cm_fn set = child <= CM_TRUE ? child : m->minimal[d->place[child]];
    return lifted(d, set, d->nodes[f].level + 1, out);
}

/* In a flat level value 0 of the first run is below its other values. */
static comitia_status add_runs(lowest *m, cm_fn f, uint32_t i, uint32_t first,
                               uint64_t base, cm_fn set)
{
    cm_diagram *d = m->sweep.d;
    uint32_t last = cm_runs(d, &d->nodes[f])[i].last;
    bool all = is_flat(m, d->nodes[f].level) && i > 0;
    CM_TRY(cm_build_run(d, base, all ? last : first, set));
    return all || last == first ? COMITIA_OK
                                : cm_build_run(d, base, last, CM_FALSE);
}

static comitia_status pick(lowest *m, cm_fn f, uint32_t n, const cm_fn *up,
                           cm_fn *sets, cm_fn *out)
{
    cm_diagram *d = m->sweep.d;
    bool flat = is_flat(m, d->nodes[f].level);
    bool ordered = known(m, f, CM_RISES_ORDERED);
    uint32_t first = 0;
    for (uint32_t i = 0; i < n; i++) {
        CM_TRY(
            minimal_below(m, f, cm_runs(d, &d->nodes[f])[i].child, &sets[i]));
        if (i > 0 && !ordered)
            CM_TRY(cm_fn_diff(d, sets[i], flat ? up[0] : up[i - 1], &sets[i]));
    }
    uint64_t base = d->n_built;
    for (uint32_t i = 0; i < n; i++) {
        CM_TRY(add_runs(m, f, i, first, base, sets[i]));
        first = cm_runs(d, &d->nodes[f])[i].last + 1;
    }
    return cm_build_node(d, d->nodes[f].level, base, out);
}

static comitia_status find_minimal(lowest *m)
{
    cm_diagram *d = m->sweep.d;
    size_t cap = 0;
    cm_fn *up = NULL;
    for (uint32_t i = 0; i < m->sweep.n; i++) {
        cm_fn f = m->sweep.order[i];
        uint32_t n = d->nodes[f].n_runs;
        while (cap < 2 * (size_t)n)
            if (!cm_vec_grow(&m->sweep.scratch, (void **)&up, cap, &cap,
                             sizeof *up))
                return COMITIA_E_NOMEM;
        CM_TRY(close_up(m, f, n, up, &m->sweep.value[i]));
        CM_TRY(pick(m, f, n, up, up + n, &m->minimal[i]));
    }
    return COMITIA_OK;
}

comitia_status cm_fn_minimal_flat(cm_diagram *d, cm_fn f, const uint8_t *flat,
                                  cm_fn *out)
{
    lowest m = {.flat = flat};
    comitia_status status;
    CM_GO(cm_sweep_init(&m.sweep, d, f, d->n_levels));
    m.minimal = cm_new_n(&m.sweep.scratch, cm_fn, (uint64_t)m.sweep.n + 1);
    status = COMITIA_E_NOMEM;
    if (!m.minimal)
        goto done;
    CM_GO(find_minimal(&m));
    CM_GO(lifted(d, f <= CM_TRUE ? f : m.minimal[d->place[f]], 0, out));
done:
    cm_sweep_clear(&m.sweep);
    return status;
}

comitia_status cm_fn_minimal(cm_diagram *d, cm_fn f, cm_fn *out)
{
    return cm_fn_minimal_flat(d, f, NULL, out);
}

/* ---- prime implicants
 * -----------------------------------------------------------------
 *
 * With g the and of the children of f:
 *   primes(f) = primes(g) at "not in the term", and at "x = v" the primes of
 *   child v that are none of g.
 * Children and g are other functions of d, so the walk keeps a table from
 * functions of d to sets of p.
 */
typedef struct prime_frame {
    cm_fn f, all; /* all: the and of the children, once `begun` */
    uint32_t next;
    bool begun;
} prime_frame;

typedef struct primes {
    cm_diagram *d, *p;
    cm_arena scratch;
    cm_fn *keys, *sets; /* open addressing; key 0 is free */
    size_t n, cap;
    cm_vec(prime_frame) stack;
} primes;

static size_t prime_slot(const primes *t, cm_fn f)
{
    size_t i = (size_t)(f * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (t->cap - 1);
    while (t->keys[i] && t->keys[i] != f)
        i = (i + 1) & (t->cap - 1);
    return i;
}

static bool known_primes(const primes *t, cm_fn f, cm_fn *set)
{
    if (f <= CM_TRUE) {
        *set = f;
        return true;
    }
    size_t i = prime_slot(t, f);
    *set = t->sets[i];
    return t->keys[i] != 0;
}

static comitia_status widen(primes *t)
{
    primes old = *t;
    t->cap = old.cap ? old.cap * 2 : 64;
    t->keys = cm_new_n(&t->scratch, cm_fn, t->cap);
    t->sets = cm_new_n(&t->scratch, cm_fn, t->cap);
    if (!t->keys || !t->sets)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < old.cap; i++)
        if (old.keys[i]) {
            size_t to = prime_slot(t, old.keys[i]);
            t->keys[to] = old.keys[i];
            t->sets[to] = old.sets[i];
        }
    return COMITIA_OK;
}

static comitia_status keep_primes(primes *t, cm_fn f, cm_fn set)
{
    if (t->n >= t->cap / 2)
        CM_TRY(widen(t));
    size_t i = prime_slot(t, f);
    t->keys[i] = f;
    t->sets[i] = set;
    t->n++;
    return COMITIA_OK;
}

static comitia_status all_children(primes *t, cm_fn f, cm_fn *out)
{
    cm_diagram *d = t->d;
    *out = CM_TRUE;
    for (uint32_t i = 0; i < d->nodes[f].n_runs; i++)
        CM_TRY(cm_fn_and(d, *out, cm_runs(d, &d->nodes[f])[i].child, out));
    return COMITIA_OK;
}

/* All parts are known: the set of f. */
static comitia_status join_primes(primes *t, const prime_frame *frame)
{
    cm_diagram *d = t->d, *p = t->p;
    uint32_t level = d->nodes[frame->f].level, n = d->nodes[frame->f].n_runs;
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    cm_fn below, set;
    uint64_t base = p->n_built;
    cm_arena_init(&scratch, d->allocator);
    cm_fn *sets = cm_new_n(&scratch, cm_fn, n);
    if (!sets)
        goto done;
    (void)known_primes(t, frame->all, &below);
    CM_GO(lifted(p, below, level + 1, &below));
    for (uint32_t i = 0; i < n; i++) {
        (void)known_primes(t, cm_runs(d, &d->nodes[frame->f])[i].child, &set);
        CM_GO(lifted(p, set, level + 1, &set));
        CM_GO(cm_fn_diff(p, set, below, &sets[i]));
    }
    CM_GO(cm_build_run(p, base, 0, below));
    for (uint32_t i = 0; i < n; i++)
        CM_GO(cm_build_run(p, base, cm_runs(d, &d->nodes[frame->f])[i].last + 1,
                           sets[i]));
    CM_GO(cm_build_node(p, level, base, &set));
    CM_GO(keep_primes(t, frame->f, set));
done:
    p->n_built = base;
    cm_arena_clear(&scratch);
    return status;
}

static comitia_status need(primes *t, cm_fn f)
{
    cm_fn set;
    if (known_primes(t, f, &set))
        return COMITIA_OK;
    CM_TRY(cm_spend(t->d->ctx, PRIME_STEPS));
    return cm_push(&t->scratch, &t->stack, (prime_frame){.f = f})
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

static comitia_status walk_primes(primes *t, cm_fn f)
{
    CM_TRY(need(t, f));
    while (t->stack.n) {
        prime_frame *top = &t->stack.at[t->stack.n - 1];
        cm_fn set;
        if (!top->begun) {
            top->begun = true;
            CM_TRY(all_children(t, top->f, &top->all));
            CM_TRY(need(t, top->all));
        } else if (top->next < t->d->nodes[top->f].n_runs) {
            uint32_t i = top->next++;
            CM_TRY(need(t, cm_runs(t->d, &t->d->nodes[top->f])[i].child));
        } else {
            prime_frame frame = *top;
            t->stack.n--;
            if (!known_primes(t, frame.f, &set))
                CM_TRY(join_primes(t, &frame));
        }
    }
    return COMITIA_OK;
}

comitia_status cm_fn_primes(cm_diagram *d, cm_fn f, cm_diagram *p, cm_fn *out)
{
    primes t = {.d = d, .p = p};
    comitia_status status;
    cm_fn set;
    cm_arena_init(&t.scratch, d->allocator);
    CM_GO(widen(&t));
    CM_GO(walk_primes(&t, f));
    (void)known_primes(&t, f, &set);
    CM_GO(lifted(p, set, 0, out));
done:
    cm_arena_clear(&t.scratch);
    return status;
}

/* ---- listing
 * ------------------------------------------------------------------------ */

typedef struct listing {
    cm_diagram *d;
    uint32_t *x;
    cm_fn *at; /* per level: what is left when it is reached */
} listing;

static cm_fn below(const listing *t, uint32_t level)
{
    cm_fn f = t->at[level];
    return t->d->nodes[f].level == level ? cm_fn_child(t->d, f, t->x[level])
                                         : f;
}

/* Steps to the next value at `level` that leads to a vector; the values of a
   run that leads to none are left out at once. */
static bool find_value(listing *t, uint32_t level)
{
    const cm_diagram *d = t->d;
    while (t->x[level] < d->sizes[level]) {
        if (below(t, level) != CM_FALSE)
            return true;
        const cm_run *run = cm_runs(d, &d->nodes[t->at[level]]);
        while (run->last < t->x[level])
            run++;
        t->x[level] = run->last + 1;
    }
    return false;
}

static comitia_status list(listing *t, cm_visit *visit, void *user)
{
    uint32_t n = t->d->n_levels, level = 0;
    if (n == 0)
        return visit(user, t->x);
    t->x[0] = 0;
    for (;;) {
        CM_TRY(cm_spend(t->d->ctx, VISIT_STEPS));
        if (find_value(t, level)) {
            t->at[level + 1] = below(t, level);
            if (level + 1 < n) {
                t->x[++level] = 0;
                continue;
            }
            CM_TRY(visit(user, t->x));
        } else if (level-- == 0) {
            return COMITIA_OK;
        }
        t->x[level]++;
    }
}

comitia_status cm_fn_each(cm_diagram *d, cm_fn f, cm_visit *visit, void *user)
{
    listing t = {.d = d};
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    if (f == CM_FALSE)
        return COMITIA_OK;
    cm_arena_init(&scratch, d->allocator);
    t.x = cm_new_n(&scratch, uint32_t, (uint64_t)d->n_levels + 1);
    t.at = cm_new_n(&scratch, cm_fn, (uint64_t)d->n_levels + 1);
    if (t.x && t.at) {
        t.at[0] = f;
        status = list(&t, visit, user);
    }
    cm_arena_clear(&scratch);
    return status;
}
