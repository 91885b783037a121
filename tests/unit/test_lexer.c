/* Characters, words, numbers, dates: LANGUAGE 2. */
#include "lang/parse/chars.h"
#include "lang/parse/lexer.h"
#include "support/test_ctx.h"

/* One letter a kind: N name, R reserved, T title, i d f p numbers, D date,
   `..` `,` `:` `(` `)` themselves, and for bad ones the fault's letter. */
static const char kind_letters[] = "ENRTidfpD.,:()#?";
static const char fault_letters[] = "?c!\"n0x*^%";

/* "N1:1-5 ,1:5-6": all tokens of a text with their places. */
static const char *tokens_of(cm_arena *arena, const char *text, size_t n)
{
    cm_lexer lexer;
    cm_buf buf;
    cm_buf_init(&buf, arena);
    cm_lexer_init(&lexer, text, n);
    for (;;) {
        cm_token token = cm_lexer_next(&lexer);
        char letter = token.kind == CM_T_BAD ? fault_letters[token.fault]
                                             : kind_letters[token.kind];
        cm_buf_addf(&buf, "%s%c%u:%u-%u", buf.n ? " " : "", letter, token.line,
                    token.column, token.end_column);
        if (token.kind == CM_T_END)
            return cm_buf_text(&buf);
    }
}

static const struct row {
    const char *name, *text, *tokens;
} rows[] = {
    {"nothing is the end", "", "E1:1-2"},
    {"the end is after the last character", "ab", "N1:1-3 E1:3-4"},
    {"the end after a line feed is in the next line", "ab\n", "N1:1-3 E2:1-2"},
    {"the end after a comment is behind it", "ab # \u00e9x", "N1:1-3 E1:8-9"},
    {"a carriage return is a blank, a line ends at a line feed", "a\rb\r\nc",
     "N1:1-2 N1:3-4 N2:1-2 E2:2-3"},
    {"a tab counts as one column", "\ta\tb", "N1:2-3 N1:4-5 E1:5-6"},
    {"columns count code points", "\u00e9\u17d2\U0001F000 b",
     "N1:1-4 N1:5-6 E1:6-7"},
    {"signs stand for themselves", ",:()..",
     ",1:1-2 :1:2-3 (1:3-4 )1:4-5 .1:5-7 E1:7-8"},
    {"a title counts its quotes", "\"\u00e9\" \"\"", "T1:1-4 T1:5-7 E1:7-8"},
    {"no comment begins in a title", "\"a # b\" # \"", "T1:1-8 E1:12-13"},
    {"a comment ends a word", "a#b\nc", "N1:1-2 N2:1-2 E2:2-3"},
    {"a title that does not end is its quote", "a \"b c\nd",
     "N1:1-2 \"1:3-4 N2:1-2 E2:2-3"},
    {"names have letters, digits, underscores", "a_1 A1 Zz_",
     "N1:1-4 N1:5-7 N1:8-11 E1:11-12"},
    {"hyphens stand inside a name", "CDU-CSU a-1-_ a-b",
     "N1:1-8 N1:9-14 N1:15-18 E1:18-19"},
    {"a hyphen does not end a name", "a- b", "N1:1-2 c1:2-3 N1:4-5 E1:5-6"},
    {"two hyphens stand in no name", "a--b",
     "N1:1-2 c1:2-3 c1:3-4 N1:4-5 E1:5-6"},
    {"an underscore begins no name", "_a", "c1:1-2 N1:2-3 E1:3-4"},
    {"letters of any script", "\u00c0 \u0e01\u17d2 \u4eba \U0001F600 \u00df",
     "N1:1-2 N1:3-5 N1:6-7 N1:8-9 N1:10-11 E1:11-12"},
    {"signs of other blocks are no letters",
     "\u00d7 \u00f7 \u2012 \u3000 \u00bf",
     "c1:1-2 c1:3-4 c1:5-6 c1:7-8 c1:9-10 E1:10-11"},
    {"reserved words", "all yes abstain abstaining absent allx al",
     "R1:1-4 R1:5-8 R1:9-16 R1:17-27 R1:28-34 N1:35-39 N1:40-42 E1:42-43"},
    {"case counts", "All ALL", "N1:1-4 N1:5-8 E1:8-9"},
    {"forms of numbers", "0 1_000 2.5 2/3 1_0/1_0 55% 2.5% 1/3%",
     "i1:1-2 i1:3-8 d1:9-12 f1:13-16 f1:17-24 p1:25-28 p1:29-33 p1:34-38 "
     "E1:38-39"},
    {"forms of dates", "2016 2016-05 2016-05-26",
     "i1:1-5 D1:6-13 D1:14-24 E1:24-25"},
    {"two dots end a number", "2016..2017 1..2 2.5..3",
     "i1:1-5 .1:5-7 i1:7-11 i1:12-13 .1:13-15 i1:15-16 d1:17-20 .1:20-22 "
     "i1:22-23 E1:23-24"},
    {"a dot without a digit ends a number", "5. 5.a",
     "i1:1-2 c1:2-3 i1:4-5 c1:5-6 N1:6-7 E1:7-8"},
    {"a slash without a digit ends a number", "5/ 5/a",
     "i1:1-2 c1:2-3 i1:4-5 c1:5-6 N1:6-7 E1:7-8"},
    {"a hyphen without a digit ends a number", "5- 5-a",
     "i1:1-2 c1:2-3 i1:4-5 c1:5-6 N1:6-7 E1:7-8"},
    {"a percent sign ends a number", "5%x 5%%",
     "p1:1-3 N1:3-4 p1:5-7 c1:7-8 E1:8-9"},
    {"a blank ends a number", "5 %", "i1:1-2 c1:3-4 E1:4-5"},
    {"malformed numbers", "1__0 1_ 1_/2 3free 2/3x 1.5.2 1/2/3 1.2/3 1-2 1.0_0",
     "n1:1-5 n1:6-8 n1:9-13 n1:14-19 n1:20-24 n1:25-30 n1:31-36 n1:37-42 "
     "n1:43-46 n1:47-52 E1:52-53"},
    {"letters of any script are in a number", "5\u00e9 5\u00d7",
     "n1:1-3 i1:4-5 c1:5-6 E1:6-7"},
    {"zero denominators", "1/0 1/0_0% 0/1", "01:1-4 01:5-11 f1:12-15 E1:15-16"},
    {"no such dates",
     "2016-5 2016-00 2016-05-32 2016-05-26x 0000-01 2016-05.5 2016-05-26-1",
     "x1:1-7 x1:8-15 x1:16-26 x1:27-38 x1:39-46 x1:47-56 x1:57-69 E1:69-70"},
    {"characters without a place", ";{}.",
     "c1:1-2 c1:2-3 c1:3-4 c1:4-5 E1:5-6"},
};

