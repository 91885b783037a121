/* Pages about questions, talks and limits (C05 to C07). */
#include "ask/explain/explain_pages.h"

static const cm_page pages[] = {
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
};

const cm_page_set cm_pages_of_answers = {pages, sizeof pages / sizeof *pages};
