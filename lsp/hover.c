/* What stands under the pointer: a quota in seats, a name, an error. */
#include <inttypes.h>
#include <stdlib.h>

#include "server.h"

enum { MOST_LINES = 12, MOST_SEATS = 20 };

/* What is said, as markdown or as plain text. */
typedef struct page {
    cm_buf out;
    bool plain;
} page;

/* Text of an author as it is: no sign in it is markdown. */
static void add_plain(page *p, const char *text)
{
    for (; *text; text++) {
        if (!p->plain && strchr("\\`*_{}[]<>#|~&", *text))
            cm_buf_char(&p->out, '\\');
        cm_buf_char(&p->out, *text);
    }
}

/* Before and after what is printed strongly. */
static void strong(page *p)
{
    cm_buf_add(&p->out, p->plain ? "" : "**");
}

/* Between parts; nothing before the first one. */
static void rule(page *p)
{
    if (p->out.n)
        cm_buf_add(&p->out, p->plain ? "\n" : "\n---\n");
}

static void fence(page *p, size_t ticks, const char *language)
{
    if (p->plain)
        return;
    cm_buf_fill(&p->out, '`', ticks);
    cm_buf_addf(&p->out, "%s\n", language);
}

/* Source in a fence that is longer than any in it. */
static void add_source(page *p, const char *at, size_t n)
{
    size_t lines = 0, end = 0, ticks = 0, most = 2;
    while (end < n && lines < MOST_LINES) {
        ticks = at[end] == '`' ? ticks + 1 : 0;
        most = ticks > most ? ticks : most;
        lines += at[end++] == '\n';
    }
    while (end > 0 && (at[end - 1] == '\n' || at[end - 1] == '\r'))
        end--;
    cm_buf_char(&p->out, '\n');
    fence(p, most + 1, "comitia");
    cm_buf_add_n(&p->out, at, end);
    cm_buf_add(&p->out, end < n ? "\n...\n" : "\n");
    fence(p, most + 1, "");
}

/* ---- quotas -------------------------------------------------------------- */

static void add_counts(cm_buf *out, const lsp_quota *quota)
{
    const char *vacant = lsp_text(quota->of, "vacant");
    cm_buf_addf(out, "\n%s seats", lsp_text(quota->of, "seats"));
    if (strcmp(vacant, "0") != 0)
        cm_buf_addf(out, ", %s of them vacant: %s members", vacant,
                    lsp_text(quota->of, "members"));
    cm_buf_add(out, ".\n");
}

static void add_quota(lsp_server *server, lsp_document *document,
                      const comitia_quota_place *place, page *p)
{
    lsp_quota quota;
    cm_buf *out = &p->out;
    strong(p);
    add_plain(p, place->text);
    strong(p);
    if (!lsp_quota_of(server, document, place->act, place->text, &quota)) {
        cm_buf_add(out, document->good == document->model
                            ? "\n\nCounting its seats takes too long.\n"
                            : "\n\nIts seats are known once the text has no "
                              "errors.\n");
        return;
    }
    const char *seats = lsp_quota_seats(server, &quota);
    if (seats)
        cm_buf_addf(out, " = %s", seats);
    cm_buf_char(out, '\n');
    add_counts(out, &quota);
    cm_buf_char(out, '\n');
    lsp_quota_readings(server, &quota, out);
}

/* The quota of the document's own text that byte `at` is in; NULL. */
static const comitia_quota_place *quota_at(const lsp_document *document,
                                           size_t at)
{
    size_t n;
    const comitia_quota_place *quotas =
        comitia_places_quotas(document->places, &n);
    for (size_t i = 0; i < n && quotas[i].span.file == 0; i++)
        if (quotas[i].span.at <= at &&
            at <= (size_t)quotas[i].span.at + quotas[i].span.bytes)
            return &quotas[i];
    return NULL;
}

/* ---- names --------------------------------------------------------------- */

