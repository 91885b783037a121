/* A page as lines for a terminal. */
#include <string.h>

#include "report/doc/width.h"
#include "report/write/write.h"

#define MAX_MARKS 8

typedef struct writer {
    cm_doc *doc;
    cm_arena *arena;
    cm_buf *out;
    size_t width;
    bool colour;
    char marks[MAX_MARKS]; /* open ones, innermost last */
    size_t n_marks;
} writer;

static const char *code_of(char mark)
{
    switch (mark) {
    case CM_MARK_STRONG: return "\033[1m";
    case CM_MARK_SOFT: return "\033[2m";
    case CM_MARK_GOOD: return "\033[1;32m";
    case CM_MARK_BAD: return "\033[1;31m";
    case CM_MARK_OPENED: return "\033[1;33m";
    default: return ""; /* names look like the rest */
    }
}

static void open_marks(writer *w)
{
    for (size_t i = 0; w->colour && i < w->n_marks; i++)
        cm_buf_add(w->out, code_of(w->marks[i]));
}

/* Whether an open mark changes how the text looks. */
static bool is_painted(const writer *w)
{
    for (size_t i = 0; w->colour && i < w->n_marks; i++)
        if (*code_of(w->marks[i]))
            return true;
    return false;
}

static void close_marks(writer *w)
{
    if (is_painted(w))
        cm_buf_add(w->out, "\033[0m");
}

/* A mark without a look of its own leaves the terminal alone. */
static void take_mark(writer *w, char mark)
{
    if (mark != CM_MARK_END) {
        if (w->n_marks < MAX_MARKS)
            w->marks[w->n_marks++] = mark;
        if (w->colour)
            cm_buf_add(w->out, code_of(mark));
        return;
    }
    if (w->n_marks == 0)
        return;
    bool painted = *code_of(w->marks[w->n_marks - 1]);
    if (painted)
        close_marks(w);
    w->n_marks--;
    if (painted)
        open_marks(w);
}

static bool is_mark(char c)
{
    return c == CM_MARK_STRONG || c == CM_MARK_SOFT || c == CM_MARK_NAME ||
           c == CM_MARK_END || c == CM_MARK_GOOD || c == CM_MARK_BAD ||
           c == CM_MARK_OPENED;
}

/* One piece of running text. A byte that is no UTF-8 or a control shows as
   nothing: no text may steer the terminal. */
static void piece(writer *w, cm_piece line)
{
    open_marks(w);
    for (size_t i = 0; i < line.bytes;) {
        int32_t point;
        size_t n = cm_point_at(line.at + i, line.bytes - i, &point);
        char c = line.at[i];
        if (is_mark(c))
            take_mark(w, c);
        else if (c == CM_REF)
            cm_buf_char(w->out, '[');
        else if (c == CM_REF_END)
            cm_buf_char(w->out, ']');
        else if (c == CM_MARK_TIE)
            cm_buf_char(w->out, ' ');
        else if (point >= 0x20 && (point < 0x7F || point > 0x9F) &&
                 point != 0xFFFD)
            cm_buf_add_n(w->out, line.at + i, n);
        i += n;
    }
    close_marks(w);
}

static void running(writer *w, const char *first, const char *indent,
                    const char *text)
{
    cm_pieces lines = {0};
    size_t in = strlen(indent);
    size_t width = w->width > in + 10 ? w->width - in : 10;
    if (!cm_wrap(w->arena, text, width, &lines))
        w->doc->failed = true;
    w->n_marks = 0;
    for (size_t i = 0; i < lines.n; i++) {
        cm_buf_add(w->out, i ? indent : first);
        piece(w, lines.at[i]);
        cm_buf_char(w->out, '\n');
    }
}

static void heading(writer *w, const cm_block *block)
{
    const char *text = block->text;
    if (w->colour)
        text = cm_textf(w->doc, CM_STRONG "%s" CM_END, text);
    running(w, "", "", text);
    size_t width = cm_text_width(block->text);
    if (block->level < 3)
        cm_buf_fill(w->out, block->level == 1 ? '=' : '-',
                    width < w->width ? width : w->width);
    if (block->level < 3)
        cm_buf_char(w->out, '\n');
}

/* ---- tables -------------------------------------------------------------- */

/* The widest columns give way first, down to 8. */
static void shrink(size_t *widths, size_t n, size_t room)
{
    for (;;) {
        size_t sum = 0, widest = 0;
        for (size_t c = 0; c < n; c++) {
            sum += widths[c];
            if (widths[c] > widths[widest])
                widest = c;
        }
        if (sum <= room || widths[widest] <= 8)
            return;
        widths[widest]--;
    }
}

static size_t *column_widths(writer *w, const cm_table *table)
{
    size_t n = table->n_columns;
    size_t *widths = cm_new_n(w->arena, size_t, n);
    if (!widths)
        return NULL;
    for (size_t c = 0; c < n; c++)
        widths[c] = cm_text_width(table->head[c]);
    for (size_t i = 0; i < table->cells.n; i++) {
        size_t width = cm_text_width(table->cells.at[i]);
        if (width > w->width)
            width = w->width;
        if (width > widths[i % n])
            widths[i % n] = width;
    }
    size_t gaps = 2 * n; /* two blanks before each column */
    shrink(widths, n, w->width > gaps + n ? w->width - gaps : n);
    return widths;
}

static void pad(cm_buf *out, size_t have, size_t want)
{
    if (want > have)
        cm_buf_fill(out, ' ', want - have);
}

