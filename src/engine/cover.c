#include "engine/cover.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/map.h"
#include "engine/diagram.h"
#include "engine/gate.h"

enum { N_BALLOTS = 4, MOST_TERMS = 2000 };

/* ---- numbers ------------------------------------------------------------------- */

mpz_t *cm_integers_new(cm_integers *pool, size_t n)
{
    mpz_t *row = cm_new_n(pool->arena, mpz_t, n);
    if (!row || !cm_push(pool->arena, &pool->rows, row))
        return NULL;
    if (!cm_push(pool->arena, &pool->lengths, n)) {
        pool->rows.n--;
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        mpz_init(row[i]);
    return row;
}

void cm_integers_clear(cm_integers *pool)
{
    for (size_t r = 0; r < pool->rows.n; r++)
        for (size_t i = 0; i < pool->lengths.at[r]; i++)
            mpz_clear(pool->rows.at[r][i]);
    pool->rows.n = pool->lengths.n = 0;
}

void cm_set_u64(mpz_ptr z, uint64_t value)
{
    mpz_import(z, 1, -1, sizeof value, 0, 0, &value);
}

/* ---- who counts alike ------------------------------------------------------------ */

static bool put_key(cm_buf *key, const cm_cover *c, uint32_t voter)
{
    cm_buf_char(key, c->act->voters[voter].outsider ? 'o' : 'e');
    for (uint32_t s = 0; s < c->n_sums; s++) {
        const cm_sum *sum = &c->sums[s];
        bool in = cm_voters_have(sum->within, voter);
        cm_buf_char(key, in ? '1' : '0');
        if (!in || !sum->weight)
            continue;
        char *text = cm_integer_text(key->arena, sum->weight[voter]);
        if (!text)
            return false;
        cm_buf_add(key, text);
        cm_buf_char(key, ',');
    }
    return !key->failed;
}

static comitia_status fill_in(cm_cover *c)
{
    c->in = cm_new_n(c->arena, uint8_t *, c->n_sums);
    if (!c->in)
        return COMITIA_E_NOMEM;
    for (uint32_t s = 0; s < c->n_sums; s++) {
        c->in[s] = cm_new_n(c->arena, uint8_t, c->n_classes);
        if (!c->in[s])
            return COMITIA_E_NOMEM;
        for (uint32_t i = 0; i < c->n_classes; i++)
            c->in[s][i] =
                cm_voters_have(c->sums[s].within, c->classes[i].voter);
    }
    return COMITIA_OK;
}

comitia_status cm_cover_classes(cm_cover *c, uint32_t *of_voter)
{
    uint32_t n = c->act->n_voters;
    cm_map by_key = {0};
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, c->ctx->allocator);
    c->n_classes = 0;
    c->classes = cm_new_n(c->arena, cm_alike, n);
    if (!c->classes)
        goto done;
    for (uint32_t v = 0; v < n; v++) {
        cm_buf key;
        CM_GO(cm_spend(c->ctx, 50 + 20 * (uint64_t)c->n_sums));
        status = COMITIA_E_NOMEM;
        cm_buf_init(&key, &scratch);
        if (!put_key(&key, c, v))
            goto done;
        uint32_t found = cm_map_get(&by_key, cm_buf_text(&key));
        if (found == CM_MAP_NONE) {
            found = c->n_classes++;
            c->classes[found] =
                (cm_alike){.voter = v,
                           .outsider = c->act->voters[v].outsider,
                           .seats = cm_integers_new(c->pool, N_BALLOTS)};
            if (!c->classes[found].seats ||
                !cm_map_put(&scratch, &by_key, cm_buf_text(&key), found))
                goto done;
        }
        of_voter[v] = found;
    }
    status = fill_in(c);
done:
    cm_arena_clear(&scratch);
    return status;
}

/* ---- values ------------------------------------------------------------------------ */

/* value += times * weight of one seat of class i in sum s. */
static void add_weighted(const cm_sum *sum, uint32_t voter, mpz_srcptr times,
                         mpz_ptr value)
{
    if (sum->weight)
        mpz_addmul(value, times, sum->weight[voter]);
    else
        mpz_add(value, value, times);
}

void cm_cover_values(const cm_cover *c, mpz_t *values)
{
    mpz_t seats;
    mpz_init(seats);
    for (uint32_t s = 0; s < c->n_sums; s++) {
        const cm_sum *sum = &c->sums[s];
        mpz_set(values[s], sum->constant);
        for (uint32_t i = 0; i < c->n_classes; i++) {
            if (!c->in[s][i])
                continue;
            mpz_set_ui(seats, 0);
            for (unsigned b = 0; b < N_BALLOTS; b++)
                mpz_addmul(seats, c->classes[i].seats[b], sum->k[b]);
            add_weighted(sum, c->classes[i].voter, seats, values[s]);
        }
    }
    mpz_clear(seats);
}

