#include "file.h"

#include <stdio.h>
#include <stdlib.h>

bench_file bench_read(const char *path)
{
    const char *root = getenv("COMITIA_SOURCE");
    char whole[4096];
    bench_file file = {.path = path};
    snprintf(whole, sizeof whole, "%s/%s", root ? root : ".", path);
    FILE *in = fopen(whole, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0) {
        fprintf(stderr, "bench: cannot read %s\n", whole);
        exit(1);
    }
    file.n_bytes = (size_t)ftell(in);
    rewind(in);
    file.bytes = malloc(file.n_bytes + 1);
    if (!file.bytes || fread(file.bytes, 1, file.n_bytes, in) != file.n_bytes)
        exit(1);
    fclose(in);
    return file;
}
