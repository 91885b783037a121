/* Which texts the grammar takes, and where it says that it does not: every
 * sentence of LANGUAGE 2, 3 and the introduction of 15 that speaks of places.
 */
#include "base/buf.h"
#include "lang/parse/parse.h"
#include "support/reading.h"

typedef struct row {
    const char *name, *text;
} row;

static const row rows[] = {
    /* what is taken */
    {"an empty text is a list of no declarations", ""},
    {"a text of blanks and comments too", " \t\r\n# no more\n#"},
    {"line breaks and indentation mean nothing",
     "body\nB\nseats\n5\nparty\nP\n5 act A by B needs\nall\nof\nseats"},
    {"every form of body and entry",
     "use {C0212|\"other.comitia\"} cite \"x\"\n"
     "body A\n"
     "body B \"title\" seats 1_000 cite \"x\" cite \"y\" verified\n"
     "  party P 3 \"t\" free colour \"#2b5fa8\" cite \"z\" unverified\n"
     "  party Q 0\n"
     "  member M \"t\" with pop 2.5, gdp 1/3 votes as L at C colour "
     "\"#FFFFFF\"\n"
     "  members with pop rounded, gdp X 1 2 Y 3 4\n"
     "  members X Y Z\n"
     "  members\n"
     "  members from \"f.csv\" named name with \"A b\" as a rounded, c colour "
     "d\n"
     "  members from \"f.csv\" named \"Na me\" with c as d colour \"col\"\n"
     "  group G \"t\" P, Q colour \"#000000\"\n"
     "  vacant 2 cite \"w\" illustrative\n"},
    {"every form of actor",
     "actor A\nactor B \"t\" also \"x\", \"y\" role \"r\" colour \"#123abc\" "
     "also \"z\" cite \"c\"\n"},
    {"every form of rule",
     "act A \"t\" by B without X, Y\n"
     "  quorum at least half of members in G and all of pop\n"
     "act C by B needs at least 1 of seats and more than 2.5 of pop\n"
     "  and at most 2/3 of present and fewer than 55% of votes cast\n"
     "  and more than half of pop cast in G against\n"
     "  and at least half of pop present abstaining\n"
     "  and all of G not against and all but 3 of members\n"
     "  and nobody against and nobody against in G and no veto by Z\n"
     "  and consent of Z and (all of members or all of seats)\n"
     "  and at least 2 of (all of members, no veto by Z, consent of W)\n"
     "  and more than half of members in G ties broken by Z\n"
     "  from 2016 until 2016-05-26\n"
     "act D by B until 2016 from 2015 quorum all of members needs all of "
     "seats\n"
     "act E by B needs all of seats if F otherwise all of members if G\n"
     "  otherwise nobody against\n"},
    {"every form of fact",
     "fact A\nfact B \"t\" true\nfact C false\nfact D unknown\nfact E 55%\n"
     "fact F 1/3\nfact G \"t\" one of X, Y \"t\", Z \"t\" 1/2, W 2/3%\n"},
    {"every form of condition",
     "outcome O \"t\" when A and B and not C and (D or E) and L to C\n"
     "  and L at C and F is X and at least 2 of (A, B or C, not D)\n"
     "  unless not not (A) or fewer than 1 of (B) cite \"c\"\n"},
    {"every form of ladder",
     "ladder L by X through C\n"
     "ladder M \"t\" by X against Y through C needs all of members, D,\n"
     "  E needs nobody against cite \"c\"\n"},
    {"every form of forecast",
     "forecast A: 70%\nforecast L at C : P 98% each, Q 1/2 as one, rest 0%\n"},
    {"every form of event",
     "on 2016 A happened\non 2016-01..2016-02-03 A holds\n"
     "by 2016-01 A failed\nsince 2016 A did not happen\n"
     "on 2016 L to C does not hold\non 2016 F is X cite \"c\"\n"
     "on 2016 B voted A: P 1 yes 2 no 3 abstain, Q absent, rest open\n"
     "on 2016 B voted L at C: rest yes\n"
     "on 2016 B has P 3, vacant 2\n"},
    {"every form of source",
     "source A\n"
     "source B \"t\" unnamed of X also \"y\" role \"z\" right 80%\n"
     "  believes right 1/2 if true, 1/3 if false also \"w\" cite \"c\"\n"},
    {"every form of report",
     "report A says F\nreport 2016 A says not F is X on 2015..2016\n"
     "report 2016-01..2016-02 A says B on 2016 says C denies F on 2015\n"
     "report A on 2016 cannot say F\nreport A believes F\n"
     "report A believes not L at C cite \"c\"\n"},
    {"every form of talks",
     "talks T\n{C0112|fact} F\n"
     "talks U \"t\" between A, B cite \"c\"\n"
     "  point P \"t\" by A cite \"c\"\n  point Q by B\n  point R\n"
     "  given if P then Q\n  given if: if P then Q\n  given P before Q\n"
     "  given on: L to C before M at D\n  given P\n"
     "  goal P\n  goal meeting: P or Q\n"
     "  A demands P\n  A demands x-1: if P then not Q\n  B holds a: P before "
     "Q\n"
     "  A wants P and Q worth 2.5\n  A wants not P\n"
     "  A threatens Q if P\n  B promises L to C\n"
     "  A prefers P, then Q or R, then not P cite \"c\"\n"},
    {"every form of expect",
     "expect A can force O\nexpect A, B cannot block L at C\n"
     "expect A needs 82\nexpect A needs 2/3 of votes cast in G\n"
     "expect L at C needs 1.5 of pop present\n"
     "expect O possible\nexpect O is impossible\nexpect O certain\n"
     "expect L to C is open\nexpect A is passed\nexpect A rejected\n"
     "expect A no decision\nexpect A is no decision\n"
     "expect T has no deal\nexpect T has a deal for on\n"
     "expect O has 1 winning coalition\nexpect O has 2 minimal winning "
     "coalitions\nexpect L at C has 3 minimal blocking coalitions\n"
     "expect O has chance 1/2\nexpect L at C has chance 50%\n"
     "expect P has swings 3 in O\nexpect P has banzhaf 1/2 in O\n"
     "expect P has shapley 50% in O\nexpect P has deegan-packel 0.5 in O\n"
     "expect P has holler 1 in L at C\nexpect P has johnston 0 in O\n"
     "expect O is open if not A and F is X and L to C on 2016-01 cite \"c\"\n"},

    /* words that are free names elsewhere */
    {"the words of the grammar are names where it does not have them",
     "body votes party colour 3 colour \"#000000\" party free-1 2 free\n"
     "  members also role right a colour does\n"
     "  group colour colour, also\n"
     "act decision by votes needs more than half of votes and at least 1 of "
     "votes cast and at least 1 of votes present\n"
     "outcome possible when winning or broken or hold\n"
     "source right right 1/2\nsource role role \"x\" unnamed of unnamed\n"
     "expect possible possible\nexpect a has a deal for a\n"
     "expect chance has chance 1/2\nexpect minimal has 1 minimal winning "
     "coalition\nexpect banzhaf has banzhaf 1 in shapley\n"
     "on 2016 does does not hold\n"
     "talks for between a, threatens\n  a threatens threatens if also\n"},
    {"capital letters make no reserved word",
     "body Open party Free 3 party All 2\nact No by Open needs all of seats\n"},
    {"a label may be any word, reserved or not",
     "talks T between A, B goal goal: A given all: A A demands if: B\n"},
    {"a member may vote as a step",
     "body B member M votes as L to C member N votes as O\n"},

    /* where things belong */
    {"on and a date after a claim belong to it",
     "report A says F on 2016-05-26\non 2016 F happened\n"},
    {"on and a date before a name begin an event",
     "report A says F on 2016-05-26 F happened\n"
     "report A says F on 2016..2017 F happened\n"
     "expect F is open on 2016 F happened\n"
     "expect F is open on 2016..2017 F happened\n"},
    {"an expect takes a date, no span",
     "expect F is open on 2016-01 {C0108|..} 2016-02\n"},
    {"an event that has begun must go on",
     "report A says F on 2016 F {C0112|if} G\n"},
    {"by after a point belongs to it only if a name follows",
     "talks T between A, B point P by A point Q by 2016 F happened\n"},
    {"by after an act begins an event if a date follows",
     "act A by B needs all of members by 2016 F happened\n"},
    {"by and a name after the clauses of an act is a second by",
     "act A by B needs all of members {C0108|by} C\n"},
    {"after a span of a point a reserved word is no name",
     "talks T between A, B point P by {C0112|all}\n"},
    {"a name with a verb continues a chain",
     "report A says B says C on 2016 says D cannot say E\n"
     "report A says B denies C\nreport A says B on 2016 believes C\n"},
    {"a first speaker needs a verb", "report A {C0112|and} B\n"},
    {"a claim ends where no verb follows", "report A says B {C0108|C}\n"},
    {"the cite of a body stands before its entries",
     "body B party P 1 cite \"of P\" cite \"of P too\" party Q 2\n"},
    {"otherwise governs the whole rule before it",
     "act A by B needs all of seats or all of members if C otherwise all of "
     "seats and all of members\n"},
    {"no veto by and ties broken by keep their names",
     "act A by B needs no veto by C by 2016 D happened\n"},

    /* C0103, C0104 */
    {"majority of what, C0103", "act A by B needs {C0103|majority}\n"},
    {"majority of what, in a quorum",
     "act A by B quorum {C0103|majority} of x\n"},
    {"majority of what, after a comparison",
     "act A by B needs at least {C0103|majority} of members\n"},
    {"majority of what, inside",
     "act A by B needs (all of seats or {C0103|majority})"},
    {"majority is a reserved word", "body {C0109|majority}\n"},
    {"a quota without base, C0104", "act A by B needs {C0104|at} least 2/3\n"},
    {"a quota without base before a declaration",
     "act A by B needs {C0104|more} than half\nfact F\n"},
    {"a quota without base before a base",
     "act A by B needs all of seats and {C0104|fewer} than 3 members\n"},
    {"a quota of all without base", "act A by B needs {C0104|all} members\n"},
    {"a quota of all but some without base",
     "act A by B needs {C0104|all} but 3 members\n"},
    {"a step's quota without base",
     "ladder L by X through C needs {C0104|at} most 50%, D\n"},
    {"a bad character counts more than a missing base",
     "act A by B needs at least 2/3 {C0101|$}\n"},
    {"after of a base must come", "act A by B needs at least 2/3 of{C0112|}"},
    {"a base is a name or a word",
     "act A by B needs at least 2/3 of {C0109|half}\n"},
    {"a share needs a comparison", "act A by B needs {C0112|2/3} of seats\n"},

    /* C0105 */
    {"a share above 1", "act A by B needs at least {C0105|4/3} of seats\n"},
    {"a percentage above 100",
     "act A by B needs more than {C0105|100.5%} of seats\n"},
    {"a share of 0", "act A by B needs at most {C0105|0%} of seats\n"},
    {"a fraction of 0", "act A by B needs more than {C0105|0/7} of seats\n"},
    {"at least 0", "act A by B needs at least {C0105|0} of seats\n"},
    {"fewer than 0", "act A by B needs fewer than {C0105|0.00} of seats\n"},
    {"at least 0 in a quorum",
     "act A by B quorum at least {C0105|0} of seats\n"},
    {"more than 0, at most 0, all of it",
     "act A by B needs more than 0 of seats and at most 0 of seats against and "
     "at least 100% of seats and at least 5/5 of seats\n"},
    {"at least 0 of some rules is no quota",
     "act A by B needs at least 0 of (all of seats)\n"},

    /* C0107 */
    {"or after and", "outcome O when A and B {C0107|or} C\n"},
    {"and after or", "outcome O when A or B or C {C0107|and} D\n"},
    {"mixed in a rule", "act A by B needs all of seats and all of members "
                        "{C0107|or} no veto by C\n"},
    {"mixed inside parentheses",
     "outcome O when A and (B or C {C0107|and} D)\n"},
    {"parentheses part them", "outcome O when (A and B) or (C and D)\n"},
    {"a condition and its rule are two",
     "act A by B needs all of seats or all of members if C and D otherwise all "
     "of seats\n"},
    {"settings are joined by and", "expect O is open if A {C0108|or} B\n"},
    {"not does not hide a mixture",
     "outcome O when not A and B {C0107|or} C\n"},

    /* C0108 or C0112 */
    {"a text begins with a declaration", "{C0108|parliament} B\n"},
    {"a reserved word begins no declaration", "{C0108|party} P 3\n"},
    {"a number begins no declaration", "{C0108|2016} F happened\n"},
    {"a sign begins no declaration", "{C0108|,}\n"},
    {"after a whole declaration", "body B {C0108|foo}\n"},
    {"after a whole act", "act A by B {C0108|if} C\n"},
    {"after a party", "body B party P 3 \"t\" {C0108|\"u\"}\n"},
    {"after a cite", "body B cite \"x\" {C0108|seats} 5\n"},
    {"after a quota", "act A by B needs all of seats {C0108|of} x\n"},
    {"after rows", "body B members X Y {C0108|yes}\n"},
    {"a clause behind a cite",
     "act A by B cite \"x\" {C0108|needs} all of seats\n"},
    {"a negated setting has no is", "expect O is open if not A {C0108|is} X\n"},
    {"an if behind the date of an expect",
     "expect O is open on 2016 {C0108|if} A\n"},
    {"an unfinished declaration at the end of the text", "act A by{C0112|}"},
    {"an unfinished declaration after a line feed", "act A by\n{C0112|}"},
    {"an unfinished declaration after a comment", "act A by # nobody{C0112|}"},
    {"an unfinished declaration after blanks", "act A by \t\r\n  {C0112|}"},
    {"a declaration in column 1 ends the one before",
     "act A\n{C0112|fact} F\n"},
    {"a declaration in column 1 where a name is needed",
     "act A by\n{C0112|fact} F\n"},
    {"a declaration in column 1 where a title is needed",
     "body B cite\n{C0112|body} C\n"},
    {"after a comma more must come",
     "outcome O when at least 1 of (A,{C0112|)}\n"},
    {"a whole number of seats", "body B party P {C0112|2.5}\n"},
    {"a title is no name", "body {C0112|\"B\"}\n"},
    {"a body needs a name", "body {C0112|5}\n"},
    {"seats need a number", "body B seats {C0112|many}\n"},
    {"all but needs a whole number",
     "act A by B needs all but {C0112|1/3} of seats\n"},
    {"a number of rules is whole",
     "outcome O when at least {C0112|1/2} of (A, B)\n"},
    {"a count of conditions needs its list",
     "outcome O when at least 2 of {C0112|A}\n"},
    {"half of a list is no rule",
     "act A by B needs at least half of {C0112|(}all of seats)\n"},
    {"did not happen", "on 2016 A did {C0112|happen}\n"},
    {"does not hold", "on 2016 A does not {C0112|happen}\n"},
    {"an event needs to say what happened", "on 2016 A{C0112|}"},
    {"a step neither votes nor has", "on 2016 L to C {C0112|voted} A: P yes\n"},
    {"a tally needs a ballot", "on 2016 B voted A: P {C0112|maybe}\n"},
    {"a ballot stands alone", "on 2016 B voted A: P yes {C0108|3} no\n"},
    {"each number has its ballot",
     "on 2016 B voted A: P 3 yes 2{C0112|,} Q no\n"},
    {"only rest is open", "on 2016 B voted A: P {C0112|open}\n"},
    {"rest takes no number", "on 2016 B voted A: rest {C0112|3} yes\n"},
    {"a vote needs a colon", "on 2016 B voted A {C0112|P} yes\n"},
    {"seats are whole", "on 2016 B has P {C0112|1/2}\n"},
    {"if needs otherwise", "act A by B needs all of seats if C{C0112|}"},
    {"needs needs a rule", "act A by B needs\n{C0112|fact} F\n"},
    {"what belongs to ties",
     "act A by B needs more than half of seats ties {C0112|by} C"},
    {"votes of a member need as", "body B member M votes {C0112|O}\n"},
    {"believes of a source needs right", "source A believes {C0112|1/2}\n"},
    {"if of an accuracy needs true", "source A right 1/2 if {C0112|false}\n"},
    {"a comma stands between accuracies",
     "source A right 1/2 if true {C0112|1/3} if false\n"},
    {"cannot needs say", "report A cannot {C0112|F}\n"},
    {"talks are between sides", "talks T {C0112|A}, B\n"},
    {"a line needs a verb", "talks T between A, B C {C0112|D}\n"},
    {"then follows a comma", "talks T between A, B A prefers P, {C0112|Q}\n"},
    {"then follows if", "talks T between A, B given if P {C0112|,} Q\n"},
    {"a claim of an expect", "expect O is {C0112|good}\n"},
    {"no is followed by decision", "expect O is no {C0112|deal}\n"},
    {"has is followed by something", "expect O has {C0112|shapely} 1/2 in P\n"},
    {"blocking coalitions are minimal",
     "expect O has 2 {C0112|blocking} coalitions\n"},
    {"several names can or cannot", "expect A, B {C0112|is} open\n"},
    {"only a name has a deal", "expect L at C has {C0112|no} deal\n"},
    {"a percentage of seats is not needed", "expect A needs {C0112|50%}\n"},
    {"a forecast needs a colon", "forecast A {C0112|50%}\n"},
    {"as needs one", "forecast A: P 50% as {C0112|two}\n"},
    {"a use needs a path", "use {C0112|other}\n"},
    {"a column that is no name needs as",
     "body B members from \"f.csv\" with \"A b\" {C0112|rounded}\n"
     "body C members from \"f.csv\" with \"all\"{C0112|}"},
    {"a column that is a name needs no as",
     "body B members from \"f.csv\" with \"Ab\" rounded, \"colour\" as d\n"},
    {"a date where a number is needed", "body B seats {C0112|2016-05}\n"},
    {"a date has four digits", "on {C0112|201} A happened\n"},
    {"a year has no underscore", "on {C0112|2_16} A happened\n"},
    {"a decimal is no date", "on {C0112|2016.5} A happened\n"},

    /* C0109 */
    {"a reserved word is no name", "body {C0109|all}\n"},
    {"a reserved word is no party", "body B party {C0109|rest} 3\n"},
    {"a reserved word is no court", "ladder L by X through {C0109|no}\n"},
    {"a reserved word in a condition", "outcome O when A and {C0109|yes}\n"},
    {"a reserved word after is", "on 2016 F is {C0109|open}\n"},
    {"a declaration word inside a line is reserved",
     "act A by {C0109|fact} F\n"},
    {"a reserved word among names", "expect A, {C0109|all} can force O\n"},
    {"in needs a name", "act A by B needs all of members in {C0109|all}\n"},

    /* numbers, dates, titles */
    {"no such day", "on {C0110|2016-02-30} A happened\n"},
    {"no such month", "on {C0110|2016-13} A happened\n"},
    {"no month of one digit", "on {C0110|2016-5} A happened\n"},
    {"no date with a time", "on {C0110|2016-05-26T10} A happened\n"},
    {"no date in percent", "on {C0110|2016-05%} A happened\n"},
    {"no year 0",
     "on {C0110|0000} A happened\nby {C0110|0000-01} A happened\n"},
    {"a leap day of a leap year",
     "on 2016-02-29 A happened\non 2000-02-29 A happened\n"},
    {"no leap day of another year",
     "on {C0110|2015-02-29} A happened\non {C0110|1900-02-29} A happened\n"},
    {"the first and the last day", "on 0001-01-01..9999-12-31 A happened\n"},
    {"a title that does not end", "body B {C0111|\"}title\nfact F\n"},
    {"a title that does not end with the text", "body B {C0111|\"}title"},
    {"a title does not end in the next line", "body B {C0111|\"}ti\ntle\"\n"},
    {"two numbers in one", "body B seats {C0113|1.5.2}\n"},
    {"letters in a number", "body B party P {C0113|3free}\n"},
    {"letters behind a fraction",
     "act A by B needs at least {C0113|2/3x} of seats"},
    {"two underscores", "body B seats {C0113|1__0}\n"},
    {"an underscore at the end", "body B seats {C0113|10_}\n"},
    {"an underscore behind the point",
     "body B member M with p {C0113|1.0_0}\n"},
    {"a zero denominator", "act A by B needs at least {C0113|2/0} of seats\n"},
    {"a zero denominator in percent", "fact F {C0113|1/00%}\n"},
    {"three digits and a hyphen", "on {C0113|201-05} A happened\n"},
    {"a letter of another script in a number",
     "body B seats {C0113|5\u4eba}\n"},
    {"a span that runs backwards", "on {C0115|2016-05}..2016-04 A happened\n"},
    {"a claim's span that runs backwards",
     "report A says F on {C0115|2016-05-02}..2016-05-01\n"},
    {"a span within a month", "on 2016-05-26..2016-05 A happened\n"},
    {"blanks around the dots of a span", "on 2016 .. 2017 A happened\n"},
    {"three dots", "on 2016..{C0101|.}2017 A happened\n"},

    /* C0114, C0116 */
    {"needs twice",
     "act A by B needs all of seats {C0114|needs} all of seats\n"},
    {"quorum twice", "act A by B quorum all of seats needs all of seats "
                     "{C0114|quorum} all of seats\n"},
    {"from twice", "act A by B from 2016 {C0114|from} 2016\n"},
    {"until twice", "act A by B until 2016 from 2015 {C0114|until} 2017\n"},
    {"right twice", "source A right 1/2 unnamed {C0114|right} 1/2\n"},
    {"believes twice",
     "source A believes right 1/2 {C0114|believes} right 1/2\n"},
    {"right and believes right are two",
     "source A believes right 1/2 right 1/2\n"},
    {"unnamed twice", "source A unnamed {C0114|unnamed}\n"},
    {"of twice", "source A of B {C0114|of} C\n"},
    {"free twice", "body B party P 3 free {C0114|free}\n"},
    {"free twice around the colour",
     "body B party P 3 free colour \"#000000\" {C0114|free}\n"},
    {"colour twice of a party",
     "body B party P 3 colour \"#000000\" {C0114|colour} \"#000000\"\n"},
    {"colour twice of a member",
     "body B member P colour \"#000000\" {C0114|colour} \"#000000\"\n"},
    {"colour twice of a group",
     "body B group P Q colour \"#000000\" {C0114|colour} \"#000000\"\n"},
    {"colour twice of an actor",
     "actor P colour \"#000000\" role \"x\" {C0114|colour} \"#000000\"\n"},
    {"colour twice of a table",
     "body B members from \"f\" colour c {C0114|colour} d\n"},
    {"the same clause in two declarations is once in each",
     "act A by B needs all of seats act C by B needs all of seats\n"
     "body D party P 1 free party Q 1 free\n"},
    {"no number sign", "actor A colour {C0116|\"2b5fa8\"}\n"},
    {"too few digits", "actor A colour {C0116|\"#2b5fa\"}\n"},
    {"no hexadecimal digit", "body B party P 3 colour {C0116|\"#2b5fag\"}\n"},

    /* recovery */
    {"one error a declaration",
     "act A by {C0112|5} needs ;\nfact F {C0108|one2} ; ; ;\nfact G\n"},
    {"the parser resumes at a declaration in column 1 only",
     "act A {C0112|needs} fact F ; body C\n  fact D ;\nfact E {C0108|x}\n"},
    {"the offending word may begin the next declaration",
     "act A\n{C0112|act} B\n{C0112|act} C by D\n"},
    {"a longer word in column 1 begins nothing",
     "act A {C0112|5}\nfacts ;\nfact-1 ;\nFact ;\n\"fact\" ;\n"},
    {"what is skipped is not looked at",
     "act A {C0112|5} \"open\n 3x 2016-13 \xe2\x82\xac\nfact F\n"},
};

