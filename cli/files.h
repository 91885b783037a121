/* Files on disk, and standard input. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "command/command.h"

/**
 * Reads a file; "-" is standard input if is_model. Stops a little above the
 * largest text the library takes (data of others, 64 MiB), so that an endless
 * file ends, and the library says what the limit is. `user` is not used.
 */
cli_file cli_read_file(void *user, const char *path, bool is_model);
void cli_free_file(void *user, cli_file *file);
/** Opens a file to be written anew; NULL with errno set. `user` is not used. */
FILE *cli_create_file(void *user, const char *path);

#endif
