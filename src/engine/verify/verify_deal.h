/* A second way to the deals of talks: every set of statements under every value
 * of every point, open fact and open act (LANGUAGE, section 11). */
#ifndef CM_VERIFY_DEAL_H
#define CM_VERIFY_DEAL_H

#include "engine/verify/verify.h"

/** Lines whose sets are tried: that may be given up, and wishes. */
enum { CM_MOST_TRIED_LINES = 16 };

/** One goal tried out. `reason`: why it cannot be, or NULL. */
typedef struct cm_tried_deal {
    const char *reason;
    const cm_line **statements; /**< that may be given up, in file order */
    uint32_t n_statements;
    const cm_line **wishes;
    uint32_t n_wishes;
    uint8_t *possible; /**< per set of statements: they, the goal and what
                            cannot be given up are true together */
    uint8_t *wished;   /**< per set of wishes: some deal fulfils these and no
                            other */
    uint64_t n;        /**< valuations tried */
} cm_tried_deal;

/** Lives in the arena. E_NOMEM, E_BUDGET. */
COMITIA_NODISCARD comitia_status
cm_trial_deal(cm_ctx *ctx, cm_arena *arena, const cm_world *world,
              const cm_talks *talks, const cm_line *goal, bool doubt_given,
              cm_tried_deal *tried);

#endif
