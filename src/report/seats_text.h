/* What seats and poll say alike. */
#ifndef CM_SEATS_TEXT_H
#define CM_SEATS_TEXT_H

#include "report/phrase.h"

/** "D'Hondt", "largest remainders (Hare)" */
const char *cm_method_text(cm_doc *doc, const comitia_value *answer);
/** Who takes part, as a sentence; nothing without a hurdle. */
void cm_tell_hurdle(cm_doc *doc, const comitia_value *answer);

#endif
