/* Tasks on several threads: what comes out is what one thread gives. */
#include "base/parallel.h"
#include "support/test_ctx.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { TASKS = 60, NONE = TASKS };
static const uint32_t threads_of[] = {1, 2, 5};
enum { N_THREADS = sizeof threads_of / sizeof *threads_of };

/* A context with malloc, which threads may share. */
static comitia_ctx *open_ctx(uint32_t threads, uint64_t limit)
{
    comitia_ctx *ctx = NULL;
    expect_ok(comitia_ctx_new(NULL, &ctx));
    comitia_ctx_set_threads(ctx, threads);
    cm_ctx_begin(ctx, limit);
    ctx->doing = "testing";
    return ctx;
}

/* Tasks that spend, some of which fail. */
typedef struct work {
    uint32_t ran[TASKS];
    uint32_t first, second; /* those that fail; NONE: none */
    uint32_t workers;
} work;

static comitia_status step(void *user, cm_ctx *worker, uint32_t i)
{
    work *w = user;
    w->ran[i]++;
    if (worker->worker >= w->workers)
        return cm_fail(worker, COMITIA_E_BUG, "worker %u", worker->worker);
    for (uint32_t k = 0; k < 100; k++)
        CM_TRY(cm_spend(worker, 1000 + i));
    if (i == w->first || i == w->second)
        return cm_fail(worker, COMITIA_E_RANGE, "task %u", i);
    return cm_spend(worker, 1);
}

static comitia_status run(cm_ctx *ctx, work *w)
{
    w->workers = cm_parallel_workers(ctx, TASKS);
    return cm_parallel(ctx, TASKS, step, w);
}

static void every_task_runs_once(void **state)
{
    (void)state;
    for (int k = 0; k < N_THREADS; k++) {
        work w = {.first = NONE, .second = NONE};
        comitia_ctx *ctx = open_ctx(threads_of[k], 0);
        expect_u64(cm_parallel_workers(ctx, TASKS), threads_of[k]);
        expect_ok(run(ctx, &w));
        for (int i = 0; i < TASKS; i++)
            expect_u64(w.ran[i], 1);
        expect_u64(ctx->steps, 100 * (1000 * TASKS + TASKS * (TASKS - 1) / 2) +
                                   TASKS);
        expect_ok(cm_parallel(ctx, 0, step, &w));
        comitia_ctx_free(ctx);
    }
}

/* Every limit up to what all need, in coarse strides, and two tasks that fail:
   status, steps and words do not depend on the number of threads. */
static void limits_do_not_depend_on_threads(cm_random *random)
{
    uint64_t limit = 1 + cm_random_below(random, 8 * 1000 * 1000);
    uint32_t first = (uint32_t)cm_random_below(random, 2 * TASKS);
    uint32_t second = (uint32_t)cm_random_below(random, 2 * TASKS);
    comitia_status status[N_THREADS];
    comitia_ctx *ctx[N_THREADS];
    for (int k = 0; k < N_THREADS; k++) {
        work w = {.first = first, .second = second};
        ctx[k] = open_ctx(threads_of[k], limit);
        status[k] = run(ctx[k], &w);
        expect_status(status[k], status[0]);
        expect_u64(ctx[k]->steps, ctx[0]->steps);
        expect_text(comitia_ctx_message(ctx[k]), comitia_ctx_message(ctx[0]));
    }
    for (int k = 0; k < N_THREADS; k++)
        comitia_ctx_free(ctx[k]);
}

static void the_first_failure_in_order_counts(void **state)
{
    (void)state;
    for (int k = 0; k < N_THREADS; k++) {
        work w = {.first = 41, .second = 7};
        comitia_ctx *ctx = open_ctx(threads_of[k], 0);
        expect_status(run(ctx, &w), COMITIA_E_RANGE);
        expect_text(comitia_ctx_message(ctx), "task 7");
        for (int i = 0; i <= 7; i++)
            expect_u64(w.ran[i], 1);
        comitia_ctx_free(ctx);
    }
}

typedef struct watch {
    pthread_t caller;
    uint32_t calls, elsewhere, stop_at;
    atomic_bool told;
    bool wrong;
} watch;

