#include "support/imported.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/model.h"
#include "support/questions.h"

/* One blank for each run of blanks and line feeds. */
static void squeeze(const char *from, char *to, size_t room)
{
    size_t n = 0;
    bool gap = false;
    for (; *from && n + 2 < room; from++) {
        if (*from == ' ' || *from == '\n') {
            gap = n > 0;
        } else {
            if (gap)
                to[n++] = ' ';
            gap = false;
            to[n++] = *from;
        }
    }
    to[n] = '\0';
}

static void add_found(const comitia_model *model, char *found, size_t room)
{
    const cm_diags *diags = &((const cm_model *)model)->diags;
    found[0] = '\0';
    for (size_t i = 0; i < diags->all.n; i++) {
        const cm_diag *diag = diags->all.at[i];
        size_t n = strlen(found);
        snprintf(found + n, room - n, "%s%u:%u %s", n ? " " : "",
                 (unsigned)diag->span.line, (unsigned)diag->span.column,
                 diag->code);
    }
}

/* What is written has no errors and is laid out already. */
static void expect_clean(cm_ctx *ctx, const test_text *text)
{
    comitia_model *model = NULL;
    test_text again = {0};
    expect_ok(comitia_model_parse(ctx, "m", text->bytes, text->n_bytes, NULL,
                                  &model));
    expect_true(!comitia_model_has_errors(model));
    expect_u64(((const cm_model *)model)->diags.all.n, 0);
    comitia_model_free(model);
    expect_ok(comitia_format_text(ctx, "m", text->bytes, text->n_bytes,
                                  test_sink, &again, &model));
    expect_text(again.bytes, text->bytes);
    comitia_model_free(model);
    free(again.bytes);
}

void test_import_bytes(const test_import *at, size_t bytes)
{
    cm_ctx *ctx = test_ctx();
    comitia_model *model = NULL;
    test_text text = {0};
    char found[2000], said[4000];
    comitia_status status = comitia_import_text(
        ctx, &at->options, "data", at->data, bytes, test_sink, &text, &model);
    expect_status(status, at->says ? COMITIA_OK : COMITIA_E_MODEL);
    add_found(model, found, sizeof found);
    expect_text(found, at->found);
    if (at->says) {
        squeeze(text.bytes, said, sizeof said);
        if (!strstr(said, at->says))
            expect_text(said, at->says);
        expect_clean(ctx, &text);
    } else {
        expect_u64(text.n_bytes, 0);
    }
    comitia_model_free(model);
    free(text.bytes);
    test_ctx_done(ctx);
}

static void it_is_imported(void **state)
{
    const test_import *row = *state;
    test_import_bytes(row, strlen(row->data));
}

static comitia_status run(const comitia_allocator *allocator,
                          const test_import *at)
{
    comitia_ctx *ctx = NULL;
    comitia_model *model = NULL;
    test_text text = {0};
    comitia_status status = comitia_ctx_new(allocator, &ctx);
    if (status == COMITIA_OK)
        status =
            comitia_import_text(ctx, &at->options, "data", at->data,
                                strlen(at->data), test_sink, &text, &model);
    comitia_model_free(model);
    comitia_ctx_free(ctx);
    free(text.bytes);
    return status;
}

typedef struct all_rows {
    const test_import *at;
    size_t n;
} all_rows;

/* Each allocation of each row fails once. */
static void no_allocation_that_fails_is_lost(void **state)
{
    const all_rows *rows = *state;
    for (size_t i = 0; i < rows->n; i++) {
        test_memory memory;
        test_memory_init(&memory);
        comitia_status whole = run(&memory.allocator, &rows->at[i]);
        size_t n_calls = memory.n_calls;
        test_memory_done(&memory);
        for (size_t n = 1; n <= n_calls; n++) {
            test_memory_init(&memory);
            memory.fail_at = n;
            comitia_status status = run(&memory.allocator, &rows->at[i]);
            if (status != COMITIA_E_NOMEM || memory.n_blocks)
                fail_msg("%s: allocation %zu of %zu: %s (whole: %s)",
                         rows->at[i].name, n, n_calls,
                         comitia_status_text(status),
                         comitia_status_text(whole));
        }
    }
}

int test_imports(const test_import *rows, size_t n,
                 const struct CMUnitTest *more, size_t n_more)
{
    enum { MOST = 200 };
    static struct CMUnitTest tests[MOST];
    static all_rows all;
    size_t k = 0;
    if (n + n_more + 1 > MOST)
        return 1;
    all = (all_rows){rows, n};
    for (size_t i = 0; i < n; i++)
        tests[k++] =
            (struct CMUnitTest)TEST_ROW(rows[i].name, it_is_imported, &rows[i]);
    tests[k++] =
        (struct CMUnitTest)TEST_ROW("no allocation that fails is lost",
                                    no_allocation_that_fails_is_lost, &all);
    for (size_t i = 0; i < n_more; i++)
        tests[k++] = more[i];
    return _cmocka_run_group_tests("tests", tests, k, NULL, NULL);
}