/* The cells of one row beside each other, each wrapped in its column. */
static void table_row(writer *w, const cm_table *table, const size_t *widths,
                      const char *const *cells, bool is_head)
{
    size_t n = table->n_columns, height = 1;
    cm_pieces *of = cm_new_n(w->arena, cm_pieces, n);
    writer *at = cm_new_n(w->arena, writer, n); /* marks open in each cell */
    if (!of || !at) {
        w->doc->failed = true;
        return;
    }
    for (size_t c = 0; c < n; c++) {
        const char *text = cells[c];
        if (is_head && *text)
            text = cm_textf(w->doc, CM_SOFT "%s" CM_END, text);
        if (!cm_wrap(w->arena, text, widths[c] ? widths[c] : 1, &of[c]))
            w->doc->failed = true;
        at[c] = *w;
        at[c].n_marks = 0;
        if (of[c].n > height)
            height = of[c].n;
    }
    for (size_t l = 0; l < height; l++) {
        size_t owed = 0; /* blanks are written only before a text */
        for (size_t c = 0; c < n; c++) {
            cm_piece line = l < of[c].n ? of[c].at[l] : (cm_piece){0};
            size_t before = table->right[c] && widths[c] > line.width
                                ? widths[c] - line.width
                                : 0;
            owed += 2;
            if (line.bytes) {
                pad(w->out, 0, owed + before);
                piece(&at[c], line);
                owed = 0;
                before += line.width;
            }
            owed += widths[c] > before && line.bytes ? widths[c] - before
                    : line.bytes                     ? 0
                                                     : widths[c];
        }
        cm_buf_char(w->out, '\n');
    }
}

static void table(writer *w, const cm_table *table)
{
    size_t *widths = column_widths(w, table);
    if (!widths) {
        w->doc->failed = true;
        return;
    }
    if (table->caption && *table->caption)
        running(w, "", "", table->caption);
    bool titled = false;
    for (size_t c = 0; c < table->n_columns; c++)
        titled |= table->head[c][0] != '\0';
    if (titled)
        table_row(w, table, widths, table->head, true);
    for (size_t r = 0; r < cm_table_rows(table); r++)
        table_row(w, table, widths, table->cells.at + r * table->n_columns,
                  false);
}

/* ---- blocks -------------------------------------------------------------- */

static void notes(writer *w)
{
    for (size_t i = 0; i < w->doc->footnotes.n; i++) {
        const cm_footnote *note = &w->doc->footnotes.at[i];
        const char *number = cm_textf(w->doc, "%4zu  ", i + 1);
        const char *text = *note->status
                               ? cm_textf(w->doc, "%s " CM_SOFT "(%s)" CM_END,
                                          note->text, note->status)
                               : note->text;
        running(w, number, "      ", text);
    }
}

static void code(writer *w, const char *text)
{
    for (const char *line = text; *line;) {
        size_t bytes = strcspn(line, "\n");
        cm_buf_add(w->out, bytes ? "  " : "");
        piece(w, (cm_piece){.at = line, .bytes = bytes});
        cm_buf_char(w->out, '\n');
        line += bytes + (line[bytes] == '\n');
    }
}

static void block(writer *w, const cm_block *block)
{
    switch (block->kind) {
    case CM_HEADING: heading(w, block); break;
    case CM_PARA: running(w, "", "", block->text); break;
    case CM_ITEM:
        if (block->level)
            running(w, "    - ", "      ", block->text);
        else
            running(w, "- ", "  ", block->text);
        break;
    case CM_CODE:
    case CM_PICTURE:
        w->n_marks = 0;
        code(w, block->text);
        break;
    case CM_TABLE: table(w, block->table); break;
    case CM_NOTES: notes(w); break;
    }
}

/* A blank line stands between blocks, except inside a list, after a small
   heading and before pictures that print nothing. */
static bool apart(const cm_block *before, const cm_block *next)
{
    if (before->kind == CM_ITEM && next->kind == CM_ITEM)
        return false;
    if (before->kind == CM_PARA && next->kind == CM_ITEM)
        return false;
    if (before->kind == CM_PARA && next->kind == CM_TABLE)
        return false;
    return !(before->kind == CM_HEADING && before->level == 3);
}

/* What prints nothing has no blank line around it either. */
static bool is_silent(const cm_doc *doc, const cm_block *block)
{
    return (block->kind == CM_PICTURE && !*block->text) ||
           (block->kind == CM_NOTES && doc->footnotes.n == 0) ||
           (block->kind == CM_TABLE && cm_table_rows(block->table) == 0);
}

/* Blocks from..to - 1. */
static comitia_status write_blocks(cm_doc *doc, size_t from, size_t to,
                                   unsigned width, bool colour, cm_buf *out)
{
    cm_arena scratch;
    cm_arena_init(&scratch, doc->arena->allocator);
    writer w = {.doc = doc,
                .arena = &scratch,
                .out = out,
                .width = width ? width : 80,
                .colour = colour};
    const cm_block *before = NULL;
    for (size_t i = from; i < to; i++) {
        const cm_block *next = &doc->blocks.at[i];
        if (is_silent(doc, next))
            continue;
        if (before && apart(before, next))
            cm_buf_char(out, '\n');
        block(&w, next);
        before = next;
    }
    cm_arena_clear(&scratch);
    return doc->failed || out->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

comitia_status cm_write_text(cm_doc *doc, unsigned width, bool colour,
                             cm_buf *out)
{
    return write_blocks(doc, 0, doc->blocks.n, width, colour, out);
}

comitia_status cm_write_first(cm_doc *doc, unsigned width, bool colour,
                              cm_buf *out)
{
    size_t from = 0;
    while (from < doc->blocks.n && doc->blocks.at[from].kind == CM_HEADING)
        from++;
    size_t to = from < doc->blocks.n ? from + 1 : from;
    return write_blocks(doc, from, to, width, colour, out);
}
