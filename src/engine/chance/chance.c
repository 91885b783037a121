#include "engine/chance/chance_net.h"
#include "engine/chance/chance_parts.h"
#include "engine/diagram/entries.h"

/* ---- one function without free facts
 * --------------------------------------------------- */

/* How the parts move f. */
typedef struct moves {
    uint8_t *rises, *falls; /* per part; both 0 where f does not depend on it,
                               or where its chance is fixed */
    uint32_t n_both;
    uint32_t *both; /* parts that do either */
    bool any;       /* some part of no fixed chance moves it */
} moves;

static comitia_status find_moves(cm_parts *s, cm_fn f, moves *m)
{
    uint8_t *depends = cm_new_n(&s->scratch, uint8_t, cm_diagram_levels(s->d));
    *m = (moves){.rises = cm_new_n(&s->scratch, uint8_t, s->n),
                 .falls = cm_new_n(&s->scratch, uint8_t, s->n),
                 .both = cm_new_n(&s->scratch, uint32_t, s->n)};
    if (!depends || !m->rises || !m->falls || !m->both)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_support(s->d, f, depends));
    for (uint32_t i = 0; i < s->n; i++) {
        bool rises, falls;
        if (!depends[s->at[i].level] || s->at[i].fixed)
            continue;
        CM_TRY(cm_fn_polarity(s->d, f, s->at[i].level, &rises, &falls));
        m->rises[i] = rises;
        m->falls[i] = falls;
        m->any |= rises || falls;
        if (rises && falls)
            m->both[m->n_both++] = i;
    }
    return COMITIA_OK;
}

static comitia_status chance_of(cm_parts *s, cm_fn f, mpq_ptr out)
{
    return cm_fn_chance(s->d, f, (const mpq_t *const *)s->chance, out);
}

/* Parts that move f one way are at the end that suits; the others are tried at
   both ends: a multilinear function has its extremes at the corners. */
static comitia_status try_corners(cm_parts *s, cm_fn f, const moves *m,
                                  bool highest, mpq_ptr out)
{
    comitia_status status = COMITIA_OK;
    mpq_t p;
    if (m->n_both > 40)
        return cm_fail(s->ctx, COMITIA_E_BUDGET,
                       "more than 40 acts that help and hinder");
    for (uint32_t i = 0; i < s->n; i++)
        cm_part_set(s, i, m->falls[i] ? !highest : highest);
    mpq_init(p);
    for (uint64_t corner = 0; corner < UINT64_C(1) << m->n_both; corner++) {
        for (uint32_t k = 0; k < m->n_both; k++)
            cm_part_set(s, m->both[k], corner >> k & 1);
        CM_GO(chance_of(s, f, p));
        if (corner == 0 ||
            (highest ? mpq_cmp(p, out) > 0 : mpq_cmp(p, out) < 0))
            mpq_set(out, p);
    }
done:
    mpq_clear(p);
    return status;
}

/* ---- facts with a chance, each known before the acts are decided
 * ----------------------- */

/* The range of f. The acts may be decided in view of the facts: where it
   matters, an act that both helps and hinders, the facts are set first. */
typedef struct ends {
    mpq_t low, high;
} ends;

typedef struct averaging {
    cm_parts *s;
    uint32_t *place; /* per function: 1 + place in the lists, 0: not yet */
    cm_vec(ends) values;
    cm_vec(cm_fn) stack;
} averaging;

static comitia_status add_value(averaging *a, cm_fn f, mpq_srcptr low,
                                mpq_srcptr high)
{
    if (!cm_push(&a->s->scratch, &a->values, (ends){0}))
        return COMITIA_E_NOMEM;
    ends *made = &a->values.at[a->values.n - 1];
    a->place[f] = (uint32_t)a->values.n;
    mpq_inits(made->low, made->high, NULL);
    mpq_set(made->low, low);
    mpq_set(made->high, high);
    return COMITIA_OK;
}

static comitia_status by_corners(averaging *a, cm_fn f, const moves *m)
{
    mpq_t low, high;
    comitia_status status;
    mpq_inits(low, high, NULL);
    CM_GO(try_corners(a->s, f, m, false, low));
    if (m->any)
        CM_GO(try_corners(a->s, f, m, true, high));
    else
        mpq_set(high, low);
    status = add_value(a, f, low, high);
done:
    mpq_clears(low, high, NULL);
    return status;
}

static comitia_status average(averaging *a, cm_fn f)
{
    const cm_parts *s = a->s;
    uint32_t level = cm_fn_level(s->d, f);
    mpq_t low, high, term;
    mpq_inits(low, high, term, NULL);
    for (uint32_t v = 0; v < cm_diagram_size(s->d, level); v++) {
        const ends *at = &a->values.at[a->place[cm_fn_child(s->d, f, v)] - 1];
        mpq_mul(term, s->chance[level][v], at->low);
        mpq_add(low, low, term);
        mpq_mul(term, s->chance[level][v], at->high);
        mpq_add(high, high, term);
    }
    comitia_status status = add_value(a, f, low, high);
    mpq_clears(low, high, term, NULL);
    return status;
}

