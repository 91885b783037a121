/* Data that are imported: a row of a test says what becomes of them. */
#ifndef CM_TEST_IMPORTED_H
#define CM_TEST_IMPORTED_H

#include "comitia/comitia.h"
#include "support/test_ctx.h"

typedef struct test_import {
    const char *name;
    comitia_import_options options;
    const char *data;
    const char *says;  /**< stands in the model, with blanks and line feeds
                            between words as one blank; NULL: there is none */
    const char *found; /**< diagnostics: "line:col code" */
} test_import;

/** Imports the data of a row, which may hold NULs; fails the test if something
    else comes of them. */
void test_import_bytes(const test_import *row, size_t bytes);

/** Runs a test for each row, and one that lets each allocation of each row fail
    once. `more` further tests, or NULL. */
int test_imports(const test_import *rows, size_t n,
                 const struct CMUnitTest *more, size_t n_more);

#endif
