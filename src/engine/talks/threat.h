/* Do threats and promises work, and are they credible (LANGUAGE, section 11)? */
#ifndef CM_THREAT_H
#define CM_THREAT_H

#include "base/ctx.h"
#include "model/model.h"

typedef enum cm_verdict {
    CM_VERDICT_NONE, /**< no preferences are stated, or no answer is defined */
    CM_VERDICT_NO,
    CM_VERDICT_YES
} cm_verdict;

typedef struct cm_threat {
    const cm_line *line;
    cm_verdict *works; /**< on each side; of the speaker CM_VERDICT_NONE */
    cm_verdict credible;
} cm_threat;

typedef struct cm_threats {
    cm_threat *at;
    uint32_t n;
} cm_threats;

/** All threats and promises of the talks, in file order; in `arena`. Cost:
    threats times preferences. */
COMITIA_NODISCARD comitia_status cm_threats_of(cm_ctx *ctx, cm_arena *arena,
                                               const cm_talks *talks,
                                               cm_threats *threats);

#endif