bool cm_cover_holds(const cm_cover *c, const cm_formula *f,
                    const mpz_t *values)
{
    int64_t holding = 0;
    if (f->kind == CM_F_SUM)
        return mpz_cmp(values[f->sum], c->sums[f->sum].bound) >= 0;
    if (f->kind != CM_F_SOME)
        return f->kind == CM_F_TRUE;
    for (uint32_t i = 0; i < f->n && holding < f->k; i++)
        holding += cm_cover_holds(c, f->parts[i], values) ? 1 : 0;
    return holding >= f->k;
}

/* ---- a search ------------------------------------------------------------------------ */

/* Seats of one class that cast one ballot and may change it. */
typedef struct item {
    uint32_t class_of;
    cm_ballot from;
    mpz_ptr seats;
} item;

/* Sums over the items: need more than what is there already. */
typedef struct goal {
    mpz_t *coef;     /* per item, >= 0 */
    mpz_ptr need;    /* of the question at hand */
    mpz_ptr start;   /* without a player that changes first */
    mpz_ptr most;    /* what all items can give */
    bool is_unit;    /* all coefficients that are not 0 are equal */
    bool covers_all; /* no coefficient is 0 */
    uint32_t first;  /* an item with a coefficient, or CM_NONE */
    uint32_t *order; /* items, heaviest first; made when asked for */
    uint32_t *place; /* of each item in the order */
    mpz_t *seats_to, *weight_to; /* of the first items of the order */
} goal;

typedef struct term {
    const uint32_t *sums;
    uint32_t n;
} term;
typedef cm_vec(term) terms;

struct cm_turning {
    const cm_cover *cover;
    cm_moves moves;
    item *items;
    uint32_t n_items;
    uint32_t *item_of; /* per class: its first item, or CM_NONE */
    mpz_t *room;       /* per item: seats that may still change */
    uint32_t given;    /* item of the player that changes first, or CM_NONE */
    mpz_ptr given_seats;
    mpz_t *taken;      /* per item: seats chosen */
    goal *goals;       /* per sum */
    uint8_t *used;     /* per sum: the formula has it */
    uint8_t *relation; /* per pair of sums: 0 not known yet */
    mpz_t *work;       /* three numbers */
    cm_arena scratch;  /* of one question */
};

