/* How much memory there is, and how many processors. */
#ifndef CLI_MACHINE_H
#define CLI_MACHINE_H

#include <stdint.h>

/** Bytes of memory of this machine, or of the container if it allows less; 0
    if that cannot be found out. */
uint64_t cli_memory(void);

/** Processors that are switched on, 1..1024. */
uint32_t cli_processors(void);

#endif
