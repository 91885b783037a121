/* The smallest reasons for what is certain or impossible (LANGUAGE, section
 * 13, `why`). */
#ifndef CM_REASONS_H
#define CM_REASONS_H

#include "engine/law/terms.h"

typedef enum cm_thing_kind {
    CM_THING_FACT,  /**< a settled fact or choice */
    CM_THING_ACT,   /**< a settled act or step; `other`: settled with it */
    CM_THING_VOTE,  /**< the recorded ballots of an act */
    CM_THING_PLAYER /**< the supposed ballots of a player */
} cm_thing_kind;

/** Something settled. */
typedef struct cm_thing {
    cm_thing_kind kind;
    uint32_t index; /**< of the fact, act or player */
    uint32_t other; /**< the second mover's act of a step, or CM_NONE */
} cm_thing;

typedef struct cm_reason {
    const uint32_t *things; /**< indices */
    uint32_t n;
} cm_reason;

typedef struct cm_reasons {
    cm_expect_status status; /**< CM_CERTAIN, CM_IMPOSSIBLE or CM_OPEN */
    cm_thing *things;        /**< on which the subject depends */
    uint32_t n_things;
    bool listed;             /**< false: more than CM_MOST_LISTED, or the
                                  steps put aside for the list are spent */
    cm_vec(cm_reason) list;  /**< none for an open subject */
} cm_reasons;

/** Certain, impossible or open. */
static inline cm_expect_status cm_status_of(cm_fn f)
{
    return f == CM_TRUE ? CM_CERTAIN : f == CM_FALSE ? CM_IMPOSSIBLE : CM_OPEN;
}

/**
 * All minimal sets of settled things that alone give the subject its status.
 * One diagram has a level for each thing (1: it is kept) above those of the
 * open world; "the status holds whatever else is the case" is a rising
 * function of the first, and the reasons are its minimal vectors.
 *
 * @return E_BUDGET only if the status itself cannot be had; when the list
 *         cannot, `listed` says so (also when more than 11 suppositions about
 *         players meet in one act)
 */
COMITIA_NODISCARD comitia_status cm_reasons_of(cm_ctx *ctx, cm_arena *arena,
                                               const cm_world *world,
                                               const cm_cond *subject,
                                               cm_reasons *reasons);

#endif
