/* The lists of a deal: clashes, concessions, best totals. */
#include <stdlib.h>

#include "engine/talks/bargain.h"

/* ---- the function D ----------------------------------------------------- */

/* "If kept, then true" for one line with a level of its own. */
static comitia_status guarded(cm_bargain *t, uint32_t line, cm_fn *out)
{
    cm_fn given_up;
    CM_TRY(cm_fn_is(t->d, t->level_of_line[line], 0, &given_up));
    return cm_fn_or(t->d, given_up, t->fn[line], out);
}

/* Everything but the goal, as a function of the statements kept too. */
static comitia_status background(cm_bargain *t, cm_fn *out)
{
    uint32_t n = t->talks->n_lines;
    cm_fn *kept = cm_new_n(t->arena, cm_fn, n), result, one;
    if (!kept)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        kept[i] = CM_TRUE;
        if (cm_may_give_up(t, &t->talks->lines[i]))
            CM_TRY(cm_fn_is(t->d, t->level_of_line[i], 1, &kept[i]));
    }
    CM_TRY(cm_no_circle(t, kept, &result));
    for (uint32_t i = 0; i < n; i++) {
        const cm_line *line = &t->talks->lines[i];
        if (cm_may_give_up(t, line))
            CM_TRY(guarded(t, i, &one));
        else if (line->kind == CM_LINE_GIVEN)
            one = t->fn[i];
        else
            continue;
        CM_TRY(cm_fn_and(t->d, result, one, &result));
    }
    *out = result;
    return COMITIA_OK;
}

/* Some valuation of everything but the levels of these lines. */
static comitia_status exists_beside(cm_bargain *t, cm_line_kind wants, cm_fn f,
                                    cm_fn *out)
{
    uint32_t n = cm_diagram_levels(t->d);
    uint8_t *which = cm_new_n(t->arena, uint8_t, n);
    if (!which)
        return COMITIA_E_NOMEM;
    memset(which, 1, n);
    for (uint32_t i = 0; i < t->talks->n_lines; i++) {
        bool is_want = t->talks->lines[i].kind == CM_LINE_WANTS;
        if (t->level_of_line[i] != CM_NONE &&
            is_want == (wants == CM_LINE_WANTS))
            which[t->level_of_line[i]] = 0;
    }
    return cm_fn_exists(t->d, f, which, out);
}

/* True if the set has at most CM_MOST_ITEMS vectors. */
static comitia_status short_enough(cm_bargain *t, cm_fn set, bool *is)
{
    mpz_t total;
    const mpz_t **plain =
        cm_new_n(t->arena, const mpz_t *, cm_diagram_levels(t->d));
    if (!plain)
        return COMITIA_E_NOMEM;
    cm_weights weights = {.at = plain};
    mpz_init(total);
    comitia_status status = cm_fn_count(t->d, set, &weights, total);
    *is = status == COMITIA_OK && mpz_cmp_ui(total, CM_MOST_ITEMS) <= 0;
    mpz_clear(total);
    return status;
}

/* ---- sets of statements ------------------------------------------------- */

typedef struct gather {
    cm_bargain *t;
    cm_vec(uint64_t) sets;
} gather;

static comitia_status gather_set(void *user, const uint32_t *x)
{
    gather *g = user;
    uint64_t set = 0;
    uint32_t bit = 0;
    for (uint32_t i = 0; i < g->t->talks->n_lines; i++) {
        if (!cm_may_give_up(g->t, &g->t->talks->lines[i]))
            continue;
        set |= (uint64_t)x[g->t->level_of_line[i]] << bit++;
    }
    CM_TRY(cm_spend(g->t->ctx, 100));
    return cm_push(g->t->arena, &g->sets, set) ? COMITIA_OK : COMITIA_E_NOMEM;
}

static int by_size(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    int size_a = __builtin_popcountll(a), size_b = __builtin_popcountll(b);
    if (size_a != size_b)
        return size_a < size_b ? -1 : 1;
    if (a == b)
        return 0;
    /* the set with the earlier statement where they first differ */
    uint64_t first = (a ^ b) & (~(a ^ b) + 1);
    return a & first ? -1 : 1;
}

