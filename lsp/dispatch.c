/* From a message to who answers it, and back. */
#include "server.h"

#include "report/doc/json.h"

/* ---- what is sent -------------------------------------------------------- */

void lsp_fail(lsp_server *server)
{
    server->over = true;
    server->exit = 69;
}

static void send(lsp_server *server, const cm_buf *body)
{
    const char *text = cm_buf_text(body);
    if (server->over)
        return;
    if (!text || server->b.failed) {
        lsp_fail(server);
        return;
    }
    cm_buf framed;
    cm_buf_init(&framed, &server->scratch);
    cm_buf_addf(&framed, "Content-Length: %zu\r\n\r\n", body->n);
    cm_buf_add_n(&framed, text, body->n);
    if (!cm_buf_text(&framed)) {
        lsp_fail(server);
        return;
    }
    if (server->host->write(server->host->user, cm_buf_text(&framed),
                            framed.n)) {
        server->over = true;
        server->exit = 74;
    }
}

void lsp_notify(lsp_server *server, const char *method, comitia_value *params)
{
    cm_buf out;
    cm_buf_init(&out, &server->scratch);
    cm_buf_addf(&out, "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":",
                method);
    cm_json_add(&out, params);
    cm_buf_char(&out, '}');
    send(server, &out);
}

/* `id` is the bytes that the editor sent, or "null". */
static void answer(lsp_server *server, const char *id, size_t n,
                   const lsp_call *call)
{
    cm_buf out;
    cm_buf_init(&out, &server->scratch);
    cm_buf_add(&out, "{\"jsonrpc\":\"2.0\",\"id\":");
    cm_buf_add_n(&out, id, n);
    if (call->error) {
        cm_buf_addf(&out, ",\"error\":{\"code\":%d,\"message\":", call->error);
        cm_json_string(&out, call->message);
        cm_buf_char(&out, '}');
    } else {
        cm_buf_add(&out, ",\"result\":");
        cm_json_add(&out, call->result ? call->result : cm_null(&server->b));
    }
    cm_buf_char(&out, '}');
    send(server, &out);
}

void lsp_refuse(lsp_call *call, int error, const char *message)
{
    call->error = error;
    call->message = message;
}

/* ---- what is read -------------------------------------------------------- */

bool lsp_number(const cm_json *json, uint32_t object, const char *key,
                uint32_t *value)
{
    uint32_t node = cm_json_get(json, object, key);
    if (node == CM_JSON_NONE || json->at[node].kind != CM_JSON_NUMBER)
        return false;
    uint64_t number = 0;
    for (const char *at = json->at[node].text; *at; at++) {
        if (*at < '0' || *at > '9')
            return false;
        number = 10 * number + (uint64_t)(*at - '0');
        if (number > UINT32_MAX)
            number = UINT32_MAX; /* an editor's "as far as it goes" */
    }
    *value = (uint32_t)number;
    return true;
}

bool lsp_read_position(const cm_json *json, uint32_t object, const char *key,
                       lsp_position *position)
{
    uint32_t node = cm_json_get(json, object, key);
    return node != CM_JSON_NONE &&
           lsp_number(json, node, "line", &position->line) &&
           lsp_number(json, node, "character", &position->character);
}

/* ---- methods ------------------------------------------------------------- */

static void initialized(lsp_call *call)
{
    (void)call;
}

static void shut_down(lsp_call *call)
{
    call->server->shut = true;
}

static void leave(lsp_call *call)
{
    call->server->over = true;
    call->server->exit = call->server->shut ? 0 : 1;
}

static const struct method {
    const char *name;
    void (*answer)(lsp_call *call);
    bool is_request;
} methods[] = {
    {"initialize", lsp_initialize, true},
    {"shutdown", shut_down, true},
    {"initialized", initialized, false},
    {"exit", leave, false},
    {"textDocument/didOpen", lsp_did_open, false},
    {"textDocument/didChange", lsp_did_change, false},
    {"textDocument/didClose", lsp_did_close, false},
    {"textDocument/didSave", lsp_did_save, false},
    {"textDocument/hover", lsp_hover, true},
    {"textDocument/definition", lsp_definition, true},
    {"textDocument/references", lsp_references, true},
    {"textDocument/documentHighlight", lsp_highlight, true},
    {"textDocument/prepareRename", lsp_prepare_rename, true},
    {"textDocument/rename", lsp_rename, true},
    {"textDocument/completion", lsp_completion, true},
    {"textDocument/documentSymbol", lsp_symbols, true},
    {"textDocument/formatting", lsp_formatting, true},
    {"textDocument/codeAction", lsp_actions, true},
    {"textDocument/inlayHint", lsp_hints, true},
};

static const struct method *find_method(const char *name)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}

/* What may be asked before `initialize`, and after `shutdown`. */
static bool is_time_for(lsp_call *call, const char *method)
{
    const lsp_server *server = call->server;
    if (!server->initialized && strcmp(method, "initialize") != 0)
        lsp_refuse(call, LSP_NOT_INITIALIZED, "initialize comes first");
    else if (server->shut)
        lsp_refuse(call, LSP_INVALID_REQUEST, "the server was shut down");
    return call->error == 0;
}

