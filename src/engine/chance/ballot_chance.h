/* How likely an act is to pass when ballots are forecast (LANGUAGE, section
 * 9). */
#ifndef CM_BALLOT_CHANCE_H
#define CM_BALLOT_CHANCE_H

#include "engine/law/world.h"

/**
 * Least and greatest chance that an act passes under arm `arm` of its rule:
 * recorded ballots stay, seats that are forecast vote by themselves or as one
 * bloc, independently of each other, and whoever has no forecast votes yes or
 * no as suits. Everybody is present.
 *
 * @param forecast  one with shares
 * @param low, high initialised; may be one and the same chance
 * E_NOMEM; E_BUDGET when the rule is too large for a diagram, or the chances
 * of the seats of one party take more than 2^30 bits.
 */
COMITIA_NODISCARD comitia_status cm_ballot_chance(cm_ctx *ctx,
                                                  const cm_world *world,
                                                  const cm_forecast *forecast,
                                                  uint32_t arm, mpq_ptr low,
                                                  mpq_ptr high);

/** share[v] of the forecast for each voter of its act, or NULL: free. */
COMITIA_NODISCARD comitia_status cm_forecast_shares(cm_arena *arena,
                                                    const cm_world *world,
                                                    const cm_forecast *forecast,
                                                    const cm_share ***share);

#endif
