/* Who has how much: a column of a table, or shareholders by a law. */
#ifndef CM_BENCH_HOLDERS_H
#define CM_BENCH_HOLDERS_H

#include <stdint.h>

typedef struct bench_holders {
    uint32_t n, total;
    uint32_t *weight;
} bench_holders;

/** Pareto's law with exponent 1.2; all together `total`, 1 each at least. */
bench_holders bench_generate_holders(uint32_t n, uint32_t total);

/** The column (0 is the first) of a table of the source tree that has a title;
    cells may be quoted. */
bench_holders bench_read_holders(const char *path, unsigned column);

void bench_free_holders(bench_holders *holders);

#endif
