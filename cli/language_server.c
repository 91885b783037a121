#include "language_server.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "command/exits.h"
#include "lsp/lsp.h"

/* Files of the host as the library asks for them. */
static const char *load(void *user, const char *path, comitia_text *text)
{
    const cli_host *host = user;
    cli_file file = host->read(host->user, path, false);
    if (file.trouble)
        return file.trouble;
    *text = (comitia_text){file.bytes, file.n_bytes, file.bytes};
    return NULL;
}

static void done(void *user, comitia_text *text)
{
    const cli_host *host = user;
    cli_file file = {text->handle, text->n_bytes, NULL};
    host->release(host->user, &file);
}

static int write_out(void *user, const char *bytes, size_t n_bytes)
{
    const cli_host *host = user;
    return fwrite(bytes, 1, n_bytes, host->out) != n_bytes ||
           fflush(host->out) != 0;
}

static bool is_pending(void *user)
{
    const cli_host *host = user;
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    return host->stopped(host->user) || poll(&in, 1, 0) > 0;
}

/* Takes what is there, then tells what is wrong, then waits for more. */
static int serve(const cli_host *host, lsp_server *server)
{
    static char bytes[1 << 16];
    bool goes_on = true;
    while (goes_on) {
        if (!is_pending((void *)host))
            lsp_rest(server);
        ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
        if (host->stopped(host->user))
            return CLI_EXIT_SIGNAL + host->stopped(host->user);
        if (n < 0 && errno == EINTR)
            continue;
        goes_on = n > 0 && lsp_feed(server, bytes, (size_t)n);
    }
    return lsp_exit(server);
}

int cli_lsp(const cli_host *host, const cli_arguments *arguments)
{
    lsp_host lent = {
        .files = {load, done, (void *)host},
        .write = write_out,
        .user = (void *)host,
        .pending = is_pending,
        .allocator = host->allocator,
        .memory = arguments->memory_given ? arguments->memory : host->memory,
    };
    lsp_server *server = lsp_new(&lent);
    if (!server) {
        cli_say(host, comitia_status_text(COMITIA_E_NOMEM), NULL);
        return CLI_EXIT_LIMIT;
    }
    int exit = serve(host, server);
    lsp_free(server);
    return exit;
}
