/* An answer tree as JSON, byte by byte. */
#include "report/doc/json.h"
#include "support/json_tree.h"
#include "support/test_ctx.h"

static const struct row {
    const char *name, *tree, *json;
} rows[] = {
    {"a string keeps letters of every script", "'ខ្មែរ 漢字 عربي'",
     "\"ខ្មែរ 漢字 عربي\""},
    {"quotation marks and backslashes are escaped", "'a\\\"b\\\\c'",
     "\"a\\\"b\\\\c\""},
    {"line feeds and tabs have their short escapes", "'a\\nb\\tc'",
     "\"a\\nb\\tc\""},
    {"other controls are written in hexadecimal", "'a\\u0001b\\u007fc'",
     "\"a\\u0001b\\u007fc\""},
    {"separators of lines are escaped", "'a\xE2\x80\xA8z'", "\"a\\u2028z\""},
    {"a byte that is no UTF-8 becomes the replacement", "'a\xFFz'",
     "\"a\xEF\xBF\xBDz\""},
    {"a replacement that is there stays", "'a\xEF\xBF\xBDz'",
     "\"a\xEF\xBF\xBDz\""},
    {"keys come in the order of the tree", "{'z':1,'a':{'m':[],'b':null}}",
     "{\"z\":1,\"a\":{\"m\":[],\"b\":null}}"},
    {"numbers are whole, exact quantities are strings",
     "[0,-7,9007199254740993,'421/2145',true,false]",
     "[0,-7,9007199254740993,\"421/2145\",true,false]"},
    {"empty things stay empty", "[[],{},[[]]]", "[[],{},[[]]]"},
};

static void json_is_as_stated(void **state)
{
    const struct row *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_buf out;
    cm_arena_init(&arena, ctx->allocator);
    cm_buf_init(&out, &arena);
    comitia_value *tree = test_tree(&arena, row->tree);
    expect_true(tree != NULL);
    expect_true(cm_json_add(&out, tree));
    expect_text(cm_buf_text(&out), row->json);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void a_tree_too_deep_is_refused(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_buf out;
    cm_arena_init(&arena, ctx->allocator);
    cm_builder b = {.arena = &arena};
    comitia_value *top = cm_list(&b), *at = top;
    for (int depth = 1; depth < 64; depth++)
        at = cm_add_list(&b, at);
    cm_buf_init(&out, &arena);
    expect_true(cm_json_add(&out, top));
    expect_u64(strlen(cm_buf_text(&out)), 128);
    cm_add_list(&b, at);
    cm_buf_init(&out, &arena);
    expect_true(!cm_json_add(&out, top));
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

int main(void)
{
    struct CMUnitTest tests[sizeof rows / sizeof *rows + 1];
    size_t n = 0;
    for (; n < sizeof rows / sizeof *rows; n++)
        tests[n] = (struct CMUnitTest)TEST_ROW(rows[n].name, json_is_as_stated,
                                               &rows[n]);
    tests[n++] =
        (struct CMUnitTest){"a tree deeper than 64 is refused",
                            a_tree_too_deep_is_refused, NULL, NULL, NULL};
    return _cmocka_run_group_tests("json", tests, n, NULL, NULL);
}
