#include "engine/power/johnston.h"

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

static cm_fn at_level(const cm_diagram *d, cm_fn f, uint32_t level,
                      uint32_t value)
{
    return cm_fn_level(d, f) == level ? cm_fn_child(d, f, value) : f;
}

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
               .left = cm_new_n(j->arena, cm_fn, (uint64_t)j->n + 1),
               .weight = cm_new_n(j->arena, mpz_t, (uint64_t)j->n + 1),
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
    *found = false;
    CM_TRY(find_levels(&j));
    if (j.players > 100000 || cost_of_trial(&j) > budget)
        return COMITIA_OK;
    CM_TRY(cm_sized_new(ctx, arena, cm_diagram_levels(game->d),
                        (uint32_t)j.players, counts));
    comitia_status status = by_trial(&j, counts);
    if (status != COMITIA_OK)
        cm_sized_clear(counts);
    else
        *found = true;
    return status;
}
