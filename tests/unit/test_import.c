/* Tables of parties, members and ballots as models, and what is said about data
 * that do not fit. */
#include <stdlib.h>

#include "model/model.h"
#include "support/imported.h"
#include "support/questions.h"

#define CSV COMITIA_IMPORT_CSV

static const test_import rows[] = {
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

    /* tables as they are published */
    {"a party alone in its row says no seats", {.kind = CSV},
     "party,places\nRed,3\nBlue,2\n",
     NULL, "1:1 C0801"},
    {"parties of members who are not named", {.kind = CSV},
     "party,born\nRed,1970\nBlue,1980\nRed,1990\n",
     "party Red 2 party Blue 1", ""},
    {"words for seats in other languages", {.kind = CSV},
     "Parti;Mandater\nA;3\n",
     "party A 3", ""},
    {"names in two columns", {.kind = CSV, .members = true},
     "Last Name,First Name,party\nLee,Ann,Red\nRoe,,Red\n,Bo,Blue\n",
     "member Ann-Lee \"Ann Lee\" member Roe member Bo group Red Ann-Lee, Roe", ""},
    {"two people with one family name", {.kind = CSV},
     "surname,forename,party\nLee,Ann,Red\nLee,Bo,Red\n",
     "party Red 2", ""},
    {"a full name is that of the member", {.kind = CSV},
     "full_name,party\nAnn Lee,Red\nBo Roe,Red\n",
     "party Red 2 #", ""},
    {"a party that nobody knows", {.kind = CSV},
     "name,group\nAnn,unknown\nBo,Unknown\nCy,Red\n",
     "party Unknown 2 \"party not known\" free party Red 1 #", "2:5 C0802"},
    {"and its members stand in no group", {.kind = CSV, .members = true},
     "name,group\nAnn,unknown\nBo,Independent\nCy,Red\n",
     "member Ann member Bo member Cy group Red Cy #", "2:5 C0802"},
    {"rows of several elections", {.kind = CSV},
     "year,party,seats\n2016,Red,3\n2020,Red,2\n",
     NULL, "3:1 C0801"},
    {"members of several houses", {.kind = CSV},
     "name,party,chamber\nAnn,Red,lower\nBo,Red,upper\n",
     NULL, "3:8 C0801"},
    {"members of several countries and years", {.kind = CSV},
     "name,party,country,year\nAnn,Red,A,1970\nBo,Red,B,1980\n",
     "party Red 2", ""},
    {"members of the Senate and the House", {.kind = CSV},
     "full_name,type,party\nAnn,sen,Red\nBo,rep,Red\n", NULL, "3:4 C0801"},
    {"members of several types", {.kind = CSV},
     "full_name,type,party\nAnn,direct,Red\nBo,list,Red\n", "party Red 2", ""},
    {"the rows of one", {.kind = CSV, .where = (const char *const[]){"year=2020", "house=Upper"}, .n_where = 2},
     "year,house,party,seats\n2016,Upper,Red,3\n2020,Upper,Red,2\n2020,Lower,Red,5\n",
     "body Assembly party Red 2 #", ""},
    {"rows that are not there", {.kind = CSV, .where = (const char *const[]){"year=1999"}, .n_where = 1},
     "year,party,seats\n2016,Red,3\n",
     NULL, "1:1 C0801"},
    {"rows of no column", {.kind = CSV, .where = (const char *const[]){"x=1"}, .n_where = 1},
     "year,party,seats\n2016,Red,3\n",
     NULL, "1:1 C0801"},
    {"rows of no value", {.kind = CSV, .where = (const char *const[]){"year"}, .n_where = 1},
     "year,party,seats\n2016,Red,3\n",
     NULL, "1:1 C0801"},
    {"a vote of nobody", {.kind = CSV, .on = "2024"},
     "party,yes,no\nRed,0,0\n", NULL, "0:0 C0801"},
    {"nobody", {.kind = CSV},
     "party,seats\nvacant,2\n",
     NULL, "0:0 C0801"},
    {"a mark for each member, as the Bundestag writes them",
     {.kind = CSV, .on = "2024-05-23", .members = true},
     "Wahlperiode;Abstimmnr;Fraktion/Gruppe;Name;Vorname;ja;nein;Enthaltung;"
     "nichtabgegeben\n20;1;Red;Lee;Ann;1;0;0;0\n20;1;Red;Roe;Bo;0;1;0;0\n"
     "20;1;Blue;Poe;Cy;0;0;1;0\n20;1;Blue;Di Coe;Di;0;0;0;1\n",
     "member Di-Coe \"Di Coe\" group Red Ann-Lee, Bo-Roe group Blue Cy-Poe, "
     "Di-Coe # The",
     ""},
    {"and counted", {.kind = CSV, .on = "2024-05-23"},
     "party,name,yes,no\nRed,Ann,1,\nRed,Bo,,x\n",
     "voted Vote: Red 1 yes 1 no", ""},
    {"no mark and two", {.kind = CSV, .on = "2024-05-23"},
     "party,name,yes,no\nRed,Ann,0,0\nRed,Bo,1,1\n", NULL,
     "2:9 C0801 3:8 C0801"},
    {"ballots of several votes", {.kind = CSV, .on = "2024-05-23"},
     "vote_id,name,party,position\n1,Ann,Red,yes\n2,Ann,Red,no\n", NULL,
     "3:1 C0801"},
    {"tellers, and others who did not vote", {.kind = CSV, .on = "2024-05-23"},
     "Name,Party,Vote\nAnn,Red,Teller - Ayes\nBo,Red,No Vote Recorded\nCy,Red,Aye\n",
     "voted Vote: Red 1 yes 2 absent", ""},

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
};

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
    return test_imports(rows, sizeof rows / sizeof *rows, 
                        &(const struct CMUnitTest)cmocka_unit_test(
                            errors_end_after_twenty),
                        1);
}
