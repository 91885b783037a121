/* From a text to a number. */
#ifndef CM_MAP_H
#define CM_MAP_H

#include <stdint.h>

#include "base/arena.h"

/** Open addressing; keys are not copied and must outlive the map. All zero
    is an empty map. */
typedef struct cm_map {
    struct cm_map_slot *slots;
    size_t n, cap;
} cm_map;

#define CM_MAP_NONE UINT32_MAX

/** The value of key, or CM_MAP_NONE. */
uint32_t cm_map_get(const cm_map *map, const char *key);
/** Sets or replaces; false when memory runs out. value < CM_MAP_NONE. */
bool cm_map_put(cm_arena *arena, cm_map *map, const char *key, uint32_t value);

/** A 64-bit mix of bytes, the same on every machine. */
uint64_t cm_hash(const void *at, size_t bytes);

#endif
