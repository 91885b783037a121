/* needs: the numbers that parliaments, dashboards and calculators got wrong,
 * and one row for each form of a rule. */
#include "support/asked.h"

#include <stdio.h>
#include <stdlib.h>

/* A model in which A is asked about, and what its first case says. NULL: not
   looked at. */
static const struct row {
    const char *name;
    const char *model;
    const char *needed, *missing, *to_spare, *result;
} rows[] = {
    /* Numbers needed: traps seen in the wild, with where they were seen. */
    {"two thirds of 123 seats is 82 (The Cambodia Daily, July 2016)",
     "body B party P 123 act A by B needs at least 2/3 of seats",
     "82", "null", "null", "null"},
    {"more than half of 123 is 62",
     "body B party P 123 act A by B needs more than half of seats",
     "62", 0, 0, 0},
    {"a majority of 717 is 359, not 376 (Hack23/euparliamentmonitor#1839)",
     "body B party P 717 act A by B needs more than half of members",
     "359", 0, 0, 0},
    {"a majority of 720 is 361: half does not pass",
     "body B party P 720 act A by B needs more than half of members",
     "361", 0, 0, 0},
    {"more than half of 39 is 20, not 21 (WPI-LNL/lnldb#816)",
     "body B party P 39 act A by B needs more than half of members",
     "20", 0, 0, 0},
    {"more than half of 100 is 51 (OpenSlides#2258)",
     "body B party P 100 act A by B needs more than half of members",
     "51", 0, 0, 0},
    {"two thirds of 100 is 67 (OpenSlides#2258)",
     "body B party P 100 act A by B needs at least 2/3 of members",
     "67", 0, 0, 0},
    {"more than half of 600 is 301 (slashme/parliamentdiagram#182)",
     "body B party P 600 act A by B needs more than half of members",
     "301", 0, 0, 0},
    {"two thirds of 600 is 400, not 401 (OpenSlides#5019)",
     "body B party P 600 act A by B needs at least 2/3 of members",
     "400", 0, 0, 0},
    {"55% of 27 is 15 (Council of the EU)",
     "body B party P 27 act A by B needs at least 55% of members",
     "15", 0, 0, 0},
    {"72% of 27 is 20 (Council of the EU)",
     "body B party P 27 act A by B needs at least 72% of members",
     "20", 0, 0, 0},
    {"more than half of 735 is 368 (Bundestag of 2021)",
     "body B party P 735 act A by B needs more than half of members",
     "368", 0, 0, 0},
    {"more than half of 598 is 300",
     "body B party P 598 act A by B needs more than half of members",
     "300", 0, 0, 0},
    {"three quarters of 27 is 21",
     "body B party P 27 act A by B needs at least 3/4 of members",
     "21", 0, 0, 0},

    /* Votes: does it pass, what is missing. */
    {"2 to 1 with 7 abstaining is two thirds of the votes cast "
     "(Muncoordinated-2#52)",
     "body B party P 10 act A by B needs at least 2/3 of votes cast "
     "on 2020 B voted A: P 2 yes 1 no 7 abstain",
     "7", "0", "0", "passed"},
    {"2 to 1 with 7 abstaining is not two thirds of those present",
     "body B party P 10 act A by B needs at least 2/3 of present "
     "on 2020 B voted A: P 2 yes 1 no 7 abstain",
     "7", "5", "null", "rejected"},
    {"2 to 1 with 7 away is a majority of votes cast (strata.ai#43)",
     "body B party P 10 act A by B needs more than half of votes cast "
     "on 2020 B voted A: P 2 yes 1 no 7 absent",
     "6", "0", "0", "passed"},
    {"2 to 1 with 7 away is no majority of all members (strata.ai#43)",
     "body B party P 10 act A by B needs more than half of members "
     "on 2020 B voted A: P 2 yes 1 no 7 absent",
     "6", "4", "null", "rejected"},
    {"1 to 2 is lost by one vote that turns",
     "body B party P 10 act A by B needs more than half of votes cast "
     "on 2020 B voted A: P 1 yes 2 no 7 absent",
     "6", "1", "null", "rejected"},
    {"3 of 5 ballots with 2 abstaining pass with a quorum of 5 "
     "(AxLabs/grantshares#38)",
     "body B party P 5 act A by B needs more than half of present "
     "quorum at least 5 of members on 2020 B voted A: P 3 yes 2 abstain",
     "3", "0", "0", "passed"},
    {"3 of 6 is not more than half",
     "body B party P 6 act A by B needs more than half of present "
     "quorum at least 5 of members on 2020 B voted A: P 3 yes 3 abstain",
     "4", "1", "null", "rejected"},
    {"13 of 26 is not more than half (a calculator accepted it)",
     "body B party P 26 act A by B needs more than half of members "
     "on 2020 B voted A: P 13 yes 13 no",
     "14", "1", "null", "rejected"},
    {"68 of 123 is not two thirds",
     "body B party P 68 party Q 55 act A by B needs at least 2/3 of members "
     "on 2020 B voted A: P yes, Q no",
     "82", "14", "null", "rejected"},
    {"a walkout changes nothing when members are the base",
     "body B party P 68 party Q 55 act A by B needs at least 2/3 of members "
     "on 2020 B voted A: P yes, Q absent",
     "82", "14", "null", "rejected"},
    {"a walkout decides when those present are the base",
     "body B party P 68 party Q 55 act A by B needs at least 2/3 of present "
     "on 2020 B voted A: P yes, Q absent",
     "82", "0", "22", "passed"},

    /* Forms of rules. */
    {"all but two",
     "body B party P 9 act A by B needs all but 2 of members",
     "7", 0, 0, 0},
    {"all but as many as there are still needs one",
     "body B party P 3 act A by B needs all but 3 of members",
     "1", 0, 0, 0},
    {"nobody against means all of them when the others vote no",
     "body B party P 9 act A by B needs nobody against",
     "9", 0, 0, 0},
    {"fewer than two thirds against",
     "body B party P 28 act A by B needs fewer than 2/3 of members against",
     "10", 0, 0, 0},
    {"at most three against",
     "body B party P 9 act A by B needs at most 3 of members against",
     "6", 0, 0, 0},
    {"not against counts abstentions, which are not what is asked here",
     "body B party P 9 act A by B needs at least 2/3 of members not against",
     "6", 0, 0, 0},
    {"vacancies count in seats",
     "body B seats 100 party P 90 vacant 10 act A by B needs at least 2/3 of "
     "seats", "67", 0, 0, 0},
    {"vacancies do not count in members",
     "body B seats 100 party P 90 vacant 10 act A by B needs at least 2/3 of "
     "members", "60", 0, 0, 0},
    {"a chair with a casting vote agrees",
     "actor C body B party P 100 act A by B needs more than half of votes cast "
     "ties broken by C", "50", 0, 0, 0},
    {"a chair who is a member breaks the tie with his own seat",
     "body B member C member M member N member O act A by B needs more than "
     "half of members ties broken by C", "2", 0, 0, 0},
    {"an outsider's consent takes no seat",
     "actor K body B party P 9 act A by B needs more than half of members and "
     "consent of K", "5", 0, 0, 0},
    {"the consent of a member takes his seat",
     "body B member K member L member M act A by B needs more than half of "
     "members and consent of K", "2", 0, 0, 0},
    {"who has a veto must not vote no",
     "body B member K member L member M act A by B needs at least 1 of "
     "members and no veto by K and no veto by L", "2", 0, 0, 0},
    {"two groups and the whole",
     "body B party P 6 party Q 4 group G P group H Q act A by B needs more "
     "than half of members and at least 2/3 of members in G and all of "
     "members in H", "8", 0, 0, 0},
    {"either of two ways, the cheaper one counts",
     "body B party P 6 party Q 4 act A by B needs all of P or all of Q",
     "4", 0, 0, 0},
    {"two of three rules",
     "body B party P 6 party Q 4 party R 3 act A by B needs at least 2 of "
     "(all of P, all of Q, all of R)", "7", 0, 0, 0},
    {"at most one of three rules turns the direction, so there is no number",
     "body B party P 6 party Q 4 act A by B needs at most 1 of (all of P, all "
     "of Q)", "null", 0, 0, 0},
    {"at most one of two quotas against is of one direction",
     "body B party P 6 party Q 4 act A by B needs at most 1 of (at least 1 of "
     "P against, at least 1 of Q against)", "4", 0, 0, 0},
    {"a rule that counts abstentions has no number",
     "body B party P 6 act A by B needs fewer than 2 of members abstaining",
     "null", 0, 0, 0},
    {"nobody can reach a group without seats",
     "body B party P 6 party Q 0 act A by B needs more than half of members "
     "in Q", "null", 0, 0, 0},
    {"a quorum above the members in office cannot be met",
     "body B seats 10 party P 4 vacant 6 act A by B needs more than half of "
     "votes cast quorum more than half of seats", "null", 0, 0, 0},
    {"who is left out leaves the base",
     "body B member K member L member M member N act A by B without K needs "
     "all of members", "3", 0, 0, 0},

    /* Measures. */
    {"fewest members with half of the population",
     "body B members with people a 50 b 30 c 15 d 5 act A by B needs at least "
     "80% of people", "2", 0, 0, 0},
    {"a double majority needs the larger of the two",
     "body B members with people a 50 b 30 c 15 d 5 act A by B needs at least "
     "80% of people and at least 3 of members", "3", 0, 0, 0},
    {"a small group must be in it, and the large ones too",
     "body B members with people a 50 b 30 c 15 d 5 group S c, d act A by B "
     "needs at least 80% of people and at least 1 of members in S",
     "3", 0, 0, 0},
    {"two measures at once are not solved by the largest of one",
     "body B members with x, y a 10 0 b 0 10 c 6 6 d 1 1 act A by B needs at "
     "least 7 of x and at least 7 of y", "2", 0, 0, 0},
    {"two measures at once where one member serves both",
     "body B members with x, y a 10 0 b 0 10 c 8 8 d 1 1 act A by B needs at "
     "least 8 of x and at least 8 of y", "1", 0, 0, 0},
    {"groups that cross are counted exactly",
     "body B party P 4 party Q 4 party R 4 group G P, Q group H Q, R act A by "
     "B needs at least 3 of members in G and at least 3 of members in H",
     "3", 0, 0, 0},
    {"fractions of people",
     "body B members with people a 1/3 b 1/2 c 0.25 act A by B needs more "
     "than half of people", "2", 0, 0, 0},

    /* Size. */
    {"a bloc of 10^15 seats is counted, not walked",
     "body B party P 1000000000000000 party Q 999999999999999 act A by B "
     "needs at least 2/3 of members on 2020 B voted A: P yes, Q no",
     "1333333333333333", "333333333333333", "null", "rejected"},
    {"crossing groups of 10^15 seats",
     "body B party P 1000000000000000 party Q 1000000000000000 party R "
     "1000000000000000 group G P, Q group H Q, R act A by B needs at least 2/3 "
     "of members in G and at least 2/3 of members in H",
     "1666666666666668", 0, 0, 0},

    /* Recorded votes. */
    {"what is still open leaves the result open",
     "body B party P 4 party Q 6 act A by B needs more than half of members "
     "on 2020 B voted A: P yes, rest open",
     "6", "2", "null", "null"},
    {"open ballots that cannot change it",
     "body B party P 6 party Q 4 act A by B needs more than half of members "
     "on 2020 B voted A: P yes, rest open",
     "6", "0", "0", "passed"},
    {"no decision without a quorum",
     "body B party P 6 party Q 4 act A by B needs more than half of votes cast "
     "quorum at least 7 of members on 2020 B voted A: P yes, Q absent",
     "6", "1", "null", "no decision"},
    {"a quorum that open ballots may still bring",
     "body B party P 3 party Q 7 act A by B needs at least 9 of members "
     "quorum at least 4 of members on 2020 B voted A: P no, rest open",
     "9", "9", "null", "null"},
    {"an outsider who refused has one seat to turn",
     "actor K body B party P 3 act A by B needs all of members and consent of "
     "K on 2020 B voted A: P yes, K no",
     "3", "1", "null", "rejected"},
    {"what passes by far has seats to spare",
     "body B party P 9 act A by B needs at least 3 of members "
     "on 2020 B voted A: P 8 yes 1 no",
     "3", "0", "5", "passed"},
    {"a vote that cannot fail has no number to spare",
     "body B party P 9 act A by B needs at most 9 of members against "
     "on 2020 B voted A: P 8 yes 1 no",
     "0", "0", "null", "passed"},
};

