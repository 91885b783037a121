#include "engine/chance.h"

#include "engine/ballot_chance.h"
#include "engine/confidence.h"
#include "engine/entries.h"
#include "engine/stream.h"

/* An act under one arm of its rule, with the range of its chance. */
typedef struct part {
    uint32_t atom; /* the act's, in the law */
    uint32_t arm;
    cm_fn chosen; /* the arm is in force: a function of the law's facts */
    mpq_t low, high;
    bool fixed; /* low = high */
} part;

typedef struct search {
    cm_ctx *ctx;
    cm_arena *arena; /* of the answer */
    cm_arena scratch;
    const cm_world *world;
    cm_law *law;
    cm_diagram *d; /* facts as in the law, then one level a part */
    cm_fn f;
    uint32_t n_free; /* facts without a chance, the first levels */
    uint32_t n_facts;
    part *parts;
    uint32_t n_parts;
    mpq_t **chance; /* per level; of facts with a chance and of parts */
    cm_vec(cm_free_variable) free;
} search;

/* ---- parts
 * ---------------------------------------------------------------------- */

static const cm_forecast *forecast_of(const cm_model *model, uint32_t act)
{
    for (uint32_t i = 0; i < model->n_forecasts; i++)
        if (model->forecasts[i].act == act)
            return &model->forecasts[i];
    return NULL;
}

static comitia_status set_range(search *s, part *p)
{
    const cm_model *model = s->world->model;
    uint32_t act = s->law->atoms[p->atom].index;
    const cm_forecast *forecast = forecast_of(model, act);
    if (!forecast) {
        mpq_set_ui(p->high, 1, 1);
    } else if (forecast->chance) {
        mpq_set(p->low, forecast->chance->q);
        mpq_set(p->high, p->low);
    } else {
        CM_TRY(cm_ballot_chance(s->ctx, s->world, forecast, p->arm, p->low,
                                p->high));
    }
    p->fixed = mpq_equal(p->low, p->high);
    return COMITIA_OK;
}

static uint32_t n_arms(const search *s, uint32_t atom)
{
    uint32_t n = s->world->model->acts[s->law->atoms[atom].index].n_arms;
    return n ? n : 1;
}

static comitia_status find_parts(search *s, cm_fn residual)
{
    cm_law *law = s->law;
    uint32_t most = 0;
    uint8_t *depends =
        cm_new_n(&s->scratch, uint8_t, cm_diagram_levels(law->d));
    if (!depends)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_support(law->d, residual, depends));
    for (uint32_t a = law->n_fact_atoms; a < law->n_atoms; a++)
        most += depends[a] ? n_arms(s, a) : 0;
    s->parts = cm_new_n(&s->scratch, part, most);
    if (!s->parts)
        return COMITIA_E_NOMEM;
    for (uint32_t a = law->n_fact_atoms; a < law->n_atoms; a++)
        for (uint32_t arm = 0; depends[a] && arm < n_arms(s, a); arm++) {
            cm_fn chosen;
            CM_TRY(cm_law_arm(law, law->atoms[a].index, arm, &chosen));
            if (chosen == CM_FALSE)
                continue;
            part *p = &s->parts[s->n_parts++];
            *p = (part){.atom = a, .arm = arm, .chosen = chosen};
            mpq_inits(p->low, p->high, NULL);
            CM_TRY(set_range(s, p));
        }
    return COMITIA_OK;
}

/* ---- the residual over facts and parts
 * -------------------------------------------- */

static comitia_status new_diagram(search *s)
{
    uint32_t n = s->n_facts + s->n_parts;
    uint32_t *sizes = cm_new_n(&s->scratch, uint32_t, (uint64_t)n + 1);
    if (!sizes)
        return COMITIA_E_NOMEM;
    for (uint32_t l = 0; l < n; l++)
        sizes[l] = l < s->n_facts
                       ? cm_atom_size(s->world->model, s->law->atoms[l])
                       : 2;
    return cm_diagram_new(s->ctx, sizes, n, &s->d);
}

/* Functions of the law carried over: of each value of each level, what it
   becomes here. Facts stay; an act is the part whose arm is in force. */
typedef struct carry {
    search *s;
    cm_fn **is;  /* [level][value] */
    cm_fn *memo; /* per function of the law's diagram */
    cm_vec(cm_fn) stack;
} carry;

