/* The processes that answer one question together, where the program was built
 * to run over MPI (mpi.c); else it is alone (alone.c). */
#ifndef CLI_PROCESSES_H
#define CLI_PROCESSES_H

#include "command/command.h"

/**
 * Joins the others of this run, if there are any, and fits the host for them:
 * only the first process reads files and prints, the others get what it reads.
 * Called first of all, once. False: it was said why not.
 */
bool cli_join(cli_host *host, int *argc, char ***argv);

/** Leaves them; the exit code that all agree on, the largest of theirs. */
int cli_leave(const cli_host *host, int exit);

#endif
