/* The text form of each verb: its first line is the answer. */
#include <stdio.h>

#include "report/print.h"

#include "support/asked.h"
#include "support/json_tree.h"
#include "support/xml.h"

#define HEAD(verb)                                                             \
    "{'comitia':'1','verb':'" verb "','file':'m.comitia','on':null,"           \
    "'suppose':[],'otherwise':'oppose','free':[],'exact':true,"                \
    "'certified':true,'rounded':[],'uncertain':[],'diagnostics':[],'more':0,"
#define SUBJECT(name, title)                                                   \
    "'subject':{'name':'" name "','title':" title ",'kind':'act','file':"      \
    "'m.comitia','line':1,'cite':[]}"
#define QUOTA                                                                  \
    "'quotas':[{'text':'at least 2/3 of seats','base':'seats','in':null,"      \
    "'direction':'yes','compare':'at least','total':'123','bound':'82',"       \
    "'required':'82'}]"
#define SEATS "'seats':'123','members':'123','vacant':'0',"

static const struct row {
    const char *name, *tree, *first;
} rows[] = {
    {"needs says what is recorded, needed and missing",
     HEAD("needs") "'answer':null,'exit':0," SUBJECT(
         "Lift",
         "null") ",'body':'Assembly','cases':[{'when':[]," SEATS
                 "'needed':'82',"
                 "'recorded':{'yes':'68','no':'0','abstain':'0','absent':'55','"
                 "open':'0'},"
                 "'missing':'14','to_spare':null,'result':'rejected'," QUOTA
                 ",'players':[]}]}",
     "Lift: rejected, 68 of the 82 needed, 14 missing.\n"},
    {"needs says what is to spare",
     HEAD("needs") "'answer':null,'exit':0," SUBJECT(
         "Lift",
         "'a lifting'") ",'body':'Assembly','cases':[{'when':[]," SEATS
                        "'needed':'82',"
                        "'recorded':{'yes':'90','no':'33','abstain':'0','"
                        "absent':'0','open':'0'},"
                        "'missing':'0','to_spare':'8','result':'passed'," QUOTA
                        ",'players':[]}]}",
     "A lifting (Lift): passed, 90 yes, 82 needed, 8 to spare.\n"},
    {"needs before a vote says what of what",
     HEAD("needs") "'answer':null,'exit':0," SUBJECT(
         "Lift", "null") ",'body':'Assembly','cases':[{'when':[]," SEATS
                         "'needed':'82',"
                         "'recorded':null,'missing':null,'to_spare':null,'"
                         "result':null," QUOTA ",'players':[]}]}",
     "Lift: 82 of 123 needed.\n"},
    {"can says yes or no first",
     HEAD("can") "'answer':'no','exit':1,'who':['CPP','CNRP'],'action':'force'"
                 "," SUBJECT("Lift",
                             "null") ",'cases':[{'when':[],'value':false}]}",
     "No: CPP and CNRP together cannot force Lift.\n"},
    {"chance is exact first and then rounded",
     HEAD("chance") "'answer':null,'exit':0," SUBJECT(
         "Built",
         "null") ",'low':'421/2145','high':'421/"
                 "2145','low_decimal':'0.196270396270',"
                 "'high_decimal':'0.196270396271','free_variables':[]}",
     "Built: chance 421/2145 (19.6 %).\n"},
    {"status of one thing is one word",
     HEAD("status") "'answer':'no','exit':1,'read':0,'last':null,'bodies':[],"
                    "'subjects':[{" SUBJECT(
                        "Prison",
                        "null") ",'status':'impossible',"
                                "'result':null,'needed':[],'stopped':[[]]}]}",
     "Prison: impossible.\n"},
    {"who counts the coalitions",
     HEAD("who") "'answer':null,'exit':0," SUBJECT(
         "Lift",
         "null") ",'players':['A','B'],'cases':[{'when':[],'force':[['A','B']],"
                 "'force_total':'1','block':[['A'],['B']],'block_total':'2'}],"
                 "'always':{'force':[],'block':[]}}",
     "Lift: 1 smallest coalition can force it, 2 can block it.\n"},
    {"power counts players and coalitions",
     HEAD("power") "'answer':null,'exit':0,'subject':null,'cases':[{'when':[],"
                   "'players':4,'coalitions':'16','winning':'7','minimal_"
                   "winning':'3',"
                   "'minimal_blocking':'4','indices':[]}]}",
     "The weighted rule: 4 players; 7 of 16 coalitions win.\n"},
    {"check counts what does not hold",
     HEAD("check") "'answer':'no','exit':3,'passed':27,'failed':1,'expects':["
                   "{'file':'m.comitia','line':9,'text':'Lift needs "
                   "81','holds':false,"
                   "'found':'82'}]}",
     "m.comitia: 1 of 28 expectations do not hold.\n"},
    {"why gives the one reason",
     HEAD("why") "'answer':null,'exit':0," SUBJECT(
         "Prison", "null") ",'status':'impossible','reasons':[[{'name':'Decree'"
                           ",'kind':'act',"
                           "'value':true}]]}",
     "Prison: impossible.\n"},
    {"an ill-posed question has no answer",
     HEAD("who") "'answer':'ill-posed','exit':4}",
     "No answer: the question is ill-posed as it stands.\n"},
    {"a file with errors has no answer", HEAD("who") "'answer':null,'exit':65}",
     "No answer: the file has errors.\n"},
};

