/* Any bytes as a table, for a body and for a weighted rule without a file. */
#include "fuzz.h"

#include <string.h>

static const char text[] =
    "body B\n"
    "  members from \"t.csv\" named name with weight as votes\n"
    "act A by B needs more than half of votes\n"
    "outcome O when A\n";

typedef struct table {
    const uint8_t *data;
    size_t size;
} table;

static const char *load(void *user, const char *path, comitia_text *out)
{
    const table *self = user;
    (void)path;
    *out = (comitia_text){(const char *)self->data, self->size, NULL};
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *const name = "O", *const where = "name=A";
    table self = {data, size};
    comitia_loader loader = {load, NULL, &self};
    comitia_ctx *ctx = fuzz_ctx();
    comitia_model *model = NULL;
    fuzz_must(comitia_model_parse(ctx, "fuzz.comitia", text, sizeof text - 1,
                                  &loader, &model) == COMITIA_OK,
              "any table is read");
    fuzz_ask(ctx, model,
             &(comitia_question){.verb = COMITIA_POWER, .names = &name,
                                 .n_names = 1, .limit = FUZZ_STEPS},
             NULL);
    fuzz_ask(ctx, model, &(comitia_question){.verb = COMITIA_SHOW}, NULL);
    comitia_model_free(model);
    fuzz_ask(ctx, NULL,
             &(comitia_question){.verb = COMITIA_POWER, .quota = "2/3",
                                 .csv = "t.csv", .weight_column = "weight",
                                 .limit = FUZZ_STEPS},
             &loader);
    fuzz_ask(ctx, NULL,
             &(comitia_question){.verb = COMITIA_POWER, .quota = "2/3",
                                 .csv = "t.csv", .weight_column = "weight",
                                 .where = &where, .n_where = 1,
                                 .limit = FUZZ_STEPS},
             &loader);
    comitia_ctx_free(ctx);
    return 0;
}
