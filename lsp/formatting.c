/* The standard layout, as one change of the lines that differ. */
#include "server.h"

static int keep(void *user, const char *bytes, size_t n_bytes)
{
    cm_buf *out = user;
    cm_buf_add_n(out, bytes, n_bytes);
    return out->failed;
}

/* Bytes of whole lines with which both texts begin. */
static size_t same_start(const char *a, size_t n, const char *b, size_t m)
{
    size_t lines = 0;
    for (size_t i = 0; i < n && i < m && a[i] == b[i]; i++)
        if (a[i] == '\n')
            lines = i + 1;
    return lines;
}

/* Bytes of whole lines with which both end, none of them before `from`. */
static size_t same_end(const char *a, size_t n, const char *b, size_t m,
                       size_t from)
{
    size_t lines = 0;
    for (size_t i = 1; from + i <= n && from + i <= m && a[n - i] == b[m - i];
         i++) {
        bool starts = (from + i == n || a[n - i - 1] == '\n') &&
                      (from + i == m || b[m - i - 1] == '\n');
        if (starts)
            lines = i;
    }
    return lines;
}

static void put_edit(lsp_call *call, lsp_lines *lines, const cm_buf *out)
{
    cm_builder *b = &call->server->b;
    const char *text = cm_buf_text(out);
    size_t start = same_start(lines->at, lines->n, text, out->n);
    size_t end = same_end(lines->at, lines->n, text, out->n, start);
    call->result = cm_list(b);
    if (lines->n == out->n && start + end >= out->n)
        return;
    comitia_value *edit = cm_add_object(b, call->result);
    const char *part = cm_strdup_n(&call->server->scratch, text + start,
                                   out->n - start - end);
    cm_put(b, edit, "range",
           lsp_range(call->server, lines, start, lines->n - start - end));
    cm_put_text(b, edit, "newText", part ? part : "");
    b->failed |= !part;
}

void lsp_formatting(lsp_call *call)
{
    lsp_server *server = call->server;
    lsp_lines *lines;
    lsp_document *document = lsp_document_read(call, &lines);
    if (!document)
        return;
    comitia_model *model = NULL;
    cm_buf out;
    cm_buf_init(&out, &server->scratch);
    comitia_status status =
        comitia_format_text(server->ctx, document->path, lines->at, lines->n,
                            keep, &out, &model);
    comitia_model_free(model);
    server->b.failed |= out.failed;
    /* A text with errors has no layout: it stays, and the errors are told. */
    if (status == COMITIA_OK && cm_buf_text(&out))
        put_edit(call, lines, &out);
}
