/* A page in its three forms; whatever a model says is text and nothing else. */
#include <stdlib.h>

#include "report/doc/width.h"
#include "report/picture/picture.h"
#include "report/write/write.h"
#include "support/test_ctx.h"
#include "support/xml.h"

typedef struct page {
    cm_ctx *ctx;
    cm_arena arena;
    cm_doc doc;
    cm_buf out;
} page;

static void begin(page *p)
{
    p->ctx = test_ctx();
    cm_arena_init(&p->arena, p->ctx->allocator);
    cm_doc_init(&p->doc, &p->arena, NULL, 20);
    cm_buf_init(&p->out, &p->arena);
}

static void done(page *p)
{
    cm_arena_clear(&p->arena);
    test_ctx_done(p->ctx);
}

/* What models may hold: html, markdown, terminal escapes, scripts that run the
   other way. Controls and turns of direction are refused in models (C0101) but
   are written here all the same. */
static const char *const hostile[] = {
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "\"' onload='x' & &amp; <b>",
    "**bold** _it_ `code` [a](javascript:x) ![i](x) <u>",
    "| a | b |\n|---|---|",
    "# heading\n- item\n1. one\n> quote\n---",
    "a\033[31mred\033[0m\007\b\b",
    "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D (a) \xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8",
    "\xFF\xC0\x80 not UTF-8",
    "%s%n%d",
};

static void fill(page *p, const char *text)
{
    static const char *const head[] = {"name", ">n"};
    cm_doc *doc = &p->doc;
    doc->title = text;
    cm_heading(doc, 1, "%s", cm_quoted(doc, text));
    cm_para(doc, "%s", text);
    cm_item(doc, 0, "%s: %s", cm_quoted(doc, text), cm_ref(doc, text, ""));
    cm_item(doc, 1, "%s", text);
    cm_table *table = cm_table_new(doc, text, 2, head);
    cm_cell(doc, table, text);
    cm_cell(doc, table, "1");
    cm_code(doc, text);
    cm_notes_here(doc);
}

/* Style and doctype are ours; the rest must be well-formed. */
static void html_has_only_our_tags(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        page p;
        begin(&p);
        fill(&p, hostile[i]);
        expect_ok(cm_write_html(&p.doc, &p.out));
        const char *html = cm_buf_text(&p.out), *why;
        const char *body = strstr(html, "<body>");
        expect_true(body != NULL);
        cm_buf rest;
        cm_buf_init(&rest, &p.arena);
        cm_buf_add_n(&rest, body, strlen(body) - strlen("</html>\n"));
        if (!test_is_xml(cm_buf_text(&rest), &why))
            expect_text(why, "well-formed");
        expect_u64(test_count(html, "<script"), 0);
        expect_u64(test_count(html, "<img"), 0);
        expect_u64(test_count(html, "\033"), 0);
        expect_u64(test_count(html, "<title>"), 1);
        expect_u64(test_count(html, "</title>"), 1);
        done(&p);
    }
}

static void markdown_keeps_texts_apart_from_marks(void **state)
{
    (void)state;
    page p;
    begin(&p);
    cm_para(&p.doc, "%s", "**b** _i_ `c` [a](x) <u> a|b \\ #h ~s~ &amp; $x$");
    cm_para(&p.doc, "%s", "- no item");
    cm_para(&p.doc, "%s", "12. no item");
    cm_para(&p.doc, "%s", "two\nlines");
    expect_ok(cm_write_markdown(&p.doc, &p.out));
    expect_text(cm_buf_text(&p.out),
                "\\*\\*b\\*\\* \\_i\\_ \\`c\\` \\[a\\](x) \\<u\\> a\\|b \\\\ "
                "\\#h \\~s\\~ \\&amp; \\$x\\$\n\n"
                "\\- no item\n\n"
                "12\\. no item\n\n"
                "two lines\n");
    done(&p);
}

static void text_steers_no_terminal(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        page p;
        begin(&p);
        fill(&p, hostile[i]);
        expect_ok(cm_write_text(&p.doc, 40, false, &p.out));
        for (const char *c = cm_buf_text(&p.out); *c; c++)
            expect_true(*c == '\n' || (unsigned char)*c >= 0x20);
        done(&p);
    }
}

/* Columns of the text form: where the number of each line ends. */
static void columns_line_up_in_every_script(void **state)
{
    static const char *const head[] = {"", ">seats"};
    static const char *const names[] = {"Left", "議會黨", "គណបក្ស", "حزب",
                                        "e\xCC\x81tat"};
    (void)state;
    page p;
    begin(&p);
    cm_table *table = cm_table_new(&p.doc, "", 2, head);
    for (size_t i = 0; i < 5; i++) {
        cm_cell(&p.doc, table, names[i]);
        cm_cell(&p.doc, table, i == 2 ? "1,234" : "7");
    }
    expect_ok(cm_write_text(&p.doc, 80, false, &p.out));
    size_t width = 0;
    const char *line = strchr(cm_buf_text(&p.out), '\n') + 1; /* after head */
    for (; *line; line = strchr(line, '\n') + 1) {
        const char *text =
            cm_textf(&p.doc, "%.*s", (int)strcspn(line, "\n"), line);
        if (width)
            expect_u64(cm_text_width(text), width);
        width = cm_text_width(text);
    }
    done(&p);
}

