#include "engine/game/ternary.h"

#include "engine/game/game_act.h"
#include "engine/numbers/allowance.h"

static comitia_status ternary_init(cm_game *g, uint32_t i, cm_ternary *out)
{
    *out = (cm_ternary){
        .of = cm_new_n(g->law->arena, cm_three_ways, g->n_classes)};
    if (!out->of)
        return COMITIA_E_NOMEM;
    mpz_init(out->passing);
    out->n = g->n_classes;
    for (uint32_t c = 0; c < out->n; c++) {
        mpz_inits(out->of[c].with, out->of[c].abstaining, out->of[c].against,
                  NULL);
        out->players += g->matters[i][c] ? g->classes[c].units : 0;
    }
    return COMITIA_OK;
}

void cm_ternary_clear(cm_ternary *t)
{
    for (uint32_t c = 0; c < t->n; c++)
        mpz_clears(t->of[c].with, t->of[c].abstaining, t->of[c].against, NULL);
    if (t->of)
        mpz_clear(t->passing);
    *t = (cm_ternary){0};
}

/* ---- one quota ----------------------------------------------------------- */

/* The quota as sums; *found is false if the game is none. */
static comitia_status by_row(cm_game *g, uint32_t i, uint64_t budget,
                             bool *found, cm_ternary *out)
{
    cm_game_act one;
    comitia_status status;
    mpz_t *weight = NULL, quota;
    uint32_t n = g->n_classes;
    mpz_init(quota);
    CM_GO(cm_game_act_find(g, i, 3, &one, found));
    *found = *found && one.rule->kind == CM_RULE_QUOTA;
    if (!*found)
        goto done;
    uint64_t *units = cm_new_n(&one.scratch, uint64_t, n);
    weight = cm_new_n(&one.scratch, mpz_t, 2 * (uint64_t)n + 1);
    status = COMITIA_E_NOMEM;
    if (!units || !weight)
        goto done;
    for (uint32_t c = 0; c < n; c++) {
        mpz_inits(weight[c], weight[n + c], NULL);
        units[c] = g->matters[i][c] ? g->classes[c].units : 0;
    }
    CM_GO(cm_game_act_sum(&one, one.rule->quota, weight, weight + n, quota,
                          found));
    const cm_three_rule rule = {n, units, (const mpz_t *)weight,
                                (const mpz_t *)(weight + n), quota};
    if (*found)
        CM_GO(cm_ternary_row(g->law->ctx, &rule, budget, found, out));
done:
    for (uint32_t c = 0; weight && c < 2 * n; c++)
        mpz_clear(weight[c]);
    mpz_clear(quota);
    cm_game_act_clear(&one);
    return status;
}

/* ---- a diagram ----------------------------------------------------------- */

/* How many ways each value of each level stands for, and of the class at hand
   those in which one given player is for it, or against it. */
typedef struct ways {
    mpz_t **of; /* per level: a number a value */
    mpz_t *with, *against;
    uint32_t n, made;
    cm_arena scratch;
} ways;

static mpz_t *new_numbers(cm_arena *arena, uint64_t n)
{
    mpz_t *x = cm_new_n(arena, mpz_t, n);
    for (uint64_t k = 0; x && k < n; k++)
        mpz_init(x[k]);
    return x;
}

static void clear_numbers(mpz_t *x, uint64_t n)
{
    for (uint64_t k = 0; x && k < n; k++)
        mpz_clear(x[k]);
}

/* n! / (k! a! (n-k-a)!) in the order of values: n over k, times n-k over a. */
static void set_values(mpz_t *of, uint64_t n)
{
    uint64_t v = 0;
    for (uint64_t k = 0; k <= n; k++)
        for (uint64_t a = 0; a + k <= n; a++, v++) {
            if (a == 0) {
                mpz_bin_uiui(of[v], (unsigned long)n, (unsigned long)k);
                continue;
            }
            mpz_mul_ui(of[v], of[v - 1], (unsigned long)(n - k - a + 1));
            mpz_divexact_ui(of[v], of[v], (unsigned long)a);
        }
}

static comitia_status set_ways(cm_game *g, ways *w)
{
    w->of = cm_new_n(&w->scratch, mpz_t *, (uint64_t)g->n_classes + 1);
    if (!w->of)
        return COMITIA_E_NOMEM;
    for (w->n = g->n_classes; w->made < w->n; w->made++) {
        uint64_t units = g->classes[w->made].units;
        CM_TRY(
            cm_spend(g->law->ctx, cm_three_values(units) * (20 + units / 20)));
        w->of[w->made] = new_numbers(&w->scratch, cm_three_values(units));
        if (!w->of[w->made])
            return COMITIA_E_NOMEM;
        set_values(w->of[w->made], units);
    }
    return COMITIA_OK;
}

