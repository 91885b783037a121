/* Marked members of coalitions, counted at one mark modulo one prime: those of
 * minimal winning coalitions (Deegan-Packel), and critical ones (Johnston). Two
 * ways that share no table give the same numbers. */
#ifndef CM_ROW_MARKED_H
#define CM_ROW_MARKED_H

#include "engine/weighted/row_points.h"

typedef enum cm_marked {
    CM_MARK_MINIMAL, /**< members of minimal winning coalitions */
    CM_MARK_CRITICAL /**< critical members of winning coalitions */
} cm_marked;

/**
 * For each weight, of the coalitions in which one player of it is marked, the
 * sum of y to the number of the others that are. row->each is set.
 *
 * @param y      the mark, not 0
 * @param cells  room for a table
 * @param out    row->n zeros, which become the numbers
 */
typedef comitia_status cm_row_at(const cm_row *row, cm_ctx *ctx, cm_modulus mod,
                                 uint32_t y, uint32_t *cells, uint32_t *out);

/** With tables of all players: 2 * quota cells, and as many as the quota. */
cm_row_at cm_row_members_at, cm_row_criticals_at;
uint64_t cm_row_members_at_cost(const cm_row *row);
uint64_t cm_row_criticals_at_cost(const cm_row *row);

/** With a table of the lighter players that grows and is taken back, beside one
    of the heavier ones: 2 * quota and 3 * quota cells. row_ends.c */
cm_row_at cm_row_member_ends, cm_row_critical_ends;
uint64_t cm_row_ends_cost(const cm_row *row, cm_marked what);

#endif
