/* Pages about what happened (C03). */
#include "ask/explain/explain_pages.h"

static const cm_page pages[] = {
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
};

const cm_page_set cm_pages_of_history = {pages, sizeof pages / sizeof *pages};
