/* Spans of the library as ranges of the protocol, and the name at a position. */
#include "lang/parse/chars.h"
#include "server.h"
#include "uri.h"

/* Lines of a text that were needed for this message. */
typedef struct lsp_shown {
    struct lsp_shown *next;
    const char *at;
    lsp_lines lines;
} lsp_shown;

/* A byte order mark is no part of what the library reads, but of what an editor
   counts if it sent one. */
static uint32_t mark_of(const lsp_server *server, const comitia_places *places,
                        uint32_t file)
{
    const lsp_document *open =
        lsp_document_at(server, comitia_places_path(places, file));
    bool has_mark = open && open->n >= 3 &&
                    memcmp(open->text, "\xEF\xBB\xBF", 3) == 0;
    return !has_mark ? 0 : server->utf8 ? 3 : 1;
}

lsp_lines *lsp_lines_of(lsp_server *server, const comitia_places *places,
                        uint32_t file)
{
    size_t n;
    const char *at = comitia_places_text(places, file, &n);
    for (lsp_shown *shown = server->shown; shown; shown = shown->next)
        if (shown->at == at)
            return &shown->lines;
    lsp_shown *shown = cm_new(&server->scratch, lsp_shown);
    if (!shown || !lsp_lines_init(&shown->lines, &server->scratch,
                                  at ? at : "", n, server->utf8)) {
        server->b.failed = true;
        return NULL;
    }
    shown->lines.mark = mark_of(server, places, file);
    shown->at = at;
    shown->next = server->shown;
    server->shown = shown;
    return &shown->lines;
}

lsp_document *lsp_document_read(lsp_call *call, lsp_lines **lines)
{
    lsp_document *document = lsp_document_of(call);
    if (!document || !lsp_look(call->server, document))
        return NULL;
    *lines = lsp_lines_of(call->server, document->places, 0);
    return *lines ? document : NULL;
}

static void put_position(cm_builder *b, comitia_value *range, const char *key,
                         lsp_position position)
{
    comitia_value *object = cm_put_object(b, range, key);
    cm_put_number(b, object, "line", position.line);
    cm_put_number(b, object, "character", position.character);
}

comitia_value *lsp_range(lsp_server *server, lsp_lines *lines, size_t at,
                         size_t bytes)
{
    cm_builder *b = &server->b;
    comitia_value *range = cm_object(b);
    if (!lines)
        return NULL;
    put_position(b, range, "start", lsp_position_of(lines, at));
    put_position(b, range, "end", lsp_position_of(lines, at + bytes));
    return range;
}

void lsp_range_asked(const lsp_call *call, const lsp_lines *lines,
                     size_t *from, size_t *to)
{
    lsp_position start, end;
    uint32_t range = cm_json_get(call->json, call->params, "range");
    *from = 0;
    *to = SIZE_MAX;
    if (range == CM_JSON_NONE ||
        !lsp_read_position(call->json, range, "start", &start) ||
        !lsp_read_position(call->json, range, "end", &end))
        return;
    *from = lsp_byte_of(lines, start);
    *to = lsp_byte_of(lines, end);
}

comitia_value *lsp_range_of(lsp_server *server, const comitia_places *places,
                            const comitia_span *span)
{
    return lsp_range(server, lsp_lines_of(server, places, span->file), span->at,
                     span->bytes);
}

const char *lsp_uri_for(lsp_server *server, const char *path)
{
    const lsp_document *open = lsp_document_at(server, path);
    const char *uri = open ? open->uri : lsp_uri_of(&server->scratch, path);
    server->b.failed |= !uri;
    return uri;
}

comitia_value *lsp_location(lsp_server *server, const comitia_places *places,
                            const comitia_span *span)
{
    comitia_value *location = cm_object(&server->b);
    cm_put_text(&server->b, location, "uri",
                lsp_uri_for(server, comitia_places_path(places, span->file)));
    cm_put(&server->b, location, "range", lsp_range_of(server, places, span));
    return location;
}

/* ---- names --------------------------------------------------------------- */

static bool is_part(const char *text, size_t n, size_t at, size_t *bytes)
{
    int32_t point;
    *bytes = cm_utf8_next(text + at, n - at, &point);
    return cm_is_name_char(point) || point == '-';
}

