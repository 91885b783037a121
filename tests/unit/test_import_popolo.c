/* Popolo as models: memberships at a date, votes. */
#include "support/imported.h"

#define POPOLO COMITIA_IMPORT_POPOLO

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


static const test_import rows[] = {
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
    {"rows of JSON",
     {.kind = POPOLO,
      .where = (const char *const[]){"a=b"},
      .n_where = 1},
     "{}", NULL, "0:0 C0801"},
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
    {"names in other_names, organizations of posts, as parlparse has them",
     {.kind = POPOLO, .on = "2020", .members = true},
     "{\"persons\":[{\"id\":\"p/1\",\"other_names\":[{\"note\":\"Alternate\","
     "\"family_name\":\"X\"},{\"note\":\"Main\",\"given_name\":\"Ann\","
     "\"family_name\":\"Lee\"}]}],\"organizations\":[{\"id\":\"commons\",\"name\":"
     "\"House of Commons\"},{\"id\":\"lab\",\"name\":\"Labour\"}],\"posts\":[{"
     "\"id\":\"c/1\",\"organization_id\":\"commons\"}],\"memberships\":[{"
     "\"person_id\":\"p/1\",\"post_id\":\"c/1\",\"on_behalf_of_id\":\"lab\","
     "\"start_date\":\"2019-12-13\"}]}",
     "body House-of-Commons \"House of Commons\" member Ann-Lee \"Ann Lee\" "
     "group Labour Ann-Lee #",
     ""},
    {"a group that nobody knows", {.kind = POPOLO},
     "{\"organizations\":[{\"id\":\"a\",\"classification\":\"chamber\"},{"
     "\"id\":\"u\",\"name\":\"unknown\"}],\"memberships\":[\n"
     SEAT("1", "u", "") "," SEAT("2", "u", "") "," SEAT("3", "", "") "]}",
     "party Unknown 2 \"group not known\" free party Independent 1 free #",
     "2:58 C0802"},
    {"counts of nobody", {.kind = POPOLO, .vote = "v"},
     PEOPLE "\"memberships\":[" SEAT("1", "r", "")
            "],\"vote_events\":[{\"id\":\"v\",\"start_date\":\"2016\",\n"
            "\"counts\":[{\"option\":\"yes\",\"value\":1}]}]}",
     NULL, "2:10 C0801"},
    {"counts of groups", {.kind = POPOLO, .vote = "v"},
     PEOPLE "\"memberships\":[" SEAT("1", "r", "") "," SEAT("2", "r", "") ","
            SEAT("3", "b", "") "],\"vote_events\":[{\"id\":\"v\","
            "\"start_date\":\"2016-06-01\",\"counts\":[{\"option\":\"yes\","
            "\"value\":1,\"group_id\":\"r\"},{\"option\":\"no\",\"value\":"
            "\"1\",\"group_id\":\"b\"},{\"option\":\"yes\",\"value\":1}]}]}",
     "on 2016-06-01 House voted Vote: Red 1 yes 1 absent, Blue no", ""},
    {"counts that do not fit", {.kind = POPOLO, .vote = "v"},
     PEOPLE "\"memberships\":[" SEAT("1", "r", "") "," SEAT("3", "b", "")
            "],\"vote_events\":[{\"id\":\"v\",\"start_date\":\"2016\","
            "\"counts\":[\n{\"option\":\"yes\",\"value\":2,\"group_id\":"
            "\"r\"},\n{\"option\":\"absent\",\"value\":2,\"group_id\":\"b\""
            "},\n{\"option\":\"hm\",\"value\":1,\"group_id\":\"b\"},\n{"
            "\"option\":\"no\",\"value\":-1,\"group_id\":\"b\"},\n{\"option\""
            ":\"no\",\"value\":1,\"group_id\":\"x\"}]}]}",
     NULL, "2:1 C0801 4:11 C0801 5:24 C0801 3:1 C0802 6:1 C0802"},
    {"counts of groups, and members who stand", 
     {.kind = POPOLO, .vote = "v", .members = true},
     PEOPLE "\"memberships\":[" SEAT("1", "r", "")
            "],\"vote_events\":[{\"id\":\"v\",\"start_date\":\"2016\","
            "\"counts\":[\n{\"option\":\"yes\",\"value\":1,\"group_id\":"
            "\"r\"}]}]}",
     NULL, "2:1 C0801"},
    {"parties that vote as one", {.kind = POPOLO, .vote = "v"},
     PEOPLE "\"memberships\":[{\"member_id\":\"r\",\"organization_id\":\"a\","
            "\"seats\":3}," SEAT("1", "b", "") "," SEAT("2", "b", "")
            "],\"vote_events\":[{\"id\":\"v\",\"start_date\":\"2016-06-01\","
            "\"votes\":[{\"voter_id\":\"r\",\"option\":\"yes\",\"weight\":2},{"
            "\"voter_id\":\"b\",\"option\":\"no\"}]}]}",
     "voted Vote: Red 2 yes 1 absent, Blue no", ""},
    {"voters of whom nothing else is known", {.kind = POPOLO},
     "{\"motion_text\":\"Passage\",\"start_date\":\"2017-03-01\",\"votes\":[\n"
     "{\"option\":\"yes\",\"voter_name\":\"Ann\",\"voter_id\":null},{\"option\":"
     "\"no\",\"voter\":{\"name\":\"Bo\"},\"group_id\":\"g\"}]}",
     "body Assembly party Unknown 1 \"group not known\" free party g 1 # The "
     "usual rule, so that questions can be asked at once. Put the law in its "
     "place. act Majority \"more than half of the seats\" by Assembly needs "
     "more than half of seats # The vote; its rule is the usual one of votes "
     "cast. act Vote \"Passage\" by Assembly needs more than half of votes cast "
     "on 2017-03-01 Assembly voted Vote: Unknown yes, g no",
     "1:60 C0802 2:53 C0802"},
    {"a list of motions", {.kind = POPOLO, .vote = "m2", .members = true},
     "[{\"id\":\"m1\",\"vote_events\":[{\"votes\":[]}]},{\"id\":\"m2\",\"text\":"
     "\"Tram\",\"date\":\"2012-12-04\",\"organization_id\":\"Council\","
     "\"vote_events\":[{\n\"votes\":[{\"voter\":{\"id\":\"x\",\"name\":\"Ann\"},"
     "\"option\":\"yes\",\"party_id\":\"p\"}]}]}]",
     "body Council member Ann group p Ann #", "2:9 C0802 2:10 C0802"},
    {"several votes, and no memberships", {.kind = POPOLO},
     "{\"vote_events\":[{\"id\":\"1\"},{\"id\":\"2\"}]}", NULL, "0:0 C0801"},
    {"parties that vote by their weight", {.kind = POPOLO},
     "{\"organizations\":[{\"id\":\"r\",\"name\":\"Red\"},{\"id\":\"b\"}],"
     "\"vote_events\":[{\"start_date\":\"2016-06-01\",\"votes\":[\n{\"voter_id\""
     ":\"r\",\"option\":\"yes\",\"weight\":55},{\"voter_id\":\"b\",\"option\":"
     "\"no\",\"weight\":40}]}]}",
     "body Assembly party Red 55 party b 40 #", "1:105 C0802"},
    {"voters who are nobody, and parties without a weight", {.kind = POPOLO},
     "{\"organizations\":[{\"id\":\"r\"}],\"vote_events\":[{\"start_date\":"
     "\"2016\",\"votes\":[\n{\"option\":\"yes\"},\n{\"voter_id\":\"r\","
     "\"option\":\"no\"}]}]}",
     NULL, "2:1 C0801 3:1 C0801 1:75 C0802"},
};

int main(void)
{
    return test_imports(rows, sizeof rows / sizeof *rows, NULL, 0);
}
