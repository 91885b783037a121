/* `comitia check` of all examples together: read, resolve, every expect.
 * Result: expects that hold, which must be all. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct models {
    bench_file *files;
    size_t n;
} models;

/* Lines of `expect`. */
static uint64_t count_expects(const models *all)
{
    uint64_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        const char *at = all->files[i].bytes;
        const char *end = at + all->files[i].n_bytes;
        for (; at && end - at > 7; at = memchr(at, '\n', (size_t)(end - at))) {
            at += *at == '\n';
            n += end - at > 7 && memcmp(at, "expect ", 7) == 0;
        }
    }
    return n;
}

static bench_result check_all(comitia_ctx *ctx, const void *input)
{
    const models *all = input;
    comitia_question question = {.verb = COMITIA_CHECK};
    uint64_t passed = 0;
    for (size_t i = 0; i < all->n; i++) {
        comitia_answer *answer = NULL;
        comitia_model *model = bench_model(ctx, &all->files[i]);
        bench_ok(comitia_ask(ctx, model, &question, NULL, &answer));
        passed += (uint64_t)comitia_value_number(
            comitia_value_get(comitia_answer_value(answer), "passed"));
        comitia_answer_free(answer);
        comitia_model_free(model);
    }
    return (bench_result){.number = passed};
}

int main(int argc, char **argv)
{
    models all = {calloc((size_t)argc, sizeof(bench_file)), (size_t)argc - 1};
    if (!all.files || !all.n)
        return fputs("usage: bench_check FILE...\n", stderr), 64;
    for (size_t i = 0; i < all.n; i++)
        all.files[i] = bench_read(argv[i + 1]);
    bench_know("check-examples", count_expects(&all));
    bench_run("check-examples", check_all, &all, 20);
    for (size_t i = 0; i < all.n; i++)
        free(all.files[i].bytes);
    free(all.files);
    return bench_end();
}
