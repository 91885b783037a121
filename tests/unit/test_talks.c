/* Talks: sides, points, lines, and how statements are called. */
#include "support/checked.h"

static const char world[] =
    "body Assembly seats 3\n"
    "  party CPP 2\n"
    "  party CNRP 1\n"
    "actor Sokha\n"
    "actor King\n"
    "fact Jailed\n"
    "fact Reading one of Defence, Court\n"
    "act Lift by Assembly needs more than half of seats\n"
    "outcome Exit when Lift\n"
    "ladder Stop by Sokha through King\n"
    "source Daily\n";

typedef struct row {
    const char *name, *text;
} row;

static const row rows[] = {
    /* sides */
    {"parties and actors talk",
     "talks T between CPP, Sokha\n  point P\n  goal P\n"},
    {"an unknown side",
     "talks T between CPP, {C0202|Sokhha}\n  point P\n  goal P\n"},
    {"a body is no side",
     "talks T between CPP, {C0209|Assembly}\n  point P\n  goal P\n"},
    {"a fact is no side",
     "talks T between {C0209|Jailed}, CPP\n  point P\n  goal P\n"},
    {"a side named twice",
     "talks T between CPP, CNRP, {C0203|CPP}\n  point P\n  goal P\n"},
    {"talks named like a fact",
     "talks {C0203|Jailed} between CPP, CNRP\n  point P\n  goal P\n"},

    /* points */
    {"a point named like a fact",
     "talks T between CPP, CNRP\n  point {C0203|Jailed}\n  goal Lift\n"},
    {"a point named like a source",
     "talks T between CPP, CNRP\n  point {C0203|Daily}\n  goal Lift\n"},
    {"a point named like its talks",
     "talks T between CPP, CNRP\n  point {C0203|T}\n  goal Lift\n"},
    {"a fact named like a point",
     "talks T between CPP, CNRP\n  point P\n  goal P\nfact {C0203|P}\n"},
    {"a point named twice",
     "talks T between CPP, CNRP\n  point P\n  point {C0203|P}\n  goal P\n"},
    {"two talks with one name of a point",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "talks U between CPP, CNRP\n  point P\n  goal P\n"},
    {"a point of other talks",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "talks U between CPP, CNRP\n  point Q\n  goal Q and {C0202|P}\n"},
    {"a point may be used before it is declared",
     "talks T between CPP, CNRP\n  goal P\n  point P\n"},

    /* C0601 */
    {"a point by a side",
     "talks T between CPP, CNRP\n  point P by CPP\n  goal P\n"},
    {"a point by somebody else",
     "talks T between CPP, CNRP\n  point P by {C0601|Sokha}\n  goal P\n"},
    {"a demand of somebody else",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "  {C0601|King} demands P\n"},
    {"every kind of line has a side",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "  {C0601|King} demands P\n  {C0601|King} holds P\n"
     "  {C0601|King} wants P\n  {C0601|King} threatens P\n"
     "  {C0601|King} promises P\n  {C0601|King} prefers P\n"},
    {"a demand of a name that is none",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "  {C0202|Kingg} demands P\n"},
    {"a demand of a fact", "talks T between CPP, CNRP\n  point P\n  goal P\n"
                           "  {C0209|Jailed} demands P\n"},

    /* C0602 */
    {"points before points",
     "talks T between CPP, CNRP\n  point P\n  point Q\n  goal P\n"
     "  given P before Q\n  CPP demands Q before P\n"},
    {"a fact before a point", "talks T between CPP, CNRP\n  point P\n  goal P\n"
                              "  given {C0602|Jailed} before P\n"},
    {"a point before an act", "talks T between CPP, CNRP\n  point P\n  goal P\n"
                              "  given P before {C0602|Lift}\n"},
    {"a step before a step",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "  given {C0602|Stop} to King before {C0602|Stop} at King\n"},
    {"an unknown name before a point",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "  given {C0202|Q} before P\n"},

    /* C0603 */
    {"no goal", "talks {C0603|T} between CPP, CNRP\n  point P\n  given P\n"},
    {"nothing at all", "talks {C0603|T} between CPP, CNRP\n"},
    {"one goal without a label",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"},

    /* conditions */
    {"facts, options, acts, outcomes, ladders and steps",
     "talks T between CPP, CNRP\n  point P\n"
     "  goal P and Jailed and Reading is Court and Lift and Exit and Stop and "
     "Stop to King\n"},
    {"an unknown name",
     "talks T between CPP, CNRP\n  point P\n  goal {C0202|Q}\n"},
    {"a choice without its option",
     "talks T between CPP, CNRP\n  point P\n  goal P and {C0209|Reading}\n"},
    {"a point has no options",
     "talks T between CPP, CNRP\n  point P\n  goal {C0209|P} is Court\n"},
    {"a player is no condition",
     "talks T between CPP, CNRP\n  point P\n  goal {C0209|Sokha}\n"},
    {"k above n in a statement", "talks T between CPP, CNRP\n  point P\n"
                                 "  goal at least {C0219|2} of (P)\n"},
    {"names in both parts of a statement",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "  given if {C0202|Q} then {C0202|R}\n"},
    {"names in threats and preferences",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "  CPP threatens {C0202|Q} if {C0202|R}\n"
     "  CPP prefers P, then {C0202|S}\n"},
    {"a threat with a choice",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "  CPP threatens {C0209|Reading}\n"},

    /* labels */
    {"a label twice by one side",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "  CPP demands courts: P\n  CPP holds {C0203|courts}: P\n"},
    {"a label once by each side",
     "talks T between CPP, CNRP\n  point P\n  goal P\n"
     "  CPP demands courts: P\n  CNRP demands courts: P\n"},
    {"a label of two goals", "talks T between CPP, CNRP\n  point P\n"
                             "  goal g: P\n  goal {C0203|g}: P\n"},
    {"a label of two givens", "talks T between CPP, CNRP\n  point P\n  goal P\n"
                              "  given g: P\n  given {C0203|g}: P\n"},
    {"a label of a goal, a given and a demand",
     "talks T between CPP, CNRP\n  point P\n"
     "  goal g: P\n  given g: P\n  CPP demands g: P\n"},
    {"reserved words as labels",
     "talks T between CPP, CNRP\n  point P\n"
     "  goal goal: P\n  given given: P\n  CPP demands before: P\n"},
};

static void diagnostics_are_as_marked(void **state)
{
    const row *r = *state;
    test_model m = test_read(world, r->text);
    test_read_done(&m);
}

/* ---- what the model holds ----------------------------------------------- */

static const char talks_text[] =
    "talks Dialogue \"the talks\" between CNRP, CPP\n"
    "  point Deal \"a deal\" by CPP\n"
    "  point Ends\n"
    "  point Protests by CNRP\n"
    "  given if Deal then Ends\n"
    "  given topic: Ends before Deal\n"
    "  given Ends or Jailed\n"
    "  goal agreement: Deal\n"
    "  goal Ends\n"
    "  CNRP demands ends-it: if Deal then Ends\n"
    "  CNRP holds not Deal\n"
    "  CPP demands Ends\n"
    "  CPP holds personal: Deal\n"
    "  CPP demands not Jailed\n"
    "  CPP wants Deal worth 2.5\n"
    "  CNRP wants Ends\n"
    "  CNRP threatens Protests if not Jailed\n"
    "  CPP promises Stop to King\n"
    "  CPP prefers Deal, then not Ends, then Reading is Court\n";

static void statements_have_names(void **state)
{
    (void)state;
    static const struct {
        cm_line_kind kind;
        const char *name, *label, *text;
    } want[] = {
        {CM_LINE_GIVEN, "given.1", NULL, "if Deal then Ends"},
        {CM_LINE_GIVEN, "given.topic", "topic", "Ends before Deal"},
        {CM_LINE_GIVEN, "given.3", NULL, "Ends or Jailed"},
        {CM_LINE_GOAL, NULL, "agreement", "Deal"},
        {CM_LINE_GOAL, NULL, NULL, "Ends"},
        {CM_LINE_DEMANDS, "CNRP.ends-it", "ends-it", "if Deal then Ends"},
        {CM_LINE_HOLDS, "CNRP.2", NULL, "not Deal"},
        {CM_LINE_DEMANDS, "CPP.1", NULL, "Ends"},
        {CM_LINE_HOLDS, "CPP.personal", "personal", "Deal"},
        {CM_LINE_DEMANDS, "CPP.3", NULL, "not Jailed"},
        {CM_LINE_WANTS, NULL, NULL, "Deal"},
        {CM_LINE_WANTS, NULL, NULL, "Ends"},
        {CM_LINE_THREATENS, NULL, NULL, "Protests"},
        {CM_LINE_PROMISES, NULL, NULL, "Stop to King"},
        {CM_LINE_PREFERS, NULL, NULL, NULL},
    };
    test_model m = test_read(world, talks_text);
    const cm_talks *talks =
        &m.model->talks[test_named(&m, "Dialogue", CM_NAME_TALKS)];
    expect_text(talks->label.title, "the talks");
    expect_u64(talks->n_lines, sizeof want / sizeof *want);
    for (uint32_t i = 0; i < talks->n_lines; i++) {
        expect_u64(talks->lines[i].kind, want[i].kind);
        expect_text(talks->lines[i].name, want[i].name);
        expect_text(talks->lines[i].label, want[i].label);
        expect_text(talks->lines[i].text, want[i].text);
    }
    test_read_done(&m);
}

static void sides_and_points_are_indices(void **state)
{
    (void)state;
    test_model m = test_read(world, talks_text);
    const cm_talks *talks = &m.model->talks[0];
    expect_u64(talks->n_sides, 2);
    expect_text(talks->sides[0].name, "CNRP");
    expect_u64(talks->sides[1].player, test_named(&m, "CPP", CM_NAME_PLAYER));
    expect_u64(talks->n_points, 3);
    expect_text(talks->points[0].label.title, "a deal");
    expect_u64(talks->points[0].by, 1);
    expect_u64(talks->points[1].by, CM_NONE);
    expect_u64(talks->points[2].by, 0);
    expect_u64(talks->lines[0].side, CM_NONE);
    expect_u64(talks->lines[5].side, 0);
    expect_u64(talks->lines[7].side, 1);
    test_read_done(&m);
}

static void lines_hold_their_conditions(void **state)
{
    (void)state;
    test_model m = test_read(world, talks_text);
    const cm_line *line = m.model->talks[0].lines;
    expect_u64(line[0].premise->kind, CM_COND_POINT);
    expect_u64(line[0].premise->index, 0);
    expect_u64(line[0].cond->index, 1);
    expect_true(line[1].is_before && !line[1].cond && !line[1].premise);
    expect_u64(line[1].first, 1);
    expect_u64(line[1].second, 0);
    expect_u64(line[2].cond->kind, CM_COND_OR);
    expect_u64(line[2].cond->children[1]->kind, CM_COND_FACT);
    expect_true(!line[2].premise && !line[2].is_before);
    expect_u64(line[3].cond->kind, CM_COND_POINT);
    expect_true(mpq_cmp_ui(line[10].worth->q, 5, 2) == 0);
    expect_true(!line[11].worth); /* 1 */
    expect_u64(line[12].cond->kind, CM_COND_POINT);
    expect_u64(line[12].cond->index, 2);
    expect_u64(line[12].premise->kind, CM_COND_NOT);
    expect_text(line[12].premise_text, "not Jailed");
    expect_u64(line[13].cond->kind, CM_COND_ACT);
    expect_true(!line[13].premise && !line[13].premise_text);
    expect_u64(line[14].n_prefers, 3);
    expect_u64(line[14].prefers[0]->index, 0);
    expect_u64(line[14].prefers[1]->kind, CM_COND_NOT);
    expect_u64(line[14].prefers[2]->kind, CM_COND_OPTION);
    expect_u64(line[14].prefers[2]->option, 1);
    test_read_done(&m);
}

#define N_ROWS (sizeof rows / sizeof *rows)

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(statements_have_names),
        cmocka_unit_test(sides_and_points_are_indices),
        cmocka_unit_test(lines_hold_their_conditions),
    };
    enum { N_OTHERS = sizeof others / sizeof *others };
    struct CMUnitTest tests[N_ROWS + N_OTHERS];
    for (size_t i = 0; i < N_ROWS; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, diagnostics_are_as_marked, &rows[i]);
    memcpy(tests + N_ROWS, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