static comitia_status carry_top(carry *c)
{
    cm_diagram *from = c->s->law->d, *to = c->s->d;
    cm_fn f = c->stack.at[c->stack.n - 1], sum = CM_FALSE, one;
    uint32_t level = cm_fn_level(from, f), size = cm_diagram_size(from, level);
    for (uint32_t v = 0; v < size; v++) {
        cm_fn child = cm_fn_child(from, f, v);
        if (c->memo[child] == CM_NOTHING)
            return cm_push(&c->s->scratch, &c->stack, child) ? COMITIA_OK
                                                             : COMITIA_E_NOMEM;
    }
    for (uint32_t v = 0; v < size; v++) {
        CM_TRY(cm_fn_and(to, c->is[level][v], c->memo[cm_fn_child(from, f, v)],
                         &one));
        CM_TRY(cm_fn_or(to, sum, one, &sum));
    }
    c->stack.n--;
    c->memo[f] = sum;
    return COMITIA_OK;
}

static comitia_status carried(carry *c, cm_fn f, cm_fn *out)
{
    if (!cm_push(&c->s->scratch, &c->stack, f))
        return COMITIA_E_NOMEM;
    while (c->memo[f] == CM_NOTHING) {
        CM_TRY(cm_spend(c->s->ctx, 20));
        CM_TRY(carry_top(c));
    }
    c->stack.n = 0;
    *out = c->memo[f];
    return COMITIA_OK;
}

static comitia_status carry_facts(carry *c)
{
    search *s = c->s;
    for (uint32_t l = 0; l < s->n_facts; l++) {
        uint32_t size = cm_diagram_size(s->d, l);
        c->is[l] = cm_new_n(&s->scratch, cm_fn, size);
        if (!c->is[l])
            return COMITIA_E_NOMEM;
        for (uint32_t v = 0; v < size; v++)
            CM_TRY(cm_fn_is(s->d, l, v, &c->is[l][v]));
    }
    return COMITIA_OK;
}

static comitia_status carry_acts(carry *c)
{
    search *s = c->s;
    for (uint32_t i = 0; i < s->n_parts; i++) {
        const part *p = &s->parts[i];
        cm_fn chosen, passes;
        cm_fn **is = &c->is[p->atom];
        if (!*is && !(*is = cm_new_n(&s->scratch, cm_fn, 2)))
            return COMITIA_E_NOMEM;
        CM_TRY(carried(c, p->chosen, &chosen));
        CM_TRY(cm_fn_is(s->d, s->n_facts + i, 1, &passes));
        CM_TRY(cm_fn_and(s->d, chosen, passes, &passes));
        CM_TRY(cm_fn_or(s->d, (*is)[1], passes, &(*is)[1]));
        CM_TRY(cm_fn_not(s->d, (*is)[1], &(*is)[0]));
    }
    return COMITIA_OK;
}

static comitia_status carry_over(search *s, cm_fn residual)
{
    size_t nodes = (size_t)cm_diagram_nodes(s->law->d) + 2;
    carry c = {.s = s,
               .is = cm_new_n(&s->scratch, cm_fn *,
                              (uint64_t)cm_diagram_levels(s->law->d) + 1),
               .memo = cm_new_n(&s->scratch, cm_fn, nodes)};
    if (!c.is || !c.memo)
        return COMITIA_E_NOMEM;
    memset(c.memo, 0xff, nodes * sizeof *c.memo);
    c.memo[CM_FALSE] = CM_FALSE;
    c.memo[CM_TRUE] = CM_TRUE;
    CM_TRY(carry_facts(&c));
    CM_TRY(carry_acts(&c));
    return carried(&c, residual, &s->f);
}

/* ---- chances of levels
 * -------------------------------------------------------------- */

static bool has_chance(const search *s, uint32_t level)
{
    return s->world->model->facts[s->law->atoms[level].index].state ==
           CM_FACT_CHANCE;
}

static void set_fact(const cm_fact *fact, mpq_t *chance)
{
    if (fact->is_choice) {
        for (uint32_t o = 0; o < fact->n_options; o++)
            mpq_set(chance[o], fact->options[o].chance->q);
        return;
    }
    mpq_set(chance[1], fact->chance->q);
    mpq_set_ui(chance[0], 1, 1);
    mpq_sub(chance[0], chance[0], chance[1]);
}

static comitia_status set_chances(search *s)
{
    uint32_t n = cm_diagram_levels(s->d);
    s->chance = cm_new_n(&s->scratch, mpq_t *, (uint64_t)n + 1);
    if (!s->chance)
        return COMITIA_E_NOMEM;
    while (s->n_free < s->n_facts && !has_chance(s, s->n_free))
        s->n_free++;
    for (uint32_t l = s->n_free; l < n; l++) {
        uint32_t size = cm_diagram_size(s->d, l);
        mpq_t *row = cm_new_n(&s->scratch, mpq_t, size);
        if (!row)
            return COMITIA_E_NOMEM;
        for (uint32_t v = 0; v < size; v++)
            mpq_init(row[v]);
        s->chance[l] = row;
        if (l < s->n_facts)
            set_fact(&s->world->model->facts[s->law->atoms[l].index], row);
    }
    return COMITIA_OK;
}

