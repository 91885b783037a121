#include "engine/game/coalitions.h"

#include <stdlib.h>

/* A family under way: what is needed to spread v players of a class over its
   entities (the freed seats of several parties, or players that are alike). */
typedef struct spread {
    const cm_family *family;
    cm_game *g;
    cm_ctx *ctx;
    cm_arena scratch;
    uint64_t **ways; /* [class][v]: how many spreads, capped */
    uint32_t *order; /* entities, class by class */
    uint64_t *after; /* per place in order: players behind it in its class */
    uint64_t *left;  /* per place: of the class, still to be taken there */
    uint64_t *k;     /* per entity */
} spread;

static uint64_t capped(uint64_t n)
{
    return n > CM_MOST_ITEMS ? CM_MOST_ITEMS + 1 : n;
}

static uint64_t capped_product(uint64_t a, uint64_t b)
{
    return capped(a * b); /* both at most 10^6 + 1 */
}

/* ---- how many items
 * ----------------------------------------------------------- */

/* ways[v] over entities of `units` players each, one entity after the other.
   A window that holds a capped value is capped, so sums of capped values are
   as good as the true ones. */
static comitia_status class_ways(spread *s, uint32_t c)
{
    const cm_class *class = &s->g->classes[c];
    uint64_t n = class->units + 1;
    uint64_t *ways = cm_new_n(&s->scratch, uint64_t, n);
    uint64_t *sums = cm_new_n(&s->scratch, uint64_t, n);
    uint64_t reach = 0;
    if (!ways || !sums)
        return COMITIA_E_NOMEM;
    ways[0] = 1;
    for (uint32_t e = 0; e < class->n_entities; e++) {
        uint64_t units = s->g->entities[class->entities[e]].units;
        CM_TRY(cm_spend(s->ctx, reach + units));
        reach += units;
        sums[0] = ways[0];
        for (uint64_t v = 1; v <= reach; v++)
            sums[v] = sums[v - 1] + ways[v];
        for (uint64_t v = 0; v <= reach; v++)
            ways[v] = capped(sums[v] - (v > units ? sums[v - units - 1] : 0));
    }
    s->ways[c] = ways;
    return COMITIA_OK;
}

static comitia_status spread_init(spread *s, const cm_family *family)
{
    cm_game *g = family->game;
    size_t n = g->n_entities;
    uint32_t at = 0;
    *s = (spread){.family = family, .g = g, .ctx = g->law->ctx};
    cm_arena_init(&s->scratch, s->ctx->allocator);
    s->ways = cm_new_n(&s->scratch, uint64_t *, g->n_classes);
    s->order = cm_new_n(&s->scratch, uint32_t, n);
    s->after = cm_new_n(&s->scratch, uint64_t, n);
    s->left = cm_new_n(&s->scratch, uint64_t, n);
    s->k = cm_new_n(&s->scratch, uint64_t, n);
    if (!s->ways || !s->order || !s->after || !s->left || !s->k)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < g->n_classes; c++) {
        uint64_t after = g->classes[c].units;
        CM_TRY(class_ways(s, c));
        for (uint32_t e = 0; e < g->classes[c].n_entities; e++, at++) {
            s->order[at] = g->classes[c].entities[e];
            after -= g->entities[s->order[at]].units;
            s->after[at] = after;
        }
    }
    return COMITIA_OK;
}

static void spread_clear(spread *s)
{
    cm_arena_clear(&s->scratch);
}

/* ---- weighted rules
 * -------------------------------------------------------------- */

/* Minimal coalitions in the order of descending weights. Whoever is in, as
   long as the rest can still make up for the quota, some coalition comes of
   it: the search has no dead ends. */
typedef struct search {
    spread *s;
    uint32_t n; /* classes with weight and players */
    uint32_t *class_of;
    uint64_t *weight, *units, *behind; /* behind: weight of all later classes */
    uint64_t *sum;                     /* before each place */
    uint64_t *product;                 /* spreads before each place, capped */
    uint64_t quota;
    uint32_t *x; /* per class of the game */
    bool never, always;
} search;

typedef struct heavy {
    mpz_srcptr weight;
    uint32_t class_of;
} heavy;

static int heavier_first(const void *left, const void *right)
{
    const heavy *a = left, *b = right;
    int sign = mpz_cmp(a->weight, b->weight);
    if (sign)
        return -sign;
    return a->class_of < b->class_of ? -1 : a->class_of > b->class_of;
}

static uint64_t get_u64(mpz_srcptr z)
{
    uint64_t value = 0;
    mpz_export(&value, NULL, -1, sizeof value, 0, 0, z);
    return value;
}

static void sum_all(const cm_weighted *rule, mpz_ptr total)
{
    mpz_t units;
    mpz_init(units);
    for (uint32_t c = 0; c < rule->n; c++) {
        cm_set_u64(units, rule->units[c]);
        mpz_addmul(total, units, rule->weight[c]);
    }
    mpz_clear(units);
}

