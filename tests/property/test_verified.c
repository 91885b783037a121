/* --verify on random models: both methods agree, and there mostly are two. */
#include "support/asked.h"
#include "support/random_model.h"

#include <stdio.h>
#include <string.h>

static unsigned n_asked, n_agreed;

static void ask(test_asked *asked, comitia_question question)
{
    question.verify = true;
    question.limit = 100000000;
    test_question_of(asked, question);
    const char *agrees = test_at(asked, "verified.agrees");
    if (!agrees) /* refused, or no second method */
        return;
    n_asked++;
    if (strcmp(agrees, "true") == 0) {
        n_agreed++;
        return;
    }
    print_error("%s: ", comitia_verb_text(question.verb));
    static const char *const keys[] = {"verified.what", "verified.answer",
                                       "verified.second"};
    for (int k = 0; k < 3; k++)
        print_error("%s ", test_at(asked, keys[k]));
    fail_msg("the two methods differ");
}

static void ask_all(test_asked *asked, const random_model *model,
                    comitia_participation otherwise)
{
    static const comitia_verb verbs[] = {COMITIA_POWER, COMITIA_WHO,
                                         COMITIA_STATUS, COMITIA_CHANCE,
                                         COMITIA_WHY};
    for (unsigned i = 0; i < model->n_subjects; i++) {
        const char *name[] = {model->subjects[i]};
        const char *who[] = {model->players[0], model->players[1]};
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
            ask(asked, (comitia_question){.verb = verbs[k],
                                          .names = name,
                                          .n_names = 1,
                                          .otherwise = otherwise});
        if (model->n_players > 1)
            ask(asked, (comitia_question){.verb = COMITIA_CAN,
                                          .names = name,
                                          .n_names = 1,
                                          .who = who,
                                          .n_who = 2,
                                          .block = i % 2,
                                          .otherwise = otherwise});
    }
    for (unsigned i = 0; i < model->n_acts; i++) {
        const char *name[] = {model->acts[i]};
        ask(asked, (comitia_question){
                       .verb = COMITIA_NEEDS, .names = name, .n_names = 1});
    }
}

static void check(cm_random *random, bool mixed)
{
    static random_model model;
    const random_model_options options = {.history = true,
                                          .forecasts = true,
                                          .nested = true,
                                          .ladders = true,
                                          .mixed = mixed};
    random_model_write(random, &options, &model);
    test_asked asked = test_about(model.text, NULL);
    if (!comitia_model_has_errors(asked.model)) {
        ask_all(&asked, &model, COMITIA_OPPOSE);
        ask_all(&asked, &model, COMITIA_ABSENT);
    }
    test_asked_done(&asked);
}

static void two_methods_agree(cm_random *random)
{
    check(random, false);
}

static void two_methods_agree_with_mixed_rules(cm_random *random)
{
    check(random, true);
}

static void weights_without_a_file(cm_random *random)
{
    static char texts[12][8];
    const char *weights[12];
    size_t n = 1 + cm_random_below(random, 12);
    for (size_t i = 0; i < n; i++) {
        snprintf(texts[i], sizeof texts[i], "%u",
                 (unsigned)cm_random_below(random, 30));
        weights[i] = texts[i];
    }
    static const char *const quotas[] = {"50%", "2/3", "17", "12.5", "100%"};
    static const char *const unions[] = {"1+2", "3+4+5"};
    test_asked asked = test_about("body B party A 1\n", NULL);
    for (size_t k = 0; k < 10; k++)
        ask(&asked, (comitia_question){.verb = COMITIA_POWER,
                                       .quota = quotas[k / 2],
                                       .more_than = k % 2,
                                       .weights = weights,
                                       .n_weights = n,
                                       .order = true,
                                       .unions = unions,
                                       .n_unions = n < 2 ? 0 : n < 5 ? 1 : 2});
    test_asked_done(&asked);
}

static void most_questions_had_two_methods(void **state)
{
    (void)state;
    expect_true(n_asked > 100);
    expect_u64(n_agreed, n_asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("two methods agree", two_methods_agree, 60),
        TEST_PROPERTY("two methods agree with mixed rules",
                      two_methods_agree_with_mixed_rules, 60),
        TEST_PROPERTY("two methods agree on weights without a file",
                      weights_without_a_file, 60),
        {"there were two methods to compare", most_questions_had_two_methods,
         NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
