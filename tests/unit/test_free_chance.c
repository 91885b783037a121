/* chance of more free facts and acts than there are valuations to try: each of
   them only helps or only hinders. */
#include "support/asked.h"

enum { PAIRS = 60 };

/* What a pair adds to the condition of O. */
typedef void add_pair(cm_buf *text, unsigned i);

static void helps(cm_buf *text, unsigned i)
{
    cm_buf_addf(text, "(f%u and x%u and g%u)", i, i, i);
}

static void hinders(cm_buf *text, unsigned i)
{
    cm_buf_addf(text, "(g%u and not (f%u and x%u))", i, i, i);
}

/* gi has the chance 1/(i + 2); nothing is said of fi and xi. */
static void write_pairs(cm_buf *text, add_pair *add)
{
    for (unsigned i = 0; i < PAIRS; i++)
        cm_buf_addf(text, "fact f%u\nfact g%u 1/%u\nactor a%u\n"
                          "act x%u by a%u\n",
                    i, i, i + 2, i, i, i);
    for (unsigned i = 0; i < PAIRS; i++) {
        cm_buf_add(text, i ? " or " : "outcome O when ");
        add(text, i);
    }
    cm_buf_add(text, "\n");
}

/* No gi holds with the chance 1/2 * 2/3 * ... * 60/61 = 1/61. */
static void expect_range(add_pair *add)
{
    const comitia_question question = {
        .verb = COMITIA_CHANCE,
        .names = (const char *const[]){"O"},
        .n_names = 1};
    comitia_question importance = question;
    cm_arena arena;
    cm_buf text;
    importance.importance = true;
    cm_arena_init(&arena, cm_system_allocator());
    cm_buf_init(&text, &arena);
    write_pairs(&text, add);
    test_asked asked = test_about(cm_buf_text(&text), NULL);
    expect_true(!comitia_model_has_errors(asked.model));
    test_question_of(&asked, question);
    expect_text(test_at(&asked, "low"), "0");
    expect_text(test_at(&asked, "high"), "60/61");
    expect_text(test_at(&asked, "free_variables"), "[120]");
    test_question_of(&asked, importance);
    expect_true(test_has_code(&asked, "C0112"));
    test_asked_done(&asked);
    cm_arena_clear(&arena);
}

static void each_stands_at_the_end_that_suits(void **state)
{
    (void)state;
    expect_range(helps);
    expect_range(hinders);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_stands_at_the_end_that_suits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
