/* From bytes to a model: the whole of reading. */
#ifndef CM_READ_H
#define CM_READ_H

#include "base/ctx.h"
#include "comitia/loader.h"
#include "model/model.h"

/**
 * Reads a text, all it uses and the tables it names.
 *
 * Names are resolved only if all texts parse; history, reports and talks are
 * checked only if all names resolve (LANGUAGE, section 15). model->diags is
 * finished: sorted, at most 20 errors kept. A model with errors may be asked
 * nothing but its diagnostics.
 *
 * @param path    of the main text, as diagnostics print it; copied
 * @param bytes   copied; NULL if n_bytes is 0
 * @param loader  NULL: no other file can be read
 * @param model   set to a new model, also when the text has errors; it
 *                outlives ctx, never changes, and is the caller's to free
 * @return COMITIA_OK, E_NOMEM, E_BUDGET, E_CANCELLED
 *
 * Begins the context's work anew. About linear in the texts.
 */
COMITIA_NODISCARD comitia_status cm_read(cm_ctx *ctx, const char *path,
                                         const char *bytes, size_t n_bytes,
                                         const comitia_loader *loader,
                                         cm_model **model);

/** NULL is allowed. */
void cm_model_free(cm_model *model);

#endif
