/* A bound on the memory that a context hands out. */
#ifndef CM_MEMORY_H
#define CM_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "comitia/allocator.h"

/**
 * Counts what lies between the library and the caller's allocator, and refuses
 * what would pass a bound: the allocation then fails as it does when there is
 * no memory, and it is noted that the bound was why. Safe for several threads.
 * Lives until it is let go of and its last block is freed, because models and
 * answers outlive their context.
 */
typedef struct cm_memory cm_memory;

/** NULL when there is no memory for it. */
cm_memory *cm_memory_new(comitia_allocator under);
/** Let go of by its owner. NULL is allowed. */
void cm_memory_drop(cm_memory *memory);
/** The allocator that counts. */
comitia_allocator cm_memory_allocator(cm_memory *memory);

/** Sets the bound in bytes; 0: none. */
void cm_memory_bound(cm_memory *memory, uint64_t bytes);
/** The bound, or 0; of NULL 0. */
uint64_t cm_memory_most(const cm_memory *memory);
/** Bytes handed out and not given back; of NULL 0. */
uint64_t cm_memory_used(const cm_memory *memory);

/** Whether the bound has refused anything: E_NOMEM is then put down to it. Of
    NULL false. */
bool cm_memory_refused(const cm_memory *memory);

#endif
