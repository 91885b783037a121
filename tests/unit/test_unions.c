/* Players beside each other: who stands in which union, who dominates whom, and
 * what is said when that does not fit. */
#include "support/asked.h"
#include "support/test_ctx.h"

static const char text[] =
    "body Assembly\n"
    "  party A 40\n"
    "  party B 30\n"
    "  party C 20\n"
    "  party D 10\n"
    "  group Left A, D\n"
    "  group Right B, C\n"
    "act Law by Assembly needs more than half of members\n";

static const char overlapping[] =
    "body Assembly\n"
    "  party A 40\n"
    "  party B 30\n"
    "  party C 30\n"
    "  group Left A, B\n"
    "  group Old B, C\n"
    "act Law by Assembly needs more than half of members\n";

static const char groupless[] =
    "body Assembly\n"
    "  party A 40\n"
    "  party B 30\n"
    "act Law by Assembly needs more than half of members\n";

static const struct row {
    const char *name, *text;
    const char *unions[2];
    size_t n;
    const char *path, *want; /* in the answer */
    const char *code;        /* a diagnostic, exit 64; or NULL */
} rows[] = {
    {"groups are unions", text, {"groups"}, 1, "cases.0.unions", "[2]", NULL},
    {"a group has its entries",
     text,
     {"Left"},
     1,
     "cases.0.unions.0.players",
     "[2]",
     NULL},
    {"a group and a party are one union",
     text,
     {"Left+C"},
     1,
     "cases.0.unions.0.players",
     "[3]",
     NULL},
    {"blanks around names are dropped",
     text,
     {" A + D "},
     1,
     "cases.0.unions.0.players",
     "[2]",
     NULL},
    {"a name twice in one union counts once",
     text,
     {"A+D+A"},
     1,
     "cases.0.unions.0.players",
     "[2]",
     NULL},
    /* 40+10 against 30+20: neither union has more than half of 100 */
    {"unions of half the seats each need each other",
     text,
     {"groups"},
     1,
     "cases.0.unions.0.owen",
     "1/2",
     NULL},
    /* A+B decide alone. Inside, A has half, but all where C alone stands with
       them: 40 + 20 is enough and 30 + 20 is not. So 1/2 + 1/6 * 1/2. */
    {"who leads a union that has all depends on the others",
     text,
     {"A+B"},
     1,
     "cases.0.indices.0.owen",
     "7/12",
     NULL},
    {"an unknown name", text, {"A+X"}, 1, NULL, NULL, "C0202"},
    {"an empty name", text, {"A++B"}, 1, NULL, NULL, "C0202"},
    {"nothing at all", text, {""}, 1, NULL, NULL, "C0202"},
    {"a name in two unions", text, {"A+B", "B+C"}, 2, NULL, NULL, "C0203"},
    {"a name that is no player", text, {"Law+A"}, 1, NULL, NULL, "C0202"},
    {"a party in two groups", overlapping, {"groups"}, 1, NULL, NULL, "C0203"},
    {"no groups", groupless, {"groups"}, 1, NULL, NULL, "C0202"},
};

static void unions_are_read(void **state)
{
    static const char *const law[] = {"Law"};
    const struct row *row = *state;
    test_asked asked = test_about(row->text, NULL);
    test_question_of(&asked, (comitia_question){.verb = COMITIA_POWER,
                                                .names = law,
                                                .n_names = 1,
                                                .unions = row->unions,
                                                .n_unions = row->n});
    if (row->code) {
        expect_true(test_has_code(&asked, row->code));
        expect_text(test_at(&asked, "exit"), "64");
    } else {
        expect_text(test_at(&asked, row->path), row->want);
    }
    test_asked_done(&asked);
}

/* The seats of a freed party are a union: what it has in the game of parties is
   shared out among them. */
