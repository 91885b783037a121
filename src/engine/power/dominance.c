#include "engine/power/dominance.h"

#include <stdlib.h>

#include "engine/numbers/allowance.h"
#include "engine/power/desirability.h"

/* Classes that matter, those with more swings first. */
typedef struct ranked {
    mpz_srcptr swings;
    uint32_t class_of;
} ranked;

typedef struct ranking {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_fn_game *game; /* NULL: any two compare */
    ranked *order;
    uint32_t n;
    uint8_t *over; /* over[i * n + k], i < k: i is as desirable as k or more */
} ranking;

static int more_swings_first(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    int sign = mpz_cmp(a->swings, b->swings);
    if (sign)
        return -sign;
    return a->class_of < b->class_of ? -1 : a->class_of > b->class_of;
}

static comitia_status sort(ranking *r, const cm_power *power,
                           const uint64_t *units)
{
    r->order = cm_new_n(r->arena, ranked, power->n_rows);
    if (!r->order)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(r->ctx, 500 * (uint64_t)power->n_rows));
    for (uint32_t c = 0; c < power->n_rows; c++)
        if (units[c])
            r->order[r->n++] =
                (ranked){mpq_numref(power->rows[c].swings->q), c};
    if (r->n)
        qsort(r->order, r->n, sizeof *r->order, more_swings_first);
    return COMITIA_OK;
}

static bool same_swings(const ranking *r, uint32_t i, uint32_t k)
{
    return mpz_cmp(r->order[i].swings, r->order[k].swings) == 0;
}

/* ---- any two compare ----------------------------------------------------- */

static comitia_status set_chain(ranking *r, uint32_t n_classes,
                                cm_dominance *out)
{
    uint32_t *rank_of = cm_new_n(r->arena, uint32_t, n_classes);
    uint32_t(*covers)[2] = cm_alloc_n(r->arena, r->n, sizeof *covers);
    if (!rank_of || !covers)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < n_classes; c++)
        rank_of[c] = CM_NOTHING;
    *out = (cm_dominance){.rank_of = rank_of, .complete = true};
    for (uint32_t i = 0; i < r->n; i++) {
        if (i == 0 || !same_swings(r, i, i - 1))
            out->n_ranks++;
        rank_of[r->order[i].class_of] = out->n_ranks - 1;
    }
    for (uint32_t k = 1; k < out->n_ranks; k++) {
        covers[k - 1][0] = k - 1;
        covers[k - 1][1] = k;
        out->n_covers++;
    }
    out->covers = (const uint32_t(*)[2])covers;
    return COMITIA_OK;
}

comitia_status cm_dominance_by_swings(cm_ctx *ctx, cm_arena *arena,
                                      const cm_power *power,
                                      const uint64_t *units, cm_dominance *out)
{
    ranking r = {.ctx = ctx, .arena = arena};
    CM_TRY(sort(&r, power, units));
    return set_chain(&r, power->n_rows, out);
}

/* ---- two sums ------------------------------------------------------------ */

typedef struct sums {
    uint32_t count;
    uint64_t weight;
} sums;

static int by_count_and_weight(const void *left, const void *right)
{
    const sums *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return a->weight < b->weight ? -1 : a->weight > b->weight;
}

comitia_status cm_dominance_of_double(cm_ctx *ctx, cm_arena *arena,
                                      const cm_double *rule,
                                      const cm_power *power, bool *found,
                                      cm_dominance *out)
{
    uint32_t n = 0;
    sums *of = cm_new_n(arena, sums, rule->n);
    if (!of)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, 500 * (uint64_t)rule->n));
    for (uint32_t c = 0; c < rule->n; c++)
        if (rule->units[c])
            of[n++] = (sums){rule->count[c], rule->weight[c]};
    if (n)
        qsort(of, n, sizeof *of, by_count_and_weight);
    *found = true;
    for (uint32_t i = 1; i < n; i++)
        *found &= of[i].weight >= of[i - 1].weight;
    return *found ? cm_dominance_by_swings(ctx, arena, power, rule->units, out)
                  : COMITIA_OK;
}

/* ---- two players --------------------------------------------------------- */

static comitia_status implies(cm_diagram *d, cm_fn small, cm_fn large,
                              bool *yes)
{
    cm_fn both;
    CM_TRY(cm_fn_and(d, small, large, &both));
    *yes = both == small;
    return COMITIA_OK;
}

/* Whether winning with one more of class b implies winning with one more of
   class a instead (`with` against `without`), for every number of b. */
static comitia_status replaces(const cm_fn_game *game, cm_fn without,
                               cm_fn with, uint32_t b, bool *yes)
{
    cm_diagram *d = game->d;
    *yes = true;
    for (uint32_t v = 0; v < game->units[b] && *yes; v++) {
        cm_fn mine, other;
        CM_TRY(cm_fn_restrict(d, without, b, v + 1, &other));
        CM_TRY(cm_fn_restrict(d, with, b, v, &mine));
        CM_TRY(implies(d, other, mine, yes));
    }
    return COMITIA_OK;
}

/* A player of class a in place of one of class b never harms. */
static comitia_status is_over(const cm_fn_game *game, uint32_t a, uint32_t b,
                              bool *yes)
{
    cm_fn without, with;
    *yes = true;
    CM_TRY(cm_fn_restrict(game->d, game->force, a, 0, &without));
    for (uint32_t v = 0; v < game->units[a] && *yes; v++) {
        CM_TRY(cm_fn_restrict(game->d, game->force, a, v + 1, &with));
        CM_TRY(replaces(game, without, with, b, yes));
        without = with;
    }
    return COMITIA_OK;
}

