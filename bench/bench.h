/* Benchmarks: each program prints a tab-separated row for each thing it times:
 * name, n, minimum, median, maximum in milliseconds, peak memory in KiB, result.
 */
#ifndef CM_BENCH_H
#define CM_BENCH_H

#include <stddef.h>
#include <stdint.h>

#include "comitia/comitia.h"

/** What is timed: does the work and returns something of its result, so that a
    fast wrong answer shows. */
typedef uint64_t bench_work(comitia_ctx *ctx, const void *input);

/** Ends the program unless the status is COMITIA_OK. */
void bench_ok(comitia_status status);

/** Runs it n times with a fresh context each and prints the row. Returns the
    median in milliseconds. Memory is the peak of what the library held. */
double bench_run(const char *name, bench_work *work, const void *input,
                 unsigned n);

/** A file of the source tree; ends the program if it cannot be read. */
typedef struct bench_file {
    char *bytes;
    size_t n_bytes;
} bench_file;

bench_file bench_read(const char *path);

/** Hands over files beside `model_path`. */
comitia_loader bench_loader(const char *model_path);

/** Parses; ends the program when the model has errors. */
comitia_model *bench_parse(comitia_ctx *ctx, const char *path,
                           const bench_file *file);

/** Asks, prints as text into nothing; the number of bytes printed. */
uint64_t bench_ask(comitia_ctx *ctx, const comitia_model *model,
                   const comitia_question *question);

/** Asks, prints as JSON; a 64-bit FNV-1a hash of it. loader may be NULL. */
uint64_t bench_hash(comitia_ctx *ctx, const comitia_model *model,
                    const comitia_question *question,
                    const comitia_loader *loader);

/** Runs another program once and prints a row for its time; a comment if it
    fails. */
void bench_peer(const char *name, const char *command);

#endif