static void seats_are_a_union(void **state)
{
    static const char *const law[] = {"Law"}, *const unions[] = {"A"};
    (void)state;
    test_asked asked = test_about(text, NULL);
    test_question_of(&asked, (comitia_question){.verb = COMITIA_POWER,
                                                .names = law,
                                                .n_names = 1,
                                                .free = unions,
                                                .n_free = 1,
                                                .unions = unions,
                                                .n_unions = 1});
    /* weights 40, 30, 20, 10 at 51: A pivots in 5 of 12, and has 40 seats */
    expect_text(test_at(&asked, "cases.0.unions.0.owen"), "5/12");
    expect_text(test_at(&asked, "cases.0.indices.0.count"), "40");
    expect_text(test_at(&asked, "cases.0.indices.0.owen"), "1/96");
    test_asked_done(&asked);
}

static void indices_of_unions_need_unions(void **state)
{
    static const char *const law[] = {"Law"}, *const indices[] = {"owen"};
    (void)state;
    test_asked asked = test_about(text, NULL);
    test_question_of(&asked, (comitia_question){.verb = COMITIA_POWER,
                                                .names = law,
                                                .n_names = 1,
                                                .indices = indices,
                                                .n_indices = 1});
    expect_true(test_has_code(&asked, "C0202"));
    test_asked_done(&asked);
}

/* ---- --order ------------------------------------------------------------- */

static const char pairs[] =
    "body Council\n"
    "  party A 1\n"
    "  party B 1\n"
    "  party C 1\n"
    "  party D 1\n"
    "  party E 1\n"
    "act Law by Council needs\n"
    "  (consent of A and consent of B) or (consent of C and consent of D)\n";

/* Two measures that disagree about A and B: 6 of the one are met by B and C, or
   by A, B and C; 10 of the other by A and B, or by all. */
static const char opposed[] =
    "body Council\n"
    "  members with shares, votes\n"
    "    A 2 9\n"
    "    B 4 5\n"
    "    C 2 1\n"
    "act Law by Council needs\n"
    "  at least 6 of shares and at least 10 of votes\n";

static const struct order_row {
    const char *name, *text, *path, *want;
} orders[] = {
    {"players who are alike in what they can do are one rank", pairs,
     "cases.0.order.ranks.0", "[2]"},
    {"two pairs do not compare", pairs, "cases.0.order.complete", "false"},
    {"each pair is above the dummy", pairs, "cases.0.order.dominates", "[2]"},
    {"a pair of ranks has their first names", pairs,
     "cases.0.order.dominates.1.0", "C"},
    {"weights are a complete order", text, "cases.0.order.complete", "true"},
    {"40 of 100 is above 30", text, "cases.0.order.dominates.0.1", "B"},
    {"30 and 20 are alike at 51 with 40 and 10", text, "cases.0.order.ranks",
     "[3]"},
    /* A+B and A+B+C win: each needs the other */
    {"two sums that disagree about players are compared by sets", opposed,
     "cases.0.order.ranks.0", "[2]"},
};

static void order_is_found(void **state)
{
    static const char *const law[] = {"Law"};
    const struct order_row *row = *state;
    test_asked asked = test_about(row->text, NULL);
    test_question_of(&asked, (comitia_question){.verb = COMITIA_POWER,
                                                .names = law,
                                                .n_names = 1,
                                                .order = true});
    expect_text(test_at(&asked, row->path), row->want);
    test_asked_done(&asked);
}

int main(void)
{
    enum {
        N_ROWS = sizeof rows / sizeof *rows,
        N_ORDERS = sizeof orders / sizeof *orders
    };
    struct CMUnitTest tests[N_ROWS + N_ORDERS + 2];
    size_t n = 0;
    for (size_t i = 0; i < N_ROWS; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(rows[i].name, unions_are_read,
                                                 &rows[i]);
    for (size_t i = 0; i < N_ORDERS; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(orders[i].name, order_is_found,
                                                 &orders[i]);
    tests[n++] = (struct CMUnitTest){"freed seats are a union",
                                     seats_are_a_union, NULL, NULL, NULL};
    tests[n++] =
        (struct CMUnitTest){"indices of unions need unions",
                            indices_of_unions_need_unions, NULL, NULL, NULL};
    return _cmocka_run_group_tests("unions", tests, n, NULL, NULL);
}