static void diagnostics_are_as_marked(void **state)
{
    test_parsing(((const row *)*state)->text, NULL);
}

/* ---- limits and floods, which no table can spell out --------------------- */

typedef struct parsed {
    cm_ctx *ctx;
    cm_model model;
    cm_syntax syntax;
} parsed;

static void parse(parsed *it, const char *text, size_t n)
{
    *it = (parsed){.ctx = test_ctx()};
    cm_arena_init(&it->model.arena, it->ctx->allocator);
    cm_diags_init(&it->model.diags, &it->model.arena);
    expect_ok(cm_parse(it->ctx, &it->model, NULL, "m", text, n, &it->syntax));
    cm_diags_finish(&it->model.diags);
}

static void done(parsed *it)
{
    cm_arena_clear(&it->model.arena);
    test_ctx_done(it->ctx);
}

/* A text made of pieces, `n` times each. */
static cm_buf text;
static cm_arena text_arena;

static void begin_text(void)
{
    cm_arena_clear(&text_arena);
    cm_arena_init(&text_arena, (comitia_allocator){0});
    cm_buf_init(&text, &text_arena);
}

static void add(const char *piece, size_t n)
{
    for (size_t i = 0; i < n; i++)
        cm_buf_add(&text, piece);
}

static void expect_one(const char *code, uint32_t column, uint32_t end_column)
{
    parsed it;
    parse(&it, text.at, text.n);
    expect_u64(it.model.diags.all.n, code != NULL);
    if (code) {
        const cm_diag *diag = it.model.diags.all.at[0];
        expect_text(diag->code, code);
        expect_u64(diag->span.line, 1);
        expect_u64(diag->span.column, column);
        expect_u64(diag->span.end_column, end_column);
        expect_true(diag->help != NULL || column == 12);
    }
    done(&it);
}

