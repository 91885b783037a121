/* How much memory there is. */
#ifndef CLI_MACHINE_H
#define CLI_MACHINE_H

#include <stdint.h>

/** Bytes of memory of this machine, or of the container if it allows less; 0
    if that cannot be found out. */
uint64_t cli_memory(void);

#endif
