/* Diagnostics: where, what, and a way out. */
#ifndef CM_DIAG_H
#define CM_DIAG_H

#include <stdint.h>

#include "base/arena.h"
#include "comitia/status.h"

/** A token of a source text. line 0: no place (the command line). Columns
    count code points from 1; end_column is one past the last. */
typedef struct cm_span {
    uint32_t file; /**< index into cm_sources */
    uint32_t line, column, end_column;
} cm_span;

#define CM_NO_SPAN ((cm_span){0, 0, 0, 0})

/** One text that was read. */
typedef struct cm_source_text {
    const char *path; /**< as diagnostics print it */
    const char *at;   /**< without byte order mark; not NUL-terminated */
    size_t bytes;
    const char *asked; /**< as the loader was asked for it; of the main text
                            what stands behind the last / of its path */
} cm_source_text;

typedef enum cm_severity {
    CM_ERROR,
    CM_WARNING,
    CM_NOTE,
    CM_FAILED, /**< C0502 */
    CM_REFUSED /**< C0511, C0512 */
} cm_severity;

typedef struct cm_diag_note {
    cm_span span;
    const char *message;
} cm_diag_note;

typedef struct cm_diag {
    const char *code; /**< "C0101" */
    cm_severity severity;
    cm_span span;
    const char *message;
    const char *help; /**< or NULL */
    cm_vec(cm_diag_note) notes;
    uint32_t order; /**< the file's place in file order, for sorting */
} cm_diag;

/** A list that grows; sorted and capped at the end. */
typedef struct cm_diags {
    cm_arena *arena;
    cm_vec(cm_diag *) all;
    uint32_t n_errors; /**< severity CM_ERROR, all, also those cut */
    uint32_t more;     /**< errors left out by cm_diags_finish */
    uint32_t only_counted; /**< errors that are not in `all` */
    bool failed;       /**< memory ran out */
} cm_diags;

void cm_diags_init(cm_diags *diags, cm_arena *arena);

/**
 * Adds one; returns it so that help and notes can be added, or NULL if memory
 * ran out or the same code stands at the same place already. The message is
 * printf-like and copied.
 */
cm_diag *cm_diag_add(cm_diags *diags, const char *code, cm_severity severity,
                     cm_span span, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/** Both take diag NULL and do nothing then. */
void cm_diag_help(cm_diags *diags, cm_diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void cm_diag_note_at(cm_diags *diags, cm_diag *diag, cm_span span,
                     const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** One more error, where enough are listed before it: it is only counted. */
void cm_diag_count(cm_diags *diags);

/** Sorts (errors, warnings, notes, then failed and refused; each by file
    order, line, column, code) and keeps at most 20 errors. May be called again
    after more were added. */
void cm_diags_finish(cm_diags *diags);

/** "error", "warning", "note", "failed", "refused" */
const char *cm_severity_text(cm_severity severity);

#endif
