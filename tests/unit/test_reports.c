/* Sources and reports: names, accuracies, and reports that do not go
 * together. */
#include "model/date.h"
#include "support/checked.h"

static const char facts[] =
    "body Assembly \"the Assembly\" seats 3\n"
    "  party CPP 3 \"the party\"\n"
    "actor Sokha \"Kem Sokha\"\n"
    "actor King\n"
    "fact Raid\n"
    "fact Contact\n"
    "fact Known true\n"
    "fact Denied false\n"
    "fact Caller one of Himself, Another\n"
    "act Lift by Assembly needs more than half of seats\n"
    "act Sign by King\n"
    "outcome Free when Lift\n"
    "ladder Stop by Sokha through King, Assembly needs all of members\n"
    "talks Dialogue between CPP, Sokha\n"
    "  point Meeting\n"
    "  goal Meeting\n"
    "source Daily \"a newspaper\" right 95%\n"
    "source Post right 9/10 if true, 80% if false\n"
    "source Chhay right 85% believes right 65%\n"
    "source Colleague unnamed\n";

typedef struct row {
    const char *name, *text;
} row;

static const row rows[] = {
    /* sources */
    {"a source of a player", "source Page of Sokha\n"},
    {"a source of a body", "source Bulletin of Assembly\n"},
    {"a source of a source", "source Headline of Daily\n"},
    {"a source of nobody", "source Page of {C0202|Nobodi}\n"},
    {"a source of a fact", "source Page of {C0209|Raid}\n"},
    {"a source of an act", "source Page of {C0209|Lift}\n"},
    {"a source that is a player", "source Sokha right 80%\n"},
    {"a source that is a body", "source Assembly right 80%\n"},
    {"a source named like a fact", "source {C0203|Raid} right 80%\n"},
    {"a source named twice", "source {C0203|Daily}\n"},
    {"a bare number is no chance", "source S right {C0401|1}\n"},
    {"a decimal is no chance", "source S right {C0401|0.9}\n"},
    {"more than certain", "source S right {C0401|101%}\n"},
    {"more than certain as a fraction", "source S right {C0401|10/9}\n"},
    {"certain and never", "source S right 100%\nsource T right 0%\n"},
    {"the second chance of two",
     "source S right 90% if true, {C0401|2} if false\n"},
    {"both chances of two",
     "source S right {C0401|3} if true, {C0401|2} if false\n"},
    {"the chance of belief", "source S believes right {C0401|120%}\n"},
    {"half right changes nothing", "source S right {C0402|50%}\n"},
    {"a half as a fraction changes nothing", "source S right {C0402|1/2}\n"},
    {"nearly a half", "source S right 51%\n"},
    {"always yes changes nothing",
     "source S right {C0402|100%} if true, 0% if false\n"},
    {"as often right as wrong",
     "source S right {C0402|30%} if true, 7/10 if false\n"},
    {"two chances that tell something",
     "source S right 30% if true, 30% if false\n"},
    {"belief that changes nothing",
     "source S right 90% believes right {C0402|50%}\n"},

    /* names in reports */
    {"a fact, an option, an act and a step can be reported",
     "report Daily says Raid\n"
     "report Daily says Caller is Himself\n"
     "report Daily denies Lift\n"
     "report Daily believes Stop at King\n"
     "report Daily cannot say Stop to Assembly\n"},
    {"an outcome cannot be reported", "report Daily says {C0209|Free}\n"},
    {"a ladder cannot be reported", "report Daily says {C0209|Stop}\n"},
    {"a choice is reported by its option",
     "report Daily says {C0209|Caller}\n"},
    {"a fact has no options", "report Daily says {C0209|Raid} is Himself\n"},
    {"an unknown option", "report Daily says Caller is {C0210|Nobodi}\n"},
    {"an unknown claim", "report Daily says {C0202|Rain}\n"},
    {"an unknown step", "report Daily says {C0208|Stop} at CPP\n"},
    {"a point is known in its talks only",
     "report Daily says {C0202|Meeting}\n"},
    {"an unknown speaker", "report {C0202|Weekly} says Raid\n"},
    {"an unknown speaker in the middle",
     "report Daily says {C0202|Weekly} says Raid\n"},
    {"a player who is no source", "report {C0209|Sokha} says Raid\n"},
    {"a fact who is no source", "report Daily says {C0209|Raid} says Raid\n"},

    /* C0403 */
    {"the opposite of what is declared", "report {C0403|Daily} denies Known\n"},
    {"what is declared", "report Daily says Known\n"},
    {"a report of what is declared false",
     "report {C0403|Daily} says Denied\n"},
    {"the opposite of an event",
     "on 2016-01-01 Raid holds\nreport {C0403|Daily} says not Raid\n"},
    {"an option that did not come",
     "on 2016-01-01 Caller is Himself\n"
     "report {C0403|Daily} says Caller is Another\n"},
    {"who cannot say contradicts nothing", "report Daily cannot say Known\n"},

    {"errors elsewhere do not hide it",
     "talks {C0603|T} between CPP, Sokha\nreport {C0403|Daily} denies Known\n"},

    /* C0404 */
    {"yes and no of one source",
     "report Daily says Raid\nreport {C0404|Daily} denies Raid\n"},
    {"yes and cannot say",
     "report Daily says Raid\nreport {C0404|Daily} cannot say Raid\n"},
    {"belief and cannot say",
     "report Daily believes Caller is Himself\n"
     "report {C0404|Daily} cannot say Caller is Himself\n"},
    {"twice the same", "report Daily says Raid\nreport Daily says Raid\n"},
    {"says and believes the same",
     "report Daily says Raid\nreport Daily believes Raid\n"},
    {"denies and says not are the same",
     "report Daily denies Raid\nreport Daily says not Raid\n"},
    {"the last speakers count", "report Daily says Chhay says Raid\n"
                                "report {C0404|Post} says Chhay denies Raid\n"},
    {"other last speakers", "report Daily says Chhay says Raid\n"
                            "report Daily says Colleague denies Raid\n"},
    {"of other claims",
     "report Daily says Raid\nreport Daily denies Contact\n"},
    {"of other options", "report Daily says Caller is Himself\n"
                         "report Daily denies Caller is Another\n"},
    {"on another day of his", "report Daily on 2016-01 says Raid\n"
                              "report Daily on 2016-02 denies Raid\n"},
    {"on the same day of his", "report Daily on 2016-01 says Raid\n"
                               "report {C0404|Daily} on 2016-01 denies Raid\n"},
    {"with and without a day",
     "report Daily says Raid\nreport Daily on 2016-01 denies Raid\n"},
    {"the date of the report does not matter",
     "report 2016-01-01 Daily says Raid\n"
     "report 2016-02-02 {C0404|Daily} denies Raid\n"},
    {"the third report gets a note too", "report Daily says Raid\n"
                                         "report {C0404|Daily} denies Raid\n"
                                         "report {C0404|Daily} says Raid\n"},

    /* C0405 */
    {"two dates that overlap", "report Daily says Raid on 2016-05\n"
                               "report Daily says Raid on 2016-05-31\n"},
    {"two dates that do not", "report Daily says Raid on 2016-05\n"
                              "report {C0405|Daily} says Raid on 2016-06-01\n"},
    {"an earlier date that does not",
     "report Daily says Raid on 2016-06\n"
     "report {C0405|Daily} says Raid on 2016-05\n"},
    {"no date given",
     "report Daily says Raid on 2016-05\nreport Daily says Raid\n"},
    {"of another last speaker",
     "report Daily says Raid on 2016-05\nreport Post says Raid on 2016-06\n"},
    {"of another claim", "report Daily says Raid on 2016-05\n"
                         "report Daily says Contact on 2016-06\n"},
    {"through other speakers",
     "report Daily says Chhay says Raid on 2016-05\n"
     "report {C0405|Post} says Chhay says Raid on 2016-06\n"},
    {"at odds in both ways",
     "report Daily says Raid on 2016-05\n"
     "report {C0404,C0405|Daily} denies Raid on 2016-06\n"},
    {"overlapping the latest only",
     "report Daily says Raid on 2016-01\n"
     "report {C0405|Daily} says Raid on 2016-02\n"
     "report {C0405|Daily} says Raid on 2016-02-02\n"
     "report Daily says Raid on 2016\n"},

    /* C0406 */
    {"certain sources that contradict each other",
     "fact {C0406|Rain}\n"
     "source A right 100%\nsource B right 100%\n"
     "report A says Rain\nreport B denies Rain\n"},
    {"a nearly certain source", "fact Rain\n"
                                "source A right 100%\nsource B right 99.9%\n"
                                "report A says Rain\nreport B denies Rain\n"},
    {"a certain source that contradicts itself carries no weight",
     "fact Rain\n"
     "source A right 100%\n"
     "report A says Rain\nreport {C0404|A} denies Rain\n"},

    /* C0407 */
    {"a speaker who quotes himself",
     "report Daily says {C0407|Daily} says Raid\n"},
    {"a speaker who quotes himself through others",
     "report Daily says Chhay says {C0407|Daily} says Raid\n"},
    {"told once", "report Daily says {C0407|Daily} says Daily says Raid\n"},
    {"two who quote themselves",
     "report Daily says Post says {C0407|Daily} says {C0407|Post} says Raid\n"},
    {"in two reports one may speak twice",
     "report Daily says Chhay says Raid\nreport Chhay says Daily says Raid\n"},
};

