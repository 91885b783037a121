/* Decision diagrams: known numbers, large levels, many levels, running out of
 * memory and of steps. Truth tables are compared in test_diagram_law.c. */
#include "engine/diagram/diagram.h"
#include "support/test_ctx.h"

#include <stdlib.h>
#include <string.h>

/* n levels of two values whose second one weighs weights[l] (1 if NULL). */
static comitia_status threshold(cm_diagram *d, const unsigned *weights,
                                unsigned long quota, cm_fn *out)
{
    uint32_t n = cm_diagram_levels(d);
    mpz_t bound, *coef = malloc(2 * (size_t)n * sizeof *coef);
    const mpz_t **rows = malloc((n + 1) * sizeof *rows);
    mpz_init_set_ui(bound, quota);
    for (uint32_t l = 0; l < n; l++) {
        mpz_init(coef[2 * l]);
        mpz_init_set_ui(coef[2 * l + 1], weights ? weights[l] : 1);
        rows[l] = (const mpz_t *)&coef[2 * l];
    }
    comitia_status status = cm_fn_linear(d, rows, bound, out);
    for (uint32_t l = 0; l < 2 * n; l++)
        mpz_clear(coef[l]);
    mpz_clear(bound);
    free(coef);
    free(rows);
    return status;
}

static cm_diagram *twos(cm_ctx *ctx, uint32_t n)
{
    cm_diagram *d;
    uint32_t *sizes = malloc((n + 1) * sizeof *sizes);
    for (uint32_t l = 0; l < n; l++)
        sizes[l] = 2;
    expect_ok(cm_diagram_new(ctx, sizes, n, &d));
    free(sizes);
    return d;
}

static void expect_count(cm_diagram *d, cm_fn f, const char *want)
{
    mpz_t n;
    mpz_init(n);
    expect_ok(cm_fn_count(d, f, NULL, n));
    char *text = mpz_get_str(NULL, 10, n);
    expect_text(text, want);
    free(text);
    mpz_clear(n);
}

/* ---- known numbers
 * ------------------------------------------------------------- */

/* 9 of 15 votes, none of 5 against: Felsenthal, Machover 1998, section 4.5. */
static void the_security_council_has_848_winning_coalitions(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_diagram *d = twos(ctx, 15);
    cm_fn f, is;
    expect_ok(threshold(d, NULL, 9, &f));
    for (uint32_t l = 0; l < 5; l++) {
        expect_ok(cm_fn_is(d, l, 1, &is));
        expect_ok(cm_fn_and(d, f, is, &f));
    }
    expect_count(d, f, "848");
    cm_diagram_free(d);
    test_ctx_done(ctx);
}

/* The six of 1958, 12 of 17: 14 winning, 4 minimal winning coalitions. */
static void the_council_of_1958_has_4_minimal_winning_coalitions(void **state)
{
    static const unsigned weights[] = {4, 4, 4, 2, 2, 1};
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_diagram *d = twos(ctx, 6);
    cm_fn f, minimal;
    uint8_t depends[6];
    expect_ok(threshold(d, weights, 12, &f));
    expect_count(d, f, "14");
    expect_ok(cm_fn_minimal(d, f, &minimal));
    expect_count(d, minimal, "4");
    expect_ok(cm_fn_support(d, f, depends));
    expect_u64(depends[5], 0); /* Luxembourg decides nothing */
    cm_diagram_free(d);
    test_ctx_done(ctx);
}

/* ---- sizes
 * ------------------------------------------------------------------------ */

