/* A game as it looks to one kind of union: the others act as one. */
#include <stdlib.h>

#include "engine/power/flat.h"
#include "engine/unions/unions_task.h"

/* ---- one weighted rule --------------------------------------------------- */

typedef struct heavy {
    mpz_srcptr weight;
    uint64_t units;
    uint32_t part;
} heavy;

static int heavier_first(const void *left, const void *right)
{
    const heavy *a = left, *b = right;
    int sign = mpz_cmp(a->weight, b->weight);
    if (sign)
        return -sign;
    return a->part < b->part ? -1 : a->part > b->part;
}

static void put_class(cm_union_rule *rule, mpz_srcptr weight, uint64_t units)
{
    uint32_t c = rule->rule.n++;
    mpz_init_set(rule->weight[c], weight);
    rule->units[c] = units;
}

static comitia_status put_others(cm_union_task *t, const cm_weighted *game,
                                 cm_union_rule *rule)
{
    const cm_unions *unions = t->unions;
    comitia_status status = COMITIA_E_NOMEM;
    uint32_t n = 0;
    mpz_t *sum = cm_new_n(&t->scratch, mpz_t, unions->n);
    heavy *order = cm_new_n(&t->scratch, heavy, unions->n);
    if (!sum || !order)
        return status;
    for (uint32_t k = 0; k < unions->n; k++)
        mpz_init(sum[k]);
    for (uint32_t k = 0; k < unions->n; k++) {
        const cm_union *one = &unions->of[k];
        CM_GO(cm_spend(t->ctx, 100 * (uint64_t)one->n_parts + 100));
        for (uint32_t i = 0; i < one->n_parts; i++) {
            mpz_t units;
            mpz_init(units);
            cm_set_u64(units, one->parts[i].units);
            mpz_addmul(sum[k], units, game->weight[one->parts[i].class_of]);
            mpz_clear(units);
        }
        if (cm_union_others(t, k))
            order[n++] = (heavy){sum[k], cm_union_others(t, k), k};
    }
    if (n)
        qsort(order, n, sizeof *order, heavier_first);
    for (uint32_t k = 0; k < n; k++)
        if (k && mpz_cmp(order[k].weight, order[k - 1].weight) == 0)
            rule->units[rule->rule.n - 1] += order[k].units;
        else
            put_class(rule, order[k].weight, order[k].units);
    status = COMITIA_OK;
done:
    for (uint32_t k = 0; k < unions->n; k++)
        mpz_clear(sum[k]);
    return status;
}

static comitia_status put_parts(cm_union_task *t, const cm_weighted *game,
                                cm_union_rule *rule)
{
    const cm_union *own = &t->unions->of[t->own];
    heavy *order = cm_new_n(&t->scratch, heavy, own->n_parts);
    if (!order)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < own->n_parts; i++)
        order[i] = (heavy){game->weight[own->parts[i].class_of],
                           own->parts[i].units, i};
    qsort(order, own->n_parts, sizeof *order, heavier_first);
    rule->cut = rule->rule.n;
    for (uint32_t i = 0; i < own->n_parts; i++) {
        rule->part[i] = order[i].part;
        put_class(rule, order[i].weight, order[i].units);
    }
    return COMITIA_OK;
}

comitia_status cm_union_rule_new(cm_union_task *t, const cm_weighted *game,
                                 cm_union_rule *rule)
{
    uint64_t most = (uint64_t)t->unions->n + cm_union_parts(t);
    rule->units = cm_new_n(&t->scratch, uint64_t, most);
    rule->weight = cm_new_n(&t->scratch, mpz_t, most);
    rule->part = cm_new_n(&t->scratch, uint32_t, cm_union_parts(t));
    if (!rule->units || !rule->weight || !rule->part)
        return COMITIA_E_NOMEM;
    CM_TRY(put_others(t, game, rule));
    CM_TRY(put_parts(t, game, rule));
    rule->rule.units = rule->units;
    rule->rule.weight = (const mpz_t *)rule->weight;
    rule->rule.quota = game->quota;
    return COMITIA_OK;
}

void cm_union_rule_clear(cm_union_rule *rule)
{
    for (uint32_t c = 0; c < rule->rule.n; c++)
        mpz_clear(rule->weight[c]);
    *rule = (cm_union_rule){0};
}

/* ---- any game ------------------------------------------------------------ */

typedef struct translation {
    cm_union_task *t;
    const cm_fn_game *game;
    cm_flat flat;    /* of the game */
    cm_diagram *d;   /* the new one */
    uint32_t *sizes; /* of its levels */
    uint32_t *kind;  /* per level above the cut: which kind of union */
    uint32_t cut, n_levels;
    cm_fn *of;       /* per node of the game */
    cm_fn *at_least; /* per level and value of the game; CM_NOTHING: not made */
    mpz_t **coef;    /* per new level: how many of the class at hand */
    uint32_t class_of; /* which the coefficients are for; CM_NOTHING: none */
} translation;

