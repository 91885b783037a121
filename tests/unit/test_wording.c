/* The words of answers: names, counts, dates, terms, coalitions. */
#include "report/words/camps.h"
#include "report/words/phrase.h"

#include "lang/read.h"
#include "support/json_tree.h"
#include "support/test_ctx.h"

static const char council[] =
    "body Council\n"
    "  members China France Russia UnitedKingdom UnitedStates\n"
    "          Bahrain Colombia Denmark Greece Latvia\n"
    "  group Permanent \"the permanent members\" China, France, Russia,\n"
    "        UnitedKingdom, UnitedStates\n"
    "actor SupremeCourt \"Supreme Court\"\n"
    "actor Sokha \"Kem Sokha\"\n"
    "fact Reading \"which rule\" one of Defence \"two thirds\", Court\n"
    "act Lift \"lifting of immunity\" by Council needs at least 6 of members\n"
    "act Sign by Sokha\n"
    "ladder Stop \"a request\" by Sokha through SupremeCourt\n";

typedef struct page {
    cm_ctx *ctx;
    cm_model *model;
    cm_arena arena;
    cm_doc doc;
} page;

static page page_new(void)
{
    page p = {.ctx = test_ctx()};
    expect_ok(
        cm_read(p.ctx, "m.comitia", council, strlen(council), NULL, &p.model));
    expect_true(!cm_model_has_errors(p.model));
    return p;
}

static void page_begin(page *p)
{
    cm_arena_init(&p->arena, p->ctx->allocator);
    cm_doc_init(&p->doc, &p->arena, p->model, 20);
}

static void page_done(page *p)
{
    cm_arena_clear(&p->arena);
    cm_model_free(p->model);
    test_ctx_done(p->ctx);
}

/* Without its marks. */
static const char *bare(page *p, const char *text)
{
    cm_buf out;
    cm_buf_init(&out, &p->arena);
    for (; *text; text++)
        if (*text == CM_MARK_TIE || (unsigned char)*text >= 0x20)
            cm_buf_char(&out, *text == CM_MARK_TIE ? ' ' : *text);
    return cm_buf_text(&out);
}

static void a_title_stands_at_the_first_mention(void **state)
{
    (void)state;
    page p = page_new();
    page_begin(&p);
    cm_doc *doc = &p.doc;
    expect_text(bare(&p, cm_name_first(doc, "Lift")),
                "Lift (lifting of immunity)");
    expect_text(bare(&p, cm_name_first(doc, "Lift")), "Lift");
    expect_text(bare(&p, cm_name_titled(doc, "Lift", "lifting of immunity")),
                "Lifting of immunity (Lift)");
    expect_text(bare(&p, cm_name_first(doc, "SupremeCourt")), "Supreme Court");
    expect_text(bare(&p, cm_name_first(doc, "Nobody")), "Nobody");
    page_done(&p);
}

static void counts_agree_in_number(void **state)
{
    (void)state;
    page p = page_new();
    page_begin(&p);
    cm_doc *doc = &p.doc;
    expect_text(cm_counted(doc, "0", "seat", "seats"), "no seats");
    expect_text(cm_counted(doc, "1", "seat", "seats"), "1 seat");
    expect_text(cm_counted(doc, "1234", "seat", "seats"), "1,234 seats");
    expect_text(bare(&p, cm_share_text(doc, "421/2145")), "421/2145 (19.6 %)");
    expect_text(bare(&p, cm_share_text(doc, "0")), "0");
    expect_text(bare(&p, cm_share_text(
                             doc, "12345678901234567890/98765432109876543211")),
                "about 12.5 %");
    expect_text(bare(&p, cm_ratio_text(doc, "7/3")), "7/3 (2.3333)");
    expect_text(cm_difference(doc, "82", "68"), "14");
    expect_text(cm_part_of(doc, "1", "0"), "");
    expect_true(cm_compare_texts("2/3", "3/5") > 0);
    page_done(&p);
}

static const struct days {
    const char *from, *to, *text;
} days[] = {
    {"2016-07-04", "2016-07-04", "4 July 2016"},
    {"2016-06-27", "2016-07-03", "27 June to 3 July 2016"},
    {"2016-06-27", "2016-06-30", "27 to 30 June 2016"},
    {"2015-12-30", "2016-01-02", "30 December 2015 to 2 January 2016"},
    {"2016-02-01", "2016-02-29", "February 2016"},
    {"2016-02-01", "2016-02-28", "1 to 28 February 2016"},
    {"2016-01-01", "2016-12-31", "2016"},
    {"", "2016-05-26", "by 26 May 2016"},
    {"", "soon", "soon"},
    {"2016-02-30", "2016-03-01", "by 1 March 2016"},
};

static void spans_of_days_are_short(void **state)
{
    (void)state;
    page p = page_new();
    page_begin(&p);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        expect_text(cm_days_text(&p.doc, days[i].from, days[i].to),
                    days[i].text);
    page_done(&p);
}

