/* A body while its entries are counted, and its text in the end.
 *
 * Every way of importing fills a draft; one writer makes the model of it, so
 * that all of them read alike. What data say in their own letters becomes a
 * name (letters, digits, - between) and a title; no two things of a draft have
 * one name.
 */
#ifndef CM_DRAFT_H
#define CM_DRAFT_H

#include "base/buf.h"
#include "base/ctx.h"
#include "base/map.h"

#define CM_DRAFT_NONE UINT32_MAX

/** How a seat voted. */
typedef enum cm_draft_ballot {
    CM_DRAFT_YES,
    CM_DRAFT_NO,
    CM_DRAFT_ABSTAIN,
    CM_DRAFT_ABSENT,
    CM_DRAFT_BALLOTS
} cm_draft_ballot;

typedef struct cm_draft_party {
    const char *name;
    const char *title;  /**< or NULL */
    const char *colour; /**< "#rrggbb" or NULL */
    uint64_t seats;
    uint64_t ballots[CM_DRAFT_BALLOTS];
    bool free; /**< its members are of no party: each is alone */
} cm_draft_party;

typedef struct cm_draft_member {
    const char *name;
    const char *title;   /**< or NULL */
    uint32_t party;      /**< index, or CM_DRAFT_NONE */
    const char *weight;  /**< a number as a text, or NULL */
    cm_draft_ballot ballot;
} cm_draft_member;

/** Entries that stand together: parties, or their members. */
typedef struct cm_draft_group {
    const char *name, *title;
    cm_vec(uint32_t) parties;
} cm_draft_group;

typedef struct cm_draft {
    cm_arena *arena;
    cm_map names;   /**< taken; the value counts what is called like it */
    cm_map party_of; /**< key of a party: its index */
    cm_map group_of; /**< key of a group: its index */
    bool failed;    /**< memory ran out */

    const char *headline;        /**< the first comment */
    const char *by;              /**< the verb that writes; NULL: import */
    cm_vec(const char *) remarks; /**< further ones */
    const char *body_name, *body_title;
    uint64_t seats;  /**< the legal number, or 0 */
    uint64_t vacant;
    bool members_stand; /**< members are entries, parties are groups */
    bool weighted;      /**< members have weights */
    cm_vec(cm_draft_party) parties;
    cm_vec(cm_draft_member) members;
    cm_vec(cm_draft_group) groups;

    const char *act_name, *act_title; /**< NULL: no vote is recorded */
    const char *date;                 /**< of the vote, YYYY-MM-DD */
} cm_draft;

/** Also takes the names of the body and of the act of every draft; `body` NULL
    means Assembly. */
void cm_draft_init(cm_draft *draft, cm_arena *arena, const char *body);

/** A name nobody has, made from a text; `kind` and a number if it has no letter.
    NULL when memory runs out. */
const char *cm_draft_name(cm_draft *draft, const char *text, const char *kind);
/** The text as a title of the language: one line, no ", no character that the
    language does not use, at most 4096 bytes. NULL for an empty one, and when
    memory runs out. */
const char *cm_draft_title(cm_draft *draft, const char *text);

/** The party with that key, added with this name and title if it is new; `title`
    may be NULL. CM_DRAFT_NONE when memory runs out. */
uint32_t cm_draft_party_of(cm_draft *draft, const char *key, const char *text,
                           const char *title);
/** The same of all whose party is not known: each decides alone. */
uint32_t cm_draft_party_unknown(cm_draft *draft);
/** Adds a member; its party's seats are counted by the caller. */
bool cm_draft_member_add(cm_draft *draft, const char *text, uint32_t party,
                         const char *weight, cm_draft_ballot ballot);
/** The party joins the group of that text; once for each of the two. */
void cm_draft_group_add(cm_draft *draft, const char *text, uint32_t party);
/** A vote is recorded, on a day, about an act; `act` NULL means Vote. */
void cm_draft_vote(cm_draft *draft, const char *act, const char *title,
                   const char *date);
/** One more comment, printf-like. */
void cm_draft_remark(cm_draft *draft, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The draft as a model. */
COMITIA_NODISCARD comitia_status cm_draft_write(cm_ctx *ctx,
                                                const cm_draft *draft,
                                                cm_buf *out);

#endif