static void counted_seats_cost_runs_and_not_values(void **state)
{
    enum { SEATS = 1000000 };
    (void)state;
    cm_ctx *ctx = test_ctx();
    const uint32_t sizes[] = {SEATS + 1, 2, 2, SEATS + 1};
    cm_diagram *d;
    cm_fn f, g;
    mpz_t bound, *seats = malloc((SEATS + 1) * sizeof *seats), bloc[2];
    expect_ok(cm_diagram_new(ctx, sizes, 4, &d));
    for (unsigned long k = 0; k <= SEATS; k++)
        mpz_init_set_ui(seats[k], k);
    mpz_init(bloc[0]);
    mpz_init_set_ui(bloc[1], 5);
    mpz_init_set_ui(bound, SEATS / 2);
    const mpz_t *rows[] = {(const mpz_t *)seats, (const mpz_t *)bloc,
                           (const mpz_t *)bloc, NULL};
    expect_ok(cm_fn_linear(d, rows, bound, &f));
    expect_u64(cm_diagram_nodes(d), 4); /* 5 or 10 more, or one of two blocs */
    expect_u64(cm_fn_child(d, f, SEATS / 2 - 11), CM_FALSE);
    expect_u64(cm_fn_child(d, f, SEATS / 2), CM_TRUE);
    expect_ok(cm_fn_flip(d, f, &g));
    expect_ok(cm_fn_not(d, g, &g));
    expect_ok(cm_fn_xor(d, f, g, &g));
    expect_true(cm_diagram_nodes(d) < 30);
    expect_u64(ctx->steps / 10000000, 0);
    for (unsigned long k = 0; k <= SEATS; k++)
        mpz_clear(seats[k]);
    mpz_clears(bloc[0], bloc[1], bound, NULL);
    free(seats);
    cm_diagram_free(d);
    test_ctx_done(ctx);
}

static void a_hundred_thousand_levels_are_walked_without_recursion(void **state)
{
    enum { LEVELS = 100000 };
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_diagram *d = twos(ctx, LEVELS);
    cm_fn all, most, f;
    uint8_t *which = calloc(LEVELS, 1);
    expect_ok(threshold(d, NULL, LEVELS, &all));
    expect_u64(cm_diagram_nodes(d), LEVELS);
    expect_ok(threshold(d, NULL, LEVELS - 2, &most));
    expect_ok(cm_fn_and(d, all, most, &f));
    expect_u64(f, all);
    expect_ok(cm_fn_not(d, most, &f));
    expect_ok(cm_fn_flip(d, f, &f));
    expect_ok(cm_fn_ite(d, all, f, most, &f));
    memset(which, 1, LEVELS);
    expect_ok(cm_fn_exists(d, most, which, &f));
    expect_u64(f, CM_TRUE);
    expect_ok(cm_fn_forall(d, most, which, &f));
    expect_u64(f, CM_FALSE);
    expect_ok(cm_fn_minimal(d, all, &f));
    expect_u64(f, all);
    expect_ok(cm_fn_support(d, most, which));
    expect_u64(which[LEVELS - 1], 1);
    free(which);
    cm_diagram_free(d);
    test_ctx_done(ctx);
}

static cm_fn level_is(cm_diagram *d, uint32_t level)
{
    cm_fn is;
    expect_ok(cm_fn_is(d, level, 1, &is));
    return is;
}

static void many_functions_are_joined_in_any_order(void **state)
{
    enum { LEVELS = 20000 };
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_diagram *d = twos(ctx, LEVELS);
    cm_fn *f = malloc(LEVELS * sizeof *f), all, f2, at_least;
    for (uint32_t l = 0; l < LEVELS; l++)
        f[l] = level_is(d, (uint32_t)((uint64_t)l * 7919 % LEVELS));
    expect_ok(cm_fn_at_least(d, f, LEVELS, LEVELS, &all));
    expect_ok(threshold(d, NULL, LEVELS, &f2));
    expect_u64(all, f2);
    expect_ok(cm_fn_at_least(d, f, LEVELS, 3, &at_least));
    expect_ok(threshold(d, NULL, 3, &f2));
    expect_u64(at_least, f2);
    expect_true(ctx->steps < 200000000);
    free(f);
    cm_diagram_free(d);
    test_ctx_done(ctx);
}

/* ---- running out
 * ------------------------------------------------------------------- */

typedef struct everything {
    mpz_t n, weight[3];
    mpq_t third, chance;
} everything;

static void everything_init(everything *e)
{
    mpz_init(e->n);
    mpq_inits(e->third, e->chance, NULL);
    mpq_set_ui(e->third, 1, 3);
    for (unsigned v = 0; v < 3; v++) {
        mpz_init(e->weight[v]);
        mpz_ui_pow_ui(e->weight[v], 10, 30ul * v);
    }
}

