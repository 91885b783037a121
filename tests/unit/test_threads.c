/* A model never changes, so that threads may share it. */
#include "support/questions.h"
#include "support/test_ctx.h"

#include <pthread.h>
#include <stdio.h>
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

/* ---- threads within a question ----------------------------------------------- */

enum { PLAYERS = 40, ROOM = 8 };

/* One weighted rule, large enough for tables by weight. */
typedef struct board {
    char words[PLAYERS][ROOM];
    const char *weights[PLAYERS];
} board;

static void set_board(board *b)
{
    for (int i = 0; i < PLAYERS; i++) {
        snprintf(b->words[i], ROOM, "%d", 50 + i * i * 37 % 611);
        b->weights[i] = b->words[i];
    }
}

static void expect_same_bytes(const test_question *question)
{
    static const uint32_t n_threads[] = {1, 2, 5};
    test_text text[3] = {{0}};
    for (int k = 0; k < 3; k++) {
        comitia_ctx *ctx = NULL;
        comitia_model *model = NULL;
        expect_ok(comitia_ctx_new(NULL, &ctx));
        comitia_ctx_set_threads(ctx, n_threads[k]);
        if (question->model) {
            test_file file = test_file_read(question->model);
            comitia_loader loader = test_loader(question->model);
            expect_ok(comitia_model_parse(ctx, question->model, file.bytes,
                                          file.n_bytes, &loader, &model));
            test_file_free(&file);
        }
        (void)test_ask(ctx, model, question, COMITIA_JSON, &text[k]);
        comitia_model_free(model);
        comitia_ctx_free(ctx);
        expect_text(text[k].bytes ? text[k].bytes : "",
                    text[0].bytes ? text[0].bytes : "");
    }
    for (int k = 0; k < 3; k++)
        free(text[k].bytes);
}

#define QUICK(b)                                                               \
    .verb = COMITIA_POWER, .quota = "1/2", .more_than = true,                  \
    .weights = (b)->weights, .n_weights = PLAYERS

static void answers_are_the_same_with_any_number_of_threads(void **state)
{
    (void)state;
    board b;
    const char *swings[] = {"swings"}, *all[] = {"all"}, *names[] = {"Listed"};
    const char *law[] = {"Law"};
    set_board(&b);
    const test_question questions[] = {
        {NULL, {QUICK(&b)}},
        {NULL, {QUICK(&b), .certified = 9}},
        {NULL, {QUICK(&b), .indices = swings, .n_indices = 1}},
        {"examples/imf-board.comitia",
         {.verb = COMITIA_POWER, .names = names, .n_names = 1,
          .indices = swings, .n_indices = 1}},
        {"examples/us-federal-law.comitia",
         {.verb = COMITIA_POWER, .names = law, .n_names = 1, .free = all,
          .n_free = 1}},
    };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        expect_same_bytes(&questions[i]);
}

/* Limits that leave some indices out, stop in the middle, leave nothing. */
static void limits_are_the_same_with_any_number_of_threads(void **state)
{
    (void)state;
    board b;
    set_board(&b);
    for (uint64_t limit = 10000; limit < 3000000000; limit *= 13) {
        const test_question question = {NULL, {QUICK(&b), .limit = limit}};
        expect_same_bytes(&question);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"threads that share a model get equal answers",
         threads_that_share_a_model_get_equal_answers, NULL, NULL, NULL},
        {"answers are the same with any number of threads",
         answers_are_the_same_with_any_number_of_threads, NULL, NULL, NULL},
        {"limits are the same with any number of threads",
         limits_are_the_same_with_any_number_of_threads, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