static void expect_at(const test_asked *asked, const char *path,
                      const char *want)
{
    if (want)
        expect_text(test_at(asked, path), want);
}

static const char *const about_a[] = {"A"};

static void the_numbers_are_right(void **state)
{
    const struct row *row = *state;
    test_asked asked = test_about(row->model, NULL);
    comitia_question needs = {
        .verb = COMITIA_NEEDS, .names = about_a, .n_names = 1};
    test_question_of(&asked, needs);
    expect_text(test_at(&asked, "exit"), "0");
    expect_at(&asked, "cases.0.needed", row->needed);
    expect_at(&asked, "cases.0.missing", row->missing);
    expect_at(&asked, "cases.0.to_spare", row->to_spare);
    expect_at(&asked, "cases.0.result", row->result);
    test_asked_done(&asked);
}

/* ---- quotas and players ----------------------------------------------------------- */

static const struct quota_row {
    const char *name, *model;
    const char *base, *in, *direction, *compare, *total, *bound, *required;
} quota_rows[] = {
    {"a share of all seats",
     "body B party P 90 vacant 10 act A by B needs at least 2/3 of seats",
     "seats", "null", "yes", "at least", "100", "200/3", "67"},
    {"`of G` is members in G",
     "body B party P 9 party Q 1 group G P act A by B needs more than half of "
     "G", "members", "G", "yes", "more than", "9", "9/2", "5"},
    {"all is at least everything",
     "body B party P 9 act A by B needs all of members", "members", "null",
     "yes", "at least", "9", "9", "9"},
    {"all but two",
     "body B party P 9 act A by B needs all but 2 of members", "members",
     "null", "yes", "at least", "9", "7", "7"},
    {"nobody against is at most 0",
     "body B party P 9 act A by B needs nobody against", "members", "null",
     "against", "at most", "9", "0", "0"},
    {"fewer than two thirds against: the largest number that does",
     "body B party P 9 act A by B needs fewer than 2/3 of members against",
     "members", "null", "against", "fewer than", "9", "6", "5"},
    {"at most a half of present abstaining",
     "body B party P 9 act A by B needs at most half of present abstaining",
     "present", "null", "abstaining", "at most", "9", "9/2", "4"},
    {"votes cast with everybody present",
     "body B party P 9 act A by B needs more than half of votes cast",
     "votes cast", "null", "yes", "more than", "9", "9/2", "5"},
    {"a measure in its own unit",
     "body B members with people a 50 b 30 c 15 act A by B needs at least 65% "
     "of people", "people", "null", "yes", "at least", "95", "247/4", "62"},
    {"a measure of those present",
     "body B members with people a 50 b 30 c 15 act A by B needs at least 65% "
     "of people present", "people present", "null", "yes", "at least", "95",
     "247/4", "62"},
    {"fractions have no smallest amount",
     "body B members with people a 1/2 b 30 c 15 act A by B needs at least 1/2 "
     "of people", "people", "null", "yes", "at least", "91/2", "91/4", "null"},
    {"the measure votes stands for votes cast",
     "body B members with votes a 5 b 3 act A by B needs more than half of "
     "votes cast", "votes cast", "null", "yes", "more than", "8", "4", "5"},
    {"not against",
     "body B party P 9 act A by B needs at least 1/3 of members not against",
     "members", "null", "not against", "at least", "9", "3", "3"},
    {"nothing is enough of an empty group",
     "body B party P 9 party Q 0 act A by B needs at least 1/3 of members in "
     "Q", "members", "Q", "yes", "at least", "0", "0", "null"},
};

