/* The standard layout: LANGUAGE 13, fmt. */
#include "lang/parse/parse.h"
#include "support/test_ctx.h"

static const struct row {
    const char *name, *text, *laid_out;
} rows[] = {
    {"nothing stays nothing", "", ""},
    {"blanks alone become nothing", "  \t\r\n \n\n", ""},
    {"declarations stand at the margin", "  fact A fact B\tfact C",
     "fact A\nfact B\nfact C\n"},
    {"one blank stands between words", "fact   A \n \"t  t\"\ttrue",
     "fact A \"t  t\" true\n"},
    {"none before , : ) and none inside parentheses",
     "forecast A : P 1/2 , Q 1/2\noutcome O when ( A and B ) or ( C )",
     "forecast A: P 1/2, Q 1/2\noutcome O when (A and B) or (C)\n"},
    {"none around the dots of a span", "on 2016 .. 2017 A happened",
     "on 2016..2017 A happened\n"},
    {"blanks that were missing", "fact\"x\"", NULL},
    {"tokens without a blank get one", "fact A\"x\"true cite\"y\"",
     "fact A \"x\" true cite \"y\"\n"},
    {"clauses of an act are two blanks in",
     "act A by B without C needs all of seats quorum all of members from 2015 "
     "until 2016 cite \"x\"",
     "act A by B without C\n  needs all of seats\n  quorum all of members\n"
     "  from 2015\n  until 2016\n  cite \"x\"\n"},
    {"otherwise has a line of its own",
     "act A by B needs all of seats if F otherwise all of members",
     "act A by B\n  needs all of seats if F\n  otherwise all of members\n"},
    {"an act without clauses keeps its cite", "act A by B\n  cite \"x\"",
     "act A by B cite \"x\"\n"},
    {"entries are two blanks in, and so are the cites before them",
     "body B seats 6 cite \"x\" party P 3 cite \"y\" members X Y group G X "
     "vacant 1",
     "body B seats 6\n  cite \"x\"\n  party P 3 cite \"y\"\n  members X Y\n"
     "  group G X\n  vacant 1\n"},
    {"a body without entries keeps its cite", "body B\ncite \"x\"",
     "body B cite \"x\"\n"},
    {"lines of talks are two blanks in",
     "talks T between A, B cite \"x\" point P by A given g: if P then Q goal P "
     "A demands P A prefers P, then Q",
     "talks T between A, B\n  cite \"x\"\n  point P by A\n"
     "  given g: if P then Q\n  goal P\n  A demands P\n"
     "  A prefers P, then Q\n"},
    {"comments stay where they are",
     "# one\nfact A # two\n  # three\nfact B\n# four\n# five\n",
     "# one\nfact A # two\n# three\nfact B\n# four\n# five\n"},
    {"a comment stands above what it speaks of",
     "body B\n# of P\nparty P 1\n   # of Q\n\nparty Q 1\n# of C\nbody C",
     "body B\n  # of P\n  party P 1\n  # of Q\n\n  party Q 1\n# of C\n"
     "body C\n"},
    {"a comment inside a line breaks it",
     "fact A # why\n \"t\"\n # and how\n true",
     "fact A # why\n    \"t\"\n    # and how\n    true\n"},
    {"blanks behind a comment go", "# one  \t\r\nfact A #\t\n",
     "# one\nfact A #\n"},
    {"single empty lines stay, several become one",
     "fact A\n\nfact B\n\n\n\nfact C\nfact D",
     "fact A\n\nfact B\n\nfact C\nfact D\n"},
    {"a line of blanks is an empty one", "fact A\n \t\r\nfact B",
     "fact A\n\nfact B\n"},
    {"an empty first line stays, for the title is the first line",
     "\n# no title\n\nfact A", "\n# no title\n\nfact A\n"},
    {"several empty first lines become one", "\n\n\nfact A", "\nfact A\n"},
    {"a title that is indented is a title still", "  # t\nfact A",
     "# t\nfact A\n"},
    {"empty lines at the end go", "fact A\n\n\n", "fact A\n"},
    {"an empty line inside a declaration stays", "fact A\n\ntrue",
     "fact A\n\n    true\n"},
    {"the byte order mark goes",
     "\xEF\xBB\xBF"
     "fact A",
     "fact A\n"},
    {"a carriage return is a blank", "fact\rA\r\nfact B\r\n",
     "fact A\nfact B\n"},
    {"a list wraps at 80 columns, four blanks in",
     "expect Aaaaaaaaaaaaaaaaaaaaaaaaa, Bbbbbbbbbbbbbbbbbbbbbbbbbb, "
     "Ccccccccccccccccc, Ddddd can force O",
     "expect Aaaaaaaaaaaaaaaaaaaaaaaaa, Bbbbbbbbbbbbbbbbbbbbbbbbbb, "
     "Ccccccccccccccccc,\n    Ddddd can force O\n"},
    {"a line of 80 columns is not too long",
     "body B members Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "
     "Bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb Cc Dd",
     "body B\n  members Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "
     "Bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb Cc\n    Dd\n"},
    {"rows keep their numbers",
     "body B members with weight Aaaaaaaaaaaaaaaaaaaaaaaa 1000000000 "
     "Bbbbbbbbbbbbbbbbbbbbb 2000000000 Cccccc 3",
     "body B\n  members with weight Aaaaaaaaaaaaaaaaaaaaaaaa 1000000000\n"
     "    Bbbbbbbbbbbbbbbbbbbbb 2000000000 Cccccc 3\n"},
    {"columns are code points",
     "fact \u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 one of "
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 "
     "\"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\", C \"123456789"
     "012\", Z",
     "fact \u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 one of "
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 "
     "\"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\", C \"123456789"
     "012\", Z\n"},
    {"what is no list does not wrap",
     "fact A \"a title of a hundred columns, more or less, which would have to "
     "be broken by whoever wrote it\" true",
     "fact A \"a title of a hundred columns, more or less, which would have to "
     "be broken by whoever wrote it\" true\n"},
    {"files that are used are not read", "use\"none\"", "use \"none\"\n"},
    {"names are not looked up", "expect Nothing is open",
     "expect Nothing is open\n"},
    {"an error leaves nothing", "fact A\nfact ;", NULL},
};

