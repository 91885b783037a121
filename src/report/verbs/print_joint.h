/* seats: alliances, what is shared out inside each, all outcomes together. */
#ifndef CM_PRINT_JOINT_H
#define CM_PRINT_JOINT_H

#include "report/words/phrase.h"

/** A district with joint lists. */
void cm_tell_joint(cm_doc *doc, const comitia_value *answer,
                   const comitia_value *district);

#endif