static void the_tokens_are(void **state)
{
    const struct row *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    expect_text(tokens_of(&arena, row->text, strlen(row->text)), row->tokens);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void letters_are_those_of_the_language(void **state)
{
    (void)state;
    static const struct {
        int32_t first, last; /* no letters; the code points around them are */
    } gaps[] = {{0xD7, 0xD7},     {0xF7, 0xF7},      {0x115F, 0x1160},
                {0x1680, 0x1680}, {0x180E, 0x180E},  {0x2000, 0x2BFF},
                {0x3000, 0x303F}, {0x3164, 0x3164},  {0xE000, 0xF8FF},
                {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},  {0xFFA0, 0xFFA0},
                {0xFFF0, 0xFFFF}, {0xE0000, 0xE007F}};
    for (int32_t c = 0; c <= 0x10FFFF; c++) {
        bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
        for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
            letter = letter && (c < gaps[i].first || c > gaps[i].last);
        if (cm_is_letter(c) != letter)
            fail_msg("U+%04X", (unsigned)c);
        bool forbidden = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
                         c == 0x7F || (c >= 0x202A && c <= 0x202E) ||
                         (c >= 0x2066 && c <= 0x2069);
        if (cm_is_forbidden(c) != forbidden)
            fail_msg("U+%04X", (unsigned)c);
    }
}

static const struct bytes {
    const char *name, *text;
    size_t n;
    const char *found; /* of cm_scan_text: "C0101 1:1-2", or "" */
} texts[] = {
#define BYTES(text) text, sizeof(text) - 1
    {"plain text is clean", BYTES("a\t\r\n\"\u00e9\" \U0001F600"), ""},
    {"a NUL", BYTES("ab\0c"), "C0101 1:3-4"},
    {"controls in a comment and in a title", BYTES("# \x01\n\"\x1f\""),
     "C0101 1:3-4 C0101 2:2-3"},
    {"delete", BYTES("\x7f"), "C0101 1:1-2"},
    {"marks of direction", BYTES("\u202a\u202e\u2066\u2069\u2029\u206a"),
     "C0101 1:1-2 C0101 1:2-3 C0101 1:3-4 C0101 1:4-5"},
    {"controls of the second set are no C0101 in titles", BYTES("\"\xc2\x80\""),
     ""},
    {"a lone continuation", BYTES("\u00e9\x80"), "C0102 1:2-3"},
    {"a sequence that breaks off", BYTES("a\n\u00e9\xe2\x82z"), "C0102 2:2-3"},
    {"a sequence at the end", BYTES("\xf0\x9f\x98"), "C0102 1:1-2"},
    {"an overlong slash", BYTES("\xc0\xaf"), "C0102 1:1-2"},
    {"an overlong sequence of three", BYTES("\xe0\x80\xaf"), "C0102 1:1-2"},
    {"an overlong sequence of four", BYTES("\xf0\x80\x80\xaf"), "C0102 1:1-2"},
    {"a surrogate", BYTES("x\xed\xa0\x80"), "C0102 1:2-3"},
    {"beyond the last code point", BYTES("\xf4\x90\x80\x80"), "C0102 1:1-2"},
    {"the last code point", BYTES("\xf4\x8f\xbf\xbf"), ""},
    {"bytes that are never used", BYTES("\xff\xfe"), "C0102 1:1-2"},
    {"only the first bad byte is told", BYTES("\xff \xff\x01"),
     "C0101 1:4-5 C0102 1:1-2"},
};

static void the_scan_finds(void **state)
{
    const struct bytes *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    cm_diags diags;
    cm_diags_init(&diags, &arena);
    bool is_clean = cm_scan_text(&diags, 0, row->text, row->n);
    expect_u64(is_clean, row->found[0] == '\0');
    cm_buf buf;
    cm_buf_init(&buf, &arena);
    for (int pass = 1; pass <= 2; pass++) /* C0101, then C0102 */
        for (size_t i = 0; i < diags.all.n; i++) {
            const cm_diag *d = diags.all.at[i];
            if (d->code[4] == '0' + pass)
                cm_buf_addf(&buf, "%s%s %u:%u-%u", buf.n ? " " : "", d->code,
                            d->span.line, d->span.column, d->span.end_column);
        }
    expect_text(cm_buf_text(&buf), row->found);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static const struct join {
    const char *name, *text, *joined;
} joins[] = {
    {"one blank between words", "a \n b\t\"c  d\"  5", "a b \"c  d\" 5"},
    {"none before , : )", "a , b : ( c ) ( d )", "a, b: (c) (d)"},
    {"none around ..", "2016 .. 2017 x", "2016..2017 x"},
    {"blanks that were missing", "a,b:c\"d\"e(f)g", "a, b: c \"d\" e (f) g"},
    {"no comments", "a # b\nc", "a c"},
    {"nothing", " # x\n", ""},
};

static void the_joined_text_is(void **state)
{
    const struct join *join = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    cm_buf buf;
    cm_buf_init(&buf, &arena);
    cm_join_tokens(&buf, join->text, strlen(join->text));
    expect_text(cm_buf_text(&buf), join->joined);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void words_are_found_by_their_spelling(void **state)
{
    (void)state;
    for (int w = CM_W_NONE + 1; w < CM_N_WORDS; w++) {
        if (w == CM_W_LAST_RESERVED)
            continue;
        const char *spelt = cm_word_text((cm_lex_word)w);
        size_t n = strlen(spelt);
        expect_u64(cm_word_of(spelt, n), w);
        /* A shorter or longer word is another one, or none. */
        expect_true(cm_word_of(spelt, n - 1) != (cm_lex_word)w);
        char longer[32] = {0};
        memcpy(longer, spelt, n);
        longer[n] = 'x';
        expect_u64(cm_word_of(longer, n + 1), CM_W_NONE);
    }
}

static void names_are_told_from_other_texts(void **state)
{
    (void)state;
    expect_true(cm_is_name("CDU-CSU", 7));
    expect_true(cm_is_name("a-_-1", 5));
    expect_true(cm_is_name("all", 3));
    expect_true(!cm_is_name("", 0));
    expect_true(!cm_is_name("-a", 2));
    expect_true(!cm_is_name("a-", 2));
    expect_true(!cm_is_name("a--b", 4));
    expect_true(!cm_is_name("1a", 2));
    expect_true(!cm_is_name("_a", 2));
    expect_true(!cm_is_name("a b", 3));
    expect_true(!cm_is_name("a\xff", 2));
    char longest[256];
    memset(longest, 'a', sizeof longest);
    expect_true(cm_is_name(longest, 255));
    expect_true(!cm_is_name(longest, 256));
}

#define N(table) (sizeof(table) / sizeof *(table))

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(letters_are_those_of_the_language),
        cmocka_unit_test(words_are_found_by_their_spelling),
        cmocka_unit_test(names_are_told_from_other_texts),
    };
    static struct CMUnitTest tests[N(rows) + N(texts) + N(joins) + N(others)];
    size_t n = 0;
    for (size_t i = 0; i < N(rows); i++)
        tests[n++] =
            (struct CMUnitTest)TEST_ROW(rows[i].name, the_tokens_are, &rows[i]);
    for (size_t i = 0; i < N(texts); i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(texts[i].name, the_scan_finds,
                                                 &texts[i]);
    for (size_t i = 0; i < N(joins); i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(joins[i].name,
                                                 the_joined_text_is, &joins[i]);
    memcpy(tests + n, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
