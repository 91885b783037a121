/* What may stand at the cursor: words of the language, and names that fit. */
#include "base/map.h"
#include "server.h"

enum { MOST_ITEMS = 2000 };

/* CompletionItemKind of the protocol. */
static int kind_of(comitia_symbol_kind kind)
{
    static const int kinds[] = {
        [COMITIA_SYMBOL_BODY] = 7,     [COMITIA_SYMBOL_PLAYER] = 6,
        [COMITIA_SYMBOL_GROUP] = 8,    [COMITIA_SYMBOL_MEASURE] = 11,
        [COMITIA_SYMBOL_ACT] = 3,      [COMITIA_SYMBOL_FACT] = 21,
        [COMITIA_SYMBOL_OPTION] = 20,  [COMITIA_SYMBOL_OUTCOME] = 23,
        [COMITIA_SYMBOL_LADDER] = 3,   [COMITIA_SYMBOL_TALKS] = 9,
        [COMITIA_SYMBOL_POINT] = 5,    [COMITIA_SYMBOL_LABEL] = 18,
        [COMITIA_SYMBOL_SOURCE] = 6,   [COMITIA_SYMBOL_FILE] = 17};
    return kinds[kind];
}

/* A list under way. */
typedef struct listing {
    lsp_server *server;
    comitia_value *items;
    const comitia_offers *offers;
    lsp_lines *lines;
    size_t from, bytes; /* of the word that is replaced */
    cm_map listed;      /* names */
} listing;

static comitia_value *add(listing *l, const char *label, int kind)
{
    enum { KEYWORD = 14 };
    cm_builder *b = &l->server->b;
    if (comitia_value_count(l->items) >= MOST_ITEMS)
        return NULL;
    comitia_value *item = cm_add_object(b, l->items);
    cm_put_text(b, item, "label", label);
    cm_put_number(b, item, "kind", kind);
    /* Names come before words. */
    cm_put_text(b, item, "sortText", kind == KEYWORD ? "1" : "0");
    comitia_value *edit = cm_put_object(b, item, "textEdit");
    cm_put(b, edit, "range", lsp_range(l->server, l->lines, l->from, l->bytes));
    cm_put_text(b, edit, "newText", label);
    return item;
}

/* True if a name is of a kind, and inside of what, that fits here. */
static bool fits(const listing *l, const comitia_symbol *symbols,
                 const comitia_symbol *symbol)
{
    const char *in = symbol->in == COMITIA_NOWHERE ? NULL
                                                   : symbols[symbol->in].name;
    if (!(l->offers->kinds >> symbol->kind & 1))
        return false;
    if (symbol->kind == COMITIA_SYMBOL_OPTION)
        return in && strcmp(in, l->offers->of) == 0;
    if (symbol->kind == COMITIA_SYMBOL_LABEL)
        return strcmp(symbol->word, "goal") == 0;
    if (symbol->kind == COMITIA_SYMBOL_GROUP ||
        symbol->kind == COMITIA_SYMBOL_MEASURE)
        return !*l->offers->body || (in && !strcmp(in, l->offers->body));
    return true;
}

static void add_names(listing *l, const comitia_places *places)
{
    size_t n;
    cm_builder *b = &l->server->b;
    const comitia_symbol *symbols =
        places ? comitia_places_symbols(places, &n) : NULL;
    for (size_t i = 0; symbols && i < n; i++) {
        if (!fits(l, symbols, &symbols[i]) ||
            cm_map_get(&l->listed, symbols[i].name) != CM_MAP_NONE)
            continue;
        b->failed |=
            !cm_map_put(&l->server->scratch, &l->listed, symbols[i].name, 1);
        comitia_value *item = add(l, symbols[i].name, kind_of(symbols[i].kind));
        if (!item)
            return;
        cm_put_text(b, item, "detail",
                    symbols[i].title ? symbols[i].title : symbols[i].word);
    }
}

static void list(listing *l, const lsp_document *document)
{
    enum { KEYWORD = 14 };
    if (l->offers->name && l->offers->kinds) {
        add_names(l, document->places);
        if (document->good_places != document->places)
            add_names(l, document->good_places);
    }
    for (size_t i = 0; i < l->offers->n_words; i++)
        add(l, l->offers->words[i], KEYWORD);
}

void lsp_completion(lsp_call *call)
{
    lsp_server *server = call->server;
    cm_builder *b = &server->b;
    lsp_document *document = lsp_document_of(call);
    lsp_position position;
    comitia_offers *offers = cm_new(&server->scratch, comitia_offers);
    if (!document || !offers || !lsp_look(server, document))
        return;
    if (!lsp_read_position(call->json, call->params, "position", &position)) {
        lsp_refuse(call, LSP_INVALID_PARAMS, "there is no position");
        return;
    }
    listing l = {.server = server,
                 .offers = offers,
                 .lines = lsp_lines_of(server, document->places, 0)};
    if (!l.lines)
        return;
    size_t at = lsp_byte_of(l.lines, position);
    lsp_word_at(l.lines->at, at, at, &l.from, &l.bytes);
    if (comitia_offer(server->ctx, l.lines->at, l.from, offers) != COMITIA_OK)
        return;
    call->result = cm_object(b);
    cm_put_bool(b, call->result, "isIncomplete", false);
    l.items = cm_put_list(b, call->result, "items");
    list(&l, document);
    if (comitia_value_count(l.items) >= MOST_ITEMS)
        cm_set(b, call->result, "isIncomplete", cm_bool(b, true));
}
