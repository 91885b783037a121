#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_must(bool truth, const char *what)
{
    if (truth)
        return;
    fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

comitia_ctx *fuzz_ctx(void)
{
    comitia_ctx *ctx = NULL;
    fuzz_must(comitia_ctx_new(NULL, &ctx) == COMITIA_OK, "there is memory");
    return ctx;
}

int fuzz_sink(void *user, const char *bytes, size_t n_bytes)
{
    fuzz_text *text = user;
    char *grown = realloc(text->bytes, text->n_bytes + n_bytes + 1);
    if (!grown)
        return 1;
    if (n_bytes)
        memcpy(grown + text->n_bytes, bytes, n_bytes);
    text->bytes = grown;
    text->n_bytes += n_bytes;
    grown[text->n_bytes] = '\0';
    return 0;
}

static bool is_exit(int code)
{
    return (code >= 0 && code <= 4) || code == 64 || code == 65 || code == 69;
}

void fuzz_ask(comitia_ctx *ctx, const comitia_model *model,
              const comitia_question *question, const comitia_loader *loader)
{
    comitia_answer *answer = NULL;
    fuzz_text text = {0};
    comitia_status status =
        comitia_ask(ctx, model, question, loader, &answer);
    fuzz_must(status == COMITIA_OK || status == COMITIA_E_USAGE,
              "a question is answered or refused");
    if (status == COMITIA_OK) {
        fuzz_must(is_exit(comitia_answer_exit(answer)), "an exit code");
        for (comitia_format f = COMITIA_TEXT; f <= COMITIA_MODEL; f++) {
            comitia_print print = {.format = f, .width = 40, .most = 3};
            status = comitia_answer_print(ctx, answer, &print, fuzz_sink, &text);
            fuzz_must(status == COMITIA_OK || (status == COMITIA_E_USAGE &&
                                               f > COMITIA_JSON),
                      "an answer is printed");
        }
        status = comitia_diagnostics_print(ctx, model, answer,
                                           &(comitia_print){0}, fuzz_sink,
                                           &text);
        fuzz_must(status == COMITIA_OK, "diagnostics are printed");
    }
    comitia_answer_free(answer);
    free(text.bytes);
}
