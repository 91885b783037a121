/* The declarations of a text as a tree. */
#include "lang/parse/chars.h"
#include "server.h"

enum { MOST_CHARACTERS = 60 };

/* SymbolKind of the protocol. */
static int kind_of(const char *word)
{
    static const struct {
        const char *word;
        int kind;
    } kinds[] = {
        {"body", 5},    {"party", 8},    {"member", 8},  {"members", 18},
        {"group", 10},  {"vacant", 21},  {"actor", 13},  {"act", 12},
        {"fact", 17},   {"outcome", 14}, {"ladder", 6},  {"on", 24},
        {"by", 24},     {"since", 24},   {"source", 11}, {"report", 15},
        {"talks", 3},   {"use", 1},      {"forecast", 16}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].word, word) == 0)
            return kinds[i].kind;
    return 20;
}

/* What has no name is called by its first line. */
static const char *first_line(lsp_server *server, const char *text, size_t n)
{
    size_t end = 0;
    for (uint32_t k = 0; end < n && k < MOST_CHARACTERS; k++) {
        int32_t point;
        size_t bytes = cm_utf8_next(text + end, n - end, &point);
        if (point < 0x20)
            break;
        end += bytes;
    }
    const char *line = cm_strdup_n(&server->scratch, text, end);
    server->b.failed |= !line;
    return line;
}

static comitia_value *symbol_of(lsp_server *server, lsp_lines *lines,
                                const comitia_outline *item)
{
    cm_builder *b = &server->b;
    comitia_value *symbol = cm_object(b);
    const comitia_span *named = item->named.line ? &item->named : &item->whole;
    size_t end = (size_t)item->whole.at + item->whole.bytes;
    cm_put_text(b, symbol, "name",
                item->name ? item->name
                           : first_line(server, lines->at + item->whole.at,
                                        item->whole.bytes));
    cm_put_text(b, symbol, "detail", item->title ? item->title : "");
    cm_put_number(b, symbol, "kind", kind_of(item->word));
    cm_put(b, symbol, "range",
           lsp_range(server, lines, item->whole.at, item->whole.bytes));
    cm_put(b, symbol, "selectionRange",
           (size_t)named->at + named->bytes <= end
               ? lsp_range(server, lines, named->at, named->bytes)
               : lsp_range(server, lines, item->whole.at, 0));
    return symbol;
}

void lsp_symbols(lsp_call *call)
{
    lsp_server *server = call->server;
    cm_builder *b = &server->b;
    lsp_lines *lines;
    lsp_document *document = lsp_document_read(call, &lines);
    if (!document)
        return;
    size_t n;
    const comitia_outline *outline =
        comitia_places_outline(document->places, &n);
    comitia_value *children = NULL;
    call->result = cm_list(b);
    for (size_t i = 0; i < n && outline[i].whole.file == 0; i++) {
        comitia_value *symbol =
            symbol_of(server, lines, &outline[i]);
        bool inner = outline[i].in != COMITIA_NOWHERE;
        cm_add(b, inner && children ? children : call->result, symbol);
        /* Entries follow their body. */
        if (!inner)
            children = strcmp(outline[i].word, "body") == 0
                           ? cm_put_list(b, symbol, "children")
                           : NULL;
    }
}
