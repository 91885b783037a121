/* JSON of others (RFC 8259): what is read, what is refused, and where. */
#include "import/json_read.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "support/test_ctx.h"

/* Writes what was read so that every value can be seen: strings in <>. */
static void write(const cm_json *json, uint32_t i, char *out, size_t room)
{
    static const char *const words[] = {"null", "false", "true"};
    const cm_json_node *node = &json->at[i];
    size_t n = strlen(out);
    if (node->key) {
        snprintf(out + n, room - n, "%s=", node->key);
        n = strlen(out);
    }
    if (node->kind < CM_JSON_NUMBER)
        snprintf(out + n, room - n, "%s ", words[node->kind]);
    else if (node->kind < CM_JSON_LIST)
        snprintf(out + n, room - n,
                 node->kind == CM_JSON_STRING ? "<%s> " : "%s ", node->text);
    else
        snprintf(out + n, room - n, node->kind == CM_JSON_LIST ? "[" : "{");
    for (uint32_t k = node->first; k != CM_JSON_NONE; k = json->at[k].next)
        write(json, k, out, room);
    n = strlen(out);
    if (node->kind >= CM_JSON_LIST)
        snprintf(out + n, room - n, node->kind == CM_JSON_LIST ? "]" : "}");
}

static const struct row {
    const char *name, *text, *read;
} rows[] = {
    {"words", "[null,true,false]", "[null true false ]"},
    {"numbers stay as they are written", "[0,-1,2.50,1e9,-0.1E+07]",
     "[0 -1 2.50 1e9 -0.1E+07 ]"},
    {"blanks are free", " \t\r\n{ \"a\" : [ 1 , 2 ] }\n", "{a=[1 2 ]}"},
    {"empty ones", "[{},[],\"\"]", "[{}[]<> ]"},
    {"short escapes", "\"\\\"\\\\\\/\\t\"", "<\"\\/\t> "},
    {"an escape of two, three bytes", "\"\\u00e9\\u20AC\"", "<\u00e9\u20ac> "},
    {"a surrogate pair", "\"\\ud83d\\ude00\"", "<\U0001F600> "},
    {"half a pair becomes U+FFFD", "\"\\ud83dx\\ude00\"",
     "<\uFFFDx\uFFFD> "},
    {"U+0000 becomes U+FFFD", "\"a\\u0000b\"", "<a\uFFFDb> "},
    {"a key of escapes", "{\"\\u0061\":1}", "{a=1 }"},
    {"keys may come twice", "{\"a\":1,\"a\":2}", "{a=1 a=2 }"},
    {"a lonely value", "7", "7 "},
};

static void it_is_read(void **state)
{
    const struct row *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_json json;
    size_t wrong;
    const char *reason;
    char out[512] = "";
    cm_arena_init(&arena, ctx->allocator);
    expect_ok(cm_json_read(ctx, &arena, row->text, strlen(row->text), &json,
                           &wrong, &reason));
    expect_true(reason == NULL);
    if (json.n)
        write(&json, 0, out, sizeof out);
    expect_text(out, row->read);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static const struct refusal {
    const char *name, *text;
    size_t wrong; /* byte */
} refusals[] = {
    {"nothing", "", 0},
    {"blanks", "  ", 2},
    {"a comma too many in a list", "[1,]", 3},
    {"a comma too many in an object", "{\"a\":1,}", 7},
    {"a comma at the start", "[,1]", 1},
    {"two values", "1 2", 2},
    {"a list that does not end", "[1", 2},
    {"the wrong bracket", "[1}", 2},
    {"a key without quotes", "{a:1}", 1},
    {"a key without value", "{\"a\"}", 4},
    {"a string that does not end", "[\"abc", 5},
    {"a string that ends in a backslash", "\"abc\\", 5},
    {"a line feed in a string", "\"a\nb\"", 2},
    {"no such escape", "\"\\x\"", 2},
    {"an escape cut short", "\"\\u12\"", 2},
    {"not UTF-8", "\"\xFF\"", 1},
    {"a surrogate as bytes", "\"\xED\xA0\x80\"", 1},
    {"a number with a zero in front", "[01]", 2},
    {"a number with a plus", "+1", 0},
    {"a number without digits behind its point", "[1.]", 3},
    {"a number without exponent", "[1e]", 3},
    {"a minus alone", "-", 1},
    {"a word that is none", "[nul]", 1},
    {"a word of another language", "NaN", 0},
    {"single quotes", "['a']", 1},
    {"a comment", "[1 /* one */]", 3},
};

static void it_is_refused(void **state)
{
    const struct refusal *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_json json;
    size_t wrong = 99;
    const char *reason;
    cm_arena_init(&arena, ctx->allocator);
    expect_ok(cm_json_read(ctx, &arena, row->text, strlen(row->text), &json,
                           &wrong, &reason));
    expect_true(reason != NULL);
    expect_u64(wrong, row->wrong);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

/* n times `part`, between `before` and `after`. */
static const char *reason_of(const char *before, const char *part, size_t n,
                             const char *after)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_json json;
    cm_buf buf;
    size_t wrong;
    const char *reason;
    cm_arena_init(&arena, ctx->allocator);
    cm_buf_init(&buf, &arena);
    cm_buf_add(&buf, before);
    for (size_t i = 0; i < n; i++)
        cm_buf_addf(&buf, part, (unsigned)i);
    cm_buf_add(&buf, after);
    expect_ok(
        cm_json_read(ctx, &arena, buf.at, buf.n, &json, &wrong, &reason));
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
    return reason ? reason : "";
}

static void limits_are_told(void **state)
{
    (void)state;
    expect_text(reason_of("", "[", 64, ""), "not JSON: a value was expected");
    expect_text(reason_of("", "[", 65, ""),
                "lists and objects more than 64 deep");
    expect_text(reason_of("{\"x\":0", ",\"k%u\":1", 999, "}"), "");
    expect_text(reason_of("{\"x\":0", ",\"k%u\":1", 1000, "}"),
                "more than 1,000 keys in an object");
}

static void the_last_key_counts(void **state)
{
    (void)state;
    static const char text[] =
        "{\"a\":1,\"b\":null,\"a\":\"x\",\"l\":[],\"m\":[5]}";
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_json json;
    size_t wrong;
    const char *reason;
    cm_arena_init(&arena, ctx->allocator);
    expect_ok(cm_json_read(ctx, &arena, text, sizeof text - 1, &json, &wrong,
                           &reason));
    expect_text(cm_json_text(&json, 0, "a"), "x");
    expect_true(cm_json_get(&json, 0, "b") == CM_JSON_NONE);
    expect_true(cm_json_get(&json, 0, "c") == CM_JSON_NONE);
    expect_true(cm_json_text(&json, 0, "l") == NULL);
    expect_true(cm_json_first(&json, 0, "l") == CM_JSON_NONE);
    expect_text(json.at[cm_json_first(&json, 0, "m")].text, "5");
    expect_true(cm_json_text(&json, CM_JSON_NONE, "a") == NULL);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

int main(void)
{
    enum { READ = sizeof rows / sizeof *rows,
           REFUSED = sizeof refusals / sizeof *refusals };
    static struct CMUnitTest tests[READ + REFUSED + 2];
    size_t n = 0;
    for (size_t i = 0; i < READ; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(rows[i].name, it_is_read,
                                                 &rows[i]);
    for (size_t i = 0; i < REFUSED; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(refusals[i].name,
                                                 it_is_refused, &refusals[i]);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(limits_are_told);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(the_last_key_counts);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
