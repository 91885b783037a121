/* Pages about the text: letters, numbers, words (C01). */
#include "ask/explain/explain_pages.h"

static const cm_page pages[] = {
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
};

const cm_page_set cm_pages_of_grammar = {pages, sizeof pages / sizeof *pages};