static void parentheses_nest_200_deep(void **state)
{
    (void)state;
    for (size_t n = 200; n <= 201; n++) {
        begin_text();
        add("outcome O when ", 1);
        add("(", n);
        add("A", 1);
        add(")", n);
        expect_one(n == 200 ? NULL : "C0701", 15 + 201, 15 + 202);
        begin_text();
        add("act A by B needs ", 1);
        add("(", n);
        add("all of seats", 1);
        add(")", n);
        expect_one(n == 200 ? NULL : "C0701", 17 + 201, 17 + 202);
    }
}

static void counts_and_negations_nest_200_deep(void **state)
{
    (void)state;
    begin_text();
    add("outcome O when ", 1);
    add("not ", 201);
    add("A", 1);
    expect_one("C0701", 15 + 4 * 200 + 1, 15 + 4 * 200 + 4);
    begin_text();
    add("outcome O when ", 1);
    add("at most 1 of (A, ", 201);
    add("A", 1);
    add(")", 201);
    expect_one("C0701", 15 + 17 * 200 + 14, 15 + 17 * 200 + 15);
    begin_text();
    add("act A by B needs ", 1);
    add("at most 1 of (", 201);
    expect_one("C0701", 17 + 14 * 200 + 14, 17 + 14 * 200 + 15);
}

