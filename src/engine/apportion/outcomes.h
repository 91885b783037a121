/* The outcomes of ties, one after the other or by lot. */
#ifndef CM_OUTCOMES_H
#define CM_OUTCOMES_H

#include "engine/apportion/joint.h"
#include "engine/numbers/stream.h"

/** The first choice of m out of n: 0, 1, ..., m - 1. */
void cm_first_choice(uint32_t *choice, uint32_t m);
/** The next choice of m out of n in lexicographic order; false after the
    last. */
bool cm_next_choice(uint32_t *choice, uint32_t m, uint32_t n);

/** One outcome of all divisions. */
typedef struct cm_seat_outcome {
    const cm_joint *joint;
    uint64_t *seats;              /**< seats[i] of list i */
    uint64_t *of_circle;          /* private: seats of each circle */
    const cm_division **division; /* the one under way; NULL: no seats */
    uint32_t **choice;            /* which of its tied members get one more */
} cm_seat_outcome;

/** The first outcome. joint has its seats. */
COMITIA_NODISCARD comitia_status
cm_seat_outcome_first(cm_ctx *ctx, cm_arena *arena, const cm_joint *joint,
                      cm_seat_outcome *outcome);
/** The next one; *more is false after the last. The last tie changes first. */
COMITIA_NODISCARD comitia_status cm_seat_outcome_next(cm_ctx *ctx,
                                                      cm_seat_outcome *outcome,
                                                      bool *more);

#endif