/* Where the character before byte `at` begins. */
static size_t before(const char *text, size_t at)
{
    size_t from = at - 1;
    while (from > 0 && at - from < 4 && ((unsigned char)text[from] & 0xC0) == 0x80)
        from--;
    return from;
}

bool lsp_word_at(const char *text, size_t n, size_t at, size_t *from,
                 size_t *bytes)
{
    size_t first = at, end = at, step;
    while (first > 0) {
        size_t one = before(text, first);
        if (!is_part(text, n, one, &step) || one + step != first)
            break;
        first = one;
    }
    while (end < n && is_part(text, n, end, &step))
        end += step;
    *from = first;
    *bytes = end - first;
    return end > first;
}

static bool same_place(const comitia_places *a, const comitia_span *at,
                       const comitia_places *b, const comitia_span *there)
{
    const char *path = comitia_places_path(a, at->file);
    const char *other = comitia_places_path(b, there->file);
    return at->line && path && other && strcmp(path, other) == 0 &&
           at->line == there->line && at->column == there->column;
}

uint32_t lsp_same_symbol(const lsp_found *found, const comitia_places *places)
{
    size_t n, m;
    const comitia_symbol *symbol =
        &comitia_places_symbols(found->places, &n)[found->symbol];
    const comitia_symbol *all = comitia_places_symbols(places, &m);
    if (found->places == places)
        return found->symbol;
    for (size_t i = 0; i < m; i++)
        if (all[i].kind == symbol->kind &&
            strcmp(all[i].name, symbol->name) == 0 &&
            same_place(found->places, &symbol->declared, places,
                           &all[i].declared))
            return (uint32_t)i;
    return COMITIA_NOWHERE;
}

/* The place at byte `at` of the file with this path. */
static bool find_in(const comitia_places *places, const char *path, size_t at,
                    lsp_found *found)
{
    size_t n;
    const char *own;
    for (uint32_t file = 0; (own = comitia_places_path(places, file)); file++) {
        uint32_t place = strcmp(own, path) == 0
                             ? comitia_place_at(places, file, at)
                             : COMITIA_NOWHERE;
        if (place == COMITIA_NOWHERE)
            continue;
        const comitia_place *it = &comitia_places_all(places, &n)[place];
        found->places = places;
        found->place = place;
        found->symbol = it->symbol;
        found->at = it->span.at;
        found->bytes = it->span.bytes;
        return true;
    }
    return false;
}

/* A name by itself, where nothing around it parses. */
static bool find_word(const comitia_places *places, const char *word, size_t n,
                      lsp_found *found)
{
    size_t count;
    const comitia_symbol *symbols = comitia_places_symbols(places, &count);
    for (size_t i = 0; i < count; i++)
        if (strlen(symbols[i].name) == n &&
            memcmp(symbols[i].name, word, n) == 0 &&
            symbols[i].kind != COMITIA_SYMBOL_FILE) {
            found->places = places;
            found->symbol = (uint32_t)i;
            found->place = COMITIA_NOWHERE;
            return true;
        }
    return false;
}

bool lsp_find(lsp_call *call, lsp_document *document, lsp_found *found)
{
    lsp_server *server = call->server;
    lsp_position position;
    if (!lsp_read_position(call->json, call->params, "position", &position)) {
        lsp_refuse(call, LSP_INVALID_PARAMS, "there is no position");
        return false;
    }
    lsp_lines *lines = lsp_look(server, document)
                           ? lsp_lines_of(server, document->places, 0)
                           : NULL;
    if (!lines)
        return false;
    size_t at = lsp_byte_of(lines, position);
    found->root = document;
    if (find_in(document->places, document->path, at, found))
        return true;
    /* What a file that is used says may be understood only from the file that
       uses it. */
    for (size_t i = 0; i < server->n_documents; i++) {
        found->root = server->documents[i];
        if (found->root != document && lsp_look(server, found->root) &&
            find_in(found->root->places, document->path, at, found))
            return true;
    }
    found->root = document;
    if (!lsp_word_at(lines->at, lines->n, at, &found->at, &found->bytes))
        return false;
    const char *word = lines->at + found->at;
    return find_word(document->places, word, found->bytes, found) ||
           (document->good_places &&
            find_word(document->good_places, word, found->bytes, found));
}
