/* What every test program includes: cmocka, checks that print what people can
 * read, a context whose memory is counted and can be made to run out, and
 * properties that are tried on random input. */
#ifndef CM_TEST_CTX_H
#define CM_TEST_CTX_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/ctx.h"
#include "support/random.h"

/** Memory of a test: malloc that counts, and fails when told to. */
typedef struct test_memory {
    comitia_allocator allocator; /**< hand this to the library */
    size_t n_blocks;             /**< blocks in use now */
    size_t bytes;                /**< bytes in use now */
    size_t peak;                 /**< most bytes in use so far */
    size_t n_calls;              /**< calls that asked for memory so far */
    size_t fail_at;              /**< this call (1, 2, ...) and all later ones
                                      get nothing; 0: none fails */
} test_memory;

/** Zeroes everything and sets the allocator. */
void test_memory_init(test_memory *memory);
/** Fails the test unless every block was given back and sizes were right. */
void test_memory_done(test_memory *memory);

/**
 * A new context with the default limit and counted memory. What a test forgets
 * to free is found by test_ctx_done; contexts nobody ends are given back when
 * the program ends, with no check.
 */
cm_ctx *test_ctx(void);
/** The memory behind a context of test_ctx. */
test_memory *test_ctx_memory(cm_ctx *ctx);
/** Ends the context; fails the test if memory that it gave is still in use. */
void test_ctx_done(cm_ctx *ctx);

/* The checks. Each prints both sides and the caller's line. */
#define expect_ok(status) expect_status((status), COMITIA_OK)
#define expect_status(got, want)                                               \
    test_expect_status((got), (want), #got, __FILE__, __LINE__)
#define expect_u64(got, want)                                                  \
    test_expect_u64((got), (want), #got, __FILE__, __LINE__)
#define expect_i64(got, want)                                                  \
    test_expect_i64((got), (want), #got, __FILE__, __LINE__)
#define expect_true(got) test_expect_true((got), #got, __FILE__, __LINE__)
#define expect_text(got, want)                                                 \
    test_expect_text((got), (want), #got, __FILE__, __LINE__)

void test_expect_status(comitia_status got, comitia_status want,
                        const char *what, const char *file, int line);
void test_expect_u64(uint64_t got, uint64_t want, const char *what,
                     const char *file, int line);
void test_expect_i64(int64_t got, int64_t want, const char *what,
                     const char *file, int line);
void test_expect_true(bool got, const char *what, const char *file, int line);
void test_expect_text(const char *got, const char *want, const char *what,
                      const char *file, int line);

/** A law that must hold for any input that `random` makes. */
typedef struct test_property {
    void (*law)(cm_random *random);
    unsigned runs; /**< how often, unless COMITIA_RUNS says otherwise */
} test_property;

/**
 * A named property as an entry of a cmocka table; `name` is a sentence:
 *     TEST_PROPERTY("ways agree with enumeration", ways_agree, 500),
 * A failure prints the COMITIA_SEED=... COMITIA_RUNS=1 that repeats it.
 */
#define TEST_PROPERTY(name, law, runs)                                         \
    {                                                                          \
        (name), test_property_run, NULL, test_property_done, &(test_property)  \
        {                                                                      \
            (law), (runs)                                                      \
        }                                                                      \
    }

/** A row of a table as a test: the row is the test's initial state. */
#define TEST_ROW(name, test, row)                                              \
    {                                                                          \
        (name), (test), NULL, NULL, (void *)(row)                              \
    }

void test_property_run(void **state);
int test_property_done(void **state);

#endif
