/* A page as one html file: no script, nothing loaded from anywhere. */
#include <string.h>

#include "report/write/write.h"

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1b1b;--soft:#5b5b5b;"
    "--paper:#fff;--line:#c9c9c9;--band:#f4f4f1;--good:#116329;"
    "--bad:#a1160a;--open:#7a4b00}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e9e9e6;--soft:#a9a9a4;"
    "--paper:#161615;--line:#454542;--band:#222220;--good:#6fce85;"
    "--bad:#ff9184;--open:#f0bd5b}}\n"
    "body{font:1rem/1.5 Georgia,'Noto Serif',serif;color:var(--ink);"
    "background:var(--paper);max-width:44rem;margin:2rem auto;"
    "padding:0 1rem}\n"
    "h1,h2,h3,table,figure{font-family:system-ui,'Noto Sans',sans-serif}\n"
    "h1{font-size:1.6rem;line-height:1.2;margin:0 0 .6rem}\n"
    "h2{font-size:1.15rem;margin:2rem 0 .5rem;"
    "border-bottom:1px solid var(--line)}\n"
    "h3{font-size:1rem;margin:1.3rem 0 .3rem}\n"
    "p{margin:.5rem 0}ul,ol{margin:.4rem 0;padding-left:1.3rem}"
    "li{margin:.25rem 0}\n"
    ".scroll{overflow-x:auto}\n"
    "table{border-collapse:collapse;font-size:.875rem;margin:.6rem 0;"
    "min-width:60%}\n"
    "caption{text-align:left;color:var(--soft);padding-bottom:.2rem}\n"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;"
    "border-bottom:1px solid var(--line)}\n"
    "thead th{color:var(--soft);font-weight:600}"
    "tbody th{font-weight:400;min-width:6.5rem}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}\n"
    ".soft{color:var(--soft)}.good{color:var(--good)}.bad{color:var(--bad)}"
    ".open{color:var(--open)}\n"
    "sup{line-height:0}sup a{text-decoration:none;color:var(--soft)}\n"
    "figure{margin:.8rem 0;text-align:center}\n"
    "figcaption{font-size:.875rem;color:var(--soft)}\n"
    "svg text{fill:var(--ink)}.seat{stroke:var(--ink);stroke-opacity:.45}"
    ".empty{stroke:var(--soft);stroke-dasharray:2 2}\n"
    ".arc{width:100%;max-width:29rem;height:auto}"
    ".bars{width:100%;max-width:29rem;height:auto}\n"
    ".tick{stroke:var(--ink);stroke-width:2.5}.label{font-size:15px}"
    ".bloc{font-size:13px;font-weight:600}"
    ".total{font-size:30px;font-weight:700}.name{font-size:12px}\n"
    ".key{display:inline-block;margin:0 .7rem 0 0;color:var(--ink)}"
    ".key svg{width:.8rem;height:.8rem;margin-right:.3rem;"
    "vertical-align:-.05rem}\n"
    ".sources{font-size:.875rem}\n"
    "a{color:inherit}a:focus-visible{outline:2px solid}\n"
    "@page{size:A4;margin:18mm 16mm}\n"
    "@media print{body{max-width:none;margin:0;font-size:9pt;"
    "line-height:1.35}h1{font-size:16pt}h2{font-size:12pt;margin-top:1rem}"
    "table,figcaption{font-size:8.5pt}th,td{padding:.15rem .7rem .15rem 0}"
    ".arc,.bars{max-width:20rem}.sources{font-size:8pt;columns:2}"
    "h2,h3,caption{break-after:avoid}tr,figure,li{break-inside:avoid}}\n";

