/* Another name for a thing, wherever it stands.
 *
 * The new texts are read before anything is answered: names must mean then what
 * they mean now, or it is refused.
 */
#include "lang/parse/lexer.h"
#include "server.h"

static const comitia_symbol *symbol_of(const lsp_found *found)
{
    size_t n;
    return &comitia_places_symbols(found->places, &n)[found->symbol];
}

/* Finds the name, and refuses what cannot be renamed. */
static bool find(lsp_call *call, lsp_document *document, lsp_found *found)
{
    if (!lsp_find(call, document, found) ||
        found->place == COMITIA_NOWHERE) {
        if (!call->error)
            lsp_refuse(call, LSP_REQUEST_FAILED, "no name stands here");
        return false;
    }
    if (symbol_of(found)->kind == COMITIA_SYMBOL_FILE)
        lsp_refuse(call, LSP_REQUEST_FAILED, "this is the path of a file");
    else if (symbol_of(found)->from_table)
        lsp_refuse(call, LSP_REQUEST_FAILED, "this name comes from a table");
    return call->error == 0;
}

void lsp_prepare_rename(lsp_call *call)
{
    lsp_found found;
    lsp_document *document = lsp_document_of(call);
    if (!document || !find(call, document, &found))
        return;
    cm_builder *b = &call->server->b;
    size_t n;
    const comitia_place *place =
        &comitia_places_all(found.places, &n)[found.place];
    call->result = cm_object(b);
    cm_put(b, call->result, "range",
           lsp_range_of(call->server, found.places, &place->span));
    cm_put_text(b, call->result, "placeholder", symbol_of(&found)->name);
}

/* ---- reading the new texts ----------------------------------------------- */

/* The text of a file with `name` in all places of a symbol. */
static lsp_edited *edit(lsp_server *server, const comitia_places *places,
                        uint32_t file, uint32_t symbol, const char *name)
{
    size_t bytes, n, from = 0;
    const char *text = comitia_places_text(places, file, &bytes);
    const comitia_place *all = comitia_places_all(places, &n);
    lsp_edited *edited = cm_new(&server->scratch, lsp_edited);
    cm_buf out;
    cm_buf_init(&out, &server->scratch);
    for (size_t i = 0; i < n; i++) {
        if (all[i].symbol != symbol || all[i].span.file != file)
            continue;
        cm_buf_add_n(&out, text + from, all[i].span.at - from);
        cm_buf_add(&out, name);
        from = (size_t)all[i].span.at + all[i].span.bytes;
    }
    cm_buf_add_n(&out, text + from, bytes - from);
    if (!edited || !cm_buf_text(&out))
        return NULL;
    *edited = (lsp_edited){.path = comitia_places_path(places, file),
                           .text = cm_buf_text(&out),
                           .n = out.n};
    return edited;
}

/* The same names mean the same things, in the same order. */
static bool mean_the_same(const comitia_places *a, const comitia_places *b)
{
    size_t n, m;
    const comitia_place *left = comitia_places_all(a, &n);
    const comitia_place *right = comitia_places_all(b, &m);
    bool same = n == m;
    for (size_t i = 0; same && i < n; i++)
        same = left[i].symbol == right[i].symbol &&
               left[i].declares == right[i].declares;
    return same;
}

/* Reads a document as it would be; false if names would mean something else,
   or errors come of it. */
static bool try_name(lsp_server *server, lsp_document *root, uint32_t symbol,
                     const char *name)
{
    lsp_edited *first = NULL, *last = NULL;
    for (uint32_t file = 0; comitia_places_path(root->places, file); file++) {
        lsp_edited *edited = edit(server, root->places, file, symbol, name);
        if (!edited) {
            server->b.failed = true;
            return false;
        }
        if (last)
            last->next = edited;
        else
            first = edited;
        last = edited;
    }
    comitia_model *model = NULL;
    comitia_places *places = NULL;
    lsp_beside beside = {server, root->path, first};
    comitia_loader loader = lsp_loader(&beside);
    comitia_status status = comitia_model_parse(
        server->ctx, root->path, first->text, first->n, &loader, &model);
    if (status == COMITIA_OK)
        status = comitia_places_of(server->ctx, model, &places);
    bool good = status == COMITIA_OK && mean_the_same(root->places, places) &&
                (comitia_model_has_errors(root->model) ||
                 !comitia_model_has_errors(model));
    comitia_places_free(places);
    comitia_model_free(model);
    return good;
}

