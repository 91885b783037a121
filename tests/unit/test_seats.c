/* seats: published results, ties, hurdles, base seats, districts, refusals. */
#include "support/asked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIST(...) ((const char *const[]){__VA_ARGS__})

/* Asks without a model; `table` is the text of t.csv. */
static test_asked ask(const comitia_seats *seats, const char *table)
{
    const test_page pages[] = {{"t.csv", table ? table : ""}, {NULL, NULL}};
    comitia_loader loader = test_pages(pages);
    const comitia_question question = {.verb = COMITIA_SEATS,
                                       .seats = seats,
                                       .csv = table ? "t.csv" : NULL};
    test_asked asked = {.ctx = test_ctx()};
    expect_ok(cm_ask_question(asked.ctx, NULL, &question, &loader,
                              &asked.answer));
    asked.has_answer = true;
    return asked;
}

/* "164 152 3..4": the seats of all parties in the order given. */
static const char *seats_of(const test_asked *asked)
{
    static char text[4096];
    size_t n = 0;
    text[0] = '\0';
    const comitia_value *rows =
        comitia_value_get(asked->answer.value, "parties");
    for (size_t i = 0; i < comitia_value_count(rows); i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        const char *low = comitia_value_string(comitia_value_get(row, "low"));
        const char *high = comitia_value_string(comitia_value_get(row, "high"));
        bool same = strcmp(low, high) == 0;
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s%s%s",
                              i ? " " : "", low, same ? "" : "..",
                              same ? "" : high);
    }
    return text;
}

/* ---- published results ---------------------------------------------------------- */

#define BUNDESTAG_2025                                                         \
    "CDU=11196374", "AfD=10328780", "SPD=8149124", "Gruene=5762380",           \
        "Linke=4356532", "CSU=2964028", "BSW=2472947", "FDP=2148757",          \
        "SSW=76138"

/* Populations of the census of 2010, without those abroad. */
#define STATES_2010                                                            \
    "AL=4779736", "AK=710231", "AZ=6392017", "AR=2915918", "CA=37253956",      \
        "CO=5029196", "CT=3574097", "DE=897934", "FL=18801310", "GA=9687653",  \
        "HI=1360301", "ID=1567582", "IL=12830632", "IN=6483802", "IA=3046355", \
        "KS=2853118", "KY=4339367", "LA=4533372", "ME=1328361", "MD=5773552",  \
        "MA=6547629", "MI=9883640", "MN=5303925", "MS=2967297", "MO=5988927",  \
        "MT=989415", "NE=1826341", "NV=2700551", "NH=1316470", "NJ=8791894",   \
        "NM=2059179", "NY=19378102", "NC=9535483", "ND=672591", "OH=11536504", \
        "OK=3751351", "OR=3831074", "PA=12702379", "RI=1052567", "SC=4625364", \
        "SD=814180", "TN=6346105", "TX=25145561", "UT=2763885", "VT=625741",   \
        "VA=8001024", "WA=6724540", "WV=1852994", "WI=5686986", "WY=563626"

#define GIVEN(...)                                                             \
    .votes = LIST(__VA_ARGS__),                                                \
    .n_votes = sizeof LIST(__VA_ARGS__) / sizeof(const char *)

#define STATES_1790                                                            \
    "CT=236841", "DE=55540", "GA=70835", "KY=68705", "MD=278514", "MA=475327", \
        "NH=141822", "NJ=179570", "NY=331589", "NC=353523", "PA=432879",       \
        "RI=68446", "SC=206236", "VT=85533", "VA=630560"

#define FIVE_RESULTS                                                           \
    "A=27744", "B=25178", "C=19951", "D=14610", "E=9225", "F=3292"

#define JOINT(...)                                                             \
    .joint = LIST(__VA_ARGS__),                                                \
    .n_joint = sizeof LIST(__VA_ARGS__) / sizeof(const char *)

