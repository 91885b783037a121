/* What each fact and act does to a chance. */
#include <math.h>
#include <stdlib.h>

#include "engine/chance/chance_net.h"
#include "engine/chance/chance_parts.h"

/* Numbers on the way to a list. */
typedef struct measuring {
    cm_parts *s;
    cm_arena *arena; /* of the answer */
    mpq_t whole;     /* the chance */
    mpq_t **change;  /* per level and value, as of cm_fn_changes */
    uint8_t *depends;
    cm_vec(cm_importance) list;
} measuring;

static comitia_status new_changes(measuring *m)
{
    cm_parts *s = m->s;
    uint32_t n = cm_diagram_levels(s->d);
    m->depends = cm_new_n(&s->scratch, uint8_t, (uint64_t)n + 1);
    m->change = cm_new_n(&s->scratch, mpq_t *, (uint64_t)n + 1);
    if (!m->depends || !m->change)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_support(s->d, s->f, m->depends));
    for (uint32_t l = 0; l < n; l++) {
        uint32_t size = cm_diagram_size(s->d, l);
        mpq_t *row = m->depends[l] ? cm_new_n(&s->scratch, mpq_t, size) : NULL;
        if (m->depends[l] && !row)
            return COMITIA_E_NOMEM;
        for (uint32_t v = 0; row && v < size; v++)
            mpq_init(row[v]);
        m->change[l] = row;
    }
    return COMITIA_OK;
}

static void clear(measuring *m)
{
    const cm_parts *s = m->s;
    for (uint32_t l = 0; m->change && l < cm_diagram_levels(s->d); l++)
        for (uint32_t v = 0; m->change[l] && v < cm_diagram_size(s->d, l); v++)
            mpq_clear(m->change[l][v]);
    mpq_clear(m->whole);
}

/* ---- rows
 * -------------------------------------------------------------------- */

