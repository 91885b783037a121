/* What the players of one weighted rule have, a second time: modulo a prime
 * that cm_weighted_power does not use, from tables that it does not make. */
#ifndef CM_WEIGHTED_AGAIN_H
#define CM_WEIGHTED_AGAIN_H

#include "engine/numbers/residues.h"
#include "engine/weighted/weighted.h"

/** Before they are divided by their sum over all players. Swings and minimal
    winning coalitions are those of cm_row_critical_ends and cm_row_member_ends,
    players without weight left out. */
typedef enum cm_again {
    CM_AGAIN_SWINGS,
    CM_AGAIN_HOLLER,
    CM_AGAIN_DEEGAN_PACKEL,
    CM_AGAIN_JOHNSTON,
    CM_AGAIN_N
} cm_again;

typedef struct cm_weighted_again {
    cm_modulus mod;
    uint64_t zeros;                 /**< players without weight */
    const uint32_t *of[CM_AGAIN_N]; /**< per class; NULL where not counted */
} cm_weighted_again;

/** Counts what is wanted (bits 1 << cm_again) and can be had in what is left of
    the limit; nothing of a constant rule. Lives in `arena`. */
COMITIA_NODISCARD comitia_status
cm_weighted_count_again(cm_ctx *ctx, cm_arena *arena, const cm_weighted *game,
                        unsigned want, cm_weighted_again *out);

#endif
