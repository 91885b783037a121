/* Diagnostics for people: place, message, source line, carets, help, notes. */
#include <inttypes.h>

#include "report/doc/width.h"
#include "report/print.h"

enum { INDENT = 2, SHOWN_LEAST = 20 };

typedef struct printer {
    const cm_model *model; /* or NULL */
    cm_buf *out;
    size_t width;
    bool colour;
    /* Where the line asked for last begins: places come in order, so a text is
       walked through once. */
    uint32_t file, line;
    size_t offset;
} printer;

/* One character of a source line as it is shown. */
typedef struct glyph {
    const char *at;
    size_t bytes, width;
} glyph;

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* Controls, and what turns the direction of a text, do not reach a terminal. */
static bool is_unfit(int32_t point)
{
    return point < 0x20 || (point >= 0x7F && point <= 0x9F) ||
           (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069) || point == 0x2028 ||
           point == 0x2029 || point == 0xFEFF;
}

static glyph glyph_at(const char *at, size_t bytes, size_t *read)
{
    int32_t point;
    *read = cm_point_at(at, bytes, &point);
    if (point == '\t')
        return (glyph){" ", 1, 1};
    if (is_unfit(point) || (point == 0xFFFD && *read == 1))
        return (glyph){replacement, 3, 1};
    return (glyph){at, *read, cm_point_width(point)};
}

static void add_text(printer *p, const char *text)
{
    size_t bytes = strlen(text);
    for (size_t i = 0, n; i < bytes; i += n) {
        glyph g = glyph_at(text + i, bytes - i, &n);
        cm_buf_add_n(p->out, g.at, g.bytes);
    }
}

static void paint(printer *p, const char *code)
{
    if (p->colour)
        cm_buf_addf(p->out, "\033[%sm", code);
}

static const char *path_of(const printer *p, cm_span span)
{
    return p->model && span.line && span.file < p->model->n_texts
               ? p->model->texts[span.file].path
               : NULL;
}

static void add_place(printer *p, cm_span span)
{
    const char *path = path_of(p, span);
    if (!path)
        return;
    paint(p, "1");
    add_text(p, path);
    cm_buf_addf(p->out, ":%" PRIu32 ":%" PRIu32 ":", span.line, span.column);
    paint(p, "0");
    cm_buf_char(p->out, ' ');
}

/* ---- the source line
 * ---------------------------------------------------------------- */

/* The bytes of a line without its end; false if there is no such line. */
static bool line_of(printer *p, cm_span span, const char **at, size_t *bytes)
{
    const cm_source_text *text = &p->model->texts[span.file];
    if (p->file != span.file || p->line > span.line || p->line == 0) {
        p->file = span.file;
        p->line = 1;
        p->offset = 0;
    }
    while (p->line < span.line) {
        const char *from = text->at + p->offset;
        const char *end = p->offset < text->bytes
                              ? memchr(from, '\n', text->bytes - p->offset)
                              : NULL;
        if (!end)
            return false;
        p->offset += (size_t)(end - from) + 1;
        p->line++;
    }
    if (text->bytes == 0)
        return false;
    *at = text->at + p->offset;
    const char *end = p->offset < text->bytes
                          ? memchr(*at, '\n', text->bytes - p->offset)
                          : NULL;
    *bytes = end ? (size_t)(end - *at) : text->bytes - p->offset;
    if (*bytes && (*at)[*bytes - 1] == '\r')
        --*bytes;
    return true;
}

/* Columns before the token and of the token, and of the whole line. */
typedef struct extent {
    size_t before, token, whole;
} extent;

static extent measure(const char *at, size_t bytes, cm_span span)
{
    extent e = {0};
    uint32_t column = 1;
    for (size_t i = 0, n; i < bytes; i += n, column++) {
        glyph g = glyph_at(at + i, bytes - i, &n);
        if (column < span.column)
            e.before += g.width;
        else if (column < span.end_column)
            e.token += g.width;
        e.whole += g.width;
    }
    if (e.token == 0)
        e.token = 1; /* the place after the last character */
    return e;
}

/* Prints the columns from..to of a line; wide characters that are cut by an
   edge become blanks. */