static const struct published {
    const char *name;
    comitia_seats seats;
    const char *want;
} published[] = {
    {"the Bundestag of 2025, with its hurdle and the exempt party",
     {.method = "sainte-lague",
      .seats = "630",
      GIVEN(BUNDESTAG_2025),
      .hurdle = "5%",
      .valid = "49649512",
      .exempt = LIST("SSW"),
      .n_exempt = 1},
     "164 152 120 85 64 44 0 0 1"},
    {"the House of Representatives after the census of 2010",
     {.method = "huntington-hill", .seats = "435", GIVEN(STATES_2010)},
     "7 1 9 4 53 7 5 1 27 14 2 2 18 9 4 4 6 6 2 8 9 14 8 4 8 1 3 4 2 12 3 27 "
     "13 1 16 5 5 18 2 7 1 9 36 4 1 11 10 3 8 1"},
    {"the National Council of Austria of 2019, parties above four percent",
     {.method = "dhondt",
      .seats = "183",
      GIVEN("OEVP=1789417", "SPOE=1011868", "FPOE=772666", "NEOS=387124",
            "JETZT=89169", "GRUENE=664055", "KPOE=32736", "WANDL=22168",
            "BZOE=760", "BIER=4946", "CPOE=260", "GILT=1767", "SLP=310"),
      .hurdle = "4%"},
     "71 40 31 15 0 26 0 0 0 0 0 0 0"},
    {"the Knesset of 2013, lists with a surplus agreement as one",
     {.method = "jefferson",
      .seats = "120",
      GIVEN("Likud+Habayit=1231148", "Yesh+Labor=975576", "Shas+UTJ=527760",
            "Hatenua+Meretz=361570", "UAL=138450", "Hadash+Balad=210469",
            "Kadima=78974")},
     "43 34 18 12 4 7 2"},
    {"the House of 1792 by Jefferson, as it was enacted",
     {.method = "jefferson", .seats = "105", GIVEN(STATES_1790)},
     "7 1 2 2 8 14 4 5 10 10 13 2 6 2 19"},
    {"the bill of 1792 by Hamilton that Washington vetoed",
     {.method = "largest-remainder",
      .quota = "hare",
      .seats = "120",
      GIVEN(STATES_1790)},
     "8 2 2 2 9 16 5 6 11 12 14 2 7 3 21"},
    {"five methods, five results (Balinski and Young 1982): adams",
     {.method = "adams", .seats = "36", GIVEN(FIVE_RESULTS)},
     "10 9 7 5 3 2"},
    {"five methods, five results (Balinski and Young 1982): dean",
     {.method = "dean", .seats = "36", GIVEN(FIVE_RESULTS)},
     "10 9 7 5 4 1"},
    {"five methods, five results (Balinski and Young 1982): huntington-hill",
     {.method = "huntington-hill", .seats = "36", GIVEN(FIVE_RESULTS)},
     "10 9 7 6 3 1"},
    {"five methods, five results (Balinski and Young 1982): webster",
     {.method = "webster", .seats = "36", GIVEN(FIVE_RESULTS)},
     "10 9 8 5 3 1"},
    {"five methods, five results (Balinski and Young 1982): jefferson",
     {.method = "jefferson", .seats = "36", GIVEN(FIVE_RESULTS)},
     "11 9 7 5 3 1"},
    {"the Riksdag of 2018, where the first divisor is 1.2",
     {.method = "modified-sainte-lague-1.2",
      .seats = "349",
      GIVEN("S=1830386", "M=1284698", "SD=1135627", "C=557500", "V=518454",
            "KD=409478", "L=355546", "MP=285899"),
      .hurdle = "4%",
      .valid = "6476725"},
     "100 70 62 31 28 22 20 16"},
    {"the Riksdag of 2022",
     {.method = "modified-sainte-lague-1.2",
      .seats = "349",
      GIVEN("S=1964474", "SD=1330325", "M=1237428", "V=437050", "C=434945",
            "KD=345712", "MP=329242", "L=298542"),
      .hurdle = "4%",
      .valid = "6477794"},
     "107 73 68 24 24 19 18 16"},
    {"the Knesset of 2013, with its surplus agreements",
     {.method = "dhondt",
      .seats = "120",
      GIVEN("Likud=885163", "Bayit=345985", "Yesh=543458", "Labor=432118",
            "Shas=331868", "UTJ=195892", "Hatenua=189167", "Meretz=172403",
            "UAL=138450", "Hadash=113439", "Balad=97030", "Kadima=78974"),
      JOINT("Likud+Bayit", "Yesh+Labor", "Shas+UTJ", "Hatenua+Meretz",
            "Hadash+Balad")},
     "31 12 19 15 11 7 6 6 4 4 3 2"},
    {"the Knesset of April 2019",
     {.method = "dhondt",
      .seats = "120",
      GIVEN("Likud=1140370", "Right=159468", "Blue=1125881", "Shas=258275",
            "UTJ=249049", "Hadash=193442", "Raam=143666", "Labor=190870",
            "Meretz=156473", "Beitenu=173004", "Kulanu=152756"),
      JOINT("Likud+Right", "Shas+UTJ", "Hadash+Raam", "Labor+Meretz")},
     "35 5 35 8 8 6 4 6 4 5 4"},
    {"the Knesset of September 2019",
     {.method = "dhondt",
      .seats = "120",
      GIVEN("Blue=1151214", "Beitenu=310154", "Likud=1113617", "Yemina=260655",
            "Joint=470211", "Shas=330199", "UTJ=268775", "Labor=212782",
            "Union=192495"),
      JOINT("Blue+Beitenu", "Likud+Yemina", "Shas+UTJ", "Labor+Union")},
     "33 8 32 7 13 9 7 6 5"},
    {"five seats of a canton, as Swiss radio explained them before 2023",
     {.method = "dhondt", .seats = "5", GIVEN("A=600", "B=260", "C=140")},
     "4 1 0"},
    {"the same with two lists that stand together",
     {.method = "dhondt",
      .seats = "5",
      GIVEN("A=600", "B=260", "C=140"),
      JOINT("B+C")},
     "3 1 1"},
    {"a hand-made case of largest remainders, Hare",
     {.method = "largest-remainder",
      .quota = "hare",
      .seats = "10",
      GIVEN("A=47000", "B=16000", "C=15800", "D=12000", "E=6100", "F=3100")},
     "5 2 1 1 1 0"},
    {"the same with the quota of Droop",
     {.method = "largest-remainder",
      .quota = "droop",
      .seats = "10",
      GIVEN("A=47000", "B=16000", "C=15800", "D=12000", "E=6100", "F=3100")},
     "5 2 2 1 0 0"},
    {"the same by the first divisor 1.4",
     {.method = "modified-sainte-lague",
      .seats = "10",
      GIVEN("A=47000", "B=16000", "C=15800", "D=12000", "E=6100", "F=3100")},
     "5 2 2 1 0 0"},
    {"the same by Webster's divisors",
     {.method = "webster",
      .seats = "10",
      GIVEN("A=47000", "B=16000", "C=15800", "D=12000", "E=6100", "F=3100")},
     "4 2 2 1 1 0"},
    {"the same by Adams, where everybody has a seat",
     {.method = "adams",
      .seats = "10",
      GIVEN("A=47000", "B=16000", "C=15800", "D=12000", "E=6100", "F=3100")},
     "3 2 2 1 1 1"},
};

