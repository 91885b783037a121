/* Reading a generated model of 10 MB. Result: the names it declares; a comment
 * gives the rate in MB/s of the median run. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

enum { BYTES = 10 * 1000 * 1000, NAMES = 6 /* of a town */ };

/* One of many small towns: a body, facts, acts, an outcome and its history. */
static int town(char *at, size_t room, unsigned n)
{
    return snprintf(
        at, room,
        "body Council%u \"Council of town %u\" seats 33\n"
        "  party Left%u  %u \"The left of town %u\"\n"
        "  party Right%u %u\n"
        "fact Flood%u \"the river stood above the mark\" cite \"paper %u\"\n"
        "act Bridge%u \"build the bridge\" by Council%u\n"
        "  needs at least 2/3 of seats if Flood%u otherwise more than half of "
        "votes cast\n"
        "  quorum at least half of members\n"
        "outcome Built%u when Bridge%u or (Flood%u and not Bridge%u)\n"
        "on 2016-05-%02u Flood%u happened cite \"the town's page\" "
        "verified\n\n",
        n, n, n, n % 33, n, n, 33 - n % 33, n, n, n, n, n, n, n, n, n,
        n % 28 + 1, n);
}

static bench_file generate(unsigned *n_towns)
{
    bench_file file = {"generated.comitia", malloc(BYTES + 4096), 0};
    if (!file.bytes)
        exit(1);
    for (*n_towns = 0; file.n_bytes < BYTES; ++*n_towns)
        file.n_bytes += (size_t)town(file.bytes + file.n_bytes, 4096, *n_towns);
    return file;
}

int main(void)
{
    unsigned n_towns = 0;
    bench_file file = generate(&n_towns);
    bench_know("parse-10MB", (uint64_t)NAMES * n_towns);
    double median = bench_run("parse-10MB", bench_parse, &file, 5);
    printf("# parse-10MB: %.1f MB/s\n", (double)file.n_bytes / 1e3 / median);
    free(file.bytes);
    return bench_end();
}
