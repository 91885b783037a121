#include "base/parallel.h"

#include <stdio.h>
#include <string.h>

static comitia_status one_by_one(cm_ctx *ctx, uint32_t n_tasks, cm_task *task,
                                 void *user)
{
    comitia_status status = COMITIA_OK;
    uint32_t outer = ctx->worker;
    ctx->worker = 0;
    for (uint32_t i = 0; i < n_tasks && status == COMITIA_OK; i++)
        status = task(user, ctx, i);
    ctx->worker = outer;
    return status;
}

#ifndef CM_THREADS

uint32_t cm_parallel_workers(const cm_ctx *ctx, uint32_t n_tasks)
{
    (void)ctx;
    (void)n_tasks;
    return 1;
}

comitia_status cm_parallel(cm_ctx *ctx, uint32_t n_tasks, cm_task *task,
                           void *user)
{
    return one_by_one(ctx, n_tasks, task, user);
}

#else

#include <pthread.h>
#include <time.h>

enum { WAIT_MS = 50 };

/* All that threads share. What the lock guards is below it. */
typedef struct pool {
    cm_ctx *ctx; /* the caller's; only the caller's thread touches it */
    cm_task *task;
    void *user;
    uint32_t n_tasks;
    uint64_t allowed; /* steps that were left when it began */
    const char *doing;
    pthread_mutex_t lock;
    pthread_cond_t ended; /* a thread has */
    uint32_t next;        /* the first task that nobody took */
    uint32_t running;     /* threads besides the caller's */
    uint32_t failed;      /* the first failure known; n_tasks if none */
    comitia_status status;
    char what[sizeof((cm_ctx *)0)->what];
    bool cancelled;
    uint64_t *spent;   /* per task; UNKNOWN until it ended */
    uint32_t in_order; /* tasks 0..in_order-1 ended; none after a failure */
    uint64_t sum;      /* of their steps: at most `allowed` */
    uint64_t out_of_order; /* steps of the others that ended */
} pool;

#define UNKNOWN UINT64_MAX

typedef struct thread {
    cm_ctx ctx; /* first: what the task gets */
    pool *pool;
    uint32_t task;  /* the one that runs */
    uint64_t begun; /* ctx.steps when it began */
    pthread_t id;
} thread;

uint32_t cm_parallel_workers(const cm_ctx *ctx, uint32_t n_tasks)
{
    uint32_t n = ctx->threads < n_tasks ? ctx->threads : n_tasks;
    return n ? n : 1;
}

/* ---- the order of tasks decides ------------------------------------------ */

static void fail_at(pool *p, uint32_t i, comitia_status status,
                    const char *what)
{
    p->failed = i;
    p->status = status;
    snprintf(p->what, sizeof p->what, "%s", what);
}

/* Adds up what has ended without a gap. A sum above what is allowed is the
   failure of the task that passed it, whatever came of it. */
static void add_up(pool *p)
{
    while (p->in_order < p->n_tasks && p->in_order <= p->failed &&
           p->spent[p->in_order] != UNKNOWN) {
        uint64_t steps = p->spent[p->in_order];
        p->out_of_order -= steps;
        if (steps > p->allowed - p->sum) {
            fail_at(p, p->in_order, COMITIA_E_BUDGET, p->doing);
            steps = p->allowed - p->sum;
        }
        p->sum += steps;
        p->in_order++;
    }
}

static void end_task(thread *t, comitia_status status)
{
    pool *p = t->pool;
    pthread_mutex_lock(&p->lock);
    p->spent[t->task] = t->ctx.steps - t->begun;
    p->out_of_order += p->spent[t->task];
    if (status != COMITIA_OK && t->task < p->failed)
        fail_at(p, t->task, status, t->ctx.what);
    add_up(p);
    pthread_mutex_unlock(&p->lock);
}

/* The next task, unless one before it failed. */
static bool take_task(thread *t)
{
    pool *p = t->pool;
    pthread_mutex_lock(&p->lock);
    bool any = p->next < p->n_tasks && p->next < p->failed && !p->cancelled;
    if (any) {
        t->task = p->next++;
        t->begun = t->ctx.steps;
        t->ctx.limit = t->begun + (p->allowed - p->sum);
    }
    pthread_mutex_unlock(&p->lock);
    return any;
}

static void run_tasks(thread *t)
{
    while (take_task(t)) {
        t->ctx.doing = t->pool->doing;
        t->ctx.what[0] = '\0';
        end_task(t, t->pool->task(t->pool->user, &t->ctx, t->task));
    }
}

/* ---- progress -------------------------------------------------------------- */

/* On the other threads: whether there is still a reason to go on. */
static int look(void *user, const char *doing, uint64_t steps, uint64_t limit)
{
    thread *t = user;
    (void)doing;
    (void)steps;
    (void)limit;
    pthread_mutex_lock(&t->pool->lock);
    bool stop = t->pool->cancelled || t->pool->failed < t->task;
    pthread_mutex_unlock(&t->pool->lock);
    return stop;
}

