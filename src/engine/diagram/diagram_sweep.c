/* Operations on one function: a sweep over its nodes, children first. */
#include "engine/diagram/diagram_node.h"

#include <stdlib.h>

enum { SWEEP_STEPS = 10 };

/* ---- the nodes of a function
 * --------------------------------------------------- */

static comitia_status add(cm_sweep *s, size_t *cap, cm_fn f)
{
    if (cm_sweep_has(s, f))
        return COMITIA_OK;
    if (!cm_vec_grow(&s->scratch, (void **)&s->order, s->n, cap,
                     sizeof *s->order))
        return COMITIA_E_NOMEM;
    s->d->place[f] = s->n;
    s->order[s->n++] = f;
    return COMITIA_OK;
}

/* `order` is also the queue of nodes whose children are still to be added. */
static comitia_status collect(cm_sweep *s, const cm_fn *f, uint32_t n,
                              uint32_t deepest)
{
    cm_diagram *d = s->d;
    size_t cap = 0;
    for (uint32_t i = 0; i < n; i++)
        if (d->nodes[f[i]].level <= deepest && f[i] > CM_TRUE)
            CM_TRY(add(s, &cap, f[i]));
    for (uint32_t i = 0; i < s->n; i++) {
        const cm_node *node = &d->nodes[s->order[i]];
        const cm_run *runs = cm_runs(d, node);
        CM_TRY(cm_spend(d->ctx, SWEEP_STEPS + node->n_runs));
        for (uint32_t r = 0; r < node->n_runs; r++)
            if (runs[r].child > CM_TRUE &&
                d->nodes[runs[r].child].level <= deepest)
                CM_TRY(add(s, &cap, runs[r].child));
    }
    return COMITIA_OK;
}

static int by_id(const void *left, const void *right)
{
    cm_fn a = *(const cm_fn *)left, b = *(const cm_fn *)right;
    return a < b ? -1 : a > b;
}

/* Ascending ids: children come before parents. Where most nodes between the
   first and the last id belong, going through all of them is quicker. */
static comitia_status sort(cm_sweep *s)
{
    cm_fn first = UINT32_MAX, last = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        first = s->order[i] < first ? s->order[i] : first;
        last = s->order[i] > last ? s->order[i] : last;
    }
    if (s->n == 0 || (last - first) / 8 > s->n) {
        if (s->n)
            qsort(s->order, s->n, sizeof *s->order, by_id);
        return COMITIA_OK;
    }
    cm_fn *sorted = cm_new_n(&s->scratch, cm_fn, s->n);
    if (!sorted)
        return COMITIA_E_NOMEM;
    uint32_t n = 0;
    for (cm_fn f = first; f <= last; f++)
        if (cm_sweep_has(s, f))
            sorted[n++] = f;
    s->order = sorted;
    return COMITIA_OK;
}

comitia_status cm_sweep_init_all(cm_sweep *s, cm_diagram *d, const cm_fn *f,
                                 uint32_t n, uint32_t deepest)
{
    *s = (cm_sweep){.d = d, .built = d->n_built};
    cm_arena_init(&s->scratch, d->allocator);
    CM_TRY(collect(s, f, n, deepest));
    CM_TRY(sort(s));
    for (uint32_t i = 0; i < s->n; i++)
        d->place[s->order[i]] = i;
    s->value = cm_new_n(&s->scratch, cm_fn, (uint64_t)s->n + 1);
    return s->value ? COMITIA_OK : COMITIA_E_NOMEM;
}

comitia_status cm_sweep_init(cm_sweep *s, cm_diagram *d, cm_fn f,
                             uint32_t deepest)
{
    return cm_sweep_init_all(s, d, &f, 1, deepest);
}

void cm_sweep_clear(cm_sweep *s)
{
    s->d->n_built = s->built;
    cm_arena_clear(&s->scratch);
}

/* ---- rebuilding node by node
 * ------------------------------------------------------- */

/* One operation: makes the value of node f from those of its children. */
typedef struct job {
    cm_sweep sweep;
    uint32_t level, at;
    const uint8_t *which;
    const cm_fn *by;
    bool forall;
} job;

typedef comitia_status maker(job *j, cm_fn f, cm_fn *out);

/* Of f[0..n), written over; what they share is made once. */
static comitia_status run_jobs(job *j, cm_diagram *d, cm_fn *f, uint32_t n,
                               uint32_t deepest, maker *make)
{
    comitia_status status;
    CM_GO(cm_sweep_init_all(&j->sweep, d, f, n, deepest));
    for (uint32_t i = 0; i < j->sweep.n; i++)
        CM_GO(make(j, j->sweep.order[i], &j->sweep.value[i]));
    for (uint32_t i = 0; i < n; i++)
        f[i] = cm_sweep_value(&j->sweep, f[i]);
done:
    cm_sweep_clear(&j->sweep);
    return status;
}

