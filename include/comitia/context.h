/* A caller's context: one user at a time; any number of them at once. */
#ifndef COMITIA_CONTEXT_H
#define COMITIA_CONTEXT_H

#include <stdint.h>

#include "comitia/allocator.h"
#include "comitia/peers.h"
#include "comitia/status.h"

/** Memory, limits and progress of one thread. Owned by the caller. */
typedef struct comitia_ctx comitia_ctx;

/** What a caller says to a question under way. */
enum {
    COMITIA_GO_ON = 0,
    COMITIA_STOP = 1,  /**< E_CANCELLED, nothing is left behind */
    COMITIA_ENOUGH = 2 /**< the same, unless something is proved by then: power
                            between decimals gives the ends it has reached */
};

/**
 * Told now and then during a long question.
 *
 * @param user   as given to comitia_ctx_on_progress
 * @param doing  what is being computed, in a few words
 * @param steps  work done so far, out of `limit`
 * @return COMITIA_GO_ON, COMITIA_ENOUGH, or anything else to stop: the call
 *         then ends with COMITIA_E_CANCELLED and leaves nothing behind
 */
typedef int (*comitia_progress)(void *user, const char *doing, uint64_t steps,
                                uint64_t limit);

/** A context; NULL `allocator` means malloc. E_NOMEM. */
COMITIA_API COMITIA_NODISCARD comitia_status
comitia_ctx_new(const comitia_allocator *allocator, comitia_ctx **ctx);
/** Frees it; models and answers made with it live on. NULL is allowed. */
COMITIA_API void comitia_ctx_free(comitia_ctx *ctx);
/** Asks to be told; NULL to be left alone. */
COMITIA_API void comitia_ctx_on_progress(comitia_ctx *ctx,
                                         comitia_progress progress, void *user);
/**
 * Bounds the memory of all that is made with this context from now on, models
 * and answers included; 0, the default, means no bound. What would pass it is
 * left out of an answer, or the answer says so (C0701, exit 69); other calls
 * give E_NOMEM, and comitia_ctx_message tells of the bound. Large integers
 * (GMP) are not counted: their sizes have limits of their own.
 */
COMITIA_API void comitia_ctx_bound_memory(comitia_ctx *ctx, uint64_t bytes);
/** Bytes held now by what was made with this context. */
COMITIA_API uint64_t comitia_ctx_memory(const comitia_ctx *ctx);
/**
 * Lets a question use up to n threads, the caller's being one of them; 1, and
 * 0, which a new context has, mean no other. 1024 at most. Answers are the same
 * bytes for any n, unless a bound of memory is met: each thread has tables. The
 * allocator is then called from several threads at a time, so it must be made
 * for that, as malloc is; the progress callback is called on the caller's
 * thread alone. All threads have ended when the call is back. On wasm32 there
 * is one thread whatever n is.
 */
COMITIA_API void comitia_ctx_set_threads(comitia_ctx *ctx, uint32_t n);
/**
 * Shares the work of questions with other processes; NULL, the default: alone.
 * Answers are the same bytes for any number of them. What peers points to must
 * outlive the context.
 */
COMITIA_API void comitia_ctx_set_peers(comitia_ctx *ctx,
                                       const comitia_peers *peers);
/** What made the last call on this context fail, in words; never NULL. */
COMITIA_API const char *comitia_ctx_message(const comitia_ctx *ctx);

#endif
