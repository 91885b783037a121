#include "support/questions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CAMBODIA "examples/cambodia-2016.comitia"
#define TIMELINE "examples/cambodia-timeline.comitia"
#define US_LAW "examples/us-federal-law.comitia"
#define TREASURY "examples/token-treasury.comitia"
#define BUNDESTAG "examples/germany-bundesrat-and-bundestag.comitia"
#define TOWN "examples/committee-invented.comitia"
#define COUNCIL "examples/eu-council.comitia"

#define LIST(...) ((const char *const[]){__VA_ARGS__})
#define ABOUT(name) .names = LIST(name), .n_names = 1
#define VARY(...)                                                              \
    .vary = LIST(__VA_ARGS__),                                                 \
    .n_vary = sizeof LIST(__VA_ARGS__) / sizeof(const char *)
#define SUPPOSE(what) .suppose = LIST(what), .n_suppose = 1

const test_question test_questions[] = {
    {CAMBODIA, {.verb = COMITIA_CHECK}},
    {CAMBODIA, {.verb = COMITIA_BRIEF}},
    {CAMBODIA, {.verb = COMITIA_STATUS}},
    {CAMBODIA, {.verb = COMITIA_STATUS, ABOUT("Arrest"), .on = "2016-05"}},
    {CAMBODIA, {.verb = COMITIA_NEEDS, ABOUT("Lift"), SUPPOSE("Reading=Court")}},
    {CAMBODIA,
     {.verb = COMITIA_CAN, .who = LIST("CPP", "CNRP"), .n_who = 2,
      ABOUT("Arrest"), .block = true}},
    {CAMBODIA, {.verb = COMITIA_WHO, ABOUT("Arrest"), .each = "Reading"}},
    {CAMBODIA,
     {.verb = COMITIA_POWER, ABOUT("Lift"), .free = LIST("all"), .n_free = 1}},
    {CAMBODIA, {.verb = COMITIA_CHANCE, ABOUT("Arrest")}},
    {CAMBODIA, {.verb = COMITIA_BELIEF}},
    {CAMBODIA, {.verb = COMITIA_DEAL}},
    {CAMBODIA, {.verb = COMITIA_DEAL, .doubt_given = true}},
    {CAMBODIA, {.verb = COMITIA_TIMELINE}},
    {CAMBODIA, {.verb = COMITIA_WHY, ABOUT("Stop")}},
    {CAMBODIA, {.verb = COMITIA_HOW, ABOUT("Arrest")}},
    {CAMBODIA, {.verb = COMITIA_SHOW}},
    {TIMELINE, {.verb = COMITIA_TIMELINE}},
    {TIMELINE, {.verb = COMITIA_WHY, ABOUT("Dissolved")}},
    {US_LAW, {.verb = COMITIA_CHECK}},
    {US_LAW,
     {.verb = COMITIA_WHO, ABOUT("Law"), .otherwise = COMITIA_WORST}},
    {US_LAW, {.verb = COMITIA_POWER, ABOUT("Law")}},
    {TREASURY, {.verb = COMITIA_BRIEF}},
    {TREASURY,
     {.verb = COMITIA_POWER, ABOUT("Execution"), .otherwise = COMITIA_ABSENT}},
    {BUNDESTAG, {.verb = COMITIA_NEEDS, ABOUT("Consent")}},
    {BUNDESTAG, {.verb = COMITIA_HOW, ABOUT("Amendment")}},
    {TOWN, {.verb = COMITIA_CHANCE, ABOUT("Built")}},
    {TOWN, {.verb = COMITIA_CHANCE, ABOUT("Built"), .sample = 20}},
    {TOWN, {.verb = COMITIA_CHANCE, ABOUT("Built"), .importance = true}},
    {TOWN, {.verb = COMITIA_DEAL}},
    {COUNCIL, {.verb = COMITIA_POWER, ABOUT("Decision")}},
    {COUNCIL, {.verb = COMITIA_POWER, ABOUT("Decision"), .sample = 5}},
    {BUNDESTAG,
     {.verb = COMITIA_POWER, ABOUT("Amendment"), .order = true,
      .unions = LIST("SPD+Greens", "Bavaria+Hesse+Saxony"), .n_unions = 2,
      .indices = LIST("owen", "symmetric-banzhaf"), .n_indices = 2}},
    {NULL,
     {.verb = COMITIA_POWER, .quota = "2/3", .order = true,
      .weights = LIST("50", "30", "20", "15", "15"), .n_weights = 5,
      .unions = LIST("1 + 3", "4+5"), .n_unions = 2}},
    {NULL,
     {.verb = COMITIA_POWER, .quota = "1/2",
      .csv = "examples/data/germany_bundesrat.csv", .weight_column = "weight",
      .unions_column = "weight"}},
    {CAMBODIA, {.verb = COMITIA_STATUS, ABOUT("Arest")}}, /* unknown */
    {CAMBODIA,
     {.verb = COMITIA_NEEDS, ABOUT("Lift"), VARY("quota Lift 60%"),
      SUPPOSE("Reading=Defence")}},
    {CAMBODIA,
     {.verb = COMITIA_SWEEP, .asks = COMITIA_WHO, ABOUT("Arrest"),
      VARY("seats CPP->CNRP 0..40 step 20", "quota Lift 1/2,2/3")}},
    {TOWN,
     {.verb = COMITIA_SWEEP, .asks = COMITIA_CHANCE, ABOUT("Built"),
      VARY("chance Grant 0..1 step 1/2")}},
    {NULL,
     {.verb = COMITIA_SWEEP, .asks = COMITIA_POWER, .quota = "50%..70% step 10%",
      .weights = LIST("50", "30", "20", "15"), .n_weights = 4}},
    {NULL, {.verb = COMITIA_EXPLAIN, ABOUT("C0104")}},
    {NULL,
     {.verb = COMITIA_SEATS,
      .seats = &(const comitia_seats){
          .method = "sainte-lague", .seats = "7",
          .votes = LIST("A=300", "B=100", "C=100", "D=4"), .n_votes = 4,
          .hurdle = "5%", .exempt = LIST("D"), .n_exempt = 1}}},
    {NULL,
     {.verb = COMITIA_SEATS,
      .seats = &(const comitia_seats){
          .method = "largest-remainder", .quota = "hare", .seats = "3",
          .votes = LIST("A=25", "B=25", "C=25", "D=25"), .n_votes = 4,
          .base = "A=2", .overhang = "added"}}},
    {NULL,
     {.verb = COMITIA_SEATS,
      .seats = &(const comitia_seats){
          .method = "dhondt", .seats = "8",
          .votes = LIST("A=30", "B=30", "C=20", "D=20", "E=20", "F=1"),
          .n_votes = 6, .hurdle = "2%", .joint_hurdle = "list",
          .joint = LIST("A+(B+E)", "C+D"), .n_joint = 2}}},
    {NULL,
     {.verb = COMITIA_SEATS, .csv = "examples/data/us_house_2010.csv",
      .seats = &(const comitia_seats){.method = "huntington-hill",
                                      .seats = "435",
                                      .votes_column = "population"}}},
    {NULL,
     {.verb = COMITIA_POLL, .sample = 20,
      .seats = &(const comitia_seats){
          .method = "dhondt", .seats = "20", .size = 500,
          .votes = LIST("A=40%", "B=35%", "C=20%"), .n_votes = 3,
          .coalitions = LIST("A+C"), .n_coalitions = 1}}},
    {NULL,
     {.verb = COMITIA_POWER, .quota = "58",
      .weights = LIST("50", "30", "20", "15"), .n_weights = 4}},
    {NULL,
     {.verb = COMITIA_POWER, .quota = "58", .sample = 50,
      .weights = LIST("50", "30", "20", "15"), .n_weights = 4}},
    {NULL,
     {.verb = COMITIA_POWER, .quota = "2/3", .more_than = true,
      .csv = "examples/data/synthetic_dao.csv", .weight_column = "weight"}},
};
const size_t test_n_questions = sizeof test_questions / sizeof *test_questions;

