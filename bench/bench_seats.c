/* Votes to seats, polls to chances, to the answer as JSON. Result: the
 * seats of every party, the chances that are sampled. */
#include "bench.h"

#define LIST(...) ((const char *const[]){__VA_ARGS__})

static const struct row {
    const char *name;
    comitia_question question;
    unsigned n;
} rows[] = {
    {"seats-us-house-2010",
     {.verb = COMITIA_SEATS,
      .csv = "data/us_house_2010.csv",
      .seats = &(const comitia_seats){.method = "huntington-hill",
                                      .seats = "435",
                                      .votes_column = "population"}},
     50},
    {"seats-1000000-by-dhondt",
     {.verb = COMITIA_SEATS,
      .csv = "data/us_house_2010.csv",
      .seats = &(const comitia_seats){.method = "dhondt",
                                      .seats = "1000000",
                                      .votes_column = "population"}},
     50},
    {"poll-of-1000-10000-draws",
     {.verb = COMITIA_POLL,
      .seats =
          &(const comitia_seats){.method = "sainte-lague",
                                 .seats = "630",
                                 .size = 1000,
                                 .votes = LIST("A=30%", "B=21%", "C=16%",
                                               "D=12%", "E=9%", "F=5%", "G=4%"),
                                 .n_votes = 7,
                                 .hurdle = "5%",
                                 .coalitions = LIST("A+C", "A+C+D", "A+B"),
                                 .n_coalitions = 3}},
     5},
    {"poll-of-1000000-1000-draws",
     {.verb = COMITIA_POLL,
      .sample = 1000,
      .seats = &(const comitia_seats){.method = "dhondt",
                                      .seats = "100",
                                      .size = 1000000,
                                      .votes = LIST("A=51%", "B=49%"),
                                      .n_votes = 2,
                                      .coalitions = LIST("A"),
                                      .n_coalitions = 1}},
     5},
};

static bench_result ask(comitia_ctx *ctx, const void *input)
{
    comitia_loader loader = bench_loader("examples/none");
    return bench_ask(ctx, NULL, input, &loader, COMITIA_JSON);
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        bench_run(rows[i].name, ask, &rows[i].question, rows[i].n);
    return bench_end();
}
