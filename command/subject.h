/* What the words behind a verb are: files, names, weights, votes. */
#ifndef CLI_SUBJECT_H
#define CLI_SUBJECT_H

#include "arguments.h"

/** Sorts `words` into files and names, or into what a question without a file
    is about. Every option has been read. 0, or the exit code. */
int cli_take_words(cli_arguments *arguments);

/** Are the words weights? Every option has been read. */
bool cli_takes_weights(const cli_arguments *arguments);

#endif