static void seats_are_as_published(void **state)
{
    const struct published *row = *state;
    test_asked asked = ask(&row->seats, NULL);
    expect_text(seats_of(&asked), row->want);
    expect_text(test_at(&asked, "exit"), "0");
    expect_text(test_at(&asked, "answer"), "null");
    expect_text(test_at(&asked, "certified"), "true");
    test_asked_done(&asked);
}

/* ---- ties --------------------------------------------------------------------------- */

static void a_tie_is_open_with_every_outcome(void **state)
{
    (void)state;
    test_asked asked = ask(&(const comitia_seats){.method = "dhondt",
                                                  .seats = "4",
                                                  GIVEN("A=30", "B=10", "C=10")},
                           NULL);
    /* 30, 15, 10: the last of A and the first of B and C are alike */
    expect_text(seats_of(&asked), "2..3 0..1 0..1");
    expect_text(test_at(&asked, "answer"), "open");
    expect_text(test_at(&asked, "exit"), "2");
    expect_text(test_at(&asked, "districts.0.tie.seats"), "2");
    expect_text(test_at(&asked, "districts.0.tie.ways"), "3");
    expect_text(test_terms_at(&asked, "districts.0.tie.takers"),
                "A B | A C | B C");
    expect_text(test_at(&asked, "districts.0.divisor.low"), "10");
    expect_text(test_at(&asked, "districts.0.divisor.high"), "10");
    expect_text(test_at(&asked, "parties.0.seats"), "null");
    test_asked_done(&asked);
}

static void too_many_outcomes_are_counted_and_not_listed(void **state)
{
    (void)state;
    char words[40][8];
    const char *votes[40];
    for (int i = 0; i < 40; i++) {
        snprintf(words[i], sizeof words[i], "P%d=7", i);
        votes[i] = words[i];
    }
    test_asked asked = ask(&(const comitia_seats){.method = "dhondt",
                                                  .seats = "20",
                                                  .votes = votes,
                                                  .n_votes = 40},
                           NULL);
    expect_text(test_at(&asked, "districts.0.tie.ways"), "137846528820");
    expect_text(test_at(&asked, "districts.0.tie.takers"), "null");
    expect_text(test_at(&asked, "exact"), "false");
    expect_true(test_has_code(&asked, "C0701"));
    test_asked_done(&asked);
}

