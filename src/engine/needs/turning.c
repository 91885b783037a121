#include "engine/needs/turning.h"

#include <stdlib.h>

enum { N_BALLOTS = 4, MOST_TERMS = 2000 };

/* ---- what may change, and what it gives
 * --------------------------------------- */

static comitia_status find_items(cm_turning *t)
{
    const cm_cover *c = t->cover;
    t->items = cm_new_n(c->arena, cm_item, (uint64_t)c->n_classes * N_BALLOTS);
    t->item_of = cm_new_n(c->arena, uint32_t, c->n_classes);
    if (!t->items || !t->item_of)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < c->n_classes; i++) {
        uint32_t first = t->n_items;
        for (unsigned b = 0; b < N_BALLOTS; b++)
            if (t->moves.from[b] &&
                (t->moves.outsiders || !c->classes[i].outsider) &&
                mpz_sgn(c->classes[i].seats[b]) > 0)
                t->items[t->n_items++] =
                    (cm_item){i, (cm_ballot)b, c->classes[i].seats[b]};
        t->item_of[i] = first < t->n_items ? first : CM_NONE;
    }
    t->room = cm_integers_new(c->pool, t->n_items);
    t->taken = cm_integers_new(c->pool, t->n_items);
    t->work = cm_integers_new(c->pool, 4);
    if (!t->room || !t->taken || !t->work)
        return COMITIA_E_NOMEM;
    t->given = CM_NONE;
    t->given_seats = t->work[3];
    for (uint32_t i = 0; i < t->n_items; i++)
        mpz_set(t->room[i], t->items[i].seats);
    return COMITIA_OK;
}

/* What one seat of an item adds to a sum when it changes. */
static void gain_of(const cm_turning *t, uint32_t s, const cm_item *it,
                    mpz_ptr gain)
{
    const cm_cover *c = t->cover;
    const cm_sum *sum = &c->sums[s];
    mpz_set_ui(gain, 0);
    if (!c->in[s][it->class_of])
        return;
    mpz_sub(t->work[0], sum->k[t->moves.to], sum->k[it->from]);
    cm_sum_add(sum, c->classes[it->class_of].voter, t->work[0], gain);
}

static comitia_status find_goal(cm_turning *t, uint32_t s, mpz_srcptr value)
{
    const cm_cover *c = t->cover;
    cm_goal_sum *g = &t->goals[s];
    mpz_t *numbers = cm_integers_new(c->pool, 3);
    g->coef = cm_integers_new(c->pool, t->n_items);
    if (!numbers || !g->coef)
        return COMITIA_E_NOMEM;
    g->need = numbers[0];
    g->start = numbers[1];
    g->most = numbers[2];
    mpz_sub(g->start, c->sums[s].bound, value);
    g->is_unit = g->covers_all = true;
    g->first = CM_NONE;
    for (uint32_t i = 0; i < t->n_items; i++) {
        gain_of(t, s, &t->items[i], g->coef[i]);
        /* Of forward rules only "the base is empty" can be hurt, which stands
           beside "fewer than a share of it against". That holds as soon as a
           yes fills the base, so the first may be taken as it is now. */
        if (mpz_sgn(g->coef[i]) < 0)
            mpz_set_ui(g->coef[i], 0);
        mpz_addmul(g->most, g->coef[i], t->items[i].seats);
        if (mpz_sgn(g->coef[i]) == 0) {
            g->covers_all = false;
            continue;
        }
        if (g->first == CM_NONE)
            g->first = i;
        g->is_unit &= mpz_cmp(g->coef[i], g->coef[g->first]) == 0;
    }
    return cm_spend(c->ctx, 100 * (uint64_t)t->n_items);
}

static void mark_used(const cm_formula *f, uint8_t *used)
{
    if (f->kind == CM_F_SUM)
        used[f->sum] = 1;
    for (uint32_t i = 0; i < f->n; i++)
        mark_used(f->parts[i], used);
}

