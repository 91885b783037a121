/* What the full help and that of one screen share. */
#ifndef CLI_HELP_PARTS_H
#define CLI_HELP_PARTS_H

#include "options.h"

enum {
    CLI_COLUMNS = 80,
    CLI_MOST_LEFT = 96 /**< bytes of an option with its value */
};

/** Of a verb that has no options of its own. */
#define CLI_WATCHED                                                            \
    "Options are those of the verb that runs again: comitia needs --help\n"

/** Prints `text` from column `at` on, wrapped, later lines at `indent`. */
void cli_wrap(FILE *out, const char *text, unsigned at, unsigned indent);

/** "-o, --output FILE"; of the formats only those that the verb has. verb:
    NULL means any. */
void cli_write_option(const cli_option *option, const cli_verb *verb,
                      char *into, size_t room);

#endif
