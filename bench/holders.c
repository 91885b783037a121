#include "holders.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

static void *new_list(size_t n, size_t item_bytes)
{
    void *list = calloc(n, item_bytes);
    if (!list) {
        fputs("bench: out of memory\n", stderr);
        exit(1);
    }
    return list;
}

static uint64_t next_random(uint64_t *state) /* splitmix64 */
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

bench_holders bench_generate_holders(uint32_t n, uint32_t total)
{
    bench_holders h = {n, total, new_list(n, sizeof(uint32_t))};
    double *share = new_list(n, sizeof *share), sum = 0;
    uint64_t state = 12345;
    uint32_t used = 0, largest = 0;
    for (uint32_t i = 0; i < n; i++) {
        double u = (double)((next_random(&state) >> 11) + 1) * 0x1p-53;
        share[i] = pow(u, -1 / 1.2);
        sum += share[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        h.weight[i] = (uint32_t)(share[i] / sum * total);
        h.weight[i] += h.weight[i] == 0;
        used += h.weight[i];
        largest = h.weight[i] > h.weight[largest] ? i : largest;
    }
    h.weight[largest] += total - used;
    free(share);
    return h;
}

/* The cell after so many commas that are in no quotes. */
static const char *cell(const char *line, const char *end, unsigned column)
{
    bool quoted = false;
    for (; line < end && column; line++) {
        quoted ^= *line == '"';
        column -= !quoted && *line == ',';
    }
    return line;
}

bench_holders bench_read_holders(const char *path, unsigned column)
{
    bench_file file = bench_read(path);
    const char *end = file.bytes + file.n_bytes, *at = file.bytes;
    bench_holders h = {0, 0, new_list(file.n_bytes, sizeof(uint32_t))};
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL && ++at < end) {
        h.weight[h.n] = (uint32_t)strtoul(cell(at, end, column), NULL, 10);
        h.total += h.weight[h.n++];
    }
    free(file.bytes);
    return h;
}

void bench_free_holders(bench_holders *h)
{
    free(h->weight);
}
