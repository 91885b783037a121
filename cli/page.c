#include "page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/exits.h"
#include "page_parts.h"
#include "terminal.h"

/* A file that the page takes along. */
typedef struct taken {
    char *path;
    char *bytes;
    size_t n_bytes;
} taken;

/* The loader of a model, which keeps what it hands over. */
typedef struct taking {
    comitia_loader from;
    taken *files;
    size_t n, cap;
} taking;

static bool take(taking *t, const char *path, const char *bytes, size_t n_bytes)
{
    if (t->n == t->cap) {
        size_t cap = t->cap ? 2 * t->cap : 8;
        taken *files = realloc(t->files, cap * sizeof *files);
        if (!files)
            return false;
        t->files = files;
        t->cap = cap;
    }
    taken file = {strdup(path), malloc(n_bytes ? n_bytes : 1), n_bytes};
    if (!file.path || !file.bytes) {
        free(file.path);
        free(file.bytes);
        return false;
    }
    if (n_bytes)
        memcpy(file.bytes, bytes, n_bytes);
    t->files[t->n++] = file;
    return true;
}

static bool is_taken(const taking *t, const char *path)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->files[i].path, path) == 0)
            return true;
    return false;
}

static const char *load(void *user, const char *path, comitia_text *text)
{
    taking *t = user;
    const char *trouble = t->from.load(t->from.user, path, text);
    if (trouble || is_taken(t, path) ||
        take(t, path, text->bytes, text->n_bytes))
        return trouble;
    t->from.done(t->from.user, text);
    return "out of memory";
}

static void done(void *user, comitia_text *text)
{
    taking *t = user;
    t->from.done(t->from.user, text);
}

static void free_taken(taking *t)
{
    for (size_t i = 0; i < t->n; i++) {
        free(t->files[i].path);
        free(t->files[i].bytes);
    }
    free(t->files);
}

/* ---- as JSON ------------------------------------------------------------- */

/* Bytes of the UTF-8 character at `at`, 0 if there is none. */
static size_t character(const unsigned char *at, size_t n)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t bytes = at[0] < 0x80   ? 1
                   : at[0] < 0xC0 ? 0
                   : at[0] < 0xE0 ? 2
                   : at[0] < 0xF0 ? 3
                   : at[0] < 0xF8 ? 4
                                  : 0;
    if (bytes < 2 || bytes > n)
        return bytes == 1;
    uint32_t point = at[0] & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        point = point << 6 | (at[i] & 0x3F);
    }
    bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point < least[bytes] || point > 0x10FFFF || is_surrogate ? 0 : bytes;
}

static bool is_text(const char *bytes, size_t n_bytes)
{
    const unsigned char *at = (const unsigned char *)bytes;
    for (size_t i = 0, n = 0; i < n_bytes; i += n)
        if ((n = character(at + i, n_bytes - i)) == 0)
            return false;
    return true;
}

