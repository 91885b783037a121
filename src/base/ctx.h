/* One caller's context: memory, budget, progress, the last failure. */
#ifndef CM_CTX_H
#define CM_CTX_H

#include <stdint.h>

#include "base/arena.h"
#include "comitia/context.h"

/** Work per question unless the caller says otherwise. */
#define CM_DEFAULT_LIMIT UINT64_C(10000000000)

struct comitia_ctx {
    comitia_allocator allocator;
    comitia_progress progress; /**< may be NULL */
    void *progress_user;
    uint64_t limit;      /**< steps one question may take */
    uint64_t steps;      /**< taken by the question under way */
    uint64_t next_report;
    const char *doing;   /**< what the steps are spent on, for progress */
    char what[256];      /**< what reached a limit or failed */
};
typedef struct comitia_ctx cm_ctx;

/** Starts a question: no steps taken. limit 0 means CM_DEFAULT_LIMIT. */
void cm_ctx_begin(cm_ctx *ctx, uint64_t limit);

/**
 * Spends work. E_BUDGET when the limit is passed, E_CANCELLED when the
 * progress callback asks to stop; COMITIA_OK else. A step is about one
 * nanosecond: 1 for an addition, 100 for a node of a diagram.
 */
COMITIA_NODISCARD comitia_status cm_spend(cm_ctx *ctx, uint64_t steps);

/** Notes what went wrong (printf-like) and returns `status`. */
comitia_status cm_fail(cm_ctx *ctx, comitia_status status, const char *format,
                       ...) __attribute__((format(printf, 3, 4)));

/** return on anything but COMITIA_OK */
#define CM_TRY(call)                                                           \
    do {                                                                       \
        comitia_status cm_try_ = (call);                                       \
        if (cm_try_ != COMITIA_OK)                                             \
            return cm_try_;                                                    \
    } while (0)

/** goto done on anything but COMITIA_OK; `status` holds it */
#define CM_GO(call)                                                            \
    do {                                                                       \
        status = (call);                                                       \
        if (status != COMITIA_OK)                                              \
            goto done;                                                         \
    } while (0)

#endif
