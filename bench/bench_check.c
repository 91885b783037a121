/* `comitia check` of all examples together: read, resolve, every expect.
 * Result: expects that hold. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct models {
    char **paths;
    bench_file *files;
    size_t n;
} models;

static uint64_t check_all(comitia_ctx *ctx, const void *input)
{
    const models *all = input;
    comitia_question question = {.verb = COMITIA_CHECK};
    uint64_t passed = 0;
    for (size_t i = 0; i < all->n; i++) {
        comitia_answer *answer = NULL;
        comitia_model *model =
            bench_parse(ctx, all->paths[i], &all->files[i]);
        bench_ok(comitia_ask(ctx, model, &question, NULL, &answer));
        passed += (uint64_t)comitia_value_number(
            comitia_value_get(comitia_answer_value(answer), "passed"));
        comitia_answer_free(answer);
        comitia_model_free(model);
    }
    return passed;
}

int main(int argc, char **argv)
{
    models all = {argv + 1, calloc((size_t)argc, sizeof(bench_file)),
                  (size_t)argc - 1};
    if (!all.files || !all.n)
        return fputs("usage: bench_check FILE...\n", stderr), 64;
    for (size_t i = 0; i < all.n; i++)
        all.files[i] = bench_read(all.paths[i]);
    bench_run("check-examples", check_all, &all, 20);
    for (size_t i = 0; i < all.n; i++)
        free(all.files[i].bytes);
    free(all.files);
    return 0;
}