static void diagnostics_are_as_marked(void **state)
{
    const row *r = *state;
    test_model m = test_read(facts, r->text);
    test_read_done(&m);
}

/* ---- what the model holds ----------------------------------------------- */

static const cm_source *source_of(const test_model *m, const char *name)
{
    uint32_t i = cm_map_get(&m->model->source_names, name);
    expect_true(i < m->model->n_sources);
    expect_text(m->model->sources[i].label.name, name);
    return &m->model->sources[i];
}

static void expect_share(const cm_number *number, unsigned long num,
                         unsigned long den)
{
    expect_true(number && mpq_cmp_ui(number->q, num, den) == 0);
}

static void accuracies_are_a_pair(void **state)
{
    (void)state;
    test_model m = test_read(facts, "source B believes right 70%\n");
    const cm_source *daily = source_of(&m, "Daily");
    expect_true(daily->has_right);
    expect_share(daily->right[0], 19, 20);
    expect_share(daily->right[1], 19, 20);
    expect_share(daily->believes[1], 19, 20);
    const cm_source *post = source_of(&m, "Post");
    expect_share(post->right[0], 9, 10);
    expect_share(post->right[1], 4, 5);
    expect_share(post->believes[1], 4, 5);
    const cm_source *chhay = source_of(&m, "Chhay");
    expect_share(chhay->right[0], 17, 20);
    expect_share(chhay->believes[0], 13, 20);
    expect_share(chhay->believes[1], 13, 20);
    const cm_source *colleague = source_of(&m, "Colleague");
    expect_true(!colleague->has_right && !colleague->right[0] &&
                !colleague->believes[0]);
    expect_true(colleague->unnamed && !daily->unnamed);
    const cm_source *b = source_of(&m, "B");
    expect_true(!b->has_right && !b->right[0]);
    expect_share(b->believes[0], 7, 10);
    test_read_done(&m);
}

