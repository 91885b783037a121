/* Feeds every file of a folder to a target, as an ordinary test: prints TAP. A
 * crash ends the program, which is a failure too. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A corpus is small, or it is a burden: bytes of all its files. */
enum { MOST_BYTES = 256 << 10, MOST_FILES = 1000 };

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t replay(const char *folder, const char *name, int n)
{
    static uint8_t bytes[MOST_BYTES + 1];
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "rb");
    if (!in) {
        printf("not ok %d - %s can be read\n", n, name);
        return 0;
    }
    size_t n_bytes = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    /* A copy of the exact size, so that a byte too far is seen. */
    uint8_t *exact = malloc(n_bytes ? n_bytes : 1);
    if (!exact)
        abort();
    memcpy(exact, bytes, n_bytes);
    LLVMFuzzerTestOneInput(exact, n_bytes);
    free(exact);
    printf("ok %d - %s is survived\n", n, name);
    fflush(stdout);
    return n_bytes;
}

int main(int argc, char **argv)
{
    static char *names[MOST_FILES];
    size_t n = 0, n_bytes = 0;
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    if (!folder)
        return fputs("usage: replay FOLDER\n", stderr), 64;
    for (struct dirent *entry; n < MOST_FILES && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            names[n++] = strdup(entry->d_name);
    closedir(folder);
    qsort(names, n, sizeof *names, by_name);
    printf("1..%zu\n", n + 1);
    for (size_t i = 0; i < n; i++) {
        n_bytes += replay(argv[1], names[i], (int)i + 1);
        free(names[i]);
    }
    bool small = n > 0 && n < MOST_FILES && n_bytes <= MOST_BYTES;
    printf("%s %zu - the corpus has files, and at most %d bytes\n",
           small ? "ok" : "not ok", n + 1, MOST_BYTES);
    return small ? 0 : 1;
}
