/* Events: what they settle, whether votes and seats add up, and in which order
 * they stand. */
#include "model/date.h"
#include "support/checked.h"

static const char law[] =
    "body Assembly seats 123\n"
    "  party CPP 68\n"
    "  party CNRP 55\n"
    "  party KEDP 0\n"
    "  group Small CNRP, KEDP\n"
    "body Club\n"
    "  member Ann\n"
    "  member Ben\n"
    "  party Guests 3\n"
    "body Senate\n"
    "  party Red 3\n"
    "  party Blue 2 free\n"
    "  member Chair\n"
    "body Nested\n"
    "  member East votes as EastAssent\n"
    "  member West votes as Reform\n"
    "body Court party Judges 9\n"
    "actor King\n"
    "actor Sokha\n"
    "actor Rival\n"
    "fact Reading one of Defence, Strict\n"
    "fact Raid\n"
    "fact Storm\n"
    "outcome EastAssent when Storm\n"
    "act Lift by Assembly needs at least 2/3 of seats\n"
    "act Amend by Assembly needs more than half of seats ties broken by King\n"
    "act Two by Assembly\n"
    "  needs at least 2/3 of seats if Reading is Defence\n"
    "  otherwise more than half of seats\n"
    "act Rule by Club needs all of members\n"
    "act Sign by King\n"
    "act Timed by Assembly needs at least 2/3 of seats\n"
    "  from 2016-02 until 2016-06\n"
    "act Bill by Senate without Chair\n"
    "  needs more than half of members ties broken by Chair\n"
    "act Plain by Senate without Chair needs more than half of members\n"
    "act Common by Nested needs all of members\n"
    "outcome Reform when Lift or Raid\n"
    "ladder Stop by Sokha against Rival through King, Court needs all of "
    "members\n"
    "ladder Plea by Sokha through King\n";

typedef struct row {
    const char *name, *text;
} row;

