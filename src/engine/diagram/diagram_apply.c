/* Joining functions: and, or, xor, if-then-else, and counting how many hold.
 *
 * The recursion of Bryant (1986) on an explicit stack: its depth is the number
 * of levels, which is up to the caller. */
#include "engine/diagram/diagram_node.h"

#include <stdlib.h>

/* An operation of two operands stands in place of a third one: its number is
   above all nodes. */
enum {
    OP_AND = INT32_MAX - 5,
    OP_OR,
    OP_XOR,
    OP_DIFF, /* f and not g */
    OP_IMP,  /* not f, or g */
    OP_ITE = 0
};

enum { PAIR_STEPS = 100, FIRST_MEMO = 256, MOST_MEMO = 1 << 24, WAYS = 4 };

/* ---- what was computed before
 * --------------------------------------------------- */

static cm_memo_slot *memo_set(cm_diagram *d, cm_fn f, cm_fn g, cm_fn h)
{
    uint64_t x = f * UINT64_C(0x9e3779b97f4a7c15) ^
                 g * UINT64_C(0xc2b2ae3d27d4eb4f) ^
                 h * UINT64_C(0x165667b19e3779f9);
    x ^= x >> 29;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 32;
    return &d->memo[x & (d->n_memo - WAYS)];
}

static bool recall(cm_diagram *d, cm_fn f, cm_fn g, cm_fn h, cm_fn *out)
{
    if (!d->memo)
        return false;
    const cm_memo_slot *set = memo_set(d, f, g, h);
    for (int i = 0; i < WAYS; i++)
        if (set[i].f == f && set[i].g == g && set[i].h == h) {
            *out = set[i].result;
            return true;
        }
    return false;
}

/* The newest of a set stands first and pushes the oldest out. */
static void remember(cm_diagram *d, cm_fn f, cm_fn g, cm_fn h, cm_fn result)
{
    if (!d->memo)
        return;
    cm_memo_slot *set = memo_set(d, f, g, h);
    memmove(set + 1, set, (WAYS - 1) * sizeof *set);
    set[0] = (cm_memo_slot){f, g, h, result};
    d->n_remembered++;
}

enum { LINE = WAYS * sizeof(cm_memo_slot) };

static size_t memo_bytes(uint64_t n)
{
    return (size_t)n * sizeof(cm_memo_slot) + LINE;
}

void cm_memo_free(cm_diagram *d)
{
    if (d->memo_block)
        d->allocator.resize(d->allocator.user, d->memo_block,
                            memo_bytes(d->n_memo), 0);
}

/* Widened once as much was remembered as there is room for. It only saves
   time: without memory for more it stays as it is. */
static void widen_memo(cm_diagram *d)
{
    cm_diagram old = *d;
    uint64_t n = old.n_memo == 0          ? FIRST_MEMO
                 : old.n_memo < MOST_MEMO ? old.n_memo * 4
                                          : old.n_memo;
    d->n_remembered = 0;
    if (n == old.n_memo)
        return;
    char *block =
        d->allocator.resize(d->allocator.user, NULL, 0, memo_bytes(n));
    if (!block)
        return;
    memset(block, 0, memo_bytes(n));
    d->memo_block = (cm_memo_slot *)(void *)block;
    d->memo = (cm_memo_slot *)(void *)(block +
                                       (LINE - (uintptr_t)block % LINE) % LINE);
    d->n_memo = n;
    for (uint64_t i = old.n_memo; i-- > 0;)
        if (old.memo[i].f)
            remember(d, old.memo[i].f, old.memo[i].g, old.memo[i].h,
                     old.memo[i].result);
    cm_memo_free(&old);
}

/* ---- negation
 * -------------------------------------------------------------------- */

static comitia_status push(cm_diagram *d, cm_pending pending)
{
    if (d->n_pending == d->cap_pending)
        CM_TRY(cm_diagram_room(d, (void **)&d->pending, d->n_pending,
                               &d->cap_pending, sizeof *d->pending));
    d->pending[d->n_pending++] = pending;
    return COMITIA_OK;
}

static comitia_status room_for_inverse(cm_diagram *d)
{
    size_t bytes = (size_t)d->cap_nodes * sizeof *d->inverse;
    if (d->inverse)
        return COMITIA_OK;
    d->inverse = d->allocator.resize(d->allocator.user, NULL, 0, bytes);
    if (!d->inverse)
        return COMITIA_E_NOMEM;
    memset(d->inverse, 0, bytes);
    d->cap_inverse = d->cap_nodes;
    return COMITIA_OK;
}