static comitia_status lay_out(cm_ctx *ctx, cm_arena *arena, const char *text,
                              const char **out)
{
    cm_model model = {0};
    cm_buf buf;
    cm_arena_init(&model.arena, ctx->allocator);
    cm_diags_init(&model.diags, &model.arena);
    cm_buf_init(&buf, arena);
    comitia_status status =
        cm_format(ctx, &model, "m", text, strlen(text), &buf);
    if (status == COMITIA_E_MODEL) {
        expect_true(model.diags.n_errors > 0);
        expect_u64(buf.n, 0);
    }
    cm_arena_clear(&model.arena);
    *out = status == COMITIA_OK ? cm_buf_text(&buf) : NULL;
    return status;
}

static void the_layout_is(void **state)
{
    const struct row *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    const char *once, *twice;
    expect_status(lay_out(ctx, &arena, row->text, &once),
                  row->laid_out ? COMITIA_OK : COMITIA_E_MODEL);
    expect_text(once, row->laid_out);
    if (once) {
        expect_ok(lay_out(ctx, &arena, once, &twice));
        expect_text(twice, once);
    }
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void without_memory_nothing_is_left(void **state)
{
    (void)state;
    static const char text[] =
        "# t\nbody B party P 3 cite \"x\" # y\n act A by B needs all of seats "
        "and all of members and nobody against and no veto by Pppppppppppppp";
    size_t n = 1;
    for (comitia_status status = COMITIA_E_NOMEM; status != COMITIA_OK; n++) {
        cm_ctx *ctx = test_ctx();
        cm_arena arena;
        cm_arena_init(&arena, ctx->allocator);
        test_ctx_memory(ctx)->fail_at = n;
        const char *out;
        status = lay_out(ctx, &arena, text, &out);
        if (status != COMITIA_OK)
            expect_status(status, COMITIA_E_NOMEM);
        cm_arena_clear(&arena);
        test_ctx_done(ctx);
    }
    expect_true(n > 5);
}

int main(void)
{
    enum { N_ROWS = sizeof rows / sizeof *rows };
    static struct CMUnitTest tests[N_ROWS + 1];
    for (size_t i = 0; i < N_ROWS; i++)
        tests[i] =
            (struct CMUnitTest)TEST_ROW(rows[i].name, the_layout_is, &rows[i]);
    tests[N_ROWS] =
        (struct CMUnitTest)cmocka_unit_test(without_memory_nothing_is_left);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
