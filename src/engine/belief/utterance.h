/* Who said what of a claim: the tree of utterances (LANGUAGE, section 10).
 *
 * The claim is the root; an utterance is the child of what it passes on, so
 * that chains of speakers with the same tail share the nodes of that tail.
 */
#ifndef CM_UTTERANCE_H
#define CM_UTTERANCE_H

#include "base/ctx.h"
#include "model/model.h"

/** Something that reports speak of, or a fact of which they are silent. */
typedef struct cm_claim {
    cm_cond_kind what; /**< _FACT (an unreported choice too), _OPTION, _ACT,
                            _EITHER */
    uint32_t index, other, option; /**< option CM_NONE: none is meant */
    const uint32_t *reports;       /**< file order */
    uint32_t n_reports;
} cm_claim;

typedef struct cm_claims {
    cm_claim *at;
    uint32_t n;
} cm_claims;

/**
 * All facts in order, the options of a choice that reports name as one claim
 * each (a choice that none names as one claim), then all acts and steps,
 * whether reported or not. Lives in `arena`. Linear in the model.
 */
COMITIA_NODISCARD comitia_status cm_claims_of(cm_ctx *ctx, cm_arena *arena,
                                              const cm_model *model,
                                              cm_claims *claims);

/** What was conveyed, as bits: nothing, yes, no, both. */
enum { CM_HEARD_NOTHING = 0, CM_HEARD_YES = 1, CM_HEARD_NO = 2, CM_HEARD_BOTH = 3 };

/** CM_HEARD_YES, CM_HEARD_NO, or CM_HEARD_NOTHING for `cannot say`. */
uint8_t cm_report_conveys(const cm_report *report);

/** One utterance; node 0 is the claim itself. */
typedef struct cm_utterance {
    uint32_t parent; /**< less than its own index; of the root 0 */
    uint32_t source; /**< of the root CM_NONE */
    bool believes;
    bool has_on;
    cm_days on;
    uint8_t observed; /**< as first speaker: CM_HEARD bits */
    uint32_t origin;  /**< of a child of the root, else CM_NONE */
} cm_utterance;

/** A child of the root, or a speaker who only `cannot say`. */
typedef struct cm_hearsay {
    uint32_t node;   /**< CM_NONE for one who only `cannot say` */
    uint32_t source; /**< the last speaker */
    bool believes, has_on;
    cm_days on;
    cm_vec(uint32_t) via; /**< sources: first speakers other than the last */
    uint8_t heard;
    uint32_t depth;  /**< speakers less one, of the shortest chain */
} cm_hearsay;

typedef struct cm_tree {
    cm_vec(cm_utterance) nodes;
    cm_vec(cm_hearsay) origins;
} cm_tree;

/** The tree of one claim, in `arena`. Linear in the words of its reports. */
COMITIA_NODISCARD comitia_status cm_tree_of(cm_ctx *ctx, cm_arena *arena,
                                            const cm_model *model,
                                            const cm_claim *claim,
                                            cm_tree *tree);

/** The two chances of a speaker: {right if it heard yes, right if it heard
    no}; NULL if it carries no weight. */
const cm_number *const *cm_accuracy(const cm_source *source, bool believes);

#endif
