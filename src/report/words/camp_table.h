/* The players of a list of coalitions, in classes of those who can take each
   other's place, and what a coalition is called. */
#ifndef CM_CAMP_TABLE_H
#define CM_CAMP_TABLE_H

#include "report/words/camps.h"

typedef struct cm_camp_table {
    cm_doc *doc;
    cm_texts names;       /* of players, as they are declared; seats last */
    cm_map number_of;
    cm_map told;          /* those in some coalition; of freed seats the party */
    uint32_t *class_of;   /* first player of the same kind */
    uint32_t *class_size; /* of the first players */
    uint64_t *counts;     /* of one coalition, per class */
    uint8_t *listed;      /* per class: its names were told */
    bool pooled;          /* freed seats are told by class, not by party */
} cm_camp_table;

/** Numbers the players of a list of lists of names, with room for their
    classes; false without memory. */
bool cm_camp_players(cm_camp_table *t, const comitia_value *lists);
/** The number of a player, who gets one if it has none. */
uint32_t cm_camp_player(cm_camp_table *t, const char *name);
/** Notes that a player is in some coalition: "3 of P in B" tells of P. */
void cm_camp_told(cm_camp_table *t, uint32_t player);
/** Freed seats are alike among themselves but stand for a number of players. */
bool cm_camp_is_seats(const cm_camp_table *t, uint32_t player);
/** The coalition of `counts`: those who must be in it by name, and then those
    of whom some must. */
const char *cm_camp_text(const cm_camp_table *t);

/** Reads the kinds of coalitions of a case of `who` (LANGUAGE, section 16). */
void cm_camp_kinds(cm_doc *doc, const comitia_value *alike,
                   const comitia_value *kinds, uint64_t most, cm_camps *camps);

#endif
