/* What `check` says of a text, where it stands. */
#include <time.h>

#include "server.h"
#include "uri.h"

const char *lsp_text(const comitia_value *object, const char *key)
{
    const char *text = comitia_value_string(comitia_value_get(object, key));
    return text ? text : "";
}

uint32_t lsp_count(const comitia_value *object, const char *key)
{
    int64_t number = comitia_value_number(comitia_value_get(object, key));
    return number < 0 ? 0 : (uint32_t)number;
}

/* ---- where ---------------------------------------------------------------- */

static bool is_own(const lsp_document *document,
                   const comitia_value *diagnostic)
{
    const char *file = lsp_text(diagnostic, "file");
    return !*file || strcmp(file, document->path) == 0;
}

/* The text of a document's places that a diagnostic is about. */
static uint32_t file_of(const lsp_document *document,
                        const comitia_value *diagnostic)
{
    const char *own;
    if (is_own(document, diagnostic))
        return 0;
    for (uint32_t i = 1; (own = comitia_places_path(document->places, i)); i++)
        if (strcmp(own, lsp_text(diagnostic, "file")) == 0)
            return i;
    return 0;
}

static void bytes_of(const lsp_lines *lines, const comitia_value *diagnostic,
                     size_t *from, size_t *to)
{
    uint32_t line = lsp_count(diagnostic, "line");
    uint32_t column = lsp_count(diagnostic, "column");
    uint32_t end = lsp_count(diagnostic, "endColumn");
    *from = lsp_byte_at(lines, line, column);
    *to = lsp_byte_at(lines, line, end > column ? end : column + 1);
}

bool lsp_touches(const lsp_document *document, const lsp_lines *lines,
                 const comitia_value *diagnostic, size_t from, size_t to)
{
    size_t first, end;
    if (!is_own(document, diagnostic))
        return false;
    bytes_of(lines, diagnostic, &first, &end);
    return first <= to && from <= end;
}

comitia_value *lsp_diagnostic_range(lsp_server *server, lsp_document *document,
                                    const comitia_value *diagnostic)
{
    size_t from, to;
    lsp_lines *lines = lsp_lines_of(server, document->places,
                                    file_of(document, diagnostic));
    if (!lines)
        return NULL;
    bytes_of(lines, diagnostic, &from, &to);
    return lsp_range(server, lines, from, to > from ? to - from : 0);
}

/* Where a document names the file that a diagnostic is about, or the first file
   it uses, which may lead there; NULL if it uses none. */
static const comitia_span *use_of(const lsp_document *document,
                                  const comitia_value *diagnostic)
{
    size_t n, m;
    uint32_t file = file_of(document, diagnostic);
    const comitia_place *places = comitia_places_all(document->places, &n);
    const comitia_symbol *symbols =
        comitia_places_symbols(document->places, &m);
    const comitia_span *first = NULL;
    for (size_t i = 0; i < n && places[i].span.file == 0; i++) {
        const comitia_symbol *symbol = &symbols[places[i].symbol];
        if (symbol->kind != COMITIA_SYMBOL_FILE)
            continue;
        if (symbol->declared.line && symbol->declared.file == file)
            return &places[i].span;
        if (!first)
            first = &places[i].span;
    }
    return first;
}

static int severity_of(const comitia_value *diagnostic)
{
    const char *severity = lsp_text(diagnostic, "severity");
    if (strcmp(severity, "warning") == 0)
        return 2;
    return strcmp(severity, "note") == 0 ? 3 : 1;
}

static void put_message(lsp_server *server, comitia_value *item,
                        const comitia_value *diagnostic, bool own)
{
    const char *help = lsp_text(diagnostic, "help");
    cm_buf out;
    cm_buf_init(&out, &server->scratch);
    if (!own)
        cm_buf_addf(&out, "%s:%u:%u: ", lsp_text(diagnostic, "file"),
                    lsp_count(diagnostic, "line"),
                    lsp_count(diagnostic, "column"));
    cm_buf_add(&out, lsp_text(diagnostic, "message"));
    if (*help)
        cm_buf_addf(&out, "\nhelp: %s", help);
    server->b.failed |= out.failed;
    cm_put_text(&server->b, item, "message", cm_buf_text(&out));
}

static void add_related(lsp_server *server, lsp_document *document,
                        comitia_value *list, const comitia_value *at,
                        const char *message)
{
    cm_builder *b = &server->b;
    const char *file = lsp_text(at, "file");
    comitia_value *item = cm_add_object(b, list);
    comitia_value *location = cm_put_object(b, item, "location");
    cm_put_text(b, location, "uri",
                lsp_uri_for(server, *file ? file : document->path));
    cm_put(b, location, "range", lsp_diagnostic_range(server, document, at));
    cm_put_text(b, item, "message", message);
}

