#include "engine/numbers/residues_tree.h"

#include <limits.h>

#include "base/number.h"

enum {
    BLOCK = 64, /* primes whose parts of the sum are added one by one */
    /* Two residues at a time are one number below 2^63. */
    PAIR = ULONG_MAX > UINT32_MAX ? 2 : 1,
    PAIRS = BLOCK / PAIR
};

/* Up to BLOCK primes: part k is the product of them all but pair k. */
typedef struct block {
    uint32_t first, n, n_parts;
    mpz_t part[PAIRS];
} block;

struct cm_residues_tree {
    const cm_primes *primes;
    uint32_t *weight; /* per prime: one over M / p_i */
    block *blocks;
    uint32_t n_blocks;
    mpz_t *product; /* of a node; 1 is the root, those below i 2i and 2i + 1 */
};

/* Blocks first..end-1 are one node: its two halves meet here. */
static uint32_t middle(uint32_t first, uint32_t end)
{
    return first + (end - first + 1) / 2;
}

static bool keep_part(cm_arena *arena, const cm_primes *primes, block *b,
                      mpz_srcptr product, mpz_ptr room)
{
    uint32_t at = b->first + b->n_parts * PAIR, end = b->first + b->n;
    mpz_set(room, product);
    for (uint32_t i = at; i < at + PAIR && i < end; i++)
        mpz_divexact_ui(room, room, primes->at[i].p);
    return cm_integer_keep(arena, room, b->part[b->n_parts++]);
}

/* Below the root: the blocks first..end-1. Depth: log2 of the blocks. */
static bool make_products(cm_arena *arena, cm_residues_tree *t, uint32_t node,
                          uint32_t first, uint32_t end)
{
    mpz_t product, room;
    bool made;
    mpz_inits(product, room, NULL);
    if (end - first == 1) {
        block *b = &t->blocks[first];
        mpz_set_ui(product, 1);
        for (uint32_t i = b->first; i < b->first + b->n; i++)
            mpz_mul_ui(product, product, t->primes->at[i].p);
        made = true;
        while (made && b->n_parts * PAIR < b->n)
            made = keep_part(arena, t->primes, b, product, room);
    } else {
        uint32_t half = middle(first, end);
        made = make_products(arena, t, 2 * node, first, half) &&
               make_products(arena, t, 2 * node + 1, half, end);
        if (made)
            mpz_mul(product, t->product[2 * node], t->product[2 * node + 1]);
    }
    made = made && cm_integer_keep(arena, product, t->product[node]);
    mpz_clears(product, room, NULL);
    return made;
}

/* M over the block's own product modulo that product, then for each prime of
   the block modulo it and times the others. */
static void set_weights(cm_residues_tree *t, const block *b, mpz_srcptr product)
{
    const cm_modulus *at = t->primes->at;
    mpz_t rest;
    mpz_init(rest);
    mpz_divexact(rest, t->product[1], product);
    mpz_mod(rest, rest, product);
    for (uint32_t i = b->first; i < b->first + b->n; i++) {
        uint32_t others = (uint32_t)mpz_fdiv_ui(rest, at[i].p);
        for (uint32_t k = b->first; k < b->first + b->n; k++)
            if (k != i)
                others = cm_mod_mul(others, at[k].p % at[i].p, at[i]);
        t->weight[i] = cm_mod_inverse(others, at[i]);
    }
    mpz_clear(rest);
}

static void set_all_weights(cm_residues_tree *t, uint32_t node, uint32_t first,
                            uint32_t end)
{
    if (end - first == 1) {
        set_weights(t, &t->blocks[first], t->product[node]);
        return;
    }
    uint32_t half = middle(first, end);
    set_all_weights(t, 2 * node, first, half);
    set_all_weights(t, 2 * node + 1, half, end);
}

comitia_status cm_residues_tree_new(cm_ctx *ctx, cm_arena *arena,
                                    const cm_primes *primes,
                                    cm_residues_tree **out)
{
    cm_residues_tree *t = cm_new(arena, cm_residues_tree);
    uint32_t n = (primes->n + BLOCK - 1) / BLOCK, width = 1;
    while (width < n)
        width *= 2;
    if (!t)
        return COMITIA_E_NOMEM;
    *t = (cm_residues_tree){
        .primes = primes,
        .weight = cm_new_n(arena, uint32_t, primes->n),
        .blocks = cm_new_n(arena, block, n),
        .n_blocks = n,
        .product = cm_new_n(arena, mpz_t, 2 * (uint64_t)width)};
    if (!t->weight || !t->blocks || !t->product)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, (uint64_t)primes->n * (primes->n / 8 + 5 * BLOCK)));
    for (uint32_t i = 0; i < n; i++) {
        uint32_t left = primes->n - i * BLOCK;
        t->blocks[i].first = i * BLOCK;
        t->blocks[i].n = left < BLOCK ? left : BLOCK;
    }
    if (!make_products(arena, t, 1, 0, n))
        return COMITIA_E_NOMEM;
    set_all_weights(t, 1, 0, n);
    *out = t;
    return COMITIA_OK;
}

/* ---- joining ------------------------------------------------------------------ */

typedef struct joining {
    const cm_residues_tree *t;
    const uint32_t *residues;
    size_t stride;
} joining;

static unsigned long share(const joining *j, uint32_t i)
{
    return cm_mod_mul(j->residues[i * j->stride], j->t->weight[i],
                      j->t->primes->at[i]);
}

static void join_block(const joining *j, const block *b, mpz_ptr out)
{
    const cm_modulus *at = j->t->primes->at;
    uint32_t end = b->first + b->n;
    mpz_set_ui(out, 0);
    for (uint32_t k = 0; k < b->n_parts; k++) {
        uint32_t i = b->first + k * PAIR;
        unsigned long sum = share(j, i);
        if (PAIR == 2 && i + 1 < end)
            sum = sum * at[i + 1].p + share(j, i + 1) * at[i].p;
        mpz_addmul_ui(out, b->part[k], sum);
    }
}

static void join_blocks(const joining *j, uint32_t node, uint32_t first,
                        uint32_t end, mpz_ptr out)
{
    if (end - first == 1) {
        join_block(j, &j->t->blocks[first], out);
        return;
    }
    uint32_t half = middle(first, end);
    mpz_t other;
    mpz_init(other);
    join_blocks(j, 2 * node, first, half, out);
    join_blocks(j, 2 * node + 1, half, end, other);
    mpz_mul(out, out, j->t->product[2 * node + 1]);
    mpz_addmul(out, other, j->t->product[2 * node]);
    mpz_clear(other);
}

void cm_residues_tree_join(const cm_residues_tree *t, const uint32_t *residues,
                           size_t stride, mpz_ptr out)
{
    joining j = {t, residues, stride};
    join_blocks(&j, 1, 0, t->n_blocks, out);
    mpz_mod(out, out, t->product[1]);
}

uint64_t cm_residues_tree_cost(const cm_residues_tree *t)
{
    uint64_t levels = 1;
    for (uint32_t n = 1; n < t->n_blocks; n *= 2)
        levels++;
    return t->primes->n * (16 + 20 * levels) + 100;
}