static void call_method(lsp_call *call, const char *name, bool is_request)
{
    const struct method *method = find_method(name);
    if (strcmp(name, "exit") == 0) {
        leave(call);
        return;
    }
    if (!is_time_for(call, name))
        return;
    if (!method)
        lsp_refuse(call, LSP_METHOD_NOT_FOUND, "there is no such method");
    else if (method->is_request == is_request)
        method->answer(call);
    else
        lsp_refuse(call, LSP_INVALID_REQUEST,
                   "a request needs an id, a notification has none");
}

/* One message that is JSON. Notifications are never answered, and neither are
   answers: this server asks the editor nothing. */
static void take_message(lsp_server *server, const cm_json *json,
                         const char *body)
{
    lsp_call call = {.server = server, .json = json, .body = body};
    bool is_object = json->n && json->at[0].kind == CM_JSON_OBJECT;
    uint32_t id = is_object ? cm_json_get(json, 0, "id") : CM_JSON_NONE;
    uint32_t method = is_object ? cm_json_get(json, 0, "method") : CM_JSON_NONE;
    bool has_id = id != CM_JSON_NONE && (json->at[id].kind == CM_JSON_NUMBER ||
                                         json->at[id].kind == CM_JSON_STRING);
    bool is_named =
        method != CM_JSON_NONE && json->at[method].kind == CM_JSON_STRING;
    call.params = is_object ? cm_json_get(json, 0, "params") : CM_JSON_NONE;
    if (is_object && method == CM_JSON_NONE && has_id)
        return;
    if (!is_named)
        lsp_refuse(&call, LSP_INVALID_REQUEST, "this is no request");
    else
        call_method(&call, json->at[method].text, has_id);
    if (has_id)
        answer(server, body + json->at[id].at, json->at[id].n, &call);
    else if (!is_named)
        answer(server, "null", 4, &call);
}

static void take(lsp_server *server, const char *body, size_t n)
{
    cm_json json;
    size_t wrong;
    const char *reason;
    cm_arena_init(&server->scratch, server->ctx->allocator);
    server->b = (cm_builder){.arena = &server->scratch};
    server->shown = NULL;
    server->left = LSP_QUICK;
    cm_ctx_begin(server->ctx, 0);
    comitia_status status = cm_json_read(server->ctx, &server->scratch, body, n,
                                         &json, &wrong, &reason);
    if (status != COMITIA_OK) {
        lsp_fail(server);
    } else if (reason) {
        lsp_call call = {.server = server};
        lsp_refuse(&call, LSP_PARSE_ERROR, reason);
        answer(server, "null", 4, &call);
    } else {
        take_message(server, &json, body);
    }
    cm_arena_clear(&server->scratch);
}

/* ---- the server ---------------------------------------------------------- */

lsp_server *lsp_new(const lsp_host *host)
{
    cm_ctx *ctx = NULL;
    if (comitia_ctx_new(host->allocator, &ctx) != COMITIA_OK)
        return NULL;
    comitia_ctx_bound_memory(ctx, host->memory);
    comitia_allocator allocator = ctx->allocator;
    lsp_server *server =
        allocator.resize(allocator.user, NULL, 0, sizeof *server);
    if (!server) {
        comitia_ctx_free(ctx);
        return NULL;
    }
    *server = (lsp_server){
        .host = host, .ctx = ctx, .in.allocator = allocator, .exit = 1};
    return server;
}

void lsp_free(lsp_server *server)
{
    if (!server)
        return;
    cm_ctx *ctx = server->ctx;
    lsp_documents_clear(server);
    lsp_framing_clear(&server->in);
    ctx->allocator.resize(ctx->allocator.user, server, sizeof *server, 0);
    comitia_ctx_free(ctx);
}

bool lsp_feed(lsp_server *server, const char *bytes, size_t n_bytes)
{
    const char *body;
    size_t n;
    if (server->over)
        return false;
    if (!lsp_framing_add(&server->in, bytes, n_bytes)) {
        lsp_fail(server);
        return false;
    }
    for (;;) {
        lsp_frame frame = lsp_framing_next(&server->in, &body, &n);
        if (frame == LSP_FRAME_WHOLE)
            take(server, body, n);
        if (frame == LSP_FRAME_BAD && !server->over) {
            server->over = true;
            server->exit = 65;
        }
        if (server->over)
            return false;
        if (frame == LSP_FRAME_NONE)
            return true;
    }
}

void lsp_rest(lsp_server *server)
{
    for (size_t i = 0; i < server->n_documents && !server->over; i++) {
        lsp_document *document = server->documents[i];
        if (!document->untold)
            continue;
        cm_arena_init(&server->scratch, server->ctx->allocator);
        server->b = (cm_builder){.arena = &server->scratch};
        server->shown = NULL;
        lsp_tell(server, document);
        cm_arena_clear(&server->scratch);
    }
}

int lsp_exit(const lsp_server *server)
{
    return server->over ? server->exit : server->shut ? 0 : 1;
}