static comitia_status make_levels(translation *x)
{
    cm_union_task *t = x->t;
    const cm_union *own = &t->unions->of[t->own];
    uint64_t most = (uint64_t)t->unions->n + own->n_parts;
    x->sizes = cm_new_n(&t->scratch, uint32_t, most);
    x->kind = cm_new_n(&t->scratch, uint32_t, most);
    if (!x->sizes || !x->kind)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0; k < t->unions->n; k++)
        if (cm_union_others(t, k)) {
            x->kind[x->cut] = k;
            x->sizes[x->cut++] = (uint32_t)cm_union_others(t, k) + 1;
        }
    x->n_levels = x->cut + own->n_parts;
    for (uint32_t i = 0; i < own->n_parts; i++)
        x->sizes[x->cut + i] = (uint32_t)own->parts[i].units + 1;
    return cm_diagram_new(t->ctx, x->sizes, x->n_levels, &x->d);
}

/* Players of a class who are in if value 1 of a new level is taken. */
static uint64_t members_of(const translation *x, uint32_t level, uint32_t class)
{
    const cm_unions *unions = x->t->unions;
    if (level >= x->cut)
        return unions->of[x->t->own].parts[level - x->cut].class_of == class;
    const cm_union *one = &unions->of[x->kind[level]];
    for (uint32_t i = 0; i < one->n_parts; i++)
        if (one->parts[i].class_of == class)
            return one->parts[i].units;
    return 0;
}

static void clear_coef(translation *x)
{
    for (uint32_t l = 0; x->coef && l < x->n_levels; l++) {
        for (uint32_t v = 0; x->coef[l] && v < x->sizes[l]; v++)
            mpz_clear(x->coef[l][v]);
        x->coef[l] = NULL;
    }
    x->class_of = CM_NOTHING;
}

static comitia_status set_coef(translation *x, uint32_t class)
{
    if (x->class_of == class)
        return COMITIA_OK;
    clear_coef(x);
    x->class_of = class;
    for (uint32_t l = 0; l < x->n_levels; l++) {
        uint64_t members = members_of(x, l, class);
        CM_TRY(cm_spend(x->t->ctx, 20 + (members ? 50 * x->sizes[l] : 0)));
        if (!members)
            continue;
        mpz_t *row = cm_new_n(&x->t->scratch, mpz_t, x->sizes[l]);
        if (!row)
            return COMITIA_E_NOMEM;
        for (uint32_t v = 0; v < x->sizes[l]; v++) {
            mpz_init(row[v]);
            cm_set_u64(row[v], members * v);
        }
        x->coef[l] = row;
    }
    return COMITIA_OK;
}

/* [at least `value` of the class are in] */
static comitia_status class_at_least(translation *x, uint32_t class,
                                     uint32_t value, cm_fn *out)
{
    cm_fn *known = &x->at_least[x->flat.offset[class] + value];
    if (*known == CM_NOTHING) {
        mpz_t bound;
        CM_TRY(set_coef(x, class));
        mpz_init_set_ui(bound, value);
        comitia_status status =
            cm_fn_linear(x->d, (const mpz_t *const *)x->coef, bound, known);
        mpz_clear(bound);
        if (status != COMITIA_OK) {
            *known = CM_NOTHING;
            return status;
        }
    }
    *out = *known;
    return COMITIA_OK;
}

static comitia_status translate_node(translation *x, uint32_t i)
{
    const cm_flat_node *node = &x->flat.nodes[i];
    const cm_flat_run *runs = x->flat.runs + node->first;
    cm_fn f = x->of[runs[node->n_runs - 1].child];
    for (uint32_t r = node->n_runs; r-- > 1;) {
        cm_fn enough;
        CM_TRY(class_at_least(x, node->level, runs[r].from, &enough));
        CM_TRY(cm_fn_ite(x->d, enough, f, x->of[runs[r - 1].child], &f));
    }
    x->of[i] = f;
    return COMITIA_OK;
}

static comitia_status translate(translation *x, cm_fn *out)
{
    cm_arena *scratch = &x->t->scratch;
    CM_TRY(cm_flat_new(x->t->ctx, scratch, x->game, x->game->force, &x->flat));
    x->of = cm_new_n(scratch, cm_fn, (uint64_t)x->flat.n_nodes + 2);
    x->at_least = cm_new_n(scratch, cm_fn, x->flat.n_values);
    x->coef = cm_new_n(scratch, mpz_t *, (uint64_t)x->n_levels + 1);
    if (!x->of || !x->at_least || !x->coef)
        return COMITIA_E_NOMEM;
    for (uint64_t k = 0; k < x->flat.n_values; k++)
        x->at_least[k] = CM_NOTHING;
    x->of[0] = CM_FALSE;
    x->of[1] = CM_TRUE;
    for (uint32_t i = 2; i < x->flat.n_nodes; i++)
        CM_TRY(translate_node(x, i));
    *out = x->of[x->flat.root];
    return COMITIA_OK;
}

comitia_status cm_union_game(cm_union_task *t, const cm_fn_game *game,
                             cm_fn_game *on, uint32_t *cut)
{
    translation x = {.t = t, .game = game, .class_of = CM_NOTHING};
    cm_fn force = CM_FALSE;
    comitia_status status = make_levels(&x);
    uint64_t *units = cm_new_n(&t->scratch, uint64_t, (uint64_t)x.n_levels + 1);
    if (status == COMITIA_OK && !units)
        status = COMITIA_E_NOMEM;
    if (status == COMITIA_OK)
        status = translate(&x, &force);
    clear_coef(&x);
    for (uint32_t l = 0; units && l < x.n_levels; l++)
        units[l] = x.sizes[l] - 1;
    *on = (cm_fn_game){.d = x.d, .force = force, .dual = true, .units = units};
    *cut = x.cut;
    return status;
}
