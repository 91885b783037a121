/* Files on disk, and standard input. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "command/command.h"

/**
 * Reads a file; "-" is standard input if is_model. Stops a little above the
 * largest text the language allows (16 MiB), so that an endless file ends, and
 * the library says what the limit is. `user` is not used.
 */
cli_file cli_read_file(void *user, const char *path, bool is_model);
void cli_free_file(void *user, cli_file *file);

#endif
