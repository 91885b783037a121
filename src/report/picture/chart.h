/* An answer as one picture that stands by itself. */
#ifndef CM_CHART_H
#define CM_CHART_H

#include "base/buf.h"
#include "base/ctx.h"
#include "comitia/value.h"
#include "model/model.h"

/**
 * Adds an SVG: of `needs` the seats of the body in an arc with the thresholds
 * of the act (weights as bars), of `power` the indices as bars beside the share
 * of seats. Light and dark by the reader's choice, no fonts, no script.
 *
 * @return E_USAGE when there is nothing to draw, with the reason; E_NOMEM
 */
COMITIA_NODISCARD comitia_status cm_print_chart(cm_ctx *ctx,
                                                const cm_model *model,
                                                const comitia_value *answer,
                                                cm_buf *out);

#endif