static comitia_status run_job(job *j, cm_diagram *d, cm_fn f, uint32_t deepest,
                              maker *make, cm_fn *out)
{
    CM_TRY(run_jobs(j, d, &f, 1, deepest, make));
    *out = f;
    return COMITIA_OK;
}

/* One behind the last level that something is put in place of. */
static uint32_t end_of(const cm_diagram *d, const uint32_t *by)
{
    uint32_t end = d->n_levels;
    while (end > 0 && by[end - 1] == CM_NOTHING)
        end--;
    return end;
}

static cm_run run_of(const cm_diagram *d, cm_fn f, uint32_t i)
{
    return cm_runs(d, &d->nodes[f])[i];
}

/* The node with its children replaced by their values, which lie deeper. */
static comitia_status rebuilt(job *j, cm_fn f, cm_fn *out)
{
    cm_diagram *d = j->sweep.d;
    uint64_t base = d->n_built;
    for (uint32_t i = 0; i < d->nodes[f].n_runs; i++) {
        cm_run run = run_of(d, f, i);
        CM_TRY(cm_build_run(d, base, run.last,
                            cm_sweep_value(&j->sweep, run.child)));
    }
    return cm_build_node(d, d->nodes[f].level, base, out);
}

static comitia_status restricted(job *j, cm_fn f, cm_fn *out)
{
    if (j->sweep.d->nodes[f].level == j->level) {
        *out = cm_fn_child(j->sweep.d, f, j->at);
        return COMITIA_OK;
    }
    return rebuilt(j, f, out);
}

comitia_status cm_fn_restrict(cm_diagram *d, cm_fn f, uint32_t level,
                              uint32_t value, cm_fn *out)
{
    job j = {.level = level, .at = value};
    return run_job(&j, d, f, level, restricted, out);
}

/* Levels with a value are passed by; several may follow each other. */
static comitia_status assigned(job *j, cm_fn f, cm_fn *out)
{
    uint32_t value = j->by[j->sweep.d->nodes[f].level];
    if (value == CM_NOTHING)
        return rebuilt(j, f, out);
    *out = cm_sweep_value(&j->sweep, cm_fn_child(j->sweep.d, f, value));
    return COMITIA_OK;
}

comitia_status cm_fn_assign(cm_diagram *d, cm_fn *f, uint32_t n,
                            const uint32_t *value)
{
    job j = {.by = value};
    uint32_t end = end_of(d, value);
    return end ? run_jobs(&j, d, f, n, end - 1, assigned) : COMITIA_OK;
}

static comitia_status flipped(job *j, cm_fn f, cm_fn *out)
{
    cm_diagram *d = j->sweep.d;
    uint64_t base = d->n_built;
    uint32_t size = d->sizes[d->nodes[f].level];
    for (uint32_t i = d->nodes[f].n_runs; i-- > 0;) {
        cm_run run = run_of(d, f, i);
        uint32_t last = size - 1 - (i ? run_of(d, f, i - 1).last + 1 : 0);
        CM_TRY(
            cm_build_run(d, base, last, cm_sweep_value(&j->sweep, run.child)));
    }
    CM_TRY(cm_build_node(d, d->nodes[f].level, base, out));
    cm_add_traits(d, *out, cm_turned_traits(d->traits[f]));
    return COMITIA_OK;
}

comitia_status cm_fn_flip(cm_diagram *d, cm_fn f, cm_fn *out)
{
    job j = {0};
    return run_job(&j, d, f, d->n_levels, flipped, out);
}

/* ---- some value, every value
 * --------------------------------------------------------- */

static comitia_status quantified(job *j, cm_fn f, cm_fn *out)
{
    cm_diagram *d = j->sweep.d;
    if (!j->which[d->nodes[f].level])
        return rebuilt(j, f, out);
    uint32_t n = d->nodes[f].n_runs;
    cm_fn *parts = cm_new_n(&j->sweep.scratch, cm_fn, n);
    if (!parts)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        parts[i] = cm_sweep_value(&j->sweep, run_of(d, f, i).child);
    return (j->forall ? cm_fold_and : cm_fold_or)(d, parts, n, out);
}

static uint32_t last_of(const cm_diagram *d, const uint8_t *which)
{
    uint32_t l = d->n_levels;
    while (l > 0 && !which[l - 1])
        l--;
    return l; /* one behind it */
}

