/* Files: the model itself and what it names. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "comitia/comitia.h"

/** The whole of a file, or why there is none. */
typedef struct cli_file {
    char *bytes;
    size_t n_bytes;
    const char *trouble; /**< NULL, or a short reason */
} cli_file;

/**
 * Reads a file; "-" is standard input. Stops a little above the largest text
 * the language allows (16 MiB), so that an endless file ends, and the library
 * says what the limit is.
 */
cli_file cli_read_file(const char *path);
void cli_free_file(cli_file *file);

/** The loader of a model read from `path`: its `use` files and its tables are
    looked for beside it. NULL: beside the working folder. */
typedef struct cli_folder {
    char *path; /**< of the folder with its last '/', or "" */
    char reason[128];
} cli_folder;

/** False when memory runs out. */
bool cli_open_folder(cli_folder *folder, const char *path);
void cli_close_folder(cli_folder *folder);
comitia_loader cli_loader(cli_folder *folder);

#endif
