/* The chances to decide at one point, by a Fourier sum that is tilted towards the
 * quota (docs/theory/fourier.md): where few are in, or few are out. */
#ifndef CM_SHAPLEY_LEAN_H
#define CM_SHAPLEY_LEAN_H

#include "engine/weighted/fourier_nodes.h"
#include "engine/weighted/shapley_wrap.h"

/** What is added to, per place of the rest: sums over points of factor times the
    chance to decide, and how far they are off; the same for those who are
    alone, of whom `base` is what they have where nobody of the rest counts. */
typedef struct cm_shapley_found {
    double *value, *off;
    double base, alone, alone_off;
} cm_shapley_found;

/** A point, seen from the side that is not expected to reach its quota. */
typedef struct cm_shapley_lean {
    cm_shapley_point at, asked;
    double tilt;
    cm_fourier f;        /**< for its quota */
    double wrapped;      /**< what its modulus does to a chance, at most */
    double scale, scale_off; /**< C, relative */
    cm_cut cut;          /**< its chances are gone */
    cm_fourier_bins bins;/**< weights that are taken together */
} cm_shapley_lean;

/** Arrays for one point at a time. */
typedef struct cm_lean_room {
    double *bias, *spread, *loose, *less, *more;
    cm_sums sums;
    cm_chances chances;
} cm_lean_room;

COMITIA_NODISCARD comitia_status cm_lean_room_new(cm_arena *arena,
                                                  const cm_shapley_rest *rest,
                                                  cm_lean_room *room);

/** Looks for a sum of at most lean->cut.terms terms in about `steps` steps that
    leaves out no more than `most` of any index, times the step, and takes others for
    no more than that. lean->cut.found
    says whether there is one. */
COMITIA_NODISCARD comitia_status
cm_shapley_lean_plan(cm_ctx *ctx, cm_arena *arena, const cm_shapley_rest *rest,
                     cm_lean_room *room, cm_shapley_point at, double most,
                     uint64_t steps, cm_shapley_lean *lean);

/** Adds it up. */
COMITIA_NODISCARD comitia_status
cm_shapley_lean_add(cm_ctx *ctx, const cm_shapley_rest *rest, cm_lean_room *room,
                    const cm_shapley_lean *lean, cm_shapley_found *found,
                    bool *proved);

#endif