/* Equal claims show where a method rounds. */
static const struct edge {
    const char *name;
    comitia_seats seats;
    const char *want;
} edges[] = {
    {"a first seat of modified Sainte-Lague costs 1.4 where a second costs 3",
     {.method = "modified-sainte-lague", .seats = "2", GIVEN("A=300", "B=140")},
     "1..2 0..1"},
    {"a second and a third seat of it cost 3 and 5",
     {.method = "modified-sainte-lague", .seats = "4", GIVEN("A=300", "B=500")},
     "1..2 2..3"},
    {"Dean's second and third seats cost 4/3 and 12/5",
     {.method = "dean", .seats = "4", GIVEN("A=20", "B=36")},
     "1..2 2..3"},
    {"Hill's second seat costs the root of 2, the ninth of 72, six times it",
     {.method = "huntington-hill", .seats = "10", GIVEN("A=100", "B=600")},
     "1..2 8..9"},
    {"Adams' second and third seats cost 1 and 2",
     {.method = "adams", .seats = "4", GIVEN("A=10", "B=20")},
     "1..2 2..3"},
    {"Webster's first and second seats cost 1/2 and 3/2",
     {.method = "webster", .seats = "2", GIVEN("A=30", "B=10")},
     "1..2 0..1"},
    {"Jefferson's first and second seats cost 1 and 2",
     {.method = "jefferson", .seats = "2", GIVEN("A=20", "B=10")},
     "1..2 0..1"},
};

static void a_claim_at_the_edge_is_a_tie(void **state)
{
    const struct edge *row = *state;
    test_asked asked = ask(&row->seats, NULL);
    expect_text(seats_of(&asked), row->want);
    test_asked_done(&asked);
}

/* ---- joint lists ------------------------------------------------------------- */

static void a_tie_inside_and_outside_an_alliance_shows_every_outcome(void **state)
{
    (void)state;
    test_asked asked = ask(&(const comitia_seats){.method = "dhondt",
                                                  .seats = "3",
                                                  GIVEN("A=20", "B=20", "C=40",
                                                        "D=20"),
                                                  JOINT("A+B")},
                           NULL);
    expect_text(seats_of(&asked), "0..1 0..1 1..2 0..1");
    expect_text(test_at(&asked, "answer"), "open");
    expect_text(test_at(&asked, "districts.0.tie.ways"), "3");
    expect_text(test_terms_at(&asked, "districts.0.tie.takers"), "A+B | C | D");
    expect_text(test_at(&asked, "districts.0.joint.divisions.0.seats"), "1");
    expect_text(test_at(&asked, "districts.0.joint.divisions.0.tie.ways"), "2");
    expect_text(test_at(&asked, "districts.0.joint.divisions.1.seats"), "2");
    expect_text(test_at(&asked, "districts.0.joint.divisions.1.divisor.low"),
                "10");
    expect_text(test_at(&asked, "districts.0.joint.outcomes.ways"), "5");
    expect_text(test_at(&asked, "districts.0.joint.outcomes.list.4.1.party"),
                "B");
    expect_text(test_at(&asked, "districts.0.joint.outcomes.list.4.1.seats"),
                "1");
    test_asked_done(&asked);
}

static void too_many_joint_outcomes_are_counted_and_not_listed(void **state)
{
    (void)state;
    char words[40][8], joint[8 * 40];
    const char *votes[40], *alliance = joint;
    size_t n = 0;
    for (int i = 0; i < 40; i++) {
        snprintf(words[i], sizeof words[i], "P%d=7", i);
        votes[i] = words[i];
        if (i < 39)
            n += (size_t)snprintf(joint + n, sizeof joint - n, "%sP%d",
                                  i ? "+" : "", i);
    }
    test_asked asked = ask(&(const comitia_seats){.method = "dhondt",
                                                  .seats = "20",
                                                  .votes = votes,
                                                  .n_votes = 40,
                                                  .joint = &alliance,
                                                  .n_joint = 1},
                           NULL);
    /* 273 against 7: twenty quotients of 273 are above 7 */
    expect_text(test_at(&asked, "districts.0.tie"), "null");
    expect_text(test_at(&asked, "districts.0.joint.outcomes.ways"),
                "68923264410"); /* 20 of 39 */
    expect_text(test_at(&asked, "districts.0.joint.outcomes.list"), "null");
    expect_text(test_at(&asked, "exact"), "false");
    expect_true(test_has_code(&asked, "C0701"));
    test_asked_done(&asked);
}

/* ---- hurdles, base seats, districts ---------------------------------------------- */

