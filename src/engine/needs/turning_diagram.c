/* The fewest seats, on a diagram. */
#include <stdlib.h>

#include "engine/diagram/diagram.h"
#include "engine/needs/turning.h"

/* A level for each power of two of the seats of an item. */
typedef struct piece {
    uint32_t item;
    uint64_t seats;
} piece;
typedef cm_vec(piece) pieces;

static int larger(const void *left, const void *right)
{
    const piece *a = left, *b = right;
    if (a->seats != b->seats)
        return a->seats > b->seats ? -1 : 1;
    return a->item < b->item ? -1 : a->item > b->item;
}

static comitia_status cut(cm_turning *t, pieces *list)
{
    uint64_t total = 0;
    for (uint32_t i = 0; i < t->n_items; i++) {
        uint64_t left, bit = 1;
        if (!cm_integer_u64(t->room[i], &left) ||
            left > (UINT64_C(1) << 62) - total)
            return cm_fail(t->cover->ctx, COMITIA_E_BUDGET,
                           "more than 2^62 seats under several conditions");
        total += left;
        for (; left; bit *= 2) {
            uint64_t seats = bit < left ? bit : left;
            if (!cm_push(&t->scratch, list, (piece){i, seats}))
                return COMITIA_E_NOMEM;
            left -= seats;
        }
    }
    if (list->n)
        qsort(list->at, list->n, sizeof *list->at, larger);
    return COMITIA_OK;
}

static comitia_status sum_fn(cm_turning *t, cm_diagram *d, const pieces *list,
                             uint32_t sum, cm_fn *out)
{
    const cm_goal_sum *g = &t->goals[sum];
    cm_integers pool = {.arena = &t->scratch};
    comitia_status status = COMITIA_E_NOMEM;
    mpz_t **coef = cm_new_n(&t->scratch, mpz_t *, list->n);
    mpz_t seats;
    mpz_init(seats);
    if (!coef)
        goto done;
    for (size_t l = 0; l < list->n; l++) {
        const piece *p = &list->at[l];
        if (mpz_sgn(g->coef[p->item]) == 0)
            continue;
        coef[l] = cm_integers_new(&pool, 2);
        if (!coef[l])
            goto done;
        cm_set_u64(seats, p->seats);
        mpz_mul(coef[l][1], seats, g->coef[p->item]);
    }
    status = cm_fn_linear(d, (const mpz_t *const *)coef, g->need, out);
done:
    mpz_clear(seats);
    cm_integers_clear(&pool);
    return status;
}

/* Depth is that of the rule. */
static comitia_status formula_fn(cm_turning *t, cm_diagram *d,
                                 const pieces *list, const cm_formula *f,
                                 cm_fn *out)
{
    if (f->kind == CM_F_SUM)
        return sum_fn(t, d, list, f->sum, out);
    if (f->kind != CM_F_SOME) {
        *out = f->kind == CM_F_TRUE ? CM_TRUE : CM_FALSE;
        return COMITIA_OK;
    }
    cm_fn *parts = cm_new_n(&t->scratch, cm_fn, f->n);
    if (!parts)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < f->n; i++)
        CM_TRY(formula_fn(t, d, list, f->parts[i], &parts[i]));
    return cm_fn_at_least(d, parts, f->n, f->k, out);
}

comitia_status cm_turning_formula(cm_turning *t, const cm_formula *f,
                                  bool *found, mpz_ptr fewest)
{
    pieces list = {0};
    cm_diagram *d = NULL;
    comitia_status status;
    cm_fn fn;
    uint64_t cost;
    CM_TRY(cut(t, &list));
    uint32_t *sizes = cm_new_n(&t->scratch, uint32_t, list.n);
    uint64_t **costs = cm_new_n(&t->scratch, uint64_t *, list.n);
    if (!sizes || !costs)
        return COMITIA_E_NOMEM;
    for (size_t l = 0; l < list.n; l++) {
        sizes[l] = 2;
        costs[l] = cm_new_n(&t->scratch, uint64_t, 2);
        if (!costs[l])
            return COMITIA_E_NOMEM;
        costs[l][1] = list.at[l].seats;
    }
    CM_GO(cm_diagram_new(t->cover->ctx, sizes, (uint32_t)list.n, &d));
    CM_GO(formula_fn(t, d, &list, f, &fn));
    CM_GO(cm_fn_cheapest(d, fn, (const uint64_t *const *)costs, found, &cost));
    if (*found)
        cm_set_u64(fewest, cost);
done:
    cm_diagram_free(d);
    return status;
}

/* All sums of a term as a formula. */
comitia_status cm_turning_diagram(cm_turning *t, const cm_term *one,
                                  bool *found, mpz_ptr fewest)
{
    cm_formula all = {.kind = CM_F_SOME, .k = one->n, .n = one->n};
    all.parts = cm_new_n(&t->scratch, const cm_formula *, one->n);
    if (!all.parts)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < one->n; i++) {
        cm_formula *f = cm_new(&t->scratch, cm_formula);
        if (!f)
            return COMITIA_E_NOMEM;
        *f = (cm_formula){.kind = CM_F_SUM, .sum = one->sums[i]};
        all.parts[i] = f;
    }
    return cm_turning_formula(t, &all, found, fewest);
}
