/* Diagnostics as people see them (LANGUAGE, section 15). */
#include "report/print.h"

#include "report/doc/width.h"
#include "support/test_ctx.h"

/* A text of one file and one diagnostic at a place in it. */
static const struct row {
    const char *name, *text;
    cm_span span;
    const char *printed;
} rows[] = {
    {"the line and carets under the token",
     "act A\n  needs 4/3 of seats\n",
     {0, 2, 9, 12},
     "m.comitia:2:9: error: no share [C0105]\n"
     "    needs 4/3 of seats\n"
     "          ^^^\n"},
    {"a tab is one column",
     "\tneeds\t4/3\n",
     {0, 1, 8, 11},
     "m.comitia:1:8: error: no share [C0105]\n"
     "   needs 4/3\n"
     "         ^^^\n"},
    {"wide characters have wide carets",
     "body 議會 seats 4\n",
     {0, 1, 6, 8},
     "m.comitia:1:6: error: no share [C0105]\n"
     "  body 議會 seats 4\n"
     "       ^^^^\n"},
    {"what combines takes no column",
     "cafe\xCC\x81 4/3\n",
     {0, 1, 7, 10},
     "m.comitia:1:7: error: no share [C0105]\n"
     "  cafe\xCC\x81 4/3\n"
     "       ^^^\n"},
    {"the end of the file is a place",
     "act A",
     {0, 1, 6, 7},
     "m.comitia:1:6: error: no share [C0105]\n"
     "  act A\n"
     "       ^\n"},
    {"after the last line feed there is no line to show",
     "act A\n",
     {0, 2, 1, 2},
     "m.comitia:2:1: error: no share [C0105]\n"},
    {"a carriage return is no part of the line",
     "act A\r\n",
     {0, 1, 5, 6},
     "m.comitia:1:5: error: no share [C0105]\n"
     "  act A\n"
     "      ^\n"},
    {"controls and turns of direction do not reach the terminal",
     "a\x1B[31m\xE2\x80\xAE"
     "b\xFF"
     "c\n",
     {0, 1, 8, 9},
     "m.comitia:1:8: error: no share [C0105]\n"
     "  a\xEF\xBF\xBD[31m\xEF\xBF\xBD"
     "b\xEF\xBF\xBD"
     "c\n"
     "         ^\n"},
    {"no place, no source",
     "act A\n",
     {0, 0, 0, 0},
     "error: no share [C0105]\n"},
};

typedef struct printed {
    cm_ctx *ctx;
    cm_arena arena;
    cm_model model;
    cm_source_text text;
    cm_diags diags;
    cm_buf out;
} printed;

static void begin(printed *p, const char *text)
{
    p->ctx = test_ctx();
    cm_arena_init(&p->arena, p->ctx->allocator);
    p->text = (cm_source_text){
        .path = "m.comitia", .at = text, .bytes = strlen(text)};
    p->model = (cm_model){.texts = &p->text, .n_texts = 1};
    cm_diags_init(&p->diags, &p->arena);
    cm_buf_init(&p->out, &p->arena);
}

static const char *print(printed *p, unsigned width, bool colour)
{
    comitia_print how = {.width = width, .colour = colour};
    expect_ok(cm_print_diags(p->ctx, &p->model, &p->diags, &how, &p->out));
    return cm_buf_text(&p->out);
}

static void done(printed *p)
{
    cm_arena_clear(&p->arena);
    test_ctx_done(p->ctx);
}

static void form_is_as_stated(void **state)
{
    const struct row *row = *state;
    printed p;
    begin(&p, row->text);
    cm_diag_add(&p.diags, "C0105", CM_ERROR, row->span, "no share");
    expect_text(print(&p, 80, false), row->printed);
    done(&p);
}

static void help_notes_and_the_rest_follow(void **state)
{
    printed p;
    (void)state;
    begin(&p, "act A\nact B\n");
    cm_diag *diag = cm_diag_add(&p.diags, "C0203", CM_ERROR,
                                (cm_span){0, 2, 5, 6}, "twice");
    cm_diag_help(&p.diags, diag, "say it once");
    cm_diag_note_at(&p.diags, diag, (cm_span){0, 1, 5, 6}, "first here");
    p.diags.more = 3;
    expect_text(print(&p, 80, false), "m.comitia:2:5: error: twice [C0203]\n"
                                      "  act B\n"
                                      "      ^\n"
                                      "help: say it once\n"
                                      "note: m.comitia:1:5: first here\n"
                                      "and 3 more errors\n");
    done(&p);
}

static void colours_are_only_printed_when_asked_for(void **state)
{
    printed p;
    (void)state;
    begin(&p, "act A\n");
    cm_diag_add(&p.diags, "C0513", CM_NOTE, (cm_span){0, 1, 5, 6}, "quorum");
    expect_true(strstr(print(&p, 80, false), "\033") == NULL);
    cm_buf_init(&p.out, &p.arena);
    expect_true(strstr(print(&p, 80, true), "\033[1;36mnote:\033[0m") != NULL);
    done(&p);
}

/* Shows the place of a token far to the right, in `width` columns. */
static void a_long_line_is_cut_around_the_place(void **state)
{
    char text[3002];
    printed p;
    (void)state;
    memset(text, 'x', 3000);
    memcpy(text + 1500, "HERE", 4);
    strcpy(text + 3000, "\n");
    begin(&p, text);
    cm_diag_add(&p.diags, "C0112", CM_ERROR, (cm_span){0, 1, 1501, 1505},
                "that");
    const char *out = print(&p, 60, false);
    const char *source = strchr(out, '\n') + 1;
    const char *carets = strchr(source, '\n') + 1;
    expect_true(carets - source <= 61);
    expect_true(strncmp(source, "  ...xxx", 8) == 0);
    expect_true(strncmp(carets - 5, "x...", 4) == 0);
    const char *here = strstr(source, "HERE"), *caret = strchr(carets, '^');
    expect_true(here != NULL && caret != NULL);
    expect_i64(caret - carets, here - source);
    expect_text(caret, "^^^^\n");
    done(&p);
}

int main(void)
{
    struct CMUnitTest tests[sizeof rows / sizeof *rows + 3];
    size_t n = 0;
    for (; n < sizeof rows / sizeof *rows; n++)
        tests[n] = (struct CMUnitTest)TEST_ROW(rows[n].name, form_is_as_stated,
                                               &rows[n]);
    tests[n++] =
        (struct CMUnitTest){"help, notes and the number of others follow",
                            help_notes_and_the_rest_follow, NULL, NULL, NULL};
    tests[n++] = (struct CMUnitTest){"colours are printed only when asked for",
                                     colours_are_only_printed_when_asked_for,
                                     NULL, NULL, NULL};
    tests[n++] = (struct CMUnitTest){"a long line is cut around the place",
                                     a_long_line_is_cut_around_the_place, NULL,
                                     NULL, NULL};
    return _cmocka_run_group_tests("diag_form", tests, n, NULL, NULL);
}