static comitia_status search_order(search *t, const cm_weighted *rule)
{
    heavy *heavies = cm_new_n(&t->s->scratch, heavy, rule->n);
    if (!heavies)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < rule->n; c++)
        if (rule->units[c] && mpz_sgn(rule->weight[c]))
            heavies[t->n++] = (heavy){rule->weight[c], c};
    if (t->n)
        qsort(heavies, t->n, sizeof *heavies, heavier_first);
    uint64_t behind = 0;
    for (uint32_t i = t->n; i-- > 0;) {
        t->class_of[i] = heavies[i].class_of;
        t->weight[i] = get_u64(heavies[i].weight);
        t->units[i] = rule->units[heavies[i].class_of];
        t->behind[i] = behind;
        behind += t->weight[i] * t->units[i]; /* at most the total */
    }
    return COMITIA_OK;
}

static comitia_status search_init(search *t, spread *s)
{
    const cm_weighted *rule = s->family->rule;
    size_t n = (size_t)rule->n + 1;
    mpz_t total;
    *t = (search){.s = s,
                  .class_of = cm_new_n(&s->scratch, uint32_t, n),
                  .weight = cm_new_n(&s->scratch, uint64_t, n),
                  .units = cm_new_n(&s->scratch, uint64_t, n),
                  .behind = cm_new_n(&s->scratch, uint64_t, n),
                  .sum = cm_new_n(&s->scratch, uint64_t, n),
                  .product = cm_new_n(&s->scratch, uint64_t, n),
                  .x = cm_new_n(&s->scratch, uint32_t, n)};
    if (!t->class_of || !t->weight || !t->units || !t->behind || !t->sum ||
        !t->product || !t->x)
        return COMITIA_E_NOMEM;
    mpz_init(total);
    sum_all(rule, total);
    t->never = mpz_cmp(rule->quota, total) > 0;
    t->always = mpz_sgn(rule->quota) <= 0;
    bool fits = mpz_sizeinbase(total, 2) <= 62;
    mpz_clear(total);
    if (t->never || t->always)
        return COMITIA_OK;
    if (!fits)
        return cm_fail(s->ctx, COMITIA_E_BUDGET, "weights above 2^62");
    t->quota = get_u64(rule->quota);
    return search_order(t, rule);
}

/* Called at each minimal coalition with the number of its spreads. */
typedef comitia_status found_vector(void *user, const uint32_t *x,
                                    uint64_t spreads);

/* Values of place i that can still lead to the quota, largest first: from
   enough (or all there are) down. */
static uint64_t most_at(const search *t, uint32_t i)
{
    uint64_t need = (t->quota - t->sum[i] - 1) / t->weight[i] + 1;
    return need < t->units[i] ? need : t->units[i];
}

static bool can_go_on(const search *t, uint32_t i, uint64_t v)
{
    return t->sum[i] + v * t->weight[i] + t->behind[i] >= t->quota;
}

static comitia_status run_search(search *t, found_vector *found, void *user)
{
    uint32_t i = 0;
    if (t->never)
        return COMITIA_OK;
    if (t->always)
        return found(user, t->x, 1);
    t->product[0] = 1;
    t->x[t->class_of[0]] = (uint32_t)most_at(t, 0);
    for (;;) {
        uint32_t *v = &t->x[t->class_of[i]];
        uint64_t sum = t->sum[i] + *v * t->weight[i];
        uint64_t product =
            capped_product(t->product[i], t->s->ways[t->class_of[i]][*v]);
        CM_TRY(cm_spend(t->s->ctx, 20));
        if (sum >= t->quota)
            CM_TRY(found(user, t->x, product));
        else if (i + 1 < t->n && can_go_on(t, i, *v)) {
            i++;
            t->sum[i] = sum;
            t->product[i] = product;
            t->x[t->class_of[i]] = (uint32_t)most_at(t, i);
            continue;
        }
        /* the next value here, or back to where there is one */
        while (t->x[t->class_of[i]] == 0 ||
               !can_go_on(t, i, t->x[t->class_of[i]] - 1)) {
            t->x[t->class_of[i]] = 0;
            if (i-- == 0)
                return COMITIA_OK;
        }
        t->x[t->class_of[i]]--;
    }
}

static comitia_status count_spreads(void *user, const uint32_t *x,
                                    uint64_t spreads)
{
    (void)x;
    uint64_t *items = user;
    *items = capped(*items + spreads);
    return *items > CM_MOST_ITEMS ? COMITIA_E_RANGE : COMITIA_OK;
}

static comitia_status rule_items(spread *s, uint64_t *items)
{
    search t;
    *items = 0;
    CM_TRY(search_init(&t, s));
    comitia_status status = run_search(&t, count_spreads, items);
    return status == COMITIA_E_RANGE ? COMITIA_OK : status; /* enough seen */
}

/* ---- sets on a diagram
 * ------------------------------------------------------------- */

