/* A small source of random numbers that can be repeated (splitmix64). */
#ifndef CM_RANDOM_H
#define CM_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

typedef struct cm_random {
    uint64_t state;
} cm_random;

/** Any 64 bits. */
uint64_t cm_random_u64(cm_random *random);
/** A number in 0..n-1; 0 when n is 0. */
uint64_t cm_random_below(cm_random *random, uint64_t n);
/** A number in low..high, both included; low <= high. */
int64_t cm_random_in(cm_random *random, int64_t low, int64_t high);
/** True in about `part` of `whole` calls. */
bool cm_random_chance(cm_random *random, uint64_t part, uint64_t whole);

#endif