static const struct row {
    const char *name;
    comitia_seats seats;
    const char *table, *want, *house;
} rows[] = {
    {"a party exactly at the hurdle takes part",
     {.method = "dhondt", .seats = "20", GIVEN("A=95", "B=5"), .hurdle = "5%"},
     NULL, "19 1", "20"},
    {"more than the hurdle leaves it out",
     {.method = "dhondt",
      .seats = "20",
      GIVEN("A=95", "B=5"),
      .hurdle = "1/20",
      .hurdle_more_than = true},
     NULL, "20 0", "20"},
    {"a hurdle in votes",
     {.method = "dhondt", .seats = "20", GIVEN("A=95", "B=5"), .hurdle = "6"},
     NULL, "20 0", "20"},
    {"votes for others count for the hurdle",
     {.method = "dhondt",
      .seats = "20",
      GIVEN("A=95", "B=5"),
      .hurdle = "5%",
      .valid = "101"},
     NULL, "20 0", "20"},
    {"base seats pass the hurdle too",
     {.method = "sainte-lague",
      .seats = "10",
      GIVEN("A=90", "B=10", "C=7"),
      .hurdle = "20%",
      .base = "B=3,C=2",
      .base_exempts = "3",
      .overhang = "within"},
     NULL, "5 3 2", "10"}, /* C keeps its two, eight are left */
    {"base seats within the seats",
     {.method = "dhondt",
      .seats = "10",
      GIVEN("A=60", "B=40", "C=3"),
      .base = "C=2,B=5",
      .overhang = "within"},
     NULL, "3 5 2", "10"},
    {"base seats added to the seats",
     {.method = "dhondt",
      .seats = "10",
      GIVEN("A=60", "B=40", "C=3"),
      .base = "C=2,B=5",
      .overhang = "added"},
     NULL, "6 5 2", "13"},
    {"largest remainders: base seats beyond the whole quotas have no remainder",
     {.method = "largest-remainder",
      .quota = "hare",
      .seats = "10",
      GIVEN("A=62", "B=33", "C=4", "D=1"),
      .base = "D=1,B=2",
      .overhang = "within"},
     NULL, "6 3 0 1", "10"}, /* quotas 6.2, 3.3, 0.4, 0.1; D has its seat, so
                                that none is left for the 0.4 */
    {"an agreement with a list below the hurdle is none",
     {.method = "dhondt",
      .seats = "5",
      GIVEN("A=600", "B=260", "C=140"),
      .hurdle = "20%",
      .joint_hurdle = "list",
      JOINT("B+C")},
     NULL, "4 1 0", "5"},
    {"an alliance passes the hurdle together",
     {.method = "dhondt",
      .seats = "5",
      GIVEN("A=600", "B=260", "C=140"),
      .hurdle = "40%",
      .joint_hurdle = "alliance",
      JOINT("B+C")},
     NULL, "3 1 1", "5"},
    {"an alliance fails together",
     {.method = "dhondt",
      .seats = "5",
      GIVEN("A=600", "B=260", "C=140"),
      .hurdle = "41%",
      .joint_hurdle = "alliance",
      JOINT("B+C")},
     NULL, "5 0 0", "5"},
    {"one alliance inside another, and a name with brackets",
     {.method = "dhondt",
      .seats = "8",
      GIVEN("A=30", "B=30", "C (old)=20", "D=20", "E=25", "F=1"),
      JOINT(" A + ( B+E )", "C (old)+D")},
     NULL, "2 2 1 1 2 0", "8"},
    {"joint lists from columns, in each district by itself",
     {.method = "dhondt",
      .votes_column = "v",
      .district_column = "d",
      .district_seats = "s",
      .joint_column = "j",
      .joint_sub_column = "k"},
     "p,d,s,v,j,k\nA,North,5,600,,\nB,North,5,260,1,\nC,North,5,140,1,\n"
     "A,South,8,30,1,\nB,South,8,30,1,x\nE,South,8,25,1,x\n"
     "C,South,8,20,2,\nD,South,8,20,2,\n",
     "5 3 2 2 1", "13"},
    {"an alliance passes the hurdle of its district",
     {.method = "dhondt",
      .votes_column = "v",
      .district_column = "d",
      .district_seats = "s",
      .joint_column = "j",
      .joint_hurdle = "alliance",
      .hurdle = "30%",
      .hurdle_of = "district"},
     "p,d,s,v,j\nA,North,5,60,\nB,North,5,20,x\nC,North,5,20,x\n"
     "A,South,5,80,x\nB,South,5,20,y\n",
     "8 1 1", "10"},
    {"and that of all districts",
     {.method = "dhondt",
      .votes_column = "v",
      .district_column = "d",
      .district_seats = "s",
      .joint_column = "j",
      .joint_hurdle = "alliance",
      .hurdle = "31%",
      .hurdle_of = "all"},
     "p,d,s,v,j\nA,North,5,60,x\nB,North,5,20,y\nC,North,5,20,y\n"
     "A,South,5,80,x\nB,South,5,20,y\n",
     "10 0 0", "10"},
    {"the surplus goes by largest remainders too",
     {.method = "largest-remainder",
      .quota = "hare",
      .seats = "5",
      GIVEN("A=55", "B=26", "C=19"),
      JOINT("B+C")},
     NULL, "3 1 1", "5"},
    {"a tie that base seats decide makes two houses",
     {.method = "dhondt",
      .seats = "3",
      GIVEN("A=20", "B=20"),
      .base = "A=2",
      .overhang = "added"},
     NULL, "2 1..2", "null"},
    {"each district by itself",
     {.method = "dhondt",
      .votes_column = "v",
      .district_column = "d",
      .district_seats = "s"},
     "p,d,s,v\nA,North,3,60\nB,North,3,30\nA,South,1,10\nB,South,1,50\n",
     "2 2", "4"},
    {"the hurdle of a district is of its votes",
     {.method = "dhondt",
      .votes_column = "v",
      .district_column = "d",
      .district_seats = "s",
      .hurdle = "20%",
      .hurdle_of = "district"},
     "p,d,s,v\nA,North,9,90\nB,North,9,11\nA,South,1,10\nB,South,1,50\n",
     "9 1", "10"},
    {"the hurdle of all is of all votes",
     {.method = "dhondt",
      .votes_column = "v",
      .district_column = "d",
      .district_seats = "s",
      .hurdle = "20%",
      .hurdle_of = "all"},
     "p,d,s,v\nA,North,9,90\nB,North,9,11\nA,South,1,10\nB,South,1,50\n",
     "8 2", "10"},
};

