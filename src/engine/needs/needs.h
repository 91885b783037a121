/* What an act needs, and who could supply it (LANGUAGE, section 16, `needs`). */
#ifndef CM_NEEDS_H
#define CM_NEEDS_H

#include "engine/needs/counted.h"

/** Seats whose vote can be some of what is missing. */
typedef struct cm_source_of_seats {
    uint32_t voter;
    cm_ballot ballot; /**< as it was cast, or open */
    uint64_t seats;
} cm_source_of_seats;

/** An entry of the body as one player. */
typedef struct cm_player_need {
    uint32_t voter;
    uint64_t seats;
    bool alone;   /**< passes with its yes and everyone else no */
    bool blocks;  /**< fails with its no and everyone else yes */
    const cm_number *missing; /**< further seats, outsiders agreeing */
} cm_player_need;

/** One arm of the rule of an act. */
typedef struct cm_need {
    const cm_number *members, *vacant, *seats; /**< of those who may vote */
    const cm_number *needed;
    bool recorded;            /**< some ballots are cast */
    const cm_number *cast[5]; /**< by cm_ballot, without outsiders */
    const cm_number *missing, *to_spare;
    cm_counted *counted;      /**< conditions as they were met; recorded only */
    uint32_t n_counted;
    cm_source_of_seats *sources; /**< of what is missing */
    uint32_t n_sources;
    bool sources_known;       /**< false: nothing is known to be missing, or it
                                   takes more than its share */
    cm_quota_need *quotas;    /**< in text order */
    uint32_t n_quotas;
    cm_quota_need *quorum;    /**< those of the quorum, which count presence */
    uint32_t n_quorum;
    cm_player_need *players;  /**< in body order; none in a nested body */
    uint32_t n_players;
    bool players_known;       /**< false: they take more than their share */
} cm_need;

/**
 * Fills *need for arm `arm` of an act by a body; everything lives in `arena`.
 * The number for one player takes n log n steps for n classes of alike voters.
 *
 * @param players  for the players at most this share (1/players) of the steps
 *                 that are left is used; 0: they are left out
 * @return E_BUDGET when needed, missing or to_spare take too long
 */
COMITIA_NODISCARD comitia_status cm_need_of(cm_ctx *ctx, cm_arena *arena,
                                            const cm_world *world, uint32_t act,
                                            uint32_t arm, uint32_t players,
                                            cm_need *need);

#endif
