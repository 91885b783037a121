/* What the parts of checking history share. */
#ifndef CM_HISTORY_H
#define CM_HISTORY_H

#include "lang/resolve/resolve.h"

typedef struct cm_history {
    cm_resolver *r;
    cm_event *events;             /**< of the model */
    const cm_syntax_event **said; /**< of each event, in file order */
    uint32_t n;
    uint32_t *marks; /**< scratch for entries and voters: the round in which
                          one was named last */
    uint32_t round;
    uint64_t bytes; /**< that lists of seats and ballots take */
} cm_history;

/** Room in the model for a list of seats or ballots, or NULL: C0701 at `span`
    when those of one file would take more than half a gigabyte. */
void *cm_history_list(cm_history *h, cm_span span, size_t n, size_t size);

/**
 * Fills the ballots of a recorded vote; C0302 where they do not account for
 * the seats. seats: of each entry of the body on that day, NULL: as declared.
 */
comitia_status cm_record_vote(cm_history *h, cm_event *event,
                              const cm_syntax_event *said,
                              const uint64_t *seats);

#endif
