/* A smaller diagram below or above a function: what is dropped hardly matters
 * to its chance. */
#ifndef CM_BDD_ROUND_H
#define CM_BDD_ROUND_H

#include "engine/diagram/bdd.h"

/** How the function that a diagram stands for moves with a level. */
typedef enum cm_level_move {
    CM_LEVEL_EITHER, /**< not known */
    CM_LEVEL_RISES,  /**< true instead of false never makes it false */
    CM_LEVEL_FALLS
} cm_level_move;

/**
 * A rule for all functions of one diagram. Chances only choose what is dropped;
 * that the result is below (or above) rests on `move` alone: it must hold of
 * the function that the diagram is below or above of already, not of the
 * diagram.
 */
typedef struct cm_rounding {
    const double *chance; /**< that a level is true */
    const uint8_t *move;  /**< cm_level_move, per level */
    bool up;              /**< above; else below */
    uint32_t most;        /**< nodes that a function may keep */
    double drop;          /**< chance that was dropped at a time, last time */
} cm_rounding;

/** *f, or a function below (above) it of about rounding->most nodes. A node is
    replaced by false (true) or by that of its two parts which is below (above)
    it. Linear in the nodes of the diagram, some ten times. */
COMITIA_NODISCARD comitia_status cm_bdd_round(cm_ctx *ctx, cm_bdd *bdd,
                                              cm_rounding *rounding, cm_arc *f);

#endif
