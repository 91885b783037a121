/* Every page of `explain`: its wrong example gives its code and no other, and
 * its right example does not give it. */
#include "ask/explain/explain_pages.h"

#include <stdio.h>
#include <string.h>

#include "support/asked.h"

/* Codes about questions are found by asking one, the same for both examples. */
static const struct asking {
    const char *code;
    const char *who; /* NULL: check */
    const char *wrong_name, *right_name;
    comitia_participation otherwise;
} askings[] = {
    {"C0501", NULL, NULL, NULL, COMITIA_OPPOSE},
    {"C0502", NULL, NULL, NULL, COMITIA_OPPOSE},
    {"C0511", "Mayor", "OneOfTwo", "AnyOfTwo", COMITIA_OPPOSE},
    {"C0512", "Left", "Built", "Built", COMITIA_ABSENT},
    {"C0513", "Left", "Plan", "Plan", COMITIA_OPPOSE},
};

static const test_page files[] = {
    {"other.comitia", "actor King\n"},
    {NULL, NULL},
};

/* <E9> stands for a byte that is not UTF-8. */
static void bytes_of(const char *example, char *text, size_t room)
{
    const char *mark = strstr(example, "<E9>");
    if (mark)
        snprintf(text, room, "%.*s\xE9%s", (int)(mark - example), example,
                 mark + 4);
    else
        snprintf(text, room, "%s", example);
}

static const struct asking *asking_of(const char *code)
{
    for (size_t i = 0; i < sizeof askings / sizeof *askings; i++)
        if (strcmp(askings[i].code, code) == 0)
            return &askings[i];
    return NULL;
}

static void ask_about(test_asked *asked, const struct asking *about, bool wrong)
{
    comitia_question check = {.verb = COMITIA_CHECK};
    if (!about || !about->who) {
        test_question_of(asked, check);
        return;
    }
    const char *name = wrong ? about->wrong_name : about->right_name;
    comitia_question can = {.verb = COMITIA_CAN,
                            .names = &name,
                            .n_names = 1,
                            .who = &about->who,
                            .n_who = 1,
                            .otherwise = about->otherwise};
    test_question_of(asked, can);
}

static int nowhere(void *user, const char *bytes, size_t n_bytes)
{
    (void)user;
    (void)bytes;
    (void)n_bytes;
    return 0;
}

/* The examples of C0801 and on are tables. */
static void codes_of_table(const char *example, char *codes, size_t room)
{
    cm_ctx *ctx = test_ctx();
    comitia_model *model = NULL;
    comitia_import_options options = {.kind = COMITIA_IMPORT_CSV};
    comitia_status status =
        comitia_import_text(ctx, &options, "t.csv", example, strlen(example),
                            nowhere, NULL, &model);
    expect_true(status == COMITIA_OK || status == COMITIA_E_MODEL);
    const cm_diags *diags = &((const cm_model *)model)->diags;
    codes[0] = '\0';
    for (size_t i = 0; i < diags->all.n; i++)
        snprintf(codes + strlen(codes), room - strlen(codes), "%s ",
                 diags->all.at[i]->code);
    comitia_model_free(model);
    test_ctx_done(ctx);
}

/* "C0101 " for each diagnostic. */
static void codes_of(const cm_page *page, const char *example, bool wrong,
                     char *codes, size_t room)
{
    char text[4096];
    if (strncmp(page->code, "C08", 3) == 0) {
        codes_of_table(example, codes, room);
        return;
    }
    bytes_of(example, text, sizeof text);
    test_asked asked = test_about(text, files);
    ask_about(&asked, asking_of(page->code), wrong);
    codes[0] = '\0';
    for (size_t i = 0; i < asked.answer.diags.all.n; i++)
        snprintf(codes + strlen(codes), room - strlen(codes), "%s ",
                 asked.answer.diags.all.at[i]->code);
    test_asked_done(&asked);
}

static void the_examples_are_wrong_and_right(void **state)
{
    const cm_page *page = *state;
    char codes[256], want[16];
    snprintf(want, sizeof want, "%s ", page->code);
    codes_of(page, page->wrong, true, codes, sizeof codes);
    /* What is refused for mixed polarity is noted as mixed too, and under
       `absent` nothing else is. */
    if (strcmp(page->code, "C0511") == 0)
        expect_text(codes, "C0501 C0511 ");
    else
        expect_text(codes, want);
    codes_of(page, page->right, false, codes, sizeof codes);
    expect_text(codes, "");
}

static void a_page_is_whole(void **state)
{
    const cm_page *page = *state;
    const char *severities = "error warning note failed refused";
    expect_true(strstr(severities, page->severity) != NULL);
    expect_true(strlen(page->title) > 10 && !strchr(page->title, '\n'));
    expect_true(strlen(page->text) > 80 && !strchr(page->text, '\n'));
    expect_true(page->text[strlen(page->text) - 1] == '.');
}

static void the_answer_is_the_page(void **state)
{
    (void)state;
    const char *code = "C0104";
    const cm_page *page = cm_page_of(code);
    test_asked asked = {.ctx = test_ctx()};
    comitia_question explain = {
        .verb = COMITIA_EXPLAIN, .names = &code, .n_names = 1};
    test_question_of(&asked, explain);
    expect_text(test_at(&asked, "wrong"), page->wrong);
    expect_text(test_at(&asked, "file"), "null");
    expect_text(test_at(&asked, "exit"), "0");
    code = "C9999";
    test_question_of(&asked, explain);
    expect_text(test_at(&asked, "exit"), "64");
    expect_true(test_has_code(&asked, "C0202"));
    test_asked_done(&asked);
}

int main(void)
{
    static char names[160][96];
    static struct CMUnitTest tests[161];
    size_t n = 0;
    for (size_t i = 0; i < cm_n_pages(); i++) {
        snprintf(names[n], sizeof names[n], "%s: the wrong example gives it, "
                 "the right one does not", cm_page_at(i)->code);
        tests[n] = (struct CMUnitTest)TEST_ROW(
            names[n], the_examples_are_wrong_and_right, cm_page_at(i));
        n++;
        snprintf(names[n], sizeof names[n], "%s: nothing of the page is missing",
                 cm_page_at(i)->code);
        tests[n] =
            (struct CMUnitTest)TEST_ROW(names[n], a_page_is_whole, cm_page_at(i));
        n++;
    }
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(the_answer_is_the_page);
    return _cmocka_run_group_tests("explain", tests, n, NULL, NULL);
}
