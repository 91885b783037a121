/* What an answer says, at its place in the tree. */
#include "support/asked.h"

#include <stdio.h>
#include <string.h>

#define LIST(...) ((const char *const[]){__VA_ARGS__})
#define ABOUT(...)                                                             \
    .names = LIST(__VA_ARGS__),                                                \
    .n_names = sizeof LIST(__VA_ARGS__) / sizeof(const char *)
#define SUPPOSE(...)                                                           \
    .suppose = LIST(__VA_ARGS__),                                              \
    .n_suppose = sizeof LIST(__VA_ARGS__) / sizeof(const char *)
#define FREE(...)                                                              \
    .free = LIST(__VA_ARGS__),                                                 \
    .n_free = sizeof LIST(__VA_ARGS__) / sizeof(const char *)
#define WHO(...)                                                               \
    .who = LIST(__VA_ARGS__),                                                  \
    .n_who = sizeof LIST(__VA_ARGS__) / sizeof(const char *)

/* An immunity under two readings, an appeal with two movers, a nested body. */
static const char law[] =
    "# A parliament\n"
    "body Assembly \"National Assembly\" seats 123\n"
    "  party CPP 68\n"
    "  party CNRP 55\n"
    "body Council\n"
    "  members with people rounded a 50 b 30 c 15\n"
    "actor Sokha actor State actor Low actor High actor King\n"
    "fact Reading one of Defence, Court\n"
    "fact Scandal true\n"
    "fact Chance 30%\n"
    "act Lift by Assembly\n"
    "  needs at least 2/3 of seats if Reading is Defence\n"
    "  otherwise more than half of seats\n"
    "  quorum more than half of seats\n"
    "act Count by Council needs at least 80% of people\n"
    "act Decree by King\n"
    "ladder Case by State against Sokha through Low, High\n"
    "act LiftVote by King\n"
    "body Nested\n"
    "  member N votes as Lift\n"
    "act Seal by Nested needs all of members\n"
    "outcome Free when Decree or not Case\n"
    "outcome Mixed when (Decree and not LiftVote) or (LiftVote and not Decree)\n"
    "outcome Sure when Scandal\n"
    "outcome Never when not Scandal\n"
    "outcome Lifted when Lift\n"
    "outcome Counted when Count\n";

static const char history[] =
    "body Assembly seats 123\n"
    "  party CPP 68\n"
    "  party CNRP 55\n"
    "body Other\n"
    "  party X 3\n"
    "actor King\n"
    "fact Raid\n"
    "act Lift by Assembly needs at least 2/3 of seats\n"
    "act Decree by King until 2017-06\n"
    "act Vote by Other needs more than half of members\n"
    "outcome Out when Lift\n"
    "outcome Pardon when Decree\n"
    "outcome Raided when Raid\n"
    "on 2016-01-10..2016-01-20 Raid happened\n"
    "on 2016-02-01 Assembly voted Lift: CPP yes, CNRP no\n"
    "on 2017-01..2017-03 Assembly has CPP 100, CNRP 23\n"
    "on 2017-07-01..2017-07-09 Other has X 2, vacant 1\n";