static const row rows[] = {
    /* names */
    {"an unknown name is an error", "on 2016 {C0202|Lifted} happened\n"},
    {"an act, a fact, a step and a choice can be recorded",
     "on 2016-01-01 Sign happened\n"
     "on 2016-01-02 Raid holds\n"
     "on 2016-01-03 Stop to King happened\n"
     "on 2016-01-04 Stop at King failed\n"
     "on 2016-01-05 Reading is Strict\n"},
    {"a step that the ladder has not",
     "on 2016 {C0208|Plea} at Court failed\n"},
    {"a step of something else", "on 2016 {C0209|Raid} at King failed\n"},
    {"an outcome is computed", "on 2016 {C0209|Reform} happened\n"},
    {"a ladder is computed", "on 2016 {C0209|Stop} failed\n"},
    {"an act of a nested body is computed", "on 2016 {C0209|Common} failed\n"},
    {"a nested body does not vote in history",
     "on 2016 Nested voted {C0209|Common}: rest yes\n"},
    {"a player is not recorded", "on 2016 {C0209|CPP} happened\n"},
    {"a body is not recorded", "on 2016 {C0209|Assembly} holds\n"},
    {"a choice needs its option", "on 2016 {C0209|Reading} happened\n"},
    {"`is` is for choices", "on 2016 {C0209|Raid} is Defence\n"},
    {"an act has no options", "on 2016 {C0209|Lift} is Defence\n"},
    {"an option of another choice", "on 2016 Reading is {C0210|Raid}\n"},
    {"an option that is none", "on 2016 Reading is {C0210|Lenient}\n"},
    {"who votes is a body", "on 2016 {C0209|King} voted Sign: rest yes\n"},
    {"nobody of that name votes",
     "on 2016 {C0202|Parliament} voted Lift: rest yes\n"},
    {"a body votes on its own acts only",
     "on 2016 Club voted {C0209|Lift}: rest yes\n"},
    {"an act of one player is not voted on",
     "on 2016 Assembly voted {C0209|Sign}: rest yes\n"},
    {"a fact is not voted on",
     "on 2016 Assembly voted {C0209|Raid}: rest yes\n"},
    {"a court votes on its step",
     "on 2016 Court voted Stop at Court: rest yes\n"},

    /* C0301 */
    {"the same act true and false",
     "on 2016-01-01 Sign happened\non 2016-02-01 {C0301|Sign} failed\n"},
    {"the later one in the file counts, not in time",
     "on 2016-02-01 Sign failed\non 2016-01-01 {C0301|Sign} happened\n"},
    {"the same fact true and false",
     "on 2016-01-01 Raid holds\non 2016-01-01 {C0301|Raid} does not hold\n"},
    {"twice the same is no contradiction",
     "on 2016-01-01 Raid holds\nsince 2016-01-02 Raid holds\n"},
    {"two options", "on 2016-01-01 Reading is Defence\n"
                    "on 2016-01-02 {C0301|Reading} is Strict\n"},
    {"one option twice",
     "on 2016-01-01 Reading is Defence\non 2016-01-02 Reading is Defence\n"},
    {"a step by either mover is one thing",
     "on 2016-01-01 Stop to King happened\n"
     "on 2016-01-02 {C0301|Stop} to King failed\n"},
    {"two steps are two things", "on 2016-01-01 Stop to King happened\non "
                                 "2016-01-02 Stop at King failed\n"},
    {"a second vote",
     "on 2016-01-01 Assembly voted Lift: rest absent\n"
     "on 2016-01-02 Assembly voted {C0301|Lift}: rest absent\n"},
    {"a vote and a result are not the same twice",
     "on 2016-01-01 Assembly voted Lift: rest absent\n"
     "on 2016-01-01 Lift failed\n"},

    /* C0302 */
    {"all seats of the named and no rest",
     "on 2016 Assembly voted Lift: CPP 60 yes 8 absent, CNRP no\n"},
    {"a party without seats may be left out or named",
     "on 2016 Assembly voted Lift: CPP yes, CNRP no, KEDP yes\n"},
    {"a ballot of a party without seats",
     "on 2016 Assembly voted Lift: CPP yes, CNRP no, {C0302|KEDP} 1 yes\n"},
    {"numbers below the seats",
     "on 2016 Assembly voted Lift: {C0302|CPP} 60 yes 7 absent, rest absent\n"},
    {"numbers above the seats",
     "on 2016 Assembly voted Lift: {C0302|CPP} 69 yes, rest absent\n"},
    {"numbers beyond counting",
     "on 2016 Assembly voted Lift: {C0302|CPP} 18446744073709551684 yes, "
     "rest absent\n"},
    {"the rest does not fill up a named party",
     "on 2016 Assembly voted Lift: {C0302|CPP} 60 yes, rest absent\n"},
    {"the same ballot in two parts",
     "on 2016 Assembly voted Lift: CPP 60 yes 4 no 4 yes, rest absent\n"},
    {"a stranger",
     "on 2016 Assembly voted Lift: {C0302|Ghost} 3 yes, rest no\n"},
    {"a member of another body is a stranger",
     "on 2016 Assembly voted Lift: {C0302|Ann} yes, rest no\n"},
    {"a group is a stranger",
     "on 2016 Assembly voted Lift: {C0302|Small} no, rest yes\n"},
    {"a fact is a stranger",
     "on 2016 Assembly voted Lift: {C0302|Raid} no, rest yes\n"},
    {"an actor without a part is a stranger",
     "on 2016 Assembly voted Lift: {C0302|King} yes, rest no\n"},
    {"an actor who breaks ties is an outsider",
     "on 2016 Assembly voted Amend: CPP yes, CNRP no, King yes\n"},
    {"an outsider left out is absent",
     "on 2016 Assembly voted Amend: CPP yes, CNRP no\n"},
    {"without the chair the chair is a stranger",
     "on 2016 Senate voted Plain: {C0302|Chair} yes, rest no\n"},
    {"a chair with a casting vote is an outsider",
     "on 2016 Senate voted Bill: Chair yes, Red no, Blue yes\n"},
    {"a name given twice",
     "on 2016 Assembly voted Lift: CPP yes, {C0302|CPP} no, rest absent\n"},
    {"a second rest",
     "on 2016 Assembly voted Lift: CPP yes, rest no, {C0302|rest} absent\n"},
    {"an entry left out", "on 2016 Assembly voted {C0302|Lift}: CPP 68 yes\n"},
    {"members left out",
     "on 2016 Club voted {C0302|Rule}: Ann yes, Guests no\n"},
    {"two faults are told apart",
     "on 2016 Assembly voted {C0302|Lift}: {C0302|CPP} 60 yes\n"},
    {"a step at a court counts its judges",
     "on 2016 Court voted {C0302|Stop} at Court: {C0302|CPP} yes\n"},
    {"seats are those of the day of the vote",
     "on 2017-01-01 Assembly voted Lift: CPP 79 yes, CNRP 44 no\n"
     "on 2016-12-31 Assembly has CPP 79, CNRP 44\n"},
    {"a later change of seats does not count",
     "on 2016-12-30 Assembly voted Lift: {C0302|CPP} 79 yes, {C0302|CNRP} 44 "
     "no\n"
     "on 2016-12-31 Assembly has CPP 79, CNRP 44\n"},
    {"on one day the place in the file decides",
     "on 2016-12-31 Assembly voted Lift: CPP 68 yes, CNRP 55 no\n"
     "on 2016-12-31 Assembly has CPP 79, CNRP 44\n"
     "on 2016-12-31 Assembly voted Two: CPP 79 yes, CNRP 44 no\n"},
    {"a party without seats that day need not be named",
     "on 2016-01-01 Assembly has CPP 100, KEDP 23\n"
     "on 2016-02-01 Assembly voted Lift: CPP yes, KEDP no\n"},
    {"vacant seats cast no ballots",
     "on 2016-01-01 Assembly has CPP 68, vacant 55\n"
     "on 2016-02-01 Assembly voted Lift: CPP yes\n"},

    /* C0303 */
    {"68 of 123 cannot have been two thirds",
     "on 2016-01-01 Assembly voted Lift: CPP yes, rest no\n"
     "on 2016-01-01 {C0303|Lift} happened\n"},
    {"123 of 123 cannot have failed",
     "on 2016-01-01 Assembly voted Lift: rest yes\n"
     "on 2016-01-01 {C0303|Lift} failed\n"},
    {"82 of 123 can have been two thirds",
     "on 2016-01-01 Assembly voted Lift: CPP yes, CNRP 14 yes 41 no\n"
     "on 2016-01-01 Lift happened\n"},
    {"one of two rules is enough",
     "on 2016-01-01 Assembly voted Two: CPP yes, rest no\n"
     "on 2016-01-01 Two happened\n"},
    {"the other rule is enough too",
     "on 2016-01-01 Assembly voted Two: CPP yes, rest no\n"
     "on 2016-01-01 Two failed\n"},
    {"neither of two rules",
     "on 2016-01-01 Assembly voted Two: CPP 61 yes 7 no, rest no\n"
     "on 2016-01-01 {C0303|Two} happened\n"},
    {"a rule that events rule out does not count",
     "on 2015-12-31 Reading is Defence\n"
     "on 2016-01-01 Assembly voted Two: CPP yes, rest no\n"
     "on 2016-01-01 {C0303|Two} happened\n"},
    {"ballots still open can be cast",
     "on 2016-01-01 Assembly voted Lift: CPP yes, rest open\n"
     "on 2016-01-01 Lift happened\n"},
    {"ballots still open can be too few",
     "on 2016-01-01 Assembly voted Lift: CNRP no, rest open\n"
     "on 2016-01-01 {C0303|Lift} happened\n"},

    {"a faulty vote proves nothing",
     "on 2016-01-01 Assembly voted {C0302|Lift}: CPP yes\n"
     "on 2016-01-01 Lift happened\n"},
    {"two votes prove nothing",
     "on 2016-01-01 Assembly voted Lift: rest no\n"
     "on 2016-01-02 Assembly voted {C0301|Lift}: rest yes\n"
     "on 2016-01-01 Lift happened\n"},
    {"other errors do not hide it",
     "on 2016-01-01 Assembly voted Lift: rest no\n"
     "on 2016-01-01 {C0303|Lift} happened\n"
     "on 2016-01-01 {C0304|Assembly} has CPP 68\n"},

    /* C0304 */
    {"seats that add up", "on 2016 Assembly has CPP 68, CNRP 55\n"},
    {"vacancies count", "on 2016 Assembly has CPP 68, vacant 55\n"},
    {"seats that do not add up", "on 2016 {C0304|Assembly} has CPP 68\n"},
    {"too many seats",
     "on 2016 {C0304|Assembly} has CPP 68, CNRP 55, KEDP 1\n"},
    {"without a legal number any total will do",
     "on 2016 Club has Guests 7, vacant 1\n"},
    {"a party named twice",
     "on 2016 Assembly has CPP 68, {C0304|CPP} 0, CNRP 55\n"},
    {"vacancies given twice",
     "on 2016 Assembly has CPP 68, vacant 55, {C0304|vacant} 0\n"},
    {"members keep their seat", "on 2016 Club has {C0209|Ann} 1\n"},
    {"a group has no seats of its own",
     "on 2016 Assembly has CPP 68, {C0209|Small} 55\n"},
    {"a party of another body", "on 2016 Assembly has {C0209|Guests} 123\n"},
    {"a party that is none", "on 2016 Assembly has {C0202|Ghost} 123\n"},
    {"a fact has no seats", "on 2016 Assembly has {C0209|Raid} 123\n"},
    {"seats of an actor", "on 2016 {C0209|King} has CPP 1\n"},
    {"more seats than a bloc may have",
     "on 2016 Club has Guests {C0701|1000000000000001}\n"},
    {"as many seats as a bloc may have",
     "on 2016 Club has Guests 1000000000000000\n"},
    {"more free seats than there may be",
     "on 2016 Senate has Blue {C0701|100001}\n"},
    {"as many free seats as there may be", "on 2016 Senate has Blue 100000\n"},

    /* C0305 */
    {"within the limits", "on 2016-02-01 Timed happened\n"},
    {"on the last day", "on 2016-06-30 Timed failed\n"},
    {"after the last day", "on 2016-07-01 {C0305|Timed} happened\n"},
    {"partly after the last day",
     "on 2016-06-30..2016-07-01 {C0305|Timed} failed\n"},
    {"before the first day", "on 2016-01-31 {C0305|Timed} happened\n"},
    {"partly before the first day",
     "on 2016-01-31..2016-02-01 Timed happened\n"},
    {"by a day within the limits", "by 2016-06 Timed happened\n"},
    {"by a day beyond them", "by 2016-07 {C0305|Timed} happened\n"},
    {"by a day before them", "by 2016-01 {C0305|Timed} happened\n"},
    {"a vote after the last day",
     "on 2016-07-01 Assembly voted {C0305|Timed}: rest no\n"},
    {"a vote in time", "on 2016-05-01 Assembly voted Timed: rest no\n"},

    /* C0306 */
    {"two single days have an order",
     "on 2016-01-01 Lift happened\non 2016-01-02 Raid holds\n"},
    {"one day is one day",
     "on 2016-01-01 Lift happened\non 2016-01-01 Raid holds\n"},
    {"a month and a day in it have none",
     "on 2016-01 Lift happened\n{C0306|on} 2016-01-31 Raid holds\n"},
    {"the later one is later in display order",
     "{C0306|on} 2016-01-31 Raid holds\non 2016-01 Lift happened\n"},
    {"a day before the month ends is shown first",
     "on 2016-01-30 Raid holds\n{C0306|on} 2016-01 Lift happened\n"},
    {"a day outside has an order",
     "on 2016-01 Lift happened\non 2016-02-01 Raid holds\n"},
    {"`by` overlaps all that was before",
     "on 2015-07-01 Lift happened\n{C0306|by} 2016-01-31 Raid holds\n"},
    {"`by` and what comes after have an order",
     "by 2016-01-31 Raid holds\non 2016-02-01 Lift happened\n"},
    {"parts of different outcomes do not matter",
     "on 2016-01 Lift happened\non 2016-01-31 Sign happened\n"},
    {"steps of one ladder are parts of one thing",
     "by 2016-01-31 Plea to King happened\n"
     "{C0306|on} 2016-01-31 Plea at King failed\n"},
    {"each but the first gets one note",
     "by 2016-01-31 Stop to King happened\n"
     "{C0306|on} 2016-01-31 Stop at King failed\n"
     "{C0306|since} 2016-01 Stop to Court happened\n"},
    {"a vote settles too", "on 2016-01 Assembly voted Lift: rest no\n"
                           "{C0306|on} 2016-01-31 Raid holds\n"},
    {"two words about one thing",
     "on 2016-01 Raid holds\n{C0306|since} 2016-01-31 Raid holds\n"},
    {"a change of seats settles nothing",
     "on 2016-01 Assembly has CPP 100, CNRP 23\non 2016-01-31 Raid holds\n"},
};