static comitia_status find_items(cm_turning *t)
{
    const cm_cover *c = t->cover;
    t->items = cm_new_n(c->arena, item, (uint64_t)c->n_classes * N_BALLOTS);
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
                    (item){i, (cm_ballot)b, c->classes[i].seats[b]};
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
static void gain_of(const cm_turning *t, uint32_t s, const item *it,
                    mpz_ptr gain)
{
    const cm_cover *c = t->cover;
    const cm_sum *sum = &c->sums[s];
    mpz_set_ui(gain, 0);
    if (!c->in[s][it->class_of])
        return;
    mpz_sub(t->work[0], sum->k[t->moves.to], sum->k[it->from]);
    add_weighted(sum, c->classes[it->class_of].voter, t->work[0], gain);
}

static comitia_status find_goal(cm_turning *t, uint32_t s, mpz_srcptr value)
{
    const cm_cover *c = t->cover;
    goal *g = &t->goals[s];
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
    t->goals = cm_new_n(cover->arena, goal, cover->n_sums);
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

/* ---- which sums must be reached ---------------------------------------------------- */

/* Sets of sums each of which makes the formula hold, without those that are
   reached already; *out empty: it cannot hold. Returns false when they are too
   many or memory runs out (*status tells). Depth is that of the rule. */
static bool add_term(cm_turning *t, terms *list, term one,
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

static bool both(cm_turning *t, const terms *a, const terms *b, terms *out,
                 comitia_status *status)
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
            if (!add_term(t, out, (term){sums, k}, status))
                return false;
        }
    return true;
}

static bool terms_of(cm_turning *t, const cm_formula *f, terms *out,
                     comitia_status *status);

/* some[j]: ways to make j of the parts so far hold. */
static bool some_of(cm_turning *t, const cm_formula *f, terms *out,
                    comitia_status *status)
{
    terms nothing = {0};
    size_t k = (size_t)f->k;
    terms *some = cm_alloc_n(&t->scratch, k + 1, sizeof *some);
    if (!some) {
        *status = COMITIA_E_NOMEM;
        return false;
    }
    if (!add_term(t, &some[0], (term){NULL, 0}, status))
        return false;
    for (uint32_t i = 0; i < f->n; i++) {
        terms part = nothing;
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

static bool terms_of(cm_turning *t, const cm_formula *f, terms *out,
                     comitia_status *status)
{
    if (f->kind == CM_F_FALSE)
        return true;
    if (f->kind == CM_F_SOME && f->k > (int64_t)f->n)
        return true;
    if (f->kind == CM_F_SOME && f->k > 0)
        return some_of(t, f, out, status);
    if (f->kind != CM_F_SUM)
        return add_term(t, out, (term){NULL, 0}, status);
    goal *g = &t->goals[f->sum];
    if (mpz_cmp(g->need, g->most) > 0)
        return true;
    if (mpz_sgn(g->need) <= 0)
        return add_term(t, out, (term){NULL, 0}, status);
    uint32_t *sums = cm_new(&t->scratch, uint32_t);
    if (!sums) {
        *status = COMITIA_E_NOMEM;
        return false;
    }
    sums[0] = f->sum;
    return add_term(t, out, (term){sums, 1}, status);
}

/* ---- greedy --------------------------------------------------------------------------- */

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

static comitia_status order_of(cm_turning *t, uint32_t sum, uint32_t **out)
{
    goal *g = &t->goals[sum];
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

/* Takes as few more seats as bring the sum to its need, in the given order. */
static comitia_status fill(cm_turning *t, uint32_t sum, const uint32_t *order,
                           mpz_ptr total)
{
    goal *g = &t->goals[sum];
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
    const goal *g = &t->goals[sum];
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
    CM_TRY(order_of(t, first, &order));
    for (uint32_t s = 0; s < n_sets; s++)
        CM_TRY(fill(t, sets[s], order, total));
    return by == CM_NONE ? COMITIA_OK : fill(t, by, order, total);
}

/* Greedy where it is exact: *done tells. With several sums of weights, one is
   kept and the others dropped; the answer is exact if they are reached too. */
static comitia_status try_greedy(cm_turning *t, const term *one, bool *done,
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

/* ---- by halving ------------------------------------------------------------------------ */

/* Sums over the first items of an order, of all seats there are. */
static comitia_status prefixes_of(cm_turning *t, uint32_t sum)
{
    goal *g = &t->goals[sum];
    uint32_t *order;
    if (g->place)
        return COMITIA_OK;
    CM_TRY(order_of(t, sum, &order));
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
static void weight_before(const cm_turning *t, const goal *g, uint32_t o,
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
    const goal *g = &t->goals[sum];
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
static comitia_status try_halving(cm_turning *t, const term *one, bool *done,
                                  mpz_ptr total)
{
    uint32_t other = CM_NONE;
    *done = false;
    for (uint32_t i = 0; i < one->n; i++) {
        const goal *g = &t->goals[one->sums[i]];
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
        const goal *g = &t->goals[one->sums[i]];
        if (one->sums[i] == other)
            continue;
        mpz_cdiv_q(t->work[0], g->need, g->coef[g->first]);
        if (mpz_cmp(t->work[0], total) > 0)
            mpz_set(total, t->work[0]);
    }
    return cm_spend(t->cover->ctx, 500 + 100 * (uint64_t)one->n);
}

/* ---- by a diagram ------------------------------------------------------------------------ */

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
    const goal *g = &t->goals[sum];
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

static comitia_status by_diagram(cm_turning *t, const cm_formula *f,
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
static comitia_status term_by_diagram(cm_turning *t, const term *one,
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
    return by_diagram(t, &all, found, fewest);
}

/* ---- the fewest ----------------------------------------------------------------------------- */

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
        goal *g = &t->goals[s];
        if (!t->used[s])
            continue;
        mpz_set(g->need, g->start);
        if (given != CM_NONE)
            mpz_submul(g->need, g->coef[given], t->given_seats);
    }
}

/* All seats that may still change reach every sum of the term. */
static bool within_room(const cm_turning *t, const term *one)
{
    for (uint32_t s = 0; s < one->n; s++) {
        const goal *g = &t->goals[one->sums[s]];
        mpz_set(t->work[0], g->most);
        if (t->given != CM_NONE)
            mpz_submul(t->work[0], g->coef[t->given], t->given_seats);
        if (mpz_cmp(t->work[0], g->need) < 0)
            return false;
    }
    return true;
}

static comitia_status fewest_of_term(cm_turning *t, const term *one,
                                     bool *found, mpz_ptr fewest)
{
    bool done;
    *found = within_room(t, one);
    if (!*found)
        return COMITIA_OK;
    CM_TRY(try_halving(t, one, &done, fewest));
    if (!done)
        CM_TRY(try_greedy(t, one, &done, fewest));
    return done ? COMITIA_OK : term_by_diagram(t, one, found, fewest);
}

static comitia_status fewest_of(cm_turning *t, bool *found, mpz_ptr fewest)
{
    terms list = {0};
    comitia_status status = COMITIA_OK;
    mpz_t seats;
    *found = false;
    if (!terms_of(t, t->cover->formula, &list, &status)) {
        if (status != COMITIA_E_BUDGET)
            return status;
        return by_diagram(t, t->cover->formula, found, fewest);
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
