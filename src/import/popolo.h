/* Popolo: people, organizations and memberships as JSON. */
#ifndef CM_POPOLO_H
#define CM_POPOLO_H

#include "import/job.h"
#include "import/json_read.h"

/** Where a list of one kind is by id: the node. */
typedef struct cm_popolo_index {
    cm_map of;
} cm_popolo_index;

/** Somebody who has a seat on the day. */
typedef struct cm_popolo_seat {
    const char *person; /**< id */
    const char *group;  /**< id of the group, or NULL */
    int32_t start;      /**< day from which, INT32_MIN if it is not said */
    uint32_t node;      /**< the membership */
    const char *name;   /**< where the vote alone says it, or NULL */
    cm_draft_ballot ballot;
    bool voted; /**< a ballot of it is known */
} cm_popolo_seat;

/** A party that is a member with a number of seats; its members are not named.
 */
typedef struct cm_popolo_whole {
    const char *party; /**< id */
    uint64_t seats;
    uint32_t node;
} cm_popolo_whole;

/** How many of a group voted how, where it is not said who. */
typedef struct cm_popolo_tally {
    const char *group; /**< id */
    uint64_t ballots[CM_DRAFT_BALLOTS];
    bool absent; /**< those absent are counted too */
    uint32_t node;
} cm_popolo_tally;

typedef struct cm_popolo {
    cm_job *job;
    cm_json json;
    cm_popolo_index persons, organizations, events, posts;
    const char *body; /**< id of the organization whose members are counted */
    bool has_day;
    int32_t day; /**< on which they are */
    char date[11];
    cm_vec(cm_popolo_seat) seats;
    cm_map seat_of; /**< id of a person: index of seats */
    cm_vec(cm_popolo_whole) wholes;
    cm_vec(cm_popolo_tally) tallies;
    cm_map tally_of;     /**< id of a group: index of tallies */
    uint32_t vote_event; /**< node, or CM_JSON_NONE */
    uint32_t motion;     /**< in which it stands, or CM_JSON_NONE */
    uint32_t n_vote_events;
    bool of_voters; /**< nobody knows others than those who voted */
} cm_popolo;

/** A membership with what its place in the file says. */
typedef struct cm_popolo_membership {
    uint32_t node;
    const char *person, *organization, *group; /**< ids, or NULL */
    const char
        *member; /**< id of an organization that is the member, or NULL */
} cm_popolo_membership;

/** Goes through all memberships, top-level ones and those inside persons and
    organizations: start with all zero, false at the end. */
typedef struct cm_popolo_walk {
    int list;        /**< 0 top level, 1 and 2 persons, 3 organizations */
    uint32_t holder; /**< person or organization under way */
    uint32_t node;   /**< membership under way */
    bool begun;
} cm_popolo_walk;
bool cm_popolo_next(const cm_popolo *p, cm_popolo_walk *walk,
                    cm_popolo_membership *membership);

/** The node with an id, or CM_JSON_NONE; id may be NULL. */
uint32_t cm_popolo_find(const cm_popolo_index *index, const char *id);
/** The name of what has the id, or the id. */
const char *cm_popolo_name(const cm_popolo *p, const cm_popolo_index *index,
                           const char *id);
/** The place of a value of the file. */
cm_where cm_popolo_place(const cm_popolo *p, uint32_t node);
/** That of the member `key`, or else of the object. */
cm_where cm_popolo_place_of(const cm_popolo *p, uint32_t object,
                            const char *key);

/** The organization whose members are counted: options, the vote, the file. */
void cm_popolo_find_body(cm_popolo *p);
/** The day: --on, that of the vote, or none if nothing has a date. */
void cm_popolo_find_day(cm_popolo *p);
/** Whether the organization of a membership is the body. */
bool cm_popolo_is_of_body(const cm_popolo *p, const cm_popolo_membership *m);
/** Whether a membership was in force on the day, or may have been; told is what
    cannot be known. */
bool cm_popolo_in_force(cm_popolo *p, const cm_popolo_membership *m);
/** Who has a seat on the day, each person once. */
COMITIA_NODISCARD comitia_status cm_popolo_seats(cm_popolo *p);

/** A whole number of at most nine digits that an object has. */
bool cm_popolo_number(const cm_popolo *p, uint32_t node, const char *key,
                      uint64_t *number);

/** The vote event that options name; of a file without memberships its only
   one. An error if there is none. */
void cm_popolo_find_vote(cm_popolo *p);
/** What it is about, in the words of the motion; or NULL. */
const char *cm_popolo_motion_text(const cm_popolo *p);
/** A text of an object inside an object, not empty; or NULL. */
const char *cm_popolo_text_in(const cm_popolo *p, uint32_t node,
                              const char *object, const char *key);
/** Id of who voted: by itself, inside the voter, or else the name. */
const char *cm_popolo_voter(const cm_popolo *p, uint32_t vote);
/** Those who have a ballot, as the members of a body without memberships. False
    when memory runs out. */
bool cm_popolo_take_voters(cm_popolo *p);
/** The ballots of the seats, or of groups. */
COMITIA_NODISCARD comitia_status cm_popolo_ballots(cm_popolo *p);

/** Ballots of a group, added to those it has. */
bool cm_popolo_tally_add(cm_popolo *p, const char *group, uint32_t node,
                         cm_draft_ballot ballot, uint64_t n);
/** The counts of groups in the vote event. */
bool cm_popolo_count_groups(cm_popolo *p);
/** Puts the tallies into the parties of the draft. */
void cm_popolo_put_tallies(cm_popolo *p);

#endif
