/* Any bytes from an editor. After the letter r they come as they are, in pieces
 * of odd sizes; after any other each line is a message, framed here, so that
 * what is tried reaches further than the header. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lsp.h"

/* One file is there beside what is open. */
static const char *load(void *user, const char *path, comitia_text *text)
{
    static const char law[] = "body B\n  party X 2\n  party Y 1\n";
    (void)user;
    if (!strstr(path, "law"))
        return "no such file";
    *text = (comitia_text){law, sizeof law - 1, NULL};
    return NULL;
}

/* What is sent comes in frames: a header with the length of the body. */
static void look_at(const fuzz_text *text)
{
    const char *at = text->bytes, *end = at + text->n_bytes;
    while (at && at < end) {
        static const char name[] = "Content-Length: ";
        fuzz_must(strncmp(at, name, sizeof name - 1) == 0, "a header");
        char *after;
        unsigned long n = strtoul(at + sizeof name - 1, &after, 10);
        fuzz_must(strncmp(after, "\r\n\r\n{", 5) == 0, "and a body behind it");
        at = after + 4;
        fuzz_must((size_t)(end - at) >= n && at[n - 1] == '}', "of its length");
        at += n;
    }
}

static bool feed_lines(lsp_server *server, const char *at, size_t n)
{
    while (n) {
        const char *feed = memchr(at, '\n', n);
        size_t line = feed ? (size_t)(feed - at) : n;
        char header[64];
        int bytes = snprintf(header, sizeof header,
                             "Content-Length: %zu\r\n\r\n", line);
        if (!lsp_feed(server, header, (size_t)bytes) ||
            !lsp_feed(server, at, line))
            return false;
        if (line % 3 == 0)
            lsp_rest(server);
        line += feed != NULL;
        at += line;
        n -= line;
    }
    return true;
}

static bool feed_raw(lsp_server *server, const char *at, size_t n)
{
    for (size_t i = 0, piece; i < n; i += piece) {
        piece = 1 + (i * 7) % 61;
        if (piece > n - i)
            piece = n - i;
        if (!lsp_feed(server, at + i, piece))
            return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_text text = {0};
    lsp_host host = {.files = {load, NULL, NULL},
                     .write = fuzz_sink,
                     .user = &text,
                     .limit = FUZZ_STEPS,
                     .memory = (uint64_t)64 << 20};
    if (size == 0)
        return 0;
    lsp_server *server = lsp_new(&host);
    fuzz_must(server != NULL, "there is memory");
    const char *at = (const char *)data + 1;
    if (data[0] == 'r' ? feed_raw(server, at, size - 1)
                       : feed_lines(server, at, size - 1))
        lsp_rest(server);
    int code = lsp_exit(server);
    fuzz_must(code == 0 || code == 1 || code == 65 || code == 69,
              "an exit code");
    lsp_free(server);
    look_at(&text);
    free(text.bytes);
    return 0;
}
