/* Every place of a name, through all texts that are open and that they use. */
#include "server.h"

/* True if an earlier document has the same place of the same symbol. */
static bool is_known(const lsp_server *server, const uint32_t *symbols,
                     size_t before, const lsp_usage *usage)
{
    const char *path =
        comitia_places_path(usage->places, usage->place->span.file);
    for (size_t d = 0; d < before; d++) {
        const comitia_places *places = server->documents[d]->places;
        const char *own;
        if (symbols[d] == COMITIA_NOWHERE)
            continue;
        for (uint32_t f = 0; (own = comitia_places_path(places, f)); f++) {
            size_t n;
            uint32_t at =
                strcmp(own, path) == 0
                    ? comitia_place_at(places, f, usage->place->span.at)
                    : COMITIA_NOWHERE;
            if (at != COMITIA_NOWHERE &&
                comitia_places_all(places, &n)[at].symbol == symbols[d])
                return true;
        }
    }
    return false;
}

bool lsp_usages_of(lsp_server *server, const lsp_found *found, lsp_usage **at,
                   size_t *n)
{
    cm_vec(lsp_usage) list = {0};
    uint32_t *symbols =
        cm_new_n(&server->scratch, uint32_t, server->n_documents + 1);
    for (size_t d = 0; symbols && d < server->n_documents; d++) {
        lsp_document *document = server->documents[d];
        symbols[d] = lsp_look(server, document)
                         ? lsp_same_symbol(found, document->places)
                         : COMITIA_NOWHERE;
        size_t count = 0;
        const comitia_place *places =
            symbols[d] == COMITIA_NOWHERE
                ? NULL
                : comitia_places_all(document->places, &count);
        for (size_t i = 0; i < count; i++) {
            lsp_usage usage = {document->places, &places[i]};
            if (places[i].symbol == symbols[d] &&
                !is_known(server, symbols, d, &usage) &&
                !cm_push(&server->scratch, &list, usage))
                symbols = NULL;
            if (!symbols)
                break;
        }
    }
    server->b.failed |= !symbols;
    *at = list.at;
    *n = list.n;
    return symbols != NULL;
}
