/* The diagnostics of a question (src/ask/remarks.c). */
#ifndef CM_REMARKS_H
#define CM_REMARKS_H

#include "ask/ask.h"

/** Adds the diagnostics of `from` that are not there yet. */
void cm_add_diags(cm_diags *into, const cm_diags *from);
/** Makes *all of those of the model and those of the question, finished. */
void cm_all_diags(cm_ask *ask, cm_diags *all);
/** Whether there is a warning or a note. */
bool cm_has_remarks(const cm_diags *diags);
/** C0701: more memory would be needed than --memory gives. */
void cm_memory_reached(cm_ask *ask);
/** C0701: names the limit, what reached it, and the option that raises it.
    `limit` is that of the whole question, in steps. */
void cm_limit_reached(cm_ask *ask, uint64_t limit);

#endif
