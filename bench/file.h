/* A file of the source tree. */
#ifndef CM_BENCH_FILE_H
#define CM_BENCH_FILE_H

#include <stddef.h>

typedef struct bench_file {
    const char *path;
    char *bytes; /**< with room for one more */
    size_t n_bytes;
} bench_file;

/** Ends the program if it cannot be read. The caller frees the bytes. */
bench_file bench_read(const char *path);

#endif
