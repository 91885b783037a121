/* What is wrong with a command line, and how it is meant. */
#ifndef CLI_COMPLAIN_H
#define CLI_COMPLAIN_H

#include "arguments.h"
#include "exits.h"

/** Says on the arguments' `err` what is wrong, the usage of the verb and an
    example of it. */
void cli_complain(const cli_arguments *arguments, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The same as an expression: the exit code of wrong usage. */
#define cli_wrong(...) (cli_complain(__VA_ARGS__), CLI_EXIT_USAGE)

/* Each of these says it, and gives the exit code. */

int cli_no_memory(const cli_arguments *arguments);
/** No option has this name (n bytes without dashes). */
int cli_unknown_option(const cli_arguments *arguments, const char *word,
                       size_t n);
int cli_unknown_verb(cli_arguments *arguments, const char *word);
/** The verb does not take the option; others do. */
int cli_takes_no_option(const cli_arguments *arguments,
                        const cli_option *option);

#endif
