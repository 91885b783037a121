/* A second way to threats and promises: every preference as the set of worlds
 * in which it holds (LANGUAGE, section 11). */
#ifndef CM_VERIFY_THREATS_H
#define CM_VERIFY_THREATS_H

#include "engine/verify/verify.h"

typedef enum cm_tried_threat {
    CM_THREAT_UNDEFINED, /**< no preferences are stated, or `if` is more than a
                              name or its opposite */
    CM_THREAT_FAILS,
    CM_THREAT_HOLDS
} cm_tried_threat;

/** Whether a threat or a promise works on `side`; for the side that makes it,
    whether it is credible. */
cm_tried_threat cm_trial_threat(const cm_talks *talks, const cm_line *threat,
                                uint32_t side);

#endif
