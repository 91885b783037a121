/* --verify on random models: both methods agree, and there mostly are two. */
#include "support/asked.h"
#include "support/random_model.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
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

/* ---- history, reports, talks
 * ------------------------------------------------------------------ */

static void put(char *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put(char *text, const char *format, ...)
{
    va_list args;
    size_t used = strlen(text);
    va_start(args, format);
    int n = vsnprintf(text + used, RANDOM_TEXT - used, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= RANDOM_TEXT - used)
        abort();
}

static void timelines(cm_random *random)
{
    static random_model model;
    const random_model_options options = {
        .long_history = true, .nested = true, .ladders = true};
    random_model_write(random, &options, &model);
    test_asked asked = test_about(model.text, NULL);
    if (!comitia_model_has_errors(asked.model)) {
        ask(&asked, (comitia_question){.verb = COMITIA_TIMELINE});
        ask(&asked, (comitia_question){.verb = COMITIA_TIMELINE,
                                       .on = "2020-03-10"});
        ask(&asked, (comitia_question){.verb = COMITIA_BRIEF});
    }
    test_asked_done(&asked);
}

static void add_report(cm_random *random, char *text)
{
    static const char *const sources[] = {"S", "T", "U", "V"};
    static const char *const verbs[] = {"says", "denies", "believes",
                                        "cannot say", "says not"};
    static const char *const claims[] = {"A", "A", "A", "C", "Do", "K is X",
                                         "K is Y"};
    size_t last = (size_t)cm_random_below(random, 3);
    put(text, "report ");
    for (size_t i = 0; i < last; i++)
        put(text, "%s says ", sources[cm_random_below(random, 4)]);
    put(text, "%s%s %s %s\n", sources[cm_random_below(random, 4)],
        cm_random_chance(random, 1, 4) ? " on 2020-01-02" : "",
        verbs[cm_random_below(random, 5)], claims[cm_random_below(random, 7)]);
}

static void beliefs(cm_random *random)
{
    static const char *const states[] = {"", " true", " 1/3", " 0%"};
    static const char *const rights[] = {
        "", " right 90%", " right 3/4 if true, 1/5 if false", " right 1",
        " right 2/3 believes right 1/2"};
    static char text[RANDOM_TEXT];
    *text = '\0';
    put(text, "fact A%s\nfact C\nfact K one of X 1/4, Y 3/4\nactor Z\n"
              "act Do by Z\n",
        states[cm_random_below(random, 4)]);
    for (const char *s = "STUV"; *s; s++)
        put(text, "source %c%s\n", *s, rights[cm_random_below(random, 5)]);
    for (uint64_t i = cm_random_below(random, 9); i > 0; i--)
        add_report(random, text);
    if (cm_random_chance(random, 1, 3))
        put(text, "on 2020-01-01 %s happened\n",
            cm_random_chance(random, 1, 2) ? "C" : "Do");
    test_asked asked = test_about(text, NULL);
    ask(&asked, (comitia_question){.verb = COMITIA_BELIEF});
    test_asked_done(&asked);
}

static const char *atom(cm_random *random)
{
    static const char *const atoms[] = {
        "P1", "P2", "P3", "P1", "P2", "not P3", "A", "Do", "Out", "(P1 or P2)",
        "(P2 and not P1)", "at least 2 of (P1, P2, P3)"};
    return atoms[cm_random_below(random, 12)];
}

static void add_line(cm_random *random, char *text)
{
    static const char *const kinds[] = {"given",    "X demands", "X demands",
                                        "Y demands", "Y holds",   "X holds"};
    uint64_t kind = cm_random_below(random, 8);
    if (kind > 5) {
        put(text, "  %s wants %s worth %u/2\n", kind == 6 ? "X" : "Y",
            atom(random), (unsigned)cm_random_below(random, 5));
        return;
    }
    put(text, "  %s ", kinds[kind]);
    if (cm_random_chance(random, 1, 3))
        put(text, "P%u before P%u\n", 1 + (unsigned)cm_random_below(random, 3),
            1 + (unsigned)cm_random_below(random, 3));
    else if (cm_random_chance(random, 1, 3))
        put(text, "if %s then %s\n", atom(random), atom(random));
    else
        put(text, "%s\n", atom(random));
}

static void add_threat(cm_random *random, char *text)
{
    static const char *const deeds[] = {"P1", "P2", "A", "Do", "Out"};
    put(text, "  %s %s %s", cm_random_chance(random, 1, 2) ? "X" : "Y",
        cm_random_chance(random, 1, 2) ? "threatens" : "promises",
        deeds[cm_random_below(random, 5)]);
    if (cm_random_chance(random, 3, 4))
        put(text, " if %s%s", cm_random_chance(random, 1, 3) ? "not " : "",
            atom(random));
    put(text, "\n");
}

static void add_preferences(cm_random *random, char *text)
{
    put(text, "  %s prefers %s", cm_random_chance(random, 1, 2) ? "X" : "Y",
        atom(random));
    for (uint64_t i = cm_random_below(random, 4); i > 0; i--)
        put(text, ", then %s%s", cm_random_chance(random, 1, 3) ? "not " : "",
            atom(random));
    put(text, "\n");
}

static void deals(cm_random *random)
{
    static char text[RANDOM_TEXT];
    *text = '\0';
    put(text, "actor X\nactor Y\nfact A\nact Do by X\n"
              "outcome Out when A or Do\ntalks T between X, Y\n"
              "  point P1\n  point P2\n  point P3\n");
    for (uint64_t i = cm_random_below(random, 9); i > 0; i--)
        add_line(random, text);
    for (uint64_t i = cm_random_below(random, 4); i > 0; i--)
        add_threat(random, text);
    for (uint64_t i = cm_random_below(random, 4); i > 0; i--)
        add_preferences(random, text);
    put(text, "  goal one: %s\n  goal two: %s\n", atom(random), atom(random));
    test_asked asked = test_about(text, NULL);
    if (comitia_model_has_errors(asked.model))
        fail_msg("%s", text);
    for (int doubt = 0; doubt < 2; doubt++)
        ask(&asked, (comitia_question){.verb = COMITIA_DEAL,
                                       .doubt_given = doubt});
    test_asked_done(&asked);
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
        TEST_PROPERTY("two methods agree on histories", timelines, 200),
        TEST_PROPERTY("two methods agree on reports", beliefs, 400),
        TEST_PROPERTY("two methods agree on talks", deals, 400),
        TEST_PROPERTY("two methods agree on weights without a file",
                      weights_without_a_file, 60),
        {"there were two methods to compare", most_questions_had_two_methods,
         NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
