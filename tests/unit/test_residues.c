/* Integers as residues modulo many primes, and back in both ways. */
#include "engine/numbers/residues_tree.h"
#include "support/test_ctx.h"

#include <stdlib.h>

/* A number below 2^bits. */
static void any_number(cm_random *random, uint64_t bits, mpz_ptr z)
{
    mpz_set_ui(z, 0);
    for (uint64_t b = 0; b < bits; b++)
        if (cm_random_chance(random, 1, 2))
            mpz_setbit(z, b);
}

static void residues_join_to_the_number(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_primes primes;
    uint64_t bits = 1 + cm_random_below(random, 2000);
    uint32_t residues[128], digits[128];
    mpz_t want, got, product;
    cm_arena_init(&arena, ctx->allocator);
    mpz_inits(want, got, NULL);
    mpz_init_set_ui(product, 1);
    expect_ok(cm_primes_new(ctx, &arena, bits, &primes));
    any_number(random, bits, want);
    for (uint32_t i = 0; i < primes.n; i++) {
        mpz_mul_ui(product, product, primes.at[i].p);
        residues[i] = (uint32_t)mpz_fdiv_ui(want, primes.at[i].p);
    }
    expect_true(mpz_sizeinbase(product, 2) > bits);
    cm_residues_join(&primes, residues, 1, digits, got);
    expect_true(mpz_cmp(want, got) == 0);
    mpz_clears(want, got, product, NULL);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void primes_are_the_largest_below_2_31(void **state)
{
    static const uint32_t want[] = {2147483647, 2147483629, 2147483587,
                                    2147483579, 2147483563};
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_primes primes;
    cm_arena_init(&arena, ctx->allocator);
    expect_ok(cm_primes_new(ctx, &arena, 150, &primes));
    expect_u64(primes.n, 5);
    for (uint32_t i = 0; i < primes.n; i++)
        expect_u64(primes.at[i].p, want[i]);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

/* ---- the tree against the plain join --------------------------------------------- */

typedef struct trees {
    cm_ctx *ctx;
    cm_arena arena;
    cm_primes primes;
    cm_residues_tree *tree;
    uint32_t *residues, *digits;
} trees;

static void open_trees(trees *t, uint64_t bits, uint32_t stride)
{
    *t = (trees){.ctx = test_ctx()};
    cm_arena_init(&t->arena, t->ctx->allocator);
    expect_ok(cm_primes_new(t->ctx, &t->arena, bits, &t->primes));
    expect_ok(cm_residues_tree_new(t->ctx, &t->arena, &t->primes, &t->tree));
    t->residues = calloc((size_t)t->primes.n * stride, sizeof *t->residues);
    t->digits = calloc(t->primes.n, sizeof *t->digits);
}

static void close_trees(trees *t)
{
    free(t->residues);
    free(t->digits);
    cm_arena_clear(&t->arena);
    test_ctx_done(t->ctx);
}

static void expect_same_joins(trees *t, uint32_t at, uint32_t stride,
                              mpz_srcptr want)
{
    mpz_t by_tree, plainly;
    mpz_inits(by_tree, plainly, NULL);
    for (uint32_t i = 0; i < t->primes.n; i++)
        t->residues[(size_t)i * stride + at] =
            (uint32_t)mpz_fdiv_ui(want, t->primes.at[i].p);
    cm_residues_tree_join(t->tree, t->residues + at, stride, by_tree);
    cm_residues_join(&t->primes, t->residues + at, stride, t->digits, plainly);
    expect_true(mpz_cmp(plainly, want) == 0);
    expect_true(mpz_cmp(by_tree, plainly) == 0);
    mpz_clears(by_tree, plainly, NULL);
}

/* One prime; a pair and one more; blocks of 64 that are full or not; trees of
   two, three and more blocks. Several numbers, each in its own column. */
static void tree_joins_as_the_plain_join(cm_random *random)
{
    static const uint32_t n_primes[] = {1,   2,   3,   63,  64,  65, 127,
                                        128, 129, 192, 193, 321, 500};
    enum { N = sizeof n_primes / sizeof *n_primes };
    trees t;
    mpz_t want;
    uint32_t stride = 1 + (uint32_t)cm_random_below(random, 3);
    uint64_t bits = 31 * (uint64_t)n_primes[cm_random_below(random, N)] - 1;
    open_trees(&t, bits, stride);
    mpz_init(want);
    for (uint32_t at = 0; at < stride; at++) {
        any_number(random, 1 + cm_random_below(random, bits), want);
        expect_same_joins(&t, at, stride, want);
    }
    mpz_clear(want);
    close_trees(&t);
}

/* 0, 1, and the largest that there is: the product of all primes less 1. */
static void tree_joins_the_least_and_the_largest(cm_random *random)
{
    trees t;
    mpz_t want;
    open_trees(&t, 1 + cm_random_below(random, 6000), 1);
    mpz_init_set_ui(want, 0);
    expect_same_joins(&t, 0, 1, want);
    mpz_set_ui(want, 1);
    expect_same_joins(&t, 0, 1, want);
    for (uint32_t i = 0; i < t.primes.n; i++)
        mpz_mul_ui(want, want, t.primes.at[i].p);
    mpz_sub_ui(want, want, 1);
    expect_same_joins(&t, 0, 1, want);
    mpz_clear(want);
    close_trees(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("residues join to the number",
                      residues_join_to_the_number, 100),
        {"primes are the largest below 2^31", primes_are_the_largest_below_2_31,
         NULL, NULL, NULL},
        TEST_PROPERTY("the tree joins as the plain join does",
                      tree_joins_as_the_plain_join, 60),
        TEST_PROPERTY("the tree joins the least and the largest number",
                      tree_joins_the_least_and_the_largest, 20),
    };
    return cmocka_run_group_tests_name("residues", tests, NULL, NULL);
}
