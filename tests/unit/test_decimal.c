/* Numbers as people read them: the only place where one is rounded. */
#include "report/doc/decimal.h"
#include "report/doc/doc.h"
#include "support/test_ctx.h"

static const struct row {
    const char *name, *ratio;
    unsigned places;
    const char *decimal, *percent;
} rows[] = {
    {"a whole number has no point", "82", 4, "82", "8,200_%"},
    {"one half ends", "1/2", 4, "0.5", "50_%"},
    {"one eighth is cut nowhere", "1/8", 4, "0.125", "12.5_%"},
    {"a third is rounded down", "1/3", 4, "0.3333", "33.3_%"},
    {"two thirds are rounded up", "2/3", 4, "0.6667", "66.7_%"},
    {"a half unit goes away from zero", "1/80", 3, "0.013", "1.3_%"},
    {"below zero too", "-1/80", 3, "-0.013", "-1.3_%"},
    {"rounding may carry to a whole", "99999/100000", 3, "1", "above 99.9_%"},
    {"what is above nothing is not 0 %", "1/1000000", 3, "0", "below 0.1_%"},
    {"a permanent member has 19.6 %", "421/2145", 4, "0.1963", "19.6_%"},
    {"nothing is 0 %", "0", 4, "0", "0_%"},
    {"all is 100 %", "1", 4, "1", "100_%"},
    {"99.95 % is not all", "1999/2000", 4, "0.9995", "above 99.9_%"},
    {"0.05 % shows as 0.1 %", "1/2000", 4, "0.0005", "0.1_%"},
    {"zeros after the point stay in place", "100003/100000", 5, "1.00003",
     "100_%"},
    {"large numbers are grouped", "1234567/2", 2, "617,283.5", "61,728,350_%"},
};

static const char *untied(char *text)
{
    for (char *c = text; *c; c++)
        if (*c == CM_MARK_TIE)
            *c = '_';
    return text;
}

static void decimals_are_as_stated(void **state)
{
    const struct row *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_buf out;
    mpq_t q;
    cm_arena_init(&arena, ctx->allocator);
    mpq_init(q);
    expect_true(cm_ratio_read(row->ratio, q));
    cm_buf_init(&out, &arena);
    cm_decimal_add(&out, q, row->places);
    expect_text(cm_buf_text(&out), row->decimal);
    cm_buf_init(&out, &arena);
    cm_percent_add(&out, q);
    expect_text(untied(out.at), row->percent);
    mpq_clear(q);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void only_numbers_of_answers_are_read(void **state)
{
    static const char *const bad[] = {"",         "-",    "1.5",  "1/0", "0/0",
                                      "1/",       "/2",   "1/-2", " 1",  "1 ",
                                      "infinite", "0x10", "1/2/3"};
    mpq_t q;
    (void)state;
    mpq_init(q);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        expect_true(!cm_ratio_read(bad[i], q));
    expect_true(cm_ratio_read("10/4", q));
    expect_true(mpq_cmp_ui(q, 5, 2) == 0);
    mpq_clear(q);
}

static void digits_are_grouped_by_three(void **state)
{
    static const char *const pairs[][2] = {{"0", "0"},
                                           {"999", "999"},
                                           {"1000", "1,000"},
                                           {"291452117", "291,452,117"},
                                           {"-1234", "-1,234"},
                                           {"12a4", "12a4"},
                                           {"", ""}};
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        cm_buf out;
        cm_buf_init(&out, &arena);
        cm_grouped_add(&out, pairs[i][0]);
        expect_text(cm_buf_text(&out), pairs[i][1]);
    }
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

int main(void)
{
    struct CMUnitTest tests[sizeof rows / sizeof *rows + 2];
    size_t n = 0;
    for (; n < sizeof rows / sizeof *rows; n++)
        tests[n] = (struct CMUnitTest)TEST_ROW(
            rows[n].name, decimals_are_as_stated, &rows[n]);
    tests[n++] =
        (struct CMUnitTest){"what is no number of an answer is refused",
                            only_numbers_of_answers_are_read, NULL, NULL, NULL};
    tests[n++] =
        (struct CMUnitTest){"digits are grouped by three",
                            digits_are_grouped_by_three, NULL, NULL, NULL};
    return _cmocka_run_group_tests("decimal", tests, n, NULL, NULL);
}
