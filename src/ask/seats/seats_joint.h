/* "joint" of an answer about a district: alliances, what is shared out inside
 * each of them, and every outcome. */
#ifndef CM_SEATS_JOINT_H
#define CM_SEATS_JOINT_H

#include "ask/seats/contenders.h"

/** The alliances of those who take part in a contest, by numbers of their own:
    of[i] of party i of it. */
typedef struct cm_district_alliances {
    cm_alliances alliances;
    const uint32_t *known_as; /**< known_as[a]: of the contenders */
} cm_district_alliances;

/**
 * @param slots  slots[i]: the contender who is party i of the contest
 * Nothing outlives contenders->scratch.
 */
COMITIA_NODISCARD comitia_status
cm_district_alliances_find(cm_contenders *contenders, const uint32_t *slots,
                           uint32_t n, cm_district_alliances *found);

/** "A+B", "A+(B+C)", or as it is called in the table. */
comitia_status cm_alliance_label(cm_contenders *contenders,
                                 const cm_joint *joint,
                                 const cm_district_alliances *known,
                                 const uint32_t *slots, uint32_t alliance,
                                 const char **label);
/** What the members of a circle are called: names[m]. */
comitia_status cm_member_names(cm_contenders *contenders, const cm_joint *joint,
                               const cm_district_alliances *known,
                               const uint32_t *slots, const cm_circle *circle,
                               const char *const **names);
/** Puts "joint": null where there are no alliances. `basis` is what votes are
    divided by in the whole, or NULL. */
COMITIA_NODISCARD comitia_status
cm_put_joint(cm_contenders *contenders, comitia_value *object,
             const cm_joint *joint, const cm_district_alliances *known,
             const uint32_t *slots, mpq_srcptr basis);

#endif
