/* From the swings in unions to the values of their members. */
#include "engine/numbers/allowance.h"
#include "engine/unions/unions_task.h"

enum {
    MOST_UNIONS = 20000,
    MOST_MEMBERS = 100000,
    LARGE_DIAGRAM = 5000000 /* nodes that it has at most */
};

/* ---- weights of the marks ------------------------------------------------ */

/* work[0..m] := coefficients of x (x-1) ... (x-m+1) */
static void all_marks(uint32_t m, cm_modulus mod, uint32_t *work)
{
    work[0] = 1;
    for (uint32_t j = 0; j < m; j++) {
        work[j + 1] = 0;
        for (uint32_t k = j + 2; k-- > 0;) {
            uint32_t times = cm_mod_mul(work[k], j, mod);
            work[k] = cm_mod_sub(k ? work[k - 1] : 0, times, mod);
        }
    }
}

/* each[r] := r! (m-1-r)! */
static void order_weights(uint32_t m, cm_modulus mod, uint32_t *each)
{
    uint32_t product = 1;
    for (uint32_t r = 0; r < m; r++) { /* r! */
        each[r] = product;
        product = cm_mod_mul(product, r + 1, mod);
    }
    product = 1;
    for (uint32_t r = m; r-- > 0;) { /* times (m-1-r)! */
        each[r] = cm_mod_mul(each[r], product, mod);
        product = cm_mod_mul(product, m - r, mod);
    }
}

/* P is the sum of P(y) L_y, L_y = M(x) / (x - y) / (y! (m-1-y)! (-1)^(m-1-y))
   with M = x (x-1) ... (x-m+1): Lagrange. M / (x - y) is divided from the top,
   and each coefficient meets its weight on the way. What L_y is divided by is
   an order weight too, but for the sign. */
void cm_union_marks(uint32_t m, cm_modulus mod, uint32_t *weight,
                    uint32_t *work)
{
    uint32_t *each = work + m + 1;
    all_marks(m, mod, work);
    order_weights(m, mod, each);
    for (uint32_t y = 0; y < m; y++) {
        uint32_t quotient = 0, sum = 0;
        for (uint32_t r = m; r-- > 0;) {
            quotient =
                cm_mod_add(cm_mod_mul(quotient, y, mod), work[r + 1], mod);
            sum = cm_mod_add(sum, cm_mod_mul(quotient, each[r], mod), mod);
        }
        uint32_t value = cm_mod_mul(sum, cm_mod_inverse(each[y], mod), mod);
        weight[y] = (m - 1 - y) % 2 ? cm_mod_sub(0, value, mod) : value;
    }
}

/* ---- one kind of union --------------------------------------------------- */

/* Sums by order are below m! 2^n, sums by coin below 2^(m-1) 2^n. */
static comitia_status set_primes(cm_union_task *t)
{
    mpz_t orders;
    mpz_init(orders);
    mpz_fac_ui(orders, t->m);
    uint64_t bits = mpz_sizeinbase(orders, 2);
    mpz_clear(orders);
    bits = (bits > t->m ? bits : t->m) + t->n + 1;
    return cm_primes_new(t->ctx, &t->scratch, bits, &t->primes);
}

static comitia_status new_values(cm_union_task *t)
{
    uint64_t all = (uint64_t)cm_union_parts(t) * t->n;
    if (all * t->primes.n > UINT32_C(1) << 27)
        return cm_fail(t->ctx, COMITIA_E_BUDGET, "too many counts by size");
    bool by[CM_UNION_WAYS] = {t->want & CM_PART_OWEN,
                              t->want &
                                  (CM_PART_BANZHAF_OWEN | CM_PART_SYMMETRIC)};
    for (unsigned w = 0; w < CM_UNION_WAYS; w++) {
        if (!by[w])
            continue;
        t->values[w] =
            cm_alloc_n(&t->scratch, all * t->primes.n, sizeof *t->values[w]);
        if (!t->values[w])
            return COMITIA_E_NOMEM;
    }
    return COMITIA_OK;
}

static comitia_status open_task(cm_union_task *t, uint64_t m)
{
    const cm_union *own = &t->unions->of[t->own];
    uint64_t n = 0;
    for (uint32_t k = 0; k < own->n_parts; k++)
        n += own->parts[k].units;
    if (m > MOST_UNIONS || n > MOST_MEMBERS)
        return cm_fail(t->ctx, COMITIA_E_BUDGET,
                       "%llu unions, one with %llu players",
                       (unsigned long long)m, (unsigned long long)n);
    t->m = (uint32_t)m;
    t->n = (uint32_t)n;
    CM_TRY(cm_spend(t->ctx, m * 100));
    CM_TRY(set_primes(t));
    return new_values(t);
}