static void a_quota_is_told(void **state)
{
    const struct quota_row *row = *state;
    test_asked asked = test_about(row->model, NULL);
    comitia_question needs = {
        .verb = COMITIA_NEEDS, .names = about_a, .n_names = 1};
    test_question_of(&asked, needs);
    expect_text(test_at(&asked, "exit"), "0");
    expect_text(test_at(&asked, "cases.0.quotas.0.base"), row->base);
    expect_text(test_at(&asked, "cases.0.quotas.0.in"), row->in);
    expect_text(test_at(&asked, "cases.0.quotas.0.direction"), row->direction);
    expect_text(test_at(&asked, "cases.0.quotas.0.compare"), row->compare);
    expect_text(test_at(&asked, "cases.0.quotas.0.total"), row->total);
    expect_text(test_at(&asked, "cases.0.quotas.0.bound"), row->bound);
    expect_text(test_at(&asked, "cases.0.quotas.0.required"), row->required);
    test_asked_done(&asked);
}

static const struct player_row {
    const char *name, *model, *player; /* "0", "1", ...: place in the list */
    const char *alone, *missing, *blocks;
} player_rows[] = {
    {"a party that passes it alone",
     "body B party P 68 party Q 55 act A by B needs more than half of members",
     "0", "true", "0", "true"},
    {"a party that does not",
     "body B party P 68 party Q 55 act A by B needs more than half of members",
     "1", "false", "7", "false"},
    {"alone counts the outsiders as against",
     "actor K body B party P 68 party Q 55 act A by B needs more than half of "
     "members and consent of K", "0", "false", "0", "true"},
    {"missing takes the outsiders as agreeing",
     "actor K body B party P 68 party Q 55 act A by B needs at least 2/3 of "
     "members and consent of K", "0", "false", "14", "true"},
    {"no further seats suffice",
     "body B party P 6 party Q 4 party R 0 act A by B needs all of members in "
     "R", "0", "false", "null", "true"},
    {"a party without seats has no ballot and no row",
     "body B party R 0 party P 6 party Q 4 act A by B needs all of members",
     "0", "false", "4", "true"},
    {"a small member is missed less than a large one",
     "body B members with people a 50 b 30 c 15 d 5 act A by B needs at least "
     "80% of people", "3", "false", "2", "false"},
    {"the largest member can stop it",
     "body B members with people a 50 b 30 c 15 d 5 act A by B needs at least "
     "80% of people", "0", "false", "1", "true"},
    {"of a rule that is not + nothing is missing or found",
     "body B party P 6 party Q 4 act A by B needs fewer than 5 of members",
     "1", "true", "null", "true"},
    {"a freed party is one row",
     "body B party P 6 free party Q 4 act A by B needs all of members", "0",
     "false", "4", "true"},
};

