#include "engine/johnston.h"

#include "engine/flat.h"

typedef struct johnston {
    cm_ctx *ctx;
    cm_arena *arena;
    cm_fn_game game; /* without the classes that change nothing */
    uint8_t *counts; /* per level: the function depends on it */
    uint32_t *level; /* these levels, from the top */
    uint32_t n;      /* how many */
    uint64_t players;
} johnston;

static comitia_status find_levels(johnston *j)
{
    uint32_t levels = cm_diagram_levels(j->game.d);
    j->counts = cm_new_n(j->arena, uint8_t, levels);
    j->level = cm_new_n(j->arena, uint32_t, levels);
    if (!j->counts || !j->level)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_support(j->game.d, j->game.force, j->counts));
    for (uint32_t l = 0; l < levels; l++)
        if (j->counts[l]) {
            j->level[j->n++] = l;
            j->players += j->game.units[l];
        }
    j->game.matters = j->counts;
    return COMITIA_OK;
}

/* ---- an order of desirability --------------------------------------------------- */

/* small implies large; both are seldom far apart */
static comitia_status implies(cm_diagram *d, cm_fn small, cm_fn large,
                              bool *yes)
{
    cm_fn both;
    *yes = true;
    if (small == CM_FALSE || large == CM_TRUE || small == large)
        return COMITIA_OK;
    CM_TRY(cm_fn_and(d, small, large, &both));
    *yes = both == small;
    return COMITIA_OK;
}

static cm_fn at_level(const cm_diagram *d, cm_fn f, uint32_t level,
                      uint32_t value)
{
    return cm_fn_level(d, f) == level ? cm_fn_child(d, f, value) : f;
}

/* f is at `above`, the next level that counts is `below`: a player of the
   upper one instead of one of the lower never harms. */
static comitia_status upper_is_better(johnston *j, cm_fn f, uint32_t above,
                                      uint32_t below, bool *yes)
{
    cm_diagram *d = j->game.d;
    for (uint32_t a = 0; a < j->game.units[above]; a++) {
        cm_fn with = cm_fn_child(d, f, a + 1), without = cm_fn_child(d, f, a);
        if (with == without && with <= CM_TRUE)
            continue;
        CM_TRY(cm_spend(j->ctx, 10 * j->game.units[below]));
        for (uint32_t b = 0; b < j->game.units[below]; b++) {
            CM_TRY(implies(d, at_level(d, without, below, b + 1),
                           at_level(d, with, below, b), yes));
            if (!*yes)
                return COMITIA_OK;
        }
    }
    *yes = true;
    return COMITIA_OK;
}

static uint32_t next_level(const johnston *j, uint32_t level)
{
    for (uint32_t l = level + 1; l < cm_diagram_levels(j->game.d); l++)
        if (j->counts[l])
            return l;
    return cm_diagram_levels(j->game.d);
}

/* One node. A player between it and a child that is no constant would be worth
   nothing there, while one below the child is worth something. */
static comitia_status node_is_ordered(johnston *j, cm_fn f, bool *yes)
{
    cm_diagram *d = j->game.d;
    uint32_t level = cm_fn_level(d, f), next = next_level(j, level);
    *yes = true;
    for (uint32_t v = 0; v < cm_diagram_size(d, level); v++) {
        cm_fn child = cm_fn_child(d, f, v);
        if (child > CM_TRUE && cm_fn_level(d, child) > next)
            *yes = false;
    }
    if (*yes && next < cm_diagram_levels(d))
        CM_TRY(upper_is_better(j, f, level, next, yes));
    return COMITIA_OK;
}

static comitia_status is_ordered(johnston *j, bool *yes)
{
    cm_diagram *d = j->game.d;
    cm_vec(cm_fn) stack = {0};
    size_t n = (size_t)cm_diagram_nodes(d) + 2;
    uint8_t *seen = cm_new_n(j->arena, uint8_t, n);
    if (!seen || !cm_push(j->arena, &stack, j->game.force))
        return COMITIA_E_NOMEM;
    *yes = true;
    while (stack.n && *yes) {
        cm_fn f = stack.at[--stack.n];
        if (f <= CM_TRUE || seen[f])
            continue;
        seen[f] = 1;
        CM_TRY(node_is_ordered(j, f, yes));
        for (uint32_t v = 0; v < cm_diagram_size(d, cm_fn_level(d, f)); v++) {
            cm_fn child = cm_fn_child(d, f, v);
            if (child > CM_TRUE && !seen[child] &&
                !cm_push(j->arena, &stack, child))
                return COMITIA_E_NOMEM;
        }
    }
    return COMITIA_OK;
}

/* ---- by the order ------------------------------------------------------------------ */

static comitia_status by_order(johnston *j, cm_sized *counts)
{
    cm_flat flat;
    cm_flat_work work;
    cm_primes primes;
    CM_TRY(cm_flat_new(j->ctx, j->arena, &j->game, j->game.force, &flat));
    CM_TRY(cm_flat_work_new(j->arena, &flat, &work));
    CM_TRY(cm_primes_new(j->ctx, j->arena, j->players, &primes));
    size_t row = counts->sizes, all = row * counts->n_rows;
    uint32_t *values = cm_alloc_n(j->arena, primes.n, all * sizeof *values);
    if (!values)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < primes.n; i++) {
        cm_flat_modulo(&work, primes.at[i]);
        for (uint32_t y = 0; y < counts->sizes; y++) {
            CM_TRY(cm_spend(j->ctx, 2 * cm_flat_cost(&flat)));
            cm_flat_mark(&work, y);
            cm_flat_critical(&work, values + i * all + y, row);
        }
    }
    return cm_sized_from_points(j->ctx, j->arena, &primes, values, counts);
}

