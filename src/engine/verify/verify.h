/* A second way to an answer: literally as the language says, by trying
 * everything. Nothing here uses laws, diagrams, gates or games; how things
 * stand on the day (world.h) is the one thing that both ways share. */
#ifndef CM_VERIFY_H
#define CM_VERIFY_H

#include "engine/law/world.h"

/** Everything that is tried for one question has at most so many cases. */
enum { CM_MOST_TRIED = 1 << 20, CM_MOST_TRIED_PLAYERS = 20 };

/** What an act can come to under one arm of its rule. */
typedef struct cm_tried_range {
    bool known, can_pass, can_fail;
} cm_tried_range;

/** A single player, as a bit of a set. */
typedef struct cm_tried_player {
    uint32_t player;
    uint32_t body, entry; /**< of a freed seat, else CM_NONE */
} cm_tried_player;

/** A question tried out. `reason`: why it cannot be, or NULL. */
typedef struct cm_trial {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_world *world;
    const cm_cond *what;
    const char *reason;
    int32_t *fact;    /**< per fact: its value, or the option of a choice */
    uint8_t *passes;  /**< per act: what an open one comes to */
    uint32_t *facts, n_facts; /**< open ones that `what` mentions */
    uint32_t *acts, n_acts;   /**< open ones that it mentions */
    cm_tally *ballots;        /**< room for those of one act */
    cm_tried_range **ranges;  /**< per act, arm */
    bool has_points;          /**< of talks; without them they are a reason */
    uint64_t points;          /**< bit i: point i happens */
    uint32_t depth;
    /* what was found under the present values; `now` tells old from new */
    uint32_t now;
    uint32_t *seen[3];  /**< acts, outcomes, ladders */
    uint8_t *value[3];
} cm_trial;

/** Prepares it: finds what is open. Lives in the arena. E_NOMEM, E_BUDGET. */
COMITIA_NODISCARD comitia_status cm_trial_new(cm_ctx *ctx, cm_arena *arena,
                                              const cm_world *world,
                                              const cm_cond *what,
                                              cm_trial *trial);
/** Valuations of the open facts; more than CM_MOST_TRIED: that and one more. */
uint64_t cm_trial_valuations(const cm_trial *trial);
/** Sets the i-th valuation of the open facts. */
void cm_trial_set_facts(cm_trial *trial, uint64_t i);
/** Whether it holds with act results `bits` (bit i is acts[i]). */
COMITIA_NODISCARD comitia_status cm_trial_holds(cm_trial *trial, uint64_t bits,
                                                bool *holds);
/** Sets the results alone, as cm_trial_holds does, for cm_trial_cond. */
void cm_trial_set_results(cm_trial *trial, uint64_t bits);
/** Whether another condition, of what `what` mentions, holds under the present
    facts, results and points. */
COMITIA_NODISCARD comitia_status cm_trial_cond(cm_trial *trial,
                                               const cm_cond *cond,
                                               bool *holds);
/** Number of results that open acts can have together: 2^n_acts, or 0 if that
    is more than CM_MOST_TRIED. */
uint64_t cm_trial_results(const cm_trial *trial);

/** The arm of an act that is in force under the present facts. */
COMITIA_NODISCARD comitia_status cm_trial_arm(cm_trial *trial, uint32_t act,
                                              uint32_t *arm);
/** Whether the act passes under an arm with these ballots, none of them open. */
COMITIA_NODISCARD comitia_status cm_trial_passes(cm_trial *trial, uint32_t act,
                                                 uint32_t arm,
                                                 const cm_tally *ballots,
                                                 bool *passes);
/** The rule alone, without a quorum. */
bool cm_trial_rule(const cm_trial *trial, uint32_t act, const cm_rule *rule,
                   bool presence, const cm_tally *ballots);
/** 1: every more of yes helps; -1: every less; 0: neither is sure. */
int cm_trial_direction(const cm_rule *rule);

/** The coalitions of a question under the present facts. */
typedef struct cm_tried_game {
    cm_tried_player at[CM_MOST_TRIED_PLAYERS];
    uint32_t n;
    uint8_t *wins; /**< per set: forces it */
} cm_tried_game;

/** Under `oppose` and `absent`. E_BUDGET, or trial->reason is set. */
COMITIA_NODISCARD comitia_status cm_trial_play(cm_trial *trial,
                                               cm_tried_game *game);
/** Whether it comes about when these players (`others`: all but these) vote for
    it and the rest do not; any number of them. Likewise. */
COMITIA_NODISCARD comitia_status cm_trial_side(cm_trial *trial,
                                               const uint32_t *who,
                                               uint32_t n_who, bool others,
                                               bool *wins);

#endif
