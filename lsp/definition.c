/* Where a name is declared, and where it is used. */
#include "server.h"

static const comitia_symbol *symbol_of(const lsp_found *found)
{
    size_t n;
    return &comitia_places_symbols(found->places, &n)[found->symbol];
}

void lsp_definition(lsp_call *call)
{
    lsp_found found;
    lsp_document *document = lsp_document_of(call);
    if (!document || !lsp_find(call, document, &found))
        return;
    const comitia_symbol *symbol = symbol_of(&found);
    cm_builder *b = &call->server->b;
    size_t n;
    const comitia_place *places = comitia_places_all(found.places, &n);
    if (symbol->declared.line == 0)
        return;
    call->result = cm_list(b);
    if (symbol->from_table || symbol->kind == COMITIA_SYMBOL_FILE)
        cm_add(b, call->result,
               lsp_location(call->server, found.places, &symbol->declared));
    /* A party of two bodies is declared in both. */
    for (size_t i = 0; i < n; i++)
        if (places[i].symbol == found.symbol && places[i].declares)
            cm_add(b, call->result,
                   lsp_location(call->server, found.places, &places[i].span));
}

static bool wants_declaration(const lsp_call *call)
{
    uint32_t context = cm_json_get(call->json, call->params, "context");
    uint32_t wanted =
        context == CM_JSON_NONE
            ? CM_JSON_NONE
            : cm_json_get(call->json, context, "includeDeclaration");
    return wanted == CM_JSON_NONE ||
           call->json->at[wanted].kind != CM_JSON_FALSE;
}

void lsp_references(lsp_call *call)
{
    lsp_found found;
    lsp_usage *usages;
    size_t n;
    lsp_server *server = call->server;
    lsp_document *document = lsp_document_of(call);
    if (!document || !lsp_find(call, document, &found) ||
        !lsp_usages_of(server, &found, &usages, &n))
        return;
    bool declarations = wants_declaration(call);
    call->result = cm_list(&server->b);
    for (size_t i = 0; i < n; i++)
        if (declarations || !usages[i].place->declares)
            cm_add(&server->b, call->result,
                   lsp_location(server, usages[i].places,
                                &usages[i].place->span));
}

void lsp_highlight(lsp_call *call)
{
    enum { READ = 2, WRITE = 3 };
    lsp_found found;
    lsp_document *document = lsp_document_of(call);
    if (!document || !lsp_find(call, document, &found))
        return;
    cm_builder *b = &call->server->b;
    size_t n;
    const comitia_place *places = comitia_places_all(found.places, &n);
    call->result = cm_list(b);
    for (size_t i = 0; found.place != COMITIA_NOWHERE && i < n; i++) {
        const char *path = comitia_places_path(found.places,
                                               places[i].span.file);
        if (places[i].symbol != found.symbol ||
            strcmp(path, document->path) != 0)
            continue;
        comitia_value *item = cm_add_object(b, call->result);
        cm_put(b, item, "range",
               lsp_range_of(call->server, found.places, &places[i].span));
        cm_put_number(b, item, "kind", places[i].declares ? WRITE : READ);
    }
}
