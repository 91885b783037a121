/* Any words of a question: a line of input is one word, and its first letter
 * says what it is for. The model is always the same. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static const char text[] =
    "body Council\n"
    "  party Left 4\n"
    "  party Right 3 free\n"
    "  vacant 1\n"
    "actor Mayor\n"
    "fact Emergency\n"
    "fact Reading one of Strict 1/3, Loose 2/3\n"
    "act Motion by Council needs at least 2/3 of seats if Reading is Strict\n"
    "  otherwise more than half of votes cast\n"
    "  quorum at least half of members until 2020-06\n"
    "act Veto by Mayor\n"
    "ladder Appeal by Mayor through Council needs all of members\n"
    "outcome Law when Motion and (Emergency or Appeal) unless Veto\n"
    "forecast Motion: Left 1/2 each, rest 20%\n"
    "on 2019-05 Emergency happened\n"
    "source Paper right 3/4\n"
    "report Paper says Emergency\n"
    "talks Table between Left, Right\n"
    "  point Deal\n"
    "  goal Deal\n"
    "  Left demands if Deal then Emergency\n"
    "  Right demands if Deal then not Emergency\n";

enum { MOST = 8 };

typedef struct list {
    const char *at[MOST];
    size_t n;
} list;

static void add(list *to, const char *word)
{
    if (to->n < MOST)
        to->at[to->n++] = word;
}

/* The words of a question, one a line: "nLaw", "sReading=Loose", "o2019". */
static void read_words(char *lines, comitia_question *question,
                       list lists[6])
{
    char *rest = NULL;
    for (char *line = strtok_r(lines, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        char *word = line + 1;
        switch (*line) {
        case 'n': add(&lists[0], word); break;
        case 'w': add(&lists[1], word); break;
        case 's': add(&lists[2], word); break;
        case 'f': add(&lists[3], word); break;
        case 'i': add(&lists[4], word); break;
        case 'v': add(&lists[5], word); break;
        case 'a':
            question->asks =
                (comitia_verb)((unsigned char)*word % (COMITIA_SWEEP + 1));
            break;
        case 'o': question->on = word; break;
        case 'e': question->each = word; break;
        case 'q': question->quota = word; break;
        case 'm': question->more_than = true; break;
        case 'b': question->block = true; break;
        case 'S': question->strict = true; break;
        case 'g': question->doubt_given = true; break;
        case 'd': question->digits = (unsigned)strlen(word); break;
        case 'p':
            question->otherwise =
                (comitia_participation)((unsigned char)*word % 3);
            break;
        default: break;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    comitia_ctx *ctx = fuzz_ctx();
    comitia_model *model = NULL;
    comitia_question question = {.limit = FUZZ_STEPS};
    list lists[6] = {0};
    char *lines = malloc(size + 1);
    fuzz_must(lines, "there is memory");
    if (size)
        memcpy(lines, data, size);
    lines[size] = '\0';
    fuzz_must(comitia_model_parse(ctx, "fuzz.comitia", text, sizeof text - 1,
                                  NULL, &model) == COMITIA_OK &&
                  !comitia_model_has_errors(model),
              "the model is right");
    read_words(lines, &question, lists);
    question.names = lists[0].at, question.n_names = lists[0].n;
    question.who = lists[1].at, question.n_who = lists[1].n;
    question.suppose = lists[2].at, question.n_suppose = lists[2].n;
    question.free = lists[3].at, question.n_free = lists[3].n;
    question.indices = lists[4].at, question.n_indices = lists[4].n;
    question.order = size % 2;
    question.importance = size % 2;
    question.unions = lists[3].at, question.n_unions = lists[3].n;
    question.vary = lists[5].at, question.n_vary = lists[5].n;
    for (int v = COMITIA_CHECK; v <= COMITIA_SWEEP; v++) {
        question.verb = (comitia_verb)v;
        fuzz_ask(ctx, model, &question, NULL);
    }
    if (question.quota) {
        question.verb = COMITIA_POWER;
        question.weights = lists[1].at, question.n_weights = lists[1].n;
        question.n_names = 0;
        fuzz_ask(ctx, NULL, &question, NULL);
        question.verb = COMITIA_SWEEP;
        question.asks = COMITIA_POWER;
        fuzz_ask(ctx, NULL, &question, NULL);
    }
    comitia_model_free(model);
    comitia_ctx_free(ctx);
    free(lines);
    return 0;
}
