/* What the resolver refuses, and where: bodies, rules, acts, facts, outcomes,
 * ladders, forecasts. */
#include <string.h>

#include "base/buf.h"
#include "support/reading.h"

typedef struct refusal {
    const char *name, *text;
} refusal;

#define BODY "body B party P 60 party Q 40 group G P, Q\n"

static const refusal rows[] = {
    /* one name space */
    {"an unknown name in a condition", "outcome O when {C0202|X}\n"},
    {"an unknown name of who decides", "act A by {C0202|Nobody}\n"},
    {"an unknown name is reported at each place",
     "outcome O when {C0202|X} and {C0202|X}\n"},
    {"a name is known before it is declared", "outcome O when F\nfact F\n"},
    {"a point is unknown outside its talks",
     "actor X\nactor Y\ntalks T between X, Y point Z goal Z\n"
     "outcome O when {C0202|Z}\n"},
    {"an option is unknown outside its choice",
     "fact F one of Left, Right\noutcome O when {C0202|Left}\n"},
    {"a fact and an act share one name space",
     "fact F\nactor X\nact {C0203|F} by X\n"},
    {"a body and a party share one name space", "body B party {C0203|B} 1\n"},
    {"two bodies of one name", "body B party P 1\nbody {C0203|B} party Q 1\n"},
    {"two facts of one name", "fact F\nfact {C0203|F}\nfact {C0203|F}\n"},
    {"two actors of one name", "actor X\nactor {C0203|X}\n"},
    {"an actor may be a party, a party may recur in other bodies",
     "actor P\nbody B party P 1\nbody C party P 2\n"},
    {"a party twice in a body", "body B party P 1 party {C0203|P} 2\n"},
    {"a member named like a party of its body",
     "body B party P 1 member {C0203|P}\n"},
    {"a member of rows twice", "body B members X Y {C0203|X}\n"},
    {"a member named like a fact", "fact X\nbody B members {C0203|X}\n"},
    {"a fact named like a member", "body B members X\nfact {C0203|X}\n"},
    {"a source may carry the name of a player or a body",
     "actor X\nbody B party P 1\nsource X\nsource B\nsource P\n"},
    {"a player may carry the name of a source",
     "source X\nsource B\nactor X\nbody B party P 1\n"},
    {"two sources of one name", "source S\nsource {C0203|S}\n"},
    {"a source named like a fact", "fact F\nsource {C0203|F}\n"},
    {"a fact named like a source", "source F\nfact {C0203|F}\n"},
    {"an outcome named like a ladder",
     "actor X\nladder L by X through X\noutcome {C0203|L} when L at X\n"},
    {"talks named like a fact",
     "fact F\nactor X\nactor Y\ntalks {C0203|F} between X, Y point Z goal Z\n"},
    {"a point named like a fact",
     "fact F\nactor X\nactor Y\n"
     "talks T between X, Y point {C0203|F} point Z goal Z\n"},
    {"a fact named like a point before it",
     "actor X\nactor Y\ntalks T between X, Y point F goal F\nfact {C0203|F}\n"},
    {"a point named like a source", "source S\nactor X\nactor Y\ntalks T "
                                    "between X, Y point {C0203|S} goal S\n"},
    {"a point twice in one talks",
     "actor X\nactor Y\ntalks T between X, Y point Z point {C0203|Z} goal Z\n"},
    {"two talks may use the same point",
     "actor X\nactor Y\ntalks T between X, Y point Z goal Z\n"
     "talks U between X, Y point Z goal Z\n"},

    /* bodies */
    {"a body without entries", "body {C0220|B}\n"},
    {"a body of vacancies only", "body {C0220|B} seats 3 vacant 3\n"},
    {"a party without seats is an entry", "body B party P 0\n"},
    {"seats must add up", "body B seats {C0211|4} party P 3\n"},
    {"vacant seats are seats", "body B seats 4 party P 3 vacant 1\n"},
    {"too many seats for a body",
     "body B seats {C0211|3} party P 2 vacant 1 vacant 1\n"},
    {"seats of members count", "body B seats {C0211|3} members X Y\n"},
    {"seats beyond any number of 64 bits",
     "body B seats {C0211|99999999999999999999999} party P 2\n"},
    {"a group named like a party", "body B party P 1 group {C0203|P} P\n"},
    {"a party named like a group",
     "body B group P Q party {C0203|P} 1 party Q 1\n"},
    {"a group twice",
     "body B party P 1 group G P group {C0203|G} P group H P\n"},
    {"a group named like a measure",
     "body B members with m X 1 group {C0203|m} X\n"},
    {"a measure named like a group before it",
     "body B group m X members with {C0203|m} X 1\n"},
    {"a group may carry a name from elsewhere",
     "fact G\nbody B party P 1 group G P\n"},
    {"a group of somebody unknown", "body B party P 1 group G P, {C0206|Q}\n"},
    {"a group of somebody of another body",
     "body A party Q 1\nbody B party P 1 group G {C0206|Q}\n"},
    {"a group of a group", "body B party P 1 group G P group H {C0206|G}\n"},
    {"a name twice in a group", "body B party P 1 group G P, {C0203|P}\n"},
    {"a body with measures has no parties",
     "body B members with m X 1 party {C0205|P} 3\n"},
    {"a measure is missing in a row",
     "body B members with m, n X 1 2 {C0205|Y} 1\n"},
    {"a number too many in a row", "body B members with m {C0205|X} 1 2\n"},
    {"a number without a measure", "body B members {C0205|X} 1\n"},
    {"every member needs every measure",
     "body B member {C0205|X} with m 1 member {C0205|Y} with n 2\n"
     "members {C0205|Z}\n"},
    {"measures may stand in another order",
     "body B member X with m 1, n 2 members with n, m Y 3 4\n"},
    {"a measure twice in one list", "body B members with m, {C0203|m} X 1 2\n"},
    {"a measure twice of a member", "body B member X with m 1, {C0203|m} 2\n"},

    /* limits of bodies */
    {"seats of a party", "body B party P {C0701|1000000000000001}\n"},
    {"the most seats of a party", "body B party P 1000000000000000\n"},
    {"seats of a free party", "body B party P {C0701|100001} free\n"},
    {"the most seats of a free party", "body B party P 100000 free\n"},
    {"vacant seats are bounded too",
     "body B party P 1 vacant {C0701|1000000000000001}\n"},

    /* nested bodies */
    {"some members vote as something",
     "fact F\noutcome O when F\n"
     "body B member X votes as O member {C0213|Y} member Z\n"},
    {"some members vote for themselves",
     "outcome O when F\nfact F\nbody B party P 2 members X Y\n"
     "member {C0213|Z} votes as O\n"},
    {"a member votes as an act, a ladder, a step or an outcome",
     "actor X\nact A by X\nladder L by X through X\noutcome O when A\n"
     "body B member M votes as A member N votes as L\n"
     "member R votes as L at X member S votes as O\n"},
    {"nobody votes as a fact", "fact F\nbody B member M votes as {C0209|F}\n"},
    {"nobody votes as a choice",
     "fact F one of U, V\nbody B member M votes as {C0209|F}\n"},
    {"nobody votes as a player",
     "actor X\nbody B member M votes as {C0209|X}\n"},
    {"nobody votes as nothing", "body B member M votes as {C0202|X}\n"},
    {"a member that votes as something is no player",
     "actor X\nact A by X\nbody B member M votes as A\nact C by {C0209|M}\n"},
    {"such a member may be a player in another body",
     "actor X\nact A by X\nbody B member M votes as A\nbody C member M\n"
     "act D by M\n"},
    {"an actor has no vote in a nested body",
     "actor X\nact A by X\nbody B member M votes as A\n"
     "act C by B needs all of members and consent of {C0214|X}\n"},
    {"a member left out has none either",
     "actor X\nact A by X\nbody B member M votes as A member N votes as A\n"
     "act C by B without M needs more than half of members\n"
     "  ties broken by {C0214|M}\n"},
    {"members of a nested body may veto",
     "actor X\nact A by X\nbody B member M votes as A member N votes as A\n"
     "act C by B needs all but 1 of members and no veto by M\n"},

    /* colours */
    {"a player has one colour",
     "body B party P 1 colour \"#112233\"\n"
     "body C party P 1 colour {C0117|\"#112244\"}\n"},
    {"the same colour again is fine",
     "body B party P 1 colour \"#AABBCC\"\nactor P colour \"#aabbcc\"\n"},
    {"an actor is the same player", "actor P colour \"#112233\"\nbody B party "
                                    "P 1 colour {C0117|\"#000000\"}\n"},
    {"groups may have other colours",
     "body B party P 1 colour \"#112233\" group G P colour \"#000000\"\n"},

    /* acts */
    {"an act by a body needs a rule", BODY "act {C0207|A} by B\n"},
    {"a quorum is no rule", BODY "act {C0207|A} by B quorum all of members\n"},
    {"an act by an actor takes no rule",
     "actor X\nact A by X {C0215|needs} all of members\n"},
    {"an act by a party takes no quorum and no rule", BODY
     "act A by P {C0215|needs} all of members {C0215|quorum} all of seats\n"},
    {"an act by a member takes no `without`",
     "body B members X Y\nact A by X {C0215|without} Y\n"},
    {"an act is by a body or a player",
     "fact F\nact A by {C0209|F}\nact C by {C0209|A}\n"},
    {"a source decides nothing", "source S\nact A by {C0209|S}\n"},
    {"`without` somebody unknown",
     BODY "act A by B without {C0206|X} needs all of members\n"},
    {"`without` a body",
     BODY "act A by B without {C0206|B} needs all of members\n"},
    {"`without` everybody",
     BODY "act A by {C0220|B} without P, Q needs all of members\n"},
    {"`without` a group of everybody",
     BODY "act A by {C0220|B} without G needs all of members\n"},
    {"a name twice after `without`",
     BODY "act A by B without P, {C0203|P} needs all of members\n"},

    /* bases */
    {"a base that is nothing", BODY "act A by B needs all of {C0206|weight}\n"},
    {"a base that exists elsewhere",
     "actor X\n" BODY "act A by B needs all of {C0206|X}\n"},
    {"an unknown name after `in`",
     BODY "act A by B needs at least half of present in {C0206|X}\n"},
    {"a measure after `in`", "body B members with m X 1\n"
                             "act A by B needs all of members in {C0206|m}\n"},
    {"seats in a group", BODY "act A by B needs all of seats in {C0206|G}\n"},
    {"a group present",
     BODY "act A by B needs at least half of {C0206|G} present\n"},
    {"a party cast", BODY "act A by B needs at least half of {C0206|P} cast\n"},
    {"a group in a group",
     BODY "act A by B needs at least half of P in {C0206|G}\n"},
    {"nobody against in somebody unknown",
     BODY "act A by B needs nobody against in {C0206|X}\n"},
    {"a member with the name of a measure elsewhere",
     "body C members with m X 1\n" BODY
     "act A by B needs at least half of {C0206|m}\n"},

    /* consent, veto, ties */
    {"consent of somebody unknown",
     BODY "act A by B needs consent of {C0206|X}\n"},
    {"consent of a party of another body",
     "body C party R 1\n" BODY "act A by B needs consent of {C0206|R}\n"},
    {"a veto by a body",
     "body C party R 1\n" BODY "act A by B needs no veto by {C0206|C}\n"},
    {"a tie broken by a fact",
     "fact F\n" BODY
     "act A by B needs more than half of members ties broken by {C0206|F}\n"},
    {"consent of an actor, and of who was left out",
     "actor X\n" BODY
     "act A by B without P needs consent of X and no veto by P\n"},
    {"consent of a group that is left out",
     "body B party P 1 party Q 1 party R 1 group G P, Q\n"
     "act A by B without P, Q needs consent of {C0220|G}\n"},
    {"a veto by a group that is left out by its name",
     "body B party P 1 party Q 1 party R 1 group G P, Q\n"
     "act A by B without G needs all of members and no veto by {C0220|G}\n"},
    {"a tie broken by a group that is left out",
     "body B party P 1 party R 1 group G P\n"
     "act A by B without G needs more than half of seats ties broken by "
     "{C0220|G}\n"},
    {"a group of which somebody is left",
     "body B party P 1 party Q 1 party R 1 group G P, Q\n"
     "act A by B without P needs consent of G and all of G\n"},
    {"a tie needs `more than half`", BODY
     "act A by B needs at least half of members {C0217|ties} broken by P\n"},
    {"a tie of two thirds",
     BODY "act A by B needs more than 2/3 of seats {C0217|ties} broken by P\n"},
    {"a tie of all",
     BODY "act A by B needs all of seats {C0217|ties} broken by P\n"},
    {"a tie counting no",
     BODY "act A by B needs more than half of seats against {C0217|ties} "
          "broken by P\n"},
    {"a tie in a group", BODY
     "act A by B needs more than half of votes cast in G ties broken by P\n"},

    /* amounts */
    {"an amount above the members",
     BODY "act A by B needs at least {C0106|101} of members\n"},
    {"as many as there are", BODY "act A by B needs at least 100 of members\n"},
    {"more than there are",
     BODY "act A by B needs more than {C0106|100} of members\n"},
    {"an amount above a group",
     BODY "act A by B needs at most {C0106|61} of members in P\n"},
    {"an amount above a group as base",
     BODY "act A by B needs at least {C0106|41} of Q\n"},
    {"vacant seats count in seats",
     "body B party P 3 vacant 2\nact A by B needs at least 5 of seats\n"
     "act C by B needs at least {C0106|6} of seats\n"},
    {"`without` leaves every base",
     BODY "act A by B without Q needs at least {C0106|61} of members\n"},
    {"an amount above a measure",
     "body B members with m X 1/3 Y 1/6\n"
     "act A by B needs at least 0.5 of m and at least {C0106|0.51} of m\n"},
    {"an amount of who is present is not bounded",
     BODY "act A by B needs at least 1000 of present\n"},
    {"an amount in a quorum", BODY
     "act A by B needs all of members quorum at least {C0106|101} of seats\n"},
    {"all but more than there are",
     BODY "act A by B needs all but {C0106|101} of members\n"},
    {"all but all", BODY "act A by B needs all but 100 of members\n"},

    /* counts */
    {"more rules than there are",
     BODY "act A by B needs at least {C0219|3} of (all of P, all of Q)\n"},
    {"more conditions than there are",
     "fact F\nfact H\noutcome O when at most {C0219|3} of (F, H)\n"},
    {"as many rules as there are",
     BODY "act A by B needs at least 2 of (all of P, all of Q)\n"},

    /* quorums */
    {"a quorum at most",
     BODY "act A by B needs all of P quorum {C0216|at} most 3 of members\n"},
    {"a quorum fewer than", BODY
     "act A by B needs all of P quorum all of P and {C0216|fewer} than 3 of "
     "seats\n"},
    {"a quorum of who is present", BODY
     "act A by B needs all of P quorum {C0216|at} least half of present\n"},
    {"a quorum of votes cast",
     BODY "act A by B needs all of P quorum {C0216|more} than half of votes "
          "cast\n"},
    {"a quorum with a direction",
     BODY "act A by B needs all of P quorum {C0216|all} of members against\n"},
    {"nobody in a quorum",
     BODY "act A by B needs all of P quorum {C0216|nobody} against\n"},
    {"a veto in a quorum",
     BODY "act A by B needs all of P quorum {C0216|no} veto by P\n"},
    {"consent in a quorum",
     BODY "act A by B needs all of P quorum {C0216|consent} of P\n"},
    {"a tie in a quorum",
     BODY "act A by B needs all of P\n"
          "quorum {C0216|more} than half of members ties broken by P\n"},
    {"a measure present in a quorum",
     "body B members with m X 1\nact A by B needs all of m\n"
     "quorum {C0216|at} least half of m present\n"},
    {"a quorum of measures and groups",
     "body B members with m X 1 Y 2 group G X\nact A by B needs all of m\n"
     "quorum at least half of m in G and (more than 1 of members or all of "
     "G)\n"},

    /* conditions of rules */
    {"a rule does not depend on acts",
     "actor X\nact C by X\n" BODY
     "act A by B needs all of P if {C0204|C} otherwise all of Q\n"},
    {"a rule does not depend on steps or outcomes",
     "actor X\nladder L by X through X\noutcome O when L\n" BODY
     "act A by B needs all of P if {C0204|L} at X otherwise all of Q\n"
     "if not {C0204|O} otherwise all of G\n"},
    {"a rule does not depend on players or sources",
     "source S\n" BODY "act A by B needs all of P if {C0204|Q} otherwise all "
     "of Q if {C0204|S} otherwise all of G\n"},
    {"a rule depends on facts and choices",
     "fact F\nfact H one of U, V\n" BODY
     "act A by B needs all of P if F and H is U otherwise all of Q\n"},
    {"a rule does not depend on nothing",
     BODY "act A by B needs all of P if {C0202|F} otherwise all of Q\n"},
    {"an option that the choice has not",
     "fact H one of U, V\n" BODY
     "act A by B needs all of P if H is {C0210|W} otherwise all of Q\n"},
    {"a choice without its option",
     "fact H one of U, V\n" BODY
     "act A by B needs all of P if {C0209|H} otherwise all of Q\n"},

    /* conditions */
    {"a choice is named with `is` only",
     "fact H one of U, V\noutcome O when {C0209|H}\n"},
    {"a fact is not", "fact F\noutcome O when {C0209|F} is U\n"},
    {"an outcome is not",
     "fact F\noutcome N when F\noutcome O when {C0209|N} is U\n"},
    {"an option that is none",
     "fact H one of U, V\noutcome O when H is U or H is {C0210|W}\n"},
    {"a player is no condition", "actor X\noutcome O when {C0209|X}\n"},
    {"a body is no condition", BODY "outcome O when {C0209|B}\n"},
    {"a source is no condition", "source S\noutcome O when {C0209|S}\n"},
    {"a source is no condition in talks",
     "source S\nactor X\nactor Y\n"
     "talks T between X, Y point Z goal Z or {C0209|S}\n"},
    {"a point is no choice",
     "actor X\nactor Y\ntalks T between X, Y point Z goal {C0209|Z} is U\n"},
    {"a step of what is no ladder",
     "fact F\nactor X\noutcome O when {C0209|F} to X\n"},
    {"a step that the ladder has not",
     "actor X\nactor Y\nladder L by X through X\noutcome O when {C0208|L} to "
     "Y\n"
     "unless {C0208|L} at Nowhere\n"},
    {"a step of an unknown ladder", "outcome O when {C0202|L} to X\n"},

    /* circles */
    {"an outcome by itself", "outcome O when not {C0201|O}\n"},
    {"three outcomes by each other, and no second circle",
     "outcome O when N\noutcome N when M\noutcome M when F or {C0201|O}\n"
     "outcome K when K\nfact F\n"},
    {"the second way to the same thing is no circle",
     "fact F\noutcome O when N and M\noutcome N when M\noutcome M when F\n"},
    {"through a nested body",
     "body B member M votes as O\nact A by B needs all of members\n"
     "outcome O when {C0201|A}\n"},
    {"through a nested body and its own act",
     "fact F\noutcome O when F\nbody B member K votes as O\n"
     "member M votes as {C0201|A}\nact C by B needs all of members\n"
     "act A by B needs all of members\n"},
    {"through a nested body with somebody left out",
     "body B member K votes as A member M votes as {C0201|A}\n"
     "act A by B without K needs all of members\n"},
    {"who is left out closes no circle",
     "fact F\noutcome O when F\nbody B member K votes as A\n"
     "member M votes as O\nact A by B without K needs all of members\n"},
    {"through a ladder", "actor X\nbody B member M votes as {C0201|L}\n"
                         "ladder L by X through B needs all of members\n"},

    /* facts */
    {"an option twice", "fact F one of U, V, {C0203|U}\n"},
    {"chances at some options only", "fact {C0218|F} one of U 50%, V\n"},
    {"chances that add up to too little",
     "fact {C0218|F} one of U 1/3, V 1/3\n"},
    {"chances that add up to too much", "fact {C0218|F} one of U 60%, V 60%\n"},
    {"chances that add up", "fact F one of U 1/3, V 1/3, W 1/3\n"},
    {"a chance above 1", "fact F {C0401|101%}\n"},
    {"a bare number is no chance", "fact F {C0401|1}\n"},
    {"a chance of 1", "fact F 100%\nfact G 0%\n"},
    {"a chance of an option above 1", "fact F one of U {C0401|3/2}, V 1/2\n"},

    /* ladders */
    {"a court twice", "actor X\nactor Y\nladder L by X through Y, {C0203|Y}\n"},
    {"a body as a court needs a rule",
     "actor X\n" BODY "ladder L by X through {C0207|B}\n"},
    {"a player as a court takes none",
     "actor X\nactor Y\nladder L by X through Y {C0215|needs} all of "
     "members\n"},
    {"a mover is a player",
     BODY "actor X\nladder L by {C0209|B} against {C0209|L} through X\n"},
    {"an unknown mover", "actor X\nladder L by {C0202|Y} through X\n"},
    {"an unknown court", "actor X\nladder L by X through {C0202|Y}\n"},
    {"a court is a body or a player",
     "fact F\nactor X\nladder L by X through {C0209|F}\n"},
    {"the rule of a court is one of its body",
     "actor X\n" BODY
     "ladder L by X through B needs at least {C0106|101} of members\n"},

    /* forecasts */
    {"a second forecast of an act",
     "actor X\nact A by X\nforecast A: 50%\nforecast {C0203|A}: 60%\n"},
    {"a forecast of an outcome",
     "fact F\noutcome O when F\nforecast {C0209|O}: 50%\n"},
    {"a forecast of a fact, a choice, a player",
     "fact F\nfact H one of U, V\nactor X\nforecast {C0209|F}: 50%\n"
     "forecast {C0209|H}: 50%\nforecast {C0209|X}: 50%\n"},
    {"a forecast of an act of a nested body",
     "fact F\noutcome O when F\nbody B member M votes as O\n"
     "act A by B needs all of members\nforecast {C0209|A}: 50%\n"},
    {"a forecast of nothing", "forecast {C0202|A}: 50%\n"},
    {"a name twice in a forecast",
     BODY "act A by B needs all of P\nforecast A: P 1%, {C0203|P} 2%\n"},
    {"a voter of two groups",
     "body B party P 1 party Q 1 group G P, Q group H Q\n"
     "act A by B needs all of P\nforecast A: G 1%, {C0203|H} 2%\n"},
    {"a voter's own name goes before its groups",
     "body B party P 1 party Q 1 group G P, Q group H Q\n"
     "act A by B needs all of P\nforecast A: G 1%, H 2%, Q 3%\n"},
    {"`rest` twice",
     BODY "act A by B needs all of P\nforecast A: rest 1%, {C0203|rest} 2%\n"},
    {"somebody unknown in a forecast",
     BODY "act A by B needs all of P\nforecast A: {C0202|X} 1%\n"},
    {"somebody without a ballot in a forecast",
     "actor X\n" BODY
     "act A by B without Q needs all of P\nforecast A: {C0206|X} 1%, {C0206|Q} "
     "2%\n"},
    {"no player in a forecast",
     "fact F\n" BODY "act A by B needs all of P\nforecast A: {C0209|F} 1%\n"},
    {"a chance in a forecast", BODY
     "act A by B needs all of P\nforecast A: P {C0401|2}, Q {C0401|101%}\n"},

    /* phases */
    {"history is checked only if all names resolve",
     BODY "act A by B needs all of P\noutcome O when {C0202|X}\n"
          "on 2016 B voted A: rest yes\non 2017 B voted A: rest no\n"},
    {"history is checked when they do",
     BODY "act A by B needs all of P\n"
          "on 2016 B voted A: rest yes\non 2017 B voted {C0301|A}: rest no\n"},
    {"names in history are names too",
     BODY "act A by B needs all of P\non 2015 {C0202|X} happened\n"
          "on 2016 B voted A: rest yes\non 2017 B voted A: rest no\n"},
    {"names are resolved only if the text parses",
     "outcome O when X\noutcome P {C0112|X}\n"},
};