static void put_notes(lsp_server *server, lsp_document *document,
                      comitia_value *item, const comitia_value *diagnostic,
                      bool own)
{
    const comitia_value *notes = comitia_value_get(diagnostic, "notes");
    size_t n = comitia_value_count(notes);
    if (n == 0 && own)
        return;
    comitia_value *list = cm_put_list(&server->b, item, "relatedInformation");
    if (!own)
        add_related(server, document, list, diagnostic, "it stands here");
    for (size_t i = 0; i < n; i++) {
        const comitia_value *note = comitia_value_at(notes, i);
        add_related(server, document, list, note, lsp_text(note, "message"));
    }
}

static void add(lsp_server *server, lsp_document *document,
                comitia_value *list, const comitia_value *diagnostic)
{
    cm_builder *b = &server->b;
    bool own = is_own(document, diagnostic);
    const comitia_span *use = own ? NULL : use_of(document, diagnostic);
    comitia_value *item = cm_add_object(b, list);
    cm_put(b, item, "range",
           own   ? lsp_diagnostic_range(server, document, diagnostic)
           : use ? lsp_range_of(server, document->places, use)
                 : lsp_range(server,
                             lsp_lines_of(server, document->places, 0), 0, 0));
    cm_put_number(b, item, "severity", severity_of(diagnostic));
    cm_put_text(b, item, "code", lsp_text(diagnostic, "code"));
    cm_put_text(b, item, "source", "comitia");
    put_message(server, item, diagnostic, own);
    put_notes(server, document, item, diagnostic, own);
}

static void publish(lsp_server *server, lsp_document *document,
                    const comitia_value *diagnostics)
{
    cm_builder *b = &server->b;
    comitia_value *params = cm_object(b);
    cm_put_text(b, params, "uri", document->uri);
    if (document->has_version)
        cm_put_number(b, params, "version", document->version);
    comitia_value *list = cm_put_list(b, params, "diagnostics");
    for (size_t i = 0; i < comitia_value_count(diagnostics); i++)
        add(server, document, list, comitia_value_at(diagnostics, i));
    lsp_notify(server, "textDocument/publishDiagnostics", params);
}

/* ---- checking ------------------------------------------------------------- */

/* A check under way. */
typedef struct checking {
    const lsp_host *host;
    bool is_short;   /* it ends at `until` */
    clock_t until;
    bool is_awaited; /* it ended because the editor says something */
} checking;

/* Expects may take long: whoever types on does not wait for them. */
static int is_interrupted(void *user, const char *doing, uint64_t steps,
                          uint64_t limit)
{
    checking *c = user;
    (void)doing;
    (void)steps;
    (void)limit;
    c->is_awaited = c->host->pending && c->host->pending(c->host->user);
    return c->is_awaited || (c->is_short && clock() > c->until) ? COMITIA_STOP
                                                               : COMITIA_GO_ON;
}

/* Sends what a verb says of the document. */
static comitia_status tell(lsp_server *server, lsp_document *document,
                           comitia_verb verb, checking *c)
{
    comitia_answer *answer = NULL;
    comitia_question question = {.verb = verb, .limit = server->host->limit};
    comitia_ctx_on_progress(server->ctx, is_interrupted, c);
    comitia_status status =
        comitia_ask(server->ctx, document->model, &question, NULL, &answer);
    comitia_ctx_on_progress(server->ctx, NULL, NULL);
    if (status == COMITIA_OK)
        publish(server, document,
                comitia_value_get(comitia_answer_value(answer), "diagnostics"));
    comitia_answer_free(answer);
    return status;
}

void lsp_tell(lsp_server *server, lsp_document *document)
{
    if (!lsp_look(server, document)) {
        document->untold = false;
        return;
    }
    checking c = {.host = server->host,
                  .is_short = true,
                  .until = clock() + CLOCKS_PER_SEC / 5};
    comitia_status status = tell(server, document, COMITIA_CHECK, &c);
    if (status == COMITIA_E_CANCELLED && !c.is_awaited) {
        /* What is wrong without the expects is told now: errors that were
           mended go. `show` computes nothing. */
        c.is_short = false;
        status = tell(server, document, COMITIA_SHOW, &c);
        if (status == COMITIA_OK)
            status = tell(server, document, COMITIA_CHECK, &c);
    }
    document->untold = status == COMITIA_E_CANCELLED; /* later */
    if (status == COMITIA_E_NOMEM)
        lsp_fail(server);
}

comitia_answer *lsp_errors_of(lsp_server *server, lsp_document *document,
                              const comitia_value **diagnostics)
{
    comitia_answer *answer = NULL;
    comitia_question question = {.verb = COMITIA_CHECK};
    /* With errors nothing is computed. */
    if (!comitia_model_has_errors(document->model) ||
        comitia_ask(server->ctx, document->model, &question, NULL, &answer) !=
            COMITIA_OK)
        return NULL;
    *diagnostics =
        comitia_value_get(comitia_answer_value(answer), "diagnostics");
    return answer;
}

void lsp_untell(lsp_server *server, const char *uri)
{
    cm_builder *b = &server->b;
    comitia_value *params = cm_object(b);
    cm_put_text(b, params, "uri", uri);
    cm_put_list(b, params, "diagnostics");
    lsp_notify(server, "textDocument/publishDiagnostics", params);
}
