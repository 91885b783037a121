/* What a poll leaves open: shares drawn from their posterior distribution.
 *
 * With c_i of those asked for party i, and Jeffreys' prior, the shares of all
 * voters are Dirichlet(c_1 + 1/2, ..., c_n + 1/2). It is drawn in integers, so
 * that every machine draws the same: docs/theory/poll.md.
 */
#ifndef CM_POSTERIOR_H
#define CM_POSTERIOR_H

#include "base/ctx.h"
#include "engine/numbers/stream.h"

/** Shares are multiples of 2^-62. */
#define CM_SHARE_BITS 62

/** A poll; private but for the first two. */
typedef struct cm_posterior {
    uint32_t n;             /**< parties, those who named none included */
    const uint64_t *counts; /**< counts[0..n-1]: how many named each */
    uint64_t *place;        /**< of the bounds between the pieces */
    uint64_t *bound;
    uint32_t n_bounds;
    uint64_t points;
} cm_posterior;

/** `counts` stays the caller's. E_NOMEM; E_BUDGET for more than 10^12. */
COMITIA_NODISCARD comitia_status
cm_posterior_init(cm_ctx *ctx, cm_arena *arena, const uint64_t *counts,
                  uint32_t n, cm_posterior *posterior);

/**
 * One draw.
 *
 * @param shares  shares[0..n-1], set to share * 2^62, times one factor for all
 *                if n is odd; they sum to at most 2^62
 * Some (counts in all) / 32 + 100 n numbers of the stream.
 */
COMITIA_NODISCARD comitia_status cm_posterior_draw(cm_ctx *ctx,
                                                   cm_posterior *posterior,
                                                   cm_stream *stream,
                                                   uint64_t *shares);

#endif