static void everything_clear(everything *e)
{
    mpz_clear(e->n);
    mpq_clears(e->third, e->chance, NULL);
    for (int v = 0; v < 3; v++)
        mpz_clear(e->weight[v]);
}

static comitia_status count_vector(void *user, const uint32_t *x)
{
    (void)x;
    ++*(unsigned *)user;
    return COMITIA_OK;
}

/* Every operation once; two levels of three values among five of two. */
static comitia_status do_everything(cm_diagram *d, cm_diagram *p, everything *e)
{
    cm_fn f, g, r, by[7];
    uint8_t which[7] = {0, 1, 0, 1, 0, 0, 1}, set[3] = {1, 0, 1};
    const mpz_t *weights[7] = {e->weight, NULL, e->weight};
    const mpq_t chances[3] = {{e->third[0]}, {e->third[0]}, {e->third[0]}};
    const mpq_t *chance[7];
    mpz_t bound;
    unsigned listed = 0;
    uint64_t cost[3] = {0, 2, 1}, least;
    const uint64_t *costs[7] = {cost, NULL, cost};
    bool yes, no;
    cm_weights w = {.at = weights};
    const mpz_t *linear[7] = {e->weight, e->weight, e->weight, NULL,
                              e->weight, e->weight, e->weight};
    mpz_init_set(bound, e->weight[1]);
    comitia_status status = cm_fn_linear(d, linear, bound, &f);
    mpz_clear(bound);
    CM_TRY(status);
    CM_TRY(cm_fn_in(d, 2, set, &g));
    CM_TRY(cm_fn_and(d, f, g, &r));
    CM_TRY(cm_fn_is(d, 0, 1, &r));
    CM_TRY(cm_fn_xor(d, g, r, &g));
    CM_TRY(cm_fn_not(d, f, &r));
    CM_TRY(cm_fn_ite(d, g, r, f, &r));
    CM_TRY(cm_fn_or(d, f, g, &g));
    for (int l = 0; l < 7; l++)
        by[l] = l % 2 ? r : CM_NOTHING;
    CM_TRY(cm_fn_at_least(d, (cm_fn[]){f, g, r}, 3, 2, &g));
    CM_TRY(cm_fn_compose(d, f, by, &g));
    CM_TRY(cm_fn_restrict(d, g, 1, 1, &r));
    CM_TRY(cm_fn_exists(d, g, which, &r));
    CM_TRY(cm_fn_forall(d, g, which, &r));
    CM_TRY(cm_fn_flip(d, g, &r));
    CM_TRY(cm_fn_support(d, g, which));
    CM_TRY(cm_fn_polarity(d, g, 1, &yes, &no));
    CM_TRY(cm_fn_minimal(d, g, &r));
    CM_TRY(cm_fn_minimal_flat(d, g, which, &r));
    CM_TRY(cm_fn_each(d, r, count_vector, &listed));
    CM_TRY(cm_fn_primes(d, g, p, &r));
    CM_TRY(cm_fn_count(d, g, &w, e->n));
    CM_TRY(cm_fn_count(d, g, NULL, e->n));
    for (int l = 0; l < 7; l++)
        chance[l] = chances;
    CM_TRY(cm_fn_chance(d, g, chance, e->chance));
    return cm_fn_cheapest(d, g, costs, &yes, &least);
}

static const uint32_t mixed_sizes[] = {3, 2, 3, 2, 2, 2, 2};
static const uint32_t term_sizes[] = {4, 3, 4, 3, 3, 3, 3};

static comitia_status from_nothing(cm_ctx *ctx, everything *e)
{
    cm_diagram *d = NULL, *p = NULL;
    comitia_status status;
    CM_GO(cm_diagram_new(ctx, mixed_sizes, 7, &d));
    CM_GO(cm_diagram_new(ctx, term_sizes, 7, &p));
    CM_GO(do_everything(d, p, e));
done:
    cm_diagram_free(d);
    cm_diagram_free(p);
    return status;
}

