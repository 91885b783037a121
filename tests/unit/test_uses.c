/* Several files: LANGUAGE 3. */
#include <stdio.h>
#include <stdlib.h>

#include "lang/parse/parse.h"
#include "lang/parse/path.h"
#include "support/reading.h"

static const test_page pages[] = {
    {"a", "fact A"},
    {"b", "fact B1 use \"c\" fact B2 expect B1 is open\n"},
    {"c", "\xEF\xBB\xBF"
          "fact C\n"},
    {"sub/x", "use \"y\" use \"../a\" fact X\n"},
    {"sub/y", "use \"/abs/z\" fact Y\n"},
    {"/abs/z", "use \"w\" fact Z\n"},
    {"/abs/w", "use \"../abs/./z\" fact W\n"},
    {"self", "use \"self\"\n"},
    {"to-main", "use \"../dir/m\"\n"},
    {"bad", "fact\nfact ;\n"},
    {"up/1", "use \"2\" fact N1"},
    {"up/2", "use \"3\""},
    {"up/3", "use \"4\""},
    {"up/4", "use \"5\""},
    {"up/5", "use \"6\""},
    {"up/6", "use \"7\""},
    {"up/7", "use \"8\""},
    {"up/8", "fact N8"},
    {"up/0", "use \"1\""},
    {NULL, NULL},
};

static const struct row {
    const char *name, *text;
    const char *order; /* names of the tree in order */
    const char *found; /* diagnostics: "path:line:col-end code" */
} rows[] = {
    {"a used file stands in its place", "fact M use \"a\" fact N", "M use A N",
     ""},
    {"later uses do nothing", "use \"a\" use \"./a\" use \"x/../a\" fact N",
     "use A use use N", ""},
    {"a used file may use others, its expects are dropped",
     "use \"b\" use \"c\" expect M is open", "use B1 use C B2 use expect", ""},
    {"paths are relative to the file that names them",
     "use \"sub/x\" use \"a\"", "use use use use use W Z Y use A X use",
     "/abs/w:1:5-17 C0212"},
    {"a file cannot use itself", "use \"self\" fact M", "use use M",
     "dir/self:1:5-11 C0212"},
    {"nor the file that uses it", "use \"to-main\"", "use use",
     "dir/to-main:1:5-15 C0212"},
    {"nor can the main file", "use \"m\"", "use", "dir/m:1:5-8 C0212"},
    {"a file that cannot be read", "use \"none\" use \"none\" fact M",
     "use use M", "dir/m:1:5-11 C0212 dir/m:1:16-22 C0212"},
    {"a folder is no file", "use \"\" use \".\" use \"a/..\"", "use use use",
     "dir/m:1:5-7 C0212 dir/m:1:12-15 C0212 dir/m:1:20-26 C0212"},
    {"errors of a used file are its own", "use \"bad\" fact ;", "use",
     "dir/m:1:16-17 C0101 dir/bad:2:1-5 C0112 dir/bad:2:6-7 C0101"},
    {"uses nest 8 deep", "use \"up/1\"",
     "use use use use use use use use N8 N1", ""},
    {"uses nest no more than 8 deep", "use \"up/0\"",
     "use use use use use use use use use N1", "dir/up/7:1:5-8 C0701"},
    {"a file met too deep counts as met", "use \"up/0\" use \"up/8\"",
     "use use use use use use use use use N1 use", "dir/up/7:1:5-8 C0701"},
};

typedef struct parsed {
    cm_ctx *ctx;
    cm_model model;
    cm_syntax syntax;
} parsed;

static void parse(parsed *it, const char *path, const char *text,
                  const comitia_loader *loader)
{
    *it = (parsed){.ctx = test_ctx()};
    cm_arena_init(&it->model.arena, it->ctx->allocator);
    cm_diags_init(&it->model.diags, &it->model.arena);
    expect_ok(cm_parse(it->ctx, &it->model, loader, path, text, strlen(text),
                       &it->syntax));
    cm_diags_finish(&it->model.diags);
}

static void done(parsed *it)
{
    cm_arena_clear(&it->model.arena);
    test_ctx_done(it->ctx);
}

static const char *order_of(parsed *it)
{
    cm_buf buf;
    cm_buf_init(&buf, &it->model.arena);
    for (uint32_t i = 0; i < it->syntax.n; i++) {
        const cm_syntax_declaration *d = &it->syntax.at[i];
        cm_buf_addf(&buf, "%s%s", i ? " " : "",
                    d->name.text          ? d->name.text
                    : d->kind == CM_S_USE ? "use"
                                          : "expect");
    }
    return cm_buf_text(&buf);
}

