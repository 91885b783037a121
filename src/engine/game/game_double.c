#include "engine/game/game_double.h"

#include "engine/game/game_act.h"
#include "engine/weighted/weighted.h"

enum { MOST_QUOTAS = 16, MOST_COUNT = 100000 };

/* One quota: the sum it asks for, and how much of it. */
typedef struct leaf {
    uint32_t sum; /* 0 or 1 */
    mpz_t bound;
} leaf;

typedef struct finder {
    cm_game_act *one;
    uint32_t n;       /* classes */
    mpz_t *weight[2]; /* of each class, in lowest terms */
    mpz_t total[2];
    uint32_t n_sums;
    leaf leaves[MOST_QUOTAS]; /* in the order of the text */
    uint32_t n_leaves;
    uint32_t count; /* which sum is the count */
    mpz_t *fresh, gcd, units;
} finder;

static comitia_status finder_init(finder *f, cm_game_act *one)
{
    *f = (finder){.one = one, .n = one->g->n_classes};
    mpz_t *all = cm_new_n(&one->scratch, mpz_t, 3 * (uint64_t)f->n + 1);
    if (!all)
        return COMITIA_E_NOMEM;
    f->weight[0] = all;
    f->weight[1] = all + f->n;
    f->fresh = all + 2 * (size_t)f->n;
    for (uint32_t k = 0; k < 3 * f->n; k++)
        mpz_init(all[k]);
    for (uint32_t k = 0; k < MOST_QUOTAS; k++)
        mpz_init(f->leaves[k].bound);
    mpz_inits(f->total[0], f->total[1], f->gcd, f->units, NULL);
    return COMITIA_OK;
}

static void finder_clear(finder *f)
{
    if (!f->fresh)
        return;
    for (uint32_t k = 0; k < 3 * f->n; k++)
        mpz_clear(f->weight[0][k]);
    for (uint32_t k = 0; k < MOST_QUOTAS; k++)
        mpz_clear(f->leaves[k].bound);
    mpz_clears(f->total[0], f->total[1], f->gcd, f->units, NULL);
}

/* ---- the sums ------------------------------------------------------------ */

static bool are_equal(const finder *f, const mpz_t *weight)
{
    for (uint32_t c = 0; c < f->n; c++)
        if (mpz_cmp(weight[c], f->fresh[c]) != 0)
            return false;
    return true;
}

/* The sum that f->fresh is, a new one if there is room. */
static bool find_sum(finder *f, uint32_t *sum)
{
    for (*sum = 0; *sum < f->n_sums; ++*sum)
        if (are_equal(f, f->weight[*sum]))
            return true;
    if (f->n_sums == 2)
        return false;
    f->n_sums++;
    for (uint32_t c = 0; c < f->n; c++)
        mpz_set(f->weight[*sum][c], f->fresh[c]);
    return true;
}

/* Weights and bound divided by what divides all weights. */
static void reduce(finder *f, mpz_ptr bound)
{
    mpz_set_ui(f->gcd, 0);
    for (uint32_t c = 0; c < f->n; c++)
        mpz_gcd(f->gcd, f->gcd, f->fresh[c]);
    if (mpz_sgn(f->gcd) == 0)
        mpz_set_ui(f->gcd, 1);
    for (uint32_t c = 0; c < f->n; c++)
        mpz_divexact(f->fresh[c], f->fresh[c], f->gcd);
    mpz_cdiv_q(bound, bound, f->gcd);
}

static comitia_status add_leaves(finder *f, const cm_rule *rule, bool *found)
{
    if (rule->kind == CM_RULE_NO_VETO || rule->kind == CM_RULE_CONSENT)
        *found = false;
    if (rule->kind != CM_RULE_QUOTA) {
        for (uint32_t k = 0; *found && k < rule->n_children; k++)
            CM_TRY(add_leaves(f, rule->children[k], found));
        return COMITIA_OK;
    }
    *found = f->n_leaves < MOST_QUOTAS;
    if (!*found)
        return COMITIA_OK;
    leaf *new = &f->leaves[f->n_leaves++];
    CM_TRY(cm_game_act_sum(f->one, rule->quota, f->fresh, NULL,
                           new->bound, found));
    if (!*found)
        return COMITIA_OK;
    reduce(f, new->bound);
    *found = find_sum(f, &new->sum);
    return COMITIA_OK;
}

static uint64_t units_of(const finder *f, uint32_t c)
{
    const cm_game *g = f->one->g;
    return g->matters[f->one->i][c] ? g->classes[c].units : 0;
}

static void add_totals(finder *f)
{
    for (uint32_t c = 0; c < f->n; c++) {
        cm_set_u64(f->units, units_of(f, c));
        for (unsigned k = 0; k < 2; k++)
            mpz_addmul(f->total[k], f->units, f->weight[k][c]);
    }
    f->count = mpz_cmp(f->total[1], f->total[0]) < 0;
}

/* ---- the staircase ------------------------------------------------------- */

/* What the coalition wants of the rule, if every leaf is as `is_met` says;
   `at` runs over the leaves. Turned, a leaf says that its quota is not met. */
static bool holds(const finder *f, const cm_rule *rule, const bool *is_met,
                  uint32_t *at)
{
    if (rule->kind == CM_RULE_QUOTA)
        return is_met[(*at)++] != f->one->turned;
    uint64_t yes = 0, n = rule->n_children;
    for (uint32_t k = 0; k < n; k++)
        yes += holds(f, rule->children[k], is_met, at);
    if (rule->kind == CM_RULE_AND)
        return yes == n;
    if (rule->kind == CM_RULE_OR)
        return yes > 0;
    switch (rule->compare) {
    case CM_AT_LEAST: return yes >= rule->k;
    case CM_MORE_THAN: return yes > rule->k;
    case CM_AT_MOST: return yes <= rule->k;
    case CM_FEWER_THAN: break;
    }
    return yes < rule->k;
}