static void rules_give_what_they_say(void **state)
{
    const struct row *row = *state;
    test_asked asked = ask(&row->seats, row->table);
    expect_text(seats_of(&asked), row->want);
    expect_text(test_at(&asked, "house"), row->house);
    test_asked_done(&asked);
}

/* ---- what cannot be given out ------------------------------------------------------ */

static const struct refusal {
    const char *name;
    comitia_seats seats;
    const char *table, *code, *exit, *says;
} refusals[] = {
    {"a decimal of votes",
     {.method = "dhondt", .seats = "3", GIVEN("A=10.5")},
     NULL, "C0113", "64", "\"10.5\" is no whole number"},
    {"a decimal in a table, with its line",
     {.method = "dhondt", .seats = "3", .votes_column = "v"},
     "p,v\nA,10\nB,2.5\n", "C0212", "65",
     "t.csv, line 3: the votes of B: \"2.5\" is no whole number"},
    {"a column that is not there",
     {.method = "dhondt", .seats = "3", .votes_column = "x"},
     "p,v\nA,10\n", "C0212", "64", "no column x"},
    {"a table without rows",
     {.method = "dhondt", .seats = "3", .votes_column = "v"},
     "p,v\n", "C0212", "65", "no rows"},
    {"seats of a district that differ",
     {.method = "dhondt",
      .votes_column = "v",
      .district_column = "p",
      .district_seats = "s"},
     "n,p,v,s\nA,N,1,2\nB,N,1,3\n", "C0212", "65",
     "has 2 seats in line 2 and 3 in line 3"},
    {"a word without its votes",
     {.method = "dhondt", .seats = "3", GIVEN("A")},
     NULL, "C0112", "64", "NAME=VOTES is needed"},
    {"a party that stands twice",
     {.method = "dhondt", .seats = "3", GIVEN("A=1", "A=2")},
     NULL, "C0203", "64", "A stands twice"},
    {"an unknown method",
     {.method = "dhont", .seats = "3", GIVEN("A=1")},
     NULL, "C0112", "64", "no method \"dhont\""},
    {"largest remainders without a quota",
     {.method = "largest-remainder", .seats = "3", GIVEN("A=1")},
     NULL, "C0112", "64", "of which quota"},
    {"a quota of a divisor method",
     {.method = "adams", .quota = "hare", .seats = "3", GIVEN("A=1")},
     NULL, "C0112", "64", "has no quota"},
    {"nobody has votes",
     {.method = "dhondt", .seats = "3", GIVEN("A=0", "B=0")},
     NULL, "C0112", "64", "nobody who takes part has a vote"},
    {"nobody passes the hurdle",
     {.method = "dhondt", .seats = "3", GIVEN("A=1", "B=1"), .hurdle = "60%"},
     NULL, "C0112", "64", "nobody who takes part has a vote"},
    {"Adams with fewer seats than parties",
     {.method = "adams", .seats = "1", GIVEN("A=5", "B=1")},
     NULL, "C0112", "64", "gives everybody with a vote a seat"},
    {"a quota that gives out too many",
     {.method = "largest-remainder",
      .quota = "imperiali",
      .seats = "3",
      GIVEN("A=60", "B=40")},
     NULL, "C0112", "64", "give 5 seats, more than the 3"},
    {"a quota that leaves too many over",
     {.method = "largest-remainder",
      .quota = "droop",
      .seats = "10",
      GIVEN("A=2", "B=1")},
     NULL, "C0112", "64", "give 3 of 10 seats"},
    {"more base seats than seats",
     {.method = "dhondt",
      .seats = "3",
      GIVEN("A=60", "B=40"),
      .base = "B=4",
      .overhang = "within"},
     NULL, "C0112", "64", "--overhang added"},
    {"base seats of nobody",
     {.method = "dhondt",
      .seats = "3",
      GIVEN("A=60", "B=40"),
      .base = "C=4",
      .overhang = "added"},
     NULL, "C0202", "64", "no party is called C"},
    {"an exempt party that does not stand",
     {.method = "dhondt",
      .seats = "3",
      GIVEN("A=60", "B=40"),
      .hurdle = "5%",
      .exempt = LIST("C"),
      .n_exempt = 1},
     NULL, "C0202", "64", "no party is called C"},
    {"a hurdle above the whole",
     {.method = "dhondt", .seats = "3", GIVEN("A=60"), .hurdle = "105%"},
     NULL, "C0106", "64", "above the whole"},
    {"fewer valid votes than votes",
     {.method = "dhondt",
      .seats = "3",
      GIVEN("A=60"),
      .hurdle = "5%",
      .valid = "59"},
     NULL, "C0112", "64", "more votes"},
    {"no seats at all",
     {.method = "dhondt", .seats = "0", GIVEN("A=60")},
     NULL, "C0112", "64", "no seats are to be given out"},
    {"an alliance that Adams cannot share out",
     {.method = "adams",
      .seats = "3",
      GIVEN("A=30", "B=30", "C=20", "D=20"),
      JOINT("A+B", "C+D")},
     NULL, "C0112", "64", "C+D: adams gives everybody with a vote a seat"},
    {"an alliance of one",
     {.method = "dhondt", .seats = "3", GIVEN("A=30"), JOINT("A")},
     NULL, "C0112", "64", "two lists or more"},
    {"an alliance with nobody",
     {.method = "dhondt", .seats = "3", GIVEN("A=30"), JOINT("A+")},
     NULL, "C0112", "64", "a name is missing"},
    {"an alliance that is not closed",
     {.method = "dhondt", .seats = "3", GIVEN("A=3", "B=3"), JOINT("A+(B+C")},
     NULL, "C0202", "64", "no party is called C"},
    {"a bracket that is not closed",
     {.method = "dhondt",
      .seats = "3",
      GIVEN("A=3", "B=3", "C=1"),
      JOINT("A+(B+C")},
     NULL, "C0112", "64", "a ) is missing"},
    {"something behind a bracket",
     {.method = "dhondt",
      .seats = "3",
      GIVEN("A=3", "B=3", "C=1"),
      JOINT("(A+B)C")},
     NULL, "C0112", "64", "behind a )"},
    {"alliances that lie too deep",
     {.method = "dhondt",
      .seats = "3",
      GIVEN("A=3", "B=3"),
      JOINT("((((((((A+B))))))))")},
     NULL, "C0112", "64", "8 levels"},
    {"a list in two alliances",
     {.method = "dhondt",
      .seats = "3",
      GIVEN("A=3", "B=3", "C=1"),
      JOINT("A+B", "B+C")},
     NULL, "C0203", "64", "B stands twice"},
    {"a part of no alliance",
     {.method = "dhondt",
      .seats = "3",
      .votes_column = "v",
      .joint_column = "j",
      .joint_sub_column = "k"},
     "p,v,j,k\nA,1,,x\nB,1,,\n", "C0212", "65", "line 2: x is inside which"},
    {"largest remainders with more base seats than are left",
     {.method = "largest-remainder",
      .quota = "hare",
      .seats = "3",
      GIVEN("A=60", "B=1", "C=1"),
      .base = "B=1,C=1",
      .overhang = "within"},
     NULL, "C0112", "64", "whole quotas and base seats alone give 4 seats"},
};

