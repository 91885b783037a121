#include "base/map.h"

struct cm_map_slot {
    const char *key;
    uint64_t hash;
    uint32_t value;
};

uint64_t cm_hash(const void *at, size_t bytes)
{
    /* FNV-1a with a final mix (Fowler, Noll, Vo; Steele et al. 2014). */
    const unsigned char *byte = at;
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < bytes; i++)
        h = (h ^ byte[i]) * UINT64_C(1099511628211);
    h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    return h ^ (h >> 31);
}

static struct cm_map_slot *slot_of(struct cm_map_slot *slots, size_t cap,
                                   const char *key, uint64_t hash)
{
    size_t i = (size_t)hash & (cap - 1);
    while (slots[i].key &&
           (slots[i].hash != hash || strcmp(slots[i].key, key) != 0))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

uint32_t cm_map_get(const cm_map *map, const char *key)
{
    if (map->n == 0)
        return CM_MAP_NONE;
    struct cm_map_slot *slot =
        slot_of(map->slots, map->cap, key, cm_hash(key, strlen(key)));
    return slot->key ? slot->value : CM_MAP_NONE;
}

static bool grow(cm_arena *arena, cm_map *map)
{
    size_t cap = map->cap ? map->cap * 2 : 16;
    struct cm_map_slot *slots = cm_new_n(arena, struct cm_map_slot, cap);
    if (!slots)
        return false;
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].key)
            *slot_of(slots, cap, map->slots[i].key, map->slots[i].hash) =
                map->slots[i];
    map->slots = slots;
    map->cap = cap;
    return true;
}

bool cm_map_put(cm_arena *arena, cm_map *map, const char *key, uint32_t value)
{
    if (map->n >= map->cap / 2 && !grow(arena, map))
        return false;
    uint64_t hash = cm_hash(key, strlen(key));
    struct cm_map_slot *slot = slot_of(map->slots, map->cap, key, hash);
    if (!slot->key)
        map->n++;
    *slot = (struct cm_map_slot){key, hash, value};
    return true;
}
