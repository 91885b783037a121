/* A case of a game at single points, quickly: its quotas are compiled into sums
 * of whole numbers once, and then added up for each coalition. */
#ifndef CM_GAME_POINTS_H
#define CM_GAME_POINTS_H

#include "engine/game/game.h"

typedef struct cm_points cm_points;

/**
 * Compiles "the coalition forces it" under case `i`; lives in the arena and
 * must be freed by cm_points_free, also after a failure.
 *
 * @param three   players may abstain
 * @param points  NULL if there is no such form: under `worst`, with more than
 * 256 quotas, or with sums beyond 62 bits; ask cm_game_at then
 */
COMITIA_NODISCARD comitia_status cm_points_new(cm_arena *arena, cm_game *game,
                                               uint32_t i, bool three,
                                               cm_points **points);
void cm_points_free(cm_points *points);

/** Does the coalition of in[class] players force it, while abstaining[class]
   others abstain (NULL: nobody)? O(classes) for each quota that is looked at.
 */
bool cm_points_at(const cm_points *points, const uint64_t *in,
                  const uint64_t *abstaining);
/** Steps that one such answer is worth at most. */
uint64_t cm_points_cost(const cm_points *points);

#endif