static void diagnostics_are_as_marked(void **state)
{
    const row *r = *state;
    test_model m = test_read(law, r->text);
    test_read_done(&m);
}

/* ---- what the model holds ----------------------------------------------- */

static const cm_event *event_at(const test_model *m, uint32_t i)
{
    expect_true(i < m->model->n_events);
    expect_u64(m->model->events[i].order, i);
    return &m->model->events[i];
}

static int32_t day(int year, int month, int day_of_month)
{
    int32_t number = 0;
    expect_true(cm_day_of(year, month, day_of_month, &number));
    return number;
}

static void events_stand_in_display_order(void **state)
{
    (void)state;
    test_model m = test_read(law, "on 2016-03-01 Raid holds\n"
                                  "on 2016-02 Sign happened\n"
                                  "on 2016-02-29 Lift failed\n"
                                  "by 2016-02-29 Reading is Strict\n"
                                  "on 2016-02-29 Plea to King happened\n"
                                  "on 2015..2016-01-02 Plea at King failed\n");
    static const char *const texts[] = {
        "on 2015..2016-01-02 Plea at King failed",
        "by 2016-02-29 Reading is Strict",
        "on 2016-02 Sign happened",
        "on 2016-02-29 Lift failed",
        "on 2016-02-29 Plea to King happened",
        "on 2016-03-01 Raid holds"};
    expect_u64(m.model->n_events, 6);
    for (uint32_t i = 0; i < 6; i++)
        expect_text(event_at(&m, i)->text, texts[i]);
    expect_i64(event_at(&m, 0)->days.lo, day(2015, 1, 1));
    expect_i64(event_at(&m, 0)->days.hi, day(2016, 1, 2));
    expect_i64(event_at(&m, 1)->days.lo, CM_BEGINNING);
    expect_i64(event_at(&m, 1)->days.hi, day(2016, 2, 29));
    expect_i64(event_at(&m, 2)->days.lo, day(2016, 2, 1));
    expect_i64(event_at(&m, 2)->days.hi, day(2016, 2, 29));
    test_read_done(&m);
}