/* On the caller's thread: says how far all are. */
static int tell(pool *p, const char *doing, uint64_t own)
{
    cm_ctx *ctx = p->ctx;
    pthread_mutex_lock(&p->lock);
    uint64_t steps = p->sum + p->out_of_order + own;
    pthread_mutex_unlock(&p->lock);
    if (steps > p->allowed)
        steps = p->allowed;
    if (cm_ask_progress(ctx, doing, ctx->steps + steps) == COMITIA_OK)
        return 0;
    pthread_mutex_lock(&p->lock);
    p->cancelled = true;
    pthread_mutex_unlock(&p->lock);
    return 1;
}

static int look_and_tell(void *user, const char *doing, uint64_t steps,
                         uint64_t limit)
{
    thread *t = user;
    return tell(t->pool, doing, steps - t->begun) ||
           look(user, doing, steps, limit);
}

/* ---- threads ----------------------------------------------------------------- */

static void *run_thread(void *user)
{
    thread *t = user;
    run_tasks(t);
    pthread_mutex_lock(&t->pool->lock);
    t->pool->running--;
    pthread_cond_signal(&t->pool->ended);
    pthread_mutex_unlock(&t->pool->lock);
    return NULL;
}

/* Until all have ended; now and then somebody is told. */
static void wait_for_all(pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (p->running) {
        struct timespec until;
        timespec_get(&until, TIME_UTC);
        until.tv_nsec += WAIT_MS * 1000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&p->ended, &p->lock, &until);
        bool more = p->running && !p->cancelled;
        pthread_mutex_unlock(&p->lock);
        if (more)
            (void)tell(p, p->doing, 0);
        pthread_mutex_lock(&p->lock);
    }
    pthread_mutex_unlock(&p->lock);
}

/* The caller's thread is threads[0]. Fewer threads than wanted do as well. */
static void run_all(pool *p, thread *threads, uint32_t n)
{
    uint32_t begun = 1;
    for (uint32_t k = 0; k < n; k++) {
        thread *t = &threads[k];
        t->pool = p;
        t->ctx = (cm_ctx){.allocator = p->ctx->allocator,
                          .own = p->ctx->own,
                          .memory = p->ctx->memory,
                          .threads = 1,
                          .worker = k,
                          .progress_user = t};
        cm_ctx_begin(&t->ctx, 0);
        t->ctx.progress = k ? look : look_and_tell;
    }
    for (; begun < n; begun++) {
        pthread_mutex_lock(&p->lock);
        p->running++;
        pthread_mutex_unlock(&p->lock);
        if (pthread_create(&threads[begun].id, NULL, run_thread,
                           &threads[begun])) {
            pthread_mutex_lock(&p->lock);
            p->running--;
            pthread_mutex_unlock(&p->lock);
            break;
        }
    }
    run_tasks(&threads[0]);
    wait_for_all(p);
    for (uint32_t k = 1; k < begun; k++)
        pthread_join(threads[k].id, NULL);
    for (uint32_t k = 0; k < begun; k++)
        p->ctx->short_of_memory |= threads[k].ctx.short_of_memory;
}

/* A stop between two tasks is nobody's failure yet. */
static comitia_status outcome(pool *p)
{
    cm_ctx *ctx = p->ctx;
    ctx->steps += p->sum;
    if (p->failed < p->n_tasks) {
        cm_fail(ctx, p->status, "%s", p->what);
        return p->status;
    }
    return p->cancelled ? cm_fail(ctx, COMITIA_E_CANCELLED, "%s", p->doing)
                        : COMITIA_OK;
}

comitia_status cm_parallel(cm_ctx *ctx, uint32_t n_tasks, cm_task *task,
                           void *user)
{
    uint32_t n = cm_parallel_workers(ctx, n_tasks);
    if (n == 1)
        return one_by_one(ctx, n_tasks, task, user);
    comitia_status status;
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    pool p = {.ctx = ctx,
              .task = task,
              .user = user,
              .n_tasks = n_tasks,
              .allowed = ctx->limit - ctx->steps,
              .doing = ctx->doing,
              .lock = PTHREAD_MUTEX_INITIALIZER,
              .ended = PTHREAD_COND_INITIALIZER,
              .failed = n_tasks,
              .spent = cm_new_n(&scratch, uint64_t, n_tasks)};
    thread *threads = cm_new_n(&scratch, thread, n);
    if (p.spent && threads) {
        memset(p.spent, 0xff, n_tasks * sizeof *p.spent); /* UNKNOWN */
        run_all(&p, threads, n);
        status = outcome(&p);
        pthread_cond_destroy(&p.ended);
        pthread_mutex_destroy(&p.lock);
    } else {
        status = one_by_one(ctx, n_tasks, task, user);
    }
    cm_arena_clear(&scratch);
    return status;
}

#endif
