#include "support/reading.h"

#include "engine/belief/belief.h"
#include "engine/law/history_check.h"
#include "lang/parse/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *load(void *user, const char *path, comitia_text *text)
{
    for (const test_page *page = user; page && page->path; page++)
        if (strcmp(page->path, path) == 0) {
            text->bytes = page->text;
            text->n_bytes = strlen(page->text);
            return NULL;
        }
    return "no such file";
}

comitia_loader test_pages(const test_page *pages)
{
    return (comitia_loader){.load = load, .user = (void *)(uintptr_t)pages};
}

/* ---- marks -------------------------------------------------------------- */

enum { MOST_MARKS = 64, LINE = 64 };

typedef struct marks {
    char *text; /* without them */
    size_t n_bytes;
    char lines[MOST_MARKS][LINE]; /* "C0202 error 3:5-9" */
    size_t n;
} marks;

static const char *severity_of(const char *code)
{
    static const char *const warnings[] = {"C0117", "C0402", "C0406"};
    static const char *const notes[] = {"C0306", "C0403", "C0404", "C0405"};
    for (size_t i = 0; i < 3; i++)
        if (strncmp(code, warnings[i], 5) == 0)
            return "warning";
    for (size_t i = 0; i < 4; i++)
        if (strncmp(code, notes[i], 5) == 0)
            return "note";
    return "error";
}

/* Code points of a text; the tests are UTF-8. */
static unsigned points(const char *at, size_t n)
{
    unsigned count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)at[i] & 0xC0) != 0x80;
    return count;
}

static void read_marks(const char *marked, marks *m)
{
    unsigned line = 1, column = 1;
    m->text = malloc(strlen(marked) + 1);
    m->n = m->n_bytes = 0;
    for (const char *at = marked; *at;) {
        size_t n = 1;
        const char *from = at;
        if (*at == '{') {
            const char *bar = strchr(at, '|'), *end = strchr(at, '}');
            from = bar + 1;
            n = (size_t)(end - from);
            for (const char *code = at + 1; code < bar; code += 6)
                snprintf(m->lines[m->n++], LINE, "%.5s %s %u:%u-%u", code,
                         severity_of(code), line, column,
                         column + (n ? points(from, n) : 1));
            at = end + 1;
        } else {
            at++;
        }
        memcpy(m->text + m->n_bytes, from, n);
        m->n_bytes += n;
        column += points(from, n);
        if (*from == '\n') {
            line++;
            column = 1;
        }
    }
    m->text[m->n_bytes] = '\0';
}

static int by_text(const void *left, const void *right)
{
    return strcmp(left, right);
}

static void compare(const marks *want, const cm_diags *diags)
{
    static char got[MOST_MARKS][LINE];
    char wanted[MOST_MARKS][LINE];
    size_t n = 0;
    for (size_t i = 0; i < diags->all.n && n < MOST_MARKS; i++) {
        const cm_diag *d = diags->all.at[i];
        snprintf(got[n++], LINE, "%.5s %s %u:%u-%u", d->code,
                 cm_severity_text(d->severity), d->span.line, d->span.column,
                 d->span.end_column);
    }
    memcpy(wanted, want->lines, sizeof wanted);
    qsort(got, n, LINE, by_text);
    qsort(wanted, want->n, LINE, by_text);
    bool same = n == want->n;
    for (size_t i = 0; same && i < n; i++)
        same = strcmp(got[i], wanted[i]) == 0;
    if (same)
        return;
    for (size_t i = 0; i < want->n; i++)
        print_error("wanted %s\n", wanted[i]);
    for (size_t i = 0; i < diags->all.n; i++) {
        const cm_diag *d = diags->all.at[i];
        print_error("got %s %u:%u-%u %s\n", d->code, d->span.line,
                    d->span.column, d->span.end_column, d->message);
    }
    print_error("%s\n", want->text);
    fail();
}

cm_model *test_reading(cm_ctx *ctx, const char *marked, const test_page *pages)
{
    static marks m;
    cm_model *model = NULL;
    comitia_loader loader = test_pages(pages);
    read_marks(marked, &m);
    expect_ok(cm_read(ctx, "m.comitia", m.text, m.n_bytes, &loader, &model));
    compare(&m, &model->diags);
    free(m.text);
    return model;
}

/* What a model is checked for once its names fit. */
static void check(cm_ctx *ctx, cm_model *model)
{
    if (!model->names_fit)
        return;
    expect_ok(cm_check_history(ctx, model, &model->diags));
    expect_ok(cm_check_belief(ctx, model, &model->diags));
    cm_diags_finish(&model->diags);
}

cm_model *test_checking(cm_ctx *ctx, const char *before, const char *marked)
{
    static marks m;
    cm_model *model = NULL;
    char *whole = malloc(strlen(before) + strlen(marked) + 1);
    strcpy(whole, before);
    strcat(whole, marked);
    read_marks(whole, &m);
    free(whole);
    expect_ok(cm_read(ctx, "m.comitia", m.text, m.n_bytes, NULL, &model));
    check(ctx, model);
    compare(&m, &model->diags);
    free(m.text);
    return model;
}

void test_parsing(const char *marked, const test_page *pages)
{
    static marks m;
    cm_ctx *ctx = test_ctx();
    comitia_loader loader = test_pages(pages);
    cm_model model = {0};
    cm_syntax syntax;
    cm_arena_init(&model.arena, ctx->allocator);
    cm_diags_init(&model.diags, &model.arena);
    read_marks(marked, &m);
    expect_ok(cm_parse(ctx, &model, &loader, "m.comitia", m.text, m.n_bytes,
                       &syntax));
    cm_diags_finish(&model.diags);
    compare(&m, &model.diags);
    free(m.text);
    cm_arena_clear(&model.arena);
    test_ctx_done(ctx);
}