/* moved: the change times the thing's own chance. */
static comitia_status add(measuring *m, cm_importance row, mpq_srcptr given,
                          mpq_srcptr change, mpq_srcptr moved)
{
    cm_arena *arena = m->arena;
    mpq_t share;
    mpq_init(share);
    row.given = cm_number_keep(arena, given);
    row.change = change ? cm_number_keep(arena, change) : NULL;
    bool made = row.given && (row.change || !change);
    if (change && mpq_sgn(m->whole) != 0) {
        mpq_div(share, moved, m->whole);
        row.share = cm_number_keep(arena, share);
        made = made && row.share;
    }
    mpq_clear(share);
    return made && cm_push(arena, &m->list, row) ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* A thing that is so or not: given = whole + (1 - own) change. */
static comitia_status add_two(measuring *m, cm_importance row,
                              mpq_srcptr change, mpq_srcptr own)
{
    mpq_t given, moved;
    mpq_inits(given, moved, NULL);
    mpq_mul(moved, own, change);
    mpq_sub(given, change, moved);
    mpq_add(given, given, m->whole);
    comitia_status status = add(m, row, given, change, moved);
    mpq_clears(given, moved, NULL);
    return status;
}

/* The chance given the first option: the whole less what later ones change
   times their chance and that of those behind. */
static void given_first(measuring *m, uint32_t level, mpq_ptr given)
{
    mpq_t tail, term;
    mpq_inits(tail, term, NULL);
    mpq_set(given, m->whole);
    for (uint32_t v = cm_diagram_size(m->s->d, level); v-- > 1;) {
        mpq_add(tail, tail, m->s->chance[level][v]);
        mpq_mul(term, tail, m->change[level][v]);
        mpq_sub(given, given, term);
    }
    mpq_clears(tail, term, NULL);
}

/* Not so: the others, as likely as they are to each other. Then
   change = (given - whole) / (1 - own). */
static comitia_status add_option(measuring *m, cm_importance row,
                                 mpq_srcptr given, mpq_srcptr own)
{
    mpq_t rest, change, moved;
    mpq_inits(rest, change, moved, NULL);
    mpq_set_ui(rest, 1, 1);
    mpq_sub(rest, rest, own);
    mpq_sub(change, given, m->whole);
    if (mpq_sgn(rest) != 0)
        mpq_div(change, change, rest);
    mpq_mul(moved, own, change);
    comitia_status status =
        add(m, row, given, mpq_sgn(rest) != 0 ? change : NULL, moved);
    mpq_clears(rest, change, moved, NULL);
    return status;
}

static comitia_status add_choice(measuring *m, uint32_t fact, uint32_t level)
{
    comitia_status status = COMITIA_OK;
    mpq_t given;
    mpq_init(given);
    given_first(m, level, given);
    for (uint32_t v = 0; v < cm_diagram_size(m->s->d, level); v++) {
        cm_importance row = {.is_fact = true, .index = fact, .option = v};
        if (v)
            mpq_add(given, given, m->change[level][v]);
        CM_GO(add_option(m, row, given, m->s->chance[level][v]));
    }
done:
    mpq_clear(given);
    return status;
}

static comitia_status add_facts(measuring *m)
{
    const cm_parts *s = m->s;
    for (uint32_t a = 0; a < s->n_facts; a++) {
        uint32_t level = s->fact_level[a];
        cm_atom atom = s->law->atoms[a];
        cm_importance row = {
            .is_fact = true, .index = atom.index, .option = CM_NONE};
        if (!m->depends[level])
            continue;
        CM_TRY(atom.kind == CM_ATOM_CHOICE
                   ? add_choice(m, atom.index, level)
                   : add_two(m, row, m->change[level][1], s->chance[level][1]));
    }
    return COMITIA_OK;
}

/* Arms of an act exclude each other: what they change adds up. */
static comitia_status add_act(measuring *m, uint32_t first, uint32_t end)
{
    const cm_parts *s = m->s;
    cm_importance row = {.index = s->law->atoms[s->at[first].atom].index,
                         .option = CM_NONE};
    comitia_status status = COMITIA_OK;
    mpq_t sum, moved, term;
    bool any = false;
    mpq_inits(sum, moved, term, NULL);
    for (uint32_t i = first; i < end; i++) {
        uint32_t level = s->at[i].level;
        if (!m->depends[level])
            continue;
        any = true;
        mpq_add(sum, sum, m->change[level][1]);
        mpq_mul(term, m->change[level][1], s->chance[level][1]);
        mpq_add(moved, moved, term);
    }
    if (any) {
        mpq_sub(term, sum, moved);
        mpq_add(term, term, m->whole);
        status = add(m, row, term, sum, moved);
    }
    mpq_clears(sum, moved, term, NULL);
    return status;
}

static comitia_status add_acts(measuring *m)
{
    const cm_parts *s = m->s;
    for (uint32_t i = 0, end; i < s->n; i = end) {
        for (end = i + 1; end < s->n && s->at[end].atom == s->at[i].atom;)
            end++;
        CM_TRY(add_act(m, i, end));
    }
    return COMITIA_OK;
}

/* A row, and about how large its change is: size times 2^power, or 0. */
typedef struct ranked {
    cm_importance row;
    double size;
    long power;
} ranked;

/* The size of z is this times 2^power, from 1/2 to 1; cut after 53 bits. */
static double leading(mpz_srcptr z, long *power)
{
    enum { BITS = 53 };
    size_t bits = mpz_sizeinbase(z, 2), cut = bits > BITS ? bits - BITS : 0;
    int exponent;
    mpz_t top;
    mpz_init(top);
    mpz_tdiv_q_2exp(top, z, cut);
    double size = frexp(fabs(mpz_get_d(top)), &exponent);
    mpz_clear(top);
    *power = (long)cut + exponent;
    return size;
}

static void set_size(ranked *r)
{
    long num_power, den_power;
    if (!r->row.change)
        return;
    double num = leading(mpq_numref(r->row.change->q), &num_power);
    r->size = num / leading(mpq_denref(r->row.change->q), &den_power);
    r->power = num_power - den_power;
}

/* -1 if a is larger by far, 1 if b is, 0 if that has to be found out. */
static int larger_by_far(const ranked *a, const ranked *b)
{
    const double far = 1.0 + 1e-12;
    if (a->size == 0 || b->size == 0) /* else it is above 1/2 and below 2 */
        return (a->size == 0) - (b->size == 0);
    if (a->power > b->power + 2 || b->power > a->power + 2)
        return a->power > b->power ? -1 : 1;
    double x = ldexp(a->size, (int)(a->power - b->power));
    return x > far * b->size ? -1 : b->size > far * x;
}

static int compare_changes(const ranked *a, const ranked *b)
{
    const cm_number *x = a->row.change, *y = b->row.change;
    int order = larger_by_far(a, b);
    mpq_t size_x, size_y;
    if (order || !x || !y)
        return order ? order : (y != NULL) - (x != NULL);
    if (mpq_equal(x->q, y->q)) /* many things do the same */
        return 0;
    mpq_inits(size_x, size_y, NULL);
    mpq_abs(size_x, x->q);
    mpq_abs(size_y, y->q);
    order = mpq_cmp(size_y, size_x);
    mpq_clears(size_x, size_y, NULL);
    return order;
}

/* Largest change first; what has none last; then as mentioned. */
static int larger(const void *left, const void *right)
{
    const cm_importance *a = &((const ranked *)left)->row;
    const cm_importance *b = &((const ranked *)right)->row;
    int order = compare_changes(left, right);
    if (order)
        return order;
    if (a->is_fact != b->is_fact)
        return a->is_fact ? -1 : 1;
    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    return a->option < b->option ? -1 : a->option > b->option;
}

static comitia_status sort_rows(cm_arena *arena, cm_importance *rows,
                                uint32_t n)
{
    ranked *sorted = cm_new_n(arena, ranked, n);
    if (!sorted)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        sorted[i].row = rows[i];
        set_size(&sorted[i]);
    }
    if (n)
        qsort(sorted, n, sizeof *sorted, larger);
    for (uint32_t i = 0; i < n; i++)
        rows[i] = sorted[i].row;
    return COMITIA_OK;
}

