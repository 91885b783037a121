/* Texts that are open in the editor, and the models in them. */
#include "server.h"
#include "uri.h"

/* ---- memory that outlives a message -------------------------------------- */

static void *resize(lsp_server *server, void *at, size_t old, size_t bytes)
{
    const comitia_allocator *allocator = &server->ctx->allocator;
    return allocator->resize(allocator->user, at, old, bytes);
}

static char *keep(lsp_server *server, const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = resize(server, NULL, 0, n);
    if (copy)
        memcpy(copy, text, n);
    return copy;
}

static void drop(lsp_server *server, char *text)
{
    if (text)
        resize(server, text, strlen(text) + 1, 0);
}

/* ---- finding ------------------------------------------------------------- */

lsp_document *lsp_document_at(const lsp_server *server, const char *path)
{
    for (size_t i = 0; path && i < server->n_documents; i++)
        if (strcmp(server->documents[i]->path, path) == 0)
            return server->documents[i];
    return NULL;
}

static lsp_document *find(const lsp_server *server, const char *uri)
{
    for (size_t i = 0; uri && i < server->n_documents; i++)
        if (strcmp(server->documents[i]->uri, uri) == 0)
            return server->documents[i];
    return NULL;
}

static const char *uri_of(const lsp_call *call)
{
    uint32_t at = cm_json_get(call->json, call->params, "textDocument");
    return at == CM_JSON_NONE ? NULL : cm_json_text(call->json, at, "uri");
}

lsp_document *lsp_document_of(lsp_call *call)
{
    lsp_document *document = call->params == CM_JSON_NONE
                                 ? NULL
                                 : find(call->server, uri_of(call));
    if (!document)
        lsp_refuse(call, LSP_INVALID_PARAMS, "this document is not open");
    return document;
}

static bool uses(const lsp_document *document, const char *path)
{
    const char *own;
    for (uint32_t i = 1; document->places &&
                         (own = comitia_places_path(document->places, i));
         i++)
        if (strcmp(own, path) == 0)
            return true;
    return false;
}

void lsp_touch(lsp_server *server, const lsp_document *changed)
{
    for (size_t i = 0; i < server->n_documents; i++) {
        lsp_document *document = server->documents[i];
        if (!changed || document == changed || uses(document, changed->path))
            document->stale = document->untold = true;
    }
}

/* ---- models -------------------------------------------------------------- */

static const char *load(void *user, const char *path, comitia_text *text)
{
    const lsp_beside *beside = user;
    const comitia_loader *files = &beside->server->host->files;
    cm_arena arena;
    cm_arena_init(&arena, beside->server->ctx->allocator);
    const char *whole = lsp_path_beside(&arena, beside->from, path);
    const char *trouble = whole ? NULL : "out of memory";
    const lsp_edited *edited = beside->edited;
    while (whole && edited && strcmp(edited->path, whole) != 0)
        edited = edited->next;
    const lsp_document *open = lsp_document_at(beside->server, whole);
    text->handle = NULL;
    if (whole && edited) {
        text->bytes = edited->text;
        text->n_bytes = edited->n;
    } else if (whole && open) {
        text->bytes = open->text;
        text->n_bytes = open->n;
    } else if (whole && files->load && whole[0] == '/') {
        trouble = files->load(files->user, whole, text);
    } else if (whole) {
        trouble = "no other file can be read here";
    }
    cm_arena_clear(&arena);
    return trouble;
}

static void done(void *user, comitia_text *text)
{
    const lsp_beside *beside = user;
    const comitia_loader *files = &beside->server->host->files;
    if (text->handle && files->done)
        files->done(files->user, text);
}

comitia_loader lsp_loader(lsp_beside *beside)
{
    return (comitia_loader){load, done, beside};
}

static void drop_models(lsp_server *server, lsp_document *document, bool all)
{
    if (document->model != document->good) {
        comitia_places_free(document->places);
        comitia_model_free(document->model);
    }
    document->model = NULL;
    document->places = NULL;
    if (!all)
        return;
    lsp_forget_meanings(server, document);
    comitia_places_free(document->good_places);
    comitia_model_free(document->good);
    document->good = NULL;
    document->good_places = NULL;
}

bool lsp_look(lsp_server *server, lsp_document *document)
{
    if (document->model && !document->stale)
        return true;
    comitia_model *model = NULL;
    comitia_places *places = NULL;
    lsp_beside beside = {server, document->path, NULL};
    comitia_loader loader = lsp_loader(&beside);
    comitia_status status =
        comitia_model_parse(server->ctx, document->path, document->text,
                            document->n, &loader, &model);
    if (status == COMITIA_OK)
        status = comitia_places_of(server->ctx, model, &places);
    if (status != COMITIA_OK) {
        comitia_model_free(model);
        return false;
    }
    bool good = !comitia_model_has_errors(model);
    drop_models(server, document, good);
    document->model = model;
    document->places = places;
    document->stale = false;
    if (good) {
        document->good = model;
        document->good_places = places;
    }
    return true;
}

/* ---- opening, changing, closing ------------------------------------------ */

