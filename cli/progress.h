/* Ctrl-C, and the line that says that something is being done. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "comitia/comitia.h"

/** From now on Ctrl-C (SIGINT) and SIGTERM ask to stop, the first with what is
    proved by then; a second one ends the program at once. A reader that goes
    away is an error of writing. */
void cli_catch_signals(void);
/** The signal that asked to stop, or 0. user is not used. */
int cli_stopped(void *user);

/** A comitia_progress; user is not used. Shows a line on standard error if
    that is a terminal, after a second. */
int cli_progress(void *user, const char *doing, uint64_t steps, uint64_t limit);
/** Takes the line away, if there is one. `begins`: a question begins, and its
    clock starts. */
void cli_progress_shown(void *user, bool begins);

#endif
