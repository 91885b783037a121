/* A second way to the weight of reports: every value of every utterance that
 * nobody observed, one by one (LANGUAGE, section 10). */
#ifndef CM_VERIFY_BELIEF_H
#define CM_VERIFY_BELIEF_H

#include "base/ctx.h"
#include "base/number.h"
#include "model/model.h"

enum {
    CM_MOST_UTTERANCES = 64, /**< of one claim */
    CM_MOST_UNHEARD = 14     /**< of them, that nobody observed */
};

/** Chances of what was observed, up to a common factor. */
typedef struct cm_tried_odds {
    const cm_number *yes, *no;
} cm_tried_odds;

typedef struct cm_tried_belief {
    const char *reason; /**< why it cannot be tried, or NULL */
    cm_tried_odds odds, naive;
    cm_tried_odds *origins; /**< of each last speaker who said something, in the
                                 order of the reports */
    uint32_t n_origins;
} cm_tried_belief;

/** reports: those of one claim, in file order. Lives in the arena. E_NOMEM,
    E_BUDGET. */
COMITIA_NODISCARD comitia_status
cm_trial_belief(cm_ctx *ctx, cm_arena *arena, const cm_model *model,
                const cm_report *const *reports, uint32_t n,
                cm_tried_belief *tried);

#endif