static const struct clause {
    const char *literal;
    cm_tense tense;
    const char *text;
} clauses[] = {
    {"{'name':'Lift','kind':'act','value':true}", CM_PRESENT, "Lift passes"},
    {"{'name':'Lift','kind':'act','value':false}", CM_PAST,
     "Lift did not pass"},
    {"{'name':'Sign','kind':'act','value':false}", CM_INFINITIVE,
     "Sign not to happen"},
    {"{'name':'Reading','kind':'choice','value':'Court'}", CM_INFINITIVE,
     "Reading to be Court"},
    {"{'name':'Stop to SupremeCourt','kind':'step','value':true}", CM_PRESENT,
     "Stop goes on to Supreme Court"},
    {"{'name':'Stop at SupremeCourt','kind':'step','value':false}", CM_PAST,
     "Supreme Court did not grant Stop"},
    {"{'name':'Grant','kind':'fact','value':false}", CM_PRESENT,
     "Grant does not hold"},
    {"{'name':'Lift','kind':'vote','value':'rejected'}", CM_PAST,
     "the vote on Lift (rejected)"},
    {"{'name':'Sokha','kind':'player','value':'abstain'}", CM_PRESENT,
     "Sokha votes abstain"},
};

static void literals_are_clauses(void **state)
{
    static const char *const named[] = {"Lift", "Reading", "Stop", "Sokha"};
    (void)state;
    page p = page_new();
    page_begin(&p);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        cm_name_first(&p.doc, named[i]); /* titles are told before */
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        const comitia_value *literal = test_tree(&p.arena, clauses[i].literal);
        expect_text(
            bare(&p, cm_literal_text(&p.doc, literal, clauses[i].tense)),
            clauses[i].text);
    }
    page_done(&p);
}

/* Arrest of the Cambodia model: (Court or Lift) and not (to and at). */
static const char needed[] = "[[{'name':'B','kind':'act','value':true},"
                             "  {'name':'R','kind':'choice','value':'Court'}],"
                             " [{'name':'B','kind':'act','value':true},"
                             "  {'name':'A','kind':'act','value':true}],"
                             " [{'name':'C','kind':'act','value':true},"
                             "  {'name':'R','kind':'choice','value':'Other'}]]";

static void a_reading_leaves_the_minimal_terms(void **state)
{
    (void)state;
    page p = page_new();
    page_begin(&p);
    const comitia_value *list = test_tree(&p.arena, needed);
    cm_terms court = cm_terms_given(
        &p.doc, list,
        test_tree(&p.arena, "[{'name':'R','kind':'choice','value':'Court'}]"));
    expect_u64(court.n, 1); /* B contains nothing more; B and A goes */
    expect_text(bare(&p, cm_terms_text(&p.doc, &court, CM_PRESENT, 5)),
                "B passes");
    cm_terms other = cm_terms_given(
        &p.doc, list,
        test_tree(&p.arena, "[{'name':'R','kind':'choice','value':'Other'}]"));
    expect_u64(other.n, 2);
    expect_text(bare(&p, cm_terms_text(&p.doc, &other, CM_PRESENT, 5)),
                "C passes; or A passes and B passes");
    cm_terms both =
        cm_terms_given(&p.doc, list,
                       test_tree(&p.arena, "[{'name':'C','value':true},"
                                           "{'name':'R','value':'Other'}]"));
    expect_true(cm_terms_always(&both));
    page_done(&p);
}

static void shared_literals_come_first(void **state)
{
    (void)state;
    page p = page_new();
    page_begin(&p);
    cm_terms terms = cm_terms_given(
        &p.doc,
        test_tree(&p.arena, "[[{'name':'A','kind':'act','value':true},"
                            "{'name':'B','kind':'act','value':false}],"
                            "[{'name':'A','kind':'act','value':true},"
                            "{'name':'C','kind':'act','value':false}]]"),
        NULL);
    expect_text(bare(&p, cm_terms_text(&p.doc, &terms, CM_INFINITIVE, 5)),
                "A to pass, and either B not to pass or C not to pass");
    expect_text(bare(&p, cm_terms_text(&p.doc, &terms, CM_INFINITIVE, 1)),
                "A to pass, and either B not to pass or C not to pass");
    page_done(&p);
}

/* A case of who with one list. */
static const comitia_value *case_of(page *p, const comitia_value *list,
                                    const char *total)
{
    cm_builder b = {.arena = &p->arena};
    comitia_value *one = cm_object(&b);
    cm_put(&b, one, "force", (comitia_value *)list);
    cm_put_text(&b, one, "force_total", *total ? total : NULL);
    return one;
}

