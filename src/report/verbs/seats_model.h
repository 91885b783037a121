/* Seats as a model, to go on asking with. */
#ifndef CM_SEATS_MODEL_H
#define CM_SEATS_MODEL_H

#include "base/buf.h"
#include "base/ctx.h"
#include "comitia/value.h"

/** The body of an answer to seats, parties without a seat left out. Nothing
    for an answer without seats; E_USAGE where a tie leaves them open. */
COMITIA_NODISCARD comitia_status cm_print_seats_model(cm_ctx *ctx,
                                                      const comitia_value *answer,
                                                      cm_buf *out);

#endif
