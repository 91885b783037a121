/* A world in which what was settled is open again: what `why` and `how` start
 * from. Seats and time limits stay as they are. */
#ifndef CM_OPENED_H
#define CM_OPENED_H

#include "engine/law/law.h"

/**
 * A copy of the world with all acts open and nothing cast; with `facts`, all
 * facts and choices open too. With keep_lapsed, acts whose time ran out stay
 * failed. Settled acts of nested bodies, which no level stands for, stay as
 * they are. In `arena`, sharing what does not change. E_NOMEM.
 */
COMITIA_NODISCARD comitia_status cm_world_opened(cm_arena *arena,
                                                 const cm_world *world,
                                                 bool facts, bool keep_lapsed,
                                                 cm_world **opened);

#endif
