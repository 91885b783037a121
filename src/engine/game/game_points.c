#include "engine/game/game_points.h"

enum { MOST_QUOTAS = 256, MOST_BITS = 62 };

/* What one player of a class adds when it is in the coalition, or abstains. */
typedef struct term {
    uint32_t class;
    int64_t in, abstaining;
} term;

/* A quota: it holds iff base + the terms is not below 0. */
typedef struct scale {
    int64_t base;
    term *terms;
    uint32_t n_terms;
} scale;

struct cm_points {
    cm_game *game;
    cm_arena *arena;
    cm_diagram *d; /* a level a class, which no function looks at, and a level a
                      quota, which holds or does not */
    cm_fn forces;
    scale *scales;
    uint32_t n_scales;
    uint32_t values; /* of a class, as in cm_game_probe */
    uint64_t cost;
    bool fits;
};

static void set_integer(mpz_srcptr z, int64_t *value)
{
    uint64_t magnitude = 0;
    mpz_t positive;
    mpz_init(positive);
    mpz_abs(positive, z);
    (void)cm_integer_u64(positive, &magnitude);
    mpz_clear(positive);
    *value = mpz_sgn(z) < 0 ? -(int64_t)magnitude : (int64_t)magnitude;
}

/* The terms of a class: how its values differ from the first, all against. */
static void add_term(const cm_points *p, uint32_t class, const mpz_t *coef,
                     scale *s, mpz_ptr base, mpz_ptr reach)
{
    mpz_t difference, units;
    term one = {.class = class};
    mpz_inits(difference, units, NULL);
    cm_set_u64(units, p->game->classes[class].units);
    mpz_add(base, base, coef[0]);
    for (uint32_t v = 1; v < p->values; v++) {
        mpz_sub(difference, coef[v], coef[0]);
        set_integer(difference, v + 1 == p->values ? &one.in : &one.abstaining);
        mpz_abs(difference, difference);
        mpz_addmul(reach, difference, units);
    }
    if (one.in || one.abstaining)
        s->terms[s->n_terms++] = one;
    mpz_clears(difference, units, NULL);
}

/* A quota becomes a level of its own. */
static comitia_status take(void *user, const mpz_t *const *coef,
                           mpz_srcptr bound, cm_fn *out)
{
    cm_points *p = user;
    uint32_t n = p->game->n_classes;
    mpz_t base, reach;
    *out = CM_FALSE;
    p->fits = p->fits && p->n_scales < MOST_QUOTAS;
    if (!p->fits)
        return COMITIA_OK;
    scale *s = &p->scales[p->n_scales];
    s->terms = cm_new_n(p->arena, term, n);
    if (!s->terms)
        return COMITIA_E_NOMEM;
    mpz_init(base);
    mpz_init(reach);
    mpz_neg(base, bound);
    for (uint32_t c = 0; c < n; c++)
        if (coef[c])
            add_term(p, c, coef[c], s, base, reach);
    mpz_abs(reach, reach);
    set_integer(base, &s->base);
    bool is_constant = s->n_terms == 0, holds = mpz_sgn(base) >= 0;
    p->fits = mpz_sizeinbase(base, 2) < MOST_BITS &&
              mpz_sizeinbase(reach, 2) < MOST_BITS;
    mpz_clear(base);
    mpz_clear(reach);
    if (is_constant) {
        *out = holds ? CM_TRUE : CM_FALSE;
        return COMITIA_OK;
    }
    p->cost += 10 + s->n_terms;
    return cm_fn_is(p->d, n + p->n_scales++, 1, out);
}

static comitia_status compile(cm_points *p, uint32_t i)
{
    cm_game *g = p->game;
    uint32_t n = g->n_classes;
    uint32_t *sizes = cm_new_n(p->arena, uint32_t, n + MOST_QUOTAS);
    p->scales = cm_new_n(p->arena, scale, MOST_QUOTAS);
    if (!sizes || !p->scales)
        return COMITIA_E_NOMEM;
    for (uint32_t l = 0; l < n + MOST_QUOTAS; l++)
        sizes[l] = l < n ? p->values : 2;
    CM_TRY(cm_diagram_new(g->law->ctx, sizes, n + MOST_QUOTAS, &p->d));
    cm_diagram_hand_over(p->d, take, p);
    return cm_game_probe(g, i, p->values == 3, p->d, &p->forces);
}

comitia_status cm_points_new(cm_arena *arena, cm_game *g, uint32_t i,
                             bool three, cm_points **points)
{
    *points = NULL;
    if (g->law->world->otherwise == COMITIA_WORST)
        return COMITIA_OK;
    cm_points *p = cm_new(arena, cm_points);
    if (!p)
        return COMITIA_E_NOMEM;
    *p = (cm_points){.game = g,
                     .arena = arena,
                     .values = three ? 3 : 2,
                     .cost = 20,
                     .fits = true};
    *points = p;
    CM_TRY(compile(p, i));
    if (!p->fits) {
        cm_points_free(p);
        *points = NULL;
    }
    return COMITIA_OK;
}

void cm_points_free(cm_points *p)
{
    if (p)
        cm_diagram_free(p->d);
}

bool cm_points_at(const cm_points *p, const uint64_t *in,
                  const uint64_t *abstaining)
{
    cm_fn f = p->forces;
    while (f != CM_FALSE && f != CM_TRUE) {
        const scale *s = &p->scales[cm_fn_level(p->d, f) - p->game->n_classes];
        int64_t sum = s->base;
        for (uint32_t k = 0; k < s->n_terms; k++) {
            const term *one = &s->terms[k];
            sum += one->in * (int64_t)in[one->class];
            if (abstaining)
                sum += one->abstaining * (int64_t)abstaining[one->class];
        }
        f = cm_fn_child(p->d, f, sum >= 0);
    }
    return f == CM_TRUE;
}

uint64_t cm_points_cost(const cm_points *p)
{
    return p->cost;
}
