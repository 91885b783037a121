/* The engine of the page: takes the words of a command line and the files they
 * are about, gives what the program would print.
 *
 * A request is a block from web_alloc:
 *     u32 number of words, u32 number of files,
 *     each word, ended by NUL,
 *     for each file: its path, ended by NUL, u32 length, its bytes.
 * Integers are little-endian and need no alignment.
 */

#include "command/command.h"
#include "command/exits.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name), used)) name

/** Tells the page what is being done; not 0: stop. */
__attribute__((import_module("comitia"), import_name("progress"))) int
web_progress(const char *doing, size_t n_doing, double steps, double limit);

/** What a request gives; its texts live until web_done. */
typedef struct web_result {
    uint32_t exit;
    char *out;
    size_t n_out;
    char *err;
    size_t n_err;
} web_result;

void *EXPORT(web_alloc)(size_t n_bytes);
void EXPORT(web_free)(void *block);
const web_result *EXPORT(web_ask)(char *request, size_t n_bytes);
void EXPORT(web_done)(void);

/* One question at a time: a page has as many workers as it wants. */
static web_result result;

/* A request under way. */
typedef struct request {
    char **words;
    uint32_t n_words;
    const char **paths;
    cli_file *files;
    uint32_t n_files;
} request;

/* What is left of the block. */
typedef struct reader {
    char *at;
    size_t n;
} reader;

static bool read_u32(reader *r, uint32_t *value)
{
    if (r->n < sizeof *value)
        return false;
    memcpy(value, r->at, sizeof *value);
    r->at += sizeof *value;
    r->n -= sizeof *value;
    return true;
}

static char *read_text(reader *r)
{
    char *text = r->at, *end = memchr(text, '\0', r->n);
    if (!end)
        return NULL;
    r->n -= (size_t)(end + 1 - text);
    r->at = end + 1;
    return text;
}

static bool read_request(reader r, request *q)
{
    uint32_t length;
    if (!read_u32(&r, &q->n_words) || !read_u32(&r, &q->n_files) ||
        q->n_words > r.n || q->n_files > r.n)
        return false;
    /* argv has the program's name before the words, and NULL behind. */
    q->words = calloc(q->n_words + 2, sizeof *q->words);
    q->paths = calloc(q->n_files + 1, sizeof *q->paths);
    q->files = calloc(q->n_files + 1, sizeof *q->files);
    if (!q->words || !q->paths || !q->files)
        return false;
    for (uint32_t i = 0; i < q->n_words; i++)
        if (!(q->words[i + 1] = read_text(&r)))
            return false;
    for (uint32_t i = 0; i < q->n_files; i++) {
        if (!(q->paths[i] = read_text(&r)) || !read_u32(&r, &length) ||
            length > r.n)
            return false;
        q->files[i] = (cli_file){r.at, length, NULL};
        r.at += length;
        r.n -= length;
    }
    return true;
}

static void free_request(request *q)
{
    free(q->words);
    free(q->paths);
    free(q->files);
}

/* ---- what the engine lends to a command ---------------------------------- */

static cli_file read_file(void *user, const char *path, bool is_model)
{
    const request *q = user;
    (void)is_model;
    for (uint32_t i = 0; i < q->n_files; i++)
        if (strcmp(q->paths[i], path) == 0)
            return q->files[i];
    return (cli_file){.trouble = "No such file or directory"};
}

static void release(void *user, cli_file *file)
{
    (void)user; /* the page's */
    *file = (cli_file){0};
}

static void working(void *user, bool begins)
{
    (void)user;
    (void)begins;
}

static int stopped(void *user)
{
    (void)user; /* to stop, a page ends its worker */
    return 0;
}

static void fit(comitia_print *print, FILE *stream, cli_when colour)
{
    (void)stream;
    print->colour = colour == CLI_ALWAYS;
    print->width = 0;
}

static int write_bytes(void *user, const char *bytes, size_t n_bytes)
{
    return fwrite(bytes, 1, n_bytes, user) == n_bytes ? 0 : 1;
}

static int progress(void *user, const char *doing, uint64_t steps,
                    uint64_t limit)
{
    (void)user;
    return web_progress(doing, strlen(doing), (double)steps, (double)limit);
}

/* ---- the exports -----------------------------------------------------------
 */

void *web_alloc(size_t n_bytes)
{
    return malloc(n_bytes);
}

void web_free(void *block)
{
    free(block);
}

void web_done(void)
{
    free(result.out);
    free(result.err);
    result = (web_result){0};
}

/* Runs the command into two streams in memory. */
static int run(request *q)
{
    cli_host host = {
        .out = open_memstream(&result.out, &result.n_out),
        .err = open_memstream(&result.err, &result.n_err),
        .read = read_file,
        .release = release,
        .working = working,
        .stopped = stopped,
        .fit = fit,
        .write = write_bytes,
        .progress = progress,
        .allocator = &web_allocator,
        .user = q,
    };
    int exit = CLI_EXIT_LIMIT;
    bool whole = false;
    if (host.out && host.err) {
        exit = cli_run(&host, (int)q->n_words + 1, q->words);
        whole = !ferror(host.out) && !ferror(host.err);
    }
    if (host.out)
        whole &= fclose(host.out) == 0;
    if (host.err)
        whole &= fclose(host.err) == 0;
    return whole ? exit : CLI_EXIT_LIMIT;
}

const web_result *web_ask(char *block, size_t n_bytes)
{
    static char name[] = "comitia";
    request q = {0};
    web_done();
    result.exit = CLI_EXIT_LIMIT;
    if (web_memory_begin()) {
        if (read_request((reader){block, n_bytes}, &q)) {
            q.words[0] = name;
            result.exit = (uint32_t)run(&q);
        }
        free_request(&q);
    }
    web_memory_end();
    return &result;
}
