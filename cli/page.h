/* The page of a model: one HTML file that answers by itself. */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include "command/command.h"

/** Writes the page of the file to --output or to the standard output. The exit
    code, after it said what is wrong. */
int cli_page(const cli_host *host, const cli_arguments *arguments);

#endif