static comitia_status value_top(averaging *a)
{
    cm_parts *s = a->s;
    moves m;
    cm_fn f = a->stack.at[a->stack.n - 1];
    uint32_t level = cm_fn_level(s->d, f);
    CM_TRY(find_moves(s, f, &m));
    if (m.n_both && !s->acts_last) {
        s->mixed = true;
        return COMITIA_E_BUDGET;
    }
    if (level >= s->first_part || m.n_both == 0) {
        a->stack.n--;
        return by_corners(a, f, &m);
    }
    for (uint32_t v = 0; v < cm_diagram_size(s->d, level); v++) {
        cm_fn child = cm_fn_child(s->d, f, v);
        if (!a->place[child])
            return cm_push(&s->scratch, &a->stack, child) ? COMITIA_OK
                                                          : COMITIA_E_NOMEM;
    }
    a->stack.n--;
    return average(a, f);
}

/* Values of all entries; low and high over them. */
static comitia_status range_of(averaging *a, const cm_fn *entries, uint32_t n,
                               mpq_ptr low, mpq_ptr high)
{
    cm_parts *s = a->s;
    for (uint32_t i = 0; i < n; i++) {
        if (!a->place[entries[i]] &&
            !cm_push(&s->scratch, &a->stack, entries[i]))
            return COMITIA_E_NOMEM;
        while (a->stack.n) {
            CM_TRY(cm_spend(s->ctx, 50));
            CM_TRY(value_top(a));
        }
        const ends *at = &a->values.at[a->place[entries[i]] - 1];
        if (i == 0 || mpq_cmp(at->low, low) < 0)
            mpq_set(low, at->low);
        if (i == 0 || mpq_cmp(at->high, high) > 0)
            mpq_set(high, at->high);
    }
    return COMITIA_OK;
}

static comitia_status find_range(cm_parts *s, mpq_ptr low, mpq_ptr high)
{
    size_t nodes = (size_t)cm_diagram_nodes(s->d) + 2;
    cm_fn *entries;
    uint32_t n;
    averaging a = {.s = s, .place = cm_new_n(&s->scratch, uint32_t, nodes)};
    if (!a.place)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_entries(s->ctx, &s->scratch, s->d, s->f, s->n_free, &entries,
                         &n));
    comitia_status status = range_of(&a, entries, n, low, high);
    for (size_t i = 0; i < a.values.n; i++)
        mpq_clears(a.values.at[i].low, a.values.at[i].high, NULL);
    return status;
}

/* ---- all
 * ---------------------------------------------------------------------- */

static comitia_status find(cm_parts *s, const cm_cond *what, mpq_ptr low,
                           mpq_ptr high)
{
    CM_TRY(cm_parts_of(s, what));
    CM_TRY(find_range(s, low, high));
    return cm_parts_free(s);
}

static comitia_status keep(cm_parts *s, mpq_srcptr low, mpq_srcptr high,
                           cm_chance *chance)
{
    *chance = (cm_chance){.low = cm_number_keep(s->arena, low),
                          .high = cm_number_keep(s->arena, high),
                          .free = s->free.at,
                          .n_free = (uint32_t)s->free.n};
    return chance->low && chance->high ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* Acts may stand among the facts unless one both helps and hinders. */
static comitia_status by_parts(cm_ctx *ctx, cm_arena *arena,
                               const cm_world *world, const cm_cond *what,
                               cm_chance *chance)
{
    comitia_status status;
    bool mixed = false;
    mpq_t low, high;
    mpq_inits(low, high, NULL);
    do {
        cm_parts s = {
            .ctx = ctx, .arena = arena, .world = world, .acts_last = mixed};
        cm_arena_init(&s.scratch, ctx->allocator);
        status = find(&s, what, low, high);
        mixed = s.mixed;
        if (status == COMITIA_OK)
            status = keep(&s, low, high, chance);
        cm_parts_clear(&s);
    } while (mixed);
    mpq_clears(low, high, NULL);
    return status;
}

comitia_status cm_chance_of(cm_ctx *ctx, cm_arena *arena, const cm_world *world,
                            const cm_cond *what, cm_chance *chance)
{
    cm_net_chance_found found;
    comitia_status status =
        cm_chance_by_net(ctx, arena, world, what, false, &found);
    cm_law_clear(found.law);
    if (status != COMITIA_OK)
        return status;
    if (!found.possible)
        return by_parts(ctx, arena, world, what, chance);
    *chance = (cm_chance){.low = found.low,
                          .high = found.high,
                          .free = found.free,
                          .n_free = found.n_free};
    return COMITIA_OK;
}
