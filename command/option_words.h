/* Words that are options: how they are written. */
#ifndef CLI_OPTION_WORDS_H
#define CLI_OPTION_WORDS_H

#include "arguments.h"

/** An option as it stood on the command line. */
typedef struct cli_setting {
    const cli_option *option;
    const char *value; /**< "" if it takes none */
} cli_setting;

/** "-5" is a word, if not a sensible one: the library says why. */
bool cli_is_option(const char *word);

/** The verb is the first word; it is looked for first, so that what is said
    about an option can name it. NULL: there is none. */
const char *cli_first_word(int argc, char **argv);

/** Reads "--name", "--name=value", "--name value", "-q" or "-o value" at
    argv[*i]; *i is then at its last word. 0, or the exit code. */
int cli_read_option(const cli_arguments *arguments, int argc, char **argv,
                    int *i, cli_setting *into);

#endif