static void free_document(lsp_server *server, lsp_document *document)
{
    drop_models(server, document, true);
    drop(server, document->uri);
    drop(server, document->path);
    if (document->text)
        resize(server, document->text, document->room, 0);
    resize(server, document, sizeof *document, 0);
}

void lsp_documents_clear(lsp_server *server)
{
    for (size_t i = 0; i < server->n_documents; i++)
        free_document(server, server->documents[i]);
    if (server->documents)
        resize(server, server->documents,
               server->room * sizeof *server->documents, 0);
}

/* Puts `n` bytes in the place of from..to-1. */
static bool replace(lsp_server *server, lsp_document *document, size_t from,
                    size_t to, const char *text, size_t n)
{
    size_t size = document->n - (to - from) + n;
    if (size + 1 > document->room) {
        size_t room = size + size / 2 + 64;
        char *at = resize(server, document->text, document->room, room);
        if (!at)
            return false;
        document->text = at;
        document->room = room;
    }
    memmove(document->text + from + n, document->text + to, document->n - to);
    if (n)
        memcpy(document->text + from, text, n);
    document->n = size;
    return true;
}

static void set_version(lsp_document *document, const lsp_call *call)
{
    uint32_t at = cm_json_get(call->json, call->params, "textDocument");
    document->has_version =
        at != CM_JSON_NONE &&
        lsp_number(call->json, at, "version", &document->version);
}

static lsp_document *add(lsp_server *server, const char *uri)
{
    if (server->n_documents == server->room) {
        size_t room = server->room ? 2 * server->room : 8;
        size_t size = sizeof *server->documents;
        lsp_document **at = resize(server, server->documents,
                                   server->room * size, room * size);
        if (!at)
            return NULL;
        server->documents = at;
        server->room = room;
    }
    lsp_document *document = resize(server, NULL, 0, sizeof *document);
    if (!document)
        return NULL;
    *document = (lsp_document){0};
    const char *path = lsp_path_of(&server->scratch, uri);
    document->uri = keep(server, uri);
    document->path = path ? keep(server, path) : NULL;
    if (!document->uri || !document->path ||
        !replace(server, document, 0, 0, "", 0)) {
        free_document(server, document);
        return NULL;
    }
    server->documents[server->n_documents++] = document;
    return document;
}

void lsp_did_open(lsp_call *call)
{
    lsp_server *server = call->server;
    uint32_t at = call->params == CM_JSON_NONE
                      ? CM_JSON_NONE
                      : cm_json_get(call->json, call->params, "textDocument");
    const char *uri =
        at == CM_JSON_NONE ? NULL : cm_json_text(call->json, at, "uri");
    const char *text =
        at == CM_JSON_NONE ? NULL : cm_json_text(call->json, at, "text");
    if (!uri || !text)
        return;
    lsp_document *document = find(server, uri);
    if (!document && server->n_documents == LSP_MOST_DOCUMENTS)
        return;
    if (!document)
        document = add(server, uri);
    if (!document ||
        !replace(server, document, 0, document->n, text, strlen(text))) {
        lsp_fail(server);
        return;
    }
    set_version(document, call);
    lsp_touch(server, NULL);
}

/* One change: of a range, or of everything. */
static bool change(lsp_call *call, lsp_document *document, uint32_t item)
{
    const char *text = cm_json_text(call->json, item, "text");
    uint32_t range = cm_json_get(call->json, item, "range");
    lsp_position start, end;
    size_t from = 0, to = document->n;
    if (!text)
        return true;
    if (range != CM_JSON_NONE) {
        lsp_lines lines;
        cm_arena scratch;
        if (!lsp_read_position(call->json, range, "start", &start) ||
            !lsp_read_position(call->json, range, "end", &end))
            return true;
        cm_arena_init(&scratch, call->server->ctx->allocator);
        bool counted = lsp_lines_init(&lines, &scratch, document->text,
                                      document->n, call->server->utf8);
        if (counted) {
            from = lsp_byte_of(&lines, start);
            to = lsp_byte_of(&lines, end);
        }
        cm_arena_clear(&scratch);
        if (!counted)
            return false;
    }
    return replace(call->server, document, from, to < from ? from : to, text,
                   strlen(text));
}

void lsp_did_change(lsp_call *call)
{
    lsp_document *document = lsp_document_of(call);
    if (!document)
        return;
    for (uint32_t item =
             cm_json_first(call->json, call->params, "contentChanges");
         item != CM_JSON_NONE; item = call->json->at[item].next)
        if (!change(call, document, item)) {
            lsp_fail(call->server);
            return;
        }
    set_version(document, call);
    lsp_touch(call->server, document);
}

/* Files on disk may have changed too. */
void lsp_did_save(lsp_call *call)
{
    lsp_touch(call->server, NULL);
}

void lsp_did_close(lsp_call *call)
{
    lsp_server *server = call->server;
    lsp_document *document = lsp_document_of(call);
    if (!document)
        return;
    lsp_untell(server, document->uri);
    for (size_t i = 0; i < server->n_documents; i++)
        if (server->documents[i] == document)
            server->documents[i] = server->documents[--server->n_documents];
    free_document(server, document);
    lsp_touch(server, NULL);
}
