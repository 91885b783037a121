/* One caller's context: memory, budget, progress, the last failure. */
#ifndef CM_CTX_H
#define CM_CTX_H

#include <stdint.h>

#include "base/arena.h"
#include "base/memory_bound.h"
#include "comitia/context.h"
#include "comitia/peers.h"

/** Work per question unless the caller says otherwise. */
#define CM_DEFAULT_LIMIT UINT64_C(10000000000)

#define CM_MOST_THREADS 1024

struct comitia_ctx {
    comitia_allocator allocator;
    comitia_allocator own; /**< the caller's; the context itself lives there */
    cm_memory *memory;   /**< behind the allocator; NULL: nothing is counted */
    comitia_progress progress; /**< may be NULL */
    void *progress_user;
    uint64_t limit;      /**< steps one question may take */
    uint64_t steps;      /**< taken by the question under way */
    uint64_t next_report;
    bool short_of_memory; /**< a part of the question passed the bound */
    bool enough;         /**< the caller said COMITIA_ENOUGH */
    bool settled;        /**< and a part of the answer is what it had then */
    const comitia_peers *peers; /**< processes to share work with, or NULL */
    uint32_t threads;    /**< that one question may use; 0 means 1 */
    uint32_t worker;     /**< which thread of cm_parallel this belongs to; 0 */
    const char *doing;   /**< what the steps are spent on, for progress */
    char plan[64];       /**< the same with what it will take; "" where that is
                              not known or not worth telling */
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

/**
 * Asks the caller whether to go on; `doing` and `steps` are what it is told.
 * E_CANCELLED if not.
 */
COMITIA_NODISCARD comitia_status cm_ask_progress(cm_ctx *ctx, const char *doing,
                                                 uint64_t steps);

/**
 * For a part that E_CANCELLED came from and that has something proved to show:
 * true if the caller wants that (COMITIA_ENOUGH). The question then goes on with
 * it and is not stopped for the same word again.
 */
bool cm_settle(cm_ctx *ctx);

/** How a message begins that says so of an answer (C0701). */
#define CM_USER_STOPPED "stopped by the user"
/** In that of a C0701 for a list of which the kinds are told all the same. */
#define CM_BY_KINDS "is told by kinds"

/**
 * Tells beforehand what is to be done, about so many steps and bytes: progress
 * says it from here on, if it takes seconds. cm_planned ends that.
 */
void cm_plan(cm_ctx *ctx, const char *what, uint64_t steps, uint64_t bytes);
void cm_planned(cm_ctx *ctx);

enum { CM_TIME_WORDS = 32 };
/** "16 s", "3 minutes": how long so many steps take about, on one thread; `text`
    has room for CM_TIME_WORDS bytes. */
const char *cm_time_words(uint64_t steps, char *text);

/**
 * True if a call came back because a limit was reached: of steps, or the bound
 * of memory (E_NOMEM that is not for want of real memory). What it was to find
 * is then left out and the question goes on. Notes short_of_memory.
 */
bool cm_is_limit(cm_ctx *ctx, comitia_status status);

/** "512 MiB": the bound of memory in words; `text` has room for 32 bytes. */
const char *cm_memory_words(const cm_ctx *ctx, char *text);

/** Says in ctx->what whether it was the bound that E_NOMEM is for; returns
    the status as it is. For calls that give no answer. */
comitia_status cm_memory_said(cm_ctx *ctx, comitia_status status);

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
