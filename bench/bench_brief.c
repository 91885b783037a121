/* `comitia brief` of the Cambodia model, from its bytes to the printed text.
 * Result: bytes printed. */
#include "bench.h"

#include <stdlib.h>

#define PATH "examples/cambodia-2016.comitia"

static uint64_t brief(comitia_ctx *ctx, const void *input)
{
    comitia_model *model = bench_parse(ctx, PATH, input);
    comitia_question question = {.verb = COMITIA_BRIEF};
    uint64_t printed = bench_ask(ctx, model, &question);
    comitia_model_free(model);
    return printed;
}

static uint64_t parse(comitia_ctx *ctx, const void *input)
{
    comitia_model_free(bench_parse(ctx, PATH, input));
    return ((const bench_file *)input)->n_bytes;
}

int main(void)
{
    bench_file file = bench_read(PATH);
    bench_run("brief-cambodia", brief, &file, 50);
    bench_run("parse-cambodia", parse, &file, 50);
    free(file.bytes);
    return 0;
}
