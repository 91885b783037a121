/* Every question with its 1st, 2nd, 3rd ... allocation failing. */
#include "support/questions.h"
#include "support/test_ctx.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Reads the model, asks and prints in both forms, as a caller would. */
static comitia_status whole_run(const comitia_allocator *allocator,
                                uint64_t bound, const test_question *question,
                                const test_file *file, test_text *text)
{
    comitia_ctx *ctx = NULL;
    comitia_model *model = NULL;
    comitia_status status = comitia_ctx_new(allocator, &ctx);
    if (status == COMITIA_OK)
        comitia_ctx_bound_memory(ctx, bound);
    if (status == COMITIA_OK && question->model) {
        comitia_loader loader = test_loader(question->model);
        status = comitia_model_parse(ctx, question->model, file->bytes,
                                     file->n_bytes, &loader, &model);
    }
    if (status == COMITIA_OK)
        status = test_ask(ctx, model, question, COMITIA_JSON, text);
    if (status == COMITIA_OK)
        status = test_ask(ctx, model, question, COMITIA_TEXT, text);
    comitia_model_free(model);
    comitia_ctx_free(ctx);
    return status;
}

static void each_failing_allocation_is_reported(void **state)
{
    test_question limited = *(const test_question *)*state;
    const test_question *question = &limited;
    test_file file = {0};
    test_memory memory;
    test_text text = {0};
    size_t n_calls, tried = 0;
    limited.question.limit = 10000000; /* many runs, each of them short */
    if (question->model)
        file = test_file_read(question->model);
    test_memory_init(&memory);
    expect_ok(whole_run(&memory.allocator, 0, question, &file, &text));
    test_memory_done(&memory);
    n_calls = memory.n_calls;
    expect_true(n_calls > 0);
    free(text.bytes);
    /* All of the first ones, where little is held yet, then a net over the
       rest; the slow suite makes it fine. */
    const char *runs = getenv("COMITIA_RUNS");
    size_t most = runs ? strtoul(runs, NULL, 10) : 60;
    size_t stride = n_calls / (most ? most : 1) + 1;
    for (size_t n = 1; n <= n_calls; n += n < 20 ? 1 : stride) {
        text = (test_text){0};
        test_memory_init(&memory);
        memory.fail_at = n;
        comitia_status status =
            whole_run(&memory.allocator, 0, question, &file, &text);
        free(text.bytes);
        if (status != COMITIA_E_NOMEM || memory.n_blocks)
            fail_msg("allocation %zu of %zu: %s, %zu blocks lost", n, n_calls,
                     comitia_status_text(status), memory.n_blocks);
        tried++;
    }
    expect_true(tried > 0);
    test_file_free(&file);
}

/* More than the bound is never asked for; what the caller gets is an answer, a
   refusal that is an answer, or E_NOMEM where not even that fits. */
static void a_bound_of_memory_is_kept(void **state)
{
    enum { OWN = 4096, STEPS = 24 }; /* the context is not counted */
    test_question limited = *(const test_question *)*state;
    const test_question *question = &limited;
    test_file file = {0};
    test_memory memory;
    test_text text = {0};
    limited.question.limit = 10000000;
    if (question->model)
        file = test_file_read(question->model);
    test_memory_init(&memory);
    expect_ok(whole_run(&memory.allocator, 0, question, &file, &text));
    size_t peak = memory.peak, refused = 0;
    free(text.bytes);
    for (size_t i = 1; i <= STEPS; i++) {
        size_t bound = peak / STEPS * i;
        text = (test_text){0};
        test_memory_init(&memory);
        comitia_status status =
            whole_run(&memory.allocator, bound, question, &file, &text);
        if (status != COMITIA_OK && status != COMITIA_E_NOMEM)
            fail_msg("a bound of %zu gives %s", bound,
                     comitia_status_text(status));
        if (memory.n_blocks || memory.peak > bound + OWN)
            fail_msg("a bound of %zu: %zu blocks lost, %zu bytes held", bound,
                     memory.n_blocks, memory.peak);
        refused += status == COMITIA_E_NOMEM ||
                   strstr(text.bytes, "of memory would be needed") != NULL;
        free(text.bytes);
    }
    expect_true(refused > 0);
    test_file_free(&file);
}

int main(void)
{
    static char names[2][64][160];
    static struct CMUnitTest tests[128];
    for (size_t i = 0; i < test_n_questions; i++) {
        const comitia_question *q = &test_questions[i].question;
        static const char *const what[] = {
            "no allocation that fails is lost", "a bound of memory is kept"};
        for (size_t k = 0; k < 2; k++)
            snprintf(names[k][i], sizeof names[k][i], "%s %s %s: %s",
                     comitia_verb_text(q->verb),
                     test_questions[i].model ? test_questions[i].model
                                             : "(none)",
                     q->n_names ? q->names[0] : "", what[k]);
        tests[2 * i] = (struct CMUnitTest)TEST_ROW(
            names[0][i], each_failing_allocation_is_reported,
            &test_questions[i]);
        tests[2 * i + 1] = (struct CMUnitTest)TEST_ROW(
            names[1][i], a_bound_of_memory_is_kept, &test_questions[i]);
    }
    return _cmocka_run_group_tests("memory", tests, 2 * test_n_questions, NULL,
                                   NULL);
}
