#include "base/memory_bound.h"

#include <stdatomic.h>

struct cm_memory {
    comitia_allocator under;
    atomic_size_t used;
    atomic_size_t most; /* 0: no bound */
    atomic_size_t held; /* blocks, and one for the owner */
    atomic_bool refused;
};

static void let_go(cm_memory *memory)
{
    if (atomic_fetch_sub(&memory->held, 1) == 1)
        memory->under.resize(memory->under.user, memory, sizeof *memory, 0);
}

/* Counts first, so that threads together do not pass the bound either. */
static bool take(cm_memory *memory, size_t bytes)
{
    size_t most = atomic_load(&memory->most);
    size_t used = atomic_fetch_add(&memory->used, bytes);
    if (most == 0 || (used <= most && bytes <= most - used))
        return true;
    atomic_fetch_sub(&memory->used, bytes);
    atomic_store(&memory->refused, true);
    return false;
}

static void *counted(void *user, void *block, size_t old_bytes,
                     size_t new_bytes)
{
    cm_memory *memory = user;
    comitia_allocator under = memory->under;
    size_t more = new_bytes > old_bytes ? new_bytes - old_bytes : 0;
    if (more && !take(memory, more))
        return NULL;
    void *got = under.resize(under.user, block, old_bytes, new_bytes);
    if (new_bytes && !got) {
        atomic_fetch_sub(&memory->used, more);
        return NULL;
    }
    if (new_bytes < old_bytes)
        atomic_fetch_sub(&memory->used, old_bytes - new_bytes);
    if (!block && new_bytes)
        atomic_fetch_add(&memory->held, 1);
    if (block && !new_bytes)
        let_go(memory);
    return got;
}

cm_memory *cm_memory_new(comitia_allocator under)
{
    cm_memory *memory = under.resize(under.user, NULL, 0, sizeof *memory);
    if (!memory)
        return NULL;
    memory->under = under;
    atomic_init(&memory->used, 0);
    atomic_init(&memory->most, 0);
    atomic_init(&memory->held, 1);
    atomic_init(&memory->refused, false);
    return memory;
}

void cm_memory_drop(cm_memory *memory)
{
    if (memory)
        let_go(memory);
}

comitia_allocator cm_memory_allocator(cm_memory *memory)
{
    return (comitia_allocator){counted, memory};
}

void cm_memory_bound(cm_memory *memory, uint64_t bytes)
{
    atomic_store(&memory->most, bytes < SIZE_MAX ? (size_t)bytes : SIZE_MAX);
    atomic_store(&memory->refused, false);
}

uint64_t cm_memory_most(const cm_memory *memory)
{
    return memory ? atomic_load(&memory->most) : 0;
}

uint64_t cm_memory_used(const cm_memory *memory)
{
    return memory ? atomic_load(&memory->used) : 0;
}

bool cm_memory_refused(const cm_memory *memory)
{
    return memory && atomic_load(&memory->refused);
}
