/* The keys that every answer begins with (LANGUAGE, section 16). */
#ifndef CM_HEAD_H
#define CM_HEAD_H

#include "ask/ask.h"

/** An answer object with the keys of the head, in their order, all null. */
comitia_value *cm_head_new(cm_ask *ask);
/** Fills the head from the question, its world (which may be NULL) and what
    the verb left in ask. `diags` is finished. */
void cm_head_fill(cm_ask *ask, comitia_value *answer, const cm_diags *diags);

#endif
