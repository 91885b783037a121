#include "report/doc/doc.h"

#include <inttypes.h>
#include <stdio.h>

void cm_doc_init(cm_doc *doc, cm_arena *arena, const cm_model *model,
                 uint64_t most)
{
    *doc = (cm_doc){.arena = arena, .model = model, .most = most ? most : 20};
}

static const char *formatted(cm_doc *doc, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *text = n < 0 ? NULL : cm_alloc(doc->arena, (size_t)n + 1);
    if (text)
        vsnprintf(text, (size_t)n + 1, format, again);
    else
        doc->failed = true;
    va_end(again);
    return text ? text : "";
}

const char *cm_textf(cm_doc *doc, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = formatted(doc, format, args);
    va_end(args);
    return text;
}

const char *cm_doc_text(cm_doc *doc, const cm_buf *buf)
{
    const char *text = cm_buf_text(buf);
    if (!text)
        doc->failed = true;
    return text ? text : "";
}

static void add(cm_doc *doc, cm_block block)
{
    if (!cm_push(doc->arena, &doc->blocks, block))
        doc->failed = true;
}

void cm_heading(cm_doc *doc, unsigned level, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(doc, (cm_block){.kind = CM_HEADING,
                        .level = level,
                        .text = formatted(doc, format, args)});
    va_end(args);
}

void cm_para(cm_doc *doc, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(doc, (cm_block){.kind = CM_PARA, .text = formatted(doc, format, args)});
    va_end(args);
}

void cm_item(cm_doc *doc, unsigned level, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(doc, (cm_block){.kind = CM_ITEM,
                        .level = level,
                        .text = formatted(doc, format, args)});
    va_end(args);
}

void cm_code(cm_doc *doc, const char *text)
{
    add(doc, (cm_block){.kind = CM_CODE, .text = text});
}

void cm_picture(cm_doc *doc, const char *svg, const char *text)
{
    add(doc, (cm_block){.kind = CM_PICTURE, .svg = svg, .text = text});
}

void cm_notes_here(cm_doc *doc)
{
    add(doc, (cm_block){.kind = CM_NOTES, .text = ""});
}

cm_table *cm_table_new(cm_doc *doc, const char *caption, size_t n_columns,
                       const char *const *head)
{
    cm_table *table = cm_new(doc->arena, cm_table);
    const char **titles = cm_new_n(doc->arena, const char *, n_columns);
    bool *right = cm_new_n(doc->arena, bool, n_columns);
    if (!table || !titles || !right) {
        doc->failed = true;
        return NULL;
    }
    for (size_t c = 0; c < n_columns; c++) {
        right[c] = head[c][0] == '>';
        titles[c] = head[c] + right[c];
    }
    *table = (cm_table){.caption = caption,
                        .head = titles,
                        .right = right,
                        .n_columns = n_columns};
    add(doc, (cm_block){.kind = CM_TABLE, .text = "", .table = table});
    return table;
}

void cm_cell(cm_doc *doc, cm_table *table, const char *text)
{
    if (table && !cm_push(doc->arena, &table->cells, text))
        doc->failed = true;
}

size_t cm_table_rows(const cm_table *table)
{
    return table ? table->cells.n / table->n_columns : 0;
}

size_t cm_footnote_of(cm_doc *doc, const char *text, const char *status)
{
    /* One string for the pair: a mark cannot occur in either. */
    const char *key = cm_textf(doc, "%s" CM_END "%s", text, status);
    uint32_t at = cm_map_get(&doc->footnote_of, key);
    if (at != CM_MAP_NONE)
        return at + 1;
    if (doc->footnotes.n >= CM_MAP_NONE - 1 ||
        !cm_push(doc->arena, &doc->footnotes,
                 (cm_footnote){.text = text, .status = status}) ||
        !cm_map_put(doc->arena, &doc->footnote_of, key,
                    (uint32_t)doc->footnotes.n - 1)) {
        doc->failed = true;
        return 0;
    }
    return doc->footnotes.n;
}

const char *cm_ref(cm_doc *doc, const char *text, const char *status)
{
    return cm_textf(doc, "%c%zu%c", CM_REF, cm_footnote_of(doc, text, status),
                    CM_REF_END);
}

void cm_more(cm_doc *doc, unsigned level, uint64_t n)
{
    if (n > doc->most)
        cm_item(doc, level,
                CM_SOFT "... and %" PRIu64 " more (--max %" PRIu64
                        " shows them)" CM_END,
                n - doc->most, n);
}

void cm_more_cases(cm_doc *doc, uint64_t n)
{
    if (n > doc->most)
        cm_para(doc,
                CM_SOFT "... and %" PRIu64 " more %s (--max %" PRIu64
                        " shows %s)" CM_END,
                n - doc->most, n - doc->most == 1 ? "case" : "cases", n,
                n - doc->most == 1 ? "it" : "them");
}
