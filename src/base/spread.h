/* Tasks that do not depend on each other, on the threads of one process or of
 * several. */
#ifndef CM_SPREAD_H
#define CM_SPREAD_H

#include "base/parallel.h"

/**
 * cm_parallel for tasks whose results lie one behind the other: task i writes
 * items[i * item_bytes ...] and nothing else that counts. With peers each
 * process runs every n-th task, and afterwards all have all items; steps are
 * added up over all of them, so that a limit is met by all or by none. E_NOMEM,
 * E_BUDGET, E_CANCELLED, and what tasks return, the same in every process.
 */
COMITIA_NODISCARD comitia_status cm_spread(cm_ctx *ctx, uint32_t n_tasks,
                                           cm_task *task, void *user,
                                           void *items, size_t item_bytes);

/** A text of any length; `at` comes from ctx->allocator. */
typedef struct cm_blob {
    char *at;
    uint64_t n;
} cm_blob;

/** The same for tasks that write blobs[i]. */
COMITIA_NODISCARD comitia_status cm_spread_blobs(cm_ctx *ctx, uint32_t n_tasks,
                                                 cm_task *task, void *user,
                                                 cm_blob *blobs);
/** Makes what tasks 0..n_tasks-1 have written beside their blobs known to all
    processes; nothing to do for one alone. */
COMITIA_NODISCARD comitia_status cm_spread_items(cm_ctx *ctx, uint32_t n_tasks,
                                                 void *items,
                                                 size_t item_bytes);
void cm_blobs_free(cm_ctx *ctx, cm_blob *blobs, uint32_t n);

#endif