static void a_player_is_told(void **state)
{
    const struct player_row *row = *state;
    char path[64];
    test_asked asked = test_about(row->model, NULL);
    comitia_question needs = {
        .verb = COMITIA_NEEDS, .names = about_a, .n_names = 1};
    test_question_of(&asked, needs);
    expect_text(test_at(&asked, "exit"), "0");
    snprintf(path, sizeof path, "cases.0.players.%s.alone", row->player);
    expect_text(test_at(&asked, path), row->alone);
    snprintf(path, sizeof path, "cases.0.players.%s.missing", row->player);
    expect_text(test_at(&asked, path), row->missing);
    snprintf(path, sizeof path, "cases.0.players.%s.blocks", row->player);
    expect_text(test_at(&asked, path), row->blocks);
    test_asked_done(&asked);
}

/* ---- cases, nested bodies, large bodies ------------------------------------------- */

static void each_reading_is_a_case(void **state)
{
    (void)state;
    test_asked asked = test_about(
        "body B party P 123\nfact R one of Two, Half\nfact Unused\n"
        "act A by B needs at least 2/3 of seats if R is Two\n"
        "  otherwise more than half of seats\n",
        NULL);
    comitia_question needs = {
        .verb = COMITIA_NEEDS, .names = about_a, .n_names = 1};
    test_question_of(&asked, needs);
    expect_text(test_at(&asked, "cases"), "[2]");
    expect_text(test_at(&asked, "cases.0.when.0.value"), "Two");
    expect_text(test_at(&asked, "cases.0.needed"), "82");
    expect_text(test_at(&asked, "cases.1.when.0.value"), "Half");
    expect_text(test_at(&asked, "cases.1.needed"), "62");
    test_asked_done(&asked);
}

