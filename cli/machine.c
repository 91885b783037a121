#include "machine.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

/* The number in a file of one line; 0 if there is none ("max"). */
static uint64_t number_in(const char *path)
{
    uint64_t bytes = 0;
    FILE *file = fopen(path, "re");
    if (!file)
        return 0;
    if (fscanf(file, "%" SCNu64, &bytes) != 1)
        bytes = 0;
    fclose(file);
    return bytes;
}

uint64_t cli_memory(void)
{
    /* Where the control groups of Linux tell a container what it may take. */
    static const char *const limits[] = {
        "/sys/fs/cgroup/memory.max",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    };
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    uint64_t most =
        pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size : 0;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        uint64_t limit = number_in(limits[i]);
        if (limit && (!most || limit < most))
            most = limit;
    }
    return most;
}

uint32_t cli_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 1024 ? 1024 : (uint32_t)n;
}
