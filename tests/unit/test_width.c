/* Columns of a terminal in every script, and where lines are broken. */
#include "report/doc/width.h"

#include "report/doc/doc.h"
#include "support/test_ctx.h"

static const struct row {
    const char *name, *text;
    size_t width;
} rows[] = {
    {"Latin letters take one column", "Assembly", 8},
    {"an accent that combines takes none", "e\xCC\x81", 1},
    {"Chinese characters take two", "議會", 4},
    {"Khmer vowels above and below take none", "ក\xE1\x9E\xB7", 1},
    {"Arabic letters take one each", "مجلس", 4},
    {"marks take no room", CM_STRONG "ab" CM_END CM_NAME "c" CM_END, 3},
    {"a reference takes its brackets",
     "\5"
     "12"
     "\6",
     4},
    {"a tie is a blank", "19.6" CM_TIE "%", 6},
    {"a joiner takes none",
     "a\xE2\x80\x8D"
     "b",
     2},
};

static void width_is_as_stated(void **state)
{
    const struct row *row = *state;
    expect_u64(cm_text_width(row->text), row->width);
}

static const struct broken {
    const char *name, *text;
    size_t width;
    const char *lines; /* joined by | */
} broken[] = {
    {"words fill lines", "one two three four", 9, "one two|three|four"},
    {"a word that fits exactly stays", "abcd efgh", 4, "abcd|efgh"},
    {"a word too long is broken", "abcdefgh", 3, "abc|def|gh"},
    {"Chinese breaks between characters", "議會議員", 4, "議會|議員"},
    {"a wide character does not straddle an edge", "議會議", 3, "議|會|議"},
    {"what combines stays with its letter",
     "e\xCC\x81"
     "e\xCC\x81"
     "e\xCC\x81",
     2,
     "e\xCC\x81"
     "e\xCC\x81|e\xCC\x81"},
    {"no line ends at a tie", "about 19.6" CM_TIE "% now", 8,
     "about|19.6" CM_TIE "%|now"},
    {"blanks at the ends go", "  a  b  ", 10, "a  b"},
    {"an empty text has no line", "", 10, ""},
    {"a narrow column takes a wide character all the same", "議會", 1, "議|會"},
};

static void lines_are_as_stated(void **state)
{
    const struct broken *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_pieces lines = {0};
    cm_buf out;
    cm_arena_init(&arena, ctx->allocator);
    cm_buf_init(&out, &arena);
    expect_true(cm_wrap(&arena, row->text, row->width, &lines));
    for (size_t i = 0; i < lines.n; i++) {
        cm_buf_add(&out, i ? "|" : "");
        cm_buf_add_n(&out, lines.at[i].at, lines.at[i].bytes);
    }
    expect_text(cm_buf_text(&out), row->lines);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

int main(void)
{
    enum { N = sizeof rows / sizeof *rows, M = sizeof broken / sizeof *broken };
    struct CMUnitTest tests[N + M];
    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(rows[i].name, width_is_as_stated,
                                               &rows[i]);
    for (size_t i = 0; i < M; i++)
        tests[N + i] = (struct CMUnitTest)TEST_ROW(
            broken[i].name, lines_are_as_stated, &broken[i]);
    return _cmocka_run_group_tests("width", tests, N + M, NULL, NULL);
}