/* All coalitions of the permanent members and any k of the others. */
static const comitia_value *veto_list(page *p, unsigned k)
{
    static const char *const others[] = {"Bahrain", "Colombia", "Denmark",
                                         "Greece", "Latvia"};
    cm_builder b = {.arena = &p->arena};
    comitia_value *list = cm_list(&b);
    for (unsigned set = 0; set < 32; set++) {
        if ((unsigned)__builtin_popcount(set) != k)
            continue;
        comitia_value *one = cm_add_list(&b, list);
        for (unsigned o = 0; o < 5; o++)
            if (set >> o & 1)
                cm_add_text(&b, one, others[o]);
        cm_add_text(&b, one, "UnitedStates");
        cm_add_text(&b, one, "UnitedKingdom");
        cm_add_text(&b, one, "Russia");
        cm_add_text(&b, one, "France");
        cm_add_text(&b, one, "China");
    }
    return list;
}

static void players_alike_are_told_together(void **state)
{
    (void)state;
    page p = page_new();
    page_begin(&p);
    cm_camps camps;
    cm_camps_read(&p.doc, case_of(&p, veto_list(&p, 2), "10"), "force", 20,
                  &camps);
    expect_u64(camps.lines.n, 1);
    expect_u64(camps.more, 0);
    expect_text(bare(&p, camps.lines.at[0]),
                "all of the permanent members and any 2 of the 5 others");
    page_done(&p);
}

static void one_coalition_missing_is_noticed(void **state)
{
    (void)state;
    page p = page_new();
    page_begin(&p);
    cm_builder b = {.arena = &p.arena};
    const comitia_value *all = veto_list(&p, 2);
    comitia_value *list = cm_list(&b);
    for (size_t i = 1; i < comitia_value_count(all); i++) {
        comitia_value *one = cm_add_list(&b, list);
        for (size_t k = 0; k < comitia_value_count(comitia_value_at(all, i));
             k++)
            cm_add_text(&b, one, cm_tree_item(comitia_value_at(all, i), k));
    }
    cm_camps camps;
    cm_camps_read(&p.doc, case_of(&p, list, "9"), "force", 20, &camps);
    /* Bahrain with Colombia is missing: those two are no longer like the
       other three, and no line may promise "any 2 of the 5". */
    expect_u64(camps.lines.n, 2);
    expect_text(bare(&p, camps.lines.at[0]),
                "all of the permanent members, plus any one of Bahrain and "
                "Colombia, plus any one of Denmark, Greece and Latvia");
    expect_text(bare(&p, camps.lines.at[1]),
                "all of the permanent members and any 2 of Denmark, Greece "
                "and Latvia");
    page_done(&p);
}

static const struct camps_row {
    const char *list, *total, *text;
} camps_rows[] = {
    {"[['Sokha']]", "1", "Sokha alone"},
    {"[['Sokha'],['SupremeCourt']]", "2", "Supreme Court or Sokha alone"},
    {"[['35 of CPP','Sokha']]", "77", "Sokha and 35 seats of CPP"},
    {"[['1 of CPP in Lower']]", "68", "1 seat of CPP in Lower"},
    {"[[]]", "1", "it takes nobody"},
    {"[]", "0", "nobody"},
    {"null", "4379988", "4,379,988 coalitions, too many to list"},
    {"null", "", "too many coalitions to count or list"},
};

static void lists_of_coalitions_are_short(void **state)
{
    (void)state;
    page p = page_new();
    for (size_t i = 0; i < sizeof camps_rows / sizeof *camps_rows; i++) {
        page_begin(&p);
        cm_name_first(&p.doc, "Sokha");
        cm_camps camps;
        cm_camps_read(&p.doc,
                      case_of(&p, test_tree(&p.arena, camps_rows[i].list),
                              camps_rows[i].total),
                      "force", 20, &camps);
        expect_text(bare(&p, cm_camps_text(&p.doc, &camps, "it takes nobody",
                                           "nobody")),
                    camps_rows[i].text);
        if (i + 1 < sizeof camps_rows / sizeof *camps_rows)
            cm_arena_clear(&p.arena);
    }
    page_done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"a title stands at the first mention, then the name",
         a_title_stands_at_the_first_mention, NULL, NULL, NULL},
        {"counts agree in number and shares are exact first",
         counts_agree_in_number, NULL, NULL, NULL},
        {"spans of days are as short as they can be", spans_of_days_are_short,
         NULL, NULL, NULL},
        {"literals are clauses in three tenses", literals_are_clauses, NULL,
         NULL, NULL},
        {"under a reading the minimal terms are left",
         a_reading_leaves_the_minimal_terms, NULL, NULL, NULL},
        {"what all ways share comes first", shared_literals_come_first, NULL,
         NULL, NULL},
        {"players alike are told together", players_alike_are_told_together,
         NULL, NULL, NULL},
        {"one coalition missing from a list is noticed",
         one_coalition_missing_is_noticed, NULL, NULL, NULL},
        {"lists of coalitions are told in a few words",
         lists_of_coalitions_are_short, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests_name("wording", tests, NULL, NULL);
}
