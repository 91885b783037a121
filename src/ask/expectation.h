/* Whether one `expect` line holds. */
#ifndef CM_EXPECTATION_H
#define CM_EXPECTATION_H

#include "ask/ask.h"

/** What was found; `found` lives in the arena of the answer. */
typedef struct cm_found {
    bool holds;
    const char *found;
} cm_found;

/**
 * Asks what an expect line expects, as a question of its own with its own
 * steps of work. One that reaches a limit or is ill-posed does not hold.
 */
COMITIA_NODISCARD comitia_status cm_find_expected(cm_ask *ask,
                                                  const cm_expect *expect,
                                                  cm_found *found);

#endif
