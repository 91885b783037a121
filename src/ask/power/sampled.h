/* What --sample found, in an object of its own (LANGUAGE, section 16). */
#ifndef CM_SAMPLED_H
#define CM_SAMPLED_H

#include "ask/power/power_rows.h"
#include "engine/game/power_sample.h"
#include "engine/numbers/confidence.h"

/** Puts "sample" with "draws", "confidence" and "method" into an answer, and
    takes exact and certified away from it. */
comitia_value *cm_put_sample(cm_ask *ask, comitia_value *object,
                             uint64_t draws);
/** Puts "value", "low" and "high" of a frequency, divided by `among`. */
void cm_put_frequency(cm_ask *ask, comitia_value *object,
                      cm_frequency frequency, uint64_t among);

/** Parts of the wish that can be estimated; none is C0112. */
unsigned cm_sample_wish(cm_ask *ask, const cm_power_wish *wish);

/** Indices of the classes of a game, made once and shared by its rows. */
typedef struct cm_sampled_power {
    comitia_value *players;                /**< the list of rows */
    comitia_value **banzhaf, **shapley;    /**< per class; NULL: not drawn */
} cm_sampled_power;

/** Puts "sample" with an empty "players" into a case. units[c] players of
    class c; those without are left out. */
COMITIA_NODISCARD comitia_status
cm_put_sampled_power(cm_ask *ask, cm_arena *scratch, comitia_value *one,
                     const cm_drawn *drawn, const uint64_t *units, uint32_t n,
                     cm_sampled_power *sampled);
void cm_put_sampled_row(cm_ask *ask, const cm_sampled_power *sampled,
                        const char *player, uint64_t count, uint32_t class_of);

#endif
