/* Any bytes as a model: read, checked, laid out; what is laid out reads the
 * same and is laid out already. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    comitia_ctx *ctx = fuzz_ctx();
    comitia_model *model = NULL, *laid = NULL;
    fuzz_text once = {0}, twice = {0};
    comitia_status status = comitia_model_parse(
        ctx, "fuzz.comitia", (const char *)data, size, NULL, &model);
    fuzz_must(status == COMITIA_OK, "any text is read");
    fuzz_ask(ctx, model,
             &(comitia_question){.verb = COMITIA_CHECK, .limit = FUZZ_STEPS},
             NULL);
    fuzz_ask(ctx, model, &(comitia_question){.verb = COMITIA_SHOW}, NULL);
    bool errors = comitia_model_has_errors(model);
    comitia_model_free(model);

    status = comitia_format_text(ctx, "fuzz.comitia", (const char *)data, size,
                                 fuzz_sink, &once, &laid);
    fuzz_must(status == COMITIA_OK || status == COMITIA_E_MODEL,
              "any text is laid out or has errors");
    comitia_model_free(laid);
    laid = NULL;
    if (status == COMITIA_OK) {
        status = comitia_format_text(ctx, "fuzz.comitia", once.bytes,
                                     once.n_bytes, fuzz_sink, &twice, &laid);
        fuzz_must(status == COMITIA_OK, "what was laid out can be laid out");
        fuzz_must(once.n_bytes == twice.n_bytes &&
                      (once.n_bytes == 0 ||
                       memcmp(once.bytes, twice.bytes, once.n_bytes) == 0),
                  "layout of a layout changes nothing");
        comitia_model_free(laid);
        model = NULL;
        status = comitia_model_parse(ctx, "fuzz.comitia", once.bytes,
                                     once.n_bytes, NULL, &model);
        fuzz_must(status == COMITIA_OK &&
                      comitia_model_has_errors(model) == errors,
                  "layout keeps the meaning");
        comitia_model_free(model);
    }
    free(once.bytes);
    free(twice.bytes);
    comitia_ctx_free(ctx);
    return 0;
}
