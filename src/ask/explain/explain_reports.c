/* Pages about chances and reports (C04). */
#include "ask/explain/explain_pages.h"

static const cm_page pages[] = {
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
};

const cm_page_set cm_pages_of_reports = {pages, sizeof pages / sizeof *pages};
