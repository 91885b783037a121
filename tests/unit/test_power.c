/* power about decision systems whose numbers are in the literature, or were
 * counted by going through all coalitions. */
#include "support/questions.h"
#include "support/test_ctx.h"

#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char us_without_vice_president[] =
    "body House\n  party Representatives 435\n"
    "body Senate\n  party Senators 100\nactor President\n"
    "act HouseBill by House needs more than half of members\n"
    "act SenateBill by Senate needs more than half of members\n"
    "act Sign by President\n"
    "act HouseAgain by House needs at least 2/3 of members\n"
    "act SenateAgain by Senate needs at least 2/3 of members\n"
    "outcome Law when HouseBill and SenateBill\n"
    "    and (Sign or (HouseAgain and SenateAgain))\n";

/* Of the case whose number `at` is, a total (player NULL) or an index. A want
   with a point is a decimal rounded half up. */
static const struct row {
    const char *name;
    const char *path, *text; /* one of them */
    const char *subject;
    bool free_all;
    size_t at;
    const char *player, *key, *want;
} rows[] = {
    /* Taylor, Mathematics and Politics (1995), chapter 4 */
    {"the president of the United States has 0.16047 by Shapley and Shubik",
     NULL, us_without_vice_president, "Law", true, 0, "President", "shapley",
     "0.16047"},
    {"a permanent member of the Security Council has 421/2145",
     "examples/un-security-council.comitia", NULL, "Resolution", false, 0,
     "China", "shapley", "421/2145"},
    {"an elected member of the Security Council has 4/2145",
     "examples/un-security-council.comitia", NULL, "Resolution", false, 0,
     "Panama", "shapley", "4/2145"},
    {"848 coalitions win in the Security Council",
     "examples/un-security-council.comitia", NULL, "Resolution", false, 0, NULL,
     "winning", "848"},
    /* all 2^27 coalitions gone through, one by one */
    {"17,787,201 coalitions win in the Council of the EU",
     "examples/eu-council.comitia", NULL, "Decision", false, 0, NULL, "winning",
     "17787201"},
    {"4,379,988 minimal coalitions win in the Council of the EU",
     "examples/eu-council.comitia", NULL, "Decision", false, 0, NULL,
     "minimal_winning", "4379988"},
    {"3,609,574 minimal coalitions block in the Council of the EU",
     "examples/eu-council.comitia", NULL, "Decision", false, 0, NULL,
     "minimal_blocking", "3609574"},
    {"Germany has 14,302,515 swings in the Council of the EU",
     "examples/eu-council.comitia", NULL, "Decision", false, 0, "Germany",
     "swings", "14302515"},
    {"Germany has 0.257005890203 by Johnston in the Council of the EU",
     "examples/eu-council.comitia", NULL, "Decision", false, 0, "Germany",
     "johnston", "0.257005890203"},
    {"Malta has 0.030866091541 by Deegan and Packel in the Council of the EU",
     "examples/eu-council.comitia", NULL, "Decision", false, 0, "Malta",
     "deegan_packel", "0.030866091541"},
    {"736 free seats are alike", NULL,
     "body Bundestag\n  party A 206\n  party B 197\n  party C 118\n"
     "  party D 92\n  party E 83\n  party F 39\n  party G 1\n"
     "act Law by Bundestag needs more than half of members\n",
     "Law", true, 0, "A", "johnston", "1/736"},
};

static void expect_decimal(const char *got, const char *want)
{
    mpq_t q;
    mpz_t scaled;
    char digits[64];
    size_t places = strlen(strchr(want, '.') + 1);
    mpq_init(q);
    mpz_init(scaled);
    expect_true(mpq_set_str(q, got, 10) == 0);
    mpz_ui_pow_ui(scaled, 10, places);
    mpz_mul(scaled, scaled, mpq_numref(q));
    mpz_mul_2exp(scaled, scaled, 1);
    mpz_add(scaled, scaled, mpq_denref(q));
    mpz_mul_2exp(mpq_denref(q), mpq_denref(q), 1);
    mpz_fdiv_q(scaled, scaled, mpq_denref(q));
    gmp_snprintf(digits, sizeof digits, "0.%0*Zd", (int)places, scaled);
    expect_text(digits, want);
    mpq_clear(q);
    mpz_clear(scaled);
}

