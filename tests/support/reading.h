/* Reading a text whose other files and tables lie in memory. Diagnostics are
 * marked in the text: in `act A by {C0202|Nobody}` the braces are taken out,
 * and the word in them is the place of C0202. */
#ifndef CM_TEST_READING_H
#define CM_TEST_READING_H

#include "lang/read.h"
#include "support/test_ctx.h"

/** One file in memory. */
typedef struct test_page {
    const char *path, *text;
} test_page;

/** Pages up to one without a path; `user` of the loader. */
comitia_loader test_pages(const test_page *pages);

/**
 * Reads `marked` as m.comitia; fails the test unless codes, severities, lines
 * and columns of all diagnostics are the marked ones. `pages` may be NULL. The
 * model is cm_model_free's.
 */
cm_model *test_reading(cm_ctx *ctx, const char *marked, const test_page *pages);

/** As test_reading, of two texts one after the other, with the checks that the
    engine makes of a model. */
cm_model *test_checking(cm_ctx *ctx, const char *before, const char *marked);

/**
 * Likewise, but the text is only parsed: no name is looked up. `{C0112|}`
 * marks a place between two characters, such as the end.
 */
void test_parsing(const char *marked, const test_page *pages);

#endif