/* One answer and some of its places. */
static const struct row {
    const char *name;
    const char *model;
    comitia_question question;
    struct {
        const char *path, *want;
    } at[12];
} rows[] = {
    /* ---- names that do not fit ---- */
    {"an unknown name gives the head alone and offers a near one",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Lifd")},
     {{"exit", "64"},
      {"answer", "null"},
      {"diagnostics.0.code", "C0202"},
      {"diagnostics.0.file", "null"},
      {"diagnostics.0.line", "null"},
      {"diagnostics.0.endColumn", "null"},
      {"diagnostics.0.help", "did you mean Lift (m.comitia:11:5)?"},
      {"exact", "false"},
      {"subjects", NULL}}},
    {"case does not matter for what is offered",
     law,
     {.verb = COMITIA_POWER, ABOUT("lift")},
     {{"exit", "64"},
      {"diagnostics.0.help", "did you mean Lift (m.comitia:11:5)?"}}},
    {"a choice is not true or false",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Reading")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},
    {"a fact is nobody's decision",
     law,
     {.verb = COMITIA_WHO, ABOUT("Scandal")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},
    {"only a body needs seats",
     law,
     {.verb = COMITIA_NEEDS, ABOUT("Decree")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},
    {"a step of a ladder may be asked about",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Case  at High")},
     {{"exit", "2"},
      {"answer", "open"},
      {"subjects.0.subject.name", "Case at High"},
      {"subjects.0.subject.kind", "step"}}},
    {"a step that the ladder has not",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Case at Highest")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0208"}}},
    {"a step of what is no ladder",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Lift at High")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},
    {"every name that does not fit is told",
     law,
     {.verb = COMITIA_STATUS, ABOUT("No", "Nor"), .on = "2016-13",
      SUPPOSE("Nothing=yes")},
     {{"exit", "64"}, {"diagnostics", "[4]"}, {"on", "null"}}},
    {"a body cannot force anything, its players can",
     law,
     {.verb = COMITIA_CAN, ABOUT("Lift"), WHO("Assembly")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},
    {"only parties are freed",
     law,
     {.verb = COMITIA_STATUS, FREE("King")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},
    {"talks are asked for by name",
     law,
     {.verb = COMITIA_DEAL, ABOUT("Lift")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},

    /* ---- suppositions ---- */
    {"an option that the choice has not",
     law,
     {.verb = COMITIA_STATUS, SUPPOSE("Reading=Defense")},
     {{"exit", "64"},
      {"diagnostics.0.code", "C0210"},
      {"diagnostics.0.help", "its options are Defence, Court"}}},
    {"a choice needs its option",
     law,
     {.verb = COMITIA_STATUS, SUPPOSE("Reading")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},
    {"a player needs a ballot",
     law,
     {.verb = COMITIA_STATUS, SUPPOSE("CPP")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0112"}}},
    {"yes and no are the values of an act",
     law,
     {.verb = COMITIA_STATUS, SUPPOSE("Lift=maybe")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0112"}}},
    {"what is computed is not supposed",
     law,
     {.verb = COMITIA_STATUS, SUPPOSE("Free")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},
    {"an act of a nested body is computed too",
     law,
     {.verb = COMITIA_STATUS, SUPPOSE("Seal=no")},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},
    {"of two suppositions about one name the last counts",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Lifted"), SUPPOSE("Lift", "Lift=no")},
     {{"answer", "no"}, {"suppose.0", "Lift"}, {"suppose.1", "Lift=no"}}},
    {"a supposition overrides what is declared",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Sure"), SUPPOSE("Scandal=no")},
     {{"answer", "no"}, {"exit", "1"}}},
    {"ballots of a player that cannot suffice",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Lifted"), SUPPOSE("CPP=absent")},
     {{"answer", "no"}}},
    {"both movers of a step are supposed",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Case"), SUPPOSE("Case to Low=no")},
     {{"answer", "no"}}},

    /* ---- status ---- */
    {"one name makes status a yes, no or open",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Sure")},
     {{"answer", "yes"},
      {"exit", "0"},
      {"subjects.0.needed", "[1]"},
      {"subjects.0.needed.0", "[0]"},
      {"subjects.0.stopped", "[0]"}}},
    {"several names make it a list",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Never", "Sure")},
     {{"answer", "null"},
      {"exit", "0"},
      {"subjects.0.status", "impossible"},
      {"subjects.0.needed", "[0]"},
      {"subjects.0.stopped.0", "[0]"},
      {"subjects.1.status", "certain"}}},
    {"without names: outcomes and ladders in file order",
     law,
     {.verb = COMITIA_STATUS},
     {{"subjects", "[7]"},
      {"subjects.0.subject.name", "Case"},
      {"subjects.1.subject.name", "Free"},
      {"read", "0"},
      {"last", "null"},
      {"bodies", "[1]"},
      {"bodies.0.parties.1.seats", "55"},
      {"certified", "false"},
      {"rounded.0", "Council.people"}}},
    {"a fact with a chance is open",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Chance")},
     {{"answer", "open"}, {"subjects.0.subject.kind", "fact"}}},

    /* ---- the head ---- */
    {"what was freed is told",
     law,
     {.verb = COMITIA_STATUS, FREE("CNRP", "CPP", "CNRP")},
     {{"free", "[2]"}, {"free.0", "CPP"}, {"free.1", "CNRP"}}},
    {"all parties are freed",
     law,
     {.verb = COMITIA_STATUS, FREE("all")},
     {{"free", "[2]"}}},
    {"a month means its last day",
     law,
     {.verb = COMITIA_STATUS, .on = "2016-02"},
     {{"on", "2016-02-29"}, {"comitia", "1"}, {"otherwise", "oppose"}}},
    {"a year means its last day",
     law,
     {.verb = COMITIA_STATUS, .on = "2016", .otherwise = COMITIA_WORST},
     {{"on", "2016-12-31"}, {"otherwise", "worst"}}},
    {"only what the answer depends on takes the certificate away",
     law,
     {.verb = COMITIA_CAN, ABOUT("Lifted"), WHO("CPP")},
     {{"certified", "true"}, {"rounded", "[0]"}}},
    {"a rounded measure in the rule does",
     law,
     {.verb = COMITIA_CAN, ABOUT("Counted"), WHO("a")},
     {{"certified", "false"}, {"rounded.0", "Council.people"}}},
    {"so it does for the seats that are needed",
     law,
     {.verb = COMITIA_NEEDS, ABOUT("Count")},
     {{"certified", "false"}, {"exact", "true"}, {"cases.0.needed", "2"}}},

    /* ---- errors, refusals, limits ---- */
    {"a file with errors gives every verb the head alone",
     "outcome A when Nothing\n",
     {.verb = COMITIA_STATUS, .on = "2016"},
     {{"exit", "65"},
      {"answer", "null"},
      {"on", "2016-12-31"},
      {"diagnostics.0.code", "C0202"},
      {"subjects", NULL}}},
    {"but check keeps its keys",
     "outcome A when Nothing\nexpect A is open\n",
     {.verb = COMITIA_CHECK},
     {{"exit", "65"}, {"passed", "0"}, {"failed", "0"}, {"expects", "[0]"}}},
    {"an ill-posed question is the head alone",
     law,
     {.verb = COMITIA_WHO, ABOUT("Mixed")},
     {{"exit", "4"},
      {"answer", "ill-posed"},
      {"diagnostics.0.code", "C0501"},
      {"diagnostics.1.code", "C0511"},
      {"cases", NULL},
      {"exact", "false"}}},
    {"whatever the others do it can be answered",
     law,
     {.verb = COMITIA_WHO, ABOUT("Mixed"), .otherwise = COMITIA_WORST},
     {{"exit", "0"}, {"diagnostics.0.code", "C0501"}}},
    {"notes count as errors when asked to",
     law,
     {.verb = COMITIA_CAN, ABOUT("Lifted"), WHO("CPP"), .strict = true},
     {{"exit", "65"}, {"answer", "null"}, {"diagnostics.0.code", "C0513"}}},
    {"without any there is nothing strict to say",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Sure"), .strict = true},
     {{"exit", "0"}, {"answer", "yes"}}},
    {"no steps, no answer",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Lifted"), .limit = 100},
     {{"exit", "69"},
      {"answer", "null"},
      {"diagnostics.0.code", "C0701"},
      {"diagnostics.0.severity", "error"},
      {"subjects", NULL}}},

    /* ---- side by side ---- */
    {"one answer for each option, and they differ",
     law,
     {.verb = COMITIA_CAN, ABOUT("Lifted"), WHO("CPP"), .each = "Reading"},
     {{"each", "Reading"},
      {"answer", "null"},
      {"exit", "2"},
      {"cases", "[2]"},
      {"cases.0.value", "Defence"},
      {"cases.0.answer.answer", "no"},
      {"cases.0.answer.suppose.0", "Reading=Defence"},
      {"cases.1.answer.answer", "yes"},
      {"suppose", "[0]"}}},
    {"one answer for true and for false, and they agree",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Lifted"), .each = "Scandal"},
     {{"answer", "open"},
      {"exit", "0"},
      {"cases.0.value", "true"},
      {"cases.1.value", "false"}}},
    {"what is refused for every value is refused",
     law,
     {.verb = COMITIA_WHO, ABOUT("Mixed"), .each = "Reading"},
     {{"answer", "ill-posed"}, {"exit", "4"}}},
    {"each of what is no fact",
     law,
     {.verb = COMITIA_STATUS, .each = "Lift"},
     {{"exit", "64"}, {"diagnostics.0.code", "C0209"}}},

    /* ---- literals ---- */
    {"a step that either side may take is named with the mover",
     law,
     {.verb = COMITIA_STATUS, ABOUT("Case"),
      SUPPOSE("Case at Low", "Case at High")},
     {{"subjects.0.needed", "[1]"},
      {"subjects.0.needed.0.0.name", "Case to Low by State"},
      {"subjects.0.needed.0.0.kind", "step"},
      {"subjects.0.needed.0.0.value", "true"}}},
    {"one supposition about both movers is one reason",
     law,
     {.verb = COMITIA_WHY, ABOUT("Case"), SUPPOSE("Case to Low=no")},
     {{"status", "impossible"},
      {"reasons", "[1]"},
      {"reasons.0", "[1]"},
      {"reasons.0.0.name", "Case to Low"},
      {"reasons.0.0.value", "false"}}},
    {"ballots of a player are a reason",
     law,
     {.verb = COMITIA_WHY, ABOUT("Lifted"), SUPPOSE("CPP=no")},
     {{"reasons.0.0.kind", "player"},
      {"reasons.0.0.name", "CPP"},
      {"reasons.0.0.value", "no"}}},
    {"of an open subject the text has what is needed",
     law,
     {.verb = COMITIA_WHY, ABOUT("Lifted")},
     {{"reasons", "[0]"}, {".ways.needed", "[1]"}}},
    {"a fact stands in the way of every change",
     "fact F\nactor K\nact A by K\noutcome O when A and F\n",
     {.verb = COMITIA_HOW, ABOUT("O")},
     {{"status", "open"}, {"changes", "[0]"}, {".facts.0", "F"}}},
    {"nothing need change",
     "actor K\nact A by K\noutcome O when not A\n",
     {.verb = COMITIA_HOW, ABOUT("O")},
     {{"changes", "[1]"}, {"changes.0", "[0]"}}},

    /* ---- history ---- */
    {"all events are read without a day",
     history,
     {.verb = COMITIA_STATUS},
     {{"read", "4"},
      {"last", "2017-07-09"},
      {"bodies.0.parties.0.seats", "100"},
      {"uncertain", "[0]"},
      {"certified", "true"}}},
    {"an event that may have been is not read",
     history,
     {.verb = COMITIA_STATUS, ABOUT("Raided"), .on = "2016-01-15"},
     {{"answer", "open"},
      {"read", "0"},
      {"uncertain", "[1]"},
      {"uncertain.0.line", "14"},
      {"uncertain.0.text", "on 2016-01-10..2016-01-20 Raid happened"},
      {"certified", "true"}}},
    {"an unread change of seats takes the certificate away",
     history,
     {.verb = COMITIA_NEEDS, ABOUT("Lift"), .on = "2017-02-01"},
     {{"certified", "false"},
      {"uncertain", "[1]"},
      {"cases.0.players.0.seats", "68"}}},
    {"of a body on which the answer depends",
     history,
     {.verb = COMITIA_NEEDS, ABOUT("Lift"), .on = "2017-07-05"},
     {{"certified", "true"}, {"uncertain", "[1]"}}},
    {"a vote keeps the seats of its day",
     history,
     {.verb = COMITIA_NEEDS, ABOUT("Lift")},
     {{"cases.0.result", "rejected"},
      {"cases.0.missing", "14"},
      {"cases.0.recorded.no", "55"}}},
    {"an act whose time has passed fails",
     history,
     {.verb = COMITIA_STATUS, ABOUT("Decree"), .on = "2017-07-01"},
     {{"answer", "no"}, {"subjects.0.result", "null"}}},
    {"on its last day it may still be decided",
     history,
     {.verb = COMITIA_STATUS, ABOUT("Decree"), .on = "2017-06-30"},
     {{"answer", "open"}}},
    {"a result is told of an act",
     history,
     {.verb = COMITIA_STATUS, ABOUT("Lift")},
     {{"answer", "no"}, {"subjects.0.result", "rejected"}}},
    {"a vote is a reason",
     history,
     {.verb = COMITIA_WHY, ABOUT("Out")},
     {{"reasons.0.0.name", "Lift"},
      {"reasons.0.0.kind", "vote"},
      {"reasons.0.0.value", "rejected"}}},
    {"the timeline shows what changed",
     history,
     {.verb = COMITIA_TIMELINE},
     {{"start", "[3]"},
      {"start.2.status", "open"},
      {"steps", "[4]"},
      {"steps.0.from", "2016-01-10"},
      {"steps.0.to", "2016-01-20"},
      {"steps.0.changes.0.name", "Raided"},
      {"steps.0.changes.0.from", "open"},
      {"steps.0.changes.0.to", "certain"},
      {"steps.1.changes", "[1]"},
      {"steps.2.changes", "[0]"},
      {"end.0.status", "impossible"}}},
    {"the timeline ends on the day that is asked about",
     history,
     {.verb = COMITIA_TIMELINE, .on = "2017-08"},
     {{"steps", "[4]"},
      {"steps.3.changes.0.name", "Pardon"},
      {"start.1.status", "open"},
      {"end.1.status", "impossible"}}},
    {"events after the day are not shown",
     history,
     {.verb = COMITIA_TIMELINE, .on = "2016-02-01"},
     {{"steps", "[2]"}, {"end.1.status", "open"}}},

    /* ---- brief, show, check ---- */
    {"a briefing has every part",
     law,
     {.verb = COMITIA_BRIEF},
     {{"title", "A parliament"},
      {"outcomes", "[7]"},
      {"outcomes.2.subject.name", "Mixed"},
      {"outcomes.2.who", "null"},
      {"outcomes.5.who", "[2]"},
      {"acts", "[3]"},
      {"acts.0.body", "Assembly"},
      {"timeline.steps", "[0]"},
      {"beliefs", "[3]"},
      {"talks", "[0]"},
      {"exit", "0"}}},
    {"a briefing without steps has nothing but its parts",
     law,
     {.verb = COMITIA_BRIEF, .limit = 2000},
     {{"exit", "0"},
      {"exact", "false"},
      {"outcomes.0.subject.name", "Case"},
      {"outcomes.0.who", "null"}}},
    {"sources are listed with their places",
     "# t\nfact F cite \"a\" verified cite \"b\"\nbody B\n  party P 3 cite "
     "\"c\" illustrative\nactor X\ntalks T between P, X\n  point Q cite \"d\"\n"
     "  goal Q cite \"e\" unverified\n",
     {.verb = COMITIA_BRIEF},
     {{"cites", "[5]"},
      {"cites.0.text", "a"},
      {"cites.0.status", "verified"},
      {"cites.1.status", "null"},
      {"cites.2.line", "4"},
      {"cites.3.text", "d"},
      {"cites.4.status", "unverified"}}},
    {"what the file defines, in order",
     "body B\n  party P 3 \"the party\" colour \"#ABCDEF\"\nfact F\n",
     {.verb = COMITIA_SHOW},
     {{"declarations", "[3]"},
      {"declarations.1.kind", "party"},
      {"declarations.1.title", "the party"},
      {"declarations.1.colour", "#abcdef"},
      {"declarations.1.line", "2"}}},
    {"who sits in a body, with what weight, and who votes in an act",
     "body B\n  members with shares M 1/2 N 3\n  group G N\nactor Z\n"
     "fact F one of X \"the first\", Y\n"
     "act A by B without M needs more than half of shares if F is X otherwise "
     "consent of Z quorum at least 1 of members until 2020-02\n"
     "outcome O when A unless F is Y\nladder L by Z through M, N\n",
     {.verb = COMITIA_SHOW},
     {{"outcomes.0.uses", "[2]"},
      {"ladders.0.courts.1", "N"},
      {"bodies.0.entries.0.weights.0.measure", "shares"},
      {"bodies.0.entries.0.weights.0.value", "1/2"},
      {"bodies.0.groups.0.players.0", "N"},
      {"acts.0.voters", "[1]"},
      {"acts.0.outsiders.0", "Z"},
      {"acts.0.quorum.0", "at least 1 of members"},
      {"acts.0.until", "2020-02-29"},
      {"acts.0.uses.0", "F"},
      {"facts.0.options.0.title", "the first"}}},
    {"who says what, and who demands it",
     "fact F\nactor X\nactor Y\nsource S of X right 4/5 believes right 1/2\n"
     "source T unnamed\nreport S says T denies F\n"
     "talks K between X, Y\n  point P by Y\n  goal P\n"
     "  X demands a: if P then F\n",
     {.verb = COMITIA_SHOW},
     {{"sources.0.of", "X"},
      {"sources.0.right.if_false", "4/5"},
      {"sources.0.believes.if_true", "1/2"},
      {"sources.1.unnamed", "true"},
      {"sources.1.right", "null"},
      {"reports.0.chain.1.source", "T"},
      {"reports.0.chain.1.verb", "denies"},
      {"reports.0.claim", "F"},
      {"talks.0.points.0.by", "Y"},
      {"talks.0.lines.1.name", "X.a"},
      {"talks.0.lines.1.text", "if P then F"}}},
    {"expectations that hold and fail",
     "body B party P 68 party Q 55\nact A by B needs at least 2/3 of seats\n"
     "expect A needs 82\nexpect P can force A\nexpect A is open\n",
     {.verb = COMITIA_CHECK},
     {{"exit", "3"},
      {"answer", "no"},
      {"passed", "2"},
      {"failed", "1"},
      {"expects.1.text", "P can force A"},
      {"expects.1.holds", "false"},
      {"expects.1.found", "cannot"},
      {"expects.2.line", "5"},
      {"diagnostics.0.code", "C0502"},
      {"diagnostics.0.severity", "failed"},
      {"diagnostics.0.column", "8"}}},
    {"under every reading",
     "body B party P 68 party Q 55\nfact R\nact A by B needs at least 2/3 of "
     "seats if R otherwise more than half of seats\n"
     "expect A needs 82\nexpect A needs 82 if R\nexpect P can force A\n"
     "expect P cannot force A\nexpect P can force A if not R\n",
     {.verb = COMITIA_CHECK},
     {{"passed", "2"},
      {"expects.0.found", "82, 62"},
      {"expects.1.holds", "true"},
      {"expects.2.found", "it depends on open facts"},
      {"expects.3.holds", "false"},
      {"expects.4.holds", "true"}}},
    {"an ill-posed expectation fails",
     "actor K actor L act A by K act B by L\n"
     "outcome O when (A and not B) or (B and not A)\n"
     "expect K can force O\n",
     {.verb = COMITIA_CHECK},
     {{"exit", "3"}, {"expects.0.holds", "false"}}},
    {"suppositions of the command line hold for expectations too",
     "actor K act A by K outcome O when A\nexpect O is certain\n",
     {.verb = COMITIA_CHECK, SUPPOSE("A")},
     {{"exit", "0"}, {"answer", "yes"}}},
};

static void the_answer_says_so(void **state)
{
    const struct row *row = *state;
    test_asked asked = test_about(row->model, NULL);
    test_question_of(&asked, row->question);
    for (size_t i = 0; i < 12 && row->at[i].path; i++) {
        const char *got = test_at(&asked, row->at[i].path);
        const char *want = row->at[i].want;
        if (got && want ? strcmp(got, want) != 0 : got != want)
            fail_msg("%s is %s and not %s (exit %s: %s)", row->at[i].path,
                     got ? got : "not there", want ? want : "left out",
                     test_at(&asked, "exit"),
                     asked.answer.diags.all.n
                         ? asked.answer.diags.all.at[0]->message
                         : "");
    }
    test_asked_done(&asked);
}

/* ---- questions that lack something -------------------------------------------------- */

static void what_lacks_a_name_is_no_question(void **state)
{
    (void)state;
    static const char *const two[] = {"3", "2"};
    static const char *const odd[] = {"A\xff+B"};
    const comitia_question lacking[] = {
        {.verb = COMITIA_NEEDS},
        {.verb = COMITIA_CAN, ABOUT("Lift")},
        {.verb = COMITIA_WHY, ABOUT("A", "B")},
        {.verb = COMITIA_SHOW, ABOUT("Lift")},
        {.verb = COMITIA_POWER, .quota = "5"},
        {.verb = COMITIA_EXPLAIN},
        {.verb = COMITIA_STATUS, ABOUT("\xff")},
        {.verb = COMITIA_POWER, .quota = "3\xff", .weights = two,
         .n_weights = 2},
        {.verb = COMITIA_POWER, .quota = "3", .weights = two, .n_weights = 2,
         .unions = odd, .n_unions = 1},
        {.verb = (comitia_verb)99},
    };
    test_asked asked = test_about(law, NULL);
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++) {
        cm_answer answer;
        expect_status(cm_ask_question(asked.ctx, (const cm_model *)asked.model,
                                      &lacking[i], NULL, &answer),
                      COMITIA_E_USAGE);
        expect_true(asked.ctx->what[0] != '\0');
    }
    test_asked_done(&asked);
}

/* ---- the head ---------------------------------------------------------------------------- */

static void the_head_comes_first_and_whole(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "comitia", "verb",      "file",    "on",          "suppose",
        "otherwise", "free",    "answer",  "exit",        "exact",
        "certified", "rounded", "uncertain", "diagnostics", "more"};
    enum { KEYS = sizeof keys / sizeof *keys };
    const comitia_question questions[] = {
        {.verb = COMITIA_CHECK},    {.verb = COMITIA_BRIEF},
        {.verb = COMITIA_STATUS},   {.verb = COMITIA_NEEDS, ABOUT("Lift")},
        {.verb = COMITIA_WHO, ABOUT("Mixed")},
        {.verb = COMITIA_WHY, ABOUT("Nobody")},
        {.verb = COMITIA_BELIEF},   {.verb = COMITIA_DEAL},
        {.verb = COMITIA_TIMELINE}, {.verb = COMITIA_SHOW},
        {.verb = COMITIA_STATUS, .each = "Reading"},
        {.verb = COMITIA_EXPLAIN, ABOUT("C0101")},
    };
    test_asked asked = test_about(law, NULL);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        test_question_of(&asked, questions[i]);
        for (size_t k = 0; k < KEYS; k++)
            expect_text(comitia_value_key(asked.answer.value, k), keys[k]);
        expect_text(test_at(&asked, "verb"),
                    comitia_verb_text(questions[i].verb));
        expect_i64(comitia_value_number(
                       comitia_value_get(asked.answer.value, "exit")),
                   asked.answer.exit);
    }
    test_asked_done(&asked);
}

int main(void)
{
    enum { ROWS = sizeof rows / sizeof *rows };
    static struct CMUnitTest tests[ROWS + 2];
    size_t n = 0;
    for (size_t i = 0; i < ROWS; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, the_answer_says_so, &rows[i]);
    tests[n++] =
        (struct CMUnitTest)cmocka_unit_test(what_lacks_a_name_is_no_question);
    tests[n++] =
        (struct CMUnitTest)cmocka_unit_test(the_head_comes_first_and_whole);
    return _cmocka_run_group_tests("answers", tests, n, NULL, NULL);
}