/* "68 seats in Assembly" for each seat of a player in a body. */
static void add_seats(const comitia_value *body, const char *player,
                      cm_buf *out)
{
    const comitia_value *entries = comitia_value_get(body, "entries");
    for (size_t e = 0; e < comitia_value_count(entries); e++) {
        const comitia_value *entry = comitia_value_at(entries, e);
        const char *seats = lsp_text(entry, "seats");
        if (strcmp(lsp_text(entry, "player"), player) == 0)
            cm_buf_addf(out, "\n%s %s in %s\n", seats,
                        strcmp(seats, "1") == 0 ? "seat" : "seats",
                        lsp_text(body, "name"));
    }
}

/* "2 entries, 123 members, 0 vacant" */
static void add_members(const comitia_value *body, cm_buf *out)
{
    const comitia_value *entries = comitia_value_get(body, "entries");
    uint64_t members = 0; /* of a body without errors they fit */
    for (size_t e = 0; e < comitia_value_count(entries); e++)
        members +=
            strtoull(lsp_text(comitia_value_at(entries, e), "seats"), NULL, 10);
    cm_buf_addf(out, "\n%zu entries, %" PRIu64 " members, %s vacant\n",
                comitia_value_count(entries), members,
                lsp_text(body, "vacant"));
}

/* What `show` has of a player or a body. */
static void add_bodies(lsp_server *server, const lsp_document *document,
                       const comitia_symbol *symbol, cm_buf *out)
{
    comitia_answer *answer = NULL;
    comitia_question question = {.verb = COMITIA_SHOW, .limit = LSP_QUICK};
    if (!document->good ||
        comitia_ask(server->ctx, document->good, &question, NULL, &answer) !=
            COMITIA_OK)
        return;
    const comitia_value *bodies =
        comitia_value_get(comitia_answer_value(answer), "bodies");
    for (size_t i = 0; i < comitia_value_count(bodies); i++) {
        const comitia_value *body = comitia_value_at(bodies, i);
        if (symbol->kind == COMITIA_SYMBOL_PLAYER)
            add_seats(body, symbol->name, out);
        else if (strcmp(lsp_text(body, "name"), symbol->name) == 0)
            add_members(body, out);
    }
    comitia_answer_free(answer);
}

/* "- at least 2/3 of seats: 82 of 123" for each quota of an act. */
static void add_quotas(lsp_server *server, lsp_document *document,
                       const comitia_places *places, const char *act,
                       page *p)
{
    size_t n, said = 0;
    const comitia_quota_place *quotas = comitia_places_quotas(places, &n);
    for (size_t i = 0; i < n && said < MOST_SEATS; i++) {
        lsp_quota quota;
        if (strcmp(quotas[i].act, act) != 0 ||
            !lsp_quota_of(server, document, act, quotas[i].text, &quota))
            continue;
        const char *seats = lsp_quota_seats(server, &quota);
        cm_buf_addf(&p->out, "%s- ", said++ ? "" : "\n");
        add_plain(p, quotas[i].text);
        cm_buf_addf(&p->out, "%s%s\n", seats ? ": " : "", seats ? seats : "");
    }
}

static void add_declaration(const comitia_places *places,
                            const comitia_symbol *symbol, page *p)
{
    size_t n, bytes;
    const comitia_outline *outline = comitia_places_outline(places, &n);
    if (symbol->outline == COMITIA_NOWHERE)
        return;
    const comitia_span *whole = &outline[symbol->outline].whole;
    const char *text = comitia_places_text(places, whole->file, &bytes);
    if (text && (size_t)whole->at + whole->bytes <= bytes)
        add_source(p, text + whole->at, whole->bytes);
}