static comitia_status make_inverse(cm_diagram *d, cm_fn f)
{
    uint64_t base = d->n_built;
    uint32_t n = d->nodes[f].n_runs;
    cm_fn g;
    for (uint32_t i = 0; i < n; i++) {
        cm_run run = cm_runs(d, &d->nodes[f])[i];
        cm_fn child =
            run.child > CM_TRUE ? d->inverse[run.child] : CM_TRUE - run.child;
        CM_TRY(cm_build_run(d, base, run.last, child));
    }
    CM_TRY(cm_build_node(d, d->nodes[f].level, base, &g));
    cm_add_traits(d, g, cm_turned_traits(d->traits[f]));
    d->inverse[f] = g;
    d->inverse[g] = f;
    return COMITIA_OK;
}

static comitia_status invert(cm_diagram *d, cm_fn f)
{
    uint64_t bottom = d->n_pending;
    CM_TRY(push(d, (cm_pending){.of = {f}}));
    while (d->n_pending > bottom) {
        cm_pending *top = &d->pending[d->n_pending - 1];
        const cm_node *node = &d->nodes[top->of[0]];
        if (top->at[0] < node->n_runs) {
            cm_fn child = cm_runs(d, node)[top->at[0]++].child;
            if (child > CM_TRUE && !d->inverse[child])
                CM_TRY(push(d, (cm_pending){.of = {child}}));
            continue;
        }
        f = top->of[0];
        d->n_pending--;
        if (!d->inverse[f])
            CM_TRY(make_inverse(d, f));
    }
    return COMITIA_OK;
}

comitia_status cm_fn_not(cm_diagram *d, cm_fn f, cm_fn *out)
{
    uint64_t built = d->n_built, pending = d->n_pending;
    if (f <= CM_TRUE) {
        *out = CM_TRUE - f;
        return COMITIA_OK;
    }
    CM_TRY(room_for_inverse(d));
    if (!d->inverse[f]) {
        comitia_status status = invert(d, f);
        if (status != COMITIA_OK) {
            d->n_built = built;
            d->n_pending = pending;
            return status;
        }
    }
    *out = d->inverse[f];
    return COMITIA_OK;
}

/* ---- what is seen at once
 * -------------------------------------------------------- */

/* An operation, simplified. done: its result is f. not: its result is not f. */
typedef struct call {
    cm_fn f, g, h;
    uint32_t op;
    bool done, not ;
} call;

static call is(cm_fn f)
{
    return (call){.f = f, .done = true};
}

static call is_not(cm_fn f)
{
    return f <= CM_TRUE ? is(CM_TRUE - f)
                        : (call){.f = f, .done = true, .not = true};
}

static call pair(uint32_t op, cm_fn f, cm_fn g)
{
    bool swap = op != OP_DIFF && op != OP_IMP && f > g;
    return (call){.f = swap ? g : f, .g = swap ? f : g, .h = op, .op = op};
}

static call and_of(cm_fn f, cm_fn g)
{
    if (f == CM_FALSE || g == CM_FALSE)
        return is(CM_FALSE);
    if (f == CM_TRUE || f == g)
        return is(g);
    return g == CM_TRUE ? is(f) : pair(OP_AND, f, g);
}

static call or_of(cm_fn f, cm_fn g)
{
    if (f == CM_TRUE || g == CM_TRUE)
        return is(CM_TRUE);
    if (f == CM_FALSE || f == g)
        return is(g);
    return g == CM_FALSE ? is(f) : pair(OP_OR, f, g);
}

static call xor_of(cm_fn f, cm_fn g)
{
    if (f == g)
        return is(CM_FALSE);
    if (f <= CM_TRUE)
        return f == CM_FALSE ? is(g) : is_not(g);
    if (g <= CM_TRUE)
        return g == CM_FALSE ? is(f) : is_not(f);
    return pair(OP_XOR, f, g);
}

static call diff_of(cm_fn f, cm_fn g)
{
    if (f == CM_FALSE || g == CM_TRUE || f == g)
        return is(CM_FALSE);
    if (g == CM_FALSE)
        return is(f);
    return f == CM_TRUE ? is_not(g) : pair(OP_DIFF, f, g);
}

static call imp_of(cm_fn f, cm_fn g)
{
    if (f == CM_FALSE || g == CM_TRUE || f == g)
        return is(CM_TRUE);
    if (f == CM_TRUE)
        return is(g);
    return g == CM_FALSE ? is_not(f) : pair(OP_IMP, f, g);
}

