#include "bench.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Bytes that the library holds now, and the most it held, on any thread. */
typedef struct held {
    atomic_size_t now, peak;
} held;

static void *resize(void *user, void *block, size_t old_bytes, size_t new_bytes)
{
    held *memory = user;
    if (new_bytes == 0) {
        atomic_fetch_sub(&memory->now, old_bytes);
        free(block);
        return NULL;
    }
    void *grown = realloc(block, new_bytes);
    if (!grown)
        return NULL;
    size_t more = new_bytes - old_bytes; /* wraps where it shrinks */
    size_t now = atomic_fetch_add(&memory->now, more) + more;
    size_t peak = atomic_load(&memory->peak);
    while (now > peak &&
           !atomic_compare_exchange_weak(&memory->peak, &peak, now))
        ;
    return grown;
}

void bench_ok(comitia_status status)
{
    if (status == COMITIA_OK)
        return;
    fprintf(stderr, "bench: %s\n", comitia_status_text(status));
    exit(1);
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_command(const char *name, const char *command)
{
    double start = now_ms();
    int status = system(command); /* NOLINT: what the caller of make says */
    double took = now_ms() - start;
    if (status)
        printf("# %s: %s: status %d\n", name, command, status);
    fflush(stdout);
    return status ? -1 : took;
}

static bool wrong;

int bench_end(void)
{
    return wrong;
}

double bench_run(const char *name, bench_work *work, const void *input,
                 unsigned n)
{
    enum { MOST = 1000 };
    static double took[MOST];
    char text[512];
    held memory = {0, 0};
    size_t peak = 0;
    comitia_allocator allocator = {resize, &memory};
    n = n < 1 ? 1 : n > MOST ? MOST : n;
    for (unsigned i = 0; i < n; i++) {
        comitia_ctx *ctx = NULL;
        bench_ok(comitia_ctx_new(&allocator, &ctx));
        double start = now_ms();
        bench_result result = work(ctx, input);
        took[i] = now_ms() - start;
        peak = atomic_load(&memory.peak);
        if (i + 1 == n)
            wrong |= !bench_compare(ctx, name, &result, text, sizeof text);
        bench_result_free(&result);
        comitia_ctx_free(ctx);
    }
    qsort(took, n, sizeof *took, by_size);
    printf("%s\t%u\t%.3f\t%.3f\t%.3f\t%zu\t%s\n", name, n, took[0], took[n / 2],
           took[n - 1], peak / 1024, text);
    fflush(stdout);
    return took[n / 2];
}

static const char *load(void *user, const char *path, comitia_text *text)
{
    const char *model = user, *slash = strrchr(model, '/');
    char whole[2048];
    snprintf(whole, sizeof whole, "%.*s%s",
             slash ? (int)(slash + 1 - model) : 0, model, path);
    bench_file file = bench_read(whole);
    *text = (comitia_text){file.bytes, file.n_bytes, file.bytes};
    return NULL;
}

static void done(void *user, comitia_text *text)
{
    (void)user;
    free(text->handle);
}

comitia_loader bench_loader(const char *model_path)
{
    return (comitia_loader){load, done, (void *)model_path};
}

comitia_model *bench_model(comitia_ctx *ctx, const bench_file *file)
{
    comitia_loader loader = bench_loader(file->path);
    comitia_model *model = NULL;
    bench_ok(comitia_model_parse(ctx, file->path, file->bytes, file->n_bytes,
                                 &loader, &model));
    if (comitia_model_has_errors(model)) {
        fprintf(stderr, "bench: %s has errors\n", file->path);
        exit(1);
    }
    return model;
}

bench_result bench_parse(comitia_ctx *ctx, const void *input)
{
    return (bench_result){.model = bench_model(ctx, input)};
}

static int drop(void *user, const char *bytes, size_t n_bytes)
{
    (void)user, (void)bytes, (void)n_bytes;
    return 0;
}

bench_result bench_ask(comitia_ctx *ctx, const comitia_model *model,
                       const comitia_question *question,
                       const comitia_loader *loader, comitia_format format)
{
    bench_result result = {0};
    bench_ok(comitia_ask(ctx, model, question, loader, &result.answer));
    bench_ok(comitia_answer_print(
        ctx, result.answer, &(comitia_print){.format = format}, drop, NULL));
    return result;
}
