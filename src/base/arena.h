/* Memory that is given back all at once. */
#ifndef CM_ARENA_H
#define CM_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "comitia/allocator.h"

typedef struct cm_chunk cm_chunk;

/** Chunks of growing size from one allocator; freed together. */
typedef struct cm_arena {
    comitia_allocator allocator;
    cm_chunk *chunks; /**< newest first */
    size_t used;      /**< bytes used of the newest */
    size_t total;     /**< bytes held, all chunks */
} cm_arena;

/** malloc, realloc and free. */
comitia_allocator cm_system_allocator(void);

/** An allocator without resize stands for that of the system. */
void cm_arena_init(cm_arena *arena, comitia_allocator allocator);
void cm_arena_clear(cm_arena *arena);

/** Zeroed bytes, aligned for any type; NULL when memory runs out. */
void *cm_alloc(cm_arena *arena, size_t bytes);
/** n zeroed items; NULL also when n * size overflows. n has 64 bits where size_t
    has 32 too, so that a product of counts is not cut before it is looked at. */
void *cm_alloc_n(cm_arena *arena, uint64_t n, size_t size);
/** A copy with a NUL behind it; NULL when memory runs out. */
char *cm_strdup_n(cm_arena *arena, const char *at, size_t bytes);
char *cm_strdup(cm_arena *arena, const char *text);

#define cm_new(arena, T) ((T *)cm_alloc((arena), sizeof(T)))
#define cm_new_n(arena, T, n) ((T *)cm_alloc_n((arena), (n), sizeof(T)))

/** A growable array that lives in an arena: cm_vec(int) v = {0}. */
#define cm_vec(T)                                                              \
    struct {                                                                   \
        T *at;                                                                 \
        size_t n, cap;                                                         \
    }

/** Makes room for one more; false when memory runs out. Old room is not
    reclaimed before the arena is: at most twice the final size is used. */
bool cm_vec_grow(cm_arena *arena, void **at, size_t n, size_t *cap, size_t size);

/** Appends; false when memory runs out (the vector is then unchanged). */
#define cm_push(arena, v, ...)                                                 \
    (cm_vec_grow((arena), (void **)&(v)->at, (v)->n, &(v)->cap,                \
                 sizeof *(v)->at)                                              \
         ? ((v)->at[(v)->n++] = (__VA_ARGS__), true)                           \
         : false)

#endif