static call ite_of(cm_fn f, cm_fn g, cm_fn h)
{
    if (f <= CM_TRUE || g == h)
        return is(f == CM_FALSE ? h : g);
    if (g == CM_TRUE || f == g)
        return h == CM_FALSE ? is(f) : or_of(f, h);
    if (h == CM_FALSE || f == h)
        return and_of(f, g);
    if (g == CM_FALSE)
        return diff_of(h, f);
    if (h == CM_TRUE)
        return imp_of(f, g);
    return (call){.f = f, .g = g, .h = h, .op = OP_ITE};
}

static call simplified(uint32_t op, cm_fn f, cm_fn g, cm_fn h)
{
    switch (op) {
    case OP_AND: return and_of(f, g);
    case OP_OR: return or_of(f, g);
    case OP_XOR: return xor_of(f, g);
    case OP_DIFF: return diff_of(f, g);
    case OP_IMP: return imp_of(f, g);
    default: return ite_of(f, g, h);
    }
}

/* ---- the walk
 * -------------------------------------------------------------------- */

static uint32_t n_operands(uint32_t op)
{
    return op == OP_ITE ? 3 : 2;
}

/* The result at once or from memory; else the operation goes on the stack. */
static comitia_status begin(cm_diagram *d, call c, bool *known, cm_fn *out)
{
    *known = true;
    if (c.done) {
        *out = c.f;
        return c.not ? cm_fn_not(d, c.f, out) : COMITIA_OK;
    }
    if (recall(d, c.f, c.g, c.h, out))
        return COMITIA_OK;
    *known = false;
    CM_TRY(cm_spend(d->ctx, PAIR_STEPS));
    cm_pending p = {.of = {c.f, c.g, c.h}, .op = c.op, .base = d->n_built};
    p.level = d->nodes[c.f].level;
    for (uint32_t i = 1; i < n_operands(c.op); i++)
        if (d->nodes[p.of[i]].level < p.level)
            p.level = d->nodes[p.of[i]].level;
    return push(d, p);
}

/* The operation on the children that the runs at hand lead to. */
static call next_call(const cm_diagram *d, cm_pending *p)
{
    cm_fn of[3] = {p->of[0], p->of[1], p->of[2]};
    p->last = d->sizes[p->level] - 1;
    for (uint32_t i = 0; i < n_operands(p->op); i++) {
        const cm_node *node = &d->nodes[of[i]];
        if (node->level != p->level)
            continue;
        cm_run run = cm_runs(d, node)[p->at[i]];
        of[i] = run.child;
        if (run.last < p->last)
            p->last = run.last;
    }
    return simplified(p->op, of[0], of[1], of[2]);
}

/* Takes the result for the runs at hand. True if they were the last. */
static comitia_status take(cm_diagram *d, cm_pending *p, cm_fn result,
                           bool *complete)
{
    CM_TRY(cm_build_run(d, p->base, p->last, result));
    *complete = p->last == d->sizes[p->level] - 1;
    for (uint32_t i = 0; i < n_operands(p->op); i++) {
        const cm_node *node = &d->nodes[p->of[i]];
        if (node->level == p->level &&
            cm_runs(d, node)[p->at[i]].last == p->last)
            p->at[i]++;
    }
    return COMITIA_OK;
}

/* And and or keep what both functions have. Of a function that begins below
   the other it is not known that the levels above are as good as its own. */
static void inherit(cm_diagram *d, const cm_pending *p, cm_fn result)
{
    uint8_t traits = d->traits[p->of[0]] & d->traits[p->of[1]];
    if (d->nodes[p->of[0]].level != d->nodes[p->of[1]].level)
        traits &= (uint8_t)~CM_ANY_ORDERED;
    if (p->op == OP_AND || p->op == OP_OR)
        cm_add_traits(d, result, traits);
}

static comitia_status walk(cm_diagram *d, call first, cm_fn *out)
{
    uint64_t bottom = d->n_pending;
    bool known, complete;
    cm_fn result;
    CM_TRY(begin(d, first, &known, &result));
    while (d->n_pending > bottom) {
        cm_pending *p = &d->pending[d->n_pending - 1];
        if (!known) { /* p has just begun: its next children */
            CM_TRY(begin(d, next_call(d, p), &known, &result));
            continue;
        }
        CM_TRY(take(d, p, result, &complete));
        if (!complete) {
            known = false;
            continue;
        }
        cm_pending done = *p;
        d->n_pending--;
        CM_TRY(cm_build_node(d, done.level, done.base, &result));
        inherit(d, &done, result);
        if (d->n_remembered >= d->n_memo)
            widen_memo(d);
        remember(d, done.of[0], done.of[1], done.of[2], result);
    }
    *out = result;
    return COMITIA_OK;
}

