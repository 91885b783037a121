/* How things stand on a day: facts, acts, ballots and seats as the events that
 * are read and the suppositions leave them (LANGUAGE, section 7). */
#ifndef CM_WORLD_H
#define CM_WORLD_H

#include "base/ctx.h"
#include "comitia/question.h"
#include "model/model.h"

typedef enum cm_settled {
    CM_UNSETTLED,
    CM_SETTLED_TRUE,
    CM_SETTLED_FALSE
} cm_settled;

/** What settled a thing, for `why`. */
typedef enum cm_by {
    CM_BY_NOTHING,
    CM_BY_DECLARATION, /**< fact true / false */
    CM_BY_EVENT,
    CM_BY_SUPPOSITION,
    CM_BY_TIME         /**< an act whose `until` has passed */
} cm_by;

typedef struct cm_fact_now {
    cm_settled settled; /**< of a fact; of a choice TRUE once it is settled */
    uint32_t option;    /**< of a settled choice */
    cm_by by;
    const cm_event *event; /**< with CM_BY_EVENT */
} cm_fact_now;

typedef struct cm_act_now {
    cm_settled settled;
    cm_by by;
    const cm_event *event; /**< that settled it */
    const cm_event *vote;  /**< the recorded vote that was read, or NULL */
    /** Ballots of each voter of the act, in seats; without a vote all are
        open. Supposed ballots of players are in it. An outsider has its seats
        if it is a party of the body, else 1. */
    cm_tally *ballots;
    uint64_t *seats;   /**< of each voter: on the day of the vote, or asked */
    uint64_t vacant;   /**< of the body, on that day */
    bool any_open;     /**< some ballot is open */
} cm_act_now;

typedef struct cm_body_now {
    uint64_t *seats;   /**< of each entry */
    uint64_t vacant, members;
} cm_body_now;

typedef struct cm_world {
    const cm_model *model;
    bool has_on;
    int32_t on;             /**< last day meant */
    cm_fact_now *facts;
    cm_act_now *acts;
    cm_body_now *bodies;
    uint8_t *ballot_of;     /**< per player: 0 none, 1 + cm_ballot supposed */
    uint8_t **free;         /**< per body, entry: its seats are free players */
    uint32_t n_read;        /**< events read */
    int32_t last;           /**< latest hi of an event read; valid if n_read */
    const cm_event **uncertain; /**< not read: lo <= on < hi; display order */
    uint32_t n_uncertain;
    comitia_participation otherwise;
    uint32_t short_move;    /**< 1 + the first move of more seats than the party
                                 has, which is then not made; 0: none */
} cm_world;

/** Seats that move from one party of a body to another after all events. */
typedef struct cm_move {
    uint32_t body, from, to; /**< two entries of the body */
    uint64_t seats;
} cm_move;

typedef struct cm_world_options {
    bool has_on;
    int32_t on;
    const cm_suppose *suppose;
    uint32_t n_suppose;
    const uint32_t *free;   /**< players freed by option */
    uint32_t n_free;
    bool free_all;
    bool first_events_only; /**< timeline: read only the first n_events */
    uint32_t n_events;
    const cm_move *moves;   /**< in their order */
    uint32_t n_moves;
    comitia_participation otherwise;
} cm_world_options;

/** Everything lives in `arena`. E_NOMEM. Linear in the model. */
COMITIA_NODISCARD comitia_status cm_world_new(cm_ctx *ctx, cm_arena *arena,
                                              const cm_model *model,
                                              const cm_world_options *options,
                                              cm_world **world);

/**
 * Reads one more event into a world of the first events only (first_events_only)
 * without moves: it becomes what cm_world_new makes of one event more, seen
 * from day `on` if the options have a day. The event is the next one of the
 * model. Linear in the acts and in the voters of those that the event is about.
 */
void cm_world_read(cm_world *world, const cm_event *event,
                   const cm_world_options *options, int32_t on);

#endif
