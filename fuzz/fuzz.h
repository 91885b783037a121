/* What the fuzz targets share. A target is one function that takes any bytes;
 * libFuzzer drives it, or replay.c on the files of its corpus. */
#ifndef CM_FUZZ_H
#define CM_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "comitia/comitia.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Work a question may take here: enough to reach everything, and quick. */
enum { FUZZ_STEPS = 200000 };

/** Ends the program unless `truth`. */
void fuzz_must(bool truth, const char *what);

/** A context; ends the program when there is no memory. */
comitia_ctx *fuzz_ctx(void);

/** Asks and prints as text and JSON; ends the program on a status that no
    input may give, or an exit code that is none. */
void fuzz_ask(comitia_ctx *ctx, const comitia_model *model,
              const comitia_question *question, const comitia_loader *loader);

/** A text that grows by its comitia_sink; zero it first. */
typedef struct fuzz_text {
    char *bytes;
    size_t n_bytes;
} fuzz_text;

int fuzz_sink(void *text, const char *bytes, size_t n_bytes);

#endif
