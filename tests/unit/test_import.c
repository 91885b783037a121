/* Data of others as models: what becomes of a table, a Popolo file, ParlGov's
 * tables, and what is said about data that do not fit. */
#include <stdio.h>
#include <stdlib.h>

#include "comitia/comitia.h"
#include "model/model.h"
#include "support/questions.h"
#include "support/test_ctx.h"

#define CSV COMITIA_IMPORT_CSV
#define POPOLO COMITIA_IMPORT_POPOLO
#define PARLGOV COMITIA_IMPORT_PARLGOV

#define PARLGOV_HEAD                                                           \
    "country_name_short,election_type,election_date,seats,seats_total,"        \
    "party_name_short,left_right\n"
#define CABINET_HEAD                                                           \
    "country_name,start_date,cabinet_name,cabinet_party,seats,"                \
    "election_seats_total,party_name_short,party_id\n"

/* A Popolo file with an assembly of three. */
#define PEOPLE                                                                 \
    "{\"persons\":[{\"id\":\"1\",\"name\":\"Ann\"},{\"id\":\"2\",\"name\":"    \
    "\"Bo\"},{\"id\":\"3\",\"name\":\"Cy\"}],\"organizations\":[{\"id\":"      \
    "\"a\",\"name\":\"House\",\"classification\":\"chamber\"},{\"id\":\"r\","  \
    "\"name\":\"Red\",\"classification\":\"party\"},{\"id\":\"b\",\"name\":"   \
    "\"Blue\",\"classification\":\"party\",\"color\":\"#0000FF\"}],"
#define SEAT(person, group, dates)                                             \
    "{\"person_id\":\"" person "\",\"organization_id\":\"a\","                 \
    "\"on_behalf_of_id\":\"" group "\"" dates "}"

typedef struct row {
    const char *name;
    comitia_import_options options;
    const char *data;
    const char *says;  /* stands in the model, with blanks and line feeds
                          between words as one blank; or NULL */
    const char *found; /* diagnostics: "line:col code" */
} row;