static void words_of_settling_have_a_value(void **state)
{
    (void)state;
    test_model m = test_read(law, "on 2016-01-01 Lift happened\n"
                                  "on 2016-01-02 Raid does not hold\n"
                                  "on 2016-01-03 Sign did not happen\n"
                                  "since 2016-01-04 Storm holds\n"
                                  "on 2016-01-05 Stop to King failed\n"
                                  "on 2016-01-06 Plea to King happened\n"
                                  "on 2016-01-07 Reading is Strict\n");
    const cm_event *e = m.model->events;
    const struct {
        cm_cond_kind what;
        uint32_t index;
        bool value;
    } want[] = {
        {CM_COND_ACT, test_named(&m, "Lift", CM_NAME_ACT), true},
        {CM_COND_FACT, test_named(&m, "Raid", CM_NAME_FACT), false},
        {CM_COND_ACT, test_named(&m, "Sign", CM_NAME_ACT), false},
        {CM_COND_FACT, test_named(&m, "Storm", CM_NAME_FACT), true},
    };
    for (size_t i = 0; i < 4; i++) {
        expect_u64(e[i].kind, CM_EVENT_SETTLES);
        expect_u64(e[i].what, want[i].what);
        expect_u64(e[i].index, want[i].index);
        expect_true(e[i].value == want[i].value);
    }
    const cm_ladder *stop =
        &m.model->ladders[test_named(&m, "Stop", CM_NAME_LADDER)];
    expect_u64(e[4].what, CM_COND_EITHER);
    expect_u64(e[4].index, stop->courts[0].to);
    expect_u64(e[4].other, stop->courts[0].to_against);
    expect_true(!e[4].value);
    expect_u64(e[5].what, CM_COND_ACT);
    expect_u64(e[6].what, CM_COND_OPTION);
    expect_u64(e[6].option, 1);
    expect_true(e[6].value);
    test_read_done(&m);
}