static void sources_know_whose_voice_they_are(void **state)
{
    (void)state;
    test_model m = test_read(
        facts, "source Page \"his page\" of Sokha also \"a page\", \"P\" "
               "role \"voice\"\n"
               "source Bulletin of Assembly\n"
               "source Headline of Daily\n"
               "source Sokha\n"
               "source Assembly \"the house\"\n");
    const cm_source *page = source_of(&m, "Page");
    expect_true(page->is_of);
    expect_u64(page->of_player, test_named(&m, "Sokha", CM_NAME_PLAYER));
    expect_u64(page->of_body, CM_NONE);
    expect_u64(page->n_also, 2);
    expect_text(page->also[1], "P");
    expect_u64(page->n_roles, 1);
    expect_text(page->roles[0], "voice");
    const cm_source *bulletin = source_of(&m, "Bulletin");
    expect_u64(bulletin->of_body, test_named(&m, "Assembly", CM_NAME_BODY));
    expect_u64(bulletin->of_player, CM_NONE);
    const cm_source *headline = source_of(&m, "Headline");
    expect_true(headline->is_of);
    expect_u64(headline->of_player, CM_NONE);
    expect_u64(headline->of_body, CM_NONE);
    expect_true(!source_of(&m, "Daily")->is_of);
    /* no second title is needed, but one may be given */
    expect_text(source_of(&m, "Sokha")->label.title, "Kem Sokha");
    expect_text(source_of(&m, "Assembly")->label.title, "the house");
    test_read_done(&m);
}

