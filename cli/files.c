#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "progress.h"

enum { MOST_BYTES = (16 << 20) + 4 };

/* Reads to the end, or up to MOST_BYTES; errno on failure, 0 else. */
static int read_all(int fd, cli_file *file)
{
    size_t room = 0;
    for (;;) {
        if (file->n_bytes == room) {
            room = room ? 2 * room : 1 << 16;
            char *bytes = realloc(file->bytes, room);
            if (!bytes)
                return ENOMEM;
            file->bytes = bytes;
        }
        ssize_t n = read(fd, file->bytes + file->n_bytes, room - file->n_bytes);
        if (n < 0 && errno == EINTR && !cli_stopped())
            continue;
        if (n < 0)
            return errno;
        file->n_bytes += (size_t)n;
        if (n == 0 || file->n_bytes >= MOST_BYTES)
            return 0;
    }
}

cli_file cli_read_file(const char *path)
{
    cli_file file = {0};
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    int error = fd < 0 ? errno : read_all(fd, &file);
    if (fd >= 0 && !is_stdin)
        close(fd);
    if (error) {
        cli_free_file(&file);
        file.trouble = strerror(error);
    }
    return file;
}

void cli_free_file(cli_file *file)
{
    free(file->bytes);
    *file = (cli_file){0};
}

bool cli_open_folder(cli_folder *folder, const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    size_t n = slash ? (size_t)(slash + 1 - path) : 0;
    folder->path = malloc(n + 1);
    if (!folder->path)
        return false;
    if (n)
        memcpy(folder->path, path, n);
    folder->path[n] = '\0';
    return true;
}

void cli_close_folder(cli_folder *folder)
{
    free(folder->path);
    folder->path = NULL;
}

static const char *load(void *user, const char *path, comitia_text *text)
{
    cli_folder *folder = user;
    bool absolute = path[0] == '/' || !*folder->path;
    size_t n = strlen(folder->path) + strlen(path) + 1;
    char *whole = malloc(n);
    if (!whole)
        return "out of memory";
    snprintf(whole, n, "%s%s", absolute ? "" : folder->path, path);
    /* "-" is a file's name here: standard input is the model. */
    int fd = open(whole, O_RDONLY | O_CLOEXEC);
    cli_file file = {0};
    int error = fd < 0 ? errno : read_all(fd, &file);
    if (fd >= 0)
        close(fd);
    free(whole);
    if (error) {
        cli_free_file(&file);
        snprintf(folder->reason, sizeof folder->reason, "%s", strerror(error));
        return folder->reason;
    }
    *text = (comitia_text){file.bytes, file.n_bytes, file.bytes};
    return NULL;
}

static void done(void *user, comitia_text *text)
{
    (void)user;
    free(text->handle);
}

comitia_loader cli_loader(cli_folder *folder)
{
    return (comitia_loader){load, done, folder};
}
