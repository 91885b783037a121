/* The order of events and the agreement of reports, against looking at every
 * pair. */
#include "base/buf.h"
#include "lang/read.h"
#include "model/date.h"
#include "support/test_ctx.h"

enum { MOST_EVENTS = 14, MOST_REPORTS = 14, N_DAYS = 6 };

static cm_model *read_text(cm_ctx *ctx, const cm_buf *text)
{
    cm_model *model = NULL;
    expect_ok(
        cm_read(ctx, "m.comitia", cm_buf_text(text), text->n, NULL, &model));
    return model;
}

/* A day, some days, or a month with all of them. */
static void add_dates(cm_random *random, cm_buf *text)
{
    int64_t from = cm_random_in(random, 1, N_DAYS);
    int64_t to = cm_random_in(random, from, N_DAYS);
    if (cm_random_chance(random, 1, 8))
        cm_buf_add(text, "2016-01");
    else if (cm_random_chance(random, 1, 2))
        cm_buf_addf(text, "2016-01-%02d", (int)from);
    else
        cm_buf_addf(text, "2016-01-%02d..2016-01-%02d", (int)from, (int)to);
}

static const cm_diag *diag_at(const cm_model *model, const char *code,
                              cm_span span)
{
    for (size_t i = 0; i < model->diags.all.n; i++) {
        const cm_diag *diag = model->diags.all.at[i];
        if (strcmp(diag->code, code) == 0 && diag->span.line == span.line &&
            diag->span.column == span.column)
            return diag;
    }
    return NULL;
}

/* The note stands at `span` and names the line of `earlier`; or there is none
   (earlier line 0). */
static void expect_note(const cm_model *model, const char *code, cm_span span,
                        cm_span earlier)
{
    const cm_diag *diag = diag_at(model, code, span);
    expect_true((diag != NULL) == (earlier.line != 0));
    if (!diag || !earlier.line)
        return;
    expect_u64(diag->notes.n, 1);
    expect_u64(diag->notes.at[0].span.line, earlier.line);
}

/* ---- events ------------------------------------------------------------- */

/* Which of the outcomes speaks of which fact, as bits: A is in O1 and, through
   it, in O2; Deep stands in a rule's condition; Lone is in none. */
static const char law[] = "body B party P 1\n"
                          "fact A\nfact C\nfact D\nfact Deep\nfact Lone\n"
                          "act Act by B needs all of seats if Deep "
                          "otherwise at least 1 of seats\n"
                          "outcome O1 when A or C\n"
                          "outcome O2 when O1 and Act\n"
                          "outcome O3 when C and D\n"
                          "outcome O4 when not D\n";

static const struct part {
    const char *name;
    unsigned outcomes;
} parts[] = {{"A", 3},    {"C", 7},   {"D", 12},
             {"Deep", 2}, {"Act", 2}, {"Lone", 0}};
enum { N_PARTS = sizeof parts / sizeof *parts };

static unsigned outcomes_of(const cm_model *model, const cm_event *event)
{
    if (event->kind == CM_EVENT_SEATS)
        return 0;
    const char *name = event->what == CM_COND_FACT
                           ? model->facts[event->index].label.name
                           : model->acts[event->index].label.name;
    for (size_t i = 0; i < N_PARTS; i++)
        if (strcmp(parts[i].name, name) == 0)
            return parts[i].outcomes;
    return 0;
}

static void add_event(cm_random *random, cm_buf *text)
{
    static const char *const words[] = {"on ", "on ", "since ", "by "};
    size_t word = (size_t)cm_random_below(random, 4);
    cm_buf_add(text, words[word]);
    if (word == 0)
        add_dates(random, text);
    else
        cm_buf_addf(text, "2016-01-%02d", (int)cm_random_in(random, 1, N_DAYS));
    if (cm_random_chance(random, 1, 10))
        cm_buf_add(text, " B has P 1\n");
    else
        cm_buf_addf(text, " %s happened\n",
                    parts[cm_random_below(random, N_PARTS)].name);
}

static bool conflict(const cm_model *model, const cm_event *a,
                     const cm_event *b)
{
    bool overlap = a->days.lo <= b->days.hi && b->days.lo <= a->days.hi;
    bool one_day = a->days.lo == a->days.hi && b->days.lo == b->days.hi;
    return (outcomes_of(model, a) & outcomes_of(model, b)) && overlap &&
           !one_day;
}

static bool in_order(const cm_event *a, const cm_event *b)
{
    if (a->days.hi != b->days.hi)
        return a->days.hi < b->days.hi;
    if (a->days.lo != b->days.lo)
        return a->days.lo < b->days.lo;
    return a->span.line < b->span.line;
}

