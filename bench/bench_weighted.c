/* Power in one weighted rule: the board of the IMF and shareholders, exactly and
 * between decimals, on one thread unless the name says more. Result: hash of the
 * JSON. With EPIC=PATH in the environment that program gets the same weights and
 * the same quota, in a row of its own. */
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1000000, DIGITS = 16 };

/* A rule: more than num / den of all weights, or at least that. */
typedef struct row {
    const char *name;
    uint32_t holders; /* 0: the board of the IMF */
    uint32_t total;
    const char *quota;
    uint32_t num, den;
    bool more_than;
    const char *index, *peer; /* what EPIC calls it; NULL: it has none, or
                                 takes too long */
    unsigned certified;       /* places; 0: fractions */
    uint32_t threads;
    unsigned n; /* runs: the slow ones have one */
} row;

static const row rows[] = {
    {"imf-50%-swings", 0, 0, "1/2", 1, 2, true, "swings", "BZ", 0, 1, 5},
    {"imf-70%-swings", 0, 0, "70%", 7, 10, false, "swings", "BZ", 0, 1, 5},
    {"imf-85%-swings", 0, 0, "85%", 17, 20, false, "swings", "BZ", 0, 1, 5},
    {"imf-50%-holler", 0, 0, "1/2", 1, 2, true, "holler", "PG", 0, 1, 1},
    {"imf-50%-shapley-12-digits", 0, 0, "1/2", 1, 2, true, "shapley", NULL, 12,
     1, 3},
    {"imf-50%-shapley", 0, 0, "1/2", 1, 2, true, "shapley", NULL, 0, 1, 1},
    {"imf-50%-shapley-2-threads", 0, 0, "1/2", 1, 2, true, "shapley", NULL, 0,
     2, 1},
    {"imf-70%-shapley", 0, 0, "70%", 7, 10, false, "shapley", NULL, 0, 1, 1},
    {"imf-85%-shapley", 0, 0, "85%", 17, 20, false, "shapley", NULL, 0, 1, 1},
    {"holders-100-shapley", 100, 20000, "1/2", 1, 2, true, "shapley", "SH", 0,
     1, 3},
    {"holders-100-deegan-packel", 100, 20000, "1/2", 1, 2, true,
     "deegan_packel", "DP", 0, 1, 3},
    {"holders-100-johnston", 100, 20000, "1/2", 1, 2, true, "johnston", "J", 0,
     1, 3},
    {"holders-1000-swings", 1000, 1000000, "1/2", 1, 2, true, "swings", "BZ", 0,
     1, 3},
    {"holders-5000-swings", 5000, 1000000, "1/2", 1, 2, true, "swings", NULL, 0,
     1, 1},
    {"holders-5000-swings-2-threads", 5000, 1000000, "1/2", 1, 2, true,
     "swings", NULL, 0, 2, 1},
    {"holders-1000000-banzhaf-9-digits", 1000000, 100000000, "1/2", 1, 2, true,
     "banzhaf", NULL, 9, 1, 1},
    {"holders-1000000-shapley-9-digits", 1000000, 100000000, "1/2", 1, 2, true,
     "shapley", NULL, 9, 1, 1},
};

/* ---- who has how much ------------------------------------------------------------ */

static uint64_t next_random(uint64_t *state) /* splitmix64 */
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

typedef struct holders {
    uint32_t n, weight[MOST];
    char text[MOST][DIGITS];
    const char *words[MOST];
} holders;

/* Pareto's law with exponent 1.2; all together `total`, 1 each at least. */
static void generate(holders *h, uint32_t n, uint32_t total)
{
    static double share[MOST];
    uint64_t state = 12345;
    double sum = 0;
    uint32_t used = 0, largest = 0;
    for (uint32_t i = 0; i < n; i++) {
        double u = (double)((next_random(&state) >> 11) + 1) * 0x1p-53;
        share[i] = pow(u, -1 / 1.2);
        sum += share[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        h->weight[i] = (uint32_t)(share[i] / sum * total);
        h->weight[i] += h->weight[i] == 0;
        used += h->weight[i];
        largest = h->weight[i] > h->weight[largest] ? i : largest;
    }
    h->weight[largest] += total - used;
    h->n = n;
}

/* The weights of the table: what stands after the name, which may be quoted. */
static void read_board(holders *h, const bench_file *file)
{
    const char *end = file->bytes + file->n_bytes, *at = file->bytes;
    h->n = 0;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL && ++at < end) {
        const char *comma = at;
        for (bool quoted = false; comma < end && (quoted || *comma != ',');
             comma++)
            quoted ^= *comma == '"';
        h->weight[h->n++] = (uint32_t)strtoul(comma + 1, NULL, 10);
    }
}

static void set_words(holders *h)
{
    for (uint32_t i = 0; i < h->n; i++) {
        snprintf(h->text[i], DIGITS, "%u", h->weight[i]);
        h->words[i] = h->text[i];
    }
}

/* ---- ours and theirs --------------------------------------------------------------- */

typedef struct asked {
    const row *row;
    comitia_question question;
} asked;

static uint64_t ask(comitia_ctx *ctx, const void *input)
{
    const asked *a = input;
    comitia_ctx_set_threads(ctx, a->row->threads);
    return bench_hash(ctx, NULL, &a->question, NULL);
}

static void run_peer(const row *r, const holders *h, const char *program)
{
    char path[] = "/tmp/comitia-bench-XXXXXX", command[4096], name[128];
    uint64_t sum = 0;
    int fd = mkstemp(path);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (!out)
        return;
    for (uint32_t i = 0; i < h->n; i++) {
        fprintf(out, "%u\n", h->weight[i]);
        sum += h->weight[i];
    }
    fclose(out);
    uint64_t quota = r->more_than ? sum * r->num / r->den + 1
                                  : (sum * r->num + r->den - 1) / r->den;
    snprintf(name, sizeof name, "%s-epic", r->name);
    snprintf(command, sizeof command, "'%s' -i %s -w %s -q %llu >/dev/null",
             program, r->peer, path, (unsigned long long)quota);
    bench_peer(name, command);
    remove(path);
}

static void run(const row *r, const bench_file *board)
{
    static holders h;
    const char *epic = getenv("EPIC");
    if (r->holders)
        generate(&h, r->holders, r->total);
    else
        read_board(&h, board);
    set_words(&h);
    asked a = {r,
               {.verb = COMITIA_POWER,
                .quota = r->quota,
                .more_than = r->more_than,
                .weights = h.words,
                .n_weights = h.n,
                .indices = &r->index,
                .n_indices = 1,
                .exact = !r->certified,
                .certified = r->certified,
                .limit = UINT64_C(2000000000000)}};
    bench_run(r->name, ask, &a, r->n);
    if (epic && *epic && r->peer)
        run_peer(r, &h, epic);
}

int main(void)
{
    bench_file board = bench_read("examples/data/imf_190_2022.csv");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&rows[i], &board);
    free(board.bytes);
    return 0;
}
