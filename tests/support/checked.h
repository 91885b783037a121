/* A model of a test, with its context and all checks made. */
#ifndef CM_CHECKED_H
#define CM_CHECKED_H

#include "support/reading.h"

typedef struct test_model {
    cm_ctx *ctx;
    cm_model *model;
} test_model;

/** Reads `before` and then `marked`, which says in its braces what must be
    found (reading.h). Ended by test_read_done. */
test_model test_read(const char *before, const char *marked);
void test_read_done(test_model *m);

/** Index of a named thing of this kind; fails the test if there is none. */
uint32_t test_named(const test_model *m, const char *name, cm_name_kind kind);

#endif
