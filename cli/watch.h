/* Answers again whenever a file that was read changes. */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "command/command.h"

/** Whether the words begin with `watch` and ask for no help about it. */
bool cli_is_watch(int argc, char **argv);

/**
 * Runs the command behind `watch` (`brief` if a file follows at once) until a
 * signal ends it: now, and each time a file that it read is another one. Looks
 * every fifth of a second, so that it works on any file system. The exit code
 * of the signal, or of wrong usage.
 */
int cli_watch(const cli_host *host, int argc, char **argv);

#endif