/* No '<' is written, so that nothing can end the element around it. */
static void write_string(FILE *out, const char *bytes, size_t n_bytes)
{
    fputc('"', out);
    for (size_t i = 0; i < n_bytes; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c < 0x20 || c == '"' || c == '\\' || c == '<' || c == 0x7F)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

static void write_base64(FILE *out, const char *bytes, size_t n_bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    fputc('"', out);
    for (size_t i = 0; i < n_bytes; i += 3) {
        size_t left = n_bytes - i;
        uint32_t group = 0;
        for (size_t k = 0; k < 3; k++)
            group = group << 8 | (k < left ? (unsigned char)bytes[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            fputc(k <= left ? digits[group >> (18 - 6 * k) & 63] : '=', out);
    }
    fputc('"', out);
}

static void write_file(FILE *out, const char *path, const char *bytes,
                       size_t n_bytes)
{
    fputs("{\"path\":", out);
    write_string(out, path, strlen(path));
    if (is_text(bytes, n_bytes)) {
        fputs(",\"text\":", out);
        write_string(out, bytes, n_bytes);
    } else {
        fputs(",\"base64\":", out);
        write_base64(out, bytes, n_bytes);
    }
    fputc('}', out);
}

/* A page knows its model by the last part of the path: what the model uses is
   looked for beside it. */
static void write_page(FILE *out, const char *path, const cli_file *file,
                       const taking *t)
{
    const char *slash = strrchr(path, '/');
    const char *name = strcmp(path, "-") == 0 ? "model.comitia"
                       : slash                ? slash + 1
                                              : path;
    fwrite(cli_page_before, 1, cli_page_before_bytes, out);
    fputs("{\"main\":", out);
    write_string(out, name, strlen(name));
    fputs(",\"files\":[", out);
    write_file(out, name, file->bytes, file->n_bytes);
    for (size_t i = 0; i < t->n; i++) {
        fputc(',', out);
        write_file(out, t->files[i].path, t->files[i].bytes,
                   t->files[i].n_bytes);
    }
    fputs("]}", out);
    fwrite(cli_page_after, 1, cli_page_after_bytes, out);
}

static int write_to(const cli_host *host, const char *output, const char *path,
                    const cli_file *file, const taking *t)
{
    if (!output) {
        write_page(host->out, path, file, t);
        return 0; /* whether it arrived is seen at the end */
    }
    FILE *out = fopen(output, "wb");
    if (out) {
        write_page(out, path, file, t);
        bool failed = ferror(out);
        if (fclose(out) == 0 && !failed)
            return 0;
    }
    cli_say(host, output, strerror(errno));
    return CLI_EXIT_OUTPUT;
}

/* ---- the verb --------------------------------------------------------------
 */

/* Reads the model, so that what it uses is known and errors are said here. */
static comitia_status check(const cli_host *host, comitia_ctx *ctx,
                            const cli_arguments *arguments, const char *path,
                            const cli_file *file, taking *t, bool *good)
{
    comitia_model *model = NULL;
    cli_folder folder = {0};
    if (!cli_open_folder(&folder, host, path))
        return COMITIA_E_NOMEM;
    t->from = cli_loader(&folder);
    comitia_loader loader = {load, done, t};
    comitia_status status = comitia_model_parse(ctx, path, file->bytes,
                                                file->n_bytes, &loader, &model);
    if (status == COMITIA_OK) {
        *good = !comitia_model_has_errors(model);
        comitia_print print = arguments->print;
        print.terse = *good;
        host->fit(&print, host->err, arguments->colour);
        if (!*good)
            status = comitia_diagnostics_print(ctx, model, NULL, &print,
                                               host->write, host->err);
    }
    comitia_model_free(model);
    cli_close_folder(&folder);
    return status;
}

static int page_of(const cli_host *host, const cli_arguments *arguments,
                   const char *path, const cli_file *file)
{
    comitia_ctx *ctx = NULL;
    taking t = {0};
    bool good = false;
    comitia_status status = comitia_ctx_new(host->allocator, &ctx);
    if (status == COMITIA_OK) {
        comitia_ctx_on_progress(ctx, host->progress, host->user);
        status = check(host, ctx, arguments, path, file, &t, &good);
    }
    int exit = good ? 0 : CLI_EXIT_MODEL;
    if (status != COMITIA_OK) {
        cli_say(host, comitia_status_text(status), NULL);
        int signal = host->stopped(host->user);
        exit = signal ? CLI_EXIT_SIGNAL + signal : CLI_EXIT_LIMIT;
    } else if (good) {
        exit = write_to(host, arguments->output, path, file, &t);
    }
    free_taken(&t);
    comitia_ctx_free(ctx);
    return exit;
}

int cli_page(const cli_host *host, const cli_arguments *arguments)
{
    const char *path = arguments->files.at[0];
    if (cli_page_before_bytes == 0) {
        cli_say(host, "this program was built without the page",
                "\"make wasm\" builds what it needs, then \"make\"");
        return CLI_EXIT_LIMIT;
    }
    if (!arguments->output && isatty(fileno(host->out))) {
        cli_say(host, "a page is no text for a terminal",
                "write it to a file with -o");
        cli_print_usage(host->err, arguments->verb);
        return CLI_EXIT_USAGE;
    }
    cli_file file = host->read(host->user, path, true);
    if (file.trouble) {
        cli_say(host, path, file.trouble);
        return CLI_EXIT_NOINPUT;
    }
    int exit = page_of(host, arguments, path, &file);
    host->release(host->user, &file);
    return exit;
}
