/* Joint lists: seats go to alliances first, then to the lists inside them.
 *
 * Also called apparentement, surplus agreements (Bader-Ofer), connected lists.
 * An alliance may have others inside it. Each step is a contest like any other;
 * a tie in one decides for how many seats the next is held.
 */
#ifndef CM_JOINT_H
#define CM_JOINT_H

#include "engine/apportion/apportion.h"

#define CM_NO_ALLIANCE UINT32_MAX

/** Which lists stand together. */
typedef struct cm_alliances {
    uint32_t n;
    const uint32_t *within; /**< within[0..n-1]: a smaller one it is inside, or
                                 CM_NO_ALLIANCE */
    const uint32_t *of;     /**< of[i]: the innermost one of list i, or
                                 CM_NO_ALLIANCE */
} cm_alliances;

/** One who takes part in a division: a list, or an alliance as a whole. */
typedef struct cm_joint_member {
    uint32_t at; /**< which list or alliance */
    bool alliance;
} cm_joint_member;

/** Seats that are given out among the members of an alliance, or among those
    who are in none. */
typedef struct cm_division cm_division;
struct cm_division {
    uint64_t seats;
    cm_contest contest; /**< its parties are the members */
    cm_seating seating;
    mpz_t ways;        /**< outcomes, with those of the divisions inside */
    cm_division *next; /**< of the same members, for more seats */
};

typedef struct cm_circle {
    const cm_joint_member *members; /**< members[0..n-1] */
    uint32_t n;
    const mpz_t *votes;     /**< of each member */
    cm_division *divisions; /**< one for each number of seats above 0 that it
                               can get; NULL: none at all */
    bool can_be_empty;      /**< it can get none */
} cm_circle;

/** All divisions. circles[0] is the whole, circles[a + 1] alliance a; one with
    fewer than two members has none: a single member stands for itself. */
typedef struct cm_joint {
    const cm_contest *contest;
    const cm_alliances *alliances;
    cm_circle *circles;
    uint32_t n_circles;
    uint32_t *place;  /**< place[i]: which member of its circle list i is */
    uint32_t *circle; /**< circle[i]: where list i is a member */
    uint64_t *low,
        *high; /**< low[i], high[i]: fewest and most seats of list i */
    /* why there are no seats, and where: not NULL with a `why` other than
       CM_SEATS_FOUND */
    const cm_division *failed;
    uint32_t failed_alliance; /**< or CM_NO_ALLIANCE */
    mpz_t *votes;             /* private: of all members of all circles */
    uint32_t n_votes;
} cm_joint;

/**
 * Gives seats to alliances and, inside each, to its lists by the same method.
 *
 * @param contest    the lists; base seats only without alliances
 * @param alliances  at most 8 levels deep; n = 0: an ordinary contest
 * @param joint      in the arena; cleared by the caller, also after a failure
 * @return E_NOMEM, E_BUDGET, E_CANCELLED
 *
 * One cm_apportion for each alliance and each number of seats it can get: one
 * or two, unless ties lie inside each other.
 */
COMITIA_NODISCARD comitia_status
cm_apportion_joint(cm_ctx *ctx, cm_arena *arena, const cm_contest *contest,
                   const cm_alliances *alliances, cm_joint *joint);
void cm_joint_clear(cm_joint *joint);

/** The division of a circle for so many seats; NULL if that is none. */
const cm_division *cm_division_of(const cm_circle *circle, uint64_t seats);
/** How many outcomes there are in all. */
void cm_joint_ways(const cm_joint *joint, mpz_ptr ways);

#endif