static comitia_status apply(cm_diagram *d, call c, cm_fn *out)
{
    uint64_t built = d->n_built, pending = d->n_pending;
    comitia_status status = walk(d, c, out);
    if (status != COMITIA_OK) {
        d->n_built = built;
        d->n_pending = pending;
    }
    return status;
}

comitia_status cm_fn_and(cm_diagram *d, cm_fn f, cm_fn g, cm_fn *out)
{
    return apply(d, and_of(f, g), out);
}

comitia_status cm_fn_or(cm_diagram *d, cm_fn f, cm_fn g, cm_fn *out)
{
    return apply(d, or_of(f, g), out);
}

comitia_status cm_fn_xor(cm_diagram *d, cm_fn f, cm_fn g, cm_fn *out)
{
    return apply(d, xor_of(f, g), out);
}

comitia_status cm_fn_diff(cm_diagram *d, cm_fn f, cm_fn g, cm_fn *out)
{
    return apply(d, diff_of(f, g), out);
}

comitia_status cm_fn_ite(cm_diagram *d, cm_fn f, cm_fn g, cm_fn h, cm_fn *out)
{
    return apply(d, ite_of(f, g, h), out);
}

/* ---- many functions
 * ---------------------------------------------------------------- */

/* Pairs, then pairs of pairs: n functions of few levels each cost n log n in
   any order, where joining one by one can cost n squared. */
static comitia_status fold(cm_diagram *d, call (*join)(cm_fn, cm_fn), cm_fn *f,
                           uint64_t n, cm_fn *out)
{
    while (n > 1) {
        uint64_t half = n / 2;
        for (uint64_t i = 0; i < half; i++)
            CM_TRY(apply(d, join(f[2 * i], f[2 * i + 1]), &f[i]));
        if (n % 2)
            f[half] = f[n - 1];
        n -= half;
    }
    *out = f[0];
    return COMITIA_OK;
}

comitia_status cm_fold_and(cm_diagram *d, cm_fn *f, uint64_t n, cm_fn *out)
{
    if (n == 0) {
        *out = CM_TRUE;
        return COMITIA_OK;
    }
    return fold(d, and_of, f, n, out);
}

comitia_status cm_fold_or(cm_diagram *d, cm_fn *f, uint64_t n, cm_fn *out)
{
    if (n == 0) {
        *out = CM_FALSE;
        return COMITIA_OK;
    }
    return fold(d, or_of, f, n, out);
}

typedef struct ranked {
    uint32_t level, place;
    cm_fn f;
} ranked;

static int deepest_first(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (a->level != b->level)
        return a->level > b->level ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

/* reached[j]: at least j of the functions so far hold. The deepest first, so
   that each new one goes on top of what is there. */
static comitia_status count_up(cm_diagram *d, const ranked *parts, uint32_t n,
                               uint32_t k, cm_fn *reached)
{
    reached[0] = CM_TRUE;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t most = i + 1 < k ? i + 1 : k;
        /* what can still lead to k: at least k minus those to come */
        uint32_t least = k > n - i ? k - (n - i) + 1 : 1;
        for (uint32_t j = most; j >= least; j--)
            CM_TRY(cm_fn_ite(d, parts[i].f, reached[j - 1], reached[j],
                             &reached[j]));
    }
    return COMITIA_OK;
}

comitia_status cm_fn_at_least(cm_diagram *d, const cm_fn *f, uint32_t n,
                              int64_t k, cm_fn *out)
{
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena scratch;
    if (k <= 0 || k > n) {
        *out = k <= 0 ? CM_TRUE : CM_FALSE;
        return COMITIA_OK;
    }
    cm_arena_init(&scratch, d->allocator);
    cm_fn *copy = cm_new_n(&scratch, cm_fn, (uint64_t)n + 1);
    ranked *parts = cm_new_n(&scratch, ranked, n);
    if (!copy || !parts)
        goto done;
    if (k == 1 || k == n) {
        memcpy(copy, f, n * sizeof *copy);
        status = (k == 1 ? cm_fold_or : cm_fold_and)(d, copy, n, out);
        goto done;
    }
    for (uint32_t i = 0; i < n; i++)
        parts[i] = (ranked){d->nodes[f[i]].level, i, f[i]};
    qsort(parts, n, sizeof *parts, deepest_first);
    CM_GO(count_up(d, parts, n, (uint32_t)k, copy));
    *out = copy[k];
done:
    cm_arena_clear(&scratch);
    return status;
}