static void is_refused_where_marked(void **state)
{
    const refusal *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_model_free(test_reading(ctx, row->text, NULL));
    test_ctx_done(ctx);
}

/* ---- help --------------------------------------------------------------- */

typedef struct help_row {
    const char *name, *text, *help;
} help_row;

static const help_row helps[] = {
    {"a letter too many", "fact Reading\noutcome O when {C0202|Readings}\n",
     "did you mean Reading (m.comitia:1:6)?"},
    {"another case", "fact CPP\noutcome O when {C0202|Cpp}\n",
     "did you mean CPP (m.comitia:1:6)?"},
    {"two letters exchanged",
     "fact Assembly\noutcome O when {C0202|Assembyl}\n",
     "did you mean Assembly (m.comitia:1:6)?"},
    {"another normalisation",
     "fact Caf\xC3\xA9\noutcome O when {C0202|Cafe\xCC\x81}\n",
     "did you mean Caf\xC3\xA9 (m.comitia:1:6)?"},
    {"another normalisation of a short name",
     "fact \xC3\x85\noutcome O when {C0202|A\xCC\x8A}\n",
     "did you mean \xC3\x85 (m.comitia:1:6)?"},
    {"nothing like it", "fact Reading\noutcome O when {C0202|Lift}\n", NULL},
    {"a short name is like every other", "fact A\noutcome O when {C0202|B}\n",
     NULL},
    {"a group of the body",
     BODY "group Nationals P\n"
          "act A by B needs all of {C0206|Nationalss}\nfact Nationalsss\n",
     "did you mean Nationals (m.comitia:2:7)?"},
    {"votes without cast", BODY "act A by B needs all of {C0206|votes}\n",
     "did you mean votes cast?"},
    {"a source for a speaker",
     "fact Fact\nsource Chhay\nactor Chai\nreport {C0202|Chay} says Fact\n",
     "did you mean Chhay (m.comitia:2:8)?"},
    {"a point inside talks",
     "actor X\nactor Y\ntalks T between X, Y point Deal goal {C0202|Dael}\n",
     "did you mean Deal (m.comitia:3:28)?"},
    {"an option of the choice",
     "fact F one of Defence, Court\noutcome O when F is {C0210|Curt}\n",
     "did you mean Court (m.comitia:1:24)?"},
    {"a court of the ladder",
     "actor X\nactor AppealCourt\nladder L by X through AppealCourt\n"
     "outcome O when {C0208|L} at ApealCourt\n",
     "did you mean AppealCourt (m.comitia:3:23)?"},
    {"a group outside its body", BODY "act A by {C0202|G}\n",
     "a group is known in rules of its body only; name its entries one by "
     "one"},
    {"a player who speaks without being a source",
     "fact F\nactor X\nreport {C0209|X} says F\n",
     "declare it as one too: source X"},
    {"a fact that speaks", "fact F\nreport {C0209|F} says F\n", NULL},
    {"an act by one player with a rule",
     "actor X\nact A by X {C0215|needs} nobody against\n",
     "leave it out: the act passes on the yes of X"},
    {"seats that the entries leave over", "body B seats {C0211|5} party P 3\n",
     "seats that nobody holds are an entry: vacant 2"},
    {"more entries than seats", "body B seats {C0211|2} party P 3\n", NULL},
};