static int watched(void *user, const char *doing, uint64_t steps,
                   uint64_t limit)
{
    watch *w = user;
    w->calls++;
    w->elsewhere += !pthread_equal(w->caller, pthread_self());
    w->wrong |= steps > limit || strcmp(doing, "testing") != 0;
    w->told = true;
    return w->calls >= w->stop_at;
}

static comitia_status until_told(void *user, cm_ctx *worker, uint32_t i)
{
    watch *w = user;
    (void)i;
    while (!w->told)
        CM_TRY(cm_spend(worker, 1000));
    return COMITIA_OK;
}

static void progress_comes_on_the_callers_thread(void **state)
{
    (void)state;
    for (int k = 0; k < N_THREADS; k++) {
        watch w = {.caller = pthread_self(), .stop_at = UINT32_MAX};
        comitia_ctx *ctx = open_ctx(threads_of[k], UINT64_MAX);
        comitia_ctx_on_progress(ctx, watched, &w);
        expect_ok(cm_parallel(ctx, TASKS, until_told, &w));
        expect_true(w.elsewhere == 0 && !w.wrong);
        comitia_ctx_free(ctx);
    }
}

static comitia_status endless(void *user, cm_ctx *worker, uint32_t i)
{
    (void)user;
    (void)i;
    for (;;)
        CM_TRY(cm_spend(worker, 1000));
}

static void who_says_stop_stops_all(void **state)
{
    (void)state;
    for (int k = 0; k < N_THREADS; k++) {
        watch w = {.caller = pthread_self(), .stop_at = 3};
        comitia_ctx *ctx = open_ctx(threads_of[k], UINT64_MAX);
        comitia_ctx_on_progress(ctx, watched, &w);
        expect_status(cm_parallel(ctx, TASKS, endless, NULL),
                      COMITIA_E_CANCELLED);
        expect_u64(w.elsewhere, 0);
        comitia_ctx_free(ctx);
    }
}

static comitia_status fails_or_never_ends(void *user, cm_ctx *worker,
                                          uint32_t i)
{
    if (i == 1)
        return cm_fail(worker, COMITIA_E_RANGE, "one");
    return i == 0 ? COMITIA_OK : endless(user, worker, i);
}

static void later_tasks_end_when_an_earlier_one_fails(void **state)
{
    (void)state;
    comitia_ctx *ctx = open_ctx(4, UINT64_MAX);
    expect_status(cm_parallel(ctx, TASKS, fails_or_never_ends, NULL),
                  COMITIA_E_RANGE);
    comitia_ctx_free(ctx);
}

static comitia_status inner(void *user, cm_ctx *worker, uint32_t i)
{
    uint32_t *sum = user;
    if (worker->worker)
        return COMITIA_E_BUG;
    *sum += i;
    return COMITIA_OK;
}

static comitia_status outer(void *user, cm_ctx *worker, uint32_t i)
{
    uint32_t before = worker->worker, *sums = user;
    CM_TRY(cm_parallel(worker, 10, inner, &sums[i]));
    return worker->worker == before ? COMITIA_OK : COMITIA_E_BUG;
}

static void tasks_may_have_tasks(void **state)
{
    (void)state;
    uint32_t sums[TASKS] = {0};
    comitia_ctx *ctx = open_ctx(3, 0);
    expect_ok(cm_parallel(ctx, TASKS, outer, sums));
    for (int i = 0; i < TASKS; i++)
        expect_u64(sums[i], 45);
    comitia_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"every task runs once, on any number of threads", every_task_runs_once,
         NULL, NULL, NULL},
        TEST_PROPERTY("limits and failures do not depend on threads",
                      limits_do_not_depend_on_threads, 60),
        {"the first failure in the order of tasks counts",
         the_first_failure_in_order_counts, NULL, NULL, NULL},
        {"progress comes on the caller's thread",
         progress_comes_on_the_callers_thread, NULL, NULL, NULL},
        {"who says stop stops all threads", who_says_stop_stops_all, NULL, NULL,
         NULL},
        {"later tasks end when an earlier one fails",
         later_tasks_end_when_an_earlier_one_fails, NULL, NULL, NULL},
        {"tasks may have tasks", tasks_may_have_tasks, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