static void add_columns(printer *p, const char *at, size_t bytes, size_t from,
                        size_t to)
{
    size_t column = 0;
    for (size_t i = 0, n; i < bytes && column < to; i += n) {
        glyph g = glyph_at(at + i, bytes - i, &n);
        if (column >= from && column + g.width <= to)
            cm_buf_add_n(p->out, g.at, g.bytes);
        else if (column + g.width > from)
            for (size_t c = column; c < column + g.width; c++)
                if (c >= from && c < to)
                    cm_buf_char(p->out, ' ');
        column += g.width;
    }
}

/* A line that is too long is shown around the place, dots at its ends. */
static void add_source(printer *p, cm_span span)
{
    const char *at;
    size_t bytes;
    if (!path_of(p, span) || !line_of(p, span, &at, &bytes) || bytes == 0)
        return;
    extent e = measure(at, bytes, span);
    size_t room =
        p->width > INDENT + SHOWN_LEAST ? p->width - INDENT : SHOWN_LEAST;
    size_t from = 0, to = e.whole;
    if (e.whole > room) {
        size_t inner = room - 6; /* dots on both sides */
        from = e.before > inner / 2 ? e.before - inner / 2 : 0;
        if (from + inner > e.whole)
            from = e.whole > inner ? e.whole - inner : 0;
        to = from + inner;
    }
    cm_buf_fill(p->out, ' ', INDENT);
    if (from)
        cm_buf_add(p->out, "...");
    add_columns(p, at, bytes, from, to);
    if (to < e.whole)
        cm_buf_add(p->out, "...");
    cm_buf_char(p->out, '\n');
    size_t left = e.before - from + (from ? 3 : 0);
    size_t carets = e.token;
    if (e.before + carets > to)
        carets = to > e.before ? to - e.before : 1;
    cm_buf_fill(p->out, ' ', INDENT + left);
    paint(p, "1;32");
    cm_buf_fill(p->out, '^', carets);
    paint(p, "0");
    cm_buf_char(p->out, '\n');
}

/* ---- one and all
 * ----------------------------------------------------------------------- */

static void add_severity(printer *p, cm_severity severity)
{
    static const char *const colours[] = {"1;31", "1;35", "1;36", "1;31",
                                          "1;33"};
    paint(p, colours[severity]);
    cm_buf_addf(p->out, "%s:", cm_severity_text(severity));
    paint(p, "0");
    cm_buf_char(p->out, ' ');
}

static void add_diag(printer *p, const cm_diag *diag)
{
    add_place(p, diag->span);
    add_severity(p, diag->severity);
    add_text(p, diag->message);
    cm_buf_addf(p->out, " [%s]\n", diag->code);
    add_source(p, diag->span);
    if (diag->help) {
        cm_buf_add(p->out, "help: ");
        add_text(p, diag->help);
        cm_buf_char(p->out, '\n');
    }
    for (size_t n = 0; n < diag->notes.n; n++) {
        cm_buf_add(p->out, "note: ");
        add_place(p, diag->notes.at[n].span);
        add_text(p, diag->notes.at[n].message);
        cm_buf_char(p->out, '\n');
    }
}

/* Notes on the file itself, not on the question: somebody who asks for
   something else need not read them each time. */
static bool is_aside(const cm_diag *diag)
{
    return diag->severity == CM_NOTE && (strncmp(diag->code, "C03", 3) == 0 ||
                                         strncmp(diag->code, "C04", 3) == 0);
}

static void add_asides(printer *p, size_t n)
{
    if (n)
        cm_buf_addf(p->out,
                    "%zu %s on history and reports; comitia check shows %s\n",
                    n, n == 1 ? "note" : "notes", n == 1 ? "it" : "them");
}

comitia_status cm_print_diags(cm_ctx *ctx, const cm_model *model,
                              const cm_diags *diags, const comitia_print *print,
                              cm_buf *out)
{
    (void)ctx;
    printer p = {.model = model,
                 .out = out,
                 .width = print->width ? print->width : 80,
                 .colour = print->colour};
    size_t asides = 0;
    bool terse = print->terse || print->quiet;
    for (size_t i = 0; i < diags->all.n; i++)
        if (terse && is_aside(diags->all.at[i]))
            asides++;
        else
            add_diag(&p, diags->all.at[i]);
    if (!print->quiet)
        add_asides(&p, asides);
    if (diags->more)
        cm_buf_addf(out, "and %" PRIu32 " more %s\n", diags->more,
                    diags->more == 1 ? "error" : "errors");
    return out->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