static void members_of_a_nested_body_are_no_players(void **state)
{
    (void)state;
    test_asked asked = test_about(
        "actor X actor Y act AX by X act AY by Y\n"
        "body B member M votes as AX member N votes as AY\n"
        "act A by B needs all of members\n",
        NULL);
    comitia_question needs = {
        .verb = COMITIA_NEEDS, .names = about_a, .n_names = 1};
    test_question_of(&asked, needs);
    expect_text(test_at(&asked, "cases"), "[1]");
    expect_text(test_at(&asked, "cases.0.needed"), "2");
    expect_text(test_at(&asked, "cases.0.players"), "[0]");
    expect_text(test_at(&asked, "cases.0.recorded"), "null");
    test_asked_done(&asked);
}

/* Ten thousand members; `weights`: all different ones. `more` of the rule. */
static char *large_body(bool weights, const char *more)
{
    enum { MEMBERS = 10000 };
    char *text = malloc(MEMBERS * 24 + 256), *at = text;
    at += sprintf(at, "body B\n members%s\n", weights ? " with w" : "");
    for (int i = 0; i < MEMBERS; i++)
        at += weights ? sprintf(at, " m%d %d\n", i, i + 1)
                      : sprintf(at, " m%d\n", i);
    sprintf(at, " group G m9999\nact A by B needs more than half of %s%s\n",
            weights ? "w" : "members", more);
    return text;
}

