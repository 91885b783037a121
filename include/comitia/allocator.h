/* Where the library gets its memory. */
#ifndef COMITIA_ALLOCATOR_H
#define COMITIA_ALLOCATOR_H

#include <stddef.h>

/**
 * The one source of the library's memory.
 *
 * resize(user, NULL, 0, n) allocates, (user, p, old, n) grows or shrinks,
 * (user, p, old, 0) frees and returns NULL. NULL for n > 0 means that there is
 * no memory; the old block is then still valid. All zero means malloc. Called
 * from several threads at a time where comitia_ctx_set_threads allows them.
 */
typedef struct comitia_allocator {
    /** Allocates, resizes and frees, as said above. */
    void *(*resize)(void *user, void *block, size_t old_bytes,
                    size_t new_bytes);
    void *user; /**< handed to resize */
} comitia_allocator;

#endif
