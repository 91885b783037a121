#include "watch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "command/exits.h"

/* A file as it was when it was read. */
typedef struct seen {
    char *path;
    bool there;
    struct stat was;
} seen;

typedef struct watch {
    const cli_host *host; /* that reads */
    seen *at;
    size_t n, room;
    bool failed;
} watch;

bool cli_is_watch(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "watch") != 0)
        return false;
    return argc > 2 && strcmp(argv[2], "--help") != 0 &&
           strcmp(argv[2], "-h") != 0;
}

/* ---- files ------------------------------------------------------------------- */

static bool look(const char *path, struct stat *is)
{
    memset(is, 0, sizeof *is);
    return stat(path, is) == 0;
}

static void add(watch *w, const char *path)
{
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->at[i].path, path) == 0)
            return;
    if (w->n == w->room) {
        size_t room = w->room ? 2 * w->room : 8;
        seen *at = realloc(w->at, room * sizeof *at);
        w->failed |= !at;
        if (!at)
            return;
        w->at = at;
        w->room = room;
    }
    seen one = {.path = strdup(path)};
    w->failed |= !one.path;
    if (!one.path)
        return;
    /* Looked at before it is read: what changes while it is read is seen. */
    one.there = look(path, &one.was);
    w->at[w->n++] = one;
}

static cli_file read_and_add(void *user, const char *path, bool is_model)
{
    watch *w = user;
    add(w, path);
    return w->host->read(w->host->user, path, is_model);
}

static void forget(watch *w)
{
    for (size_t i = 0; i < w->n; i++)
        free(w->at[i].path);
    w->n = 0;
}

static bool changed(const seen *file)
{
    struct stat is;
    bool there = look(file->path, &is);
    return there != file->there || is.st_size != file->was.st_size ||
           is.st_ino != file->was.st_ino || is.st_dev != file->was.st_dev ||
           is.st_mtim.tv_sec != file->was.st_mtim.tv_sec ||
           is.st_mtim.tv_nsec != file->was.st_mtim.tv_nsec;
}

/* Waits for a change; false when a signal ends it. */
static bool wait_for_change(const watch *w)
{
    const struct timespec pause = {.tv_nsec = 200000000};
    while (!w->host->stopped(w->host->user)) {
        for (size_t i = 0; i < w->n; i++)
            if (changed(&w->at[i]))
                return true;
        nanosleep(&pause, NULL);
    }
    return false;
}

/* ---- answers ------------------------------------------------------------------ */

static void begin_answer(const cli_host *host, bool first)
{
    if (isatty(fileno(host->out)))
        fputs("\033[H\033[2J", host->out); /* an empty screen */
    else if (!first)
        fputc('\n', host->out);
}

static void end_answer(const watch *w)
{
    fflush(w->host->out);
    if (isatty(fileno(w->host->err)))
        fprintf(w->host->err, "Watching %zu %s; Ctrl-C ends it.\n", w->n,
                w->n == 1 ? "file" : "files");
}

/* The words without `watch`, and with `brief` if no verb follows it. */
static char **command_words(int argc, char **argv, int *n)
{
    static char brief[] = "brief";
    bool has_verb = cli_find_verb(argv[2]) != NULL;
    char **words = calloc((size_t)argc + 1, sizeof *words);
    *n = 0;
    if (!words)
        return NULL;
    words[(*n)++] = argv[0];
    if (!has_verb)
        words[(*n)++] = brief;
    for (int i = 2; i < argc; i++)
        words[(*n)++] = argv[i];
    return words;
}

int cli_watch(const cli_host *host, int argc, char **argv)
{
    watch w = {.host = host};
    cli_host own = *host;
    int n, exit = 0;
    char **words = command_words(argc, argv, &n);
    own.read = read_and_add;
    own.user = &w;
    for (bool first = true; words && !w.failed; first = false) {
        forget(&w);
        begin_answer(host, first);
        exit = cli_run(&own, n, words);
        if (w.n == 0 || host->stopped(host->user))
            break; /* wrong usage, or a command without files */
        end_answer(&w);
        if (!wait_for_change(&w)) {
            exit = CLI_EXIT_SIGNAL + host->stopped(host->user);
            break;
        }
    }
    if (!words || w.failed) {
        cli_say(host, "out of memory", NULL);
        exit = CLI_EXIT_LIMIT;
    }
    forget(&w);
    free(w.at);
    free(words);
    return exit;
}