void cm_xml_add(cm_buf *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '&')
            cm_buf_add(out, "&amp;");
        else if (c == '<')
            cm_buf_add(out, "&lt;");
        else if (c == '>')
            cm_buf_add(out, "&gt;");
        else if (c == '"')
            cm_buf_add(out, "&quot;");
        else if (c == '\'')
            cm_buf_add(out, "&#39;");
        else if (c == '\t' || c == '\n')
            cm_buf_char(out, ' ');
        else if (c >= 0x20 && c != 0x7F)
            cm_buf_char(out, (char)c);
    }
}

static const char *class_of(char mark)
{
    switch (mark) {
    case CM_MARK_SOFT: return "soft";
    case CM_MARK_GOOD: return "good";
    case CM_MARK_BAD: return "bad";
    case CM_MARK_OPENED: return "open";
    default: return NULL;
    }
}

static void open_mark(cm_buf *out, char mark)
{
    const char *class = class_of(mark);
    if (mark == CM_MARK_STRONG)
        cm_buf_add(out, "<strong>");
    else if (mark == CM_MARK_NAME)
        cm_buf_add(out, "<bdi>"); /* its script may run the other way */
    else if (mark == CM_MARK_SOFT)
        cm_buf_add(out, "<span class=\"soft\">");
    else if (class)
        cm_buf_addf(out, "<strong class=\"%s\">", class);
}

static void close_mark(cm_buf *out, char mark)
{
    cm_buf_add(out, mark == CM_MARK_SOFT   ? "</span>"
                    : mark == CM_MARK_NAME ? "</bdi>"
                                           : "</strong>");
}

/* A reference between its two marks: digits only, whatever stands there. */
static const char *reference(cm_buf *out, const char *at)
{
    size_t n = strspn(at, "0123456789");
    cm_buf_add(out, "<sup><a href=\"#s");
    cm_buf_add_n(out, at, n);
    cm_buf_add(out, "\">[");
    cm_buf_add_n(out, at, n);
    cm_buf_add(out, "]</a></sup>");
    return at + n;
}

static void running(cm_buf *out, const char *text)
{
    char open[8];
    size_t n_open = 0;
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (*text == CM_REF) {
            text = reference(out, text + 1) - 1;
        } else if (*text == CM_MARK_TIE) {
            cm_buf_add(out, "&nbsp;");
        } else if (*text == CM_MARK_END) {
            if (n_open > 0)
                close_mark(out, open[--n_open]);
        } else if (*text == CM_MARK_STRONG || *text == CM_MARK_NAME ||
                   class_of(*text)) {
            if (n_open < 8) {
                open[n_open++] = *text;
                open_mark(out, *text);
            }
        } else if (c >= 0x20 || c == '\t' || c == '\n') {
            char one[2] = {*text, '\0'};
            cm_xml_add(out, one);
        }
    }
    while (n_open > 0)
        close_mark(out, open[--n_open]);
}

static void row(cm_buf *out, const cm_table *table, const char *const *cells,
                bool is_head)
{
    cm_buf_add(out, "<tr>");
    for (size_t c = 0; c < table->n_columns; c++) {
        const char *tag = is_head || c == 0 ? "th" : "td";
        const char *scope = is_head  ? " scope=\"col\""
                            : c == 0 ? " scope=\"row\""
                                     : "";
        /* An empty title is no header. */
        if (is_head && !*cells[c])
            tag = "td", scope = "";
        cm_buf_addf(out, "<%s%s%s>", tag, scope,
                    table->right[c] ? " class=\"n\"" : "");
        running(out, cells[c]);
        cm_buf_addf(out, "</%s>", tag);
    }
    cm_buf_add(out, "</tr>\n");
}