static const char *found_in(parsed *it)
{
    cm_buf buf;
    cm_buf_init(&buf, &it->model.arena);
    for (size_t i = 0; i < it->model.diags.all.n; i++) {
        const cm_diag *d = it->model.diags.all.at[i];
        cm_buf_addf(&buf, "%s%s:%u:%u-%u %s", i ? " " : "",
                    it->model.texts[d->span.file].path, d->span.line,
                    d->span.column, d->span.end_column, d->code);
    }
    return cm_buf_text(&buf);
}

static void the_files_are_read(void **state)
{
    const struct row *row = *state;
    comitia_loader loader = test_pages(pages);
    parsed it;
    parse(&it, "dir/m", row->text, &loader);
    expect_text(order_of(&it), row->order);
    expect_text(found_in(&it), row->found);
    done(&it);
}

static void without_a_loader_nothing_can_be_read(void **state)
{
    (void)state;
    parsed it;
    parse(&it, "m", "use \"a\"", NULL);
    expect_text(found_in(&it), "m:1:5-8 C0212");
    done(&it);
}

/* Every path is there; the text of `path` uses nothing. */
static size_t n_loaded, n_done, n_bytes_each;

static const char *load_any(void *user, const char *path, comitia_text *text)
{
    (void)path;
    text->bytes = user;
    text->n_bytes = n_bytes_each;
    n_loaded++;
    return NULL;
}

static void give_back(void *user, comitia_text *text)
{
    expect_true(text->bytes == user);
    n_done++;
}

static void there_are_64_files_with_the_main_one(void **state)
{
    (void)state;
    comitia_loader loader = {load_any, give_back, "fact F "};
    n_loaded = n_done = 0;
    n_bytes_each = 7;
    char text[2048] = "";
    for (int i = 0; i < 65; i++)
        snprintf(text + strlen(text), 32, "use \"f%02d\"\n", i);
    parsed it;
    parse(&it, "m", text, &loader);
    expect_u64(n_loaded, 63);
    expect_u64(n_done, 63);
    expect_u64(it.model.n_texts, 64);
    expect_text(found_in(&it), "m:64:5-10 C0701 m:65:5-10 C0701");
    done(&it);
}

static void all_texts_together_have_16_mib(void **state)
{
    (void)state;
    char *blank = malloc(CM_MOST_BYTES);
    memset(blank, ' ', CM_MOST_BYTES);
    comitia_loader loader = {load_any, give_back, blank};
    static const char text[] = "use \"f\"\n";
    for (uint32_t over = 0; over <= 1; over++) {
        n_bytes_each = CM_MOST_BYTES - (sizeof text - 1) + over;
        n_loaded = n_done = 0;
        parsed it;
        parse(&it, "m", text, &loader);
        expect_text(found_in(&it), over ? "m:1:5-8 C0701" : "");
        expect_u64(n_done, n_loaded);
        done(&it);
    }
    free(blank);
}

static void tables_are_loaded_beside_the_file_that_names_them(void **state)
{
    (void)state;
    static const test_page tables[] = {
        {"sub/x", "fact X"}, {"sub/t.csv", "name\nA\n"}, {NULL, NULL}};
    comitia_loader loader = test_pages(tables);
    parsed it;
    parse(&it, "dir/m", "use \"sub/x\"", &loader);
    const char *bytes = NULL, *reason = NULL;
    size_t n = 0;
    expect_ok(
        cm_load(it.ctx, &it.model, &loader, 1, "t.csv", &bytes, &n, &reason));
    expect_text(reason, NULL);
    expect_text(bytes, "name\nA\n");
    expect_u64(n, 7);
    expect_ok(cm_load(it.ctx, &it.model, &loader, 0, "sub/../sub/t.csv", &bytes,
                      &n, &reason));
    expect_text(reason, NULL);
    expect_ok(
        cm_load(it.ctx, &it.model, &loader, 0, "t.csv", &bytes, &n, &reason));
    expect_text(reason, "no such file");
    comitia_loader any = {load_any, NULL, "x"};
    n_bytes_each = CM_MOST_BYTES + 1;
    expect_ok(
        cm_load(it.ctx, &it.model, &any, 0, "t.csv", &bytes, &n, &reason));
    expect_true(reason == cm_reason_too_large);
    done(&it);
}

