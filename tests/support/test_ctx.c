#include "support/test_ctx.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A block carries its size in front, so that a wrong old size is found. */
typedef union header {
    size_t bytes;
    max_align_t align;
} header;

static void *resize(void *user, void *block, size_t old_bytes, size_t new_bytes)
{
    test_memory *memory = user;
    header *old = block ? (header *)block - 1 : NULL;
    if ((old ? old->bytes : 0) != old_bytes)
        abort(); /* the library forgot how large its own block is */
    if (new_bytes == 0) {
        if (old) {
            memory->n_blocks--;
            memory->bytes -= old_bytes;
            free(old);
        }
        return NULL;
    }
    memory->n_calls++;
    if (memory->fail_at && memory->n_calls >= memory->fail_at)
        return NULL;
    if (new_bytes > SIZE_MAX - sizeof(header))
        return NULL;
    header *now = realloc(old, sizeof(header) + new_bytes);
    if (!now)
        return NULL;
    now->bytes = new_bytes;
    memory->n_blocks += old == NULL;
    memory->bytes += new_bytes - old_bytes;
    if (memory->bytes > memory->peak)
        memory->peak = memory->bytes;
    return now + 1;
}

void test_memory_init(test_memory *memory)
{
    *memory = (test_memory){.allocator = {resize, memory}};
}

void test_memory_done(test_memory *memory)
{
    if (memory->n_blocks)
        fail_msg("%zu blocks with %zu bytes were never given back",
                 memory->n_blocks, memory->bytes);
}

/* A context and the memory behind it, in a list so that they can be freed. */
typedef struct owned {
    cm_ctx ctx; /* first: a cm_ctx * is an owned * */
    test_memory memory;
    struct owned *next;
} owned;

static owned *all;

static void forget_all(void)
{
    while (all) {
        owned *next = all->next;
        free(all);
        all = next;
    }
}

cm_ctx *test_ctx(void)
{
    owned *mine = calloc(1, sizeof *mine);
    if (!mine)
        abort();
    if (!all)
        atexit(forget_all);
    mine->next = all;
    all = mine;
    test_memory_init(&mine->memory);
    mine->ctx.allocator = mine->memory.allocator;
    cm_ctx_begin(&mine->ctx, 0);
    return &mine->ctx;
}

test_memory *test_ctx_memory(cm_ctx *ctx)
{
    return &((owned *)ctx)->memory;
}

void test_ctx_done(cm_ctx *ctx)
{
    test_memory_done(test_ctx_memory(ctx));
    for (owned **at = &all; *at; at = &(*at)->next)
        if (&(*at)->ctx == ctx) {
            owned *mine = *at;
            *at = mine->next;
            free(mine);
            return;
        }
}

static const char *status_name(comitia_status status)
{
    static const char *const names[] = {
#define NAME(name, text) "COMITIA_" #name,
        COMITIA_STATUS_LIST(NAME)
#undef NAME
    };
    return (size_t)status < sizeof names / sizeof *names ? names[status]
                                                         : "no status at all";
}

void test_expect_status(comitia_status got, comitia_status want,
                        const char *what, const char *file, int line)
{
    if (got == want)
        return;
    print_error("%s\n  gave %s, not %s\n", what, status_name(got),
                status_name(want));
    _fail(file, line);
}

void test_expect_u64(uint64_t got, uint64_t want, const char *what,
                     const char *file, int line)
{
    if (got == want)
        return;
    print_error("%s is %" PRIu64 ", not %" PRIu64 "\n", what, got, want);
    _fail(file, line);
}

void test_expect_i64(int64_t got, int64_t want, const char *what,
                     const char *file, int line)
{
    if (got == want)
        return;
    print_error("%s is %" PRId64 ", not %" PRId64 "\n", what, got, want);
    _fail(file, line);
}

void test_expect_true(bool got, const char *what, const char *file, int line)
{
    if (got)
        return;
    print_error("not true: %s\n", what);
    _fail(file, line);
}

void test_expect_text(const char *got, const char *want, const char *what,
                      const char *file, int line)
{
    if (got && want ? strcmp(got, want) == 0 : got == want)
        return;
    print_error("%s is\n%s\nand not\n%s\n", what, got ? got : "(NULL)",
                want ? want : "(NULL)");
    _fail(file, line);
}

/* The seed of the run under way, for the line that repeats it. */
static uint64_t running_seed;
static bool running;

static uint64_t number_of(const char *variable, uint64_t otherwise)
{
    const char *text = getenv(variable);
    return text && *text ? strtoull(text, NULL, 0) : otherwise;
}

void test_property_run(void **state)
{
    const test_property *property = *state;
    /* A new seed each day: more is tried, and a failure can be repeated. */
    uint64_t seed = number_of("COMITIA_SEED", (uint64_t)time(NULL) / 86400);
    uint64_t runs = number_of("COMITIA_RUNS", property->runs);
    running = true;
    for (uint64_t run = 0; run < runs; run++) {
        running_seed = seed + run;
        cm_random random = {running_seed};
        property->law(&random);
    }
    running = false;
}

int test_property_done(void **state)
{
    (void)state;
    if (running)
        print_error("repeat it with COMITIA_SEED=%" PRIu64 " COMITIA_RUNS=1\n",
                    running_seed);
    running = false;
    return 0;
}