static void names_have_255_bytes(void **state)
{
    (void)state;
    for (size_t n = 255; n <= 256; n++) {
        begin_text();
        add("fact ", 1);
        add("a", n);
        expect_one(n == 255 ? NULL : "C0701", 6, 262);
    }
    begin_text(); /* 128 letters of two bytes */
    add("fact ", 1);
    add("\u00e9", 128);
    expect_one("C0701", 6, 134);
}

static void titles_have_4096_bytes(void **state)
{
    (void)state;
    for (size_t n = 4096; n <= 4097; n++) {
        begin_text();
        add("fact F \"", 1);
        add("x", n);
        add("\"", 1);
        expect_one(n == 4096 ? NULL : "C0701", 8, 8 + 4097 + 2);
    }
}

static void numbers_have_200_digits(void **state)
{
    (void)state;
    for (size_t n = 200; n <= 201; n++) {
        begin_text();
        add("body B seats ", 1);
        add("1", n);
        parsed it;
        parse(&it, text.at, text.n);
        expect_u64(it.model.diags.all.n, n - 200);
        if (n == 201) {
            expect_text(it.model.diags.all.at[0]->code, "C0701");
            expect_u64(it.model.diags.all.at[0]->span.column, 14);
            expect_u64(it.model.diags.all.at[0]->span.end_column, 215);
        }
        done(&it);
    }
}

