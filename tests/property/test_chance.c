/* Chances of random models, or their exact ranges, against enumeration. */
#include "support/tried.h"

#include <stdlib.h>

static char *ratio(mpq_srcptr q)
{
    texts one = {0};
    char *text = mpq_get_str(NULL, 10, q);
    texts_add(&one, "%s", text);
    free(text);
    return texts_join(&one, "");
}

static void check(tried *t, const char *name)
{
    plain_open open;
    mpq_t low, high;
    plain_find_open(&t->plain, tried_cond(t, name), &open);
    if (open.n_acts > 5)
        return;
    mpq_inits(low, high, NULL);
    plain_chance(&t->plain, tried_cond(t, name), low, high);
    if (!t->plain.too_large) {
        tried_ask(t, COMITIA_CHANCE, name);
        tried_expect(t, name, test_at(&t->asked, "low"), ratio(low));
        tried_expect(t, name, test_at(&t->asked, "high"), ratio(high));
        expect_text(test_at(&t->asked, "exact"),
                    mpq_equal(low, high) ? "true" : "false");
    }
    mpq_clears(low, high, NULL);
}

static void check_all(cm_random *random, bool mixed)
{
    static tried t;
    random_model_options options = {.history = true,
                                    .forecasts = true,
                                    .nested = true,
                                    .ladders = true,
                                    .mixed = mixed};
    if (tried_open(&t, random, &options))
        for (unsigned i = 0; i < t.text.n_subjects; i++)
            check(&t, t.text.subjects[i]);
    tried_close(&t);
}

static void chances_are_as_enumerated(cm_random *random)
{
    check_all(random, false);
}

static void chances_are_as_enumerated_with_mixed_rules(cm_random *random)
{
    check_all(random, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("chances are as enumerated", chances_are_as_enumerated,
                      200),
        TEST_PROPERTY("chances are as enumerated with mixed rules",
                      chances_are_as_enumerated_with_mixed_rules, 200),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
