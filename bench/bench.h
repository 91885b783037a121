/* Benchmarks: each program prints a tab-separated row for each thing it times:
 * name, n, minimum, median, maximum in milliseconds, peak memory in KiB,
 * result, and how it compares with what is known. */
#ifndef CM_BENCH_H
#define CM_BENCH_H

#include <stddef.h>
#include <stdint.h>

#include "comitia/comitia.h"
#include "compare.h"
#include "file.h"

/** What is timed: does the work and returns what it has found. */
typedef bench_result bench_work(comitia_ctx *ctx, const void *input);

/** Ends the program unless the status is COMITIA_OK. */
void bench_ok(comitia_status status);

/** Runs it n times with a fresh context each and prints the row. Returns the
    median in milliseconds. Memory is the peak of what the library held. */
double bench_run(const char *name, bench_work *work, const void *input,
                 unsigned n);

/** Hands over files beside `model_path`. */
comitia_loader bench_loader(const char *model_path);

/** Reads a model; ends the program if it has errors. */
comitia_model *bench_model(comitia_ctx *ctx, const bench_file *file);

/** Work: reads the model of a bench_file. */
bench_result bench_parse(comitia_ctx *ctx, const void *input);

/** The exit code of a bench program: 1 if a row was wrong, else 0. */
int bench_end(void);

/** Asks and prints into nothing. loader may be NULL. */
bench_result bench_ask(comitia_ctx *ctx, const comitia_model *model,
                       const comitia_question *question,
                       const comitia_loader *loader, comitia_format format);

/** Runs another program once; its milliseconds, or -1 after a comment if it
    fails. */
double bench_command(const char *name, const char *command);

#endif