static void first_line_is_the_answer(void **state)
{
    const struct row *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_buf out;
    comitia_print how = {.quiet = true};
    cm_arena_init(&arena, ctx->allocator);
    cm_buf_init(&out, &arena);
    const comitia_value *tree = test_tree(&arena, row->tree);
    expect_true(tree != NULL);
    expect_ok(cm_print_answer(ctx, NULL, tree, &how, &out));
    expect_text(cm_buf_text(&out), row->first);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static const struct remark {
    const char *name, *part, *says;
} remarks[] = {
    {"a day is said", "'on':'2016-07-04','exact':true,'certified':true",
     "As of 4 July 2016."},
    {"suppositions are said",
     "'suppose':['Lift=no'],'exact':true,'certified':true",
     "Supposing Lift=no."},
    {"rounded numbers are not certain",
     "'exact':true,'certified':false,'rounded':['Council.population']",
     "Not certified: it rests on rounded numbers (Council.population)."},
    {"an unplaced change of seats is not certain",
     "'exact':true,'certified':false,'rounded':[]",
     "Not certified: a change of seats could not be placed before or after the "
     "day."},
    {"what a limit left out is said", "'exact':false,'certified':true",
     "Not complete: a limit of work left something out."},
    {"that the user stopped it is said, and no limit",
     "'exact':true,'certified':true,'diagnostics':[{'code':'C0701',"
     "'message':'stopped by the user: the decimals are as near'}]",
     "Not complete: you stopped it before the end."},
    {"events of uncertain date are listed",
     "'exact':true,'certified':true,'uncertain':[{'file':'m','line':1,'text':"
     "'on 2016-07 A happened'}]",
     "- on 2016-07 A happened"},
};

static void limits_are_said(void **state)
{
    const struct remark *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_buf tree_text, out;
    comitia_print how = {.width = 200};
    cm_arena_init(&arena, ctx->allocator);
    cm_buf_init(&tree_text, &arena);
    cm_buf_init(&out, &arena);
    cm_buf_addf(&tree_text, "{'verb':'timeline','exit':0,%s,'steps':[]}",
                row->part);
    const comitia_value *tree = test_tree(&arena, cm_buf_text(&tree_text));
    expect_true(tree != NULL);
    expect_ok(cm_print_answer(ctx, NULL, tree, &how, &out));
    if (!strstr(cm_buf_text(&out), row->says))
        expect_text(cm_buf_text(&out), row->says);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

/* ---- formats of a whole model
 * ------------------------------------------------------- */

static const char model[] =
    "# A <b>small</b> model | with *marks*\n"
    "body Assembly \"<script>x</script>\" seats 9\n"
    "  party Blue 5 \"`blue` | party\" colour \"#2b5fa8\"\n"
    "  party Gold 3 cite \"a & b\" illustrative\n"
    "  vacant 1\n"
    "fact Reading \"which ]]> rule\" one of Strict, Loose\n"
    "act Lift \"<img src=x>\" by Assembly needs at least 2/3 of seats if\n"
    "  Reading is Strict otherwise more than half of votes cast\n"
    "outcome Free when Lift\n"
    "source Paper right 90% cite \"made up\" illustrative\n"
    "report 2016-07-04 Paper says Reading is Strict\n"
    "talks Peace between Blue, Gold\n"
    "  point Truce \"</svg><a>\"\n"
    "  goal Truce\n"
    "  Blue demands first: not Truce\n";

static const struct format {
    const char *name;
    comitia_verb verb;
    comitia_format format;
    const char *about; /* or NULL */
} formats[] = {
    {"a briefing as html", COMITIA_BRIEF, COMITIA_HTML, NULL},
    {"a briefing as markdown", COMITIA_BRIEF, COMITIA_MARKDOWN, NULL},
    {"a graph as a picture", COMITIA_SHOW, COMITIA_SVG, NULL},
    {"a graph as text", COMITIA_SHOW, COMITIA_DOT, NULL},
    {"seats as a picture", COMITIA_NEEDS, COMITIA_SVG, "Lift"},
    {"power as a picture", COMITIA_POWER, COMITIA_SVG, "Lift"},
    {"power as a table", COMITIA_POWER, COMITIA_CSV, "Lift"},
    {"coalitions as a table", COMITIA_WHO, COMITIA_CSV, "Lift"},
    {"beliefs as a table", COMITIA_BELIEF, COMITIA_CSV, NULL},
    {"talks as a table", COMITIA_DEAL, COMITIA_CSV, NULL},
    {"a model as Popolo", COMITIA_SHOW, COMITIA_POPOLO, NULL},
};

static comitia_question question_of(const struct format *row)
{
    return (comitia_question){.verb = row->verb,
                              .names = &row->about,
                              .n_names = row->about ? 1 : 0};
}

static void every_allocation_may_fail(void **state)
{
    const struct format *row = *state;
    test_asked asked = test_about(model, NULL);
    test_question_of(&asked, question_of(row));
    comitia_print how = {.format = row->format};
    test_memory *memory = test_ctx_memory(asked.ctx);
    comitia_status status = COMITIA_E_NOMEM;
    for (size_t n = 1; status == COMITIA_E_NOMEM; n++) {
        cm_arena arena;
        cm_buf out;
        cm_arena_init(&arena, asked.ctx->allocator);
        cm_buf_init(&out, &arena);
        memory->fail_at = memory->n_calls + n;
        status = cm_print_answer(asked.ctx, asked.answer.model,
                                 asked.answer.value, &how, &out);
        memory->fail_at = 0;
        cm_arena_clear(&arena);
    }
    expect_ok(status);
    test_asked_done(&asked);
}

static void models_put_no_tags_into_pictures(void **state)
{
    const struct format *row = *state;
    test_asked asked = test_about(model, NULL);
    test_question_of(&asked, question_of(row));
    comitia_print how = {.format = row->format};
    cm_arena arena;
    cm_buf out;
    cm_arena_init(&arena, asked.ctx->allocator);
    cm_buf_init(&out, &arena);
    expect_ok(cm_print_answer(asked.ctx, asked.answer.model, asked.answer.value,
                              &how, &out));
    const char *text = cm_buf_text(&out), *why;
    const char *begin =
        row->format == COMITIA_HTML ? strstr(text, "<body>") : text;
    char *end = strstr(out.at, "</html>");
    if (end)
        *end = '\0';
    bool tagged =
        row->format == COMITIA_HTML || row->format == COMITIA_SVG;
    if (tagged && !test_is_xml(begin, &why))
        expect_text(why, "well-formed");
    if (row->format == COMITIA_MARKDOWN)
        expect_u64(test_count(text, "<"), test_count(text, "\\<"));
    else if (tagged)
        expect_u64(test_count(text, "<script") + test_count(text, "<img"), 0);
    if (row->format == COMITIA_HTML) /* nine seats, three keys of the legend */
        expect_u64(test_count(text, "<circle"), 9 + 3);
    cm_arena_clear(&arena);
    test_asked_done(&asked);
}

static void other_verbs_have_no_html(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_buf out;
    comitia_print how = {.format = COMITIA_HTML};
    cm_arena_init(&arena, ctx->allocator);
    cm_buf_init(&out, &arena);
    expect_status(
        cm_print_answer(ctx, NULL, test_tree(&arena, rows[0].tree), &how, &out),
        COMITIA_E_USAGE);
    expect_u64(out.n, 0);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

/* A verb is printed the same twice, and a tree without its keys is no crash:
   the head alone, for every verb and format. */
static void missing_keys_read_as_empty(void **state)
{
    static const char *const verbs[] = {"check",  "brief", "status",   "needs",
                                        "can",    "who",   "power",    "chance",
                                        "belief", "deal",  "timeline", "why",
                                        "how",    "show",  "explain"};
    (void)state;
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++) {
        cm_buf tree, out;
        cm_buf_init(&tree, &arena);
        cm_buf_init(&out, &arena);
        cm_buf_addf(&tree, "{'verb':'%s','exit':0}", verbs[v]);
        comitia_print how = {0};
        expect_ok(cm_print_answer(
            ctx, NULL, test_tree(&arena, cm_buf_text(&tree)), &how, &out));
        expect_true(out.n > 0);
    }
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

int main(void)
{
    enum {
        N = sizeof rows / sizeof *rows,
        R = sizeof remarks / sizeof *remarks,
        F = sizeof formats / sizeof *formats
    };
    struct CMUnitTest tests[N + R + 2 * F + 2];
    char names[F][64];
    size_t n = 0;
    for (size_t i = 0; i < N; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, first_line_is_the_answer, &rows[i]);
    for (size_t i = 0; i < R; i++)
        tests[n++] = (struct CMUnitTest)TEST_ROW(remarks[i].name,
                                                 limits_are_said, &remarks[i]);
    for (size_t i = 0; i < F; i++) {
        snprintf(names[i], sizeof names[i], "%s, without memory",
                 formats[i].name);
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            formats[i].name, models_put_no_tags_into_pictures, &formats[i]);
        tests[n++] = (struct CMUnitTest)TEST_ROW(
            names[i], every_allocation_may_fail, &formats[i]);
    }
    tests[n++] = (struct CMUnitTest){
        "only brief has html", other_verbs_have_no_html, NULL, NULL, NULL};
    tests[n++] =
        (struct CMUnitTest){"a key that is missing reads as empty",
                            missing_keys_read_as_empty, NULL, NULL, NULL};
    return _cmocka_run_group_tests("printed", tests, n, NULL, NULL);
}
