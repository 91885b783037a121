#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>

struct cm_chunk {
    cm_chunk *older;
    size_t bytes; /* of payload */
    max_align_t payload[];
};

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 22 };

static void *system_resize(void *user, void *block, size_t old_bytes,
                           size_t new_bytes)
{
    (void)user;
    (void)old_bytes;
    if (new_bytes == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, new_bytes);
}

comitia_allocator cm_system_allocator(void)
{
    return (comitia_allocator){system_resize, NULL};
}

void cm_arena_init(cm_arena *arena, comitia_allocator allocator)
{
    if (!allocator.resize)
        allocator = cm_system_allocator();
    *arena = (cm_arena){.allocator = allocator};
}

void cm_arena_clear(cm_arena *arena)
{
    for (cm_chunk *chunk = arena->chunks; chunk;) {
        cm_chunk *older = chunk->older;
        arena->allocator.resize(arena->allocator.user, chunk,
                                sizeof *chunk + chunk->bytes, 0);
        chunk = older;
    }
    arena->chunks = NULL;
    arena->used = arena->total = 0;
}

static bool add_chunk(cm_arena *arena, size_t at_least)
{
    size_t bytes = arena->total < FIRST_CHUNK ? FIRST_CHUNK : arena->total;
    if (bytes > LARGEST_CHUNK)
        bytes = LARGEST_CHUNK;
    if (bytes < at_least)
        bytes = at_least;
    if (bytes > SIZE_MAX - sizeof(cm_chunk))
        return false;
    cm_chunk *chunk = arena->allocator.resize(arena->allocator.user, NULL, 0,
                                              sizeof *chunk + bytes);
    if (!chunk)
        return false;
    chunk->older = arena->chunks;
    chunk->bytes = bytes;
    arena->chunks = chunk;
    arena->used = 0;
    arena->total += bytes;
    return true;
}

void *cm_alloc(cm_arena *arena, size_t bytes)
{
    const size_t unit = sizeof(max_align_t);
    if (bytes > SIZE_MAX - unit)
        return NULL;
    bytes = (bytes + unit - 1) / unit * unit;
    if (bytes == 0)
        bytes = unit;
    if (!arena->chunks || arena->chunks->bytes - arena->used < bytes)
        if (!add_chunk(arena, bytes))
            return NULL;
    void *at = (char *)arena->chunks->payload + arena->used;
    arena->used += bytes;
    return memset(at, 0, bytes);
}

void *cm_alloc_n(cm_arena *arena, uint64_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        return NULL;
    return cm_alloc(arena, (size_t)n * size);
}

char *cm_strdup_n(cm_arena *arena, const char *at, size_t bytes)
{
    if (bytes == SIZE_MAX)
        return NULL;
    char *copy = cm_alloc(arena, bytes + 1);
    if (copy && bytes)
        memcpy(copy, at, bytes);
    return copy;
}

char *cm_strdup(cm_arena *arena, const char *text)
{
    return cm_strdup_n(arena, text, strlen(text));
}

bool cm_vec_grow(cm_arena *arena, void **at, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return true;
    size_t room = *cap ? *cap * 2 : 4;
    if (room < *cap)
        return false;
    void *more = cm_alloc_n(arena, room, size);
    if (!more)
        return false;
    if (n)
        memcpy(more, *at, n * size);
    *at = more;
    *cap = room;
    return true;
}
