/* Texts that say themselves which diagnostics they must give: in
 *     on 2016-05-30 Assembly voted Lift: CPP 68 yes, {C0302|Ghost} yes
 * the braces are taken out, and the word in them must be the place of C0302;
 * `{C0404,C0405|Daily}` stands for two. No others may be given.
 */
#ifndef CM_MARKED_H
#define CM_MARKED_H

#include "model/model.h"
#include "support/test_ctx.h"

typedef struct test_model {
    cm_ctx *ctx;
    cm_model model;
} test_model;

/**
 * Reads a marked text with all checks of a model, those of the engine too, and
 * fails the test unless codes, severities, lines and columns are the marked
 * ones. `before` stands before it and is not marked; it may be NULL.
 */
test_model *test_read(const char *before, const char *marked);
void test_read_done(test_model *model);

/** Reads and forgets. */
void test_expect_diags(const char *before, const char *marked);

/** Index of a named thing of this kind; fails the test if there is none. */
uint32_t test_named(const test_model *model, const char *name,
                    cm_name_kind kind);

#endif
