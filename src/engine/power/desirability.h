/* Whether players are in an order of desirability. */
#ifndef CM_DESIRABILITY_H
#define CM_DESIRABILITY_H

#include "engine/power/power.h"

/**
 * *ordered: no coalition is harmed when a player of a higher level takes the
 * place of one of a lower, among the levels on which the monotone function f
 * depends (depends[l] != 0). Games that are one weighted rule with the heaviest
 * on top are ordered, and so are several rules that agree about who is heavier
 * (complete simple games: Isbell 1956, Carreras and Freixas 1996).
 *
 * Looked up node by node with neighbouring levels: a chain of replacements
 * never harms if no link does. E_NOMEM, E_BUDGET.
 */
COMITIA_NODISCARD comitia_status cm_fn_is_ordered(cm_ctx *ctx, cm_arena *scratch,
                                                  const cm_fn_game *game,
                                                  cm_fn f,
                                                  const uint8_t *depends,
                                                  bool *ordered);

#endif
