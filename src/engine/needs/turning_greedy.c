/* The fewest seats, chosen greedily where that is exact. */
#include "engine/needs/turning.h"

enum { DISJOINT = 1, INSIDE = 2, AROUND = 4, CROSSING = 8 };

static comitia_status relation_of(cm_turning *t, uint32_t a, uint32_t b,
                                  uint8_t *out)
{
    uint8_t *known = &t->relation[(size_t)a * t->cover->n_sums + b];
    if (!*known) {
        bool only_a = false, only_b = false, common = false;
        for (uint32_t i = 0; i < t->n_items; i++) {
            bool in_a = mpz_sgn(t->goals[a].coef[i]) > 0;
            bool in_b = mpz_sgn(t->goals[b].coef[i]) > 0;
            only_a |= in_a && !in_b;
            only_b |= in_b && !in_a;
            common |= in_a && in_b;
        }
        *known = !common   ? DISJOINT
                 : !only_a ? INSIDE
                 : !only_b ? AROUND
                           : CROSSING;
        CM_TRY(cm_spend(t->cover->ctx, 4 * (uint64_t)t->n_items));
    }
    *out = *known;
    return COMITIA_OK;
}

/* Puts sums over sets into an order in which inner ones come first. False if
   two of them cross. */
static comitia_status laminar(cm_turning *t, uint32_t *sums, uint32_t n,
                              bool *is)
{
    *is = true;
    for (uint32_t i = 0; i < n && *is; i++)
        for (uint32_t j = i + 1; j < n && *is; j++) {
            uint8_t relation;
            CM_TRY(relation_of(t, sums[i], sums[j], &relation));
            if (relation == CROSSING)
                *is = false;
            if (relation == AROUND) {
                uint32_t outer = sums[i];
                sums[i] = sums[j];
                sums[j] = outer;
            }
        }
    return COMITIA_OK;
}

/* Takes as few more seats as bring the sum to its need, in the given order. */
static comitia_status fill(cm_turning *t, uint32_t sum, const uint32_t *order,
                           mpz_ptr total)
{
    cm_goal_sum *g = &t->goals[sum];
    mpz_ptr lack = t->work[0], seats = t->work[1], free = t->work[2];
    mpz_set(lack, g->need);
    for (uint32_t i = 0; i < t->n_items; i++)
        if (mpz_sgn(t->taken[i]) && mpz_sgn(g->coef[i]))
            mpz_submul(lack, g->coef[i], t->taken[i]);
    for (uint32_t o = 0; o < t->n_items && mpz_sgn(lack) > 0; o++) {
        uint32_t i = order[o];
        if (mpz_sgn(g->coef[i]) == 0)
            continue;
        mpz_sub(free, t->room[i], t->taken[i]);
        mpz_cdiv_q(seats, lack, g->coef[i]);
        if (mpz_cmp(seats, free) > 0)
            mpz_set(seats, free);
        mpz_add(t->taken[i], t->taken[i], seats);
        mpz_add(total, total, seats);
        mpz_submul(lack, g->coef[i], seats);
    }
    return cm_spend(t->cover->ctx, 30 * (uint64_t)t->n_items);
}

static bool reached(const cm_turning *t, uint32_t sum)
{
    const cm_goal_sum *g = &t->goals[sum];
    mpz_set_ui(t->work[0], 0);
    for (uint32_t i = 0; i < t->n_items; i++)
        mpz_addmul(t->work[0], g->coef[i], t->taken[i]);
    return mpz_cmp(t->work[0], g->need) >= 0;
}

/* The sums of the term over sets, then the weights of `by` (CM_NONE: there
   are none); *total seats are taken. */
static comitia_status greedy(cm_turning *t, const uint32_t *sets,
                             uint32_t n_sets, uint32_t by, mpz_ptr total)
{
    uint32_t *order;
    uint32_t first = by != CM_NONE ? by : n_sets ? sets[0] : CM_NONE;
    mpz_set_ui(total, 0);
    for (uint32_t i = 0; i < t->n_items; i++)
        mpz_set_ui(t->taken[i], 0);
    if (first == CM_NONE)
        return COMITIA_OK;
    CM_TRY(cm_turning_order(t, first, &order));
    for (uint32_t s = 0; s < n_sets; s++)
        CM_TRY(fill(t, sets[s], order, total));
    return by == CM_NONE ? COMITIA_OK : fill(t, by, order, total);
}

/* Greedy where it is exact: *done tells. With several sums of weights, one is
   kept and the others dropped; the answer is exact if they are reached too. */
comitia_status cm_turning_greedy(cm_turning *t, const cm_term *one, bool *done,
                                 mpz_ptr total)
{
    uint32_t *sets = cm_new_n(&t->scratch, uint32_t, one->n);
    uint32_t *weights = cm_new_n(&t->scratch, uint32_t, (uint64_t)one->n + 1);
    uint32_t n_sets = 0, n_weights = 0;
    bool is;
    *done = false;
    if (!sets || !weights)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < one->n; i++)
        if (t->goals[one->sums[i]].is_unit)
            sets[n_sets++] = one->sums[i];
        else
            weights[n_weights++] = one->sums[i];
    CM_TRY(laminar(t, sets, n_sets, &is));
    if (!is)
        return COMITIA_OK;
    if (n_weights == 0)
        weights[n_weights++] = CM_NONE;
    for (uint32_t w = 0; w < n_weights && !*done; w++) {
        CM_TRY(greedy(t, sets, n_sets, weights[w], total));
        *done = true;
        for (uint32_t o = 0; o < n_weights && *done; o++)
            if (o != w && weights[o] != CM_NONE)
                *done = reached(t, weights[o]);
    }
    return COMITIA_OK;
}