static const row rows[] = {
    /* tables of parties */
    {"parties and seats", {.kind = CSV}, "party,seats\nRed,3\nBlue,2\n",
     "body Assembly party Red 3 party Blue 2 # The", ""},
    {"columns in any order, with capitals", {.kind = CSV},
     "Seats,PARTY\n3,Red\n", "party Red 3", ""},
    {"semicolons", {.kind = CSV}, "party;seats\nRed, the;3\n",
     "party Red-the 3 \"Red, the\"", ""},
    {"tabs", {.kind = CSV}, "party\tseats\nRed\t3\n", "party Red 3", ""},
    {"bars", {.kind = CSV}, "party|seats\nRed|3\n", "party Red 3", ""},
    {"a byte order mark and CR LF", {.kind = CSV},
     "\xEF\xBB\xBFparty,seats\r\nRed,3\r\n", "party Red 3", ""},
    {"blanks around cells", {.kind = CSV}, "party , seats\n Red , 3 \n",
     "party Red 3", ""},
    {"words of other languages", {.kind = CSV},
     "Partei;Sitze;Farbe\nGr\u00fcne;3;1AA037\n",
     "party Gr\u00fcne 3 colour \"#1aa037\"", ""},
    {"other scripts", {.kind = CSV}, "party,seats\n\u1782\u178e,3\n",
     "party \u1782\u178e 3", ""},
    {"a name that is none becomes a title", {.kind = CSV},
     "party,seats\n1 & 2,3\n", "party N1-2 3 \"1 & 2\"", ""},
    {"a name without letters gets one", {.kind = CSV},
     "party,seats\n???,3\n!!!,4\n",
     "party Party 3 \"???\" party Party-2 4 \"!!!\"", ""},
    {"two texts with one name", {.kind = CSV},
     "party,seats\nA B,3\nA-B,4\nA+B,5\n",
     "party A-B 3 \"A B\" party A-B-2 4 \"A-B\" party A-B-3 5 \"A+B\"", ""},
    {"a word of the language is no name", {.kind = CSV},
     "party,seats\nfree,3\nAssembly,4\nMajority,5\n",
     "party N-free 3 \"free\" party Assembly-2 4 \"Assembly\" party "
     "Majority-2 5 \"Majority\"",
     ""},
    {"a title cannot hold a quote or a line", {.kind = CSV},
     "party,seats\n\"The \"\"Big\"\"\nOne\",3\n",
     "party The-Big-One 3 \"The 'Big' One\"", ""},
    {"long names beside short ones", {.kind = CSV},
     "party,name,seats\nR,Red Party,3\n", "party R 3 \"Red Party\"", ""},
    {"a column called name is the party beside seats", {.kind = CSV},
     "name,seats\nRed,3\n", "party Red 3", ""},
    {"vacant seats", {.kind = CSV}, "party,seats\nRed,3\nvacant,2\n",
     "party Red 3 vacant 2", ""},
    {"independents are alone", {.kind = CSV},
     "party,seats\nRed,3\nIndependent,2\n", "party Independent 2 free", ""},
    {"a government of ones", {.kind = CSV},
     "party,seats,government\nRed,3,1\nBlue,2,0\nGrey,1,TRUE\n",
     "group government Red, Grey", ""},
    {"sides by name", {.kind = CSV},
     "party,seats,stance\nRed,3,left\nBlue,2,right\nGrey,1,\n",
     "group left Red group right Blue", ""},
    {"no seats are some", {.kind = CSV}, "party,seats\nRed,3\nBlue,0\n",
     "party Blue 0", ""},
    {"a column that is called otherwise",
     {.kind = CSV,
      .columns = (const char *const[]){"party=Liste X", "seats=n"},
      .n_columns = 2},
     "Liste X,n\nRed,3\n", "party Red 3", ""},
    {"a name for the body", {.kind = CSV, .body = "House of Commons"},
     "party,seats\nRed,3\n", "body House-of-Commons \"House of Commons\"", ""},
    {"ten to the fifteen seats", {.kind = CSV},
     "party,seats\nRed,1000000000000000\n", "party Red 1000000000000000", ""},
    {"decimals without a part are whole", {.kind = CSV},
     "party,seats\nRed,3.0\n", "party Red 3", ""},

    /* tables as spreadsheets export them */
    {"a title above, blank rows and a total",
     {.kind = CSV},
     "\xEF\xBB\xBF" "Election;;\r\nParty;Seats;Share\r\nRed;3;60,0 %\r\n"
     "Blue;2;40,0 %\r\n;;\r\nTotal;5;100 %\r\n;;\r\n",
     "body Assembly party Red 3 party Blue 2 #", "2:1 C0802"},
    {"a total that is another", {.kind = CSV},
     "Partei;Sitze\nRed;3\nBlue;2\nSumme;6\n", "party Red 3 party Blue 2 #",
     "4:7 C0802"},
    {"a title above a table without titles", {.kind = CSV}, "a,b\nRed,3\n",
     NULL, "1:1 C0801"},
    {"a note below", {.kind = CSV}, "party;seats\nRed;3\nSource: x;\n", NULL,
     "3:11 C0801"},
    {"a total of counted ballots", {.kind = CSV, .on = "2024-03-01"},
     "party,yes,no\nRed,3,1\nBlue,0,2\nTotal,3,3\n",
     "voted Vote: Red 3 yes 1 no, Blue no", "4:1 C0802"},
    {"thousands apart", {.kind = CSV},
     "party;seats\nA;1 234\nB;1\u202f000\nC;12'345 \nD;1\u00a0234\u00a0567"
     "\n",
     "party A 1234 party B 1000 party C 12345 party D 1234567", ""},
    {"blanks that set no thousands apart", {.kind = CSV},
     "party;seats\nA;1 23\nB;1234 567\nC;1 234'567\nD;68 / 123\nE; 1 2345\n",
     NULL, "2:3 C0801 3:3 C0801 4:3 C0801 5:3 C0801 6:3 C0801"},

    /* what is wrong with them */
    {"a part of a seat", {.kind = CSV}, "party,seats\nRed,3.5\n", NULL,
     "2:5 C0801"},
    {"a comma in a number", {.kind = CSV}, "party;seats\nRed;3,5\n", NULL,
     "2:5 C0801"},
    {"cells that are missing", {.kind = CSV},
     "party,seats\nRed,\nBlue,NA\nGrey,-\n,4\n", NULL,
     "2:5 C0801 3:6 C0801 4:6 C0801 5:1 C0801"},
    {"more seats than a party can have", {.kind = CSV},
     "party,seats\nRed,1000000000000001\n", NULL, "2:5 C0801"},
    {"more seats than a body can have", {.kind = CSV},
     "party,seats\nRed,1000000000000000\nBlue,1000000000000000\n"
     "Red,1\n",
     NULL, "4:1 C0801 4:1 C0802"},
    {"seats below none", {.kind = CSV}, "party,seats\nRed,-3\n", NULL,
     "2:5 C0801"},
    {"a place behind a quoted cell", {.kind = CSV},
     "party,seats\n\"Re,d\n\u00e9\",x\n", NULL, "3:4 C0801"},
    {"a party twice", {.kind = CSV}, "party,seats\nRed,3\nBlue,1\nRed,2\n",
     "party Red 5", "4:1 C0802"},
    {"no colour", {.kind = CSV}, "party,seats,colour\nRed,3,red\n",
     "party Red 3 #", "2:7 C0802"},
    {"a row that is too short", {.kind = CSV}, "party,seats\nRed\n", NULL,
     "2:1 C0212"},
    {"a quote that is not closed", {.kind = CSV}, "party,seats\n\"Red,3\n",
     NULL, "2:1 C0212"},
    {"not UTF-8", {.kind = CSV}, "party,seats\nGr\xFCne,3\n", NULL,
     "2:1 C0212"},
    {"nothing at all", {.kind = CSV}, "", NULL, "1:1 C0212"},
    {"a head alone", {.kind = CSV}, "party,seats\n", NULL, "1:1 C0801"},
    {"no column that helps", {.kind = CSV}, "\n\na,b\n1,2\n", NULL,
     "3:1 C0801"},
    {"a column that is not there",
     {.kind = CSV, .columns = (const char *const[]){"seats=x"}, .n_columns = 1},
     "party,seats\nRed,3\n", NULL, "1:1 C0801"},
    {"a column of nothing known",
     {.kind = CSV, .columns = (const char *const[]){"x=seats"}, .n_columns = 1},
     "party,seats\nRed,3\n", NULL, "0:0 C0801"},

    /* tables of members */
    {"members are counted", {.kind = CSV},
     "member,party\nAnn,Red\nBo,Blue\nCy,Red\n",
     "body Assembly party Red 2 party Blue 1 #", ""},
    {"members stand for themselves", {.kind = CSV, .members = true},
     "member,party\nAnn A,Red\nBo,Blue\nCy,Red\n",
     "body Assembly member Ann-A \"Ann A\" member Bo member Cy group Red "
     "Ann-A, Cy group Blue Bo #",
     ""},
    {"members without parties", {.kind = CSV}, "name\nAnn\nBo\n",
     "body Assembly member Ann member Bo #", ""},
    {"weights", {.kind = CSV}, "holder,shares\nAnn,2.5\nBo,1/3\n",
     "member Ann with weight 2.5 member Bo with weight 1/3 # The usual rule, "
     "so that questions can be asked at once. Put the law in its place. act "
     "Majority \"more than half of the weights\" by Assembly needs more than "
     "half of weight",
     ""},
    {"weights of parties", {.kind = CSV}, "party,weight\nRed,5\n",
     "member Red with weight 5", ""},
    {"a weight that is none", {.kind = CSV}, "member,weight\nAnn,x\nBo,\n",
     NULL, "2:5 C0801 3:4 C0801"},
    {"a member twice", {.kind = CSV}, "member,party\nAnn,Red\nAnn,Red\n",
     "party Red 2", "3:1 C0802"},
    {"a member without party", {.kind = CSV}, "member,party\nAnn,\n", NULL,
     "2:5 C0801"},
    {"a side of parties in a body of members",
     {.kind = CSV, .members = true},
     "member,party,stance\nAnn,Red,in\nBo,Blue,out\nCy,Red,in\n",
     "group N-in \"in\" Ann, Cy group out Bo", ""},

    {"a member who changed group stands in two rows",
     {.kind = CSV, .on = "2016-06-01"},
     "id,name,group,start_date,end_date\n1,Ann,Red,,2016-05-31\n"
     "1,Ann,Blue,2016-06-01,\n2,Bo,Red,,\n3,Cy,Red,2016-06-02,\n",
     "party Blue 1 party Red 1 #", ""},
    {"a total of weights", {.kind = CSV},
     "holder,shares\nAnn,2\nBo,3\nTotal,5\n",
     "member Ann with weight 2 member Bo with weight 3 #", "4:1 C0802"},
    {"dates of members ask for a day", {.kind = CSV},
     "name,group,end_date\nAnn,Red,2016\nBo,Red,2017\n", NULL, "2:9 C0801"},
    {"dates in doubt and none", {.kind = CSV, .on = "2016-06-01"},
     "name,group,end_date\nAnn,Red,2016\nBo,Red,x\n", NULL,
     "3:8 C0801 2:9 C0802"},

    /* ballots */
    {"ballots of members", {.kind = CSV, .on = "2024-03"},
     "member,party,vote\nAnn,Red,yes\nBo,Red,Nay\nCy,Blue,+\nDi,Blue,-\n"
     "Ed,Blue,abstained\nFi,Grey,not voting\nGu,Grey,enthaltung\n",
     "on 2024-03-31 Assembly voted Vote: Red 1 yes 1 no, Blue 1 yes 1 no 1 "
     "abstain, Grey 1 abstain 1 absent",
     ""},
    {"ballots of members who stand for themselves",
     {.kind = CSV, .on = "2024", .act = "The Budget", .members = true},
     "member,party,vote\nAnn,Red,yes\nBo,Red,no\n",
     "act The-Budget \"The Budget\" by Assembly needs more than half of votes "
     "cast on 2024-12-31 Assembly voted The-Budget: Ann yes, Bo no",
     ""},
    {"ballots of weights", {.kind = CSV, .on = "2024-03-01"},
     "voter,vp,choice\nx,3,For\ny,4,Against\n",
     "needs more than half of weight cast on 2024-03-01 Assembly voted Vote: "
     "x yes, y no",
     ""},
    {"ballots that were counted", {.kind = CSV, .on = "2024-03-01"},
     "party,seats,yes,no,abstain\nRed,5,3,1,0\nBlue,2,0,2,0\n",
     "Assembly voted Vote: Red 3 yes 1 no 1 absent, Blue no", ""},
    {"ballots that do not add up", {.kind = CSV, .on = "2024-03-01"},
     "party,seats,yes,no,absent\nRed,5,3,1,0\nBlue,2,3,0,0\n", NULL,
     "2:5 C0801 3:6 C0801"},
    {"a ballot that is none", {.kind = CSV, .on = "2024-03-01"},
     "member,party,vote\nAnn,Red,perhaps\nBo,Red,\n", NULL,
     "2:9 C0801 3:8 C0801"},
    {"ballots without a day", {.kind = CSV}, "member,vote\nAnn,yes\n", NULL,
     "1:8 C0801"},
    {"a day that is none", {.kind = CSV, .on = "2024-02-30"},
     "member,vote\nAnn,yes\n", NULL, "0:0 C0801"},

    /* Popolo */
    {"memberships without dates", {.kind = POPOLO},
     PEOPLE "\"memberships\":[" SEAT("1", "r", "") "," SEAT("2", "b", "") ","
            SEAT("3", "b", "") "]}",
     "body House party Blue 2 colour \"#0000ff\" party Red 1 #", ""},
    {"a day is asked for where there are dates", {.kind = POPOLO},
     PEOPLE "\"memberships\":[\n" SEAT("1", "r", ",\"start_date\":\"2015\"")
            "]}",
     NULL, "2:1 C0801"},
    {"a member who changed group counts once",
     {.kind = POPOLO, .on = "2016-06-01"},
     PEOPLE "\"memberships\":[" SEAT("1", "r", ",\"end_date\":\"2016-05-31\"")
            "," SEAT("1", "b", ",\"start_date\":\"2016-06-01\"") ","
            SEAT("2", "r", "") "]}",
     "party Blue 1 colour \"#0000ff\" party Red 1 #", ""},
    {"and before, for the other group", {.kind = POPOLO, .on = "2016-05"},
     PEOPLE "\"memberships\":[" SEAT("1", "r", ",\"end_date\":\"2016-05-31\"")
            "," SEAT("1", "b", ",\"start_date\":\"2016-06-01\"") ","
            SEAT("2", "r", "") "]}",
     "body House party Red 2 #", ""},
    {"of two at once the later one counts", {.kind = POPOLO, .on = "2016"},
     PEOPLE "\"memberships\":[" SEAT("1", "b", ",\"start_date\":\"2016-02-01\"")
            ",\n" SEAT("1", "r", ",\"start_date\":\"2015-01-01\"") "]}",
     "body House party Blue 1 colour \"#0000ff\" #", "2:1 C0802"},
    {"a date in doubt counts and is told", {.kind = POPOLO, .on = "2016-06-02"},
     PEOPLE "\"memberships\":[" SEAT("1", "r", ",\n\"start_date\":\"2016\"")
            "," SEAT("2", "r", ",\n\"end_date\":\"2016-06\"") ","
            SEAT("3", "r", ",\n\"end_date\":\"x\"") "]}",
     "party Red 3", "2:14 C0802 3:12 C0802 4:12 C0802"},
    {"the dates of a term", {.kind = POPOLO, .on = "2012"},
     PEOPLE "\"events\":[{\"id\":\"t\",\"start_date\":\"2011-01-01\","
            "\"end_date\":\"2014-01-01\"}],\"memberships\":["
            SEAT("1", "r", ",\"legislative_period_id\":\"t\"") ","
            SEAT("2", "r", ",\"legislative_period_id\":\"t\","
                           "\"end_date\":\"2011-05-05\"") "]}",
     "party Red 1 #", ""},
    {"memberships inside people", {.kind = POPOLO},
     "{\"persons\":[{\"id\":7,\"name\":\"Ann\",\"memberships\":[{\"organization"
     "_id\":\"a\",\"on_behalf_of_id\":\"Reds\"}]}]}",
     "body a party Reds 1", "1:90 C0802"},
    {"memberships inside an organization", {.kind = POPOLO, .members = true},
     "{\"organizations\":[{\"id\":\"a\",\"name\":\"Board\",\"memberships\":[{"
     "\"person_id\":\"Ann\"},{\"person\":{\"id\":\"Bo\"}}]}]}",
     "body Board member Ann member Bo #", ""},
    {"a party by a membership of its own", {.kind = POPOLO},
     PEOPLE "\"memberships\":[{\"person_id\":\"1\",\"organization_id\":\"a\"},"
            "{\"person_id\":\"1\",\"organization_id\":\"r\"},"
            "{\"person_id\":\"2\",\"organization_id\":\"a\"}]}",
     "party Red 1 party Independent 1 free", ""},
    {"a speaker is no second member", {.kind = POPOLO},
     PEOPLE "\"memberships\":[{\"person_id\":\"1\",\"organization_id\":\"a\","
            "\"role\":\"speaker\"}," SEAT("1", "r", "") "]}",
     "body House party Red 1 #", ""},
    {"parties that are members with seats, and their groups",
     {.kind = POPOLO},
     PEOPLE "\"memberships\":[{\"member_id\":\"r\",\"organization_id\":\"a\","
            "\"seats\":3},{\"member_id\":\"b\",\"organization_id\":\"a\","
            "\"seats\":0},{\"member_id\":\"r\",\"organization_id\":\"g\"},"
            SEAT("1", "b", "") "]}",
     "body House party Red 3 party Blue 1 colour \"#0000ff\" group g Red",
     ""},
    {"a party that is a member without seats", {.kind = POPOLO},
     PEOPLE "\"memberships\":[{\"member_id\":\"r\",\n\"organization_id\":\"a\""
            "}]}",
     NULL, "1:287 C0801"},
    {"a vote of parties whose members are not named",
     {.kind = POPOLO, .vote = "v"},
     PEOPLE "\"memberships\":[\n{\"member_id\":\"r\",\"organization_id\":\"a\","
            "\"seats\":3}],\"vote_events\":[{\"id\":\"v\",\"start_date\":"
            "\"2016\",\"votes\":[]}]}",
     NULL, "2:1 C0801 2:67 C0801"},
    {"several assemblies", {.kind = POPOLO},
     "{\"organizations\":[{\"id\":\"a\",\"classification\":\"chamber\"},{"
     "\"id\":\"b\",\"classification\":\"chamber\"}],\"memberships\":[{"
     "\"person_id\":1,\"organization_id\":\"a\"},{\"person_id\":1,"
     "\"organization_id\":\"b\"}]}",
     NULL, "0:0 C0801"},
    {"one of several", {.kind = POPOLO, .body = "b"},
     "{\"organizations\":[{\"id\":\"a\",\"classification\":\"chamber\"},{"
     "\"id\":\"b\",\"classification\":\"chamber\"}],\"memberships\":[{"
     "\"person_id\":1,\"organization_id\":\"a\"},{\"person_id\":1,"
     "\"organization_id\":\"b\"}]}",
     "body b party Independent 1 free", ""},
    {"an assembly that is not there", {.kind = POPOLO, .body = "x"},
     PEOPLE "\"memberships\":[]}", NULL, "0:0 C0801"},
    {"no memberships", {.kind = POPOLO}, "{}", NULL, "1:1 C0801"},
    {"not JSON", {.kind = POPOLO}, "{\n \"a\": }", NULL, "2:7 C0212"},
    {"seats by law", {.kind = POPOLO},
     "{\"organizations\":[{\"id\":\"a\",\"seats\":3}],\"memberships\":[{"
     "\"person_id\":1,\"organization_id\":\"a\"}]}",
     "body a seats 3 party Independent 1 free vacant 2", "1:37 C0802"},
    {"fewer seats than members", {.kind = POPOLO},
     "{\"organizations\":[{\"id\":\"a\",\"seats\":0}],\"memberships\":[{"
     "\"person_id\":1,\"organization_id\":\"a\"}]}",
     "body a party", "1:37 C0802"},
    {"a vote", {.kind = POPOLO, .vote = "v"},
     PEOPLE "\"memberships\":[" SEAT("1", "r", "") "," SEAT("2", "b", "")
            "],\"motions\":[{\"id\":\"m\",\"text\":\"A \\\"tram\\\"\"}],"
            "\"vote_events\":[{\"id\":\"v\",\"motion_id\":\"m\","
            "\"start_date\":\"2016-06-01T12:00:00Z\",\"votes\":[{\"voter_id\":"
            "\"1\",\"option\":\"yes\"},{\"voter_id\":\"2\",\"option\":\"not "
            "voting\"}]}]}",
     "act Vote \"A 'tram'\" by House needs more than half of votes cast on "
     "2016-06-01 House voted Vote: Red yes, Blue absent",
     ""},
    {"a vote inside its motion, with strangers and silent members",
     {.kind = POPOLO, .vote = "v"},
     PEOPLE "\"memberships\":[" SEAT("1", "r", "") "," SEAT("2", "b", "")
            "],\"motions\":[{\"text\":\"x\"},{\"text\":\"Tram\",\n"
            "\"vote_events\":[{\"identifier\":\"v\",\"start_date\":"
            "\"2016-06-01\",\"counts\":[{\"option\":\"yes\",\"value\":2}],\n"
            "\"votes\":[{\"voter_id\":\"1\",\"option\":\"yes\"},{\n"
            "\"voter_id\":\"9\",\"option\":\"no\"}]}]}]}",
     "act Vote \"Tram\" by House", "2:94 C0802 3:9 C0802 4:12 C0802"},
    {"a vote that is not there", {.kind = POPOLO, .vote = "w"},
     PEOPLE "\"memberships\":[" SEAT("1", "r", "") "]}", NULL, "0:0 C0801"},
    {"two votes of one member", {.kind = POPOLO, .vote = "v"},
     PEOPLE "\"memberships\":[" SEAT("1", "r", "")
            "],\"vote_events\":[{\"id\":\"v\",\"start_date\":\"2016\",\"votes\""
            ":[{\"voter_id\":\"1\",\"option\":\"yes\"},\n{\"voter_id\":\"1\","
            "\"option\":\"no\"},\n{\"voter_id\":\"1\",\"option\":\"hm\"}]}]}",
     NULL, "2:1 C0801 3:26 C0801"},

    /* ParlGov */
    {"the last election", {.kind = PARLGOV},
     PARLGOV_HEAD "A,parliament,2012-05-06,3,3,X,1\n"
                  "A,parliament,2016-05-08,2,3,X,6.5\n"
                  "A,parliament,2016-05-08,1,3,Y,1.25\n"
                  "A,ep,2019-05-26,8,8,Z,3\n",
     "body Parliament \"parliament of A\" seats 3 party Y 1 party X 2 #", ""},
    {"an election before", {.kind = PARLGOV, .on = "2013"},
     PARLGOV_HEAD "A,parliament,2012-05-06,3,3,X,1\n"
                  "A,parliament,2016-05-08,2,3,X,6.5\n",
     "party X 3 #", ""},
    {"a country", {.kind = PARLGOV, .country = "b"},
     PARLGOV_HEAD "A,parliament,2012-05-06,3,3,X,1\n"
                  "B,parliament,2012-05-06,2,2,X,1\n",
     "party X 2 #", ""},
    {"which country", {.kind = PARLGOV},
     PARLGOV_HEAD "A,parliament,2012-05-06,3,3,X,1\n"
                  "B,parliament,2012-05-06,2,2,X,1\n",
     NULL, "3:1 C0801"},
    {"a country that is not there", {.kind = PARLGOV, .country = "C"},
     PARLGOV_HEAD "A,parliament,2012-05-06,3,3,X,1\n", NULL, "0:0 C0801"},
    {"seats that are missing or none", {.kind = PARLGOV},
     PARLGOV_HEAD "A,parliament,2012-05-06,3,3,X,1\n"
                  "A,parliament,2012-05-06,,3,Y,1\n"
                  "A,parliament,2012-05-06,0,3,Z,1\n",
     "seats 3 party X 3 #", "3:25 C0802"},
    {"seats that no row has", {.kind = PARLGOV},
     PARLGOV_HEAD "A,parliament,2012-05-06,3,5,X,1\n",
     "seats 5 party X 3 party Unlisted 2 \"seats of the total that no row "
     "has\" free",
     "2:27 C0802"},
    {"more seats than the total", {.kind = PARLGOV},
     PARLGOV_HEAD "A,parliament,2012-05-06,7,5,X,1\n",
     "\"parliament of A\" party X 7 #", "2:27 C0802"},
    {"a part of a seat in ParlGov", {.kind = PARLGOV},
     PARLGOV_HEAD "A,parliament,2012-05-06,7.5,5,X,1\n", NULL, "2:25 C0801"},
    {"a date that is none in ParlGov", {.kind = PARLGOV},
     PARLGOV_HEAD "A,parliament,6 May,7,7,X,1\n", NULL, "2:14 C0801"},
    {"another table", {.kind = PARLGOV}, "party,seats\nX,1\n", NULL,
     "1:1 C0801"},
    {"a cabinet", {.kind = PARLGOV},
     CABINET_HEAD "A,2015-01-01,First,1,2,3,X,1\nA,2016-01-01,Smith II,1,2,3,X,"
                  "1\nA,2016-01-01,Smith II,0,1,3,Y,2\n",
     "party X 2 party Y 1 group Smith-II \"Smith II\" X #", ""},
};

