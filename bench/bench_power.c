/* Power of real bodies, from the resolved model to the answer as JSON. Result:
 * every number of every player. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct row {
    const char *name, *path, *subject;
    const char *index; /* NULL: all that the default limit allows */
    bool free_all;
    unsigned n;
    const char *unions; /* NULL: none */
} row;

static const row rows[] = {
    {"imf-85%-banzhaf", "examples/imf-board.comitia", "Quotas", "banzhaf",
     false, 5, NULL},
    {"imf-70%-banzhaf", "examples/imf-board.comitia", "Listed", "banzhaf",
     false, 5, NULL},
    {"imf-50%-banzhaf", "examples/imf-board.comitia", "Ordinary", "banzhaf",
     false, 5, NULL},
    {"imf-members-and-85%", "examples/imf-board.comitia", "Articles", "shapley",
     false, 1, NULL},
    {"eu-council-all", "examples/eu-council.comitia", "Adopted", NULL, false,
     10, NULL},
    {"us-law-535-free", "examples/us-federal-law.comitia", "Law", NULL, true,
     10, NULL},
    {"security-council-all", "examples/un-security-council.comitia",
     "Resolution", NULL, false, 20, NULL},
    {"eu-council-owen-of-4", "examples/eu-council.comitia", "Decision", "owen",
     false, 5, "groups"},
    {"electoral-college-owen-of-3", "examples/us-electoral-college.comitia",
     "Election", "owen", false, 5, "California+Texas+Florida"},
    {"electoral-college-all", "examples/us-electoral-college.comitia",
     "Election", NULL, false, 5, NULL},
};

typedef struct asked {
    const comitia_model *model;
    comitia_question question;
} asked;

static bench_result ask(comitia_ctx *ctx, const void *input)
{
    const asked *a = input;
    return bench_ask(ctx, a->model, &a->question, NULL, COMITIA_JSON);
}

static void run(const row *r)
{
    static const char *const all[] = {"all"};
    bench_file file = bench_read(r->path);
    comitia_ctx *ctx = NULL;
    bench_ok(comitia_ctx_new(NULL, &ctx));
    comitia_model *model = bench_model(ctx, &file);
    asked a = {model,
               {.verb = COMITIA_POWER,
                .names = &r->subject,
                .n_names = 1,
                .free = all,
                .n_free = r->free_all ? 1 : 0,
                .indices = r->index ? &r->index : NULL,
                .n_indices = r->index ? 1 : 0,
                .unions = r->unions ? &r->unions : NULL,
                .n_unions = r->unions ? 1 : 0}};
    bench_run(r->name, ask, &a, r->n);
    comitia_model_free(model);
    comitia_ctx_free(ctx);
    free(file.bytes);
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&rows[i]);
    return bench_end();
}
