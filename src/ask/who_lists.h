/* The lists of `who`: coalitions one by one, and by how many of each kind of
   player are in. */
#ifndef CM_WHO_LISTS_H
#define CM_WHO_LISTS_H

#include "ask/power/asked_game.h"
#include "engine/game/coalitions.h"

typedef struct cm_who {
    cm_ask *ask;
    cm_asked_game *asked;
    cm_game *game;
    comitia_value **names;   /* per entity of one player: made so far */
    uint8_t *told;           /* per class: it stands in `alike` */
    bool any_known;          /* some total or list was found */
    bool no_force, no_block; /* some list is null */
    bool less_force, less_block; /* and its kinds are */
} cm_who;

/** A list, or NULL when it is longer than a list may be, or out of steps. */
COMITIA_NODISCARD comitia_status cm_who_list(cm_who *w,
                                             const cm_family *family,
                                             comitia_value **out);
/** How many of each class that is told: NULL if these are more than 10,000
    kinds, or no fewer than `list` has coalitions, or out of steps. */
COMITIA_NODISCARD comitia_status cm_who_kinds(cm_who *w,
                                              const cm_family *family,
                                              const comitia_value *list,
                                              comitia_value **out);
/** The classes that matter in cases from..end-1 are told. */
void cm_who_find_told(cm_who *w, uint32_t from, uint32_t end);
/** "alike": those that are told, with all their players; null without any. */
void cm_who_put_alike(cm_who *w, comitia_value *one, bool any);
/** A list, or null. */
void cm_who_put_list(cm_who *w, comitia_value *object, const char *key,
                     comitia_value *list);

#endif
