/* Who stands in which union: --unions and --unions-column (LANGUAGE,
 * section 8). */
#ifndef CM_ASKED_UNIONS_H
#define CM_ASKED_UNIONS_H

#include "ask/power/asked_game.h"
#include "engine/unions/unions.h"

/** Unions of the rows of power: entities of a game, or weights given. */
typedef struct cm_asked_unions {
    bool given; /**< the question has unions */
    uint32_t n_rows;
    uint32_t n_unions; /**< declared; nobody stands in some of them */
    /** Per row. union_of is set; class_of and units are the caller's, for each
        case, 0 units meaning that the row does not play. */
    cm_union_item *items;
    cm_unions unions; /**< of the case at hand */
    unsigned known;   /**< parts that were found */
} cm_asked_unions;

/** Of the entities of a game. Unknown names and names that stand in two unions
    are C0202 and C0203 without a place. Lives in the arena of the game. */
COMITIA_NODISCARD comitia_status cm_unions_of_game(cm_ask *ask,
                                                   cm_asked_game *asked,
                                                   cm_asked_unions *unions);

/** Of rows that have names and no more. column[i] is the union of row i, ""
    for none; NULL: --unions names them. */
COMITIA_NODISCARD comitia_status cm_unions_of_names(
    cm_ask *ask, cm_arena *arena, const char *const *names,
    const char *const *column, uint32_t n, cm_asked_unions *unions);

/** Puts the rows that play into unions->unions and their parts into the
    items. */
COMITIA_NODISCARD comitia_status cm_unions_begin(cm_ask *ask, cm_arena *arena,
                                                 cm_asked_unions *unions);

/** Puts "unions" into a case: the players of each and what they have together;
    names[i] is that of row i. */
COMITIA_NODISCARD comitia_status cm_put_unions(cm_ask *ask, cm_arena *scratch,
                                               comitia_value *one,
                                               const cm_asked_unions *unions,
                                               const char *const *names,
                                               unsigned want);

#endif
