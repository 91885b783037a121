/* The files that a model names are looked for beside it. */

#include "command.h"

#include <stdlib.h>
#include <string.h>

bool cli_open_folder(cli_folder *folder, const cli_host *host, const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    size_t n = slash ? (size_t)(slash + 1 - path) : 0;
    folder->host = host;
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
    const cli_host *host = folder->host;
    bool absolute = path[0] == '/' || !*folder->path;
    size_t n = strlen(folder->path) + strlen(path) + 1;
    char *whole = malloc(n);
    if (!whole)
        return "out of memory";
    snprintf(whole, n, "%s%s", absolute ? "" : folder->path, path);
    cli_file file = host->read(host->user, whole, false);
    free(whole);
    if (file.trouble)
        return file.trouble;
    *text = (comitia_text){file.bytes, file.n_bytes, file.bytes};
    return NULL;
}

static void done(void *user, comitia_text *text)
{
    cli_folder *folder = user;
    cli_file file = {text->handle, text->n_bytes, NULL};
    folder->host->release(folder->host->user, &file);
}

comitia_loader cli_loader(cli_folder *folder)
{
    return (comitia_loader){load, done, folder};
}