static comitia_status set_items(spread *s, uint64_t *items)
{
    comitia_status status = COMITIA_E_NOMEM;
    cm_game *g = s->g;
    uint32_t n = g->n_classes, made = 0;
    mpz_t **weights = cm_new_n(&s->scratch, mpz_t *, (uint64_t)n + 1);
    mpz_t sum;
    mpz_init(sum);
    if (!weights)
        goto done;
    for (; made < n; made++) {
        uint64_t values = g->classes[made].units + 1;
        weights[made] = cm_new_n(&s->scratch, mpz_t, values);
        if (!weights[made])
            goto done;
        for (size_t v = 0; v < values; v++)
            mpz_init_set_ui(weights[made][v], (unsigned long)s->ways[made][v]);
    }
    const cm_weights w = {(const mpz_t *const *)weights};
    CM_GO(cm_fn_count(g->d, s->family->set, &w, sum));
    *items = mpz_cmp_ui(sum, CM_MOST_ITEMS) > 0 ? CM_MOST_ITEMS + 1
                                                : mpz_get_ui(sum);
done:
    for (uint32_t c = 0; c < made; c++)
        for (size_t v = 0; v <= g->classes[c].units; v++)
            mpz_clear(weights[c][v]);
    mpz_clear(sum);
    return status;
}

comitia_status cm_family_items(const cm_family *family, uint64_t *items)
{
    spread s;
    comitia_status status = spread_init(&s, family);
    if (status == COMITIA_OK)
        status = family->rule ? rule_items(&s, items) : set_items(&s, items);
    spread_clear(&s);
    return status;
}

comitia_status cm_family_total(const cm_family *family, uint32_t i,
                               mpz_ptr total)
{
    cm_game *g = family->game;
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, g->law->ctx->allocator);
    uint64_t *units = cm_new_n(&scratch, uint64_t, g->n_classes);
    if (!units)
        goto done;
    for (uint32_t c = 0; c < g->n_classes; c++)
        units[c] = g->classes[c].units;
    const cm_fn_game game = {
        .d = g->d, .units = units, .matters = g->matters[i]};
    CM_GO(cm_power_total(g->law->ctx, &scratch, &game, family->set, total));
done:
    cm_arena_clear(&scratch);
    return status;
}

/* ---- one item after the other
 * ---------------------------------------------------------- */

typedef struct telling {
    spread *s;
    cm_visit_coalition *visit;
    void *user;
} telling;

static bool is_first_of_class(const spread *s, uint32_t at)
{
    return at == 0 || s->g->entities[s->order[at]].class_of !=
                          s->g->entities[s->order[at - 1]].class_of;
}

/* From place `at` on, everything as early as it can be. */
static void fill(spread *s, const uint32_t *x, uint32_t at)
{
    for (; at < s->g->n_entities; at++) {
        const cm_entity *entity = &s->g->entities[s->order[at]];
        uint64_t left = is_first_of_class(s, at)
                            ? x[entity->class_of]
                            : s->left[at - 1] - s->k[s->order[at - 1]];
        s->left[at] = left;
        s->k[s->order[at]] = left < entity->units ? left : entity->units;
    }
}

/* The next spread of x; false behind the last. */
static bool next_spread(spread *s, const uint32_t *x)
{
    for (uint32_t at = s->g->n_entities; at-- > 0;) {
        uint64_t *k = &s->k[s->order[at]];
        uint64_t least =
            s->left[at] > s->after[at] ? s->left[at] - s->after[at] : 0;
        if (*k > least) {
            --*k;
            fill(s, x, at + 1);
            return true;
        }
    }
    return false;
}

static comitia_status tell(void *user, const uint32_t *x)
{
    telling *t = user;
    fill(t->s, x, 0);
    do {
        CM_TRY(cm_spend(t->s->ctx, 50 + 4 * (uint64_t)t->s->g->n_entities));
        CM_TRY(t->visit(t->user, t->s->k));
    } while (next_spread(t->s, x));
    return COMITIA_OK;
}

static comitia_status tell_found(void *user, const uint32_t *x,
                                 uint64_t spreads)
{
    (void)spreads;
    return tell(user, x);
}

comitia_status cm_family_each(const cm_family *family,
                              cm_visit_coalition *visit, void *user)
{
    spread s;
    search rule;
    telling t = {&s, visit, user};
    comitia_status status;
    CM_GO(spread_init(&s, family));
    if (family->rule) {
        CM_GO(search_init(&rule, &s));
        CM_GO(run_search(&rule, tell_found, &t));
    } else {
        CM_GO(cm_fn_each(family->game->d, family->set, tell, &t));
    }
done:
    spread_clear(&s);
    return status;
}

/* ---- one kind after the other
 * ---------------------------------------------------------- */

typedef struct kinds {
    cm_visit_kind *visit;
    void *user;
} kinds;

static comitia_status tell_kind(void *user, const uint32_t *x, uint64_t spreads)
{
    kinds *k = user;
    (void)spreads;
    return k->visit(k->user, x);
}

comitia_status cm_family_kinds(const cm_family *family, cm_visit_kind *visit,
                               void *user)
{
    spread s;
    search rule;
    kinds k = {visit, user};
    comitia_status status;
    if (!family->rule)
        return cm_fn_each(family->game->d, family->set, visit, user);
    CM_GO(spread_init(&s, family));
    CM_GO(search_init(&rule, &s));
    CM_GO(run_search(&rule, tell_kind, &k));
done:
    spread_clear(&s);
    return status;
}