static void a_text_has_16_mib(void **state)
{
    (void)state;
    for (size_t n = 16u << 20; n <= (16u << 20) + 1; n++) {
        begin_text();
        add("#", 1);
        cm_buf_fill(&text, ' ', n - 1);
        expect_u64(text.n, n);
        expect_one(n == 16u << 20 ? NULL : "C0701", 1, 2);
    }
}

static void a_body_has_100000_entries(void **state)
{
    (void)state;
    begin_text();
    add("body B party P 1 members\n", 1);
    add("x ", 99999);
    parsed it;
    parse(&it, text.at, text.n);
    expect_u64(it.model.diags.all.n, 0);
    done(&it);
    add("x", 1);
    parse(&it, text.at, text.n);
    expect_u64(it.model.diags.all.n, 1);
    expect_text(it.model.diags.all.at[0]->code, "C0701");
    expect_u64(it.model.diags.all.at[0]->span.line, 2);
    expect_u64(it.model.diags.all.at[0]->span.column, 2 * 99999 + 1);
    done(&it);
}

static void a_file_has_1000000_declarations(void **state)
{
    (void)state;
    begin_text();
    add("fact F\n", 1000000);
    parsed it;
    parse(&it, text.at, text.n);
    expect_u64(it.model.diags.all.n, 0);
    expect_u64(it.syntax.n, 1000000);
    done(&it);
    add("fact F\nfact ;", 1);
    parse(&it, text.at, text.n);
    expect_u64(it.model.diags.all.n, 1);
    expect_text(it.model.diags.all.at[0]->code, "C0701");
    expect_u64(it.model.diags.all.at[0]->span.line, 1000001);
    expect_u64(it.model.diags.all.at[0]->span.end_column, 5);
    done(&it);
}

