/* The seats that a quota means, behind it in the line. */
#include "server.h"

static void add(lsp_call *call, lsp_lines *lines, size_t at, const char *seats)
{
    cm_builder *b = &call->server->b;
    cm_buf label;
    cm_buf_init(&label, &call->server->scratch);
    cm_buf_addf(&label, "= %s", seats);
    b->failed |= label.failed;
    comitia_value *hint = cm_add_object(b, call->result);
    lsp_position position = lsp_position_of(lines, at);
    comitia_value *where = cm_put_object(b, hint, "position");
    cm_put_number(b, where, "line", position.line);
    cm_put_number(b, where, "character", position.character);
    cm_put_text(b, hint, "label", cm_buf_text(&label));
    cm_put_bool(b, hint, "paddingLeft", true);
}

void lsp_hints(lsp_call *call)
{
    lsp_server *server = call->server;
    lsp_lines *lines;
    lsp_document *document = lsp_document_read(call, &lines);
    if (!document)
        return;
    size_t n, first, last;
    const comitia_quota_place *quotas =
        comitia_places_quotas(document->places, &n);
    lsp_range_asked(call, lines, &first, &last);
    call->result = cm_list(&server->b);
    for (size_t i = 0; i < n && quotas[i].span.file == 0; i++) {
        lsp_quota quota;
        size_t end = (size_t)quotas[i].span.at + quotas[i].span.bytes;
        if (end < first || end > last ||
            !lsp_quota_of(server, document, quotas[i].act, quotas[i].text,
                          &quota))
            continue;
        const char *seats = lsp_quota_seats(server, &quota);
        if (seats)
            add(call, lines, end, seats);
    }
}