comitia_status cm_turning_new(const cm_cover *cover, cm_moves moves,
                              cm_turning **out)
{
    cm_turning *t = cm_new(cover->arena, cm_turning);
    mpz_t *values = cm_integers_new(cover->pool, cover->n_sums);
    if (!t || !values)
        return COMITIA_E_NOMEM;
    *t = (cm_turning){.cover = cover, .moves = moves};
    CM_TRY(find_items(t));
    t->goals = cm_new_n(cover->arena, cm_goal_sum, cover->n_sums);
    t->relation =
        cm_alloc_n(cover->arena, cover->n_sums, (uint64_t)cover->n_sums + 1);
    t->used = cm_new_n(cover->arena, uint8_t, cover->n_sums);
    if (!t->goals || !t->relation || !t->used)
        return COMITIA_E_NOMEM;
    cm_cover_values(cover, values);
    mark_used(cover->formula, t->used);
    for (uint32_t s = 0; s < cover->n_sums; s++)
        if (t->used[s])
            CM_TRY(find_goal(t, s, values[s]));
    *out = t;
    return COMITIA_OK;
}

/* ---- in which order
 * ------------------------------------------------------------ */

typedef struct weighed {
    uint32_t item;
    mpz_srcptr weight;
} weighed;

static int heavier(const void *left, const void *right)
{
    const weighed *a = left, *b = right;
    int order = mpz_cmp(b->weight, a->weight);
    return order ? order : a->item < b->item ? -1 : a->item > b->item;
}

comitia_status cm_turning_order(cm_turning *t, uint32_t sum, uint32_t **out)
{
    cm_goal_sum *g = &t->goals[sum];
    if (!g->order) {
        cm_arena *arena = t->cover->arena;
        weighed *list = cm_new_n(&t->scratch, weighed, t->n_items);
        uint32_t *order = cm_new_n(arena, uint32_t, t->n_items);
        if (!list || !order)
            return COMITIA_E_NOMEM;
        CM_TRY(cm_spend(t->cover->ctx, 400 * (uint64_t)t->n_items));
        for (uint32_t i = 0; i < t->n_items; i++)
            list[i] = (weighed){i, g->coef[i]};
        qsort(list, t->n_items, sizeof *list, heavier);
        for (uint32_t i = 0; i < t->n_items; i++)
            order[i] = list[i].item;
        g->order = order;
    }
    *out = g->order;
    return COMITIA_OK;
}

/* ---- which sums must be reached
 * ---------------------------------------------------- */

/* Sets of sums each of which makes the formula hold, without those that are
   reached already; *out empty: it cannot hold. Returns false when they are too
   many or memory runs out (*status tells). Depth is that of the rule. */
static bool add_term(cm_turning *t, cm_terms *list, cm_term one,
                     comitia_status *status)
{
    if (list->n == MOST_TERMS) {
        *status = COMITIA_E_BUDGET;
        return false;
    }
    *status = cm_spend(t->cover->ctx, 20);
    if (*status != COMITIA_OK)
        return false;
    *status = COMITIA_E_NOMEM;
    if (!cm_push(&t->scratch, list, one))
        return false;
    *status = COMITIA_OK;
    return true;
}

static bool both(cm_turning *t, const cm_terms *a, const cm_terms *b,
                 cm_terms *out, comitia_status *status)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++) {
            uint32_t n = a->at[i].n + b->at[j].n, k = 0;
            uint32_t *sums = cm_new_n(&t->scratch, uint32_t, n);
            if (!sums) {
                *status = COMITIA_E_NOMEM;
                return false;
            }
            for (uint32_t m = 0; m < a->at[i].n; m++)
                sums[k++] = a->at[i].sums[m];
            for (uint32_t m = 0; m < b->at[j].n; m++) {
                bool there = false;
                for (uint32_t l = 0; l < a->at[i].n && !there; l++)
                    there = sums[l] == b->at[j].sums[m];
                if (!there)
                    sums[k++] = b->at[j].sums[m];
            }
            if (!add_term(t, out, (cm_term){sums, k}, status))
                return false;
        }
    return true;
}

static bool terms_of(cm_turning *t, const cm_formula *f, cm_terms *out,
                     comitia_status *status);

/* some[j]: ways to make j of the parts so far hold. */
static bool some_of(cm_turning *t, const cm_formula *f, cm_terms *out,
                    comitia_status *status)
{
    cm_terms nothing = {0};
    size_t k = (size_t)f->k;
    cm_terms *some = cm_alloc_n(&t->scratch, k + 1, sizeof *some);
    if (!some) {
        *status = COMITIA_E_NOMEM;
        return false;
    }
    if (!add_term(t, &some[0], (cm_term){NULL, 0}, status))
        return false;
    for (uint32_t i = 0; i < f->n; i++) {
        cm_terms part = nothing;
        if (!terms_of(t, f->parts[i], &part, status))
            return false;
        /* Fewer than `least` now would leave too few parts to reach k. */
        size_t left = f->n - 1 - i, least = k > left ? k - left : 1;
        for (size_t j = k; j >= least; j--)
            if (!both(t, &some[j - 1], &part, &some[j], status))
                return false;
    }
    *out = some[k];
    return true;
}

