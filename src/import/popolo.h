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
    cm_draft_ballot ballot;
    bool voted;         /**< a ballot of it is known */
} cm_popolo_seat;

typedef struct cm_popolo {
    cm_job *job;
    cm_json json;
    cm_popolo_index persons, organizations, events, posts;
    const char *body; /**< id of the organization whose members are counted */
    bool has_day;
    int32_t day; /**< on which they are */
    char date[11];
    cm_vec(cm_popolo_seat) seats;
    cm_map seat_of;      /**< id of a person: index of seats */
    uint64_t whole;      /**< seats of parties whose members are not named */
    uint32_t vote_event; /**< node, or CM_JSON_NONE */
    uint32_t n_vote_events;
} cm_popolo;

/** A membership with what its place in the file says. */
typedef struct cm_popolo_membership {
    uint32_t node;
    const char *person, *organization, *group; /**< ids, or NULL */
    const char *member; /**< id of an organization that is the member, or NULL */
} cm_popolo_membership;

/** Goes through all memberships, top-level ones and those inside persons and
    organizations: start with all zero, false at the end. */
typedef struct cm_popolo_walk {
    int list; /**< 0 top level, 1 and 2 persons, 3 organizations */
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

/** The vote event that options name; an error if there is none. */
void cm_popolo_find_vote(cm_popolo *p);
/** The ballots of the seats. */
COMITIA_NODISCARD comitia_status cm_popolo_ballots(cm_popolo *p);

#endif
