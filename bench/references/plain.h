/* References: the numbers that benchmarks must find, computed again by the
 * plainest programs we know, with nothing of the library. Exact numbers are
 * taken modulo a prime, 2^61 - 1. */
#ifndef CM_REFERENCES_PLAIN_H
#define CM_REFERENCES_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../digest.h"

/** calloc that ends the program instead of failing. */
void *ref_new(size_t n, size_t item_bytes);

/* ---- modulo BENCH_PRIME
 * ----------------------------------------------------------- */

static inline uint64_t ref_plus(uint64_t a, uint64_t b)
{
    uint64_t sum = a + b;
    return sum >= BENCH_PRIME ? sum - BENCH_PRIME : sum;
}

static inline uint64_t ref_minus(uint64_t a, uint64_t b)
{
    return ref_plus(a, b ? BENCH_PRIME - b : 0);
}

uint64_t ref_times(uint64_t a, uint64_t b);
uint64_t ref_power(uint64_t base, uint64_t exponent);
/** a / b; 0 / 0 is 0. */
uint64_t ref_over(uint64_t a, uint64_t b);
/** Ways to choose k of n. n below 2^32. */
uint64_t ref_choose(uint32_t n, uint32_t k);
/** s! (n - 1 - s)! / n!: of the orders of n players, the part in which one
   given player comes right after s given others (Shapley 1953). */
uint64_t ref_order(uint32_t n, uint32_t s);

/* ---- the lines of a row
 * --------------------------------------------------------------- */

enum { REF_KEYS = 16 };

typedef struct ref_row {
    const char *name, *how;
    const char *only; /**< keys, separated by spaces; NULL: all */
    const char *keys[REF_KEYS];
    bench_digest digests[REF_KEYS];
} ref_row;

/** The next number with that key, which is left out unless the row has it. */
void ref_add(ref_row *row, const char *key, uint64_t residue);
/** Prints the lines: one for each key. */
void ref_print(const ref_row *row);
/** Prints a line about one number. */
void ref_print_one(const char *row, const char *key, uint32_t place,
                   double value, double error, const char *how);

/* ---- power
 * ------------------------------------------------------------------------------
 */

/** What is counted of n players; lists that are NULL are not. A player may
   stand for `alike` of them. */
typedef struct ref_counts {
    uint32_t n, n_players;
    const uint32_t *alike; /**< NULL: one each */
    uint64_t winning, minimal_winning, minimal_blocking;
    uint64_t *swings, *shapley;
    uint64_t *holler;   /**< minimal winning coalitions with the player */
    uint64_t *packel;   /**< sum over these of 1 / members */
    uint64_t *johnston; /**< sum over coalitions of 1 / pivotal members */
} ref_counts;

/** All lists, zero. */
ref_counts ref_new_counts(uint32_t n, uint32_t n_players);
void ref_free_counts(ref_counts *counts);
/** Adds the indices made of them, in the order of the players. */
void ref_add_power(ref_row *row, const ref_counts *counts);

#endif
