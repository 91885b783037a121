/* Questions about a model that is written in the test. */
#ifndef CM_TEST_ASKED_H
#define CM_TEST_ASKED_H

#include "ask/ask.h"
#include "comitia/comitia.h"
#include "support/reading.h"

/** A model with the last answer about it. */
typedef struct test_asked {
    cm_ctx *ctx;
    comitia_model *model;
    bool has_answer;
    cm_answer answer;
} test_asked;

/** Reads `text` as m.comitia; it may have errors. `pages` may be NULL. */
test_asked test_about(const char *text, const test_page *pages);
/** Asks; the answer before is freed. */
void test_question_of(test_asked *asked, comitia_question question);
/** What stands at a path of the answer, "cases.0.needed": the text of a
    string, number or bool, "null", "[3]" for a list of three, "{}" for an
    object; NULL if there is no such place. Valid until the next call. */
const char *test_at(const test_asked *asked, const char *path);
/** The answer has a diagnostic with this code. */
bool test_has_code(const test_asked *asked, const char *code);
/** A list of lists of literals or names as one sorted text:
    "A=yes B=no | C=yes"; a literal is NAME=VALUE. */
const char *test_terms_at(const test_asked *asked, const char *path);
/** Ends it; fails the test if memory was lost. */
void test_asked_done(test_asked *asked);

#endif
