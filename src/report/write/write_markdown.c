/* A page as CommonMark with tables. */
#include <string.h>

#include "report/write/write.h"

/* What would mean something to markdown or html stands for itself. */
static void escaped(cm_buf *out, char c)
{
    if (strchr("\\`*_[]<>|~&#!$", c))
        cm_buf_char(out, '\\');
    cm_buf_char(out, c);
}

static void mark(cm_buf *out, char c, char *open, size_t *n_open)
{
    const char *sign = "";
    if (c != CM_MARK_END) {
        if (*n_open < 8)
            open[(*n_open)++] = c;
    } else if (*n_open > 0)
        c = open[--*n_open];
    if (c == CM_MARK_STRONG || c == CM_MARK_GOOD || c == CM_MARK_BAD ||
        c == CM_MARK_OPENED)
        sign = "**";
    else if (c == CM_MARK_SOFT)
        sign = "*";
    cm_buf_add(out, sign);
}

/* The beginning of a block could be taken for a list or a rule. */
static const char *start(cm_buf *out, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (*text == '-' || *text == '+' || *text == '=')
        cm_buf_char(out, '\\');
    else if (digits && (text[digits] == '.' || text[digits] == ')')) {
        cm_buf_add_n(out, text, digits);
        cm_buf_char(out, '\\');
        return text + digits;
    }
    return text;
}

static void running(cm_buf *out, const char *text)
{
    char open[8];
    size_t n_open = 0;
    for (const char *at = start(out, text); *at; at++) {
        unsigned char c = (unsigned char)*at;
        if (*at == CM_REF)
            cm_buf_add(out, "\\[");
        else if (*at == CM_REF_END)
            cm_buf_add(out, "\\]");
        else if (*at == CM_MARK_TIE)
            cm_buf_char(out, ' ');
        else if (c < 0x20 && c != '\t' && c != '\n')
            mark(out, *at, open, &n_open);
        else if (c == '\t' || c == '\n')
            cm_buf_char(out, ' ');
        else if (c != 0x7F)
            escaped(out, *at);
    }
    while (n_open > 0)
        mark(out, CM_MARK_END, open, &n_open);
}

static void table(cm_buf *out, const cm_table *table)
{
    size_t n = table->n_columns;
    if (table->caption && *table->caption) {
        running(out, table->caption);
        cm_buf_add(out, "\n\n");
    }
    for (size_t c = 0; c < n; c++) {
        cm_buf_add(out, c ? " | " : "| ");
        running(out, table->head[c]);
    }
    cm_buf_add(out, " |\n");
    for (size_t c = 0; c < n; c++)
        cm_buf_add(out, table->right[c] ? "|---:" : "|---");
    cm_buf_add(out, "|\n");
    for (size_t i = 0; i < table->cells.n; i++) {
        cm_buf_add(out, i % n ? " | " : "| ");
        running(out, table->cells.at[i]);
        if (i % n == n - 1)
            cm_buf_add(out, " |\n");
    }
}

static void notes(cm_doc *doc, cm_buf *out)
{
    for (size_t i = 0; i < doc->footnotes.n; i++) {
        const cm_footnote *note = &doc->footnotes.at[i];
        cm_buf_addf(out, "%zu. ", i + 1);
        running(out, note->text);
        if (*note->status)
            cm_buf_addf(out, " *(%s)*", note->status);
        cm_buf_char(out, '\n');
    }
}

static void code(cm_buf *out, const char *text)
{
    for (const char *line = text; *line;) {
        size_t bytes = strcspn(line, "\n");
        cm_buf_add(out, "    ");
        for (size_t i = 0; i < bytes; i++)
            if ((unsigned char)line[i] >= 0x20)
                cm_buf_char(out, line[i]);
        cm_buf_char(out, '\n');
        line += bytes + (line[bytes] == '\n');
    }
}

static void block(cm_doc *doc, cm_buf *out, const cm_block *block)
{
    switch (block->kind) {
    case CM_HEADING:
        cm_buf_fill(out, '#', block->level);
        cm_buf_char(out, ' ');
        running(out, block->text);
        cm_buf_char(out, '\n');
        break;
    case CM_PARA:
        running(out, block->text);
        cm_buf_char(out, '\n');
        break;
    case CM_ITEM:
        cm_buf_add(out, block->level ? "  - " : "- ");
        running(out, block->text);
        cm_buf_char(out, '\n');
        break;
    case CM_CODE:
    case CM_PICTURE: code(out, block->text); break;
    case CM_TABLE: table(out, block->table); break;
    case CM_NOTES: notes(doc, out); break;
    }
}

/* What prints nothing has no blank line around it either. */
static bool is_silent(const cm_doc *doc, const cm_block *block)
{
    return (block->kind == CM_PICTURE && !*block->text) ||
           (block->kind == CM_NOTES && doc->footnotes.n == 0) ||
           (block->kind == CM_TABLE && cm_table_rows(block->table) == 0);
}

comitia_status cm_write_markdown(cm_doc *doc, cm_buf *out)
{
    const cm_block *before = NULL;
    for (size_t i = 0; i < doc->blocks.n; i++) {
        const cm_block *next = &doc->blocks.at[i];
        if (is_silent(doc, next))
            continue;
        if (before && !(before->kind == CM_ITEM && next->kind == CM_ITEM))
            cm_buf_char(out, '\n');
        block(doc, out, next);
        before = next;
    }
    return doc->failed || out->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