static bool terms_of(cm_turning *t, const cm_formula *f, cm_terms *out,
                     comitia_status *status)
{
    if (f->kind == CM_F_FALSE)
        return true;
    if (f->kind == CM_F_SOME && f->k > (int64_t)f->n)
        return true;
    if (f->kind == CM_F_SOME && f->k > 0)
        return some_of(t, f, out, status);
    if (f->kind != CM_F_SUM)
        return add_term(t, out, (cm_term){NULL, 0}, status);
    cm_goal_sum *g = &t->goals[f->sum];
    if (mpz_cmp(g->need, g->most) > 0)
        return true;
    if (mpz_sgn(g->need) <= 0)
        return add_term(t, out, (cm_term){NULL, 0}, status);
    uint32_t *sums = cm_new(&t->scratch, uint32_t);
    if (!sums) {
        *status = COMITIA_E_NOMEM;
        return false;
    }
    sums[0] = f->sum;
    return add_term(t, out, (cm_term){sums, 1}, status);
}

/* ---- the fewest
 * -----------------------------------------------------------------------------
 */

/* The question at hand: what one player gives first is no longer needed, and
   its seats can change no more. */
static void set_question(cm_turning *t, uint32_t given, uint64_t seats)
{
    if (t->given != CM_NONE)
        mpz_set(t->room[t->given], t->items[t->given].seats);
    t->given = given;
    cm_set_u64(t->given_seats, seats);
    if (given != CM_NONE)
        mpz_sub(t->room[given], t->room[given], t->given_seats);
    for (uint32_t s = 0; s < t->cover->n_sums; s++) {
        cm_goal_sum *g = &t->goals[s];
        if (!t->used[s])
            continue;
        mpz_set(g->need, g->start);
        if (given != CM_NONE)
            mpz_submul(g->need, g->coef[given], t->given_seats);
    }
}

/* All seats that may still change reach every sum of the term. */
static bool within_room(const cm_turning *t, const cm_term *one)
{
    for (uint32_t s = 0; s < one->n; s++) {
        const cm_goal_sum *g = &t->goals[one->sums[s]];
        mpz_set(t->work[0], g->most);
        if (t->given != CM_NONE)
            mpz_submul(t->work[0], g->coef[t->given], t->given_seats);
        if (mpz_cmp(t->work[0], g->need) < 0)
            return false;
    }
    return true;
}

static comitia_status fewest_of_term(cm_turning *t, const cm_term *one,
                                     bool *found, mpz_ptr fewest)
{
    bool done;
    *found = within_room(t, one);
    if (!*found)
        return COMITIA_OK;
    CM_TRY(cm_turning_halving(t, one, &done, fewest));
    if (!done)
        CM_TRY(cm_turning_greedy(t, one, &done, fewest));
    return done ? COMITIA_OK : cm_turning_diagram(t, one, found, fewest);
}

static comitia_status fewest_of(cm_turning *t, bool *found, mpz_ptr fewest)
{
    cm_terms list = {0};
    comitia_status status = COMITIA_OK;
    mpz_t seats;
    *found = false;
    if (!terms_of(t, t->cover->formula, &list, &status)) {
        if (!cm_is_limit(t->cover->ctx, status))
            return status;
        return cm_turning_formula(t, t->cover->formula, found, fewest);
    }
    mpz_init(seats);
    for (size_t i = 0; i < list.n; i++) {
        bool one;
        CM_GO(fewest_of_term(t, &list.at[i], &one, seats));
        if (one && (!*found || mpz_cmp(seats, fewest) < 0)) {
            *found = true;
            mpz_set(fewest, seats);
        }
    }
done:
    mpz_clear(seats);
    return status;
}

comitia_status cm_turning_fewest(cm_turning *t, uint32_t class_of,
                                 uint64_t seats, bool *found, mpz_ptr fewest)
{
    uint32_t given = CM_NONE;
    cm_arena_init(&t->scratch, t->cover->ctx->allocator);
    if (class_of != CM_NONE)
        given = t->item_of[class_of];
    set_question(t, given, seats);
    comitia_status status = fewest_of(t, found, fewest);
    cm_arena_clear(&t->scratch);
    return status;
}