static const struct join {
    const char *from, *path, *joined;
} joins[] = {
    {"m", "a", "a"},
    {"d/m", "a/b", "d/a/b"},
    {"d/m", "./a//b/.", "d/a/b"},
    {"d/m", "../a", "a"},
    {"d/m", "../../a", "../a"},
    {"d/e/m", "../../../a", "../a"},
    {"../m", "../a", "../../a"},
    {"../d/m", "../../a", "../../a"},
    {"m", "..", ".."},
    {"m", ".", ""},
    {"d/m", "..", ""},
    {"m", "/a/../../b", "/b"},
    {"/d/m", "../../a", "/a"},
    {"/m", "a", "/a"},
    {"d/m", "/", "/"},
    {"m", "..a/.../b", "..a/.../b"},
    {"d../m", "../a", "a"},
};

static void paths_are_joined_and_shortened(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    cm_buf buf;
    cm_buf_init(&buf, &arena);
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
        expect_text(cm_path_join(&buf, joins[i].from, joins[i].path),
                    joins[i].joined);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static const struct title {
    const char *text, *title;
} titles[] = {
    {"# A title\nfact F", "A title"},
    {"  ## A title # 5 \r\n", "A title # 5"},
    {"#\nfact F", NULL},
    {"\n# second line", NULL},
    {"fact F # no title", NULL},
    {"", NULL},
    {"\xEF\xBB\xBF# behind the mark", "behind the mark"},
};

static void the_first_comment_is_the_title(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        parsed it;
        parse(&it, "m", titles[i].text, NULL);
        expect_text(it.model.title, titles[i].title);
        done(&it);
    }
}

static void a_byte_order_mark_is_no_column(void **state)
{
    (void)state;
    parsed it;
    parse(&it, "m",
          "\xEF\xBB\xBF"
          "fact ;",
          NULL);
    expect_text(found_in(&it), "m:1:6-7 C0101");
    expect_u64(it.model.texts[0].bytes, 6);
    done(&it);
    parse(&it, "m",
          " \xEF\xBB\xBF"
          "fact F",
          NULL);
    expect_text(found_in(&it), "m:1:2-3 C0101");
    done(&it);
}

static void declarations_are_listed_for_show(void **state)
{
    (void)state;
    comitia_loader loader = test_pages(pages);
    parsed it;
    parse(&it, "dir/m",
          "use \"b\" body B \"t\" party P 1 colour \"#ABCDEF\" cite \"x\" "
          "members X group G P vacant 1\n"
          "actor Q colour \"#000000\" on 2016 A holds by 2016 A holds since "
          "2016 A holds forecast A: 5% source S report S says A talks T "
          "between P, Q point R expect A is open act A by B fact F "
          "outcome O when F ladder L by Q through B",
          &loader);
    expect_text(found_in(&it), "");
    expect_ok(cm_declarations_of(&it.model, &it.syntax));
    cm_buf buf;
    cm_buf_init(&buf, &it.model.arena);
    for (uint32_t i = 0; i < it.model.n_declarations; i++) {
        const cm_declaration *d = &it.model.declarations[i];
        cm_buf_addf(&buf, "%s", d->kind);
        if (d->name)
            cm_buf_addf(&buf, " %s", d->name);
        if (d->title)
            cm_buf_addf(&buf, " '%s'", d->title);
        if (d->colour)
            cm_buf_addf(&buf, " %s", d->colour);
        if (d->cites.n)
            cm_buf_addf(&buf, " [%s]", d->cites.at[0].text);
        cm_buf_char(&buf, ';');
    }
    expect_text(cm_buf_text(&buf),
                "use;fact B1;use;fact C;fact B2;body B 't';"
                "party P #abcdef [x];members;group G;vacant;actor Q #000000;"
                "on;by;since;forecast;source S;report;talks T;expect;act A;"
                "fact F;outcome O;ladder L;");
    expect_u64(it.model.declarations[6].span.column, 20);
    done(&it);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(without_a_loader_nothing_can_be_read),
        cmocka_unit_test(there_are_64_files_with_the_main_one),
        cmocka_unit_test(all_texts_together_have_16_mib),
        cmocka_unit_test(tables_are_loaded_beside_the_file_that_names_them),
        cmocka_unit_test(paths_are_joined_and_shortened),
        cmocka_unit_test(the_first_comment_is_the_title),
        cmocka_unit_test(a_byte_order_mark_is_no_column),
        cmocka_unit_test(declarations_are_listed_for_show),
    };
    enum {
        N_ROWS = sizeof rows / sizeof *rows,
        N_OTHERS = sizeof others / sizeof *others
    };
    static struct CMUnitTest tests[N_ROWS + N_OTHERS];
    for (size_t i = 0; i < N_ROWS; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(rows[i].name, the_files_are_read,
                                               &rows[i]);
    memcpy(tests + N_ROWS, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
