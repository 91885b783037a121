#include "bench.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Bytes that the library holds now, and the most it held, on any thread. */
typedef struct held {
    atomic_size_t now, peak;
} held;

static void *resize(void *user, void *block, size_t old_bytes,
                    size_t new_bytes)
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

void bench_peer(const char *name, const char *command)
{
    double start = now_ms();
    int status = system(command); /* NOLINT: what the caller of make says */
    double took = now_ms() - start;
    if (status)
        printf("# %s: %s: status %d\n", name, command, status);
    else
        printf("%s\t1\t%.3f\t%.3f\t%.3f\t-\t-\n", name, took, took, took);
    fflush(stdout);
}

double bench_run(const char *name, bench_work *work, const void *input,
                 unsigned n)
{
    enum { MOST = 1000 };
    static double took[MOST];
    held memory = {0, 0};
    uint64_t result = 0;
    comitia_allocator allocator = {resize, &memory};
    n = n < 1 ? 1 : n > MOST ? MOST : n;
    for (unsigned i = 0; i < n; i++) {
        comitia_ctx *ctx = NULL;
        bench_ok(comitia_ctx_new(&allocator, &ctx));
        double start = now_ms();
        result = work(ctx, input);
        took[i] = now_ms() - start;
        comitia_ctx_free(ctx);
    }
    qsort(took, n, sizeof *took, by_size);
    printf("%s\t%u\t%.3f\t%.3f\t%.3f\t%zu\t%" PRIu64 "\n", name, n, took[0],
           took[n / 2], took[n - 1], atomic_load(&memory.peak) / 1024, result);
    fflush(stdout);
    return took[n / 2];
}

bench_file bench_read(const char *path)
{
    const char *root = getenv("COMITIA_SOURCE");
    char whole[4096];
    bench_file file = {0};
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

comitia_model *bench_parse(comitia_ctx *ctx, const char *path,
                           const bench_file *file)
{
    comitia_loader loader = bench_loader(path);
    comitia_model *model = NULL;
    bench_ok(comitia_model_parse(ctx, path, file->bytes, file->n_bytes, &loader,
                                 &model));
    if (comitia_model_has_errors(model)) {
        fprintf(stderr, "bench: %s has errors\n", path);
        exit(1);
    }
    return model;
}

static int count(void *user, const char *bytes, size_t n_bytes)
{
    (void)bytes;
    *(uint64_t *)user += n_bytes;
    return 0;
}

uint64_t bench_ask(comitia_ctx *ctx, const comitia_model *model,
                   const comitia_question *question)
{
    comitia_answer *answer = NULL;
    uint64_t printed = 0;
    bench_ok(comitia_ask(ctx, model, question, NULL, &answer));
    bench_ok(comitia_answer_print(ctx, answer, &(comitia_print){0}, count,
                                  &printed));
    comitia_answer_free(answer);
    return printed;
}

static int mix(void *user, const char *bytes, size_t n_bytes)
{
    uint64_t *hash = user;
    for (size_t i = 0; i < n_bytes; i++)
        *hash = (*hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return 0;
}

uint64_t bench_hash(comitia_ctx *ctx, const comitia_model *model,
                    const comitia_question *question,
                    const comitia_loader *loader)
{
    comitia_answer *answer = NULL;
    uint64_t hash = UINT64_C(14695981039346656037);
    bench_ok(comitia_ask(ctx, model, question, loader, &answer));
    bench_ok(comitia_answer_print(
        ctx, answer, &(comitia_print){.format = COMITIA_JSON}, mix, &hash));
    comitia_answer_free(answer);
    return hash;
}