static void table(cm_buf *out, const cm_table *table)
{
    cm_buf_add(out, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
                    "aria-label=\"table\"><table>\n");
    if (table->caption && *table->caption) {
        cm_buf_add(out, "<caption>");
        running(out, table->caption);
        cm_buf_add(out, "</caption>\n");
    }
    bool titled = false;
    for (size_t c = 0; c < table->n_columns; c++)
        titled |= table->head[c][0] != '\0';
    if (titled) {
        cm_buf_add(out, "<thead>");
        row(out, table, table->head, true);
        cm_buf_add(out, "</thead>\n");
    }
    cm_buf_add(out, "<tbody>\n");
    for (size_t r = 0; r < cm_table_rows(table); r++)
        row(out, table, table->cells.at + r * table->n_columns, false);
    cm_buf_add(out, "</tbody></table></div>\n");
}

static void notes(cm_doc *doc, cm_buf *out)
{
    if (doc->footnotes.n == 0)
        return;
    cm_buf_add(out, "<ol class=\"sources\">\n");
    for (size_t i = 0; i < doc->footnotes.n; i++) {
        const cm_footnote *note = &doc->footnotes.at[i];
        cm_buf_addf(out, "<li id=\"s%zu\">", i + 1);
        running(out, note->text);
        if (*note->status) {
            cm_buf_add(out, " <span class=\"soft\">(");
            cm_xml_add(out, note->status);
            cm_buf_add(out, ")</span>");
        }
        cm_buf_add(out, "</li>\n");
    }
    cm_buf_add(out, "</ol>\n");
}

/* Items nest: a list of level 1 stands inside the item before it. */
static void items(cm_buf *out, const cm_block *at, size_t n)
{
    int depth = -1;
    for (size_t i = 0; i < n; i++) {
        int level = at[i].level && depth >= 0 ? 1 : 0;
        if (level > depth)
            cm_buf_add(out, "<ul>\n");
        else if (level < depth)
            cm_buf_add(out, "</li></ul></li>\n");
        else
            cm_buf_add(out, "</li>\n");
        cm_buf_add(out, "<li>");
        running(out, at[i].text);
        depth = level;
    }
    cm_buf_add(out, depth ? "</li></ul></li></ul>\n" : "</li></ul>\n");
}

static void block(cm_doc *doc, cm_buf *out, const cm_block *block)
{
    switch (block->kind) {
    case CM_HEADING:
        cm_buf_addf(out, "<h%u>", block->level);
        running(out, block->text);
        cm_buf_addf(out, "</h%u>\n", block->level);
        break;
    case CM_PARA:
        cm_buf_add(out, "<p>");
        running(out, block->text);
        cm_buf_add(out, "</p>\n");
        break;
    case CM_CODE:
        cm_buf_add(out, "<pre>");
        for (const char *at = block->text; *at; at++) {
            char one[2] = {*at, '\0'};
            if (*at == '\n')
                cm_buf_char(out, '\n');
            else
                cm_xml_add(out, one);
        }
        cm_buf_add(out, "</pre>\n");
        break;
    case CM_TABLE: table(out, block->table); break;
    case CM_PICTURE:
        cm_buf_add(out, "<figure>\n");
        cm_buf_add(out, block->svg);
        cm_buf_add(out, "</figure>\n");
        break;
    case CM_NOTES: notes(doc, out); break;
    case CM_ITEM: break; /* written by items() */
    }
}

comitia_status cm_write_html(cm_doc *doc, cm_buf *out)
{
    cm_buf_add(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                    "<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" "
                    "content=\"width=device-width, initial-scale=1\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" "
                    "content=\"default-src 'none'; "
                    "style-src 'unsafe-inline'\">\n<title>");
    cm_xml_add(out, doc->title ? doc->title : "Briefing");
    cm_buf_addf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n",
                style);
    for (size_t i = 0; i < doc->blocks.n;) {
        size_t n = 0;
        while (i + n < doc->blocks.n && doc->blocks.at[i + n].kind == CM_ITEM)
            n++;
        if (n)
            items(out, doc->blocks.at + i, n);
        else
            block(doc, out, &doc->blocks.at[i]);
        i += n ? n : 1;
    }
    cm_buf_add(out, "</main>\n</body>\n</html>\n");
    return doc->failed || out->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