static const char *find(const comitia_value *one, const struct row *row)
{
    const comitia_value *rows_ = comitia_value_get(one, "indices");
    if (!row->player)
        return comitia_value_string(comitia_value_get(one, row->key));
    for (size_t i = 0; i < comitia_value_count(rows_); i++) {
        const comitia_value *player = comitia_value_at(rows_, i);
        if (strcmp(comitia_value_string(comitia_value_get(player, "player")),
                   row->player) == 0)
            return comitia_value_string(comitia_value_get(player, row->key));
    }
    return NULL;
}

static void number_is_known(void **state)
{
    static const char *const all[] = {"all"};
    const struct row *row = *state;
    const comitia_question q = {.verb = COMITIA_POWER,
                                .names = &row->subject,
                                .n_names = 1,
                                .free = all,
                                .n_free = row->free_all};
    comitia_ctx *ctx;
    comitia_model *model;
    comitia_answer *answer;
    test_file file = {0};
    const char *path = row->path ? row->path : "text";
    comitia_loader loader = test_loader(path);
    if (row->path)
        file = test_file_read(row->path);
    expect_ok(comitia_ctx_new(NULL, &ctx));
    expect_ok(comitia_model_parse(ctx, path, row->path ? file.bytes : row->text,
                                  row->path ? file.n_bytes : strlen(row->text),
                                  &loader, &model));
    expect_ok(comitia_ask(ctx, model, &q, &loader, &answer));
    const comitia_value *cases =
        comitia_value_get(comitia_answer_value(answer), "cases");
    const char *got = find(comitia_value_at(cases, row->at), row);
    expect_true(got != NULL);
    if (strchr(row->want, '.'))
        expect_decimal(got, row->want);
    else
        expect_text(got, row->want);
    comitia_answer_free(answer);
    comitia_model_free(model);
    comitia_ctx_free(ctx);
    test_file_free(&file);
}

/* ---- without a file --------------------------------------------------------------- */

static const struct quick {
    const char *name, *quota;
    bool more_than;
    const char *weights[5];
    size_t n;
    const char *key, *want; /* of the first player; NULL: null */
    int exit;
} quicks[] = {
    {"a quota as a number", "58", false, {"50", "30", "20", "15"}, 4, "shapley",
     "1/2", 0},
    {"a quota between integers is met by the next", "58.5", false,
     {"50", "30", "20", "15"}, 4, "swings", "6", 0},
    {"a share of the whole", "50%", false, {"3", "2", "1"}, 3, "swings", "3", 0},
    {"more than a share of the whole", "1/2", true, {"3", "2", "1"}, 3, "swings",
     "3", 0},
    {"weights may be decimals and fractions", "1", false, {"0.5", "1/2", ".25"},
     2, "banzhaf", "1/2", 0},
    {"of nothing no share is reached", "1/2", false, {"0", "0"}, 2, "banzhaf",
     NULL, 0},
    {"a quota of 0 is always met", "0", false, {"2", "1"}, 2, "shapley", "0", 0},
    {"a quota above the whole gives nobody power", "4", false, {"2", "1"}, 2,
     "holler", NULL, 0},
    {"a weight that is no number", "1", false, {"x", "1"}, 2, NULL, NULL, 64},
    {"a quota that is no number", "all", false, {"2", "1"}, 2, NULL, NULL, 64},
};

static void quick_power_is_right(void **state)
{
    const struct quick *row = *state;
    const comitia_question q = {.verb = COMITIA_POWER,
                                .quota = row->quota,
                                .more_than = row->more_than,
                                .weights = row->weights,
                                .n_weights = row->n};
    comitia_ctx *ctx;
    comitia_answer *answer;
    expect_ok(comitia_ctx_new(NULL, &ctx));
    expect_ok(comitia_ask(ctx, NULL, &q, NULL, &answer));
    expect_i64(comitia_answer_exit(answer), row->exit);
    const comitia_value *one = comitia_value_at(
        comitia_value_get(comitia_answer_value(answer), "cases"), 0);
    const comitia_value *first =
        comitia_value_at(comitia_value_get(one, "indices"), 0);
    if (row->key) {
        const comitia_value *value = comitia_value_get(first, row->key);
        expect_true(value != NULL);
        if (row->want)
            expect_text(comitia_value_string(value), row->want);
        else
            expect_true(comitia_value_kind(value) == COMITIA_NULL);
        expect_text(comitia_value_string(comitia_value_get(first, "player")),
                    "1");
    }
    comitia_answer_free(answer);
    comitia_ctx_free(ctx);
}

/* ---- --index ------------------------------------------------------------------------- */

