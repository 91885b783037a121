/* A body while its entries are read: what enter_body.c and enter_table.c
 * share. */
#ifndef CM_BODY_MAKER_H
#define CM_BODY_MAKER_H

#include "lang/resolve/names.h"

typedef struct cm_body_maker {
    cm_resolver *r;
    cm_body *body;
    cm_body_names *names;
    cm_vec(cm_entry) entries;
    cm_vec(cm_measure) measures;
    cm_vec(cm_group) groups;
    cm_vec(const cm_ref *) as; /**< of each entry */
    uint64_t seats;            /**< of entries and vacancies so far */
    bool any_as;
    bool full; /**< C0701 was given */
} cm_body_maker;

/** What one entry comes with beyond its label. */
typedef struct cm_entry_parts {
    cm_entry_kind kind;
    uint64_t seats;
    bool free;
    const cm_number **numbers; /**< one for each measure; NULL in it: missing */
    const char *fault;         /**< of its numbers (C0205), or NULL */
    bool is_measure;           /**< it may be one, if a comma is missing */
    const cm_ref *as;
    cm_word look;
} cm_entry_parts;

/** Adds an entry and its player, with C0203, C0205, C0701. */
void cm_add_entry(cm_body_maker *m, const cm_label *label,
                  const cm_entry_parts *parts, cm_span seats_span);

/** Room for a number of each measure, all missing; NULL without memory. */
const cm_number **cm_new_numbers(cm_body_maker *m);
/** The measure of each column of one entry, with C0203 for one that comes
    twice; NULL without memory. In scratch memory. */
uint32_t *cm_measures_of(cm_body_maker *m, const cm_syntax_entry *entry);

/** C0701: `what` has reached a fixed limit. */
void cm_too_many(cm_body_maker *m, cm_span span, const char *what,
                 uint64_t most);

/** Adds the rows of `members from`; C0212 at the path. */
void cm_add_table(cm_body_maker *m, const cm_syntax_entry *entry);

#endif
