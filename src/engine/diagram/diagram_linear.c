/* Threshold gates: sum of coef[l][x_l] >= bound, level by level.
 *
 * Every level is shifted so that its least coefficient is 0. What the rest must
 * still bring (the slack) is then a number in 1..most[i]; at 0 or less the gate
 * holds, above it fails. The slacks that lead to one function form an interval
 * [lo, hi], because the gate falls as the slack rises; each level remembers its
 * intervals, so that one function is built once (Behle 2007; Abio et al. 2012).
 *
 * Numbers are arrays of k limbs, least first, never negative: k = 1 is the
 * usual case, larger weights cost no special code.
 */
#include "engine/diagram/diagram_node.h"

enum { NODE_STEPS = 100, RUN_STEPS = 10, FIRST_CHUNK = 4, CHUNK = 128 };

/* ---- numbers of k limbs
 * --------------------------------------------------------- */

static inline int compared(const mp_limb_t *a, const mp_limb_t *b, mp_size_t k)
{
    if (k == 1)
        return *a < *b ? -1 : *a > *b;
    return mpn_cmp(a, b, k);
}

static inline void copy(mp_limb_t *to, const mp_limb_t *from, mp_size_t k)
{
    if (k == 1)
        *to = *from;
    else
        mpn_copyi(to, from, k);
}

static inline void add(mp_limb_t *to, const mp_limb_t *a, const mp_limb_t *b,
                       mp_size_t k)
{
    if (k == 1)
        *to = *a + *b; /* at most most[0], which fits */
    else
        mpn_add_n(to, a, b, k);
}

static inline void subtract(mp_limb_t *to, const mp_limb_t *a,
                            const mp_limb_t *b, mp_size_t k)
{
    if (k == 1)
        *to = *a - *b; /* a >= b */
    else
        mpn_sub_n(to, a, b, k);
}

static void from_mpz(mp_limb_t *to, mpz_srcptr z, mp_size_t k)
{
    mp_size_t n = (mp_size_t)mpz_size(z);
    for (mp_size_t i = 0; i < k; i++)
        to[i] = i < n ? mpz_limbs_read(z)[i] : 0;
}

/* ---- intervals of slack
 * ------------------------------------------------------------ */

/* Some intervals of one level, in order. A chunk that is full at its largest is
   split in two, so that putting one in moves at most a chunk. */
typedef struct chunk {
    uint32_t n, cap;
    cm_fn *fn;
    mp_limb_t bounds[]; /* lo and hi of each, k limbs apiece */
} chunk;

typedef struct shelf {
    chunk **at;
    mp_limb_t
        *firsts; /* first lo of each chunk: searched without touching it */
    size_t n, cap, cap_firsts;
} shelf;

typedef struct rank {
    uint32_t level, size;
    mp_limb_t *coef; /* k limbs a value, the least is 0 */
    uint32_t *piece; /* a value: how far coefficients only rise, or only fall */
    mp_limb_t *most; /* largest sum from here on */
    shelf shelf;
    uint8_t traits; /* of the nodes from here on */
} rank;

typedef struct linear {
    cm_diagram *d;
    cm_arena scratch;
    mp_size_t k;
    rank *ranks;
    uint32_t n;
    mp_limb_t *numbers; /* three a rank: slack, lo, hi of the node under way */
    uint32_t *value;    /* a rank: next value of the node under way */
    uint64_t *base;     /* a rank: its runs in d->built */
    mp_limb_t *t;       /* a number at hand */
    cm_fn made;         /* the node made last, */
    uint32_t made_rank; /* of this rank: its bounds are still in numbers */
} linear;

static mp_limb_t *lo_of(const linear *g, chunk *c, uint32_t i)
{
    return c->bounds + 2 * (size_t)i * g->k;
}

static mp_limb_t *hi_of(const linear *g, chunk *c, uint32_t i)
{
    return lo_of(g, c, i) + g->k;
}

