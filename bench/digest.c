#include "digest.h"

/* The last steps of splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t mix(uint64_t z)
{
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

void bench_digest_add(bench_digest *digest, uint64_t residue)
{
    digest->sum = mix(digest->sum + residue);
    digest->n_numbers++;
}
