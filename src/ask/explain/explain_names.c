/* Pages about names and what they stand for (C02). */
#include "ask/explain/explain_pages.h"

static const cm_page pages[] = {
    {"C0201", "error", "things are defined by each other",
     "outcome Peace when Trust\n"
     "outcome Trust when Peace\n",
     "fact Trust\n"
     "outcome Peace when Trust\n",
     "An outcome is computed from what it is made of, so a chain of "
     "definitions must end somewhere: in facts and in acts that people "
     "decide. The message shows the reference that closes the circle."},

    {"C0202", "error", "nothing has this name",
     "actor President\n"
     "act Sign by President\n"
     "outcome Law when Sing\n",
     "actor President\n"
     "act Sign by President\n"
     "outcome Law when Sign\n",
     "The name is declared nowhere in the file or in what it uses. Capital "
     "and small letters differ. If a name is nearly the same, the help offers "
     "it."},

    {"C0203", "error", "already defined, or named twice",
     "actor Minister \"the minister of justice\"\n"
     "actor Minister \"the minister of finance\"\n",
     "actor Justice \"the minister of justice\"\n"
     "actor Finance \"the minister of finance\"\n",
     "Players, bodies, acts, facts, outcomes, ladders and talks share one name "
     "space, and each name stands for one thing. Only a party or member may "
     "recur in other bodies: it is then the same player. Lists in which each "
     "name may stand once are refused with the same code."},

    {"C0204", "error", "the rule of an act depends on something that is no fact",
     "actor President\n"
     "body Assembly\n"
     "  party Blue 68\n"
     "act Urgent by President\n"
     "act Law by Assembly\n"
     "  needs more than half of members if Urgent\n"
     "  otherwise at least 2/3 of members\n",
     "fact Urgent\n"
     "body Assembly\n"
     "  party Blue 68\n"
     "act Law by Assembly\n"
     "  needs more than half of members if Urgent\n"
     "  otherwise at least 2/3 of members\n",
     "Which rule applies must be known when people vote, so it may depend on "
     "facts and choices only. If it depends on another decision, declare two "
     "acts with a rule each and an outcome that says which of them counts."},

    {"C0205", "error", "a measure is missing, or there are too many numbers",
     "body Council\n"
     "  member Ontario with population 14223942\n"
     "  member Quebec\n",
     "body Council\n"
     "  member Ontario with population 14223942\n"
     "  member Quebec with population 8501833\n",
     "If one entry of a body has a measure, every entry needs its number for "
     "it, for a share of the measure would have no whole otherwise. A body "
     "with measures therefore has members and no parties."},

    {"C0206", "error",
     "no group, party, member or measure of this body, or one that does not "
     "fit there",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs more than half of members in North\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "  group North Blue\n"
     "act Law by Assembly needs more than half of members in North\n",
     "Groups and measures belong to one body, and the rule of an act speaks of "
     "those of its own body only. Declare the group inside the body, or use "
     "the name of one of its parties or members."},

    {"C0207", "error", "an act by a body needs a rule",
     "body Assembly\n"
     "  party Blue 68\n"
     "act Law by Assembly\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "act Law by Assembly needs more than half of votes cast\n",
     "A body decides by a rule: say with needs which one. A court of a ladder "
     "that is a body needs a rule too. Only an act by one player, such as a "
     "president, needs none."},

    {"C0208", "error", "the ladder has no such step",
     "actor Accused\n"
     "actor AppealCourt\n"
     "actor SupremeCourt\n"
     "ladder Appeal by Accused through AppealCourt\n"
     "on 2016-07-04 Appeal at SupremeCourt failed\n",
     "actor Accused\n"
     "actor AppealCourt\n"
     "actor SupremeCourt\n"
     "ladder Appeal by Accused through AppealCourt, SupremeCourt\n"
     "on 2016-07-04 Appeal at SupremeCourt failed\n",
     "The steps of a ladder are those named after through, and each of them "
     "has two parts: LADDER to COURT is the act of taking the matter there, "
     "LADDER at COURT that of the court granting it."},

    {"C0209", "error", "a name of the wrong kind",
     "fact Reading one of Defence, Court\n"
     "outcome Immune when Reading\n",
     "fact Reading one of Defence, Court\n"
     "outcome Immune when Reading is Defence\n",
     "The name exists, but what it stands for does not fit here. A choice is "
     "tested with is, and nothing else is. Outcomes, ladders and acts of "
     "nested bodies are computed and cannot be recorded as events. A body does "
     "not act by itself: its acts do."},

    {"C0210", "error", "the choice has no such option",
     "fact Reading one of Defence, Court\n"
     "outcome Immune when Reading is Defense\n",
     "fact Reading one of Defence, Court\n"
     "outcome Immune when Reading is Defence\n",
     "The options of a choice are those listed after one of. They are local "
     "to the choice, so two choices may have options of the same name."},

    {"C0211", "error", "the seats do not add up",
     "body Assembly seats 123\n"
     "  party Blue 68\n"
     "  party Gold 54\n",
     "body Assembly seats 123\n"
     "  party Blue 68\n"
     "  party Gold 54\n"
     "  vacant 1\n",
     "The number after seats is a check: parties, members and vacancies must "
     "make up exactly that many. A seat that nobody holds is written vacant 1, "
     "because it counts in a share of the seats and not in one of the "
     "members."},

    {"C0212", "error", "a used file or table cannot be read",
     "use \"missing.comitia\"\n",
     "use \"other.comitia\"\n",
     "The path after use or members from is looked for beside the file that "
     "names it. The same is said when a file uses itself, also by way of "
     "another, and when a table has no such column, a row of the wrong length, "
     "a number that is none, or a name that is empty or repeated. In the right "
     "example there is a file other.comitia."},

    {"C0213", "error", "some members vote as something, some for themselves",
     "actor Cabinet\n"
     "act Assent by Cabinet\n"
     "body Provinces\n"
     "  member Alberta votes as Assent\n"
     "  member Quebec\n"
     "act Consent by Provinces needs all of members\n",
     "actor Cabinet\n"
     "actor QuebecCabinet\n"
     "act Assent by Cabinet\n"
     "act QuebecAssent by QuebecCabinet\n"
     "body Provinces\n"
     "  member Alberta votes as Assent\n"
     "  member Quebec votes as QuebecAssent\n"
     "act Consent by Provinces needs all of members\n",
     "In a nested body every member votes as another act, outcome or ladder "
     "comes out: yes if that holds, no if it does not. Not holding includes no "
     "decision: if the quorum of that other act is not met, the member still "
     "counts as present and voting no. A member who decides for himself can be "
     "written as an actor with an act of its own."},

    {"C0214", "error", "an outsider votes in a nested body",
     "actor King\n"
     "actor Cabinet\n"
     "act Assent by Cabinet\n"
     "body Provinces\n"
     "  member Alberta votes as Assent\n"
     "act Consent by Provinces needs all of members and consent of King\n",
     "actor King\n"
     "actor Cabinet\n"
     "act Assent by Cabinet\n"
     "body Provinces\n"
     "  member Alberta votes as Assent\n"
     "act Consent by Provinces needs all of members\n"
     "act Seal by King\n"
     "outcome Amendment when Consent and Seal\n",
     "An act of a nested body is computed from other things and has no ballots "
     "of its own. Whoever else must agree gets an act, and an outcome joins "
     "the two."},

    {"C0215", "error", "an act by one player takes no rule",
     "actor President\n"
     "act Sign by President needs all of members\n",
     "actor President\n"
     "act Sign by President\n",
     "An act by an actor, a party or a member has that one voter and passes "
     "on its yes: there is nothing for needs, quorum or without to say. If "
     "several people decide together, declare them as a body."},

    {"C0216", "error", "a quorum counts presence only",
     "body Assembly\n"
     "  party Blue 68\n"
     "act Law by Assembly\n"
     "  needs more than half of votes cast\n"
     "  quorum at least half of votes cast\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "act Law by Assembly\n"
     "  needs more than half of votes cast\n"
     "  quorum at least half of members\n",
     "A quorum asks how many are present, of the members, the seats, a measure "
     "or a group. How they vote belongs into needs. So a quorum has no at "
     "most or fewer than, no present or cast, no direction, no veto, consent "
     "or tie."},

    {"C0217", "error", "ties can be broken only with more than half counting yes",
     "actor Chair\n"
     "body Senate\n"
     "  party Members 100\n"
     "act Bill by Senate\n"
     "  needs at least half of votes cast ties broken by Chair\n",
     "actor Chair\n"
     "body Senate\n"
     "  party Members 100\n"
     "act Bill by Senate\n"
     "  needs more than half of votes cast ties broken by Chair\n",
     "A tie is exactly half of the base voting yes. With at least half a tie "
     "passes already, and with other shares there is none."},

    {"C0218", "error", "chances of options are incomplete or do not add up to 1",
     "fact Winner one of Ann 60%, Bob 30%\n",
     "fact Winner one of Ann 60%, Bob 30%, Cleo 10%\n",
     "Exactly one option of a choice comes true, so their chances make 1 "
     "together. Either all options have a chance or none has. Without chances "
     "nothing is assumed: unknown is never half and half."},

    {"C0219", "error", "k of n with k above n",
     "fact Rain\n"
     "fact Wind\n"
     "outcome Storm when at least 3 of (Rain, Wind)\n",
     "fact Rain\n"
     "fact Wind\n"
     "outcome Storm when at least 2 of (Rain, Wind)\n",
     "Of two conditions three can never hold. Count the conditions in the "
     "parentheses; the same is said of rules. As many as there are is allowed "
     "and means all of them."},

    {"C0220", "error", "a body or base without entries",
     "body Committee\n"
     "  vacant 3\n",
     "body Committee\n"
     "  party Blue 2\n"
     "  vacant 1\n",
     "Nobody is there to decide. A party with 0 seats is an entry, vacancies "
     "are not. The same is said when without names everybody, and when a group "
     "in consent of, no veto by or ties broken by has no entry left."},
};

const cm_page_set cm_pages_of_names = {pages, sizeof pages / sizeof *pages};