static FILE *open_source(const char *path)
{
    const char *root = getenv("COMITIA_SOURCE");
    char whole[4096];
    snprintf(whole, sizeof whole, "%s/%s", root ? root : ".", path);
    return fopen(whole, "rb");
}

test_file test_file_read(const char *path)
{
    test_file file = {0};
    FILE *in = open_source(path);
    if (!in || fseek(in, 0, SEEK_END) != 0) {
        fprintf(stderr, "cannot read %s (COMITIA_SOURCE is its folder)\n",
                path);
        exit(1);
    }
    long size = ftell(in);
    rewind(in);
    file.bytes = malloc((size_t)size + 1);
    if (!file.bytes)
        exit(1);
    file.n_bytes = fread(file.bytes, 1, (size_t)size, in);
    file.bytes[file.n_bytes] = '\0';
    fclose(in);
    return file;
}

void test_file_free(test_file *file)
{
    free(file->bytes);
    *file = (test_file){0};
}

static const char *load(void *user, const char *path, comitia_text *text)
{
    const char *model = user, *slash = strrchr(model, '/');
    char whole[1024];
    snprintf(whole, sizeof whole, "%.*s%s",
             slash ? (int)(slash + 1 - model) : 0, model, path);
    FILE *in = open_source(whole);
    if (!in)
        return "no such file";
    fclose(in);
    test_file file = test_file_read(whole);
    *text = (comitia_text){file.bytes, file.n_bytes, file.bytes};
    return NULL;
}

static void done(void *user, comitia_text *text)
{
    (void)user;
    free(text->handle);
}

comitia_loader test_loader(const char *model_path)
{
    return (comitia_loader){load, done, (void *)model_path};
}

int test_sink(void *user, const char *bytes, size_t n_bytes)
{
    test_text *text = user;
    char *grown = realloc(text->bytes, text->n_bytes + n_bytes + 1);
    if (!grown)
        return 1;
    memcpy(grown + text->n_bytes, bytes, n_bytes);
    text->bytes = grown;
    text->n_bytes += n_bytes;
    grown[text->n_bytes] = '\0';
    return 0;
}

comitia_status test_ask(comitia_ctx *ctx, const comitia_model *model,
                        const test_question *question, comitia_format format,
                        test_text *text)
{
    comitia_answer *answer = NULL;
    comitia_print print = {.format = format};
    comitia_loader loader = test_loader("");
    comitia_status status =
        comitia_ask(ctx, model, &question->question, &loader, &answer);
    if (status == COMITIA_OK && format == COMITIA_TEXT)
        status = comitia_diagnostics_print(ctx, model, answer, &print,
                                           test_sink, text);
    if (status == COMITIA_OK)
        status = comitia_answer_print(ctx, answer, &print, test_sink, text);
    comitia_answer_free(answer);
    return status;
}