/* ---- any game ------------------------------------------------------------ */

static bool follows(const ranking *r, uint32_t i, uint32_t k)
{
    for (uint32_t j = i + 1; j < k; j++)
        if (r->over[(size_t)i * r->n + j] && r->over[(size_t)j * r->n + k])
            return true;
    return false;
}

/* A player with fewer swings is never over one with more; with as many, each
   is over the other or none is. What follows from others is not looked up. */
static comitia_status compare_all(ranking *r)
{
    for (uint32_t k = 1; k < r->n; k++)
        for (uint32_t i = k; i-- > 0;) {
            bool over = follows(r, i, k);
            CM_TRY(cm_spend(r->ctx, 20 + k));
            if (!over)
                CM_TRY(is_over(r->game, r->order[i].class_of,
                               r->order[k].class_of, &over));
            r->over[(size_t)i * r->n + k] = over;
        }
    return COMITIA_OK;
}

/* rank[i] of the i-th in the order; ranks count in that order. */
static uint32_t find_ranks(const ranking *r, uint32_t *rank, uint32_t *first)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < r->n; k++) {
        rank[k] = CM_NOTHING;
        for (uint32_t i = k; i-- > 0 && same_swings(r, i, k);)
            if (r->over[(size_t)i * r->n + k])
                rank[k] = rank[i];
        if (rank[k] == CM_NOTHING) {
            first[n] = k;
            rank[k] = n++;
        }
    }
    return n;
}

/* Pairs of ranks with nothing between; false if two ranks do not compare. */
static bool find_covers(const ranking *r, const uint32_t *first, uint32_t n,
                        uint32_t (*covers)[2], uint32_t *n_covers)
{
    bool complete = true;
    *n_covers = 0;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++) {
            const uint8_t *over = r->over + (size_t)first[a] * r->n;
            bool between = false;
            complete &= over[first[b]] != 0;
            for (uint32_t m = a + 1; m < b && !between; m++)
                between = over[first[m]] &&
                          r->over[(size_t)first[m] * r->n + first[b]];
            if (!over[first[b]] || between)
                continue;
            if (covers) {
                covers[*n_covers][0] = a;
                covers[*n_covers][1] = b;
            }
            ++*n_covers;
        }
    return complete;
}

static comitia_status set_ranks(ranking *r, uint32_t n_classes,
                                cm_dominance *out)
{
    uint32_t *rank = cm_new_n(r->arena, uint32_t, r->n);
    uint32_t *first = cm_new_n(r->arena, uint32_t, r->n);
    uint32_t *rank_of = cm_new_n(r->arena, uint32_t, n_classes);
    if (!rank || !first || !rank_of)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(r->ctx, (uint64_t)r->n * r->n * (2 + r->n / 2)));
    for (uint32_t c = 0; c < n_classes; c++)
        rank_of[c] = CM_NOTHING;
    *out = (cm_dominance){.n_ranks = find_ranks(r, rank, first),
                          .rank_of = rank_of};
    for (uint32_t k = 0; k < r->n; k++)
        rank_of[r->order[k].class_of] = rank[k];
    find_covers(r, first, out->n_ranks, NULL, &out->n_covers);
    uint32_t(*covers)[2] = cm_alloc_n(r->arena, out->n_covers, sizeof *covers);
    if (!covers)
        return COMITIA_E_NOMEM;
    out->complete = find_covers(r, first, out->n_ranks, covers, &out->n_covers);
    out->covers = (const uint32_t(*)[2])covers;
    return COMITIA_OK;
}

static comitia_status rank_fn(ranking *r, const cm_power *power,
                              const uint64_t *units, cm_dominance *out)
{
    enum { MOST = 4096 }; /* 16 MiB of comparisons */
    const cm_fn_game *game = r->game;
    bool ordered;
    uint8_t *depends = cm_new_n(r->arena, uint8_t, power->n_rows);
    if (!depends)
        return COMITIA_E_NOMEM;
    CM_TRY(sort(r, power, units));
    CM_TRY(cm_fn_support(game->d, game->force, depends));
    CM_TRY(cm_fn_is_ordered(r->ctx, r->arena, game, game->force, depends,
                            &ordered));
    if (ordered)
        return set_chain(r, power->n_rows, out);
    if (r->n > MOST)
        return cm_fail(r->ctx, COMITIA_E_BUDGET,
                       "more than 4,096 different players");
    r->over = cm_alloc_n(r->arena, (uint64_t)r->n * r->n, 1);
    if (!r->over)
        return COMITIA_E_NOMEM;
    CM_TRY(compare_all(r));
    return set_ranks(r, power->n_rows, out);
}

comitia_status cm_dominance_of_fn(cm_ctx *ctx, cm_arena *arena,
                                  const cm_fn_game *game, const cm_power *power,
                                  uint64_t budget, bool *found,
                                  cm_dominance *out)
{
    ranking r = {.ctx = ctx, .arena = arena, .game = game};
    uint64_t *units = cm_new_n(arena, uint64_t, power->n_rows);
    if (!units)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < power->n_rows; c++)
        units[c] = !game->matters || game->matters[c] ? game->units[c] : 0;
    uint64_t limit = cm_allow(ctx, budget);
    comitia_status status = rank_fn(&r, power, units, out);
    cm_allow_end(ctx, limit);
    *found = status == COMITIA_OK;
    return cm_is_limit(ctx, status) ? COMITIA_OK : status;
}
