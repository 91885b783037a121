/* From an answer tree to what people and programs read. */
#ifndef CM_PRINT_H
#define CM_PRINT_H

#include "base/buf.h"
#include "base/ctx.h"
#include "base/diag.h"
#include "comitia/comitia.h"
#include "model/model.h"

/**
 * Prints an answer (LANGUAGE, section 16) in the format asked for.
 *
 * @param model   titles, colours and places; may be NULL (quick forms)
 * @param answer  the whole object with its head; with `each` in it, the cases
 *                are printed side by side
 * @param out     the text is added to it
 * @return E_USAGE for a format that the verb does not have, E_NOMEM
 */
COMITIA_NODISCARD comitia_status cm_print_answer(cm_ctx *ctx,
                                                 const cm_model *model,
                                                 const comitia_value *answer,
                                                 const comitia_print *print,
                                                 cm_buf *out);

/**
 * Prints diagnostics for people (LANGUAGE, section 15): place, message, the
 * source line, carets, help and notes, and how many errors were left out.
 *
 * @param model  has the source texts; NULL: no source lines are shown
 */
COMITIA_NODISCARD comitia_status cm_print_diags(cm_ctx *ctx,
                                                const cm_model *model,
                                                const cm_diags *diags,
                                                const comitia_print *print,
                                                cm_buf *out);

#endif