static comitia_status measure(measuring *m)
{
    cm_parts *s = m->s;
    CM_TRY(new_changes(m));
    for (uint32_t i = 0; i < s->n; i++)
        cm_part_set(s, i, false); /* low is high in all that f depends on */
    CM_TRY(cm_fn_changes(s->d, s->f, (const mpq_t *const *)s->chance, m->whole,
                         m->change));
    CM_TRY(add_facts(m));
    CM_TRY(add_acts(m));
    return sort_rows(m->arena, m->list.at, (uint32_t)m->list.n);
}

static comitia_status find(cm_parts *s, const cm_cond *what, cm_chance *chance,
                           cm_importance **list, uint32_t *n)
{
    CM_TRY(cm_parts_of(s, what));
    CM_TRY(cm_parts_free(s));
    *chance = (cm_chance){.free = s->free.at, .n_free = (uint32_t)s->free.n};
    if (chance->n_free)
        return COMITIA_OK;
    measuring m = {.s = s, .arena = s->arena};
    mpq_init(m.whole);
    comitia_status status = measure(&m);
    if (status == COMITIA_OK) {
        chance->low = chance->high = cm_number_keep(s->arena, m.whole);
        status = chance->low ? COMITIA_OK : COMITIA_E_NOMEM;
    }
    *list = m.list.at;
    *n = (uint32_t)m.list.n;
    clear(&m);
    return status;
}

static comitia_status by_parts(cm_ctx *ctx, cm_arena *arena,
                               const cm_world *world, const cm_cond *what,
                               cm_chance *chance, cm_importance **list,
                               uint32_t *n)
{
    cm_parts s = {.ctx = ctx, .arena = arena, .world = world};
    cm_arena_init(&s.scratch, ctx->allocator);
    comitia_status status = find(&s, what, chance, list, n);
    cm_parts_clear(&s);
    return status;
}

/* ---- by a net --------------------------------------------------------------------- */

static comitia_status list_atoms(cm_arena *arena,
                                 const cm_net_chance_found *found,
                                 cm_importance **list, uint32_t *n)
{
    cm_vec(cm_importance) rows = {0};
    for (uint32_t i = 0; i < found->law->n_atoms; i++) {
        cm_atom atom = found->law->atoms[i];
        const cm_atom_change *change = &found->change[i];
        cm_importance row = {.is_fact = atom.kind != CM_ATOM_ACT,
                             .index = atom.index,
                             .option = CM_NONE,
                             .given = change->given,
                             .change = change->change,
                             .share = change->share};
        if (row.given && !cm_push(arena, &rows, row))
            return COMITIA_E_NOMEM;
    }
    *list = rows.at;
    *n = (uint32_t)rows.n;
    return sort_rows(arena, *list, *n);
}

comitia_status cm_chance_importance(cm_ctx *ctx, cm_arena *arena,
                                    const cm_world *world, const cm_cond *what,
                                    cm_chance *chance, cm_importance **list,
                                    uint32_t *n)
{
    cm_net_chance_found found;
    *list = NULL;
    *n = 0;
    comitia_status status =
        cm_chance_by_net(ctx, arena, world, what, true, &found);
    if (status == COMITIA_OK && found.possible) {
        *chance = (cm_chance){.low = found.low,
                              .high = found.high,
                              .free = found.free,
                              .n_free = found.n_free};
        status = found.n_free ? COMITIA_OK
                 : found.change
                     ? list_atoms(arena, &found, list, n)
                     : cm_fail(ctx, COMITIA_E_BUDGET, "importance, where the "
                               "chance itself is only known between two ends");
    }
    cm_law_clear(found.law);
    if (status != COMITIA_OK || found.possible)
        return status;
    return by_parts(ctx, arena, world, what, chance, list, n);
}