static void offers_a_name(void **state)
{
    const help_row *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_model *model = test_reading(ctx, row->text, NULL);
    const char *help = model->diags.all.at[0]->help;
    if (row->help)
        expect_text(help, row->help);
    else
        expect_true(help == NULL);
    cm_model_free(model);
    test_ctx_done(ctx);
}

/* ---- long texts --------------------------------------------------------- */

/* `head`, n times `line` with the number of the line and that of the next,
   `tail`: marked like all texts. */
static void reads_many(const char *head, const char *line, unsigned n,
                       const char *tail)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    cm_buf text;
    cm_buf_init(&text, &arena);
    cm_buf_add(&text, head);
    for (unsigned i = 0; i < n; i++)
        for (const char *at = line; *at; at++)
            if (*at == '%')
                cm_buf_addf(&text, "%u", i);
            else if (*at == '$')
                cm_buf_addf(&text, "%u", i + 1);
            else
                cm_buf_char(&text, *at);
    cm_buf_add(&text, tail);
    cm_model_free(test_reading(ctx, cm_buf_text(&text), NULL));
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void seats_of_a_body_are_bounded_together(void **state)
{
    (void)state;
    reads_many("body B\n", "party P% 1000000000000000\n", 1000, "");
    reads_many("body B\n", "party P% 1000000000000000\n", 1000,
               "party P {C0701|1}\n");
}

