#include "base/spread.h"

#include <string.h>

/* The tasks of one process: rank, rank + n, rank + 2n, ... */
typedef struct portion {
    cm_task *task;
    void *user;
    uint32_t rank, n;
} portion;

/* How one process fared. */
typedef struct report {
    uint64_t steps;
    uint32_t status;
    uint32_t short_of_memory;
    char what[256];
} report;

static comitia_status own_task(void *user, cm_ctx *worker, uint32_t i)
{
    const portion *p = user;
    return p->task(p->user, worker, p->rank + i * p->n);
}

static bool alone(const cm_ctx *ctx)
{
    return !ctx->peers || ctx->peers->n < 2;
}

static comitia_status exchange(cm_ctx *ctx, void *items, uint64_t n_items,
                               size_t item_bytes)
{
    const comitia_peers *peers = ctx->peers;
    if (n_items == 0 || item_bytes == 0 ||
        peers->exchange(peers->user, items, n_items, item_bytes) == 0)
        return COMITIA_OK;
    return cm_fail(ctx, COMITIA_E_CANCELLED, "another process stopped");
}

/* The first process that failed speaks for all. */
static comitia_status agree(cm_ctx *ctx, report *reports, uint64_t before)
{
    uint32_t n = ctx->peers->n;
    uint64_t sum = 0, left = ctx->limit - before;
    bool over = false;
    CM_TRY(exchange(ctx, reports, n, sizeof *reports));
    for (uint32_t r = 0; r < n; r++) {
        over |= reports[r].steps > left - sum;
        sum = over ? left : sum + reports[r].steps;
        ctx->short_of_memory |= reports[r].short_of_memory != 0;
    }
    ctx->steps = before + sum;
    for (uint32_t r = 0; r < n; r++)
        if (reports[r].status != COMITIA_OK)
            return cm_fail(ctx, (comitia_status)reports[r].status, "%s",
                           reports[r].what);
    return over ? cm_fail(ctx, COMITIA_E_BUDGET, "%s", ctx->doing) : COMITIA_OK;
}

static comitia_status run_portion(cm_ctx *ctx, uint32_t n_tasks, cm_task *task,
                                  void *user)
{
    const comitia_peers *peers = ctx->peers;
    portion own = {task, user, peers->rank, peers->n};
    uint32_t n = n_tasks > peers->rank
                     ? (n_tasks - peers->rank - 1) / peers->n + 1
                     : 0;
    cm_arena scratch;
    uint64_t before = ctx->steps;
    cm_arena_init(&scratch, ctx->allocator);
    report *reports = cm_new_n(&scratch, report, peers->n);
    comitia_status status = COMITIA_E_NOMEM;
    if (reports) {
        report *mine = &reports[peers->rank];
        ctx->peers = NULL; /* a task has nobody to share its work with */
        status = cm_parallel(ctx, n, own_task, &own);
        ctx->peers = peers;
        *mine = (report){.steps = ctx->steps - before,
                         .status = (uint32_t)status,
                         .short_of_memory = ctx->short_of_memory};
        if (status != COMITIA_OK)
            memcpy(mine->what, ctx->what, sizeof mine->what);
        status = agree(ctx, reports, before);
    }
    cm_arena_clear(&scratch);
    return status;
}

comitia_status cm_spread(cm_ctx *ctx, uint32_t n_tasks, cm_task *task,
                         void *user, void *items, size_t item_bytes)
{
    if (alone(ctx))
        return cm_parallel(ctx, n_tasks, task, user);
    CM_TRY(run_portion(ctx, n_tasks, task, user));
    return exchange(ctx, items, n_tasks, item_bytes);
}

comitia_status cm_spread_items(cm_ctx *ctx, uint32_t n_tasks, void *items,
                               size_t item_bytes)
{
    return alone(ctx) ? COMITIA_OK : exchange(ctx, items, n_tasks, item_bytes);
}

/* ---- texts of any length
 * ------------------------------------------------------------- */

static char *new_blob(cm_ctx *ctx, uint64_t n)
{
    return n < SIZE_MAX ? ctx->allocator.resize(ctx->allocator.user, NULL, 0,
                                                (size_t)n)
                        : NULL;
}

void cm_blobs_free(cm_ctx *ctx, cm_blob *blobs, uint32_t n)
{
    for (uint32_t i = 0; blobs && i < n; i++)
        if (blobs[i].at)
            ctx->allocator.resize(ctx->allocator.user, blobs[i].at,
                                  (size_t)blobs[i].n, 0);
}

/* Blobs first..last-1 by way of a table whose rows have room for any of them. */
static comitia_status gather(cm_ctx *ctx, cm_arena *scratch, cm_blob *blobs,
                             const uint64_t *sizes, uint32_t first,
                             uint32_t last, uint64_t row)
{
    uint32_t n = last - first;
    char *table = cm_new_n(scratch, char, n * row);
    if (!table)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        if (blobs[first + i].at)
            memcpy(table + i * row, blobs[first + i].at,
                   (size_t)blobs[first + i].n);
    CM_TRY(exchange(ctx, table, n, (size_t)row));
    for (uint32_t i = 0; i < n; i++) {
        cm_blob *blob = &blobs[first + i];
        if (blob->at || sizes[first + i] == 0)
            continue;
        blob->n = sizes[first + i];
        blob->at = new_blob(ctx, blob->n);
        if (!blob->at)
            return COMITIA_E_NOMEM;
        memcpy(blob->at, table + i * row, (size_t)blob->n);
    }
    return COMITIA_OK;
}

static comitia_status gather_all(cm_ctx *ctx, cm_blob *blobs, uint32_t n)
{
    enum { AT_A_TIME = 1 << 24 };
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    uint64_t row = 1;
    uint32_t many, step = ctx->peers->n;
    cm_arena_init(&scratch, ctx->allocator);
    uint64_t *sizes = cm_new_n(&scratch, uint64_t, n);
    if (!sizes)
        goto done;
    for (uint32_t i = 0; i < n; i++)
        sizes[i] = blobs[i].n;
    CM_GO(exchange(ctx, sizes, n, sizeof *sizes));
    for (uint32_t i = 0; i < n; i++)
        row = sizes[i] > row ? sizes[i] : row;
    /* A multiple of the number of processes: an item's place modulo that says
       who knows it. */
    many = (uint32_t)(AT_A_TIME / row < step ? step
                                             : AT_A_TIME / row / step * step);
    for (uint32_t first = 0; first < n; first += many) {
        cm_arena own;
        uint32_t last = n - first < many ? n : first + many;
        cm_arena_init(&own, ctx->allocator);
        status = gather(ctx, &own, blobs, sizes, first, last, row);
        cm_arena_clear(&own);
        if (status != COMITIA_OK)
            break;
        if (last == n)
            break;
    }
done:
    cm_arena_clear(&scratch);
    return status;
}

comitia_status cm_spread_blobs(cm_ctx *ctx, uint32_t n_tasks, cm_task *task,
                               void *user, cm_blob *blobs)
{
    if (alone(ctx))
        return cm_parallel(ctx, n_tasks, task, user);
    CM_TRY(run_portion(ctx, n_tasks, task, user));
    return n_tasks ? gather_all(ctx, blobs, n_tasks) : COMITIA_OK;
}