static const cm_tally *tally_of(const test_model *m, const cm_event *event,
                                const char *player)
{
    uint32_t index = test_named(m, player, CM_NAME_PLAYER);
    const cm_act *act = &m->model->acts[event->index];
    for (uint32_t v = 0; v < act->n_voters; v++)
        if (act->voters[v].player == index)
            return &event->tallies[v];
    fail_msg("%s has no ballot", player);
    return NULL;
}

static void expect_tally(const test_model *m, const cm_event *event,
                         const char *player, const uint64_t want[5])
{
    const cm_tally *tally = tally_of(m, event, player);
    for (int b = 0; b < 5; b++)
        expect_u64(tally->seats[b], want[b]);
}

static void ballots_are_counted_in_seats(void **state)
{
    (void)state;
    test_model m = test_read(
        law, "on 2016-01-01 Assembly voted Lift: CPP 60 yes 5 no 2 abstain 1 "
             "absent, CNRP absent\n"
             "on 2016-01-02 Assembly voted Amend: CPP abstain, rest open\n"
             "on 2016-01-03 Senate voted Bill: Red 3 yes, Blue 1 yes 1 no\n");
    const cm_event *e = m.model->events;
    expect_u64(e[0].kind, CM_EVENT_VOTE);
    expect_u64(e[0].index, test_named(&m, "Lift", CM_NAME_ACT));
    expect_tally(&m, &e[0], "CPP", (uint64_t[5]){60, 5, 2, 1, 0});
    expect_tally(&m, &e[0], "CNRP", (uint64_t[5]){0, 0, 0, 55, 0});
    expect_tally(&m, &e[1], "CPP", (uint64_t[5]){0, 0, 68, 0, 0});
    expect_tally(&m, &e[1], "CNRP", (uint64_t[5]){0, 0, 0, 0, 55});
    /* `rest` means outsiders too; without it they stay away */
    expect_tally(&m, &e[1], "King", (uint64_t[5]){0, 0, 0, 0, 1});
    expect_tally(&m, &e[2], "Chair", (uint64_t[5]){0, 0, 0, 1, 0});
    expect_tally(&m, &e[2], "Blue", (uint64_t[5]){1, 1, 0, 0, 0});
    test_read_done(&m);
}