static void add_name(lsp_server *server, const lsp_found *found, page *p)
{
    size_t n;
    cm_buf *out = &p->out;
    const comitia_symbol *symbols = comitia_places_symbols(found->places, &n);
    const comitia_symbol *symbol = &symbols[found->symbol];
    const char *word =
        strcmp(symbol->word, "members") == 0 ? "member" : symbol->word;
    strong(p);
    cm_buf_addf(out, "%s ", word);
    add_plain(p, symbol->name);
    strong(p);
    if (symbol->title) {
        cm_buf_add(out, ": ");
        add_plain(p, symbol->title);
    }
    if (symbol->in != COMITIA_NOWHERE) {
        cm_buf_add(out, " (in ");
        add_plain(p, symbols[symbol->in].name);
        cm_buf_char(out, ')');
    }
    cm_buf_char(out, '\n');
    if (symbol->kind == COMITIA_SYMBOL_PLAYER ||
        symbol->kind == COMITIA_SYMBOL_BODY)
        add_bodies(server, found->root, symbol, out);
    if (symbol->kind == COMITIA_SYMBOL_ACT)
        add_quotas(server, found->root, found->places, symbol->name, p);
    if (symbol->from_table)
        cm_buf_add(out, "\nfrom a table\n");
    add_declaration(found->places, symbol, p);
}

/* ---- errors -------------------------------------------------------------- */

/* The page of a code, as `explain` has it. */
static void add_explanation(lsp_server *server, const char *code, page *p)
{
    comitia_answer *answer = NULL;
    comitia_question question = {
        .verb = COMITIA_EXPLAIN, .names = &code, .n_names = 1};
    if (comitia_ask(server->ctx, NULL, &question, NULL, &answer) != COMITIA_OK)
        return;
    const comitia_value *said = comitia_answer_value(answer);
    rule(p);
    strong(p);
    cm_buf_add(&p->out, code);
    strong(p);
    cm_buf_char(&p->out, ' ');
    add_plain(p, lsp_text(said, "title"));
    cm_buf_add(&p->out, "\n\n");
    add_plain(p, lsp_text(said, "text"));
    cm_buf_add(&p->out, "\n\nRight:\n");
    add_source(p, lsp_text(said, "right"), strlen(lsp_text(said, "right")));
    comitia_answer_free(answer);
}

/* The page of the error that a position is in, if the text has errors. */
static void add_error(lsp_server *server, lsp_document *document,
                      const lsp_lines *lines, size_t at, page *p)
{
    const comitia_value *list;
    comitia_answer *answer = lsp_errors_of(server, document, &list);
    for (size_t i = 0; answer && i < comitia_value_count(list); i++) {
        const comitia_value *one = comitia_value_at(list, i);
        if (lsp_touches(document, lines, one, at, at)) {
            add_explanation(server, lsp_text(one, "code"), p);
            break;
        }
    }
    comitia_answer_free(answer);
}

/* ---- the whole ----------------------------------------------------------- */

void lsp_hover(lsp_call *call)
{
    lsp_server *server = call->server;
    lsp_document *document = lsp_document_of(call);
    lsp_position position;
    lsp_found found;
    if (!document)
        return;
    bool has_name = lsp_find(call, document, &found);
    if (call->error || !document->places ||
        !lsp_read_position(call->json, call->params, "position", &position))
        return;
    lsp_lines *lines = lsp_lines_of(server, document->places, 0);
    if (!lines)
        return;
    size_t at = lsp_byte_of(lines, position);
    const comitia_quota_place *quota = quota_at(document, at);
    page p = {.plain = server->plain};
    cm_buf_init(&p.out, &server->scratch);
    if (quota)
        add_quota(server, document, quota, &p);
    if (has_name && quota)
        rule(&p);
    if (has_name)
        add_name(server, &found, &p);
    add_error(server, document, lines, at, &p);
    server->b.failed |= p.out.failed;
    if (!p.out.n)
        return;
    cm_builder *b = &server->b;
    call->result = cm_object(b);
    comitia_value *contents = cm_put_object(b, call->result, "contents");
    cm_put_text(b, contents, "kind", p.plain ? "plaintext" : "markdown");
    cm_put_text(b, contents, "value", cm_buf_text(&p.out));
    if (has_name && !quota)
        cm_put(b, call->result, "range",
               lsp_range(server, lines, found.at, found.bytes));
    else if (quota)
        cm_put(b, call->result, "range",
               lsp_range(server, lines, quota->span.at, quota->span.bytes));
}