static void set_part(search *s, uint32_t i, bool high)
{
    mpq_t *row = s->chance[s->n_facts + i];
    mpq_set(row[1], high ? s->parts[i].high : s->parts[i].low);
    mpq_set_ui(row[0], 1, 1);
    mpq_sub(row[0], row[0], row[1]);
}

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

static comitia_status find_moves(search *s, cm_fn f, moves *m)
{
    uint8_t *depends = cm_new_n(&s->scratch, uint8_t, cm_diagram_levels(s->d));
    *m = (moves){.rises = cm_new_n(&s->scratch, uint8_t, s->n_parts),
                 .falls = cm_new_n(&s->scratch, uint8_t, s->n_parts),
                 .both = cm_new_n(&s->scratch, uint32_t, s->n_parts)};
    if (!depends || !m->rises || !m->falls || !m->both)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_support(s->d, f, depends));
    for (uint32_t i = 0; i < s->n_parts; i++) {
        bool rises, falls;
        if (!depends[s->n_facts + i] || s->parts[i].fixed)
            continue;
        CM_TRY(cm_fn_polarity(s->d, f, s->n_facts + i, &rises, &falls));
        m->rises[i] = rises;
        m->falls[i] = falls;
        m->any |= rises || falls;
        if (rises && falls)
            m->both[m->n_both++] = i;
    }
    return COMITIA_OK;
}

static comitia_status chance_of(search *s, cm_fn f, mpq_ptr out)
{
    return cm_fn_chance(s->d, f, (const mpq_t *const *)s->chance, out);
}

/* Parts that move f one way are at the end that suits; the others are tried at
   both ends: a multilinear function has its extremes at the corners. */
