/* comitia: who can decide what, exactly.
 *
 * Read a model from bytes, list its diagnostics, ask any question, get the
 * answer as a tree, as JSON or as text. The library opens no file, prints
 * nothing, never exits and holds no global state. A model may be shared by
 * threads; a context has one user at a time.
 */
#ifndef COMITIA_H
#define COMITIA_H

#include "comitia/allocator.h"
#include "comitia/context.h"
#include "comitia/import.h"
#include "comitia/loader.h"
#include "comitia/peers.h"
#include "comitia/places.h"
#include "comitia/question.h"
#include "comitia/seats.h"
#include "comitia/status.h"
#include "comitia/value.h"

#define COMITIA_VERSION_MAJOR 0 /**< grows when callers must change */
#define COMITIA_VERSION_MINOR 1 /**< grows with new features */
#define COMITIA_VERSION_PATCH 0 /**< grows with corrections */
#define COMITIA_VERSION "0.1.0" /**< of these headers */

/** The version of the library that runs, like COMITIA_VERSION. */
COMITIA_API const char *comitia_version(void);

/** A model that was read; never changes. */
typedef struct comitia_model comitia_model;

/**
 * Reads a model, resolves and checks it.
 *
 * @param path    the name diagnostics use for it; other files it names are
 *                looked for relative to this path
 * @param bytes   the text, any bytes at all
 * @param loader  hands over `use` files and tables; NULL: none can be read
 * @param model   the model, also when it has errors; freed by the caller
 * @return E_NOMEM or E_CANCELLED; errors in the text are no failure of the
 *         call, ask comitia_model_has_errors
 * Linear in the text. The model keeps a copy of the text.
 */
COMITIA_API COMITIA_NODISCARD comitia_status
comitia_model_parse(comitia_ctx *ctx, const char *path, const char *bytes,
                    size_t n_bytes, const comitia_loader *loader,
                    comitia_model **model);
/** Frees it; NULL is allowed. Its answers must be freed before. */
COMITIA_API void comitia_model_free(comitia_model *model);
/** True if the text has errors: every verb then says exit 65. */
COMITIA_API bool comitia_model_has_errors(const comitia_model *model);

/** An answer: a tree, an exit code and the means to print it. */
typedef struct comitia_answer comitia_answer;

/**
 * Asks. A file with errors, an unknown name, an ill-posed question and a limit
 * all give an answer that says so (LANGUAGE, section 16); the exit code is 0
 * yes or done, 1 no, 2 open, 3 an expect failed, 4 ill-posed, 64 wrong usage,
 * 65 errors in the file, 69 a limit left nothing, 70 a bug.
 *
 * @param model   may be NULL for `explain`, `seats`, `poll` and for power
 *                without a file
 * @param loader  only for question->csv; NULL otherwise
 * @param answer  freed by the caller; may outlive ctx, not the model
 * @return E_NOMEM, E_CANCELLED or E_BUG; E_USAGE if the question lacks what
 *         its verb needs
 */
COMITIA_API COMITIA_NODISCARD comitia_status
comitia_ask(comitia_ctx *ctx, const comitia_model *model,
            const comitia_question *question, const comitia_loader *loader,
            comitia_answer **answer);
/** Frees it and its tree; NULL is allowed. */
COMITIA_API void comitia_answer_free(comitia_answer *answer);
/** The whole answer as a tree: the JSON object of section 16. */
COMITIA_API const comitia_value *
comitia_answer_value(const comitia_answer *answer);
/** The exit code of the question, as listed at comitia_ask. */
COMITIA_API int comitia_answer_exit(const comitia_answer *answer);

/** What an answer is printed as. */
typedef enum comitia_format {
    COMITIA_TEXT,     /**< sentences and tables for people */
    COMITIA_JSON,     /**< LANGUAGE, section 16 */
    COMITIA_MARKDOWN, /**< brief only */
    COMITIA_HTML,     /**< brief only */
    COMITIA_DOT,      /**< show only */
    COMITIA_SVG,      /**< show, needs, power */
    COMITIA_CSV,      /**< long: one row a value; not of brief and explain */
    COMITIA_POPOLO,   /**< show only: bodies and parties as Popolo's JSON */
    COMITIA_MODEL     /**< seats only: a model with these seats */
} comitia_format;

/** How to print. All zero: text, no colour, 80 columns, 20 items. */
typedef struct comitia_print {
    comitia_format format; /**< what as */
    bool colour;       /**< ANSI colours in text */
    unsigned width;    /**< columns; 0 means 80 */
    uint64_t most;     /**< items of a list that text shows; 0 means 20 */
    bool quiet;        /**< the answer's line only; diagnostics: nothing of
                            what terse counts */
    bool terse;        /**< diagnostics: notes on history and reports are
                            counted, not shown */
} comitia_print;

/** Receives printed bytes; anything but 0 stops the printing. */
typedef int (*comitia_sink)(void *user, const char *bytes, size_t n_bytes);

/** Prints an answer, without its diagnostics in the text form. E_USAGE: a
    format that the verb does not have. E_CANCELLED: the sink stopped. */
COMITIA_API COMITIA_NODISCARD comitia_status
comitia_answer_print(comitia_ctx *ctx, const comitia_answer *answer,
                     const comitia_print *print, comitia_sink sink, void *user);

/** Prints diagnostics for people: those of the answer (`answer` not NULL) or
    of the model, with source lines, carets, help and notes. */
COMITIA_API COMITIA_NODISCARD comitia_status
comitia_diagnostics_print(comitia_ctx *ctx, const comitia_model *model,
                          const comitia_answer *answer,
                          const comitia_print *print, comitia_sink sink,
                          void *user);

/**
 * The standard layout of a text (`fmt`). With errors in the text nothing is
 * written, E_MODEL is returned, and *model holds the diagnostics.
 */
COMITIA_API COMITIA_NODISCARD comitia_status
comitia_format_text(comitia_ctx *ctx, const char *path, const char *bytes,
                    size_t n_bytes, comitia_sink sink, void *user,
                    comitia_model **model);

/**
 * Data of others as a model: the text of it, in the standard layout, goes to
 * the sink in one piece. It has no errors when it is read.
 *
 * @param path   the name that diagnostics use, and the model's first comment
 * @param bytes  the data, any bytes at all, at most 64 MiB
 * @param model  set also with COMITIA_OK: holds the diagnostics, which say how
 *               doubtful data were taken; freed by the caller
 * @return E_MODEL when the data cannot be used: nothing is written, the
 *         diagnostics say where and why; E_NOMEM, E_CANCELLED; E_RANGE when
 *         the model would be too long
 * Linear in the data.
 */
COMITIA_API COMITIA_NODISCARD comitia_status
comitia_import_text(comitia_ctx *ctx, const comitia_import_options *options,
                    const char *path, const char *bytes, size_t n_bytes,
                    comitia_sink sink, void *user, comitia_model **model);

#endif
