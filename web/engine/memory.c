#include "memory.h"

#include <gmp.h>
#include <stdlib.h>

enum { RESERVE = 4 << 20 };

static void *reserve;
static bool used;

static void *resize(void *user, void *block, size_t old_bytes, size_t new_bytes)
{
    (void)user;
    (void)old_bytes;
    if (new_bytes == 0) {
        free(block);
        return NULL;
    }
    return used ? NULL : realloc(block, new_bytes);
}

const comitia_allocator web_allocator = {resize, NULL};

/* What GMP asks for, if need be from the reserve. */
static void *resize_limbs(void *block, size_t old_bytes, size_t new_bytes)
{
    (void)old_bytes;
    void *limbs = realloc(block, new_bytes);
    if (!limbs && reserve) {
        free(reserve);
        reserve = NULL;
        used = true;
        limbs = realloc(block, new_bytes);
    }
    if (!limbs)
        __builtin_trap(); /* the page starts another worker */
    return limbs;
}

static void *new_limbs(size_t n_bytes)
{
    return resize_limbs(NULL, 0, n_bytes);
}

static void free_limbs(void *block, size_t n_bytes)
{
    (void)n_bytes;
    free(block);
}

bool web_memory_begin(void)
{
    mp_set_memory_functions(new_limbs, resize_limbs, free_limbs);
    used = false;
    if (!reserve)
        reserve = malloc(RESERVE);
    return reserve;
}

void web_memory_end(void)
{
    free(reserve);
    reserve = NULL;
}
