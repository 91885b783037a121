/* What the Tab key of a shell offers out of the model on the command line. */
#ifndef CLI_NAMES_H
#define CLI_NAMES_H

#include "command/command.h"

/** Whether the words begin with `completions names`, which only the scripts of
    `completions bash|zsh|fish` say. */
bool cli_is_names(int argc, char **argv);

/**
 * Prints, one a line, the words that may stand where the last word is being
 * written: names of the model, and fixed words like `block`. The words behind
 * `completions names` are those of the command line behind `comitia`, up to the
 * cursor. Says nothing about what is wrong, and reads no standard input, nor a
 * file of more than 4 MiB. Always exit code 0.
 */
int cli_names(const cli_host *host, int argc, char **argv);

#endif
