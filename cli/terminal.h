/* Where the output goes: how wide it is, whether it has colours, and whether
 * it arrived. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdio.h>

#include "command/arguments.h"

/** Sets colour and width of `print` for a stream. A file or a pipe is 80
    columns wide, so that equal input gives equal bytes. */
void cli_fit(comitia_print *print, FILE *out, cli_when colour);

/** A comitia_sink; user is the FILE. Stops when the stream is broken. */
int cli_write(void *user, const char *bytes, size_t n_bytes);

/** Flushes standard output. Returns `exit`, or CLI_EXIT_OUTPUT after it said
    that writing failed; a reader that went away is no failure. */
int cli_finish_output(int exit);

#endif