static comitia_status quantify(cm_diagram *d, cm_fn f, const uint8_t *which,
                               bool forall, cm_fn *out)
{
    job j = {.which = which, .forall = forall};
    uint32_t end = last_of(d, which);
    if (end == 0) {
        *out = f;
        return COMITIA_OK;
    }
    return run_job(&j, d, f, end - 1, quantified, out);
}

comitia_status cm_fn_exists(cm_diagram *d, cm_fn f, const uint8_t *which,
                            cm_fn *out)
{
    return quantify(d, f, which, false, out);
}

comitia_status cm_fn_forall(cm_diagram *d, cm_fn f, const uint8_t *which,
                            cm_fn *out)
{
    return quantify(d, f, which, true, out);
}

/* ---- putting functions in place of levels
 * ----------------------------------------------- */

/* [first <= x_level <= last] */
static comitia_status between(cm_diagram *d, uint32_t level, uint32_t first,
                              uint32_t last, cm_fn *out)
{
    uint64_t base = d->n_built;
    if (first > 0)
        CM_TRY(cm_build_run(d, base, first - 1, CM_FALSE));
    CM_TRY(cm_build_run(d, base, last, CM_TRUE));
    if (last < d->sizes[level] - 1)
        CM_TRY(cm_build_run(d, base, d->sizes[level] - 1, CM_FALSE));
    return cm_build_node(d, level, base, out);
}

/* A level that stays, over values that may now depend on levels above it. */
static comitia_status reordered(job *j, cm_fn f, cm_fn *out)
{
    cm_diagram *d = j->sweep.d;
    uint32_t level = d->nodes[f].level, n = d->nodes[f].n_runs, first = 0;
    cm_fn *parts = cm_new_n(&j->sweep.scratch, cm_fn, n);
    if (!parts)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        cm_run run = run_of(d, f, i);
        CM_TRY(between(d, level, first, run.last, &parts[i]));
        CM_TRY(cm_fn_and(d, parts[i], cm_sweep_value(&j->sweep, run.child),
                         &parts[i]));
        first = run.last + 1;
    }
    return cm_fold_or(d, parts, n, out);
}

static comitia_status composed(job *j, cm_fn f, cm_fn *out)
{
    cm_diagram *d = j->sweep.d;
    uint32_t level = d->nodes[f].level;
    if (j->by[level] != CM_NOTHING)
        return cm_fn_ite(d, j->by[level],
                         cm_sweep_value(&j->sweep, run_of(d, f, 1).child),
                         cm_sweep_value(&j->sweep, run_of(d, f, 0).child), out);
    for (uint32_t i = 0; i < d->nodes[f].n_runs; i++)
        if (d->nodes[cm_sweep_value(&j->sweep, run_of(d, f, i).child)].level <=
            level)
            return reordered(j, f, out);
    return rebuilt(j, f, out);
}

comitia_status cm_fn_compose_all(cm_diagram *d, cm_fn *f, uint32_t n,
                                 const cm_fn *by)
{
    job j = {.by = by};
    uint32_t end = end_of(d, by);
    return end ? run_jobs(&j, d, f, n, end - 1, composed) : COMITIA_OK;
}

comitia_status cm_fn_compose(cm_diagram *d, cm_fn f, const cm_fn *by,
                             cm_fn *out)
{
    CM_TRY(cm_fn_compose_all(d, &f, 1, by));
    *out = f;
    return COMITIA_OK;
}

/* ---- questions
 * ---------------------------------------------------------------------------
 */

comitia_status cm_fn_support(cm_diagram *d, cm_fn f, uint8_t *depends)
{
    cm_sweep s;
    comitia_status status;
    CM_GO(cm_sweep_init(&s, d, f, d->n_levels));
    if (d->n_levels)
        memset(depends, 0, d->n_levels);
    for (uint32_t i = 0; i < s.n; i++)
        depends[d->nodes[s.order[i]].level] = 1;
done:
    cm_sweep_clear(&s);
    return status;
}

comitia_status cm_fn_polarity(cm_diagram *d, cm_fn f, uint32_t level,
                              bool *rises, bool *falls)
{
    cm_sweep s;
    comitia_status status;
    bool up = false, down = false;
    CM_GO(cm_sweep_init(&s, d, f, level));
    for (uint32_t i = 0; i < s.n && !(up && down); i++) {
        if (d->nodes[s.order[i]].level != level)
            continue;
        cm_fn low = run_of(d, s.order[i], 0).child, more;
        cm_fn high = run_of(d, s.order[i], 1).child;
        CM_GO(cm_fn_diff(d, high, low, &more));
        up |= more != CM_FALSE;
        CM_GO(cm_fn_diff(d, low, high, &more));
        down |= more != CM_FALSE;
    }
    *rises = up;
    *falls = down;
done:
    cm_sweep_clear(&s);
    return status;
}
