/* From bytes to a syntax tree, and back to the standard layout. */
#ifndef CM_PARSE_H
#define CM_PARSE_H

#include "base/buf.h"
#include "base/ctx.h"
#include "comitia/loader.h"
#include "lang/parse/syntax.h"

/** Limits of LANGUAGE 14; the main text counts in both. */
#define CM_MOST_BYTES (UINT32_C(16) << 20)
#define CM_MOST_FILES 64
#define CM_MOST_NESTED_USES 8
#define CM_MOST_NESTING 200
#define CM_MOST_DECLARATIONS 1000000
#define CM_MOST_ENTRIES 100000

/**
 * Reads the main text and all it uses. Diagnostics go into model->diags; with
 * errors the tree holds what could be read and must not be resolved.
 *
 * @param model   all zero but its arena and diags; model->path, texts,
 *                n_texts and title are set here
 * @param loader  NULL: no other file can be read
 * @param path    of the main text; kept as a copy, like the text
 * @param syntax  all declarations in file order; the `expect` lines of used
 *                files are left out
 * @return COMITIA_OK also when the text has errors; E_NOMEM, E_CANCELLED
 *
 * Linear in the texts. The caller has begun the context (cm_ctx_begin).
 */
COMITIA_NODISCARD comitia_status cm_parse(cm_ctx *ctx, cm_model *model,
                                          const comitia_loader *loader,
                                          const char *path, const char *bytes,
                                          size_t n, cm_syntax *syntax);

/**
 * Loads a table that a text names.
 *
 * @param from_file  index of the text that names it; path is relative to it
 * @param bytes      set to a copy in the model's arena, byte order mark kept
 * @param reason     set to NULL, or to why it cannot be read (C0212);
 *                   cm_reason_too_large (C0701) for more than CM_MOST_BYTES
 * @return COMITIA_OK also when it cannot be read; E_NOMEM, E_CANCELLED
 */
COMITIA_NODISCARD comitia_status cm_load(cm_ctx *ctx, cm_model *model,
                                         const comitia_loader *loader,
                                         uint32_t from_file, const char *path,
                                         const char **bytes, size_t *n,
                                         const char **reason);
extern const char cm_reason_too_large[];

/**
 * Declarations and entries in file order, for `show`: sets
 * model->declarations and n_declarations.
 */
COMITIA_NODISCARD comitia_status cm_declarations_of(cm_model *model,
                                                    const cm_syntax *syntax);

/**
 * The standard layout of one text (LANGUAGE 13, fmt). Files it uses are not
 * read, names are not looked up.
 *
 * @param model  as for cm_parse; receives the text and its diagnostics
 * @param out    the layout is added to it
 * @return COMITIA_OK; E_MODEL when the text has errors (nothing is added);
 *         E_NOMEM, E_CANCELLED
 */
COMITIA_NODISCARD comitia_status cm_format(cm_ctx *ctx, cm_model *model,
                                           const char *path, const char *bytes,
                                           size_t n, cm_buf *out);

#endif
