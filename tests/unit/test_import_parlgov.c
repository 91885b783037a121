/* ParlGov's tables as models. */
#include "support/imported.h"

#define PARLGOV COMITIA_IMPORT_PARLGOV

#define PARLGOV_HEAD                                                           \
    "country_name_short,election_type,election_date,seats,seats_total,"        \
    "party_name_short,left_right\n"
#define CABINET_HEAD                                                           \
    "country_name,start_date,cabinet_name,cabinet_party,seats,"                \
    "election_seats_total,party_name_short,party_id\n"


static const test_import rows[] = {
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
    {"the edition of 2024, with alliances", {.kind = PARLGOV},
     "country,date,type,party,id,seats,party_id,alliance_id\nA,1925-11-14,parliament,NAT,1,37,11,9\nA,1925-11-14,parliament,ALP,2,24,12,\nA,1925-11-14,parliament,CP,3,14,13,9\nA,1925-11-14,parliament,C,9,,14,\nA,1925-11-14,parliament,X,10,,15,\n",
     "# ParlGov: elected 1925-11-14. # Written by comitia import; edit it as you like. body Parliament \"parliament of A\" party NAT 37 party ALP 24 party CP 14 #", "6:30 C0802"},
    {"as a spreadsheet has saved it", {.kind = PARLGOV},
     "Elections\n\ncountry_name_short;election_date;seats;party_name_short;left_right\nA;2016-05-08;3;X;6,5\nA;2016-05-08;2;Y;1,234\n",
     "party Y 2 party X 3 #", ""},
    {"one of several tables", {.kind = PARLGOV, .where = (const char *const[]){"source=b"}, .n_where = 1},
     "country,date,party,seats,source\nA,2016-05-08,X,3,a\nA,2016-05-08,X,4,b\n",
     "party X 4 #", ""},
    {"a cabinet", {.kind = PARLGOV},
     CABINET_HEAD "A,2015-01-01,First,1,2,3,X,1\nA,2016-01-01,Smith II,1,2,3,X,"
                  "1\nA,2016-01-01,Smith II,0,1,3,Y,2\n",
     "party X 2 party Y 1 group Smith-II \"Smith II\" X #", ""},
};

int main(void)
{
    return test_imports(rows, sizeof rows / sizeof *rows, NULL, 0);
}