/* True if the old name also stands where an error hides what it means: there
   it would stay. */
static bool is_hidden(const comitia_places *places, const char *name)
{
    size_t bytes, n, length = strlen(name);
    const comitia_place *all = comitia_places_all(places, &n);
    for (uint32_t file = 0; comitia_places_path(places, file); file++) {
        const char *text = comitia_places_text(places, file, &bytes);
        cm_lexer lexer;
        cm_lexer_init(&lexer, text, bytes);
        for (cm_token token = cm_lexer_next(&lexer); token.kind != CM_T_END;
             token = cm_lexer_next(&lexer)) {
            if (token.kind != CM_T_NAME || token.bytes != length ||
                memcmp(text + token.at, name, length) != 0)
                continue;
            uint32_t place = comitia_place_at(places, file, token.at);
            if (place == COMITIA_NOWHERE || all[place].span.at != token.at)
                return true;
        }
    }
    return false;
}

static bool try_all(lsp_call *call, const lsp_found *found, const char *name)
{
    lsp_server *server = call->server;
    for (size_t i = 0; i < server->n_documents; i++) {
        lsp_document *root = server->documents[i];
        uint32_t symbol = lsp_look(server, root)
                              ? lsp_same_symbol(found, root->places)
                              : COMITIA_NOWHERE;
        if (symbol == COMITIA_NOWHERE)
            continue;
        if (comitia_model_has_errors(root->model) &&
            is_hidden(root->places, symbol_of(found)->name)) {
            lsp_refuse(call, LSP_REQUEST_FAILED,
                       "the name also stands where there is an error: mend "
                       "that first");
            return false;
        }
        if (!try_name(server, root, symbol, name)) {
            lsp_refuse(call, LSP_REQUEST_FAILED,
                       "this name is taken: with it the text would mean "
                       "something else, or have errors");
            return false;
        }
    }
    return true;
}

/* ---- the answer ---------------------------------------------------------- */

/* The list of edits of a text, made when it is needed first. */
static comitia_value *edits_of(lsp_server *server, comitia_value *changes,
                               const char *uri)
{
    for (size_t i = 0; i < comitia_value_count(changes); i++)
        if (strcmp(comitia_value_key(changes, i), uri) == 0)
            return (comitia_value *)comitia_value_at(changes, i);
    return cm_put_list(&server->b, changes, uri);
}

void lsp_rename(lsp_call *call)
{
    lsp_found found;
    lsp_usage *usages;
    size_t n;
    lsp_server *server = call->server;
    cm_builder *b = &server->b;
    lsp_document *document = lsp_document_of(call);
    if (!document || !find(call, document, &found))
        return;
    const char *name = cm_json_text(call->json, call->params, "newName");
    if (!name || !comitia_is_name(name, strlen(name))) {
        lsp_refuse(call, LSP_REQUEST_FAILED,
                   "a name is a letter, then letters, digits, _ and -, and no "
                   "word of the language");
        return;
    }
    if (strcmp(name, symbol_of(&found)->name) != 0 &&
        !try_all(call, &found, name))
        return;
    if (!lsp_usages_of(server, &found, &usages, &n))
        return;
    call->result = cm_object(b);
    comitia_value *changes = cm_put_object(b, call->result, "changes");
    for (size_t i = 0; i < n; i++) {
        const comitia_span *span = &usages[i].place->span;
        const char *uri = lsp_uri_for(
            server, comitia_places_path(usages[i].places, span->file));
        if (!uri)
            return;
        comitia_value *edit =
            cm_add_object(b, edits_of(server, changes, uri));
        cm_put(b, edit, "range", lsp_range_of(server, usages[i].places, span));
        cm_put_text(b, edit, "newText", name);
    }
}
