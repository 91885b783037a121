/* `lsp`: the language server, over standard input and output. */
#ifndef CLI_LANGUAGE_SERVER_H
#define CLI_LANGUAGE_SERVER_H

#include "command/command.h"

/** Serves one editor until it leaves; the exit code. */
int cli_lsp(const cli_host *host, const cli_arguments *arguments);

#endif
