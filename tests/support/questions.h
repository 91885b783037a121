/* Questions about the examples, one or more of each verb, for the tests that
 * have to ask everything: memory, threads, work limits. */
#ifndef CM_TEST_QUESTIONS_H
#define CM_TEST_QUESTIONS_H

#include "comitia/comitia.h"

typedef struct test_question {
    const char *model; /**< path from the root of the source, or NULL */
    comitia_question question;
} test_question;

extern const test_question test_questions[];
extern const size_t test_n_questions;

/** A file of the source tree; ends the program if it cannot be read. */
typedef struct test_file {
    char *bytes;
    size_t n_bytes;
} test_file;

test_file test_file_read(const char *path);
void test_file_free(test_file *file);

/** Hands over files beside `model_path`; `path` must outlive the loader. */
comitia_loader test_loader(const char *model_path);

/** A text that grows by a comitia_sink; zero it first, free(text.bytes). */
typedef struct test_text {
    char *bytes; /**< NUL behind */
    size_t n_bytes;
} test_text;

int test_sink(void *text, const char *bytes, size_t n_bytes);

/** Asks and prints; what was printed so far is in `text` either way. */
comitia_status test_ask(comitia_ctx *ctx, const comitia_model *model,
                        const test_question *question, comitia_format format,
                        test_text *text);

#endif