static void each_allocation_may_fail(void **state)
{
    (void)state;
    everything e;
    everything_init(&e);
    for (size_t fail_at = 1;; fail_at++) {
        cm_ctx *ctx = test_ctx();
        test_ctx_memory(ctx)->fail_at = fail_at;
        comitia_status status = from_nothing(ctx, &e);
        bool all = test_ctx_memory(ctx)->n_calls < fail_at;
        test_ctx_done(ctx);
        expect_status(status, all ? COMITIA_OK : COMITIA_E_NOMEM);
        if (all)
            break;
    }
    everything_clear(&e);
}

/* One allocation fails, and the next ones do not: the diagram is still whole.
 */
static void a_diagram_works_on_after_a_failure(void **state)
{
    (void)state;
    everything e;
    everything_init(&e);
    for (size_t fail_at = 12; fail_at < 400; fail_at += 3) {
        cm_ctx *ctx = test_ctx();
        cm_diagram *d, *p;
        expect_ok(cm_diagram_new(ctx, mixed_sizes, 7, &d));
        expect_ok(cm_diagram_new(ctx, term_sizes, 7, &p));
        test_ctx_memory(ctx)->fail_at = fail_at;
        comitia_status first = do_everything(d, p, &e);
        test_ctx_memory(ctx)->fail_at = 0;
        expect_ok(do_everything(d, p, &e));
        cm_diagram_free(d);
        cm_diagram_free(p);
        test_ctx_done(ctx);
        if (first == COMITIA_OK)
            break;
    }
    everything_clear(&e);
}

static void steps_run_out_and_more_may_be_given(void **state)
{
    (void)state;
    everything e;
    everything_init(&e);
    cm_ctx *ctx = test_ctx();
    cm_diagram *d, *p;
    unsigned stopped = 0;
    expect_ok(cm_diagram_new(ctx, mixed_sizes, 7, &d));
    expect_ok(cm_diagram_new(ctx, term_sizes, 7, &p));
    for (uint64_t limit = 50;; limit += limit / 7) {
        cm_ctx_begin(ctx, limit);
        comitia_status status = do_everything(d, p, &e);
        if (status == COMITIA_OK)
            break;
        expect_status(status, COMITIA_E_BUDGET);
        stopped++;
    }
    expect_true(stopped > 10);
    cm_diagram_free(d);
    cm_diagram_free(p);
    test_ctx_done(ctx);
    everything_clear(&e);
}

static void numbers_beyond_memory_are_refused(void **state)
{
    enum { LEVELS = 3000 };
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_diagram *d = twos(ctx, LEVELS);
    cm_fn f;
    mpz_t n, big[2];
    const mpz_t *weights[LEVELS];
    cm_weights w = {.at = weights};
    expect_ok(threshold(d, NULL, LEVELS / 2, &f));
    mpz_inits(n, big[0], big[1], NULL);
    mpz_setbit(big[0], 100000);
    mpz_setbit(big[1], 100000);
    for (uint32_t l = 0; l < LEVELS; l++)
        weights[l] = (const mpz_t *)big;
    expect_status(cm_fn_count(d, f, &w, n), COMITIA_E_BUDGET);
    mpz_clears(n, big[0], big[1], NULL);
    cm_diagram_free(d);
    test_ctx_done(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"the Security Council has 848 winning coalitions",
         the_security_council_has_848_winning_coalitions, NULL, NULL, NULL},
        {"the Council of 1958 has 4 minimal winning coalitions",
         the_council_of_1958_has_4_minimal_winning_coalitions, NULL, NULL,
         NULL},
        {"counted seats cost runs and not values",
         counted_seats_cost_runs_and_not_values, NULL, NULL, NULL},
        {"a hundred thousand levels are walked without recursion",
         a_hundred_thousand_levels_are_walked_without_recursion, NULL, NULL,
         NULL},
        {"many functions are joined in any order",
         many_functions_are_joined_in_any_order, NULL, NULL, NULL},
        {"each allocation may fail", each_allocation_may_fail, NULL, NULL,
         NULL},
        {"a diagram works on after a failure",
         a_diagram_works_on_after_a_failure, NULL, NULL, NULL},
        {"steps run out, and more may be given",
         steps_run_out_and_more_may_be_given, NULL, NULL, NULL},
        {"numbers beyond memory are refused", numbers_beyond_memory_are_refused,
         NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