static void refusal_says_why(void **state)
{
    const struct refusal *row = *state;
    test_asked asked = ask(&row->seats, row->table);
    expect_text(test_at(&asked, "exit"), row->exit);
    expect_text(test_at(&asked, "diagnostics.0.code"), row->code);
    const char *message = test_at(&asked, "diagnostics.0.message");
    if (!strstr(message, row->says))
        fail_msg("\"%s\" does not say \"%s\"", message, row->says);
    expect_true(test_at(&asked, "parties") == NULL);
    test_asked_done(&asked);
}

static const struct lack {
    comitia_seats seats;
    const char *says;
} lacks[] = {
    {{.seats = "3", GIVEN("A=1")}, "which method"},
    {{.method = "dhondt", GIVEN("A=1")}, "how many seats"},
    {{.method = "dhondt", .seats = "3"}, "whose votes"},
    {{.method = "dhondt", .seats = "3", GIVEN("A=1"), .base = "A=1"},
     "within"},
    {{.method = "dhondt", .seats = "3", GIVEN("A=1"), .overhang = "added"},
     "which base seats"},
    {{.method = "dhondt", .seats = "3", GIVEN("A=1"), .valid = "9"},
     "--hurdle"},
    {{.method = "dhondt", .seats = "3", GIVEN("A=1"), JOINT("A+B"),
      .joint_column = "j"},
     "which table"},
    {{.method = "dhondt", .seats = "3", .votes_column = "v", JOINT("A+B"),
      .joint_column = "j"},
     "not from both"},
    {{.method = "dhondt", .seats = "3", .votes_column = "v",
      .joint_sub_column = "j"},
     "--joint-column"},
    {{.method = "dhondt", .seats = "3", GIVEN("A=1"), JOINT("A+B"),
      .hurdle = "5%"},
     "--joint-hurdle list|alliance"},
    {{.method = "dhondt", .seats = "3", GIVEN("A=1"), JOINT("A+B"),
      .hurdle = "5%", .joint_hurdle = "each"},
     "list or alliance"},
    {{.method = "dhondt", .seats = "3", GIVEN("A=1"), .joint_hurdle = "list"},
     "needs joint lists"},
    {{.method = "dhondt", .seats = "3", GIVEN("A=1"), JOINT("A+B"),
      .base = "A=1", .overhang = "added"},
     "base seats do not go together"},
    {{.method = "dhondt", .seats = "3", GIVEN("A=1"),
      .district_column = "d", .district_seats = "s"},
     "table"},
};