/* A coalition of that count and weight wins. */
static bool wins(const finder *f, uint32_t count, mpz_srcptr weight)
{
    bool is_met[MOST_QUOTAS];
    uint32_t at = 0;
    for (uint32_t k = 0; k < f->n_leaves; k++) {
        const leaf *l = &f->leaves[k];
        is_met[k] = l->sum == f->count ? mpz_cmp_ui(l->bound, count) <= 0
                                       : mpz_cmp(weight, l->bound) >= 0;
    }
    return holds(f, f->one->rule, is_met, &at) != f->one->turned;
}

static uint64_t get_u64(mpz_srcptr z)
{
    uint64_t value = 0;
    mpz_export(&value, NULL, -1, sizeof value, 0, 0, z);
    return value;
}

/* The least weight that wins at a count: none, or what some quota asks for. */
static void find_need(const finder *f, uint32_t count, mpz_ptr least)
{
    mpz_srcptr total = f->total[1 - f->count];
    mpz_set_ui(least, 0);
    if (wins(f, count, least))
        return;
    mpz_add_ui(least, total, 1);
    for (uint32_t k = 0; k < f->n_leaves; k++) {
        mpz_srcptr bound = f->leaves[k].bound;
        if (f->leaves[k].sum != f->count && mpz_sgn(bound) > 0 &&
            mpz_cmp(bound, least) < 0 && wins(f, count, bound))
            mpz_set(least, bound);
    }
}

static comitia_status set_need(finder *f, uint64_t *need, uint32_t total_count)
{
    comitia_status status = COMITIA_OK;
    mpz_t least;
    mpz_init(least);
    for (uint32_t t = 0; t <= total_count; t++) {
        CM_GO(cm_spend(f->one->g->law->ctx,
                       100 * (uint64_t)f->n_leaves * f->n_leaves));
        find_need(f, t, least);
        need[t] = get_u64(least);
    }
done:
    mpz_clear(least);
    return status;
}

/* ---- how large a diagram ------------------------------------------------- */

/* Both sums as one number tell at least as much as a node does. */
static comitia_status find_nodes(finder *f, const cm_double *rule,
                                 uint64_t *nodes)
{
    mpz_t quota;
    for (uint32_t c = 0; c < f->n; c++) {
        mpz_mul_ui(f->fresh[c], f->weight[1 - f->count][c],
                   (unsigned long)rule->total_count + 1);
        mpz_add(f->fresh[c], f->fresh[c], f->weight[f->count][c]);
    }
    mpz_init_set_ui(quota, 1);
    const cm_weighted both = {f->n, rule->units, (const mpz_t *)f->fresh,
                              quota};
    comitia_status status =
        cm_weighted_nodes(f->one->g->law->ctx, &both, nodes);
    mpz_clear(quota);
    return status;
}

/* ---- all of it ----------------------------------------------------------- */

static comitia_status make_rule(finder *f, cm_double *rule)
{
    cm_arena *arena = f->one->g->law->arena;
    uint32_t heavy = 1 - f->count;
    uint64_t *units = cm_new_n(arena, uint64_t, f->n);
    uint32_t *count = cm_new_n(arena, uint32_t, f->n);
    uint64_t *weight = cm_new_n(arena, uint64_t, f->n);
    uint32_t total = (uint32_t)get_u64(f->total[f->count]);
    uint64_t *need = cm_new_n(arena, uint64_t, (uint64_t)total + 1);
    if (!units || !count || !weight || !need)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < f->n; c++) {
        units[c] = units_of(f, c);
        count[c] = units[c] ? (uint32_t)get_u64(f->weight[f->count][c]) : 0;
        weight[c] = units[c] ? get_u64(f->weight[heavy][c]) : 0;
    }
    CM_TRY(set_need(f, need, total));
    *rule = (cm_double){.n = f->n,
                        .units = units,
                        .count = count,
                        .weight = weight,
                        .total_count = total,
                        .total_weight = get_u64(f->total[heavy]),
                        .need = need};
    return COMITIA_OK;
}

static comitia_status find_rule(finder *f, bool *found, cm_game_double *out)
{
    CM_TRY(add_leaves(f, f->one->rule, found));
    if (!*found)
        return COMITIA_OK;
    add_totals(f);
    *found = mpz_cmp_ui(f->total[f->count], MOST_COUNT) <= 0 &&
             mpz_sizeinbase(f->total[1 - f->count], 2) <= 62;
    if (!*found)
        return COMITIA_OK;
    CM_TRY(make_rule(f, &out->rule));
    return find_nodes(f, &out->rule, &out->nodes);
}

comitia_status cm_game_double_find(cm_game *g, uint32_t i, bool *found,
                                   cm_game_double *out)
{
    cm_game_act one;
    finder f = {0};
    comitia_status status;
    CM_GO(cm_game_act_find(g, i, 2, &one, found));
    *found = *found && one.rule->kind != CM_RULE_QUOTA;
    if (!*found)
        goto done;
    CM_GO(finder_init(&f, &one));
    CM_GO(find_rule(&f, found, out));
done:
    finder_clear(&f);
    cm_game_act_clear(&one);
    *found = *found && status == COMITIA_OK;
    return status;
}
