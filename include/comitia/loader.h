/* How the library asks for another file: it opens none itself. */
#ifndef COMITIA_LOADER_H
#define COMITIA_LOADER_H

#include <stddef.h>

/** One text handed over; `bytes` may be NULL when n_bytes is 0. */
typedef struct comitia_text {
    const char *bytes; /**< the text */
    size_t n_bytes;    /**< its length */
    void *handle;      /**< the loader's own, for `done` */
} comitia_text;

/**
 * Hands over the files that a model names (`use`, `members from`, --csv).
 *
 * load: looks for `path`, which is relative to the folder of the model or
 * absolute, uses '/' and has no "." or ".." that could be removed. Returns NULL
 * and fills *text, or else a short reason ("no such file") that is copied at
 * once. done (may be NULL): the text is needed no longer; called once for each
 * text that load gave, before the call that loads returns.
 */
typedef struct comitia_loader {
    /** Fills *text and returns NULL, or says why not. */
    const char *(*load)(void *user, const char *path, comitia_text *text);
    /** The text is needed no longer; may be NULL. */
    void (*done)(void *user, comitia_text *text);
    void *user; /**< handed to both */
} comitia_loader;

#endif