static comitia_status list_minimal(cm_bargain *t, cm_fn f,
                                   cm_statement_sets *out)
{
    gather g = {.t = t};
    bool is_short;
    CM_TRY(cm_fn_minimal(t->d, f, &f));
    CM_TRY(short_enough(t, f, &is_short));
    if (!is_short)
        return COMITIA_OK;
    CM_TRY(cm_fn_each(t->d, f, gather_set, &g));
    if (g.sets.n)
        qsort(g.sets.at, g.sets.n, sizeof *g.sets.at, by_size);
    *out = (cm_statement_sets){
        .known = true, .at = g.sets.at, .n = (uint32_t)g.sets.n};
    return COMITIA_OK;
}

static comitia_status list_clashes(cm_bargain *t, cm_fn deal, cm_goal *goal)
{
    cm_fn f;
    CM_TRY(cm_fn_not(t->d, deal, &f));
    return list_minimal(t, f, &goal->clashes);
}

/* D seen from what is given up: flipped, it rises. */
static comitia_status list_concessions(cm_bargain *t, cm_fn deal, cm_goal *goal)
{
    cm_fn f;
    CM_TRY(cm_fn_flip(t->d, deal, &f));
    return list_minimal(t, f, &goal->concessions);
}

/* ---- best totals -------------------------------------------------------- */

typedef struct contest {
    cm_bargain *t;
    uint32_t n_sides;
    mpq_t *total; /* of the vector at hand, one a side */
    cm_vec(const cm_number *const *) front;
} contest;

/* Neither of two totals may be everywhere at least the other's. */
static bool at_least(const contest *c, const cm_number *const *a, bool swap)
{
    for (uint32_t s = 0; s < c->n_sides; s++) {
        int sign = mpq_cmp(a[s]->q, c->total[s]);
        if (swap ? sign > 0 : sign < 0)
            return false;
    }
    return true;
}

static comitia_status enter(contest *c)
{
    CM_TRY(cm_spend(c->t->ctx, 20 * (uint64_t)(c->front.n + 1) * c->n_sides));
    for (size_t i = 0; i < c->front.n; i++)
        if (at_least(c, c->front.at[i], false))
            return COMITIA_OK;
    size_t left = 0;
    for (size_t i = 0; i < c->front.n; i++)
        if (!at_least(c, c->front.at[i], true))
            c->front.at[left++] = c->front.at[i];
    c->front.n = left;
    const cm_number **entry =
        cm_new_n(c->t->arena, const cm_number *, c->n_sides);
    if (!entry)
        return COMITIA_E_NOMEM;
    for (uint32_t s = 0; s < c->n_sides; s++) {
        entry[s] = cm_number_keep(c->t->arena, c->total[s]);
        if (!entry[s])
            return COMITIA_E_NOMEM;
    }
    return cm_push(c->t->arena, &c->front, entry) ? COMITIA_OK
                                                  : COMITIA_E_NOMEM;
}

/* The vector is flipped: 0 stands for a wish that comes true. */
static comitia_status enter_vector(void *user, const uint32_t *x)
{
    contest *c = user;
    const cm_talks *talks = c->t->talks;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    for (uint32_t s = 0; s < c->n_sides; s++)
        mpq_set_ui(c->total[s], 0, 1);
    for (uint32_t i = 0; i < talks->n_lines; i++) {
        const cm_line *line = &talks->lines[i];
        if (line->kind == CM_LINE_WANTS && x[c->t->level_of_line[i]] == 0)
            mpq_add(c->total[line->side], c->total[line->side],
                    line->worth ? line->worth->q : one);
    }
    mpq_clear(one);
    return enter(c);
}

/* Worths are never negative, so every best total is reached by a largest set
   of wishes that can come true together. */
