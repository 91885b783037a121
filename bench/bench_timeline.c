/* The timeline of two chambers of free seats that vote on 500 laws each: 1,000
 * dated votes, an outcome for each law and one that counts the laws. Result:
 * when what changed, in one sum. */
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
    bench_file file = {"generated.comitia", malloc(BYTES), 0};
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

/* Sum over the events of how many statuses each changes times its place. */
static uint64_t weigh(const comitia_answer *answer)
{
    const comitia_value *steps =
        comitia_value_get(comitia_answer_value(answer), "steps");
    uint64_t sum = 0;
    for (size_t i = 0; i < comitia_value_count(steps); i++)
        sum += (i + 1) * comitia_value_count(comitia_value_get(
                             comitia_value_at(steps, i), "changes"));
    return sum;
}

static bench_result timeline(comitia_ctx *ctx, const void *input)
{
    comitia_model *model = bench_model(ctx, input);
    comitia_question question = {.verb = COMITIA_TIMELINE};
    bench_result result = bench_ask(ctx, model, &question, NULL, COMITIA_JSON);
    uint64_t sum = weigh(result.answer);
    comitia_answer_free(result.answer);
    comitia_model_free(model);
    return (bench_result){.number = sum};
}

/* The same from the votes alone: a law is impossible when one chamber has too
 * few; so is the programme when too few laws are left. */
static uint64_t expect(void)
{
    uint64_t sum = 0;
    unsigned n_lost = 0;
    for (unsigned law = 0; law < LAWS; law++) {
        unsigned no = 1 + law * 7 % 20;
        bool house = 2 * (220 - no) > 435, senate = 2 * (52 - no) > 100;
        if (house && senate)
            continue;
        unsigned at = 2 * law + (house ? 2 : 1);
        sum += at;
        if (++n_lost == LAWS - NEEDED + 1)
            sum += at;
    }
    return sum;
}

int main(void)
{
    bench_file file = generate();
    bench_know("timeline-1000-votes", expect());
    bench_know("parse-1000-votes", 2 + 4 + 2 + 3 * LAWS + 1);
    bench_run("timeline-1000-votes", timeline, &file, 5);
    bench_run("parse-1000-votes", bench_parse, &file, 5);
    free(file.bytes);
    return bench_end();
}
