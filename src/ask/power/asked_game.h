/* The game behind can, who and power: made, refused or noted once. */
#ifndef CM_ASKED_GAME_H
#define CM_ASKED_GAME_H

#include "ask/ask.h"
#include "engine/game/game.h"

typedef struct cm_asked_game {
    cm_arena scratch; /**< everything of the question but the answer */
    cm_law *law;
    cm_game *game;
    bool refused;     /**< C0511 or C0512 was given; nothing more is to be done */
} cm_asked_game;

/** The game of ask->targets[0], its refusal or its notes. Cleared by
    cm_asked_game_clear, also after a failure. */
COMITIA_NODISCARD comitia_status cm_asked_game_new(cm_ask *ask,
                                                   cm_asked_game *asked);
void cm_asked_game_clear(cm_asked_game *asked);

/** What an entity is called in a table: "CPP", or "CPP in Assembly" if freed
    seats of it stand in several bodies. NULL: out of memory. */
const char *cm_asked_name(cm_asked_game *asked, const cm_entity *entity);
/** Seats in the first body in which it votes, "1" of freed seats, NULL of
    actors. */
const char *cm_asked_seats(cm_asked_game *asked, const cm_entity *entity);

/** Steps for one of the parts of an answer that can be left out: a 25th of the
    limit, so that by default a diagram stops at some 4,000,000 nodes. */
uint64_t cm_asked_steps(const cm_ask *ask);

#endif
