/* The keys of `show` beside its list of declarations (LANGUAGE, section 16). */
#ifndef CM_SHOW_H
#define CM_SHOW_H

#include "ask/ask.h"

/** "bodies", "acts", "facts", "outcomes" and "ladders". */
void cm_show_law(cm_ask *ask, comitia_value *answer);
/** "sources", "reports" and "talks". */
void cm_show_said(cm_ask *ask, comitia_value *answer);

#endif
