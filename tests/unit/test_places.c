/* Where names stand, what may follow a text, and a whole session of the language
 * server, each with every allocation failing in turn. */
#include "comitia/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "comitia/comitia.h"
#include "lsp.h"
#include "support/test_ctx.h"

static const char text[] = "body House seats 10\n"
                           "  party Red 6 party Blue 3 vacant 1\n"
                           "  group Both Red, Blue\n"
                           "fact Reading one of Narrow, Wide\n"
                           "act Law by House needs at least 2/3 of seats\n"
                           "  if Reading is Narrow otherwise more than half\n"
                           "  of Both quorum half of members\n"
                           "outcome Peace when Law\n";
static const char good[] = "body House seats 10\n"
                           "  party Red 6 party Blue 3 vacant 1\n"
                           "  group Both Red, Blue\n"
                           "fact Reading one of Narrow, Wide\n"
                           "act Law \"a law\" by House\n"
                           "  needs at least 2/3 of seats\n"
                           "  if Reading is Narrow otherwise more than half\n"
                           "  of Both\n"
                           "outcome Peace when Law\n";

static comitia_status places_of(comitia_ctx *ctx, const char *source,
                                comitia_places **places)
{
    comitia_model *model = NULL;
    *places = NULL;
    comitia_status status = comitia_model_parse(
        ctx, "m.comitia", source, strlen(source), NULL, &model);
    if (status == COMITIA_OK)
        status = comitia_places_of(ctx, model, places);
    comitia_model_free(model);
    return status;
}

/* The word at a span is the name of its symbol, and spans do not overlap. */
static void check_places(const comitia_places *places, const char *source)
{
    size_t n, m, end = 0;
    const comitia_place *all = comitia_places_all(places, &n);
    const comitia_symbol *symbols = comitia_places_symbols(places, &m);
    for (size_t i = 0; i < n; i++) {
        const comitia_span *span = &all[i].span;
        const char *name = symbols[all[i].symbol].name;
        expect_u64(span->bytes, strlen(name));
        expect_true(memcmp(source + span->at, name, span->bytes) == 0);
        expect_true(span->at >= end);
        end = span->at + span->bytes;
        for (size_t at = span->at; at <= end; at++)
            expect_u64(comitia_place_at(places, 0, at), i);
    }
}

static void names_stand_where_they_are_written(void **state)
{
    (void)state;
    comitia_ctx *ctx = test_ctx();
    comitia_places *places;
    size_t n;
    expect_ok(places_of(ctx, good, &places));
    check_places(places, good);
    comitia_places_all(places, &n);
    expect_u64(n, 16);
    comitia_places_symbols(places, &n);
    expect_u64(n, 9);
    expect_u64(comitia_place_at(places, 0, 0), COMITIA_NOWHERE);
    expect_u64(comitia_place_at(places, 1, 5), COMITIA_NOWHERE);
    comitia_places_free(places);
    test_ctx_done(ctx);
}

static void a_declaration_that_does_not_parse_hides_no_other(void **state)
{
    (void)state;
    comitia_ctx *ctx = test_ctx();
    comitia_places *places;
    size_t n;
    expect_ok(places_of(ctx, text, &places));
    check_places(places, text);
    /* `half of members` is no quorum: act Law is left out with its names, and
       so is the place where the outcome uses it. */
    const comitia_symbol *symbols = comitia_places_symbols(places, &n);
    for (size_t i = 0; i < n; i++)
        expect_true(strcmp(symbols[i].name, "Law") != 0);
    expect_true(n >= 7);
    comitia_places_free(places);
    test_ctx_done(ctx);
}

static void quotas_are_whole(void **state)
{
    static const char *const words[] = {"at least 2/3 of seats",
                                        "more than half\n  of Both"};
    (void)state;
    comitia_ctx *ctx = test_ctx();
    comitia_places *places;
    size_t n;
    expect_ok(places_of(ctx, good, &places));
    const comitia_quota_place *quotas = comitia_places_quotas(places, &n);
    expect_u64(n, 2);
    for (size_t i = 0; i < n; i++) {
        expect_u64(quotas[i].span.bytes, strlen(words[i]));
        expect_true(!memcmp(good + quotas[i].span.at, words[i],
                            strlen(words[i])));
        expect_text(quotas[i].act, "Law");
    }
    comitia_places_free(places);
    test_ctx_done(ctx);
}

