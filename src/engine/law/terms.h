/* All minimal partial valuations that make a function true (LANGUAGE, section
 * 16, `status`): its prime implicants. */
#ifndef CM_TERMS_H
#define CM_TERMS_H

#include "engine/law/law.h"

/** Items that a list may have. */
#define CM_MOST_LISTED 1000000

/**
 * Calls visit for each prime implicant of f, x[level]: 0 "not in the term",
 * v + 1 "the level has value v"; levels as in law->d.
 *
 * @param listed  false, and nothing is visited, if there are more than
 *                CM_MOST_LISTED
 * Source: Coudert, Madre (1992).
 */
COMITIA_NODISCARD comitia_status cm_terms_each(cm_law *law, cm_fn f,
                                               bool *listed, cm_visit *visit,
                                               void *user);

/** Calls visit for each vector of the set f of a diagram; as above. */
COMITIA_NODISCARD comitia_status cm_vectors_each(cm_ctx *ctx, cm_diagram *d,
                                                 cm_fn f, bool *listed,
                                                 cm_visit *visit, void *user);

#endif
