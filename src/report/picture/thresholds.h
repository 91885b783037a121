/* The quotas of a body in seats, as its acts use them. */
#ifndef CM_THRESHOLDS_H
#define CM_THRESHOLDS_H

#include "report/words/wording.h"

/** Whether the number of a quota is a number of seats of the whole body (NULL:
    one without measures), more than one: `nobody against and at least 1 of
    members` has no threshold. */
bool cm_is_seat_quota(const cm_body *body, const comitia_value *quota);
/** The same in a measure, "population" or "population cast"; "votes cast" are
    those of the measure `votes` where there is one. */
bool cm_is_measure_quota(const comitia_value *quota, const char *measure);

/** A threshold of a body. */
typedef struct cm_threshold {
    const char *required; /**< amount, as text */
    const char *text;     /**< of the quota */
    cm_texts acts;        /**< names of the acts that use it */
} cm_threshold;
typedef cm_vec(cm_threshold) cm_thresholds;

/** The thresholds that the acts of a body use, smallest first: in seats, or in
    the measure `unit`. Seats: whole ones; measures: exact amounts. The answer
    is one of brief, or of needs: then of that act. */
void cm_thresholds_of(cm_doc *doc, const comitia_value *answer,
                      const char *body, const char *unit,
                      cm_thresholds *thresholds);

#endif
