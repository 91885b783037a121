#include "support/random.h"

uint64_t cm_random_u64(cm_random *random)
{
    uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

uint64_t cm_random_below(cm_random *random, uint64_t n)
{
    if (n == 0)
        return 0;
    /* The first 2^64 mod n values would make some answers likelier. */
    uint64_t least = -n % n, value;
    do
        value = cm_random_u64(random);
    while (value < least);
    return value % n;
}

int64_t cm_random_in(cm_random *random, int64_t low, int64_t high)
{
    uint64_t span = (uint64_t)high - (uint64_t)low + 1;
    uint64_t more =
        span ? cm_random_below(random, span) : cm_random_u64(random);
    return (int64_t)((uint64_t)low + more);
}

bool cm_random_chance(cm_random *random, uint64_t part, uint64_t whole)
{
    return cm_random_below(random, whole) < part;
}
