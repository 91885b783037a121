/* `comitia brief` of the Cambodia model, from its bytes to the printed text.
 * Result: bytes printed, as many as the tests expect, each the same. */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

#define PATH "examples/cambodia-2016.comitia"
#define TEXT "tests/golden/brief-of-cambodia-as-text/out"

static bench_file expected;

static int compare(void *user, const char *bytes, size_t n_bytes)
{
    size_t *n_same = user;
    if (n_bytes > expected.n_bytes - *n_same ||
        memcmp(expected.bytes + *n_same, bytes, n_bytes) != 0)
        return 1;
    *n_same += n_bytes;
    return 0;
}

static bench_result brief(comitia_ctx *ctx, const void *input)
{
    comitia_model *model = bench_model(ctx, input);
    comitia_question question = {.verb = COMITIA_BRIEF};
    comitia_answer *answer = NULL;
    size_t n_same = 0;
    bench_ok(comitia_ask(ctx, model, &question, NULL, &answer));
    bench_ok(comitia_answer_print(ctx, answer, &(comitia_print){0}, compare,
                                  &n_same));
    comitia_answer_free(answer);
    comitia_model_free(model);
    return (bench_result){.number = n_same};
}

int main(void)
{
    bench_file file = bench_read(PATH);
    expected = bench_read(TEXT);
    bench_know("brief-cambodia", expected.n_bytes);
    bench_run("brief-cambodia", brief, &file, 50);
    bench_run("parse-cambodia", bench_parse, &file, 50);
    free(expected.bytes);
    free(file.bytes);
    return bench_end();
}
