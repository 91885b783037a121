/* Expect lines: what each kind may ask about, and what the model holds. */
#include "model/date.h"
#include "support/checked.h"

static const char world[] =
    "body Assembly seats 3\n"
    "  party CPP 2\n"
    "  party CNRP 1\n"
    "  group Small CNRP\n"
    "body Union\n"
    "  members with population East 3 West 4\n"
    "body Nested\n"
    "  member North votes as Lift\n"
    "actor Sokha\n"
    "actor Rival\n"
    "actor King\n"
    "fact Raid\n"
    "fact Reading one of Defence, Court\n"
    "act Lift by Assembly needs more than half of seats\n"
    "act Join by Union needs at least 1/2 of population\n"
    "act Sign by King\n"
    "act Assent by Nested needs all of members\n"
    "outcome Free when Lift\n"
    "ladder Stop by Sokha against Rival through King, Assembly needs all of "
    "members\n"
    "talks Dialogue between CPP, CNRP\n"
    "  point Meeting\n"
    "  goal meeting: Meeting\n"
    "  given topic: Meeting\n"
    "talks Other between CPP, CNRP\n"
    "  point Meal\n"
    "  goal Meal\n"
    "source Daily\n";

typedef struct row {
    const char *name, *text;
} row;

static const row rows[] = {
    /* can */
    {"players force and block acts, outcomes, ladders and steps",
     "expect CPP can force Lift\nexpect CPP, CNRP cannot block Free\n"
     "expect Sokha can force Stop\nexpect King can block Stop at King\n"
     "expect Rival can force Stop to Assembly\n"},
    {"an unknown player", "expect CPP, {C0202|Ghost} can force Lift\n"},
    {"a body is no player", "expect {C0209|Assembly} can force Lift\n"},
    {"a source is no player", "expect {C0209|Daily} can force Lift\n"},
    {"a group stands for its players", "expect Small can force Lift\n"},
    {"a measure is no player", "expect {C0202|population} can force Lift\n"},
    {"a member that votes as something is no player",
     "expect {C0209|North} can force Assent\n"},
    {"a fact is not forced", "expect CPP can force {C0209|Raid}\n"},
    {"a choice is not forced", "expect CPP can force {C0209|Reading}\n"},
    {"an unknown thing is not forced", "expect CPP can force {C0202|Lifted}\n"},
    {"a point is not forced", "expect CPP can force {C0202|Meeting}\n"},

    /* needs */
    {"an act by a body needs seats",
     "expect Lift needs 2\nexpect Lift needs 2 of seats\n"
     "expect Stop at Assembly needs 3 of members\n"
     "expect Assent needs 1\n"},
    {"bases of the body",
     "expect Lift needs 1 of Small\nexpect Lift needs 2 of votes cast\n"
     "expect Lift needs 1 of members in CNRP\n"
     "expect Lift needs 2 of present\nexpect Join needs 4 of population\n"
     "expect Join needs 3.5 of population cast\n"},
    {"a base that the body has not",
     "expect Lift needs 2 of {C0206|population}\n"},
    {"a base of another body", "expect Join needs 2 of {C0206|Small}\n"},
    {"a group that the body has not",
     "expect Lift needs 2 of members in {C0206|Large}\n"},
    {"vacancies are in no group",
     "expect Lift needs 2 of seats in {C0206|Small}\n"},
    {"a group is not present",
     "expect Lift needs 2 of {C0206|Small} present\n"},
    {"an act of one player needs no number", "expect {C0209|Sign} needs 1\n"},
    {"a step that somebody takes needs no number",
     "expect {C0209|Stop} to King needs 1\n"},
    {"an outcome needs no number", "expect {C0209|Free} needs 2\n"},
    {"a fact needs no number", "expect {C0209|Raid} needs 2\n"},

    /* status and results */
    {"anything but a choice is open or not",
     "expect Raid is open\nexpect Lift is possible\nexpect Free is possible\n"
     "expect Stop is possible\nexpect Stop to King is possible\n"
     "expect Stop at King is impossible\n"},
    {"a choice is not open", "expect {C0209|Reading} is open\n"},
    {"a player is not open", "expect {C0209|CPP} is open\n"},
    {"talks are not open", "expect {C0209|Dialogue} is possible\n"},
    {"an unknown step", "expect {C0208|Stop} to Union is open\n"},
    {"acts and steps have a result",
     "expect Lift passed\nexpect Sign rejected\nexpect Lift no decision\n"
     "expect Stop at King rejected\nexpect Stop to King is passed\n"},
    {"a fact has no result", "expect {C0209|Raid} passed\n"},
    {"an outcome has no result", "expect {C0209|Free} is rejected\n"},

    /* deals */
    {"talks have a deal",
     "expect Dialogue has a deal for meeting\nexpect Other has no deal\n"},
    {"an act has no deal", "expect {C0209|Lift} has a deal\n"},
    {"unknown talks", "expect {C0202|Talks} has a deal\n"},
    {"an unknown goal", "expect Dialogue has a deal for {C0202|eating}\n"},
    {"a given is no goal", "expect Dialogue has a deal for {C0202|topic}\n"},
    {"a goal of other talks", "expect Other has no deal for {C0202|meeting}\n"},

    /* coalitions, chances, indices */
    {"coalitions of whatever is decided",
     "expect Lift has 2 winning coalitions\n"
     "expect Free has 1 minimal winning coalition\n"
     "expect Stop has 3 minimal blocking coalitions\n"},
    {"a fact has no coalitions",
     "expect {C0209|Raid} has 1 winning coalition\n"},
    {"chances of anything but a choice",
     "expect Lift has chance 50%\nexpect Raid has chance 1/2\n"
     "expect Free has chance 0.5\n"},
    {"a choice has no one chance", "expect {C0209|Reading} has chance 50%\n"},
    {"indices", "expect CPP has shapley 1 in Lift\n"},
    {"an index of a body", "expect {C0209|Assembly} has banzhaf 1 in Lift\n"},
    {"an index in a fact", "expect CPP has banzhaf 1 in {C0209|Raid}\n"},
    {"two faults in one line",
     "expect {C0202|Ghost} has banzhaf 1 in {C0202|Lifted}\n"},

    /* settings */
    {"acts, facts, options and steps are supposed",
     "expect Free is possible if Lift and not Raid and Reading is Court and "
     "not Stop to King and Sign\n"},
    {"an outcome is not supposed", "expect Lift is open if {C0209|Free}\n"},
    {"a ladder is not supposed", "expect Lift is open if not {C0209|Stop}\n"},
    {"an act of a nested body is not supposed",
     "expect Lift is open if {C0209|Assent}\n"},
    {"a choice is supposed by its option",
     "expect Lift is open if {C0209|Reading}\n"},
    {"an unknown option", "expect Lift is open if Reading is {C0210|Rival}\n"},
    {"a fact has no options", "expect Lift is open if {C0209|Raid} is Court\n"},
    {"a player is not supposed", "expect Lift is open if {C0209|CPP}\n"},
    {"an unknown setting",
     "expect Lift is open if Raid and {C0202|Rain} and not {C0202|Snow}\n"},
};

