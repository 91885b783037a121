/* Any bytes as a model, and every verb about what it declares. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 4 };

/* Up to MOST_NAMES names of things that verbs ask about, copied. */
static size_t declared(comitia_ctx *ctx, const comitia_model *model,
                       char *names[MOST_NAMES])
{
    comitia_answer *answer = NULL;
    size_t n = 0;
    comitia_question question = {.verb = COMITIA_SHOW};
    if (comitia_ask(ctx, model, &question, NULL, &answer) != COMITIA_OK)
        return 0;
    const comitia_value *list =
        comitia_value_get(comitia_answer_value(answer), "declarations");
    for (size_t i = comitia_value_count(list); i-- > 0 && n < MOST_NAMES;) {
        const comitia_value *item = comitia_value_at(list, i);
        const char *kind = comitia_value_string(comitia_value_get(item, "kind"));
        const char *name = comitia_value_string(comitia_value_get(item, "name"));
        if (name && kind &&
            (strcmp(kind, "outcome") == 0 || strcmp(kind, "act") == 0 ||
             strcmp(kind, "ladder") == 0 || strcmp(kind, "fact") == 0))
            names[n++] = strdup(name);
    }
    comitia_answer_free(answer);
    return n;
}

static void ask_about(comitia_ctx *ctx, const comitia_model *model,
                      const char *name)
{
    static const comitia_verb verbs[] = {
        COMITIA_STATUS, COMITIA_NEEDS, COMITIA_WHO, COMITIA_POWER,
        COMITIA_CHANCE, COMITIA_BELIEF, COMITIA_WHY, COMITIA_HOW,
    };
    const char *const all = "all";
    comitia_question question = {
        .names = &name, .n_names = 1, .limit = FUZZ_STEPS};
    for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++) {
        question.verb = verbs[v];
        for (int o = COMITIA_OPPOSE; o <= COMITIA_WORST; o++) {
            question.otherwise = (comitia_participation)o;
            fuzz_ask(ctx, model, &question, NULL);
        }
    }
    question.otherwise = COMITIA_OPPOSE;
    question.verb = COMITIA_POWER;
    question.free = &all;
    question.n_free = 1;
    fuzz_ask(ctx, model, &question, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const comitia_verb plain[] = {
        COMITIA_CHECK, COMITIA_BRIEF,    COMITIA_STATUS,
        COMITIA_DEAL,  COMITIA_TIMELINE, COMITIA_BELIEF,
    };
    char *names[MOST_NAMES];
    comitia_ctx *ctx = fuzz_ctx();
    comitia_model *model = NULL;
    fuzz_must(comitia_model_parse(ctx, "fuzz.comitia", (const char *)data, size,
                                  NULL, &model) == COMITIA_OK,
              "any text is read");
    for (size_t v = 0; v < sizeof plain / sizeof *plain; v++)
        fuzz_ask(ctx, model,
                 &(comitia_question){.verb = plain[v], .limit = FUZZ_STEPS,
                                     .on = v % 2 ? "2016" : NULL},
                 NULL);
    size_t n = declared(ctx, model, names);
    for (size_t i = 0; i < n; i++) {
        ask_about(ctx, model, names[i]);
        free(names[i]);
    }
    comitia_model_free(model);
    comitia_ctx_free(ctx);
    return 0;
}
