/* One number for many: each exact number of an answer is taken modulo a prime,
 * so that a plain program, which never holds large numbers, can compute the
 * same. */
#ifndef CM_BENCH_DIGEST_H
#define CM_BENCH_DIGEST_H

#include <stdint.h>

/** 2^61 - 1. */
#define BENCH_PRIME ((UINT64_C(1) << 61) - 1)

/** Of the numbers that have one key. */
typedef struct bench_digest {
    uint64_t sum;
    uint32_t n_numbers;
} bench_digest;

/** The next number, as residue modulo BENCH_PRIME. */
void bench_digest_add(bench_digest *digest, uint64_t residue);

#endif