static void the_first_20_errors_are_kept_and_all_are_counted(void **state)
{
    (void)state;
    begin_text();
    add("fact 5 \x01\n", 300000);
    parsed it;
    parse(&it, text.at, text.n);
    expect_u64(it.model.diags.all.n, 20);
    expect_u64(it.model.diags.more, 2 * 300000 - 20);
    for (uint32_t i = 0; i < 20; i++) {
        const cm_diag *diag = it.model.diags.all.at[i];
        expect_u64(diag->span.line, i / 2 + 1);
        expect_text(diag->code, i % 2 ? "C0101" : "C0112");
    }
    /* Not a message for each of them. */
    expect_true(test_ctx_memory(it.ctx)->bytes < 20 * text.n);
    done(&it);
}

static void reading_without_memory_fails_and_leaves_nothing(void **state)
{
    (void)state;
    begin_text();
    add("# t\nbody B party P 3 member M with p 1/7 group G P\n"
        "act A by B needs at least 2/3 of seats if F is X otherwise (all of "
        "members and at least 1 of (no veto by Z, nobody against))\n"
        "source S also \"x\" role \"y\"\nreport S says F on 2016\n"
        "on 2016 B voted A: P 1 yes 2 no\ntalks T between P, Q goal a: not R\n"
        "expect P, Q can force A if not F cite \"x\"\nfact ;\n",
        60);
    size_t n = 1;
    for (comitia_status status = COMITIA_E_NOMEM; status != COMITIA_OK; n++) {
        cm_ctx *ctx = test_ctx();
        cm_model model = {0};
        cm_syntax syntax;
        cm_arena_init(&model.arena, ctx->allocator);
        cm_diags_init(&model.diags, &model.arena);
        test_ctx_memory(ctx)->fail_at = n;
        status = cm_parse(ctx, &model, NULL, "m", text.at, text.n, &syntax);
        if (status != COMITIA_OK)
            expect_status(status, COMITIA_E_NOMEM);
        cm_arena_clear(&model.arena);
        test_ctx_done(ctx);
    }
    expect_true(n > 10);
}

