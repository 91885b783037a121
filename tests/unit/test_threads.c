/* A model never changes, so that threads may share it. */
#include "support/questions.h"
#include "support/test_ctx.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define PATH "examples/cambodia-2016.comitia"

enum { THREADS = 4, ROUNDS = 3 };

/* What one thread printed of all questions about the model. */
typedef struct worker {
    const comitia_model *model;
    comitia_status status;
    test_text text;
} worker;

static void *ask_everything(void *user)
{
    worker *self = user;
    comitia_ctx *ctx = NULL;
    self->status = comitia_ctx_new(NULL, &ctx);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < test_n_questions; i++) {
            const test_question *question = &test_questions[i];
            if (!question->model || strcmp(question->model, PATH) != 0)
                continue;
            if (self->status == COMITIA_OK)
                self->status = test_ask(ctx, self->model, question,
                                        COMITIA_JSON, &self->text);
        }
    comitia_ctx_free(ctx);
    return NULL;
}

static void threads_that_share_a_model_get_equal_answers(void **state)
{
    (void)state;
    test_file file = test_file_read(PATH);
    comitia_loader loader = test_loader(PATH);
    comitia_ctx *ctx = NULL;
    comitia_model *model = NULL;
    expect_ok(comitia_ctx_new(NULL, &ctx));
    expect_ok(comitia_model_parse(ctx, PATH, file.bytes, file.n_bytes, &loader,
                                  &model));
    comitia_ctx_free(ctx);
    test_file_free(&file);

    worker workers[THREADS] = {0};
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        workers[i].model = model;
        expect_i64(pthread_create(&threads[i], NULL, ask_everything,
                                  &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < THREADS; i++) {
        expect_ok(workers[i].status);
        expect_true(workers[i].text.n_bytes > 1000);
        expect_text(workers[i].text.bytes, workers[0].text.bytes);
    }
    for (int i = 0; i < THREADS; i++)
        free(workers[i].text.bytes);
    comitia_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_that_share_a_model_get_equal_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
