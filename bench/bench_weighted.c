/* Power in one weighted rule: the board of the IMF and shareholders, exactly
 * and between decimals, on one thread unless the name says more. Result: every
 * number of every holder. With EPIC=PATH in the environment that program gets
 * the same weights and the same quota, in a row of its own. */
#include "bench.h"
#include "epic.h"
#include "holders.h"

#include <stdio.h>
#include <stdlib.h>

#define BOARD "examples/data/imf_190_2022.csv"

enum { DIGITS = 16 };

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
    {"imf-50%-swings", 0, 0, "1/2", 1, 2, true, "swings", "RBZ", 0, 1, 5},
    {"imf-70%-swings", 0, 0, "70%", 7, 10, false, "swings", "RBZ", 0, 1, 5},
    {"imf-85%-swings", 0, 0, "85%", 17, 20, false, "swings", "RBZ", 0, 1, 5},
    {"imf-50%-holler", 0, 0, "1/2", 1, 2, true, "holler", "PG", 0, 1, 1},
    {"imf-50%-shapley", 0, 0, "1/2", 1, 2, true, "shapley", NULL, 0, 1, 1},
    {"imf-50%-shapley-12-digits", 0, 0, "1/2", 1, 2, true, "shapley", NULL, 12,
     1, 3},
    {"imf-50%-shapley-2-threads", 0, 0, "1/2", 1, 2, true, "shapley", NULL, 0,
     2, 1},
    {"imf-70%-shapley", 0, 0, "70%", 7, 10, false, "shapley", NULL, 0, 1, 1},
    {"imf-85%-shapley", 0, 0, "85%", 17, 20, false, "shapley", NULL, 0, 1, 1},
    {"holders-100-shapley", 100, 20000, "1/2", 1, 2, true, "shapley", "SH", 0,
     1, 3},
    {"holders-100-deegan-packel", 100, 20000, "1/2", 1, 2, true,
     "deegan_packel", "DP", 0, 1, 3},
    {"holders-50-johnston", 50, 1000, "1/2", 1, 2, true, "johnston", "J", 0, 1,
     3},
    {"holders-80-johnston", 80, 1000, "1/2", 1, 2, true, "johnston", "J", 0, 1,
     3},
    {"holders-100-johnston", 100, 20000, "1/2", 1, 2, true, "johnston", NULL, 0,
     1, 3},
    {"holders-1000-swings", 1000, 1000000, "1/2", 1, 2, true, "swings", "RBZ",
     0, 1, 3},
    {"holders-5000-swings", 5000, 1000000, "1/2", 1, 2, true, "swings", NULL, 0,
     1, 1},
    {"holders-5000-swings-2-threads", 5000, 1000000, "1/2", 1, 2, true,
     "swings", NULL, 0, 2, 1},
    {"holders-1000000-banzhaf-9-digits", 1000000, 100000000, "1/2", 1, 2, true,
     "banzhaf", NULL, 9, 1, 1},
    {"holders-1000000-shapley-9-digits", 1000000, 100000000, "1/2", 1, 2, true,
     "shapley", NULL, 9, 1, 1},
};

/* Weights as a user writes them. */
typedef struct words {
    char (*text)[DIGITS];
    const char **list;
} words;

static words write_words(const bench_holders *h)
{
    words w = {calloc(h->n, sizeof *w.text), calloc(h->n, sizeof *w.list)};
    if (!w.text || !w.list)
        exit(1);
    for (uint32_t i = 0; i < h->n; i++) {
        snprintf(w.text[i], DIGITS, "%u", h->weight[i]);
        w.list[i] = w.text[i];
    }
    return w;
}

/* ---- ours and theirs
 * --------------------------------------------------------------- */

typedef struct asked {
    const row *row;
    comitia_question question;
} asked;

static bench_result ask(comitia_ctx *ctx, const void *input)
{
    const asked *a = input;
    comitia_ctx_set_threads(ctx, a->row->threads);
    return bench_ask(ctx, NULL, &a->question, NULL, COMITIA_JSON);
}

/* The least number of votes that meets the quota. */
static uint64_t quota_of(const row *r, const bench_holders *h)
{
    uint64_t sum = h->total;
    return r->more_than ? sum * r->num / r->den + 1
                        : (sum * r->num + r->den - 1) / r->den;
}

static void run(const row *r)
{
    const char *epic = getenv("EPIC");
    bench_holders h = r->holders ? bench_generate_holders(r->holders, r->total)
                                 : bench_read_holders(BOARD, 1);
    words w = write_words(&h);
    asked a = {r,
               {.verb = COMITIA_POWER,
                .quota = r->quota,
                .more_than = r->more_than,
                .weights = w.list,
                .n_weights = h.n,
                .indices = &r->index,
                .n_indices = 1,
                .exact = !r->certified,
                .certified = r->certified,
                .limit = UINT64_C(2000000000000)}};
    bench_run(r->name, ask, &a, r->n);
    if (epic && *epic && r->peer)
        bench_epic(epic, r->name, r->peer, r->index, &h, quota_of(r, &h));
    free(w.text);
    free(w.list);
    bench_free_holders(&h);
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&rows[i]);
    return bench_end();
}
