/* Values between two decimals: {"low","high"} instead of a fraction, and how
 * they were found (LANGUAGE, section 17). */
#ifndef CM_POWER_BOUNDS_H
#define CM_POWER_BOUNDS_H

#include "ask/power/power_rows.h"

/** The indices by place in the list of keys. */
enum {
    CM_KEY_SWINGS,
    CM_KEY_BANZHAF,
    CM_KEY_BANZHAF_ABSOLUTE,
    CM_KEY_SHAPLEY,
    CM_KEY_DEEGAN_PACKEL,
    CM_KEY_HOLLER,
    CM_KEY_JOHNSTON,
    CM_KEY_COLEMAN_PREVENT,
    CM_KEY_COLEMAN_INITIATE,
    CM_KEY_RAE,
    CM_KEY_SATISFACTION,
    CM_KEY_OWEN,
    CM_KEY_BANZHAF_OWEN,
    CM_KEY_SYMMETRIC,
    CM_N_KEYS,
    CM_N_PLAIN = CM_KEY_RAE /* those before it are there without --index */
};

/** "swings", "banzhaf", ... */
const char *cm_power_key(unsigned key);
/** CM_PART_... that it is made of. */
unsigned cm_power_part(unsigned key);

/** Whether it is a share of swings of which engines give bounds. */
bool cm_is_share(unsigned key);

/** The bounds of an index (a bit, 1 << CM_KEY_...) per class, or NULL. */
const cm_bounds *cm_bounds_of(const cm_power *power, unsigned key);

/** {"low","high"}: decimals rounded outwards. */
comitia_value *cm_ends_value(cm_ask *ask, mpq_srcptr low, mpq_srcptr high);

/** Puts "bounds" where one of the indices `keys` lies between decimals; the
    answer is not exact then. C0701 if --certified asks for more. */
void cm_put_bounds(cm_ask *ask, comitia_value *one, const cm_power *power,
                   unsigned keys);

#endif
