/* Seats from votes: divisor methods and largest remainders, with every tie.
 *
 * Nothing is rounded: quotients are compared by cross multiplication, those of
 * Huntington-Hill by their squares (docs/theory/seats.md).
 */
#ifndef CM_APPORTION_H
#define CM_APPORTION_H

#include "base/ctx.h"
#include "engine/apportion/signpost.h"

/** The most seats that are given out at once. */
#define CM_MOST_SEATS UINT64_C(1000000000)

/** What is to be given out, and to whom. */
typedef struct cm_contest {
    cm_seat_method method;
    cm_seat_quota quota;  /**< of CM_LARGEST_REMAINDER only */
    uint32_t n;           /**< parties */
    const mpz_t *votes;   /**< votes[0..n-1] >= 0 */
    const uint64_t *base; /**< each has at least so many; NULL: 0 */
    uint64_t seats;       /**< in all, at most CM_MOST_SEATS */
} cm_contest;

/** Why there are no seats. */
typedef enum cm_no_seats {
    CM_SEATS_FOUND,
    CM_SEATS_NO_VOTES, /**< there are seats and no votes */
    CM_SEATS_TOO_FEW,  /**< fewer than parties that must have one */
    CM_SEATS_BASE,     /**< the base seats alone are more */
    CM_SEATS_TOO_MANY, /**< the quota gives out more than there are */
    CM_SEATS_LEFT      /**< the quota leaves over more than there are parties */
} cm_no_seats;

/** One party's next and last seat, as votes over signpost. */
typedef struct cm_claim cm_claim;

/** The result. Every outcome is: certain[i] seats for all, and one more for
    `contested` of the parties with tied[i], whichever these are. */
typedef struct cm_seating {
    cm_no_seats why;     /**< the rest only for CM_SEATS_FOUND */
    uint64_t *certain;   /**< certain[0..n-1] */
    bool *tied;          /**< tied[0..n-1] */
    uint32_t n_tied;     /**< 0, or more than contested */
    uint32_t contested;  /**< 0, or more */
    /* Divisor methods: with any divisor between low and high the quotients
       round to these seats; with an end itself some quotient lies exactly where
       it is rounded, and may go either way. Of a tie they are equal. Both are
       squares for cm_seats_by_squares. */
    mpq_t low, high;
    bool has_high;  /**< else there is no upper end */
    mpq_t quota;    /**< of CM_LARGEST_REMAINDER: votes for a seat */
    uint64_t whole; /**< seats given out by whole quotas, or as base seats
                         where these are more; also set with CM_SEATS_TOO_MANY
                         and CM_SEATS_LEFT */
    cm_claim *claims, **order; /**< private */
    uint32_t room;
} cm_seating;

/** Room for up to n parties in the arena; false when memory runs out. May be
    used for several contests; cleared in any case. */
bool cm_seating_init(cm_seating *seating, cm_arena *arena, uint32_t n);
void cm_seating_clear(cm_seating *seating);

/**
 * Gives the seats out.
 *
 * @param seating  with room for contest->n
 * @return E_BUDGET, E_CANCELLED; no seats are no failure, see seating->why
 *
 * Jump and step (Pukelsheim 2017, chapter 4): the quotients with the divisor
 * V / S are rounded, which leaves at most n seats to give or take back, each
 * found by looking at all n: O(n^2) comparisons at worst, about n in practice.
 */
COMITIA_NODISCARD comitia_status cm_apportion(cm_ctx *ctx,
                                              const cm_contest *contest,
                                              cm_seating *seating);

#endif