static void index_restricts_the_keys(void **state)
{
    static const char *const indices[] = {"deegan-packel", "swings"};
    static const char *const weights[] = {"3", "2", "1"};
    const comitia_question q = {.verb = COMITIA_POWER,
                                .quota = "4",
                                .weights = weights,
                                .n_weights = 3,
                                .indices = indices,
                                .n_indices = 2};
    comitia_ctx *ctx;
    comitia_answer *answer;
    (void)state;
    expect_ok(comitia_ctx_new(NULL, &ctx));
    expect_ok(comitia_ask(ctx, NULL, &q, NULL, &answer));
    const comitia_value *first = comitia_value_at(
        comitia_value_get(
            comitia_value_at(
                comitia_value_get(comitia_answer_value(answer), "cases"), 0),
            "indices"),
        0);
    expect_text(comitia_value_string(comitia_value_get(first, "swings")), "3");
    expect_text(comitia_value_string(comitia_value_get(first, "deegan_packel")),
                "1/2");
    expect_true(!comitia_value_get(first, "shapley"));
    expect_true(!comitia_value_get(first, "banzhaf"));
    expect_true(!comitia_value_get(first, "johnston"));
    expect_true(comitia_value_get(first, "dummy") != NULL);
    comitia_answer_free(answer);
    comitia_ctx_free(ctx);
}

/* ---- agreement with the decision ----------------------------------------------- */

/* Divisions of weights 5, 3, 2, 1 at quota 6 that come out as player i votes,
   and those that pass, by going through all 16. */
static void count_divisions(unsigned agree[4], unsigned *pass)
{
    static const unsigned weight[] = {5, 3, 2, 1};
    for (unsigned set = 0; set < 16; set++) {
        unsigned sum = 0;
        for (unsigned i = 0; i < 4; i++)
            sum += set >> i & 1 ? weight[i] : 0;
        *pass += sum >= 6;
        for (unsigned i = 0; i < 4; i++)
            agree[i] += (set >> i & 1) == (sum >= 6);
    }
}

static void expect_of_16(const comitia_value *got, unsigned want)
{
    char text[40];
    mpq_t q;
    mpq_init(q);
    mpq_set_ui(q, want, 16);
    mpq_canonicalize(q);
    mpq_get_str(text, 10, q);
    expect_text(comitia_value_string(got), text);
    mpq_clear(q);
}

static void agreement_is_counted(void **state)
{
    static const char *const indices[] = {"rae", "satisfaction", "coleman"};
    static const char *const weights[] = {"5", "3", "2", "1"};
    const comitia_question q = {.verb = COMITIA_POWER,
                                .quota = "6",
                                .weights = weights,
                                .n_weights = 4,
                                .indices = indices,
                                .n_indices = 3};
    unsigned agree[4] = {0}, pass = 0;
    comitia_ctx *ctx;
    comitia_answer *answer;
    (void)state;
    count_divisions(agree, &pass);
    expect_ok(comitia_ctx_new(NULL, &ctx));
    expect_ok(comitia_ask(ctx, NULL, &q, NULL, &answer));
    const comitia_value *one = comitia_value_at(
        comitia_value_get(comitia_answer_value(answer), "cases"), 0);
    expect_of_16(comitia_value_get(one, "coleman_collective"), pass);
    for (unsigned i = 0; i < 4; i++) {
        const comitia_value *row =
            comitia_value_at(comitia_value_get(one, "indices"), i);
        char text[20];
        snprintf(text, sizeof text, "%u", agree[i]);
        expect_of_16(comitia_value_get(row, "rae"), agree[i]);
        expect_text(comitia_value_string(comitia_value_get(row, "satisfaction")),
                    text);
    }
    comitia_answer_free(answer);
    comitia_ctx_free(ctx);
}

int main(void)
{
    enum {
        N_ROWS = sizeof rows / sizeof *rows,
        N_QUICK = sizeof quicks / sizeof *quicks
    };
    struct CMUnitTest tests[N_ROWS + N_QUICK + 2];
    size_t n = 0;
    for (size_t i = 0; i < N_ROWS; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(rows[i].name, number_is_known,
                                                 &rows[i]);
    for (size_t i = 0; i < N_QUICK; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            quicks[i].name, quick_power_is_right, &quicks[i]);
    tests[n++] = (struct CMUnitTest){"--index restricts the keys",
                                     index_restricts_the_keys, NULL, NULL,
                                     NULL};
    tests[n++] = (struct CMUnitTest){
        "Rae, satisfaction and Coleman's collectivity are what counting gives",
        agreement_is_counted, NULL, NULL, NULL};
    return _cmocka_run_group_tests("power", tests, n, NULL, NULL);
}
