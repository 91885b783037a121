/* What an answer depends on (src/ask/depends.c). */
#ifndef CM_DEPENDS_H
#define CM_DEPENDS_H

#include "ask/ask.h"

/** Marks the measures and bodies that the answer depends on; everything, when
    it takes too long to find out. */
comitia_status cm_mark_use(cm_ask *ask);
/** Note C0501 where the question is who decides an outcome that an open act
    both helps and hinders; none when it takes too long to find out. */
comitia_status cm_note_if_mixed(cm_ask *ask);

#endif