static comitia_status keep_over(cm_union_task *t, mpq_ptr value, mpz_srcptr by,
                                const cm_number **out)
{
    mpz_mul(mpq_denref(value), mpq_denref(value), by);
    mpq_canonicalize(value);
    *out = cm_number_keep(t->arena, value);
    return *out ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* Within the union everybody comes in a random order: Shapley-Shubik of the
   swings by size, over what the sums over the unions are divided by. */
static comitia_status set_random_order(cm_union_task *t, unsigned way,
                                       const cm_sized *sized, mpz_srcptr by)
{
    uint32_t parts = cm_union_parts(t);
    cm_power inside = {.n_rows = parts,
                       .rows = cm_new_n(&t->scratch, cm_power_row, parts)};
    mpq_t value;
    if (!inside.rows)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_power_set_shapley(t->ctx, &t->scratch, sized, &inside));
    comitia_status status = COMITIA_OK;
    mpq_init(value);
    for (uint32_t k = 0; k < parts; k++) {
        cm_union_part *to = &t->unions->of[t->own].parts[k];
        mpq_set(value, inside.rows[k].shapley->q);
        CM_GO(keep_over(t, value, by,
                        way == CM_BY_ORDER ? &to->owen : &to->symmetric));
    }
done:
    mpq_clear(value);
    return status;
}

/* Within the union each tosses a coin: 2^(n-1) ways. */
static comitia_status set_coins(cm_union_task *t, const cm_sized *sized,
                                mpz_srcptr by)
{
    comitia_status status = COMITIA_OK;
    mpq_t value;
    mpz_t all;
    mpq_init(value);
    mpz_init(all);
    mpz_mul_2exp(all, by, t->n - 1);
    for (uint32_t k = 0; k < sized->n_rows; k++) {
        mpq_set_ui(value, 0, 1);
        for (uint32_t s = 0; s < sized->sizes; s++)
            mpz_add(mpq_numref(value), mpq_numref(value),
                    sized->at[(size_t)k * sized->sizes + s]);
        CM_GO(keep_over(t, value, all,
                        &t->unions->of[t->own].parts[k].banzhaf_owen));
    }
done:
    mpq_clear(value);
    mpz_clear(all);
    return status;
}

static comitia_status set_values(cm_union_task *t, unsigned way)
{
    cm_sized sized = {0};
    comitia_status status;
    mpz_t by;
    mpz_init(by);
    if (way == CM_BY_ORDER)
        mpz_fac_ui(by, t->m);
    else
        mpz_setbit(by, t->m - 1);
    CM_GO(cm_sized_new(t->ctx, &t->scratch, cm_union_parts(t), t->n, &sized));
    CM_GO(cm_sized_from_points(t->ctx, &t->scratch, &t->primes, t->values[way],
                               &sized));
    if (way == CM_BY_ORDER || t->want & CM_PART_SYMMETRIC)
        CM_GO(set_random_order(t, way, &sized, by));
    if (way == CM_BY_COIN && t->want & CM_PART_BANZHAF_OWEN)
        CM_GO(set_coins(t, &sized, by));
done:
    cm_sized_clear(&sized);
    mpz_clear(by);
    return status;
}

/* ---- all kinds ----------------------------------------------------------- */

typedef struct all_unions {
    cm_ctx *ctx;
    cm_arena scratch;
    cm_union_task *tasks;
    cm_unions *unions;
} all_unions;

static comitia_status open_all(all_unions *a, cm_ctx *ctx, cm_arena *arena,
                               cm_unions *unions, unsigned want)
{
    uint64_t m = 0;
    *a = (all_unions){.ctx = ctx, .unions = unions};
    cm_arena_init(&a->scratch, ctx->allocator);
    a->tasks = cm_new_n(&a->scratch, cm_union_task, unions->n);
    if (!a->tasks)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0; k < unions->n; k++) {
        a->tasks[k] = (cm_union_task){.ctx = ctx,
                                      .arena = arena,
                                      .unions = unions,
                                      .own = k,
                                      .want = want};
        cm_arena_init(&a->tasks[k].scratch, ctx->allocator);
        m += unions->of[k].count;
    }
    for (uint32_t k = 0; k < unions->n; k++)
        CM_TRY(open_task(&a->tasks[k], m));
    return COMITIA_OK;
}

static void close_all(all_unions *a)
{
    for (uint32_t k = 0; a->tasks && k < a->unions->n; k++)
        cm_arena_clear(&a->tasks[k].scratch);
    cm_arena_clear(&a->scratch);
}

static comitia_status finish_all(all_unions *a)
{
    for (uint32_t k = 0; k < a->unions->n; k++)
        for (unsigned w = 0; w < CM_UNION_WAYS; w++)
            if (a->tasks[k].values[w])
                CM_TRY(set_values(&a->tasks[k], w));
    return COMITIA_OK;
}

