/* What the words of a question mean: names, suppositions, dates. */
#ifndef CM_QUESTION_WORDS_H
#define CM_QUESTION_WORDS_H

#include "ask/ask.h"

/**
 * Resolves everything the question names: fills ask->targets, who and options.
 * What does not fit is an error in ask->diags without a place (C0202, C0208,
 * C0209, C0210, C0110, C0112); the question must then not be asked.
 *
 * @param each  set to the fact of --each, or CM_NONE
 */
COMITIA_NODISCARD comitia_status cm_resolve_question(cm_ask *ask,
                                                     uint32_t *each);

/** The last day of "YYYY", "YYYY-MM" or "YYYY-MM-DD"; false if it is none of
    them or there is no such day. */
bool cm_last_day(const char *text, int32_t *day);

#endif