static void no_line_is_wider_than_asked(void **state)
{
    (void)state;
    static const char *const head[] = {"", "what", ">n"};
    page p;
    begin(&p);
    cm_para(&p.doc, "%s",
            "a sentence of some words that must be wrapped, and "
            "議會議員議會議員議會議員議會議員議會議員");
    cm_table *table = cm_table_new(&p.doc, "", 3, head);
    cm_cell(&p.doc, table, "a rather long first cell of the row");
    cm_cell(&p.doc, table, "and a second one that is as long as the first");
    cm_cell(&p.doc, table, "1,234");
    expect_ok(cm_write_text(&p.doc, 40, false, &p.out));
    for (const char *line = cm_buf_text(&p.out); *line;
         line = strchr(line, '\n') + 1)
        expect_true(cm_text_width(cm_textf(
                        &p.doc, "%.*s", (int)strcspn(line, "\n"), line)) <= 40);
    done(&p);
}

/* ---- arcs
 * ------------------------------------------------------------------------- */

static const struct arc {
    const char *name;
    uint64_t seats[4];
    size_t circles;
} arcs[] = {
    {"one seat is one circle", {1}, 1},
    {"nine judges stand in one row", {9}, 9},
    {"a parliament of 123 has 123 circles", {68, 55}, 123},
    {"435 seats in four blocs", {200, 100, 100, 35}, 435},
    {"a thousand seats are drawn", {500, 500}, 1000},
    {"1001 seats are two to a circle", {600, 401}, 501},
    {"a billion seats are a thousand circles", {600000000, 400000000}, 1000},
    {"the largest bodies",
     {UINT64_C(1000000000000000), UINT64_C(1000000000000000)},
     1000},
};

static void circles_are_seats(void **state)
{
    const struct arc *row = *state;
    static const char *const names[] = {"A", "<b>&", "C", "D"};
    cm_bloc blocs[4];
    size_t n = 0;
    uint64_t total = 0;
    page p;
    begin(&p);
    for (; n < 4 && row->seats[n]; n++) {
        blocs[n] =
            (cm_bloc){names[n], n == 3 ? NULL : "#0072b2", row->seats[n]};
        total += row->seats[n];
    }
    const cm_tick ticks[] = {
        {total / 2 + 1, "half"}, {total, "all"}, {UINT64_MAX, "more than all"}};
    cm_hemicycle_add(&p.out, "p1", "A & <b>", "\"described\"", "seats", blocs,
                     n, ticks, 3);
    const char *svg = cm_buf_text(&p.out), *why;
    if (!test_is_xml(svg, &why))
        expect_text(why, "well-formed");
    expect_u64(test_count(svg, "<circle"), row->circles);
    expect_u64(test_count(svg, "<line class=\"tick\""), 3);
    expect_u64(test_count(svg, "<title"), 1);
    expect_u64(test_count(svg, "<desc"), 1);
    done(&p);
}

/* Reads attribute `name` of the k-th circle in tenths. */
static long coordinate(const char *svg, size_t k, const char *name)
{
    const char *at = svg;
    for (size_t i = 0; i <= k; i++)
        at = strstr(at, "<circle") + 1;
    at = strstr(at, name) + strlen(name);
    char *end;
    long whole = strtol(at, &end, 10);
    return whole * 10 + (end[1] - '0');
}

static void seats_are_counted_from_the_left(void **state)
{
    (void)state;
    page p;
    begin(&p);
    const cm_bloc blocs[] = {{"A", "#0072b2", 68}, {"B", "#e69f00", 55}};
    cm_hemicycle_add(&p.out, "p1", "t", "d", "seats", blocs, 2, NULL, 0);
    const char *svg = cm_buf_text(&p.out);
    /* The first seat is at the left end, the last at the right end, both on
       the ground; and the picture is its own mirror image. */
    expect_true(coordinate(svg, 0, "cx=\"") < 1600);
    expect_true(coordinate(svg, 122, "cx=\"") > 3000);
    expect_i64(coordinate(svg, 0, "cy=\""), coordinate(svg, 122, "cy=\""));
    long left = 0, right = 0;
    for (size_t k = 0; k < 123; k++) {
        long x = coordinate(svg, k, "cx=\"");
        left += x < 2300;
        right += x > 2300;
    }
    expect_i64(left, right);
    done(&p);
}

int main(void)
{
    struct CMUnitTest tests[32] = {
        {"html has no tags but ours", html_has_only_our_tags, NULL, NULL, NULL},
        {"markdown keeps texts apart from marks",
         markdown_keeps_texts_apart_from_marks, NULL, NULL, NULL},
        {"no text steers the terminal", text_steers_no_terminal, NULL, NULL,
         NULL},
        {"columns line up in every script", columns_line_up_in_every_script,
         NULL, NULL, NULL},
        {"no line is wider than asked for", no_line_is_wider_than_asked, NULL,
         NULL, NULL},
        {"seats are counted from the left", seats_are_counted_from_the_left,
         NULL, NULL, NULL},
    };
    size_t n = 6;
    for (size_t i = 0; i < sizeof arcs / sizeof *arcs; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(arcs[i].name,
                                                 circles_are_seats, &arcs[i]);
    return _cmocka_run_group_tests("page", tests, n, NULL, NULL);
}
