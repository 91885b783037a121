/* From somebody's data to the text of a model. */
#ifndef CM_IMPORT_H
#define CM_IMPORT_H

#include "base/buf.h"
#include "base/ctx.h"
#include "comitia/import.h"
#include "model/model.h"

/**
 * Reads data and writes them as a model in the standard layout, which has no
 * errors and stays as it is when it is laid out again.
 *
 * @param model  all zero but its arena and diags; receives the text that is
 *               read, for the lines that diagnostics show
 * @param out    the model's text is added to it
 * @return COMITIA_OK, with warnings in model->diags; E_MODEL when the data
 *         cannot be used: model->diags says where and why, nothing is added;
 *         E_NOMEM, E_BUDGET, E_CANCELLED
 *
 * The context has been begun. Linear in the text, but for looking up places.
 */
COMITIA_NODISCARD comitia_status
cm_import(cm_ctx *ctx, cm_model *model, const comitia_import_options *options,
          const char *path, const char *bytes, size_t n, cm_buf *out);

#endif
