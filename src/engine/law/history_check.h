/* Does history contradict its own votes (LANGUAGE, section 7, C0303)? */
#ifndef CM_HISTORY_CHECK_H
#define CM_HISTORY_CHECK_H

#include "base/ctx.h"
#include "model/model.h"

/**
 * C0303 for each act that is said to have happened (or failed) although its
 * recorded ballots give that result under no valuation of the facts. What an
 * event settles of a fact counts; ballots still open may be cast either way.
 * To be run once, on a model whose names fit (cm_model.names_fit). A check that
 * takes too much work is left out with a warning C0701.
 */
COMITIA_NODISCARD comitia_status cm_check_history(cm_ctx *ctx,
                                                  const cm_model *model,
                                                  cm_diags *diags);

#endif