static void diagnostics_are_as_marked(void **state)
{
    const row *r = *state;
    test_model m = test_read(world, r->text);
    test_read_done(&m);
}

/* ---- what the model holds ----------------------------------------------- */

static void who_is_a_list_of_players(void **state)
{
    (void)state;
    test_model m = test_read(
        world, "expect CPP, Sokha, CPP cannot block Free cite \"p. 3\"\n"
               "expect Sokha can force Stop to King\n");
    const cm_expect *e = m.model->expects;
    expect_u64(m.model->n_expects, 2);
    expect_u64(e[0].kind, CM_EXPECT_CAN);
    expect_true(e[0].negated && e[0].block);
    expect_u64(e[0].n_who, 2); /* each once */
    expect_u64(e[0].who[0], test_named(&m, "CPP", CM_NAME_PLAYER));
    expect_u64(e[0].who[1], test_named(&m, "Sokha", CM_NAME_PLAYER));
    expect_u64(e[0].what, CM_COND_OUTCOME);
    expect_u64(e[0].index, test_named(&m, "Free", CM_NAME_OUTCOME));
    expect_text(e[0].text, "CPP, Sokha, CPP cannot block Free");
    expect_u64(e[0].cites.n, 1);
    expect_u64(e[0].span.column, 8);
    expect_u64(e[0].line_span.column, 1);
    expect_true(!e[1].negated && !e[1].block);
    expect_u64(e[1].what, CM_COND_EITHER);
    const cm_court *court = &m.model->ladders[0].courts[0];
    expect_u64(e[1].index, court->to);
    expect_u64(e[1].other, court->to_against);
    test_read_done(&m);
}