static void ten_thousand_members_are_no_trouble(void **state)
{
    (void)state;
    char *text = large_body(false, "");
    test_asked asked = test_about(text, NULL);
    comitia_question needs = {.verb = COMITIA_NEEDS,
                              .names = about_a,
                              .n_names = 1,
                              .limit = 100000000};
    test_question_of(&asked, needs);
    expect_text(test_at(&asked, "cases.0.needed"), "5001");
    expect_text(test_at(&asked, "cases.0.players"), "[10000]");
    expect_text(test_at(&asked, "cases.0.players.77.missing"), "5000");
    test_asked_done(&asked);
    free(text);
}

/* The k largest of 1..n weigh k (2n + 1 - k) / 2; half of n (n + 1) / 2 is
   25002500, and 2929 of them weigh 25001944, 2930 more than that half. */
static void ten_thousand_weights_are_no_trouble(void **state)
{
    (void)state;
    char *text = large_body(true, " and at least 2000 of members");
    test_asked asked = test_about(text, NULL);
    comitia_question needs = {.verb = COMITIA_NEEDS,
                              .names = about_a,
                              .n_names = 1,
                              .limit = 200000000};
    test_question_of(&asked, needs);
    expect_text(test_at(&asked, "exact"), "true");
    expect_text(test_at(&asked, "cases.0.needed"), "2930");
    expect_text(test_at(&asked, "cases.0.players.9999.missing"), "2929");
    expect_text(test_at(&asked, "cases.0.players.0.missing"), "2930");
    test_asked_done(&asked);
    free(text);
}

static void a_list_that_is_too_costly_is_left_out(void **state)
{
    (void)state;
    char *text = large_body(true, " and all of members in G");
    test_asked asked = test_about(text, NULL);
    comitia_question needs = {.verb = COMITIA_NEEDS,
                              .names = about_a,
                              .n_names = 1,
                              .limit = 100000000};
    test_question_of(&asked, needs);
    expect_text(test_at(&asked, "exit"), "0");
    expect_text(test_at(&asked, "exact"), "false");
    expect_text(test_at(&asked, "cases.0.needed"), "2930");
    expect_text(test_at(&asked, "cases.0.players"), "null");
    expect_true(test_has_code(&asked, "C0701"));
    test_asked_done(&asked);
    free(text);
}

int main(void)
{
    enum { ROWS = sizeof rows / sizeof *rows,
           QUOTAS = sizeof quota_rows / sizeof *quota_rows,
           PLAYERS = sizeof player_rows / sizeof *player_rows };
    static struct CMUnitTest tests[ROWS + QUOTAS + PLAYERS + 5];
    size_t n = 0;
    for (size_t i = 0; i < ROWS; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, the_numbers_are_right, &rows[i]);
    for (size_t i = 0; i < QUOTAS; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            quota_rows[i].name, a_quota_is_told, &quota_rows[i]);
    for (size_t i = 0; i < PLAYERS; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            player_rows[i].name, a_player_is_told, &player_rows[i]);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(each_reading_is_a_case);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(
        members_of_a_nested_body_are_no_players);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(
        ten_thousand_members_are_no_trouble);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(
        ten_thousand_weights_are_no_trouble);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(
        a_list_that_is_too_costly_is_left_out);
    return _cmocka_run_group_tests("needs", tests, n, NULL, NULL);
}