/* What was found of some kinds only is forgotten: a column has all values. */
static void forget(cm_unions *unions)
{
    for (uint32_t k = 0; k < unions->n; k++)
        for (uint32_t i = 0; i < unions->of[k].n_parts; i++) {
            cm_union_part *part = &unions->of[k].parts[i];
            part->owen = part->banzhaf_owen = part->symmetric = NULL;
        }
}

static comitia_status by_rule(cm_union_task *t, const cm_weighted *game,
                              uint64_t budget, bool *found)
{
    cm_union_rule rule = {0};
    cm_fn_game on = {0};
    comitia_status status;
    uint64_t nodes;
    CM_GO(cm_union_rule_new(t, game, &rule));
    CM_GO(cm_weighted_nodes(t->ctx, &rule.rule, &nodes));
    *found = nodes <= LARGE_DIAGRAM;
    if (!*found)
        goto done;
    CM_GO(cm_weighted_diagram(t->ctx, &rule.rule, &on));
    CM_GO(cm_union_sweep(t, &on, rule.cut, rule.part, budget, found));
done:
    cm_diagram_free(on.d);
    cm_union_rule_clear(&rule);
    return status;
}

static comitia_status by_fn(cm_union_task *t, const cm_fn_game *game,
                            uint64_t budget, bool *found)
{
    cm_fn_game on = {0};
    uint32_t cut;
    comitia_status status;
    CM_GO(cm_union_game(t, game, &on, &cut));
    CM_GO(cm_union_sweep(t, &on, cut, NULL, budget, found));
done:
    cm_diagram_free(on.d);
    return status;
}

/* On diagrams, one of the two games; *found: all kinds. */
static comitia_status on_diagrams(all_unions *a, const cm_weighted *rule,
                                  const cm_fn_game *game, uint64_t budget,
                                  bool *found)
{
    uint64_t limit = cm_allow(a->ctx, budget);
    comitia_status status = COMITIA_OK;
    *found = true;
    for (uint32_t k = 0; k < a->unions->n && *found && status == COMITIA_OK;
         k++)
        status = rule ? by_rule(&a->tasks[k], rule, budget, found)
                      : by_fn(&a->tasks[k], game, budget, found);
    cm_allow_end(a->ctx, limit);
    if (!cm_is_limit(a->ctx, status))
        return status;
    *found = false;
    return COMITIA_OK;
}

/* On rows where that is quick or diagrams are too large. */
static comitia_status of_rule(all_unions *a, const cm_weighted *game,
                              uint64_t budget, bool *found)
{
    enum { QUICK = 100000000 };
    cm_union_rows *rows;
    CM_TRY(cm_union_rows_new(a->ctx, &a->scratch, game, a->tasks, a->unions->n,
                             &rows));
    uint64_t cost = rows ? cm_union_rows_cost(rows) : UINT64_MAX;
    *found = false;
    if (cost > QUICK)
        CM_TRY(
            on_diagrams(a, game, NULL, cost < budget ? cost : budget, found));
    if (*found || cost > budget)
        return COMITIA_OK;
    *found = true;
    return cm_union_rows_sweep(rows);
}

static comitia_status of_any(cm_ctx *ctx, cm_arena *arena,
                             const cm_weighted *rule, const cm_fn_game *game,
                             cm_unions *unions, unsigned want, uint64_t budget,
                             unsigned *known)
{
    all_unions a;
    bool found = false;
    *known = 0;
    if (!(want & CM_PART_UNIONS))
        return COMITIA_OK;
    comitia_status status = open_all(&a, ctx, arena, unions, want);
    if (status == COMITIA_OK)
        status = rule ? of_rule(&a, rule, budget, &found)
                      : on_diagrams(&a, NULL, game, budget, &found);
    if (status == COMITIA_OK && found)
        status = finish_all(&a);
    close_all(&a);
    if (status == COMITIA_OK && found)
        *known = want & CM_PART_UNIONS;
    else
        forget(unions);
    return cm_is_limit(ctx, status) ? COMITIA_OK : status;
}

comitia_status cm_unions_of_weighted(cm_ctx *ctx, cm_arena *arena,
                                     const cm_weighted *game, cm_unions *unions,
                                     unsigned want, uint64_t budget,
                                     unsigned *known)
{
    return of_any(ctx, arena, game, NULL, unions, want, budget, known);
}

comitia_status cm_unions_of_fn(cm_ctx *ctx, cm_arena *arena,
                               const cm_fn_game *game, cm_unions *unions,
                               unsigned want, uint64_t budget, unsigned *known)
{
    return of_any(ctx, arena, NULL, game, unions, want, budget, known);
}