/* ---- by trying all vectors ------------------------------------------------------------ */

typedef struct trial {
    johnston *j;
    cm_sized *counts;
    uint32_t *x;    /* per level that counts */
    cm_fn *left;    /* function left above it; n + 1 */
    mpz_t *weight;  /* ways to choose the members above it; n + 1 */
    uint8_t *critical;
} trial;

static void choose_members(trial *t, uint32_t i)
{
    mpz_bin_uiui(t->weight[i + 1], t->j->game.units[t->j->level[i]], t->x[i]);
    mpz_mul(t->weight[i + 1], t->weight[i + 1], t->weight[i]);
}

/* Goes down from level i with the values x. */
static void descend(trial *t, uint32_t i)
{
    const johnston *j = t->j;
    for (; i < j->n; i++) {
        t->left[i + 1] =
            at_level(j->game.d, t->left[i], j->level[i], t->x[i]);
        choose_members(t, i);
    }
}

static bool wins_without(const trial *t, uint32_t i)
{
    const johnston *j = t->j;
    cm_fn f = at_level(j->game.d, t->left[i], j->level[i], t->x[i] - 1);
    for (uint32_t k = i + 1; k < j->n && f > CM_TRUE; k++)
        f = at_level(j->game.d, f, j->level[k], t->x[k]);
    return f == CM_TRUE;
}

/* Adds the coalitions of x. Of the players of class i a share x[i] / units is
   in; the division is made at the end. */
static void add_vector(trial *t)
{
    const johnston *j = t->j;
    uint64_t critical = 0;
    for (uint32_t i = 0; i < j->n; i++) {
        t->critical[i] = t->x[i] && !wins_without(t, i);
        critical += t->critical[i] ? t->x[i] : 0;
    }
    for (uint32_t i = 0; i < j->n && critical; i++)
        if (t->critical[i])
            mpz_addmul_ui(t->counts->at[(size_t)j->level[i] *
                                            t->counts->sizes +
                                        critical - 1],
                          t->weight[j->n], t->x[i]);
}

/* The next vector; false behind the last. *from is the first level that
   changed. */
static bool next_vector(trial *t, uint32_t *from)
{
    for (uint32_t i = t->j->n; i-- > 0;) {
        if (t->x[i] < t->j->game.units[t->j->level[i]]) {
            t->x[i]++;
            *from = i;
            return true;
        }
        t->x[i] = 0;
    }
    return false;
}

static comitia_status try_all(trial *t)
{
    const johnston *j = t->j;
    uint32_t from = 0;
    t->left[0] = j->game.force;
    mpz_set_ui(t->weight[0], 1);
    do {
        CM_TRY(cm_spend(j->ctx, 60 + 10 * (uint64_t)j->n * j->n +
                                    j->players / 16));
        descend(t, from);
        if (t->left[j->n] == CM_TRUE)
            add_vector(t);
    } while (next_vector(t, &from));
    return COMITIA_OK;
}

static comitia_status by_trial(johnston *j, cm_sized *counts)
{
    trial t = {.j = j,
               .counts = counts,
               .x = cm_new_n(j->arena, uint32_t, j->n),
               .left = cm_new_n(j->arena, cm_fn, (size_t)j->n + 1),
               .weight = cm_new_n(j->arena, mpz_t, (size_t)j->n + 1),
               .critical = cm_new_n(j->arena, uint8_t, j->n)};
    if (!t.x || !t.left || !t.weight || !t.critical)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i <= j->n; i++)
        mpz_init(t.weight[i]);
    comitia_status status = try_all(&t);
    for (uint32_t i = 0; i <= j->n; i++)
        mpz_clear(t.weight[i]);
    for (uint32_t i = 0; i < j->n; i++)
        for (uint32_t k = 0; k < counts->sizes; k++) {
            mpz_ptr at =
                counts->at[(size_t)j->level[i] * counts->sizes + k];
            mpz_divexact_ui(at, at, j->game.units[j->level[i]]);
        }
    return status;
}

/* Steps of trying all vectors, or UINT64_MAX. */
static uint64_t cost_of_trial(const johnston *j)
{
    uint64_t each = 60 + 10 * (uint64_t)j->n * j->n + j->players / 16, n = 1;
    for (uint32_t i = 0; i < j->n; i++) {
        uint64_t values = j->game.units[j->level[i]] + 1;
        if (n > UINT64_MAX / values / each)
            return UINT64_MAX;
        n *= values;
    }
    return n * each;
}

comitia_status cm_johnston_counts(cm_ctx *ctx, cm_arena *arena,
                                  const cm_fn_game *game, uint64_t budget,
                                  cm_sized *counts, bool *found)
{
    johnston j = {.ctx = ctx, .arena = arena, .game = *game};
    bool ordered = false;
    *found = false;
    CM_TRY(find_levels(&j));
    if (j.players > 100000)
        return COMITIA_OK;
    uint64_t trying = cost_of_trial(&j);
    uint64_t sweeps = (j.players / 30 + 1) * (j.players + 1) * 40 *
                      ((uint64_t)cm_diagram_nodes(game->d) + j.players);
    if (trying > 1000000)
        CM_TRY(is_ordered(&j, &ordered));
    if ((ordered ? sweeps : trying) > budget)
        return COMITIA_OK;
    CM_TRY(cm_sized_new(ctx, arena, cm_diagram_levels(game->d),
                        (uint32_t)j.players, counts));
    comitia_status status = ordered ? by_order(&j, counts)
                                    : by_trial(&j, counts);
    if (status != COMITIA_OK)
        cm_sized_clear(counts);
    else
        *found = true;
    return status;
}
