/* What the server can do, and how both sides count. */
#include "server.h"

/* The first item of a list that a part of the editor's capabilities has. */
static uint32_t listed(const lsp_call *call, const char *group,
                       const char *part, const char *list)
{
    uint32_t at = call->params;
    at = at == CM_JSON_NONE ? at : cm_json_get(call->json, at, "capabilities");
    at = at == CM_JSON_NONE ? at : cm_json_get(call->json, at, group);
    if (part && at != CM_JSON_NONE)
        at = cm_json_get(call->json, at, part);
    return at == CM_JSON_NONE ? at : cm_json_first(call->json, at, list);
}

static bool lists(const cm_json *json, uint32_t item, const char *text)
{
    for (; item != CM_JSON_NONE; item = json->at[item].next)
        if (json->at[item].kind == CM_JSON_STRING &&
            strcmp(json->at[item].text, text) == 0)
            return true;
    return false;
}

static void put_capabilities(cm_builder *b, comitia_value *can, bool utf8)
{
    cm_put_text(b, can, "positionEncoding", utf8 ? "utf-8" : "utf-16");
    comitia_value *sync = cm_put_object(b, can, "textDocumentSync");
    cm_put_bool(b, sync, "openClose", true);
    cm_put_number(b, sync, "change", 2); /* incremental */
    cm_put_object(b, sync, "save");
    cm_put_bool(b, can, "hoverProvider", true);
    cm_put_bool(b, can, "definitionProvider", true);
    cm_put_bool(b, can, "referencesProvider", true);
    cm_put_bool(b, can, "documentHighlightProvider", true);
    cm_put_bool(b, can, "documentSymbolProvider", true);
    cm_put_bool(b, can, "documentFormattingProvider", true);
    cm_put_bool(b, can, "inlayHintProvider", true);
    cm_put_bool(b, cm_put_object(b, can, "renameProvider"), "prepareProvider",
                true);
    cm_add_text(b,
                cm_put_list(b, cm_put_object(b, can, "codeActionProvider"),
                            "codeActionKinds"),
                "quickfix");
    comitia_value *completion = cm_put_object(b, can, "completionProvider");
    cm_add_text(b, cm_put_list(b, completion, "triggerCharacters"), " ");
}

void lsp_initialize(lsp_call *call)
{
    lsp_server *server = call->server;
    cm_builder *b = &server->b;
    if (server->initialized) {
        lsp_refuse(call, LSP_INVALID_REQUEST, "initialize comes once");
        return;
    }
    server->initialized = true;
    /* Texts are in UTF-8. */
    server->utf8 =
        lists(call->json, listed(call, "general", NULL, "positionEncodings"),
              "utf-8");
    uint32_t formats = listed(call, "textDocument", "hover", "contentFormat");
    server->plain = formats != CM_JSON_NONE &&
                    !lists(call->json, formats, "markdown");
    call->result = cm_object(b);
    put_capabilities(b, cm_put_object(b, call->result, "capabilities"),
                     server->utf8);
    comitia_value *info = cm_put_object(b, call->result, "serverInfo");
    cm_put_text(b, info, "name", "comitia");
    cm_put_text(b, info, "version", comitia_version());
}
