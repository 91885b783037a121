#include "ask/explain_pages.h"

const cm_page cm_pages[] = {
    {"C0101", "error", "a character the language does not use",
     "body Council\n"
     "  party North 3;\n",
     "body Council\n"
     "  party North 3\n",
     "The language is made of words, numbers, dates and quoted texts, with "
     "commas, colons and parentheses between them. Semicolons, braces and "
     "other signs have no meaning and are refused. Characters that control a "
     "screen or turn the direction of writing are refused everywhere, also in "
     "titles and comments, because they can make a text look different from "
     "what it says."},

    {"C0102", "error", "the text is not UTF-8",
     "# the caf<E9> committee\n"
     "body Committee\n"
     "  party Regulars 3\n",
     "# the caf\xC3\xA9 committee\n"
     "body Committee\n"
     "  party Regulars 3\n",
     "A model is UTF-8 text. In the wrong example <E9> stands for one byte, "
     "which is how another encoding writes an e with an acute accent. Save the "
     "file as UTF-8; nearly every editor can."},

    {"C0103", "error", "a majority of what?",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs majority\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs more than half of votes cast\n",
     "A majority can be one of all members, of all seats, of those present or "
     "of the votes cast, and they differ as soon as somebody abstains or stays "
     "away. Say which is meant: more than half of members, of seats, of "
     "present, or of votes cast."},

    {"C0104", "error", "a quota without a base",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs at least 2/3\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs at least 2/3 of seats\n",
     "Two thirds of what? The same share gives different numbers of seats for "
     "different bases, so a quota always names one: members, seats, present, "
     "votes cast, a measure such as population, or a group."},

    {"C0105", "error", "a share above 1 or not above 0",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs at least 4/3 of seats\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs at least 3/4 of seats\n",
     "A share of a base is more than 0 and at most 1: nobody can have four "
     "thirds of the seats. At least 0 would always hold and fewer than 0 "
     "never, so these are refused too."},

    {"C0106", "error", "an amount above the whole",
     "body Bench\n"
     "  party Judges 9\n"
     "act Verdict by Bench needs at least 10 of members\n",
     "body Bench\n"
     "  party Judges 9\n"
     "act Verdict by Bench needs at least 7 of members\n",
     "Nine judges cannot give ten votes. The same is said of more than 9 of "
     "members. The whole is the one that is declared; later changes of seats "
     "do not matter here."},

    {"C0107", "error", "and, or are mixed without parentheses",
     "actor House\n"
     "actor Senate\n"
     "actor President\n"
     "act Bill by House\n"
     "act Consent by Senate\n"
     "act Sign by President\n"
     "outcome Law when Bill and Consent or Sign\n",
     "actor House\n"
     "actor Senate\n"
     "actor President\n"
     "act Bill by House\n"
     "act Consent by Senate\n"
     "act Sign by President\n"
     "outcome Law when Bill and (Consent or Sign)\n",
     "Readers do not agree on what A and B or C means, and laws have been "
     "fought over it. Put parentheses around the part that belongs together."},

    {"C0108", "error", "a declaration was expected",
     "body Assembly\n"
     "  party Blue 68\n"
     "decision Law by Assembly needs all of members\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "act Law by Assembly needs all of members\n",
     "Each declaration begins with one of the words use, body, actor, act, "
     "fact, outcome, ladder, forecast, on, by, since, source, report, talks or "
     "expect. The text before this word was complete, and the word begins "
     "none."},

    {"C0109", "error", "a reserved word where a name is needed",
     "actor present\n",
     "actor Present\n",
     "Some words belong to the language and can never be names. All of them "
     "are in small letters, so the same word with a capital letter is a name "
     "like any other."},

    {"C0110", "error", "there is no such date",
     "fact Raid\n"
     "on 2016-02-30 Raid happened\n",
     "fact Raid\n"
     "on 2016-02-29 Raid happened\n",
     "A date is YYYY-MM-DD, YYYY-MM or YYYY, in the Gregorian calendar of the "
     "years 0001 to 9999. A month has two digits. Where the day is not known, "
     "write the month or the year alone."},

    {"C0111", "error", "a quoted text does not end on its line",
     "actor King \"the King\n"
     "act Decree by King\n",
     "actor King \"the King\"\n"
     "act Decree by King\n",
     "A title stands between straight double quotes on one line. It cannot "
     "contain a double quote, and there is no way to write one inside; use "
     "single quotes there."},

    {"C0112", "error", "something else was expected",
     "body Assembly\n"
     "  party Blue\n"
     "  party Gold 55\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n",
     "The text cannot go on with this word; the message says what would fit "
     "here. Here the number of seats is missing after the name of the party. "
     "If the place looks right, look at the word before it."},

    {"C0113", "error", "a malformed number",
     "body Assembly\n"
     "  party Blue 6__8\n",
     "body Assembly\n"
     "  party Blue 6_8\n",
     "A number is an integer, a decimal such as 2.5 or a fraction such as 2/3, "
     "with a % behind it where a share is meant, and without blanks inside. "
     "Single underscores may stand between digits. A denominator of 0 is "
     "refused as well."},

    {"C0114", "error", "a clause is given twice",
     "body Assembly\n"
     "  party Blue 68\n"
     "act Law by Assembly\n"
     "  needs more than half of votes cast\n"
     "  quorum more than half of members\n"
     "  needs at least 2/3 of present\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "act Law by Assembly\n"
     "  needs more than half of votes cast and at least 2/3 of present\n"
     "  quorum more than half of members\n",
     "The clauses needs, quorum, from, until, right, believes, unnamed, of, "
     "free and colour stand at most once in a declaration or entry. Several "
     "conditions are joined with and or or inside one clause."},

    {"C0115", "error", "a span of dates runs backwards",
     "fact Visit\n"
     "on 2016-07-03..2016-06-27 Visit happened\n",
     "fact Visit\n"
     "on 2016-06-27..2016-07-03 Visit happened\n",
     "A span names the earlier date first. It stands for one event at an "
     "unknown day between the two, both included."},

    {"C0116", "error", "not a colour",
     "body Assembly\n"
     "  party Blue 68 colour \"blue\"\n",
     "body Assembly\n"
     "  party Blue 68 colour \"#2b5fa8\"\n",
     "A colour is # and six hexadecimal digits: two each for red, green and "
     "blue. Whatever has no colour gets one from the built-in palette."},

    {"C0117", "warning", "a player already has another colour",
     "body House\n"
     "  party Blue 68 colour \"#2b5fa8\"\n"
     "body Senate\n"
     "  party Blue 20 colour \"#e69f00\"\n",
     "body House\n"
     "  party Blue 68 colour \"#2b5fa8\"\n"
     "body Senate\n"
     "  party Blue 20\n",
     "The same party or member in two bodies is one player and has one "
     "colour: the first in the file counts everywhere. Leave the later one "
     "out, or make them equal."},

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

    {"C0301", "error", "settled both as true and as false",
     "fact Raid\n"
     "on 2016-05-26 Raid happened\n"
     "on 2016-05-27 Raid failed\n",
     "fact Raid\n"
     "fact SecondRaid\n"
     "on 2016-05-26 Raid happened\n"
     "on 2016-05-27 SecondRaid failed\n",
     "A fact or act is settled once. If something was tried again, declare a "
     "second act or fact for the second time. If sources disagree, write "
     "reports instead of an event. An act that is voted twice is refused too."},

    {"C0302", "error", "a tally does not account for the seats",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs more than half of members\n"
     "on 2016-05-30 Assembly voted Law: Blue yes\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs more than half of members\n"
     "on 2016-05-30 Assembly voted Law: Blue yes, rest no\n",
     "Every seat of the body has a ballot: yes, no, abstain or absent. The "
     "numbers after a party make up its seats, a ballot without a number means "
     "all of them, and rest speaks of those who are not named. What is not "
     "known yet is rest open."},

    {"C0303", "error", "the recorded votes cannot give this result",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs at least 2/3 of seats\n"
     "on 2016-05-30 Assembly voted Law: Blue yes, Gold no\n"
     "on 2016-05-31 Law happened\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs more than half of seats\n"
     "on 2016-05-30 Assembly voted Law: Blue yes, Gold no\n"
     "on 2016-05-31 Law happened\n",
     "History says that the act passed (or failed), but the ballots give that "
     "result under no reading of the facts. Either the rule, the ballots or "
     "the result is wrong. Usually the result can be left out: it is computed "
     "from the ballots."},

    {"C0304", "error", "seats after has do not add up",
     "body Assembly seats 123\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "on 2017-11-16 Assembly has Blue 68\n",
     "body Assembly seats 123\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "on 2017-11-16 Assembly has Blue 68, vacant 55\n",
     "A change of seats names all parties that have seats from that day; "
     "parties not named have none, and so have the vacancies. Together they "
     "make the legal number of seats if the body states it. Each party is "
     "named once."},

    {"C0305", "error", "outside the time limits of the act",
     "actor King\n"
     "act Decree by King from 2016-10-01\n"
     "on 2016-09-30 Decree happened\n",
     "actor King\n"
     "act Decree by King from 2016-10-01\n"
     "on 2016-10-02 Decree happened\n",
     "An act cannot be decided before its from and not after its until. An "
     "event whose day is known only roughly must lie inside as a whole at the "
     "end, and may begin before the from."},

    {"C0306", "note", "the order of two events is not certain",
     "actor Court\n"
     "actor King\n"
     "act Sentence by Court\n"
     "act Pardon by King\n"
     "outcome Prison when Sentence unless Pardon\n"
     "on 2016-12 Sentence happened\n"
     "on 2016-12-02 Pardon happened\n",
     "actor Court\n"
     "actor King\n"
     "act Sentence by Court\n"
     "act Pardon by King\n"
     "outcome Prison when Sentence unless Pardon\n"
     "on 2016-12-01 Sentence happened\n"
     "on 2016-12-02 Pardon happened\n",
     "Both events settle parts of one outcome and their days overlap, so it is "
     "not known which came first. The timeline shows them in the order of "
     "their latest days. Give the days more exactly if a source has them; "
     "otherwise the note is all there is to say."},

    {"C0401", "error", "not a chance",
     "source Paper right 0.9\n",
     "source Paper right 90%\n",
     "A chance is a percentage or a fraction between 0 and 1, such as 90% or "
     "9/10. A bare number is refused, because 0.9 and 90 are too easily taken "
     "for each other."},

    {"C0402", "warning", "a source that changes nothing",
     "fact Raid\n"
     "source Rumour right 50%\n"
     "report Rumour says Raid\n",
     "fact Raid\n"
     "source Rumour right 60%\n"
     "report Rumour says Raid\n",
     "A source that is right half of the time says yes as often when the claim "
     "is true as when it is false, so its reports move nothing. The same holds "
     "whenever its two accuracies add up to 1. If its accuracy is not known, "
     "leave right out: the source then carries no weight and is still listed."},

    {"C0403", "note", "a report against what is recorded",
     "fact Raid\n"
     "source Paper right 90%\n"
     "on 2016-05-26 Raid happened\n"
     "report Paper denies Raid\n",
     "fact Raid\n"
     "source Paper right 90%\n"
     "on 2016-05-26 Raid happened\n"
     "report Paper says Raid\n",
     "An event, or a fact declared true or false, is taken for certain, and "
     "this report conveys the opposite. That may well be so: the note only "
     "points it out. If the matter is in dispute, leave the event out and let "
     "the reports speak."},

    {"C0404", "note", "a source at odds with itself",
     "fact Raid\n"
     "source Paper right 90%\n"
     "report Paper says Raid\n"
     "report Paper denies Raid\n",
     "fact Raid\n"
     "source Paper right 90%\n"
     "report Paper on 2016-05-26 says Raid\n"
     "report Paper on 2016-05-27 denies Raid\n",
     "The last speakers of two reports are the same and convey different "
     "things of the same claim: yes, no, or that they cannot say. If one and "
     "the same utterance is heard both as yes and as no, it carries no weight. "
     "If the speaker changed its mind, give both utterances their dates."},

    {"C0405", "note", "a source gives dates that do not overlap",
     "fact Raid\n"
     "source Paper right 90%\n"
     "report Paper says Raid on 2016-05\n"
     "report Paper says Raid on 2016-06\n",
     "fact Raid\n"
     "source Paper right 90%\n"
     "report Paper says Raid on 2016-05\n"
     "report Paper says Raid on 2016-05-26\n",
     "The same last speaker dates the same claim in two ways that cannot both "
     "be right. The note names the first report it conflicts with; the weight "
     "of the reports does not change."},

    {"C0406", "warning", "certain sources contradict each other",
     "fact Raid\n"
     "source Police right 100%\n"
     "source Witness right 100%\n"
     "report Police denies Raid\n"
     "report Witness says Raid\n",
     "fact Raid\n"
     "source Police right 80%\n"
     "source Witness right 100%\n"
     "report Police denies Raid\n"
     "report Witness says Raid\n",
     "Sources that are never wrong cannot disagree: what was observed has "
     "chance 0 whether the claim is true or not, so there is no posterior. "
     "Give at least one of them an accuracy below 100%."},

    {"C0407", "error", "a speaker quotes itself",
     "fact Raid\n"
     "source Paper right 90%\n"
     "source Witness right 80%\n"
     "report Paper says Witness says Paper says Raid\n",
     "fact Raid\n"
     "source Paper right 90%\n"
     "source Witness right 80%\n"
     "report Paper says Witness says Raid\n",
     "In a chain of speakers each stands once. If two people pass something on "
     "under the same name, declare two sources."},

    {"C0501", "note", "an act helps and hinders an outcome",
     "actor Mayor\n"
     "actor Council\n"
     "act Plan by Mayor\n"
     "act Counterplan by Council\n"
     "outcome OneOfTwo when (Plan and not Counterplan)\n"
     "  or (Counterplan and not Plan)\n",
     "actor Mayor\n"
     "actor Council\n"
     "act Plan by Mayor\n"
     "act Counterplan by Council\n"
     "outcome AnyOfTwo when Plan or Counterplan\n",
     "Whether this act should pass for the outcome to come about depends on "
     "other acts. Who can force the outcome is then no question of counting "
     "votes on one side, and can, who and power refuse it (C0511) unless they "
     "are asked with --otherwise worst. The outcome may be meant so; the note "
     "only says it."},

    {"C0502", "failed", "an expect line does not hold",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs at least 2/3 of seats\n"
     "expect Law needs 81\n",
     "body Assembly\n"
     "  party Blue 68\n"
     "  party Gold 55\n"
     "act Law by Assembly needs at least 2/3 of seats\n"
     "expect Law needs 82\n",
     "An expect line says what the model should answer; comitia check asks and "
     "compares. The message says what was found instead. With open facts an "
     "expectation must hold under every valuation of them: add if to speak of "
     "one. A question that is ill-posed or reaches a limit does not hold "
     "either."},

    {"C0511", "refused", "mixed polarity",
     "actor Mayor\n"
     "actor Council\n"
     "act Plan by Mayor\n"
     "act Counterplan by Council\n"
     "outcome OneOfTwo when (Plan and not Counterplan)\n"
     "  or (Counterplan and not Plan)\n",
     "actor Mayor\n"
     "actor Council\n"
     "act Plan by Mayor\n"
     "act Counterplan by Council\n"
     "outcome AnyOfTwo when Plan or Counterplan\n",
     "This is what comitia can FILE Mayor force OneOfTwo says of the wrong "
     "example: the act both helps and hinders the outcome, or its own rule "
     "counts both ways, so it is not defined how those who want the outcome "
     "would vote. Ask with --otherwise worst: whether they can bring it about "
     "whatever the others do."},

    {"C0512", "refused", "attendance itself can lose",
     "actor Mayor\n"
     "body Council\n"
     "  party Left 3\n"
     "  party Right 2\n"
     "act Plan by Mayor\n"
     "act Objection by Council\n"
     "  needs more than half of votes cast\n"
     "  quorum more than half of members\n"
     "outcome Built when Plan unless Objection\n",
     "actor Mayor\n"
     "body Council\n"
     "  party Left 3\n"
     "  party Right 2\n"
     "act Plan by Mayor\n"
     "act Objection by Council\n"
     "  needs more than half of votes cast\n"
     "outcome Built when Plan unless Objection\n",
     "This is what comitia can FILE Left force Built --otherwise absent says "
     "of the wrong example: an act with a quorum hinders the outcome. Under "
     "absent all others stay away, so a player who comes to vote no may be the "
     "one who completes the quorum. Ask with --otherwise oppose, where "
     "everybody is present, or worst."},

    {"C0513", "note", "everyone is taken to attend",
     "body Council\n"
     "  party Left 3\n"
     "  party Right 2\n"
     "act Plan by Council\n"
     "  needs more than half of votes cast\n"
     "  quorum at least 4 of members\n",
     "body Council\n"
     "  party Left 3\n"
     "  party Right 2\n"
     "act Plan by Council\n"
     "  needs more than half of votes cast\n",
     "This is what comitia can FILE Left force Plan says of the wrong example: "
     "in the default way of asking everyone attends, so the quorum is met. By "
     "staying away, the others could also break it: ask with --otherwise "
     "worst to take that into account."},

    {"C0601", "error", "takes no part in these talks",
     "actor Union\n"
     "actor Company\n"
     "actor Minister\n"
     "talks Wages between Union, Company\n"
     "  point Raise\n"
     "  goal Raise\n"
     "  Minister demands Raise\n",
     "actor Union\n"
     "actor Company\n"
     "actor Minister\n"
     "talks Wages between Union, Company, Minister\n"
     "  point Raise\n"
     "  goal Raise\n"
     "  Minister demands Raise\n",
     "Only the sides named after between demand, hold, want, threaten, promise "
     "or prefer, and only they can be the by of a point."},

    {"C0602", "error", "before joins points only",
     "fact Signed\n"
     "actor Union\n"
     "actor Company\n"
     "talks Wages between Union, Company\n"
     "  point Raise\n"
     "  goal Raise\n"
     "  Union demands Signed before Raise\n",
     "actor Union\n"
     "actor Company\n"
     "talks Wages between Union, Company\n"
     "  point Signed\n"
     "  point Raise\n"
     "  goal Raise\n"
     "  Union demands Signed before Raise\n",
     "An order in time is a matter of the talks themselves: it can be agreed "
     "for their points, not for facts, acts or outcomes, whose days are "
     "history. Declare a point for what is meant."},

    {"C0603", "error", "talks without a goal",
     "actor Union\n"
     "actor Company\n"
     "talks Wages between Union, Company\n"
     "  point Raise\n"
     "  Union demands Raise\n",
     "actor Union\n"
     "actor Company\n"
     "talks Wages between Union, Company\n"
     "  point Raise\n"
     "  goal Raise\n"
     "  Union demands Raise\n",
     "A deal is one that reaches a goal while everything that is demanded "
     "holds. Say with goal what would count as success; there may be several "
     "goals, and each is answered."},

    {"C0701", "error", "a limit was reached",
     "body Shareholders\n"
     "  party Founder 2000000000000000\n",
     "body Shareholders\n"
     "  party Founder 1000000000000000\n",
     "Limits keep every question finite; comitia says so rather than guess. "
     "This one is a fixed limit of the file: a party has at most 10^15 seats. "
     "A question (comitia who FILE NAME, say) may also reach its limit of "
     "work: the message then names the limit, what reached it and the option "
     "that raises it, usually --limit STEPS. As a warning the code names a "
     "list that was left out; everything else in the answer stands."},

    {"C0801", "error", "data that cannot be imported",
     "party,seats\n"
     "Blue,68\n"
     "Gold,54.5\n",
     "party,seats\n"
     "Blue,68\n"
     "Gold,55\n",
     "comitia import reads tables, Popolo and ParlGov, and guesses nothing: a "
     "cell that is missing or that is no number, a vote without its day, data "
     "that leave open which body or which day is meant are told at their line, "
     "and no model is written. The examples are tables for comitia import "
     "csv."},

    {"C0802", "warning", "doubtful data, and how they were taken",
     "party,seats\n"
     "Blue,60\n"
     "Gold,55\n"
     "Blue,8\n",
     "party,seats\n"
     "Blue,68\n"
     "Gold,55\n",
     "The data say too much or too little, but a model can be made: a party "
     "that stands twice, a member of two groups on one day, seats that do not "
     "add up to their total, a last row that is the sum of the others, a "
     "member without a ballot. The message says what "
     "was done; look at the line, and at the model. In a table of --csv "
     "it is a row that may be a sum. The examples are tables for comitia "
     "import csv."},
};

const size_t cm_n_pages = sizeof cm_pages / sizeof *cm_pages;