static void a_measure_has_a_bounded_denominator(void **state)
{
    (void)state;
    reads_many("body B members with m\n", "M% 1/$\n", 1000, "");
    reads_many("body B members with {C0701|m}\n", "M% 1/$\n", 5000, "");
}

static void voters_of_all_acts_are_bounded_together(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    cm_buf text;
    cm_buf_init(&text, &arena);
    cm_buf_add(&text, "body B members\n");
    for (unsigned i = 0; i < 10000; i++)
        cm_buf_addf(&text, "M%u\n", i);
    for (unsigned i = 0; i < 1000; i++)
        cm_buf_addf(&text, "act A%u by B needs all of members\n", i);
    cm_buf_add(&text, "act {C0701|One} by B needs all of members\n"
                      "act Another by B needs all of members\n");
    cm_model_free(test_reading(ctx, cm_buf_text(&text), NULL));
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void long_chains_are_no_circles(void **state)
{
    (void)state;
    reads_many("", "outcome O% when O$\n", 100000, "fact O100000\n");
    reads_many("", "outcome O% when O$\n", 100000,
               "outcome O100000 when {C0201|O99999}\n");
}

/* ---- memory ------------------------------------------------------------- */

/* Everything that the rows say, with each allocation failing in turn. */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static const char text[] =
        "body B seats 4 party P 2 free colour \"#112233\" party Q 2\n"
        "group G P, Q\nactor X also \"Y\" role \"Z\"\n"
        "fact F one of U 1/2, V 1/2\nbody N member M votes as O\n"
        "act A by B without Q needs more than half of members ties broken by X"
        " if F is U otherwise no veto by G quorum at least 1 of members\n"
        "act C by N needs all of members\nact S by X\n"
        "ladder L by X against P through B needs all of seats, X\n"
        "outcome O when at least 1 of (A, S, not L) unless L to X\n"
        "forecast A: P 1% each, rest 2%\n"
        "outcome Bad when Goood\n";
    size_t calls = 1;
    for (comitia_status status = COMITIA_E_NOMEM; status != COMITIA_OK;
         calls++) {
        cm_ctx *ctx = test_ctx();
        test_memory *memory = test_ctx_memory(ctx);
        memory->fail_at = memory->n_calls + calls;
        cm_model *model = NULL;
        status = cm_read(ctx, "m", text, sizeof text - 1, NULL, &model);
        if (status != COMITIA_OK)
            expect_status(status, COMITIA_E_NOMEM);
        else
            cm_model_free(model);
        memory->fail_at = 0;
        test_ctx_done(ctx);
    }
    expect_true(calls > 3);
}

int main(void)
{
    enum { N = sizeof rows / sizeof *rows, H = sizeof helps / sizeof *helps };
    static struct CMUnitTest tests[N + H + 5];
    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, is_refused_where_marked, &rows[i]);
    for (size_t i = 0; i < H; i++)
        tests[N + i] = (struct CMUnitTest)TEST_ROW(helps[i].name, offers_a_name,
                                                   &helps[i]);
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(seats_of_a_body_are_bounded_together),
        cmocka_unit_test(a_measure_has_a_bounded_denominator),
        cmocka_unit_test(voters_of_all_acts_are_bounded_together),
        cmocka_unit_test(long_chains_are_no_circles),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    memcpy(&tests[N + H], others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
