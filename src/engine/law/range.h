/* What an act can still do: pass, fail, or both (LANGUAGE, section 5). */
#ifndef CM_RANGE_H
#define CM_RANGE_H

#include "engine/law/gate.h"

/** What one arm of an act's rule can do with the ballots still open. */
typedef struct cm_arm_range {
    bool can_pass;
    bool can_fail;     /**< be rejected or end without a decision */
    bool quorum, rule; /**< with every open ballot absent: what was recorded */
    cm_polarity direction;
} cm_arm_range;

/**
 * Range of arm `arm` of an act (of an act by one player: arm 0). Recorded
 * ballots stay. For a mixed rule all ballots are tried on a diagram.
 * E_BUDGET when that is too much.
 */
COMITIA_NODISCARD comitia_status cm_arm_range_of(cm_ctx *ctx,
                                                 const cm_world *world,
                                                 uint32_t act, uint32_t arm,
                                                 cm_arm_range *range);

/** The recorded ballots as constant inputs, open ones cast as `open`
    (CM_BALLOT_OPEN: left out). inputs: room for n_voters, counts for as many
    rows. Returns how many were written. */
uint32_t cm_constant_inputs(const cm_world *world, uint32_t act, cm_ballot open,
                            cm_input *inputs, uint64_t (*counts)[4]);

/** Ballots of an act with these inputs. */
cm_ballots cm_ballots_of(const cm_world *world, uint32_t act,
                         const cm_input *inputs, uint32_t n_inputs);

#endif