static void needs_has_a_number_and_a_base(void **state)
{
    (void)state;
    test_model m = test_read(world, "expect Lift needs 2\n"
                                    "expect Lift needs 2 of seats\n"
                                    "expect Lift needs 1 of Small\n"
                                    "expect Join needs 3.5 of population cast "
                                    "in East\n");
    const cm_expect *e = m.model->expects;
    expect_true(!e[0].has_base);
    expect_true(mpq_cmp_ui(e[0].number->q, 2, 1) == 0);
    expect_true(e[1].has_base && e[1].base == CM_BASE_SEATS && !e[1].in);
    expect_true(e[2].has_base && e[2].base == CM_BASE_MEMBERS);
    expect_text(e[2].in, "Small");
    expect_u64(e[3].base, CM_BASE_MEASURE_CAST);
    expect_u64(e[3].measure, 0);
    expect_text(e[3].in, "East");
    expect_true(mpq_cmp_ui(e[3].number->q, 7, 2) == 0);
    test_read_done(&m);
}

static void questions_are_told_apart(void **state)
{
    (void)state;
    test_model m =
        test_read(world, "expect Raid is open on 2016-02\n"
                         "expect Lift no decision\n"
                         "expect Dialogue has no deal for meeting\n"
                         "expect Other has a deal\n"
                         "expect Lift has 2 minimal winning coalitions\n"
                         "expect Lift has 2 minimal blocking coalitions\n"
                         "expect Lift has 2 winning coalitions\n"
                         "expect Free has chance 40%\n"
                         "expect CPP has deegan-packel 1/2 in Lift\n");
    const cm_expect *e = m.model->expects;
    int32_t last;
    expect_true(cm_day_of(2016, 2, 29, &last));
    expect_true(e[0].has_on && e[0].on.hi == last);
    expect_true(e[0].kind == CM_EXPECT_STATUS && e[0].status == CM_OPEN);
    expect_true(e[0].what == CM_COND_FACT);
    expect_true(e[1].kind == CM_EXPECT_RESULT && e[1].result == CM_NO_DECISION);
    expect_true(!e[1].has_on);
    expect_true(e[2].kind == CM_EXPECT_DEAL && e[2].negated);
    expect_u64(e[2].talks, 0);
    expect_text(e[2].goal, "meeting");
    expect_true(!e[3].negated && e[3].talks == 1 && !e[3].goal);
    expect_true(e[4].kind == CM_EXPECT_COALITIONS);
    expect_true(e[4].minimal && !e[4].block);
    expect_true(e[5].block);
    expect_true(!e[6].minimal && !e[6].block);
    expect_true(e[7].kind == CM_EXPECT_CHANCE);
    expect_true(mpq_cmp_ui(e[7].number->q, 2, 5) == 0);
    expect_true(e[8].kind == CM_EXPECT_INDEX);
    expect_true(e[8].power_index == CM_DEEGAN_PACKEL);
    expect_u64(e[8].player, test_named(&m, "CPP", CM_NAME_PLAYER));
    test_read_done(&m);
}

static void settings_are_suppositions(void **state)
{
    (void)state;
    test_model m = test_read(world, "expect Free is open if not Lift and Raid "
                                    "and Reading is Court and Stop to King\n");
    const cm_expect *e = m.model->expects;
    expect_u64(e->n_ifs, 4);
    expect_u64(e->ifs[0].what, CM_COND_ACT);
    expect_u64(e->ifs[0].index, test_named(&m, "Lift", CM_NAME_ACT));
    expect_true(!e->ifs[0].value);
    expect_text(e->ifs[0].text, "not Lift");
    expect_u64(e->ifs[1].what, CM_COND_FACT);
    expect_true(e->ifs[1].value);
    expect_u64(e->ifs[2].what, CM_COND_OPTION);
    expect_u64(e->ifs[2].option, 1);
    expect_u64(e->ifs[3].what, CM_COND_EITHER);
    expect_u64(e->ifs[3].other, m.model->ladders[0].courts[0].to_against);
    test_read_done(&m);
}

#define N_ROWS (sizeof rows / sizeof *rows)

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(who_is_a_list_of_players),
        cmocka_unit_test(needs_has_a_number_and_a_base),
        cmocka_unit_test(questions_are_told_apart),
        cmocka_unit_test(settings_are_suppositions),
    };
    enum { N_OTHERS = sizeof others / sizeof *others };
    struct CMUnitTest tests[N_ROWS + N_OTHERS];
    for (size_t i = 0; i < N_ROWS; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, diagnostics_are_as_marked, &rows[i]);
    memcpy(tests + N_ROWS, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
