/* The parts of a briefing, in order of importance. */
#ifndef CM_BRIEF_H
#define CM_BRIEF_H

#include "report/camps.h"
#include "report/verbs.h"

/** The first lines: each outcome that is no part of another one. */
void cm_brief_lead_outcomes(cm_doc *doc, const comitia_value *answer);
/** Open outcomes: what is needed, what stops them, who can do it, the readings
    beside each other. */
void cm_brief_outcomes(cm_doc *doc, const comitia_value *answer);

/** The acts that decide open outcomes, and those that were voted. */
void cm_brief_lead_acts(cm_doc *doc, const comitia_value *answer);
/** Each body: who holds what, thresholds in seats, its acts. */
void cm_brief_bodies(cm_doc *doc, const comitia_value *answer);

/** One line for all talks, one if reports conflict. */
void cm_brief_lead_talks(cm_doc *doc, const comitia_value *answer);
void cm_brief_claims(cm_doc *doc, const comitia_value *answer);

/* ---- shared by the parts ------------------------------------------------------------ */

/** A threshold of a body in seats. */
typedef struct cm_threshold {
    const char *required; /**< seats, as text */
    const char *text;     /**< of the quota */
    cm_texts acts;        /**< names of the acts that use it */
} cm_threshold;
typedef cm_vec(cm_threshold) cm_thresholds;

/** The thresholds in seats that the acts of a body use, smallest first. */
void cm_thresholds_of(cm_doc *doc, const comitia_value *answer,
                      const char *body, cm_thresholds *thresholds);

#endif
