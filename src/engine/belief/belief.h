/* How far reports move the belief in a claim, exactly (LANGUAGE, section 10).
 *
 * One upward pass over the tree of utterances, as in Pearl (1988), chapter 4,
 * for a tree whose every node has two values.
 */
#ifndef CM_BELIEF_H
#define CM_BELIEF_H

#include "engine/belief/utterance.h"
#include "engine/law/world.h"

/** Chances of what was observed if the claim is true and if it is false, as
    integers without a common factor: 17 : 3. Both may be 0. */
typedef struct cm_odds {
    const cm_number *yes, *no;
} cm_odds;

typedef struct cm_belief {
    cm_tree tree;
    cm_odds odds;         /**< of all reports together: the factor */
    cm_odds naive;        /**< as if the reports were independent */
    cm_odds *origins;     /**< one for each of tree.origins */
    uint32_t n_unweighted; /**< reports through a source without accuracy */
} cm_belief;

/**
 * Weighs the reports on one claim. Everything lives in `arena`.
 *
 * @return E_BUDGET when the integers pass 2^25 bits or the work its limit
 * Cost: nodes times the length of the numbers; no recursion.
 */
COMITIA_NODISCARD comitia_status cm_belief_of(cm_ctx *ctx, cm_arena *arena,
                                              const cm_model *model,
                                              const cm_claim *claim,
                                              cm_belief *belief);

/** What is known of a claim without the reports. */
typedef enum cm_claim_state {
    CM_CLAIM_TRUE,
    CM_CLAIM_FALSE,
    CM_CLAIM_UNKNOWN,
    CM_CLAIM_NOT_REPORTED,
    CM_CLAIM_CHANCE
} cm_claim_state;

/** State of a claim in a world. *prior is set to the declared chance with
    CM_CLAIM_CHANCE (NULL for a choice as a whole), else to NULL. */
cm_claim_state cm_claim_now(const cm_world *world, const cm_claim *claim,
                            const cm_number **prior);

/**
 * Chance of the claim after observations of these odds: with prior p it is
 * p yes / (p yes + (1 - p) no). NULL prior: even odds, p = 1/2.
 *
 * @return false, out left alone, if that is 0/0
 */
bool cm_posterior(cm_odds odds, mpq_srcptr prior, mpq_ptr out);

/**
 * Notes C0403 (a report against what is recorded) and warnings C0406 (certain
 * sources contradict each other). To be run once, on a model whose
 * names fit (cm_model.names_fit). Linear in the model.
 */
COMITIA_NODISCARD comitia_status cm_check_belief(cm_ctx *ctx,
                                                 const cm_model *model,
                                                 cm_diags *diags);

#endif