/* One of n alike players is for it in k of n of the ways with k for it. */
static void set_given(const mpz_t *of, uint64_t n, mpz_t *with, mpz_t *against)
{
    uint64_t v = 0;
    for (uint64_t k = 0; k <= n; k++)
        for (uint64_t a = 0; a + k <= n; a++, v++) {
            mpz_mul_ui(with[v], of[v], (unsigned long)k);
            mpz_divexact_ui(with[v], with[v], (unsigned long)n);
            mpz_mul_ui(against[v], of[v], (unsigned long)(n - k - a));
            mpz_divexact_ui(against[v], against[v], (unsigned long)n);
        }
}

static comitia_status count_class(cm_game *g, cm_diagram *d, cm_fn f, ways *w,
                                  uint32_t c, cm_ternary *out)
{
    uint64_t units = g->classes[c].units, values = cm_three_values(units);
    mpz_t *own = w->of[c];
    cm_three_ways *to = &out->of[c];
    const cm_weights weights = {(const mpz_t *const *)w->of};
    comitia_status status = COMITIA_E_NOMEM;
    mpz_t *with = new_numbers(&w->scratch, values);
    mpz_t *against = new_numbers(&w->scratch, values);
    if (!with || !against)
        goto done;
    CM_GO(cm_spend(g->law->ctx, values * (20 + units / 20)));
    set_given((const mpz_t *)own, units, with, against);
    w->of[c] = with;
    CM_GO(cm_fn_count(d, f, &weights, to->with));
    w->of[c] = against;
    CM_GO(cm_fn_count(d, f, &weights, to->against));
    mpz_sub(to->abstaining, out->passing, to->with);
    mpz_sub(to->abstaining, to->abstaining, to->against);
done:
    w->of[c] = own;
    clear_numbers(with, with ? values : 0);
    clear_numbers(against, against ? values : 0);
    return status;
}

/* Classes that do not matter stand on no node: all their ways count. */
static void divide(const cm_game *g, uint32_t i, mpz_ptr ways_of_all)
{
    mpz_t three;
    mpz_init(three);
    for (uint32_t c = 0; c < g->n_classes; c++)
        if (!g->matters[i][c]) {
            mpz_ui_pow_ui(three, 3, (unsigned long)g->classes[c].units);
            mpz_divexact(ways_of_all, ways_of_all, three);
        }
    mpz_clear(three);
}

static comitia_status count_all(cm_game *g, uint32_t i, cm_diagram *d, cm_fn f,
                                ways *w, cm_ternary *out)
{
    CM_TRY(set_ways(g, w));
    const cm_weights weights = {(const mpz_t *const *)w->of};
    CM_TRY(cm_fn_count(d, f, &weights, out->passing));
    for (uint32_t c = 0; c < g->n_classes; c++)
        if (g->matters[i][c]) {
            CM_TRY(count_class(g, d, f, w, c, out));
            divide(g, i, out->of[c].with);
            divide(g, i, out->of[c].abstaining);
            divide(g, i, out->of[c].against);
        }
    divide(g, i, out->passing);
    return COMITIA_OK;
}

static comitia_status by_diagram(cm_game *g, uint32_t i, cm_ternary *out)
{
    ways w = {0};
    cm_diagram *d = NULL;
    cm_fn f;
    comitia_status status;
    cm_arena_init(&w.scratch, g->law->ctx->allocator);
    CM_GO(cm_game_three(g, i, &d, &f));
    CM_GO(count_all(g, i, d, f, &w, out));
done:
    for (uint32_t c = 0; w.of && c < w.made; c++)
        clear_numbers(w.of[c], cm_three_values(g->classes[c].units));
    cm_arena_clear(&w.scratch);
    cm_diagram_free(d);
    return status;
}

/* ---- which --------------------------------------------------------------- */

/* By weight if that is quick; else the diagram, if it is quick; else by weight
   with all the steps there are. */
comitia_status cm_ternary_of(cm_game *g, uint32_t i, uint64_t budget,
                             bool *found, cm_ternary *out)
{
    enum { QUICK = 20000000 };
    cm_ctx *ctx = g->law->ctx;
    CM_TRY(ternary_init(g, i, out));
    CM_TRY(by_row(g, i, budget < QUICK ? budget : QUICK, found, out));
    if (*found)
        return COMITIA_OK;
    uint64_t limit = cm_allow(ctx, budget / 10);
    comitia_status status = by_diagram(g, i, out);
    cm_allow_end(ctx, limit);
    *found = status == COMITIA_OK;
    if (!cm_is_limit(ctx, status))
        return status;
    return by_row(g, i, budget, found, out);
}