/* One blank for each run of blanks and line feeds. */
static void squeeze(const char *from, char *to, size_t room)
{
    size_t n = 0;
    bool gap = false;
    for (; *from && n + 2 < room; from++) {
        if (*from == ' ' || *from == '\n') {
            gap = n > 0;
        } else {
            if (gap)
                to[n++] = ' ';
            gap = false;
            to[n++] = *from;
        }
    }
    to[n] = '\0';
}

static void add_found(const comitia_model *model, char *found, size_t room)
{
    const cm_diags *diags = &((const cm_model *)model)->diags;
    found[0] = '\0';
    for (size_t i = 0; i < diags->all.n; i++) {
        const cm_diag *diag = diags->all.at[i];
        size_t n = strlen(found);
        snprintf(found + n, room - n, "%s%u:%u %s", n ? " " : "",
                 (unsigned)diag->span.line, (unsigned)diag->span.column,
                 diag->code);
    }
}

/* What is written has no errors and is laid out already. */
static void expect_clean(cm_ctx *ctx, const test_text *text)
{
    comitia_model *model = NULL;
    test_text again = {0};
    expect_ok(comitia_model_parse(ctx, "m", text->bytes, text->n_bytes, NULL,
                                  &model));
    expect_true(!comitia_model_has_errors(model));
    expect_u64(((const cm_model *)model)->diags.all.n, 0);
    comitia_model_free(model);
    expect_ok(comitia_format_text(ctx, "m", text->bytes, text->n_bytes,
                                  test_sink, &again, &model));
    expect_text(again.bytes, text->bytes);
    comitia_model_free(model);
    free(again.bytes);
}

