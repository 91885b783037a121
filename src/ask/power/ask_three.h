/* power --ballots three: yes, abstain and no, equally likely. */
#ifndef CM_ASK_THREE_H
#define CM_ASK_THREE_H

#include "ask/ask.h"

/** "subject", "ballots" and "cases", as cm_ask_power does for two ballots. */
COMITIA_NODISCARD comitia_status cm_ask_three(cm_ask *ask,
                                              comitia_value *answer);

#endif