static comitia_status largest_wishes(cm_bargain *t, const cm_goal *goal,
                                     cm_fn *out)
{
    cm_fn f, one;
    CM_TRY(cm_fn_and(t->d, t->all, t->fn[goal->line - t->talks->lines], &f));
    for (uint32_t i = 0; i < t->talks->n_lines; i++) {
        if (t->talks->lines[i].kind != CM_LINE_WANTS)
            continue;
        CM_TRY(guarded(t, i, &one));
        CM_TRY(cm_fn_and(t->d, f, one, &f));
    }
    CM_TRY(exists_beside(t, CM_LINE_WANTS, f, &f));
    CM_TRY(cm_fn_flip(t->d, f, &f));
    return cm_fn_minimal(t->d, f, out);
}

static comitia_status list_best(cm_bargain *t, cm_fn unused, cm_goal *goal)
{
    contest c = {.t = t, .n_sides = t->talks->n_sides};
    comitia_status status;
    cm_fn wishes;
    bool is_short;
    (void)unused;
    c.total = cm_new_n(t->arena, mpq_t, c.n_sides);
    if (!c.total)
        return COMITIA_E_NOMEM;
    for (uint32_t s = 0; s < c.n_sides; s++)
        mpq_init(c.total[s]);
    CM_GO(largest_wishes(t, goal, &wishes));
    CM_GO(short_enough(t, wishes, &is_short));
    if (!is_short)
        goto done;
    CM_GO(cm_fn_each(t->d, wishes, enter_vector, &c));
    goal->best =
        (cm_best){.known = true, .at = c.front.at, .n = (uint32_t)c.front.n};
done:
    for (uint32_t s = 0; s < c.n_sides; s++)
        mpq_clear(c.total[s]);
    return status;
}

/* ---- all lists ---------------------------------------------------------- */

typedef comitia_status lister(cm_bargain *t, cm_fn deal, cm_goal *goal);

/* Lists within half of the steps that are left, so that one costly list does
   not take the others with it. */
static comitia_status within_half(cm_bargain *t, lister *list, cm_fn deal,
                                  cm_goal *goal)
{
    uint64_t limit = t->ctx->limit;
    t->ctx->limit = t->ctx->steps + (limit - t->ctx->steps) / 2;
    comitia_status status = list(t, deal, goal);
    t->ctx->limit = limit;
    return cm_is_limit(t->ctx, status) ? COMITIA_OK : status;
}

static comitia_status list_refusal(cm_bargain *t, cm_fn background_fn,
                                   cm_goal *goal)
{
    cm_fn deal;
    CM_TRY(cm_fn_and(t->d, background_fn,
                     t->fn[goal->line - t->talks->lines], &deal));
    CM_TRY(exists_beside(t, CM_LINE_DEMANDS, deal, &deal));
    CM_TRY(within_half(t, list_clashes, deal, goal));
    return within_half(t, list_concessions, deal, goal);
}

static comitia_status list_refusals(cm_bargain *t, cm_fn unused, cm_goal *first)
{
    cm_fn back = CM_FALSE;
    bool made = false;
    (void)unused;
    for (uint32_t g = 0; first[g].line; g++) {
        if (first[g].deal)
            continue;
        if (!made)
            CM_TRY(background(t, &back));
        made = true;
        CM_TRY(within_half(t, list_refusal, back, &first[g]));
    }
    return COMITIA_OK;
}

comitia_status cm_deal_lists(cm_deal *deal)
{
    cm_bargain *t = deal->bargain;
    t->ctx->doing = "listing clashes and concessions";
    for (uint32_t g = 0; g < deal->n_goals; g++) {
        cm_goal *goal = &deal->goals[g];
        if (goal->deal)
            goal->clashes.known = goal->concessions.known = true;
        if (!goal->deal || t->n_wants == 0)
            goal->best.known = true;
        else
            CM_TRY(within_half(t, list_best, CM_TRUE, goal));
    }
    return t->too_many ? COMITIA_OK
                       : within_half(t, list_refusals, CM_TRUE, deal->goals);
}
