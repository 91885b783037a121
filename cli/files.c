#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "progress.h"

enum { MOST_BYTES = (64 << 20) + 4 };

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
        if (n < 0 && errno == EINTR && !cli_stopped(NULL))
            continue;
        if (n < 0)
            return errno;
        file->n_bytes += (size_t)n;
        if (n == 0 || file->n_bytes >= MOST_BYTES)
            return 0;
    }
}

cli_file cli_read_file(void *user, const char *path, bool is_model)
{
    cli_file file = {0};
    /* What a model calls "-" is a file of that name. */
    bool is_stdin = is_model && strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    int error = fd < 0 ? errno : read_all(fd, &file);
    if (fd >= 0 && !is_stdin)
        close(fd);
    if (error) {
        cli_free_file(user, &file);
        file.trouble = strerror(error);
    }
    return file;
}

void cli_free_file(void *user, cli_file *file)
{
    (void)user;
    free(file->bytes);
    *file = (cli_file){0};
}

FILE *cli_create_file(void *user, const char *path)
{
    (void)user;
    return fopen(path, "wb");
}