static int stop(void *user, const char *doing, uint64_t steps, uint64_t limit)
{
    (void)user;
    (void)doing;
    (void)steps;
    (void)limit;
    return 1;
}

static void a_caller_can_stop_the_reading(void **state)
{
    (void)state;
    begin_text();
    add("fact F\n", 500000);
    cm_ctx *ctx = test_ctx();
    ctx->progress = stop;
    cm_model model = {0};
    cm_syntax syntax;
    cm_arena_init(&model.arena, ctx->allocator);
    cm_diags_init(&model.diags, &model.arena);
    expect_status(cm_parse(ctx, &model, NULL, "m", text.at, text.n, &syntax),
                  COMITIA_E_CANCELLED);
    cm_arena_clear(&model.arena);
    test_ctx_done(ctx);
}

/* ---- messages ------------------------------------------------------------ */

static const struct say {
    const char *name, *text, *message, *help;
} says[] = {
    {"a misspelt declaration is offered", "outcme O when A",
     "a declaration was expected, found `outcme`", "did you mean `outcome`?"},
    {"a misspelt clause is offered", "act A by B need all of seats",
     "a declaration was expected, found `need`", "did you mean `needs`?"},
    {"a misspelt entry is offered", "body B partys P 3",
     "a declaration was expected, found `partys`", "did you mean `party`?"},
    {"a misspelt word is offered", "expect A has shapely 1/2 in O", NULL,
     "did you mean `shapley`?"},
    {"the first letter decides between two words", "body B sits 3", NULL,
     "did you mean `seats`?"},
    {"a word of the language is no slip of another", "act A by B needs half",
     NULL,
     "say how it compares: `at least 2/3 of members`, `more than half of votes "
     "cast`"},
    {"a share without a comparison has a way out", "act A by B needs 2/3 of C",
     NULL,
     "say how it compares: `at least 2/3 of members`, `more than half of votes "
     "cast`"},
    {"a reserved word near another is taken for it",
     "act A by B needs at least 2 of member",
     "`member` is a word of the language and cannot be a name",
     "did you mean `members`?"},
    {"a word of daily life has a way out", "act A by B needs Unanimity", NULL,
     "write `all of members`, `all of present` or `all of votes cast`"},
    {"an entry outside its body", "fact F party P 3",
     "a declaration was expected, found `party`",
     "this is an entry of a body and follows `body NAME`"},
    {"an entry without its kind", "body B P 68", NULL,
     "an entry of a body begins with its kind: `party NAME 68`"},
    {"an event without its date", "fact F F happened", NULL,
     "what happened begins with its date: `on 2016-05-30 NAME happened`"},
    {"a statement without its report", "fact F F says F", NULL,
     "what is said begins with `report`: `report NAME says CLAIM`"},
    {"a title in the wrong place", "body B seats 3 \"t\"", NULL,
     "a title comes right after the name"},
    {"a list joined by `and`", "body B group G P and Q", NULL,
     "the items of a list are separated by commas"},
    {"an act that passed", "on 2016 A passed", "`passed` does not fit here",
     "an act that passed `happened`; ballots are written `on DATE BODY voted "
     "ACT: P yes, Q no`"},
    {"a path without quotes", "use x", NULL,
     "put it in straight double quotes: \"...\""},
    {"signs for words", "outcome O when A & B", NULL, "write `and`"},
    {"what is expected is not denied", "expect A is not possible", NULL,
     "say it without `not`: `impossible`, `rejected`, `open`"},
    {"what was expected is said", "act A needs all of seats",
     "expected a text in double quotes or `by`, found `needs`", NULL},
    {"the end is said", "act A by",
     "expected a name, found the end of the file", NULL},
    {"an unfinished declaration is said", "act A by\nfact F",
     "`fact` begins a declaration, but the one before it is not finished: "
     "expected a name",
     NULL},
    {"majority has a way out", "act A by B needs majority", NULL,
     "write `more than half of members` (or `of seats`, `of present`, `of "
     "votes cast`)"},
    {"curly quotes are no quotes", "body B \u201ctitle\u201d",
     "the language does not use the character `\u201c` (U+201C)",
     "titles stand in straight double quotes: \"...\""},
    {"a token with hidden characters is not quoted", "fact F \"a\u202eb\"",
     "a hidden character (U+202E) that no text may have", "delete it"},
};