static void it_is_imported(void **state)
{
    const row *at = *state;
    cm_ctx *ctx = test_ctx();
    comitia_model *model = NULL;
    test_text text = {0};
    char found[2000], said[4000];
    comitia_status status =
        comitia_import_text(ctx, &at->options, "data", at->data,
                            strlen(at->data), test_sink, &text, &model);
    expect_status(status, at->says ? COMITIA_OK : COMITIA_E_MODEL);
    add_found(model, found, sizeof found);
    expect_text(found, at->found);
    if (at->says) {
        squeeze(text.bytes, said, sizeof said);
        if (!strstr(said, at->says))
            expect_text(said, at->says);
        expect_clean(ctx, &text);
    } else {
        expect_u64(text.n_bytes, 0);
    }
    comitia_model_free(model);
    free(text.bytes);
    test_ctx_done(ctx);
}

static comitia_status run(const comitia_allocator *allocator, const row *at)
{
    comitia_ctx *ctx = NULL;
    comitia_model *model = NULL;
    test_text text = {0};
    comitia_status status = comitia_ctx_new(allocator, &ctx);
    if (status == COMITIA_OK)
        status = comitia_import_text(ctx, &at->options, "data", at->data,
                                     strlen(at->data), test_sink, &text,
                                     &model);
    comitia_model_free(model);
    comitia_ctx_free(ctx);
    free(text.bytes);
    return status;
}

