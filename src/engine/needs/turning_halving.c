/* The fewest seats, by halving an order of the heaviest. */
#include "engine/needs/turning.h"

/* Sums over the first items of an order, of all seats there are. */
static comitia_status prefixes_of(cm_turning *t, uint32_t sum)
{
    cm_goal_sum *g = &t->goals[sum];
    uint32_t *order;
    if (g->place)
        return COMITIA_OK;
    CM_TRY(cm_turning_order(t, sum, &order));
    g->place = cm_new_n(t->cover->arena, uint32_t, t->n_items);
    g->seats_to = cm_integers_new(t->cover->pool, (size_t)t->n_items + 1);
    g->weight_to = cm_integers_new(t->cover->pool, (size_t)t->n_items + 1);
    if (!g->place || !g->seats_to || !g->weight_to)
        return COMITIA_E_NOMEM;
    for (uint32_t o = 0; o < t->n_items; o++) {
        uint32_t i = order[o];
        g->place[i] = o;
        mpz_add(g->seats_to[o + 1], g->seats_to[o], t->items[i].seats);
        mpz_set(g->weight_to[o + 1], g->weight_to[o]);
        mpz_addmul(g->weight_to[o + 1], g->coef[i], t->items[i].seats);
    }
    return cm_spend(t->cover->ctx, 100 * (uint64_t)t->n_items);
}

/* Weight of the first `o` items that may still change. */
static void weight_before(const cm_turning *t, const cm_goal_sum *g, uint32_t o,
                          mpz_ptr weight)
{
    mpz_set(weight, g->weight_to[o]);
    if (t->given != CM_NONE && g->place[t->given] < o)
        mpz_submul(weight, g->coef[t->given], t->given_seats);
}

/* The fewest seats that bring a sum to its need, heaviest first; the need is
   within room. */
static void fewest_by_weight(cm_turning *t, uint32_t sum, mpz_ptr total)
{
    const cm_goal_sum *g = &t->goals[sum];
    uint32_t lo = 0, hi = t->n_items; /* the first hi items suffice */
    while (lo + 1 < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        weight_before(t, g, mid, t->work[0]);
        if (mpz_cmp(t->work[0], g->need) >= 0)
            hi = mid;
        else
            lo = mid;
    }
    weight_before(t, g, lo, t->work[0]);
    mpz_sub(t->work[0], g->need, t->work[0]);
    mpz_set(total, g->seats_to[lo]);
    if (t->given != CM_NONE && g->place[t->given] < lo)
        mpz_sub(total, total, t->given_seats);
    if (mpz_sgn(t->work[0]) > 0) {
        mpz_cdiv_q(t->work[0], t->work[0], g->coef[g->order[lo]]);
        mpz_add(total, total, t->work[0]);
    }
}

/* Sums that every seat counts in alike ask for a number of seats, whichever
   they are; beside them one other sum can be had by its heaviest seats. */
comitia_status cm_turning_halving(cm_turning *t, const cm_term *one, bool *done,
                                  mpz_ptr total)
{
    uint32_t other = CM_NONE;
    *done = false;
    for (uint32_t i = 0; i < one->n; i++) {
        const cm_goal_sum *g = &t->goals[one->sums[i]];
        if (g->is_unit && g->covers_all)
            continue;
        if (other != CM_NONE)
            return COMITIA_OK;
        other = one->sums[i];
    }
    *done = true;
    mpz_set_ui(total, 0);
    if (other != CM_NONE) {
        CM_TRY(prefixes_of(t, other));
        fewest_by_weight(t, other, total);
    }
    for (uint32_t i = 0; i < one->n; i++) {
        const cm_goal_sum *g = &t->goals[one->sums[i]];
        if (one->sums[i] == other)
            continue;
        mpz_cdiv_q(t->work[0], g->need, g->coef[g->first]);
        if (mpz_cmp(t->work[0], total) > 0)
            mpz_set(total, t->work[0]);
    }
    return cm_spend(t->cover->ctx, 500 + 100 * (uint64_t)one->n);
}