/* What is not asked at all is a failure of the call, which says what lacks. */
static void what_is_missing_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++) {
        cm_ctx *ctx = test_ctx();
        cm_answer answer;
        const comitia_question question = {
            .verb = COMITIA_SEATS,
            .seats = &lacks[i].seats,
            .csv = lacks[i].seats.votes_column ? "t.csv" : NULL};
        expect_status(cm_ask_question(ctx, NULL, &question, NULL, &answer),
                      COMITIA_E_USAGE);
        if (!strstr(comitia_ctx_message(ctx), lacks[i].says))
            fail_msg("\"%s\" does not say \"%s\"", comitia_ctx_message(ctx),
                     lacks[i].says);
        test_ctx_done(ctx);
    }
}

enum {
    N_PUBLISHED = sizeof published / sizeof *published,
    N_EDGES = sizeof edges / sizeof *edges,
    N_ROWS = sizeof rows / sizeof *rows,
    N_REFUSALS = sizeof refusals / sizeof *refusals,
    N_OTHERS = 5
};

int main(void)
{
    struct CMUnitTest tests[N_PUBLISHED + N_EDGES + N_ROWS + N_REFUSALS + N_OTHERS] = {
        cmocka_unit_test(a_tie_is_open_with_every_outcome),
        cmocka_unit_test(too_many_outcomes_are_counted_and_not_listed),
        cmocka_unit_test(a_tie_inside_and_outside_an_alliance_shows_every_outcome),
        cmocka_unit_test(too_many_joint_outcomes_are_counted_and_not_listed),
        cmocka_unit_test(what_is_missing_is_said),
    };
    size_t n = N_OTHERS;
    for (size_t i = 0; i < N_PUBLISHED; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            published[i].name, seats_are_as_published, &published[i]);
    for (size_t i = 0; i < N_EDGES; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            edges[i].name, a_claim_at_the_edge_is_a_tie, &edges[i]);
    for (size_t i = 0; i < N_ROWS; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, rules_give_what_they_say, &rows[i]);
    for (size_t i = 0; i < N_REFUSALS; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            refusals[i].name, refusal_says_why, &refusals[i]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
