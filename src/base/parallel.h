/* Tasks that do not depend on each other, on several threads: the only place
 * of the library that knows about threads. */
#ifndef CM_PARALLEL_H
#define CM_PARALLEL_H

#include "base/ctx.h"

/**
 * One of the tasks. `worker` is the context of the thread that runs it: memory
 * comes from worker->allocator, steps are spent on it, failures are noted in
 * it. What a task computes must depend on `user` and `i` alone, not on steps or
 * limits, and it writes where no other task reads or writes.
 */
typedef comitia_status cm_task(void *user, cm_ctx *worker, uint32_t i);

/** How many threads cm_parallel would use for so many tasks; at least 1. A
    task sees in worker->worker which of them runs it: what is large is made
    once for each before. */
uint32_t cm_parallel_workers(const cm_ctx *ctx, uint32_t n_tasks);

/**
 * Runs tasks 0..n_tasks-1 on up to ctx->threads threads, the caller's being one
 * of them; in order and on it alone if there are no threads. Back when none
 * runs any more, after a failure too.
 *
 * What comes out does not depend on the number of threads: the first failure
 * in the order of the tasks is the one that counts, and E_BUDGET comes if the
 * steps of the tasks, added up in this order, pass the limit, though other
 * threads have spent theirs by then. Memory that runs out and E_CANCELLED are
 * as they come. The progress callback is called on the caller's thread only;
 * if it says stop, all do. The allocator must allow calls from several threads
 * at a time. Gives what tasks give; it needs no memory that it could not do
 * without.
 */
COMITIA_NODISCARD comitia_status cm_parallel(cm_ctx *ctx, uint32_t n_tasks,
                                             cm_task *task, void *user);

#endif