static int32_t day(int year, int month, int day_of_month)
{
    int32_t number = 0;
    expect_true(cm_day_of(year, month, day_of_month, &number));
    return number;
}

static void reports_hold_their_chain(void **state)
{
    (void)state;
    test_model m = test_read(
        facts,
        "report 2016-07-04 Daily on 2016-07-03 says Chhay believes not "
        "Caller is Another on 2016-05\n"
        "report Daily says Stop to King\n"
        "report Daily says Chhay cannot say Sign on 2016-01-01..2016-02\n");
    expect_u64(m.model->n_reports, 3);
    const cm_report *r = &m.model->reports[0];
    expect_true(r->has_days && r->days.lo == day(2016, 7, 4));
    expect_u64(r->n_speakers, 2);
    expect_u64(r->speakers[0].source,
               cm_map_get(&m.model->source_names, "Daily"));
    expect_true(r->speakers[0].has_on);
    expect_i64(r->speakers[0].on.hi, day(2016, 7, 3));
    expect_u64(r->speakers[0].verb, CM_SAYS);
    expect_true(!r->speakers[1].has_on);
    expect_u64(r->speakers[1].verb, CM_BELIEVES);
    expect_true(r->negated);
    expect_u64(r->what, CM_COND_OPTION);
    expect_u64(r->index, test_named(&m, "Caller", CM_NAME_FACT));
    expect_u64(r->option, 1);
    expect_true(r->has_on);
    expect_i64(r->on.lo, day(2016, 5, 1));
    expect_i64(r->on.hi, day(2016, 5, 31));
    r = &m.model->reports[1];
    expect_true(!r->has_days && !r->has_on && !r->negated);
    expect_u64(r->what, CM_COND_ACT);
    expect_u64(r->index, m.model->ladders[0].courts[0].to);
    r = &m.model->reports[2];
    expect_u64(r->speakers[1].verb, CM_CANNOT_SAY);
    expect_u64(r->what, CM_COND_ACT);
    expect_i64(r->on.lo, day(2016, 1, 1));
    expect_i64(r->on.hi, day(2016, 2, 29));
    test_read_done(&m);
}

static void the_note_names_the_first_earlier_report(void **state)
{
    (void)state;
    test_model m =
        test_read(facts, "report Daily says Raid on 2016-03\n"
                         "report {C0405|Daily} says Raid on 2016-05\n"
                         "report {C0405|Daily} says Raid on 2016-01\n"
                         "report {C0404|Daily} cannot say Raid\n");
    expect_u64(m.model->diags.all.n, 3);
    for (size_t i = 0; i < m.model->diags.all.n; i++) {
        const cm_diag *diag = m.model->diags.all.at[i];
        expect_u64(diag->notes.n, 1);
        expect_u64(diag->notes.at[0].span.line, m.model->reports[0].span.line);
    }
    test_read_done(&m);
}

#define N_ROWS (sizeof rows / sizeof *rows)

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(accuracies_are_a_pair),
        cmocka_unit_test(sources_know_whose_voice_they_are),
        cmocka_unit_test(reports_hold_their_chain),
        cmocka_unit_test(the_note_names_the_first_earlier_report),
    };
    enum { N_OTHERS = sizeof others / sizeof *others };
    struct CMUnitTest tests[N_ROWS + N_OTHERS];
    for (size_t i = 0; i < N_ROWS; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, diagnostics_are_as_marked, &rows[i]);
    memcpy(tests + N_ROWS, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
