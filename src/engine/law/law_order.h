/* Which atom of a law is at which level. */
#ifndef CM_LAW_ORDER_H
#define CM_LAW_ORDER_H

#include "engine/law/law.h"

/** Puts each atom at its level: order[i] is the atom at the i-th level, NULL:
    as listed. Makes an empty diagram with these levels; what was made in
    another one is forgotten. E_NOMEM. */
COMITIA_NODISCARD comitia_status cm_law_arrange(cm_law *law,
                                                const uint32_t *order);

/** Makes all things, under one order after the other until one fits. What no
    order fits is E_BUDGET. */
COMITIA_NODISCARD comitia_status cm_law_make(cm_law *law);

/** Makes the defined things in the diagram there is (law_fn.c). */
COMITIA_NODISCARD comitia_status cm_law_make_all(cm_law *law);

#endif