/* Each allocation of each row fails once. */
static void no_allocation_that_fails_is_lost(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_memory memory;
        test_memory_init(&memory);
        comitia_status whole = run(&memory.allocator, &rows[i]);
        size_t n_calls = memory.n_calls;
        test_memory_done(&memory);
        for (size_t n = 1; n <= n_calls; n++) {
            test_memory_init(&memory);
            memory.fail_at = n;
            comitia_status status = run(&memory.allocator, &rows[i]);
            if (status != COMITIA_E_NOMEM || memory.n_blocks)
                fail_msg("%s: allocation %zu of %zu: %s (whole: %s)",
                         rows[i].name, n, n_calls, comitia_status_text(status),
                         comitia_status_text(whole));
        }
    }
}

static void errors_end_after_twenty(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    comitia_model *model = NULL;
    test_text data = {0}, out = {0};
    comitia_import_options options = {.kind = CSV};
    test_sink(&data, "party,seats\n", 12);
    for (int i = 0; i < 300; i++)
        test_sink(&data, "A,x\n", 4);
    expect_status(comitia_import_text(ctx, &options, "data", data.bytes,
                                      data.n_bytes, test_sink, &out, &model),
                  COMITIA_E_MODEL);
    const cm_diags *diags = &((const cm_model *)model)->diags;
    expect_u64(diags->all.n, 20);
    expect_u64(diags->more, 280);
    comitia_model_free(model);
    free(data.bytes);
    test_ctx_done(ctx);
}

int main(void)
{
    enum { N = sizeof rows / sizeof *rows };
    static struct CMUnitTest tests[N + 2];
    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(rows[i].name, it_is_imported,
                                               &rows[i]);
    tests[N] = (struct CMUnitTest)cmocka_unit_test(
        no_allocation_that_fails_is_lost);
    tests[N + 1] = (struct CMUnitTest)cmocka_unit_test(errors_end_after_twenty);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
