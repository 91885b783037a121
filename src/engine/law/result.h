/* How a vote came out (LANGUAGE, sections 5 and 15). */
#ifndef CM_RESULT_H
#define CM_RESULT_H

#include "engine/law/law.h"

/**
 * Result of an act under one arm of its rule; *known is false when nothing was
 * recorded, or ballots that are still open can change it. A settled act passed
 * or was rejected; one whose time ran out without a vote has no result.
 */
COMITIA_NODISCARD comitia_status cm_result_of(cm_ctx *ctx,
                                              const cm_world *world,
                                              uint32_t act, uint32_t arm,
                                              bool *known, cm_result *result);

/** The same for whichever arm is in force: not known when that depends on open
    facts and the results differ. The law's roots reach the act. */
COMITIA_NODISCARD comitia_status cm_result_now(cm_law *law, uint32_t act,
                                               bool *known, cm_result *result);

/** Some ballots of the act are recorded or supposed. */
bool cm_is_recorded(const cm_world *world, uint32_t act);

#endif
