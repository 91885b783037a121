/* "did you mean X?" as a change that can be made. */
#include "server.h"

/* X of "did you mean X (file:1:2)?" and of "did you mean `X`?"; NULL without. */
static const char *meant(lsp_server *server, const comitia_value *diagnostic)
{
    static const char begin[] = "did you mean ";
    const char *at = strstr(lsp_text(diagnostic, "help"), begin);
    if (!at)
        return NULL;
    at += sizeof begin - 1;
    at += *at == '`';
    size_t n = strcspn(at, "` ?,");
    const char *name = n ? cm_strdup_n(&server->scratch, at, n) : NULL;
    return name && *name ? name : NULL;
}

static void add(lsp_call *call, lsp_document *document,
                const comitia_value *diagnostic, const char *name)
{
    lsp_server *server = call->server;
    cm_builder *b = &server->b;
    cm_buf title;
    cm_buf_init(&title, &server->scratch);
    cm_buf_addf(&title, "Change to %s", name);
    b->failed |= title.failed;
    comitia_value *action = cm_add_object(b, call->result);
    cm_put_text(b, action, "title", cm_buf_text(&title));
    cm_put_text(b, action, "kind", "quickfix");
    comitia_value *changes =
        cm_put_object(b, cm_put_object(b, action, "edit"), "changes");
    comitia_value *edit =
        cm_add_object(b, cm_put_list(b, changes, document->uri));
    cm_put(b, edit, "range",
           lsp_diagnostic_range(server, document, diagnostic));
    cm_put_text(b, edit, "newText", name);
}

void lsp_actions(lsp_call *call)
{
    lsp_server *server = call->server;
    lsp_lines *lines;
    lsp_document *document = lsp_document_read(call, &lines);
    if (!document)
        return;
    size_t from, to;
    const comitia_value *list;
    lsp_range_asked(call, lines, &from, &to);
    call->result = cm_list(&server->b);
    /* Only errors of reading offer a name. */
    comitia_answer *answer = lsp_errors_of(server, document, &list);
    for (size_t i = 0; answer && i < comitia_value_count(list); i++) {
        const comitia_value *one = comitia_value_at(list, i);
        const char *name = meant(server, one);
        if (name && lsp_touches(document, lines, one, from, to))
            add(call, document, one, name);
    }
    comitia_answer_free(answer);
}