static void the_first_message_is(void **state)
{
    const struct say *say = *state;
    parsed it;
    parse(&it, say->text, strlen(say->text));
    expect_true(it.model.diags.all.n == 1);
    if (say->message)
        expect_text(it.model.diags.all.at[0]->message, say->message);
    expect_text(it.model.diags.all.at[0]->help, say->help);
    done(&it);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(parentheses_nest_200_deep),
        cmocka_unit_test(counts_and_negations_nest_200_deep),
        cmocka_unit_test(names_have_255_bytes),
        cmocka_unit_test(titles_have_4096_bytes),
        cmocka_unit_test(numbers_have_200_digits),
        cmocka_unit_test(a_text_has_16_mib),
        cmocka_unit_test(a_body_has_100000_entries),
        cmocka_unit_test(a_file_has_1000000_declarations),
        cmocka_unit_test(the_first_20_errors_are_kept_and_all_are_counted),
        cmocka_unit_test(reading_without_memory_fails_and_leaves_nothing),
        cmocka_unit_test(a_caller_can_stop_the_reading),
    };
    enum {
        N_ROWS = sizeof rows / sizeof *rows,
        N_SAYS = sizeof says / sizeof *says,
        N_OTHERS = sizeof others / sizeof *others
    };
    static struct CMUnitTest tests[N_ROWS + N_SAYS + N_OTHERS];
    for (size_t i = 0; i < N_ROWS; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, diagnostics_are_as_marked, &rows[i]);
    for (size_t i = 0; i < N_SAYS; i++)
        tests[N_ROWS + i] = (struct CMUnitTest)TEST_ROW(
            says[i].name, the_first_message_is, &says[i]);
    memcpy(tests + N_ROWS + N_SAYS, others, sizeof others);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    cm_arena_clear(&text_arena);
    return failed;
}