static comitia_status try_corners(search *s, cm_fn f, const moves *m,
                                  bool highest, mpq_ptr out)
{
    comitia_status status = COMITIA_OK;
    mpq_t p;
    if (m->n_both > 40)
        return cm_fail(s->ctx, COMITIA_E_BUDGET,
                       "more than 40 acts that help and hinder");
    for (uint32_t i = 0; i < s->n_parts; i++)
        set_part(s, i, m->falls[i] ? !highest : highest);
    mpq_init(p);
    for (uint64_t corner = 0; corner < UINT64_C(1) << m->n_both; corner++) {
        for (uint32_t k = 0; k < m->n_both; k++)
            set_part(s, m->both[k], corner >> k & 1);
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
typedef struct averaging {
    search *s;
    uint32_t *place; /* per function: 1 + place in the lists, 0: not yet */
    mpq_t *low, *high;
    uint32_t n;
    cm_vec(cm_fn) stack;
} averaging;

static void add_value(averaging *a, cm_fn f, mpq_srcptr low, mpq_srcptr high)
{
    a->place[f] = a->n + 1;
    mpq_init(a->low[a->n]);
    mpq_init(a->high[a->n]);
    mpq_set(a->low[a->n], low);
    mpq_set(a->high[a->n], high);
    a->n++;
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
    add_value(a, f, low, high);
done:
    mpq_clears(low, high, NULL);
    return status;
}

static void average(averaging *a, cm_fn f)
{
    const search *s = a->s;
    uint32_t level = cm_fn_level(s->d, f);
    mpq_t low, high, term;
    mpq_inits(low, high, term, NULL);
    for (uint32_t v = 0; v < cm_diagram_size(s->d, level); v++) {
        uint32_t at = a->place[cm_fn_child(s->d, f, v)] - 1;
        mpq_mul(term, s->chance[level][v], a->low[at]);
        mpq_add(low, low, term);
        mpq_mul(term, s->chance[level][v], a->high[at]);
        mpq_add(high, high, term);
    }
    add_value(a, f, low, high);
    mpq_clears(low, high, term, NULL);
}

static comitia_status value_top(averaging *a)
{
    search *s = a->s;
    moves m;
    cm_fn f = a->stack.at[a->stack.n - 1];
    uint32_t level = cm_fn_level(s->d, f);
    CM_TRY(find_moves(s, f, &m));
    if (level >= s->n_facts || m.n_both == 0) {
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
    average(a, f);
    return COMITIA_OK;
}

/* Values of all entries; low and high over them. */
static comitia_status range_of(averaging *a, const cm_fn *entries, uint32_t n,
                               mpq_ptr low, mpq_ptr high)
{
    search *s = a->s;
    for (uint32_t i = 0; i < n; i++) {
        if (!a->place[entries[i]] &&
            !cm_push(&s->scratch, &a->stack, entries[i]))
            return COMITIA_E_NOMEM;
        while (a->stack.n) {
            CM_TRY(cm_spend(s->ctx, 50));
            CM_TRY(value_top(a));
        }
        uint32_t at = a->place[entries[i]] - 1;
        if (i == 0 || mpq_cmp(a->low[at], low) < 0)
            mpq_set(low, a->low[at]);
        if (i == 0 || mpq_cmp(a->high[at], high) > 0)
            mpq_set(high, a->high[at]);
    }
    return COMITIA_OK;
}

static comitia_status find_range(search *s, mpq_ptr low, mpq_ptr high)
{
    size_t nodes = (size_t)cm_diagram_nodes(s->d) + 2;
    cm_fn *entries;
    uint32_t n;
    averaging a = {.s = s,
                   .place = cm_new_n(&s->scratch, uint32_t, nodes),
                   .low = cm_new_n(&s->scratch, mpq_t, nodes),
                   .high = cm_new_n(&s->scratch, mpq_t, nodes)};
    if (!a.place || !a.low || !a.high)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_entries(s->ctx, &s->scratch, s->d, s->f, s->n_free, &entries,
                         &n));
    comitia_status status = range_of(&a, entries, n, low, high);
    for (uint32_t i = 0; i < a.n; i++)
        mpq_clears(a.low[i], a.high[i], NULL);
    return status;
}

/* ---- what is free
 * ----------------------------------------------------------------------- */

static comitia_status add_free(search *s, bool is_fact, uint32_t index,
                               uint32_t player)
{
    return cm_push(s->arena, &s->free,
                   (cm_free_variable){is_fact, index, player})
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

static comitia_status add_free_act(search *s, uint32_t act)
{
    const cm_act *a = &s->world->model->acts[act];
    const cm_forecast *forecast = forecast_of(s->world->model, act);
    const cm_share **share;
    if (!forecast)
        return add_free(s, false, act, CM_NONE);
    if (forecast->chance)
        return COMITIA_OK;
    CM_TRY(cm_forecast_shares(&s->scratch, s->world, forecast, &share));
    for (uint32_t v = 0; v < a->n_voters; v++)
        if (!share[v] && s->world->acts[act].ballots[v].seats[CM_BALLOT_OPEN])
            CM_TRY(add_free(s, false, act, a->voters[v].player));
    return COMITIA_OK;
}

static comitia_status find_free(search *s)
{
    uint8_t *depends = cm_new_n(&s->scratch, uint8_t, cm_diagram_levels(s->d));
    uint8_t *listed = cm_new_n(&s->scratch, uint8_t, s->world->model->n_acts);
    if (!depends || !listed)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_support(s->d, s->f, depends));
    for (uint32_t l = 0; l < s->n_free; l++)
        if (depends[l])
            CM_TRY(add_free(s, true, s->law->atoms[l].index, CM_NONE));
    for (uint32_t i = 0; i < s->n_parts; i++) {
        uint32_t act = s->law->atoms[s->parts[i].atom].index;
        if (!depends[s->n_facts + i] || listed[act])
            continue;
        listed[act] = 1;
        CM_TRY(add_free_act(s, act));
    }
    return COMITIA_OK;
}

/* ---- all
 * ----------------------------------------------------------------------------------
 */

static comitia_status prepare(search *s, const cm_cond *what)
{
    static const cm_law_options options = {.chance_last = true};
    cm_fn residual;
    CM_TRY(
        cm_law_new(s->ctx, &s->scratch, s->world, &what, 1, &options, &s->law));
    CM_TRY(cm_law_fn(s->law, what, &residual));
    s->n_facts = s->law->n_fact_atoms;
    CM_TRY(find_parts(s, residual));
    CM_TRY(new_diagram(s));
    CM_TRY(carry_over(s, residual));
    return set_chances(s);
}

static comitia_status find(search *s, const cm_cond *what, mpq_ptr low,
                           mpq_ptr high)
{
    CM_TRY(prepare(s, what));
    CM_TRY(find_range(s, low, high));
    return find_free(s);
}

static void clear(search *s)
{
    for (uint32_t i = 0; i < s->n_parts; i++)
        mpq_clears(s->parts[i].low, s->parts[i].high, NULL);
    for (uint32_t l = 0; s->chance && l < cm_diagram_levels(s->d); l++)
        for (uint32_t v = 0; s->chance[l] && v < cm_diagram_size(s->d, l); v++)
            mpq_clear(s->chance[l][v]);
    cm_diagram_free(s->d);
    cm_law_clear(s->law);
    cm_arena_clear(&s->scratch);
}

comitia_status cm_chance_of(cm_ctx *ctx, cm_arena *arena, const cm_world *world,
                            const cm_cond *what, cm_chance *chance)
{
    search s = {.ctx = ctx, .arena = arena, .world = world};
    mpq_t low, high;
    mpq_inits(low, high, NULL);
    cm_arena_init(&s.scratch, ctx->allocator);
    comitia_status status = find(&s, what, low, high);
    if (status == COMITIA_OK) {
        *chance = (cm_chance){.low = cm_number_keep(arena, low),
                              .high = cm_number_keep(arena, high),
                              .free = s.free.at,
                              .n_free = (uint32_t)s.free.n};
        if (!chance->low || !chance->high)
            status = COMITIA_E_NOMEM;
    }
    clear(&s);
    mpq_clears(low, high, NULL);
    return status;
}

/* ---- draws
 * ---------------------------------------------------------------------------------
 */

/* A value of a level, each with its chance. A random number of 64 bits and more
   bits, as long as it is not clear between which two sums of chances it falls.
 */
static uint32_t draw_value(cm_stream *stream, const mpq_t *chance,
                           uint32_t size)
{
    mpz_t drawn, most, bound;
    mpq_t sum;
    mp_bitcnt_t bits = 0;
    uint32_t v = 0;
    bool clear = true, inside = false;
    mpz_inits(drawn, most, bound, NULL);
    mpq_init(sum);
    mpq_set(sum, chance[0]);
    while (!inside && v + 1 < size) {
        if (bits == 0 || !clear) {
            uint64_t more = cm_stream_next(stream);
            cm_set_u64(bound, more);
            mpz_mul_2exp(drawn, drawn, 64);
            mpz_add(drawn, drawn, bound);
            bits += 64;
        }
        mpz_mul_2exp(bound, mpq_numref(sum), bits);
        mpz_mul(most, drawn, mpq_denref(sum));
        bool outside = mpz_cmp(most, bound) >= 0;
        mpz_add(most, most, mpq_denref(sum));
        inside = mpz_cmp(most, bound) <= 0;
        clear = inside || outside;
        if (outside)
            mpq_add(sum, sum, chance[++v]);
    }
    mpz_clears(drawn, most, bound, NULL);
    mpq_clear(sum);
    return v;
}

static comitia_status draw(search *s, uint64_t draws, uint64_t *hits)
{
    enum { CHANCE_STREAM = 3, COST = 500 };
    cm_stream stream = cm_stream_of(CHANCE_STREAM);
    *hits = 0;
    if (draws > s->ctx->limit / 10 || draws > CM_MOST_TRIALS)
        return cm_fail(s->ctx, COMITIA_E_BUDGET, "a sample of %llu draws",
                       (unsigned long long)draws);
    s->ctx->doing = "drawing what happens";
    for (uint32_t i = 0; i < s->n_parts; i++)
        set_part(s, i, false); /* low is high in all that f depends on */
    for (uint64_t i = 0; i < draws; i++) {
        cm_fn f = s->f;
        CM_TRY(cm_spend(s->ctx, 10));
        while (f != CM_FALSE && f != CM_TRUE) {
            uint32_t level = cm_fn_level(s->d, f);
            CM_TRY(cm_spend(s->ctx, COST));
            f = cm_fn_child(s->d, f,
                            draw_value(&stream, (const mpq_t *)s->chance[level],
                                       cm_diagram_size(s->d, level)));
        }
        *hits += f == CM_TRUE;
    }
    return COMITIA_OK;
}

comitia_status cm_chance_draw(cm_ctx *ctx, cm_arena *arena,
                              const cm_world *world, const cm_cond *what,
                              uint64_t draws, cm_chance *chance, uint64_t *hits)
{
    search s = {.ctx = ctx, .arena = arena, .world = world};
    cm_arena_init(&s.scratch, ctx->allocator);
    comitia_status status = prepare(&s, what);
    if (status == COMITIA_OK)
        status = find_free(&s);
    if (status == COMITIA_OK && s.free.n == 0)
        status = draw(&s, draws, hits);
    *chance = (cm_chance){.free = s.free.at, .n_free = (uint32_t)s.free.n};
    clear(&s);
    return status;
}