static void conflicts_are_those_of_all_pairs(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_buf text;
    cm_arena_init(&arena, ctx->allocator);
    cm_buf_init(&text, &arena);
    cm_buf_add(&text, law);
    uint32_t n = (uint32_t)cm_random_below(random, MOST_EVENTS + 1);
    for (uint32_t i = 0; i < n; i++)
        add_event(random, &text);
    cm_model *model = read_text(ctx, &text);
    expect_u64(model->n_events, n);
    for (uint32_t i = 0; i < n; i++) {
        const cm_event *event = &model->events[i];
        cm_span first = CM_NO_SPAN;
        bool any = false;
        expect_true(i == 0 || in_order(&model->events[i - 1], event));
        for (uint32_t k = 0; k < n; k++) {
            if (k == i || !conflict(model, event, &model->events[k]))
                continue;
            any = true;
            if (k < i && !first.line)
                first = model->events[k].span;
        }
        expect_true(event->conflict == any);
        expect_note(model, "C0306", event->span, first);
    }
    cm_model_free(model);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

/* ---- reports ------------------------------------------------------------ */

static void add_report(cm_random *random, cm_buf *text)
{
    static const char *const verbs[] = {"says ", "says not ", "denies ",
                                        "believes ", "cannot say "};
    static const char *const last[] = {"S", "T"};
    static const char *const claims[] = {"A", "Choice is X", "Choice is Y"};
    cm_buf_add(text, "report ");
    if (cm_random_chance(random, 1, 2))
        cm_buf_add(text, "First says ");
    cm_buf_addf(text, "%s ", last[cm_random_below(random, 2)]);
    if (cm_random_chance(random, 1, 3))
        cm_buf_addf(text, "on 2015-0%d ", (int)cm_random_in(random, 1, 2));
    cm_buf_add(text, verbs[cm_random_below(random, 5)]);
    cm_buf_add(text, claims[cm_random_below(random, 3)]);
    if (cm_random_chance(random, 2, 3)) {
        cm_buf_add(text, " on ");
        add_dates(random, text);
    }
    cm_buf_add(text, "\n");
}

static const cm_speaker *last_of(const cm_report *report)
{
    return &report->speakers[report->n_speakers - 1];
}

/* 0 for cannot say, 1 for yes, 2 for no */
static int conveyed(const cm_report *report)
{
    cm_verb verb = last_of(report)->verb;
    return verb == CM_CANNOT_SAY                  ? 0
           : verb == CM_DENIES || report->negated ? 2
                                                  : 1;
}

static bool same_matter(const cm_report *a, const cm_report *b)
{
    return last_of(a)->source == last_of(b)->source && a->what == b->what &&
           a->index == b->index && a->option == b->option;
}

static bool same_on(const cm_report *a, const cm_report *b)
{
    const cm_speaker *s = last_of(a), *t = last_of(b);
    return s->has_on == t->has_on &&
           (!s->has_on || (s->on.lo == t->on.lo && s->on.hi == t->on.hi));
}

static bool dates_apart(const cm_report *a, const cm_report *b)
{
    return a->has_on && b->has_on &&
           (a->on.hi < b->on.lo || b->on.hi < a->on.lo);
}

static void notes_are_those_of_all_pairs(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_buf text;
    cm_arena_init(&arena, ctx->allocator);
    cm_buf_init(&text, &arena);
    cm_buf_add(&text, "fact A\nfact Choice one of X, Y\n"
                      "source First\nsource S\nsource T\n");
    uint32_t n = (uint32_t)cm_random_below(random, MOST_REPORTS + 1);
    for (uint32_t i = 0; i < n; i++)
        add_report(random, &text);
    cm_model *model = read_text(ctx, &text);
    expect_u64(model->n_reports, n);
    for (uint32_t i = 0; i < n; i++) {
        const cm_report *report = &model->reports[i];
        cm_span other_word = CM_NO_SPAN, other_date = CM_NO_SPAN;
        for (uint32_t k = i; k-- > 0;) {
            const cm_report *earlier = &model->reports[k];
            if (!same_matter(report, earlier))
                continue;
            if (same_on(report, earlier) &&
                conveyed(report) != conveyed(earlier))
                other_word = earlier->speakers[0].span;
            if (dates_apart(report, earlier))
                other_date = earlier->speakers[0].span;
        }
        expect_note(model, "C0404", report->speakers[0].span, other_word);
        expect_note(model, "C0405", report->speakers[0].span, other_date);
    }
    cm_model_free(model);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("events without a certain order are those of all pairs",
                      conflicts_are_those_of_all_pairs, 400),
        TEST_PROPERTY("reports at odds are those of all pairs",
                      notes_are_those_of_all_pairs, 400),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