static void every_prefix_of_a_text_is_followed_by_something(void **state)
{
    (void)state;
    comitia_ctx *ctx = test_ctx();
    for (size_t n = 0; n < sizeof good; n++) {
        comitia_offers offers;
        comitia_places *places;
        char *prefix = malloc(n + 1);
        expect_true(prefix != NULL);
        memcpy(prefix, good, n);
        prefix[n] = '\0';
        expect_ok(comitia_offer(ctx, prefix, n, &offers));
        expect_true(offers.n_words <=
                    sizeof offers.words / sizeof *offers.words);
        expect_ok(places_of(ctx, prefix, &places));
        check_places(places, prefix);
        comitia_places_free(places);
        free(prefix);
    }
    test_ctx_done(ctx);
}

/* ---- memory -------------------------------------------------------------- */

static void places_survive_every_failing_allocation(void **state)
{
    (void)state;
    for (size_t fail = 1, done = 0; !done; fail++) {
        test_memory memory;
        comitia_ctx *ctx = NULL;
        comitia_places *places = NULL;
        comitia_offers offers;
        test_memory_init(&memory);
        memory.fail_at = fail;
        if (comitia_ctx_new(&memory.allocator, &ctx) == COMITIA_OK) {
            comitia_status status = places_of(ctx, good, &places);
            if (status == COMITIA_OK)
                status = comitia_offer(ctx, good, 60, &offers);
            expect_true(status == COMITIA_OK || status == COMITIA_E_NOMEM);
            done = status == COMITIA_OK;
        }
        comitia_places_free(places);
        comitia_ctx_free(ctx);
        test_memory_done(&memory);
    }
}

static int drop(void *user, const char *bytes, size_t n_bytes)
{
    (void)user;
    (void)bytes;
    (void)n_bytes;
    return 0;
}

static void say(lsp_server *server, const char *body)
{
    char header[64];
    int n = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n",
                     strlen(body));
    if (lsp_feed(server, header, (size_t)n))
        (void)lsp_feed(server, body, strlen(body));
    lsp_rest(server);
}

#define AT(id, method, line, character)                                        \
    "{\"id\":" #id ",\"method\":\"textDocument/" method                        \
    "\",\"params\":{\"textDocument\":{\"uri\":\"file:///m\"},\"newName\":"     \
    "\"New\",\"position\":{\"line\":" #line ",\"character\":" #character       \
    "},\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{"            \
    "\"line\":9,\"character\":0}}}}"

static const char *const session[] = {
    "{\"id\":1,\"method\":\"initialize\",\"params\":{}}",
    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{"
    "\"uri\":\"file:///m\",\"version\":1,\"text\":\"body A party X 2 party "
    "Y 1\\nact L by A needs at least 2/3 of seats\\noutcome O when "
    "L\\nexpect X can force L\\n\"}}}",
    AT(2, "hover", 1, 25),
    AT(3, "rename", 0, 13),
    AT(4, "completion", 1, 9),
    AT(5, "documentSymbol", 0, 0),
    AT(6, "formatting", 0, 0),
    AT(7, "inlayHint", 0, 0),
    AT(8, "references", 1, 4),
    AT(12, "definition", 2, 15),
    AT(13, "documentHighlight", 1, 4),
    AT(14, "prepareRename", 1, 4),
    "{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{"
    "\"uri\":\"file:///m\",\"version\":2},\"contentChanges\":[{\"range\":{"
    "\"start\":{\"line\":2,\"character\":15},\"end\":{\"line\":2,"
    "\"character\":16}},\"text\":\"Lx\"}]}}",
    AT(9, "codeAction", 0, 0),
    AT(10, "hover", 2, 15),
    "{\"id\":11,\"method\":\"shutdown\"}",
    "{\"method\":\"exit\"}",
};

static void a_session_survives_every_failing_allocation(void **state)
{
    (void)state;
    for (size_t fail = 1, done = 0; !done; fail++) {
        test_memory memory;
        test_memory_init(&memory);
        memory.fail_at = fail;
        lsp_host host = {.write = drop, .allocator = &memory.allocator};
        lsp_server *server = lsp_new(&host);
        for (size_t i = 0;
             server && i < sizeof session / sizeof *session; i++)
            say(server, session[i]);
        int code = server ? lsp_exit(server) : 69;
        expect_true(code == 0 || code == 69);
        lsp_free(server);
        done = memory.n_calls < fail;
        expect_true(!done || code == 0);
        test_memory_done(&memory);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_where_they_are_written),
        cmocka_unit_test(a_declaration_that_does_not_parse_hides_no_other),
        cmocka_unit_test(quotas_are_whole),
        cmocka_unit_test(every_prefix_of_a_text_is_followed_by_something),
        cmocka_unit_test(places_survive_every_failing_allocation),
        cmocka_unit_test(a_session_survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