static void seats_replace_those_of_all_parties(void **state)
{
    (void)state;
    test_model m =
        test_read(law, "on 2016-01-01 Assembly has CPP 100, vacant 23\n"
                       "on 2016-01-02 Club has Guests 9\n"
                       "on 2016-01-03 Assembly voted Lift: CPP yes\n");
    const cm_event *e = m.model->events;
    expect_u64(e[0].kind, CM_EVENT_SEATS);
    expect_u64(e[0].body, test_named(&m, "Assembly", CM_NAME_BODY));
    expect_u64(e[0].seats[0], 100);
    expect_u64(e[0].seats[1], 0);
    expect_u64(e[0].seats[2], 0);
    expect_u64(e[0].vacant, 23);
    expect_u64(e[1].seats[0], 1); /* members keep theirs */
    expect_u64(e[1].seats[1], 1);
    expect_u64(e[1].seats[2], 9);
    expect_u64(e[1].vacant, 0);
    expect_tally(&m, &e[2], "CPP", (uint64_t[5]){100, 0, 0, 0, 0});
    expect_tally(&m, &e[2], "CNRP", (uint64_t[5]){0, 0, 0, 0, 0});
    test_read_done(&m);
}

static void conflicts_mark_both_events(void **state)
{
    (void)state;
    test_model m = test_read(law, "on 2016-01-10 Raid holds\n"
                                  "{C0306|on} 2016-01 Lift happened\n"
                                  "on 2016-02-02 Raid holds\n"
                                  "on 2016-01-15 Sign happened\n");
    static const bool want[] = {true, false, true, false};
    for (uint32_t i = 0; i < 4; i++)
        expect_true(event_at(&m, i)->conflict == want[i]);
    test_read_done(&m);
}

static void the_note_names_the_first_earlier_event(void **state)
{
    (void)state;
    test_model m = test_read(law, "on 2016-01-10 Raid holds\n"
                                  "on 2016-01-11 Raid holds\n"
                                  "{C0306|on} 2016-01 Lift happened\n"
                                  "{C0306|by} 2016-02 Lift happened\n");
    uint32_t found = 0;
    for (size_t i = 0; i < m.model->diags.all.n; i++) {
        const cm_diag *diag = m.model->diags.all.at[i];
        expect_u64(diag->notes.n, 1);
        expect_u64(diag->notes.at[0].span.line, m.model->events[0].span.line);
        found++;
    }
    expect_u64(found, 2);
    test_read_done(&m);
}

#define N_ROWS (sizeof rows / sizeof *rows)

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(events_stand_in_display_order),
        cmocka_unit_test(words_of_settling_have_a_value),
        cmocka_unit_test(ballots_are_counted_in_seats),
        cmocka_unit_test(seats_replace_those_of_all_parties),
        cmocka_unit_test(conflicts_mark_both_events),
        cmocka_unit_test(the_note_names_the_first_earlier_event),
    };
    enum { N_OTHERS = sizeof others / sizeof *others };
    struct CMUnitTest tests[N_ROWS + N_OTHERS];
    for (size_t i = 0; i < N_ROWS; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, diagnostics_are_as_marked, &rows[i]);
    memcpy(tests + N_ROWS, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
