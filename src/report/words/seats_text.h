/* What seats and poll say alike. */
#ifndef CM_SEATS_TEXT_H
#define CM_SEATS_TEXT_H

#include "report/words/phrase.h"

/** "D'Hondt", "largest remainders (Hare)" */
const char *cm_method_text(cm_doc *doc, const comitia_value *answer);
/** "4.98 %": three decimals, cut and not rounded, so that what is below a hurdle
    does not look as if it were at it. */
const char *cm_cut_percent(cm_doc *doc, const char *ratio);
/** Who takes part, as a sentence; nothing without a hurdle. */
void cm_tell_hurdle(cm_doc *doc, const comitia_value *answer);

#endif
