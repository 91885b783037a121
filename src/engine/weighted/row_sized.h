/* Indices of a weighted rule again, modulo a prime of one's own. */
#ifndef CM_ROW_SIZED_H
#define CM_ROW_SIZED_H

#include "engine/weighted/row_marked.h"

/**
 * Adds for each weight the sum of 1 / (number of marked members) over the
 * coalitions in which one player of it is marked: Deegan-Packel and Johnston
 * before they are divided by their sum over all players. In the way that
 * cm_row_member_sizes and cm_row_criticals do not take. E_NOMEM, E_BUDGET.
 */
COMITIA_NODISCARD comitia_status cm_row_again(cm_row *row, cm_marked what,
                                              cm_modulus mod, uint32_t *raw);
/** Its steps, at most UINT64_MAX. */
uint64_t cm_row_again_cost(const cm_row *row, cm_marked what);

#endif
