/* The same six columns for every verb, so that tables can be put together:
 *
 *   case     the value of --each and the open facts, "Reading is Court"
 *   subject  what is asked about: an act, a body, a claim, talks
 *   item     a part of it: a player, a quota, the number of a coalition
 *   measure  what is measured, mostly the key of the JSON
 *   value    exact, as in the JSON
 *   decimal  the same with 12 significant digits, if it is a number
 */
#ifndef CM_LONG_TABLE_H
#define CM_LONG_TABLE_H

#include "base/arena.h"
#include "base/buf.h"
#include "report/doc/tree.h"

/** The table so far, and what the next rows are about. */
typedef struct cm_long_table {
    cm_arena *arena;
    cm_buf *out;      /**< failed when memory ran out */
    const char *each; /**< "Reading is Court", or "" */
    const char *when; /**< that and the case of this answer, or "" */
    const char *subject, *item;
} cm_long_table;

/* ---- rows -------------------------------------------------------------------
 */

/** A row for a value that has no parts; none for others. */
void cm_long_put(cm_long_table *t, const char *measure,
                 const comitia_value *value);
/** A row for a text that is no number. */
void cm_long_put_text(cm_long_table *t, const char *measure, const char *text);
/** Rows for the members of an object that have no parts, but for some. */
void cm_long_put_all(cm_long_table *t, const comitia_value *object,
                     const char *const *but);
/** For members that have parts of their own, such as the two ends of a bound:
    "banzhaf_low". */
void cm_long_put_parts(cm_long_table *t, const comitia_value *object);

/** A list for cm_long_put_all. */
#define CM_BUT(...) ((const char *const[]){__VA_ARGS__, NULL})
/** The keys of the head, which are no part of the answer. */
extern const char *const cm_long_head[];

/** Texts in the arena; "" when memory runs out. */
const char *cm_long_joined(cm_long_table *t, const char *a, const char *between,
                           const char *b);
/** "force 3" */
const char *cm_long_numbered(cm_long_table *t, const char *what, size_t number);
/** "Reading is Court and not Open", behind what --each says. */
const char *cm_long_case(cm_long_table *t, const comitia_value *term);
/** A name as a subject: of a subject object, of a text. */
const char *cm_long_subject(const comitia_value *object, const char *key);

/* ---- what a verb has: of an answer, or of one of its cases -------------- */

void cm_long_check(cm_long_table *t, const comitia_value *answer);
void cm_long_status(cm_long_table *t, const comitia_value *answer);
void cm_long_needs(cm_long_table *t, const comitia_value *one);
void cm_long_can(cm_long_table *t, const comitia_value *one);
void cm_long_who(cm_long_table *t, const comitia_value *one);
void cm_long_power(cm_long_table *t, const comitia_value *one);
void cm_long_chance(cm_long_table *t, const comitia_value *answer);
void cm_long_belief(cm_long_table *t, const comitia_value *answer);
void cm_long_deal(cm_long_table *t, const comitia_value *answer);
void cm_long_timeline(cm_long_table *t, const comitia_value *answer);
void cm_long_why(cm_long_table *t, const comitia_value *answer);
void cm_long_show(cm_long_table *t, const comitia_value *answer);
void cm_long_diff(cm_long_table *t, const comitia_value *answer);
void cm_long_seats(cm_long_table *t, const comitia_value *answer);
void cm_long_poll(cm_long_table *t, const comitia_value *answer);

#endif