/* Last chunk whose first lo is not above t, or 0. */
static size_t chunk_for(const linear *g, const shelf *s, const mp_limb_t *t)
{
    size_t lo = 0, hi = s->n;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (compared(s->firsts + mid * (size_t)g->k, t, g->k) <= 0)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

/* How many of the chunk have lo <= t. */
static uint32_t place_in(const linear *g, chunk *c, const mp_limb_t *t)
{
    uint32_t lo = 0, hi = c->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (compared(lo_of(g, c, mid), t, g->k) <= 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The interval that holds slack t. */
static bool find(const linear *g, const shelf *s, const mp_limb_t *t,
                 const mp_limb_t **lo, const mp_limb_t **hi, cm_fn *fn)
{
    if (s->n == 0)
        return false;
    chunk *c = s->at[chunk_for(g, s, t)];
    uint32_t i = place_in(g, c, t);
    if (i == 0 || compared(t, hi_of(g, c, i - 1), g->k) > 0)
        return false;
    *lo = lo_of(g, c, i - 1);
    *hi = hi_of(g, c, i - 1);
    *fn = c->fn[i - 1];
    return true;
}

static chunk *new_chunk(linear *g, uint32_t cap)
{
    size_t bounds = 2 * (size_t)cap * (size_t)g->k * sizeof(mp_limb_t);
    chunk *c = cm_alloc(&g->scratch, sizeof *c + bounds + cap * sizeof *c->fn);
    if (c) {
        c->cap = cap;
        c->fn = (cm_fn *)((char *)c->bounds + bounds);
    }
    return c;
}

static void move(linear *g, chunk *to, chunk *from, uint32_t first, uint32_t n)
{
    to->n = n;
    memcpy(to->fn, from->fn + first, n * sizeof *to->fn);
    memcpy(to->bounds, lo_of(g, from, first),
           2 * n * (size_t)g->k * sizeof(mp_limb_t));
}

static comitia_status add_chunk(linear *g, shelf *s, size_t at, uint32_t cap)
{
    chunk *c = new_chunk(g, cap);
    size_t key = (size_t)g->k * sizeof *s->firsts;
    if (!c ||
        !cm_vec_grow(&g->scratch, (void **)&s->at, s->n, &s->cap,
                     sizeof *s->at) ||
        !cm_vec_grow(&g->scratch, (void **)&s->firsts, s->n, &s->cap_firsts,
                     key))
        return COMITIA_E_NOMEM;
    memmove(s->at + at + 1, s->at + at, (s->n - at) * sizeof *s->at);
    memmove(s->firsts + (at + 1) * (size_t)g->k, s->firsts + at * (size_t)g->k,
            (s->n - at) * key);
    s->at[at] = c;
    s->n++;
    return COMITIA_OK;
}

static comitia_status make_room(linear *g, shelf *s, size_t at)
{
    chunk *full = s->at[at];
    if (full->cap == CHUNK) {
        CM_TRY(add_chunk(g, s, at + 1, CHUNK));
        full->n = CHUNK - CHUNK / 2;
        move(g, s->at[at + 1], full, full->n, CHUNK / 2);
        copy(s->firsts + (at + 1) * (size_t)g->k, s->at[at + 1]->bounds, g->k);
        return COMITIA_OK;
    }
    chunk *wider = new_chunk(g, full->cap * 2);
    if (!wider)
        return COMITIA_E_NOMEM;
    move(g, wider, full, 0, full->n);
    s->at[at] = wider;
    return COMITIA_OK;
}

static comitia_status put(linear *g, shelf *s, const mp_limb_t *lo,
                          const mp_limb_t *hi, cm_fn fn)
{
    if (s->n == 0)
        CM_TRY(add_chunk(g, s, 0, FIRST_CHUNK));
    size_t at = chunk_for(g, s, lo);
    if (s->at[at]->n == s->at[at]->cap) {
        CM_TRY(make_room(g, s, at));
        at = chunk_for(g, s, lo);
    }
    chunk *c = s->at[at];
    uint32_t i = place_in(g, c, lo);
    memmove(c->fn + i + 1, c->fn + i, (c->n - i) * sizeof *c->fn);
    memmove(lo_of(g, c, i + 1), lo_of(g, c, i),
            2 * (c->n - i) * (size_t)g->k * sizeof(mp_limb_t));
    c->fn[i] = fn;
    copy(lo_of(g, c, i), lo, g->k);
    copy(hi_of(g, c, i), hi, g->k);
    c->n++;
    if (i == 0)
        copy(s->firsts + at * (size_t)g->k, lo, g->k);
    return COMITIA_OK;
}

/* ---- building
 * --------------------------------------------------------------------- */

static mp_limb_t *slack_of(const linear *g, uint32_t i)
{
    return g->numbers + 3 * (size_t)i * g->k;
}

static const mp_limb_t *coef_of(const linear *g, const rank *r, uint32_t value)
{
    return r->coef + (size_t)value * g->k;
}

static void begin(linear *g, uint32_t i, const mp_limb_t *slack)
{
    mp_limb_t *number = slack_of(g, i);
    copy(number, slack, g->k);
    mpn_zero(number + g->k, g->k);
    number[g->k] = 1;
    copy(number + 2 * g->k, g->ranks[i].most, g->k);
    g->value[i] = 0;
    g->base[i] = g->d->n_built;
}

/* What a value of rank i leads to. */
typedef struct target {
    cm_fn fn;
    const mp_limb_t *lo, *hi; /* of the slack there; of a node only */
} target;

/* t := slack - coef. False if the function below must be built first. */
static bool look(const linear *g, uint32_t i, const mp_limb_t *coef,
                 mp_limb_t *t, target *to)
{
    const mp_limb_t *slack = slack_of(g, i);
    to->fn = CM_TRUE;
    if (compared(coef, slack, g->k) >= 0)
        return true;
    subtract(t, slack, coef, g->k);
    to->fn = CM_FALSE;
    if (i + 1 == g->n || compared(t, g->ranks[i + 1].most, g->k) > 0)
        return true;
    if (g->made_rank == i + 1) { /* what this node has been waiting for */
        to->fn = g->made;
        to->lo = slack_of(g, i + 1) + g->k;
        to->hi = to->lo + g->k;
        return true;
    }
    return find(g, &g->ranks[i + 1].shelf, t, &to->lo, &to->hi, &to->fn);
}

/* The value leads to the same function as the one `to` was looked up for. */
static bool same_target(const linear *g, uint32_t i, uint32_t value,
                        mp_limb_t *t, const target *to)
{
    const mp_limb_t *slack = slack_of(g, i);
    const mp_limb_t *coef = coef_of(g, &g->ranks[i], value);
    if (compared(coef, slack, g->k) >= 0)
        return to->fn == CM_TRUE;
    if (to->fn == CM_TRUE)
        return false;
    subtract(t, slack, coef, g->k);
    if (to->fn == CM_FALSE)
        return i + 1 == g->n || compared(t, g->ranks[i + 1].most, g->k) > 0;
    return compared(t, to->lo, g->k) >= 0 && compared(t, to->hi, g->k) <= 0;
}

/* Last value that leads where `value` does, as far as one piece goes: by
   doubling, then by halving. */
static uint32_t run_end(const linear *g, uint32_t i, uint32_t value,
                        mp_limb_t *t, const target *to)
{
    uint32_t good = value, bad = 0, end = g->ranks[i].piece[value];
    for (uint32_t step = 1; good < end && !bad; step *= 2) {
        uint32_t next = end - good < step ? end : good + step;
        if (same_target(g, i, next, t, to))
            good = next;
        else
            bad = next;
    }
    while (bad > good + 1) {
        uint32_t mid = good + (bad - good) / 2;
        if (same_target(g, i, mid, t, to))
            good = mid;
        else
            bad = mid;
    }
    return good;
}

/* Narrows the interval of rank i to the slacks for which the coefficient leads
   to the same function. */
static void narrow(linear *g, uint32_t i, const mp_limb_t *coef, mp_limb_t *t,
                   const target *to)
{
    mp_limb_t *lo = slack_of(g, i) + g->k, *hi = lo + g->k;
    if (to->fn == CM_TRUE) { /* slack <= coef */
        if (compared(coef, hi, g->k) < 0)
            copy(hi, coef, g->k);
        return;
    }
    if (to->fn == CM_FALSE) { /* slack > most + coef */
        copy(t, coef, g->k);
        if (i + 1 < g->n)
            add(t, t, g->ranks[i + 1].most, g->k);
        mpn_add_1(t, t, g->k, 1);
    } else {
        add(t, coef, to->hi, g->k);
        if (compared(t, hi, g->k) < 0)
            copy(hi, t, g->k);
        add(t, coef, to->lo, g->k);
    }
    if (compared(t, lo, g->k) > 0)
        copy(lo, t, g->k);
}

/* Goes on with the node of rank i. *missing: a node of the next rank has been
   begun that it needs; else the node is complete and put away. */
static comitia_status advance(linear *g, uint32_t i, mp_limb_t *t,
                              bool *missing)
{
    rank *r = &g->ranks[i];
    target to = {0};
    while (g->value[i] < r->size) {
        uint32_t value = g->value[i];
        CM_TRY(cm_spend(g->d->ctx, RUN_STEPS));
        *missing = !look(g, i, coef_of(g, r, value), t, &to);
        g->made_rank = CM_NOTHING;
        if (*missing) {
            begin(g, i + 1, t);
            return COMITIA_OK;
        }
        uint32_t last = run_end(g, i, value, t, &to);
        narrow(g, i, coef_of(g, r, value), t, &to);
        if (last > value)
            narrow(g, i, coef_of(g, r, last), t, &to);
        CM_TRY(cm_build_run(g->d, g->base[i], last, to.fn));
        g->value[i] = last + 1;
    }
    *missing = false;
    CM_TRY(cm_spend(g->d->ctx, NODE_STEPS));
    CM_TRY(cm_build_node(g->d, r->level, g->base[i], &g->made));
    if (g->d->nodes[g->made].level == r->level)
        cm_add_traits(g->d, g->made, r->traits);
    g->made_rank = i;
    return put(g, &r->shelf, slack_of(g, i) + g->k, slack_of(g, i) + 2 * g->k,
               g->made);
}

static comitia_status build(linear *g, const mp_limb_t *slack, cm_fn *out)
{
    uint32_t i = 0;
    bool missing;
    begin(g, 0, slack);
    g->made_rank = CM_NOTHING;
    for (;;) {
        CM_TRY(advance(g, i, g->t, &missing));
        if (missing)
            i++;
        else if (i-- == 0)
            break;
    }
    *out = g->made;
    return COMITIA_OK;
}

/* ---- setting up
 * --------------------------------------------------------------------- */

static void extremes(const mpz_t *coef, uint32_t size, mpz_ptr low,
                     mpz_ptr high)
{
    mpz_set(low, coef[0]);
    mpz_set(high, coef[0]);
    for (uint32_t v = 1; v < size; v++) {
        if (mpz_cmp(coef[v], low) < 0)
            mpz_set(low, coef[v]);
        if (mpz_cmp(coef[v], high) > 0)
            mpz_set(high, coef[v]);
    }
}

/* slack := bound - sum of the least, most := sum of the spans; counts the
   levels that have a span. */
static comitia_status measure(cm_diagram *d, const mpz_t *const *coef,
                              mpz_ptr slack, mpz_ptr most, uint32_t *n)
{
    comitia_status status = COMITIA_OK;
    mpz_t low, high;
    mpz_inits(low, high, NULL);
    mpz_set_ui(most, 0);
    *n = 0;
    for (uint32_t l = 0; l < d->n_levels; l++) {
        if (!coef[l])
            continue;
        CM_GO(cm_spend(d->ctx, d->sizes[l]));
        extremes(coef[l], d->sizes[l], low, high);
        mpz_sub(slack, slack, low);
        mpz_sub(high, high, low);
        mpz_add(most, most, high);
        *n += mpz_sgn(high) != 0;
    }
done:
    mpz_clears(low, high, NULL);
    return status;
}

/* Cuts the values into pieces, each beginning with the last value of the one
   before. */
static void find_pieces(const linear *g, rank *r)
{
    uint32_t first = 0;
    int way = 0;
    for (uint32_t v = 1; v < r->size; v++) {
        int now = compared(coef_of(g, r, v), coef_of(g, r, v - 1), g->k);
        if (way && now && now != way) {
            while (first < v - 1)
                r->piece[first++] = v - 1;
            way = 0;
        }
        way = now ? now : way;
    }
    while (first < r->size)
        r->piece[first++] = r->size - 1;
}

static comitia_status fill_rank(linear *g, rank *r, uint32_t level,
                                const mpz_t *coef, mpz_srcptr low, mpz_ptr t)
{
    r->level = level;
    r->size = g->d->sizes[level];
    r->coef = cm_new_n(&g->scratch, mp_limb_t, (uint64_t)r->size * g->k);
    r->most = cm_new_n(&g->scratch, mp_limb_t, (uint64_t)g->k);
    r->piece = cm_new_n(&g->scratch, uint32_t, r->size);
    if (!r->coef || !r->most || !r->piece)
        return COMITIA_E_NOMEM;
    for (uint32_t v = 0; v < r->size; v++) {
        mpz_sub(t, coef[v], low);
        from_mpz(r->coef + (size_t)v * g->k, t, g->k);
    }
    find_pieces(g, r);
    return COMITIA_OK;
}

static comitia_status fill_ranks(linear *g, const mpz_t *const *coef,
                                 mpz_srcptr most)
{
    comitia_status status = COMITIA_OK;
    mpz_t low, high, rest, t;
    mpz_inits(low, high, t, NULL);
    mpz_init_set(rest, most);
    for (uint32_t l = 0; l < g->d->n_levels; l++) {
        if (!coef[l])
            continue;
        extremes(coef[l], g->d->sizes[l], low, high);
        if (mpz_cmp(low, high) == 0)
            continue;
        rank *r = &g->ranks[g->n++];
        CM_GO(fill_rank(g, r, l, coef[l], low, t));
        from_mpz(r->most, rest, g->k);
        mpz_sub(high, high, low);
        mpz_sub(rest, rest, high);
    }
done:
    mpz_clears(low, high, rest, t, NULL);
    return status;
}

/* Least and largest step from one value to the next; false if one goes down. */
static bool find_steps(linear *g, const rank *r, mp_limb_t *least,
                       mp_limb_t *largest)
{
    mp_limb_t *step = g->t;
    for (uint32_t v = 1; v < r->size; v++) {
        if (compared(coef_of(g, r, v), coef_of(g, r, v - 1), g->k) < 0)
            return false;
        subtract(step, coef_of(g, r, v), coef_of(g, r, v - 1), g->k);
        if (v == 1 || compared(step, least, g->k) < 0)
            copy(least, step, g->k);
        if (v == 1 || compared(step, largest, g->k) > 0)
            copy(largest, step, g->k);
    }
    return true;
}

/* From the last rank up: rising as long as no step goes down, ordered as long
   as each step is at least as large as all below it, and no level between has
   none. */
static comitia_status find_traits(linear *g)
{
    mp_limb_t *steps = cm_new_n(&g->scratch, mp_limb_t, 3 * (uint64_t)g->k);
    mp_limb_t *least = steps, *largest = steps + g->k;
    mp_limb_t *below = steps + 2 * g->k;
    bool ordered = true;
    if (!steps)
        return COMITIA_E_NOMEM;
    for (uint32_t i = g->n; i-- > 0;) {
        rank *r = &g->ranks[i];
        CM_TRY(cm_spend(g->d->ctx, r->size));
        if (!find_steps(g, r, least, largest))
            break;
        ordered &= compared(least, below, g->k) >= 0 &&
                   (i + 1 == g->n || r[1].level == r->level + 1);
        copy(below, largest, g->k);
        r->traits = ordered ? CM_RISES | CM_RISES_ORDERED : CM_RISES;
    }
    return COMITIA_OK;
}

static comitia_status build_gate(linear *g, const mpz_t *const *coef,
                                 mpz_srcptr slack, mpz_srcptr most, uint32_t n,
                                 cm_fn *out)
{
    g->k = (mp_size_t)mpz_size(most);
    g->ranks = cm_new_n(&g->scratch, rank, n);
    g->numbers = cm_new_n(&g->scratch, mp_limb_t,
                          3 * ((uint64_t)n + 1) * (uint64_t)g->k);
    g->value = cm_new_n(&g->scratch, uint32_t, n);
    g->base = cm_new_n(&g->scratch, uint64_t, n);
    g->t = cm_new_n(&g->scratch, mp_limb_t, (uint64_t)g->k);
    mp_limb_t *first = cm_new_n(&g->scratch, mp_limb_t, (uint64_t)g->k);
    if (!g->ranks || !g->numbers || !g->value || !g->base || !g->t || !first)
        return COMITIA_E_NOMEM;
    CM_TRY(fill_ranks(g, coef, most));
    CM_TRY(find_traits(g));
    from_mpz(first, slack, g->k);
    return build(g, first, out);
}

void cm_diagram_hand_over(cm_diagram *d, cm_take_gate *take, void *user)
{
    d->take = take;
    d->take_user = user;
}

comitia_status cm_fn_linear(cm_diagram *d, const mpz_t *const *coef,
                            mpz_srcptr bound, cm_fn *out)
{
    if (d->take)
        return d->take(d->take_user, coef, bound, out);
    linear g = {.d = d};
    uint64_t built = d->n_built;
    comitia_status status;
    mpz_t slack, most;
    uint32_t n;
    cm_arena_init(&g.scratch, d->allocator);
    mpz_init_set(slack, bound);
    mpz_init(most);
    CM_GO(measure(d, coef, slack, most, &n));
    if (mpz_sgn(slack) <= 0)
        *out = CM_TRUE;
    else if (mpz_cmp(slack, most) > 0)
        *out = CM_FALSE;
    else
        status = build_gate(&g, coef, slack, most, n, out);
done:
    d->n_built = built;
    mpz_clears(slack, most, NULL);
    cm_arena_clear(&g.scratch);
    return status;
}
