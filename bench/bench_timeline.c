/* The timeline of two chambers of free seats that vote on 500 laws each: 1,000
 * dated votes, an outcome for each law and one that counts the laws. Result:
 * hash of the JSON. */
#include "bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { LAWS = 500, NEEDED = 250, BYTES = 1 << 19 };

static void put(bench_file *file, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(file->bytes + file->n_bytes, BYTES - file->n_bytes,
                      format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= BYTES - file->n_bytes)
        exit(1);
    file->n_bytes += (size_t)n;
}

static void put_day(bench_file *file, unsigned day)
{
    put(file, "on %u-%02u-%02u ", 2000 + day / 336, 1 + day / 28 % 12,
        1 + day % 28);
}

/* Some of the larger party vote with the others. */
static void put_votes(bench_file *file, unsigned law)
{
    unsigned no = 1 + law * 7 % 20;
    put_day(file, 2 * law);
    put(file, "House voted H%u: Left %u yes %u no, Right no\n", law, 220 - no,
        no);
    put_day(file, 2 * law + 1);
    put(file, "Senate voted S%u: Blue %u yes %u no, Red no\n", law, 52 - no,
        no);
}

static bench_file generate(void)
{
    bench_file file = {malloc(BYTES), 0};
    if (!file.bytes)
        exit(1);
    put(&file, "body House seats 435\n  party Left 220 free\n"
               "  party Right 215 free\n"
               "body Senate seats 100\n  party Blue 52 free\n"
               "  party Red 48 free\n"
               "fact Emergency\nfact Session true\n");
    for (unsigned i = 0; i < LAWS; i++)
        put(&file,
            "act H%u by House needs more than half of votes cast "
            "if not Emergency otherwise at least 2/3 of votes cast "
            "quorum more than half of members\n"
            "act S%u by Senate needs more than half of votes cast "
            "quorum more than half of members\n"
            "outcome Law%u when H%u and S%u and Session\n",
            i, i, i, i, i);
    put(&file, "outcome Programme when at least %u of (Law0", NEEDED);
    for (unsigned i = 1; i < LAWS; i++)
        put(&file, ", Law%u", i);
    put(&file, ")\n");
    for (unsigned i = 0; i < LAWS; i++)
        put_votes(&file, i);
    return file;
}

static uint64_t timeline(comitia_ctx *ctx, const void *input)
{
    comitia_model *model = bench_parse(ctx, "generated.comitia", input);
    comitia_question question = {.verb = COMITIA_TIMELINE};
    uint64_t hash = bench_hash(ctx, model, &question, NULL);
    comitia_model_free(model);
    return hash;
}

static uint64_t parse(comitia_ctx *ctx, const void *input)
{
    comitia_model_free(bench_parse(ctx, "generated.comitia", input));
    return ((const bench_file *)input)->n_bytes;
}

int main(void)
{
    bench_file file = generate();
    bench_run("timeline-1000-votes", timeline, &file, 5);
    bench_run("parse-1000-votes", parse, &file, 5);
    free(file.bytes);
    return 0;
}
